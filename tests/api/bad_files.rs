//! Files that are refused: as a whole with a reason, or line by line with the column; nothing is
//! half imported.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Person, Reply, TestApp};

const LEARNERS: &str = "/api/learners/import";
const PLACES: &str = "/api/places/import";
const EXAMPLE: &str = include_str!("../../data/standard-mediation-num/exemple-valide.csv");

/// A workbook whose one sheet holds these rows from row 4.
fn workbook(sheet: &str, rows: &[[&str; 10]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet().set_name(sheet).expect("a name");
    for (row, cells) in (3..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            page.write_string(row, column, *text).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// 65 MiB of zeros in a file of some 65 kB.
fn bomb() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let zeros = vec![0; 1024 * 1024];
    archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
    for _ in 0..65 {
        archive.write_all(&zeros).expect("zeros");
    }
    archive.finish().expect("an archive").into_inner()
}

async fn count(who: &Person, list: &str) -> Value {
    who.get(&format!("{list}?with_total=true")).await.is(200).json()["total"].clone()
}

fn faults(reply: &Reply, kind: &str) -> Vec<(u64, String, String)> {
    let report = reply.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = report[kind].as_array().expect("a list").clone();
    list.iter()
        .map(|fault| {
            assert!(!text(&fault["message"]).is_empty());
            (fault["line"].as_u64().unwrap_or(0), text(&fault["column"]), text(&fault["code"]))
        })
        .collect()
}

#[actix_web::test]
async fn files_that_are_no_workbook_of_learners() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let whole = |code: &'static str| [("/file", code)];
    let pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj";
    ada.upload(LEARNERS, "liste.xlsx", pdf).await.is_invalid(&whole("unrecognised_format"));
    ada.upload(LEARNERS, "vide.xlsx", b"").await.is_invalid(&whole("unrecognised_format"));
    let csv = EXAMPLE.as_bytes();
    ada.upload(LEARNERS, "liste.xlsx", csv).await.is_invalid(&whole("unrecognised_format"));
    let other = workbook("Feuille1", &[]);
    ada.upload(LEARNERS, "liste.xlsx", &other).await.is_invalid(&whole("missing_sheet"));
    ada.upload(LEARNERS, "liste.xlsx", &bomb()).await.is_invalid(&whole("too_large"));
    let huge = vec![b' '; 11 * 1024 * 1024];
    ada.upload(LEARNERS, "liste.xlsx", &huge).await.is_problem(413, "too_large");
    assert_eq!(count(&ada, "/api/learners").await, 0);
}

#[actix_web::test]
async fn forms_that_hold_no_file() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    ada.post(LEARNERS, json!({})).await.is_problem(415, "unsupported_media_type");
    let form = "multipart/form-data; boundary=x";
    let other = "--x\r\ncontent-disposition: form-data; name=\"autre\"\r\n\r\nrien\r\n--x--\r\n";
    ada.raw("POST", LEARNERS, form, other.into()).await.is_invalid(&[("/file", "required")]);
    let cut = "--x\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\nrie";
    ada.raw("POST", LEARNERS, form, cut.into()).await.is_problem(400, "invalid_parameter");
    let reply = ada.upload(&format!("{LEARNERS}?commit=oui"), "liste.xlsx", b"").await;
    reply.is_problem(400, "invalid_parameter");
}

#[actix_web::test]
async fn rows_of_learners_are_refused_with_line_and_column() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let right = ["Bernardin", "Lucette", "1952", "Nantes", "44109", "44000", "", "", "F", ""];
    let wrong = ["", "Canari", "1899", "Canari-sur-Rien", "", "", "canari", "canari@", "x", ""];
    let file = workbook("Bénéficiaires", &[right, wrong]);
    let commit = format!("{LEARNERS}?commit=true");
    let expected = [
        (5, "Nom", "required"),
        (5, "Année de naissance", "out_of_range"),
        (5, "Commune", "unknown_commune"),
        (5, "N° de téléphone", "invalid_phone"),
        (5, "E-mail", "invalid_email"),
        (5, "Genre", "unknown_value"),
    ]
    .map(|(line, column, code): (u64, &str, &str)| (line, column.to_owned(), code.to_owned()));
    for path in [LEARNERS, commit.as_str()] {
        let reply = ada.upload(path, "liste.xlsx", &file).await.is(200);
        let report = reply.json();
        assert_eq!(report["committed"], false);
        assert_eq!(
            (&report["rows"], &report["accepted"], &report["created"]),
            (&json!(2), &json!(1), &json!(0))
        );
        assert_eq!(faults(&reply, "errors"), expected);
        assert!(!reply.text().to_lowercase().contains("canari"), "{}", reply.text());
    }
    assert_eq!(count(&ada, "/api/learners").await, 0, "nothing is half imported");
    ada.language = "en";
    let report = ada.upload(LEARNERS, "liste.xlsx", &file).await.is(200).json();
    assert_eq!(report["errors"][0]["message"], "Value required.");
    let file = workbook("Bénéficiaires", &[right]);
    let report = ada.upload(&commit, "liste.xlsx", &file).await.is(200).json();
    assert_eq!((&report["committed"], &report["created"]), (&json!(true), &json!(1)));
    assert_eq!(count(&ada, "/api/learners").await, 1);
}

#[actix_web::test]
async fn files_that_are_no_places_of_the_standard() {
    let app = TestApp::new().await;
    let abel = app.admin("Abel").await;
    let whole = |code: &'static str| [("/file", code)];
    let latin: Vec<u8> = EXAMPLE.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
    abel.upload(PLACES, "lieux.csv", &latin).await.is_invalid(&whole("encoding"));
    let file = workbook("Lieux", &[]);
    abel.upload(PLACES, "lieux.csv", &file).await.is_invalid(&whole("unrecognised_format"));
    let huge = vec![b' '; 12 * 1024 * 1024];
    abel.upload(PLACES, "lieux.csv", &huge).await.is_problem(413, "too_large");
    let semicolons = "id;nom;adresse;code_postal;commune\n1;A;B;44000;Nantes\n";
    let problem = abel.upload(PLACES, "lieux.csv", semicolons.as_bytes()).await;
    let problem = problem.is_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["code"], "missing_column");
    let renamed = EXAMPLE.replacen("\"code_postal\"", "\"cp\"", 1);
    let problem = abel.upload(PLACES, "lieux.csv", renamed.as_bytes()).await;
    let problem = problem.is_problem(422, "invalid");
    let message = problem["errors"][0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("code_postal"), "{message}");
    assert_eq!(count(&abel, "/api/places").await, 0);
}

#[actix_web::test]
async fn lines_of_places_are_refused_or_doubted() {
    let app = TestApp::new().await;
    let abel = app.admin("Abel").await;
    let bad_key = EXAMPLE.replacen("43493312300029", "43493312300028", 1);
    let reply = abel.upload(PLACES, "lieux.csv", bad_key.as_bytes()).await.is(200);
    assert_eq!(faults(&reply, "errors"), [], "a bad SIRET in a file is a doubt");
    let doubt = (2, "pivot".to_owned(), "invalid_siret".to_owned());
    assert!(faults(&reply, "warnings").contains(&doubt), "{}", reply.text());
    let nameless = EXAMPLE.replacen("\"Anonymal\"", "\"\"", 1);
    let path = format!("{PLACES}?commit=true");
    let reply = abel.upload(&path, "lieux.csv", nameless.as_bytes()).await.is(200);
    assert_eq!(faults(&reply, "errors"), [(2, "nom".to_owned(), "required".to_owned())]);
    assert_eq!(reply.json()["committed"], false);
    assert_eq!(count(&abel, "/api/places").await, 0);
}
