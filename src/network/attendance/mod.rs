//! Attendance: who came, written down once; a workshop that is closed becomes a session of the log.
//!
//! Rules: who manages a workshop writes down who came, from the day itself until thirty days after.
//! A workshop is closed once everybody who had a seat is marked: that makes one session, led by the
//! lead, with the learners that the lead follows by name and everybody else as a count; nobody types
//! it again. Closing again corrects it. Helpers are not counted as learners. Nobody came: then the
//! workshop did not happen.

mod actions;
mod model;
mod queries;
pub(super) mod routes;

pub use actions::close;
pub use model::{CloseInput, MarkInput, MarksInput};
