//! Counting what somebody taught. Pure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::competences::levels::Level;
use crate::platform::database::Id;

/// How many sessions a facilitation badge needs.
pub const SESSIONS_MIN: i32 = 5;
/// How many hours a facilitation badge needs.
pub const HOURS_MIN: i32 = 10;

/// One's part in a session that was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    LedWorkshop,
    LedIndividual,
    CoLed,
}

/// A held session that somebody led or co-led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Id,
    pub day: NaiveDate,
    pub minutes: i32,
    pub participations: i32,
    pub part: Part,
}

/// What a session was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectOf {
    pub session_id: Id,
    pub competence_id: Id,
    /// The level it aimed at.
    pub level: Option<Level>,
}

/// A competence that somebody taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub competence_id: Id,
    pub sessions: i32,
    /// The highest level that a session aimed at.
    pub level: Option<Level>,
}

/// What somebody taught, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    pub workshops_led: i32,
    pub workshops_co_led: i32,
    pub individual_led: i32,
    /// Whole hours.
    pub hours: i32,
    /// The days of the first and the last session; none without one.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// Most sessions first.
    pub subjects: Vec<Subject>,
}

impl Taught {
    /// Counts sessions; each counts once, however often it is named.
    pub fn of(held: &[Held], subjects: &[SubjectOf]) -> Self {
        let mut known = BTreeSet::new();
        let held: Vec<&Held> = held.iter().filter(|one| known.insert(one.id)).collect();
        let count = |part| {
            let found = held.iter().filter(|one| one.part == part).count();
            i32::try_from(found).unwrap_or(i32::MAX)
        };
        let minutes: i64 = held.iter().map(|one| i64::from(one.minutes)).sum();
        let days = || held.iter().map(|one| one.day);
        Self {
            workshops_led: count(Part::LedWorkshop),
            workshops_co_led: count(Part::CoLed),
            individual_led: count(Part::LedIndividual),
            hours: i32::try_from(minutes / 60).unwrap_or(i32::MAX),
            span: days().min().zip(days().max()),
            subjects: by_competence(subjects.iter().filter(|one| known.contains(&one.session_id))),
        }
    }

    /// All sessions.
    pub fn sessions(&self) -> i32 {
        self.workshops_led + self.workshops_co_led + self.individual_led
    }

    /// Whether it is enough for a badge.
    pub fn is_enough(&self) -> bool {
        self.sessions() >= SESSIONS_MIN && self.hours >= HOURS_MIN
    }

    /// Whether everything that `said` says is still true: as much of each, since as long.
    pub fn bears(&self, said: &Self) -> bool {
        let since = |taught: &Self| taught.span.map(|(first, _)| first);
        let still = |subject: &Subject| {
            self.subjects.iter().any(|own| {
                own.competence_id == subject.competence_id
                    && own.sessions >= subject.sessions
                    && own.level >= subject.level
            })
        };
        self.workshops_led >= said.workshops_led
            && self.workshops_co_led >= said.workshops_co_led
            && self.individual_led >= said.individual_led
            && self.hours >= said.hours
            && since(said).is_none_or(|day| since(self).is_some_and(|own| own <= day))
            && said.subjects.iter().all(still)
    }
}

fn by_competence<'a>(subjects: impl Iterator<Item = &'a SubjectOf>) -> Vec<Subject> {
    let mut found: BTreeMap<Id, (BTreeSet<Id>, Option<Level>)> = BTreeMap::new();
    for one in subjects {
        let (sessions, level) = found.entry(one.competence_id).or_default();
        sessions.insert(one.session_id);
        *level = (*level).max(one.level);
    }
    let mut all: Vec<Subject> = found
        .into_iter()
        .map(|(competence_id, (sessions, level))| Subject {
            competence_id,
            sessions: i32::try_from(sessions.len()).unwrap_or(i32::MAX),
            level,
        })
        .collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.sessions), one.competence_id));
    all
}
