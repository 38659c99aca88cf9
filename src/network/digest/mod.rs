//! The morning's mail: what waits for somebody who leads or coordinates, once a day, and nothing on
//! a day when nothing waits.
//!
//! It says what a lead has before them on that day and the next (who comes, who waits), what they
//! were asked and did not answer, what a coordinator's team lacks (workshops without lead, with too
//! few people, with people waiting), and how many help requests wait for them. Each person is told
//! once a day by the key of a telling ([`super::telling`]), whatever process does it; it leaves from
//! seven until noon, and a program that was down all morning says nothing that day.
//!
//! Chosen where the design is silent: a lead's own workshops are named; of a team's, the first five
//! of each kind and how many more there are. Learners are never named.

mod queries;
mod texts;

use std::time::Duration;

use chrono::{Days, NaiveDate, NaiveTime};

use super::requests;
use super::telling::{self, Telling};
use super::time::local;
use super::workshops::{self, Attention, WorkshopFilter, WorkshopState, WorkshopSummary};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Moment};
use crate::platform::http::{Paging, Problem, upsert};
use crate::policy::{Actor, Role};

/// How often it is looked whether it is morning.
const EVERY: Duration = Duration::from_secs(300);
/// How far a coordinator is told of workshops without lead, or with people waiting.
const AHEAD: Days = Days::new(21);
/// How near a workshop with too few people is.
const SOON: Days = Days::new(7);
/// The most workshops of a kind that are looked at.
const MOST: i64 = 100;

/// What waits for one person.
#[derive(Debug, Default)]
pub struct Digest {
    /// Led or co-led by themself, today or tomorrow.
    pub led: Vec<queries::Led>,
    /// Asked to lead, co-lead or observe.
    pub asked: Vec<queries::Led>,
    pub without_lead: Vec<WorkshopSummary>,
    pub under_filled: Vec<WorkshopSummary>,
    pub over_asked: Vec<WorkshopSummary>,
    pub to_approve: Vec<WorkshopSummary>,
    pub requests: usize,
}

impl Digest {
    fn is_empty(&self) -> bool {
        self.led.is_empty()
            && self.asked.is_empty()
            && self.without_lead.is_empty()
            && self.under_filled.is_empty()
            && self.over_asked.is_empty()
            && self.to_approve.is_empty()
            && self.requests == 0
    }
}

/// Tells everybody for whom something waits, if it is morning; how many were told.
///
/// # Errors
/// The database is away.
pub async fn round(ctx: &Context) -> Result<usize, Problem> {
    let now = ctx.clock.now();
    if !is_morning(local(ctx.clock.zone(), now).time()) {
        return Ok(0);
    }
    let mut count = 0;
    let people = ctx.db.read(|conn| Ok::<_, Problem>(queries::people(conn)?)).await?;
    for by in people {
        let (whole, own) = (ctx.clone(), by.clone());
        let waits = ctx.db.read(move |conn| gather(conn, &whole, &own)).await?;
        if waits.is_empty() {
            continue;
        }
        let whole = ctx.clone();
        let told = move |conn: &mut _| tell(conn, &whole, &by, &waits);
        count += usize::from(upsert::write(&ctx.db, told).await?);
    }
    Ok(count)
}

/// The background job: once in each morning.
pub async fn run_for_ever(ctx: Context) {
    let mut done: Option<NaiveDate> = None;
    loop {
        let here = local(ctx.clock.zone(), ctx.clock.now());
        if done != Some(here.date()) && is_morning(here.time()) {
            match round(&ctx).await {
                Ok(_) => done = Some(here.date()),
                Err(problem) => {
                    tracing::warn!(%problem, "the morning's mails could not be written")
                }
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn is_morning(time: NaiveTime) -> bool {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    (hour(7)..hour(12)).contains(&time)
}

/// What waits for somebody.
fn gather(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<Digest, Problem> {
    let now = ctx.clock.now();
    let mut digest = Digest::default();
    if let Some(id) = by.facilitator_id {
        let day_after = ctx.clock.today() + Days::new(2);
        digest.led = queries::led(conn, id, now, ctx.clock.start_of(day_after))?;
        digest.asked = queries::asked(conn, id, now)?;
    }
    if by.is(Role::Coordinator) {
        digest.without_lead = needing(conn, ctx, by, Attention::WithoutLead, AHEAD)?;
        digest.under_filled = needing(conn, ctx, by, Attention::UnderFilled, SOON)?;
        digest.over_asked = needing(conn, ctx, by, Attention::OverAsked, AHEAD)?;
        digest.to_approve = needing(conn, ctx, by, Attention::ToApprove, AHEAD)?;
    }
    let shown = requests::shown(conn, ctx, by)?;
    digest.requests = shown.items.iter().filter(|one| one.claimed_at.is_none()).count();
    Ok(digest)
}

/// What one of a coordinator's team plans, and needs attention.
fn needing(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    attention: Attention,
    ahead: Days,
) -> Result<Vec<WorkshopSummary>, Problem> {
    let today = ctx.clock.today();
    let states: &[WorkshopState] = match attention {
        Attention::WithoutLead => &[WorkshopState::Draft, WorkshopState::Published],
        Attention::UnderFilled | Attention::OverAsked | Attention::ToApprove => {
            &[WorkshopState::Published]
        }
    };
    let mut found = Vec::new();
    for state in states {
        let filter = WorkshopFilter {
            from: today,
            to: today + ahead,
            state: Some(*state),
            attention: Some(attention),
            ..WorkshopFilter::default()
        };
        let paging = Paging::new(Some(MOST), None, None)?;
        let mut items = workshops::list(conn, &ctx.clock, by, &filter, &paging)?.items;
        let own = queries::of_team(conn, &ctx.clock, by, &items)?;
        items.retain(|one| own.contains(&one.id) && one.starts_at > ctx.clock.now());
        found.append(&mut items);
    }
    Ok(found)
}

fn tell(conn: &mut Conn, ctx: &Context, by: &Actor, waits: &Digest) -> Result<bool, Problem> {
    let Some(reader) = telling::account_reader(conn, by.account_id)? else { return Ok(false) };
    let day: Moment = ctx.clock.start_of(ctx.clock.today());
    let (subject, text) = texts::said(waits, ctx.clock.today());
    let is_coordinator = by.is(Role::Coordinator);
    let path = if is_coordinator { "/pilotage" } else { "/mes-engagements" };
    let telling = Telling {
        kind: "digest",
        object_id: by.account_id,
        time: day,
        subject,
        text,
        path: path.to_owned(),
    };
    Ok(telling::tell(conn, ctx, &reader, &telling)?)
}
