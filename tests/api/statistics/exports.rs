//! Figures that leave: the same numbers in every format, named and defined.

use calamine::{Data, DataType};
use serde_json::{Value, json};

use super::golden;
use crate::support::{TestApp, individual, sheet, with};

const YEAR: &str = "from=2026-01-01&to=2026-12-31&kind=individual";

#[actix_web::test]
async fn the_workbook_holds_the_figures_of_the_screen() {
    let app = TestApp::new().await;
    let ada = golden(&app).await.ada;
    let view = ada.read(&format!("/api/statistics?{YEAR}")).await;
    let reply = ada.get(&format!("/api/statistics/export/xlsx?{YEAR}")).await.is(200);
    let disposition = reply.headers.get("content-disposition").expect("a file name");
    let named = "attachment; filename=\"statistiques-2026-01-01-2026-12-31.xlsx\"";
    assert_eq!(disposition, named);
    let months = sheet(&reply.body, "Par mois");
    let wanted = view["by_month"].as_array().expect("months");
    assert_eq!(months.height(), wanted.len() + 1, "a title and every month");
    for (row, line) in months.rows().skip(1).zip(wanted) {
        assert_eq!(row[1].as_f64(), line["participations"].as_f64(), "{row:?}");
        assert_eq!(row[2].as_f64(), line["sessions"].as_f64(), "{row:?}");
    }
    let said: Vec<String> = sheet(&reply.body, "Définitions et filtres")
        .used_cells()
        .map(|(_, _, cell)| cell.to_string())
        .collect();
    assert!(said.iter().any(|text| text.contains("individuelles")), "the filters: {said:?}");
    let first = sheet(&reply.body, "Synthèse");
    let participations =
        first.rows().find(|row| row.contains(&Data::String("Accompagnements".into())));
    let number = participations.and_then(|row| row.iter().find_map(DataType::as_f64));
    assert_eq!(number, view["totals"]["participations"].as_f64());
}

#[actix_web::test]
async fn csv_json_and_pdf_are_what_they_say() {
    let app = TestApp::new().await;
    let ada = golden(&app).await.ada;
    let csv = ada.get(&format!("/api/statistics/export/csv?{YEAR}")).await.is(200);
    let text = csv.text();
    assert!(text.starts_with('\u{feff}'), "a mark for spreadsheets");
    assert!(text.contains("by_month;"), "{text}");
    let told = ada.read(&format!("/api/statistics?{YEAR}")).await;
    let json = ada.get(&format!("/api/statistics/export/json?{YEAR}")).await.is(200);
    let sent: Value = serde_json::from_slice(&json.body).expect("JSON");
    assert_eq!(sent["totals"], told["totals"]);
    let pdf = ada.get(&format!("/api/statistics/export/pdf?{YEAR}")).await.is(200);
    assert!(pdf.body.starts_with(b"%PDF-"), "a PDF");
    ada.get("/api/statistics/export/doc").await.is(404);
    ada.get("/api/statistics/export/csv?from=2026-12-31&to=2026-01-01").await.is(400);
    let admin = app.admin("Zoé").await;
    let trace = admin.read("/api/audit").await;
    let exports = trace["items"].as_array().expect("entries").iter();
    assert_eq!(exports.filter(|entry| entry["action"] == "statistics.export").count(), 3);
}

#[actix_web::test]
async fn a_name_that_a_spreadsheet_would_run_is_text() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let tag = json!({ "name": "=1+1", "scope": "personal" });
    let tag = ada.create("/api/tags", tag).await;
    let body = with(individual(), json!({ "tag_ids": [tag] }));
    ada.create("/api/individual-sessions", body).await;
    let csv = ada.get("/api/statistics/export/csv").await.is(200).text();
    assert!(csv.contains("'=1+1"), "{csv}");
    let book = ada.get("/api/statistics/export/xlsx").await.is(200);
    assert!(!crate::support::has_formula(&book.body, "Tags"));
}

#[actix_web::test]
async fn earlier_periods_are_counted_by_the_same_filters() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for date in ["2026-10-10", "2026-10-11", "2026-09-05", "2025-10-31"] {
        let body = with(individual(), json!({ "date": date }));
        ada.create("/api/individual-sessions", body).await;
    }
    let question = "/api/statistics?from=2026-10-01&to=2026-10-31&compare=true";
    let view = ada.read(question).await;
    let earlier = |at: usize, field: &str| view["earlier"][at][field].clone();
    assert_eq!(view["totals"]["sessions"], 2);
    assert_eq!((earlier(0, "from"), earlier(0, "to")), (json!("2026-08-31"), json!("2026-09-30")));
    assert_eq!(earlier(0, "totals")["sessions"], 1);
    assert_eq!((earlier(1, "from"), earlier(1, "to")), (json!("2025-10-01"), json!("2025-10-31")));
    assert_eq!(earlier(1, "totals")["sessions"], 1);
    let filtered = ada.read(&format!("{question}&kind=workshop")).await;
    assert_eq!(filtered["earlier"][0]["totals"]["sessions"], 0);
}

#[actix_web::test]
async fn people_are_filtered_by_what_they_were_on_the_day() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({ "gender": "feminin" })).await;
    let marcel = ada.follow("Marcel", "Fontanier", json!({ "gender": "masculin" })).await;
    for learner in [&lucette, &lucette, &marcel] {
        let body = with(individual(), json!({ "learner_id": learner }));
        ada.create("/api/individual-sessions", body).await;
    }
    let anonymous = with(individual(), json!({ "anonymous": { "gender": "feminin" } }));
    ada.create("/api/individual-sessions", anonymous).await;
    let view = ada.read("/api/statistics?genders=feminin").await;
    let totals = &view["totals"];
    assert_eq!(totals["sessions"], 2, "anonymous people cannot be crossed");
    assert_eq!(totals["followed"], 1);
    assert_eq!(totals["returning_followed"], 1);
    assert_eq!(totals["anonymous"], 0);
    ada.get("/api/statistics?genders=femme").await.is(400);
}
