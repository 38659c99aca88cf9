//! What the clock does by itself: offers that lapse, answers that are overdue, seats for who waits,
//! reminders; and what is over gives back what it took.
//!
//! Each workshop knows when it is due next (`workshops.due_at`). A round takes those that are due,
//! each in a transaction that holds the workshop and looks again: several processes on one database
//! do nothing twice. Workshops with a free seat and people who wait are looked at in each round, since
//! somebody who was taken elsewhere may no longer be.

mod queries;

use std::collections::BTreeSet;
use std::time::Duration;

use super::busy;
use super::enrolment::{self, Enrolment};
use super::notices;
use super::reminders::{self, Stage};
use super::time::QuietHours;
use super::workshops::{self, Workshop, WorkshopState};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::Problem;

/// How often a round is made.
const EVERY: Duration = Duration::from_secs(10);
/// How many workshops one look finds.
const BATCH: i64 = 200;

/// Does everything that is due; how many workshops were looked at.
///
/// # Errors
/// The database is away.
pub async fn round(ctx: &Context) -> Result<usize, Problem> {
    let now = ctx.clock.now();
    let mut count = 0;
    let waiting = ctx.db.read(move |conn| Ok::<_, Problem>(queries::waiting(conn, now)?)).await?;
    for id in waiting {
        look(ctx, id, now).await?;
        count += 1;
    }
    let mut after = None;
    loop {
        let due = ctx.db.read(move |conn| Ok::<_, Problem>(queries::due(conn, now, after, BATCH)?));
        let due = due.await?;
        let Some(last) = due.last().copied() else { break };
        for (id, _) in due {
            look(ctx, id, now).await?;
            count += 1;
        }
        after = Some(last);
    }
    ctx.db.write(move |conn| Ok::<_, Problem>(busy::forget_devices(conn, now)?)).await?;
    Ok(count)
}

async fn look(ctx: &Context, id: Id, now: Moment) -> Result<(), Problem> {
    let whole = ctx.clone();
    busy::deed(&ctx.db, move |conn| attend_to(conn, &whole, id, now)).await
}

/// The background job: a round every ten seconds.
pub async fn run_for_ever(ctx: Context) {
    loop {
        if let Err(problem) = round(&ctx).await {
            tracing::warn!(%problem, "the network's clock could not do its round");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Does what one workshop is due, and says when it is due next.
fn attend_to(conn: &mut Conn, ctx: &Context, id: Id, now: Moment) -> Result<(), Problem> {
    let Some(workshop) = workshops::lock(conn, id)? else { return Ok(()) };
    let enrolments = match workshop.state {
        WorkshopState::Published if now < workshop.starts_at => {
            enrolment::settle(conn, ctx, workshop.clone())?
        }
        WorkshopState::Published | WorkshopState::Held => {
            enrolment::all(conn, id)?.iter().map(Enrolment::from).collect()
        }
        _ => return Ok(workshops::set_due(conn, id, None)?),
    };
    if workshop.ends_at <= now {
        busy::release_all(conn, id)?;
    }
    let quiet = QuietHours::of(ctx.clock.zone());
    let seen = seen_by_reminders(&workshop);
    let due = reminders::due(&seen, &enrolments, &quiet, now);
    notices::tell(conn, ctx, &workshop, &due)?;
    let later = moments(&workshop, &quiet);
    let next = enrolment::next_due(&enrolments, &later, now);
    // Nothing is written where nothing changed: some are looked at in each round.
    let stored = workshops::find(conn, id)?.and_then(|fresh| fresh.due_at);
    if stored != next {
        workshops::set_due(conn, id, next)?;
    }
    Ok(())
}

fn seen_by_reminders(workshop: &Workshop) -> reminders::Workshop {
    let stage = match workshop.state {
        WorkshopState::Draft => Stage::Draft,
        WorkshopState::Published => Stage::Published,
        WorkshopState::Held => Stage::Held,
        _ => Stage::Over,
    };
    reminders::Workshop { session_id: workshop.id, span: workshop.span(), stage }
}

/// The instants at which reminders of a workshop may go out, whoever is enrolled then, and its end.
fn moments(workshop: &Workshop, quiet: &QuietHours) -> BTreeSet<Moment> {
    let seen = seen_by_reminders(workshop);
    let mut all: BTreeSet<Moment> = reminders::instants(&seen, quiet).into_iter().collect();
    all.insert(workshop.ends_at);
    all
}
