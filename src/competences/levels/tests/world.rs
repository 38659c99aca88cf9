//! A few people, and short ways to give them evidence.

use chrono::{Duration, NaiveDate};
use uuid::Uuid;

use crate::competences::levels::*;
use crate::platform::database::{Id, Moment};

pub fn id(number: u32) -> Id {
    Id::from(Uuid::from_u128(u128::from(number)))
}

pub const LEARNER: u32 = 1;
pub const FACILITATOR: u32 = 2;
pub const COLLEAGUE: u32 = 3;
pub const COORDINATOR: u32 = 4;
/// The competence that tests are about, and another one.
pub const FILES: u32 = 12;
pub const MAIL: u32 = 21;

pub fn level(value: u8) -> Level {
    Level::new(value).unwrap()
}

/// The day on which all tests ask.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}

pub fn days_ago(days: i64) -> NaiveDate {
    today() - Duration::days(days)
}

pub fn months_ago(months: u32) -> NaiveDate {
    today() - chrono::Months::new(months)
}

pub fn at_noon(day: NaiveDate) -> Moment {
    let noon = day.and_hms_opt(12, 0, 0).unwrap().and_utc();
    Moment::from_millis(noon.timestamp_millis())
}

/// A ledger in the making.
#[derive(Default)]
pub struct World {
    pub evidence: Vec<Evidence>,
    pub acts: Vec<Act>,
    pub sessions: Vec<SharedSession>,
    pub grants: Vec<TeachingGrant>,
}

impl World {
    /// Evidence on `FILES`; its number.
    pub fn proof(
        &mut self,
        person: u32,
        kind: EvidenceKind,
        value: u8,
        on: NaiveDate,
        issuer: Option<u32>,
    ) -> u32 {
        let number = 1_000 + self.evidence.len() as u32;
        let seen = Observation {
            person_id: id(person),
            competence_id: id(FILES),
            kind,
            level: level(value),
            observed_on: on,
            stated_expiry: None,
            issuer_id: issuer.map(id),
        };
        let reachable = Reachable::always(level(7));
        let new = Evidence::record(seen, id(number), at_noon(on), today(), &reachable).unwrap();
        self.evidence.push(new);
        number
    }

    pub fn placed(&mut self, person: u32, value: u8, on: NaiveDate) -> u32 {
        self.proof(person, EvidenceKind::SelfPlaced, value, on, Some(person))
    }

    pub fn attested(&mut self, person: u32, value: u8, on: NaiveDate, by: u32) -> u32 {
        self.proof(person, EvidenceKind::Peer, value, on, Some(by))
    }

    pub fn profile(&mut self, person: u32, value: u8, on: NaiveDate) -> u32 {
        self.proof(person, EvidenceKind::PixProfile, value, on, None)
    }

    pub fn certificate(&mut self, person: u32, value: u8, on: NaiveDate) -> u32 {
        self.proof(person, EvidenceKind::PixCertified, value, on, None)
    }

    pub fn act(&self, evidence: u32, kind: ActKind, on: NaiveDate) -> Act {
        Act {
            evidence_id: id(evidence),
            kind,
            author_id: id(COORDINATOR),
            reason: "motif".to_owned(),
            at: at_noon(on),
        }
    }

    pub fn done(&mut self, evidence: u32, kind: ActKind, on: NaiveDate) {
        let act = self.act(evidence, kind, on);
        assert_eq!(self.ledger().check_act(&act), Ok(()));
        self.acts.push(act);
    }

    pub fn session(&mut self, date: NaiveDate) {
        let number = 5_000 + self.sessions.len() as u32;
        self.sessions.push(SharedSession { id: id(number), date });
    }

    pub fn grant(&mut self, up_to: u8, from: NaiveDate, expires_on: NaiveDate) {
        self.grants.push(TeachingGrant {
            id: id(6_000 + self.grants.len() as u32),
            person_id: id(FACILITATOR),
            competence_id: id(FILES),
            up_to: level(up_to),
            granted_by: id(COORDINATOR),
            reason: "lancement du réseau".to_owned(),
            granted_on: from,
            expires_on,
        });
    }

    pub fn ledger(&self) -> Ledger {
        Ledger::new(self.evidence.clone(), self.acts.clone())
    }

    /// V, D and W of somebody today.
    pub fn vdw(&self, person: u32) -> [Option<u8>; 3] {
        let standing = self.ledger().standing(id(person), id(FILES), today());
        [standing.v(), standing.d(), standing.w()].map(|level| level.map(Level::get))
    }

    /// The facilitator attests the learner today.
    pub fn attest(&self, value: u8, cosigner: Option<u32>) -> Result<Permission, Vec<Refusal>> {
        self.judge(&Attestation {
            attester_id: id(FACILITATOR),
            learner_id: id(LEARNER),
            competence_id: id(FILES),
            level: level(value),
            on: today(),
            cosigner_id: cosigner.map(id),
        })
    }

    pub fn judge(&self, asked: &Attestation) -> Result<Permission, Vec<Refusal>> {
        let (ledger, reachable) = (self.ledger(), Reachable::always(level(7)));
        let known = Known {
            ledger: &ledger,
            grants: &self.grants,
            sessions: &self.sessions,
            reachable: &reachable,
            today: today(),
        };
        attest(asked, &known)
    }

    /// The rules that an attestation breaks; none when it is permitted.
    pub fn broken(&self, value: u8, cosigner: Option<u32>) -> Vec<&'static str> {
        let refusals = self.attest(value, cosigner).err().unwrap_or_default();
        refusals.iter().map(Refusal::code).collect()
    }
}
