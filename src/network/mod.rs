//! The peer-training network: who can teach what, when, where, with which seats.
//!
//! These are the rules alone: pure, told what is known and what time it is, judged by naive models
//! in their tests. Storage, routes and screens are not there yet.
//!
//! Sources: domain.md, "Who can teach what" and "Planned workshops"; where it is silent, each
//! module says what was chosen. All ids of people are person ids.

pub mod calendar;
mod concerned;
pub mod conflicts;
pub mod enrolment;
pub mod facilitators;
pub mod figures;
pub mod matching;
pub mod mentoring;
pub mod notices;
pub mod recognition;
pub mod reminders;
pub mod requests;
pub(crate) mod routes;
pub mod satisfaction;
pub mod series;
pub mod settling;
mod telling;
pub mod time;

#[cfg(test)]
mod tests;
