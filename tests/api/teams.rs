//! Teams through HTTP.

use serde_json::{Value, json};

use crate::support::{Person, TestApp, new_id};

fn team(coordinator: &Person) -> Value {
    json!({ "name": "Équipe du littoral", "coordinator_account_id": coordinator.account_id })
}

fn path(id: &str) -> String {
    format!("/api/teams/{id}")
}

#[actix_web::test]
async fn an_administrator_makes_a_team_and_its_coordinator_reads_it() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let coline = app.coordinator("Coline").await;
    let omar = app.coordinator("Omar").await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    let created = root.put(&path(&id), team(&coline)).await.is(201).json();
    assert_eq!(
        created,
        json!({
            "id": id,
            "version": 1,
            "name": "Équipe du littoral",
            "coordinator_account_id": coline.account_id,
            "coordinator_name": "Coline Essai",
            "members": [],
        })
    );
    assert_eq!(root.put(&path(&id), team(&coline)).await.is(200).json(), created);
    root.put(&path(&id), team(&omar)).await.is_problem(409, "conflict");
    root.post("/api/teams", team(&omar)).await.is(201);

    let names = |list: Value| list["items"].as_array().map_or(0, Vec::len);
    assert_eq!(names(root.get("/api/teams").await.is(200).json()), 2);
    let own = coline.get("/api/teams").await.is(200).json();
    assert_eq!((names(own.clone()), &own["items"][0]["id"]), (1, &json!(id)));
    assert_eq!(own["items"][0].get("members"), None, "a list names no members");
    coline.get(&path(&id)).await.is(200);
    omar.get(&path(&id)).await.is_problem(404, "not_found");
    ada.get(&path(&id)).await.is_problem(403, "forbidden");
    ada.get("/api/teams").await.is_problem(403, "forbidden");
    app.nobody().get("/api/teams").await.is_problem(401, "unauthenticated");
    for person in [&coline, &ada] {
        person.post("/api/teams", team(&coline)).await.is_problem(403, "forbidden");
        person.put_at(&path(&id), 1, team(&coline)).await.is_problem(403, "forbidden");
    }

    root.put_at(&path(&id), 1, team(&omar)).await.is(200);
    root.put_at(&path(&id), 1, team(&omar)).await.is_problem(412, "stale_version");
    coline.get(&path(&id)).await.is_problem(404, "not_found");
    omar.get(&path(&id)).await.is(200);
}

#[actix_web::test]
async fn a_team_needs_a_name_and_a_coordinator() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let field = "/coordinator_account_id";
    let post = async |body: Value| root.post("/api/teams", body).await;
    post(json!({ "name": "", "coordinator_account_id": "abc" }))
        .await
        .is_invalid(&[("/name", "required"), (field, "invalid_id")]);
    post(json!({})).await.is_invalid(&[("/name", "required"), (field, "required")]);
    post(team(&ada)).await.is_invalid(&[(field, "unknown_value")]);
    post(json!({ "name": "Nord", "coordinator_account_id": new_id() }))
        .await
        .is_invalid(&[(field, "unknown_value")]);
}

#[actix_web::test]
async fn members_come_and_go_on_a_day() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let coline = app.coordinator("Coline").await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    root.put(&path(&id), team(&coline)).await.is(201);
    let member = format!("{}/members/{}", path(&id), ada.id());
    let members = async || coline.get(&path(&id)).await.is(200).json()["members"].clone();
    let dates = |joined: &str, left: Option<&str>| json!({ "joined_on": joined, "left_on": left });
    let seen = |joined: &str, left: Option<&str>| {
        json!({
            "facilitator_id": ada.id(),
            "name": "Ada Essai",
            "kind": "mediator",
            "joined_on": joined,
            "left_on": left,
        })
    };

    root.put(&member, dates("2026-01-05", None)).await.is(204);
    root.put(&member, dates("2026-01-05", None)).await.is(204);
    assert_eq!(members().await, json!([seen("2026-01-05", None)]));
    root.put(&member, dates("2026-01-01", Some("2026-06-30"))).await.is(204);
    assert_eq!(members().await, json!([seen("2026-01-01", Some("2026-06-30"))]));
    root.put(&member, dates("2026-10-01", None)).await.is(204);
    let both = json!([seen("2026-01-01", Some("2026-06-30")), seen("2026-10-01", None)]);
    assert_eq!(members().await, both, "who comes back is a member twice");

    root.put(&member, dates("2026-03-01", None))
        .await
        .is_invalid(&[("/joined_on", "contradiction")]);
    root.put(&member, dates("2026-10-02", Some("2026-10-01")))
        .await
        .is_invalid(&[("/left_on", "contradiction")]);
    root.put(&member, dates("2026-02-30", None))
        .await
        .is_invalid(&[("/joined_on", "invalid_date")]);
    root.put(&member, json!({})).await.is_invalid(&[("/joined_on", "required")]);
    assert_eq!(members().await, both);
}

#[actix_web::test]
async fn membership_is_for_administrators_and_of_people_who_exist() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let coline = app.coordinator("Coline").await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    root.put(&path(&id), team(&coline)).await.is(201);
    let dates = json!({ "joined_on": "2026-01-05" });
    let of = |team: &str, member: &str| format!("{}/members/{member}", path(team));
    for person in [&coline, &ada] {
        let member = of(&id, &ada.id().to_string());
        person.put(&member, dates.clone()).await.is_problem(403, "forbidden");
    }
    for path in [
        of(&id, &new_id()),
        of(&new_id(), &ada.id().to_string()),
        of(&id, "abc"),
        of("abc", &ada.id().to_string()),
    ] {
        root.put(&path, dates.clone()).await.is_problem(404, "not_found");
    }
}
