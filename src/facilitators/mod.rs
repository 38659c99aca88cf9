//! Facilitators: professional mediators and peers, with dated employment and places.
//!
//! Rules: an employment, a place attachment and a team membership are dated intervals. The
//! employer of a session is the one of its date: before the first employment the first, in a gap
//! the one before.

mod model;
mod queries;
pub(crate) mod routes;

pub use model::{Employment, FacilitatorItem, FacilitatorKind, FacilitatorStatus};
pub use queries::{
    attach, create, detach, employ, employer_on, find_kind, is_attached, places_of, set_kind,
    set_status, team_of, volunteer,
};
