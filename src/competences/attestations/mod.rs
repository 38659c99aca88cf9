//! Attesting levels after a session, and the co-signature of coordinators.
//!
//! Rules: [`super::levels::attest`]. Beside them:
//! - a facilitator attests what a session of theirs was about (`session_competences`), of the people
//!   who took part by name; the session lies at most 60 days back;
//! - the levels of these people are shown for 30 days after the session and every look at them is
//!   noted; afterwards the screen still lets attest, and a refusal says no more than the rule;
//! - what lacks nothing but a co-signature may be sent to the coordinators of the facilitator's
//!   teams. They see who asks, for what and why, and not whom it is about; signing asks all rules
//!   again, as of the day of the request and with what is known by then.

mod actions;
mod model;
mod queries;
pub(in crate::competences) mod routes;
mod screen;

pub use actions::record;
pub use model::AttestationInput;
