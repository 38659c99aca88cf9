//! Proposing a pair, its steps, and what falls due.

use std::collections::HashMap;

use super::mails::Told;
use super::queries::{self, GoalRow, PairRow};
use super::views::{GoalView, PairAct, PairInput, PairList, PairStepInput, PairView};
use super::{Goal, Knows, Pair, PairRefused, PairState, PairStep, Silence};
use crate::audit::{self, Deed};
use crate::competences::levels::Level;
use crate::competences::{self, Knowing};
use crate::learners;
use crate::network::telling::{self, tell};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::faults::Reason;
use crate::platform::http::{Code, Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

/// Proposes a pair; true when it is new. The other of the two is told.
///
/// # Errors
/// 409 for another body under the id; 422 with the rules that refuse it.
pub fn propose(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &PairInput,
) -> Result<(PairView, bool), Problem> {
    let digest = secrets::digest(input);
    if let Some(row) = queries::find(conn, id)? {
        if row.proposed_by != by.person_id || row.digest != digest {
            return Err(Problem::new(Code::Conflict));
        }
        return Ok((view(conn, ctx, by, row)?, false));
    }
    let (mentor_id, learner_id) = two(conn, by, input)?;
    let goals = goals(conn, input)?;
    let now = ctx.clock.now();
    let row = PairRow {
        id,
        version: 1,
        digest,
        mentor_id,
        learner_id,
        proposed_by: by.person_id,
        state: PairState::Proposed,
        proposed_at: now,
        accepted_at: None,
        last_met_at: None,
        updated_at: now,
    };
    let rows: Vec<GoalRow> =
        goals.iter().map(|goal| GoalRow { goal: *goal, reached_at: None }).collect();
    let pair = row.rules(&rows);
    check(conn, ctx, by, &pair).map_err(|why| match why {
        Refused::Rule(why) => said_of(input, why),
        Refused::Other(problem) => problem,
    })?;
    queries::insert(conn, &row, &goals)?;
    let other = if mentor_id == by.person_id { learner_id } else { mentor_id };
    told(conn, ctx, &row, &[other], (Told::Proposed, now))?;
    note(conn, ctx, by, "pair.propose", id)?;
    Ok((view(conn, ctx, by, row)?, true))
}

fn note(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    action: &'static str,
    id: Id,
) -> Result<(), Problem> {
    let deed = Deed::on(action, "mentoring_pair", id);
    Ok(audit::record(conn, &ctx.clock, Some(by.account_id), deed)?)
}

fn told(
    conn: &mut Conn,
    ctx: &Context,
    row: &PairRow,
    people: &[Id],
    (what, time): (Told, Moment),
) -> Result<(), Problem> {
    let telling = what.telling(row, time);
    for reader in telling::readers(conn, people)? {
        tell(conn, ctx, &reader, &telling)?;
    }
    Ok(())
}

/// Mentor and learner, as people.
fn two(conn: &mut Conn, by: &Actor, input: &PairInput) -> Result<(Id, Id), Problem> {
    let mut faults = Faults::new();
    if let Some(facilitator_id) = input.facilitator_id {
        if let Some(mentor) = queries::active_person(conn, facilitator_id)? {
            return Ok((mentor, by.person_id));
        }
        faults.unknown(
            "/facilitator_id",
            "Cette personne n’accompagne pas, ou plus.",
            "This person does not mentor, or no longer.",
        );
        return Err(faults.into());
    }
    let own = by.facilitator_id.filter(|_| by.is(Role::Facilitator));
    let is_active = match own {
        Some(own) => queries::active_person(conn, own)?.is_some(),
        None => false,
    };
    let followed = match (own, input.learner_id) {
        (Some(own), Some(learner)) if is_active => learners::find_own(conn, own, &[learner])?.pop(),
        _ => None,
    };
    let Some(learner) = followed else {
        faults.unknown(
            "/learner_id",
            "Vous ne suivez pas cette personne.",
            "You do not follow this person.",
        );
        return Err(faults.into());
    };
    if queries::names(conn, vec![learner.person_id])?.is_empty() {
        let said = Said::new(
            "Il faut un compte pour dire oui à un binôme : remettez-lui d’abord un code.",
            "An account is needed to say yes to a pair: hand them a code first.",
        );
        return Err(Problem::invalid("/learner_id", "no_account", said));
    }
    Ok((by.person_id, learner.person_id))
}

fn goals(conn: &mut Conn, input: &PairInput) -> Result<Vec<Goal>, Problem> {
    let catalogue = competences::catalogue(conn)?;
    let (mut faults, mut goals) = (Faults::new(), Vec::new());
    for (at, goal) in input.goals.iter().enumerate() {
        if !catalogue.find(goal.competence_id).is_some_and(|found| !found.is_retired) {
            faults.unknown(
                format!("/goals/{at}/competence_id"),
                "Cette compétence n’existe pas, ou plus.",
                "There is no such competence, or no longer.",
            );
        }
        goals.push(Goal {
            competence_id: goal.competence_id,
            target: Level::new(goal.target_level).unwrap_or_default(),
            by: goal.by_on.0,
        });
    }
    if faults.is_empty() { Ok(goals) } else { Err(faults.into()) }
}

/// Why a pair is refused: by a rule, or else.
enum Refused {
    Rule(PairRefused),
    Other(Problem),
}

impl<E: Into<Problem>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// The rules of a pair. What the learner knows is theirs to be asked about: a mentor's deed does
/// not tell it.
fn check(conn: &mut Conn, ctx: &Context, by: &Actor, pair: &Pair) -> Result<(), Refused> {
    let both = [pair.mentor_id, pair.learner_id];
    queries::lock(conn, &both)?;
    let today = ctx.clock.today();
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &both, today)?;
    let is_learner = by.person_id == pair.learner_id;
    let knows = |goal: &Goal| Knows {
        mentor_teaches: known.get(&(pair.mentor_id, goal.competence_id)).and_then(Knowing::teaches),
        learner: known
            .get(&(pair.learner_id, goal.competence_id))
            .and_then(Knowing::working)
            .filter(|_| is_learner),
    };
    let knows: Vec<Knows> = pair.goals.iter().map(knows).collect();
    let rows = queries::of_people(conn, &both)?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let goals = queries::goals(conn, &ids)?;
    let rules = |row: &PairRow| row.rules(goals.get(&row.id).map_or(&[], Vec::as_slice));
    let others: Vec<Pair> = rows.iter().map(rules).collect();
    pair.check(&knows, &others, today).map_err(Refused::Rule)
}

/// A rule, said of the field that breaks it.
fn said_of(input: &PairInput, why: PairRefused) -> Problem {
    let at = |competence: Id, field: &str| {
        let at = input.goals.iter().position(|goal| goal.competence_id == competence);
        format!("/goals/{}/{field}", at.unwrap_or_default())
    };
    let pointer = match why {
        PairRefused::AboveMentor(id) | PairRefused::AlreadyThere(id) => at(id, "target_level"),
        PairRefused::HasMentor(id) => at(id, "competence_id"),
        PairRefused::Oneself | PairRefused::MentorFull if input.facilitator_id.is_some() => {
            "/facilitator_id".to_owned()
        }
        PairRefused::Oneself | PairRefused::MentorFull => "/learner_id".to_owned(),
        _ => "/goals".to_owned(),
    };
    fault(&pointer, why.reason())
}

fn fault(pointer: &str, Reason { code, fr, en }: Reason) -> Problem {
    Problem::invalid(pointer, code, Said::new(fr, en))
}

fn get(conn: &mut Conn, by: &Actor, id: Id) -> Result<PairRow, Problem> {
    let row = queries::find(conn, id)?;
    let is_theirs = |row: &PairRow| [row.mentor_id, row.learner_id].contains(&by.person_id);
    row.filter(is_theirs).ok_or_else(Problem::not_found)
}

/// Takes a step; the other of the two is told.
///
/// # Errors
/// 404 for a pair of others; 422 with the rule that refuses it.
pub fn step(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: PairStepInput,
) -> Result<PairView, Problem> {
    let mut row = get(conn, by, id)?;
    let goals = queries::goals(conn, &[id])?.remove(&id).unwrap_or_default();
    let mut rules = row.rules(&goals);
    let now = ctx.clock.now();
    let own = by.person_id;
    let (taken, what, deed) = match input.step {
        PairAct::Accept => (PairStep::Accept { by: own }, Told::Accepted, "pair.accept"),
        PairAct::Decline => (PairStep::Decline { by: own }, Told::Declined, "pair.decline"),
        PairAct::Complete => (PairStep::Complete { by: own }, Told::Over, "pair.complete"),
        PairAct::End => (PairStep::End { by: own }, Told::Over, "pair.end"),
    };
    rules.take(taken, now).map_err(|why| fault("/step", why.reason()))?;
    if input.step == PairAct::Accept {
        check(conn, ctx, by, &row.rules(&goals)).map_err(|why| match why {
            Refused::Rule(why) => fault("/step", why.reason()),
            Refused::Other(problem) => problem,
        })?;
    }
    row.obey(&rules, now);
    queries::update(conn, &row)?;
    let other = if row.mentor_id == own { row.learner_id } else { row.mentor_id };
    told(conn, ctx, &row, &[other], (what, now))?;
    note(conn, ctx, by, deed, id)?;
    view(conn, ctx, by, row)
}

/// A pair of one's own.
///
/// # Errors
/// 404 for a pair of others.
pub fn read(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<PairView, Problem> {
    let row = get(conn, by, id)?;
    view(conn, ctx, by, row)
}

/// One's own pairs.
pub fn list(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<PairList, Problem> {
    let mut rows = queries::of_people(conn, &[by.person_id])?;
    let is_over = |row: &PairRow| row.state != PairState::Proposed && !row.state.is_running();
    rows.sort_by_key(is_over);
    Ok(PairList { items: views(conn, ctx, by, rows)? })
}

fn view(conn: &mut Conn, ctx: &Context, by: &Actor, row: PairRow) -> Result<PairView, Problem> {
    views(conn, ctx, by, vec![row])?.pop().ok_or_else(Problem::not_found)
}

fn views(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    rows: Vec<PairRow>,
) -> Result<Vec<PairView>, Problem> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let people: Vec<Id> = rows.iter().flat_map(|row| [row.mentor_id, row.learner_id]).collect();
    let names = queries::names(conn, people)?;
    let mut goals = queries::goals(conn, &ids)?;
    let made = rows.into_iter().map(|row| {
        let goals = goals.remove(&row.id).unwrap_or_default();
        one_view(ctx, by, &row, &goals, &names)
    });
    Ok(made.collect())
}

fn one_view(
    ctx: &Context,
    by: &Actor,
    row: &PairRow,
    goals: &[GoalRow],
    names: &HashMap<Id, String>,
) -> PairView {
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let own = by.person_id;
    let may = |act: &&PairAct| {
        let step = match act {
            PairAct::Accept => PairStep::Accept { by: own },
            PairAct::Decline => PairStep::Decline { by: own },
            PairAct::Complete => PairStep::Complete { by: own },
            PairAct::End => PairStep::End { by: own },
        };
        row.rules(goals).take(step, ctx.clock.now()).is_ok()
    };
    PairView {
        id: row.id,
        version: row.version,
        state: row.state,
        mentor_name: name(row.mentor_id),
        learner_name: name(row.learner_id),
        is_mentor: row.mentor_id == own,
        is_proposed_by_me: row.proposed_by == own,
        goals: goals
            .iter()
            .map(|row| GoalView {
                competence_id: row.goal.competence_id,
                target_level: row.goal.target,
                by_on: row.goal.by,
                reached_at: row.reached_at,
            })
            .collect(),
        proposed_at: row.proposed_at,
        accepted_at: row.accepted_at,
        last_met_at: row.last_met_at,
        may: PairAct::ALL.iter().filter(may).copied().collect(),
    }
}

/// Does what pairs are due: a proposal expires, a meeting is noted, a goal is reached, a silence
/// is told. How many pairs changed.
pub fn settle(conn: &mut Conn, ctx: &Context) -> Result<usize, Problem> {
    let rows = queries::live(conn)?;
    if rows.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let goals = queries::goals(conn, &ids)?;
    let met = queries::meetings(conn)?;
    let learners: Vec<Id> = rows.iter().map(|row| row.learner_id).collect();
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &learners, ctx.clock.today())?;
    let verified = |person: Id, competence: Id| {
        known.get(&(person, competence)).and_then(|knowing| knowing.verified)
    };
    let now = ctx.clock.now();
    let mut changed = 0;
    for mut row in rows {
        let goals = goals.get(&row.id).map_or(&[][..], Vec::as_slice);
        let mut rules = row.rules(goals);
        let before = rules.clone();
        rules.settle(now);
        // A meeting of the day of the yes, or later.
        let meeting = met.get(&row.id).map(|day| (*day, ctx.clock.start_of(*day)));
        let since = rules.accepted_at.map(|at| ctx.clock.day_of(at));
        if let Some((day, at)) = meeting
            && since.is_some_and(|since| day >= since)
            && rules.last_met_at.is_none_or(|last| at > last)
        {
            // Only a running pair meets; nothing else refuses it.
            let _ = rules.take(PairStep::Meet, at);
        }
        if rules != before {
            row.obey(&rules, now);
            queries::update(conn, &row)?;
            changed += 1;
        }
        if rules.state == PairState::Expired {
            told(conn, ctx, &row, &[row.proposed_by], (Told::Expired, row.proposed_at))?;
            continue;
        }
        for own in goals.iter().filter(|own| own.reached_at.is_none()) {
            let v = verified(row.learner_id, own.goal.competence_id);
            if rules.state.is_running() && v >= Some(own.goal.target) {
                queries::reach(conn, row.id, own.goal.competence_id, now)?;
                changed += 1;
            }
        }
        tell_silence(conn, ctx, &row, &rules)?;
    }
    Ok(changed)
}

fn tell_silence(
    conn: &mut Conn,
    ctx: &Context,
    row: &PairRow,
    rules: &Pair,
) -> Result<(), Problem> {
    let Some(since) = rules.silent_since() else { return Ok(()) };
    match rules.silence(ctx.clock.now()) {
        None => Ok(()),
        Some(Silence::RemindBoth) => {
            told(conn, ctx, row, &[row.mentor_id, row.learner_id], (Told::Silent, since))
        }
        Some(Silence::TellCoordinator) => {
            let people = queries::coordinators_of(conn, row.mentor_id, ctx.clock.today())?;
            told(conn, ctx, row, &people, (Told::VerySilent, since))
        }
    }
}
