//! Accounts: who may sign in, with which hats.
//!
//! Words: an account is *invited* until its first sign-in, then *active*; *suspended* closes every
//! door at once and is undone by *reactivate*. Nobody changes the role or status of their own
//! account, so a network cannot lose its last administrator by accident.

mod actions;
mod links;
mod mails;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::{create_admin, invite, make_facilitator, register};
pub use links::{LinkPurpose, issue_link, redeem_link};
pub use mails::{link, sign_in_link_mail};
pub use model::{
    Account, AccountStatus, AccountView, InvitationInput, Language, ProfileInput, STAFF_NUMBER_MAX,
    normal_email,
};
pub use queries::{activate, find_by_email, get, set_language, set_password_hash, view};
