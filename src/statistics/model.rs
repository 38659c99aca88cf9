//! The figures as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::Moment;
use crate::text_enum;

/// Raised whenever a definition changes.
pub const DEFINITIONS_VERSION: i32 = 1;

text_enum! {
    /// Whose sessions are counted.
    Scope { Own = "own", Team = "team", Network = "network" }
}

text_enum! {
    /// A family that may have thousands of lines.
    LongFamily {
        Tag = "by_tag",
        Place = "by_place",
        Commune = "by_commune",
        Epci = "by_epci",
        ResidenceCommune = "by_residence_commune",
        Facilitator = "by_facilitator",
        Organization = "by_organization",
        Programme = "by_programme",
    }
}

/// The headline figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Totals {
    /// Sessions held.
    pub sessions: i64,
    pub individual_sessions: i64,
    pub workshops: i64,
    /// People helped, once per session.
    pub participations: i64,
    pub individual_participations: i64,
    pub workshop_participations: i64,
    /// Distinct followed people.
    pub followed: i64,
    /// Followed people whose first participation ever is in scope.
    pub new_followed: i64,
    /// Followed people with two participations or more in scope.
    pub returning_followed: i64,
    /// Anonymous participations.
    pub anonymous: i64,
    /// Anonymous participations not declared as helped before.
    pub anonymous_first: i64,
    /// Σ session minutes.
    pub minutes_delivered: i64,
    /// Σ session minutes × participants.
    pub minutes_received: i64,
    /// Mean length of an individual session, in minutes.
    pub mean_individual_min: Option<f64>,
    pub mean_workshop_min: Option<f64>,
    /// Mean number of participants of a workshop.
    pub mean_group: Option<f64>,
    /// Participations of people sent on to another body.
    pub redirected: i64,
}

/// A period or weekday.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TimeLine {
    /// `2026-03`, `2026-W11`, `2026-03-09`, or 1 (Monday) to 7.
    #[schema(example = "2026-03")]
    pub code: String,
    pub sessions: i64,
    pub participations: i64,
    /// The interval asked covers only part of this period.
    pub partial: bool,
}

/// A value of a family of which a session may carry several.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct MentionLine {
    pub code: String,
    /// For what has a name of its own; the labels of codes are in the closed lists.
    pub label: Option<String>,
    pub sessions: i64,
    /// Participations of the sessions that carry the value.
    pub participations: i64,
    /// Percent of all participations in scope; values overlap, so these add to more than 100.
    pub share_of_participations: f64,
    /// Percent of all mentions of the family.
    pub share_of_mentions: f64,
}

/// A value of a family of which a session carries one.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ShareLine {
    pub code: String,
    pub label: Option<String>,
    pub sessions: i64,
    pub participations: i64,
    /// Percent; the lines of the family add to 100.0.
    pub share: f64,
}

/// A territory of activity.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TerritoryLine {
    /// The territory's code; empty for what belongs to none.
    pub code: String,
    pub label: String,
    /// Sessions at a distance: a line of their own, at the employer's.
    pub remote: bool,
    pub sessions: i64,
    pub participations: i64,
    pub share: f64,
    /// Participations per 10,000 inhabitants; not for remote lines.
    pub per_10000: Option<f64>,
}

/// People by an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PeopleLine {
    pub code: String,
    pub label: Option<String>,
    /// Followed people, by their attribute at their latest participation in scope.
    pub followed: i64,
    /// Anonymous participations.
    pub anonymous: i64,
    /// Percent of followed people and anonymous participations together; adds to 100.0.
    pub share_of_people: f64,
}

/// Every figure of a question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StatisticsView {
    pub definitions_version: i32,
    pub scope: Scope,
    /// First day, included.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    pub calculated_at: Moment,
    #[serde(flatten)]
    pub figures: Figures,
    /// Asked for with `compare`: the previous period of equal length, then the same days a year
    /// before.
    pub earlier: Vec<EarlierView>,
}

/// The headline figures of an earlier period, by the same filters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EarlierView {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub totals: Totals,
}

/// The lines of a long family that are not sent, added up: `GET /api/statistics/families/{family}`
/// gives them all.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct NotSent {
    pub family: LongFamily,
    /// How many lines are not sent.
    pub lines: i64,
    /// Null in a family of people. A session with several tags counts for each of them.
    pub sessions: Option<i64>,
    /// Null in a family of people.
    pub participations: Option<i64>,
    /// Followed people; null but in a family of people.
    pub followed: Option<i64>,
    /// Anonymous participations; null but in a family of people.
    pub anonymous: Option<i64>,
    /// Percent: the shares of these lines added up (of tags, their shares of mentions). With the
    /// shares of the lines sent, 100.0.
    pub share: f64,
}

/// Every line of one long family.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FamilyView {
    pub definitions_version: i32,
    pub scope: Scope,
    /// First day, included.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    pub calculated_at: Moment,
    pub family: LongFamily,
    pub lines: FamilyLines,
}

/// The lines of a family, as the whole answer shows them.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum FamilyLines {
    /// `by_tag`
    Mentions(Vec<MentionLine>),
    /// `by_facilitator`, `by_organization`, `by_programme`
    Shares(Vec<ShareLine>),
    /// `by_place`, `by_commune`, `by_epci`
    Territories(Vec<TerritoryLine>),
    /// `by_residence_commune`
    People(Vec<PeopleLine>),
}

/// The figures themselves. Of a long family only the first 50 lines are sent, with what is at a
/// distance and what belongs to none; the rest is in `not_sent`.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Figures {
    pub totals: Totals,
    /// The families of which not every line is sent.
    pub not_sent: Vec<NotSent>,
    /// Every month of the interval.
    pub by_month: Vec<TimeLine>,
    /// Every ISO week of the interval.
    pub by_week: Vec<TimeLine>,
    /// Every day of the interval, up to 92 days; empty beyond.
    pub by_day: Vec<TimeLine>,
    pub by_weekday: Vec<TimeLine>,
    pub by_theme: Vec<MentionLine>,
    pub by_administrative_theme: Vec<MentionLine>,
    pub by_equipment: Vec<MentionLine>,
    pub by_tag: Vec<MentionLine>,
    pub by_kind: Vec<ShareLine>,
    pub by_place_type: Vec<ShareLine>,
    /// `0-29`, `30-59`, `60-119`, `120+` minutes.
    pub by_duration: Vec<ShareLine>,
    /// Individual sessions.
    pub by_autonomy: Vec<ShareLine>,
    /// Workshops.
    pub by_level: Vec<ShareLine>,
    /// People sent on, by the kind of body.
    pub by_redirection: Vec<ShareLine>,
    pub by_place: Vec<TerritoryLine>,
    pub by_commune: Vec<TerritoryLine>,
    pub by_epci: Vec<TerritoryLine>,
    pub by_departement: Vec<TerritoryLine>,
    pub by_region: Vec<TerritoryLine>,
    pub by_gender: Vec<PeopleLine>,
    pub by_age_band: Vec<PeopleLine>,
    pub by_status: Vec<PeopleLine>,
    pub by_residence_commune: Vec<PeopleLine>,
    /// Only for a team or the network.
    pub by_facilitator: Vec<ShareLine>,
    /// Only for a team or the network.
    pub by_organization: Vec<ShareLine>,
    pub by_programme: Vec<ShareLine>,
}
