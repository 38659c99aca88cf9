//! Badges as they are kept, asked for and shown.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::competences::taught::{Subject, Taught};
use crate::platform::database::schema::{badge_subjects, badges};
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Versioned};
use crate::text_enum;

/// Longest token that is looked at, in bytes: ours have some 4,000.
const TOKEN_MAX: usize = 20_000;

text_enum! {
    /// What a badge is for: a verified level, or having taught others.
    BadgeKind { Level = "level", Facilitation = "facilitation" }
}

text_enum! {
    /// Why a badge no longer counts: taken back, what it stands on has gone, the network's word.
    Revocation { Person = "person", Evidence = "evidence", Network = "network" }
}

/// A badge as it is kept: what is of one kind only is absent from the other.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = badges)]
pub struct Badge {
    pub id: Id,
    pub person_id: Id,
    pub kind: BadgeKind,
    pub competence_id: Option<Id>,
    pub level: Option<Level>,
    /// The proof it stands on.
    pub evidence_id: Option<Id>,
    pub workshops_led: Option<i32>,
    pub workshops_co_led: Option<i32>,
    pub individual_led: Option<i32>,
    pub hours: Option<i32>,
    pub first_on: Option<NaiveDate>,
    pub last_on: Option<NaiveDate>,
    /// The name in it, if the person wanted one.
    pub shown_name: Option<String>,
    pub issued_at: Moment,
    /// The first day without it.
    pub expires_on: Option<NaiveDate>,
    pub token: String,
    pub revoked_at: Option<Moment>,
    pub revocation: Option<Revocation>,
}

/// A competence of a facilitation badge, as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = badge_subjects)]
pub struct SubjectRow {
    pub badge_id: Id,
    pub competence_id: Id,
    pub sessions: i32,
    pub level: Option<Level>,
}

impl SubjectRow {
    pub fn new(badge_id: Id, subject: &Subject) -> Self {
        let Subject { competence_id, sessions, level } = *subject;
        Self { badge_id, competence_id, sessions, level }
    }
}

/// A badge to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BadgeInput {
    /// One on which one has a verified level.
    pub competence_id: Id,
    /// Put one's name in it; anybody who has the badge reads it.
    #[serde(default)]
    pub with_name: bool,
    /// Put one's e-mail address in it, hashed: who knows the address can tell that it is meant.
    #[serde(default)]
    pub with_email: bool,
}

impl Checked for BadgeInput {
    fn check(&self, _: &mut Faults) {}
}

/// The badge of having taught others, to ask for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FacilitationBadgeInput {
    /// Put one's name in it; anybody who has the badge reads it.
    #[serde(default)]
    pub with_name: bool,
    /// Put one's e-mail address in it, hashed: who knows the address can tell that it is meant.
    #[serde(default)]
    pub with_email: bool,
}

impl Checked for FacilitationBadgeInput {
    fn check(&self, _: &mut Faults) {}
}

text_enum! {
    /// What a badge is worth today.
    BadgeState { Valid = "valid", Expired = "expired", Revoked = "revoked" }
}

impl Badge {
    pub fn state(&self, today: NaiveDate) -> BadgeState {
        if self.revoked_at.is_some() {
            BadgeState::Revoked
        } else if self.expires_on.is_some_and(|end| end <= today) {
            BadgeState::Expired
        } else {
            BadgeState::Valid
        }
    }

    /// What a facilitation badge says was taught, with its own rows of subjects.
    pub fn taught(&self, rows: &[SubjectRow]) -> Option<Taught> {
        let own = rows.iter().filter(|row| row.badge_id == self.id);
        let subject = |row: &SubjectRow| Subject {
            competence_id: row.competence_id,
            sessions: row.sessions,
            level: row.level,
        };
        let mut subjects: Vec<Subject> = own.map(subject).collect();
        subjects.sort_by_key(|one| (std::cmp::Reverse(one.sessions), one.competence_id));
        Some(Taught {
            workshops_led: self.workshops_led?,
            workshops_co_led: self.workshops_co_led?,
            individual_led: self.individual_led?,
            hours: self.hours?,
            span: self.first_on.zip(self.last_on),
            subjects,
        })
    }
}

/// One's own badge.
#[derive(Debug, Serialize, ToSchema)]
pub struct BadgeView {
    pub id: Id,
    pub kind: BadgeKind,
    /// Of a level.
    pub competence_id: Option<Id>,
    pub level: Option<Level>,
    /// Of having taught others.
    pub facilitation: Option<TaughtView>,
    pub shown_name: Option<String>,
    pub issued_at: Moment,
    /// The first day without it; null when it does not end.
    pub expires_on: Option<NaiveDate>,
    pub state: BadgeState,
    pub revocation: Option<Revocation>,
    /// The signed badge, to be kept or handed to a wallet.
    pub token: String,
    /// The page on which anybody sees whether it is valid.
    pub page: String,
}

impl BadgeView {
    pub fn new(
        badge: Badge,
        facilitation: Option<TaughtView>,
        public_url: &str,
        today: NaiveDate,
    ) -> Self {
        Self {
            facilitation,
            state: badge.state(today),
            page: format!("{public_url}/badge/{}", badge.id),
            id: badge.id,
            kind: badge.kind,
            competence_id: badge.competence_id,
            level: badge.level,
            shown_name: badge.shown_name,
            issued_at: badge.issued_at,
            expires_on: badge.expires_on,
            revocation: badge.revocation,
            token: badge.token,
        }
    }
}

impl Versioned for BadgeView {
    /// A badge is never changed, only revoked.
    fn version(&self) -> i32 {
        1
    }
}

/// What somebody taught, counted from sessions held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TaughtView {
    /// All sessions: the three below together.
    pub sessions: i32,
    pub workshops_led: i32,
    pub workshops_co_led: i32,
    pub individual_led: i32,
    /// Whole hours, rounded down.
    pub hours: i32,
    /// The days of the first and the last session; null without one.
    pub first_on: Option<NaiveDate>,
    pub last_on: Option<NaiveDate>,
    /// Most sessions first.
    pub subjects: Vec<SubjectView>,
}

/// A competence that somebody taught.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SubjectView {
    pub competence_id: Id,
    #[schema(example = "1.2")]
    pub code: String,
    pub title_fr: String,
    pub title_en: String,
    pub sessions: i32,
    /// The highest level that a session aimed at; not what people reached.
    pub level: Option<Level>,
}

/// What one taught, and whether it is enough for a facilitation badge.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacilitationStanding {
    /// How many sessions it takes.
    #[schema(example = 5)]
    pub sessions_min: i32,
    /// How many hours it takes.
    #[schema(example = 10)]
    pub hours_min: i32,
    pub is_enough: bool,
    pub taught: TaughtView,
}

/// One's own badges.
#[derive(Serialize, ToSchema)]
pub struct BadgeList {
    /// Newest first.
    pub items: Vec<BadgeView>,
}

/// A badge to check.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenInput {
    /// The content of the badge's file.
    pub token: String,
}

impl Checked for TokenInput {
    fn check(&self, faults: &mut Faults) {
        if self.token.trim().is_empty() {
            faults.required("/token");
        }
        if self.token.len() > TOKEN_MAX {
            faults.range("/token", self.token.len(), 1, TOKEN_MAX);
        }
    }
}

/// What anybody may know of a badge of this network.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicBadge {
    pub id: Id,
    pub state: BadgeState,
    pub network_name: String,
    pub kind: BadgeKind,
    /// Of a level, like the three below.
    #[schema(example = "1.2")]
    pub competence_code: Option<String>,
    pub title_fr: Option<String>,
    pub title_en: Option<String>,
    pub level: Option<Level>,
    /// Of having taught others.
    pub facilitation: Option<TaughtView>,
    /// The name in the badge, if the person wanted one.
    pub shown_name: Option<String>,
    pub issued_at: Moment,
    /// The first day without it; null when it does not end.
    pub expires_on: Option<NaiveDate>,
    pub revoked_at: Option<Moment>,
}
