use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::super::sample;
use super::*;

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn one_sheet_per_family_between_summary_and_definitions() {
    let report = sample::report(20);
    let bytes = workbook(&report).unwrap();
    let names = open(&bytes).sheet_names();
    assert_eq!(names.len(), report.families.len() + 2);
    assert_eq!(names[0], "Synthèse");
    assert_eq!(names.last().unwrap(), "Définitions et filtres");
}

#[test]
fn cells_have_types() {
    let bytes = workbook(&sample::report(20)).unwrap();
    let sheet = open(&bytes).worksheet_range("Communes d’activité").unwrap();
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(0, 2), Data::String("Accompagnements".into()));
    assert_eq!(cell(1, 1), Data::String("51001".into()));
    assert_eq!(cell(1, 2), Data::Float(9008.0));
    let Data::Float(share) = cell(1, 3) else { panic!("{:?}", cell(1, 3)) };
    assert!((share - 9008.0 / 300.0 / 100.0).abs() < 1e-9, "a percent is a fraction");
    assert_eq!(cell(8, 2), Data::String("masqué".into()));
    assert_eq!(cell(21, 1), Data::Empty);
}

#[test]
fn the_last_sheet_says_what_was_asked() {
    let bytes = workbook(&sample::report(5)).unwrap();
    let sheet = open(&bytes).worksheet_range("Définitions et filtres").unwrap();
    let words: String = sheet.cells().map(|(_, _, cell)| format!("{cell}\n")).collect();
    for wanted in [
        "Réseau des Deux-Rives",
        "31\u{a0}décembre 2025",
        "Marne (51)",
        "version 1",
        "moins de 11",
        "12\u{a0}janvier 2026",
        "Heures reçues",
    ] {
        assert!(words.contains(wanted), "{wanted}");
    }
}

#[test]
fn no_text_is_run() {
    let mut report = sample::report(5);
    report.families[0].title = "=1+1".to_owned();
    report.families[0].rows[0][0] = Cell::Text("@SUM(A1)".to_owned());
    report.method.push("-2+3".to_owned());
    let bytes = workbook(&report).unwrap();
    let mut book = open(&bytes);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "{name}");
    }
    let sheet = book.worksheet_range("=1+1").unwrap();
    assert_eq!(sheet.get_value((1, 0)), Some(&Data::String("@SUM(A1)".into())));
}

#[test]
fn sheet_names_are_valid_and_unique() {
    let mut families = sample::report(1).families;
    families.truncate(6);
    let titles = [
        "Thématiques d’accompagnement des personnes",
        "Thématiques d’accompagnement des ateliers",
        "a/b\\c:d*e?f[g]",
        "synthèse",
        "''",
        "History",
    ];
    for (family, title) in families.iter_mut().zip(titles) {
        family.title = title.to_owned();
    }
    let names = sheet_names(&families, &["Synthèse", "Définitions et filtres"]);
    assert_eq!(names[0], "Thématiques d’accompagnement");
    assert_eq!(names[1], "Thématiques d’accompagnemen (2)");
    assert_eq!(names[2], "a b c d e f g");
    assert_eq!(names[3], "synthèse (2)");
    assert_eq!(names[4], families[4].code);
    assert_eq!(names[5], "History (2)");
    assert!(names.iter().all(|name| name.encode_utf16().count() <= NAME_MAX));
}
