//! Territories and closed lists through HTTP.

use serde_json::json;

use crate::support::TestApp;

#[actix_web::test]
async fn communes_are_found_as_people_type_them() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let first = async |q: &str| {
        let found = ada.get(&format!("/api/communes?q={q}")).await.is(200).json();
        found["items"][0].clone()
    };
    assert_eq!(
        first("reims").await,
        json!({
            "code": "51454",
            "name": "Reims",
            "postcodes": ["51100"],
            "departement_code": "51",
        })
    );
    assert_eq!(first("st%20denis%20974").await["code"], "97411");
    assert_eq!(first("st%20denis%20974").await["departement_code"], "974");
    assert_eq!(first("l%E2%80%99ha%C3%BF").await["code"], "94038");
    assert_eq!(first("2a004").await["name"], "Ajaccio");
    assert_eq!(first("zzzz").await, json!(null));
    assert_eq!(ada.get("/api/communes").await.is(200).json(), json!({ "items": [] }));
    let items = |reply: serde_json::Value| reply["items"].as_array().map_or(0, Vec::len);
    assert_eq!(items(ada.get("/api/communes?q=saint").await.is(200).json()), 10);
    assert_eq!(items(ada.get("/api/communes?q=saint&limit=50").await.is(200).json()), 50);
    assert_eq!(items(ada.get("/api/communes?q=saint&limit=1").await.is(200).json()), 1);
}

#[actix_web::test]
async fn a_wrong_question_about_communes_is_refused() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for query in ["limit=0", "limit=51", "limit=-1", "limit=1.5", "limit=abc", "name=reims"] {
        ada.get(&format!("/api/communes?q=a&{query}")).await.is_problem(400, "invalid_parameter");
    }
    let long = "a".repeat(5_000);
    ada.get(&format!("/api/communes?q={long}")).await.is(200);
    ada.get("/api/communes?q=%00%25_").await.is(200);
    app.nobody().get("/api/communes?q=reims").await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn departements_come_with_their_region() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let list = ada.get("/api/departements").await.is(200).json();
    let items = list["items"].as_array().unwrap();
    let of = |code: &str| items.iter().find(|item| item["code"] == code).cloned().unwrap();
    assert_eq!(
        of("44"),
        json!({
            "code": "44",
            "name": "Loire-Atlantique",
            "region_code": "52",
            "region_name": "Pays de la Loire",
        })
    );
    for code in ["01", "2A", "2B", "971", "972", "973", "974", "976"] {
        assert!(!of(code)["region_name"].as_str().unwrap().is_empty(), "{code}");
    }
    app.nobody().get("/api/departements").await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_closed_lists_are_public_and_kept_by_browsers() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    let lists = nobody.get("/api/enumerations").await.is(200);
    assert_eq!(lists.header("content-type").as_deref(), Some("application/json"));
    let shipped: serde_json::Value =
        serde_json::from_str(include_str!("../../data/enumerations.json")).unwrap();
    assert_eq!(lists.json(), shipped);
    let tag = lists.header("etag").unwrap();
    let path = "/api/enumerations";
    let seen = nobody.with_headers("GET", path, &[("if-none-match", &tag)], None).await.is(304);
    assert!(seen.body.is_empty());
    assert_eq!(seen.header("etag"), Some(tag));
    nobody.with_headers("GET", path, &[("if-none-match", "\"other\"")], None).await.is(200);
}
