//! Marking who came, and closing a workshop into the log.

use super::model::{CloseInput, MarkInput};
use super::queries;
use crate::audit::{self, Deed};
use crate::competences::SessionCompetence;
use crate::facilitators;
use crate::network::enrolment::{self, Command, Role, State};
use crate::network::workshops::{self, Facilitating, Workshop, WorkshopState, lock_managed};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Code, Expected, Problem, Said};
use crate::policy::Actor;
use crate::sessions::{self, AnonymousGroup, WorkshopInput};
use crate::vocabulary::PlaceType;

fn refused(pointer: &str, code: &'static str, fr: &str, en: &str) -> Problem {
    Problem::new(Code::NotPossible).because(pointer, code, Said::new(fr, en))
}

/// Writes down who came. A workshop that is in the log is corrected by closing it again.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 404 for an enrolment that is not there; 409 as
/// the rules say.
pub fn mark(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    marks: &[MarkInput],
) -> Result<(), Problem> {
    let (workshop, _) = lock_managed(conn, ctx, by, id)?;
    if workshop.state == WorkshopState::Held {
        return Err(refused(
            "",
            "held",
            "Cet atelier est dans les activités : corrigez-le en le clôturant à nouveau.",
            "This workshop is in the log: correct it by closing it again.",
        ));
    }
    mark_all(conn, ctx, by, id, marks)
}

fn mark_all(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    marks: &[MarkInput],
) -> Result<(), Problem> {
    for (at, mark) in marks.iter().enumerate() {
        let command =
            Command::Mark { enrolment_id: mark.enrolment_id, attendance: mark.attendance };
        let done = enrolment::run(conn, ctx, by, id, ctx.clock.new_id(), &command);
        done.map_err(|problem| match problem.code() {
            Code::NotFound => Problem::invalid(
                &format!("/marks/{at}/enrolment_id"),
                "unknown_value",
                Said::new("Cette inscription n’existe pas.", "There is no such enrolment."),
            ),
            _ => problem.below(&format!("/marks/{at}")),
        })?;
    }
    Ok(())
}

/// Closes a workshop: one session in the log, or its correction.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 before it has begun, when it is over in
/// another way, without a lead, or while a seat is unmarked; 422 when nobody came.
pub fn close(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &CloseInput,
) -> Result<Workshop, Problem> {
    let (workshop, facilitators) = lock_managed(conn, ctx, by, id)?;
    let lead = may_close(ctx, &workshop, &facilitators)?;
    mark_all(conn, ctx, by, id, &input.marks)?;
    let body = session_of(conn, &workshop, lead, input)?;
    attach_for_a_day(conn, ctx, &workshop, lead)?;
    let expected = match queries::version_of(conn, id)? {
        Some(version) if workshop.state == WorkshopState::Held => Expected::seen(version),
        _ => Expected::NONE,
    };
    // The session has the id of the workshop: there cannot be two.
    sessions::record_workshop(conn, &ctx.clock, lead, id, expected, &body)?;
    let fresh = workshops::find(conn, id)?.ok_or_else(Problem::not_found)?;
    workshops::set_held(conn, &fresh, id, ctx.clock.now())?;
    let deed = Deed::on("workshop.close", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    workshops::find(conn, id)?.ok_or_else(Problem::not_found)
}

/// Whether a workshop can be closed now; who leads it.
fn may_close(
    ctx: &Context,
    workshop: &Workshop,
    facilitators: &[Facilitating],
) -> Result<Id, Problem> {
    if !matches!(workshop.state, WorkshopState::Published | WorkshopState::Held) {
        return Err(refused(
            "",
            "closed",
            "Cet atelier n’est pas publié, ou n’a pas eu lieu.",
            "This workshop is not published, or did not take place.",
        ));
    }
    if ctx.clock.now() < workshop.starts_at {
        return Err(refused(
            "",
            "not_begun",
            "Cet atelier n’a pas commencé.",
            "This workshop has not begun.",
        ));
    }
    let lead = facilitators.iter().find(|one| one.is_lead());
    lead.map(|lead| lead.facilitator_id).ok_or_else(|| {
        refused(
            "/facilitators",
            "no_lead",
            "Personne n’anime cet atelier.",
            "Nobody leads this workshop.",
        )
    })
}

/// The session that a workshop comes to.
fn session_of(
    conn: &mut Conn,
    workshop: &Workshop,
    lead: Id,
    input: &CloseInput,
) -> Result<WorkshopInput, Problem> {
    let rows = enrolment::all(conn, workshop.id)?;
    if rows.iter().any(|row| row.state == State::Confirmed) {
        return Err(refused(
            "/marks",
            "unmarked",
            "Notez d’abord qui est venu, pour chaque place.",
            "Write down first who came, for each seat.",
        ));
    }
    let there: Vec<Id> = rows
        .iter()
        .filter(|row| row.state.was_there() && row.role == Role::Learner)
        .map(|row| row.person_id)
        .collect();
    let followed = enrolment::followed_as(conn, lead, &there)?;
    let learner_ids: Vec<Id> =
        there.iter().filter_map(|person| followed.get(person).copied()).collect();
    let others = i32::try_from(there.len() - learner_ids.len()).unwrap_or(i32::MAX);
    let mut anonymous: AnonymousGroup = input.anonymous.clone().unwrap_or_default();
    anonymous.total = anonymous.total.saturating_add(others);
    if learner_ids.is_empty() && anonymous.total == 0 {
        let said = Said::new(
            "Personne n’est venu : notez plutôt que l’atelier n’a pas eu lieu.",
            "Nobody came: note rather that the workshop did not take place.",
        );
        return Err(Problem::invalid("/marks", "no_participant", said));
    }
    let needs = workshops::needs_of(conn, workshop.id)?;
    let minutes = i32::try_from(workshop.span().minutes()).unwrap_or(1440);
    Ok(WorkshopInput {
        date: Day(workshop.date),
        start_time: Some(TimeOfDay(workshop.start_time.clone())),
        duration_min: minutes,
        place_type: match workshop.place_id {
            Some(_) => PlaceType::LieuActivite,
            None => PlaceType::ADistance,
        },
        place_id: workshop.place_id,
        commune_code: None,
        themes: workshop.themes.iter().collect(),
        equipment: input.equipment.clone(),
        tag_ids: Vec::new(),
        notes: input.notes.clone(),
        procedure_detail: None,
        programme_id: workshop.programme_id,
        competences: needs.iter().map(SessionCompetence::from).collect(),
        title: Some(workshop.title.clone()),
        level: None,
        learner_ids,
        anonymous: Some(anonymous),
    })
}

/// Whoever leads at a place where they do not work worked there on that day.
fn attach_for_a_day(
    conn: &mut Conn,
    ctx: &Context,
    workshop: &Workshop,
    lead: Id,
) -> Result<(), Problem> {
    let Some(place_id) = workshop.place_id else { return Ok(()) };
    if facilitators::is_attached(conn, lead, place_id, workshop.date)? {
        return Ok(());
    }
    facilitators::attach(conn, &ctx.clock, lead, place_id, workshop.date)?;
    facilitators::detach(conn, lead, place_id, workshop.date)?;
    Ok(())
}
