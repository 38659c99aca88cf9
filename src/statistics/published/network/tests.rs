//! Whatever happened, nothing that is shown, and nothing that follows from it, rests on few people.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use proptest::prelude::*;

use super::beside::Apart;
use super::half::Half;
use super::known::Known;
use super::queries::Unplanned;
use super::table::{Part, Tables};
use crate::network::figures::{Asked, Counts, Held, Story, Tally};
use crate::platform::database::Id;
use crate::statistics::protection::{Rule, Why};
use crate::statistics::published::activity::Dominance;

const K: i64 = 5;
const BOTH: Dominance = Dominance { facilitator: true, organization: true };

fn id(number: u32) -> Id {
    Id::from(uuid::Uuid::from_u128(u128::from(number) + 1))
}

fn people(numbers: impl IntoIterator<Item = u32>) -> BTreeSet<Id> {
    numbers.into_iter().map(id).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn half() -> Half {
    Half::last(day("2026-11-28"))
}

/// A workshop of ten seats and an hour, on 10 March 2026.
fn held(number: u32, leads: &[u32], there: std::ops::Range<u32>) -> Held {
    Held {
        id: Some(id(10_000 + number)),
        date: day("2026-03-10"),
        minutes: 60,
        seats: 10,
        facilitators: people(leads.iter().copied()),
        there: people(there),
        counts: Counts { organization: Some(id(20_000 + number)), ..Counts::default() },
        ..Held::default()
    }
}

fn known(held: Vec<Held>, others: &[Unplanned]) -> Known {
    Known::new(half(), &Story { held, active: HashMap::new() }, others, None)
}

fn tables(known: &Known) -> Tables {
    Tables::new(known, Rule::new(K, 85), BOTH, &Apart::default()).unwrap()
}

#[test]
fn a_total_of_few_people_or_of_one_who_makes_it_hides_all() {
    let few = tables(&known(vec![held(1, &[900], 0..2), held(2, &[901], 2..4)], &[]));
    assert_eq!(few.whole, Err(Why::Few));
    assert_eq!((few.no_show, few.relays), (Err(Why::Few), Err(Why::Few)));
    let of_one = known(vec![held(1, &[900], 0..20), held(2, &[901], 20..21)], &[]);
    assert_eq!(tables(&of_one).whole, Err(Why::Dominated));
    let shared = known(vec![held(1, &[900], 0..10), held(2, &[901], 10..20)], &[]);
    assert_eq!(tables(&shared).whole, Ok(()));
    assert_eq!(tables(&shared).facilitators, Err(Why::Few), "two people led");
}

#[test]
fn a_few_people_of_workshops_that_nobody_planned_hide_the_rest() {
    let planned = vec![held(1, &[900], 0..10), held(2, &[901], 10..20)];
    let other = |there: std::ops::Range<u32>, anonymous| Unplanned {
        people: people(there),
        anonymous,
        counts: Counts::default(),
    };
    let whole = |others: &[Unplanned]| tables(&known(planned.clone(), others)).whole;
    assert_eq!(whole(&[other(50..52, 1)]), Err(Why::Complement));
    assert_eq!(whole(&[other(50..52, 1), other(52..54, 0)]), Ok(()));
    assert_eq!(whole(&[]), Ok(()));
}

#[test]
fn lines_are_shown_together_or_not() {
    let of = |code: &str, mut held: Held| {
        held.counts.departement = Some(code.to_owned());
        held
    };
    let two = |second: std::ops::Range<u32>| {
        let [a, b] = [held(1, &[900], 0..10), held(2, &[901], 10..20)].map(|it| of("44", it));
        let [c, d] = [held(3, &[902], second.clone()), held(4, &[903], second)];
        tables(&known(vec![a, b, of("35", c), of("35", d)], &[])).departements
    };
    assert_eq!(two(30..33), Err(Why::Complement));
    assert_eq!(two(30..38), Ok(()));
}

#[test]
fn perimeters_that_differ_by_few_people_hide_one_another() {
    let base = || vec![held(1, &[900], 0..10), held(2, &[901], 10..20)];
    let with = |more: Held| base().into_iter().chain([more]).collect::<Vec<_>>();
    let apart = |one: Vec<Held>, other: Vec<Held>| {
        Apart::new(&known(one, &[]), &[known(other, &[])], K).workshops
    };
    assert!(apart(base(), with(held(3, &[902], 0..3))));
    assert!(apart(with(held(3, &[902], 0..3)), base()), "whichever is asked");
    assert!(!apart(base(), with(held(3, &[902], 0..8))));
    assert!(!apart(base(), base()));
    let one = Apart::new(&known(base(), &[]), &[known(with(held(3, &[902], 0..8)), &[])], K);
    assert!(one.facilitators, "one more person leads there");
    // A year of its own in three parts: what two leave over is the third.
    let parts = |from: u32, to: u32| (from..to).map(|at| held(at, &[900 + at], at * 9..at * 9 + 9));
    let third = held(7, &[907], 70..73);
    let all: Vec<Held> = parts(0, 6).chain([third]).collect();
    let others = [parts(0, 3).collect(), parts(3, 6).collect()].map(|held| known(held, &[]));
    assert!(Apart::new(&known(all, &[]), &others, K).workshops);
}

fn a_story() -> impl Strategy<Value = (Story, Vec<Asked>)> {
    let workshop = (0..16_u32, 0..6_u32, 0..30_u32, 0..14_u32, 0..3_u32, 0..4_i64);
    let asked = (0..12_u32, 0..4_u32);
    (
        prop::collection::vec(workshop, 0..24),
        prop::collection::vec(asked, 0..40),
        prop::collection::vec(0..45_u32, 0..20),
    )
        .prop_map(|(workshops, asked, active)| {
            let mut held: Vec<Held> = workshops
                .into_iter()
                .enumerate()
                .map(|(at, (lead, more, from, many, absent, anonymous))| Held {
                    date: day(if more % 2 == 0 { "2026-03-10" } else { "2025-10-10" }),
                    facilitators: people([900 + lead, 900 + (lead + more) % 16]),
                    anonymous,
                    no_shows: people(600..600 + absent),
                    ..held(at as u32, &[], from..from + many)
                })
                .collect();
            held.sort_by_key(|one| one.date);
            let asked = asked.into_iter().map(|(person, how)| Asked {
                person: id(700 + person),
                on: day("2026-02-10"),
                answered_on: (how > 0).then(|| day("2026-02-11")),
                is_solved: (how > 1).then_some(how == 3),
            });
            let active = active.into_iter().map(|number| (id(number), day("2026-05-01")));
            (Story { held, active: active.collect() }, asked.collect())
        })
}

fn few(people: i64) -> bool {
    (1..K).contains(&people)
}

/// Neither part, nor whole, nor what the part leaves of it.
fn part_is_safe(part: Part) -> bool {
    part.is_err() || part.is_ok_and(|(value, of)| !(few(value) || few(of) || few(of - value)))
}

fn count(set: &BTreeSet<Id>) -> i64 {
    i64::try_from(set.len()).unwrap()
}

proptest! {
    #[test]
    fn nothing_shown_rests_on_few((story, asked) in a_story()) {
        let known = Known::new(half(), &story, &[], Some(asked));
        let tables = tables(&known);
        if tables.whole.is_ok() {
            prop_assert!(!few(count(&known.whole.people) + known.whole.anonymous));
        }
        // Enrolments of no fewer people than k, or none; absent ones too.
        if let Ok((_, expected)) = tables.no_show {
            let gone = count(&known.absent_people);
            prop_assert!(!few(gone) && !few(expected), "{gone} did not come");
        }
        prop_assert!(tables.new.is_err() || !few(count(&known.new)));
        prop_assert!(tables.facilitators.is_err() || !few(count(&known.facilitators)));
        prop_assert!(part_is_safe(tables.relays));
        if let (Ok(all), Ok(new), Ok((stayed, _))) =
            (tables.facilitators, tables.new, tables.retained)
        {
            prop_assert!(!few(all - new - stayed), "who came back after a while");
        }
        if let Ok((stayed, earlier)) = tables.retained {
            prop_assert!(!few(stayed) && !few(earlier) && !few(earlier - stayed));
        }
        prop_assert!(part_is_safe(tables.answered) && part_is_safe(tables.solved));
        if let (Ok((answered, _)), Ok((_, judged))) = (tables.answered, tables.solved) {
            prop_assert!(!few(answered - judged), "of whom nobody knows what came");
        }
    }

    #[test]
    fn enough_people_are_shown(many in 12..60_u32) {
        let leads: Vec<u32> = (900..912).collect();
        let all: Vec<Held> = leads.iter().map(|lead| held(*lead, &[*lead], 0..many)).collect();
        let tables = tables(&known(all, &[]));
        prop_assert_eq!(tables.whole, Ok(()));
        prop_assert_eq!((tables.facilitators, tables.new), (Ok(12), Ok(12)));
        prop_assert_eq!(tables.relays, Ok((0, i64::from(many))));
        prop_assert_eq!(tables.no_show, Ok((0, 12 * i64::from(many))));
    }
}

#[test]
fn what_a_half_year_counts() {
    let mut before = held(1, &[900, 901], 0..10);
    before.date = day("2025-10-10");
    let mut now = held(2, &[900, 5], 5..20);
    now.no_shows = people([30]);
    now.anonymous = 2;
    let active = HashMap::from([(id(12), day("2026-05-01"))]);
    let story = Story { held: vec![before, now], active };
    let known = Known::new(half(), &story, &[], None);
    let tally = Tally { workshops: 1, participations: 17, seats: 10, minutes: 120 };
    assert_eq!(known.whole.tally, tally);
    assert_eq!((known.listed, known.absent), (15, 1));
    assert_eq!((known.facilitators.len(), known.earlier.len(), known.new.len()), (2, 2, 1));
    assert_eq!((known.newcomers.len(), known.relays.len()), (10, 1));
    assert_eq!(known.cascade, 2, "who had learnt in October taught in March");
    assert_eq!(known.programmes, BTreeMap::from([(None, known.whole.clone())]));
}
