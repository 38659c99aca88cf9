//! Sessions that are refused: each fault with its field and rule; nothing is guessed or dropped.

use serde_json::{Value, json};

use crate::support::{Case, TestApp, individual, learner, new_id, place, refuses, with, workshop};

const SESSIONS: &str = "/api/individual-sessions";

#[actix_web::test]
async fn shapes_of_a_session() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let cases: &[Case] = &[
        ("an unknown key", json!({ "colour": "red" }), &[("/colour", "unknown_field")]),
        ("no date", json!({ "date": null }), &[("/date", "required")]),
        ("no duration", json!({ "duration_min": null }), &[("/duration_min", "required")]),
        (
            "a duration in words",
            json!({ "duration_min": "1h" }),
            &[("/duration_min", "wrong_type")],
        ),
        ("half minutes", json!({ "duration_min": 12.5 }), &[("/duration_min", "wrong_type")]),
        ("themes as one text", json!({ "themes": "email" }), &[("/themes", "wrong_type")]),
        ("notes as a number", json!({ "notes": 5 }), &[("/notes", "wrong_type")]),
        ("a date as a number", json!({ "date": 20251112 }), &[("/date", "wrong_type")]),
        ("yes in words", json!({ "redirected": "oui" }), &[("/redirected", "wrong_type")]),
        ("a broken id", json!({ "learner_id": "abc" }), &[("/learner_id", "invalid_id")]),
        (
            "an impossible time",
            json!({ "start_time": "25:00" }),
            &[("/start_time", "invalid_time")],
        ),
        (
            "a group where one person is expected",
            json!({ "anonymous": { "total": 3 } }),
            &[("/anonymous/total", "unknown_field")],
        ),
    ];
    refuses(&ada, SESSIONS, individual(), cases).await;
}

#[actix_web::test]
async fn dates_and_durations() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let cases: &[Case] = &[
        ("30 February", json!({ "date": "2025-02-30" }), &[("/date", "invalid_date")]),
        ("the French way", json!({ "date": "12/11/2026" }), &[("/date", "invalid_date")]),
        ("tomorrow", json!({ "date": "2026-11-13" }), &[("/date", "date_out_of_range")]),
        ("before 2015", json!({ "date": "2014-12-31" }), &[("/date", "date_out_of_range")]),
        ("no time at all", json!({ "duration_min": 0 }), &[("/duration_min", "out_of_range")]),
        ("less than none", json!({ "duration_min": -5 }), &[("/duration_min", "out_of_range")]),
        ("over a day", json!({ "duration_min": 1441 }), &[("/duration_min", "out_of_range")]),
    ];
    refuses(&ada, SESSIONS, individual(), cases).await;
    for (date, duration) in [("2015-01-01", 1), ("2026-11-12", 1440)] {
        let edge = json!({ "date": date, "duration_min": duration });
        ada.creates(SESSIONS, with(individual(), edge)).await;
    }
}

#[actix_web::test]
async fn values_that_contradict_each_other() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let cases: &[Case] = &[
        ("no theme", json!({ "themes": [] }), &[("/themes", "required")]),
        ("no such theme", json!({ "themes": ["cuisine"] }), &[("/themes/0", "unknown_value")]),
        (
            "an administrative theme alone",
            json!({ "themes": ["logement"] }),
            &[("/themes", "contradiction")],
        ),
        (
            "a procedure without its theme",
            json!({ "procedure_detail": "Une démarche" }),
            &[("/procedure_detail", "contradiction")],
        ),
        (
            "no device and a device",
            json!({ "equipment": ["aucun", "ordinateur"] }),
            &[("/equipment", "contradiction")],
        ),
        (
            "no such device",
            json!({ "equipment": ["minitel"] }),
            &[("/equipment/0", "unknown_value")],
        ),
        (
            "sent on to somebody, without being sent on",
            json!({ "redirection": "aide_sociale" }),
            &[("/redirection", "contradiction")],
        ),
        (
            "sent on to somebody, and not sent on",
            json!({ "redirection": "aide_sociale", "redirected": false }),
            &[("/redirection", "contradiction")],
        ),
    ];
    refuses(&ada, SESSIONS, individual(), cases).await;
    let unknown = with(individual(), json!({ "themes": ["cuisine"] }));
    let problem = ada.post(SESSIONS, unknown).await.is_problem(422, "invalid");
    let message = problem["errors"][0]["message"].as_str().unwrap_or_default();
    assert!(message.contains("email, ") && message.contains("securite_numerique"), "{message}");
}

#[actix_web::test]
async fn where_a_session_was() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let theirs = app
        .facilitator("Eve")
        .await
        .create("/api/places", place("Ailleurs", "44109", "44000"))
        .await;
    let at = |place_id: &str| json!({ "place_type": "lieu_activite", "commune_code": null, "place_id": place_id });
    let cases: &[Case] = &[
        (
            "a place of activity without a place",
            json!({ "place_type": "lieu_activite", "commune_code": null }),
            &[("/place_id", "required")],
        ),
        (
            "a place of activity with a commune",
            json!({ "place_type": "lieu_activite", "place_id": theirs }),
            &[("/commune_code", "contradiction")],
        ),
        (
            "at home, at a place, nowhere",
            json!({ "place_id": theirs, "commune_code": null }),
            &[("/place_id", "contradiction"), ("/commune_code", "required")],
        ),
        ("at home, nowhere", json!({ "commune_code": null }), &[("/commune_code", "required")]),
        (
            "elsewhere, nowhere",
            json!({ "place_type": "autre", "commune_code": null }),
            &[("/commune_code", "required")],
        ),
        (
            "at a distance, somewhere",
            json!({ "place_type": "a_distance" }),
            &[("/commune_code", "contradiction")],
        ),
        (
            "no such commune",
            json!({ "commune_code": "99999" }),
            &[("/commune_code", "unknown_value")],
        ),
        ("somebody else’s place", at(&theirs), &[("/place_id", "not_attached")]),
        ("no such place", at(&new_id()), &[("/place_id", "not_attached")]),
    ];
    refuses(&ada, SESSIONS, individual(), cases).await;
}

#[actix_web::test]
async fn an_unknown_kind_of_place() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let nowhere = with(individual(), json!({ "place_type": "gare" }));
    let problem = ada.post(SESSIONS, nowhere).await.is_problem(422, "invalid");
    let fault = &problem["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("/place_type"), &json!("unknown_value"))
    );
    assert!(fault["message"].to_string().contains("domicile"), "{problem}");
}

#[actix_web::test]
async fn somebody_else_s_people_tags_and_programmes() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let followed = eve.create("/api/learners", learner("Lucette", "Bernardin")).await;
    let tag = json!({ "name": "Bus numérique", "scope": "personal" });
    let tag = eve.create("/api/tags", tag).await;
    let cases: &[Case] = &[
        ("their learner", json!({ "learner_id": followed }), &[("/learner_id", "unknown_value")]),
        ("no such learner", json!({ "learner_id": new_id() }), &[("/learner_id", "unknown_value")]),
        ("their tag", json!({ "tag_ids": [tag] }), &[("/tag_ids/0", "unknown_value")]),
        (
            "no programme",
            json!({ "programme_id": new_id() }),
            &[("/programme_id", "unknown_value")],
        ),
        (
            "a learner who is anonymous",
            json!({ "learner_id": new_id(), "anonymous": {} }),
            &[("/anonymous", "contradiction")],
        ),
    ];
    refuses(&ada, SESSIONS, individual(), cases).await;
    let cases: &[Case] = &[(
        "their learner among others",
        json!({ "learner_ids": [followed] }),
        &[("/learner_ids/0", "unknown_value")],
    )];
    refuses(&ada, "/api/workshops", workshop(), cases).await;
}

#[actix_web::test]
async fn people_of_a_workshop() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let followed = ada.create("/api/learners", learner("Lucette", "Bernardin")).await;
    let group = |group: Value| json!({ "anonymous": group });
    let cases: &[Case] = &[
        ("nobody", json!({ "anonymous": null }), &[("/learner_ids", "no_participant")]),
        ("a group of none", group(json!({ "total": 0 })), &[("/learner_ids", "no_participant")]),
        ("fewer than none", group(json!({ "total": -1 })), &[("/anonymous/total", "out_of_range")]),
        ("a stadium", group(json!({ "total": 10_001 })), &[("/anonymous/total", "out_of_range")]),
        (
            "more genders than people",
            group(json!({ "total": 2, "genders": { "feminin": 2, "masculin": 1 } })),
            &[("/anonymous/genders", "sum_exceeds_total")],
        ),
        (
            "more ages and statuses than people",
            group(json!({
                "total": 1,
                "age_bands": { "moins_de_douze": 2 },
                "statuses": { "retraite": 1, "en_emploi": 1 },
            })),
            &[
                ("/anonymous/age_bands", "sum_exceeds_total"),
                ("/anonymous/statuses", "sum_exceeds_total"),
            ],
        ),
        (
            "minus one woman",
            group(json!({ "total": 3, "genders": { "feminin": -1 } })),
            &[("/anonymous/genders/feminin", "out_of_range")],
        ),
        (
            "more helped before than there are",
            group(json!({ "total": 6, "already_supported": 7 })),
            &[("/anonymous/already_supported", "out_of_range")],
        ),
        (
            "minus one helped before",
            group(json!({ "total": 6, "already_supported": -1 })),
            &[("/anonymous/already_supported", "out_of_range")],
        ),
        ("half a person", group(json!({ "total": 2.5 })), &[("/anonymous/total", "wrong_type")]),
        (
            "somebody twice",
            json!({ "learner_ids": [followed, followed] }),
            &[("/learner_ids/1", "contradiction")],
        ),
        ("a long title", json!({ "title": "a".repeat(201) }), &[("/title", "too_long")]),
        ("no such level", json!({ "level": "expert" }), &[("/level", "unknown_value")]),
    ];
    refuses(&ada, "/api/workshops", workshop(), cases).await;
}

#[actix_web::test]
async fn all_faults_are_told_at_once() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let cases: &[Case] = &[
        (
            "of shape and of rule",
            json!({
                "date": "2025-02-30",
                "duration_min": 0,
                "place_type": "lieu_activite",
                "themes": ["cuisine"],
                "equipment": ["aucun", "tablette"],
                "redirection": "autre",
                "colour": "red",
            }),
            &[
                ("/date", "invalid_date"),
                ("/duration_min", "out_of_range"),
                ("/place_id", "required"),
                ("/commune_code", "contradiction"),
                ("/themes/0", "unknown_value"),
                ("/equipment", "contradiction"),
                ("/redirection", "contradiction"),
                ("/colour", "unknown_field"),
            ],
        ),
        (
            "that only the database knows",
            json!({
                "date": "2026-11-13",
                "place_type": "lieu_activite",
                "commune_code": null,
                "place_id": new_id(),
                "learner_id": new_id(),
                "tag_ids": [new_id()],
                "programme_id": new_id(),
            }),
            &[
                ("/date", "date_out_of_range"),
                ("/place_id", "not_attached"),
                ("/learner_id", "unknown_value"),
                ("/tag_ids/0", "unknown_value"),
                ("/programme_id", "unknown_value"),
            ],
        ),
    ];
    refuses(&ada, SESSIONS, individual(), cases).await;
}
