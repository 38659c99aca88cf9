//! Audit: who did what to whose record, when and why; never a value.
//!
//! Every read of an identity by somebody else than its facilitator, every export and every
//! administrative deed leaves an entry.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::{note, note_beside};
pub use model::{AuditView, Deed};
pub use queries::record;
