//! Types and rules of the network's settings.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::Moment;
use crate::platform::database::schema::network_settings;
use crate::platform::http::{Checked, Faults, Versioned};

/// Below five people, hiding protects nobody.
pub const LOWEST_K: i32 = 5;
/// Above a hundred, a territory would never be shown.
pub const HIGHEST_K: i32 = 100;

/// The settings as they are kept.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = network_settings)]
pub struct NetworkSettings {
    pub version: i32,
    pub name: String,
    pub contact: Option<String>,
    /// A protected figure on fewer people than this is hidden.
    pub k: i32,
    pub public_page: bool,
    pub updated_at: Moment,
}

/// The settings to keep.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NetworkSettingsInput {
    /// 1–120 characters.
    #[schema(example = "Réseau des Deux Rives")]
    pub name: String,
    /// One line that anybody may read: at most 250 characters.
    #[schema(example = "Une question ? contact@exemple.fr")]
    pub contact: Option<String>,
    /// 5–100: below how many people a protected figure is hidden.
    #[schema(example = 11)]
    pub k: i32,
    /// Whether the network shows its protected figures to everybody.
    pub public_page: bool,
}

impl Checked for NetworkSettingsInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 120);
        faults.line("/contact", self.contact.as_deref(), 250);
        faults.range("/k", self.k, LOWEST_K, HIGHEST_K);
    }
}

impl NetworkSettings {
    /// The next version, as `input` describes it.
    pub fn corrected(self, input: &NetworkSettingsInput, now: Moment) -> Self {
        let contact = input.contact.as_deref().map(str::trim).filter(|line| !line.is_empty());
        Self {
            version: self.version + 1,
            name: input.name.trim().to_owned(),
            contact: contact.map(str::to_owned),
            k: input.k,
            public_page: input.public_page,
            updated_at: now,
        }
    }
}

/// The settings as administrators see them.
#[derive(Debug, Serialize, ToSchema)]
pub struct NetworkSettingsView {
    pub version: i32,
    pub name: String,
    pub contact: Option<String>,
    pub k: i32,
    pub public_page: bool,
}

impl Versioned for NetworkSettingsView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<NetworkSettings> for NetworkSettingsView {
    fn from(row: NetworkSettings) -> Self {
        let NetworkSettings { version, name, contact, k, public_page, .. } = row;
        Self { version, name, contact, k, public_page }
    }
}

/// What everybody may know of the network.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicView {
    #[schema(example = "Réseau des Deux Rives")]
    pub name: String,
    pub contact: Option<String>,
    /// A protected figure on fewer people than this is hidden.
    pub k: i32,
    /// Whether the network shows its protected figures to everybody.
    pub public_page: bool,
}

impl From<NetworkSettings> for PublicView {
    fn from(row: NetworkSettings) -> Self {
        let NetworkSettings { name, contact, k, public_page, .. } = row;
        Self { name, contact, k, public_page }
    }
}
