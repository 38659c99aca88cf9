//! Types and rules of perimeters.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::network_settings::{HIGHEST_K, LOWEST_K};
use crate::platform::contact;
use crate::platform::database::schema::perimeters;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Named, Said, Stored, Versioned};
use crate::platform::secrets;
use crate::programmes::TargetView;
use crate::territories::{TerritoryKind, TerritoryView};

/// How long each list of a perimeter may be.
const MOST: usize = 500;

/// A perimeter as it is kept, without its lists.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = perimeters, treat_none_as_null = true)]
pub struct PerimeterRow {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub name: String,
    /// None: the network's.
    pub k: Option<i32>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for PerimeterRow {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A territory by kind and code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TerritoryInput {
    pub kind: TerritoryKind,
    /// Insee code of today; the SIREN of an EPCI.
    #[schema(example = "44")]
    pub code: String,
}

/// A perimeter to create or change. At least one of the three lists narrows it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PerimeterInput {
    /// 1–250 characters; the funder reads it.
    #[schema(example = "Conseillers numériques en Loire-Atlantique")]
    pub name: String,
    /// 5–100; absent: the network's.
    pub k: Option<i32>,
    /// Accounts with the funder's hat.
    #[serde(default)]
    pub account_ids: Vec<Id>,
    #[serde(default)]
    pub programme_ids: Vec<Id>,
    #[serde(default)]
    pub organization_ids: Vec<Id>,
    #[serde(default)]
    pub territories: Vec<TerritoryInput>,
}

impl PerimeterInput {
    fn is_empty(&self) -> bool {
        self.programme_ids.is_empty()
            && self.organization_ids.is_empty()
            && self.territories.is_empty()
    }
}

impl Checked for PerimeterInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 250);
        if let Some(k) = self.k {
            faults.range("/k", k, LOWEST_K, HIGHEST_K);
        }
        for (pointer, length) in [
            ("/account_ids", self.account_ids.len()),
            ("/programme_ids", self.programme_ids.len()),
            ("/organization_ids", self.organization_ids.len()),
            ("/territories", self.territories.len()),
        ] {
            faults.range(pointer, length, 0, MOST);
        }
        if self.is_empty() {
            faults.add(
                "/territories",
                "empty_perimeter",
                Said::new(
                    "Choisissez au moins un dispositif, une structure ou un territoire.",
                    "Choose at least one programme, organization or territory.",
                ),
            );
        }
        for (at, territory) in self.territories.iter().enumerate() {
            if territory.kind.name_of(&territory.code).is_none() {
                faults.unknown(
                    format!("/territories/{at}/code"),
                    "Ce territoire n’existe pas (code d’aujourd’hui attendu).",
                    "There is no such territory (a code of today is expected).",
                );
            }
        }
    }
}

impl PerimeterRow {
    /// A new record.
    pub fn new(input: &PerimeterInput, id: Id, now: Moment) -> Self {
        Self {
            id,
            version: 1,
            digest: secrets::digest(input),
            name: input.name.trim().to_owned(),
            k: input.k,
            created_at: now,
            updated_at: now,
        }
    }

    /// The next version of the record, as `input` describes it.
    pub fn corrected(self, input: &PerimeterInput, now: Moment) -> Self {
        Self {
            version: self.version + 1,
            name: input.name.trim().to_owned(),
            k: input.k,
            updated_at: now,
            ..self
        }
    }
}

/// A funder to invite into a perimeter.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunderInput {
    #[schema(example = "claire.montfavet@exemple.fr")]
    pub email: String,
    /// 1–100 characters.
    pub first_name: String,
    /// 1–100 characters.
    pub last_name: String,
}

impl Checked for FunderInput {
    fn check(&self, faults: &mut Faults) {
        faults.keep("/email", contact::email(&self.email));
        faults.name("/first_name", &self.first_name, 100);
        faults.name("/last_name", &self.last_name, 100);
    }
}

/// A programme of a perimeter, with its targets.
#[derive(Debug, Serialize, ToSchema)]
pub struct FundedProgramme {
    pub id: Id,
    pub name: String,
    pub targets: Vec<TargetView>,
}

/// A perimeter as administrators and its funders see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PerimeterView {
    pub id: Id,
    pub version: i32,
    pub name: String,
    /// Its own k; null: the network's.
    pub own_k: Option<i32>,
    /// The k in force: a figure on fewer people is hidden.
    pub k: i32,
    pub programmes: Vec<FundedProgramme>,
    pub organizations: Vec<Named>,
    pub territories: Vec<TerritoryView>,
    /// Its funders, for administrators alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<Vec<Named>>,
}

impl Versioned for PerimeterView {
    fn version(&self) -> i32 {
        self.version
    }
}
