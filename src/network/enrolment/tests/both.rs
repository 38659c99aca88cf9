//! Two workshops as rosters and as plain cards, and every deed done to both.

use std::collections::{BTreeMap, BTreeSet};

use super::histories::{Deed, PEOPLE, Setting};
use super::naive::{Card, Told, Workshop};
use super::naive_deeds::{Touch, When};
use super::world::{FACILITATOR, roster};
use crate::network::enrolment::*;
use crate::network::notices::Recipient;
use crate::network::tests::{id, number, paris};
use crate::platform::database::{Id, Moment};

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
    t: i64,
    zero: Moment,
    pub rosters: [Roster; 2],
    naive: [Workshop; 2],
    elsewhere: BTreeSet<u32>,
    sent: Vec<Sent>,
    count: u32,
    /// How often what happened, to see that the histories reach the rules.
    pub reached: BTreeMap<&'static str, usize>,
}

fn card(no: u32, who: u32, t: i64) -> Card {
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

    fn now(&self) -> Moment {
        self.zero.plus_seconds(self.t * 60)
    }

    fn do_overlap(&self) -> bool {
        let [one, two] = &self.naive;
        one.start < two.end && two.start < one.end
    }

    /// Who is taken while a workshop takes place: elsewhere, or by the other one.
    fn busy(&self, at: usize, but: Option<u32>) -> Vec<u32> {
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
    fn load_busy(&mut self, at: usize) {
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
    fn no_of(&self, at: usize, who: u32) -> u32 {
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

    fn transfer(&mut self, at: usize, who: u32) {
        let (no, there) = (self.no_of(at, who), 1 - at);
        self.count += 1;
        let (number, new) = (5_000 + self.count, 1_000 + self.count * 7_919 % 1_009);
        self.load_busy(0);
        self.load_busy(1);
        let before = self.rosters.clone();
        let asked = Transfer { enrolment_id: id(no), new_id: id(new), source: Source::Account };
        let now = self.now();
        let [one, two] = &mut self.rosters;
        let (from, to) = if at == 0 { (one, two) } else { (two, one) };
        let outcome = transfer(from, to, id(number), &asked, now);

        let expected = self.naive_transfer(at, no, new);
        let code = outcome.as_ref().err().map(|refusal| refusal.reason().code);
        assert_eq!(code, expected.as_ref().err().copied(), "move");
        match (outcome, expected) {
            (Ok((left, come)), Ok((left_told, come_told))) => {
                same_told(&left, left_told, &mut self.reached);
                same_told(&come, come_told, &mut self.reached);
                check_changed(&before[at], &self.rosters[at], &left);
                check_changed(&before[there], &self.rosters[there], &come);
                *self.reached.entry("moved").or_default() += 1;
            }
            _ => assert_eq!(self.rosters, before),
        }
    }

    fn naive_transfer(
        &mut self,
        at: usize,
        no: u32,
        new: u32,
    ) -> Result<(Vec<Told>, Vec<Told>), &'static str> {
        let (before, t, there) = (self.naive.clone(), self.t, 1 - at);
        let (mut left, mut come) = (Vec::new(), Vec::new());
        let done = self.naive_steps(at, (no, new), &mut left, &mut come);
        if let Err(code) = done {
            self.naive = before;
            return Err(code);
        }
        self.naive[at].call_lead(&before[at], t, &mut left);
        self.naive[there].call_lead(&before[there], t, &mut come);
        Ok((left, come))
    }

    fn naive_steps(
        &mut self,
        at: usize,
        (no, new): (u32, u32),
        left: &mut Vec<Told>,
        come: &mut Vec<Told>,
    ) -> Result<(), &'static str> {
        let (t, there) = (self.t, 1 - at);
        // Who was taken when it was loaded stays so, whatever lapses meanwhile.
        let loaded = [self.busy(0, None), self.busy(1, None)];
        self.naively_wait(at, &loaded, left);
        self.naively_wait(there, &loaded, come);
        let old = self.naive[at].card(no).ok_or("unknown_value")?.clone();
        if !["requested", "confirmed", "waitlisted", "offered"].contains(&old.pile) {
            return Err("not_possible");
        }
        if !self.naive[there].open {
            return Err("closed");
        }
        let busy = self.busy(there, Some(old.who));
        let card = Card { helps: old.helps, priority: old.priority, ..card(new, old.who, t) };
        self.naive[there].enrol(card, false, When { t, busy: &busy }, come)?;
        if !self.naive[at].open {
            return Err("closed");
        }
        self.naive[at].touch(no, Touch::Withdraw, When { t, busy: &[] }, left)?;
        self.naively_wait(at, &loaded, left);
        self.naively_wait(there, &loaded, come);
        Ok(())
    }

    fn naively_wait(&mut self, at: usize, loaded: &[Vec<u32>; 2], told: &mut Vec<Told>) {
        let mut busy = self.busy(at, None);
        busy.extend(&loaded[at]);
        self.naive[at].wait(self.t, &busy, told);
    }

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

fn same_told(outcome: &Outcome, mut told: Vec<Told>, reached: &mut BTreeMap<&str, usize>) {
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
fn check_changed(before: &Roster, after: &Roster, outcome: &Outcome) {
    let differs = |e: &&Enrolment| before.find(e.id) != Some(e);
    let mut differing: Vec<Enrolment> = after.enrolments.iter().filter(differs).cloned().collect();
    differing.sort_by_key(|enrolment| enrolment.id);
    assert_eq!(outcome.changed, differing);
}
