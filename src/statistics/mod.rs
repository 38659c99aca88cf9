//! Statistics: every figure is defined once, in `figures`, and counted from the facts.
//!
//! Definitions (version 1, from the network's agreed table):
//! - a *participation* (accompagnement) is one person helped once: an individual session counts
//!   one, a workshop its named and anonymous participants;
//! - *followed* people are distinct named learners; *new* ones had their first participation ever
//!   in scope, *returning* ones at least two in scope; anonymous people are never added to them;
//! - *hours delivered* count a session once, *hours received* once per participant;
//! - families with several values per session (themes, equipment, tags) give two shares, both
//!   named: of participations in scope, and of mentions;
//! - shares of single-valued families add to 100.0 (largest remainder);
//! - a session at a distance belongs to no commune: it counts in the employer's département and
//!   region, in a line of its own.
//!
//! How it is counted: each session has a narrow fact ([`crate::facts`]), every process holds all
//! facts in memory as bits ([`index`]), brought up to date before each answer ([`engine`]); a
//! figure after a save contains the save, whichever process saved it.

mod asked;
mod counts;
mod crossing;
mod engine;
pub mod exports;
mod fact;
mod figures;
mod filters;
mod index;
mod keys;
mod model;
mod named;
mod progress;
pub mod protection;
mod published;
mod queries;
mod question;
mod report;
pub(crate) mod routes;
mod selection;
mod shares;
mod texts;

pub use engine::{Engine, count_one_by_one};
pub use model::{DEFINITIONS_VERSION, StatisticsView};
