//! The HTTP conventions every feature obeys: one kind of error body, strict bodies and query
//! strings, versions, pages.

pub mod answers;
pub mod conditional;
pub mod download;
pub mod faults;
pub mod fresh;
pub mod hashed;
pub mod json;
pub mod named;
pub mod openapi;
pub mod page;
pub mod problem;
pub mod query;
pub mod report;
pub mod spa;
pub mod throttle;
pub mod upload;
pub mod upsert;

pub use conditional::{Expected, Recorded, Versioned, etag};
pub use faults::{Fault, Faults, Lang, Said};
pub use json::{Checked, Valid};
pub use named::Named;
pub use page::{Cursor, Page, Paging};
pub use problem::{Code, Problem, Problems};
pub use query::{PathId, Query, Questions, read_query, search_text};
pub use report::{ImportReport, LineFaultView};
pub use upsert::{Stored, Upsert};
