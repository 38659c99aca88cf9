//! Facts: what figures are counted from. One narrow row per session, written in the transaction
//! that writes the session, so that a figure after a save contains the save.
//!
//! Rules:
//! - a held session that is not deleted has a packed fact; any other has none (the row stays, so
//!   that readers of changes learn of it);
//! - whoever changes a session, its participations, its anonymous counters or its tags calls
//!   [`stamp`] for it before the transaction ends;
//! - every change raises the row's revision, by which a reader finds what changed since it last
//!   looked ([`changes_since`]);
//! - `coopair check` compares every fact with its rows.

mod model;
mod packed;
mod queries;
mod rows;

pub use model::{COUNTED, Counted, Insee, Person, Reach, SessionFact};
pub use queries::{
    BATCH, Change, Changes, Seen, beginning, changes_since, compare, complete, last_number, page,
    page_of, rebuild, renumber_revisions, sessions, stamp,
};
pub use rows::rows_of;
