//! What would be the same in another product: databases, HTTP conventions, clock, secrets,
//! spreadsheets, PDF. Nothing here names a feature of Coopair.

pub mod clock;
pub mod contact;
pub mod context;
pub mod database;
pub mod day;
pub mod faults;
pub mod http;
pub mod kept;
pub mod lang;
pub mod pdf;
pub mod secrets;
pub mod spreadsheet;
pub mod text;
