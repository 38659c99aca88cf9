//! Learners: the people a facilitator follows by name.
//!
//! Rules:
//! - a followed learner is visible to the facilitator who follows them, and to nobody else;
//! - anonymising erases identity, contact and notes, also those of their individual sessions;
//!   sessions and figures stay;
//! - merging keeps the destination's values and fills its gaps from the source; somebody who was
//!   counted twice in one session is counted once afterwards;
//! - `first_time` marks a learner's earliest held session (by date, then id) and is kept right
//!   when sessions are added, moved or deleted.

mod actions;
mod duplicates;
mod history;
pub mod import;
mod model;
mod queries;
pub(crate) mod routes;
pub mod workbook;

pub use actions::{Importer, import_learners, read_file};
pub use history::{Attendance, attendances, joined, lock, recount};
pub use model::{Learner, LearnerInput, Snapshot};
pub use queries::{count_followed, find_own, hand_over, insert};
