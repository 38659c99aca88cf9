//! What a sheet typed in our form must obey, and the one form in which it is kept. Files of the
//! standard are judged by `standard`, which is a little wider.

use super::model::PlaceSheet;
use super::standard::{LINE_MAX, SUMMARY_MAX, TEXT_MAX};
use crate::platform::contact;
use crate::platform::faults::Reason;
use crate::platform::http::{Checked, Faults, Said};
use crate::territories::{self, check_commune};
use crate::vocabulary::labels;

/// Most values of one list.
const VALUES_MAX: usize = 50;
/// Lists longer than this are not repeated in a fault.
const TELLABLE: usize = 20;

const POSTCODE: Reason = Reason::fixed(
    "invalid_postcode",
    "Code postal non valide : 5 chiffres attendus.",
    "Invalid postcode: 5 digits expected.",
);

/// The standard separates the values of a cell with it.
const SEPARATOR: Reason = Reason::fixed(
    "forbidden_character",
    "Le caractère « | » sépare les valeurs : une valeur ne peut pas le contenir.",
    "The character “|” separates values: a value cannot hold it.",
);

impl PlaceSheet {
    /// The lists of codes: name of the field, values, name of the closed list.
    fn code_lists(&self) -> [(&'static str, &[String], &'static str); 10] {
        [
            ("typologies", &self.typologies, "typologie_structure"),
            ("itinerancy", &self.itinerancy, "itinerance"),
            ("services", &self.services, "service"),
            ("audiences", &self.audiences, "public_specifiquement_adresse"),
            ("special_care", &self.special_care, "prise_en_charge_specifique"),
            ("fees", &self.fees, "frais_a_charge"),
            ("national_programmes", &self.national_programmes, "dispositif_programme_national"),
            ("training_labels", &self.training_labels, "formation_label"),
            ("access_modes", &self.access_modes, "modalite_acces"),
            ("support_modes", &self.support_modes, "modalite_accompagnement"),
        ]
    }

    /// A place of New Caledonia or French Polynesia has a RIDET instead of a SIRET.
    fn has_ridet(&self) -> bool {
        let commune = territories::commune(&self.commune_code);
        commune.is_some_and(|commune| matches!(commune.departement_code(), "987" | "988"))
    }

    fn pivot_kept(&self, typed: &str) -> Result<String, Reason> {
        let number = typed.trim();
        let ridet = (9..=10).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        if number.starts_with(['W', 'w']) {
            contact::rna(number)
        } else if self.has_ridet() && ridet {
            Ok(number.to_owned())
        } else {
            contact::siret(number)
        }
    }

    /// The sheet in the one form that is kept; it has been checked.
    pub fn kept(self) -> Self {
        let pivot = self.pivot.as_deref().and_then(|typed| self.pivot_kept(typed).ok());
        let commune = territories::commune(&self.commune_code);
        let web = |typed: &str| contact::web_address(typed).ok();
        Self {
            name: self.name.trim().to_owned(),
            pivot,
            standard_id: line_kept(self.standard_id),
            commune_code: commune.map_or("", |commune| commune.code).to_owned(),
            commune_name: match self.commune_name.trim() {
                "" => commune.map_or("", |commune| commune.name).to_owned(),
                name => name.to_owned(),
            },
            postcode: self.postcode.trim().to_owned(),
            address: self.address.trim().to_owned(),
            address_extra: line_kept(self.address_extra),
            typologies: distinct(self.typologies),
            phone: self.phone.and_then(|typed| contact::phone(&typed).ok()),
            emails: distinct(each(&self.emails, |typed| contact::email(typed).ok())),
            websites: distinct(each(&self.websites, web)),
            opening_hours: line_kept(self.opening_hours),
            summary: line_kept(self.summary),
            description: line_kept(self.description),
            source: line_kept(self.source),
            itinerancy: distinct(self.itinerancy),
            parent: line_kept(self.parent),
            services: distinct(self.services),
            audiences: distinct(self.audiences),
            special_care: distinct(self.special_care),
            fees: distinct(self.fees),
            national_programmes: distinct(self.national_programmes),
            training_labels: distinct(self.training_labels),
            other_labels: distinct(each(&self.other_labels, |typed| Some(typed.trim().into()))),
            access_modes: distinct(self.access_modes),
            support_modes: distinct(self.support_modes),
            accessibility_url: self.accessibility_url.as_deref().and_then(web),
            booking_url: self.booking_url.as_deref().and_then(web),
            ..self
        }
    }
}

fn line_kept(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn each(values: &[String], keep: impl Fn(&str) -> Option<String>) -> Vec<String> {
    values.iter().filter_map(|value| keep(value)).collect()
}

/// The values in their order, each once.
fn distinct(values: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(values.len());
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

impl Checked for PlaceSheet {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 250);
        faults.keep_optional("/pivot", self.pivot.as_deref(), |typed| self.pivot_kept(typed));
        faults.line("/standard_id", self.standard_id.as_deref(), LINE_MAX);
        check_address(self, faults);
        check_coordinates(self, faults);
        check_contact(self, faults);
        for (field, value) in [
            ("/opening_hours", &self.opening_hours),
            ("/source", &self.source),
            ("/parent", &self.parent),
        ] {
            faults.line(field, value.as_deref(), LINE_MAX);
        }
        faults.text("/summary", self.summary.as_deref(), SUMMARY_MAX);
        faults.text("/description", self.description.as_deref(), TEXT_MAX);
        for (field, values, list) in self.code_lists() {
            check_codes(faults, field, values, list);
        }
        check_each(faults, "other_labels", &self.other_labels, |label| match label {
            _ if label.chars().count() > LINE_MAX => Err(Reason::too_long(LINE_MAX)),
            "" => Err(Reason::REQUIRED),
            _ if label.contains('|') => Err(SEPARATOR),
            _ => contact::line(label),
        });
    }
}

fn check_address(sheet: &PlaceSheet, faults: &mut Faults) {
    check_commune(faults, "/commune_code", Some(&sheet.commune_code));
    faults.line("/commune_name", Some(&sheet.commune_name), LINE_MAX);
    let postcode = sheet.postcode.trim();
    let five_digits = postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit());
    if postcode.is_empty() {
        faults.required("/postcode");
    } else if !five_digits {
        faults.keep::<()>("/postcode", Err(POSTCODE));
    }
    faults.name("/address", &sheet.address, LINE_MAX);
    faults.line("/address_extra", sheet.address_extra.as_deref(), LINE_MAX);
}

fn check_coordinates(sheet: &PlaceSheet, faults: &mut Faults) {
    match (sheet.latitude, sheet.longitude) {
        (Some(latitude), Some(longitude)) => {
            faults.range("/latitude", latitude, -90.0, 90.0);
            faults.range("/longitude", longitude, -180.0, 180.0);
        }
        (Some(_), None) => faults.required("/longitude"),
        (None, Some(_)) => faults.required("/latitude"),
        (None, None) => {}
    }
}

fn check_contact(sheet: &PlaceSheet, faults: &mut Faults) {
    faults.keep_optional("/phone", sheet.phone.as_deref(), contact::phone);
    check_each(faults, "emails", &sheet.emails, contact::email);
    check_each(faults, "websites", &sheet.websites, contact::web_address);
    for (field, url) in
        [("/accessibility_url", &sheet.accessibility_url), ("/booking_url", &sheet.booking_url)]
    {
        faults.keep_optional(field, url.as_deref(), contact::web_address);
    }
}

fn check_count(faults: &mut Faults, field: &str, count: usize) {
    if count > VALUES_MAX {
        faults.add(
            format!("/{field}"),
            "too_many",
            Said::new(format!("{VALUES_MAX} valeurs au plus."), format!("{VALUES_MAX} at most.")),
        );
    }
}

fn check_each<T>(
    faults: &mut Faults,
    field: &str,
    values: &[String],
    check: impl Fn(&str) -> Result<T, Reason>,
) {
    check_count(faults, field, values.len());
    for (at, value) in values.iter().enumerate().take(VALUES_MAX) {
        faults.keep(&format!("/{field}/{at}"), check(value));
    }
}

/// Every value must be a code of the list; a short list is told in full.
fn check_codes(faults: &mut Faults, field: &str, values: &[String], list: &str) {
    check_count(faults, field, values.len());
    for (at, value) in values.iter().enumerate().take(VALUES_MAX) {
        if labels::has(list, value) {
            continue;
        }
        let allowed = labels::list(list);
        let codes: Vec<&str> = allowed.iter().map(|value| value.code).collect();
        let (fr, en) = if codes.len() > TELLABLE {
            (format!("Valeur hors de la liste « {list} »."), format!("Not in the list “{list}”."))
        } else {
            let codes = codes.join(", ");
            (
                format!("Valeur inconnue. Valeurs possibles : {codes}."),
                format!("Unknown value. Allowed: {codes}."),
            )
        };
        faults.unknown(format!("/{field}/{at}"), &fr, &en);
    }
}
