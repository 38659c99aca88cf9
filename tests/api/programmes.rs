//! Programmes through HTTP.

use serde_json::{Value, json};

use crate::support::{TestApp, new_id, with};

fn programme() -> Value {
    json!({ "name": "Conseiller numérique", "starts_on": "2026-01-01", "ends_on": "2026-12-31" })
}

fn path(id: &str) -> String {
    format!("/api/programmes/{id}")
}

#[actix_web::test]
async fn administrators_write_programmes_and_everybody_reads_them() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    let created = root.put(&path(&id), programme()).await.is(201).json();
    assert_eq!(
        created,
        json!({
            "id": id,
            "version": 1,
            "name": "Conseiller numérique",
            "starts_on": "2026-01-01",
            "ends_on": "2026-12-31",
        })
    );
    assert_eq!(root.put(&path(&id), programme()).await.is(200).json(), created);
    let open = json!({ "name": "École interne" });
    root.put(&path(&id), open.clone()).await.is_problem(409, "conflict");
    root.post("/api/programmes", open.clone()).await.is(201);
    let list = ada.get("/api/programmes").await.is(200).json();
    assert_eq!(list["items"][0], created);
    assert_eq!(list["items"][1]["name"], "École interne");
    assert_eq!(list["items"][1]["ends_on"], json!(null));

    let changed = root.put_at(&path(&id), 1, open.clone()).await.is(200).json();
    assert_eq!((&changed["version"], &changed["starts_on"]), (&json!(2), &json!(null)));
    let stale = root.put_at(&path(&id), 1, open.clone()).await.is_problem(412, "stale_version");
    assert_eq!(stale["current_version"], 2);
    root.put_at(&path(&new_id()), 1, open.clone()).await.is_problem(404, "not_found");
    root.put(&path("abc"), open.clone()).await.is_problem(404, "not_found");

    let coline = app.coordinator("Coline").await;
    for person in [&ada, &coline] {
        person.post("/api/programmes", open.clone()).await.is_problem(403, "forbidden");
        person.put_at(&path(&id), 2, open.clone()).await.is_problem(403, "forbidden");
    }
    app.nobody().get("/api/programmes").await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_programme_that_makes_no_sense_is_refused() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let post =
        async |changes: Value| root.post("/api/programmes", with(programme(), changes)).await;
    post(json!({ "ends_on": "2025-12-31" })).await.is_invalid(&[("/ends_on", "contradiction")]);
    post(json!({ "starts_on": "2025-02-30" })).await.is_invalid(&[("/starts_on", "invalid_date")]);
    post(json!({ "starts_on": "01/02/2026", "name": "" }))
        .await
        .is_invalid(&[("/name", "required"), ("/starts_on", "invalid_date")]);
    post(json!({ "starts_on": 2026 })).await.is_invalid(&[("/starts_on", "wrong_type")]);
    post(json!({ "name": "n".repeat(10_000) })).await.is_invalid(&[("/name", "too_long")]);
    post(json!({ "name": "a\nb" })).await.is_invalid(&[("/name", "forbidden_character")]);
    post(json!({ "budget": 1 })).await.is_invalid(&[("/budget", "unknown_field")]);
    assert_eq!(root.get("/api/programmes").await.is(200).json(), json!({ "items": [] }));
}
