//! Certification results: three generations, the sample of the data file, each trap.

use serde_json::Value;

use super::files::*;
use crate::competences::levels::{EvidenceKind, Level};
use crate::competences::pix::*;
use crate::platform::faults::Reason;

fn data() -> Value {
    serde_json::from_str(include_str!("../../../../data/pix-framework.json")).unwrap()
}

/// The header of a generation as the data file gives it.
fn header(generation: &str) -> Vec<String> {
    let data = data();
    let results = &data["csv_formats"]["pix_certif_session_results"];
    let found = results["generations"].as_array().unwrap().iter();
    let found = found.filter(|one| one["id"] == generation).flat_map(|one| {
        one["fr"].as_array().unwrap().iter().map(|title| title.as_str().unwrap().to_owned())
    });
    let mut header = Vec::new();
    for title in found {
        match title.as_str() {
            "<16 competence codes>" => {
                header.extend(competences().iter().map(|competence| competence.code.to_owned()));
            }
            "<Certification {label}>*" => header.push("Certification CléA numérique".to_owned()),
            _ => header.push(title),
        }
    }
    header
}

/// One row: cells by title, `-` for competences that are not named.
fn file(generation: &str, cells: &[(&str, &str)]) -> Result<PixFile, Reason> {
    read_text(&text(&header(generation), cells))
}

fn text(header: &[String], cells: &[(&str, &str)]) -> String {
    let defaults = [
        ("Numéro de certification", "900001"),
        ("Prénom", "Awa"),
        ("Nom", "Exemple"),
        ("Date de naissance", "04/01/1990"),
        ("Lieu de naissance", "Nantes"),
        ("Identifiant Externe", "004512"),
        ("Type de certification", "Pix"),
        ("Statut", "Validée"),
        ("Nombre de Pix", "120"),
        ("Résultat", "120"),
        ("Niveau", "Novice 1"),
        ("Score en Pix", "120"),
        ("Session", "777"),
        ("Centre de certification", "Centre d'essai"),
        ("Date de passage de la certification", "01/06/2025"),
    ];
    let value = |title: &String| {
        let mut all = cells.iter().chain(&defaults);
        all.find(|(own, _)| own == title).map_or("-", |(_, cell)| cell)
    };
    let row: Vec<&str> = header.iter().map(value).collect();
    let titles: Vec<&str> = header.iter().map(String::as_str).collect();
    format!("{}\n{}\n", written(&titles), written(&row))
}

#[test]
fn the_sample_of_the_data_file_reads_as_it_says() {
    let data = data();
    let row = data["csv_formats"]["samples_fictitious"]["session_results_g3_row"].as_str().unwrap();
    let mut header = header("g3");
    header.retain(|title| title != "Certification CléA numérique");
    let titles: Vec<&str> = header.iter().map(String::as_str).collect();
    let file = read_text(&format!("{}\n{row}\n", written(&titles))).unwrap();
    assert_eq!(file.kind, PixKind::CertificationG3);
    assert_eq!(file.kind.evidence_kind(), EvidenceKind::PixCertified);
    assert_eq!(file.identifier_columns, ["Identifiant Externe"]);
    let row = only(file);
    assert_eq!((row.last_name.as_str(), row.first_name.as_str()), ("Exemple", "Awa"));
    assert_eq!(row.identifiers, ["004512"]);
    assert_eq!(levels(&row), [("1.2", 1), ("1.3", 5)], "neither 0 nor - proves anything");
    assert_eq!(row.observed_on(), day(2025, 6, 1));
    let certificate = row.certificate.unwrap();
    assert_eq!(certificate.number, "900001");
    assert_eq!((certificate.pix, certificate.global_level), (Some(55), None));
    let birth = row.birth.unwrap();
    assert_eq!((birth.date, birth.place.as_str()), (Some(day(1990, 1, 4)), "Nantes"));
    assert_eq!(format!("{birth:?}"), "Birth", "no log shows it");
}

#[test]
fn the_three_generations() {
    let told = [
        ("g1", PixKind::CertificationG1, None),
        ("g2", PixKind::CertificationG2, None),
        ("g3", PixKind::CertificationG3, Level::new(1)),
    ];
    for (generation, kind, global_level) in told {
        let file = file(generation, &[("2.1", "3"), ("5.2", "0"), ("4.3", "-1")]).unwrap();
        assert_eq!(file.kind, kind);
        let row = only(file);
        assert_eq!(levels(&row), [("2.1", 3)], "{generation}");
        let certificate = row.certificate.unwrap();
        assert_eq!((certificate.pix, certificate.global_level), (Some(120), global_level));
    }
}

#[test]
fn the_variant_by_class_has_no_centre() {
    let mut header = header("g1");
    header.retain(|title| title != "Centre de certification");
    assert_eq!(levels(&only(read_text(&text(&header, &[("1.1", "2")])).unwrap())), [("1.1", 2)]);
}

#[test]
fn a_result_in_words_is_a_score_with_a_label() {
    let label = |cell: &str| {
        let file = file("g2", &[("1.1", "1"), ("Résultat", cell)]).unwrap();
        let warned = file.warnings.len();
        let certificate = file.accepted[0].1.certificate.clone().unwrap();
        (certificate.pix, certificate.global_level.map(Level::get), warned)
    };
    assert_eq!(label("Novice 1 (120 Pix)"), (Some(120), Some(1), 0));
    assert_eq!(label("Independent 2 (400 Pix)"), (Some(400), Some(4), 0));
    assert_eq!(label("Expert 1 (120 Pix)"), (Some(120), Some(7), 1));
    assert_eq!(label("Champion (120 Pix)"), (Some(120), None, 1));
    assert_eq!(label("-"), (None, None, 0));
    for bad in ["beaucoup", "Novice 1 (x Pix)", "1025", "Novice 1 ("] {
        let file = file("g2", &[("1.1", "1"), ("Résultat", bad)]).unwrap();
        assert_eq!(errors(&file), [(2, "Résultat", "out_of_range")], "{bad}");
    }
}

#[test]
fn the_global_level_never_becomes_that_of_a_competence() {
    let cells = [("Niveau", "Avancé 2"), ("Score en Pix", "700"), ("1.1", "2")];
    let row = only(file("g3", &cells).unwrap());
    assert_eq!(levels(&row), [("1.1", 2)]);
    assert_eq!(row.certificate.unwrap().global_level.map(Level::get), Some(6));
}

#[test]
fn only_validated_certificates_of_the_framework_prove() {
    for status in ["Rejetée", "Non obtenue", "Annulée", "En erreur", "Démarrée", "", "-"] {
        let file = file("g3", &[("1.1", "3"), ("Statut", status)]).unwrap();
        assert_eq!(file.ignored, [(2, Ignored::NotValidated)], "{status}");
        assert!(file.accepted.is_empty());
    }
    for kind in ["Pix+ Droit", "Pix+ Édu 1er degré", "Autre"] {
        let file = file("g2", &[("1.1", "3"), ("Type de certification", kind)]).unwrap();
        assert_eq!(file.ignored, [(2, Ignored::OtherCertification)], "{kind}");
    }
    for kind in ["Pix", "CléA Numérique by Pix", ""] {
        let file = file("g3", &[("1.1", "3"), ("Type de certification", kind)]).unwrap();
        assert_eq!(file.accepted.len(), 1, "{kind}");
    }
    let file = file("g3", &[("1.1", "0")]).unwrap();
    assert_eq!(file.ignored, [(2, Ignored::NothingProven)]);
}

#[test]
fn a_dash_may_be_guarded() {
    let row = only(file("g1", &[("1.1", "'-"), ("1.2", "4"), ("1.3", "'-1")]).unwrap());
    assert_eq!(levels(&row), [("1.2", 4)]);
}

#[test]
fn bad_cells_are_named() {
    let passed = "Date de passage de la certification";
    for (title, cell, code) in [
        ("3.4", "8", "above_reachable"),
        ("3.4", "9", "out_of_range"),
        ("3.4", "2,5", "out_of_range"),
        ("3.4", "-2", "out_of_range"),
        ("Nom", " ", "required"),
        ("Prénom", "", "required"),
        ("Numéro de certification", "", "required"),
        (passed, "2025-06-01", "invalid_date"),
        (passed, "1/6/2025", "invalid_date"),
        (passed, "21/11/2026", "date_out_of_range"),
        ("Score en Pix", "mille", "out_of_range"),
    ] {
        let file = file("g3", &[(title, cell), ("1.1", "2")]).unwrap();
        assert_eq!(errors(&file), [(2, title, code)], "{title} {cell}");
        assert!(file.accepted.is_empty());
    }
    let file = file("g3", &[("Date de naissance", "1990"), ("1.1", "2")]).unwrap();
    assert_eq!((file.warnings.len(), file.accepted.len()), (1, 1));
}

#[test]
fn a_file_cut_before_its_last_quote_is_incomplete() {
    let text = text(&header("g1"), &[("1.1", "2")]);
    let reason = read_text(text.strip_suffix("\"\n").unwrap()).unwrap_err();
    assert_eq!(reason.code, "truncated");
    assert!(reason.fr.contains("résultats de certification Pix"), "{reason:?}");
}

#[test]
fn columns_that_are_missing_or_twice_are_named() {
    let refused = |header: &[String]| read_text(&text(header, &[("1.1", "2")])).unwrap_err();
    for title in ["Statut", "Score en Pix", "5.1", "Nom"] {
        let mut header = header("g3");
        header.retain(|own| own != title);
        let reason = refused(&header);
        assert_eq!(reason.code, "missing_column");
        assert!(reason.fr.contains("certification Pix") && reason.fr.contains(title), "{reason:?}");
    }
    let mut twice = header("g3");
    twice.push("1.1".to_owned());
    assert_eq!(refused(&twice).code, "duplicate_column");
    let english = "\"Certification number\";\"First name\";\"Last name\"\n1;\"Awa\";\"Exemple\"\n";
    let reason = read_text(english).unwrap_err();
    assert_eq!(reason.code, "missing_column");
    assert!(reason.en.contains("Export it with Pix in French"), "{reason:?}");
}
