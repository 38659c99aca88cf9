//! Types of coordination activities: what comes in, and the row it becomes.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::schema::coordination_activities;
use crate::platform::database::{Id, Moment};
use crate::platform::day::Day;
use crate::platform::http::Stored;
use crate::vocabulary::{
    AnimationTheme, AnimationThemeSet, AnimationType, CoordinationKind, EventType, Initiative,
    NatureSet, Organizer, OrganizerSet, PartnerKind, PartnershipNature, TerritorialLevel,
};

/// An activity as it is kept; the fields of the other two kinds are empty.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = coordination_activities, treat_none_as_null = true)]
pub struct Activity {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub kind: CoordinationKind,
    pub coordinator_account_id: Id,
    /// The first day.
    pub date: NaiveDate,
    /// The last day of an event over several days.
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
    pub notes: Option<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub deleted_at: Option<Moment>,
}

impl Stored for Activity {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A partner of a partnership: a body, never a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// At most 200 characters.
    #[schema(example = "Conseil départemental")]
    pub name: String,
    pub kind: PartnerKind,
    /// With the kind `autre`, which one.
    pub kind_other: Option<String>,
}

macro_rules! activity_input {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// From 2015-01-01 to today.
            pub date: Day,
            /// Official codes of the départements it was for; at most 20.
            #[serde(default)]
            #[schema(example = json!(["44"]))]
            pub departements: Vec<String>,
            /// Tags of the network, and one's own as a facilitator.
            #[serde(default)]
            pub tag_ids: Vec<Id>,
            /// The coordinator's own; at most 10,000 characters; in no statistic and no log.
            pub notes: Option<String>,
            $($own)*
        }

        impl $name {
            /// The fields every activity has.
            pub fn common(&self) -> Common<'_> {
                Common {
                    date: self.date,
                    departements: &self.departements,
                    tag_ids: &self.tag_ids,
                    notes: self.notes.as_deref(),
                }
            }
        }
    };
}

activity_input! {
    /// A meeting led, or help given to mediators, structures and others.
    AnimationInput {
        /// 1–1440.
        #[schema(example = 90)]
        pub duration_min: i32,
        pub initiative: Option<Initiative>,
        pub animation_type: AnimationType,
        /// With the type `autre`, which one.
        pub animation_type_other: Option<String>,
        /// At least one.
        pub themes: Vec<AnimationTheme>,
        /// With the theme `autre`, which one.
        pub theme_other: Option<String>,
        /// How many mediators took part; one of the three counts is above zero.
        #[serde(default)]
        #[schema(example = 8)]
        pub mediators: i32,
        /// How many structures took part.
        #[serde(default)]
        pub structures: i32,
        /// How many other people took part.
        #[serde(default)]
        pub other_actors: i32,
    }
}

activity_input! {
    /// An event organised or taken part in, of one day or several.
    EventInput {
        /// The last day of an event over several days; at most 31 days in all.
        pub end_date: Option<Day>,
        /// Time given to it, all days together; at most 1440 a day.
        pub duration_min: Option<i32>,
        /// At most 200 characters.
        #[schema(example = "Forum de l’inclusion numérique")]
        pub name: Option<String>,
        pub event_type: EventType,
        /// With the type `autre`, which one.
        pub event_type_other: Option<String>,
        /// At least one.
        pub organizers: Vec<Organizer>,
        /// With the organizer `autre`, which one.
        pub organizer_other: Option<String>,
        /// How many people came: 0–1,000,000.
        #[schema(example = 120)]
        pub participants: i32,
        pub territorial_level: Option<TerritorialLevel>,
    }
}

activity_input! {
    /// A partnership built or kept alive.
    PartnershipInput {
        /// Time given to it: 1–1440.
        pub duration_min: Option<i32>,
        /// At most 200 characters.
        #[schema(example = "Parcours des aidants")]
        pub name: Option<String>,
        /// At least one.
        pub natures: Vec<PartnershipNature>,
        /// With the nature `autre`, which one.
        pub nature_other: Option<String>,
        pub territorial_level: Option<TerritorialLevel>,
        /// At least one, at most 50.
        pub partners: Vec<Partner>,
    }
}

/// The fields every activity has.
#[derive(Clone, Copy, Debug)]
pub struct Common<'a> {
    pub date: Day,
    pub departements: &'a [String],
    pub tag_ids: &'a [Id],
    pub notes: Option<&'a str>,
}

/// Which activities a list, an export or a figure is about.
#[derive(Clone, Debug, Default)]
pub struct ActivityFilter {
    /// First day of the period: an activity belongs to the day it began.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub kinds: Vec<CoordinationKind>,
    /// Those for at least one of these départements.
    pub departements: Vec<String>,
    pub tag_id: Option<Id>,
}
