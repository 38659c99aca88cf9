//! What a report holds, whatever the format it leaves in.

use chrono::{NaiveDate, NaiveDateTime};

pub use crate::platform::lang::Lang;

/// Days counted, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// How the reader's right shaped the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// Nothing is hidden.
    Exact,
    /// Cells on fewer than `k` people are hidden, and those that would give them away.
    Protected { k: u32 },
}

/// A figure with its number of decimals, or words.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number { value: f64, decimals: u8 },
    Hidden,
}

/// Evolution in percent; `None` when it means nothing (the earlier figure is zero or hidden).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change(pub Option<f64>);

/// A headline figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    pub label: String,
    pub value: Value,
    /// `h`, `min`, `%` …; nothing for a count.
    pub unit: Option<String>,
    /// Against the previous period of equal length.
    pub since_previous: Option<Change>,
    /// Against the same period a year before.
    pub since_last_year: Option<Change>,
}

/// What the numbers of a column are, for their format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Count,
    /// From 0 to 100.
    Percent,
    Rate,
    Hours,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub header: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number {
        value: f64,
        decimals: u8,
    },
    /// Hidden by the protection.
    Hidden,
    /// Nothing to say here.
    Empty,
}

/// How a family is drawn; `series` are the columns drawn, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chart {
    None,
    /// Upright, for periods: every row.
    Columns {
        series: Vec<usize>,
    },
    /// Lying, for named values: the first rows.
    Bars {
        series: Vec<usize>,
    },
}

/// A family of figures: one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// Stable identifier, as in the API.
    pub code: String,
    pub title: String,
    /// One sentence that says what the table shows.
    pub finding: String,
    /// What to know to read it; may be empty.
    pub note: String,
    pub columns: Vec<Column>,
    /// As many cells as columns; the first cell names the row.
    pub rows: Vec<Vec<Cell>>,
    pub total: Option<Vec<Cell>>,
    pub chart: Chart,
    pub definition: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub term: String,
    pub text: String,
}

/// Everything that an export says.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub lang: Lang,
    pub title: String,
    /// The scope, in words.
    pub subtitle: String,
    pub period: Period,
    /// The filters, in words; empty when there is none.
    pub filters: Vec<String>,
    /// In the network's own time.
    pub calculated_at: NaiveDateTime,
    pub definitions_version: i32,
    pub protection: Protection,
    pub headlines: Vec<Headline>,
    /// Paragraphs.
    pub method: Vec<String>,
    pub families: Vec<Family>,
    pub definitions: Vec<Definition>,
}
