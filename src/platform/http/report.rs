//! What an import answers: one report, line by line, for a dry run and for the real thing.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::faults::Lang;
use crate::platform::faults::{LineFault, Parsed};

/// The query string of an import.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// `false` (the default) only reports; `true` writes, all lines or none.
    #[serde(default)]
    pub commit: bool,
}

/// The form of an import.
#[derive(ToSchema)]
pub struct ImportForm {
    /// At most 10 MiB.
    #[schema(value_type = String, format = Binary)]
    #[allow(dead_code)]
    pub file: Vec<u8>,
}

/// One fault of an imported file, in the reader's language.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineFaultView {
    /// As a spreadsheet numbers it, from 1.
    #[schema(example = 4)]
    pub line: u32,
    /// Title of the column; empty when the fault is the line's.
    #[schema(example = "code_postal")]
    pub column: &'static str,
    #[schema(example = "required")]
    pub code: &'static str,
    pub message: String,
}

impl LineFaultView {
    fn new(fault: LineFault, lang: Lang) -> Self {
        let message = match lang {
            Lang::Fr => fault.message_fr,
            Lang::En => fault.message_en,
        };
        Self { line: fault.line, column: fault.column, code: fault.code, message: message.into() }
    }
}

/// The report of an import. Any error keeps the whole file out; warnings do not.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportReport {
    /// Whether the lines were written.
    pub committed: bool,
    /// Lines that hold data.
    pub rows: usize,
    /// Lines without an error.
    pub accepted: usize,
    /// Records that are new (in a dry run: that would be).
    pub created: usize,
    pub errors: Vec<LineFaultView>,
    pub warnings: Vec<LineFaultView>,
}

impl ImportReport {
    /// Reports what was read, of which `created` records are new.
    pub fn new<T>(parsed: Parsed<T>, committed: bool, created: usize, lang: Lang) -> Self {
        let told = |faults: Vec<LineFault>| {
            faults.into_iter().map(|fault| LineFaultView::new(fault, lang)).collect()
        };
        Self {
            committed,
            rows: parsed.rows,
            accepted: parsed.accepted.len(),
            created,
            errors: told(parsed.errors),
            warnings: told(parsed.warnings),
        }
    }
}
