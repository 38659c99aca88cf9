//! Rosters for tests, and short ways to command them.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Europe::Paris;

use crate::network::enrolment::*;
use crate::network::notices::Recipient;
use crate::network::tests::{id, number, paris, span};
use crate::platform::database::Moment;

pub const SESSION: u32 = 100;
pub const FACILITATOR: u32 = 50;

/// A workshop on Friday 20 November 2026, 14:00 to 16:00.
pub fn roster(seats: u32) -> Roster {
    Roster {
        session_id: id(SESSION),
        span: span("2026-11-20 14:00", "2026-11-20 16:00"),
        is_open: true,
        seats,
        approval: Approval::None,
        terms: Terms::of(Paris),
        facilitator_ids: BTreeSet::from([id(FACILITATOR)]),
        busy: BTreeMap::new(),
        enrolments: Vec::new(),
        applied: BTreeMap::new(),
    }
}

pub fn enrol(enrolment: u32, person: u32) -> Command {
    Command::Enrol {
        enrolment_id: id(enrolment),
        person_id: id(person),
        role: Role::Learner,
        source: Source::Account,
        priority: 0,
        waits: true,
    }
}

/// A roster that counts its commands.
pub struct World {
    pub roster: Roster,
    pub commands: u32,
    pub now: Moment,
}

impl World {
    /// A week before.
    pub fn new(seats: u32) -> Self {
        Self { roster: roster(seats), commands: 0, now: paris("2026-11-13 10:00") }
    }

    pub fn at(&mut self, text: &str) -> &mut Self {
        self.now = paris(&format!("2026-11-{text}"));
        self
    }

    /// What people are told, as `person kind` (`lead kind`).
    pub fn run(&mut self, command: &Command) -> Result<Vec<String>, &'static str> {
        self.commands += 1;
        let outcome = self.roster.apply(id(9_000 + self.commands), command, self.now);
        outcome.map(|outcome| told(&outcome)).map_err(|refusal| refusal.reason().code)
    }

    /// People enrol in that order, each as enrolment 1000 + person.
    pub fn enrolled(seats: u32, people: &[u32]) -> Self {
        let mut world = Self::new(seats);
        for person in people {
            world.now = world.now.plus_seconds(60);
            world.run(&enrol(1_000 + person, *person)).unwrap();
        }
        world
    }

    pub fn withdraw(&mut self, person: u32) -> Result<Vec<String>, &'static str> {
        self.run(&Command::Withdraw { enrolment_id: id(1_000 + person) })
    }

    pub fn accept(&mut self, person: u32) -> Result<Vec<String>, &'static str> {
        self.run(&Command::Accept { enrolment_id: id(1_000 + person) })
    }

    pub fn mark(&mut self, person: u32, seen: Attendance) -> Result<Vec<String>, &'static str> {
        self.run(&Command::Mark { enrolment_id: id(1_000 + person), attendance: seen })
    }

    pub fn busy(&mut self, person: u32) {
        self.roster.busy.insert(id(person), BTreeSet::from([id(200)]));
    }

    pub fn of(&self, person: u32) -> &Enrolment {
        self.roster.find(id(1_000 + person)).unwrap()
    }

    pub fn state(&self, person: u32) -> &'static str {
        self.of(person).state.code()
    }

    /// The people who wait, in order.
    pub fn queue(&self) -> Vec<u32> {
        self.roster.queue().iter().map(|enrolment| number(enrolment.person_id)).collect()
    }
}

pub fn told(outcome: &Outcome) -> Vec<String> {
    let told = outcome.notices.iter().map(|notice| {
        let to = match notice.to {
            Recipient::Person(id) => number(id).to_string(),
            Recipient::Lead => "lead".to_owned(),
            Recipient::Approver => "approver".to_owned(),
        };
        format!("{to} {}", notice.kind.code())
    });
    told.collect()
}
