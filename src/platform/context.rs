//! What every handler may need: the database, the clock, and the network's own settings.

use std::sync::Arc;

use super::clock::Clock;
use super::database::Db;
use super::http::answers::Answers;
use super::kept::Kept;

/// Shared by all workers of a process.
#[derive(Clone)]
pub struct Context {
    pub db: Db,
    pub clock: Clock,
    /// The address people open, without a trailing slash; links in mails start with it.
    pub public_url: Arc<str>,
    /// The address that mails come from, without a name.
    pub mail_from: Arc<str>,
    /// Whether `X-Forwarded-For` may be believed.
    pub behind_proxy: bool,
    /// Answers given again while nothing changed.
    pub answers: Arc<Answers>,
    /// What is read at each turn and seldom changes.
    pub kept: Arc<Kept>,
}
