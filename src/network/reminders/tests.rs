//! Reminders at their edges, and a clock that ticks through random workshops.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use super::*;
use crate::network::enrolment::{Role, Source};
use crate::network::tests::{id, number, paris, span};

fn enrolled(person: u32, state: State, since: &str) -> Enrolment {
    Enrolment {
        id: id(1_000 + person),
        person_id: id(person),
        state,
        role: Role::Learner,
        source: Source::Account,
        created_at: paris(since),
        queued_at: None,
        priority: 0,
        confirmed_at: Some(paris(since)),
        offer_until: None,
        answer_until: None,
        is_approved: false,
        has_lapsed: false,
        was_passed_over: false,
        is_late: false,
        reason: None,
        seen: None,
    }
}

fn workshop(stage: Stage) -> Workshop {
    let span = span("2026-11-20 14:00", "2026-11-20 16:00");
    Workshop { session_id: id(100), span, stage }
}

/// `kind from … until` of what is planned for one person.
fn planned(stage: Stage, enrolment: &Enrolment) -> Vec<String> {
    let shown = |at: Moment| local(Paris, at).format("%m-%d %H:%M").to_string();
    let all = plan(&workshop(stage), std::slice::from_ref(enrolment), &QuietHours::of(Paris));
    let of_people = all.iter().filter(|one| one.notice.to != Recipient::Lead);
    of_people
        .map(|one| format!("{} {} {}", one.notice.kind.code(), shown(one.from), shown(one.until)))
        .collect()
}

#[test]
fn a_week_and_two_days_before() {
    let early = enrolled(1, State::Confirmed, "2026-11-13 14:00");
    let both = ["week_before 11-13 14:00 11-18 14:00", "two_days_before 11-18 14:00 11-20 14:00"];
    assert_eq!(planned(Stage::Published, &early), both);
    let later = enrolled(1, State::Confirmed, "2026-11-13 14:01");
    assert_eq!(planned(Stage::Published, &later), both[1..]);
    let late = enrolled(1, State::Confirmed, "2026-11-18 14:01");
    assert_eq!(planned(Stage::Published, &late), [""; 0], "the confirmation is enough");
    for state in [State::Waitlisted, State::Offered, State::Requested, State::CancelledByLearner] {
        assert_eq!(planned(Stage::Published, &enrolled(1, state, "2026-11-01 09:00")), [""; 0]);
    }
    assert_eq!(planned(Stage::Over, &early), [""; 0]);
    assert_eq!(planned(Stage::Draft, &early), [""; 0]);
}

#[test]
fn quiet_hours_move_it_to_the_morning() {
    let mut evening = workshop(Stage::Published);
    evening.span = span("2026-11-20 21:00", "2026-11-20 22:30");
    let someone = [enrolled(1, State::Confirmed, "2026-11-01 09:00")];
    let quiet = QuietHours::of(Paris);
    let froms: Vec<Moment> = plan(&evening, &someone, &quiet).iter().map(|one| one.from).collect();
    assert_eq!(froms[..2], ["2026-11-14 07:00", "2026-11-19 07:00"].map(paris));
    // Down until the night: it waits for the morning.
    let kinds = |at: &str| due(&evening, &someone, &quiet, paris(at)).len();
    assert_eq!((kinds("2026-11-19 06:59"), kinds("2026-11-19 07:00")), (0, 1));
    assert_eq!((kinds("2026-11-19 23:00"), kinds("2026-11-20 07:00")), (0, 1));
    assert_eq!(outgoing(&quiet, paris("2026-11-19 21:30")), paris("2026-11-20 07:00"));
}

#[test]
fn thanks_to_who_was_there() {
    let there = |state| planned(Stage::Held, &enrolled(1, state, "2026-11-01 09:00"));
    for state in [State::Attended, State::Partial, State::WalkIn] {
        assert_eq!(there(state), ["thanks 11-20 16:00 11-27 16:00"]);
    }
    for state in [State::NoShow, State::Excused, State::Confirmed] {
        assert_eq!(there(state), [""; 0]);
    }
}

#[test]
fn the_lead_is_asked_for_the_report_twice() {
    let quiet = QuietHours::of(Paris);
    let lead = |stage, at: &str| -> Vec<&'static str> {
        let due = due(&workshop(stage), &[], &quiet, paris(at));
        due.iter().map(|notice| notice.kind.code()).collect()
    };
    assert_eq!(lead(Stage::Published, "2026-11-21 08:59"), [""; 0]);
    assert_eq!(lead(Stage::Published, "2026-11-21 09:00"), ["report_due"]);
    assert_eq!(lead(Stage::Published, "2026-11-24 09:00"), ["report_overdue"]);
    assert_eq!(lead(Stage::Published, "2026-12-04 09:00"), [""; 0]);
    assert_eq!(lead(Stage::Held, "2026-11-24 09:00"), [""; 0]);
}

#[test]
fn a_change_tells_all_who_count_on_it_each_time() {
    let all = [
        enrolled(1, State::Confirmed, "2026-11-01 09:00"),
        enrolled(2, State::Waitlisted, "2026-11-01 09:00"),
        enrolled(3, State::CancelledByLearner, "2026-11-01 09:00"),
    ];
    let first = changed(&all, paris("2026-11-02 10:00"));
    assert_eq!(first.iter().map(|n| number(n.object_id)).collect::<Vec<_>>(), [1_001, 1_002]);
    let second = changed(&all, paris("2026-11-03 10:00"));
    assert!(first.iter().all(|one| second.iter().all(|other| one.key() != other.key())));
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Wait(u32),
    Down(u32),
    Enrol(u32),
    Leave(u32),
    Move(i64),
    Cancel,
}

fn deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (1_u32..40).prop_map(Deed::Wait),
        1 => (1_u32..60).prop_map(Deed::Down),
        4 => (1_u32..6).prop_map(Deed::Enrol),
        2 => (1_u32..6).prop_map(Deed::Leave),
        1 => (-60_i64..120).prop_map(Deed::Move),
        1 => prop::sample::select(vec![false; 9].into_iter().chain([true]).collect::<Vec<_>>())
            .prop_map(|cancels| if cancels { Deed::Cancel } else { Deed::Wait(5) }),
    ]
}

/// A clock that ticks every hour, an outbox, and what a person would expect of them. Hours count
/// from 1 November 2026, 00:00: no clock change comes after.
struct Watch {
    now: i64,
    start: i64,
    is_open: bool,
    /// Person, since when.
    seats: BTreeMap<u32, i64>,
    outbox: BTreeSet<String>,
    /// Person, kind, start, when it went out.
    sent: Vec<(u32, &'static str, i64, i64)>,
}

impl Watch {
    fn at(hour: i64) -> Moment {
        paris("2026-11-01 00:00").plus_seconds(hour * 3_600)
    }

    fn tick(&mut self) {
        let enrolments: Vec<Enrolment> = self
            .seats
            .iter()
            .map(|(person, since)| Enrolment {
                confirmed_at: Some(Self::at(*since)),
                ..enrolled(*person, State::Confirmed, "2026-11-01 00:00")
            })
            .collect();
        let span = Span::new(Self::at(self.start), Self::at(self.start + 2)).unwrap();
        let stage = if self.is_open { Stage::Published } else { Stage::Over };
        let workshop = Workshop { session_id: id(100), span, stage };
        let due = due(&workshop, &enrolments, &QuietHours::of(Paris), Self::at(self.now));
        for notice in due.iter().filter(|notice| notice.to != Recipient::Lead) {
            if self.outbox.insert(notice.key()) {
                let who = number(notice.object_id) - 1_000;
                self.sent.push((who, notice.kind.code(), self.start, self.now));
            }
        }
    }

    /// What went out this hour, and what should have: told by hand.
    fn expected(&self, before: &[(u32, &'static str, i64, i64)]) -> Vec<(u32, &'static str)> {
        let mut told = Vec::new();
        let hour = self.now.rem_euclid(24);
        if !self.is_open || !(7..20).contains(&hour) {
            return told;
        }
        for (who, since) in &self.seats {
            let left = self.start - self.now;
            let had = |kind| before.iter().any(|s| (s.0, s.1, s.2) == (*who, kind, self.start));
            let by = |hours| *since <= self.start - hours;
            if left <= 168 && left > 48 && by(168) && !had("week_before") {
                told.push((*who, "week_before"));
            }
            if left <= 48 && left > 0 && by(48) && !had("two_days_before") {
                told.push((*who, "two_days_before"));
            }
        }
        told
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn each_reminder_goes_once_and_in_time(
        history in prop::collection::vec(deeds(), 1..40),
        start in 100_i64..500,
    ) {
        let mut watch = Watch {
            now: 0,
            start,
            is_open: true,
            seats: BTreeMap::new(),
            outbox: BTreeSet::new(),
            sent: Vec::new(),
        };
        for deed in history {
            match deed {
                Deed::Wait(hours) => {
                    for _ in 0..hours {
                        watch.now += 1;
                        let before = watch.sent.clone();
                        let mut told = watch.expected(&before);
                        watch.tick();
                        let mut new: Vec<_> =
                            watch.sent[before.len()..].iter().map(|s| (s.0, s.1)).collect();
                        new.sort_unstable();
                        told.sort_unstable();
                        prop_assert_eq!(new, told, "hour {}", watch.now);
                    }
                }
                Deed::Down(hours) => watch.now += i64::from(hours),
                Deed::Enrol(who) => {
                    watch.seats.entry(who).or_insert(watch.now);
                }
                Deed::Leave(who) => {
                    watch.seats.remove(&who);
                }
                Deed::Move(by) => watch.start += by,
                Deed::Cancel => watch.is_open = false,
            }
        }
        let mut once: Vec<_> = watch.sent.iter().map(|s| (s.0, s.1, s.2)).collect();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), watch.sent.len(), "each once per start");
        prop_assert!(watch.sent.iter().all(|s| s.3 < s.2), "none after the start");
    }
}
