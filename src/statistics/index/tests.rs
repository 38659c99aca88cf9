//! The index against the plain counter, field by field.

mod crossing;
mod presence;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::super::counts::{Counts, Tally};
use super::super::fact::{Fact, Followed};
use super::super::selection::{PeopleFilter, Perimeter, Selection};
use super::Index;

/// Random numbers, the same at every run of one seed.
struct Dice(TestRng);

impl Dice {
    fn new(seed: u8) -> Self {
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
    }

    /// 0 to `sides` - 1.
    fn roll(&mut self, sides: u32) -> u32 {
        self.0.random_range(0..sides)
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.roll(100) < percent
    }

    fn bits(&mut self, length: u32, percent: u32) -> u64 {
        (0..length).filter(|_| self.chance(percent)).fold(0, |set, bit| set | 1 << bit)
    }

    fn list<T>(&mut self, percent: u32, most: u32, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        if !self.chance(percent) {
            return Vec::new();
        }
        (0..1 + self.roll(most)).map(|_| one(self)).collect()
    }

    fn followed(&mut self) -> Followed {
        Followed {
            person: self.roll(60),
            residence: self.roll(8) as u16,
            gender: self.roll(5) as u8,
            age_band: self.roll(10) as u8,
            status: self.roll(7) as u8,
            first_time: self.chance(30),
        }
    }

    /// A session of the days 100 to 159, with values beyond the lists now and then.
    fn fact(&mut self) -> Fact {
        let workshop = self.chance(30);
        let crowd = match self.roll(40) {
            0 => 10_000,
            1..4 => 60,
            _ => 8,
        };
        let anonymous = if workshop { self.roll(crowd) } else { self.roll(2) };
        let some = |dice: &mut Self| 1 + dice.roll(anonymous.max(1)) as u16;
        Fact {
            day: 100 + self.roll(60) as u16,
            kind: u8::from(workshop),
            place_type: self.roll(5) as u8,
            minutes: if self.chance(3) { self.roll(65_536) } else { 1 + self.roll(200) } as u16,
            themes: self.bits(33, 8),
            equipment: self.bits(6, 25) as u32,
            autonomy: self.roll(5) as u8,
            level: self.roll(5) as u8,
            redirected: self.chance(20),
            redirection: self.roll(9) as u8,
            facilitator: self.roll(9),
            organization: self.roll(4),
            programme: self.roll(3),
            place: self.roll(12),
            commune: self.roll(7) as u16,
            departement: self.roll(5) as u8,
            anonymous: anonymous as u16,
            anonymous_supported: self.roll(anonymous + 1) as u16,
            counted: self.list(60, 6, |dice| (dice.roll(17) as u8, some(dice))),
            residences: self.list(40, 3, |dice| (dice.roll(8) as u16, some(dice))),
            tags: self.list(40, 4, |dice| dice.roll(10)),
            followed: match self.roll(30) {
                0 => (0..self.roll(50)).map(|_| self.followed()).collect(),
                1..18 => vec![self.followed()],
                18..24 => self.list(100, 9, Self::followed),
                _ => Vec::new(),
            },
        }
    }

    fn perimeter(&mut self) -> Perimeter {
        Perimeter {
            programmes: self.list(50, 2, |dice| dice.roll(4)),
            organizations: self.list(40, 2, |dice| dice.roll(5)),
            communes: self.list(30, 4, |dice| dice.roll(9) as u16),
            departements: self.list(40, 3, |dice| dice.roll(6) as u8),
        }
    }

    /// A selection with each filter about one time in eight.
    fn selection(&mut self) -> Selection {
        let from = 95 + self.roll(60) as u16;
        let span = |dice: &mut Self| {
            let first = 95 + dice.roll(60) as u16;
            (dice.roll(11), first, first + dice.roll(40) as u16)
        };
        let crossed = self.chance(40);
        let often = if crossed { 50 } else { 0 };
        Selection {
            from: if self.chance(30) { 0 } else { from },
            to: if self.chance(30) { 400 } else { from + self.roll(50) as u16 },
            facilitators: self.chance(25).then(|| self.list(90, 9, span)),
            only_facilitators: self.list(10, 4, |dice| dice.roll(11)),
            any_of: self.chance(15).then(|| self.perimeter()),
            kind: self.chance(15).then(|| self.roll(3) as u8),
            themes: if self.chance(15) { self.bits(40, 15) } else { 0 },
            administrative: self.chance(12).then(|| self.chance(50)),
            administrative_mask: 0x3ffc_0000,
            equipment: if self.chance(12) { self.bits(7, 30) as u32 } else { 0 },
            place_types: if self.chance(12) { self.bits(6, 40) as u8 } else { 0 },
            durations: if self.chance(12) { self.bits(6, 40) as u8 } else { 0 },
            organizations: self.list(10, 3, |dice| dice.roll(5)),
            programmes: self.list(10, 2, |dice| dice.roll(4)),
            places: self.list(10, 5, |dice| dice.roll(14)),
            communes: self.list(10, 4, |dice| dice.roll(9) as u16),
            departements: self.list(10, 3, |dice| dice.roll(7) as u8),
            tags: self.list(12, 4, |dice| dice.roll(13)),
            people: PeopleFilter {
                genders: if self.chance(often) { self.bits(5, 40) as u8 } else { 0 },
                age_bands: if self.chance(often) { self.bits(11, 40) as u16 } else { 0 },
                statuses: if self.chance(often) { self.bits(7, 40) as u8 } else { 0 },
                residences: self.list(often / 2, 5, |dice| dice.roll(11) as u16),
            },
        }
    }
}

/// The index and the plain rows it should equal.
#[derive(Default)]
struct Both {
    index: Index,
    rows: BTreeMap<u32, Fact>,
}

impl Both {
    fn apply(&mut self, number: u32, fact: Option<Fact>) {
        self.index.apply(number, fact.as_ref());
        match fact {
            Some(fact) => self.rows.insert(number, fact),
            None => self.rows.remove(&number),
        };
    }

    fn plain(&self, selection: &Selection) -> Counts {
        Counts::of(self.rows.iter().map(|(number, fact)| (*number, fact)), selection)
    }

    /// Compares one selection, on one thread and on three.
    fn agree(&self, selection: &Selection) -> Counts {
        let plain = self.plain(selection);
        assert_eq!(self.index.count_on(selection, 1, 0), plain, "{selection:?}");
        assert_eq!(self.index.count_on(selection, 3, 0), plain, "{selection:?}");
        plain
    }
}

fn everything() -> Selection {
    Selection { to: 1_000, ..Selection::default() }
}

#[test]
fn a_long_history_counts_as_plain_rows_do() {
    for seed in 1..=3 {
        let mut dice = Dice::new(seed);
        let mut both = Both::default();
        let mut answered = 0;
        for round in 0..40 {
            for _ in 0..150 {
                // Over two blocks, and an edge of words, so that every path is walked.
                let number = match dice.roll(3) {
                    0 => dice.roll(1_000),
                    1 => 65_400 + dice.roll(300),
                    _ => 400_000 + dice.roll(200),
                };
                let fact = dice.fact();
                let gone = dice.chance(20);
                both.apply(number, (!gone).then_some(fact));
            }
            both.agree(&everything());
            for _ in 0..10 {
                let selection = dice.selection();
                let counts = both.agree(&selection);
                answered += i64::from(counts.individual != Tally::default());
            }
            if round == 20 {
                let numbers: Vec<u32> = both.rows.keys().copied().collect();
                numbers.into_iter().step_by(2).for_each(|number| both.apply(number, None));
            }
        }
        assert!(answered > 100, "too few selections keep anything: {answered}");
    }
}

#[test]
fn days_in_order_of_numbers_count_as_plain_rows_do() {
    let mut dice = Dice::new(9);
    let mut both = Both::default();
    for number in 0..6_000 {
        let mut fact = dice.fact();
        fact.day = 100 + (number / 100) as u16;
        both.apply(number, Some(fact));
    }
    for _ in 0..60 {
        let selection = dice.selection();
        both.agree(&selection);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_few_facts_count_as_plain_rows_do(
        seed in any::<[u8; 32]>(),
        deeds in prop::collection::vec((0_u32..90, prop::bool::weighted(0.8)), 1..60),
    ) {
        let mut dice = Dice(TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        let mut both = Both::default();
        for (number, kept) in deeds {
            let fact = dice.fact();
            both.apply(number, kept.then_some(fact));
        }
        both.agree(&everything());
        for _ in 0..5 {
            let selection = dice.selection();
            both.agree(&selection);
        }
    }
}

#[test]
fn the_same_twice_changes_nothing() {
    let mut dice = Dice::new(4);
    let mut both = Both::default();
    for number in 0..500 {
        let fact = dice.fact();
        both.apply(number, Some(fact));
    }
    let before = both.agree(&everything());
    for (number, fact) in both.rows.clone() {
        both.apply(number, Some(fact));
        both.apply(number + 100_000, None);
    }
    assert_eq!(both.agree(&everything()), before);
}

#[test]
fn every_session_gone_leaves_nothing() {
    let mut dice = Dice::new(5);
    let mut both = Both::default();
    for number in 0..300 {
        let fact = dice.fact();
        both.apply(number, Some(fact));
    }
    (0..300).for_each(|number| both.apply(number, None));
    assert_eq!(both.agree(&everything()), Counts::nothing(0, 1_000));
}

#[test]
fn odd_questions_have_an_answer() {
    let empty = Index::new();
    assert_eq!(empty.count(&everything()), Counts::nothing(0, 1_000));
    let backwards = Selection { from: 5, to: 4, ..Selection::default() };
    assert_eq!(empty.count(&backwards), Counts::default());
    assert_eq!(empty.count(&Selection { to: u16::MAX, ..backwards.clone() }).days.len(), 65_531);

    let mut both = Both::default();
    let largest = Fact {
        day: u16::MAX,
        kind: 1,
        minutes: u16::MAX,
        themes: u64::MAX,
        equipment: u32::MAX,
        autonomy: u8::MAX,
        facilitator: u32::MAX,
        organization: u32::MAX,
        place: u32::MAX,
        commune: u16::MAX,
        departement: u8::MAX,
        anonymous: u16::MAX,
        anonymous_supported: u16::MAX,
        counted: vec![(u8::MAX, 3), (15, u16::MAX), (15, u16::MAX)],
        residences: vec![(u16::MAX, u16::MAX), (0, 5)],
        tags: vec![u32::MAX, 0, u32::MAX],
        followed: vec![
            Followed { person: 9_000_000, residence: u16::MAX, gender: 200, ..Followed::default() },
            Followed { person: 9_000_000, gender: 2, ..Followed::default() },
        ],
        ..Fact::default()
    };
    both.apply(0, Some(Fact::default()));
    both.apply(20_000_000, Some(largest));
    let all = Selection { to: u16::MAX, ..Selection::default() };
    let counts = both.agree(&all);
    assert_eq!(counts.workshop, Tally { sessions: 1, participations: 65_537 });
    assert_eq!((counts.followed, counts.returning_followed), (1, 1));
    assert_eq!(counts.genders[2].followed, 1, "the later of two in one session");
    both.agree(&backwards);
    let unknown = Selection {
        facilitators: Some(vec![(77, 9, 3), (u32::MAX, 0, u16::MAX)]),
        tags: vec![12_345, u32::MAX],
        communes: vec![u16::MAX],
        people: PeopleFilter { residences: vec![0, 40_000, u16::MAX], ..PeopleFilter::default() },
        ..all.clone()
    };
    assert_eq!(both.agree(&unknown).workshop, Tally { sessions: 1, participations: 2 });
    let nobody = Selection { facilitators: Some(Vec::new()), ..all };
    assert_eq!(both.agree(&nobody), Counts::nothing(0, u16::MAX));
}
