//! Deeds on planned workshops: draft, change, publish.

use chrono::NaiveDate;

use super::access::{access, lock_managed};
use super::conflicts::{self, Taking};
use super::guards::{self, Candidate};
use super::model::{
    DeviceLoan, Facilitating, FacilitationRole, FacilitationState, Workshop, WorkshopInput,
    WorkshopState,
};
use super::planned::{Birth, Planned, blank};
use super::queries::{self, Asked};
use crate::audit::{self, Deed};
use crate::network::enrolment::{self, Command};
use crate::network::notices::{self, Notice, NoticeKind, Recipient};
use crate::network::reminders;
use crate::network::rights;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Code, Expected, Problem, Said};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

/// Plans a workshop, or changes it; the workshop, and whether it is new. An active facilitator who
/// plans leads it until somebody else is asked to.
///
/// # Errors
/// 403 for who may not plan; 404 for one that is not theirs; 409 for one that is over, or for a
/// published one that would meet another; 422 for what is wrong; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &WorkshopInput,
) -> Result<(Workshop, bool), Problem> {
    rights::must_plan(conn, by)?;
    let digest = secrets::digest(input);
    let existing = queries::lock(conn, id)?;
    if let Some(row) = &existing {
        let facilitators = queries::facilitators_of(conn, id)?;
        let access = access(conn, ctx, by, row, &facilitators)?;
        if !access.manages {
            let refusal = if access.sees { Problem::forbidden() } else { Problem::not_found() };
            return Err(refusal);
        }
    }
    match decide(existing, expected, &digest)? {
        Upsert::Create => {
            let planned = Planned::of(conn, ctx, input)?;
            let birth = Birth { id, digest, author_id: by.account_id, series: None };
            Ok((create(conn, ctx, by, birth, &planned)?, true))
        }
        Upsert::Same(row) => Ok((row, false)),
        Upsert::Change(row) => {
            let planned = Planned::of(conn, ctx, input)?;
            Ok((change(conn, ctx, by, row, &planned, None)?, false))
        }
    }
}
/// Writes a draft down. Its author leads it, when they facilitate.
pub(super) fn create(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    birth: Birth,
    planned: &Planned<'_>,
) -> Result<Workshop, Problem> {
    let (id, is_own) = (birth.id, birth.author_id == by.account_id);
    let mut row = planned.fill(ctx, blank(ctx, birth, planned.span));
    let devices = &planned.input.devices;
    row.seats = guards::seats_of(conn, &row, &[], devices)?;
    queries::insert(conn, &row)?;
    queries::set_needs(conn, id, &planned.needs)?;
    queries::set_devices(conn, id, devices)?;
    let leads = is_own && by.is(Role::Facilitator);
    if let Some(facilitator_id) = by.facilitator_id.filter(|_| leads) {
        let asked = Asked {
            workshop_id: id,
            facilitator_id,
            person_id: by.person_id,
            role: FacilitationRole::Lead,
            state: FacilitationState::Accepted,
            override_reason: None,
            by: by.account_id,
        };
        if rights::plans(conn, by)? {
            queries::set_facilitation(conn, asked, ctx.clock.now())?;
        }
    }
    let deed = Deed::on("workshop.plan", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(row)
}

/// Changes a workshop alone, or as the one of a day of a series.
pub(super) fn change(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    before: Workshop,
    planned: &Planned<'_>,
    series: Option<(Id, NaiveDate)>,
) -> Result<Workshop, Problem> {
    if !matches!(before.state, WorkshopState::Draft | WorkshopState::Published) {
        return Err(over());
    }
    let facilitators = queries::facilitators_of(conn, before.id)?;
    let old_devices = queries::devices_of(conn, before.id)?;
    let devices = &planned.input.devices;
    let mut row = planned.fill(ctx, before.clone());
    row.version += 1;
    match series {
        Some((id, day)) => (row.series_id, row.series_on) = (Some(id), Some(day)),
        None => row.is_detached = before.series_id.is_some(),
    }
    row.seats = guards::seats_of(conn, &row, &facilitators, devices)?;
    if before.is_published() {
        row.sequence += 1;
        if before.starts_at <= ctx.clock.now() {
            return Err(over());
        }
        let candidate =
            Candidate { workshop: &row, facilitators: &facilitators, needs: &planned.needs };
        candidate.check(conn, &ctx.clock)?;
        conflicts::free(conn, &before, &old_devices)?;
        let learner_ids = enrolment::seated(conn, row.id)?;
        let facilitators = facilitators.as_slice();
        Taking { workshop: &row, facilitators, learner_ids, devices }.take(conn)?;
        row.due_at = Some(ctx.clock.now());
    }
    // Seats are the roster's to change: it may have to take back what requests hold.
    let seats = std::mem::replace(&mut row.seats, before.seats);
    queries::update(conn, &row)?;
    queries::set_needs(conn, row.id, &planned.needs)?;
    queries::set_devices(conn, row.id, devices)?;
    if row.is_published() {
        set_seats(conn, ctx, by, &row, seats)?;
        let mut told = facilitators;
        if series.is_some() {
            told = others(told, by);
        }
        tell_change(conn, ctx, &before, &row, &told)?;
    } else {
        let counts = (seats, row.used_count, row.waiting_count);
        queries::set_counts(conn, row.id, counts, row.due_at)?;
    }
    queries::find(conn, row.id)?.ok_or_else(Problem::not_found)
}

/// Those who facilitate beside somebody: who moves or cancels many sessions knows, and is not
/// told of each.
pub(super) fn others(mut facilitators: Vec<Facilitating>, by: &Actor) -> Vec<Facilitating> {
    facilitators.retain(|one| one.person_id != by.person_id);
    facilitators
}

/// The answer to who changes what is over.
pub fn over() -> Problem {
    let (fr, en) = ("Cet atelier est terminé ou annulé.", "This workshop is over or cancelled.");
    Problem::new(Code::NotPossible).because("", "closed", Said::new(fr, en))
}

/// Lets the roster of a published workshop know how many seats there are.
pub fn set_seats(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: &Workshop,
    seats: i32,
) -> Result<(), Problem> {
    if seats == workshop.seats {
        return Ok(());
    }
    let command = Command::SetSeats { seats: u32::try_from(seats).unwrap_or_default() };
    enrolment::run(conn, ctx, by, workshop.id, ctx.clock.new_id(), &command).map(|_| ())
}

/// Another day, hour or place is told to everybody who has something to do with it.
fn tell_change(
    conn: &mut Conn,
    ctx: &Context,
    before: &Workshop,
    now: &Workshop,
    facilitators: &[Facilitating],
) -> Result<(), Problem> {
    let meets_elsewhere = (before.place_id, before.room_id, &before.remote_url)
        != (now.place_id, now.room_id, &now.remote_url);
    if before.span() == now.span() && !meets_elsewhere {
        return Ok(());
    }
    let at = ctx.clock.now();
    let live = enrolment::live(conn, now.id)?;
    let mut told = reminders::changed(&live, at);
    told.extend(to_facilitators(facilitators, now, NoticeKind::Changed, at));
    notices::tell(conn, ctx, now, &told)
}

/// The same notice to everybody who facilitates.
pub fn to_facilitators(
    facilitators: &[Facilitating],
    workshop: &Workshop,
    kind: NoticeKind,
    time: crate::platform::database::Moment,
) -> Vec<Notice> {
    let asked = facilitators.iter().filter(|one| one.is_asked());
    asked
        .map(|one| {
            let to = Recipient::Person(one.person_id);
            Notice { to, kind, object_id: workshop.id, time }
        })
        .collect()
}

/// Publishes a draft: from now on people enrol. Published already is fine.
///
/// # Errors
/// 404 and 403 as in [`lock_managed`]; 409 for one that is over, or that meets another; 422 with
/// the guards that it does not pass.
pub fn publish(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<Workshop, Problem> {
    let (before, facilitators) = lock_managed(conn, ctx, by, id)?;
    match before.state {
        WorkshopState::Published => return Ok(before),
        WorkshopState::Draft => {}
        _ => return Err(over()),
    }
    let needs = queries::needs_of(conn, id)?;
    let devices: Vec<DeviceLoan> = queries::devices_of(conn, id)?;
    let now = ctx.clock.now();
    let mut row = Workshop {
        version: before.version + 1,
        state: WorkshopState::Published,
        published_at: Some(now),
        updated_at: now,
        due_at: Some(now),
        ..before
    };
    row.seats = guards::seats_of(conn, &row, &facilitators, &devices)?;
    let candidate = Candidate { workshop: &row, facilitators: &facilitators, needs: &needs };
    candidate.check(conn, &ctx.clock)?;
    let (facilitators, devices) = (facilitators.as_slice(), devices.as_slice());
    Taking { workshop: &row, facilitators, learner_ids: Vec::new(), devices }.take(conn)?;
    queries::update(conn, &row)?;
    let deed = Deed::on("workshop.publish", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(row)
}
