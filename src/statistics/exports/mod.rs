//! Statistics that leave Coopair: a PDF report, a workbook, CSV files.
//!
//! Every format is a pure function of the same [`Report`], so that a number is the same in all of
//! them. JSON is the API's own answer and needs nothing here.

mod csv;
mod model;
mod pdf;
#[cfg(test)]
mod sample;
mod words;
mod workbook;

pub use csv::{csv, family_csv};
pub use model::{
    Cell, Change, Chart, Column, Definition, Family, Headline, Kind, Lang, Period, Protection,
    Report, Value,
};
pub use pdf::pdf;
pub use workbook::workbook;
