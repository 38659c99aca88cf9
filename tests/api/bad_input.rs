//! Texts, contacts and bodies that are refused, in both languages, without repeating a personal
//! value.

use serde_json::json;

use crate::support::{Case, TestApp, invitation, learner, new_id, refuses};

#[actix_web::test]
async fn texts_and_contacts() {
    let app = TestApp::new().await;
    let (ada, abel) = (app.facilitator("Ada").await, app.admin("Abel").await);
    let long_email = format!("{}@exemple.fr", "a".repeat(290));
    let cases: &[Case] = &[
        (
            "a NUL byte",
            json!({ "first_name": "Lu\0cette" }),
            &[("/first_name", "forbidden_character")],
        ),
        (
            "a line break",
            json!({ "last_name": "A\r\nB" }),
            &[("/last_name", "forbidden_character")],
        ),
        ("a NUL in notes", json!({ "notes": "\0" }), &[("/notes", "forbidden_character")]),
        (
            "an endless name",
            json!({ "first_name": "a".repeat(10_000) }),
            &[("/first_name", "too_long")],
        ),
        ("endless notes", json!({ "notes": "a".repeat(10_001) }), &[("/notes", "too_long")]),
        ("spaces for a name", json!({ "last_name": "   " }), &[("/last_name", "required")]),
        ("an endless e-mail", json!({ "email": long_email }), &[("/email", "too_long")]),
        (
            "a header in an e-mail",
            json!({ "email": "a@exemple.fr\r\nBcc: b@exemple.fr" }),
            &[("/email", "invalid_email")],
        ),
        ("half an e-mail", json!({ "email": "lucette@" }), &[("/email", "invalid_email")]),
        ("letters for a phone", json!({ "phone": "abc" }), &[("/phone", "invalid_phone")]),
        ("a short phone", json!({ "phone": "06 12" }), &[("/phone", "invalid_phone")]),
        ("born in 1899", json!({ "birth_year": 1899 }), &[("/birth_year", "out_of_range")]),
        ("born next year", json!({ "birth_year": 2027 }), &[("/birth_year", "out_of_range")]),
        ("born in words", json!({ "birth_year": "1950" }), &[("/birth_year", "wrong_type")]),
        (
            "two ages",
            json!({ "birth_year": 1950, "age_band": "moins_de_douze" }),
            &[("/age_band", "contradiction")],
        ),
        (
            "no such commune",
            json!({ "commune_code": "75999" }),
            &[("/commune_code", "unknown_value")],
        ),
        ("no such gender", json!({ "gender": "f" }), &[("/gender", "unknown_value")]),
    ];
    refuses(&ada, "/api/learners", learner("Lucette", "Bernardin"), cases).await;

    let cases: &[Case] = &[
        ("an endless e-mail", json!({ "email": long_email }), &[("/email", "too_long")]),
        (
            "a header in an e-mail",
            json!({ "email": "a@exemple.fr\r\nBcc: b@exemple.fr" }),
            &[("/email", "invalid_email")],
        ),
        ("no hat", json!({ "roles": [] }), &[("/roles", "required")]),
        ("no such hat", json!({ "roles": ["chef"] }), &[("/roles/0", "unknown_value")]),
        (
            "an employer without the hat",
            json!({ "roles": ["learner"], "organization_id": new_id() }),
            &[("/organization_id", "contradiction")],
        ),
        (
            "no such employer",
            json!({ "organization_id": new_id() }),
            &[("/organization_id", "unknown_value")],
        ),
        ("no such place", json!({ "place_ids": [new_id()] }), &[("/place_ids/0", "unknown_value")]),
    ];
    refuses(&abel, "/api/accounts", invitation("nour@exemple.fr", &["facilitator"]), cases).await;

    let cases: &[Case] = &[
        ("a bad key", json!({ "siret": "43493312300028" }), &[("/siret", "invalid_siret")]),
        ("a short SIRET", json!({ "siret": "434933123" }), &[("/siret", "invalid_siret")]),
    ];
    refuses(&abel, "/api/organizations", json!({ "name": "Les Ateliers du Quai" }), cases).await;
    let post_office = json!({ "name": "Un bureau de poste", "siret": "35600000049837" });
    abel.creates("/api/organizations", post_office).await;
}

#[actix_web::test]
async fn a_lone_surrogate_is_a_forbidden_character() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let body = br#"{"first_name": "Lu\ud800cette", "last_name": "Bernardin"}"#.to_vec();
    let reply = ada.raw("POST", "/api/learners", "application/json", body).await;
    reply.is_invalid(&[("/first_name", "forbidden_character")]);
}

#[actix_web::test]
async fn messages_are_french_or_english_and_repeat_no_personal_value() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let body = json!({
        "first_name": "canari".repeat(100),
        "last_name": "canari\u{1}",
        "email": "canari@",
        "phone": "canari 06",
        "birth_year": "canari",
        "commune_code": "canari",
        "gender": "canari",
        "notes": format!("canari{}", "a".repeat(10_000)),
    });
    let faults = [
        ("/first_name", "too_long"),
        ("/last_name", "forbidden_character"),
        ("/email", "invalid_email"),
        ("/phone", "invalid_phone"),
        ("/birth_year", "wrong_type"),
        ("/commune_code", "unknown_value"),
        ("/gender", "unknown_value"),
        ("/notes", "too_long"),
    ];
    for (language, title, required) in [
        ("", "Certaines informations sont à corriger.", "Ce champ est obligatoire."),
        ("de", "Certaines informations sont à corriger.", "Ce champ est obligatoire."),
        ("fr-FR,fr;q=0.9", "Certaines informations sont à corriger.", "Ce champ est obligatoire."),
        ("de, en-GB;q=0.5", "Some fields need correcting.", "This field is required."),
    ] {
        ada.language = language;
        let reply = ada.post("/api/learners", body.clone()).await;
        assert!(!reply.text().contains("canari"), "{}", reply.text());
        assert_eq!(reply.json()["title"], title);
        reply.is_invalid(&faults);
        let nameless = ada.post("/api/learners", json!({ "last_name": "A" })).await.json();
        assert_eq!(nameless["errors"][0]["message"], required);
    }
    for broken in ["{\"first_name\": \"canari", "canari", "{\"canari\"}"] {
        let reply = ada.raw("POST", "/api/learners", "application/json", broken.into()).await;
        assert!(!reply.text().contains("canari"), "{}", reply.text());
        reply.is_problem(400, "invalid_json");
    }
}
