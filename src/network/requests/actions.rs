//! Deeds on help requests: asking, the steps, and what whom is shown.

use std::collections::HashMap;

use super::circles::{self, SILENT, Viewer, circle, escalate, tell_asker, tell_helper};
use super::drafting;
use super::life::{Circle, HelpRequest, HelpState, HelpStep, Outcome, RequestRefused};
use super::mails::Told;
use super::queries::{self, HelpRow};
use super::views::{HelpAct, HelpEvent, HelpInput, HelpList, HelpStepInput, HelpView};
use crate::audit::{self, Deed};
use crate::competences;
use crate::competences::levels::Level;
use crate::learners;
use crate::network::facilitators::set_weekly;
use crate::network::matching::{can_learn, working_level};
use crate::network::workshops;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::faults::Reason;
use crate::platform::http::{Code, Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::{Actor, Role};
use crate::territories;

/// Asks for help; true when it is new. The nearest are asked at once.
///
/// # Errors
/// 409 for another body under the id; 422 for what is wrong.
pub fn ask(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &HelpInput,
) -> Result<(HelpView, bool), Problem> {
    let digest = secrets::digest(input);
    if let Some(row) = queries::find(conn, id)? {
        if row.author_id != by.account_id || row.digest != digest {
            return Err(Problem::new(Code::Conflict));
        }
        return Ok((view(conn, ctx, by, row)?, false));
    }
    let row = checked(conn, ctx, by, id, digest, input)?;
    queries::insert(conn, &row)?;
    queries::note(conn, &ctx.clock, id, ("ask", Some(by.person_id)), None)?;
    if let Some(weekly) = &input.weekly {
        set_weekly(conn, row.person_id, weekly)?;
    }
    escalate(conn, ctx, &row)?;
    note(conn, ctx, by, "help.ask", id)?;
    Ok((view(conn, ctx, by, row)?, true))
}

fn note(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    action: &'static str,
    id: Id,
) -> Result<(), Problem> {
    let deed = Deed::on(action, "help_request", id);
    Ok(audit::record(conn, &ctx.clock, Some(by.account_id), deed)?)
}

fn checked(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    digest: String,
    input: &HelpInput,
) -> Result<HelpRow, Problem> {
    let mut faults = Faults::new();
    let person_id = match input.learner_id {
        None => by.person_id,
        Some(learner) => followed(conn, by, learner)?.unwrap_or_else(|| {
            faults.unknown(
                "/learner_id",
                "Vous ne suivez pas cette personne.",
                "You do not follow this person.",
            );
            by.person_id
        }),
    };
    let target = input.target_level.and_then(Level::new);
    // What somebody knows is asked of no stranger.
    if let Some(competence_id) = input.competence_id.filter(|_| faults.is_empty()) {
        check_competence(conn, ctx, (person_id, competence_id), target, &mut faults)?;
    }
    if territories::commune(&input.commune_code).is_none() {
        faults.unknown("/commune_code", "Cette commune n’existe pas.", "There is no such commune.");
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let now = ctx.clock.now();
    Ok(HelpRow {
        id,
        version: 1,
        digest,
        person_id,
        learner_id: input.learner_id,
        author_id: by.account_id,
        competence_id: input.competence_id,
        target_level: target,
        question: input.question().map(str::to_owned),
        area: input.commune_code.clone(),
        // Who is followed is known to who follows them alone, until somebody helps.
        hides_name: input.hides_name || input.learner_id.is_some(),
        state: HelpState::Open,
        asked_at: now,
        claimed_by: None,
        claimed_at: None,
        workshop_id: None,
        session_id: None,
        outcome: None,
        answered_at: None,
        updated_at: now,
    })
}

fn followed(conn: &mut Conn, by: &Actor, learner_id: Id) -> Result<Option<Id>, Problem> {
    let Some(own) = by.facilitator_id.filter(|_| by.is(Role::Facilitator)) else {
        return Ok(None);
    };
    let found = learners::find_own(conn, own, &[learner_id])?.pop();
    Ok(found.map(|learner| learner.person_id))
}

fn check_competence(
    conn: &mut Conn,
    ctx: &Context,
    (person_id, competence_id): (Id, Id),
    target: Option<Level>,
    faults: &mut Faults,
) -> Result<(), Problem> {
    let catalogue = competences::catalogue(conn)?;
    if catalogue.find(competence_id).is_none_or(|found| found.is_retired) {
        faults.unknown(
            "/competence_id",
            "Cette compétence n’existe pas, ou plus.",
            "There is no such competence, or no longer.",
        );
        return Ok(());
    }
    if queries::asks_already(conn, person_id, competence_id)? {
        let said = Said::new(
            "Une demande sur cette compétence est déjà en cours.",
            "A request about this competence is under way already.",
        );
        faults.add("/competence_id", "asked_already", said);
    }
    let w = working_level(conn, &ctx.clock, person_id, competence_id)?;
    if target.is_some_and(|target| !can_learn(w, target)) {
        let said = Said::new("Ce niveau est déjà atteint.", "This level is reached already.");
        faults.add("/target_level", "already_there", said);
    }
    Ok(())
}

/// Takes a step.
///
/// # Errors
/// 404 for a request that is not for these eyes; 422 with the rule that refuses the step.
pub fn step(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    input: &HelpStepInput,
) -> Result<HelpView, Problem> {
    let mut row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    let viewer = Viewer::new(conn, ctx, by)?;
    let may_try = sees(ctx, &viewer, by, &row)
        || (input.step == HelpAct::Claim && viewer.is_shown(ctx, &row));
    if !may_try {
        return Err(Problem::not_found());
    }
    let now = ctx.clock.now();
    let mut rules = row.rules();
    let refused = |why: RequestRefused| fault("/step", why.reason());
    for taken in steps(conn, ctx, by, &row, input)? {
        rules.take(taken, now).map_err(refused)?;
    }
    let before = row.clone();
    (row.session_id, row.workshop_id) = match input.step {
        HelpAct::Schedule => (input.session_id, input.workshop_id),
        _ => (row.session_id, row.workshop_id),
    };
    row.obey(&rules, now);
    queries::update(conn, &row)?;
    let done = (input.step.code(), Some(by.person_id));
    queries::note(conn, &ctx.clock, id, done, input.note())?;
    tell_of(conn, ctx, by, (&before, &row), input)?;
    note(conn, ctx, by, deed(input.step), id)?;
    // Whoever gave it back may no longer be shown it: they see what became of it all the same.
    view(conn, ctx, by, row)
}

const fn deed(act: HelpAct) -> &'static str {
    match act {
        HelpAct::Claim => "help.claim",
        HelpAct::GiveBack => "help.give_back",
        HelpAct::Schedule => "help.schedule",
        HelpAct::Answer => "help.answer",
        HelpAct::Close => "help.close",
        HelpAct::Withdraw => "help.withdraw",
    }
}

fn fault(pointer: &str, Reason { code, fr, en }: Reason) -> Problem {
    Problem::invalid(pointer, code, Said::new(fr, en))
}

/// A deed as the rules know it; a session of the log was held, so that it is an answer too.
fn steps(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    row: &HelpRow,
    input: &HelpStepInput,
) -> Result<Vec<HelpStep>, Problem> {
    let own = by.person_id;
    // Who asked for a learner of theirs speaks for them.
    let asker = if row.author_id == by.account_id { row.person_id } else { own };
    Ok(match input.step {
        HelpAct::Claim => vec![HelpStep::Claim { by: own }],
        HelpAct::GiveBack => vec![HelpStep::GiveBack { by: own }],
        HelpAct::Answer => vec![HelpStep::Answer { by: own }],
        HelpAct::Withdraw => vec![HelpStep::Withdraw { by: asker }],
        HelpAct::Close => {
            let outcome = input.outcome.unwrap_or(Outcome::Unsolved);
            vec![HelpStep::Close { by: asker, outcome }]
        }
        HelpAct::Schedule => match (input.session_id, input.workshop_id) {
            (Some(session_id), _) => {
                must_own_session(conn, ctx, by, row, session_id)?;
                vec![HelpStep::Schedule { by: own, session_id }, HelpStep::Answer { by: own }]
            }
            (None, Some(session_id)) => {
                must_lead(conn, ctx, by, session_id)?;
                vec![HelpStep::Schedule { by: own, session_id }]
            }
            (None, None) => Vec::new(),
        },
    })
}

fn must_own_session(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    row: &HelpRow,
    session_id: Id,
) -> Result<(), Problem> {
    let from = ctx.clock.day_of(row.asked_at);
    let is_own = match by.facilitator_id {
        Some(own) => queries::is_own_session(conn, session_id, own, from)?,
        None => false,
    };
    if is_own {
        return Ok(());
    }
    let reason = Reason::fixed(
        "unknown_value",
        "Indiquez une séance de votre journal, du jour de la demande ou d’après.",
        "Name a session of your own log, of the day of the request or later.",
    );
    Err(fault("/session_id", reason))
}

fn must_lead(conn: &mut Conn, ctx: &Context, by: &Actor, workshop_id: Id) -> Result<(), Problem> {
    if queries::leads(conn, workshop_id, by.person_id, ctx.clock.now())? {
        return Ok(());
    }
    let reason = Reason::fixed(
        "unknown_value",
        "Indiquez un atelier à venir que vous animez.",
        "Name a workshop to come that you lead or co-lead.",
    );
    Err(fault("/workshop_id", reason))
}

/// Tells those concerned, and invites who asked to the workshop that was agreed on.
fn tell_of(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (before, row): (&HelpRow, &HelpRow),
    input: &HelpStepInput,
) -> Result<(), Problem> {
    match input.step {
        HelpAct::Claim => tell_asker(conn, ctx, row, Told::Claimed),
        HelpAct::GiveBack => tell_asker(conn, ctx, row, Told::GivenBack),
        HelpAct::Answer => tell_asker(conn, ctx, row, Told::Answered),
        HelpAct::Close => tell_helper(conn, ctx, row, Told::Closed),
        HelpAct::Withdraw => tell_helper(conn, ctx, before, Told::Withdrawn),
        HelpAct::Schedule => match row.workshop_id {
            None => tell_asker(conn, ctx, row, Told::Answered),
            Some(workshop) => {
                let now = ctx.clock.now();
                workshops::invite_person(conn, workshop, row.person_id, by.account_id, now)?;
                tell_asker(conn, ctx, row, Told::Scheduled)
            }
        },
    }
}

fn is_own(by: &Actor, row: &HelpRow) -> bool {
    row.person_id == by.person_id || row.author_id == by.account_id
}

fn sees(ctx: &Context, viewer: &Viewer, by: &Actor, row: &HelpRow) -> bool {
    is_own(by, row)
        || row.claimed_by == Some(by.person_id)
        || (row.state == HelpState::Open && viewer.is_shown(ctx, row))
}

/// A request that somebody may read.
///
/// # Errors
/// 404 for anybody else's.
pub fn read(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<HelpView, Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    let viewer = Viewer::new(conn, ctx, by)?;
    if !sees(ctx, &viewer, by, &row) {
        return Err(Problem::not_found());
    }
    view(conn, ctx, by, row)
}

/// What one asked for, newest first.
pub fn own(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<HelpList, Problem> {
    let rows = queries::own(conn, by.person_id, by.account_id)?;
    Ok(HelpList { items: views(conn, ctx, by, rows)? })
}

/// What waits for one's help, and what one took on: who waits longest first.
pub fn shown(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<HelpList, Problem> {
    let viewer = Viewer::new(conn, ctx, by)?;
    let mut rows = queries::open_or_claimed_by(conn, by.person_id)?;
    let is_running = |row: &HelpRow| {
        matches!(row.state, HelpState::Open | HelpState::Claimed | HelpState::Scheduled)
    };
    rows.retain(|row| is_running(row) && sees(ctx, &viewer, by, row) && !is_own(by, row));
    rows.truncate(queries::MOST);
    Ok(HelpList { items: views(conn, ctx, by, rows)? })
}

fn view(conn: &mut Conn, ctx: &Context, by: &Actor, row: HelpRow) -> Result<HelpView, Problem> {
    views(conn, ctx, by, vec![row])?.pop().ok_or_else(Problem::not_found)
}

fn views(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    rows: Vec<HelpRow>,
) -> Result<Vec<HelpView>, Problem> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let names = queries::names(conn, &rows)?;
    let mut events = queries::events(conn, &ids, &SILENT)?;
    let viewer = Viewer::new(conn, ctx, by)?;
    let made = rows.into_iter().map(|row| {
        let events = events.remove(&row.id).unwrap_or_default();
        one_view(ctx, by, &viewer, row, &names, events)
    });
    Ok(made.collect())
}

fn one_view(
    ctx: &Context,
    by: &Actor,
    viewer: &Viewer,
    row: HelpRow,
    names: &HashMap<Id, String>,
    events: Vec<HelpEvent>,
) -> HelpView {
    let rules = row.rules();
    let own = is_own(by, &row);
    let is_claimed_by_me = row.claimed_by == Some(by.person_id);
    let knows_name = own || is_claimed_by_me || !row.hides_name;
    let commune = territories::commune(&row.area);
    HelpView {
        id: row.id,
        version: row.version,
        state: row.state,
        competence_id: row.competence_id,
        target_level: row.target_level,
        question: row.question.clone(),
        commune_name: commune.map_or_else(String::new, |commune| commune.name.to_owned()),
        commune_code: row.area.clone(),
        is_own: own,
        hides_name: row.hides_name,
        name: names.get(&row.person_id).filter(|_| knows_name).cloned(),
        asked_at: row.asked_at,
        circle: circle(ctx, &rules),
        claimed_by_name: row.claimed_by.and_then(|id| names.get(&id)).filter(|_| own).cloned(),
        is_claimed_by_me,
        claimed_at: row.claimed_at,
        falls_back_at: rules.falls_back_at(ctx.clock.zone()),
        workshop_id: row.workshop_id,
        session_id: row.session_id.filter(|_| is_claimed_by_me),
        outcome: row.outcome,
        events: if own || is_claimed_by_me { events } else { Vec::new() },
        may: may(ctx, by, viewer, &row),
    }
}

/// What the reader may do, as far as the state tells.
fn may(ctx: &Context, by: &Actor, viewer: &Viewer, row: &HelpRow) -> Vec<HelpAct> {
    let own = by.person_id;
    let asker = if row.author_id == by.account_id { row.person_id } else { own };
    let allowed = |act: &&HelpAct| {
        let step = match act {
            HelpAct::Claim if !viewer.is_shown(ctx, row) => return false,
            HelpAct::Claim => HelpStep::Claim { by: own },
            HelpAct::GiveBack => HelpStep::GiveBack { by: own },
            HelpAct::Schedule => HelpStep::Schedule { by: own, session_id: row.id },
            HelpAct::Answer => HelpStep::Answer { by: own },
            HelpAct::Close => HelpStep::Close { by: asker, outcome: Outcome::Solved },
            HelpAct::Withdraw => HelpStep::Withdraw { by: asker },
        };
        row.rules().take(step, ctx.clock.now()).is_ok()
    };
    HelpAct::ALL.iter().filter(allowed).copied().collect()
}

/// Does what a request is due: it falls back, expires, goes to the next circle, follows its
/// workshop. Whether anything was.
pub fn settle(conn: &mut Conn, ctx: &Context, id: Id) -> Result<bool, Problem> {
    let Some(mut row) = queries::find(conn, id)? else { return Ok(false) };
    let (now, zone) = (ctx.clock.now(), ctx.clock.zone());
    let before = row.clone();
    let mut rules = row.rules();
    let mut events: Vec<(&'static str, Option<Told>)> = Vec::new();
    if let Some(event) = follow_workshop(conn, &row, &mut rules, now)? {
        events.push(event);
    }
    let drafted = match row.state {
        HelpState::Open => drafting::published_draft(conn, id)?,
        _ => None,
    };
    if let Some((workshop, lead)) = drafted
        && rules.take(HelpStep::Claim { by: lead }, now).is_ok()
        && rules.take(HelpStep::Schedule { by: lead, session_id: workshop }, now).is_ok()
    {
        row.workshop_id = Some(workshop);
        workshops::invite_person(conn, workshop, row.person_id, row.author_id, now)?;
        events.push(("schedule", Some(Told::Scheduled)));
    }
    if rules.falls_back_at(zone).is_some_and(|due| due <= now) {
        events.push(("fall_back", Some(Told::GivenBack)));
    }
    rules.settle(zone, now);
    if rules.state == HelpState::Expired {
        events.push(("expire", Some(Told::Expired)));
    }
    if rules != before.rules() {
        row.obey(&rules, now);
        queries::update(conn, &row)?;
        for (event, told) in &events {
            queries::note(conn, &ctx.clock, id, (event, None), None)?;
            if let Some(told) = told {
                tell_asker(conn, ctx, &row, *told)?;
            }
        }
    }
    let has_told = circles::escalate(conn, ctx, &row)?;
    Ok(has_told || row.version != before.version)
}

fn follow_workshop(
    conn: &mut Conn,
    row: &HelpRow,
    rules: &mut HelpRequest,
    now: Moment,
) -> Result<Option<(&'static str, Option<Told>)>, Problem> {
    let Some(workshop) = row.workshop_id.filter(|_| row.state == HelpState::Scheduled) else {
        return Ok(None);
    };
    let states = queries::workshop_states(conn, vec![workshop])?;
    let taken = match (states.get(&workshop).map(String::as_str), row.claimed_by) {
        (Some("held"), Some(by)) if queries::was_there(conn, workshop, row.person_id)? => {
            (HelpStep::Answer { by }, ("answer", Some(Told::Answered)))
        }
        // It answered nothing to who did not come.
        (Some("held"), _) => {
            (HelpStep::Unschedule { session_id: workshop }, ("unschedule", Some(Told::Missed)))
        }
        (Some("cancelled" | "postponed" | "did_not_happen"), _) => {
            (HelpStep::Unschedule { session_id: workshop }, ("unschedule", Some(Told::GivenBack)))
        }
        _ => return Ok(None),
    };
    Ok(rules.take(taken.0, now).is_ok().then_some(taken.1))
}

/// The requests that are due.
pub fn due(conn: &mut Conn, ctx: &Context) -> Result<Vec<Id>, Problem> {
    let rows = queries::running(conn)?;
    let reached = [
        queries::reached(conn, "nearest")?,
        queries::reached(conn, "district")?,
        queries::reached(conn, "coordinators")?,
    ];
    let workshops = rows.iter().filter_map(|row| row.workshop_id).collect();
    let states = queries::workshop_states(conn, workshops)?;
    let drafted = drafting::drafted(conn)?;
    let (now, zone) = (ctx.clock.now(), ctx.clock.zone());
    let is_due = |row: &&HelpRow| {
        let mut rules = row.rules();
        let turns = match circle(ctx, &rules) {
            None => 0,
            Some(Circle::Nearest) => 1,
            Some(Circle::District) => 2,
            Some(Circle::Coordinators) => 3,
        };
        let is_untold = reached.iter().take(turns).any(|done| !done.contains(&row.id));
        let is_over = row.workshop_id.and_then(|id| states.get(&id)).is_some_and(|state| {
            row.state == HelpState::Scheduled && !matches!(state.as_str(), "draft" | "published")
        });
        let is_planned = row.state == HelpState::Open
            && drafted.get(&row.id).is_some_and(|(_, is_published)| *is_published);
        is_untold || is_over || is_planned || rules.settle(zone, now)
    };
    Ok(rows.iter().filter(is_due).map(|row| row.id).collect())
}
