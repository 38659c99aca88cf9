use std::io::Write;

use rust_xlsxwriter::Workbook as Writer;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn code<T>(result: Result<T, Reason>) -> &'static str {
    result.map_or_else(|reason| reason.code, |_| "accepted")
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn with_strings(strings: &str) -> Vec<u8> {
    archive(&[("xl/sharedStrings.xml", strings.as_bytes())])
}

fn sample() -> Vec<u8> {
    let mut workbook = Writer::new();
    let sheet = workbook.add_worksheet().set_name("Données").unwrap();
    sheet.write_string(0, 0, "  Zoé \u{a0}").unwrap();
    sheet.write_number(0, 1, 1970.0).unwrap();
    sheet.write_number(3, 0, 1.5).unwrap();
    sheet.write_boolean(3, 5, true).unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn streams_the_rows_of_a_sheet() {
    let file = sample();
    let mut workbook = open(&file).unwrap();
    assert!(workbook.has_sheet("Données") && !workbook.has_sheet("Autre"));
    let mut seen = Vec::new();
    workbook
        .rows::<2>("Données", |row, cells| {
            seen.push((row, cells.clone()));
            true
        })
        .unwrap();
    let texts: Vec<_> = seen.iter().map(|(row, [a, b])| (*row, &*a.text, &*b.text)).collect();
    assert_eq!(texts, [(1, "Zoé", "1970"), (4, "1.5", "")]);
    assert!(seen[0].1[1].number && !seen[0].1[0].number);
}

#[test]
fn stops_when_told_to() {
    let file = sample();
    let mut rows = 0;
    let mut workbook = open(&file).unwrap();
    workbook
        .rows::<1>("Données", |_, _| {
            rows += 1;
            false
        })
        .unwrap();
    assert_eq!(rows, 1);
    assert_eq!(code(workbook.rows::<1>("Autre", |_, _| true)), "unrecognised_format");
}

#[test]
fn refuses_what_is_not_a_workbook() {
    let mut broken = sample();
    let half = broken.len() / 2;
    broken[half..half + 40].fill(0xff);
    for file in [
        &b""[..],
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"Nom;Prenom\n",
        &archive(&[("a.txt", b"a")]),
        &broken,
    ] {
        assert_eq!(code(open(file)), "unrecognised_format");
    }
}

#[test]
fn refuses_what_inflates_too_much() {
    let zeros = vec![b' '; INFLATED_MAX as usize + 1];
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(code(open(&bomb)), "too_large");
}

#[test]
fn refuses_a_header_that_announces_less_than_it_holds() {
    let zeros = vec![b' '; 4 * 1024 * 1024];
    let mut bomb = archive(&[("xl/worksheets/sheet1.xml", &zeros)]);
    let size = (zeros.len() as u32).to_le_bytes();
    let places: Vec<_> =
        (0..bomb.len() - 4).filter(|place| bomb[*place..*place + 4] == size).collect();
    assert_eq!(places.len(), 2, "local header and central directory");
    for place in places {
        bomb[place..place + 4].copy_from_slice(&1_000_u32.to_le_bytes());
    }
    assert_eq!(code(open(&bomb)), "unrecognised_format");
}

#[test]
fn refuses_shared_strings_that_would_fill_memory() {
    for strings in [
        "<sst uniqueCount=\"99999999999999999999\"><si/></sst>".to_owned(),
        "<sst\nuniqueCount = '600000'></sst>".to_owned(),
        format!("<sst>{}</sst>", "<si/>".repeat(2_100_000)),
    ] {
        assert_eq!(code(open(&with_strings(&strings))), "too_large");
    }
    assert_eq!(code(open(&with_strings("<\0s\0s\0t\0"))), "unrecognised_format");
    let styles = format!("<styleSheet><cellXfs>{}", "<xf/>".repeat(300_000));
    assert_eq!(code(open(&archive(&[("xl/styles.xml", styles.as_bytes())]))), "too_large");
}

#[test]
fn a_text_is_never_a_formula() {
    let mut workbook = Writer::new();
    let sheet = workbook.add_worksheet().set_name("A").unwrap();
    for (row, text) in (0..).zip(["=1+1", "+33612345678", "-", "@x", "\tx", "simple"]) {
        write_cell(sheet, row, 0, text).unwrap();
    }
    let file = workbook.save_to_buffer().unwrap();
    let mut archive = ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(!sheet.contains("<f>") && sheet.contains("t=\"s\""));
}
