//! Types and rules of share links.

use chrono::{Months, NaiveDate};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::question::{LONGEST, Question};
use crate::platform::database::schema::share_links;
use crate::platform::database::{Id, Moment};
use crate::platform::day::Day;
use crate::platform::http::{Checked, Faults, Said};
use crate::text_enum;

text_enum! {
    /// Whose sessions a link shows.
    ScopeKind {
        Own = "own",
        Team = "team",
        Organization = "organization",
        Network = "network",
        Perimeter = "perimeter",
    }
}

/// Whose sessions a link shows, named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareScope {
    /// Those of one facilitator.
    Own(Id),
    Team(Id),
    Organization(Id),
    Network,
    Perimeter(Id),
}

impl ShareScope {
    /// None where the kind needs an id and there is none.
    pub fn new(kind: ScopeKind, id: Option<Id>) -> Option<Self> {
        match kind {
            ScopeKind::Own => id.map(Self::Own),
            ScopeKind::Team => id.map(Self::Team),
            ScopeKind::Organization => id.map(Self::Organization),
            ScopeKind::Network => Some(Self::Network),
            ScopeKind::Perimeter => id.map(Self::Perimeter),
        }
    }

    pub const fn kind(self) -> ScopeKind {
        match self {
            Self::Own(_) => ScopeKind::Own,
            Self::Team(_) => ScopeKind::Team,
            Self::Organization(_) => ScopeKind::Organization,
            Self::Network => ScopeKind::Network,
            Self::Perimeter(_) => ScopeKind::Perimeter,
        }
    }

    /// The id of what it names, if it names anything.
    pub const fn id(self) -> Option<Id> {
        match self {
            Self::Own(id) | Self::Team(id) | Self::Organization(id) | Self::Perimeter(id) => {
                Some(id)
            }
            Self::Network => None,
        }
    }
}

/// A link as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = share_links)]
pub struct ShareLink {
    pub id: Id,
    pub token_hash: String,
    pub label: String,
    /// Its author.
    pub account_id: Id,
    #[diesel(column_name = scope)]
    pub scope_kind: ScopeKind,
    pub scope_id: Option<Id>,
    /// [`Question::canonical`].
    pub question: String,
    pub created_at: Moment,
    /// The last day it is open.
    pub expires_on: NaiveDate,
    pub revoked_at: Option<Moment>,
    pub visit_count: i32,
    pub last_visit_on: Option<NaiveDate>,
}

impl ShareLink {
    /// Whether it is open on a day, as far as the link itself says.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.revoked_at.is_none() && today <= self.expires_on
    }
}

/// What an open link shows: what the statistics need to answer it.
#[derive(Clone, Debug)]
pub struct Shared {
    pub link_id: Id,
    pub label: String,
    pub scope: ShareScope,
    /// Period and filters.
    pub question: Question,
    /// The last day it is open.
    pub expires_on: NaiveDate,
    /// A figure on fewer people than this is hidden.
    pub k: i32,
}

/// A link to create.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareLinkInput {
    /// 1–250 characters; whoever opens the link reads it.
    #[schema(example = "Bilan 2026 pour la commune")]
    pub label: String,
    pub scope: ScopeKind,
    /// The team, organization or perimeter; absent for `own` and `network`.
    pub scope_id: Option<Id>,
    /// The query string of the statistics: `from` and `to` (whole months) and filters, frozen.
    #[schema(example = "from=2026-01-01&to=2026-12-31&themes=email")]
    pub question: String,
    /// The last day the link is open: from today to two years ahead.
    #[schema(example = "2027-06-30")]
    pub expires_on: Day,
}

impl Checked for ShareLinkInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/label", &self.label, 250);
        match (self.scope, self.scope_id) {
            (ScopeKind::Own | ScopeKind::Network, Some(_)) => faults.contradiction(
                "/scope_id",
                "Cette portée ne désigne rien d’autre.",
                "This scope names nothing else.",
            ),
            (ScopeKind::Team | ScopeKind::Organization | ScopeKind::Perimeter, None) => {
                faults.required("/scope_id");
            }
            _ => {}
        }
        if self.question.len() > LONGEST {
            let said = Said::new("Question trop longue.", "The question is too long.");
            faults.add("/question", "too_long", said);
        } else if let Err(said) = Question::parse(&self.question) {
            faults.add("/question", "invalid_question", said);
        }
    }
}

/// Notes a last day that is past, or more than two years ahead.
pub fn check_expiry(faults: &mut Faults, expires_on: NaiveDate, today: NaiveDate) {
    let latest = today.checked_add_months(Months::new(24)).unwrap_or(today);
    if expires_on < today || expires_on > latest {
        faults.add(
            "/expires_on",
            "date_out_of_range",
            Said::new(
                "Choisissez un jour entre aujourd’hui et dans deux ans.",
                "Choose a day between today and two years from now.",
            ),
        );
    }
}

/// The scope of a link in words.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScopeView {
    pub kind: ScopeKind,
    /// Of the team, organization or perimeter; null for a person, who stays unnamed, and for the
    /// network.
    pub name: Option<String>,
}

/// A value of a frozen filter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ValueView {
    #[schema(example = "email")]
    pub code: String,
    /// For what has a name of its own; the labels of codes are in the closed lists.
    pub label: Option<String>,
}

/// A frozen filter.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FilterView {
    #[schema(example = "themes")]
    pub name: &'static str,
    pub values: Vec<ValueView>,
}

/// A link as its author and administrators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShareLinkView {
    pub id: Id,
    pub label: String,
    pub scope: ScopeView,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub filters: Vec<FilterView>,
    #[schema(example = "Amélie Roussel")]
    pub author_name: String,
    pub created_at: Moment,
    /// The last day it is open.
    pub expires_on: NaiveDate,
    pub revoked_at: Option<Moment>,
    /// Whether it opens today.
    pub open: bool,
    pub visit_count: i32,
    pub last_visit_on: Option<NaiveDate>,
}

/// A new link, with its address: told this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewShareLink {
    pub link: ShareLinkView,
    /// What stands after `#` in the address.
    pub token: String,
    #[schema(example = "https://reseau.exemple.fr/partage#5f2c…")]
    pub url: String,
}

/// What a link shares, for whoever opens it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedView {
    #[schema(example = "Réseau des Deux Rives")]
    pub network: String,
    pub label: String,
    pub scope: ScopeView,
    /// First day of a month.
    pub from: NaiveDate,
    /// Last day of a month.
    pub to: NaiveDate,
    pub filters: Vec<FilterView>,
    /// The last day it is open.
    pub expires_on: NaiveDate,
    /// A figure on fewer people than this is hidden.
    pub k: i32,
}
