//! The workshops that anybody may read, without an account: those whose facilitator chose
//! `public`, that are published and not over yet.
//!
//! - What is told is of the workshop and of its place, which is public: never of a person, nor the
//!   address of a workshop at a distance, nor who planned or leads it.
//! - Seats are a number. Whoever wants one signs in, or asks the network by the contact it shows.
//! - Everything else (of the network, by invitation, drafts, cancelled, over) is not found, whoever
//!   asks here.
//!
//! The facilitator's choice is the consent: the network has no switch of its own (api-and-security.md,
//! "Who may do what": nobody reads "public ones").

mod queries;
pub(in crate::network) mod routes;
mod views;
