//! What a facilitator tells the network of themself, and what is sent of it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::availability::{Absence, Hours};
use super::life::Step;
use super::offer::Reach;
use crate::competences::levels::Level;
use crate::facilitators::{FacilitatorKind, FacilitatorStatus};
use crate::network::series::Weekday;
use crate::platform::database::{Id, Moment};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Checked, Faults, Said, Versioned};

/// Most competences on offer.
const MOST_OFFERS: usize = 50;
/// Most stretches of weekly hours, and most absences.
const MOST_HOURS: usize = 50;
/// The longest absence.
const ABSENCE_DAYS: i64 = 366;

/// A competence to offer, up to a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferInput {
    pub competence_id: Id,
    /// 1–8.
    #[schema(example = 3)]
    pub up_to: i32,
}

/// What one offers the network.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FacilitationInput {
    /// At least one competence, each once.
    pub offers: Vec<OfferInput>,
    /// Sessions a month, 1–200; absent: no limit.
    pub monthly_limit: Option<i32>,
    /// How far one goes.
    pub reach: Reach,
}

impl Checked for FacilitationInput {
    fn check(&self, faults: &mut Faults) {
        if self.offers.is_empty() {
            faults.required("/offers");
        }
        if self.offers.len() > MOST_OFFERS {
            faults.range("/offers", self.offers.len(), 1, MOST_OFFERS);
        }
        for (at, offer) in self.offers.iter().enumerate() {
            if self.offers[..at].iter().any(|other| other.competence_id == offer.competence_id) {
                faults.contradiction(
                    format!("/offers/{at}/competence_id"),
                    "Cette compétence figure deux fois.",
                    "This competence is listed twice.",
                );
            }
            faults.range(format!("/offers/{at}/up_to"), offer.up_to, 1, 8);
        }
        if let Some(limit) = self.monthly_limit {
            faults.range("/monthly_limit", limit, 1, 200);
        }
    }
}

/// A competence on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OfferView {
    pub competence_id: Id,
    pub up_to: Level,
    /// How far it holds today: never further than what one may teach; null when it does not.
    pub holds_up_to: Option<Level>,
}

/// A competence that one may teach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeachableView {
    pub competence_id: Id,
    /// V, or a grant that goes further.
    pub up_to: Level,
    pub is_by_grant: bool,
}

/// A step of one's life as a facilitator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StepView {
    pub step: Step,
    /// Where it led.
    pub status: FacilitatorStatus,
    /// Activated without the sessions that are usually asked for.
    pub is_waiver: bool,
    pub reason: Option<String>,
    pub at: Moment,
}

/// One's own place in the network.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FacilitationView {
    /// 0 as long as nothing is offered.
    pub version: i32,
    /// Null for somebody who never volunteered.
    pub facilitator_id: Option<Id>,
    pub status: Option<FacilitatorStatus>,
    pub offers: Vec<OfferView>,
    pub monthly_limit: Option<i32>,
    pub reach: Option<Reach>,
    /// What one might offer today.
    pub may_teach: Vec<TeachableView>,
    /// Held sessions that one observed, and co-led to the lead's content.
    pub observed: usize,
    pub co_led: usize,
    /// Oldest first.
    pub steps: Vec<StepView>,
    /// What one may do next.
    pub may: Vec<Step>,
}

impl Versioned for FacilitationView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A step to take.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    pub step: Step,
    /// Needed to suspend and to end a suspension; to activate, it is a waiver. At most 500
    /// characters.
    pub reason: Option<String>,
}

impl StepInput {
    pub fn reason(&self) -> &str {
        self.reason.as_deref().map(str::trim).unwrap_or_default()
    }
}

impl Checked for StepInput {
    fn check(&self, faults: &mut Faults) {
        faults.text("/reason", self.reason.as_deref(), 500);
    }
}

/// A team of one's own that a volunteer joins.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WelcomeInput {
    pub team_id: Id,
}

impl Checked for WelcomeInput {
    fn check(&self, _: &mut Faults) {}
}

/// A facilitator, or a volunteer, as coordinators see them: no level.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NetworkFacilitator {
    pub facilitator_id: Id,
    pub name: String,
    pub kind: FacilitatorKind,
    pub status: FacilitatorStatus,
    /// False for a volunteer whom no team has taken in yet.
    pub is_in_team: bool,
    /// Competences on offer.
    pub offers: usize,
    /// Of these, those they may teach today.
    pub teachable: usize,
    pub observed: usize,
    pub co_led: usize,
}

/// Facilitators of a coordinator's teams, and volunteers.
#[derive(Serialize, ToSchema)]
pub struct NetworkFacilitators {
    /// Volunteers and those who observe first, then by name.
    pub items: Vec<NetworkFacilitator>,
}

/// A competence on offer, as coordinators see it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct OfferSeen {
    pub competence_id: Id,
    /// As the person offers it.
    pub up_to: Level,
    /// Whether they may teach it today, however far.
    pub is_teachable: bool,
}

/// One facilitator, as coordinators see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NetworkFacilitatorView {
    #[serde(flatten)]
    pub item: NetworkFacilitator,
    pub offered: Vec<OfferSeen>,
    pub monthly_limit: Option<i32>,
    pub reach: Option<Reach>,
    /// Oldest first.
    pub steps: Vec<StepView>,
    /// What a coordinator may do next.
    pub may: Vec<Step>,
}

/// The same hours every week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyHours {
    pub weekday: Weekday,
    pub from: TimeOfDay,
    /// Not included; `00:00` is the end of the day.
    pub until: TimeOfDay,
}

impl WeeklyHours {
    /// As the rules know them.
    pub fn hours(&self) -> Option<Hours> {
        let time = |text: &TimeOfDay| NaiveTime::parse_from_str(&text.0, "%H:%M").ok();
        let (from, until) = (time(&self.from)?, time(&self.until)?);
        let is_some = from < until || until == NaiveTime::MIN;
        is_some.then_some(Hours { weekday: self.weekday, from, until })
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ends = |hours: &Self| {
            if hours.until.0 == "00:00" { "24:00".to_owned() } else { hours.until.0.clone() }
        };
        self.weekday == other.weekday && self.from.0 < ends(other) && other.from.0 < ends(self)
    }
}

/// Checks weekly hours below a pointer.
pub fn check_hours(faults: &mut Faults, pointer: &str, weekly: &[WeeklyHours]) {
    if weekly.len() > MOST_HOURS {
        faults.range(pointer, weekly.len(), 0, MOST_HOURS);
    }
    for (at, hours) in weekly.iter().enumerate() {
        if hours.hours().is_none() {
            faults.contradiction(
                format!("{pointer}/{at}/until"),
                "La fin vient après le début.",
                "The end comes after the start.",
            );
        } else if weekly[..at].iter().any(|other| other.overlaps(hours)) {
            faults.contradiction(
                format!("{pointer}/{at}"),
                "Ces heures en recouvrent d’autres du même jour.",
                "These hours overlap others of the same day.",
            );
        }
    }
}

/// Days away, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceDays {
    pub first_on: Day,
    pub last_on: Day,
}

impl AbsenceDays {
    fn is_long(&self) -> bool {
        (self.last_on.0 - self.first_on.0).num_days() >= ABSENCE_DAYS
    }
}

impl From<AbsenceDays> for Absence {
    fn from(days: AbsenceDays) -> Self {
        Self { first: days.first_on.0, last: days.last_on.0 }
    }
}

/// When somebody can come, whole: what is sent replaces what was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityView {
    /// None means any hour.
    pub weekly: Vec<WeeklyHours>,
    pub absences: Vec<AbsenceDays>,
}

impl AvailabilityView {
    /// Without absences that are over.
    pub fn from_day(mut self, today: NaiveDate) -> Self {
        self.absences.retain(|absence| absence.last_on.0 >= today);
        self
    }
}

impl Checked for AvailabilityView {
    fn check(&self, faults: &mut Faults) {
        check_hours(faults, "/weekly", &self.weekly);
        if self.absences.len() > MOST_HOURS {
            faults.range("/absences", self.absences.len(), 0, MOST_HOURS);
        }
        for (at, absence) in self.absences.iter().enumerate() {
            let pointer = format!("/absences/{at}/last_on");
            if absence.last_on < absence.first_on {
                faults.contradiction(
                    pointer,
                    "La fin ne peut pas précéder le début.",
                    "The end cannot come before the start.",
                );
            } else if absence.is_long() {
                let said = Said::new(
                    "Une absence dure un an au plus.",
                    "An absence lasts a year at most.",
                );
                faults.add(pointer, "date_out_of_range", said);
            }
        }
    }
}
