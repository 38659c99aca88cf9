use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;

const LINE: [&str; 10] = [
    "Exemplier",
    "Zoé",
    "1950",
    "Reims",
    "51454",
    "51100",
    "0199001234",
    "zoe@exemple.fr",
    "F",
    "Note",
];

/// A template with those rows from row 4.
fn filled(rows: &[[&str; 10]]) -> Vec<u8> {
    filled_at(&rows.iter().zip(HEADER_ROWS..).map(|(row, line)| (line, *row)).collect::<Vec<_>>())
}

fn filled_at(rows: &[(u32, [&str; 10])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(SHEET).unwrap();
    sheet.write_string(0, 0, "Instructions").unwrap();
    sheet.write_string(1, 0, "Nom").unwrap();
    for (row, cells) in rows {
        for (column, text) in (0..).zip(cells) {
            if !text.is_empty() {
                sheet.write_string(*row, column, *text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn with(column: usize, text: &str) -> [&str; 10] {
    let mut line = LINE;
    line[column] = text;
    line
}

fn parsed(rows: &[[&str; 10]]) -> Parsed<ImportedLearner> {
    read(&filled(rows), 2026).unwrap()
}

/// Line, column and code of every error.
fn errors(rows: &[[&str; 10]]) -> Vec<(u32, &'static str, &'static str)> {
    parsed(rows).errors.iter().map(|fault| (fault.line, fault.column, fault.code)).collect()
}

#[test]
fn reads_a_person() {
    let parsed = parsed(&[LINE]);
    assert_eq!((parsed.rows, parsed.errors, parsed.warnings), (1, vec![], vec![]));
    let (line, learner) = &parsed.accepted[0];
    assert_eq!(*line, 4);
    assert_eq!((&*learner.last_name, &*learner.first_name), ("Exemplier", "Zoé"));
    assert_eq!(learner.birth_year, Some(1950));
    assert_eq!(learner.commune.unwrap().name, "Reims");
    assert_eq!(learner.phone.as_deref(), Some("+33199001234"));
    assert_eq!(learner.email.as_deref(), Some("zoe@exemple.fr"));
    assert_eq!(learner.gender, Some(Gender::Feminin));
    assert_eq!(learner.notes.as_deref(), Some("Note"));
}

#[test]
fn names_are_enough() {
    let parsed = parsed(&[["Exemplier", "Zoé", "", "", "", "", "", "", "", ""]]);
    assert!(parsed.errors.is_empty());
    let (_, learner) = &parsed.accepted[0];
    assert_eq!((learner.birth_year, learner.commune, &learner.phone), (None, None, &None));
}

#[test]
fn names_every_fault_of_every_line() {
    let control = "Zo\u{1b}é";
    let long = "a".repeat(101);
    let notes = "a".repeat(10_001);
    assert_eq!(
        errors(&[
            ["", "", "1899", "", "", "", "abc", "zoe@", "x", ""],
            with(0, &long),
            with(1, control),
            with(2, "12/05/1950"),
            with(2, "2027"),
            with(9, &notes),
        ]),
        [
            (4, "Nom", "required"),
            (4, "Prénom", "required"),
            (4, "Année de naissance", "out_of_range"),
            (4, "N° de téléphone", "invalid_phone"),
            (4, "E-mail", "invalid_email"),
            (4, "Genre", "unknown_value"),
            (5, "Nom", "too_long"),
            (6, "Prénom", "forbidden_character"),
            (7, "Année de naissance", "out_of_range"),
            (8, "Année de naissance", "out_of_range"),
            (9, "Notes supplémentaires", "too_long"),
        ]
    );
}

#[test]
fn the_three_cells_of_a_commune_must_agree() {
    let line =
        |name, code, postcode| ["Exemplier", "Zoé", "", name, code, postcode, "", "", "", ""];
    for (name, code, postcode, expected) in [
        ("REIMS", "51454", "51100", Ok("51454")),
        ("", "51454", "", Ok("51454")),
        ("Reims", "", "", Ok("51454")),
        ("Reims", "0", "0", Ok("51454")),
        ("reims", "Nom de commune invalide", "Nom de commune invalide", Ok("51454")),
        ("Nantua", "01269", "01130, 01460", Ok("01269")),
        ("Ajaccio", "20004", "", Ok("2A004")),
        ("Paris 20e Arrondissement", "75120", "75020", Ok("75056")),
        ("Paris", "75120", "75020", Ok("75056")),
        ("Pierrefitte-sur-Seine", "93059", "", Ok("93066")),
        ("St Denis", "", "97400", Ok("97411")),
        ("Rousset", "05127", "05190", Ok("05127")),
        ("", "", "", Ok("")),
        ("Nulle-Part", "", "", Err(("Commune", "unknown_commune"))),
        ("", "99999", "", Err(("Code INSEE", "unknown_commune"))),
        ("Saint-Denis", "", "", Err(("Commune", "ambiguous_commune"))),
        ("Reims", "75056", "51100", Err(("Code postal", "commune_mismatch"))),
        ("Reims", "51454", "75001", Err(("Code postal", "commune_mismatch"))),
        ("Lyon", "51454", "51100", Err(("Commune", "commune_mismatch"))),
        ("Lyon", "51454", "", Err(("Commune", "commune_mismatch"))),
        ("", "", "51100", Err(("Commune", "required"))),
    ] {
        let parsed = parsed(&[line(name, code, postcode)]);
        let found = match parsed.errors.first() {
            Some(fault) => Err((fault.column, fault.code)),
            None => Ok(parsed.accepted[0].1.commune.map_or("", |commune| commune.code)),
        };
        assert_eq!(found, expected, "{name} {code} {postcode}");
    }
}

#[test]
fn a_renamed_commune_is_a_warning() {
    let parsed = parsed(&[["A", "B", "", "Rousset", "05127", "05190", "", "", "", ""]]);
    assert_eq!(parsed.warnings[0].code, "commune_renamed");
}

#[test]
fn numbers_get_their_zeros_back() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(SHEET).unwrap();
    sheet.write_string(3, 0, "Exemplier").unwrap();
    sheet.write_string(3, 1, "Zoé").unwrap();
    sheet.write_number(3, 2, 1950.0).unwrap();
    sheet.write_string(3, 3, "Bourg-en-Bresse").unwrap();
    sheet.write_formula(3, 4, Formula::new("=1053").set_result("1053")).unwrap();
    sheet.write_number(3, 5, 1000.0).unwrap();
    sheet.write_number(3, 6, 199001234.0).unwrap();
    let parsed = read(&workbook.save_to_buffer().unwrap(), 2026).unwrap();
    assert_eq!(parsed.errors, []);
    let (_, learner) = &parsed.accepted[0];
    assert_eq!(learner.commune.unwrap().code, "01053");
    assert_eq!(learner.phone.as_deref(), Some("+33199001234"));
    assert_eq!(learner.birth_year, Some(1950));
}

#[test]
fn skips_samples_and_stops_at_an_empty_row() {
    let sample =
        ["Exemple", "Léa", "1970", "Blaziert", "32057", "32100", "0102030405", "", "Féminin", ""];
    let parsed = read(&filled_at(&[(3, sample), (4, LINE), (6, LINE), (7, LINE)]), 2026).unwrap();
    assert_eq!(parsed.rows, 1);
    assert_eq!(parsed.accepted[0].0, 5);
    let warnings: Vec<_> = parsed.warnings.iter().map(|fault| (fault.line, fault.code)).collect();
    assert_eq!(warnings, [(7, "after_empty_row")]);
    // A sample that was changed is a person.
    let mut changed = sample;
    changed[1] = "Zoé";
    assert_eq!(read(&filled(&[changed]), 2026).unwrap().rows, 1);
}

#[test]
fn rows_that_hold_only_empty_lookups_are_empty() {
    let lookups = ["", "", "", "", "0", "0", "", "", "", ""];
    let parsed = parsed(&[LINE, lookups, lookups]);
    assert_eq!((parsed.rows, parsed.warnings.len()), (1, 0));
}

#[test]
fn warns_of_the_same_person_twice() {
    let parsed = parsed(&[LINE, with(6, ""), with(2, "1951")]);
    assert_eq!(parsed.accepted.len(), 3);
    let warnings: Vec<_> = parsed.warnings.iter().map(|fault| (fault.line, fault.code)).collect();
    assert_eq!(warnings, [(5, "duplicate")]);
    assert!(parsed.warnings[0].message_fr.contains("ligne 4"));
}

#[test]
fn messages_repeat_no_value() {
    let row = ["", "Zéphirine", "1700", "Nulle-Part", "", "", "0199", "zephirine@", "zzz", ""];
    for fault in parsed(&[row]).errors {
        for value in row.iter().filter(|value| !value.is_empty()) {
            assert!(!fault.message_fr.contains(value) && !fault.message_en.contains(value));
        }
    }
}

/// The Coop's template declares 16,384 × 35,072 cells on its second sheet; here it is not even XML.
#[test]
fn never_reads_the_second_sheet() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(SHEET).unwrap();
    for (column, text) in (0..).zip(LINE) {
        sheet.write_string(HEADER_ROWS, column, text).unwrap();
    }
    workbook.add_worksheet().set_name("Communes").unwrap();
    let file = workbook.save_to_buffer().unwrap();

    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut replaced = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        match name.as_str() {
            "xl/worksheets/sheet1.xml" => xml = xml.replace("A4:J4", "A1:XFD1048576"),
            "xl/worksheets/sheet2.xml" => xml = "<dimension ref=\"A1:XFD35072\"/> <<<".to_owned(),
            _ => {}
        }
        replaced.start_file(name, SimpleFileOptions::default()).unwrap();
        replaced.write_all(xml.as_bytes()).unwrap();
    }
    let file = replaced.finish().unwrap().into_inner();
    assert_eq!(read(&file, 2026).unwrap().accepted.len(), 1);
}

#[test]
fn refuses_the_whole_file() {
    let code = |file: &[u8]| read(file, 2026).map_or_else(|reason| reason.code, |_| "accepted");
    assert_eq!(code(b"%PDF-1.7"), "unrecognised_format");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Feuille1").unwrap();
    assert_eq!(code(&workbook.save_to_buffer().unwrap()), "missing_sheet");
    let names = ["Exemplier", "Zoé", "", "", "", "", "", "", "", ""];
    assert_eq!(code(&filled(&vec![names; ROWS_MAX + 1])), "too_many_rows");
}
