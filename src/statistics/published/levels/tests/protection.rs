//! What a reader can still work out of protected levels: never a small figure.

use super::world::{COMPETENCE, Dice, PERSON, id};
use crate::competences::levels::Level;
use crate::statistics::protection::{Place, READERS, Reader, Rule, Shown, Table, Why, attack};
use crate::statistics::published::levels::count::CompetenceCount;
use crate::statistics::published::levels::coverage::{Reach, Teacher};
use crate::statistics::published::levels::shield::{TOTAL, shield};
use crate::statistics::published::levels::table::table;

/// What was hidden and attacked.
#[derive(Debug, Default)]
struct Met {
    shown: usize,
    hidden: usize,
    small: usize,
    wholly: usize,
}

/// Attacks a protected table with its total shown: the reader knows it from elsewhere.
fn survives(table: &Table, rule: Rule, met: &mut Met, about: &str) {
    table.check().expect("it adds up");
    let shown = shield(table.clone(), rule).expect("a table");
    let total = &table.cells[TOTAL];
    if (1..rule.k()).contains(&total.people) {
        let few = Shown::Hidden { why: Why::Few };
        assert!(shown.iter().all(|shown| *shown == few), "{about}: {shown:?}");
        return;
    }
    assert!(!shown[TOTAL].is_hidden(), "{about}: the total is known");
    let below = &shown[TOTAL + 1..];
    // Where nothing else is enough, zeros are hidden too: they leave no trace in this attack.
    let wholly = below.iter().all(|shown| *shown == Shown::Hidden { why: Why::Complement });
    met.wholly += usize::from(wholly);
    for (cell, shown) in table.cells.iter().zip(&shown) {
        let few = rule.primary(&table.measures, cell).is_some();
        assert!(shown.is_hidden() || !few, "{about}: {} is shown", cell.code);
        assert!(*shown != Shown::Zero || cell.values == [0], "{about}: {}", cell.code);
        met.shown += usize::from(*shown == Shown::Value);
        met.hidden += usize::from(shown.is_hidden() && cell.place == Place::Open);
    }
    if wholly {
        return;
    }
    for reader in READERS {
        let bounds = attack(table, &shown, rule, reader, 0);
        for (cell, bounds) in table.cells.iter().zip(bounds) {
            let (few, value) = (rule.primary(&table.measures, cell).is_some(), cell.values[0]);
            if few && value > 0 {
                assert!(!bounds.pinned(), "{about}: {} is {bounds:?}", cell.code);
                let half = (rule.k() - 1).max(value / 5) / 2;
                assert!(bounds.width() >= half, "{about}: {} in {bounds:?}", cell.code);
                met.small += usize::from(reader == Reader::Outsider);
            }
        }
    }
}

#[test]
fn levels_and_progress_give_nobody_away() {
    let mut met = Met::default();
    for seed in 0..250 {
        let mut dice = Dice::new(seed);
        let mut count = CompetenceCount::default();
        let most = [4, 15, 40, 400][dice.roll(4) as usize];
        let levels = 1 + dice.roll(9) as usize;
        for level in 0..levels {
            count.levels[level] = i64::from(dice.roll(most));
        }
        let population: i64 = count.levels.iter().sum();
        let two = dice.roll(population as u32 + 1);
        for _ in 0..two {
            match dice.roll(7) {
                0..4 => count.up += 1,
                4..6 => count.same += 1,
                _ => count.down += 1,
            }
        }
        let rule = Rule::new(if dice.chance(50) { 11 } else { 5 }, 100);
        survives(&table(population, &count), rule, &mut met, &format!("seed {seed}"));
    }
    assert!(met.shown > 300 && met.hidden > 300 && met.small > 150, "{met:?}");
}

#[test]
fn places_give_no_facilitator_away() {
    let mut met = Met::default();
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let (places, people) = (1 + dice.roll(60), 1 + dice.roll(120));
        let teachers: Vec<Teacher> = (0..people)
            .map(|person| Teacher { place: id(9, dice.roll(places)), person: id(PERSON, person) })
            .collect();
        let kinds = 1 + dice.roll(4);
        let mut levels = std::collections::HashMap::new();
        for person in 0..people {
            if let Some(level) = Level::new(dice.roll(kinds) * 2) {
                levels.insert((id(PERSON, person), id(COMPETENCE, 1)), level);
            }
        }
        let reach = Reach::new(&teachers, levels);
        let rule = Rule::new(if dice.chance(50) { 11 } else { 5 }, 100);
        let about = format!("seed {seed}");
        survives(&reach.table(id(COMPETENCE, 1)), rule, &mut met, &about);
    }
    assert!(met.shown > 300 && met.hidden > 100 && met.small > 50, "{met:?}");
}

#[test]
fn where_too_little_doubt_is_left_all_is_hidden() {
    // Eleven people, five and six of them at two levels: each would be known within ten.
    let mut count = CompetenceCount::default();
    (count.levels[0], count.levels[3]) = (6, 5);
    let shown = shield(table(11, &count), Rule::new(11, 100)).expect("a table");
    assert_eq!(shown[TOTAL], Shown::Value);
    let hidden = Shown::Hidden { why: Why::Complement };
    assert!(shown[TOTAL + 1..].iter().all(|shown| *shown == hidden), "zeros too: {shown:?}");
}
