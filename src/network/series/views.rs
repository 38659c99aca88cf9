//! Series as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::input::{RuleInput, SeriesInput};
use super::model::SeriesRow;
use super::words::words;
use super::{Dates, Series, Skipped, Why, queries};
use crate::network::time::Holiday;
use crate::network::workshops::{self, Session, Workshop, WorkshopInput, WorkshopState};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Fault, Problem, Versioned};
use crate::text_enum;

text_enum! {
    /// Why a day of a rule has no session.
    SkipReason { Excepted = "excepted", Holiday = "holiday" }
}

/// A day of the rule that is left out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SkippedView {
    pub date: NaiveDate,
    #[schema(inline)]
    pub why: SkipReason,
    /// Of a public holiday.
    #[schema(example = "Armistice de 1918")]
    pub name_fr: Option<&'static str>,
    pub name_en: Option<&'static str>,
}

impl From<&Skipped> for SkippedView {
    fn from(skipped: &Skipped) -> Self {
        let (why, names) = match skipped.why {
            Why::Excepted => (SkipReason::Excepted, None),
            Why::Holiday(holiday) => (SkipReason::Holiday, Some(Holiday::names(holiday))),
        };
        let (name_fr, name_en) = names.unzip();
        Self { date: skipped.day, why, name_fr, name_en }
    }
}

/// Something in the way of one session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObstacleView {
    /// JSON pointer of the field that it is about.
    #[schema(example = "/room_id")]
    pub pointer: String,
    /// Stable code of the rule.
    #[schema(example = "room_overlap")]
    pub code: &'static str,
    pub message_fr: String,
    pub message_en: String,
}

impl From<&Fault> for ObstacleView {
    fn from(fault: &Fault) -> Self {
        Self {
            pointer: fault.pointer.clone(),
            code: fault.code,
            message_fr: fault.said.fr.clone(),
            message_en: fault.said.en.clone(),
        }
    }
}

/// A session that a series would have.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PreviewSession {
    pub date: NaiveDate,
    pub start_time: String,
    pub end_time: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    /// With any of these, the series is refused as a whole.
    pub obstacles: Vec<ObstacleView>,
}

/// What a series comes to, before it is written.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WorkshopSeriesPreview)]
pub struct PreviewView {
    #[schema(example = "Chaque semaine, le mardi, de 10 h à 12 h, 10 dates")]
    pub words_fr: String,
    pub words_en: String,
    pub sessions: Vec<PreviewSession>,
    pub skipped: Vec<SkippedView>,
}

/// Sessions with what is in the way of each.
pub fn preview(
    series: &Series,
    dates: &Dates,
    sessions: Vec<Session>,
    met: Vec<Vec<Fault>>,
) -> PreviewView {
    let words = words(series);
    let session = |(session, met): (Session, Vec<Fault>)| PreviewSession {
        date: session.input.date.0,
        start_time: session.input.start_time.0,
        end_time: session.input.end_time.0,
        starts_at: session.span.start,
        ends_at: session.span.end,
        obstacles: met.iter().map(Into::into).collect(),
    };
    PreviewView {
        words_fr: words.fr,
        words_en: words.en,
        sessions: sessions.into_iter().zip(met).map(session).collect(),
        skipped: dates.skipped.iter().map(Into::into).collect(),
    }
}

/// A session that another course moves or cancels.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangedSession {
    pub id: Id,
    /// As it is now.
    pub date: NaiveDate,
    pub start_time: String,
    pub end_time: String,
    /// Who has a seat, and who waits.
    pub enrolled: i32,
    pub waiting: i32,
    /// None when it has no date any more: it is cancelled.
    pub becomes: Option<SessionTime>,
}

/// When a session is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionTime {
    pub date: NaiveDate,
    pub start_time: String,
    pub end_time: String,
}

impl ChangedSession {
    pub fn new(before: &Workshop, becomes: Option<&WorkshopInput>) -> Self {
        Self {
            id: before.id,
            date: before.date,
            start_time: before.start_time.clone(),
            end_time: before.end_time.clone(),
            enrolled: before.used_count,
            waiting: before.waiting_count,
            becomes: becomes.map(|input| SessionTime {
                date: input.date.0,
                start_time: input.start_time.0.clone(),
                end_time: input.end_time.0.clone(),
            }),
        }
    }
}

/// What another course of a series comes to, before it is taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WorkshopSeriesChangePreview)]
pub struct ChangePreview {
    /// Those that move or are cancelled, by their day now.
    pub sessions: Vec<ChangedSession>,
    /// New ones, as drafts.
    pub added: Vec<NaiveDate>,
    /// How many keep their time.
    pub stay: usize,
    /// How many people have a seat, an offer, a request or a place in a queue where something
    /// changes: they are told.
    pub people: i64,
}

/// A session of a series in its list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeriesSession {
    pub id: Id,
    /// From 1, in the order of days; those cancelled count.
    pub number: usize,
    /// Its day by the rule; `date` is another when it was changed alone.
    pub series_on: Option<NaiveDate>,
    pub date: NaiveDate,
    pub start_time: String,
    pub end_time: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub state: WorkshopState,
    /// Changed alone: what changes the series leaves it as it is.
    pub is_detached: bool,
    pub seats: i32,
    pub seats_taken: i32,
    pub waiting: i32,
}

impl SeriesSession {
    fn new(row: &Workshop, number: usize) -> Self {
        Self {
            id: row.id,
            number,
            series_on: row.series_on,
            date: row.date,
            start_time: row.start_time.clone(),
            end_time: row.end_time.clone(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            state: row.state,
            is_detached: row.is_detached,
            seats: row.seats,
            seats_taken: row.used_count,
            waiting: row.waiting_count,
        }
    }
}

text_enum! {
    /// What the reader may do with a series.
    SeriesDeed { Change = "change", Publish = "publish", Cancel = "cancel" }
}

/// A series as it is sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WorkshopSeriesView)]
pub struct SeriesView {
    pub id: Id,
    pub version: i32,
    /// Of its first session that the reader may see.
    pub title: String,
    #[schema(example = "Chaque semaine, le mardi, de 10 h à 12 h, 10 dates")]
    pub words_fr: String,
    pub words_en: String,
    pub rule: RuleInput,
    pub first_on: NaiveDate,
    #[schema(example = "10:00")]
    pub start_time: String,
    pub duration_min: i32,
    #[schema(example = "Europe/Paris")]
    pub zone: String,
    /// By their day; those that the reader may see.
    pub sessions: Vec<SeriesSession>,
    /// How many sessions it has, whoever may see them.
    pub of: usize,
    pub skipped: Vec<SkippedView>,
    /// The series that it took over from.
    pub continues_id: Option<Id>,
    /// The series that took over from it.
    pub continued_by: Option<Id>,
    /// When none of its days was left: cancelled, or another series took over all of it.
    pub ended_at: Option<Moment>,
    /// The body that would plan it as it is now, for who may change it.
    pub plan: Option<SeriesInput>,
    #[schema(inline)]
    pub may: Vec<SeriesDeed>,
}

impl Versioned for SeriesView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A series as a reader sees it.
pub fn view(
    conn: &mut Conn,
    ctx: &Context,
    row: SeriesRow,
    manages: bool,
    seen: &[Workshop],
) -> Result<SeriesView, Problem> {
    let (series, input) = (row.series()?, row.input()?);
    let all: Vec<Workshop> = workshops::of_series(conn, row.id)?;
    let shown = |id: Id| manages || seen.iter().any(|own| own.id == id);
    let numbered = all.iter().enumerate().filter(|(_, own)| shown(own.id));
    let sessions = numbered.map(|(at, own)| SeriesSession::new(own, at + 1)).collect();
    let first = all.iter().find(|own| shown(own.id));
    let title = first.map(|own| own.title.clone()).or_else(|| input.title.clone());
    let skipped = series.dates().map(|dates| dates.skipped).unwrap_or_default();
    let (words, continued_by) = (words(&series), queries::continued_by(conn, row.id)?);
    Ok(SeriesView {
        title: title.unwrap_or_default(),
        words_fr: words.fr,
        words_en: words.en,
        rule: RuleInput::of(&series.rule),
        first_on: row.first_on,
        start_time: row.start_time,
        duration_min: row.duration_min,
        zone: row.zone,
        of: all.len(),
        sessions,
        skipped: skipped.iter().map(Into::into).collect(),
        continued_by,
        may: if manages { deeds(ctx, &all) } else { Vec::new() },
        plan: manages.then_some(input),
        id: row.id,
        version: row.version,
        continues_id: row.continues_id,
        ended_at: row.ended_at,
    })
}

fn deeds(ctx: &Context, all: &[Workshop]) -> Vec<SeriesDeed> {
    let now = ctx.clock.now();
    let has =
        |state: WorkshopState| all.iter().any(|own| own.state == state && own.starts_at > now);
    let mut may = Vec::new();
    if has(WorkshopState::Draft) {
        may.push(SeriesDeed::Publish);
    }
    if has(WorkshopState::Draft) || has(WorkshopState::Published) {
        may.extend([SeriesDeed::Change, SeriesDeed::Cancel]);
    }
    may
}

/// A draft that could not be published.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedView {
    pub session_id: Id,
    pub date: NaiveDate,
    /// `overlap` or `invalid`.
    #[schema(example = "overlap")]
    pub code: &'static str,
    pub obstacles: Vec<ObstacleView>,
}

impl RefusedView {
    pub fn new(session: &Workshop, problem: &Problem) -> Self {
        Self {
            session_id: session.id,
            date: session.date,
            code: Code::code(problem.code()),
            obstacles: problem.faults().iter().map(Into::into).collect(),
        }
    }
}

/// What came of publishing a series.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WorkshopSeriesPublished)]
pub struct PublishedView {
    /// Sessions that were drafts and are published.
    pub published: Vec<Id>,
    /// Those that stay drafts, and why.
    pub refused: Vec<RefusedView>,
    pub series: SeriesView,
}
