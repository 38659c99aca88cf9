//! The contract: what is committed, what is served and what the policy knows are the same.

use coopair::app;
use coopair::platform::http::openapi;
use coopair::policy;

use crate::support::TestApp;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/coopair.json");

/// Records that anybody reads who knows their id.
const FOR_ALL: [&str; 5] = [
    "/api/badges/awards/{id}",
    "/api/badges/awards/{id}/state",
    "/api/badges/keys/{thumbprint}",
    "/api/calendars/{token}.ics",
    "/api/public/workshops/{id}",
];

#[test]
fn the_committed_document_is_the_code_s() {
    let generated = openapi::text(&app::document()).expect("a document");
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(
        generated == committed,
        "openapi/coopair.json is out of date: run `cargo run -- openapi > openapi/coopair.json`"
    );
}

#[test]
fn every_route_has_a_policy_entry_and_every_entry_a_route() {
    policy::compare(&app::routes()).expect("the same set");
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document: serde_json::Value =
        serde_json::from_str(&openapi::text(&app::document()).expect("a document")).expect("JSON");
    let mut names: Vec<&str> = document["paths"]
        .as_object()
        .into_iter()
        .flat_map(|paths| paths.values())
        .filter_map(serde_json::Value::as_object)
        .flat_map(|methods| methods.values())
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    names.sort_unstable();
    let twice: Vec<&str> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty() && !names.is_empty(), "{twice:?}");
}

#[actix_web::test]
async fn every_route_described_is_served() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    app.opens_to_the_public();
    for (method, path) in app::routes() {
        let is_record_for_all = FOR_ALL.contains(&path.as_str());
        let path = path
            .replace("{format}", "csv")
            .replace("{facilitator_id}", "0190b3c2-0000-7000-8000-000000000001")
            .replace("{id}", "0190b3c2-0000-7000-8000-000000000000");
        if is_record_for_all {
            // There is no such record, and yet such a route: it knows its methods.
            let reply = nobody.call("DELETE", &path).await;
            assert_eq!(reply.header("allow").as_deref(), Some(method.as_str()), "{path}");
            continue;
        }
        let reply = nobody.call(&method, &path).await;
        assert!(reply.status != 404 && reply.status != 405, "{method} {path}: {}", reply.text());
    }
}

#[actix_web::test]
async fn the_document_and_its_page_are_open_to_all() {
    let app = TestApp::new().await;
    let document = app.nobody().get("/api/openapi.json").await.is(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    let page = app.nobody().get("/api/docs").await.is(200).text();
    assert!(page.contains("/api/individual-sessions"));
    assert!(!page.contains("<script"), "the page runs nothing");
}

#[actix_web::test]
async fn unknown_paths_and_methods_are_problems() {
    let app = TestApp::new().await;
    app.nobody().get("/api/nothing").await.is_problem(404, "not_found");
    let reply = app.nobody().call("DELETE", "/api/me").await;
    assert_eq!(reply.header("allow").as_deref(), Some("GET, PUT"));
    reply.is_problem(405, "method_not_allowed");
}
