//! A credential: the classes of Open Badges 3.0 that ours need, with the names they have there.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::platform::database::Moment;

/// The first two are obliged, in this order; the third defines the two terms of 1EdTech.
pub(super) const CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];
pub(super) const TYPES: [&str; 2] = ["VerifiableCredential", "OpenBadgeCredential"];

pub(super) fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

/// An instant to the second, as claims count it; RFC 3339 in UTC among the properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    const LAST_SECOND: i64 = 24 * 60 * 60 - 1;

    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// The beginning of a day, in UTC.
    pub fn start_of(day: NaiveDate) -> Self {
        Self(day.and_time(NaiveTime::MIN).and_utc().timestamp())
    }

    /// The end of a day, in UTC.
    pub fn end_of(day: NaiveDate) -> Self {
        Self(Self::start_of(day).0 + Self::LAST_SECOND)
    }

    /// Since 1970.
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl From<Moment> for Timestamp {
    fn from(at: Moment) -> Self {
        Self(at.millis().div_euclid(1000))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let at = DateTime::<Utc>::from_timestamp(self.0, 0).unwrap_or_default();
        to.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let at = DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)?;
        Ok(Self(at.timestamp()))
    }
}

/// `OpenBadgeCredential` (B.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credential {
    #[serde(rename = "@context")]
    pub context: Vec<String>,
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    pub name: String,
    pub description: String,
    pub issuer: Profile,
    pub valid_from: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    pub credential_subject: Subject,
    pub evidence: Vec<Evidence>,
    pub credential_schema: Vec<Reference>,
    pub credential_status: Reference,
}

/// Who gives it (`Profile`, B.1.14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    pub name: String,
    pub url: String,
}

/// Who has it, and what (`AchievementSubject`, B.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifier: Vec<IdentityObject>,
    pub achievement: Achievement,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_start_date: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_end_date: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    pub result: Vec<Outcome>,
}

/// A name or an address by which to know the person (B.1.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityObject {
    #[serde(rename = "type")]
    pub kind: String,
    pub hashed: bool,
    pub identity_hash: String,
    pub identity_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
}

/// What is recognised (B.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Achievement {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    pub achievement_type: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignment: Vec<Alignment>,
    pub criteria: Criteria,
    pub description: String,
    pub human_code: String,
    pub in_language: String,
    pub name: String,
    pub result_description: Vec<ResultDescription>,
}

/// The competence in its framework (B.1.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alignment {
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    pub target_code: String,
    pub target_framework: String,
    pub target_name: String,
    pub target_type: String,
    pub target_url: String,
}

/// How it is earned (B.1.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    pub narrative: String,
}

/// The ladder, or what is counted (B.1.17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultDescription {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    /// Lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_value: Vec<String>,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_value: Option<String>,
    pub result_type: String,
    /// The least that is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_min: Option<String>,
}

/// The step on the ladder, or a count (`Result`, B.1.16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    /// The id of the ladder, or of what is counted.
    pub result_description: String,
    pub value: String,
}

/// What proves it, in words (B.1.9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    #[serde(rename = "type")]
    pub kind: Vec<String>,
    pub name: String,
    pub narrative: String,
}

/// Something elsewhere, and of which type (B.1.21, B.1.22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
}
