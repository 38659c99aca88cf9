//! Pix files: what they are, whom they speak of, which levels they prove. Pure.
//!
//! Recognised by their headers, never by position or file name: profile collections (Pix Orga, old
//! and new headers, French and English) and certification results (Pix Certif and Pix Orga, three
//! generations). Assessment campaigns are recognised and refused: they hold mastery rates, and a
//! rate is no level. Source of headers, cell rules and traps: `data/pix-framework.json`,
//! `csv_formats`.
//!
//! Rules:
//!
//! 1. Every cell is text: the zeros in front of a staff number stay.
//! 2. The level of a competence of a profile is min(⌊pix ÷ 8⌋, the maximum reachable on that day);
//!    a line that says otherwise is at fault. The global level of a certificate follows the bands
//!    of its total score and has no bearing on competences (domain.md, "Levels", rule 5).
//! 3. A 0 proves nothing, nor does `-`, `NA`, a profile that was not sent, a certificate that was
//!    not validated.
//! 4. Birth data is there to find the person and must not be kept.
//! 5. Faults repeat no value of a person.
//!
//! A file cut exactly at the end of a line cannot be told from a shorter one.

mod cells;
mod certificates;
mod decoding;
mod framework;
mod header;
mod matching;
mod profiles;
mod reading;
mod reasons;
mod titles;

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use chrono::{NaiveDate, NaiveDateTime};
use csv::{ReaderBuilder, StringRecord};

use super::levels::{EvidenceKind, Level, Reachable};
use crate::platform::faults::{LineFault, Reason};
use crate::platform::text::normalise;
use crate::text_enum;
use header::Header;
use reading::Reading;

pub use framework::{Competence, competences, global_level, max_reachable};
pub use matching::{Candidate, Match, People};

/// Most people of one file.
pub const ROWS_MAX: usize = 50_000;
/// Most columns of one file.
pub const COLUMNS_MAX: usize = 2_000;
/// Most of those that Pix does not define.
pub const IDENTIFIERS_MAX: usize = 40;

text_enum! {
    /// What a file is.
    PixKind {
        ProfileCollection = "profile_collection",
        CertificationG1 = "certification_g1",
        CertificationG2 = "certification_g2",
        CertificationG3 = "certification_g3",
    }
}

impl PixKind {
    /// What its levels are proof of.
    pub const fn evidence_kind(self) -> EvidenceKind {
        match self {
            Self::ProfileCollection => EvidenceKind::PixProfile,
            _ => EvidenceKind::PixCertified,
        }
    }
}

text_enum! {
    /// Why a line without fault proves nothing.
    Ignored {
        NotSent = "not_sent",
        NotValidated = "not_validated",
        OtherCertification = "other_certification",
        NothingProven = "nothing_proven",
    }
}

/// What a file says.
#[derive(Debug)]
pub struct PixFile {
    pub kind: PixKind,
    /// Name of the campaign, of a profile collection.
    pub campaign: Option<String>,
    /// Titles of the columns that may identify people: the student number, the external id, and
    /// what organizations insert. Which one holds staff numbers is the importing person's to say.
    pub identifier_columns: Vec<String>,
    /// Lines that hold data.
    pub rows: usize,
    /// Lines that prove something, with their numbers.
    pub accepted: Vec<(u32, PixRow)>,
    pub ignored: Vec<(u32, Ignored)>,
    pub errors: Vec<LineFault>,
    /// Worth a look; they forbid nothing.
    pub warnings: Vec<LineFault>,
}

/// A person and what is proven of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PixRow {
    pub last_name: String,
    pub first_name: String,
    /// One for each of [`PixFile::identifier_columns`]; empty where there is none.
    pub identifiers: Vec<String>,
    /// Of a certificate.
    pub birth: Option<Birth>,
    /// When it was sent or passed, wall clock of Paris; midnight where only the day is known.
    pub observed_at: NaiveDateTime,
    /// Codes of the framework and levels, each from 1 up; never empty.
    pub levels: Vec<(&'static str, Level)>,
    pub certificate: Option<Certificate>,
}

impl PixRow {
    pub fn observed_on(&self) -> NaiveDate {
        self.observed_at.date()
    }

    /// Last and first name as people are searched.
    pub fn folded_name(&self) -> (String, String) {
        (normalise(&self.last_name), normalise(&self.first_name))
    }
}

/// Birth data: to find a person in memory, never to be kept or logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Birth {
    pub date: Option<NaiveDate>,
    pub place: String,
}

impl fmt::Debug for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Birth")
    }
}

/// What a certificate says as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub number: String,
    /// Total score.
    pub pix: Option<u32>,
    /// Printed from the third scoring version on, from 64 pix up.
    pub global_level: Option<Level>,
}

/// Reads a Pix file.
///
/// # Errors
/// The whole file is refused: `empty_file` (also when it holds nobody), `unrecognised_format`,
/// `encoding`, `separator`, `assessment_campaign`, `missing_column`, `duplicate_column`,
/// `unknown_competence`, `too_many_columns`, `too_many_rows`, `truncated`. What is wrong with one
/// line is in [`PixFile::errors`].
pub fn read(file: &[u8], today: NaiveDate, reachable: &Reachable) -> Result<PixFile, Reason> {
    let text = decoding::decode(file)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.content.as_bytes());
    let mut record = StringRecord::new();
    reader.read_record(&mut record).map_err(|_| reasons::UNRECOGNISED)?;
    let kind = header::recognise(&record, &text)?;
    if text.is_cut {
        return Err(reasons::truncated(Some(kind), None));
    }
    let header = Header::new(kind, &record)?;
    let mut reading = Reading::new(header, today, reachable);
    let mut lines = Lines::after(&record, text.content);
    while reader.read_record(&mut record).map_err(|_| reasons::UNRECOGNISED)? {
        let line = lines.number(&record);
        if record.len() < reading.columns() && reader.position().byte() >= text.length() {
            return Err(reasons::truncated(Some(kind), Some(line)));
        }
        reading.take(line, &record)?;
    }
    reading.finish()
}

/// The rows of a file, one for each person.
#[derive(Debug)]
pub struct Newest {
    /// With their line numbers.
    pub kept: Vec<(u32, PixRow)>,
    /// Line of each other row, and of the one kept instead.
    pub older: Vec<(u32, u32)>,
}

/// Of several rows of one person, keeps the newest: people may send a profile several times. `key`
/// says who it is, of a line and its row. Of two sent at the same time the later line is kept.
pub fn newest_sent<K: Eq + Hash>(
    rows: Vec<(u32, PixRow)>,
    key: impl Fn(u32, &PixRow) -> K,
) -> Newest {
    let mut best: HashMap<K, (NaiveDateTime, u32)> = HashMap::new();
    for (line, row) in &rows {
        let seen = (row.observed_at, *line);
        best.entry(key(*line, row)).and_modify(|best| *best = seen.max(*best)).or_insert(seen);
    }
    let (mut kept, mut older) = (Vec::new(), Vec::new());
    for (line, row) in rows {
        match best.get(&key(line, &row)) {
            Some((_, newest)) if *newest != line => older.push((line, *newest)),
            _ => kept.push((line, row)),
        }
    }
    Newest { kept, older }
}

/// Numbers rows as a spreadsheet does: an empty line is a row there, a cell of several lines is
/// in one.
struct Lines<'a> {
    content: &'a [u8],
    /// Line breaks inside the cells so far.
    inside: u64,
}

impl<'a> Lines<'a> {
    fn after(header: &StringRecord, content: &'a str) -> Self {
        Self { content: content.as_bytes(), inside: breaks(header.as_slice().as_bytes()) }
    }

    fn number(&mut self, record: &StringRecord) -> u32 {
        let (line, at) = record.position().map_or((0, 0), |start| (start.line(), start.byte()));
        // Where the reader stood before it; it passes over empty lines without a word.
        let ahead = usize::try_from(at).ok().and_then(|at| self.content.get(at..));
        let ahead = ahead.unwrap_or_default();
        let empty = ahead.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let number = (line + breaks(&ahead[..empty])).saturating_sub(self.inside);
        self.inside += breaks(record.as_slice().as_bytes());
        u32::try_from(number).unwrap_or(u32::MAX)
    }
}

fn breaks(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests;
