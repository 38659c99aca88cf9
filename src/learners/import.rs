//! Reading the learners a facilitator brings along in the Coop's beneficiary template (XLSX).
//!
//! The format: sheet « Bénéficiaires », one person a row from row 4, columns A–J, until the first
//! row that is empty in A–J. The template's sample person is skipped. E and F are formulas whose
//! last value is read; `0` there is a lookup of an empty cell. A second sheet, which declares
//! 16,384 × 35,072 cells, is never read.
//!
//! Pure: no database. Every fault of every line is named at once; messages repeat no value.

mod commune;
mod fields;

use crate::platform::faults::{Faults, Parsed, Reason};
use crate::platform::spreadsheet::{self, Cell};
use crate::platform::text::normalise;
use crate::territories::Commune;
use crate::vocabulary::Gender;

use std::collections::HashMap;

/// Name of the sheet that holds the people.
pub const SHEET: &str = "Bénéficiaires";
/// Most people of one file.
pub const ROWS_MAX: usize = 20_000;
/// Titles of the columns A–J, as faults name them.
pub const COLUMNS: [&str; 10] = [
    "Nom",
    "Prénom",
    "Année de naissance",
    "Commune",
    "Code INSEE",
    "Code postal",
    "N° de téléphone",
    "E-mail",
    "Genre",
    "Notes supplémentaires",
];
/// Rows above the first person: instructions and two rows of titles.
pub(super) const HEADER_ROWS: u32 = 3;

pub const NAME_MAX: usize = 100;
pub const NOTES_MAX: usize = 10_000;

/// The sample people of the Coop's template and of ours, without E and F: name, first name, year,
/// commune, telephone, e-mail, gender, notes.
pub(super) const SAMPLES: [[&str; 8]; 2] = [
    ["Exemple", "Léa", "1970", "Blaziert", "0102030405", "", "Féminin", ""],
    [
        "Exemple",
        "Camille",
        "1975",
        "Reims",
        "01 99 00 12 34",
        "camille@exemple.fr",
        "Non communiqué",
        "Cette ligne montre comment remplir : elle n’est pas importée.",
    ],
];

/// A person as the file describes them, checked and in the form that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedLearner {
    pub last_name: String,
    pub first_name: String,
    pub birth_year: Option<i32>,
    /// The commune of today; a former code or a district is resolved.
    pub commune: Option<Commune>,
    /// E.164.
    pub phone: Option<String>,
    pub email: Option<String>,
    pub gender: Option<Gender>,
    pub notes: Option<String>,
}

/// Reads a filled template. `this_year` bounds the birth years.
///
/// # Errors
/// The whole file is refused: `unrecognised_format`, `too_large`, `missing_sheet`,
/// `too_many_rows`. What is wrong with one line is in [`Parsed::errors`].
pub fn read(file: &[u8], this_year: i32) -> Result<Parsed<ImportedLearner>, Reason> {
    let mut workbook = spreadsheet::open(file)?;
    if !workbook.has_sheet(SHEET) {
        return Err(Reason::fixed(
            "missing_sheet",
            "La feuille « Bénéficiaires » est absente de ce classeur.",
            "The sheet “Bénéficiaires” is missing from this workbook.",
        ));
    }
    let mut reading = Reading { this_year, ..Reading::default() };
    workbook.rows(SHEET, |line, cells| reading.take(line, cells))?;
    reading.finish()
}

type Row = [Cell; COLUMNS.len()];

#[derive(Default)]
struct Reading {
    this_year: i32,
    /// The last row taken, to see the empty ones that a file leaves out.
    last: u32,
    ended: bool,
    rows: usize,
    accepted: Vec<(u32, ImportedLearner)>,
    errors: Faults,
    warnings: Faults,
    /// First line of each person, by folded names and birth year.
    people: HashMap<(String, Option<i32>), u32>,
}

impl Reading {
    /// Takes one row; says whether to go on.
    fn take(&mut self, line: u32, cells: &Row) -> bool {
        if line <= HEADER_ROWS {
            return true;
        }
        let empty = is_empty(cells);
        if empty || line > self.last.max(HEADER_ROWS) + 1 {
            self.ended = true;
        }
        self.last = line;
        if empty {
            return true;
        }
        if self.ended {
            let left_out = Reason::fixed(
                "after_empty_row",
                "Lignes ignorées à partir d’ici : elles suivent une ligne vide.",
                "Rows left out from here on: they follow an empty row.",
            );
            self.warnings.push(line, "", left_out);
            return false;
        }
        if is_sample(cells) {
            return true;
        }
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return false;
        }
        self.person(line, cells);
        true
    }

    fn person(&mut self, line: u32, cells: &Row) {
        let before = self.errors.count();
        let learner =
            fields::check(line, cells, self.this_year, &mut self.errors, &mut self.warnings);
        let Some(learner) = learner.filter(|_| self.errors.count() == before) else { return };
        let name = normalise(&format!("{} {}", learner.last_name, learner.first_name));
        let first = *self.people.entry((name, learner.birth_year)).or_insert(line);
        if first != line {
            let twice = Reason::new(
                "duplicate",
                format!("Même nom, prénom et année de naissance qu’à la ligne {first}."),
                format!("Same names and birth year as on line {first}."),
            );
            self.warnings.push(line, COLUMNS[0], twice);
        }
        self.accepted.push((line, learner));
    }

    fn finish(self) -> Result<Parsed<ImportedLearner>, Reason> {
        if self.rows > ROWS_MAX {
            return Err(Reason::fixed(
                "too_many_rows",
                "20 000 personnes au plus par fichier : partagez-le en plusieurs.",
                "20,000 people at most in one file: split it.",
            ));
        }
        Ok(Parsed {
            rows: self.rows,
            accepted: self.accepted,
            errors: self.errors.into_list(),
            warnings: self.warnings.into_list(),
        })
    }
}

fn is_empty(cells: &Row) -> bool {
    let filled = |(column, cell): (usize, &Cell)| match column {
        4 | 5 => fields::looked_up(cell).is_some(),
        _ => !cell.text.is_empty(),
    };
    !cells.iter().enumerate().any(filled)
}

fn is_sample(cells: &Row) -> bool {
    let [a, b, c, d, _, _, g, h, i, j] = cells;
    let row = [a, b, c, d, g, h, i, j].map(|cell| cell.text.as_str());
    SAMPLES.contains(&row)
}

#[cfg(test)]
mod tests;
