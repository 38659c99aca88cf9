//! What must be the same for rosters and cards, and what must hold whatever happened.

use std::collections::BTreeMap;

use super::both::Both;
use super::histories::PEOPLE;
use super::naive::Told;
use super::world::FACILITATOR;
use crate::network::enrolment::*;
use crate::network::notices::Recipient;
use crate::network::tests::{id, number};
use crate::platform::database::{Id, Moment};

impl Both {
    pub fn agree(&self) {
        for (roster, naive) in self.rosters.iter().zip(&self.naive) {
            let minute = |at: Moment| (at.millis() - self.zero.millis()) / 60_000;
            let found = roster.enrolments.iter().map(|e| {
                let ends = [e.offer_until, e.answer_until].map(|at| at.map(minute));
                (number(e.id), e.state.code(), ends, e.is_late, e.has_lapsed, e.is_approved)
            });
            let told = naive.cards.iter().map(|c| {
                (c.no, c.pile, [c.offer_ends, c.answer_ends], c.late, c.lapsed, c.approved)
            });
            assert_eq!(found.collect::<Vec<_>>(), told.collect::<Vec<_>>());
            let queue: Vec<u32> = roster.queue().iter().map(|e| number(e.id)).collect();
            assert_eq!(queue, naive.line());
            assert_eq!((roster.seats as usize, roster.is_open), (naive.seats, naive.open));
        }
    }

    /// What must hold whatever happened.
    pub fn hold(&self, before: &[Roster; 2]) {
        for (was, is) in before.iter().zip(&self.rosters) {
            let promised = |roster: &Roster| {
                let of = |e: &&Enrolment| {
                    e.role == Role::Learner && matches!(e.state, State::Confirmed | State::Offered)
                };
                roster.enrolments.iter().filter(of).count()
            };
            assert!(promised(is) <= (is.seats as usize).max(promised(was)), "seats");
            for who in 1..=PEOPLE {
                let standing = is.enrolments.iter().filter(|e| e.person_id == id(who));
                assert!(standing.filter(|e| e.state.stands()).count() <= 1, "one per person");
            }
            // In the queue, nobody who waited before comes after somebody new.
            let still: Vec<_> = was.queue().into_iter().map(|e| e.id).collect();
            let queue: Vec<_> = is.queue().into_iter().map(|e| e.id).collect();
            let renewed =
                |e: &Enrolment| was.find(e.id).is_some_and(|w| w.queued_at != e.queued_at);
            let moved = is.enrolments.iter().any(renewed);
            let kept = |ids: &[Id], other: &[Id]| {
                ids.iter().filter(|id| other.contains(id)).copied().collect::<Vec<_>>()
            };
            assert!(moved || kept(&still, &queue) == kept(&queue, &still), "order");
            assert!(is.enrolments.iter().all(|e| e.person_id != id(FACILITATOR)));
        }
        if self.do_overlap() {
            for who in 1..=PEOPLE {
                let sits = |roster: &Roster| {
                    let here = roster.standing_of(id(who));
                    here.is_some_and(|e| matches!(e.state, State::Confirmed | State::Offered))
                };
                assert!(!(sits(&self.rosters[0]) && sits(&self.rosters[1])), "two seats at a time");
            }
        }
    }
}

pub fn same_told(outcome: &Outcome, mut told: Vec<Told>, reached: &mut BTreeMap<&str, usize>) {
    let found = outcome.notices.iter().map(|notice| {
        let who = match notice.to {
            Recipient::Person(id) => number(id),
            Recipient::Lead => 0,
            Recipient::Approver => 999,
        };
        (who, notice.kind.code())
    });
    let mut found: Vec<Told> = found.collect();
    found.sort_unstable();
    told.sort_unstable();
    assert_eq!(found, told);
    let mut keys: Vec<String> = outcome.notices.iter().map(|notice| notice.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), told.len(), "one key each");
    told.iter().for_each(|(_, kind)| *reached.entry(kind).or_default() += 1);
}

/// What is to be stored is what differs.
pub fn check_changed(before: &Roster, after: &Roster, outcome: &Outcome) {
    let differs = |e: &&Enrolment| before.find(e.id) != Some(e);
    let mut differing: Vec<Enrolment> = after.enrolments.iter().filter(differs).cloned().collect();
    differing.sort_by_key(|enrolment| enrolment.id);
    assert_eq!(outcome.changed, differing);
}
