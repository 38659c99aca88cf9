//! The people of one competence as a table to protect: levels, progress, and the population that
//! both add up to.

use super::count::{CompetenceCount, LEVELS};
use super::shield::TOTAL;
use crate::statistics::protection::{Cell, Equation, Measure, Place, Table};

/// Unknown; the levels 1 to 8 follow.
pub const UNKNOWN: usize = TOTAL + 1;
/// People with two proofs.
pub const TWO_PROOFS: usize = UNKNOWN + LEVELS;
pub const UP: usize = TWO_PROOFS + 1;
pub const SAME: usize = UP + 1;
pub const DOWN: usize = SAME + 1;
/// Everybody else; never published.
const REST: usize = DOWN + 1;

/// The table of a competence of whose people `count` tells.
pub fn table(population: i64, count: &CompetenceCount) -> Table {
    let cell = |code: &str, people: i64| Cell::new(code, vec![people], people);
    let two_proofs = count.two_proofs();
    let mut cells = vec![cell("population", population)];
    for (level, people) in count.levels.iter().enumerate() {
        cells.push(cell(&format!("level/{level}"), *people));
    }
    cells.extend([
        cell("progress", two_proofs),
        cell("progress/up", count.up),
        cell("progress/same", count.same),
        cell("progress/down", count.down),
        Cell { place: Place::Unpublished, ..cell("rest", population - two_proofs) },
    ]);
    let equations = vec![
        Equation { total: TOTAL, parts: (UNKNOWN..TWO_PROOFS).collect() },
        Equation { total: TOTAL, parts: vec![TWO_PROOFS, REST] },
        Equation { total: TWO_PROOFS, parts: vec![UP, SAME, DOWN] },
    ];
    Table { measures: vec![Measure::People], cells, equations }
}
