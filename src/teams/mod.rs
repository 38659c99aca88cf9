//! Teams: the facilitators that a coordinator coordinates, from one day to another.
//!
//! Rules: administrators write teams, a coordinator reads the own ones. `left_on` is the first day
//! outside: from then on the coordinator no longer sees the person. Who comes back later is a
//! member twice, with a gap.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::{put, set_member};
pub use model::{MemberInput, Team, TeamInput, TeamView};
