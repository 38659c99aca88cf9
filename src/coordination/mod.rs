//! Coordination: what a coordinator does besides sessions, in three kinds with a form each:
//! animations (meetings led, help given to mediators and structures), events, partnerships.
//!
//! Rules (each refused with a code and the field):
//! - 2015-01-01 ≤ date ≤ today; an event may last several days, 31 at most, and is over when it is
//!   logged;
//! - an animation tells its duration, 1 to 1440 minutes, its type, at least one theme, and at least
//!   one mediator, structure or other person;
//! - an event tells its type, at least one organizer and how many people came, perhaps nobody;
//! - a partnership tells at least one nature and at least one partner: a body, never a person;
//! - the time given to an event or a partnership may be told; an event has 1440 minutes a day;
//! - where a list has `autre`, choosing it asks for a word of precision, and only then;
//! - an activity may name the départements it was for.
//!
//! An activity is its coordinator's own. Administrators read one without notes, and the figures.
//!
//! Figures (version 1): an activity counts on the day it began. *Minutes* are those told; `untimed`
//! counts the activities that tell none. *People reached* are the mediators and other people of
//! animations and the participants of events, once per activity; structures and partners are
//! bodies, and counted apart. An activity for several départements counts in each of their lines.

mod actions;
mod export;
mod figures;
mod model;
mod queries;
pub(crate) mod routes;
mod rules;
mod views;

pub use actions::{record_animation, record_event, record_partnership};
pub use figures::DEFINITIONS_VERSION;
pub use model::{AnimationInput, EventInput, Partner, PartnershipInput};
