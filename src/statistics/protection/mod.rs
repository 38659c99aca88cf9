//! Protection of published statistics: no reader may work out a figure that rests on few people.
//!
//! A [`Table`] is cells and equations (total = Σ parts): families, months, territories, crossings.
//! [`protect`] hides
//! - cells on fewer than k distinct people, or made by one facilitator or organization beyond the
//!   dominance limit; below a total of too few people everything, zeros included — which
//!   lines are empty would tell where those few people are;
//! - complements, until for every such *sensitive* cell two readers stay in doubt. The outsider
//!   knows the shown cells, all equations, that counts are whole and not negative, that zeros are
//!   shown. The insider knows besides on which side of k each hidden cell lies.
//!
//! How much doubt: the interval of possible values of a sensitive cell v must span, for the
//! outsider, at least max(k−1, v/5) — so it holds k different values and, as a hidden count of
//! people is 1 or more, reaches k: he cannot even tell that the cell is small. Only the span counts,
//! not where the truth lies in it (a *sliding* protection): a reader who does not know that he is
//! near an end learns nothing from the end. The fifth is the p-percent idea, that a figure made by
//! few must not be known within some percents; it matters for many participations of few people
//! and for dominated cells. The insider, for whom a small count already lies in 1..k−1, must be left
//! half of that span; so must everyone for measures that do not count people. Where v ≥ k, the
//! outsider's upper bound must also lie v/10 above the truth. No sensitive cell can be recovered.
//!
//! Proofs of doubt are exact (`tree.rs`) or whole-number witnesses (`simplex.rs`), so a rounding
//! error or a component too large to explore hides too much, never too little.
//!
//! How to call it: one table per reader and question with everything that shares a total, one entry
//! of `values` per measure shown. A line hidden for one measure is hidden for all; every measure
//! is attacked. What is published as the sum of two measures (followed people and anonymous
//! participations) is one more measure. Then use [`carry_shares`], [`may_combine`] and
//! [`order_by_size`]: shares, means and the order of lines tell sizes as well.
//!
//! Not covered: a reader who replays the choice of complements (smallest first), relations between
//! measures (sessions ≤ participations), knowledge of single people from elsewhere.

mod attack;
mod component;
mod difference;
mod forest;
mod knowledge;
mod line_check;
mod lines;
mod simplex;
mod suppress;
mod table;
mod tree;

#[cfg(test)]
mod tests;

pub use attack::attack;
pub use difference::{Counted, DifferenceGuard, Question, Verdict};
pub use knowledge::{Bounds, READERS, Reader, UNBOUNDED};
pub use lines::{carry_shares, may_combine, order_by_size};
pub use suppress::{Protected, protect};
pub use table::{Cell, Equation, Measure, Place, Rule, Shown, Table, TableError, Why};
