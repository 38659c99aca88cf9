//! Lines with their people, and what selections have more than others, against plain rows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::counts::Tally;
use super::super::super::crossing::{Crossing, Left, Line, LineCount, of_spot};
use super::super::super::fact::{AUTONOMY, EQUIPMENT, Fact, LEVELS, REDIRECTIONS, THEMES, told};
use super::super::super::selection::Selection;
use super::{Both, Dice, everything};

const MONTHS: [u16; 4] = [0, 110, 120, 150];

/// The lines of one session.
fn lines(fact: &Fact) -> Vec<Line> {
    let mut lines = vec![
        Line::Whole,
        Line::Month(MONTHS.iter().filter(|first| **first <= fact.day).count() as u16 - 1),
        Line::Kind(u8::from(fact.is_workshop())),
        Line::PlaceType(fact.place_type() as u8),
        Line::Duration(fact.duration() as u8),
        Line::Organization(fact.organization),
        Line::Programme(fact.programme),
    ];
    for theme in 0..THEMES {
        let has = fact.themes >> theme & 1 == 1;
        let at = theme as u8;
        lines.push(if has { Line::Theme(at) } else { Line::NotTheme(at) });
    }
    for item in 0..EQUIPMENT {
        let has = fact.equipment >> item & 1 == 1;
        let at = item as u8;
        lines.push(if has { Line::Equipment(at) } else { Line::NotEquipment(at) });
    }
    lines.push(match fact.is_workshop() {
        true => Line::Level(told(fact.level, LEVELS) as u8),
        false => Line::Autonomy(told(fact.autonomy, AUTONOMY) as u8),
    });
    if fact.redirected {
        let kind = told(fact.redirection, REDIRECTIONS) as u8;
        lines.extend([Line::Redirected, Line::Redirection(kind)]);
    } else {
        lines.push(Line::NotRedirected);
    }
    lines.extend(of_spot(fact.commune, fact.departement, fact.is_remote()));
    lines
}

/// Who took part and counts: named people, and how many anonymous ones.
fn present(fact: &Fact, selection: &Selection) -> (Vec<u32>, i64) {
    let named = fact.followed.iter().filter(|one| selection.people.keeps(one));
    let anonymous = if selection.people.is_empty() { fact.anonymous } else { 0 };
    (named.map(|one| one.person).collect(), i64::from(anonymous))
}

#[derive(Default)]
struct Plain {
    tally: Tally,
    named: BTreeSet<u32>,
    anonymous: i64,
    facilitators: BTreeMap<u32, i64>,
    organizations: BTreeMap<u32, i64>,
}

impl Both {
    fn plain_crossing(&self, selection: &Selection) -> Crossing {
        let mut found: BTreeMap<Line, Plain> = BTreeMap::new();
        for fact in self.rows.values().filter(|fact| selection.keeps(fact)) {
            let (named, anonymous) = present(fact, selection);
            let participations = named.len() as i64 + anonymous;
            if named.is_empty() && !selection.people.is_empty() {
                continue;
            }
            for line in lines(fact) {
                let plain = found.entry(line).or_default();
                plain.tally.add(1, participations);
                plain.named.extend(&named);
                plain.anonymous += anonymous;
                *plain.facilitators.entry(fact.facilitator).or_default() += participations;
                *plain.organizations.entry(fact.organization).or_default() += participations;
            }
        }
        let most = |parts: &BTreeMap<u32, i64>| parts.values().copied().max().unwrap_or(0);
        let count = |line: Line, plain: Plain| {
            // Nobody sees these lines: who makes them does not matter.
            let unseen = matches!(line, Line::NotTheme(_) | Line::NotEquipment(_));
            let most = |parts| if unseen { 0 } else { most(parts) };
            LineCount {
                tally: plain.tally,
                people: plain.named.len() as i64 + plain.anonymous,
                of_one_facilitator: most(&plain.facilitators),
                of_one_organization: most(&plain.organizations),
            }
        };
        found.into_iter().map(|(line, plain)| (line, count(line, plain))).collect()
    }

    fn plain_left(&self, one: &Selection, others: &[&Selection]) -> Left {
        let mut left = Left::default();
        let mut named = BTreeSet::new();
        for fact in self.rows.values().filter(|fact| one.keeps(fact)) {
            let taken: Vec<_> = others.iter().filter(|other| other.keeps(fact)).collect();
            let taken = |person| taken.iter().any(|other| other.people.keeps(person));
            let whole = others.iter().any(|other| other.keeps(fact) && other.people.is_empty());
            for person in &fact.followed {
                if one.people.keeps(person) && !taken(person) {
                    left.participations += 1;
                    named.insert(person.person);
                }
            }
            if one.people.is_empty() && !whole {
                left.participations += i64::from(fact.anonymous);
                left.people += i64::from(fact.anonymous);
            }
        }
        left.people += named.len() as i64;
        left
    }
}

#[test]
fn lines_and_differences_are_those_of_plain_rows() {
    let mut shown = 0;
    for seed in 20..26 {
        let mut dice = Dice::new(seed);
        let mut both = Both::default();
        for _ in 0..700 {
            let number = if dice.chance(70) { dice.roll(900) } else { 65_500 + dice.roll(200) };
            let fact = dice.fact();
            let gone = dice.chance(15);
            both.apply(number, (!gone).then_some(fact));
        }
        let mut selections = vec![everything()];
        selections.extend((0..30).map(|_| dice.selection()));
        for selection in &selections {
            let plain = both.plain_crossing(selection);
            let crossing = both.index.cross(selection, &MONTHS);
            let differs = |line: &&Line| crossing.get(line) != plain.get(line);
            let differing = crossing.keys().chain(plain.keys()).find(differs);
            assert_eq!(differing, None, "{selection:?}");
            shown += plain.len();
        }
        for _ in 0..60 {
            let mut some = || &selections[dice.roll(31) as usize];
            let (one, others) = (some(), [some(), some()]);
            let plain = both.plain_left(one, &others);
            let taken = others.map(|other| both.index.sample(other));
            let left = both.index.sample(one).left(&[&taken[0], &taken[1]]);
            assert_eq!(left, plain, "{one:?} less {others:?}");
        }
    }
    assert!(shown > 3_000, "too few lines to compare: {shown}");
}
