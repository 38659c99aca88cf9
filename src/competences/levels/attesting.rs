//! Who may attest what of whom (domain.md, "Levels", rules 2 to 5).
//!
//! The rules are judged on the day of the attestation, with what is known now: a co-signature that
//! comes later asks the same question again, and a proof revoked meanwhile no longer helps.
//!
//! One step a session: domain.md lets a facilitator attest one step above W, and attesting raises
//! W. So that levels 1, 2 and 3 are not said one after the other at one table, the step is taken
//! from W without what this facilitator said since the latest shared session.

use chrono::{Duration, NaiveDate};

use super::evidence::{Evidence, EvidenceKind, Observation};
use super::grants::TeachingGrant;
use super::ledger::Ledger;
use super::level::{Level, Reachable};
use super::refusal::Refusal;
use super::standing::Proof;
use crate::platform::database::Id;

/// A held session in common lies at most that many days back.
pub const SHARED_SESSION_DAYS: i64 = 60;
/// Two people who attest each other on one competence let more days pass than that.
pub const MUTUAL_DAYS: i64 = 90;

/// What a facilitator wants to say of a learner. All ids of people are person ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation {
    pub attester_id: Id,
    pub learner_id: Id,
    pub competence_id: Id,
    pub level: Level,
    /// The day it is said: what it proves was observed that day.
    pub on: NaiveDate,
    /// The coordinator who signs too; that they are one is the policy's to say.
    pub cosigner_id: Option<Id>,
}

impl Attestation {
    /// What it is as evidence, once permitted.
    pub fn observation(&self) -> Observation {
        Observation {
            person_id: self.learner_id,
            competence_id: self.competence_id,
            kind: EvidenceKind::Peer,
            level: self.level,
            observed_on: self.on,
            stated_expiry: None,
            issuer_id: Some(self.attester_id),
        }
    }
}

/// A held session in which the facilitator led or co-led and the learner took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedSession {
    pub id: Id,
    pub date: NaiveDate,
}

/// What is known of the two people.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The evidence on both people, on this competence at least.
    pub ledger: &'a Ledger,
    /// The attester's; others do no harm.
    pub grants: &'a [TeachingGrant],
    /// The sessions of these two; of any days.
    pub sessions: &'a [SharedSession],
    pub reachable: &'a Reachable,
    pub today: NaiveDate,
}

/// What lets a facilitator attest that level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Their own verified level.
    Own(Proof),
    /// A coordinator's grant.
    Grant(Id),
}

/// An attestation that may be recorded, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    pub ground: Ground,
    /// The latest shared session.
    pub session: SharedSession,
    /// W of the learner before it.
    pub from: Option<Level>,
    pub cosigner_id: Option<Id>,
}

/// Says whether an attestation may be recorded.
///
/// # Errors
/// Every rule it breaks, never none, the one that is hardest to mend first.
pub fn attest(asked: &Attestation, known: &Known) -> Result<Permission, Vec<Refusal>> {
    let mut refusals = Vec::new();
    check_people(asked, &mut refusals);
    check_level(asked, known, &mut refusals);
    let session = shared_session(asked, known);
    if session.is_none() {
        refusals.push(no_session(asked, known));
    }
    let ground = ground(asked, known);
    if ground.is_none() {
        refusals.push(above_own(asked, known));
    }
    refusals.extend(mutual(asked, known));
    let w = before(asked, known, session);
    let most = w.unwrap_or(Level::ZERO).next();
    if asked.level > most && asked.cosigner_id.is_none() {
        refusals.push(Refusal::MoreThanOneStep { from: w, most: Some(most) });
    }
    match (ground, session) {
        (Some(ground), Some(session)) if refusals.is_empty() => {
            Ok(Permission { ground, session, from: w, cosigner_id: asked.cosigner_id })
        }
        _ => Err(refusals),
    }
}

fn check_people(asked: &Attestation, refusals: &mut Vec<Refusal>) {
    if asked.attester_id == asked.learner_id {
        refusals.push(Refusal::Oneself);
    }
    let others = [asked.attester_id, asked.learner_id];
    if asked.cosigner_id.is_some_and(|id| others.contains(&id)) {
        refusals.push(Refusal::CosignedByOneself);
    }
}

fn check_level(asked: &Attestation, known: &Known, refusals: &mut Vec<Refusal>) {
    let max = known.reachable.on(asked.on);
    if asked.on > known.today {
        refusals.push(Refusal::InTheFuture);
    }
    if asked.level > max {
        refusals.push(Refusal::AboveReachable { max });
    }
    if !asked.level.proves() {
        refusals.push(Refusal::ProvesNothing);
    }
}

/// W of the learner as it was before what the attester said since the shared session: one session
/// carries one step, however often it is attested.
fn before(asked: &Attestation, known: &Known, session: Option<SharedSession>) -> Option<Level> {
    let since = session.map_or(asked.on, |session| session.date);
    let said_since = |evidence: &Evidence| {
        evidence.kind == EvidenceKind::Peer
            && evidence.issuer_id == Some(asked.attester_id)
            && evidence.observed_on >= since
    };
    known.ledger.standing_without(asked.learner_id, asked.competence_id, asked.on, said_since).w()
}

/// The latest session of the last 60 days.
fn shared_session(asked: &Attestation, known: &Known) -> Option<SharedSession> {
    let recent = known.sessions.iter().filter(|session| {
        (0..=SHARED_SESSION_DAYS).contains(&(asked.on - session.date).num_days())
    });
    recent.max_by_key(|session| (session.date, session.id)).copied()
}

fn no_session(asked: &Attestation, known: &Known) -> Refusal {
    let before = known.sessions.iter().map(|session| session.date).filter(|date| *date <= asked.on);
    Refusal::NoSharedSession { last: before.max() }
}

fn ground(asked: &Attestation, known: &Known) -> Option<Ground> {
    let own = known.ledger.standing(asked.attester_id, asked.competence_id, asked.on).verified;
    let own = own.filter(|proof| proof.level >= asked.level).map(Ground::Own);
    own.or_else(|| {
        let covers = |grant: &&TeachingGrant| {
            grant.is_for(asked.attester_id, asked.competence_id, asked.on)
                && grant.up_to >= asked.level
        };
        let longest = known.grants.iter().filter(covers).max_by_key(|g| (g.expires_on, g.id));
        longest.map(|grant| Ground::Grant(grant.id))
    })
}

fn above_own(asked: &Attestation, known: &Known) -> Refusal {
    let (attester, competence) = (asked.attester_id, asked.competence_id);
    let grants = known.grants.iter().filter(|g| g.is_for(attester, competence, asked.on));
    Refusal::AboveOwn {
        own: known.ledger.standing(attester, competence, asked.on).v(),
        granted: grants.map(|grant| grant.up_to).max(),
    }
}

/// What the learner attested of the attester within 90 days, before or after; only what was
/// revoked is forgotten.
fn mutual(asked: &Attestation, known: &Known) -> Option<Refusal> {
    let returned = known.ledger.entries().iter().filter(|entry| {
        let evidence = &entry.evidence;
        evidence.kind == EvidenceKind::Peer
            && evidence.person_id == asked.attester_id
            && evidence.issuer_id == Some(asked.learner_id)
            && evidence.competence_id == asked.competence_id
            && entry.revoked_at.is_none()
            && (asked.on - evidence.observed_on).num_days().abs() <= MUTUAL_DAYS
    });
    let since = returned.map(|entry| entry.evidence.observed_on).max()?;
    let possible_on = since + Duration::days(MUTUAL_DAYS + 1);
    Some(Refusal::Mutual { since, possible_on })
}
