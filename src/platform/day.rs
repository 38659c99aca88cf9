//! Calendar days and times of day as people give them.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{KnownFormat, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A real calendar day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Day(pub NaiveDate);

impl Day {
    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        (text.len() == 10 && date.year() >= 1000).then_some(Self(date))
    }

    /// Whether it is the first of a month.
    pub fn starts_month(self) -> bool {
        self.0.day() == 1
    }

    /// Whether it is the last of a month.
    pub fn ends_month(self) -> bool {
        self.0.succ_opt().is_none_or(|next| next.day() == 1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("#invalid_date"))
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .examples([serde_json::json!("2026-11-12")])
            .into()
    }
}

impl ToSchema for Day {}

/// A time of day, `HH:MM`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeOfDay(pub String);

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match NaiveTime::parse_from_str(&text, "%H:%M") {
            Ok(_) if text.len() == 5 => Ok(Self(text)),
            _ => Err(serde::de::Error::custom("#invalid_time")),
        }
    }
}

impl PartialSchema for TimeOfDay {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).examples([serde_json::json!("14:30")]).into()
    }
}

impl ToSchema for TimeOfDay {}
