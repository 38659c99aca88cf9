//! Files of our own making in the form that Pix gives them; the people are fictional.

use chrono::NaiveDate;

use crate::competences::levels::{Level, Reachable};
use crate::competences::pix::*;
use crate::platform::faults::Reason;

pub const BYTE_ORDER_MARK: &str = "\u{feff}";

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn today() -> NaiveDate {
    day(2026, 11, 20)
}

pub fn read_bytes(file: &[u8]) -> Result<PixFile, Reason> {
    read(file, today(), &Reachable::always(max_reachable()))
}

/// A file as Pix writes it, with its byte order mark.
pub fn read_text(file: &str) -> Result<PixFile, Reason> {
    read_bytes(format!("{BYTE_ORDER_MARK}{file}").as_bytes())
}

pub fn refused(file: &[u8]) -> &'static str {
    read_bytes(file).map_or_else(|reason| reason.code, |_| "accepted")
}

/// A line as Pix writes it: quotes around everything but digits with or without hyphens.
pub fn written(cells: &[&str]) -> String {
    let is_bare = |cell: &str| {
        cell.bytes().any(|byte| byte.is_ascii_digit())
            && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let cell = |cell: &&str| match is_bare(cell) {
        true => (*cell).to_owned(),
        false => format!("\"{}\"", cell.replace('"', "\"\"")),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(";")
}

/// The only row of a file without fault.
pub fn only(file: PixFile) -> PixRow {
    assert_eq!((file.errors, file.warnings), (vec![], vec![]));
    assert_eq!((file.rows, file.ignored), (1, vec![]));
    file.accepted.into_iter().next().unwrap().1
}

pub fn levels(row: &PixRow) -> Vec<(&'static str, u8)> {
    row.levels.iter().map(|(code, level)| (*code, Level::get(*level))).collect()
}

/// Line, column and code of each error.
pub fn errors(file: &PixFile) -> Vec<(u32, &'static str, &'static str)> {
    file.errors.iter().map(|fault| (fault.line, fault.column, fault.code)).collect()
}

/// A profile collection: two competences unless `competences` says otherwise, one staff number.
pub struct Profiles {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

pub const FIRST: [&str; 6] = [
    "Nom de l'organisation",
    "ID Campagne",
    "Code",
    "Nom de la campagne",
    "Nom du Participant",
    "Prénom du Participant",
];
pub const THEN: [&str; 5] = [
    "Envoi (O/N)",
    "Date et heure de l'envoi (Europe/Paris)",
    "Nombre de pix total",
    "Certifiable (O/N)",
    "Nombre de compétences certifiables",
];

fn owned(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

impl Profiles {
    pub fn of(competences: &[&str]) -> Self {
        let mut header = owned(&FIRST);
        header.push("Matricule".to_owned());
        header.extend(owned(&THEN));
        for title in competences {
            header.push(format!("Niveau pour la compétence {title}"));
            header.push(format!("Nombre de pix pour la compétence {title}"));
        }
        Self { header, rows: Vec::new() }
    }

    pub fn two() -> Self {
        Self::of(&["Gérer des données", "Interagir"])
    }

    /// Sent on 12 March 2025 at 14:05, with these levels and pix.
    pub fn row(mut self, last: &str, first: &str, number: &str, results: &[&str]) -> Self {
        let mut cells =
            owned(&["Ville d'Essai", "4242", "ECOLE2025", "Positionnement", last, first, number]);
        cells.extend(owned(&["Oui", "12/03/2025 14:05", "31", "Non", "2"]));
        cells.extend(owned(results));
        self.rows.push(cells);
        self
    }

    /// Replaces a cell of the last row.
    pub fn with(mut self, title: &str, cell: &str) -> Self {
        let at = self.header.iter().position(|own| own == title).unwrap();
        self.rows.last_mut().unwrap()[at] = cell.to_owned();
        self
    }

    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        let at = self.header.iter().position(|own| own == from).unwrap();
        self.header[at] = to.to_owned();
        self
    }

    pub fn inserted(mut self, at: usize, title: &str, cell: &str) -> Self {
        self.header.insert(at, title.to_owned());
        self.rows.iter_mut().for_each(|row| row.insert(at, cell.to_owned()));
        self
    }

    pub fn without(mut self, title: &str) -> Self {
        let at = self.header.iter().position(|own| own == title).unwrap();
        self.header.remove(at);
        self.rows.iter_mut().for_each(|row| drop(row.remove(at)));
        self
    }

    pub fn text(&self) -> String {
        let lines = [&self.header].into_iter().chain(&self.rows);
        let line = |cells: &Vec<String>| {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            format!("{}\n", written(&cells))
        };
        lines.map(line).collect()
    }

    pub fn read(&self) -> Result<PixFile, Reason> {
        read_text(&self.text())
    }
}
