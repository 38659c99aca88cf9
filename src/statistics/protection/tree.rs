//! Exact bounds where the hidden cells and their equations form trees: what is known of each
//! cell is carried to the root and back once.

use super::component::Component;
use super::knowledge::{Bounds, UNBOUNDED};

/// The exact bounds of every cell of a component without cycles, in its order; whole numbers
/// reach both ends, because sums of intervals of whole numbers have no gaps.
pub fn bounds(component: &Component, known: &[Bounds], truth: &[i64]) -> Vec<Bounds> {
    let mut bounds = known.to_vec();
    let rest: Vec<i128> = component.lines.iter().map(|line| line.rest(truth)).collect();
    // Lines are in breadth-first order: the cells nearest the root are met first.
    for (line, rest) in component.lines.iter().zip(&rest).rev() {
        line.narrow(*rest, &mut bounds, |cell| cell == line.first);
    }
    for (line, rest) in component.lines.iter().zip(&rest) {
        line.narrow(*rest, &mut bounds, |cell| cell != line.first);
    }
    bounds
}

/// An equation as seen by the hidden cells of a component: Σ sign × cell = rest.
pub struct Line {
    /// The cell through which the line was reached.
    pub first: usize,
    /// Cells by their position in the component, parts +1 and the total −1.
    pub terms: Vec<(usize, i64)>,
}

impl Line {
    /// What the hidden cells of the line add up to, which every reader can compute.
    pub fn rest(&self, values: &[i64]) -> i128 {
        self.terms.iter().map(|(cell, sign)| i128::from(values[*cell] * sign)).sum()
    }

    /// Narrows the cells chosen by what the other cells of the line allow.
    fn narrow(&self, rest: i128, bounds: &mut [Bounds], chosen: impl Fn(usize) -> bool) {
        let span = |cell: usize, sign: i64, bounds: &[Bounds]| {
            let Bounds { lower, upper } = bounds[cell];
            let ends = (i128::from(lower), i128::from(upper));
            if sign > 0 { ends } else { (-ends.1, -ends.0) }
        };
        let (mut least, mut most) = (0, 0);
        for (cell, sign) in &self.terms {
            let (low, high) = span(*cell, *sign, bounds);
            least += low;
            most += high;
        }
        let mut found = Vec::with_capacity(self.terms.len());
        for (cell, sign) in self.terms.iter().filter(|(cell, _)| chosen(*cell)) {
            let (low, high) = span(*cell, *sign, bounds);
            let (low, high) = (rest - (most - high), rest - (least - low));
            let (low, high) = if *sign > 0 { (low, high) } else { (-high, -low) };
            found.push((*cell, low, high));
        }
        for (cell, low, high) in found {
            let known = &mut bounds[cell];
            known.lower = clamp(low.max(i128::from(known.lower)));
            known.upper = clamp(high.min(i128::from(known.upper)));
        }
    }
}

/// What is far beyond every value counts as no bound.
fn clamp(bound: i128) -> i64 {
    if bound >= i128::from(UNBOUNDED / 2) { UNBOUNDED } else { i64::try_from(bound).unwrap_or(0) }
}
