//! Levels from Pix files: a dry run first, once, for whom one may; nothing half written.

use serde_json::{Value, json};

use super::{FILES, MAIL, certificate, vdw};
use crate::support::{Person, TestApp};

const DRY: &str = "/api/levels/import";
const COMMIT: &str = "/api/levels/import?commit=true";

fn shipped() -> Value {
    serde_json::from_str(include_str!("../../../data/pix-framework.json")).expect("JSON")
}

/// The sample of a profile collection in the data file: Awa sent hers, Yann did not.
fn sample_profiles() -> String {
    let file = shipped();
    let samples = &file["csv_formats"]["samples_fictitious"];
    let text = |value: &Value| value.as_str().expect("a line").to_owned();
    let rows = samples["profiles_collection_rows"].as_array().expect("rows").iter().map(text);
    let header = text(&samples["profiles_collection_header"]);
    format!("\u{feff}{}\n", [header].into_iter().chain(rows).collect::<Vec<_>>().join("\n"))
}

/// The sample of certification results, with the header of its generation.
fn sample_certificate() -> String {
    let file = shipped();
    let formats = &file["csv_formats"];
    let generations = formats["pix_certif_session_results"]["generations"].as_array().unwrap();
    let third = generations.iter().find(|own| own["id"] == "g3").expect("the third");
    let titles: Vec<String> = third["fr"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own.as_str().unwrap().to_owned())
        .collect();
    let at = titles.iter().position(|own| own.contains("1.1"));
    let header = match at {
        Some(_) => titles.iter().map(|own| format!("\"{own}\"")).collect::<Vec<_>>().join(";"),
        None => {
            let line = certificate("X", "Y", &[], "12/03/2025");
            line.trim_start_matches('\u{feff}').lines().next().expect("a header").to_owned()
        }
    };
    let row = formats["samples_fictitious"]["session_results_g3_row"].as_str().expect("a row");
    format!("\u{feff}{header}\n{row}\n")
}

async fn import(who: &Person, path: &str, file: &str) -> Value {
    who.upload(path, "pix.csv", file.as_bytes()).await.is(200).json()
}

/// A facilitator who follows Awa, by her staff number; Awa, who signs in.
async fn awa(app: &TestApp) -> (Person, Person) {
    let (ada, awa) =
        (app.facilitator("Ada").await, app.person("Awa", &[coopair::policy::Role::Learner]).await);
    let learner = ada.follow("Awa", "Exemple", json!({ "staff_number": "004512" })).await;
    let path = format!("/api/learners/{learner}/codes");
    let code = ada.post(&path, json!({ "purpose": "claim" })).await.is(201).json();
    awa.post("/api/me/claims", json!({ "code": code["code"] })).await.is(200);
    (ada, awa)
}

#[actix_web::test]
async fn the_sample_of_profiles_imports_as_it_says_and_once() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let (_, awa) = awa(&app).await;
    let file = sample_profiles();
    let told = import(&admin, DRY, &file).await;
    assert_eq!(
        json!([told["committed"], told["kind"], told["campaign"], told["rows"], told["matched"]]),
        json!([false, "profile_collection", "Positionnement agents", 2, 1])
    );
    assert_eq!(told["identifier_columns"], json!(["Matricule"]));
    assert_eq!(told["ignored"]["not_sent"], json!({ "count": 1, "lines": [3] }));
    assert_eq!((&told["new_evidence"], &told["errors"]), (&json!(2), &json!([])), "{told}");
    assert_eq!(vdw(&awa, FILES).await, [None; 3], "a dry run writes nothing");
    let done = import(&admin, COMMIT, &file).await;
    assert_eq!((&done["committed"], &done["new_evidence"]), (&json!(true), &json!(2)));
    // The sample: 12 pix in 1.2, 19 in 2.1.
    let levels = [vdw(&awa, FILES).await[0], vdw(&awa, MAIL).await[0]];
    assert_eq!(levels.iter().flatten().sum::<i64>(), 3, "{levels:?}");
    let again = import(&admin, COMMIT, &file).await;
    assert_eq!((&again["committed"], &again["already_imported"]), (&json!(false), &json!(true)));
    assert_eq!((&again["new_evidence"], &again["known_evidence"]), (&json!(0), &json!(2)));
    // The same profiles in another file are the same proofs.
    let other = file.replace("Positionnement agents", "Autre campagne");
    let other = import(&admin, COMMIT, &other).await;
    assert_eq!((&other["new_evidence"], &other["known_evidence"]), (&json!(0), &json!(2)));
    assert_eq!(awa.read("/api/me/evidence").await["items"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn the_sample_of_certificates_imports_and_birth_data_is_not_kept() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let (ada, awa) = awa(&app).await;
    let told = import(&admin, COMMIT, &sample_certificate()).await;
    assert_eq!(
        (&told["kind"], &told["matched"]),
        (&json!("certification_g3"), &json!(1)),
        "{told}"
    );
    let proofs = awa.read("/api/me/evidence").await;
    let kinds: Vec<&Value> =
        proofs["items"].as_array().unwrap().iter().map(|own| &own["kind"]).collect();
    assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == "pix_certified"), "{proofs}");
    assert!(proofs["items"].as_array().unwrap().iter().all(|own| own["expires_on"].is_null()));
    let learners = ada.read("/api/learners").await;
    let sheet = format!("/api/learners/{}", learners["items"][0]["id"].as_str().unwrap());
    let sheet = ada.get(&sheet).await.is(200);
    assert_eq!(sheet.json()["birth_year"], Value::Null);
    let audit = admin.get("/api/audit").await.is(200).text();
    assert!(!audit.contains("1990") && !audit.contains("Awa Exemple"), "{audit}");
}

#[actix_web::test]
async fn homonyms_are_told_apart_by_the_staff_number_only() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let (ada, awa) = awa(&app).await;
    ada.follow("Awa", "Exemple", json!({ "staff_number": "4512" })).await;
    let file = sample_profiles();
    let told = import(&admin, DRY, &file).await;
    assert_eq!(
        (&told["matched"], &told["ambiguous"]),
        (&json!(0), &json!({ "count": 1, "lines": [2] }))
    );
    let path = format!("{COMMIT}&identifier=Matricule");
    let told = import(&admin, &path, &file).await;
    assert_eq!((&told["matched"], &told["people"]), (&json!(1), &json!(1)), "zeros stay: {told}");
    assert!(vdw(&awa, FILES).await[0].is_some());
    let wrong = format!("{DRY}?identifier=Num%C3%A9ro");
    admin.upload(&wrong, "pix.csv", file.as_bytes()).await.is_problem(400, "invalid_parameter");
}

#[actix_web::test]
async fn a_coordinator_imports_for_the_team_and_nobody_else() {
    let app = TestApp::new().await;
    let (ines, otto) = (app.coordinator("Inès").await, app.coordinator("Otto").await);
    let (ada, awa) = awa(&app).await;
    app.team(&ines, &ada, "2026-01-01", None);
    let file = sample_profiles();
    let told = import(&otto, COMMIT, &file).await;
    assert_eq!((&told["matched"], &told["unmatched"]["count"]), (&json!(0), &json!(1)));
    assert_eq!(vdw(&awa, FILES).await[0], None);
    let own = file.replace("ECOLE2025", "ECOLE2026");
    assert_eq!(import(&ines, COMMIT, &own).await["new_evidence"], 2);
    assert!(vdw(&awa, FILES).await[0].is_some());
    ada.upload(DRY, "pix.csv", file.as_bytes()).await.is_problem(403, "forbidden");
}

#[actix_web::test]
async fn one_faulty_line_forbids_the_whole_file() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let (_, awa) = awa(&app).await;
    let file = certificate("Exemple", "Awa", &[(1, 3)], "12/03/2025");
    let line = file.lines().nth(1).unwrap().replace("\"3\"", "\"9\"");
    let both = format!("{file}{line}\n");
    let told = import(&admin, COMMIT, &both).await;
    assert_eq!((&told["committed"], &told["errors"][0]["line"]), (&json!(false), &json!(3)));
    assert_eq!(told["errors"][0]["code"], "out_of_range");
    assert_eq!(vdw(&awa, FILES).await, [None; 3]);
}

#[actix_web::test]
async fn files_of_another_kind_are_refused_with_the_reason() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let profiles = sample_profiles();
    let cut = profiles[..profiles.len() - 30].to_owned();
    let campaign = "\u{feff}\"Nom du Participant\";\"Prénom du Participant\";\"Partage (O/N)\";\
                    \"% de progression\";\"% maitrise de l'ensemble des acquis du profil\"\n\
                    \"Exemple\";\"Awa\";\"Oui\";1;0,75\n";
    let latin: Vec<u8> = profiles.chars().filter(|c| *c != '\u{feff}').map(|c| c as u8).collect();
    let cases: [(&str, Vec<u8>); 7] = [
        ("empty_file", Vec::new()),
        ("unrecognised_format", b"%PDF-1.7\n%\xe2\xe3".to_vec()),
        ("unrecognised_format", b"nom;prenom\nExemple;Awa\n".to_vec()),
        ("assessment_campaign", campaign.as_bytes().to_vec()),
        ("truncated", cut.into_bytes()),
        ("encoding", latin),
        ("separator", profiles.replace(';', ",").into_bytes()),
    ];
    for (code, file) in cases {
        let reply = admin.upload(COMMIT, "fichier", &file).await.about(code);
        reply.is_invalid(&[("/file", code)]);
    }
    let large = vec![b' '; 12 * 1024 * 1024];
    admin.upload(COMMIT, "fichier", &large).await.is_problem(413, "too_large");
    let text = admin.raw("POST", COMMIT, "text/csv", Vec::new()).await;
    text.is_problem(415, "unsupported_media_type");
}
