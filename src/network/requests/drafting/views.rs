//! Drafts that requests made, as they are sent.

use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::{Id, Moment};

/// A draft workshop that five requests or more made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HelpDraft {
    /// The draft, among the planned workshops.
    pub workshop_id: Id,
    pub competence_id: Id,
    pub commune_code: String,
    pub commune_name: String,
    /// Who is asked to lead it.
    pub facilitator_id: Id,
    pub facilitator_name: String,
    /// When it is planned now.
    pub starts_at: Moment,
    pub ends_at: Moment,
    /// The other window in which five of those who asked can come.
    pub second_starts_at: Moment,
    pub second_ends_at: Moment,
    pub requests: usize,
    pub created_at: Moment,
}

/// Drafts that requests made, newest first.
#[derive(Serialize, ToSchema)]
pub struct HelpDrafts {
    pub items: Vec<HelpDraft>,
}
