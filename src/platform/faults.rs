//! What is wrong with a value, a line or a file, in words for a person and a code for a program.
//!
//! An import names every fault at once: line, column, code and a sentence in both languages. A
//! sentence names the rule and never repeats the value, which may be personal.

use std::borrow::Cow;

/// Why a value, a line or a whole file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Stable, snake_case.
    pub code: &'static str,
    pub fr: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl Reason {
    pub const fn fixed(code: &'static str, fr: &'static str, en: &'static str) -> Self {
        Self { code, fr: Cow::Borrowed(fr), en: Cow::Borrowed(en) }
    }

    pub fn new(code: &'static str, fr: String, en: String) -> Self {
        Self { code, fr: Cow::Owned(fr), en: Cow::Owned(en) }
    }

    pub const REQUIRED: Self = Self::fixed("required", "Valeur obligatoire.", "Value required.");

    pub fn too_long(max: usize) -> Self {
        Self::new(
            "too_long",
            format!("{max} caractères au plus."),
            format!("{max} characters at most."),
        )
    }
}

/// One fault of an imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// As the reader's spreadsheet numbers it, from 1.
    pub line: u32,
    /// The column's title in the file; empty when the fault is the line's.
    pub column: &'static str,
    pub code: &'static str,
    pub message_fr: Cow<'static, str>,
    pub message_en: Cow<'static, str>,
}

/// The faults of a file, in the order of its lines. Past [`Faults::LISTED`] they are only counted,
/// so that a file that is wrong everywhere does not fill memory.
#[derive(Debug, Default)]
pub struct Faults {
    listed: Vec<LineFault>,
    count: usize,
}

impl Faults {
    pub const LISTED: usize = 1_000;

    pub fn push(&mut self, line: u32, column: &'static str, reason: Reason) {
        self.count += 1;
        if self.listed.len() < Self::LISTED {
            let Reason { code, fr, en } = reason;
            self.listed.push(LineFault { line, column, code, message_fr: fr, message_en: en });
        }
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// The faults, with a last line that says how many more there are, if so.
    pub fn into_list(mut self) -> Vec<LineFault> {
        let more = self.count - self.listed.len();
        if let Some(last) = self.listed.last().map(|fault| fault.line).filter(|_| more > 0) {
            self.listed.push(LineFault {
                line: last,
                column: "",
                code: "more_faults",
                message_fr: format!("Et {more} autres anomalies non listées.").into(),
                message_en: format!("And {more} more faults, not listed.").into(),
            });
        }
        self.listed
    }
}

/// What was read from a file: the lines without an error, and what is wrong with the others.
///
/// Any error forbids the import as a whole; a warning never does.
#[derive(Debug)]
pub struct Parsed<T> {
    /// Lines that hold data, whether right or wrong.
    pub rows: usize,
    /// The right ones, with their line numbers.
    pub accepted: Vec<(u32, T)>,
    pub errors: Vec<LineFault>,
    pub warnings: Vec<LineFault>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_it_no_longer_lists() {
        let mut faults = Faults::default();
        for line in 1..=1_205 {
            faults.push(line, "nom", Reason::REQUIRED);
        }
        assert_eq!(faults.count(), 1_205);
        let list = faults.into_list();
        assert_eq!(list.len(), Faults::LISTED + 1);
        assert_eq!(list[1_000].code, "more_faults");
        assert!(list[1_000].message_fr.contains("205"));
    }

    #[test]
    fn adds_no_line_when_all_are_listed() {
        let mut faults = Faults::default();
        faults.push(4, "nom", Reason::REQUIRED);
        assert_eq!(faults.into_list().len(), 1);
        assert!(Faults::default().into_list().is_empty());
    }
}
