//! From protected tables to the figures that are sent.

use super::coverage::at_least;
use super::model::{CoverageFigures, LevelFigure, ProgressFigures, ProtectedFigure};
use super::shield::TOTAL;
use super::table::{DOWN, SAME, TWO_PROOFS, UNKNOWN, UP};
use crate::competences::levels::Level;
use crate::statistics::protection::{Shown, Table, Why};
use crate::statistics::published::model::Hidden;
use crate::statistics::shares;

/// A table and what may be shown of it.
pub struct Shielded {
    pub table: Table,
    pub shown: Vec<Shown>,
}

/// Nothing of too few people.
const FEW: Shown = Shown::Hidden { why: Why::Few };

impl Shielded {
    /// A table of which nothing may be shown.
    pub fn few(table: Table) -> Self {
        Self { shown: vec![FEW; table.cells.len()], table }
    }

    fn value(&self, cell: usize) -> Option<i64> {
        let shown = self.shown.get(cell).copied().unwrap_or(FEW);
        (!shown.is_hidden()).then(|| self.table.cells[cell].values[0])
    }

    /// A cell, and its share of another.
    pub fn figure(&self, cell: usize, of: Option<usize>) -> ProtectedFigure {
        let value = self.value(cell);
        let base = of.and_then(|of| self.value(of)).filter(|base| *base > 0);
        ProtectedFigure {
            value,
            share: value.zip(base).map(|(value, base)| shares::of(value, base)),
            hidden: Hidden::of(self.shown.get(cell).copied().unwrap_or(FEW)),
        }
    }

    /// People by level: 1 to 8, then unknown.
    pub fn levels(&self) -> Vec<LevelFigure> {
        let figure = |level: Option<Level>| {
            let cell = UNKNOWN + level.map_or(0, |level| usize::from(level.get()));
            LevelFigure { level, people: self.figure(cell, Some(TOTAL)) }
        };
        let levels = (1..=Level::TOP.get()).map(Level::new);
        levels.chain([None]).map(figure).collect()
    }

    pub fn progress(&self) -> ProgressFigures {
        ProgressFigures {
            learners: self.figure(TWO_PROOFS, Some(TOTAL)),
            up: self.figure(UP, Some(TWO_PROOFS)),
            same: self.figure(SAME, Some(TWO_PROOFS)),
            down: self.figure(DOWN, Some(TWO_PROOFS)),
        }
    }

    /// The places of a level among `all`, that are told when those where somebody works may be.
    pub fn coverage(&self, level: Level, all: i64) -> CoverageFigures {
        let known = self.figure(TOTAL, None);
        let places = ProtectedFigure { value: known.value.map(|_| all), ..known };
        let covered = self.figure(at_least(level), None);
        let base = places.value.filter(|all| *all > 0);
        let share = covered.value.zip(base).map(|(covered, all)| shares::of(covered, all));
        CoverageFigures { places_covered: ProtectedFigure { share, ..covered }, places }
    }
}
