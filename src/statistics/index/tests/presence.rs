//! Who came and where to, against plain rows; and sets of people against plain sets.

use std::collections::BTreeSet;

use super::super::super::selection::Selection;
use super::super::Persons;
use super::{Both, Dice, everything};

impl Both {
    /// People, anonymous participations, places.
    fn plain_presence(&self, selection: &Selection) -> (BTreeSet<u32>, i64, BTreeSet<u32>) {
        let (mut people, mut anonymous, mut places) = (BTreeSet::new(), 0, BTreeSet::new());
        let crossed = !selection.people.is_empty();
        for fact in self.rows.values().filter(|fact| selection.keeps(fact)) {
            let named = fact.followed.iter().filter(|one| selection.people.keeps(one));
            let named: Vec<u32> = named.map(|one| one.person).collect();
            if crossed && named.is_empty() {
                continue;
            }
            people.extend(named);
            anonymous += if crossed { 0 } else { i64::from(fact.anonymous) };
            if !fact.is_remote() && fact.place > 0 {
                places.insert(fact.place);
            }
        }
        (people, anonymous, places)
    }
}

#[test]
fn people_and_places_are_those_of_plain_rows() {
    let mut met = 0;
    for seed in 40..45 {
        let mut dice = Dice::new(seed);
        let mut both = Both::default();
        for _ in 0..700 {
            let number = if dice.chance(70) { dice.roll(900) } else { 65_500 + dice.roll(200) };
            let fact = dice.fact();
            let gone = dice.chance(15);
            both.apply(number, (!gone).then_some(fact));
        }
        let selections = [everything()].into_iter().chain((0..60).map(|_| dice.selection()));
        for selection in selections.collect::<Vec<_>>() {
            let (people, anonymous, places) = both.plain_presence(&selection);
            let presence = both.index.presence(&selection);
            let found: BTreeSet<u32> =
                (0..100).filter(|person| presence.people.has(*person)).collect();
            assert_eq!(found, people, "{selection:?}");
            assert_eq!(presence.people.count(), people.len() as i64);
            assert_eq!(presence.anonymous, anonymous, "{selection:?}");
            assert_eq!(presence.places, places.into_iter().collect::<Vec<_>>(), "{selection:?}");
            met += people.len();
        }
    }
    assert!(met > 500, "too few people to compare: {met}");
}

#[test]
fn sets_of_people_are_sets() {
    let mut dice = Dice::new(50);
    let (mut sets, mut plain) = <([Persons; 2], [BTreeSet<u32>; 2])>::default();
    for _ in 0..4_000 {
        let (which, person) = (dice.roll(2) as usize, dice.roll(300));
        if dice.chance(40) {
            assert_eq!(sets[which].remove(person), plain[which].remove(&person));
        } else {
            sets[which].insert(person);
            plain[which].insert(person);
        }
        for (one, other) in [(0, 1), (1, 0)] {
            let only = plain[one].difference(&plain[other]).count();
            assert_eq!(sets[one].count_without(&sets[other]), only as i64);
        }
        assert_eq!(sets[which].count(), plain[which].len() as i64);
    }
    assert!(!sets[0].remove(1_000_000) && !sets[0].has(1_000_000));
}
