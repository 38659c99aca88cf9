//! A series as it is kept.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use diesel::prelude::*;

use super::input::SeriesInput;
use super::{Rule, Series};
use crate::platform::context::Context;
use crate::platform::database::schema::workshop_series;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Problem, Stored};

/// A series as it is kept: columns for its days and hours, the body of its sessions as JSON.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = workshop_series, treat_none_as_null = true)]
pub struct SeriesRow {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    /// Account.
    pub author_id: Id,
    pub first_on: NaiveDate,
    pub start_time: String,
    pub duration_min: i32,
    pub zone: String,
    pub rule: String,
    pub skips_holidays: bool,
    pub except_on: String,
    pub model: String,
    /// The series that it took over from.
    pub continues_id: Option<Id>,
    /// When none of its days was left: cancelled, or another series took over all of it.
    pub ended_at: Option<Moment>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for SeriesRow {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// Whose a new series is, and which one it takes over from.
pub struct Origin {
    pub id: Id,
    pub digest: String,
    pub author_id: Id,
    pub continues_id: Option<Id>,
}

impl SeriesRow {
    /// A new one.
    pub fn new(
        ctx: &Context,
        origin: Origin,
        series: &Series,
        input: &SeriesInput,
    ) -> Result<Self, Problem> {
        let now = ctx.clock.now();
        let row = Self {
            id: origin.id,
            version: 1,
            digest: origin.digest,
            author_id: origin.author_id,
            first_on: series.first,
            start_time: String::new(),
            duration_min: 0,
            zone: series.zone.name().to_owned(),
            rule: String::new(),
            skips_holidays: series.skips_holidays,
            except_on: String::new(),
            model: json(input)?,
            continues_id: origin.continues_id,
            ended_at: None,
            created_at: now,
            updated_at: now,
        };
        row.with(series)
    }

    /// The same with other days and hours.
    pub fn with(self, series: &Series) -> Result<Self, Problem> {
        Ok(Self {
            first_on: series.first,
            start_time: series.at.format("%H:%M").to_string(),
            duration_min: i32::try_from(series.minutes).map_err(Problem::internal)?,
            rule: json(&series.rule)?,
            skips_holidays: series.skips_holidays,
            except_on: json(&series.except)?,
            ..self
        })
    }

    /// Its days and hours.
    pub fn series(&self) -> Result<Series, Problem> {
        let rule: Rule = read(&self.rule)?;
        let except: BTreeSet<NaiveDate> = read(&self.except_on)?;
        Ok(Series {
            first: self.first_on,
            at: NaiveTime::parse_from_str(&self.start_time, "%H:%M").map_err(Problem::internal)?,
            minutes: u32::try_from(self.duration_min).map_err(Problem::internal)?,
            zone: self.zone.parse().map_err(Problem::internal)?,
            rule,
            skips_holidays: self.skips_holidays,
            except,
        })
    }

    /// The body that would plan it as it is now.
    pub fn input(&self) -> Result<SeriesInput, Problem> {
        let input: SeriesInput = read(&self.model)?;
        Ok(input.with(&self.series()?))
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(Problem::internal)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(Problem::internal)
}
