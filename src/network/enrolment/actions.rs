//! The one door of enrolments: load what a decision needs, decide, store, tell; all of it in one
//! transaction that holds the workshop.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::command::Command;
use super::moving::{Transfer, transfer};
use super::outcome::Outcome;
use super::queries::{self, Beside, EnrolmentRow};
use super::record::{Enrolment, Role, State};
use super::refusal::Refusal;
use super::roster::Roster;
use super::terms::Terms;
use crate::network::busy;
use crate::network::notices;
use crate::network::workshops::{self, Facilitating, Workshop};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem, Said};
use crate::policy::Actor;

/// A workshop held for a decision, and as much of its roster as that needs.
struct Loaded {
    workshop: Workshop,
    roster: Roster,
    rows: HashMap<Id, EnrolmentRow>,
}

impl Loaded {
    /// One enrolment more, which may have ended.
    fn with(&mut self, conn: &mut Conn, id: Id) -> Result<(), Problem> {
        if self.rows.contains_key(&id) {
            return Ok(());
        }
        let row = queries::find(conn, id)?.filter(|row| row.workshop_id == self.workshop.id);
        if let Some(row) = row {
            self.roster.enrolments.push(Enrolment::from(&row));
            self.rows.insert(id, row);
        }
        Ok(())
    }
}

/// How much of a roster to load.
#[derive(Clone, Copy)]
enum Need {
    /// Enough for this person to enter the queue, as long as nothing else can happen.
    Entering(Id, Role),
    All,
}

/// Applies a command of an account; the outcome, and the workshop's counts as they are now.
///
/// # Errors
/// 404 without such a workshop; the refusal, as [`problem`] tells it.
pub fn run(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop_id: Id,
    command_id: Id,
    command: &Command,
) -> Result<Outcome, Problem> {
    let beside =
        Beside { workshop_id, learner_id: None, created_by: by.account_id, slip_hash: None };
    run_for(conn, ctx, &beside, command_id, command)
}

/// [`run`] for somebody of whom more is known.
pub fn run_for(
    conn: &mut Conn,
    ctx: &Context,
    beside: &Beside,
    command_id: Id,
    command: &Command,
) -> Result<Outcome, Problem> {
    Ok(run_counting(conn, ctx, beside, command_id, command)?.0)
}

/// [`run_for`], and how many people wait then; no question is asked for that.
pub fn run_counting(
    conn: &mut Conn,
    ctx: &Context,
    beside: &Beside,
    command_id: Id,
    command: &Command,
) -> Result<(Outcome, i32), Problem> {
    let workshop = workshops::lock(conn, beside.workshop_id)?.ok_or_else(Problem::not_found)?;
    let need = match command {
        Command::Enrol { person_id, role, .. } => Need::Entering(*person_id, *role),
        _ => Need::All,
    };
    let person = match command {
        Command::Enrol { person_id, .. }
        | Command::WalkIn { person_id, .. }
        | Command::CheckIn { person_id, .. } => Some(*person_id),
        _ => None,
    };
    let mut loaded = load(conn, ctx, workshop, need, person)?;
    if let Some(id) = command.enrolment_id() {
        loaded.with(conn, id)?;
    }
    if let Some(known) = queries::applied(conn, command_id, beside.workshop_id)? {
        loaded.roster.applied.insert(command_id, known);
    }
    let now = ctx.clock.now();
    let decided = loaded.roster.apply(command_id, command, now);
    let outcome = decided.map_err(|refusal| problem(&refusal))?;
    if outcome.is_replay {
        return Ok((outcome, loaded.workshop.waiting_count));
    }
    let fingerprint = command.fingerprint();
    let by = beside.created_by;
    queries::note_command(conn, command_id, beside.workshop_id, fingerprint, by, now)?;
    let waiting = store(conn, ctx, &loaded, &outcome, Some(beside))?;
    Ok((outcome, waiting))
}

/// Does what has fallen due in a workshop: lapsed offers, overdue answers, free seats. Gives its
/// enrolments as they are then.
pub fn settle(
    conn: &mut Conn,
    ctx: &Context,
    workshop: Workshop,
) -> Result<Vec<Enrolment>, Problem> {
    let mut loaded = load(conn, ctx, workshop, Need::All, None)?;
    let outcome = loaded.roster.settle(ctx.clock.now());
    if !outcome.is_empty() {
        store(conn, ctx, &loaded, &outcome, None)?;
    }
    Ok(loaded.roster.enrolments)
}

/// Moves somebody to another workshop; a full one is refused.
///
/// # Errors
/// 404 without such workshops; the refusal, as [`problem`] tells it.
pub fn change_workshop(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (from, to): (Id, Id),
    command_id: Id,
    asked: &Transfer,
) -> Result<(), Problem> {
    // Always in the same order, whichever way people move.
    let (first, second) = (from.min(to), from.max(to));
    let mut held = BTreeMap::new();
    for id in [first, second] {
        let workshop = workshops::lock(conn, id)?.ok_or_else(Problem::not_found)?;
        let person = queries::find(conn, asked.enrolment_id)?.map(|row| row.person_id);
        let mut loaded = load(conn, ctx, workshop, Need::All, person)?;
        if let Some(known) = queries::applied(conn, command_id, id)? {
            loaded.roster.applied.insert(command_id, known);
        }
        held.insert(id, loaded);
    }
    let (Some(mut here), Some(mut there)) = (held.remove(&from), held.remove(&to)) else {
        return Err(Problem::not_found());
    };
    let now = ctx.clock.now();
    let moved = transfer(&mut here.roster, &mut there.roster, command_id, asked, now);
    let (left, entered) = moved.map_err(|refusal| problem(&refusal))?;
    if left.is_replay {
        return Ok(());
    }
    let fingerprint = here.roster.applied.get(&command_id).cloned().unwrap_or_default();
    for id in [from, to] {
        queries::note_command(conn, command_id, id, fingerprint.clone(), by.account_id, now)?;
    }
    let old = here.rows.get(&asked.enrolment_id);
    let beside = Beside {
        workshop_id: to,
        learner_id: old.and_then(|row| row.learner_id),
        created_by: by.account_id,
        slip_hash: None,
    };
    // The seat there is taken once the one here is free: they may be at one time.
    store(conn, ctx, &here, &left, None)?;
    store(conn, ctx, &there, &entered, Some(&beside))?;
    Ok(())
}

fn load(
    conn: &mut Conn,
    ctx: &Context,
    workshop: Workshop,
    need: Need,
    person_id: Option<Id>,
) -> Result<Loaded, Problem> {
    let now = ctx.clock.now();
    let facilitators = workshops::facilitators_of(conn, workshop.id)?;
    let mut rows = match need {
        Need::Entering(person, _) => queries::seats_and_own(conn, workshop.id, person)?,
        Need::All => queries::standing(conn, workshop.id)?,
    };
    let mut roster = roster_of(ctx, &workshop, &facilitators, &rows);
    let may_be_partial = matches!(need, Need::Entering(..));
    let is_helper = matches!(need, Need::Entering(_, Role::Helper));
    let can_more = roster.free() > 0 || roster.next_due().is_some_and(|due| due <= now);
    if may_be_partial && can_more && workshop.waiting_count > 0 {
        rows = queries::standing(conn, workshop.id)?;
        roster = roster_of(ctx, &workshop, &facilitators, &rows);
    }
    if can_more || !may_be_partial {
        let quarters = busy::quarters(workshop.span());
        roster.busy = queries::busy(conn, workshop.id, quarters, person_id)?;
    } else if is_helper && let Some(person) = person_id {
        // Helpers take no seat, and still cannot be in two places.
        roster.busy = busy::taken(conn, workshop.id, workshop.span(), &[person])?;
    }
    let rows = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(Loaded { workshop, roster, rows })
}

fn roster_of(
    ctx: &Context,
    workshop: &Workshop,
    facilitators: &[Facilitating],
    rows: &[EnrolmentRow],
) -> Roster {
    let asked = facilitators.iter().filter(|one| one.is_asked());
    Roster {
        session_id: workshop.id,
        span: workshop.span(),
        is_open: is_open(workshop),
        seats: u32::try_from(workshop.seats).unwrap_or_default(),
        approval: workshop.approval,
        terms: Terms::of(ctx.clock.zone()),
        facilitator_ids: asked.map(|one| one.person_id).collect(),
        busy: BTreeMap::new(),
        enrolments: rows.iter().map(Enrolment::from).collect(),
        applied: BTreeMap::new(),
    }
}

/// Held ones too: attendance is corrected for thirty days.
fn is_open(workshop: &Workshop) -> bool {
    use workshops::WorkshopState as S;
    matches!(workshop.state, S::Published | S::Held)
}

/// Takes a person's time in a workshop.
fn takes(state: Option<State>) -> bool {
    matches!(state, Some(State::Confirmed | State::Offered))
}

/// Writes what was decided and tells people; how many wait then.
fn store(
    conn: &mut Conn,
    ctx: &Context,
    loaded: &Loaded,
    outcome: &Outcome,
    beside: Option<&Beside>,
) -> Result<i32, Problem> {
    let workshop = &loaded.workshop;
    let mut new = Vec::new();
    let (mut taken, mut freed) = (Vec::new(), Vec::new());
    let (mut used, mut waiting) = (workshop.used_count, workshop.waiting_count);
    for enrolment in &outcome.changed {
        let before = loaded.rows.get(&enrolment.id).map(Enrolment::from);
        used += i32::from(enrolment.holds_seat())
            - i32::from(before.as_ref().is_some_and(Enrolment::holds_seat));
        waiting +=
            i32::from(enrolment.waits()) - i32::from(before.as_ref().is_some_and(Enrolment::waits));
        let was = before.as_ref().map(|own| own.state);
        match (takes(was), takes(Some(enrolment.state))) {
            // Who was marked kept the time of their seat.
            (false, true) if was.is_some_and(State::is_marked) => {}
            (false, true) => taken.push((enrolment.person_id, workshop.span())),
            (true, false) if enrolment.state.is_live() || !enrolment.state.stands() => {
                freed.push(enrolment.person_id);
            }
            _ => {}
        }
        match (before, beside) {
            (Some(_), _) => queries::update(conn, enrolment)?,
            (None, Some(beside)) => new.push(EnrolmentRow::new(enrolment, beside)),
            (None, None) => return Err(Problem::internal("an enrolment that nobody asked for")),
        }
    }
    queries::insert(conn, &new)?;
    if !freed.is_empty() {
        busy::release(conn, workshop.id, &freed)?;
    }
    busy::take(conn, workshop.id, &taken)?;
    let seats = i32::try_from(loaded.roster.seats).unwrap_or(i32::MAX);
    let due_at = [workshop.due_at, loaded.roster.next_due()].into_iter().flatten().min();
    // Calendars drop what is not newer: who leaves, or comes back, is told under a higher number.
    let is_news = !(taken.is_empty() && freed.is_empty());
    let sequence = workshop.sequence + i32::from(is_news);
    workshops::set_counts(conn, workshop.id, (seats, used, waiting), due_at)?;
    if is_news {
        workshops::set_sequence(conn, workshop.id, sequence)?;
    }
    let workshop = Workshop { sequence, ..workshop.clone() };
    notices::tell(conn, ctx, &workshop, &outcome.notices)?;
    Ok(waiting)
}

/// A refusal as the API tells it: 404 for what is not there, 422 for a missing reason, 409 for the
/// rest.
pub fn problem(refusal: &Refusal) -> Problem {
    let reason = refusal.reason();
    let said = Said::new(reason.fr.clone(), reason.en.clone());
    let code = match refusal {
        Refusal::Unknown => return Problem::not_found(),
        Refusal::NoReason => return Problem::invalid("/reason", reason.code, said),
        Refusal::CommandReused | Refusal::IdTaken => Code::Conflict,
        Refusal::Full => Code::Full,
        Refusal::Overlap(_) => Code::Overlap,
        Refusal::Closed
        | Refusal::Started
        | Refusal::AlreadyEnrolled(_)
        | Refusal::Facilitates
        | Refusal::NotPossible
        | Refusal::OfferLapsed
        | Refusal::QueueDecides
        | Refusal::NotTheTime
        | Refusal::SaidOtherwise
        | Refusal::AskFacilitator
        | Refusal::OthersWait
        | Refusal::TooLate => Code::NotPossible,
    };
    Problem::new(code).because("", reason.code, said)
}

/// Whether somebody was ever enrolled in a workshop, or enrolled somebody.
pub fn is_enrolled(conn: &mut Conn, workshop_id: Id, by: &Actor) -> Result<bool, Problem> {
    Ok(queries::is_enrolled(conn, workshop_id, by.person_id, by.account_id)?)
}

/// When the clock has something to do next with a published workshop, after an instant: offers and
/// answers, and what reminders turn on.
pub fn next_due(
    enrolments: &[Enrolment],
    more: &BTreeSet<Moment>,
    after: Moment,
) -> Option<Moment> {
    let offers = enrolments.iter().filter(|e| e.state == State::Offered);
    let requests = enrolments.iter().filter(|e| e.state == State::Requested);
    let offers = offers.filter_map(|e| e.offer_until);
    let due = offers.chain(requests.filter_map(|e| e.answer_until)).chain(more.iter().copied());
    due.filter(|at| *at > after).min()
}
