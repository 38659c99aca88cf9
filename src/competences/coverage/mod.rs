//! What a coordinator sees of the team's levels: who can teach what, where the gaps are, and what
//! needs a second look.
//!
//! Rules: coverage counts present members and names nobody; the levels of one member are read one
//! by one, and each such look is noted. An administrator, an employer, a funder see neither.

mod actions;
mod model;
mod queries;
pub(in crate::competences) mod routes;
