//! What people thought of a workshop: four questions at most, of nobody in particular.
//!
//! Rules (peer-training-features.md, 3.11):
//! - whoever was there answers once, within 30 days of its end: useful (1–5), the pace, «I can do it
//!   again», free words; at least one of the four;
//! - an answer carries no person and no instant, and its id is drawn by chance; that somebody has
//!   answered is kept apart, and shown to nobody but them;
//! - results are shown from five answers on, to who leads or co-leads, who planned, and who
//!   coordinates one of them; below, not even how many there are. Words come in no order;
//! - an answer never becomes a level.

mod actions;
mod queries;
pub(in crate::network) mod routes;
mod views;

pub use actions::answer;
pub use views::{CanRedo, Pace, SatisfactionInput};
