//! What a planned workshop is: as it is kept, and as people write it.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::network::enrolment::Approval;
use crate::network::templates::{NeedInput, check_needs};
use crate::network::time::Span;
use crate::platform::contact;
use crate::platform::database::schema::workshops;
use crate::platform::database::{Id, Moment};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Checked, Faults, Said, Stored};
use crate::text_enum;
use crate::vocabulary::{Theme, ThemeSet};

text_enum! {
    /// Where a planned workshop stands.
    WorkshopState {
        Draft = "draft",
        Published = "published",
        Held = "held",
        Cancelled = "cancelled",
        Postponed = "postponed",
        DidNotHappen = "did_not_happen",
    }
}

text_enum! {
    /// Who sees a published workshop: everybody, the network, or who was invited.
    Visibility { Public = "public", Network = "network", Invitation = "invitation" }
}

text_enum! {
    /// Whether a seat needs a coordinator's yes.
    ApprovalPolicy { None = "none", Coordinator = "coordinator" }
}

text_enum! {
    /// As what a facilitator is there.
    FacilitationRole { Lead = "lead", Co = "co", Observer = "observer" }
}

text_enum! {
    /// What a facilitator answered.
    FacilitationState {
        Invited = "invited",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// What a facilitator answers to being asked.
    FacilitationAnswer { Accept = "accept", Decline = "decline", Withdraw = "withdraw" }
}

/// A planned workshop as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = workshops, treat_none_as_null = true)]
pub struct Workshop {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub state: WorkshopState,
    /// Account.
    pub author_id: Id,
    pub template_id: Option<Id>,
    pub series_id: Option<Id>,
    pub series_on: Option<NaiveDate>,
    pub is_detached: bool,
    pub title: String,
    pub search: String,
    pub objectives: Option<String>,
    pub date: NaiveDate,
    pub start_time: String,
    pub end_time: String,
    pub zone: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub setup_min: i32,
    pub teardown_min: i32,
    pub place_id: Option<Id>,
    pub room_id: Option<Id>,
    pub commune_code: Option<String>,
    pub departement_code: Option<String>,
    pub remote_url: Option<String>,
    pub programme_id: Option<Id>,
    pub themes: ThemeSet,
    pub capacity: i32,
    pub min_people: i32,
    pub devices_per_learner: i32,
    pub needs_wires: bool,
    pub visibility: Visibility,
    pub approval: Approval,
    /// What capacity, room, devices and ports come to.
    pub seats: i32,
    pub used_count: i32,
    pub waiting_count: i32,
    /// Raised at each change that calendars should see.
    pub sequence: i32,
    pub published_at: Option<Moment>,
    /// When it was cancelled, postponed, written down as held or not.
    pub over_at: Option<Moment>,
    pub reason: Option<String>,
    pub successor_id: Option<Id>,
    /// Its entry in the log, once held.
    pub session_id: Option<Id>,
    /// When the clock has something to do next.
    pub due_at: Option<Moment>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Workshop {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

impl Workshop {
    pub fn span(&self) -> Span {
        Span { start: self.starts_at, end: self.ends_at }
    }

    pub fn is_published(&self) -> bool {
        self.state == WorkshopState::Published
    }

    pub fn seats_free(&self) -> i32 {
        (self.seats - self.used_count).max(0)
    }
}

/// Somebody who leads, co-leads or observes.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Facilitating {
    pub facilitator_id: Id,
    pub person_id: Id,
    pub account_id: Id,
    pub role: FacilitationRole,
    pub state: FacilitationState,
    pub first_name: String,
    pub last_name: String,
}

impl Facilitating {
    /// Leads or co-leads, and said yes.
    pub fn is_accepted(&self) -> bool {
        self.state == FacilitationState::Accepted && self.role != FacilitationRole::Observer
    }

    /// Leads or co-leads, or was asked to.
    pub fn is_asked(&self) -> bool {
        let is_live =
            matches!(self.state, FacilitationState::Accepted | FacilitationState::Invited);
        is_live && self.role != FacilitationRole::Observer
    }

    pub fn is_lead(&self) -> bool {
        self.is_accepted() && self.role == FacilitationRole::Lead
    }

    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// What somebody may see and do of a workshop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    pub sees: bool,
    /// Plans, leads, co-leads or coordinates.
    pub manages: bool,
    /// Says yes to requests.
    pub approves: bool,
}

/// Devices of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceLoan {
    pub pool_id: Id,
    /// 1–10,000.
    #[schema(example = 12)]
    pub devices: i32,
}

/// A workshop to plan or to change. What is absent is taken from the template, where there is one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlannedWorkshopInput)]
pub struct WorkshopInput {
    pub template_id: Option<Id>,
    /// 1–200 characters.
    #[schema(example = "Reconnaître un message piégé")]
    pub title: Option<String>,
    /// What people can do afterwards: at most 4,000 characters.
    pub objectives: Option<String>,
    /// At most two years ahead.
    pub date: Day,
    /// By the wall clock of the network's time zone, on a quarter of an hour.
    pub start_time: TimeOfDay,
    /// The same day, at most 12 hours later.
    pub end_time: TimeOfDay,
    /// Minutes that who facilitates needs before: 0–120, in quarters of an hour.
    #[serde(default)]
    pub setup_min: i32,
    /// And after.
    #[serde(default)]
    pub teardown_min: i32,
    pub place_id: Option<Id>,
    /// Of that place.
    pub room_id: Option<Id>,
    /// Of a workshop at a distance: where people meet on the web.
    pub remote_url: Option<String>,
    pub programme_id: Option<Id>,
    /// At least one, unless the template has some.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// What it brings people to: at most 8.
    #[serde(default)]
    pub competences: Vec<NeedInput>,
    /// 0–1,000.
    #[schema(example = 12)]
    pub capacity: Option<i32>,
    /// Below that it is not worth while; 1 when absent.
    pub min_people: Option<i32>,
    #[serde(default)]
    pub devices: Vec<DeviceLoan>,
    /// 0–10.
    pub devices_per_learner: Option<i32>,
    /// Whether every learner needs a wired port.
    pub needs_wires: Option<bool>,
    pub visibility: Visibility,
    /// `none` when absent.
    pub approval: Option<ApprovalPolicy>,
}

fn quarter(faults: &mut Faults, pointer: &str, is_quarter: bool) {
    if !is_quarter {
        let said = Said::new(
            "Les heures se comptent en quarts d’heure.",
            "Times are counted in quarters of an hour.",
        );
        faults.add(pointer, "not_a_quarter", said);
    }
}

fn on_quarter(time: &TimeOfDay) -> bool {
    matches!(time.0.get(3..5), Some("00" | "15" | "30" | "45"))
}

impl Checked for WorkshopInput {
    fn check(&self, faults: &mut Faults) {
        if let Some(title) = &self.title {
            faults.name("/title", title, 200);
        }
        faults.text("/objectives", self.objectives.as_deref(), 4_000);
        quarter(faults, "/start_time", on_quarter(&self.start_time));
        quarter(faults, "/end_time", on_quarter(&self.end_time));
        if self.end_time.0 <= self.start_time.0 {
            faults.contradiction(
                "/end_time",
                "La fin vient après le début, le même jour.",
                "The end comes after the start, on the same day.",
            );
        }
        for (pointer, minutes) in
            [("/setup_min", self.setup_min), ("/teardown_min", self.teardown_min)]
        {
            faults.range(pointer, minutes, 0, 120);
            quarter(faults, pointer, minutes % 15 == 0);
        }
        check_needs(faults, &self.competences);
        self.check_where(faults);
        self.check_size(faults);
    }
}

impl WorkshopInput {
    fn check_where(&self, faults: &mut Faults) {
        if self.room_id.is_some() && self.place_id.is_none() {
            faults.required("/place_id");
        }
        if let Some(url) = &self.remote_url {
            faults.name("/remote_url", url, 500);
            faults.keep("/remote_url", contact::web_address(url));
            if self.place_id.is_some() {
                faults.contradiction(
                    "/remote_url",
                    "Un atelier a lieu quelque part, ou à distance.",
                    "A workshop is at a place, or at a distance.",
                );
            }
        }
    }

    fn check_size(&self, faults: &mut Faults) {
        if let Some(capacity) = self.capacity {
            faults.range("/capacity", capacity, 0, 1_000);
        }
        if let Some(least) = self.min_people {
            let most = self.capacity.unwrap_or(1_000).clamp(1, 1_000);
            faults.range("/min_people", least, 1, most);
        }
        if let Some(devices) = self.devices_per_learner {
            faults.range("/devices_per_learner", devices, 0, 10);
        }
        if self.devices.len() > 10 {
            faults.range("/devices", self.devices.len(), 0, 10);
        }
        for (at, loan) in self.devices.iter().enumerate() {
            faults.range(format!("/devices/{at}/devices"), loan.devices, 1, 10_000);
            if self.devices[..at].iter().any(|other| other.pool_id == loan.pool_id) {
                faults.contradiction(
                    format!("/devices/{at}/pool_id"),
                    "Cette réserve figure deux fois.",
                    "This pool is listed twice.",
                );
            }
        }
    }
}

/// Whom to ask, and as what.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FacilitatingInput)]
pub struct FacilitationInput {
    pub role: FacilitationRole,
    /// Of a coordinator: why to ask in spite of a warning; at most 500 characters.
    pub override_reason: Option<String>,
}

impl Checked for FacilitationInput {
    fn check(&self, faults: &mut Faults) {
        faults.text("/override_reason", self.override_reason.as_deref(), 500);
    }
}
