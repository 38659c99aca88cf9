//! The national data standard of digital mediation places: a CSV file of 32 columns.
//!
//! Source: `data/standard-mediation-num/schema.json` (version 1.0.2). UTF-8, commas, `"` around
//! values that need it, `|` between several values of a cell. What people really send is a little
//! wider, and accepted: a byte order mark, columns in another order, optional columns left out,
//! `;` between values, typographic apostrophes, labels without accents.
//!
//! Rules beyond the schema:
//! - a pivot that looks like a SIRET with a wrong key is a warning: files in use have many, and
//!   `00000000000000` stands for « none », here as there;
//! - a place must have a commune: without `code_insee`, its name and postcode must tell which;
//! - coordinates far from the commune are no fault: the schema's own example has some;
//! - a text that a spreadsheet would run (`=`, `+`, `-`, `@` first) is written after an apostrophe,
//!   which reading takes away again.

mod columns;
mod reading;
mod writing;

pub use reading::read;
pub use writing::write;

/// Most places of one file: twice what the national map has.
pub const ROWS_MAX: usize = 50_000;
/// Longest texts, in characters: a line (name, address …), the summary of the schema, a long text.
pub const LINE_MAX: usize = 500;
pub const SUMMARY_MAX: usize = 280;
pub const TEXT_MAX: usize = 10_000;

/// What stands for a missing pivot in files of the standard, where one is required.
const NO_PIVOT: &str = "00000000000000";

#[cfg(test)]
mod tests;
