//! One line of the file, cell by cell.

use std::str::FromStr;

use chrono::NaiveDate;
use csv::StringRecord;

use super::Layout;
use crate::places::model::PlaceSheet;
use crate::places::standard::columns::Column;
use crate::places::standard::{LINE_MAX, NO_PIVOT, SUMMARY_MAX, TEXT_MAX};
use crate::platform::contact;
use crate::platform::faults::{Faults, Reason};
use crate::territories::{self, Commune};

/// Prefixes of the schema's telephone pattern, followed by 6 to 9 digits.
const PHONE_PREFIXES: [&str; 10] =
    ["+33", "+590", "+594", "+262", "+596", "+269", "+687", "+689", "+508", "+681"];

pub(super) struct Line<'a> {
    pub number: u32,
    pub cells: &'a StringRecord,
    pub layout: &'a Layout,
    pub errors: &'a mut Faults,
    pub warnings: &'a mut Faults,
}

impl<'a> Line<'a> {
    /// The place of the line; what could not be read is left empty and noted as an error.
    pub fn place(&mut self) -> PlaceSheet {
        let postcode = self.required(Column::CodePostal);
        if !postcode.is_empty() && !is_digits(&postcode, 5..=5) {
            self.error(Column::CodePostal, INVALID_POSTCODE);
        }
        let commune_name = self.required(Column::Commune);
        PlaceSheet {
            organization_id: None,
            standard_id: Some(self.required(Column::Id)).filter(|id| !id.is_empty()),
            pivot: self.pivot(),
            name: self.required(Column::Nom),
            commune_code: self.commune(&commune_name, &postcode),
            commune_name,
            postcode,
            address: self.required(Column::Adresse),
            address_extra: self.line(Column::ComplementAdresse),
            latitude: self.degrees(Column::Latitude, 90.0),
            longitude: self.degrees(Column::Longitude, 180.0),
            typologies: self.codes(Column::Typologie),
            phone: self.checked(Column::Telephone, phone),
            emails: self.values(Column::Courriels, contact::email),
            websites: self.websites(),
            opening_hours: self.line(Column::Horaires),
            summary: self.text(Column::PresentationResume, SUMMARY_MAX),
            description: self.text(Column::PresentationDetail, TEXT_MAX),
            source: self.line(Column::Source),
            itinerancy: self.codes(Column::Itinerance),
            parent: self.line(Column::StructureParente),
            updated_on: self.date(),
            services: self.codes(Column::Services),
            audiences: self.codes(Column::Publics),
            special_care: self.codes(Column::PriseEnCharge),
            fees: self.codes(Column::Frais),
            national_programmes: self.codes(Column::Dispositifs),
            training_labels: self.codes(Column::Formations),
            other_labels: self.values(Column::AutresFormations, |label| Ok(label.to_owned())),
            access_modes: self.codes(Column::ModalitesAcces),
            support_modes: self.codes(Column::ModalitesAccompagnement),
            accessibility_url: self.checked(Column::FicheAccesLibre, contact::web_address),
            booking_url: self.checked(Column::PriseRdv, contact::web_address),
        }
    }

    fn error(&mut self, column: Column, reason: Reason) {
        self.errors.push(self.number, column.name(), reason);
    }

    fn warning(&mut self, column: Column, reason: Reason) {
        self.warnings.push(self.number, column.name(), reason);
    }

    /// The cell, without the spaces around it nor the apostrophe that keeps it from being run.
    fn cell(&self, column: Column) -> Option<&'a str> {
        let place = self.layout[column as usize]?;
        let text = self.cells.get(place)?.trim();
        let text = text
            .strip_prefix('\'')
            .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
            .unwrap_or(text);
        (!text.is_empty()).then_some(text)
    }

    fn required(&mut self, column: Column) -> String {
        match self.cell(column) {
            Some(_) => self.line(column).unwrap_or_default(),
            None => {
                self.error(column, Reason::REQUIRED);
                String::new()
            }
        }
    }

    fn line(&mut self, column: Column) -> Option<String> {
        let text = self.text(column, LINE_MAX)?;
        match contact::line(&text) {
            Ok(()) => Some(text),
            Err(reason) => {
                self.error(column, reason);
                None
            }
        }
    }

    fn text(&mut self, column: Column, max: usize) -> Option<String> {
        let text = self.cell(column)?.replace("\r\n", "\n");
        let checked = if text.chars().count() > max {
            Err(Reason::too_long(max))
        } else {
            contact::text(&text)
        };
        match checked {
            Ok(()) => Some(text),
            Err(reason) => {
                self.error(column, reason);
                None
            }
        }
    }

    fn checked<T>(
        &mut self,
        column: Column,
        check: impl FnOnce(&str) -> Result<T, Reason>,
    ) -> Option<T> {
        match check(self.cell(column)?) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.error(column, reason);
                None
            }
        }
    }

    /// Several values, each once, in the order of the file.
    fn values<T: PartialEq>(
        &mut self,
        column: Column,
        check: impl Fn(&str) -> Result<T, Reason>,
    ) -> Vec<T> {
        let text = self.text(column, TEXT_MAX).unwrap_or_default();
        self.check_all(column, text.split(['|', ';']), check)
    }

    fn check_all<'t, T: PartialEq>(
        &mut self,
        column: Column,
        texts: impl Iterator<Item = &'t str>,
        check: impl Fn(&str) -> Result<T, Reason>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
            match check(text) {
                Ok(value) if values.contains(&value) => {}
                Ok(value) => values.push(value),
                Err(reason) => self.error(column, reason),
            }
        }
        values
    }

    fn codes(&mut self, column: Column) -> Vec<String> {
        self.values(column, |value| column.code_of(value).map(str::to_owned))
    }

    /// A web address may hold `;`, so that separates only before another address.
    fn websites(&mut self) -> Vec<String> {
        let text = self.text(Column::SiteWeb, TEXT_MAX).unwrap_or_default();
        let text = text.replace("; ", ";").replace(";http", "|http").replace(";www", "|www");
        self.check_all(Column::SiteWeb, text.split('|'), contact::web_address)
    }

    fn pivot(&mut self) -> Option<String> {
        let Some(pivot) = self.cell(Column::Pivot) else {
            self.error(Column::Pivot, Reason::REQUIRED);
            return None;
        };
        let allowed = (9..=14).contains(&pivot.len())
            && pivot.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !allowed {
            self.error(Column::Pivot, INVALID_PIVOT);
            return None;
        }
        if is_digits(pivot, 14..=14)
            && let Err(reason) = contact::siret(pivot)
        {
            self.warning(Column::Pivot, reason);
        }
        (pivot != NO_PIVOT).then(|| pivot.to_owned())
    }

    /// The commune's code of today, or an empty text after noting why there is none.
    fn commune(&mut self, name: &str, postcode: &str) -> String {
        let found = match self.cell(Column::CodeInsee) {
            Some(code) => territories::commune(&code.to_ascii_uppercase()).ok_or(UNKNOWN_COMMUNE),
            None if name.is_empty() => return String::new(),
            None => by_name(name, postcode),
        };
        match found {
            Ok(commune) => {
                if commune.asked_as.is_some_and(|asked| !asked.district) {
                    self.warning(Column::CodeInsee, FORMER_COMMUNE);
                }
                commune.code.to_owned()
            }
            Err(reason) => {
                self.error(Column::CodeInsee, reason);
                String::new()
            }
        }
    }

    fn degrees(&mut self, column: Column, max: f64) -> Option<f64> {
        self.checked(column, |text| match f64::from_str(text) {
            Ok(degrees) if (-max..=max).contains(&degrees) => Ok(degrees),
            Ok(_) => Err(Reason::new(
                "out_of_range",
                format!("Valeur attendue entre -{max} et {max}."),
                format!("A value between -{max} and {max} expected."),
            )),
            Err(_) => Err(NOT_A_NUMBER),
        })
    }

    fn date(&mut self) -> Option<NaiveDate> {
        if self.cell(Column::DateMaj).is_none() {
            self.error(Column::DateMaj, Reason::REQUIRED);
        }
        self.checked(Column::DateMaj, |text| {
            let whole = text.len() == 10 && text.is_ascii();
            let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
            date.filter(|_| whole).ok_or(INVALID_DATE)
        })
    }
}

/// By name within the postcode, else by name alone: a CEDEX postcode belongs to no commune.
fn by_name(name: &str, postcode: &str) -> Result<Commune, Reason> {
    let mut candidates = territories::communes_named(name, Some(postcode));
    if candidates.is_empty() {
        candidates = territories::communes_named(name, None);
    }
    match candidates.as_slice() {
        [] => Err(UNKNOWN_COMMUNE),
        [commune] => Ok(*commune),
        _ => Err(AMBIGUOUS_COMMUNE),
    }
}

/// As the schema wants it, or as people write it.
fn phone(text: &str) -> Result<String, Reason> {
    let digits = PHONE_PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix));
    match digits {
        Some(digits) if is_digits(digits, 6..=9) => Ok(text.to_owned()),
        _ => contact::phone(text),
    }
}

fn is_digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

const INVALID_POSTCODE: Reason =
    Reason::fixed("invalid_postcode", "Cinq chiffres attendus.", "Five digits expected.");
const INVALID_PIVOT: Reason = Reason::fixed(
    "invalid_pivot",
    "SIRET, RNA ou RIDET attendu : 9 à 14 lettres ou chiffres.",
    "SIRET, RNA or RIDET expected: 9 to 14 letters or digits.",
);
const INVALID_DATE: Reason = Reason::fixed(
    "invalid_date",
    "Date attendue sous la forme AAAA-MM-JJ.",
    "A date written YYYY-MM-DD expected.",
);
const NOT_A_NUMBER: Reason = Reason::fixed(
    "wrong_type",
    "Nombre attendu, avec un point décimal.",
    "A number with a decimal point expected.",
);
const UNKNOWN_COMMUNE: Reason =
    Reason::fixed("unknown_commune", "Commune inconnue.", "Unknown commune.");
const AMBIGUOUS_COMMUNE: Reason = Reason::fixed(
    "ambiguous_commune",
    "Plusieurs communes portent ce nom : indiquez le code INSEE.",
    "Several communes have this name: give the Insee code.",
);
const FORMER_COMMUNE: Reason = Reason::fixed(
    "former_commune",
    "Code d’une ancienne commune, remplacé par celui d’aujourd’hui.",
    "Code of a former commune, replaced by today’s.",
);
