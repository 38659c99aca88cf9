//! Programmes: what pays for the work; sessions carry one.
//!
//! Rules: administrators write them, everybody signed in reads their names; a programme ends no
//! earlier than it starts. Its envelopes (money) are for administrators, its targets for those who
//! work towards them; a target's period is whole months.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;
mod terms;

pub use actions::put;
pub use model::{Programme, ProgrammeInput, ProgrammeView};
pub use queries::{find, list, targets_of};
pub use terms::{Envelope, EnvelopeInput, EnvelopeView, Measure, Target, TargetInput, TargetView};
