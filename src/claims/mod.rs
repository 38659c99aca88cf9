//! Codes on paper: a followed person claims their record, or places themself on a shared tablet.
//!
//! Rules:
//! - the facilitator who follows a person hands out a code; only its hash is kept, and a new code of
//!   the same purpose closes the one before;
//! - *claim*: with an account of one's own, once, within 14 days. The record and the account are one
//!   person from then on: what was proven of the one is proven of the other. A record that is
//!   linked to an account is not claimed by a second one;
//! - *placement*: without an account, on whatever device, for two hours and as many competences as
//!   one likes. It opens nothing but self-placement: no level is shown, only which competences are
//!   done;
//! - whoever tries codes is slowed down by address; what is closed and what never was are the same
//!   answer.

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::{claim, hand_out};
pub use model::{CodePurpose, code_of, hash_of};
