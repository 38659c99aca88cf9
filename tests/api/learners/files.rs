//! Learners from and to workbooks.

use calamine::Data;
use serde_json::{Value, json};

use super::lucette;
use crate::support::{
    Person, TestApp, has_formula, individual, learners_file, reference, sheet, with,
};

const IMPORT: &str = "/api/learners/import";
const COMMIT: &str = "/api/learners/import?commit=true";

async fn upload(person: &Person, path: &str, file: &[u8]) -> Value {
    person.upload(path, "personnes.xlsx", file).await.is(200).json()
}

async fn followed(person: &Person) -> usize {
    person.read("/api/learners").await["items"].as_array().map_or(0, Vec::len)
}

/// Line, column and code of every fault.
fn faults(report: &Value, kind: &str) -> Value {
    let faults = report[kind].as_array().into_iter().flatten();
    faults.map(|fault| json!([fault["line"], fault["column"], fault["code"]])).collect()
}

const ZOE: [&str; 10] = [
    "Exemplier",
    "Zoé",
    "1950",
    "Reims",
    "51454",
    "51100",
    "01 99 00 12 34",
    "zoe@exemple.fr",
    "Féminin",
    "Vient le mardi",
];
const MAX: [&str; 10] = ["Exemplier", "Max", "", "", "", "", "", "", "", ""];

#[actix_web::test]
async fn a_filled_template_is_tried_then_imported() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let template = ada.get("/api/learners/import-template").await.is(200);
    let report = upload(&ada, IMPORT, &template.body).await;
    assert_eq!(report["rows"], 0, "its sample is no person");

    let file = learners_file(&[ZOE, MAX]);
    let report = upload(&ada, IMPORT, &file).await;
    assert_eq!(
        report,
        json!({ "committed": false, "rows": 2, "accepted": 2, "created": 0, "errors": [], "warnings": [] })
    );
    assert_eq!(followed(&ada).await, 0, "a dry run writes nothing");
    let report = upload(&ada, COMMIT, &file).await;
    assert_eq!((&report["committed"], &report["created"]), (&json!(true), &json!(2)));
    assert_eq!(followed(&ada).await, 2);
    let list = ada.post("/api/learners/search", json!({ "text": "zoe" })).await.is(200).json();
    let id = list["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    let zoe = ada.read(&format!("/api/learners/{id}")).await;
    assert_eq!(zoe["commune"], json!({ "code": "51454", "name": "Reims" }));
    assert_eq!((&zoe["phone"], &zoe["birth_year"]), (&json!("+33199001234"), &json!(1950)));
    assert_eq!((&zoe["gender"], &zoe["notes"]), (&json!("feminin"), &json!("Vient le mardi")));

    let again = upload(&ada, IMPORT, &file).await;
    let known = json!([[4, "Nom", "already_followed"], [5, "Nom", "already_followed"]]);
    assert_eq!((faults(&again, "warnings"), &again["errors"]), (known, &json!([])));
}

#[actix_web::test]
async fn faults_name_line_column_and_reason_and_nothing_is_written() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let mut wrong = ZOE;
    (wrong[1], wrong[2], wrong[6], wrong[7]) = ("", "1850", "abc", "zoe@");
    let file = learners_file(&[ZOE, wrong]);
    for path in [IMPORT, COMMIT] {
        let report = upload(&ada, path, &file).await;
        assert_eq!((&report["committed"], &report["created"]), (&json!(false), &json!(0)));
        assert_eq!((&report["rows"], &report["accepted"]), (&json!(2), &json!(1)));
        assert_eq!(
            faults(&report, "errors"),
            json!([
                [5, "Prénom", "required"],
                [5, "Année de naissance", "out_of_range"],
                [5, "N° de téléphone", "invalid_phone"],
                [5, "E-mail", "invalid_email"],
            ])
        );
        assert_eq!(report["errors"][0]["message"], "Valeur obligatoire.");
        assert_eq!(followed(&ada).await, 0);
    }
    ada.language = "en";
    let report = upload(&ada, IMPORT, &file).await;
    assert_eq!(report["errors"][0]["message"], "Value required.");
    let reply = ada.upload(IMPORT, "x.xlsx", b"PK, but no workbook").await;
    reply.is_invalid(&[("/file", "unrecognised_format")]);
}

/// The Coop's own template, when the reference data are beside the project: as it is, empty but
/// for its sample, it is read to its end and imports nobody.
#[actix_web::test]
async fn the_coop_s_own_template_is_read() {
    let Some(path) = reference("coop-numerique_import-beneficiaires.xlsx") else {
        println!("not tried: the Coop's template is not beside the project");
        return;
    };
    println!("tried: {}", path.display());
    let file = std::fs::read(path).expect("the template is read");
    let ada = TestApp::new().await.facilitator("Ada").await;
    let report = upload(&ada, COMMIT, &file).await;
    assert_eq!((&report["rows"], &report["errors"]), (&json!(0), &json!([])), "{report}");
}

#[actix_web::test]
async fn the_export_has_the_right_cells_and_no_formula() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = ada.create("/api/learners", lucette()).await;
    ada.follow("=1+1", "@Formule", json!({ "notes": "-5 € par mois" })).await;
    let body = with(individual(), json!({ "learner_id": id }));
    ada.create("/api/individual-sessions", body).await;
    let reply = ada.get("/api/learners/export").await.is(200);
    let name = reply.header("content-disposition").unwrap_or_default();
    assert_eq!(name, "attachment; filename=\"personnes-2026-11-12.xlsx\"");
    let cells = sheet(&reply.body, "Bénéficiaires");
    let rows: Vec<Vec<String>> =
        cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[1],
        [
            "Bernardin",
            "Lucette",
            "1952",
            "Nantes",
            "44109",
            "",
            "+33199000001",
            "lucette@exemple.fr",
            "Féminin",
            "70 ans et plus",
            "Retraité",
            "1",
            "Vient à pied",
        ]
    );
    assert_eq!((rows[2][0].as_str(), rows[2][1].as_str()), ("@Formule", "=1+1"));
    assert_eq!(cells.get((1, 2)), Some(&Data::Float(1952.0)), "a year is a number");
    assert!(!has_formula(&reply.body, "Bénéficiaires"), "text is never run");
    let audit = app.admin("Inès").await.read("/api/audit").await;
    assert_eq!(audit["items"][0]["action"], "learner.export");
}
