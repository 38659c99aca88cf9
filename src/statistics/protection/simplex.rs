//! How far a cell can be moved when the hidden cells of a component form cycles: the simplex
//! method with bounded cells, started at the true table, which is always a possible one.
//!
//! Doubts are certified by *witnesses*: whole-number tables met on the way that fulfil every
//! equation, checked in integers. A rounding error can therefore cost a hidden cell too many,
//! never a leak. In one-dimensional, nested and two-dimensional tables every corner is whole
//! (their matrices are totally unimodular), so the witnesses reach the exact bounds.

use super::component::Component;
use super::knowledge::{Bounds, UNBOUNDED};

const TINY: f64 = 1e-9;
/// Steps without progress before the smallest index is taken to leave a cycle.
const PATIENCE: usize = 30;

pub struct Simplex<'c> {
    component: &'c Component,
    width: usize,
    /// One row per independent line: basic cell + Σ entry × cell = constant.
    rows: Vec<Vec<f64>>,
    basic: Vec<usize>,
    row_of: Vec<Option<usize>>,
    known: Vec<Bounds>,
    values: Vec<f64>,
    rests: Vec<i128>,
    /// The least and greatest value of each cell in any witness.
    pub seen: Vec<Bounds>,
}

impl<'c> Simplex<'c> {
    pub fn new(component: &'c Component) -> Self {
        let width = component.cells.len();
        let mut simplex = Simplex {
            component,
            width,
            rows: Vec::new(),
            basic: Vec::new(),
            row_of: vec![None; width],
            known: Vec::new(),
            values: Vec::new(),
            rests: Vec::new(),
            seen: Vec::new(),
        };
        for line in &component.lines {
            simplex.add_row(&line.terms);
        }
        simplex
    }

    /// Begins again at the true values of one measure, with what one reader knows of each cell.
    pub fn start(&mut self, truth: &[i64], known: Vec<Bounds>) {
        self.values = truth.iter().map(|value| *value as f64).collect();
        self.rests = self.component.lines.iter().map(|line| line.rest(truth)).collect();
        self.seen = truth.iter().map(|v| Bounds { lower: *v, upper: *v }).collect();
        self.known = known;
    }

    /// Moves a cell up (or down) until it cannot go further or reaches `goal`.
    /// Gives where it stands; [`UNBOUNDED`] when nothing stops it.
    pub fn push(&mut self, cell: usize, up: bool, goal: Option<f64>) -> f64 {
        let sign = if up { 1.0 } else { -1.0 };
        let mut idle = 0;
        for _ in 0..50 * (self.width + self.rows.len()) {
            let reached = goal.is_some_and(|goal| sign * (self.values[cell] - goal) >= -TINY);
            if reached {
                break;
            }
            let Some((entering, gain)) = self.entering(cell, sign, idle > PATIENCE) else { break };
            let step = self.step(entering, gain.signum());
            if step.length >= UNBOUNDED as f64 / 4.0 {
                if let Some(goal) = goal {
                    let length = ((goal - self.values[cell]).abs() / gain.abs()).ceil();
                    self.take(entering, gain.signum(), length);
                    self.witness();
                }
                return sign * UNBOUNDED as f64;
            }
            idle = if step.length > TINY { 0 } else { idle + 1 };
            self.take(entering, gain.signum(), step.length);
            if let Some(row) = step.row {
                self.pivot(row, entering);
            }
            if step.length > TINY {
                self.witness();
            }
        }
        self.values[cell]
    }

    fn add_row(&mut self, terms: &[(usize, i64)]) {
        let mut row = vec![0.0; self.width];
        for (cell, sign) in terms {
            row[*cell] = *sign as f64;
        }
        for (at, other) in self.rows.iter().enumerate() {
            subtract(&mut row, other, self.basic[at]);
        }
        // A later line depends on the cells it does not share with the earlier ones.
        let Some(cell) = row.iter().rposition(|entry| entry.abs() > TINY) else { return };
        let at = self.rows.len();
        self.rows.push(row);
        self.basic.push(cell);
        self.row_of[cell] = Some(at);
        self.normalize(at, cell);
    }

    /// A cell whose move brings the goal nearer and that its own bounds let move, and how much
    /// the goal gains per unit (negative: it must go down).
    fn entering(&self, goal: usize, sign: f64, careful: bool) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        let mut consider = |cell: usize, gain: f64| {
            let Bounds { lower, upper } = self.known[cell];
            let room = if gain > 0.0 {
                upper as f64 - self.values[cell]
            } else {
                self.values[cell] - lower as f64
            };
            let better = best.is_none_or(|(_, most)| !careful && gain.abs() > most.abs() + TINY);
            if gain.abs() > TINY && room > TINY && better {
                best = Some((cell, gain));
            }
        };
        match self.row_of[goal] {
            None => consider(goal, sign),
            Some(row) => {
                for (cell, entry) in self.rows[row].iter().enumerate() {
                    if *entry != 0.0 && self.row_of[cell].is_none() {
                        consider(cell, -sign * entry);
                    }
                }
            }
        }
        best
    }

    /// How far the entering cell can go, and the row whose basic cell stops it.
    fn step(&self, entering: usize, direction: f64) -> Step {
        let own = self.known[entering];
        let length = if direction > 0.0 {
            own.upper as f64 - self.values[entering]
        } else {
            self.values[entering] - own.lower as f64
        };
        let mut step = Step { length, row: None };
        for (at, row) in self.rows.iter().enumerate() {
            let slope = -direction * row[entering];
            if slope.abs() <= TINY {
                continue;
            }
            let cell = self.basic[at];
            let Bounds { lower, upper } = self.known[cell];
            let room = if slope > 0.0 {
                upper as f64 - self.values[cell]
            } else {
                self.values[cell] - lower as f64
            };
            let length = room.max(0.0) / slope.abs();
            let nearer = length < step.length - TINY;
            let tie = length <= step.length + TINY
                && step.row.is_some_and(|other| cell < self.basic[other]);
            if nearer || tie {
                step = Step { length, row: Some(at) };
            }
        }
        step
    }

    fn take(&mut self, entering: usize, direction: f64, length: f64) {
        self.values[entering] += direction * length;
        for (at, row) in self.rows.iter().enumerate() {
            if row[entering] != 0.0 {
                self.values[self.basic[at]] -= direction * length * row[entering];
            }
        }
    }

    fn pivot(&mut self, row: usize, entering: usize) {
        self.row_of[self.basic[row]] = None;
        self.basic[row] = entering;
        self.row_of[entering] = Some(row);
        self.normalize(row, entering);
    }

    /// Makes the cell stand alone in its row.
    fn normalize(&mut self, at: usize, cell: usize) {
        let mut own = std::mem::take(&mut self.rows[at]);
        let lead = own[cell];
        for entry in &mut own {
            *entry /= lead;
        }
        for row in self.rows.iter_mut().filter(|row| !row.is_empty()) {
            subtract(row, &own, cell);
        }
        self.rows[at] = own;
    }

    /// Remembers the table where the walk stands, if it is a whole and possible one.
    fn witness(&mut self) {
        let mut whole = Vec::with_capacity(self.width);
        for (value, known) in self.values.iter().zip(&self.known) {
            let rounded = value.round();
            let number = rounded as i64;
            let possible = known.lower <= number && number <= known.upper;
            if (value - rounded).abs() > 1e-6 || !possible {
                return;
            }
            whole.push(number);
        }
        let lines = self.component.lines.iter().zip(&self.rests);
        if lines.into_iter().any(|(line, rest)| line.rest(&whole) != *rest) {
            return;
        }
        for (seen, value) in self.seen.iter_mut().zip(whole) {
            seen.lower = seen.lower.min(value);
            seen.upper = seen.upper.max(value);
        }
    }
}

struct Step {
    length: f64,
    row: Option<usize>,
}

/// Takes `other` off `row` so that `cell` disappears from it.
fn subtract(row: &mut [f64], other: &[f64], cell: usize) {
    let factor = row[cell];
    if factor == 0.0 {
        return;
    }
    for (entry, take) in row.iter_mut().zip(other) {
        *entry -= factor * take;
        if entry.abs() < TINY {
            *entry = 0.0;
        }
    }
    row[cell] = 0.0;
}
