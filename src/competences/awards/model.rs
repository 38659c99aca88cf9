//! Badges as they are kept, asked for and shown.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::levels::Level;
use crate::platform::database::schema::badges;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Versioned};
use crate::text_enum;

/// Longest token that is looked at, in bytes: ours have some 4,000.
const TOKEN_MAX: usize = 20_000;

text_enum! {
    /// Why a badge no longer counts.
    Revocation { Person = "person", Evidence = "evidence", Network = "network" }
}

/// A badge as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = badges)]
pub struct Badge {
    pub id: Id,
    pub person_id: Id,
    pub competence_id: Id,
    pub level: Level,
    /// The proof it stands on.
    pub evidence_id: Id,
    /// The name in it, if the person wanted one.
    pub shown_name: Option<String>,
    pub issued_at: Moment,
    /// The first day without it.
    pub expires_on: Option<NaiveDate>,
    pub token: String,
    pub revoked_at: Option<Moment>,
    pub revocation: Option<Revocation>,
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
}

/// One's own badge.
#[derive(Debug, Serialize, ToSchema)]
pub struct BadgeView {
    pub id: Id,
    pub competence_id: Id,
    pub level: Level,
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
    pub fn new(badge: Badge, public_url: &str, today: NaiveDate) -> Self {
        Self {
            state: badge.state(today),
            page: format!("{public_url}/badge/{}", badge.id),
            id: badge.id,
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
    #[schema(example = "1.2")]
    pub competence_code: String,
    pub title_fr: String,
    pub title_en: String,
    pub level: Level,
    /// The name in the badge, if the person wanted one.
    pub shown_name: Option<String>,
    pub issued_at: Moment,
    /// The first day without it; null when it does not end.
    pub expires_on: Option<NaiveDate>,
    pub revoked_at: Option<Moment>,
}
