//! Places in files of the national standard, through HTTP.

use serde_json::{Value, json};

use crate::places::place;
use crate::support::{Person, TestApp, with};

const EXAMPLE: &[u8] = include_bytes!("../../data/standard-mediation-num/exemple-valide.csv");
const IMPORT: &str = "/api/places/import";
const COMMIT: &str = "/api/places/import?commit=true";

/// The cells of a file, whatever is quoted.
fn cells(file: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The example's line, once for each change: some of its cells replaced.
fn file(lines: &[&[(&str, &str)]]) -> Vec<u8> {
    let example = cells(EXAMPLE);
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(&example[0]).unwrap();
    for changes in lines {
        let mut line = example[1].clone();
        for (column, value) in *changes {
            let at = example[0].iter().position(|name| name == column).unwrap();
            (*value).clone_into(&mut line[at]);
        }
        file.write_record(line).unwrap();
    }
    file.into_inner().unwrap()
}

async fn import(by: &Person, path: &str, content: &[u8]) -> Value {
    by.upload(path, "lieux.csv", content).await.is(200).json()
}

async fn count(by: &Person) -> i64 {
    let list = by.get("/api/places?with_total=true").await.is(200).json();
    list["total"].as_i64().unwrap()
}

#[actix_web::test]
async fn the_example_of_the_standard_comes_back_equal() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let dry = import(&root, IMPORT, EXAMPLE).await;
    let clean = json!({
        "committed": false, "rows": 1, "accepted": 1, "created": 0, "errors": [], "warnings": [],
    });
    assert_eq!(dry, clean);
    assert_eq!(count(&root).await, 0, "a dry run writes nothing");

    let done = import(&root, COMMIT, EXAMPLE).await;
    assert_eq!(done, with(clean.clone(), json!({ "committed": true, "created": 1 })));
    let list = root.get("/api/places").await.is(200).json();
    assert_eq!(list["items"][0]["name"], "Anonymal");
    let exported = root.get("/api/places/export").await.is(200);
    assert_eq!(cells(&exported.body), cells(EXAMPLE));
    assert_eq!(exported.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
    assert_eq!(
        exported.header("content-disposition").as_deref(),
        Some("attachment; filename=\"lieux-2026-11-12.csv\"")
    );

    let again = import(&root, COMMIT, &exported.body).await;
    assert_eq!(again, with(clean, json!({ "committed": true })));
    let same = root.get("/api/places").await.is(200).json();
    assert_eq!(same, list, "the same line again changes nothing");
}

#[actix_web::test]
async fn an_import_changes_the_places_it_knows() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let organization = json!({ "name": "Ville de Reims" });
    let organization = root.post("/api/organizations", organization).await.is(201).json();
    let changes = json!({ "standard_id": "structure-1", "organization_id": organization["id"] });
    let made = ada.post("/api/places", with(place(), changes)).await.is(201).json();
    let two = file(&[&[("nom", "Le Quai")], &[("id", "structure-2")]]);
    let done = import(&root, COMMIT, &two).await;
    assert_eq!((&done["rows"], &done["created"]), (&json!(2), &json!(1)));
    let path = format!("/api/places/{}", made["id"].as_str().unwrap());
    let now = ada.get(&path).await.is(200).json();
    assert_eq!((&now["name"], &now["version"]), (&json!("Le Quai"), &json!(2)));
    assert_eq!(now["commune"]["code"], "51454");
    assert_eq!(now["organization"]["name"], "Ville de Reims", "what the file does not say stays");
    assert_eq!(now["attached"], true);
    assert_eq!(count(&root).await, 2);
}

#[actix_web::test]
async fn a_place_of_our_own_is_known_again_after_a_round_trip() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let root = app.admin("Root").await;
    let made = ada.post("/api/places", place()).await.is(201).json();
    let exported = root.get("/api/places/export").await.is(200);
    let done = import(&root, COMMIT, &exported.body).await;
    assert_eq!((&done["created"], &done["errors"]), (&json!(0), &json!([])));
    let path = format!("/api/places/{}", made["id"].as_str().unwrap());
    assert_eq!(ada.get(&path).await.is(200).json(), made);
    assert_eq!(count(&root).await, 1);
}

#[actix_web::test]
async fn faults_are_told_by_line_and_column_and_nothing_is_written() {
    let app = TestApp::new().await;
    let mut root = app.admin("Root").await;
    let wrong = file(&[
        &[("id", "a")],
        &[("id", "b"), ("code_postal", "511"), ("courriels", "pas une adresse")],
        &[("id", "a")],
        &[("id", "c"), ("pivot", "43493312300028")],
        &[("id", "d"), ("nom", ""), ("date_maj", "2025-02-30")],
    ]);
    let report = import(&root, COMMIT, &wrong).await;
    assert_eq!(report["committed"], false);
    assert_eq!((&report["rows"], &report["accepted"]), (&json!(5), &json!(2)));
    let told = |faults: &Value| -> Vec<(u64, String, String)> {
        let said = |fault: &Value, field: &str| fault[field].as_str().unwrap().to_owned();
        let list = faults.as_array().unwrap().iter();
        list.map(|fault| {
            assert!(!said(fault, "message").is_empty());
            assert!(!said(fault, "message").contains("pas une adresse"), "no value is repeated");
            (fault["line"].as_u64().unwrap(), said(fault, "column"), said(fault, "code"))
        })
        .collect()
    };
    let line = |line, column: &str, code: &str| (line, column.to_owned(), code.to_owned());
    assert_eq!(
        told(&report["errors"]),
        [
            line(3, "code_postal", "invalid_postcode"),
            line(3, "courriels", "invalid_email"),
            line(4, "id", "duplicate"),
            line(6, "nom", "required"),
            line(6, "date_maj", "invalid_date"),
        ]
    );
    let warned = told(&report["warnings"]);
    assert!(warned.contains(&line(5, "pivot", "invalid_siret")), "{warned:?}");
    assert_eq!(count(&root).await, 0);

    root.language = "en";
    let english = import(&root, IMPORT, &wrong).await;
    assert_ne!(english["errors"][0]["message"], report["errors"][0]["message"]);
}

#[actix_web::test]
async fn a_file_of_another_kind_is_refused_as_a_whole() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let text = String::from_utf8(EXAMPLE.to_vec()).unwrap();
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(c as u32).unwrap_or(b'?')).collect();
    let semicolons = text.replace("\",\"", "\";\"").replace(',', ";");
    let renamed = text.replacen("\"nom\"", "\"name\"", 1);
    for (content, code) in [
        (&latin1[..], "encoding"),
        (b"\xff\xfei\0d\0", "encoding"),
        (semicolons.as_bytes(), "missing_column"),
        (renamed.as_bytes(), "missing_column"),
        (b"", "missing_column"),
        (b"%PDF-1.7\n%\xe2\xe3", "unrecognised_format"),
        (b"PK\x03\x04zip", "unrecognised_format"),
    ] {
        root.upload(COMMIT, "lieux.csv", content).await.is_invalid(&[("/file", code)]);
    }
    let problem =
        root.upload(IMPORT, "lieux.csv", renamed.as_bytes()).await.is_problem(422, "invalid");
    let said = problem["errors"][0]["message"].as_str().unwrap();
    assert!(said.contains("nom"), "the missing column is named: {said}");
    assert_eq!(count(&root).await, 0);
}

#[actix_web::test]
async fn an_upload_has_its_limits() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let large = vec![b'a'; 11 * 1024 * 1024];
    root.upload(IMPORT, "lieux.csv", &large).await.is_problem(413, "too_large");
    root.raw("POST", IMPORT, "text/csv", EXAMPLE.to_vec())
        .await
        .is_problem(415, "unsupported_media_type");
    let other = b"--b\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\nx\r\n--b--\r\n".to_vec();
    root.raw("POST", IMPORT, "multipart/form-data; boundary=b", other)
        .await
        .is_invalid(&[("/file", "required")]);
    let broken = b"--b\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\nhalf".to_vec();
    root.raw("POST", IMPORT, "multipart/form-data; boundary=b", broken)
        .await
        .is_problem(400, "invalid_parameter");
    root.upload("/api/places/import?commit=oui", "lieux.csv", EXAMPLE)
        .await
        .is_problem(400, "invalid_parameter");
}

#[actix_web::test]
async fn administrators_import_and_every_file_is_remembered() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let coline = app.coordinator("Coline").await;
    for person in [&ada, &coline] {
        person.upload(COMMIT, "lieux.csv", EXAMPLE).await.is_problem(403, "forbidden");
        person.get("/api/places/export").await.is(200);
    }
    app.nobody().upload(COMMIT, "lieux.csv", EXAMPLE).await.is_problem(401, "unauthenticated");
    import(&root, IMPORT, EXAMPLE).await;
    import(&root, COMMIT, EXAMPLE).await;
    let log = root.get("/api/audit").await.is(200).json();
    let entries = log["items"].as_array().unwrap().iter();
    let told: Vec<_> = entries
        .map(|e| (e["action"].as_str().unwrap(), e["actor_name"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("place.import", "Root Essai"),
            ("place.export", "Coline Essai"),
            ("place.export", "Ada Essai"),
        ]
    );
}

#[actix_web::test]
async fn a_large_file_of_places_is_imported() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ids: Vec<String> = (0..1_200).map(|number| format!("structure-{number}")).collect();
    let lines: Vec<[(&str, &str); 1]> = ids.iter().map(|id| [("id", id.as_str())]).collect();
    let lines: Vec<&[(&str, &str)]> = lines.iter().map(|line| &line[..]).collect();
    let done = import(&root, COMMIT, &file(&lines)).await;
    assert_eq!(done["created"], 1_200);
    let again = import(&root, COMMIT, &file(&lines)).await;
    assert_eq!((&again["created"], count(&root).await), (&json!(0), 1_200));
}
