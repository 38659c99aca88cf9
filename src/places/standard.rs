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

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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

/// A place as a line of the standard describes it. Lists hold codes of `data/enumerations.json`,
/// in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StandardPlace {
    /// `id`: the producer's own, unique in its file.
    pub standard_id: String,
    /// SIRET, RNA or RIDET.
    pub pivot: Option<String>,
    pub name: String,
    /// Insee code of the commune of today.
    pub commune_code: String,
    /// As the file spells it.
    pub commune_name: Option<String>,
    pub postcode: String,
    pub address: String,
    pub address_extra: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub typologies: Vec<String>,
    pub phone: Option<String>,
    pub emails: Vec<String>,
    pub websites: Vec<String>,
    /// In OpenStreetMap's `opening_hours` syntax.
    pub opening_hours: Option<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub source: Option<String>,
    pub itinerancy: Vec<String>,
    pub parent: Option<String>,
    pub updated_on: Option<NaiveDate>,
    pub services: Vec<String>,
    pub audiences: Vec<String>,
    pub special_care: Vec<String>,
    pub fees: Vec<String>,
    pub national_programmes: Vec<String>,
    pub training_labels: Vec<String>,
    /// Free texts.
    pub other_labels: Vec<String>,
    pub access_modes: Vec<String>,
    pub support_modes: Vec<String>,
    pub accessibility_url: Option<String>,
    pub booking_url: Option<String>,
}

#[cfg(test)]
mod tests;
