//! Types and rules of programmes.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::terms::{self, EnvelopeInput, EnvelopeView, TargetInput, TargetView};
use crate::platform::database::schema::programmes;
use crate::platform::database::{Id, Moment};
use crate::platform::day::Day;
use crate::platform::http::{Checked, Faults, Stored, Versioned};
use crate::platform::secrets;

/// A programme as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = programmes, treat_none_as_null = true)]
pub struct Programme {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub name: String,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Programme {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A programme to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeInput {
    /// 1–250 characters.
    #[schema(example = "Conseiller numérique")]
    pub name: String,
    pub starts_on: Option<Day>,
    /// Not before `starts_on`.
    pub ends_on: Option<Day>,
    /// All of them: those left out are removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub envelopes: Vec<EnvelopeInput>,
    /// All of them: those left out are removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetInput>,
}

impl Checked for ProgrammeInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 250);
        if self.starts_on.zip(self.ends_on).is_some_and(|(start, end)| end < start) {
            faults.contradiction(
                "/ends_on",
                "La fin ne peut pas précéder le début.",
                "The end cannot come before the start.",
            );
        }
        terms::check(faults, &self.envelopes, &self.targets);
    }
}

impl Programme {
    /// A new record.
    pub fn new(input: &ProgrammeInput, id: Id, now: Moment) -> Self {
        let blank = Self {
            id,
            version: 0,
            digest: secrets::digest(input),
            name: String::new(),
            starts_on: None,
            ends_on: None,
            created_at: now,
            updated_at: now,
        };
        blank.corrected(input, now)
    }

    /// The next version of the record, as `input` describes it.
    pub fn corrected(self, input: &ProgrammeInput, now: Moment) -> Self {
        Self {
            version: self.version + 1,
            name: input.name.trim().to_owned(),
            starts_on: input.starts_on.map(|day| day.0),
            ends_on: input.ends_on.map(|day| day.0),
            updated_at: now,
            ..self
        }
    }
}

/// A programme: its name and dates for everybody signed in, the rest for those it concerns.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeView {
    pub id: Id,
    pub version: i32,
    pub name: String,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    /// For administrators alone; by start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelopes: Option<Vec<EnvelopeView>>,
    /// For those who work towards them: administrators, coordinators, facilitators; by start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Vec<TargetView>>,
}

impl Versioned for ProgrammeView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<Programme> for ProgrammeView {
    fn from(row: Programme) -> Self {
        Self {
            id: row.id,
            version: row.version,
            name: row.name,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            envelopes: None,
            targets: None,
        }
    }
}
