//! Badges as people ask for them: issued, listed, taken back, checked by anybody.
//!
//! Rules:
//! - a badge is made when the person asks, never by itself, for the level that is verified that day;
//!   it ends when the proof does. Asked again while nothing changed, it is the same badge;
//! - it holds a name, or an e-mail address (hashed), only if the person says so;
//! - the person takes it back for good; it falls with the proof that it stands on (`ledger`);
//! - the badge of having taught others says what was counted in the log that day, once the
//!   criterion is met (`taught`); it falls when the log no longer bears what it says;
//! - whoever has a badge checks it without an account: by the public key with any verifier of Open
//!   Badges 3.0, or here. A badge that was changed by one character is refused with the reason.

mod actions;
mod facilitation;
mod model;
mod queries;
pub(in crate::competences) mod routes;

pub use facilitation::recount;
