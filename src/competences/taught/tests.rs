//! Counts against counting by hand, and what they bear.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::{HOURS_MIN, Held, Part, SESSIONS_MIN, SubjectOf, Taught};
use crate::competences::levels::Level;
use crate::platform::database::Id;

fn id(number: u32) -> Id {
    Id::from(Uuid::from_u128(u128::from(number)))
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(number))
}

fn held(number: u32, on: u32, minutes: i32, part: Part) -> Held {
    Held { id: id(number), day: day(on), minutes, participations: 1, part }
}

fn about(session: u32, competence: u32, level: u8) -> SubjectOf {
    let level = Level::new(level).filter(|level| level.proves());
    SubjectOf { session_id: id(session), competence_id: id(competence), level }
}

/// Ten hours in five sessions, a part each.
fn enough() -> Vec<Held> {
    let parts =
        [Part::LedWorkshop, Part::CoLed, Part::LedIndividual, Part::LedWorkshop, Part::CoLed];
    let one = |(number, part)| held(number, number, 120, part);
    (1..).zip(parts).map(one).collect()
}

#[test]
fn it_counts_each_part_and_whole_hours() {
    let mut sessions = enough();
    sessions[0].minutes = 179;
    let subjects = [about(1, 7, 2), about(2, 7, 3), about(2, 8, 0), about(9, 8, 5)];
    let taught = Taught::of(&sessions, &subjects);
    assert_eq!(
        (taught.workshops_led, taught.workshops_co_led, taught.individual_led, taught.hours),
        (2, 2, 1, 10)
    );
    assert_eq!(taught.span, Some((day(1), day(5))));
    let told: Vec<_> = taught.subjects.iter().map(|one| (one.sessions, one.level)).collect();
    assert_eq!(told, [(2, Level::new(3)), (1, None)], "another session is not theirs");
    assert_eq!(Taught::of(&[], &[]).span, None);
}

#[test]
fn the_criterion_is_sessions_and_hours() {
    assert_eq!((SESSIONS_MIN, HOURS_MIN), (5, 10));
    assert!(Taught::of(&enough(), &[]).is_enough());
    let few: Vec<Held> =
        enough().into_iter().skip(1).map(|one| Held { minutes: 600, ..one }).collect();
    assert!(!Taught::of(&few, &[]).is_enough(), "four sessions, forty hours");
    let mut short = enough();
    short[4].minutes = 119;
    assert!(!Taught::of(&short, &[]).is_enough(), "five sessions, one minute short");
}

#[test]
fn one_thing_less_is_borne_no_more() {
    let subjects = [about(1, 7, 3)];
    let said = Taught::of(&enough(), &subjects);
    let mut later = enough();
    later[0].day = day(2);
    assert!(!Taught::of(&later, &subjects).bears(&said), "not since as long");
    assert!(!Taught::of(&enough(), &[about(1, 7, 2)]).bears(&said), "a lower aim");
    assert!(!Taught::of(&enough(), &[about(1, 8, 3)]).bears(&said), "another competence");
    let mut other = enough();
    other[1].part = Part::LedWorkshop;
    assert!(!Taught::of(&other, &subjects).bears(&said), "led is not co-led");
}

fn sessions() -> impl Strategy<Value = Vec<Held>> {
    let parts = prop::sample::select(vec![Part::LedWorkshop, Part::LedIndividual, Part::CoLed]);
    let one = (0_u32..20, 0_u32..300, 1_i32..400, parts);
    let one = one.prop_map(|(number, on, minutes, part)| held(number, on, minutes, part));
    prop::collection::vec(one, 0..12).prop_map(|mut all| {
        all.sort_by_key(|one| one.id);
        all.dedup_by_key(|one| one.id);
        all
    })
}

fn topics() -> impl Strategy<Value = Vec<SubjectOf>> {
    let one = (0_u32..20, 30_u32..33, 0_u8..=8);
    prop::collection::vec(one.prop_map(|(of, what, level)| about(of, what, level)), 0..12)
}

proptest! {
    #[test]
    fn it_agrees_with_counting_one_by_one(all in sessions(), topics in topics()) {
        let taught = Taught::of(&all, &topics);
        let mut minutes = 0;
        for one in &all {
            minutes += one.minutes;
        }
        prop_assert_eq!(taught.hours, minutes / 60);
        prop_assert_eq!(usize::try_from(taught.sessions()).unwrap(), all.len());
        for subject in &taught.subjects {
            let mut named = 0;
            let mut highest = None;
            for one in &all {
                let of = |topic: &&SubjectOf| {
                    topic.session_id == one.id && topic.competence_id == subject.competence_id
                };
                named += i32::from(topics.iter().any(|topic| of(&topic)));
                highest = topics.iter().filter(of).map(|topic| topic.level).max().max(highest);
            }
            prop_assert_eq!((subject.sessions, subject.level), (named, highest.flatten()));
        }
        let twice: Vec<Held> = all.iter().chain(&all).copied().collect();
        prop_assert_eq!(Taught::of(&twice, &topics), taught);
    }

    #[test]
    fn more_sessions_bear_what_fewer_said(
        all in sessions(),
        topics in topics(),
        kept in any::<prop::sample::Index>(),
    ) {
        let whole = Taught::of(&all, &topics);
        let fewer = Taught::of(&all[..kept.index(all.len() + 1)], &topics);
        prop_assert!(whole.bears(&whole));
        prop_assert!(whole.bears(&fewer));
        let lost = fewer.sessions() < whole.sessions();
        prop_assert_eq!(fewer.bears(&whole), !lost, "a session less is always seen");
        if fewer.is_enough() {
            prop_assert!(whole.is_enough());
        }
    }
}
