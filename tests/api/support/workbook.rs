//! Workbooks as people fill them in, and as they read them.

use std::io::Cursor;
use std::path::PathBuf;

use calamine::{Data, Range, Reader, Xlsx};
use coopair::learners::workbook;
use rust_xlsxwriter::Workbook;

/// A file of the reference data that live beside the project, where they do.
pub fn reference(name: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let shared = std::env::var_os("COOPAIR_SHARED").map_or_else(|| beside.into(), PathBuf::from);
    Some(shared.join("reference").join(name)).filter(|path| path.exists())
}

/// A workbook held in memory.
fn open(file: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(file)).expect("a workbook")
}

/// The cells of a sheet.
pub fn sheet(file: &[u8], name: &str) -> Range<Data> {
    open(file).worksheet_range(name).expect("the sheet")
}

/// Whether a sheet holds anything that a spreadsheet would run.
pub fn has_formula(file: &[u8], name: &str) -> bool {
    let formulas = open(file).worksheet_formula(name).expect("the sheet");
    formulas.cells().any(|(_, _, formula)| !formula.is_empty())
}

/// Our own template for learners, filled from its fourth row: the first cells of each.
pub fn learners_file<const N: usize>(rows: &[[&str; N]]) -> Vec<u8> {
    let template = workbook::template().expect("the template");
    let titles = sheet(&template, "Bénéficiaires");
    let mut filled = Workbook::new();
    let target = filled.add_worksheet().set_name("Bénéficiaires").expect("a sheet");
    for (row, cells) in (0..).zip(titles.rows().take(3)) {
        for (column, cell) in (0..).zip(cells) {
            if *cell != Data::Empty {
                target.write_string(row, column, cell.to_string()).expect("a title");
            }
        }
    }
    for (row, cells) in (3..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            // A year typed is a number, as in any spreadsheet.
            let written = match text.parse::<f64>() {
                Ok(number) if column == 2 => target.write_number(row, column, number),
                _ => target.write_string(row, column, *text),
            };
            written.expect("a cell");
        }
    }
    filled.save_to_buffer().expect("a file")
}
