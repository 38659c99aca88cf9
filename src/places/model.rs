//! Types of places: the sheet, the row around it, and what is shown.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::platform::database::schema::places;
use crate::platform::database::{Id, JsonList, Moment};
use crate::platform::day::Day;
use crate::platform::http::{Named, Stored, Versioned};
use crate::platform::text::normalise;
use crate::territories::{self, CommuneView};

/// The sheet of a place: the fields of the national standard, and the organization that runs it.
///
/// Lists hold codes of `data/enumerations.json`, at most 50 each, in the order given.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[diesel(table_name = places, treat_none_as_null = true)]
#[serde(deny_unknown_fields)]
pub struct PlaceSheet {
    /// 1–250 characters.
    #[schema(example = "Médiathèque des Deux Rives")]
    pub name: String,
    /// SIRET, RNA, or RIDET in New Caledonia and French Polynesia.
    #[schema(example = "43493312300029")]
    pub pivot: Option<String>,
    pub organization_id: Option<Id>,
    /// The producer's own id in files of the standard; names one place at most.
    #[schema(example = "structure-1")]
    pub standard_id: Option<String>,
    /// Insee code; a former one is replaced by that of the commune of today.
    #[schema(example = "44109")]
    pub commune_code: String,
    /// Absent: the commune's official name.
    #[serde(default)]
    #[schema(example = "Nantes")]
    pub commune_name: String,
    #[schema(example = "44000")]
    pub postcode: String,
    #[schema(example = "12 bis quai des Tanneurs")]
    pub address: String,
    pub address_extra: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// Of the list `typologie_structure`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    #[schema(example = json!(["BIB"]))]
    pub typologies: Vec<String>,
    /// As people write it; kept as E.164.
    pub phone: Option<String>,
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub emails: Vec<String>,
    /// `http` or `https`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub websites: Vec<String>,
    /// In OpenStreetMap's `opening_hours` syntax.
    #[schema(example = "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00")]
    pub opening_hours: Option<String>,
    /// At most 280 characters.
    pub summary: Option<String>,
    /// At most 10,000 characters.
    pub description: Option<String>,
    /// Who collected the data.
    pub source: Option<String>,
    /// Of the list `itinerance`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub itinerancy: Vec<String>,
    /// The network or organization the place belongs to, in words.
    pub parent: Option<String>,
    /// Absent: the day of the change.
    #[serde(default, deserialize_with = "calendar_day")]
    pub updated_on: Option<NaiveDate>,
    /// Of the list `service`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub services: Vec<String>,
    /// Of the list `public_specifiquement_adresse`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub audiences: Vec<String>,
    /// Of the list `prise_en_charge_specifique`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub special_care: Vec<String>,
    /// Of the list `frais_a_charge`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub fees: Vec<String>,
    /// Of the list `dispositif_programme_national`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub national_programmes: Vec<String>,
    /// Of the list `formation_label`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub training_labels: Vec<String>,
    /// Free texts, without `|`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub other_labels: Vec<String>,
    /// Of the list `modalite_acces`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub access_modes: Vec<String>,
    /// Of the list `modalite_accompagnement`.
    #[serde(default)]
    #[diesel(serialize_as = JsonList, deserialize_as = JsonList)]
    pub support_modes: Vec<String>,
    /// The page of the place on acceslibre.
    pub accessibility_url: Option<String>,
    pub booking_url: Option<String>,
}

fn calendar_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Ok(Option::<Day>::deserialize(from)?.map(|day| day.0))
}

/// A place as it is kept: its sheet, and what is derived from it.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = places)]
pub struct Place {
    // The sheet is inserted by value only, and so is the row: `serialize_as` says so.
    #[diesel(serialize_as = Id)]
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub search: String,
    pub departement_code: String,
    #[diesel(embed)]
    pub sheet: PlaceSheet,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Place {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

impl Place {
    /// A new record; `sheet` is in the one form that is kept.
    pub fn new(sheet: PlaceSheet, digest: String, id: Id, now: Moment) -> Self {
        let blank = Self {
            id,
            version: 0,
            digest,
            search: String::new(),
            departement_code: String::new(),
            sheet: PlaceSheet::default(),
            created_at: now,
            updated_at: now,
        };
        blank.corrected(sheet, now)
    }

    /// The next version of the record; `sheet` is in the one form that is kept.
    pub fn corrected(self, sheet: PlaceSheet, now: Moment) -> Self {
        let commune = territories::commune(&sheet.commune_code);
        let search = normalise(&format!(
            "{} {} {} {}",
            sheet.name, sheet.commune_name, sheet.postcode, sheet.address
        ));
        Self {
            version: self.version + 1,
            search,
            departement_code: commune.map_or("", |commune| commune.departement_code()).to_owned(),
            sheet,
            updated_at: now,
            ..self
        }
    }
}

/// A place as everybody signed in sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceView {
    pub id: Id,
    pub version: i32,
    #[serde(flatten)]
    pub sheet: PlaceSheet,
    pub commune: CommuneView,
    #[schema(example = "44")]
    pub departement_code: String,
    /// Whether the caller works there.
    pub attached: bool,
    pub organization: Option<Named>,
}

impl Versioned for PlaceView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl PlaceView {
    pub fn new(row: Place, attached: bool, organization: Option<Named>) -> Self {
        Self {
            id: row.id,
            version: row.version,
            commune: CommuneView::of(&row.sheet.commune_code),
            departement_code: row.departement_code,
            sheet: row.sheet,
            attached,
            organization,
        }
    }
}

/// A place in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceSummary {
    pub id: Id,
    pub version: i32,
    pub name: String,
    pub address: String,
    pub postcode: String,
    pub commune_name: String,
    pub commune_code: String,
    /// Whether the caller works there.
    pub attached: bool,
    pub typologies: Vec<String>,
}
