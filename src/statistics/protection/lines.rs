//! What may be computed and in which order lines may stand once cells are hidden.

use super::suppress::Protected;
use super::table::{Shown, Table};

/// The parts of an equation that may carry a share of its total: both must be shown. Shares are
/// rounded one by one: rounding that makes all of them add to 100 would use the hidden ones.
pub fn carry_shares(table: &Table, protected: &Protected, equation: usize) -> Vec<usize> {
    let shown = |cell: usize| !protected.shown[cell].is_hidden();
    let Some(line) = table.equations.get(equation) else { return Vec::new() };
    if !shown(line.total) {
        return Vec::new();
    }
    line.parts.iter().copied().filter(|part| shown(*part)).collect()
}

/// Whether a rate, a mean or a ratio may be computed from these cells: all must be shown.
pub fn may_combine(protected: &Protected, cells: &[usize]) -> bool {
    cells.iter().all(|cell| protected.shown.get(*cell).is_some_and(|shown| !shown.is_hidden()))
}

/// The order of lines sorted by size: shown ones by the first value, greatest first, then the
/// hidden ones by code. A hidden line among the shown ones would tell its size by its place.
pub fn order_by_size(table: &Table, protected: &Protected, cells: &[usize]) -> Vec<usize> {
    let mut order = cells.to_vec();
    order.sort_by_key(|at| {
        let cell = &table.cells[*at];
        let size = match protected.shown[*at] {
            Shown::Hidden { .. } => None,
            Shown::Zero | Shown::Value => cell.values.first().copied(),
        };
        (size.is_none(), std::cmp::Reverse(size.unwrap_or_default()), cell.code.clone())
    });
    order
}
