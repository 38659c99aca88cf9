//! Organizations through HTTP.

use coopair::facilitators::employ;
use coopair::platform::database::Id;
use serde_json::{Value, json};

use crate::support::{Person, TODAY, TestApp, new_id, with};

fn organization() -> Value {
    json!({
        "name": "Association Les Ateliers du Quai",
        "siret": "434 933 123 00029",
        "rna": null,
        "commune_code": "44109",
        "address": "3 quai des Tanneurs",
    })
}

fn path(id: &str) -> String {
    format!("/api/organizations/{id}")
}

async fn create(by: &Person, changes: Value) -> Value {
    by.put(&path(&new_id()), with(organization(), changes)).await.is(201).json()
}

fn employ_today(app: &TestApp, facilitator: &Person, organization: &Value) {
    let id: Id = organization["id"].as_str().unwrap().parse().unwrap();
    let clock = app.ctx.clock.clone();
    app.sql(|conn| employ(conn, &clock, facilitator.id(), id, clock.today()));
}

#[actix_web::test]
async fn creating_twice_is_creating_once() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let id = new_id();
    let created = root.put(&path(&id), organization()).await.is(201);
    assert_eq!(created.header("etag").as_deref(), Some("\"1\""));
    assert_eq!(
        created.json(),
        json!({
            "id": id,
            "version": 1,
            "name": "Association Les Ateliers du Quai",
            "siret": "43493312300029",
            "rna": null,
            "commune": { "code": "44109", "name": "Nantes" },
            "address": "3 quai des Tanneurs",
        })
    );
    let again = root.put(&path(&id), organization()).await.is(200);
    assert_eq!(again.json(), created.json());
    let other = with(organization(), json!({ "name": "Une autre" }));
    root.put(&path(&id), other.clone()).await.is_problem(409, "conflict");

    let changed = root.put_at(&path(&id), 1, other).await.is(200);
    assert_eq!(changed.header("etag").as_deref(), Some("\"2\""));
    assert_eq!(changed.json()["name"], "Une autre");
    let late = root.put(&path(&id), organization()).await.is(200);
    assert_eq!(late.json(), changed.json(), "the creation sent again after a change");
    assert_eq!(root.get(&path(&id)).await.is(200).json(), changed.json());
}

#[actix_web::test]
async fn the_same_creation_twice_at_once_is_one() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let path = path(&new_id());
    let send = || root.put(&path, organization());
    let (a, b, c) = tokio::join!(send(), send(), send());
    let mut told = [a.status, b.status, c.status];
    told.sort_unstable();
    assert_eq!(told, [200, 200, 201]);
    let list = root.get("/api/organizations?with_total=true").await.is(200).json();
    assert_eq!(list["total"], 1);
}

#[actix_web::test]
async fn a_change_names_the_version_it_saw() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let id = create(&root, json!({})).await["id"].as_str().unwrap().to_owned();
    root.put_at(&path(&id), 1, organization()).await.is(200);
    let stale = root.put_at(&path(&id), 1, organization()).await.is_problem(412, "stale_version");
    assert_eq!(stale["current_version"], 2);
    root.put_at(&path(&new_id()), 1, organization()).await.is_problem(404, "not_found");
    root.put_at("/api/organizations/abc", 1, organization()).await.is_problem(404, "not_found");
    root.get(&path(&new_id())).await.is_problem(404, "not_found");
    let odd = [("if-match", "banana")];
    root.with_headers("PUT", &path(&id), &odd, Some(organization()))
        .await
        .is_problem(412, "stale_version");

    let path = path(&id);
    let send = || root.put_at(&path, 2, organization());
    let (a, b) = tokio::join!(send(), send());
    let mut told = [a.status, b.status];
    told.sort_unstable();
    assert_eq!(told, [200, 412], "of two changes of one version one wins");
}

#[actix_web::test]
async fn every_fault_is_named() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let post =
        async |changes: Value| root.post("/api/organizations", with(organization(), changes)).await;
    post(json!({ "siret": "43493312300028" })).await.is_invalid(&[("/siret", "invalid_siret")]);
    post(json!({ "siret": "abc", "rna": "X123", "commune_code": "00000", "name": " " }))
        .await
        .is_invalid(&[
            ("/commune_code", "unknown_value"),
            ("/name", "required"),
            ("/rna", "invalid_rna"),
            ("/siret", "invalid_siret"),
        ]);
    post(json!({ "name": "n".repeat(10_000) })).await.is_invalid(&[("/name", "too_long")]);
    post(json!({ "name": "a\u{0}b" })).await.is_invalid(&[("/name", "forbidden_character")]);
    post(json!({ "name": 3, "adress": "x" }))
        .await
        .is_invalid(&[("/adress", "unknown_field"), ("/name", "wrong_type")]);
    root.post("/api/organizations", json!({})).await.is_invalid(&[("/name", "required")]);
    let surrogate = br#"{"name":"\ud800"}"#.to_vec();
    root.raw("POST", "/api/organizations", "application/json", surrogate)
        .await
        .is_invalid(&[("/name", "forbidden_character")]);
    root.raw("POST", "/api/organizations", "application/json", b"{".to_vec())
        .await
        .is_problem(400, "invalid_json");
    root.raw("POST", "/api/organizations", "text/plain", b"{}".to_vec())
        .await
        .is_problem(415, "unsupported_media_type");
    root.raw("POST", "/api/organizations", "application/json", vec![b' '; 2 << 20])
        .await
        .is_problem(413, "too_large");
    root.call("DELETE", &path(&new_id())).await.is_problem(405, "method_not_allowed");
}

#[actix_web::test]
async fn an_office_of_la_poste_has_its_own_key() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let made = create(&root, json!({ "siret": "35600000000006" })).await;
    assert_eq!(made["siret"], "35600000000006");
}

#[actix_web::test]
async fn a_siret_names_one_organization() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    create(&root, json!({})).await;
    let twin = with(organization(), json!({ "siret": "43493312300029", "name": "Jumelle" }));
    root.post("/api/organizations", twin.clone()).await.is_problem(409, "already_exists");
    let other = create(&root, json!({ "siret": null, "rna": "W751234567" })).await;
    let id = other["id"].as_str().unwrap();
    root.put_at(&path(id), 1, twin).await.is_problem(409, "already_exists");
    let rna = with(organization(), json!({ "siret": null, "rna": "w751234567" }));
    root.post("/api/organizations", rna).await.is_problem(409, "already_exists");
    create(&root, json!({ "siret": null })).await;
    create(&root, json!({ "siret": null })).await;
}

#[actix_web::test]
async fn administrators_write_and_everybody_reads() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let coline = app.coordinator("Coline").await;
    let made = create(&root, json!({})).await;
    let id = made["id"].as_str().unwrap();
    for person in [&root, &ada, &coline] {
        assert_eq!(person.get(&path(id)).await.is(200).json(), made);
    }
    for person in [&ada, &coline] {
        person.post("/api/organizations", organization()).await.is_problem(403, "forbidden");
        person.put(&path(&new_id()), organization()).await.is_problem(403, "forbidden");
        person.put_at(&path(id), 1, organization()).await.is_problem(403, "forbidden");
    }
    app.nobody().get(&path(id)).await.is_problem(401, "unauthenticated");
    app.nobody().get("/api/organizations").await.is_problem(401, "unauthenticated");
    app.nobody().put(&path(id), organization()).await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn a_coordinator_changes_the_employers_of_the_own_team() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let coline = app.coordinator("Coline").await;
    let other = app.coordinator("Omar").await;
    let made = create(&root, json!({})).await;
    let path = path(made["id"].as_str().unwrap());
    let team = json!({ "name": "Littoral", "coordinator_account_id": coline.account_id });
    let team = root.post("/api/teams", team).await.is(201).json();
    let member = format!("/api/teams/{}/members/{}", team["id"].as_str().unwrap(), ada.id());
    root.put(&member, json!({ "joined_on": TODAY })).await.is(204);

    coline.put_at(&path, 1, organization()).await.is_problem(403, "forbidden");
    employ_today(&app, &ada, &made);
    other.put_at(&path, 1, organization()).await.is_problem(403, "forbidden");
    coline.put_at(&path, 1, organization()).await.is(200);
    coline.put_at(&path, 1, organization()).await.is_problem(412, "stale_version");

    root.put(&member, json!({ "joined_on": TODAY, "left_on": TODAY })).await.is(204);
    coline.put_at(&path, 2, organization()).await.is_problem(403, "forbidden");
}

#[actix_web::test]
async fn the_list_is_searched_and_walked() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    for (name, commune) in
        [("Île aux Savoirs", "44109"), ("Médiathèque", "51454"), ("ile d’Oléron", "17486")]
    {
        create(&root, json!({ "name": name, "commune_code": commune, "siret": null })).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let list = root.get(&format!("/api/organizations?{query}")).await.is(200).json();
        let items = list["items"].as_array().unwrap();
        items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("").await, ["Île aux Savoirs", "ile d’Oléron", "Médiathèque"]);
    assert_eq!(names("q=%C3%8ELE").await, ["Île aux Savoirs", "ile d’Oléron"]);
    assert_eq!(names("q=reims%20media").await, ["Médiathèque"]);
    assert_eq!(names("q=%25").await.len(), 3, "a percent sign is no wildcard and no word");
    assert_eq!(names("q=%00").await.len(), 3);
    assert_eq!(names("q=introuvable").await.len(), 0);

    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = root.get(&format!("/api/organizations?limit=1{cursor}")).await.is(200).json();
        seen.push(page["items"][0]["name"].as_str().unwrap().to_owned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, names("").await);
    let counted = root.get("/api/organizations?limit=1&with_total=true").await.is(200).json();
    assert_eq!(counted["total"], 3);
    assert_eq!(root.get("/api/organizations").await.is(200).json()["total"], json!(null));
}

#[actix_web::test]
async fn a_wrong_question_is_refused() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    for query in ["limit=0", "limit=501", "limit=1.5", "limit=abc", "with_total=oui", "name=x"] {
        root.get(&format!("/api/organizations?{query}")).await.is_problem(400, "invalid_parameter");
    }
    let words = "a+".repeat(20_000);
    for q in [&words, &"%25".repeat(201), &"a".repeat(201)] {
        root.get(&format!("/api/organizations?q={q}")).await.is_problem(400, "invalid_parameter");
    }
    for name in ["Une", "Deux"] {
        create(&root, json!({ "name": name, "siret": null })).await;
    }
    let page = root.get("/api/organizations?limit=1").await.is(200).json();
    let foreign = page["next_cursor"].as_str().unwrap();
    root.get(&format!("/api/places?cursor={foreign}")).await.is_problem(400, "invalid_cursor");
    for cursor in ["garbage", "7b22", &"7b".repeat(5_000)] {
        root.get(&format!("/api/organizations?cursor={cursor}"))
            .await
            .is_problem(400, "invalid_cursor");
    }
}

#[actix_web::test]
async fn what_administrators_do_is_remembered() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let made = create(&root, json!({})).await;
    root.put_at(&path(made["id"].as_str().unwrap()), 1, organization()).await.is(200);
    let log = root.get("/api/audit").await.is(200).json();
    let actions: Vec<_> = log["items"].as_array().unwrap().iter().map(|e| &e["action"]).collect();
    assert_eq!(actions, ["organization.change", "organization.create"]);
    assert!(log["items"].as_array().unwrap().iter().all(|entry| entry["object_id"] == made["id"]));
}
