//! What comes with the money of a programme: envelopes (how much, from when to when) and targets
//! (how many of what, over which months).

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::Id;
use crate::platform::database::schema::{envelopes, targets};
use crate::platform::day::Day;
use crate::platform::http::Faults;
use crate::text_enum;

/// How many envelopes, or targets, a programme may have.
const MOST: usize = 50;
/// A thousand billion euros: more is a slip of the keyboard.
const RICHEST: i64 = 1_000_000_000_000;

text_enum! {
    /// What a target counts, as the statistics define it.
    Measure {
        Sessions = "sessions",
        Workshops = "workshops",
        Participations = "participations",
        Followed = "followed",
        HoursDelivered = "hours_delivered",
    }
}

/// An envelope as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = envelopes)]
pub struct Envelope {
    pub id: Id,
    pub programme_id: Id,
    pub name: String,
    pub amount_eur: Option<i64>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// A target as it is kept; the statistics tell how far one has come.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = targets)]
pub struct Target {
    pub id: Id,
    pub programme_id: Id,
    pub measure: Measure,
    pub value: i32,
    /// First day of a month.
    #[diesel(column_name = starts_on)]
    pub from: NaiveDate,
    /// Last day of a month.
    #[diesel(column_name = ends_on)]
    pub to: NaiveDate,
}

/// An envelope of a programme.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeInput {
    /// That of an envelope the programme has already; absent: a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// 1–250 characters.
    #[schema(example = "Convention 2026–2028")]
    pub name: String,
    /// Whole euros, 0 or more.
    #[schema(example = 150_000)]
    pub amount_eur: Option<i64>,
    pub starts_on: Day,
    /// Not before `starts_on`.
    pub ends_on: Day,
}

/// A target of a programme.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetInput {
    /// That of a target the programme has already; absent: a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    pub measure: Measure,
    /// 1–10,000,000.
    #[schema(example = 1200)]
    pub value: i32,
    /// First day of a month.
    #[schema(example = "2026-01-01")]
    pub from: Day,
    /// Last day of a month.
    #[schema(example = "2026-12-31")]
    pub to: Day,
}

/// Notes what is wrong with the envelopes and targets of a programme.
pub fn check(faults: &mut Faults, envelopes: &[EnvelopeInput], targets: &[TargetInput]) {
    faults.range("/envelopes", envelopes.len(), 0, MOST);
    faults.range("/targets", targets.len(), 0, MOST);
    for (at, envelope) in envelopes.iter().enumerate() {
        faults.name(&format!("/envelopes/{at}/name"), &envelope.name, 250);
        if let Some(amount) = envelope.amount_eur {
            faults.range(format!("/envelopes/{at}/amount_eur"), amount, 0, RICHEST);
        }
        if envelope.ends_on < envelope.starts_on {
            faults.contradiction(
                format!("/envelopes/{at}/ends_on"),
                "La fin ne peut pas précéder le début.",
                "The end cannot come before the start.",
            );
        }
    }
    for (at, target) in targets.iter().enumerate() {
        faults.range(format!("/targets/{at}/value"), target.value, 1, 10_000_000);
        let (from, to) = (format!("/targets/{at}/from"), format!("/targets/{at}/to"));
        faults.whole_months((&from, &to), target.from, target.to);
    }
}

/// Notes ids that are none of those `kept`, or are named twice.
pub fn check_ids(faults: &mut Faults, list: &str, given: &[Option<Id>], kept: &[Id]) {
    for (at, id) in given.iter().enumerate() {
        let Some(id) = id else { continue };
        if !kept.contains(id) || given[..at].contains(&Some(*id)) {
            faults.unknown(
                format!("/{list}/{at}/id"),
                "Ce dispositif n’a pas cette ligne, ou l’a deux fois.",
                "The programme has no such line, or has it twice.",
            );
        }
    }
}

impl EnvelopeInput {
    pub fn row(&self, id: Id, programme_id: Id) -> Envelope {
        Envelope {
            id,
            programme_id,
            name: self.name.trim().to_owned(),
            amount_eur: self.amount_eur,
            starts_on: self.starts_on.0,
            ends_on: self.ends_on.0,
        }
    }
}

impl TargetInput {
    pub fn row(&self, id: Id, programme_id: Id) -> Target {
        let Self { measure, value, from, to, .. } = *self;
        Target { id, programme_id, measure, value, from: from.0, to: to.0 }
    }
}

/// An envelope as administrators see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EnvelopeView {
    pub id: Id,
    pub name: String,
    pub amount_eur: Option<i64>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl From<Envelope> for EnvelopeView {
    fn from(row: Envelope) -> Self {
        let Envelope { id, name, amount_eur, starts_on, ends_on, .. } = row;
        Self { id, name, amount_eur, starts_on, ends_on }
    }
}

/// A target as those who work towards it see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TargetView {
    pub id: Id,
    pub measure: Measure,
    pub value: i32,
    /// First day of a month.
    pub from: NaiveDate,
    /// Last day of a month.
    pub to: NaiveDate,
}

impl From<Target> for TargetView {
    fn from(row: Target) -> Self {
        let Target { id, measure, value, from, to, .. } = row;
        Self { id, measure, value, from, to }
    }
}
