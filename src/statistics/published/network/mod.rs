//! The figures of the network, protected: what peers gave one another in the perimeter of a funder.
//!
//! The figures are those of [`crate::network::figures`], counted from the same rows. Besides the
//! rules of [`super`]:
//! - half-years that have ended, nothing else: two of them share no workshop, so that no period can
//!   be subtracted from another;
//! - a look is kept as a question about the workshops of that half-year, and refused where an
//!   earlier question of the same reader comes too close ([`super::guard`]);
//! - workshops logged without having been planned are not counted here, but other pages count them:
//!   a line is shown only where those that were not planned rest on nobody, or on k people or more
//!   ([`table`]). Every line of all workshops is taken as known;
//! - a reader of several perimeters sees each figure about people only where the perimeters differ
//!   by nobody, or by k people or more ([`beside`]);
//! - where the total of workshops is hidden, so is all that follows from workshops.
//!
//! Not covered: an administrator who changes a perimeter between two looks; a rate that moves by one
//! person from one day to the next (the relay rate of a recent half-year, requests answered late).

mod answer;
mod beside;
mod half;
mod known;
mod model;
mod queries;
pub(in crate::statistics) mod routes;
mod table;
#[cfg(test)]
mod tests;
