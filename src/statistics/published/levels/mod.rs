//! Levels of many people, protected: how far people are, who got further, where what can be taught.
//! Never an average of levels.
//!
//! Definitions (version 1; their words are in [`crate::statistics::texts::LEVELS`]):
//! - *population*: distinct people who took part by name in at least one held session in scope, in
//!   whole months that have ended. Several facilitators' records of one person are one person;
//! - *levels*: the population by V on the last day of the period, and those of whom V is unknown;
//! - *progress*: those of the population whose last verifying proof lies in the period and whose
//!   first lies at least 60 days before it, by how V moved ([`crate::competences::levels::trend`]);
//! - *coverage*: of the places where sessions in scope were held, at how many somebody who works
//!   there now can teach the level (V, or a grant of today). Always of the last twelve months that
//!   have ended, whatever the period: it tells today's teachers, and places that come and go with
//!   the period asked would tell them apart.
//!
//! Protection, besides the rules of [`super`]:
//! - the population is known from other pages where it is not too small, so it is never hidden to
//!   protect something else ([`shield`]). Where nothing else is enough, all of a competence is;
//! - what has no two proofs is a cell that is never shown, but counts: population = two proofs + it;
//! - the places of each level are a chain (so many at 3 or more = so many at 4 or more + so many at
//!   3 exactly), hidden or shown for all levels at once: the answer does not depend on the level
//!   asked, so no two levels can be subtracted. A cell rests on the facilitators who make it;
//! - of a funder's looks, no two may be at people of whom fewer than k are not the same, nor at the
//!   same people of whom fewer than k moved on some competence ([`compare`]). Coordinators and
//!   administrators choose no period, so they have none to subtract.
//!
//! Not covered: what everybody in a group has in common (all of them are at level 2), small cells
//! of the difference between two looks at many people, a coordinator who changes the team between
//! two looks.

mod answer;
mod compare;
mod count;
mod coverage;
mod look;
mod model;
mod present;
mod proofs;
mod queries;
pub(super) mod routes;
mod shield;
mod table;
#[cfg(test)]
mod tests;

pub(super) use compare::Looks;
