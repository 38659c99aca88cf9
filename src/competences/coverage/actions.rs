//! Counting coverage, reading a member's levels, gathering what needs a second look.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::model::{CoverageLine, CoverageView, MemberLevels, ReviewItem, ReviewKind, ReviewList};
use super::queries;
use crate::competences::framework;
use crate::competences::ledger::{self, ActRow, EvidenceRow, Whose};
use crate::competences::levels::{
    Act, ActKind, Evidence, EvidenceKind, Ledger, Level, Review, State, TeachingGrant, to_review,
    unpack, verified_on,
};
use crate::competences::rights;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::platform::kept::Kept;
use crate::policy::Actor;

/// How many members of a team can teach each level of each competence.
pub fn coverage(
    conn: &mut Conn,
    by: &Actor,
    team_id: Id,
    level: Level,
    today: NaiveDate,
) -> Result<CoverageView, Problem> {
    let members = queries::members(conn, by, team_id, today)?;
    let people: Vec<Id> = members.iter().map(|(_, person, _)| *person).collect();
    let catalogue = framework::catalogue(conn)?;
    let grants = ledger::grants_of(conn, &people)?;
    let mut verified: HashMap<(Id, u16), Level> = HashMap::new();
    for (person, packed) in ledger::packed_of(conn, &people)? {
        let proofs = unpack(&packed);
        for proof in &proofs {
            let own = proofs.iter().filter(|other| other.competence == proof.competence);
            if let Some(v) = verified_on(own, today) {
                verified.insert((person, proof.competence), v);
            }
        }
    }
    let granted = |person: Id, competence: Id| {
        let own = grants.iter().filter(|grant| grant.is_for(person, competence, today));
        own.map(|grant: &TeachingGrant| grant.up_to).max()
    };
    let mut items: Vec<CoverageLine> = Vec::new();
    for competence in catalogue.all().iter().filter(|own| !own.is_retired) {
        let mut line = CoverageLine::new(competence.id);
        let number = u16::try_from(competence.number).unwrap_or_default();
        for person in &people {
            let v = verified.get(&(*person, number)).copied();
            line.count(v, granted(*person, competence.id));
        }
        items.push(line);
    }
    // The order of the framework settles a tie.
    items.sort_by_key(|line| line.at(level));
    Ok(CoverageView { members: people.len(), level, items })
}

/// The levels of a present member of one's team; and whose they are.
///
/// # Errors
/// 404 for anybody else.
pub fn member_levels(
    conn: &mut Conn,
    kept: &Kept,
    by: &Actor,
    (team_id, facilitator_id): (Id, Id),
    today: NaiveDate,
) -> Result<(MemberLevels, Id), Problem> {
    let members = queries::members(conn, by, team_id, today)?;
    let found = members.into_iter().find(|(id, ..)| *id == facilitator_id);
    let (_, person_id, name) = found.ok_or_else(Problem::not_found)?;
    let whose = Whose { person_id, facilitates: true };
    let own = ledger::own_levels(conn, kept, whose, today)?;
    let view = MemberLevels { facilitator_id, name, levels: own.levels, grants: own.grants };
    Ok((view, person_id))
}

/// What a coordinator, or an administrator, should look at again.
pub fn reviews(conn: &mut Conn, clock: &Clock, by: &Actor) -> Result<ReviewList, Problem> {
    let today = clock.today();
    let team = rights::team_people(conn, by, today)?;
    let team: Vec<Id> = team.into_iter().filter(|person| *person != by.person_id).collect();
    let said = ledger::attested_by(conn, &team)?;
    let disputed = queries::disputed(conn, by, &team)?;
    let mut rows: BTreeMap<Id, EvidenceRow> = BTreeMap::new();
    rows.extend(said.iter().chain(&disputed).map(|row| (row.id, row.clone())));
    let ids: Vec<Id> = rows.keys().copied().collect();
    let acts = ledger::acts_on(conn, &ids)?;
    let flagged = flagged(conn, &team, &said, &acts, today)?;
    let all: Vec<EvidenceRow> = rows.values().cloned().collect();
    // A superseded attestation counts for nothing any more: looking at it again helps nobody.
    let ledger = ledger_of(&all, &acts);
    let is_disputed = |id: Id| {
        ledger.find(id).is_some_and(|entry| entry.is_disputed && entry.revoked_at.is_none())
    };
    let shown: Vec<EvidenceRow> = all
        .into_iter()
        .filter(|row| flagged.contains_key(&row.id) || is_disputed(row.id))
        .collect();
    let days = shown.iter().filter_map(|row| row.session_id).collect();
    let days = queries::session_days(conn, days)?;
    let session_of: HashMap<Id, Option<Id>> =
        shown.iter().map(|row| (row.id, row.session_id)).collect();
    let mut allowed = HashMap::new();
    for row in &shown {
        let mut may = rights::acts(conn, by, row, today)?;
        may.retain(|kind| *kind != ActKind::Clear || is_disputed(row.id));
        may.retain(|kind| *kind != ActKind::Confirm || flagged.contains_key(&row.id));
        allowed.insert(row.id, may);
    }
    let views = ledger::evidence_views(conn, &shown, &acts, today, |row, _| {
        allowed.get(&row.id).cloned().unwrap_or_default()
    })?;
    let items = views.into_iter().map(|mut evidence| {
        // Who disputes is whom it is about: not named here.
        for act in evidence.acts.iter_mut().filter(|act| act.kind == ActKind::Dispute) {
            act.author_name.clear();
        }
        let review = flagged.get(&evidence.id);
        let session = session_of.get(&evidence.id).copied().flatten();
        ReviewItem {
            kind: match evidence.state {
                State::Disputed => ReviewKind::Disputed,
                _ => ReviewKind::ProofLost,
            },
            is_covered: review.map(|review| review.is_covered),
            session_on: session.and_then(|id| days.get(&id).copied()),
            evidence,
        }
    });
    Ok(ReviewList { items: items.collect() })
}

fn ledger_of(rows: &[EvidenceRow], acts: &[ActRow]) -> Ledger {
    let evidence: Vec<Evidence> = rows.iter().map(EvidenceRow::evidence).collect();
    Ledger::new(evidence, acts.iter().cloned().map(Act::from).collect())
}

/// The attestations of members whose own proof is gone.
fn flagged(
    conn: &mut Conn,
    team: &[Id],
    said: &[EvidenceRow],
    acts: &[ActRow],
    today: NaiveDate,
) -> Result<HashMap<Id, Review>, Problem> {
    let attesters: Vec<Id> = {
        let mut ids: Vec<Id> = said.iter().filter_map(|row| row.issuer_id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter(|id| team.contains(id)).collect()
    };
    let own = ledger::ledger_of(conn, &attesters)?;
    let grants = ledger::grants_of(conn, &attesters)?;
    let peer: Vec<EvidenceRow> =
        said.iter().filter(|row| row.kind == EvidenceKind::Peer).cloned().collect();
    let said = ledger_of(&peer, acts);
    let mut flagged = HashMap::new();
    for attester in attesters {
        for review in to_review(attester, &own, &said, &grants, today) {
            flagged.insert(review.evidence_id, review);
        }
    }
    Ok(flagged)
}
