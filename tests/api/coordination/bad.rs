//! Activities that are refused: each fault with its field and rule.

use serde_json::{Value, json};

use super::{ANIMATIONS, EVENTS, PARTNERSHIPS};
use crate::support::{Case, TestApp, animation, event, new_id, partnership, refuses, with};

#[actix_web::test]
async fn what_every_kind_refuses() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let cases: &[Case] = &[
        ("an unknown key", json!({ "colour": "red" }), &[("/colour", "unknown_field")]),
        ("no date", json!({ "date": null }), &[("/date", "required")]),
        ("30 February", json!({ "date": "2025-02-30" }), &[("/date", "invalid_date")]),
        ("tomorrow", json!({ "date": "2026-11-13" }), &[("/date", "date_out_of_range")]),
        ("before 2015", json!({ "date": "2014-12-31" }), &[("/date", "date_out_of_range")]),
        ("no time at all", json!({ "duration_min": 0 }), &[("/duration_min", "out_of_range")]),
        ("less than none", json!({ "duration_min": -5 }), &[("/duration_min", "out_of_range")]),
        ("over a day", json!({ "duration_min": 1441 }), &[("/duration_min", "out_of_range")]),
        ("half minutes", json!({ "duration_min": 1.5 }), &[("/duration_min", "wrong_type")]),
        ("in words", json!({ "duration_min": "1h" }), &[("/duration_min", "wrong_type")]),
        (
            "no such département",
            json!({ "departements": ["44", "20"] }),
            &[("/departements/1", "unknown_value")],
        ),
        ("one text", json!({ "departements": "44" }), &[("/departements", "wrong_type")]),
        ("a tag of nobody", json!({ "tag_ids": [new_tag()] }), &[("/tag_ids/0", "unknown_value")]),
        ("a broken tag", json!({ "tag_ids": ["x"] }), &[("/tag_ids/0", "invalid_id")]),
        ("a NUL byte", json!({ "notes": "a\u{0}b" }), &[("/notes", "forbidden_character")]),
    ];
    for (path, body) in
        [(ANIMATIONS, animation()), (EVENTS, event()), (PARTNERSHIPS, partnership())]
    {
        refuses(&ines, path, body.clone(), cases).await;
        let long = with(body.clone(), json!({ "notes": "é".repeat(10_001) }));
        ines.post(path, long).await.is_invalid(&[("/notes", "too_long")]);
        let many = with(body.clone(), json!({ "departements": vec!["44"; 21] }));
        ines.post(path, many).await.is_invalid(&[("/departements", "out_of_range")]);
        let many = with(body, json!({ "tag_ids": vec![new_id(); 51] }));
        ines.post(path, many).await.is_invalid(&[("/tag_ids", "out_of_range")]);
    }
}

/// An id that names nothing.
fn new_tag() -> &'static str {
    "0190b3c2-0000-7000-8000-0000000000ff"
}

#[actix_web::test]
async fn what_an_animation_refuses() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let cases: &[Case] = &[
        ("no duration", json!({ "duration_min": null }), &[("/duration_min", "required")]),
        ("no type", json!({ "animation_type": null }), &[("/animation_type", "required")]),
        (
            "no such type",
            json!({ "animation_type": "fête" }),
            &[("/animation_type", "unknown_value")],
        ),
        (
            "another type without a word",
            json!({ "animation_type": "autre" }),
            &[("/animation_type_other", "required")],
        ),
        (
            "a word without the other type",
            json!({ "animation_type_other": "Visite" }),
            &[("/animation_type_other", "contradiction")],
        ),
        ("no theme", json!({ "themes": [] }), &[("/themes", "required")]),
        ("no such theme", json!({ "themes": ["x"] }), &[("/themes/0", "unknown_value")]),
        ("another theme", json!({ "themes": ["autre"] }), &[("/theme_other", "required")]),
        ("a stray word", json!({ "theme_other": "x" }), &[("/theme_other", "contradiction")]),
        ("no such initiative", json!({ "initiative": "x" }), &[("/initiative", "unknown_value")]),
        ("nobody", json!({ "mediators": 0 }), &[("/mediators", "no_participant")]),
        (
            "fewer than none",
            json!({ "mediators": -1, "structures": -1, "other_actors": -1 }),
            &[
                ("/mediators", "out_of_range"),
                ("/structures", "out_of_range"),
                ("/other_actors", "out_of_range"),
            ],
        ),
        ("too many", json!({ "structures": 10_001 }), &[("/structures", "out_of_range")]),
        ("a field of events", json!({ "participants": 3 }), &[("/participants", "unknown_field")]),
    ];
    refuses(&ines, ANIMATIONS, animation(), cases).await;
    for alone in ["mediators", "structures", "other_actors"] {
        let mut body = with(animation(), json!({ "mediators": null }));
        body[alone] = json!(1);
        ines.creates(ANIMATIONS, body).await;
    }
    let long = json!({ "animation_type": "autre", "animation_type_other": "a".repeat(201) });
    let reply = ines.post(ANIMATIONS, with(animation(), long)).await;
    reply.is_invalid(&[("/animation_type_other", "too_long")]);
}

#[actix_web::test]
async fn what_an_event_refuses() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let cases: &[Case] = &[
        ("no type", json!({ "event_type": null }), &[("/event_type", "required")]),
        ("no such type", json!({ "event_type": "x" }), &[("/event_type", "unknown_value")]),
        ("another type", json!({ "event_type": "autre" }), &[("/event_type_other", "required")]),
        (
            "a stray word",
            json!({ "event_type_other": "Salon" }),
            &[("/event_type_other", "contradiction")],
        ),
        ("no organizer", json!({ "organizers": [] }), &[("/organizers", "required")]),
        (
            "nobody of the list",
            json!({ "organizers": ["x"] }),
            &[("/organizers/0", "unknown_value")],
        ),
        (
            "another organizer",
            json!({ "organizers": ["hub", "autre"] }),
            &[("/organizer_other", "required")],
        ),
        (
            "a stray one",
            json!({ "organizer_other": "x" }),
            &[("/organizer_other", "contradiction")],
        ),
        ("no count", json!({ "participants": null }), &[("/participants", "required")]),
        ("fewer than none", json!({ "participants": -1 }), &[("/participants", "out_of_range")]),
        ("too many", json!({ "participants": 1_000_001 }), &[("/participants", "out_of_range")]),
        (
            "no such level",
            json!({ "territorial_level": "x" }),
            &[("/territorial_level", "unknown_value")],
        ),
        ("backwards", json!({ "end_date": "2026-11-11" }), &[("/end_date", "contradiction")]),
        ("not over", json!({ "end_date": "2026-11-13" }), &[("/end_date", "date_out_of_range")]),
        (
            "32 days",
            json!({ "date": "2026-10-01", "end_date": "2026-11-01" }),
            &[("/end_date", "out_of_range")],
        ),
        (
            "more than its days",
            json!({ "date": "2026-11-11", "end_date": "2026-11-12", "duration_min": 2881 }),
            &[("/duration_min", "out_of_range")],
        ),
    ];
    refuses(&ines, EVENTS, event(), cases).await;
    let edge = json!({ "date": "2026-10-02", "end_date": "2026-11-01", "duration_min": 44_640 });
    ines.creates(EVENTS, with(event(), edge)).await;
    let long = with(event(), json!({ "name": "a".repeat(201) }));
    ines.post(EVENTS, long).await.is_invalid(&[("/name", "too_long")]);
}

#[actix_web::test]
async fn what_a_partnership_refuses() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let partner =
        |more: Value| json!({ "partners": [with(json!({ "name": "Hub", "kind": "hub" }), more)] });
    let cases: &[Case] = &[
        ("no nature", json!({ "natures": [] }), &[("/natures", "required")]),
        ("no such nature", json!({ "natures": ["x"] }), &[("/natures/0", "unknown_value")]),
        ("another nature", json!({ "natures": ["autre"] }), &[("/nature_other", "required")]),
        ("a stray word", json!({ "nature_other": "x" }), &[("/nature_other", "contradiction")]),
        ("no partner", json!({ "partners": [] }), &[("/partners", "required")]),
        ("no partners at all", json!({ "partners": null }), &[("/partners", "required")]),
        ("no name", partner(json!({ "name": " " })), &[("/partners/0/name", "required")]),
        ("no kind", partner(json!({ "kind": null })), &[("/partners/0/kind", "required")]),
        (
            "no such kind",
            partner(json!({ "kind": "ma_structure" })),
            &[("/partners/0/kind", "unknown_value")],
        ),
        (
            "another kind",
            partner(json!({ "kind": "autre" })),
            &[("/partners/0/kind_other", "required")],
        ),
        (
            "a stray kind",
            partner(json!({ "kind_other": "x" })),
            &[("/partners/0/kind_other", "contradiction")],
        ),
        (
            "a line break",
            partner(json!({ "name": "a\nb" })),
            &[("/partners/0/name", "forbidden_character")],
        ),
        (
            "a field of events",
            json!({ "end_date": "2026-11-12" }),
            &[("/end_date", "unknown_field")],
        ),
    ];
    refuses(&ines, PARTNERSHIPS, partnership(), cases).await;
    let many = vec![json!({ "name": "Hub", "kind": "hub" }); 51];
    let reply = ines.post(PARTNERSHIPS, with(partnership(), json!({ "partners": many }))).await;
    reply.is_invalid(&[("/partners", "out_of_range")]);
}

#[actix_web::test]
async fn tags_of_others_and_tags_twice() {
    let app = TestApp::new().await;
    let (ines, ada) = (app.coordinator("Inès").await, app.facilitator("Ada").await);
    let hers = ada.create("/api/tags", json!({ "name": "À moi", "scope": "personal" })).await;
    let network = json!({ "name": "Semaine", "scope": "network" });
    let tag = app.admin("Abel").await.create("/api/tags", network).await;
    let body = with(event(), json!({ "tag_ids": [hers, tag, tag] }));
    let faults = [("/tag_ids/0", "unknown_value"), ("/tag_ids/2", "contradiction")];
    ines.post(EVENTS, body).await.is_invalid(&faults);
}
