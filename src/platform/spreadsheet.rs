//! Reading an XLSX file that anybody may have sent, and writing one that is safe to open.
//!
//! A workbook is a ZIP archive of XML: one megabyte can inflate to gigabytes, a sheet can declare
//! 16,384 × 1,048,576 cells, a header can announce any size. So before the reader sees the file,
//! [`open`] inflates every part once, counting what really comes out; then [`rows`] streams one
//! sheet, row by row, and never looks at its declared dimension.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use zip::ZipArchive;

use super::faults::Reason;

/// Most that the parts of a workbook may inflate to, together.
pub const INFLATED_MAX: u64 = 64 * 1024 * 1024;
/// Most parts of an archive; a workbook has a few dozens.
const PARTS_MAX: usize = 2_000;
/// Most strings a workbook may share between its cells: they are held in memory.
const SHARED_STRINGS_MAX: usize = 500_000;
/// Most XML elements of a workbook's styles, held in memory too.
const STYLE_ELEMENTS_MAX: usize = 200_000;

const UNRECOGNISED: Reason = Reason::fixed(
    "unrecognised_format",
    "Ce fichier n’est pas un classeur Excel (.xlsx) lisible.",
    "This file is not a readable Excel workbook (.xlsx).",
);
const TOO_LARGE: Reason = Reason::fixed(
    "too_large",
    "Ce classeur est trop volumineux une fois décompressé (64 Mio au plus).",
    "This workbook is too large once inflated (64 MiB at most).",
);

/// A workbook checked by [`open`].
pub struct Workbook<'a>(Xlsx<Cursor<&'a [u8]>>);

/// Opens a workbook held in memory.
///
/// # Errors
/// `unrecognised_format` when it is not an XLSX file, `too_large` when it inflates above
/// [`INFLATED_MAX`] or holds more strings than a reader should keep.
pub fn open(file: &[u8]) -> Result<Workbook<'_>, Reason> {
    check_parts(file)?;
    // The reader computes on numbers of the file without checking all of them; a panic there is
    // the file's fault, not the program's.
    match catch_unwind(|| Xlsx::new(Cursor::new(file))) {
        Ok(Ok(workbook)) => Ok(Workbook(workbook)),
        _ => Err(UNRECOGNISED),
    }
}

/// Inflates every part to see how large it really is.
fn check_parts(file: &[u8]) -> Result<(), Reason> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| UNRECOGNISED)?;
    if archive.len() > PARTS_MAX {
        return Err(TOO_LARGE);
    }
    let mut left = INFLATED_MAX;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| UNRECOGNISED)?;
        let name = part.name().map_err(|_| UNRECOGNISED)?;
        let name = name.replace('\\', "/").to_ascii_lowercase();
        let announced = part.size();
        if announced > left {
            return Err(TOO_LARGE);
        }
        let mut inflated = part.take(announced + 1);
        let size = match name.rsplit('/').next() {
            Some("sharedstrings.xml") => {
                let strings = read_whole(&mut inflated)?;
                check_shared_strings(&strings)?;
                strings.len() as u64
            }
            Some("styles.xml") => {
                let styles = read_whole(&mut inflated)?;
                at_most(elements(&styles), STYLE_ELEMENTS_MAX)?;
                styles.len() as u64
            }
            _ => std::io::copy(&mut inflated, &mut std::io::sink()).map_err(|_| UNRECOGNISED)?,
        };
        // More than it announced: the header lies, which no spreadsheet program does.
        if size > announced {
            return Err(UNRECOGNISED);
        }
        left -= size;
    }
    Ok(())
}

fn read_whole(part: &mut impl Read) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).map_err(|_| UNRECOGNISED)?;
    Ok(bytes)
}

fn at_most(count: usize, max: usize) -> Result<(), Reason> {
    if count > max { Err(TOO_LARGE) } else { Ok(()) }
}

fn elements(xml: &[u8]) -> usize {
    xml.iter().filter(|byte| **byte == b'<').count()
}

/// The reader keeps every string, and reserves room for as many as the part announces.
fn check_shared_strings(xml: &[u8]) -> Result<(), Reason> {
    // UTF-16, in which the attribute below would hide.
    if xml.contains(&0) {
        return Err(UNRECOGNISED);
    }
    // <si><t>…</t></si>: four angle brackets a string when it is written plainly.
    at_most(elements(xml) / 4, SHARED_STRINGS_MAX)?;
    let mut rest = xml;
    while let Some(at) = rest.windows(11).position(|window| window == b"uniqueCount") {
        rest = rest.get(at + 11..).unwrap_or_default();
        let digits = rest
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\''))
            .take_while(|byte| byte.is_ascii_digit());
        let announced = digits.fold(0_usize, |count, digit| {
            count.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
        });
        at_most(announced, SHARED_STRINGS_MAX)?;
    }
    Ok(())
}

/// One cell, as text. A whole number has no decimals, an empty cell is an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    /// The file holds a number, whose leading zeros a spreadsheet drops (`0612…` becomes 612…).
    pub number: bool,
}

impl Workbook<'_> {
    pub fn has_sheet(&self, sheet: &str) -> bool {
        self.0.sheet_names().iter().any(|name| name == sheet)
    }

    /// Hands the rows of a sheet that hold at least one cell to `take`, in the file's order, until
    /// it answers `false`: the row's number (from 1) and its first `N` cells.
    ///
    /// # Errors
    /// `unrecognised_format` when the sheet is missing or its XML is broken.
    pub fn rows<const N: usize>(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(u32, &[Cell; N]) -> bool,
    ) -> Result<(), Reason> {
        // As in [`open`]: a panic of the reader is the file's fault.
        catch_unwind(AssertUnwindSafe(|| self.stream(sheet, &mut take)))
            .unwrap_or(None)
            .ok_or(UNRECOGNISED)
    }

    fn stream<const N: usize>(
        &mut self,
        sheet: &str,
        take: &mut impl FnMut(u32, &[Cell; N]) -> bool,
    ) -> Option<()> {
        let mut cells = self.0.worksheet_cells_reader(sheet).ok()?;
        let mut row: [Cell; N] = std::array::from_fn(|_| Cell::default());
        let mut number = 0;
        while let Some(cell) = cells.next_cell().ok()? {
            let (row_index, column) = cell.get_position();
            let cell_row = row_index.saturating_add(1);
            if cell_row != number {
                if number != 0 && !take(number, &row) {
                    return Some(());
                }
                row.iter_mut().for_each(clear);
                number = cell_row;
            }
            if let Some(place) = row.get_mut(column as usize) {
                write_text(place, cell.get_value());
            }
        }
        if number != 0 {
            take(number, &row);
        }
        Some(())
    }
}

fn clear(cell: &mut Cell) {
    cell.text.clear();
    cell.number = false;
}

fn write_text(cell: &mut Cell, value: &DataRef<'_>) {
    clear(cell);
    match value {
        DataRef::Empty => {}
        DataRef::SharedString(text) => cell.text.push_str(text.trim()),
        DataRef::String(text) => cell.text.push_str(text.trim()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell.text.push_str(text),
        DataRef::Int(number) => write_number(cell, number),
        DataRef::Float(number) => write_number(cell, number),
        // A year typed in a cell that shows dates is the serial number of a date.
        DataRef::DateTime(date) => write_number(cell, &date.as_f64()),
        DataRef::Bool(value) => cell.text = value.to_string(),
        DataRef::Error(error) => cell.text = error.to_string(),
    }
}

fn write_number(cell: &mut Cell, number: &impl ToString) {
    cell.number = true;
    cell.text = number.to_string();
}

/// Writes a text that a spreadsheet shows and never runs: a string cell, marked as quoted when it
/// starts like a formula so that editing it does not make it one.
///
/// # Errors
/// When the text is longer than a cell holds (32,767 characters).
pub fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
) -> Result<(), XlsxError> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        sheet.write_string_with_format(row, column, text, &Format::new().set_quote_prefix())?;
    } else if !text.is_empty() {
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}

/// The same for a CSV file: a text that a spreadsheet would run starts with an apostrophe instead.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests;
