//! The report of an import: what would be or was done, and every fault with its line and column.

use serde::Serialize;
use utoipa::ToSchema;

use super::faults::Lang;
use crate::platform::faults::LineFault;

/// A fault of an imported file.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineFaultView {
    /// As a spreadsheet numbers it, from 1.
    pub line: u32,
    /// The column's title; empty when the fault is the whole line's.
    pub column: String,
    #[schema(example = "invalid_phone")]
    pub code: &'static str,
    pub message: String,
}

impl LineFaultView {
    pub fn new(fault: LineFault, lang: Lang) -> Self {
        Self {
            line: fault.line,
            column: fault.column.to_owned(),
            code: fault.code,
            message: match lang {
                Lang::Fr => fault.message_fr.into_owned(),
                Lang::En => fault.message_en.into_owned(),
            },
        }
    }
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportReport {
    /// False for a dry run, and when an error forbade the import.
    pub committed: bool,
    /// Lines that hold data.
    pub rows: usize,
    /// Lines without an error.
    pub accepted: usize,
    /// Records written.
    pub created: usize,
    /// Each forbids the import as a whole.
    pub errors: Vec<LineFaultView>,
    /// Worth a look; they forbid nothing.
    pub warnings: Vec<LineFaultView>,
}

impl ImportReport {
    pub fn new(
        committed: bool,
        rows: usize,
        accepted: usize,
        created: usize,
        errors: Vec<LineFault>,
        warnings: Vec<LineFault>,
        lang: Lang,
    ) -> Self {
        let views = |faults: Vec<LineFault>| {
            faults.into_iter().map(|fault| LineFaultView::new(fault, lang)).collect()
        };
        Self {
            committed,
            rows,
            accepted,
            created,
            errors: views(errors),
            warnings: views(warnings),
        }
    }
}
