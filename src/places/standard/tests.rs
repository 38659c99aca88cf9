use std::collections::BTreeSet;

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord};

use super::columns::{Column, NAMES};
use super::*;
use crate::places::model::PlaceSheet;
use crate::platform::faults::Parsed;
use crate::vocabulary::labels;

const EXAMPLE: &[u8] = include_bytes!("../../../data/standard-mediation-num/exemple-valide.csv");
const SCHEMA: &str = include_str!("../../../data/standard-mediation-num/schema.json");

fn records(file: &[u8]) -> Vec<StringRecord> {
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(file);
    reader.records().map(|record| record.unwrap()).collect()
}

/// The example's line with some cells replaced, as a whole file.
fn changed(changes: &[(&str, &str)]) -> Vec<u8> {
    file(&[changes])
}

fn file(lines: &[&[(&str, &str)]]) -> Vec<u8> {
    let example = records(EXAMPLE);
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(&example[0]).unwrap();
    for changes in lines {
        let cells = example[0].iter().zip(&example[1]).map(|(name, cell)| {
            changes.iter().find(|(column, _)| *column == name).map_or(cell, |(_, value)| value)
        });
        file.write_record(cells).unwrap();
    }
    file.into_inner().unwrap()
}

fn accepted(changes: &[(&str, &str)]) -> PlaceSheet {
    let Parsed { accepted, errors, .. } = read(&changed(changes)).unwrap();
    assert_eq!(errors, []);
    accepted.into_iter().next().unwrap().1
}

fn errors(changes: &[(&str, &str)]) -> Vec<(u32, &'static str, &'static str)> {
    let parsed = read(&changed(changes)).unwrap();
    assert!(parsed.accepted.is_empty() != parsed.errors.is_empty());
    parsed.errors.iter().map(|fault| (fault.line, fault.column, fault.code)).collect()
}

fn refused(file: &[u8]) -> &'static str {
    read(file).map_or_else(|reason| reason.code, |_| "accepted")
}

#[test]
fn the_example_comes_back_equal() {
    let parsed = read(EXAMPLE).unwrap();
    assert_eq!((parsed.rows, parsed.errors, parsed.warnings), (1, vec![], vec![]));
    let places: Vec<_> = parsed.accepted.iter().map(|(_, place)| place).collect();
    assert_eq!(records(&write(places).unwrap()), records(EXAMPLE));
}

#[test]
fn reads_every_field_of_the_example() {
    let place = &read(EXAMPLE).unwrap().accepted[0].1;
    assert_eq!(place.standard_id.as_deref(), Some("structure-1"));
    assert_eq!(place.pivot.as_deref(), Some("43493312300029"));
    assert_eq!((&*place.commune_code, &*place.postcode), ("51454", "51100"));
    assert_eq!((place.latitude, place.longitude), (Some(43.52609), Some(5.41423)));
    assert_eq!(place.typologies, ["TIERS_LIEUX", "ASSO"]);
    assert_eq!(place.phone.as_deref(), Some("+33180059880"));
    assert_eq!(place.emails.len(), 2);
    assert_eq!(place.websites.len(), 2);
    assert_eq!(place.itinerancy, ["itinerant"]);
    assert_eq!(place.updated_on, NaiveDate::from_ymd_opt(2024, 4, 2));
    assert_eq!(place.audiences, ["jeunes", "femmes"]);
    assert_eq!(place.special_care, ["surdite", "illettrisme", "langues_etrangeres_anglais"]);
    assert_eq!(place.fees, ["gratuit_sous_condition", "payant"]);
    assert_eq!(place.training_labels, ["forme_a_mon_espace_sante", "arnia_mednum"]);
    assert_eq!(place.other_labels, ["Label et la bête"]);
    assert_eq!(place.access_modes, ["se_presenter", "telephoner"]);
    assert_eq!(place.support_modes[..2], ["dans_un_atelier_collectif", "a_distance"]);
}

/// Our lists spell exactly the values that the schema's patterns allow.
#[test]
fn spells_the_values_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let fields = schema["fields"].as_array().unwrap();
    let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names, NAMES);
    let mut lists = 0;
    for (field, column) in fields.iter().zip(Column::ALL) {
        assert_eq!(column.name(), field["name"]);
        let pattern = field["constraints"]["pattern"].as_str().unwrap_or_default();
        let Some(values) = pattern.strip_prefix("(?:(?:^|\\|)(") else { continue };
        let values = values.strip_suffix("))+$").unwrap().replace('\\', "");
        let allowed: BTreeSet<_> = values.split('|').map(str::to_owned).collect();
        let list = labels::list(column.list().unwrap());
        let ours = list.iter().map(|value| column.spelling(value.code).unwrap());
        assert_eq!(ours.collect::<BTreeSet<_>>(), allowed, "{}", column.name());
        lists += 1;
    }
    assert_eq!(lists, 9);
}

#[test]
fn every_value_of_every_list_comes_back() {
    for column in Column::ALL {
        let Some(list) = column.list() else { continue };
        for value in labels::list(list) {
            let spelling = column.spelling(value.code).unwrap();
            assert_eq!(column.code_of(&spelling), Ok(value.code));
        }
    }
}

#[test]
fn an_unknown_value_is_told_the_known_ones() {
    let parsed = read(&changed(&[("frais_a_charge", "Cher")])).unwrap();
    let said = &parsed.errors[0].message_fr;
    assert!(said.contains("Gratuit | Gratuit sous condition | Payant") && !said.contains("Cher"));
}

#[test]
fn accepts_what_people_really_write() {
    let place = accepted(&[
        (
            "services",
            "aide aux demarches administratives; Maîtrise des outils numériques du quotidien",
        ),
        ("formations_labels", "Étapes numériques (La Poste)|Étapes numériques(La Poste)"),
        ("modalites_acces", "Ce lieu n’accueille pas de public"),
        ("modalites_accompagnement", "À distance (par téléphone ou en visioconférence)"),
        (
            "dispositif_programmes_nationaux",
            "Point d’accès numérique CAF|Point d'accès numérique CAF",
        ),
        ("typologie", "asso| tiers_lieux |"),
        ("telephone", "01 80 05 98 80"),
        ("site_web", "www.exemple.fr;https://exemple.fr/?a=1;b=2"),
        ("code_insee", ""),
        ("pivot", "W751234567"),
        ("latitude", ""),
        ("longitude", "-61.5"),
    ]);
    assert_eq!(place.services.len(), 2);
    assert_eq!(place.training_labels, ["etapes_numeriques"]);
    assert_eq!(place.access_modes, ["pas_de_public"]);
    assert_eq!(place.support_modes, ["a_distance"]);
    assert_eq!(place.national_programmes, ["point_acces_numerique_caf"]);
    assert_eq!(place.typologies, ["ASSO", "TIERS_LIEUX"]);
    assert_eq!(place.phone.as_deref(), Some("+33180059880"));
    assert_eq!(place.websites, ["https://www.exemple.fr", "https://exemple.fr/?a=1;b=2"]);
    assert_eq!(place.commune_code, "51454");
    assert_eq!((place.latitude, place.longitude), (None, Some(-61.5)));
}

#[test]
fn accepts_a_byte_order_mark_another_order_and_missing_optional_columns() {
    let text = "\u{feff}nom,id,pivot,commune,code_postal,adresse,date_maj,autre\n\
                Lieu,l-1,43493312300029,Reims,51100,1 rue du Puits,2026-01-02,x\n\n,,,,,,,\n";
    let parsed = read(text.as_bytes()).unwrap();
    assert_eq!((parsed.rows, parsed.errors.len()), (1, 0));
    assert_eq!(parsed.accepted[0].1.name, "Lieu");
    assert!(parsed.warnings.iter().any(|fault| fault.column == "services"));
    assert!(parsed.warnings.iter().any(|fault| fault.code == "unknown_column"));
}

#[test]
fn names_every_fault_of_a_line() {
    let long = "a".repeat(281);
    assert_eq!(
        errors(&[
            ("id", ""),
            ("pivot", "43-49"),
            ("nom", " "),
            ("code_postal", "5110"),
            ("code_insee", "99999"),
            ("latitude", "91"),
            ("longitude", "5,4"),
            ("typologie", "INCONNU|ASSO"),
            ("telephone", "abc"),
            ("courriels", "contact@exemple.fr|contact"),
            ("site_web", "javascript:alert(1)"),
            ("presentation_resume", &long),
            ("date_maj", "2025-02-30"),
            ("services", "Cuisine|Jardinage"),
            ("prise_rdv", "rdv"),
        ]),
        [
            (2, "code_postal", "invalid_postcode"),
            (2, "id", "required"),
            (2, "pivot", "invalid_pivot"),
            (2, "nom", "required"),
            (2, "code_insee", "unknown_commune"),
            (2, "latitude", "out_of_range"),
            (2, "longitude", "wrong_type"),
            (2, "typologie", "unknown_value"),
            (2, "telephone", "invalid_phone"),
            (2, "courriels", "invalid_email"),
            (2, "site_web", "invalid_url"),
            (2, "presentation_resume", "too_long"),
            (2, "date_maj", "invalid_date"),
            (2, "services", "unknown_value"),
            (2, "services", "unknown_value"),
            (2, "prise_rdv", "invalid_url"),
        ]
    );
}

#[test]
fn checks_one_rule_at_a_time() {
    for (column, value, code) in [
        ("date_maj", "", "required"),
        ("date_maj", "02/04/2024", "invalid_date"),
        ("date_maj", "2024-4-2", "invalid_date"),
        ("latitude", "NaN", "out_of_range"),
        ("latitude", "inf", "out_of_range"),
        ("longitude", "-180.5", "out_of_range"),
        ("code_insee", "5145", "unknown_commune"),
        ("nom", "Lieu\u{7}", "forbidden_character"),
        ("nom", "Lieu\nsuite", "forbidden_character"),
        ("adresse", "", "required"),
        ("commune", "", "required"),
    ] {
        assert_eq!(errors(&[(column, value)]), [(2, column, code)], "{column} {value:?}");
    }
    assert_eq!(
        errors(&[("code_insee", ""), ("commune", "Saint-Denis"), ("code_postal", "99999")])[0].2,
        "ambiguous_commune"
    );
}

#[test]
fn a_doubtful_pivot_is_a_warning() {
    for (pivot, kept) in [("43493312300028", true), ("00000000000000", false)] {
        let parsed = read(&changed(&[("pivot", pivot)])).unwrap();
        assert_eq!((parsed.errors.len(), parsed.warnings[0].code), (0, "invalid_siret"));
        let place = &parsed.accepted[0].1;
        assert_eq!(place.pivot.as_deref(), kept.then_some(pivot));
        assert_eq!(records(&write([place]).unwrap())[1].get(1), Some(pivot));
    }
    let la_poste = read(&changed(&[("pivot", "35600000000006")])).unwrap();
    assert!(la_poste.warnings.is_empty());
}

#[test]
fn a_former_commune_becomes_that_of_today() {
    let parsed = read(&changed(&[("code_insee", "93059")])).unwrap();
    assert_eq!(parsed.accepted[0].1.commune_code, "93066");
    assert_eq!(parsed.warnings[0].code, "former_commune");
    let district = read(&changed(&[("code_insee", "69383")])).unwrap();
    assert_eq!(district.accepted[0].1.commune_code, "69123");
    assert!(district.warnings.is_empty());
}

#[test]
fn an_id_is_unique() {
    let parsed = read(&file(&[&[], &[("id", "autre")], &[]])).unwrap();
    assert_eq!((parsed.rows, parsed.accepted.len()), (3, 2));
    let fault = &parsed.errors[0];
    assert_eq!((fault.line, fault.column, fault.code), (4, "id", "duplicate"));
    assert!(fault.message_fr.contains("ligne 2"));
}

#[test]
fn lines_are_numbered_as_an_editor_does() {
    let parsed = read(&file(&[&[("presentation_detail", "deux\nlignes")], &[("id", "")]])).unwrap();
    assert_eq!(parsed.errors[0].line, 4);
}

#[test]
fn what_a_spreadsheet_would_run_is_written_harmless_and_read_back() {
    let place = accepted(&[("nom", "=1+1"), ("adresse", "-2 rue"), ("longitude", "-1.5")]);
    assert_eq!(place.name, "=1+1");
    let file = write([&place]).unwrap();
    let line = &records(&file)[1];
    assert_eq!((line.get(2), line.get(6)), (Some("'=1+1"), Some("'-2 rue")));
    assert_eq!((line.get(9), line.get(11)), (Some("-1.5"), Some("+33180059880")));
    assert_eq!(read(&file).unwrap().accepted[0].1, place);
}

#[test]
fn refuses_the_whole_file() {
    let text = String::from_utf8(EXAMPLE.to_vec()).unwrap();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    assert_eq!(refused(&latin), "encoding");
    let utf16: Vec<u8> = "\u{feff}id,pivot".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&utf16), "encoding");
    for file in [&b"%PDF-1.7\n"[..], b"PK\x03\x04", b"id,pi\0vot"] {
        assert_eq!(refused(file), "unrecognised_format");
    }
    assert_eq!(refused(b""), "missing_column");

    let semicolons = read(text.replace("\",\"", "\";\"").as_bytes()).unwrap_err();
    assert_eq!(semicolons.code, "missing_column");
    let semicolons = read(b"id;pivot;nom\n1;2;3\n").unwrap_err();
    assert!(semicolons.fr.contains("id, pivot, nom") && semicolons.fr.contains("virgules"));
    let renamed = read(text.replacen("\"code_postal\"", "\"cp\"", 1).as_bytes()).unwrap_err();
    assert_eq!((renamed.code, &*renamed.fr), ("missing_column", "Colonne absente : code_postal."));
}

#[test]
fn refuses_too_many_lines() {
    let mut text = String::from("id,pivot,nom,commune,code_postal,adresse,date_maj\n");
    text.push_str(&"a\n".repeat(ROWS_MAX + 1));
    assert_eq!(refused(text.as_bytes()), "too_many_rows");
}
