//! Protected figures as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::{Id, Moment};
use crate::programmes::Measure;
use crate::statistics::protection::{Shown, Why};
use crate::text_enum;

text_enum! {
    /// Why a figure is hidden.
    Hidden {
        Few = "few",
        Dominated = "dominated",
        Complement = "complement",
    }
}

impl Hidden {
    /// None for what is shown.
    pub fn of(shown: Shown) -> Option<Self> {
        match shown {
            Shown::Value | Shown::Zero => None,
            Shown::Hidden { why: Why::Few } => Some(Self::Few),
            Shown::Hidden { why: Why::Dominated } => Some(Self::Dominated),
            Shown::Hidden { why: Why::Complement } => Some(Self::Complement),
        }
    }
}

/// The protected figures of a question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublishedView {
    pub definitions_version: i32,
    pub calculated_at: Moment,
    /// First day of the first month counted.
    pub from: NaiveDate,
    /// Last day of the last month counted: it has ended.
    pub to: NaiveDate,
    /// A figure on fewer people is hidden.
    pub k: i32,
    /// Facilitators with a session in scope; null when they are fewer than 3.
    pub facilitators: Option<i64>,
    pub totals: PublishedTotals,
    pub families: Vec<PublishedFamily>,
    /// Asked for with `compare`: the previous period of as many months, then the same months a year
    /// before.
    pub earlier: Vec<EarlierPublished>,
    /// Towards the targets of a perimeter's programmes, within the perimeter.
    pub targets: Vec<TargetProgress>,
}

/// The headline figures of an earlier period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EarlierPublished {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub totals: PublishedTotals,
}

/// The headline figures, defined as in the exact statistics; null when hidden.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct PublishedTotals {
    pub sessions: Option<i64>,
    pub individual_sessions: Option<i64>,
    pub workshops: Option<i64>,
    pub participations: Option<i64>,
    pub individual_participations: Option<i64>,
    pub workshop_participations: Option<i64>,
    pub followed: Option<i64>,
    pub new_followed: Option<i64>,
    pub returning_followed: Option<i64>,
    pub anonymous: Option<i64>,
    pub anonymous_first: Option<i64>,
    pub minutes_delivered: Option<i64>,
    pub minutes_received: Option<i64>,
    /// Also null when there is nothing to average.
    pub mean_individual_min: Option<f64>,
    pub mean_workshop_min: Option<f64>,
    pub mean_group: Option<f64>,
}

/// A family of lines.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct PublishedFamily {
    #[schema(example = "by_departement")]
    pub code: &'static str,
    /// Lines count people (followed, anonymous), not sessions and participations.
    pub people: bool,
    pub lines: Vec<PublishedLine>,
    /// How many of them are hidden.
    pub hidden: i64,
}

/// A line; what is null is hidden or does not apply.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct PublishedLine {
    pub code: String,
    /// For what has a name of its own; the labels of codes are in the closed lists.
    pub label: Option<String>,
    /// Sessions at a distance: a line of their own, at the employer's.
    pub remote: bool,
    pub sessions: Option<i64>,
    pub participations: Option<i64>,
    pub followed: Option<i64>,
    pub anonymous: Option<i64>,
    /// Percent of the participations, or people, in scope.
    pub share: Option<f64>,
    /// Participations per 10,000 inhabitants.
    pub per_10000: Option<f64>,
    /// Why it is hidden.
    #[schema(inline)]
    pub hidden: Option<Hidden>,
}

/// How far one has come towards a target, as a funder sees it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TargetProgress {
    pub programme_id: Id,
    pub programme_name: String,
    pub target_id: Id,
    pub measure: Measure,
    /// The target.
    pub value: i32,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Last day counted; null when no month of the target has ended.
    pub counted_to: Option<NaiveDate>,
    /// Null when hidden, or nothing is counted yet.
    pub done: Option<i64>,
    #[schema(inline)]
    pub hidden: Option<Hidden>,
}
