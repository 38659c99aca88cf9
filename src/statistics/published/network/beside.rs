//! Perimeters of one reader beside one another: what one shows and the other does not.
//!
//! Two perimeters may share most workshops of a half-year. Where those that only one of them has
//! rest on 1 to k−1 people, neither is answered; where a figure about other people (who led, who
//! came first, who asked) differs by 1 to k−1 of them, that figure is hidden in both. It does not
//! depend on which was asked first.

use std::collections::BTreeSet;

use super::known::Known;
use crate::platform::database::Id;
use crate::statistics::protection::{Counted, DifferenceGuard, Question, Verdict};

/// What comes too close to another perimeter of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    pub workshops: bool,
    pub facilitators: bool,
    pub newcomers: bool,
    pub askers: bool,
}

impl Apart {
    /// Compares a half-year in one perimeter with the same in others.
    pub fn new(known: &Known, others: &[Known], k: i64) -> Self {
        let few = |one: &BTreeSet<Id>, other: &BTreeSet<Id>| {
            let apart = one.symmetric_difference(other).count();
            i64::try_from(apart).is_ok_and(|apart| (1..k).contains(&apart))
        };
        let any = |test: &dyn Fn(&Known) -> bool| others.iter().any(test);
        Self {
            workshops: too_close(known, others, k),
            facilitators: any(&|other| {
                few(&known.facilitators, &other.facilitators)
                    || few(&known.earlier, &other.earlier)
                    || few(&known.new, &other.new)
            }),
            newcomers: any(&|other| few(&known.newcomers, &other.newcomers)),
            askers: any(&|other| few(&known.askers(), &other.askers())),
        }
    }
}

fn too_close(known: &Known, others: &[Known], k: i64) -> bool {
    let all: Vec<&Known> = std::iter::once(known).chain(others).collect();
    let question = |at: usize| Question {
        fingerprint: at.to_string(),
        data_version: 0,
        counted: left(all[at], &[]),
    };
    // The same workshops: nothing to subtract.
    let is_same = |at: &usize| all[*at].workshops == known.workshops;
    let earlier: Vec<Question> = (1..all.len()).filter(|at| !is_same(at)).map(question).collect();
    let found = |one: &Question| one.fingerprint.parse().ok().and_then(|at: usize| all.get(at));
    let count = |one: &Question, others: &[&Question]| {
        let others: Vec<&Known> = others.iter().filter_map(|other| found(other).copied()).collect();
        Ok::<_, std::convert::Infallible>(
            found(one).map(|one| left(one, &others)).unwrap_or_default(),
        )
    };
    let guard = DifferenceGuard { k, earlier: &earlier };
    matches!(guard.check(&question(0), count), Ok(Verdict::Refuse { .. }))
}

/// What the workshops of one count that none of the others has.
fn left(one: &Known, others: &[&Known]) -> Counted {
    let mut people: BTreeSet<Id> = BTreeSet::new();
    let mut counted = Counted::default();
    for (id, (named, nameless)) in &one.workshops {
        if others.iter().any(|other| other.workshops.contains_key(id)) {
            continue;
        }
        people.extend(named);
        counted.participations += i64::try_from(named.len()).unwrap_or(i64::MAX) + nameless;
        counted.people += nameless;
    }
    counted.people += i64::try_from(people.len()).unwrap_or(i64::MAX);
    counted
}
