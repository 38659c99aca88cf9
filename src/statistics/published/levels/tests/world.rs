//! A made-up world: people with evidence, several records of some, and who came.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use uuid::Uuid;

use crate::competences::levels::{Act, ActKind, Evidence, EvidenceKind, Ledger, Level};
use crate::platform::database::{Id, Moment};
use crate::statistics::published::period::Period;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Random numbers, the same at every run of one seed.
pub struct Dice(TestRng);

impl Dice {
    pub fn new(seed: u8) -> Self {
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
    }

    /// 0 to `sides` − 1.
    pub fn roll(&mut self, sides: u32) -> u32 {
        self.0.random_range(0..sides)
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.roll(100) < percent
    }

    pub fn level(&mut self) -> Level {
        Level::new(1 + self.roll(8)).unwrap()
    }
}

/// The id of something of a kind.
pub fn id(kind: u32, number: u32) -> Id {
    Uuid::from_u128(u128::from(kind) << 64 | u128::from(number)).into()
}

pub const PERSON: u32 = 1;
pub const LEARNER: u32 = 2;
pub const COMPETENCE: u32 = 3;
const EVIDENCE: u32 = 4;

/// Competences have the numbers 1 to this.
pub const COMPETENCES: u16 = 4;

pub struct World {
    /// The person of each learner, by the learner's number in the index.
    pub learners: Vec<Id>,
    /// Learners without a number: they never came.
    pub absent: Vec<(Id, Id)>,
    pub evidence: Vec<Evidence>,
    pub acts: Vec<Act>,
    /// Learners who came in the period.
    pub came: BTreeSet<u32>,
    pub period: Period,
}

impl World {
    /// So many people; every fifth is followed twice.
    pub fn new(dice: &mut Dice, people: u32) -> Self {
        let mut learners = Vec::new();
        let mut absent = Vec::new();
        for person in 0..people {
            let person = id(PERSON, person);
            learners.push(person);
            if dice.chance(20) {
                learners.push(person);
            }
            if dice.chance(10) {
                absent.push((id(LEARNER, 1_000_000 + absent.len() as u32), person));
            }
        }
        let count = learners.len() as u32;
        let came = (0..count).filter(|_| dice.chance(70)).collect();
        let from = 1 + dice.roll(9);
        let last = from + dice.roll(12 - from);
        let to = day(&format!("2026-{:02}-01", last + 1)) - Days::new(1);
        let period = Period { from: day(&format!("2026-{from:02}-01")), to };
        let mut world =
            Self { learners, absent, evidence: Vec::new(), acts: Vec::new(), came, period };
        for _ in 0..people * 12 {
            world.prove(dice, people);
        }
        world
    }

    fn prove(&mut self, dice: &mut Dice, people: u32) {
        let kind = EvidenceKind::ALL[dice.roll(4) as usize];
        let observed_on = day("2023-10-01") + Days::new(u64::from(dice.roll(1_200)));
        let stated = dice.chance(30).then(|| observed_on + Days::new(100));
        let own = self.evidence.len() as u32;
        let evidence = Evidence {
            id: id(EVIDENCE, own),
            person_id: id(PERSON, dice.roll(people)),
            competence_id: id(COMPETENCE, 1 + dice.roll(u32::from(COMPETENCES))),
            kind,
            level: dice.level(),
            observed_on,
            recorded_at: Moment::from_millis(i64::from(own)),
            expires_on: kind.expires_on(observed_on, stated),
            issuer_id: (kind == EvidenceKind::Peer).then(|| id(PERSON, 900 + dice.roll(2))),
        };
        self.evidence.push(evidence);
        let act = match dice.roll(12) {
            0 => ActKind::Revoke,
            1 => ActKind::Dispute,
            _ => return,
        };
        self.acts.push(Act {
            evidence_id: id(EVIDENCE, own),
            kind: act,
            author_id: id(PERSON, 950),
            reason: "Essai".to_owned(),
            at: Moment::from_millis(1_000_000 + i64::from(own)),
        });
    }

    /// The number of a competence.
    pub fn number(competence: Id) -> Option<u16> {
        (1..=COMPETENCES).find(|number| id(COMPETENCE, u32::from(*number)) == competence)
    }

    /// The ledgers of people.
    pub fn ledgers(&self) -> BTreeMap<Id, Ledger> {
        let mut of: BTreeMap<Id, Vec<Evidence>> = BTreeMap::new();
        for evidence in &self.evidence {
            of.entry(evidence.person_id).or_default().push(evidence.clone());
        }
        of.into_iter().map(|(id, own)| (id, Ledger::new(own, self.acts.clone()))).collect()
    }

    /// The people who came, each once.
    pub fn population(&self) -> BTreeSet<Id> {
        self.came.iter().map(|learner| self.learners[*learner as usize]).collect()
    }
}
