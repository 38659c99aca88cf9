//! What is to be protected: cells, the equations that hold between them, and the rule.

use std::collections::HashSet;

use thiserror::Error;

/// What a measure counts, which decides what a reader knows about a hidden cell beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The people the cell rests on, by a count that adds up (named people plus anonymous ones).
    People,
    /// Never fewer than the people: participations.
    AtLeastPeople,
    /// Never more than the people: followed people. 1 to k−1 of them make a cell sensitive too.
    AtMostPeople,
    /// No relation to the number of people: sessions, minutes.
    Other,
}

/// Whether the answer may show or hide a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// This answer decides.
    #[default]
    Open,
    /// The reader has seen its values in an earlier answer: it can no longer be hidden.
    Kept,
    /// Never published, known only through equations: what one answer counts and another does not.
    Unpublished,
}

/// One line of a family, one month, one territory, one crossing, or a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Unique and stable (`by_month/2026-03`): ties are settled by it.
    pub code: String,
    /// One value per measure of the table, never negative.
    pub values: Vec<i64>,
    /// Distinct people the cell rests on (anonymous participations count one person each).
    pub people: i64,
    /// The largest part of `values[0]` made by one facilitator or organization, where it matters.
    pub largest: Option<i64>,
    pub place: Place,
}

impl Cell {
    /// A cell that this answer decides about, without the dominance rule.
    pub fn new(code: impl Into<String>, values: Vec<i64>, people: i64) -> Cell {
        Cell { code: code.into(), values, people, largest: None, place: Place::Open }
    }

    /// Nothing happened here.
    pub(super) fn empty(&self) -> bool {
        self.people == 0 && self.values.iter().all(|value| *value == 0)
    }
}

/// `total = Σ parts`, in every measure. Indexes into [`Table::cells`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    pub total: usize,
    pub parts: Vec<usize>,
}

/// Everything one reader can put side by side: all families that share a total belong in one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub measures: Vec<Measure>,
    pub cells: Vec<Cell>,
    pub equations: Vec<Equation>,
}

/// The thresholds of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Fewest distinct people of a shown cell.
    k: i64,
    /// Largest percentage of a shown cell that one facilitator or organization may make.
    dominance: i64,
}

impl Rule {
    /// No network may go below it.
    pub const LEAST_K: i64 = 5;

    /// A threshold under [`Rule::LEAST_K`] is raised to it; a dominance beyond 0–100 is brought in.
    pub fn new(k: i64, dominance_percent: i64) -> Rule {
        Rule { k: k.max(Self::LEAST_K), dominance: dominance_percent.clamp(0, 100) }
    }

    pub fn k(self) -> i64 {
        self.k
    }

    /// Why the cell may not be shown, looked at alone; `None` when it may.
    pub fn primary(self, measures: &[Measure], cell: &Cell) -> Option<Why> {
        let few = |count: i64| 0 < count && count < self.k;
        let few_named = measures
            .iter()
            .zip(&cell.values)
            .any(|(measure, value)| *measure == Measure::AtMostPeople && few(*value));
        // Values without any person are a contradiction: hidden rather than trusted.
        if few(cell.people) || few_named || (cell.people <= 0 && !cell.empty()) {
            return Some(Why::Few);
        }
        let value = cell.values.first().copied().unwrap_or_default();
        let most = cell.largest.unwrap_or_default();
        let beyond = i128::from(most) * 100 > i128::from(value) * i128::from(self.dominance);
        (value > 0 && beyond).then_some(Why::Dominated)
    }
}

impl Default for Rule {
    /// 11 people, 85 %.
    fn default() -> Self {
        Rule::new(11, 85)
    }
}

/// Why a cell is hidden. May be told to the reader: the attack assumes that he knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It rests on fewer than k people, or belongs to a total that does.
    Few,
    /// One facilitator or organization makes too much of it.
    Dominated,
    /// A hidden cell could be computed from it.
    Complement,
}

/// What the reader sees of a cell, in all its measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Value,
    Zero,
    Hidden { why: Why },
}

impl Shown {
    pub fn is_hidden(self) -> bool {
        matches!(self, Shown::Hidden { .. })
    }
}

/// A table that cannot be protected because it contradicts itself.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TableError {
    #[error("cell {code}: {found} values for {expected} measures")]
    Measures { code: String, found: usize, expected: usize },
    #[error("cell {code}: a value or a number of people is negative or too large")]
    OutOfRange { code: String },
    #[error("two cells have the code {code}")]
    Twice { code: String },
    #[error("equation {equation} names a cell that does not exist, or one cell twice")]
    Cells { equation: usize },
    #[error("equation {equation} does not add up in measure {measure}")]
    Sum { equation: usize, measure: usize },
}

/// Values beyond this are refused: sums stay exact in every step of the attack.
const LARGEST: i64 = 1 << 40;

impl Table {
    /// Every equation adds up in every measure and names existing, different cells.
    ///
    /// # Errors
    /// The first contradiction found.
    pub fn check(&self) -> Result<(), TableError> {
        for cell in &self.cells {
            if cell.values.len() != self.measures.len() {
                let (found, expected) = (cell.values.len(), self.measures.len());
                return Err(TableError::Measures { code: cell.code.clone(), found, expected });
            }
            let mut numbers = cell.values.iter().chain([&cell.people]).chain(&cell.largest);
            if numbers.any(|number| !(0..=LARGEST).contains(number)) {
                return Err(TableError::OutOfRange { code: cell.code.clone() });
            }
        }
        let mut codes = HashSet::new();
        if let Some(cell) = self.cells.iter().find(|cell| !codes.insert(&cell.code)) {
            return Err(TableError::Twice { code: cell.code.clone() });
        }
        let mut last_seen = vec![usize::MAX; self.cells.len()];
        for (at, equation) in self.equations.iter().enumerate() {
            for cell in equation.parts.iter().chain([&equation.total]) {
                match last_seen.get_mut(*cell) {
                    Some(seen) if *seen != at => *seen = at,
                    _ => return Err(TableError::Cells { equation: at }),
                }
            }
            for measure in 0..self.measures.len() {
                let sum: i64 =
                    equation.parts.iter().map(|part| self.cells[*part].values[measure]).sum();
                if sum != self.cells[equation.total].values[measure] {
                    return Err(TableError::Sum { equation: at, measure });
                }
            }
        }
        Ok(())
    }

    /// The same table with cells by code and equations by cells, and where each cell comes from.
    pub(super) fn canonical(&self) -> (Table, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.cells.len()).collect();
        order.sort_by(|left, right| self.cells[*left].code.cmp(&self.cells[*right].code));
        let mut place = vec![0; order.len()];
        for (at, cell) in order.iter().enumerate() {
            place[*cell] = at;
        }
        let mut equations: Vec<Equation> = self
            .equations
            .iter()
            .map(|equation| {
                let mut parts: Vec<usize> =
                    equation.parts.iter().map(|part| place[*part]).collect();
                parts.sort_unstable();
                Equation { total: place[equation.total], parts }
            })
            .collect();
        equations
            .sort_by(|left, right| (left.total, &left.parts).cmp(&(right.total, &right.parts)));
        let cells = order.iter().map(|cell| self.cells[*cell].clone()).collect();
        (Table { measures: self.measures.clone(), cells, equations }, order)
    }

    /// The equations of each cell.
    pub(super) fn equations_of_cells(&self) -> Vec<Vec<usize>> {
        let mut of = vec![Vec::new(); self.cells.len()];
        for (at, equation) in self.equations.iter().enumerate() {
            for cell in equation.parts.iter().chain([&equation.total]) {
                of[*cell].push(at);
            }
        }
        of
    }
}
