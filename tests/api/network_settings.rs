//! The network's settings through HTTP: administrators change them, everybody reads what is public.

use serde_json::{Value, json};

use crate::support::{Case, TestApp, with};

fn settings() -> Value {
    json!({
        "name": "Réseau des Deux Rives",
        "contact": "contact@exemple.fr",
        "k": 15,
        "public_page": true,
    })
}

#[actix_web::test]
async fn a_new_network_has_settings_and_an_administrator_changes_them() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let fresh = json!({
        "version": 1, "name": "Coopair", "contact": null, "k": 11, "public_page": false,
    });
    assert_eq!(root.read("/api/settings").await, fresh);
    let changed = root.put_at("/api/settings", 1, settings()).await.is(200);
    assert_eq!(changed.header("etag").as_deref(), Some("\"2\""));
    assert_eq!(changed.json(), with(settings(), json!({ "version": 2 })));
    let stale = root.put_at("/api/settings", 1, settings()).await;
    assert_eq!(stale.is_problem(412, "stale_version")["current_version"], 2);
    root.put("/api/settings", settings()).await.is_problem(428, "version_required");
    let entry = root.read("/api/audit").await["items"][0].clone();
    assert_eq!(entry["action"], "settings.change");
}

#[actix_web::test]
async fn everybody_reads_what_is_public() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    root.put_at("/api/settings", 1, settings()).await.is(200);
    assert_eq!(app.nobody().read("/api/public").await, settings());
    for person in [app.facilitator("Ada").await, app.coordinator("Coline").await] {
        person.get("/api/settings").await.is_problem(403, "forbidden");
        person.put_at("/api/settings", 2, settings()).await.is_problem(403, "forbidden");
    }
    app.nobody().get("/api/settings").await.is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn settings_that_protect_nobody_are_refused() {
    let app = TestApp::new().await;
    let root = app.admin("Root").await;
    let cases: &[Case] = &[
        ("k below five", json!({ "k": 4 }), &[("/k", "out_of_range")]),
        ("k above a hundred", json!({ "k": 101 }), &[("/k", "out_of_range")]),
        ("half a person", json!({ "k": 11.5 }), &[("/k", "wrong_type")]),
        ("no name", json!({ "name": "  " }), &[("/name", "required")]),
        ("an endless name", json!({ "name": "n".repeat(121) }), &[("/name", "too_long")]),
        ("two lines", json!({ "contact": "a\nb" }), &[("/contact", "forbidden_character")]),
        ("no answer", json!({ "public_page": null }), &[("/public_page", "required")]),
        ("more", json!({ "logo": "x" }), &[("/logo", "unknown_field")]),
    ];
    for (name, changes, faults) in cases {
        let body = with(settings(), changes.clone());
        root.put_at("/api/settings", 1, body).await.about(name).is_invalid(faults);
    }
    assert_eq!(root.version("/api/settings").await, 1);
}
