//! Random tables counted from made-up participations, so that people, values and sums agree as
//! they do in the product.

use std::collections::{BTreeMap, BTreeSet};

use crate::statistics::protection::{Cell, Equation, Measure, Table};

/// A small generator of repeatable numbers (an additive counter mixed by multiplications).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `most` − 1.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// 0 to `most` − 1, small numbers far more often, as with themes and communes.
    pub fn skewed(&mut self, most: usize) -> usize {
        let once = self.below(most * 10);
        self.below(once / 10 + 1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Line,
    Nested,
    Crossed,
    Linked,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One record is one person: `People`, of whom `AtMostPeople` are named.
    People,
    /// People come back: `AtLeastPeople`, and sessions as `Other`.
    Participations,
}

struct Record {
    person: usize,
    first_of_session: bool,
    named: bool,
    /// The facilitator, for dominance.
    facilitator: usize,
    /// One value per dimension.
    at: Vec<usize>,
}

pub struct Size {
    pub records: usize,
    /// Values of each dimension.
    pub dimensions: Vec<usize>,
}

pub struct Counter<'d> {
    records: Vec<Record>,
    kind: Kind,
    dominance: bool,
    cells: BTreeMap<String, usize>,
    pub table: Table,
    dice: &'d mut Dice,
}

impl<'d> Counter<'d> {
    pub fn new(dice: &'d mut Dice, kind: Kind, size: &Size) -> Self {
        let people = (size.records / 3).max(1);
        let records = (0..size.records)
            .map(|record| Record {
                person: if kind == Kind::People { record } else { dice.skewed(people) },
                first_of_session: dice.below(3) > 0,
                named: dice.below(4) > 0,
                facilitator: dice.skewed(6),
                at: size.dimensions.iter().map(|values| dice.skewed(*values)).collect(),
            })
            .collect();
        let measures = match kind {
            Kind::People => vec![Measure::People],
            Kind::Participations => vec![Measure::AtLeastPeople, Measure::Other],
        };
        let table = Table { measures, ..Table::default() };
        Counter { records, kind, dominance: false, cells: BTreeMap::new(), table, dice }
    }

    pub fn with_named(mut self) -> Self {
        if self.kind == Kind::People {
            self.table.measures.push(Measure::AtMostPeople);
        }
        self
    }

    pub fn with_dominance(mut self) -> Self {
        self.dominance = true;
        self
    }

    /// The cell of the records that satisfy every pair of dimension and values.
    pub fn cell(&mut self, code: &str, of: &dyn Fn(&[usize]) -> bool) -> usize {
        if let Some(cell) = self.cells.get(code) {
            return *cell;
        }
        let records: Vec<&Record> = self.records.iter().filter(|record| of(&record.at)).collect();
        let people = records.iter().map(|record| record.person).collect::<BTreeSet<_>>().len();
        let count = |keep: &dyn Fn(&Record) -> bool| {
            records.iter().filter(|record| keep(record)).count() as i64
        };
        let values = match self.kind {
            Kind::People => vec![records.len() as i64, count(&|record| record.named)],
            Kind::Participations => {
                vec![records.len() as i64, count(&|record| record.first_of_session)]
            }
        };
        let values = values[..self.table.measures.len()].to_vec();
        let mut cell = Cell::new(code, values, people as i64);
        if self.dominance {
            let of_one = |one: usize| count(&|record| record.facilitator == one);
            cell.largest = (0..6).map(of_one).max();
        }
        self.table.cells.push(cell);
        self.cells.insert(code.to_owned(), self.table.cells.len() - 1);
        self.table.cells.len() - 1
    }

    pub fn equation(&mut self, total: usize, parts: Vec<usize>) {
        self.table.equations.push(Equation { total, parts });
    }

    /// The lines of one dimension add to the grand total.
    pub fn family(&mut self, dimension: usize, values: usize) {
        let total = self.cell("total", &|_| true);
        let parts = (0..values)
            .map(|value| {
                self.cell(&format!("f{dimension}/{value:04}"), &|at| at[dimension] == value)
            })
            .collect();
        self.equation(total, parts);
    }

    /// Lines of one dimension add to groups, the groups to the grand total.
    pub fn nested(&mut self, dimension: usize, values: usize, group: usize) {
        let total = self.cell("total", &|_| true);
        let mut groups = Vec::new();
        for first in (0..values).step_by(group) {
            let within = first..(first + group).min(values);
            let code = format!("f{dimension}/g{group}/{first:04}");
            let sum = self.cell(&code, &|at| within.contains(&at[dimension]));
            groups.push(sum);
            let parts = within
                .clone()
                .map(|value| {
                    self.cell(&format!("f{dimension}/{value:04}"), &|at| at[dimension] == value)
                })
                .collect();
            self.equation(sum, parts);
        }
        self.equation(total, groups);
    }

    /// Two dimensions crossed, with both margins.
    pub fn crossed(&mut self, rows: (usize, usize), columns: (usize, usize)) {
        self.family(rows.0, rows.1);
        self.family(columns.0, columns.1);
        let inner = |row: usize, column: usize| format!("x{}-{}/{row}/{column}", rows.0, columns.0);
        for row in 0..rows.1 {
            let sum = self.cells[&format!("f{}/{row:04}", rows.0)];
            let parts = (0..columns.1)
                .map(|column| {
                    self.cell(&inner(row, column), &|at| {
                        at[rows.0] == row && at[columns.0] == column
                    })
                })
                .collect();
            self.equation(sum, parts);
        }
        for column in 0..columns.1 {
            let sum = self.cells[&format!("f{}/{column:04}", columns.0)];
            let parts = (0..rows.1).map(|row| self.cells[&inner(row, column)]).collect();
            self.equation(sum, parts);
        }
    }
}

/// A random table of at most `most` records.
pub fn random(dice: &mut Dice, shape: Shape, most: usize, largest: usize) -> Table {
    let kind = if dice.below(2) == 0 { Kind::People } else { Kind::Participations };
    let dimensions: Vec<usize> = (0..4).map(|_| 2 + dice.below(largest - 1)).collect();
    let size = Size { records: 1 + dice.below(most), dimensions: dimensions.clone() };
    let (named, dominance) = (dice.below(2) == 0, dice.below(4) == 0);
    let mut counter = Counter::new(dice, kind, &size);
    if named {
        counter = counter.with_named();
    }
    if dominance {
        counter = counter.with_dominance();
    }
    match shape {
        Shape::Line => counter.family(0, dimensions[0]),
        Shape::Nested => counter.nested(0, dimensions[0], 2 + largest / 4),
        Shape::Crossed => counter.crossed((0, dimensions[0]), (1, dimensions[1])),
        Shape::Linked => {
            counter.nested(0, dimensions[0], 2);
            // Groups that do not nest: intercommunalities across départements.
            counter.nested(0, dimensions[0], 3);
            let others = 1 + counter.dice.below(3);
            for (dimension, values) in dimensions.iter().enumerate().skip(1).take(others) {
                counter.family(dimension, *values);
            }
            if counter.dice.below(2) == 0 {
                counter.crossed((1, dimensions[1]), (2, dimensions[2]));
            }
        }
    }
    counter.table
}
