//! What an entry says.

use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::{Id, Moment};

/// A deed worth remembering.
#[derive(Clone, Copy, Debug)]
pub struct Deed {
    /// Verb of the trade, such as `account.suspend` or `learner.export`.
    pub action: &'static str,
    pub object_type: &'static str,
    pub object_id: Option<Id>,
    pub reason: Option<&'static str>,
}

impl Deed {
    pub fn on(action: &'static str, object_type: &'static str, object_id: Id) -> Self {
        Self { action, object_type, object_id: Some(object_id), reason: None }
    }

    /// A deed on many records at once, such as an export.
    pub fn on_all(action: &'static str, object_type: &'static str) -> Self {
        Self { action, object_type, object_id: None, reason: None }
    }
}

/// An entry of the audit log.
#[derive(Serialize, ToSchema)]
pub struct AuditView {
    pub id: Id,
    pub at: Moment,
    /// Who did it; null for the program itself.
    pub actor_name: Option<String>,
    #[schema(example = "account.suspend")]
    pub action: String,
    pub object_type: String,
    pub object_id: Option<Id>,
    pub reason: Option<String>,
}
