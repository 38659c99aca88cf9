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
            "envelopes": [],
            "targets": [],
        })
    );
    assert_eq!(root.put(&path(&id), programme()).await.is(200).json(), created);
    let open = json!({ "name": "École interne" });
    root.put(&path(&id), open.clone()).await.is_problem(409, "conflict");
    root.post("/api/programmes", open.clone()).await.is(201);
    let list = ada.get("/api/programmes").await.is(200).json();
    assert_eq!(list["items"][0], with(created.clone(), json!({ "envelopes": null })));
    assert_eq!(root.read("/api/programmes").await["items"][0], created);
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

fn funded() -> Value {
    with(
        programme(),
        json!({
            "envelopes": [
                { "name": "Convention", "amount_eur": 150_000,
                  "starts_on": "2026-01-01", "ends_on": "2028-12-31" },
                { "name": "Amorce", "starts_on": "2025-06-15", "ends_on": "2025-12-31" },
            ],
            "targets": [
                { "measure": "participations", "value": 1200,
                  "from": "2026-01-01", "to": "2026-12-31" },
                { "measure": "workshops", "value": 60, "from": "2026-01-01", "to": "2026-06-30" },
            ],
        }),
    )
}

#[actix_web::test]
async fn a_programme_has_envelopes_for_administrators_and_targets_for_those_who_work() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let id = new_id();
    let created = root.put(&path(&id), funded()).await.is(201).json();
    assert_eq!(root.put(&path(&id), funded()).await.is(200).json(), created);
    assert_eq!(created["envelopes"][0]["name"], "Amorce", "by start");
    assert_eq!(created["envelopes"][0]["amount_eur"], json!(null));
    assert_eq!(created["envelopes"][1]["amount_eur"], 150_000);
    assert_eq!(created["targets"][0]["measure"], "participations");
    assert_eq!(created["targets"][1]["to"], "2026-06-30");
    assert_eq!(root.read(&path(&id)).await, created);

    for worker in [app.facilitator("Ada").await, app.coordinator("Coline").await] {
        let seen = worker.read(&path(&id)).await;
        assert_eq!(seen, with(created.clone(), json!({ "envelopes": null })));
    }
    use coopair::policy::Role;
    for role in [Role::Learner, Role::Funder] {
        let reader = app.person(role.code(), &[role]).await;
        let seen = reader.read(&path(&id)).await;
        assert_eq!(seen, with(created.clone(), json!({ "envelopes": null, "targets": null })));
        let list = reader.read("/api/programmes").await;
        assert_eq!(list["items"][0], seen);
    }
    root.get(&path(&new_id())).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn lines_that_are_named_stay_and_the_others_go() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let id = new_id();
    let created = root.put(&path(&id), funded()).await.is(201).json();
    let kept = created["targets"][1].clone();
    let change =
        with(programme(), json!({ "targets": [with(kept.clone(), json!({ "value": 80 }))] }));
    let changed = root.put_at(&path(&id), 1, change).await.is(200).json();
    assert_eq!(changed["envelopes"], json!([]));
    assert_eq!(changed["targets"], json!([with(kept.clone(), json!({ "value": 80 }))]));

    let twice = with(programme(), json!({ "targets": [kept, kept] }));
    let reply = root.put_at(&path(&id), 2, twice).await;
    reply.is_invalid(&[("/targets/1/id", "unknown_value")]);
    let gone = json!({ "envelopes": [created["envelopes"][0]] });
    let reply = root.put_at(&path(&id), 2, with(programme(), gone)).await;
    reply.is_invalid(&[("/envelopes/0/id", "unknown_value")]);
    let other = root.post("/api/programmes", with(programme(), json!({ "targets": [kept] }))).await;
    other.is_invalid(&[("/targets/0/id", "unknown_value")]);
    assert_eq!(root.version(&path(&id)).await, 2);
}

#[actix_web::test]
async fn envelopes_and_targets_that_make_no_sense_are_refused() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let envelope = |changes: Value| {
        let base = funded()["envelopes"][0].clone();
        with(programme(), json!({ "envelopes": [with(base, changes)] }))
    };
    let target = |changes: Value| {
        let base = funded()["targets"][0].clone();
        with(programme(), json!({ "targets": [with(base, changes)] }))
    };
    let post = async |body: Value| root.post("/api/programmes", body).await;
    let at = "/envelopes/0/amount_eur";
    post(envelope(json!({ "amount_eur": -1 }))).await.is_invalid(&[(at, "out_of_range")]);
    post(envelope(json!({ "amount_eur": 0.5 }))).await.is_invalid(&[(at, "wrong_type")]);
    post(envelope(json!({ "amount_eur": 10_i64.pow(13) })))
        .await
        .is_invalid(&[(at, "out_of_range")]);
    post(envelope(json!({ "name": "", "ends_on": "2025-12-31" }))).await.is_invalid(&[
        ("/envelopes/0/name", "required"),
        ("/envelopes/0/ends_on", "contradiction"),
    ]);
    post(envelope(json!({ "starts_on": null })))
        .await
        .is_invalid(&[("/envelopes/0/starts_on", "required")]);
    post(target(json!({ "value": 0 }))).await.is_invalid(&[("/targets/0/value", "out_of_range")]);
    post(target(json!({ "measure": "smiles" })))
        .await
        .is_invalid(&[("/targets/0/measure", "unknown_value")]);
    post(target(json!({ "from": "2026-01-15", "to": "2026-12-30" })))
        .await
        .is_invalid(&[("/targets/0/from", "whole_months"), ("/targets/0/to", "whole_months")]);
    post(target(json!({ "to": "2025-12-31" })))
        .await
        .is_invalid(&[("/targets/0/to", "contradiction")]);
    let many = vec![funded()["targets"][0].clone(); 51];
    post(with(programme(), json!({ "targets": many })))
        .await
        .is_invalid(&[("/targets", "out_of_range")]);
    assert_eq!(root.get("/api/programmes").await.is(200).json(), json!({ "items": [] }));
}
