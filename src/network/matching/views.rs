//! What a ranking looks like to whom.

use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::facilitators::FacilitatorKind;
use crate::network::facilitators::Distance;
use crate::platform::database::Id;
use crate::platform::http::Named;

/// Somebody who can help.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Helper {
    pub facilitator_id: Id,
    pub name: String,
    pub kind: FacilitatorKind,
    /// One to three levels above.
    pub is_near_peer: bool,
    pub distance: Distance,
    /// Where they work.
    pub places: Vec<Named>,
    /// Why they stand where they stand, in the reader's language; what they carry already only for
    /// a coordinator of theirs.
    #[schema(example = json!(["un pair proche", "dans la commune"]))]
    pub reasons: Vec<String>,
}

/// Those who can help, the first to ask first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Helpers {
    pub competence_id: Id,
    /// The level that they would bring somebody to.
    pub level: Level,
    pub items: Vec<Helper>,
}
