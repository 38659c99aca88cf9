//! Progress of many: who has two proofs on one competence far enough apart, and how V moved.
//!
//! These are exact counts of people; whoever publishes them protects them like all figures.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::ledger::{Entry, Ledger};
use super::standing::Standing;
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
    let mut proofs: BTreeMap<(Id, Id), Vec<&Entry>> = BTreeMap::new();
    for entry in ledger.entries().iter().filter(|entry| is_proof(entry, to)) {
        let of = (entry.evidence.person_id, entry.evidence.competence_id);
        proofs.entry(of).or_default().push(entry);
    }
    let mut counts: BTreeMap<Id, Progress> = BTreeMap::new();
    for ((_, competence_id), proofs) in proofs {
        if let Some(trend) = trend(&proofs, from) {
            counts.entry(competence_id).or_default().count(trend);
        }
    }
    counts
}

/// Of one person's proofs on one competence, oldest first.
fn trend(proofs: &[&Entry], from: NaiveDate) -> Option<Trend> {
    let (first, last) = (proofs.first()?.evidence.observed_on, proofs.last()?.evidence.observed_on);
    if last < from || (last - first).num_days() < PROGRESS_DAYS {
        return None;
    }
    let v = |day| Standing::of(proofs.iter().copied(), day).v();
    Some(match v(last)?.cmp(&v(first)?) {
        Ordering::Greater => Trend::Up,
        Ordering::Equal => Trend::Same,
        Ordering::Less => Trend::Down,
    })
}

fn is_proof(entry: &Entry, to: NaiveDate) -> bool {
    entry.is_trusted()
        && entry.evidence.kind.verifies()
        && entry.evidence.level.proves()
        && entry.evidence.observed_on <= to
}
