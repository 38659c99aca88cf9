//! Types and rules of organizations.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::contact;
use crate::platform::database::schema::organizations;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Stored, Versioned};
use crate::platform::secrets;
use crate::platform::text::normalise;
use crate::territories::{self, CommuneView, check_commune};

/// An organization as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_null = true)]
pub struct Organization {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub name: String,
    pub search: String,
    pub siret: Option<String>,
    pub rna: Option<String>,
    pub commune_code: Option<String>,
    pub address: Option<String>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Organization {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// An organization to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganizationInput {
    /// 1–250 characters.
    #[schema(example = "Association Les Ateliers du Quai")]
    pub name: String,
    /// 14 digits with a right key; spaces are fine.
    #[schema(example = "434 933 123 00029")]
    pub siret: Option<String>,
    /// For an association without a SIRET: W and 9 characters.
    #[schema(example = "W751234567")]
    pub rna: Option<String>,
    /// Insee code.
    #[schema(example = "44109")]
    pub commune_code: Option<String>,
    /// At most 250 characters.
    pub address: Option<String>,
}

impl Checked for OrganizationInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 250);
        faults.keep_optional("/siret", self.siret.as_deref(), contact::siret);
        faults.keep_optional("/rna", self.rna.as_deref(), contact::rna);
        check_commune(faults, "/commune_code", self.commune_code.as_deref());
        faults.line("/address", self.address.as_deref(), 250);
    }
}

impl Organization {
    /// A new record, in the one form that is kept.
    pub fn new(input: &OrganizationInput, id: Id, now: Moment) -> Self {
        let blank = Self {
            id,
            version: 0,
            digest: secrets::digest(input),
            name: String::new(),
            search: String::new(),
            siret: None,
            rna: None,
            commune_code: None,
            address: None,
            created_at: now,
            updated_at: now,
        };
        blank.corrected(input, now)
    }

    /// The next version of the record, as `input` describes it.
    pub fn corrected(mut self, input: &OrganizationInput, now: Moment) -> Self {
        let commune = input.commune_code.as_deref().and_then(territories::commune);
        self.version += 1;
        self.name = input.name.trim().to_owned();
        self.siret = input.siret.as_deref().and_then(|typed| contact::siret(typed).ok());
        self.rna = input.rna.as_deref().and_then(|typed| contact::rna(typed).ok());
        self.commune_code = commune.map(|commune| commune.code.to_owned());
        self.address = kept(input.address.as_deref());
        self.search = normalise(&format!(
            "{} {} {} {}",
            self.name,
            commune.map_or("", |commune| commune.name),
            self.siret.as_deref().unwrap_or_default(),
            self.rna.as_deref().unwrap_or_default(),
        ));
        self.updated_at = now;
        self
    }
}

/// A text without the spaces around it, if anything is left.
fn kept(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// An organization as everybody signed in sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganizationView {
    pub id: Id,
    pub version: i32,
    pub name: String,
    pub siret: Option<String>,
    pub rna: Option<String>,
    pub commune: Option<CommuneView>,
    pub address: Option<String>,
}

impl Versioned for OrganizationView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<Organization> for OrganizationView {
    fn from(row: Organization) -> Self {
        Self {
            id: row.id,
            version: row.version,
            name: row.name,
            siret: row.siret,
            rna: row.rna,
            commune: row.commune_code.as_deref().map(CommuneView::of),
            address: row.address,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_one_form() {
        let input = OrganizationInput {
            name: " Association Les Ateliers du Quai ".into(),
            siret: Some("434 933 123 00029".into()),
            rna: Some(String::new()),
            commune_code: Some("93059".into()),
            address: Some("  ".into()),
        };
        let mut faults = Faults::new();
        input.check(&mut faults);
        assert!(faults.is_empty());
        let id = Id::from(uuid::Uuid::from_u128(1));
        let row = Organization::new(&input, id, Moment::from_millis(0));
        assert_eq!((row.version, row.siret.as_deref()), (1, Some("43493312300029")));
        assert_eq!((row.rna, row.address), (None, None));
        assert_eq!(row.commune_code.as_deref(), Some("93066"), "the commune of today");
        assert_eq!(row.search, "association les ateliers du quai saint denis 43493312300029");
    }
}
