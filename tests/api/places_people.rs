//! Places through HTTP: who writes them, who works there.

use serde_json::json;

use crate::places::{create, path, place};
use crate::support::{TODAY, TestApp, new_id, with};

#[actix_web::test]
async fn a_facilitator_writes_the_places_of_their_own() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let bob = app.facilitator("Bob").await;
    let made = create(&ada, json!({})).await;
    assert_eq!(made["attached"], true, "who creates a place works there");
    let place_path = path(made["id"].as_str().unwrap());
    assert_eq!(bob.get(&place_path).await.is(200).json()["attached"], false);
    let changed = with(place(), json!({ "name": "Le Quai" }));
    bob.put_at(&place_path, 1, changed.clone()).await.is_problem(403, "forbidden");
    ada.put_at(&place_path, 1, changed.clone()).await.is(200);

    let attachment = format!("{place_path}/attachment");
    bob.call("POST", &attachment).await.is(204);
    bob.call("POST", &attachment).await.is(204);
    bob.put_at(&place_path, 2, changed.clone()).await.is(200);
    ada.call("DELETE", &attachment).await.is(204);
    ada.call("DELETE", &attachment).await.is(204);
    assert_eq!(ada.get(&place_path).await.is(200).json()["attached"], false);
    ada.put_at(&place_path, 3, changed).await.is_problem(403, "forbidden");
    for method in ["POST", "DELETE"] {
        let missing = format!("{}/attachment", path(&new_id()));
        bob.call(method, &missing).await.is_problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_coordinator_writes_the_places_of_the_team() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let ada = app.facilitator("Ada").await;
    let coline = app.coordinator("Coline").await;
    let omar = app.coordinator("Omar").await;
    let made = create(&ada, json!({})).await;
    let place_path = path(made["id"].as_str().unwrap());
    let team = json!({ "name": "Littoral", "coordinator_account_id": coline.account_id });
    let team = root.post("/api/teams", team).await.is(201).json();
    let member = format!("/api/teams/{}/members/{}", team["id"].as_str().unwrap(), ada.id());
    coline.put_at(&place_path, 1, place()).await.is_problem(403, "forbidden");
    root.put(&member, json!({ "joined_on": TODAY })).await.is(204);
    coline.put_at(&place_path, 1, place()).await.is(200);
    omar.put_at(&place_path, 2, place()).await.is_problem(403, "forbidden");
    root.put(&member, json!({ "joined_on": TODAY, "left_on": TODAY })).await.is(204);
    coline.put_at(&place_path, 2, place()).await.is_problem(403, "forbidden");
    coline.post("/api/places", place()).await.is_problem(403, "forbidden");
    let attachment = format!("{place_path}/attachment");
    coline.call("POST", &attachment).await.is_problem(403, "forbidden");
    root.put_at(&place_path, 2, place()).await.is(200);
}

#[actix_web::test]
async fn nobody_reads_places_without_an_account() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    for path in ["/api/places", "/api/places/export", &path(&new_id())] {
        nobody.get(path).await.is_problem(401, "unauthenticated");
    }
    nobody.post("/api/places", place()).await.is_problem(401, "unauthenticated");
}
