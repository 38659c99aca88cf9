//! Progress of many: who has two proofs on one competence far enough apart, and how V moved.
//!
//! These are exact counts of people; whoever publishes them protects them like all figures.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::ledger::Ledger;
use super::trusted::{TrustedProof, trends};
use crate::platform::database::Id;

/// The least number of days between the two proofs.
pub const PROGRESS_DAYS: i64 = 60;

/// How V moved from the day of the first proof to the day of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    Up,
    Same,
    Down,
}

/// How many learners went which way on one competence. Never an average of levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub up: u32,
    pub same: u32,
    pub down: u32,
}

impl Progress {
    /// Learners with two proofs.
    pub fn learners(&self) -> u32 {
        self.up + self.same + self.down
    }

    fn count(&mut self, trend: Trend) {
        match trend {
            Trend::Up => self.up += 1,
            Trend::Same => self.same += 1,
            Trend::Down => self.down += 1,
        }
    }
}

/// Counts, per competence, the learners whose last verifying proof lies in the period (both days
/// included) and whose first lies at least 60 days before it, whenever that was. Expired and
/// superseded proofs are history and count; disputed and revoked ones do not; nor does what people
/// say of themselves.
pub fn progress(ledger: &Ledger, from: NaiveDate, to: NaiveDate) -> BTreeMap<Id, Progress> {
    let mut people: BTreeMap<Id, Vec<TrustedProof<Id>>> = BTreeMap::new();
    for entry in ledger.entries() {
        let proof = TrustedProof::of(entry, entry.evidence.competence_id);
        people.entry(entry.evidence.person_id).or_default().extend(proof);
    }
    progress_of(people.values().map(Vec::as_slice), from, to)
}

/// [`progress`] of people whose trusted proofs are known, oldest first.
pub fn progress_of<'a, C: Copy + Ord + 'a>(
    people: impl IntoIterator<Item = &'a [TrustedProof<C>]>,
    from: NaiveDate,
    to: NaiveDate,
) -> BTreeMap<C, Progress> {
    let mut counts: BTreeMap<C, Progress> = BTreeMap::new();
    for (competence, trend) in people.into_iter().flat_map(|proofs| trends(proofs, from, to)) {
        counts.entry(competence).or_default().count(trend);
    }
    counts
}
