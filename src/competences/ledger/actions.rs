//! Deeds on the ledger: acts on evidence, two records of one person, and the readings of one's own.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::model::{ActInput, ActRow, EvidenceRow};
use super::queries;
use super::told::{Told, told_of};
use super::views::{
    Around, CompetenceLevel, EvidenceList, EvidenceView, GrantView, LevelHistory, LevelStep,
    NextStep, OwnHistory, OwnLevels, proof_view,
};
use crate::audit::{self, Deed};
use crate::competences::framework::{self, Catalogue};
use crate::competences::levels::{Act, ActKind, Entry, EvidenceKind, Ledger, Level, Standing};
use crate::competences::rights;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::faults::Reason;
use crate::platform::http::{Problem, Said};
use crate::platform::kept::Kept;
use crate::policy::Actor;

/// A rule that was broken, said of a field.
pub fn refused(pointer: &str, reason: Reason) -> Problem {
    let Reason { code, fr, en } = reason;
    Problem::invalid(pointer, code, Said::new(fr, en))
}

/// Whose levels are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Whose {
    pub person_id: Id,
    /// Whether they facilitate, or did.
    pub facilitates: bool,
}

/// Where a person stands on every competence.
pub fn own_levels(
    conn: &mut Conn,
    kept: &Kept,
    Whose { person_id, facilitates }: Whose,
    today: NaiveDate,
) -> Result<OwnLevels, Problem> {
    let Told { ledger, names, mark } = told_of(conn, person_id)?;
    let catalogue = framework::kept_catalogue(conn, kept, mark)?;
    // Facilitators alone are given grants.
    let (grants, givers) = match facilitates {
        true => queries::named_grants_of(conn, person_id)?,
        false => Default::default(),
    };
    let standings = ledger.standings(today);
    let levels = catalogue.all().iter().filter_map(|competence| {
        let standing = standings.get(&(person_id, competence.id)).copied().unwrap_or_default();
        let shown = !competence.is_retired || standing.working().is_some();
        let max = catalogue.reachable(competence).on(today);
        shown.then(|| competence_level(competence.id, standing, max, &names, today))
    });
    Ok(OwnLevels {
        today,
        levels: levels.collect(),
        grants: grants.iter().map(|row| GrantView::new(row, &givers, today)).collect(),
    })
}

pub fn competence_level(
    competence_id: Id,
    standing: Standing,
    max: Level,
    names: &HashMap<Id, String>,
    today: NaiveDate,
) -> CompetenceLevel {
    CompetenceLevel {
        competence_id,
        verified: standing.verified.map(|proof| proof_view(proof, names)),
        declared: standing.declared.map(|proof| proof_view(proof, names)),
        working_level: standing.w(),
        next_step: NextStep::of(&standing, max, today),
    }
}

/// Everything that was ever said of a person, newest first, with what they may do to it.
pub fn own_evidence(
    conn: &mut Conn,
    person_id: Id,
    today: NaiveDate,
) -> Result<EvidenceList, Problem> {
    let rows = queries::rows_of(conn, &[person_id])?;
    let acts = queries::acts_of(conn, &[person_id])?;
    let allowed = |row: &EvidenceRow, entry: &Entry| match row.kind {
        EvidenceKind::SelfPlaced if entry.revoked_at.is_none() => vec![ActKind::Revoke],
        EvidenceKind::SelfPlaced => Vec::new(),
        _ if entry.is_trusted() => vec![ActKind::Dispute],
        _ => Vec::new(),
    };
    Ok(EvidenceList { items: evidence_views(conn, &rows, &acts, today, allowed)? })
}

/// Evidence with what became of it, newest first.
pub fn evidence_views(
    conn: &mut Conn,
    rows: &[EvidenceRow],
    acts: &[ActRow],
    today: NaiveDate,
    allowed: impl Fn(&EvidenceRow, &Entry) -> Vec<ActKind>,
) -> Result<Vec<EvidenceView>, Problem> {
    let ledger = Ledger::new(
        rows.iter().map(EvidenceRow::evidence).collect(),
        acts.iter().cloned().map(Act::from).collect(),
    );
    let people = rows.iter().flat_map(|row| [row.issuer_id, row.cosigner_id]).flatten();
    let people: HashSet<Id> = people.chain(acts.iter().map(|act| act.author_id)).collect();
    let names = queries::names_of(conn, &people.into_iter().collect::<Vec<_>>())?;
    let by_id: HashMap<Id, &EvidenceRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut views = Vec::new();
    for entry in ledger.entries().iter().rev() {
        let Some(row) = by_id.get(&entry.evidence.id) else { continue };
        let around = Around {
            entry,
            acts: acts.iter().filter(|act| act.evidence_id == row.id).collect(),
            names: &names,
            today,
            allowed: allowed(row, entry),
        };
        views.push(EvidenceView::new(row, around));
    }
    Ok(views)
}

/// How a person's levels moved up to today.
pub fn own_history(
    conn: &mut Conn,
    person_id: Id,
    today: NaiveDate,
) -> Result<OwnHistory, Problem> {
    let catalogue = framework::catalogue(conn)?;
    let ledger = queries::ledger_of(conn, &[person_id])?;
    let mut items = Vec::new();
    for competence in catalogue.all() {
        let steps = steps(&ledger, person_id, competence.id, today);
        if !steps.is_empty() {
            items.push(LevelHistory { competence_id: competence.id, steps });
        }
    }
    Ok(OwnHistory { items })
}

/// The days on which V or D changed, judged by what is known now.
fn steps(ledger: &Ledger, person_id: Id, competence_id: Id, today: NaiveDate) -> Vec<LevelStep> {
    let own = ledger.entries().iter().map(|entry| &entry.evidence);
    let own = own.filter(|evidence| {
        evidence.person_id == person_id && evidence.competence_id == competence_id
    });
    let days = own.flat_map(|evidence| [Some(evidence.observed_on), evidence.expires_on]);
    let days: BTreeSet<NaiveDate> = days.flatten().filter(|day| *day <= today).collect();
    let mut steps: Vec<LevelStep> = Vec::new();
    for from in days {
        let standing = ledger.standing(person_id, competence_id, from);
        let step = LevelStep { from, verified: standing.v(), declared: standing.d() };
        let same =
            |last: &LevelStep| last.verified == step.verified && last.declared == step.declared;
        if !steps.last().is_some_and(same) {
            steps.push(step);
        }
    }
    steps
}

/// Disputes, clears, confirms or revokes a piece of evidence.
///
/// # Errors
/// 404 when it is none of the reader's business; 403 when this deed is not theirs; 422 when the
/// ledger refuses it.
pub fn act(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    evidence_id: Id,
    input: &ActInput,
) -> Result<(), Problem> {
    let row = queries::find(conn, evidence_id)?.ok_or_else(Problem::not_found)?;
    let may = rights::acts(conn, by, &row, clock.today())?;
    if may.is_empty() {
        return Err(Problem::not_found());
    }
    if !may.contains(&input.kind) {
        return Err(Problem::forbidden());
    }
    queries::lock(conn, &[row.person_id])?;
    let ledger = queries::ledger_of(conn, &[row.person_id])?;
    let act = ActRow {
        id: clock.new_id(),
        evidence_id,
        kind: input.kind,
        author_id: by.person_id,
        reason: input.reason.trim().to_owned(),
        at: clock.now(),
    };
    ledger.check_act(&act.clone().into()).map_err(|why| refused("/kind", why.reason()))?;
    queries::insert_act(conn, &act)?;
    let catalogue = framework::catalogue(conn)?;
    queries::stamp(conn, &catalogue, &[row.person_id])?;
    if act.kind == ActKind::Revoke {
        revoke_badges(conn, row.person_id, clock.today(), clock.now())?;
    }
    let deed = match input.kind {
        ActKind::Dispute => "evidence.dispute",
        ActKind::Clear => "evidence.clear",
        ActKind::Revoke => "evidence.revoke",
        ActKind::Confirm => "evidence.confirm",
    };
    let deed = Deed::on(deed, "evidence", evidence_id);
    Ok(audit::record(conn, clock, Some(by.account_id), deed)?)
}

/// Revokes the badges of a person that no longer stand on a verified level.
fn revoke_badges(
    conn: &mut Conn,
    person_id: Id,
    today: NaiveDate,
    now: Moment,
) -> Result<(), Problem> {
    let badges = queries::live_badges(conn, person_id)?;
    if badges.is_empty() {
        return Ok(());
    }
    let ledger = queries::ledger_of(conn, &[person_id])?;
    let stands = |competence: Id, level: Level| {
        ledger.standing(person_id, competence, today).v().is_some_and(|v| v >= level)
    };
    let fallen = badges.iter().filter(|(_, competence, level)| !stands(*competence, *level));
    let fallen: Vec<Id> = fallen.map(|(id, ..)| *id).collect();
    Ok(queries::revoke_badges(conn, &fallen, now)?)
}

/// Two records turned out to be one person: what was said of `from` is said of `to`.
pub fn unite(conn: &mut Conn, from: Id, to: Id) -> Result<(), Problem> {
    if from == to {
        return Ok(());
    }
    let mut both = [from, to];
    both.sort_unstable();
    queries::lock(conn, &both)?;
    queries::move_person(conn, from, to)?;
    queries::move_commitments(conn, from, to)?;
    let catalogue: Catalogue = framework::catalogue(conn)?;
    Ok(queries::stamp(conn, &catalogue, &[to])?)
}
