//! The life of a facilitator in the network, and what they offer: competences, hours, distance.
//!
//! Life (domain.md, "Who can teach what"): volunteer → `candidate → observing → active ⇄ paused →
//! retired`, `active → suspended`. Volunteering is always the person's own act.
//! *observing → active* needs one session observed and one co-led, or a coordinator's waiver with
//! a reason.
//!
//! Chosen where domain.md is silent:
//!
//! - a candidate offers at least one competence, and is welcomed once they may teach one of them (a
//!   verified level or a teaching grant);
//! - pausing, coming back and retiring are the person's own acts too; suspending and ending a
//!   suspension are a coordinator's, with a reason; who is suspended cannot leave by themself;
//! - who retired may volunteer again, and begins as a candidate;
//! - whoever is no longer active gives back the sessions they were to lead ([`Step::releases`]);
//! - no weekly hours given means any hour; hours are those of the wall clock.

mod availability;
mod life;
mod offer;

pub use availability::{Absence, Availability, Hours};
pub use life::{By, Facts, LifeRefused, Step, take_step};
pub use offer::{Distance, Offer, Reach};
