//! An attacker without any cleverness: tries every value, shares no code with the real one.

use crate::statistics::protection::{Measure, Reader, Rule, Shown, Table, Why};

/// Larger values of a part are not tried; of a total, what its parts can add to at most.
const CAP: i64 = 100;
/// What no bounded cell of these small tables reaches.
pub const FAR: i64 = 50;

pub struct Brute<'t> {
    table: &'t Table,
    measure: usize,
    start: Vec<(i64, i64)>,
}

impl<'t> Brute<'t> {
    pub fn new(
        table: &'t Table,
        shown: &[Shown],
        rule: Rule,
        reader: Reader,
        measure: usize,
    ) -> Self {
        let start = (0..table.cells.len())
            .map(|cell| match shown[cell] {
                Shown::Hidden { .. } => prior(table, shown, rule, reader, measure, cell),
                _ => (table.cells[cell].values[measure], table.cells[cell].values[measure]),
            })
            .collect();
        Brute { table, measure, start }
    }

    /// The least and greatest value of the cell in any whole-number table.
    pub fn bounds(&self, cell: usize) -> (i64, i64) {
        let possible = |value: &i64| {
            let mut ranges = self.start.clone();
            ranges[cell] = (*value, *value);
            self.exists(ranges)
        };
        let (from, to) = self.start[cell];
        let lower = (from..=to).find(possible).expect("the truth is possible");
        let upper = (from..=to).rev().find(possible).expect("the truth is possible");
        (lower, upper)
    }

    fn exists(&self, mut ranges: Vec<(i64, i64)>) -> bool {
        loop {
            let before = ranges.clone();
            for equation in &self.table.equations {
                let low: i64 = equation.parts.iter().map(|part| ranges[*part].0).sum();
                let high: i64 = equation.parts.iter().map(|part| ranges[*part].1).sum();
                let total = ranges[equation.total];
                let cut = (total.0.max(low), total.1.min(high));
                ranges[equation.total] = cut;
                for part in &equation.parts {
                    let own = ranges[*part];
                    let others = (low - own.0, high - own.1);
                    ranges[*part] = (own.0.max(cut.0 - others.1), own.1.min(cut.1 - others.0));
                }
                if equation
                    .parts
                    .iter()
                    .chain([&equation.total])
                    .any(|c| ranges[*c].0 > ranges[*c].1)
                {
                    return false;
                }
            }
            if ranges == before {
                break;
            }
        }
        let open = (0..ranges.len()).filter(|cell| ranges[*cell].0 < ranges[*cell].1);
        let Some(cell) = open.min_by_key(|cell| ranges[*cell].1 - ranges[*cell].0) else {
            return true;
        };
        (ranges[cell].0..=ranges[cell].1).any(|value| {
            let mut tried = ranges.clone();
            tried[cell] = (value, value);
            self.exists(tried)
        })
    }

    pub fn measure(&self) -> usize {
        self.measure
    }
}

/// What is known beforehand, written again from the rule's description.
fn prior(
    table: &Table,
    shown: &[Shown],
    rule: Rule,
    reader: Reader,
    measure: usize,
    cell: usize,
) -> (i64, i64) {
    let data = &table.cells[cell];
    let value = data.values[measure];
    let kind = table.measures[measure];
    // A reader cannot exclude zero below a hidden total of few people.
    let mut unsure = vec![cell];
    let mut zero_possible = false;
    while let Some(part) = unsure.pop() {
        for equation in table.equations.iter().filter(|line| line.parts.contains(&part)) {
            zero_possible |= shown[equation.total] == Shown::Hidden { why: Why::Few };
            unsure.push(equation.total);
        }
    }
    let least = i64::from(!zero_possible && kind != Measure::AtMostPeople && value > 0);
    let mut range = (least, most(table, cell));
    if reader == Reader::Insider {
        match kind {
            Measure::People | Measure::AtMostPeople if value < rule.k() => range.1 = rule.k() - 1,
            Measure::People | Measure::AtMostPeople => range.0 = rule.k(),
            Measure::AtLeastPeople if data.people >= rule.k() => range.0 = rule.k(),
            _ => {}
        }
    }
    range
}

fn most(table: &Table, cell: usize) -> i64 {
    let below = table.equations.iter().filter(|line| line.total == cell);
    below.map(|line| line.parts.iter().map(|part| most(table, *part)).sum()).max().unwrap_or(CAP)
}
