//! Types and rules of sessions: what comes in, and the row it becomes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::{SessionCompetence, check_shape};
use crate::platform::database::schema::sessions;
use crate::platform::database::{Id, Moment};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Checked, Faults, Stored};
use crate::territories::check_commune;
use crate::vocabulary::{
    AgeBand, Autonomy, Equipment, EquipmentSet, Gender, PlaceType, Redirection, SessionKind,
    SocialStatus, Theme, ThemeSet, WorkshopLevel,
};

/// The most anonymous participants of one workshop.
pub const MOST_PEOPLE: i32 = 10_000;
/// The most followed learners of one workshop.
const MOST_LEARNERS: usize = 500;
const MOST_TAGS: usize = 50;
const NOTES_MAX: usize = 10_000;

/// A session as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sessions, treat_none_as_null = true)]
pub struct Session {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub kind: SessionKind,
    pub state: String,
    pub facilitator_id: Id,
    /// The employer on the session's date.
    pub organization_id: Option<Id>,
    pub programme_id: Option<Id>,
    pub date: NaiveDate,
    pub start_time: Option<String>,
    pub duration_min: i32,
    pub place_type: PlaceType,
    pub place_id: Option<Id>,
    /// Where it happened: the place's, or the one given; none at a distance.
    pub commune_code: Option<String>,
    /// Of the commune; at a distance the employer's.
    pub departement_code: Option<String>,
    pub themes: ThemeSet,
    pub equipment: EquipmentSet,
    pub title: Option<String>,
    pub level: Option<WorkshopLevel>,
    pub autonomy: Option<Autonomy>,
    pub redirected: Option<bool>,
    pub redirection: Option<Redirection>,
    pub procedure_detail: Option<String>,
    pub notes: Option<String>,
    /// Named and anonymous people together.
    pub participant_count: i32,
    pub anonymous_count: i32,
    /// Anonymous people who had been helped before.
    pub anonymous_supported: i32,
    /// The title, folded for searching.
    pub search: String,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub deleted_at: Option<Moment>,
}

impl Stored for Session {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// An anonymous person helped once: what they told, all of it optional.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnonymousPerson {
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
    /// Insee code of the commune of residence.
    pub commune_code: Option<String>,
    /// Helped before, somewhere.
    #[serde(default)]
    pub already_supported: bool,
}

/// The anonymous participants of a workshop: counters, never invented people.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnonymousGroup {
    /// 0–10,000.
    #[schema(example = 6)]
    pub total: i32,
    /// Of these, helped before; at most `total`.
    #[serde(default)]
    pub already_supported: i32,
    /// Counts by gender; their sum is at most `total`, the rest is *non communiqué*.
    #[serde(default)]
    pub genders: BTreeMap<Gender, i32>,
    #[serde(default)]
    pub age_bands: BTreeMap<AgeBand, i32>,
    #[serde(default)]
    pub statuses: BTreeMap<SocialStatus, i32>,
}

macro_rules! session_input {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// From 2015-01-01 to today.
            pub date: Day,
            pub start_time: Option<TimeOfDay>,
            /// 1–1440.
            #[schema(example = 45)]
            pub duration_min: i32,
            pub place_type: PlaceType,
            /// With `lieu_activite`: a place one is attached to.
            pub place_id: Option<Id>,
            /// With `domicile` and `autre`: the Insee code of the commune.
            pub commune_code: Option<String>,
            /// At least one.
            pub themes: Vec<Theme>,
            #[serde(default)]
            pub equipment: Vec<Equipment>,
            #[serde(default)]
            pub tag_ids: Vec<Id>,
            /// The facilitator's own; at most 10,000 characters; in no statistic and no log.
            pub notes: Option<String>,
            /// Only with the theme `aide_aux_demarches_administratives`.
            pub procedure_detail: Option<String>,
            pub programme_id: Option<Id>,
            /// What it was about, at most 16.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub competences: Vec<SessionCompetence>,
            $($own)*
        }

        impl $name {
            /// The fields every session has.
            pub fn common(&self) -> Common<'_> {
                Common {
                    date: self.date,
                    start_time: self.start_time.as_ref(),
                    duration_min: self.duration_min,
                    place_type: self.place_type,
                    place_id: self.place_id,
                    commune_code: self.commune_code.as_deref(),
                    themes: &self.themes,
                    equipment: &self.equipment,
                    tag_ids: &self.tag_ids,
                    notes: self.notes.as_deref(),
                    procedure_detail: self.procedure_detail.as_deref(),
                    programme_id: self.programme_id,
                    competences: &self.competences,
                }
            }
        }
    };
}

session_input! {
    /// One person helped by one facilitator.
    IndividualSessionInput {
        /// A learner one follows; absent: an anonymous person.
        pub learner_id: Option<Id>,
        /// What an anonymous person told.
        pub anonymous: Option<AnonymousPerson>,
        pub autonomy: Option<Autonomy>,
        /// Whether the person was sent on to another body.
        pub redirected: Option<bool>,
        /// Only when `redirected`.
        pub redirection: Option<Redirection>,
    }
}

session_input! {
    /// Several people helped together.
    WorkshopInput {
        /// At most 200 characters.
        #[schema(example = "Reconnaître un message piégé")]
        pub title: Option<String>,
        pub level: Option<WorkshopLevel>,
        /// Learners one follows.
        #[serde(default)]
        pub learner_ids: Vec<Id>,
        pub anonymous: Option<AnonymousGroup>,
    }
}

/// The fields every session has.
#[derive(Clone, Copy, Debug)]
pub struct Common<'a> {
    pub date: Day,
    pub start_time: Option<&'a TimeOfDay>,
    pub duration_min: i32,
    pub place_type: PlaceType,
    pub place_id: Option<Id>,
    pub commune_code: Option<&'a str>,
    pub themes: &'a [Theme],
    pub equipment: &'a [Equipment],
    pub tag_ids: &'a [Id],
    pub notes: Option<&'a str>,
    pub procedure_detail: Option<&'a str>,
    pub programme_id: Option<Id>,
    pub competences: &'a [SessionCompetence],
}

impl Common<'_> {
    fn check(&self, faults: &mut Faults) {
        faults.range("/duration_min", self.duration_min, 1, 1440);
        self.check_place(faults);
        self.check_themes(faults);
        if self.equipment.contains(&Equipment::Aucun) && self.equipment.len() > 1 {
            faults.contradiction(
                "/equipment",
                "« Pas de matériel » exclut les autres choix.",
                "“No device” excludes the other choices.",
            );
        }
        if self.tag_ids.len() > MOST_TAGS {
            faults.range("/tag_ids", self.tag_ids.len(), 0, MOST_TAGS);
        }
        faults.text("/notes", self.notes, NOTES_MAX);
        check_shape(faults, self.competences);
    }

    fn check_place(&self, faults: &mut Faults) {
        let needs_place = self.place_type == PlaceType::LieuActivite;
        let needs_commune = matches!(self.place_type, PlaceType::Domicile | PlaceType::Autre);
        match self.place_id {
            None if needs_place => faults.required("/place_id"),
            Some(_) if !needs_place => faults.contradiction(
                "/place_id",
                "Un lieu ne va qu’avec « lieu d’activité ».",
                "A place goes with “place of activity” only.",
            ),
            _ => {}
        }
        match self.commune_code {
            None if needs_commune => faults.required("/commune_code"),
            Some(_) if !needs_commune => faults.contradiction(
                "/commune_code",
                "Une commune ne va qu’avec « à domicile » ou « autre lieu ».",
                "A commune goes with “at home” or “other place” only.",
            ),
            code => check_commune(faults, "/commune_code", code),
        }
    }

    fn check_themes(&self, faults: &mut Faults) {
        let has_procedures = self.themes.contains(&Theme::AideAuxDemarchesAdministratives);
        if self.themes.is_empty() {
            faults.required("/themes");
        } else if !has_procedures && self.themes.iter().any(|theme| theme.is_administrative()) {
            faults.contradiction(
                "/themes",
                "Un thème administratif va avec « Aide aux démarches administratives ».",
                "An administrative theme goes with “Help with administrative procedures”.",
            );
        }
        if self.procedure_detail.is_some_and(|detail| !detail.trim().is_empty()) && !has_procedures
        {
            faults.contradiction(
                "/procedure_detail",
                "La démarche va avec « Aide aux démarches administratives ».",
                "The procedure goes with “Help with administrative procedures”.",
            );
        } else {
            faults.line("/procedure_detail", self.procedure_detail, 500);
        }
    }

    /// The rule that needs to know what day it is.
    pub fn check_date(&self, faults: &mut Faults, today: NaiveDate) {
        let first = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or(NaiveDate::MIN);
        if self.date.0 < first || self.date.0 > today {
            faults.add(
                "/date",
                "date_out_of_range",
                crate::platform::http::Said::new(
                    "La date doit être comprise entre le 1er janvier 2015 et aujourd’hui.",
                    "The date must be between 1 January 2015 and today.",
                ),
            );
        }
    }
}

impl Checked for IndividualSessionInput {
    fn check(&self, faults: &mut Faults) {
        self.common().check(faults);
        if let Some(person) = &self.anonymous {
            if self.learner_id.is_some() {
                faults.contradiction(
                    "/anonymous",
                    "La personne est soit suivie, soit anonyme.",
                    "The person is either followed or anonymous.",
                );
            }
            check_commune(faults, "/anonymous/commune_code", person.commune_code.as_deref());
        }
        if self.redirection.is_some() && self.redirected != Some(true) {
            faults.contradiction(
                "/redirection",
                "Indiquez d’abord que la personne a été orientée.",
                "Say first that the person was redirected.",
            );
        }
    }
}

impl Checked for WorkshopInput {
    fn check(&self, faults: &mut Faults) {
        self.common().check(faults);
        faults.line("/title", self.title.as_deref(), 200);
        if self.learner_ids.len() > MOST_LEARNERS {
            faults.range("/learner_ids", self.learner_ids.len(), 0, MOST_LEARNERS);
        }
        for (at, id) in self.learner_ids.iter().enumerate() {
            if self.learner_ids[..at].contains(id) {
                faults.contradiction(
                    format!("/learner_ids/{at}"),
                    "Cette personne figure deux fois.",
                    "This person is listed twice.",
                );
            }
        }
        let total = self.anonymous.as_ref().map_or(0, |group| group.total);
        if self.learner_ids.is_empty() && total == 0 {
            faults.add(
                "/learner_ids",
                "no_participant",
                crate::platform::http::Said::new(
                    "Indiquez au moins une personne, suivie ou anonyme.",
                    "Name or count at least one person.",
                ),
            );
        }
        if let Some(group) = &self.anonymous {
            group.check(faults);
        }
    }
}

impl AnonymousGroup {
    fn check(&self, faults: &mut Faults) {
        faults.range("/anonymous/total", self.total, 0, MOST_PEOPLE);
        let most = self.total.max(0);
        faults.range("/anonymous/already_supported", self.already_supported, 0, most);
        let codes = |counts: Vec<(&'static str, i32)>| counts;
        let families = [
            ("genders", codes(self.genders.iter().map(|(k, n)| (k.code(), *n)).collect())),
            ("age_bands", codes(self.age_bands.iter().map(|(k, n)| (k.code(), *n)).collect())),
            ("statuses", codes(self.statuses.iter().map(|(k, n)| (k.code(), *n)).collect())),
        ];
        for (family, counts) in families {
            for (code, count) in &counts {
                faults.range(format!("/anonymous/{family}/{code}"), *count, 0, MOST_PEOPLE);
            }
            let sum: i64 = counts
                .iter()
                .filter(|(code, _)| *code != "non_communique")
                .map(|(_, count)| i64::from((*count).max(0)))
                .sum();
            if sum > i64::from(most) {
                faults.add(
                    format!("/anonymous/{family}"),
                    "sum_exceeds_total",
                    crate::platform::http::Said::new(
                        "La somme dépasse le nombre de personnes anonymes.",
                        "The sum exceeds the number of anonymous people.",
                    ),
                );
            }
        }
    }
}

/// A count of anonymous people by one value of one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headcount {
    pub dimension: &'static str,
    pub value: String,
    pub people: i32,
}

/// The anonymous people of a session, in the form that is kept.
#[derive(Clone, Debug, Default)]
pub struct Anonymous {
    pub total: i32,
    pub already_supported: i32,
    pub headcounts: Vec<Headcount>,
}

impl Anonymous {
    /// The one person of an individual session without a followed learner.
    pub fn one(person: Option<&AnonymousPerson>) -> Self {
        let Some(person) = person else {
            return Self { total: 1, ..Self::default() };
        };
        let told = |dimension, value: Option<&str>| {
            value.filter(|value| *value != "non_communique").map(|value| Headcount {
                dimension,
                value: value.to_owned(),
                people: 1,
            })
        };
        let commune = person.commune_code.as_deref().and_then(crate::territories::commune);
        Self {
            total: 1,
            already_supported: i32::from(person.already_supported),
            headcounts: [
                told("gender", person.gender.map(Gender::code)),
                told("age_band", person.age_band.map(AgeBand::code)),
                told("status", person.status.map(SocialStatus::code)),
                told("commune", commune.map(|commune| commune.code)),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }

    pub fn group(group: Option<&AnonymousGroup>) -> Self {
        let Some(group) = group else { return Self::default() };
        let mut headcounts = Vec::new();
        let mut add = |dimension, value: &str, people: i32| {
            if people > 0 && value != "non_communique" {
                headcounts.push(Headcount { dimension, value: value.to_owned(), people });
            }
        };
        group.genders.iter().for_each(|(k, n)| add("gender", k.code(), *n));
        group.age_bands.iter().for_each(|(k, n)| add("age_band", k.code(), *n));
        group.statuses.iter().for_each(|(k, n)| add("status", k.code(), *n));
        Self { total: group.total, already_supported: group.already_supported, headcounts }
    }
}

/// Which sessions a list is about.
#[derive(Clone, Debug, Default)]
pub struct SessionFilter {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub kind: Option<SessionKind>,
    pub place_id: Option<Id>,
    pub place_type: Option<PlaceType>,
    pub theme: Option<Theme>,
    pub tag_id: Option<Id>,
    pub learner_id: Option<Id>,
    /// Part of the title, the place or a learner's name.
    pub text: Option<String>,
}
