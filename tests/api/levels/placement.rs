//! Placing oneself: the level that answers lead to, once however often it is sent.

use chrono::Duration;
use serde_json::{Value, json};

use super::{FILES, NOTHING, alone, vdw};
use crate::support::{Person, TestApp, new_id};

async fn place(who: &Person, body: Value, status: u16) -> Value {
    who.put(&format!("/api/me/placements/{}", new_id()), body).await.is(status).json()
}

#[actix_web::test]
async fn answers_lead_to_a_declared_level_that_verifies_nothing() {
    let app = TestApp::new().await;
    let lou = app.person("Lou", &[coopair::policy::Role::Learner]).await;
    assert_eq!(vdw(&lou, FILES).await, [None; 3]);
    let placed = place(&lou, json!({ "competence_id": FILES, "answers": alone(3) }), 201).await;
    assert_eq!((&placed["level"], &placed["expires_on"]), (&json!(3), &json!("2027-11-12")));
    assert_eq!(vdw(&lou, FILES).await, [None, Some(3), Some(3)]);
    // The latest counts, also when it is lower.
    place(&lou, json!({ "competence_id": FILES, "level": 1 }), 201).await;
    assert_eq!(vdw(&lou, FILES).await, [None, Some(1), Some(1)]);
    let own = lou.read("/api/me/levels").await;
    let line = own["levels"].as_array().unwrap().iter().find(|own| own["competence_id"] == FILES);
    assert_eq!(line.unwrap()["next_step"], json!({ "kind": "get_verified", "level": 1 }));
    app.wait(Duration::days(365));
    let mut lou = lou;
    app.sign_in(&mut lou);
    assert_eq!(vdw(&lou, FILES).await, [None; 3], "twelve months");
}

#[actix_web::test]
async fn a_placement_sent_again_is_one() {
    let app = TestApp::new().await;
    let lou = app.person("Lou", &[coopair::policy::Role::Learner]).await;
    let path = format!("/api/me/placements/{}", new_id());
    let body = json!({ "competence_id": FILES, "answers": alone(2) });
    let first = lou.put(&path, body.clone()).await.is(201).json();
    assert_eq!(lou.put(&path, body).await.is(200).json(), first);
    let other = json!({ "competence_id": FILES, "answers": alone(4) });
    lou.put(&path, other.clone()).await.is_problem(409, "conflict");
    app.facilitator("Eve").await.put(&path, other).await.is_problem(404, "not_found");
    assert_eq!(lou.read("/api/me/evidence").await["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn wrong_placements_are_refused_and_write_nothing() {
    let app = TestApp::new().await;
    let lou = app.person("Lou", &[coopair::policy::Role::Learner]).await;
    let cases: [(Value, &[(&str, &str)]); 9] = [
        (json!({ "competence_id": FILES, "level": 9 }), &[("/level", "out_of_range")]),
        (json!({ "competence_id": FILES, "level": 8 }), &[("/level", "above_reachable")]),
        (json!({ "competence_id": FILES, "level": -1 }), &[("/level", "out_of_range")]),
        (json!({ "competence_id": FILES }), &[("/answers", "required")]),
        (
            json!({ "competence_id": FILES, "answers": alone(2), "level": 2 }),
            &[("/level", "contradiction")],
        ),
        (json!({ "competence_id": FILES, "answers": ["alone"] }), &[("/answers", "out_of_range")]),
        (
            json!({ "competence_id": FILES, "answers": ["alone", "alone", "yes", "alone", "alone"] }),
            &[("/answers/2", "unknown_value")],
        ),
        (json!({ "competence_id": NOTHING, "level": 2 }), &[("/competence_id", "unknown_value")]),
        (
            json!({ "competence_id": "1.2", "level": 2, "who": "me" }),
            &[("/competence_id", "invalid_id"), ("/who", "unknown_field")],
        ),
    ];
    for (body, expected) in cases {
        let path = format!("/api/me/placements/{}", new_id());
        lou.put(&path, body.clone()).await.about(&body.to_string()).is_invalid(expected);
    }
    let none = lou.read("/api/me/evidence").await;
    assert_eq!(none["items"], json!([]));
    app.nobody().get("/api/me/levels").await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_statement_is_a_document_in_either_language() {
    let app = TestApp::new().await;
    let mut lou = app.person("Lou", &[coopair::policy::Role::Learner]).await;
    place(&lou, json!({ "competence_id": FILES, "answers": alone(3) }), 201).await;
    let french = lou.get("/api/me/levels/statement").await.is(200);
    assert_eq!(french.header("content-type").as_deref(), Some("application/pdf"));
    assert!(french.body.starts_with(b"%PDF-"));
    lou.language = "en";
    let english = lou.get("/api/me/levels/statement").await.is(200);
    assert_ne!(french.body, english.body);
    let name = english.header("content-disposition").unwrap();
    assert!(name.contains("my-levels.pdf") && !name.contains("Lou"), "{name}");
}

#[actix_web::test]
async fn levels_have_a_history() {
    let app = TestApp::new().await;
    let mut lou = app.person("Lou", &[coopair::policy::Role::Learner]).await;
    place(&lou, json!({ "competence_id": FILES, "level": 1 }), 201).await;
    app.wait(Duration::days(30));
    app.sign_in(&mut lou);
    place(&lou, json!({ "competence_id": FILES, "level": 3 }), 201).await;
    let history = lou.read("/api/me/levels/history").await;
    let step =
        |from: &str, declared: i64| json!({ "from": from, "verified": null, "declared": declared });
    assert_eq!(
        history["items"],
        json!([{
            "competence_id": FILES,
            "steps": [step("2026-11-12", 1), step("2026-12-12", 3)],
        }])
    );
}
