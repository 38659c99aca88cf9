//! Workshops as anybody may read them.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::platform::database::{Id, Moment};

/// A workshop that anybody may read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenWorkshop {
    pub id: Id,
    pub title: String,
    pub date: NaiveDate,
    #[schema(example = "14:00")]
    pub start_time: String,
    #[schema(example = "16:00")]
    pub end_time: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    /// Null for one at a distance.
    pub place: Option<OpenPlace>,
    /// At a distance: whoever has a seat is told the address.
    pub is_remote: bool,
    pub competences: Vec<OpenCompetence>,
    /// 0 when it is full: there is a waiting list.
    pub seats_free: i32,
    /// Whether a seat needs the network's yes.
    pub needs_approval: bool,
    /// False once it has begun.
    pub takes_enrolments: bool,
}

/// A place, as the national map shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenPlace {
    pub id: Id,
    pub name: String,
    pub address: String,
    pub address_extra: Option<String>,
    pub postcode: String,
    pub commune_code: String,
    pub commune_name: String,
    pub phone: Option<String>,
}

/// A competence, and the level that a workshop brings people to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenCompetence {
    pub competence_id: Id,
    #[schema(example = "1.2")]
    pub code: String,
    pub title_fr: String,
    pub title_en: String,
    pub target_level: Level,
}

/// A workshop that anybody may read, by itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenWorkshopView {
    #[serde(flatten)]
    pub workshop: OpenWorkshop,
    pub objectives: Option<String>,
    pub network_name: String,
    /// Whom to ask without an account, as the network says it.
    pub contact: Option<String>,
}

/// What there is to choose from, among all workshops to come that anybody may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenChoices {
    /// How many workshops there are.
    pub workshops: i64,
    pub with_remote: bool,
    /// By name.
    pub communes: Vec<OpenCommune>,
    /// By code.
    pub competences: Vec<OpenTopic>,
}

/// A commune with workshops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenCommune {
    pub code: String,
    pub name: String,
}

/// A competence with workshops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenTopic {
    pub id: Id,
    pub code: String,
    pub title_fr: String,
    pub title_en: String,
}
