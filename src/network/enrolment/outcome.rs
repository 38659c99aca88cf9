//! What is left to do once a command was decided.

use super::record::Enrolment;
use crate::network::notices::Notice;

/// What to store and whom to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Enrolments as they are now: new ones and changed ones, in the order of ids.
    pub changed: Vec<Enrolment>,
    pub notices: Vec<Notice>,
    /// The command was applied before; there is nothing to do.
    pub is_replay: bool,
}

impl Outcome {
    pub(super) fn replay() -> Self {
        Self { is_replay: true, ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.notices.is_empty()
    }
}
