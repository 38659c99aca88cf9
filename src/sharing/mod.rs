//! Share links: figures for people without an account, behind an address that cannot be guessed.
//!
//! Words: a link has a *scope* (whose sessions: own, a team's, an organization's, the network's, a
//! perimeter's) and a frozen *question* (period and filters, of whole months). It shows protected
//! figures, on no fewer than k people.
//!
//! Rules:
//! - a facilitator shares the own figures, a coordinator those of the own teams, an administrator
//!   any but those of one person;
//! - a question never names a facilitator or a team: whose sessions are shown is the scope's say;
//! - the token is told once, at creation; only its hash is kept;
//! - a link is open until its last day, until it is withdrawn, and as long as its author might
//!   create it again: whoever leaves a team or is suspended no longer shares it;
//! - visits are counted, visitors are not: nothing is kept about who came.

mod actions;
mod model;
mod queries;
mod question;
mod rights;
pub(crate) mod routes;

pub use actions::{create, find_by_token};
pub use model::{ScopeKind, ShareLink, ShareLinkInput, ShareScope, Shared};
pub use question::Question;
