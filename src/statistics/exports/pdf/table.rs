//! The table of a family, every cell in words.

use super::super::model::{Cell, Family, Kind, Lang};
use crate::platform::pdf::{self, Cells, Flow, Grid};

/// Measures the table of a family.
pub fn table(flow: &Flow<'_>, lang: Lang, family: &Family) -> Grid {
    let columns = family.columns.iter();
    let columns = columns.map(|column| pdf::Column {
        header: column.header.clone(),
        is_figures: column.kind != Kind::Text,
    });
    let row = |row: &Vec<Cell>| -> Vec<pdf::Cell> {
        let cells = family.columns.iter().zip(row);
        let cells = cells.map(|(column, cell)| pdf::Cell {
            text: lang.cell(cell, column.kind),
            is_muted: *cell == Cell::Hidden,
        });
        cells.collect()
    };
    let cells = Cells {
        summary: family.finding.clone(),
        columns: columns.collect(),
        rows: family.rows.iter().map(row).collect(),
        total: family.total.as_ref().map(row),
    };
    cells.table(flow)
}
