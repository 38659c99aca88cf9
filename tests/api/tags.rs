//! Tags through HTTP.

use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, new_id, with};

fn tag(name: &str, scope: &str) -> Value {
    json!({ "name": name, "scope": scope })
}

fn path(id: &str) -> String {
    format!("/api/tags/{id}")
}

async fn names(person: &Person) -> Vec<String> {
    let list = person.get("/api/tags").await.is(200).json();
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn personal_tags_are_ones_own() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let bob = app.facilitator("Bob").await;
    let id = new_id();
    let created = ada.put(&path(&id), tag("Bus numérique", "personal")).await.is(201).json();
    assert_eq!(
        created,
        json!({
            "id": id,
            "version": 1,
            "name": "Bus numérique",
            "description": null,
            "scope": "personal",
            "uses": 0,
        })
    );
    assert_eq!(ada.put(&path(&id), tag("Bus numérique", "personal")).await.is(200).json(), created);
    ada.put(&path(&id), tag("Autre", "personal")).await.is_problem(409, "conflict");
    assert_eq!(names(&ada).await, ["Bus numérique"]);
    assert!(names(&bob).await.is_empty());
    bob.put(&path(&id), tag("Bus numérique", "personal")).await.is_problem(404, "not_found");
    bob.put_at(&path(&id), 1, tag("À moi", "personal")).await.is_problem(404, "not_found");
    bob.delete_at(&path(&id), 1).await.is_problem(404, "not_found");
    bob.post("/api/tags", tag("Bus numérique", "personal")).await.is(201);

    let changed = ada.put_at(&path(&id), 1, tag("Bus", "personal")).await.is(200).json();
    assert_eq!((&changed["name"], &changed["version"]), (&json!("Bus"), &json!(2)));
    ada.put_at(&path(&id), 1, tag("Bus", "personal")).await.is_problem(412, "stale_version");
    ada.put_at(&path(&new_id()), 1, tag("Bus", "personal")).await.is_problem(404, "not_found");
    ada.put_at(&path(&id), 2, tag("Bus", "network"))
        .await
        .is_invalid(&[("/scope", "contradiction")]);
    app.nobody().get("/api/tags").await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn network_tags_are_the_administrators() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let coline = app.coordinator("Coline").await;
    let id = new_id();
    root.put(&path(&id), tag("Semaine bleue", "network")).await.is(201);
    for person in [&root, &ada, &coline] {
        assert_eq!(names(person).await, ["Semaine bleue"]);
    }
    for person in [&ada, &coline] {
        person.post("/api/tags", tag("Nuit", "network")).await.is_problem(403, "forbidden");
        person.put_at(&path(&id), 1, tag("Semaine", "network")).await.is_problem(403, "forbidden");
        person.delete_at(&path(&id), 1).await.is_problem(403, "forbidden");
    }
    for person in [&root, &coline] {
        let personal = tag("Le mien", "personal");
        person.post("/api/tags", personal).await.is_problem(403, "forbidden");
    }
    root.put_at(&path(&id), 1, tag("Semaine rose", "network")).await.is(200);
    root.delete_at(&path(&id), 2).await.is(204);
    let log = root.get("/api/audit").await.is(200).json();
    let actions: Vec<_> = log["items"].as_array().unwrap().iter().map(|e| &e["action"]).collect();
    assert_eq!(actions, ["tag.delete", "tag.change", "tag.create"]);
}

#[actix_web::test]
async fn a_name_stands_once_in_its_scope() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let root = app.admin("Root").await;
    ada.post("/api/tags", tag("Été jeunes", "personal")).await.is(201);
    let twin = tag("ete  JEUNES", "personal");
    ada.post("/api/tags", twin.clone()).await.is_problem(409, "already_exists");
    root.post("/api/tags", tag("Été jeunes", "network")).await.is(201);
    root.post("/api/tags", tag("ÉTÉ JEUNES", "network")).await.is_problem(409, "already_exists");
    let other = ada.post("/api/tags", tag("Hiver", "personal")).await.is(201).json();
    let path = path(other["id"].as_str().unwrap());
    ada.put_at(&path, 1, twin).await.is_problem(409, "already_exists");
    ada.put_at(&path, 1, tag("HIVER", "personal")).await.is(200);
}

#[actix_web::test]
async fn a_tag_that_makes_no_sense_is_refused() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let post = async |body: Value| ada.post("/api/tags", body).await;
    post(tag("ab ", "personal")).await.is_invalid(&[("/name", "too_short")]);
    post(tag(&"n".repeat(81), "personal")).await.is_invalid(&[("/name", "too_long")]);
    post(tag("a\u{0}bc", "personal")).await.is_invalid(&[("/name", "forbidden_character")]);
    post(tag("Bus", "world")).await.is_invalid(&[("/scope", "unknown_value")]);
    post(json!({ "description": 3, "color": "red" })).await.is_invalid(&[
        ("/color", "unknown_field"),
        ("/description", "wrong_type"),
        ("/name", "required"),
        ("/scope", "required"),
    ]);
    post(with(tag("Bus", "personal"), json!({ "description": "d".repeat(501) })))
        .await
        .is_invalid(&[("/description", "too_long")]);
}

#[actix_web::test]
async fn deleting_a_tag_takes_it_off_its_sessions() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let made = ada.post("/api/tags", tag("Bus numérique", "personal")).await.is(201).json();
    let id = made["id"].as_str().unwrap();
    let mut session = Value::Null;
    for _ in 0..2 {
        let input = with(individual(), json!({ "tag_ids": [id] }));
        session = ada.post("/api/individual-sessions", input).await.is(201).json();
    }
    assert_eq!(session["tags"], json!([{ "id": id, "name": "Bus numérique" }]));
    assert_eq!(ada.get("/api/tags").await.is(200).json()["items"][0]["uses"], 2);

    ada.call("DELETE", &path(id)).await.is_problem(428, "version_required");
    ada.delete_at(&path(id), 7).await.is_problem(412, "stale_version");
    ada.delete_at(&path(id), 1).await.is(204);
    ada.delete_at(&path(id), 1).await.is_problem(404, "not_found");
    assert!(names(&ada).await.is_empty());
    let session = format!("/api/sessions/{}", session["id"].as_str().unwrap());
    assert_eq!(ada.get(&session).await.is(200).json()["tags"], json!([]));
}
