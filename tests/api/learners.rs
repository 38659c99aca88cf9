//! Learners through HTTP: their record, their history, their end, and the files they come from.

mod files;
mod history;

use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, learner, new_id, with, workshop};

/// Everything a record may hold.
fn lucette() -> Value {
    json!({
        "first_name": " Lucette ", "last_name": "Bernardin", "birth_year": 1952,
        "gender": "feminin", "status": "retraite", "commune_code": "44109",
        "phone": "01 99 00 00 01", "email": "Lucette@Exemple.FR", "notes": "Vient à pied",
    })
}

fn names(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().into_iter().flatten();
    items.map(|item| item["last_name"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn found(ada: &Person, text: &str) -> Vec<String> {
    names(&ada.post("/api/learners/search", json!({ "text": text })).await.is(200).json())
}

#[actix_web::test]
async fn a_learner_is_followed_and_corrected() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let path = format!("/api/learners/{}", new_id());
    let created = ada.put(&path, lucette()).await.is(201);
    assert_eq!(created.header("etag").as_deref(), Some("\"1\""));
    let view = created.json();
    assert_eq!(view["first_name"], "Lucette", "trimmed");
    assert_eq!(view["phone"], "+33199000001");
    assert_eq!(view["email"], "lucette@exemple.fr");
    assert_eq!(view["age_band"], "soixante_dix_plus", "of the birth year, today");
    assert_eq!(view["commune"], json!({ "code": "44109", "name": "Nantes" }));
    assert_eq!((&view["session_count"], &view["first_session_on"]), (&json!(0), &Value::Null));
    assert_eq!(ada.put(&path, lucette()).await.is(200).json(), view, "created once");
    ada.put(&path, learner("Autre", "Personne")).await.is_problem(409, "conflict");

    let body = with(lucette(), json!({ "birth_year": null, "status": "non_communique" }));
    let corrected = ada.put_at(&path, 1, body.clone()).await.is(200).json();
    assert_eq!((&corrected["version"], &corrected["status"]), (&json!(2), &Value::Null));
    assert_eq!(corrected["age_band"], Value::Null);
    let lost = ada.put_at(&path, 1, body).await.is_problem(412, "stale_version");
    assert_eq!(lost["current_version"], 2);
    assert_eq!(ada.read(&path).await, corrected);
}

#[actix_web::test]
async fn lists_have_three_orders_and_pages() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for (last, days) in [
        ("Élan", vec!["2026-03-01", "2026-03-02"]),
        ("Dahlia", vec![]),
        ("zèbre", vec!["2026-05-01"]),
        ("De la Tour", vec!["2026-04-01", "2026-04-02", "2026-04-03"]),
        ("Abricot", vec!["2026-05-01"]),
    ] {
        let id = ada.follow("P", last, json!({})).await;
        for day in days {
            let body = with(individual(), json!({ "date": day, "learner_id": id }));
            ada.create("/api/individual-sessions", body).await;
        }
    }
    for (sort, expected) in [
        ("name", ["Abricot", "Dahlia", "De la Tour", "Élan", "zèbre"]),
        ("recent", ["Abricot", "zèbre", "De la Tour", "Élan", "Dahlia"]),
        ("sessions", ["De la Tour", "Élan", "Abricot", "zèbre", "Dahlia"]),
    ] {
        let whole = ada.read(&format!("/api/learners?sort={sort}&with_total=true")).await;
        assert_eq!(names(&whole), expected, "{sort}");
        assert_eq!((&whole["total"], &whole["next_cursor"]), (&json!(5), &Value::Null));
        let mut paged = Vec::new();
        let mut path = format!("/api/learners?sort={sort}&limit=2");
        loop {
            let page = ada.read(&path).await;
            paged.extend(names(&page));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            path = format!("/api/learners?sort={sort}&limit=2&cursor={cursor}");
        }
        assert_eq!(paged, expected, "{sort}, page by page");
    }
    assert_eq!(names(&app.facilitator("Bob").await.read("/api/learners").await), [""; 0]);
}

#[actix_web::test]
async fn search_forgives_accents_case_order_and_spacing() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    ada.create("/api/learners", lucette()).await;
    ada.follow("Étienne", "Cœur d’Œillet", json!({ "phone": "+262 692 00 00 01" })).await;
    for (text, expected) in [
        ("bernardin", "Bernardin"),
        ("BERNARDIN lucette", "Bernardin"),
        ("ucett nant", "Bernardin"),
        ("lucette@exemple.fr", "Bernardin"),
        ("01 99 00 00 01", "Bernardin"),
        ("01.99.00", "Bernardin"),
        ("+33 1 99 00 00 01", "Bernardin"),
        ("0199000001", "Bernardin"),
        ("bernardin 0199", "Bernardin"),
        ("etienne", "Cœur d’Œillet"),
        ("COEUR d'oeillet", "Cœur d’Œillet"),
        ("0692 00", "Cœur d’Œillet"),
    ] {
        assert_eq!(found(&ada, text).await, [expected], "{text}");
    }
    assert_eq!(found(&ada, "").await.len(), 2);
    for text in ["personne", "%", "_", "01 99 00 99"] {
        let expected = if normal(text) { 0 } else { 2 };
        assert_eq!(found(&ada, text).await.len(), expected, "{text}");
    }
    let bob = app.facilitator("Bob").await;
    assert_eq!(found(&bob, "bernardin").await, [""; 0], "nobody else finds her");
}

/// Whether a text says anything to search by: wildcards say nothing.
fn normal(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[actix_web::test]
async fn the_sheet_counts_sessions_and_themes() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = ada.create("/api/learners", lucette()).await;
    let mut last = String::new();
    for (day, themes) in [
        ("2026-03-01", json!(["email"])),
        ("2026-01-05", json!(["email", "bureautique"])),
        ("2026-02-01", json!(["aide_aux_demarches_administratives", "logement"])),
    ] {
        let body = json!({ "date": day, "themes": themes, "learner_id": id });
        last = ada.create("/api/individual-sessions", with(individual(), body)).await;
    }
    let view = ada.read(&format!("/api/learners/{id}")).await;
    assert_eq!(view["session_count"], 3);
    assert_eq!(view["first_session_on"], "2026-01-05");
    assert_eq!(view["last_session_on"], "2026-03-01");
    assert_eq!(
        view["themes"],
        json!([
            { "code": "email", "count": 2 },
            { "code": "bureautique", "count": 1 },
            { "code": "aide_aux_demarches_administratives", "count": 1 },
            { "code": "logement", "count": 1 },
        ])
    );
    let history = ada.read(&format!("/api/sessions?learner_id={id}")).await;
    let days: Vec<_> = history["items"].as_array().into_iter().flatten().collect();
    assert_eq!(
        days.iter().map(|item| &item["date"]).collect::<Vec<_>>(),
        ["2026-03-01", "2026-02-01", "2026-01-05"]
    );
    ada.delete_at(&format!("/api/sessions/{last}"), 1).await.is(204);
    let view = ada.read(&format!("/api/learners/{id}")).await;
    assert_eq!(view["session_count"], 2);
    assert_eq!(view["themes"].as_array().map(Vec::len), Some(2), "withdrawn ones do not count");
}

const FIGURES: &str = "/api/statistics?from=2026-01-01&to=2026-11-12";

async fn figures(ada: &Person) -> Value {
    with(ada.read(FIGURES).await, json!({ "calculated_at": null }))
}

#[actix_web::test]
async fn anonymising_erases_who_and_keeps_what() {
    use coopair::platform::database::schema::{learners, sessions};
    use diesel::prelude::*;
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = ada.create("/api/learners", lucette()).await;
    let secret = json!({
        "learner_id": id, "notes": "Lucette a confié son mot de passe",
        "themes": ["aide_aux_demarches_administratives"], "procedure_detail": "Retraite de Lucette",
    });
    let own = ada.create("/api/individual-sessions", with(individual(), secret.clone())).await;
    let withdrawn = ada.create("/api/individual-sessions", with(individual(), secret)).await;
    ada.delete_at(&format!("/api/sessions/{withdrawn}"), 1).await.is(204);
    let group = json!({ "learner_ids": [id], "notes": "Salle 2" });
    let shared = ada.create("/api/workshops", with(workshop(), group)).await;
    let before = figures(&ada).await;

    let path = format!("/api/learners/{id}");
    ada.post(&format!("{path}/anonymise"), json!({})).await.is_problem(428, "version_required");
    ada.post_at(&format!("{path}/anonymise"), 9, json!({})).await.is_problem(412, "stale_version");
    ada.post_at(&format!("{path}/anonymise"), 1, json!({})).await.is(204);

    ada.get(&path).await.is_problem(404, "not_found");
    ada.put(&path, lucette()).await.is_problem(404, "not_found");
    assert_eq!(names(&ada.read("/api/learners").await), [""; 0]);
    assert_eq!(found(&ada, "").await, [""; 0]);
    assert_eq!(figures(&ada).await, before, "every figure stays");
    let view = ada.read(&format!("/api/sessions/{own}")).await;
    assert_eq!((&view["notes"], &view["procedure_detail"]), (&Value::Null, &Value::Null));
    assert_eq!(view["learner"]["last_name"], "");
    assert_eq!(view["learner"]["gender"], "feminin", "the snapshot stays");
    let view = ada.read(&format!("/api/sessions/{shared}")).await;
    assert_eq!(view["notes"], "Salle 2", "a workshop is not about one person");

    let row = app.sql(|conn| {
        learners::table
            .select((
                (learners::first_name, learners::last_name, learners::sort_key, learners::search),
                (learners::birth_year, learners::phone, learners::email, learners::notes),
                (learners::commune_code, learners::digest),
            ))
            .first::<(
                (String, String, String, String),
                (Option<i32>, Option<String>, Option<String>, Option<String>),
                (Option<String>, String),
            )>(conn)
    });
    let empty = String::new;
    let gone = ((empty(), empty(), empty(), empty()), (None, None, None, None), (None, empty()));
    assert_eq!(row, gone);
    let notes: Vec<Option<String>> = app.sql(|conn| {
        let rows = sessions::table.filter(sessions::kind.eq("individual"));
        rows.select(sessions::notes).load(conn)
    });
    assert_eq!(notes, [None, None], "also of the withdrawn session");
}

#[actix_web::test]
async fn people_recorded_twice_are_found() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    ada.create("/api/learners", lucette()).await;
    ada.follow("Lucéte", "BERNARDIN", json!({ "phone": "0199000001" })).await;
    ada.follow("Marcel", "Fontanier", json!({})).await;
    app.facilitator("Bob").await.create("/api/learners", lucette()).await;
    let pairs = ada.read("/api/learners/duplicates").await["items"].clone();
    assert_eq!(pairs.as_array().map(Vec::len), Some(1), "one's own learners alone: {pairs}");
    assert_eq!(pairs[0]["signals"], json!(["last_name", "first_name", "phone"]));
    assert_eq!(pairs[0]["learners"].as_array().map(Vec::len), Some(2));
}

#[actix_web::test]
async fn merging_keeps_the_destination_and_fills_its_gaps() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let kept = json!({ "gender": "feminin", "phone": "0199000002", "notes": "Fiche gardée" });
    let kept = ada.follow("Lucette", "Bernardin", kept).await;
    let other = ada.create("/api/learners", lucette()).await;
    let both = json!({ "learner_ids": [kept, other], "anonymous": { "total": 2 } });
    let both = ada.create("/api/workshops", with(workshop(), both)).await;
    let alone = json!({ "date": "2026-01-10", "learner_id": other });
    ada.create("/api/individual-sessions", with(individual(), alone)).await;

    let path = format!("/api/learners/{kept}/merge");
    let source = json!({ "source_id": other });
    ada.post(&path, source.clone()).await.is_problem(428, "version_required");
    ada.post_at(&path, 1, json!({ "source_id": kept }))
        .await
        .is_invalid(&[("/source_id", "contradiction")]);
    let unknown = json!({ "source_id": new_id() });
    ada.post_at(&path, 1, unknown).await.is_invalid(&[("/source_id", "unknown_value")]);
    let bob = app.facilitator("Bob").await;
    bob.post_at(&path, 1, source.clone()).await.is_problem(404, "not_found");

    let merged = ada.post_at(&path, 1, source.clone()).await.is(200).json();
    assert_eq!(merged["phone"], "+33199000002", "the destination's value wins");
    assert_eq!(merged["birth_year"], 1952, "a gap is filled");
    assert_eq!(merged["notes"], "Fiche gardée\n\nVient à pied");
    assert_eq!(
        (&merged["session_count"], &merged["first_session_on"]),
        (&json!(2), &json!("2026-01-10"))
    );
    ada.get(&format!("/api/learners/{other}")).await.is_problem(404, "not_found");
    let view = ada.read(&format!("/api/sessions/{both}")).await;
    assert_eq!(view["participant_count"], 3, "who was counted twice is counted once");
    assert_eq!(view["participants"].as_array().map(Vec::len), Some(1));
    assert_eq!(view["participants"][0]["first_time"], false, "the earlier session is the first");
    let totals = ada.read(FIGURES).await["totals"].clone();
    assert_eq!((&totals["followed"], &totals["new_followed"]), (&json!(1), &json!(1)));
    ada.post_at(&path, 2, source).await.is_invalid(&[("/source_id", "unknown_value")]);
}
