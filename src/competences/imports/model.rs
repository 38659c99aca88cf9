//! The report of an import.

use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::pix::{Ignored, PixFile, PixKind};
use crate::platform::database::Id;
use crate::platform::faults::LineFault;
use crate::platform::http::{Lang, LineFaultView};

/// Most lines listed one by one; past that they are only counted.
const LISTED: usize = 200;

/// Lines of one sort.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Lines {
    pub count: usize,
    /// The first 200, as a spreadsheet numbers them.
    pub lines: Vec<u32>,
}

impl Lines {
    pub fn push(&mut self, line: u32) {
        self.count += 1;
        if self.lines.len() < LISTED {
            self.lines.push(line);
        }
    }
}

/// Lines that prove nothing, and why.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct IgnoredLines {
    /// The profile was not sent.
    pub not_sent: Lines,
    /// The certificate was not validated.
    pub not_validated: Lines,
    /// A certification of another framework.
    pub other_certification: Lines,
    /// No level from 1 up.
    pub nothing_proven: Lines,
    /// A newer line of the same person counts instead.
    pub older: Lines,
}

/// What an import would do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub struct PixImportReport {
    /// False for a dry run, and when an error forbade the import.
    pub committed: bool,
    /// The very same file was imported before: nothing is left to write.
    pub already_imported: bool,
    pub kind: PixKind,
    /// Of a profile collection.
    pub campaign: Option<String>,
    /// Columns that may identify people: name one as `identifier` to match by it.
    pub identifier_columns: Vec<String>,
    /// Lines that hold data.
    pub rows: usize,
    /// Lines whose person was found for certain.
    pub matched: usize,
    /// Lines that may be about several people, or about one whose name differs.
    pub ambiguous: Lines,
    /// Lines about nobody of the network.
    pub unmatched: Lines,
    pub ignored: IgnoredLines,
    /// People whose levels the import tells of.
    pub people: usize,
    /// Proofs to write, or written.
    pub new_evidence: usize,
    /// Proofs that were there already.
    pub known_evidence: usize,
    /// Each forbids the import as a whole.
    pub errors: Vec<LineFaultView>,
    /// Worth a look; they forbid nothing.
    pub warnings: Vec<LineFaultView>,
}

impl PixImportReport {
    /// What the file says, before anybody is looked for.
    pub fn of(file: &mut PixFile, lang: Lang) -> Self {
        let mut ignored = IgnoredLines::default();
        for (line, why) in &file.ignored {
            match why {
                Ignored::NotSent => ignored.not_sent.push(*line),
                Ignored::NotValidated => ignored.not_validated.push(*line),
                Ignored::OtherCertification => ignored.other_certification.push(*line),
                Ignored::NothingProven => ignored.nothing_proven.push(*line),
            }
        }
        let views = |faults: Vec<LineFault>| {
            faults.into_iter().map(|fault| LineFaultView::new(fault, lang)).collect()
        };
        Self {
            committed: false,
            already_imported: false,
            kind: file.kind,
            campaign: file.campaign.clone(),
            identifier_columns: file.identifier_columns.clone(),
            rows: file.rows,
            matched: 0,
            ambiguous: Lines::default(),
            unmatched: Lines::default(),
            ignored,
            people: 0,
            new_evidence: 0,
            known_evidence: 0,
            errors: views(std::mem::take(&mut file.errors)),
            warnings: views(std::mem::take(&mut file.warnings)),
        }
    }
}

/// An import as it is kept.
#[derive(Clone, Debug)]
pub struct Imported {
    pub id: Id,
    pub hash: String,
    pub kind: PixKind,
    pub account_id: Id,
    pub row_count: i32,
}
