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
//! - what a volunteer offers is a wish; from observing on one offers what one may teach, and an
//!   offer that stood before is kept (matching never goes further than what one may teach);
//! - a volunteer without a team is seen by every coordinator, who may take them into a team of
//!   theirs: grants and steps are then that coordinator's. The hat of a facilitator, which opens
//!   the log, comes with *active*;
//! - no weekly hours given means any hour; hours are those of the wall clock.

mod actions;
mod availability;
mod life;
mod offer;
mod queries;
pub(in crate::network) mod routes;
mod views;

pub use actions::{offer, own};
pub use availability::{Absence, Availability, Hours};
pub use life::{By, Facts, LifeRefused, Step, take_step};
pub use offer::{Distance, Offer, Reach};
pub use queries::{availability_of, booked_of, set_weekly};
pub use views::{FacilitationInput, OfferInput, WeeklyHours, check_hours};
