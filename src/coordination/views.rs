//! Coordination activities as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Activity, Partner};
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Named, Versioned};
use crate::vocabulary::{
    AnimationThemeSet, AnimationType, CoordinationKind, EventType, Initiative, NatureSet,
    OrganizerSet, TerritorialLevel,
};

/// An activity in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoordinationSummary {
    pub id: Id,
    pub version: i32,
    pub kind: CoordinationKind,
    /// The first day.
    pub date: NaiveDate,
    /// The last day, when there are several.
    pub end_date: Option<NaiveDate>,
    pub duration_min: Option<i32>,
    pub name: Option<String>,
    pub animation_type: Option<AnimationType>,
    pub animation_type_other: Option<String>,
    pub event_type: Option<EventType>,
    pub event_type_other: Option<String>,
    pub natures: NatureSet,
    pub territorial_level: Option<TerritorialLevel>,
    /// Official codes.
    pub departements: Vec<String>,
    /// Mediators and other people of an animation, participants of an event.
    pub people: i32,
    /// Structures of an animation, partners of a partnership.
    pub bodies: i32,
    /// Names of the partners of a partnership.
    pub partner_names: Vec<String>,
}

/// An activity, whole; the fields of the other two kinds are empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoordinationView {
    pub id: Id,
    pub version: i32,
    pub kind: CoordinationKind,
    pub coordinator: Named,
    /// The first day.
    pub date: NaiveDate,
    /// The last day, when there are several.
    pub end_date: Option<NaiveDate>,
    pub duration_min: Option<i32>,
    pub initiative: Option<Initiative>,
    pub animation_type: Option<AnimationType>,
    pub animation_type_other: Option<String>,
    pub themes: AnimationThemeSet,
    pub theme_other: Option<String>,
    pub mediators: i32,
    pub structures: i32,
    pub other_actors: i32,
    pub name: Option<String>,
    pub event_type: Option<EventType>,
    pub event_type_other: Option<String>,
    pub organizers: OrganizerSet,
    pub organizer_other: Option<String>,
    pub participants: i32,
    pub natures: NatureSet,
    pub nature_other: Option<String>,
    pub territorial_level: Option<TerritorialLevel>,
    pub partners: Vec<Partner>,
    /// Official codes.
    pub departements: Vec<String>,
    pub tags: Vec<Named>,
    /// The coordinator's own: nobody else reads them.
    pub notes: Option<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// What belongs to an activity and is kept beside it.
pub struct Beside {
    pub coordinator_name: String,
    pub partners: Vec<Partner>,
    pub departements: Vec<String>,
    pub tags: Vec<Named>,
}

impl CoordinationView {
    pub fn new(activity: Activity, beside: Beside) -> Self {
        Self {
            id: activity.id,
            version: activity.version,
            kind: activity.kind,
            coordinator: Named {
                id: activity.coordinator_account_id,
                name: beside.coordinator_name,
            },
            date: activity.date,
            end_date: activity.end_date,
            duration_min: activity.duration_min,
            initiative: activity.initiative,
            animation_type: activity.animation_type,
            animation_type_other: activity.animation_type_other,
            themes: activity.themes,
            theme_other: activity.theme_other,
            mediators: activity.mediators,
            structures: activity.structures,
            other_actors: activity.other_actors,
            name: activity.name,
            event_type: activity.event_type,
            event_type_other: activity.event_type_other,
            organizers: activity.organizers,
            organizer_other: activity.organizer_other,
            participants: activity.participants,
            natures: activity.natures,
            nature_other: activity.nature_other,
            territorial_level: activity.territorial_level,
            partners: beside.partners,
            departements: beside.departements,
            tags: beside.tags,
            notes: activity.notes,
            created_at: activity.created_at,
            updated_at: activity.updated_at,
        }
    }

    /// What an administrator sees: the deed, without the words that the coordinator wrote for
    /// themselves, in which a person may be named.
    pub fn pseudonymous(mut self) -> Self {
        self.notes = None;
        self.tags.clear();
        self.name = None;
        self.animation_type_other = None;
        self.theme_other = None;
        self.event_type_other = None;
        self.organizer_other = None;
        self.nature_other = None;
        for partner in &mut self.partners {
            partner.name.clear();
            partner.kind_other = None;
        }
        self
    }
}

impl Versioned for CoordinationView {
    fn version(&self) -> i32 {
        self.version
    }
}
