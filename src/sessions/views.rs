//! Sessions as they are sent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::SessionCompetenceView;
use crate::platform::database::{Id, Moment};
use crate::platform::http::Versioned;
use crate::platform::http::named::Named;
use crate::territories::CommuneView;
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

/// A session in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionSummary {
    pub id: Id,
    pub version: i32,
    pub kind: SessionKind,
    pub date: NaiveDate,
    #[schema(example = "14:30")]
    pub start_time: Option<String>,
    pub duration_min: i32,
    pub place_type: PlaceType,
    pub place_id: Option<Id>,
    pub place_name: Option<String>,
    pub commune_name: Option<String>,
    pub themes: ThemeSet,
    pub title: Option<String>,
    pub level: Option<WorkshopLevel>,
    pub participant_count: i32,
    /// The followed learner of an individual session.
    pub learner_name: Option<String>,
}

/// A followed participant, with the attributes of the session's day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ParticipantView {
    pub learner_id: Id,
    /// Empty when anonymised, or not for the reader.
    pub first_name: String,
    pub last_name: String,
    /// The person's first session ever.
    pub first_time: bool,
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
}

/// The anonymous participants of a session.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct AnonymousView {
    pub total: i32,
    pub already_supported: i32,
    pub genders: BTreeMap<Gender, i32>,
    pub age_bands: BTreeMap<AgeBand, i32>,
    pub statuses: BTreeMap<SocialStatus, i32>,
    /// By Insee code.
    pub communes: BTreeMap<String, i32>,
}

/// A session, whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionView {
    pub id: Id,
    pub version: i32,
    pub kind: SessionKind,
    #[schema(example = "held")]
    pub state: String,
    pub facilitator: Named,
    pub organization_id: Option<Id>,
    pub programme_id: Option<Id>,
    pub date: NaiveDate,
    #[schema(example = "14:30")]
    pub start_time: Option<String>,
    pub duration_min: i32,
    pub place_type: PlaceType,
    pub place: Option<Named>,
    pub commune: Option<CommuneView>,
    pub themes: ThemeSet,
    pub equipment: EquipmentSet,
    pub tags: Vec<Named>,
    /// The author's own: nobody else reads them.
    pub notes: Option<String>,
    pub procedure_detail: Option<String>,
    pub title: Option<String>,
    pub level: Option<WorkshopLevel>,
    /// The learner of an individual session; names only for the author.
    pub learner: Option<ParticipantView>,
    /// The followed participants; names only for the author.
    pub participants: Vec<ParticipantView>,
    pub anonymous: AnonymousView,
    /// Followed and anonymous people together.
    pub participant_count: i32,
    pub autonomy: Option<Autonomy>,
    pub redirected: Option<bool>,
    pub redirection: Option<Redirection>,
    /// What it was about.
    pub competences: Vec<SessionCompetenceView>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Versioned for SessionView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl SessionView {
    /// What a coordinator or administrator sees: the deed, without names and notes.
    pub fn pseudonymous(mut self) -> Self {
        self.notes = None;
        self.procedure_detail = None;
        for person in self.participants.iter_mut().chain(self.learner.as_mut()) {
            person.first_name.clear();
            person.last_name.clear();
        }
        self
    }
}
