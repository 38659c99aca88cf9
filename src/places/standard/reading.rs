//! From a file to places, naming every fault.

mod line;

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::ROWS_MAX;
use super::columns::{Column, NAMES, REQUIRED};
use crate::places::model::PlaceSheet;
use crate::platform::faults::{Faults, Parsed, Reason};
use line::Line;

/// Reads a file of the standard.
///
/// # Errors
/// The whole file is refused: `unrecognised_format` (not a text), `encoding` (not UTF-8),
/// `missing_column` (each is named), `too_many_rows`. What is wrong with one line is in
/// [`Parsed::errors`].
pub fn read(file: &[u8]) -> Result<Parsed<PlaceSheet>, Reason> {
    let text = decode(file)?;
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let titles = match records.next() {
        Some(Ok(record)) => record,
        _ => StringRecord::new(),
    };
    let mut reading = Reading { layout: layout(&titles)?, ..Reading::default() };
    for record in records {
        let record = record.map_err(|_| UNRECOGNISED)?;
        if !record.iter().all(|cell| cell.trim().is_empty()) {
            reading.take(&record)?;
        }
    }
    Ok(reading.finish(&titles))
}

const UNRECOGNISED: Reason = Reason::fixed(
    "unrecognised_format",
    "Ce fichier n’est pas un fichier CSV du standard des lieux de médiation numérique.",
    "This file is not a CSV file of the standard of digital mediation places.",
);
const ENCODING: Reason = Reason::fixed(
    "encoding",
    "Ce fichier n’est pas encodé en UTF-8 : enregistrez-le en « CSV UTF-8 ».",
    "This file is not encoded in UTF-8: save it as “CSV UTF-8”.",
);

fn decode(file: &[u8]) -> Result<&str, Reason> {
    if file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") {
        return Err(ENCODING);
    }
    let binary = [&b"%PDF"[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
    if file.contains(&0) || binary.iter().any(|magic| file.starts_with(magic)) {
        return Err(UNRECOGNISED);
    }
    str::from_utf8(file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file)).map_err(|_| ENCODING)
}

/// Where each column stands in the file.
type Layout = [Option<usize>; NAMES.len()];

fn layout(titles: &StringRecord) -> Result<Layout, Reason> {
    let find = |name: &str| titles.iter().position(|title| title.trim().eq_ignore_ascii_case(name));
    let layout: Layout = NAMES.map(find);
    let missing: Vec<&str> = REQUIRED
        .into_iter()
        .filter(|column| layout[*column as usize].is_none())
        .map(Column::name)
        .collect();
    if missing.is_empty() {
        return Ok(layout);
    }
    let missing = missing.join(", ");
    let semicolons = titles.iter().any(|title| title.contains(';'));
    let (hint_fr, hint_en) = if semicolons {
        (
            " Les colonnes se séparent par des virgules, non des points-virgules.",
            " Columns are separated by commas, not semicolons.",
        )
    } else {
        ("", "")
    };
    Err(Reason::new(
        "missing_column",
        format!("Colonne absente : {missing}.{hint_fr}"),
        format!("Missing column: {missing}.{hint_en}"),
    ))
}

struct Reading {
    layout: Layout,
    rows: usize,
    accepted: Vec<(u32, PlaceSheet)>,
    errors: Faults,
    warnings: Faults,
    /// First line of each id.
    ids: HashMap<String, u32>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            layout: [None; NAMES.len()],
            rows: 0,
            accepted: Vec::new(),
            errors: Faults::default(),
            warnings: Faults::default(),
            ids: HashMap::new(),
        }
    }
}

impl Reading {
    fn take(&mut self, record: &StringRecord) -> Result<(), Reason> {
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(Reason::fixed(
                "too_many_rows",
                "50 000 lieux au plus par fichier : partagez-le en plusieurs.",
                "50,000 places at most in one file: split it.",
            ));
        }
        let number = record.position().map_or(0, |position| position.line());
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let before = self.errors.count();
        let mut line = Line {
            number,
            cells: record,
            layout: &self.layout,
            errors: &mut self.errors,
            warnings: &mut self.warnings,
        };
        let place = line.place();
        if let Some(id) = &place.standard_id {
            let first = *self.ids.entry(id.clone()).or_insert(number);
            if first != number {
                let twice = Reason::new(
                    "duplicate",
                    format!("Identifiant déjà présent à la ligne {first}."),
                    format!("Id already on line {first}."),
                );
                self.errors.push(number, Column::Id.name(), twice);
            }
        }
        if self.errors.count() == before {
            self.accepted.push((number, place));
        }
        Ok(())
    }

    fn finish(mut self, titles: &StringRecord) -> Parsed<PlaceSheet> {
        for (name, place) in NAMES.into_iter().zip(self.layout) {
            if place.is_none() {
                let absent = Reason::fixed(
                    "missing_column",
                    "Colonne facultative absente : considérée comme vide.",
                    "Optional column missing: taken as empty.",
                );
                self.warnings.push(1, name, absent);
            }
        }
        let unknown = titles
            .iter()
            .filter(|title| !NAMES.iter().any(|name| title.trim().eq_ignore_ascii_case(name)));
        if unknown.count() > 0 {
            let ignored = Reason::fixed(
                "unknown_column",
                "Des colonnes hors du standard sont ignorées.",
                "Columns outside the standard are left out.",
            );
            self.warnings.push(1, "", ignored);
        }
        Parsed {
            rows: self.rows,
            accepted: self.accepted,
            errors: self.errors.into_list(),
            warnings: self.warnings.into_list(),
        }
    }
}
