//! Two workshops as rosters and as plain cards, and every deed done to both.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::{check_changed, same_told};
use super::histories::{Deed, PEOPLE, Setting};
use super::naive::{Card, Told, Workshop};
use super::naive_deeds::{Touch, When};
use super::world::{FACILITATOR, roster};
use crate::network::enrolment::*;
use crate::network::tests::{id, paris};
use crate::platform::database::Moment;

/// A command as it was sent, and whether it was taken.
struct Sent {
    at: usize,
    number: u32,
    command: Command,
    deed: Deed,
    no: u32,
    was_taken: bool,
}

pub struct Both {
    pub t: i64,
    pub zero: Moment,
    pub rosters: [Roster; 2],
    pub naive: [Workshop; 2],
    elsewhere: BTreeSet<u32>,
    sent: Vec<Sent>,
    pub count: u32,
    /// How often what happened, to see that the histories reach the rules.
    pub reached: BTreeMap<&'static str, usize>,
}

pub fn card(no: u32, who: u32, t: i64) -> Card {
    Card {
        no,
        who,
        helps: false,
        pile: "waitlisted",
        entered: t,
        priority: 0,
        offer_ends: None,
        answer_ends: None,
        approved: false,
        lapsed: false,
        passed: false,
        late: false,
    }
}

impl Both {
    pub fn new(setting: &Setting) -> Self {
        let zero = paris(&format!("2026-11-20 {:02}:00", setting.hour));
        let at = |minutes: i64| zero.plus_seconds(minutes * 60);
        let workshop = |nth: usize, start: i64| {
            let mut roster = roster(setting.seats[nth]);
            roster.session_id = id(100 + nth as u32);
            roster.span.start = at(start);
            roster.span.end = at(start + 120);
            roster.approval = if setting.asks[nth] { Approval::Manager } else { Approval::None };
            let naive = Workshop {
                open: true,
                seats: setting.seats[nth] as usize,
                asks: setting.asks[nth],
                start,
                end: start + 120,
                midnight: setting.hour * 60,
                facilitator: FACILITATOR,
                cards: Vec::new(),
            };
            (roster, naive)
        };
        let [(one, one_naive), (two, two_naive)] = [workshop(0, 0), workshop(1, setting.second)];
        Self {
            t: setting.first,
            zero,
            rosters: [one, two],
            naive: [one_naive, two_naive],
            elsewhere: BTreeSet::new(),
            sent: Vec::new(),
            count: 0,
            reached: BTreeMap::new(),
        }
    }

    pub fn now(&self) -> Moment {
        self.zero.plus_seconds(self.t * 60)
    }

    pub fn do_overlap(&self) -> bool {
        let [one, two] = &self.naive;
        one.start < two.end && two.start < one.end
    }

    /// Who is taken while a workshop takes place: elsewhere, or by the other one.
    pub fn busy(&self, at: usize, but: Option<u32>) -> Vec<u32> {
        let other = &self.naive[1 - at];
        let seated = ["confirmed", "offered", "attended", "partial", "walk_in"];
        (1..=PEOPLE)
            .filter(|who| {
                let sits = other.here(*who).is_some_and(|card| seated.contains(&card.pile));
                let is_there = self.do_overlap() && sits && but != Some(*who);
                is_there || self.elsewhere.contains(who)
            })
            .collect()
    }

    /// What storage would load.
    pub fn load_busy(&mut self, at: usize) {
        let mut busy: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for who in self.busy(at, None) {
            if self.elsewhere.contains(&who) {
                busy.entry(id(who)).or_default().insert(id(200));
            }
        }
        let elsewhere = std::mem::take(&mut self.elsewhere);
        for who in self.busy(at, None) {
            busy.entry(id(who)).or_default().insert(id(101 - at as u32));
        }
        self.elsewhere = elsewhere;
        self.rosters[at].busy = busy;
    }

    pub fn do_it(&mut self, deed: &Deed) {
        match *deed {
            Deed::Wait(minutes) => self.t += minutes,
            Deed::Busy(who) => {
                if !self.elsewhere.remove(&who) {
                    self.elsewhere.insert(who);
                }
            }
            Deed::Settle(at) => self.settle(at),
            Deed::Move { at, who } => self.transfer(at, who),
            Deed::Again { nth, is_other } => self.again(nth, is_other),
            Deed::Enrol { at, .. }
            | Deed::Touch { at, .. }
            | Deed::WalkIn { at, .. }
            | Deed::Seats { at, .. }
            | Deed::CancelAll(at) => {
                self.count += 1;
                // Ids in another order than that of coming.
                let no = match *deed {
                    Deed::Touch { who, .. } => self.no_of(at, who),
                    _ => 1_000 + self.count * 7_919 % 1_009,
                };
                self.send(at, 5_000 + self.count, deed.clone(), no);
            }
        }
    }

    /// The person's enrolment, or one of theirs that ended, or none.
    pub fn no_of(&self, at: usize, who: u32) -> u32 {
        let naive = &self.naive[at];
        let last = naive.cards.iter().rev().find(|card| card.who == who);
        naive.here(who).or(last).map_or(1, |card| card.no)
    }

    fn command(deed: &Deed, no: u32) -> Command {
        let (enrolment_id, reason) = (id(no), "motif".to_owned());
        match *deed {
            Deed::Enrol { who, helps, priority, waits, .. } => Command::Enrol {
                enrolment_id,
                person_id: id(who),
                role: if helps { Role::Helper } else { Role::Learner },
                source: Source::Account,
                priority,
                waits,
            },
            Deed::WalkIn { who, .. } => Command::WalkIn { enrolment_id, person_id: id(who) },
            Deed::Seats { seats, .. } => Command::SetSeats { seats },
            Deed::Touch { touch, .. } => match touch {
                Touch::Renew => Command::Renew { enrolment_id },
                Touch::Approve => Command::Approve { enrolment_id },
                Touch::Decline => Command::Decline { enrolment_id, reason },
                Touch::Accept => Command::Accept { enrolment_id },
                Touch::Withdraw => Command::Withdraw { enrolment_id },
                Touch::Remove => Command::Remove { enrolment_id, reason },
                Touch::Seat => Command::Seat { enrolment_id },
                Touch::Mark(seen) => {
                    let attendance = Attendance::from_code(seen).unwrap();
                    Command::Mark { enrolment_id, attendance }
                }
            },
            _ => Command::CancelAll { reason },
        }
    }

    fn naively(&mut self, at: usize, deed: &Deed, no: u32) -> Result<Vec<Told>, &'static str> {
        let (t, busy, mut told) = (self.t, self.busy(at, None), Vec::new());
        let when = When { t, busy: &busy };
        let naive = &mut self.naive[at];
        let gives = !matches!(deed, Deed::Seats { .. } | Deed::CancelAll(_));
        let done = naive.whole(when, gives, &mut told, |naive, told| match *deed {
            Deed::Enrol { who, helps, priority, waits, .. } => {
                let new = Card { helps, priority, ..card(no, who, t) };
                naive.enrol(new, waits, when, told)
            }
            Deed::WalkIn { who, .. } => naive.walk_in(card(no, who, t), t),
            Deed::Seats { seats, .. } => {
                naive.count_seats(seats as usize);
                Ok(())
            }
            Deed::Touch { touch, .. } => naive.touch(no, touch, when, told),
            _ => naive.cancel_all(t, told),
        });
        done.map(|()| told)
    }

    fn send(&mut self, at: usize, number: u32, deed: Deed, no: u32) {
        let command = Self::command(&deed, no);
        self.load_busy(at);
        let before = self.rosters[at].clone();
        let now = self.now();
        let outcome = self.rosters[at].apply(id(number), &command, now);
        self.check_partial(&before, number, &command, &outcome);
        let expected = self.naively(at, &deed, no);
        let code = outcome.as_ref().err().map(|refusal| refusal.reason().code);
        assert_eq!(code, expected.as_ref().err().copied(), "{deed:?}");
        match (&outcome, expected) {
            (Ok(outcome), Ok(told)) => {
                same_told(outcome, told, &mut self.reached);
                check_changed(&before, &self.rosters[at], outcome);
            }
            _ => assert_eq!(self.rosters[at], before, "a refusal changes nothing"),
        }
        *self.reached.entry(code.unwrap_or("taken")).or_default() += 1;
        let was_taken = outcome.is_ok();
        self.sent.push(Sent { at, number, command, deed, no, was_taken });
    }

    /// To join a full workshop, the queue need not be loaded.
    fn check_partial(
        &self,
        before: &Roster,
        number: u32,
        command: &Command,
        outcome: &Result<Outcome, Refusal>,
    ) {
        let Command::Enrol { person_id, .. } = command else { return };
        let now = self.now();
        if before.free() > 0 || before.next_due().is_some_and(|due| due <= now) {
            return;
        }
        let mut partial = before.clone();
        partial.enrolments.retain(|e| e.holds_seat() || e.person_id == *person_id);
        let found = partial.apply(id(number), command, now);
        // Whether the id is free is the storage's to say.
        if *outcome != Err(Refusal::IdTaken) {
            assert_eq!(&found, outcome);
        }
    }

    fn again(&mut self, nth: usize, is_other: bool) {
        if self.sent.is_empty() {
            return;
        }
        let nth = nth % self.sent.len();
        let Sent { at, number, ref command, ref deed, no, was_taken } = self.sent[nth];
        let before = self.rosters[at].clone();
        if !was_taken {
            let (deed, already) = (deed.clone(), before.applied.contains_key(&id(number)));
            if !is_other && !already {
                self.send(at, number, deed, no);
            }
            return;
        }
        let now = self.now();
        let roster = &mut self.rosters[at];
        if is_other {
            let other = Command::SetSeats { seats: 77 };
            assert_eq!(roster.apply(id(number), &other, now), Err(Refusal::CommandReused));
        } else {
            let again = roster.apply(id(number), command, now).unwrap();
            assert!(again.is_replay && again.is_empty());
            *self.reached.entry("replay").or_default() += 1;
        }
        assert_eq!(self.rosters[at], before, "a replay changes nothing");
    }

    fn settle(&mut self, at: usize) {
        self.load_busy(at);
        let (before, now) = (self.rosters[at].clone(), self.now());
        let outcome = self.rosters[at].settle(now);
        let (busy, mut told) = (self.busy(at, None), Vec::new());
        let naive = self.naive[at].clone();
        self.naive[at].wait(self.t, &busy, &mut told);
        self.naive[at].call_lead(&naive, self.t, &mut told);
        same_told(&outcome, told, &mut self.reached);
        check_changed(&before, &self.rosters[at], &outcome);
        assert!(self.rosters[at].settle(now).is_empty(), "settled is settled");
    }
}
