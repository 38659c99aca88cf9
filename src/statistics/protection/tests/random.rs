//! 1,000 random tables and more: no sensitive cell is recovered or held too tightly.

use super::brute::{Brute, FAR};
use super::tables::{self, Dice, Shape};
use crate::statistics::protection::{
    Bounds, Measure, Place, READERS, Reader, Rule, Shown, Table, UNBOUNDED, Why, attack, protect,
};

const SHAPES: [Shape; 4] = [Shape::Line, Shape::Nested, Shape::Crossed, Shape::Linked];

/// The doubt that the rule promises, written again from its description.
fn promised(table: &Table, rule: Rule, reader: Reader, measure: usize, cell: usize) -> i64 {
    let value = table.cells[cell].values[measure];
    if value == 0 || rule.primary(&table.measures, &table.cells[cell]).is_none() {
        return 0;
    }
    let fifth = if value % 5 == 0 { value / 5 } else { value / 5 + 1 };
    let full = if fifth > rule.k() - 1 { fifth } else { rule.k() - 1 };
    match reader {
        Reader::Outsider if table.measures[measure] != Measure::Other => full,
        _ => full - full / 2,
    }
}

/// The upper bound that the rule promises at least.
fn promised_above(table: &Table, rule: Rule, reader: Reader, measure: usize, cell: usize) -> i64 {
    let value = table.cells[cell].values[measure];
    let sensitive = rule.primary(&table.measures, &table.cells[cell]).is_some();
    let asked = sensitive && reader == Reader::Outsider && value >= rule.k();
    if asked { value + (value + 9) / 10 } else { value }
}

struct Findings {
    sensitive: usize,
    pinned: usize,
    narrow: usize,
}

fn findings(table: &Table, shown: &[Shown], rule: Rule) -> Findings {
    let mut found = Findings { sensitive: 0, pinned: 0, narrow: 0 };
    for measure in 0..table.measures.len() {
        for reader in READERS {
            let bounds = attack(table, shown, rule, reader, measure);
            for (cell, Bounds { lower, upper }) in bounds.iter().enumerate() {
                let value = table.cells[cell].values[measure];
                assert!(*lower <= value && value <= *upper, "the truth is always possible");
                let promised = promised(table, rule, reader, measure, cell);
                found.sensitive += usize::from(promised > 0);
                found.pinned += usize::from(promised > 0 && lower == upper);
                let above = promised_above(table, rule, reader, measure, cell);
                found.narrow += usize::from(upper - lower < promised || *upper < above);
            }
        }
    }
    found
}

#[test]
fn no_sensitive_cell_leaks_in_1200_tables() {
    let mut sensitive = 0;
    for seed in 0..1200 {
        let mut dice = Dice(seed);
        let shape = SHAPES[seed as usize % 4];
        let table = tables::random(&mut dice, shape, 400, 9);
        let rule = if seed % 3 == 0 { Rule::new(5, 85) } else { Rule::default() };
        let protected = protect(&table, rule).expect("sound table");
        assert_eq!(protected.unproved, Vec::<usize>::new(), "seed {seed} {shape:?}");
        let found = findings(&table, &protected.shown, rule);
        assert_eq!((found.pinned, found.narrow), (0, 0), "seed {seed} {shape:?}");
        for (cell, shown) in table.cells.iter().zip(&protected.shown) {
            let why = rule.primary(&table.measures, cell);
            assert!(why.is_none() || shown.is_hidden(), "seed {seed}: {}", cell.code);
            assert!(*shown != Shown::Zero || cell.people == 0, "seed {seed}: {}", cell.code);
        }
        sensitive += found.sensitive;
    }
    assert!(sensitive > 10_000, "only {sensitive} sensitive figures were attacked");
}

#[test]
fn enumeration_agrees_with_the_attack_and_the_promise() {
    let rule = Rule::new(5, 85);
    let (mut compared, mut gaps) = (0, 0);
    for seed in 0..400 {
        let mut dice = Dice(50_000 + seed);
        let shape = SHAPES[seed as usize % 4];
        let table = tables::random(&mut dice, shape, 40, 4);
        let shown = protect(&table, rule).expect("sound table").shown;
        for measure in 0..table.measures.len() {
            for reader in READERS {
                let bounds = attack(&table, &shown, rule, reader, measure);
                let brute = Brute::new(&table, &shown, rule, reader, measure);
                for cell in (0..table.cells.len()).filter(|cell| shown[*cell].is_hidden()) {
                    let (lower, upper) = brute.bounds(cell);
                    let promised = promised(&table, rule, reader, measure, cell);
                    assert!(upper - lower >= promised, "seed {seed} {shape:?}");
                    let above = promised_above(&table, rule, reader, measure, cell);
                    assert!(upper >= above, "seed {seed} {shape:?}");
                    let free = bounds[cell].upper >= UNBOUNDED && upper > FAR;
                    let exact =
                        bounds[cell].lower == lower && (free || bounds[cell].upper == upper);
                    assert!(exact || shape == Shape::Linked, "seed {seed} {shape:?}");
                    assert!(bounds[cell].lower <= lower && bounds[cell].upper >= upper);
                    gaps += usize::from(!exact);
                    compared += 1;
                }
                assert_eq!(brute.measure(), measure);
            }
        }
    }
    assert!(compared > 5000, "only {compared} cells were compared");
    assert!(gaps * 100 < compared, "{gaps} of {compared} bounds were not reached by whole numbers");
}

/// Hides what the rule hides and nothing else.
fn primary_only(table: &Table, rule: Rule) -> Vec<Shown> {
    table
        .cells
        .iter()
        .map(|cell| match rule.primary(&table.measures, cell) {
            Some(why) => Shown::Hidden { why },
            None if cell.people == 0 => Shown::Zero,
            None => Shown::Value,
        })
        .collect()
}

/// The usual shortcut: no line with a single hidden cell; the smallest is hidden as the second.
fn two_per_line(table: &Table, rule: Rule) -> Vec<Shown> {
    let mut shown = primary_only(table, rule);
    loop {
        let lonely = table.equations.iter().find_map(|line| {
            let cells = || line.parts.iter().chain([&line.total]).copied();
            let hidden = cells().filter(|cell| shown[*cell].is_hidden()).count();
            let open = cells().filter(|cell| shown[*cell] == Shown::Value);
            open.min_by_key(|cell| table.cells[*cell].values[0]).filter(|_| hidden == 1)
        });
        let Some(cell) = lonely else { return shown };
        shown[cell] = Shown::Hidden { why: Why::Complement };
    }
}

#[test]
fn the_naive_ways_are_broken_by_the_same_attacker() {
    let rule = Rule::default();
    let (mut primary, mut two) = ((0, 0), (0, 0));
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let table = tables::random(&mut dice, SHAPES[seed as usize % 4], 400, 9);
        for (found, broken) in [
            (findings(&table, &primary_only(&table, rule), rule), &mut primary),
            (findings(&table, &two_per_line(&table, rule), rule), &mut two),
        ] {
            broken.0 += usize::from(found.pinned > 0);
            broken.1 += usize::from(found.narrow > 0);
        }
    }
    assert!(primary.0 > 100, "primary only: {primary:?} of 400 tables");
    assert!(two.0 > 10, "two per line: {two:?} of 400 tables");
    assert!(two.1 > 100, "two per line, held too tightly: {two:?} of 400 tables");
}

#[test]
fn the_same_table_gives_the_same_answer_in_any_order_of_cells() {
    for seed in 0..200 {
        let mut dice = Dice(90_000 + seed);
        let table = tables::random(&mut dice, SHAPES[seed as usize % 4], 300, 8);
        let rule = Rule::default();
        let once = protect(&table, rule).expect("sound table");
        assert_eq!(once, protect(&table, rule).expect("sound table"));
        let last = table.cells.len() - 1;
        let mut turned = table.clone();
        turned.cells.reverse();
        for equation in &mut turned.equations {
            equation.total = last - equation.total;
            for part in &mut equation.parts {
                *part = last - *part;
            }
        }
        let mut again = protect(&turned, rule).expect("sound table").shown;
        again.reverse();
        assert_eq!(once.shown, again, "seed {seed}");
    }
}

#[test]
fn an_earlier_answer_is_never_undone_by_the_next() {
    // May was answered alone; the spring is asked now, March and April lie between them.
    let mut refused = 0;
    for seed in 0..300 {
        let mut dice = Dice(seed);
        let mut table = tables::random(&mut dice, Shape::Nested, 500, 9);
        let rule = Rule::default();
        for cell in &mut table.cells {
            cell.place = match dice.below(5) {
                0 if rule.primary(&table.measures, cell).is_none() => Place::Kept,
                1 => Place::Unpublished,
                _ => Place::Open,
            };
        }
        let protected = protect(&table, rule).expect("sound table");
        for (cell, shown) in table.cells.iter().zip(&protected.shown) {
            assert!(cell.place != Place::Kept || !shown.is_hidden());
            assert!(cell.place != Place::Unpublished || shown.is_hidden());
        }
        if protected.unproved.is_empty() {
            let found = findings(&table, &protected.shown, rule);
            assert_eq!((found.pinned, found.narrow), (0, 0), "seed {seed}");
        } else {
            refused += 1;
        }
    }
    assert!(0 < refused && refused < 200, "{refused} of 300 refused");
}
