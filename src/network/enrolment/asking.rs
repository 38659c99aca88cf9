//! Who may ask what of an enrolment, and the readings.
//!
//! The person, who follows them and who enrolled them give a seat back, take an offer, still want
//! one; who manages the workshop gives seats, takes them back, writes down who came; requests are a
//! coordinator's to answer.

use std::collections::{HashMap, HashSet};

use super::PRIORITY_AFTER_CANCELLATION;
use super::actions;
use super::command::Command;
use super::model::{Asked, CommandInput, EnrolInput, MoveInput, WalkInInput};
use super::moving::Transfer;
use super::people;
use super::queries::{self, Beside, EnrolmentRow};
use super::record::{Role, Source, State};
use super::views::{
    CommitmentList, CommitmentView, EnrolmentView, RosterLine, RosterView, UnheardLine, order,
};
use crate::claims;
use crate::learners;
use crate::network::notices;
use crate::network::workshops::{self, Access, Workshop};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// How many commitments one answer holds.
const MOST: i64 = 200;

/// Whom something is for.
struct Whom {
    person_id: Id,
    learner_id: Option<Id>,
    source: Source,
}

fn whom(
    conn: &mut Conn,
    by: &Actor,
    learner_id: Option<Id>,
    staff_number: Option<&str>,
) -> Result<Whom, Problem> {
    if let Some(learner_id) = learner_id {
        let own = match by.facilitator_id {
            Some(facilitator_id) => learners::find_own(conn, facilitator_id, &[learner_id])?,
            None => Vec::new(),
        };
        let Some(learner) = own.into_iter().next() else {
            let mut faults = Faults::new();
            faults.unknown(
                "/learner_id",
                "Cette personne ne fait pas partie des vôtres.",
                "You do not follow this person.",
            );
            return Err(faults.into());
        };
        let (person_id, learner_id) = (learner.person_id, Some(learner.id));
        return Ok(Whom { person_id, learner_id, source: Source::Facilitator });
    }
    let Some(number) = staff_number.map(str::trim) else {
        let person_id = by.person_id;
        return Ok(Whom { person_id, learner_id: None, source: Source::Account });
    };
    let (person_id, learner_id) = colleague(conn, number)?;
    Ok(Whom { person_id, learner_id, source: Source::Colleague })
}

/// The person of a staff number, and the learner as whom they are followed when they have no
/// account.
///
/// # Errors
/// 422 for nobody, or several.
pub fn colleague(conn: &mut Conn, number: &str) -> Result<(Id, Option<Id>), Problem> {
    match people::find_colleague(conn, number.trim())?.as_slice() {
        [found] => Ok(*found),
        found => {
            let said = match found.is_empty() {
                true => Said::new(
                    "Personne n’a ce numéro dans le réseau.",
                    "Nobody of the network has this number.",
                ),
                false => Said::new(
                    "Plusieurs personnes ont ce numéro.",
                    "Several people have this number.",
                ),
            };
            let code = if found.is_empty() { "unknown_value" } else { "ambiguous" };
            Err(Problem::invalid("/staff_number", code, said))
        }
    }
}

/// The person whom a learner's id or a staff number names.
///
/// # Errors
/// 422 for nobody, or several.
pub fn person_of(
    conn: &mut Conn,
    by: &Actor,
    learner_id: Option<Id>,
    staff_number: Option<&str>,
) -> Result<Id, Problem> {
    Ok(whom(conn, by, learner_id, staff_number)?.person_id)
}

/// Enrols somebody; the enrolment, and whether it is new.
///
/// # Errors
/// 404 for a workshop that is not for these eyes; 409 `full`, `overlap`, `not_possible`; 422 for
/// somebody unknown.
pub fn enrol(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
    input: &EnrolInput,
) -> Result<(EnrolmentView, bool), Problem> {
    let (workshop, ..) = workshops::get_visible(conn, ctx, by, workshop_id)?;
    let whom = whom(conn, by, input.learner_id, input.staff_number.as_deref())?;
    let has_lost = queries::was_cancelled_for(conn, whom.person_id, &workshop)?;
    let command = Command::Enrol {
        enrolment_id: input.id,
        person_id: whom.person_id,
        role: input.role.unwrap_or(Role::Learner),
        source: whom.source,
        priority: if has_lost { PRIORITY_AFTER_CANCELLATION } else { 0 },
        waits: input.waits.unwrap_or(true),
    };
    // For people without an account: what they hold gives the seat back.
    let code = whom.learner_id.map(|_| claims::code_of(secrets::random()));
    let beside = Beside {
        workshop_id,
        learner_id: whom.learner_id,
        created_by: by.account_id,
        slip_hash: code.as_deref().map(claims::hash_of),
    };
    let (outcome, waiting) = actions::run_counting(conn, ctx, &beside, input.id, &command)?;
    // Everybody else who wants a seat waits meanwhile: what is known is not asked again.
    let made = outcome.changed.iter().find(|one| one.id == input.id && !outcome.is_replay);
    let row = match made {
        Some(made) => EnrolmentRow::new(made, &beside),
        None => queries::find(conn, input.id)?.ok_or_else(Problem::not_found)?,
    };
    if row.created_by != by.account_id {
        return Err(Problem::new(Code::Conflict));
    }
    let mut view = match is_last(&row, outcome.is_replay) {
        true => {
            // Who has just entered the queue without priority is the last of it.
            let rank = Some(i64::from(waiting));
            EnrolmentView::new(&row, row.person_id == by.person_id, rank)
        }
        false => view(conn, by, &row)?,
    };
    view.slip_code = code.filter(|_| !outcome.is_replay);
    Ok((view, !outcome.is_replay))
}

fn is_last(row: &EnrolmentRow, is_replay: bool) -> bool {
    row.state == State::Waitlisted && row.priority == 0 && !is_replay
}

/// An enrolment as a reader sees it.
fn view(conn: &mut Conn, by: &Actor, row: &EnrolmentRow) -> Result<EnrolmentView, Problem> {
    let rank = match row.state {
        State::Waitlisted => Some(queries::before_in_queue(conn, row)? + 1),
        _ => None,
    };
    Ok(EnrolmentView::new(row, row.person_id == by.person_id, rank))
}

/// One's own latest enrolment in a workshop.
pub fn own(conn: &mut Conn, by: &Actor, id: Id) -> Result<Option<EnrolmentView>, Problem> {
    match queries::latest_of(conn, id, by.person_id)? {
        Some(row) => Ok(Some(view(conn, by, &row)?)),
        None => Ok(None),
    }
}

/// Whether an enrolment is somebody's to give back: theirs, of a learner they follow, made by them.
fn is_theirs(conn: &mut Conn, by: &Actor, row: &EnrolmentRow) -> Result<bool, Problem> {
    let mut own = HashSet::new();
    if let (Some(facilitator_id), Some(learner_id)) = (by.facilitator_id, row.learner_id) {
        let found = learners::find_own(conn, facilitator_id, &[learner_id])?;
        own.extend(found.into_iter().map(|learner| learner.id));
    }
    Ok(is_of(by, row, &own))
}

/// The same, where the learners whom somebody follows are known.
fn is_of(by: &Actor, row: &EnrolmentRow, own: &HashSet<Id>) -> bool {
    row.person_id == by.person_id
        || row.created_by == by.account_id
        || row.learner_id.is_some_and(|learner| own.contains(&learner))
}

/// Does something with an enrolment; the same command twice is done once.
///
/// # Errors
/// 404 for what is not for these eyes; 403 for what is not theirs to do; 409 as the rules say.
pub fn ask(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (workshop_id, enrolment_id): (Id, Id),
    input: &CommandInput,
) -> Result<EnrolmentView, Problem> {
    let (_, _, access) = workshops::get_visible(conn, ctx, by, workshop_id)?;
    let row = queries::find(conn, enrolment_id)?;
    let row = row.filter(|row| row.workshop_id == workshop_id).ok_or_else(Problem::not_found)?;
    let is_theirs = is_theirs(conn, by, &row)?;
    if !is_theirs && !access.manages {
        return Err(Problem::not_found());
    }
    let may = match input.asked {
        Asked::Withdraw | Asked::Accept | Asked::Renew => is_theirs,
        Asked::Approve | Asked::Decline => access.approves,
        Asked::Remove | Asked::Seat | Asked::Mark => access.manages,
    };
    if !may {
        return Err(Problem::forbidden());
    }
    let reason = || input.reason.clone().unwrap_or_default();
    let command = match input.asked {
        Asked::Withdraw => Command::Withdraw { enrolment_id },
        Asked::Accept => Command::Accept { enrolment_id },
        Asked::Renew => Command::Renew { enrolment_id },
        Asked::Approve => Command::Approve { enrolment_id },
        Asked::Decline => Command::Decline { enrolment_id, reason: reason() },
        Asked::Remove => Command::Remove { enrolment_id, reason: reason() },
        Asked::Seat => Command::Seat { enrolment_id },
        Asked::Mark => {
            let attendance = input.attendance.ok_or_else(|| Problem::new(Code::Invalid))?;
            Command::Mark { enrolment_id, attendance }
        }
    };
    actions::run(conn, ctx, by, workshop_id, input.id, &command)?;
    let row = queries::find(conn, enrolment_id)?.ok_or_else(Problem::not_found)?;
    view(conn, by, &row)
}

/// Writes down somebody who came without a confirmed seat.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs; 409 as the rules say; 422 for somebody unknown.
pub fn walk_in(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
    input: &WalkInInput,
) -> Result<EnrolmentView, Problem> {
    let (_, _, access) = workshops::get_visible(conn, ctx, by, workshop_id)?;
    if !access.manages {
        return Err(Problem::forbidden());
    }
    let whom = match input.enrolment_id {
        Some(id) => {
            let row = queries::find(conn, id)?.filter(|row| row.workshop_id == workshop_id);
            let row = row.ok_or_else(|| {
                let said =
                    Said::new("Cette inscription n’existe pas.", "There is no such enrolment.");
                Problem::invalid("/enrolment_id", "unknown_value", said)
            })?;
            Whom { person_id: row.person_id, learner_id: row.learner_id, source: row.source }
        }
        None => whom(conn, by, input.learner_id, input.staff_number.as_deref())?,
    };
    let command = Command::WalkIn { enrolment_id: input.id, person_id: whom.person_id };
    let beside = Beside {
        workshop_id,
        learner_id: whom.learner_id,
        created_by: by.account_id,
        slip_hash: None,
    };
    actions::run_for(conn, ctx, &beside, input.id, &command)?;
    let row = queries::latest_of(conn, workshop_id, whom.person_id)?;
    view(conn, by, &row.ok_or_else(Problem::not_found)?)
}

/// Moves an enrolment to another workshop.
///
/// # Errors
/// 404 for what is not for these eyes; 403 for what is not theirs; 409 as the rules say.
pub fn change_workshop(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (workshop_id, enrolment_id): (Id, Id),
    input: &MoveInput,
) -> Result<EnrolmentView, Problem> {
    let (_, _, access) = workshops::get_visible(conn, ctx, by, workshop_id)?;
    workshops::get_visible(conn, ctx, by, input.workshop_id)?;
    if input.workshop_id == workshop_id {
        let said = Said::new("C’est le même atelier.", "It is the same workshop.");
        return Err(Problem::invalid("/workshop_id", "contradiction", said));
    }
    let row = queries::find(conn, enrolment_id)?;
    let row = row.filter(|row| row.workshop_id == workshop_id).ok_or_else(Problem::not_found)?;
    if !is_theirs(conn, by, &row)? {
        return Err(if access.manages { Problem::forbidden() } else { Problem::not_found() });
    }
    let asked = Transfer { enrolment_id, new_id: input.new_enrolment_id, source: row.source };
    let way = (workshop_id, input.workshop_id);
    actions::change_workshop(conn, ctx, by, way, input.id, &asked)?;
    let row = queries::find(conn, input.new_enrolment_id)?.ok_or_else(Problem::not_found)?;
    view(conn, by, &row)
}

/// Gives the seat back of who holds a slip.
///
/// # Errors
/// 410 for a code that opens nothing, or no longer.
pub fn release(conn: &mut Conn, ctx: &Context, code: &str) -> Result<(), Problem> {
    let found = queries::find_slip(conn, &claims::hash_of(code))?;
    let row = found.filter(|row| row.state.is_live());
    let row = row.ok_or_else(|| Problem::new(Code::LinkUsed))?;
    let command = Command::Withdraw { enrolment_id: row.id };
    let beside = Beside {
        workshop_id: row.workshop_id,
        learner_id: None,
        created_by: row.created_by,
        slip_hash: None,
    };
    actions::run_for(conn, ctx, &beside, ctx.clock.new_id(), &command)?;
    Ok(())
}

/// What somebody is enrolled in, from now on.
pub fn commitments(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<CommitmentList, Problem> {
    let rows = queries::commitments(conn, by.person_id, ctx.clock.now(), MOST)?;
    let workshops: Vec<Workshop> = rows.iter().map(|(_, workshop)| workshop.clone()).collect();
    let summaries = workshops::summaries(conn, by, workshops)?;
    let mut items = Vec::new();
    for ((row, _), workshop) in rows.iter().zip(summaries) {
        let enrolment = view(conn, by, row)?;
        items.push(CommitmentView { workshop, enrolment });
    }
    Ok(CommitmentList { items })
}

/// The list of a workshop.
///
/// # Errors
/// 404 and 403 for workshops that are not theirs to manage.
pub fn roster(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
) -> Result<RosterView, Problem> {
    let (workshop, _, access) = workshops::get_visible(conn, ctx, by, workshop_id)?;
    if !access.manages {
        return Err(Problem::forbidden());
    }
    let mut rows = queries::all(conn, workshop_id)?;
    order(&mut rows);
    let names = people::names(conn, &rows)?;
    let people: Vec<Id> = rows.iter().map(|row| row.person_id).collect();
    let followed = match by.facilitator_id {
        Some(id) => people::followed_as(conn, id, &people)?,
        None => HashMap::new(),
    };
    let own: HashSet<Id> = followed.values().copied().collect();
    let mut rank = 0;
    let lines = rows.iter().map(|row| {
        let (first_name, last_name) = names.get(&row.person_id).cloned().unwrap_or_default();
        let waits = row.state == State::Waitlisted;
        rank += i64::from(waits);
        RosterLine {
            id: row.id,
            first_name,
            last_name,
            learner_id: followed.get(&row.person_id).copied(),
            state: row.state,
            role: row.role,
            source: row.source,
            seen_by: row.seen_by,
            seen_at: row.seen_at,
            rank: waits.then_some(rank),
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
            offer_until: row.offer_until,
            answer_until: row.answer_until,
            is_late: row.is_late,
            reason: row.reason.clone(),
            may: may_manage(row, access),
            may_move: row.state.is_live() && is_of(by, row, &own),
        }
    });
    let enrolments = lines.collect();
    let unheard = notices::unheard(conn, workshop_id)?.into_iter().map(|one| {
        let (first_name, last_name) = names.get(&one.person_id).cloned().unwrap_or_default();
        let (about, at, has_failed) = (one.kind, one.at, one.has_failed);
        UnheardLine { first_name, last_name, about, at, has_failed }
    });
    Ok(RosterView {
        workshop_id,
        seats: workshop.seats,
        used: workshop.used_count,
        waiting: workshop.waiting_count,
        enrolments,
        unheard: unheard.collect(),
    })
}

fn may_manage(row: &EnrolmentRow, access: Access) -> Vec<Asked> {
    let mut may = Vec::new();
    if row.state == State::Requested && access.approves {
        may.extend([Asked::Approve, Asked::Decline]);
    }
    if row.state == State::Waitlisted {
        may.push(Asked::Seat);
    }
    if row.state == State::Confirmed || row.state.is_marked() {
        may.push(Asked::Mark);
    }
    if row.state.is_live() || row.state == State::WalkIn {
        may.push(Asked::Remove);
    }
    may
}
