//! How a planned workshop ends without being held: cancelled, postponed, did not happen.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::access::lock_managed;
use super::actions::{others, over, put, to_facilitators};
use super::conflicts;
use super::model::{
    ApprovalPolicy, Facilitating, FacilitationRole, FacilitationState, Workshop, WorkshopInput,
    WorkshopState,
};
use super::queries::{self, Asked};
use crate::audit::{self, Deed};
use crate::network::enrolment::{self, Approval, Command};
use crate::network::notices::{self, NoticeKind};
use crate::network::templates::NeedInput;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Checked, Code, Expected, Faults, Problem, Said};
use crate::policy::Actor;

/// Why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonInput {
    /// Everybody concerned reads it: 1–500 characters.
    #[schema(example = "La salle est fermée ce jour-là.")]
    pub reason: String,
}

impl Checked for ReasonInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/reason", &self.reason, 500);
    }
}

/// To when, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostponeInput {
    /// Of the workshop that takes over, chosen by the caller.
    pub successor_id: Id,
    pub date: Day,
    pub start_time: TimeOfDay,
    pub end_time: TimeOfDay,
    /// Everybody concerned reads it: 1–500 characters.
    pub reason: String,
}

impl Checked for PostponeInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/reason", &self.reason, 500);
    }
}

/// Cancels a draft or a published workshop; everybody concerned is told why. Cancelled already is
/// fine.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 once it has begun, or is over.
pub fn cancel(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &ReasonInput,
) -> Result<Workshop, Problem> {
    let (workshop, facilitators) = lock_managed(conn, ctx, by, id)?;
    if workshop.state == WorkshopState::Cancelled {
        return Ok(workshop);
    }
    end(conn, ctx, by, (workshop, &facilitators), (WorkshopState::Cancelled, None), &input.reason)
}

/// [`cancel`] for one of several sessions: who cancels them is not told of each.
///
/// # Errors
/// Those of [`cancel`].
pub fn cancel_in_series(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    reason: &str,
) -> Result<Workshop, Problem> {
    let (workshop, facilitators) = lock_managed(conn, ctx, by, id)?;
    let told = others(facilitators, by);
    end(conn, ctx, by, (workshop, &told), (WorkshopState::Cancelled, None), reason)
}

/// Puts a workshop off: it is cancelled, and a draft at another time takes over. Its people come
/// first in the queue there.
///
/// # Errors
/// Those of [`cancel`]; 422 for the other time.
pub fn postpone(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &PostponeInput,
) -> Result<Workshop, Problem> {
    let (workshop, facilitators) = lock_managed(conn, ctx, by, id)?;
    if workshop.state == WorkshopState::Postponed
        && workshop.successor_id == Some(input.successor_id)
    {
        return Ok(workshop);
    }
    if !matches!(workshop.state, WorkshopState::Draft | WorkshopState::Published) {
        return Err(over());
    }
    if queries::find(conn, input.successor_id)?.is_some() {
        return Err(Problem::new(Code::Conflict));
    }
    let copy = copy(conn, &workshop, input)?;
    let (successor, _) = put(conn, ctx, by, input.successor_id, Expected::NONE, &copy)?;
    for one in facilitators.iter().filter(|one| one.is_asked()) {
        ask_again(conn, ctx, by, successor.id, one)?;
    }
    let to = (WorkshopState::Postponed, Some(successor.id));
    end(conn, ctx, by, (workshop, &facilitators), to, &input.reason)
}

/// The same workshop at another time.
fn copy(
    conn: &mut Conn,
    workshop: &Workshop,
    input: &PostponeInput,
) -> Result<WorkshopInput, Problem> {
    let needs = queries::needs_of(conn, workshop.id)?;
    let need = |need: &crate::network::templates::Need| NeedInput {
        competence_id: need.competence_id,
        target_level: i32::from(need.target_level.get()),
    };
    Ok(WorkshopInput {
        template_id: workshop.template_id,
        title: Some(workshop.title.clone()),
        objectives: workshop.objectives.clone(),
        date: input.date,
        start_time: input.start_time.clone(),
        end_time: input.end_time.clone(),
        setup_min: workshop.setup_min,
        teardown_min: workshop.teardown_min,
        place_id: workshop.place_id,
        room_id: workshop.room_id,
        remote_url: workshop.remote_url.clone(),
        programme_id: workshop.programme_id,
        themes: workshop.themes.iter().collect(),
        competences: needs.iter().map(need).collect(),
        capacity: Some(workshop.capacity),
        min_people: Some(workshop.min_people),
        devices: queries::devices_of(conn, workshop.id)?,
        devices_per_learner: Some(workshop.devices_per_learner),
        needs_wires: Some(workshop.needs_wires),
        visibility: workshop.visibility,
        approval: Some(match workshop.approval {
            Approval::None => ApprovalPolicy::None,
            Approval::Manager | Approval::Coordinator => ApprovalPolicy::Coordinator,
        }),
    })
}

/// Another time needs another yes, but for who puts it off.
pub(super) fn ask_again(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
    one: &Facilitating,
) -> Result<(), Problem> {
    let is_oneself = by.facilitator_id == Some(one.facilitator_id);
    if is_oneself {
        return Ok(());
    }
    // Who puts it off may lead already, as who plans does.
    let has_lead = queries::facilitators_of(conn, workshop_id)?;
    let has_lead = has_lead.iter().any(|other| other.is_asked() && other.role == one.role);
    let role = match one.role {
        FacilitationRole::Lead if has_lead => FacilitationRole::Co,
        role => role,
    };
    let asked = Asked {
        workshop_id,
        facilitator_id: one.facilitator_id,
        person_id: one.person_id,
        role,
        state: FacilitationState::Invited,
        override_reason: None,
        by: by.account_id,
    };
    queries::set_facilitation(conn, asked, ctx.clock.now())?;
    Ok(())
}

fn end(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (before, facilitators): (Workshop, &[Facilitating]),
    (state, successor_id): (WorkshopState, Option<Id>),
    reason: &str,
) -> Result<Workshop, Problem> {
    let was_published = match before.state {
        WorkshopState::Draft => false,
        WorkshopState::Published => true,
        _ => return Err(over()),
    };
    let (now, reason) = (ctx.clock.now(), reason.trim().to_owned());
    if was_published {
        let command = Command::CancelAll { reason: reason.clone() };
        enrolment::run(conn, ctx, by, before.id, ctx.clock.new_id(), &command)?;
        let devices = queries::devices_of(conn, before.id)?;
        conflicts::free(conn, &before, &devices)?;
    }
    let fresh = queries::find(conn, before.id)?.ok_or_else(Problem::not_found)?;
    let row = Workshop {
        version: fresh.version + 1,
        state,
        successor_id,
        reason: Some(reason),
        over_at: Some(now),
        due_at: None,
        sequence: fresh.sequence + 1,
        updated_at: now,
        ..fresh
    };
    queries::update(conn, &row)?;
    if was_published {
        let told = to_facilitators(facilitators, &row, NoticeKind::Cancelled, row.starts_at);
        notices::tell(conn, ctx, &row, &told)?;
    }
    let deed = Deed::on("workshop.cancel", "workshop", row.id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(row)
}

/// Notes that a published workshop whose time has come did not happen. Noted already is fine.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 before it was to begin, or when it is over.
pub fn did_not_happen(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &ReasonInput,
) -> Result<Workshop, Problem> {
    let (before, _) = lock_managed(conn, ctx, by, id)?;
    match before.state {
        WorkshopState::DidNotHappen => return Ok(before),
        WorkshopState::Published => {}
        _ => return Err(over()),
    }
    let now = ctx.clock.now();
    if now < before.starts_at {
        let said = Said::new(
            "Avant l’heure, un atelier s’annule.",
            "Before its time, a workshop is cancelled.",
        );
        return Err(Problem::new(Code::NotPossible).because("", "not_begun", said));
    }
    let devices = queries::devices_of(conn, id)?;
    conflicts::free(conn, &before, &devices)?;
    let row = Workshop {
        version: before.version + 1,
        state: WorkshopState::DidNotHappen,
        reason: Some(input.reason.trim().to_owned()),
        over_at: Some(now),
        due_at: None,
        sequence: before.sequence + 1,
        updated_at: now,
        ..before
    };
    queries::update(conn, &row)?;
    let deed = Deed::on("workshop.did_not_happen", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(row)
}
