//! What the network decides for itself: its name, whom to contact, whether it has a public page,
//! and k, below how many people a protected figure is hidden.
//!
//! Rules: one record, there from the start; administrators read and change it; everybody, with or
//! without an account, sees the name, the contact and k. k is never below [`LOWEST_K`].

mod actions;
mod model;
mod queries;
pub(crate) mod routes;

pub use actions::change;
pub use model::{HIGHEST_K, LOWEST_K, NetworkSettings, NetworkSettingsInput};
pub use queries::get;
