//! Counting people by level and by progress. Pure.

use crate::competences::levels::{Level, Trend, TrustedProof, trend, verified_on};
use crate::statistics::published::period::Period;

/// Levels, 0 standing for unknown.
pub const LEVELS: usize = Level::TOP.get() as usize + 1;

/// What one person adds to the figures of one competence; nothing known and no trend is no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub competence: u16,
    /// V on the last day.
    pub level: Option<Level>,
    pub trend: Option<Trend>,
}

/// The marks of one person by competence; proofs oldest first.
pub fn marks(mut proofs: Vec<TrustedProof<u16>>, period: Period) -> Vec<Mark> {
    proofs.sort_by_key(|proof| proof.competence);
    let groups = proofs.chunk_by(|one, other| one.competence == other.competence);
    let marks = groups.filter_map(|group| {
        let competence = group.first()?.competence;
        let level = verified_on(group, period.to);
        let trend = trend(group, period.from, period.to);
        (level.is_some() || trend.is_some()).then_some(Mark { competence, level, trend })
    });
    marks.collect()
}

/// How many of the population are where, on one competence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CompetenceCount {
    /// By V, from 0 for unknown to 8.
    pub levels: [i64; LEVELS],
    pub up: i64,
    pub same: i64,
    pub down: i64,
}

impl CompetenceCount {
    /// People with two proofs far enough apart.
    pub fn two_proofs(&self) -> i64 {
        self.up + self.same + self.down
    }
}

/// The population, counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub population: i64,
    /// By number of the competence; nobody is counted as unknown here.
    known: Vec<CompetenceCount>,
}

impl Counted {
    /// Counts `people` by their marks; `population` are they and those without any.
    pub fn new(population: i64, people: impl Iterator<Item = Vec<Mark>>) -> Self {
        let mut known: Vec<CompetenceCount> = Vec::new();
        for mark in people.flatten() {
            let at = usize::from(mark.competence);
            if at >= known.len() {
                known.resize(at + 1, CompetenceCount::default());
            }
            let count = &mut known[at];
            if let Some(level) = mark.level {
                count.levels[usize::from(level.get())] += 1;
            }
            match mark.trend {
                Some(Trend::Up) => count.up += 1,
                Some(Trend::Same) => count.same += 1,
                Some(Trend::Down) => count.down += 1,
                None => {}
            }
        }
        Self { population, known }
    }

    /// The counts of the competence of a number.
    pub fn of(&self, number: u16) -> CompetenceCount {
        let mut count = self.known.get(usize::from(number)).copied().unwrap_or_default();
        count.levels[0] = self.population - count.levels[1..].iter().sum::<i64>();
        count
    }
}
