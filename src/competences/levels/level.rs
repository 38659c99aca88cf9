//! A level, and the highest one that the framework lets anybody reach.

use std::fmt;

use chrono::NaiveDate;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Integer;
use serde::Serialize;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A level of one competence: 0 … 8 (domain.md, "Levels", rule 4).
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    AsExpression,
    FromSqlRow,
)]
#[serde(transparent)]
#[diesel(sql_type = Integer)]
pub struct Level(u8);

impl Level {
    pub const ZERO: Self = Self(0);
    /// The top of the ladder.
    pub const TOP: Self = Self(8);

    /// `None` outside 0 … 8.
    pub fn new(value: impl TryInto<u8>) -> Option<Self> {
        let value = value.try_into().ok()?;
        (value <= Self::TOP.0).then_some(Self(value))
    }

    pub const fn get(self) -> u8 {
        self.0
    }

    /// Whether a proof of it proves anything: 0 does not (rule 5).
    pub const fn proves(self) -> bool {
        self.0 > 0
    }

    /// One step up; the top stays the top.
    pub fn next(self) -> Self {
        Self(self.0 + 1).min(Self::TOP)
    }
}

impl PartialSchema for Level {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0))
            .maximum(Some(8))
            .examples([serde_json::json!(3)])
            .into()
    }
}

impl ToSchema for Level {}

impl<DB> ToSql<Integer, DB> for Level
where
    DB: Backend,
    i32: ToSql<Integer, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        LEVELS[usize::from(self.0)].to_sql(out)
    }
}

impl<DB> FromSql<Integer, DB> for Level
where
    DB: Backend,
    i32: FromSql<Integer, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let value = i32::from_sql(bytes)?;
        Self::new(value).ok_or_else(|| format!("{value} is no level").into())
    }
}

/// What a level is in a column; a value is lent to the statement, so it has to live somewhere.
static LEVELS: [i32; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The maximum reachable level of a framework, by day: Pix opened its upper levels one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachable {
    first: Level,
    /// From which day on which maximum, in the order of days.
    later: Vec<(NaiveDate, Level)>,
}

impl Reachable {
    /// One maximum for all days.
    pub const fn always(level: Level) -> Self {
        Self { first: level, later: Vec::new() }
    }

    /// `first` until the first of the `later` days; those may come in any order.
    pub fn by_day(first: Level, mut later: Vec<(NaiveDate, Level)>) -> Self {
        later.sort_unstable();
        Self { first, later }
    }

    /// The maximum in force on a day.
    pub fn on(&self, day: NaiveDate) -> Level {
        let reached = self.later.iter().rev().find(|(from, _)| *from <= day);
        reached.map_or(self.first, |(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_zero_to_eight() {
        assert_eq!(Level::new(8).map(Level::get), Some(8));
        assert_eq!((Level::new(9), Level::new(-1), Level::new(256)), (None, None, None));
        assert_eq!(Level::TOP.next(), Level::TOP);
    }

    #[test]
    fn the_maximum_follows_the_day() {
        let day = |year| NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
        let level = |n: u8| Level::new(n).unwrap();
        let steps = vec![(day(2024), level(7)), (day(2021), level(6))];
        let reachable = Reachable::by_day(level(5), steps);
        let on = |year| reachable.on(day(year)).get();
        assert_eq!((on(2019), on(2021), on(2023), on(2024), on(2030)), (5, 6, 6, 7, 7));
    }
}
