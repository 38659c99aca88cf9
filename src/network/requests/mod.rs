//! Help requests: somebody asks, somebody takes it on, and five of a kind become a workshop.
//!
//! Life: `open → claimed → scheduled → answered → closed` (solved, partly, unsolved);
//! `open → withdrawn | expired`. A claim without a session or an answer falls back after three
//! working days. An open request goes to the three best ranked, after three working days to the
//! district, after seven to the coordinators ([`Circle`]).
//!
//! Five open requests for one competence in one area within 60 days are a [`Cluster`]; it becomes
//! a draft workshop with a named facilitator and two common free windows ([`draft`]), to which
//! those who asked are invited, not enrolled.
//!
//! Chosen where domain.md is silent:
//!
//! - working days count from when it was asked, and a request that falls back does not start anew:
//!   who waits has waited;
//! - whoever claimed may give it back; who asked may withdraw until it is answered;
//! - a session that does not take place opens the request again;
//! - an open request that nobody took on expires after 60 days, like the cluster it might be in;
//! - one request of a person and a competence at a time; the area is a commune;
//! - a session of the log was held, so that agreeing on it answers the request at once; a planned
//!   workshop answers it when it was held, and opens it again when it will not be;
//! - who asks for a learner they follow speaks for them, and the name stays hidden until somebody
//!   takes the request on; mails name nobody and repeat no question;
//! - the five are five people, and none is claimed;
//! - the draft aims at the highest level asked for, so that everybody has something to learn.

mod actions;
mod circles;
mod clusters;
mod drafting;
mod drafts;
mod life;
mod mails;
mod queries;
pub(in crate::network) mod routes;
mod views;

pub use actions::{ask, due, settle, shown, step};
pub use clusters::{CLUSTER_DAYS, CLUSTER_SIZE, Cluster, clusters};
pub use drafting::{due as clusters_due, make as make_draft};
pub use drafts::{Draft, DraftTerms, Facilitator, Requester, draft};
pub use life::{Circle, HelpRequest, HelpState, HelpStep, Outcome, RequestRefused};
pub use views::{HelpAct, HelpInput, HelpStepInput};

#[cfg(test)]
mod tests;
