//! Programmes: what pays for the work; sessions carry one.
//!
//! Rules: administrators write them, everybody signed in reads them; a programme ends no earlier
//! than it starts.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::put;
pub use model::{Programme, ProgrammeInput, ProgrammeView};
pub use queries::{find, list};
