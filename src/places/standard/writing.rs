//! From places to a file.

use csv::{Writer, WriterBuilder};

use super::NO_PIVOT;
use super::columns::{Column, NAMES};
use crate::places::model::PlaceSheet;
use crate::platform::spreadsheet::harmless;

/// Writes a file of the standard: the 32 columns in the schema's order, UTF-8, commas, `|` between
/// values, in the order they have.
///
/// # Errors
/// None in practice: the file is written in memory.
pub fn write<'a>(places: impl IntoIterator<Item = &'a PlaceSheet>) -> Result<Vec<u8>, csv::Error> {
    let mut file = WriterBuilder::new().from_writer(Vec::new());
    file.write_record(NAMES)?;
    for place in places {
        write_place(&mut file, place)?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn write_place(file: &mut Writer<Vec<u8>>, place: &PlaceSheet) -> Result<(), csv::Error> {
    let coordinate = |degrees: Option<f64>| degrees.map(|d| d.to_string()).unwrap_or_default();
    let cells: [String; NAMES.len()] = [
        optional(&place.standard_id),
        place.pivot.clone().unwrap_or_else(|| NO_PIVOT.to_owned()),
        harmless(&place.name),
        harmless(&place.commune_name),
        place.postcode.clone(),
        place.commune_code.clone(),
        harmless(&place.address),
        optional(&place.address_extra),
        coordinate(place.latitude),
        coordinate(place.longitude),
        labels(Column::Typologie, &place.typologies),
        place.phone.clone().unwrap_or_default(),
        harmless(&place.emails.join("|")),
        place.websites.join("|"),
        optional(&place.opening_hours),
        optional(&place.summary),
        optional(&place.description),
        optional(&place.source),
        labels(Column::Itinerance, &place.itinerancy),
        optional(&place.parent),
        place.updated_on.map(|date| date.to_string()).unwrap_or_default(),
        labels(Column::Services, &place.services),
        labels(Column::Publics, &place.audiences),
        labels(Column::PriseEnCharge, &place.special_care),
        labels(Column::Frais, &place.fees),
        labels(Column::Dispositifs, &place.national_programmes),
        labels(Column::Formations, &place.training_labels),
        harmless(&place.other_labels.join("|")),
        labels(Column::ModalitesAcces, &place.access_modes),
        labels(Column::ModalitesAccompagnement, &place.support_modes),
        place.accessibility_url.clone().unwrap_or_default(),
        place.booking_url.clone().unwrap_or_default(),
    ];
    file.write_record(&cells)
}

fn labels(column: Column, codes: &[String]) -> String {
    let labels: Vec<_> = codes.iter().filter_map(|code| column.spelling(code)).collect();
    labels.join("|")
}

fn optional(text: &Option<String>) -> String {
    text.as_deref().map(harmless).unwrap_or_default()
}
