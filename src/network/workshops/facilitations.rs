//! Who leads, co-leads or observes a workshop: asked, agreeing, declining, stepping back.

use super::access::{lock_managed, lock_visible};
use super::actions::{over, set_seats};
use super::conflicts;
use super::guards;
use super::model::{
    Facilitating, FacilitationAnswer, FacilitationInput, FacilitationRole, FacilitationState,
    Workshop, WorkshopState,
};
use super::queries::{self, Asked};
use crate::facilitators::FacilitatorStatus;
use crate::network::busy;
use crate::network::enrolment;
use crate::network::notices::{self, Notice, NoticeKind, Recipient};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Problem, Said};
use crate::policy::{Actor, Role};

/// Asks a facilitator, or changes as what; who asks themself has agreed.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 for one that is over, that has a lead
/// already, in which the person learns, or at a time at which they are taken or would rather not,
/// unless a coordinator says why; 422 for somebody who is no such facilitator.
pub fn invite(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (id, facilitator_id): (Id, Id),
    input: &FacilitationInput,
) -> Result<(), Problem> {
    let (workshop, facilitators) = lock_managed(conn, ctx, by, id)?;
    must_be_open(&workshop)?;
    let person_id = may_be_asked(conn, facilitator_id, input.role)?;
    let is_observer = input.role == FacilitationRole::Observer;
    let has_other_lead = facilitators.iter().any(|one| {
        one.is_asked() && one.role == FacilitationRole::Lead && one.facilitator_id != facilitator_id
    });
    if input.role == FacilitationRole::Lead && has_other_lead {
        return Err(refused("has_lead", "Quelqu’un anime déjà.", "Somebody leads already."));
    }
    if enrolment::is_standing(conn, id, person_id)? {
        return Err(refused(
            "already_enrolled",
            "Cette personne est inscrite à l’atelier.",
            "This person is enrolled in the workshop.",
        ));
    }
    let reason = input.override_reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let is_oneself = by.facilitator_id == Some(facilitator_id);
    let may_override = by.is(Role::Coordinator) && reason.is_some();
    if !is_oneself && !may_override && !is_observer {
        refuse_warnings(conn, &workshop, facilitator_id, person_id)?;
    }
    let before = facilitators.iter().find(|one| one.facilitator_id == facilitator_id);
    let was_accepted = before.is_some_and(|one| one.state == FacilitationState::Accepted);
    let state = match is_oneself || was_accepted {
        true => FacilitationState::Accepted,
        false => FacilitationState::Invited,
    };
    let now = ctx.clock.now();
    let asked = Asked {
        workshop_id: id,
        facilitator_id,
        person_id,
        role: input.role,
        state,
        override_reason: reason,
        by: by.account_id,
    };
    queries::set_facilitation(conn, asked, now)?;
    if state == FacilitationState::Invited {
        let to = Recipient::Person(person_id);
        let kind = NoticeKind::FacilitationAsked;
        notices::tell(conn, ctx, &workshop, &[Notice { to, kind, object_id: id, time: now }])?;
    }
    follow(conn, ctx, by, &workshop, &facilitators)
}

/// A facilitator answers for themself; stepping back may also be written down by who manages the
/// workshop.
///
/// # Errors
/// 404 for somebody who was not asked; 403 for somebody else's answer; 409 from another state, or
/// at a time at which they are taken.
pub fn answer(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (id, facilitator_id): (Id, Id),
    answer: FacilitationAnswer,
) -> Result<(), Problem> {
    let (workshop, facilitators, access) = lock_visible(conn, ctx, by, id)?;
    let own = facilitators.iter().find(|one| one.facilitator_id == facilitator_id);
    let own = own.ok_or_else(Problem::not_found)?;
    let is_oneself = by.facilitator_id == Some(facilitator_id);
    let is_withdrawal = answer == FacilitationAnswer::Withdraw;
    let is_taken_off = access.manages && is_withdrawal;
    if !(is_oneself || is_taken_off) {
        return Err(Problem::forbidden());
    }
    must_be_open(&workshop)?;
    use FacilitationAnswer as A;
    use FacilitationState as S;
    let state = match (answer, own.state) {
        (A::Accept, S::Invited | S::Declined) => S::Accepted,
        (A::Decline, S::Invited) => S::Declined,
        (A::Withdraw, S::Invited | S::Accepted) => S::Withdrawn,
        (A::Accept, S::Accepted) | (A::Decline, S::Declined) | (A::Withdraw, S::Withdrawn) => {
            return Ok(());
        }
        _ => {
            return Err(refused(
                "not_possible",
                "Cette réponse n’est plus possible.",
                "This answer is no longer possible.",
            ));
        }
    };
    if state == S::Accepted && enrolment::is_standing(conn, id, own.person_id)? {
        return Err(refused(
            "already_enrolled",
            "Cette personne est inscrite à l’atelier.",
            "This person is enrolled in the workshop.",
        ));
    }
    queries::set_answer(conn, (id, facilitator_id), state, ctx.clock.now())?;
    if own.is_lead() && state == S::Withdrawn {
        tell_lead_left(conn, ctx, &workshop)?;
    }
    follow(conn, ctx, by, &workshop, &facilitators)
}

/// Somebody who stepped aside from the network no longer facilitates a workshop to come. Whoever
/// planned it is told by the caller, who knows why.
pub fn step_back(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (id, facilitator_id): (Id, Id),
) -> Result<(), Problem> {
    let workshop = queries::lock(conn, id)?.ok_or_else(Problem::not_found)?;
    let facilitators = queries::facilitators_of(conn, id)?;
    let withdrawn = FacilitationState::Withdrawn;
    queries::set_answer(conn, (id, facilitator_id), withdrawn, ctx.clock.now())?;
    follow(conn, ctx, by, &workshop, &facilitators)
}

/// Takes and frees people of a published workshop, and counts its seats anew.
fn follow(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: &Workshop,
    before: &[Facilitating],
) -> Result<(), Problem> {
    let now = queries::facilitators_of(conn, workshop.id)?;
    queries::touch(conn, workshop, ctx.clock.now())?;
    let accepted = |all: &[Facilitating], person: Id| {
        all.iter().any(|one| one.person_id == person && one.is_accepted())
    };
    let devices = queries::devices_of(conn, workshop.id)?;
    let seats = guards::seats_of(conn, workshop, &now, &devices)?;
    if !workshop.is_published() {
        let counts = (seats, workshop.used_count, workshop.waiting_count);
        return Ok(queries::set_counts(conn, workshop.id, counts, workshop.due_at)?);
    }
    for one in now.iter().filter(|one| one.is_accepted()) {
        if !accepted(before, one.person_id) {
            conflicts::take_facilitator(conn, workshop, one.person_id)?;
        }
    }
    for one in before.iter().filter(|one| one.is_accepted()) {
        if !accepted(&now, one.person_id) {
            busy::release(conn, workshop.id, &[one.person_id])?;
        }
    }
    set_seats(conn, ctx, by, workshop, seats)
}

fn must_be_open(workshop: &Workshop) -> Result<(), Problem> {
    match workshop.state {
        WorkshopState::Draft | WorkshopState::Published => Ok(()),
        _ => Err(over()),
    }
}

fn refused(code: &'static str, fr: &str, en: &str) -> Problem {
    Problem::new(Code::NotPossible).because("/facilitators", code, Said::new(fr, en))
}

/// Active people lead and co-lead, those who are learning it co-lead and observe.
fn may_be_asked(
    conn: &mut Conn,
    facilitator_id: Id,
    role: FacilitationRole,
) -> Result<Id, Problem> {
    use FacilitatorStatus as S;
    let may = |status: S| match role {
        FacilitationRole::Lead => status == S::Active,
        FacilitationRole::Co | FacilitationRole::Observer => {
            matches!(status, S::Active | S::Observing)
        }
    };
    let found = queries::find_facilitator(conn, facilitator_id)?;
    match found {
        Some((person_id, status)) if may(status) => Ok(person_id),
        _ => {
            let said = Said::new(
                "Cette personne n’anime pas, ou pas encore ainsi.",
                "This person does not facilitate, or not in that way yet.",
            );
            Err(Problem::invalid("/facilitator_id", "unknown_value", said))
        }
    }
}

/// # Errors
/// 409 with every warning, when there is one.
fn refuse_warnings(
    conn: &mut Conn,
    workshop: &Workshop,
    facilitator_id: Id,
    person_id: Id,
) -> Result<(), Problem> {
    let warnings = conflicts::warnings(conn, workshop, facilitator_id, person_id)?;
    if warnings.is_empty() {
        return Ok(());
    }
    let all = warnings.iter().fold(Problem::new(Code::NotPossible), |problem, warning| {
        problem.because("/override_reason", warning.code(), warning.said())
    });
    Err(all)
}

/// Who planned the workshop, and who coordinates them, learn that nobody leads it.
fn tell_lead_left(conn: &mut Conn, ctx: &Context, workshop: &Workshop) -> Result<(), Problem> {
    let (kind, time) = (NoticeKind::LeadLeft, ctx.clock.now());
    let told = [Recipient::Lead, Recipient::Approver].map(|to| Notice {
        to,
        kind,
        object_id: workshop.id,
        time,
    });
    notices::tell(conn, ctx, workshop, &told)
}
