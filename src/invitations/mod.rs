//! Invitations into a team: a coordinator invites by e-mail, the invited answers, with or without
//! an account.
//!
//! Rules (api-and-security.md, "Accounts"):
//! - the link holds a random token; only its hash is kept, it answers once, and for 14 days;
//! - inviting the same address again renews the token: the link sent before no longer works;
//! - who invites learns nothing of accounts: the answer is the same with and without one;
//! - the token proves the address. Who has no account yet gets one by accepting and is signed in;
//!   an account in use is signed in to by its own door first, and under that address;
//! - accepting makes a member from today on; who is a member already stays one.

mod actions;
mod mails;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::offer;
pub use model::{Invitation, InvitationState};
