//! Members of a team: the list with its figures, the sheet of one, and how a stay ends.
//!
//! Rules: a member is *active* who recorded something in the last two months. Figures are those of
//! held sessions between joining and leaving, both days included, as in the team's statistics. A
//! past member keeps name, dates and figures; contact and places are for present members only.
//! Nothing here says whom a member accompanied. Reading a sheet leaves an entry in the audit log.

mod actions;
mod model;
mod queries;
pub(in crate::teams) mod routes;
