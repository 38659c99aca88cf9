//! Another course of a series, and its end: this session and the following, or all to come.
//!
//! All or nothing: what is in the way on one day leaves everything as it was. A session that goes
//! on keeps its id, and with it its people, its facilitators and its entry in calendars; who is
//! concerned is told by the notices of a workshop alone, once for each session. Sessions that were
//! changed alone keep everything but their series. Those that have begun are past changing.

use super::actions::{dated, lock_managed, must_manage};
use super::input::{CancelInput, ChangeInput, Onward, SeriesInput};
use super::model::{Origin, SeriesRow};
use super::views::{ChangePreview, ChangedSession};
use super::{Existing, Occurrence, Plan, Scope, Series, SeriesRefused, queries, replan};
use crate::audit::{self, Deed};
use crate::network::enrolment;
use crate::network::workshops::{
    self, Course, Facilitating, Session, Sessions, Workshop, WorkshopState,
};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::conditional::Seen;
use crate::platform::http::{Code, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// A session as the rules see it.
fn existing(ctx: &Context, row: &Workshop) -> Option<Existing> {
    let is_open = matches!(row.state, WorkshopState::Draft | WorkshopState::Published);
    Some(Existing {
        session_id: row.id,
        day: row.series_on?,
        span: row.span(),
        is_over: !is_open || row.starts_at <= ctx.clock.now(),
        is_detached: row.is_detached,
    })
}

fn refused(why: SeriesRefused) -> Problem {
    let reason = why.reason();
    let said = Said::new(reason.fr.clone(), reason.en.clone());
    let code =
        if why == SeriesRefused::NothingToChange { Code::NotPossible } else { Code::Invalid };
    Problem::new(code).because("/session_id", reason.code, said)
}

/// A series with its sessions, held until this transaction ends.
struct Held {
    row: SeriesRow,
    series: Series,
    rows: Vec<Workshop>,
    existing: Vec<Existing>,
}

impl Held {
    fn new(conn: &mut Conn, ctx: &Context, row: SeriesRow) -> Result<Self, Problem> {
        let rows = workshops::lock_series(conn, row.id)?;
        Self::of(ctx, row, rows)
    }

    fn of(ctx: &Context, row: SeriesRow, rows: Vec<Workshop>) -> Result<Self, Problem> {
        let existing = rows.iter().filter_map(|row| existing(ctx, row)).collect();
        Ok(Self { series: row.series()?, row, rows, existing })
    }

    fn find(&self, id: Id) -> Option<&Workshop> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The course that it is to take, and what becomes of each session.
    fn course(&self, ctx: &Context, input: &ChangeInput) -> Result<(Series, Plan), Problem> {
        let (new, _) = dated(ctx, &input.series).map_err(|problem| problem.below("/series"))?;
        let scope = match input.scope {
            Onward::Following => Scope::Following,
            Onward::All => Scope::All,
        };
        let plan = replan(&self.series, &self.existing, input.session_id, scope, Some(new.clone()));
        let plan = plan.map_err(refused)?;
        check_beginning(self, &plan, &new)?;
        Ok((new, plan))
    }

    /// Ends it where another takes over, or leaves out what is cancelled.
    fn cut(&self, conn: &mut Conn, ctx: &Context, old: Option<&Series>) -> Result<(), Problem> {
        let now = ctx.clock.now();
        let cut = match old {
            Some(series) => self.row.clone().with(series)?,
            None => SeriesRow { ended_at: self.row.ended_at.or(Some(now)), ..self.row.clone() },
        };
        queries::update(conn, &SeriesRow { version: cut.version + 1, updated_at: now, ..cut })
    }
}

/// Lets a series take another course from a session on; the series that takes over.
///
/// # Errors
/// Those of [`lock_managed`]; 409 `overlap` with each day on which something is in the way,
/// `not_possible` when nothing to come is concerned, `conflict` for another body under the same id;
/// 412 for another version; 422 for what is wrong.
pub fn change(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    seen: Seen,
    input: &ChangeInput,
) -> Result<SeriesRow, Problem> {
    let row = lock_managed(conn, ctx, by, id)?;
    let digest = secrets::digest(input);
    if let Some(known) = queries::find(conn, input.successor_id)? {
        let is_same = known.continues_id == Some(id) && known.digest == digest;
        return if is_same { Ok(known) } else { Err(Problem::new(Code::Conflict)) };
    }
    seen.must_be(row.version)?;
    let held = Held::new(conn, ctx, row)?;
    let (new, plan) = held.course(ctx, input)?;
    let reason = reason_of(&held, &plan, input)?;
    for session_id in &plan.cancelled {
        workshops::cancel_in_series(conn, ctx, by, *session_id, reason)?;
    }
    let (author_id, continues_id) = (held.row.author_id, Some(id));
    let origin = Origin { id: input.successor_id, digest, author_id, continues_id };
    let next = SeriesRow::new(ctx, origin, &new, &input.series)?;
    queries::insert(conn, &next)?;
    held.cut(conn, ctx, plan.old.as_ref())?;
    carry_out(conn, ctx, by, &held, &plan, input)?;
    let deed = Deed::on("series.change", "workshop_series", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(next)
}

/// What another course comes to, before it is taken: which sessions move or end, which are new, and
/// how many people are told. What is in the way of a session is told when it is taken, and then
/// nothing has changed.
///
/// # Errors
/// 404 and 403 for a series that is not theirs to change; 409 when nothing to come is concerned;
/// 422 for what is wrong.
pub fn preview(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &ChangeInput,
) -> Result<ChangePreview, Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    must_manage(conn, ctx, by, &row)?;
    let rows = workshops::of_series(conn, id)?;
    let held = Held::of(ctx, row, rows)?;
    let (_, plan) = held.course(ctx, input)?;
    let zone = ctx.clock.zone();
    let mut told: Vec<Id> = Vec::new();
    let mut sessions = Vec::new();
    let moved = plan.moved.iter().map(|(id, date)| (*id, Some(date)));
    let gone = plan.cancelled.iter().map(|id| (*id, None));
    for (id, date) in moved.chain(gone) {
        let Some(before) = held.find(id) else { continue };
        told.push(id);
        let becomes = date.map(|date| input.series.session(zone, *date).input);
        sessions.push(ChangedSession::new(before, becomes.as_ref()));
    }
    sessions.sort_by_key(|one| (one.date, one.id));
    for (id, date) in &plan.kept {
        let session = || input.series.session(zone, *date).input;
        let meets_elsewhere =
            |row: &&Workshop| !row.is_detached && workshops::meets_elsewhere(row, &session());
        told.extend(held.find(*id).filter(meets_elsewhere).map(|row| row.id));
    }
    Ok(ChangePreview {
        sessions,
        added: plan.added.iter().map(|date| date.day).collect(),
        stay: plan.kept.len(),
        people: enrolment::count_people(conn, &told)?,
    })
}

/// The new course begins after what stays: no day has two sessions.
fn check_beginning(held: &Held, plan: &Plan, new: &Series) -> Result<(), Problem> {
    let goes = |id: Id| {
        plan.cancelled.contains(&id)
            || plan.kept.iter().chain(&plan.moved).any(|(other, _)| *other == id)
    };
    let from = held.existing.iter().filter(|one| goes(one.session_id)).map(|one| one.day).min();
    let stays = held.existing.iter().filter(|one| from.is_none_or(|from| one.day < from));
    match stays.map(|one| one.day).max() {
        Some(last) if new.first <= last => {
            let fr = format!(
                "La suite commence après la séance du {}, qui reste.",
                last.format("%d/%m/%Y")
            );
            let en = format!("What follows begins after the session of {last}, which stays.");
            Err(Problem::invalid("/series/first_on", "before_the_rest", Said::new(fr, en)))
        }
        _ => Ok(()),
    }
}

/// Why sessions without a date are cancelled.
fn reason_of<'a>(held: &Held, plan: &Plan, input: &'a ChangeInput) -> Result<&'a str, Problem> {
    let reason = input.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let days: Vec<String> = plan
        .cancelled
        .iter()
        .filter_map(|id| held.find(*id)?.series_on)
        .map(|day| day.format("%d/%m/%Y").to_string())
        .collect();
    match reason {
        Some(reason) => Ok(reason),
        None if days.is_empty() => Ok(""),
        None => {
            let days = days.join(", ");
            let said = Said::new(
                format!(
                    "Des séances n’ont plus de date et sont annulées ({days})\u{a0}: dites \
                     pourquoi."
                ),
                format!("Sessions have no date any more and are cancelled ({days}): say why."),
            );
            Err(Problem::invalid("/reason", "required", said))
        }
    }
}

fn carry_out(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    held: &Held,
    plan: &Plan,
    input: &ChangeInput,
) -> Result<(), Problem> {
    let series_id = input.successor_id;
    let same = digest(&held.row.input()?) == digest(&input.series);
    let zone = ctx.clock.zone();
    let session = |date: &Occurrence| input.series.session(zone, *date);
    let mut going = Vec::new();
    for (id, date) in &plan.kept {
        let is_detached = held.find(*id).is_some_and(|row| row.is_detached);
        if is_detached || same {
            workshops::set_series(conn, *id, series_id, date.day)?;
        } else {
            going.push((*id, session(date)));
        }
    }
    going.extend(plan.moved.iter().map(|(id, date)| (*id, session(date))));
    going.sort_by_key(|(id, _)| *id);
    let added: Vec<Session> = plan.added.iter().map(session).collect();
    let Some(pattern) = going.first().map(|(_, first)| first).or(added.first()) else {
        return Ok(());
    };
    let course = Course { by, series_id, author_id: held.row.author_id };
    let mut sessions =
        Sessions::new(conn, ctx, course, pattern).map_err(|problem| problem.below("/series"))?;
    for (id, session) in &going {
        let before = held.find(*id).cloned().ok_or_else(Problem::not_found)?;
        sessions.carry_on(conn, ctx, before, session)?;
    }
    let team = team_of(conn, ctx, by, held, input.session_id)?;
    for session in &added {
        sessions.plan(conn, ctx, session, &team)?;
    }
    sessions.done().map_err(|problem| problem.below("/series"))
}

/// What two bodies have in common besides days and hours.
fn digest(input: &SeriesInput) -> String {
    let never = || TimeOfDay("00:00".to_owned());
    secrets::digest(&input.workshop(Day(chrono::NaiveDate::MIN), never(), never()))
}

/// Who facilitates the session from which a series changes: asked for the new ones too.
fn team_of(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    held: &Held,
    session_id: Id,
) -> Result<Vec<Facilitating>, Problem> {
    let id = held.find(session_id).map(|row| row.id).ok_or_else(Problem::not_found)?;
    Ok(workshops::get_visible(conn, ctx, by, id)?.1)
}

/// Cancels one session of a series, it and the following, or all to come; everybody concerned is
/// told why. Cancelled already is fine.
///
/// # Errors
/// Those of [`lock_managed`]; 409 when nothing to come is concerned.
pub fn cancel(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &CancelInput,
) -> Result<(), Problem> {
    let row = lock_managed(conn, ctx, by, id)?;
    let held = Held::new(conn, ctx, row)?;
    let chosen = held.find(input.session_id);
    if chosen.is_some_and(|row| row.state == WorkshopState::Cancelled) {
        return Ok(());
    }
    let plan = replan(&held.series, &held.existing, input.session_id, input.scope, None);
    let plan = plan.map_err(refused)?;
    for session_id in &plan.cancelled {
        workshops::cancel_in_series(conn, ctx, by, *session_id, &input.reason)?;
    }
    held.cut(conn, ctx, plan.old.as_ref())?;
    let deed = Deed::on("series.cancel", "workshop_series", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed).map_err(Problem::from)
}
