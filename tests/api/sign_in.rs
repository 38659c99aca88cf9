//! The door: passwords, one-time links, refresh tokens.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{
    PASSWORD, TestApp, cookie, enter, invitation, opens, redeem, refresh, with_password,
};

#[actix_web::test]
async fn by_password() {
    let app = TestApp::new().await;
    let ada = with_password(&app, "Ada").await;
    let reply = enter(&app, " Ada@Exemple.FR ", PASSWORD).await.is(200);
    assert_eq!(reply.header("cache-control").as_deref(), Some("no-store"));
    let answer = reply.json();
    assert_eq!(answer["expires_in_s"], 900);
    assert_eq!(answer["account"]["email"], ada.email);
    assert_eq!(answer["account"]["has_password"], true);
    assert_eq!(answer["workspace"]["today"], "2026-11-12");
    assert!(opens(&app, &answer).await);
    assert!(!reply.text().contains("argon2"), "no hash leaves the server");
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_account_are_told_alike() {
    let app = TestApp::new().await;
    with_password(&app, "Ada").await;
    app.facilitator("Eve").await;
    let mut answers = Vec::new();
    for (email, password) in [
        ("ada@exemple.fr", "la mer monte à Dieppe"),
        ("ada@exemple.fr", ""),
        ("personne@exemple.fr", PASSWORD),
        ("eve@exemple.fr", PASSWORD),
        ("pas une adresse", PASSWORD),
    ] {
        let reply = enter(&app, email, password).await;
        assert!(reply.header("www-authenticate").is_some() && reply.header("set-cookie").is_none());
        let mut problem = reply.is_problem(401, "invalid_credentials");
        problem["request_id"] = Value::Null;
        answers.push(problem);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[actix_web::test]
async fn by_a_link_that_works_once() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let ask = json!({ "email": ada.email });
    assert_eq!(app.nobody().post("/api/sign-in/link", ask.clone()).await.is(202).json(), json!({}));
    let stranger = json!({ "email": "personne@exemple.fr" });
    assert_eq!(app.nobody().post("/api/sign-in/link", stranger).await.is(202).json(), json!({}));
    assert!(app.mails_to("personne@exemple.fr").is_empty());
    let token = app.mailed_token(&ada.email);
    let answer = redeem(&app, &token).await.is(200).json();
    assert!(opens(&app, &answer).await);
    redeem(&app, &token).await.is_problem(410, "link_used");
    redeem(&app, "inconnu").await.is_problem(410, "link_used");

    app.nobody().post("/api/sign-in/link", ask).await.is(202);
    let token = app.mailed_token(&ada.email);
    app.wait(Duration::minutes(30));
    redeem(&app, &token).await.is_problem(410, "link_used");
}

#[actix_web::test]
async fn by_an_invitation() {
    let app = TestApp::new().await;
    let abel = app.admin("Abel").await;
    for email in ["nour@exemple.fr", "noa@exemple.fr"] {
        let view = abel.creates("/api/accounts", invitation(email, &["facilitator"])).await;
        assert_eq!(view["status"], "invited");
    }
    app.wait(Duration::days(29));
    let answer = redeem(&app, &app.mailed_token("nour@exemple.fr")).await.is(200).json();
    assert_eq!(answer["account"]["status"], "active");
    assert_eq!(answer["account"]["has_password"], false);
    app.wait(Duration::days(1));
    redeem(&app, &app.mailed_token("noa@exemple.fr")).await.is_problem(410, "link_used");
}

#[actix_web::test]
async fn refresh_tokens_rotate() {
    let app = TestApp::new().await;
    with_password(&app, "Ada").await;
    let first = enter(&app, "ada@exemple.fr", PASSWORD).await.is(200);
    let second = refresh(&app, &cookie(&first)).await.is(200);
    assert_ne!(cookie(&first), cookie(&second));
    // The answer may have been lost: the same token again, for a moment, is no theft.
    app.wait(Duration::seconds(30));
    let again = refresh(&app, &cookie(&first)).await.is(200).json();
    assert!(opens(&app, &again).await);
    // Later it is one: the whole family ends, and its access tokens with it.
    app.wait(Duration::seconds(1));
    let stolen = refresh(&app, &cookie(&first)).await;
    assert!(cookie(&stolen).ends_with('='), "the cookie is taken back");
    stolen.is_problem(401, "invalid_token");
    refresh(&app, &cookie(&second)).await.is_problem(401, "invalid_token");
    assert!(!opens(&app, &again).await);
    app.nobody().post("/api/sign-in/refresh", json!({})).await.is_problem(401, "unauthenticated");
    refresh(&app, "coopair_refresh=inconnu").await.is_problem(401, "invalid_token");
}

#[actix_web::test]
async fn a_sign_in_ends_thirty_days_after_its_last_use() {
    let app = TestApp::new().await;
    with_password(&app, "Ada").await;
    let first = enter(&app, "ada@exemple.fr", PASSWORD).await.is(200);
    app.wait(Duration::days(29));
    let second = refresh(&app, &cookie(&first)).await.is(200);
    app.wait(Duration::days(30));
    refresh(&app, &cookie(&second)).await.is_problem(401, "invalid_token");
}

#[actix_web::test]
async fn signing_out_ends_every_sign_in_of_the_account() {
    let app = TestApp::new().await;
    with_password(&app, "Ada").await;
    let eve = app.facilitator("Eve").await;
    for by_token in [true, false] {
        let phone = enter(&app, "ada@exemple.fr", PASSWORD).await.is(200);
        let desk = enter(&app, "ada@exemple.fr", PASSWORD).await.is(200);
        assert!(opens(&app, &phone.json()).await && opens(&app, &desk.json()).await);
        let bearer =
            format!("Bearer {}", phone.json()["access_token"].as_str().unwrap_or_default());
        let cookie_sent = cookie(&phone);
        let header = match by_token {
            true => ("authorization", bearer.as_str()),
            false => ("cookie", cookie_sent.as_str()),
        };
        let out = app.nobody().with_headers("POST", "/api/sign-out", &[header], None).await.is(204);
        assert!(cookie(&out).ends_with('='));
        assert!(!opens(&app, &phone.json()).await && !opens(&app, &desk.json()).await);
        refresh(&app, &cookie(&desk)).await.is_problem(401, "invalid_token");
    }
    eve.get("/api/me").await.is(200);
    app.nobody().post("/api/sign-out", Value::Null).await.is(204);
}

#[actix_web::test]
async fn a_new_password_ends_the_other_sign_ins() {
    let app = TestApp::new().await;
    let ada = with_password(&app, "Ada").await;
    let thief = enter(&app, &ada.email, PASSWORD).await.is(200);
    assert!(opens(&app, &thief.json()).await);
    let path = "/api/me/password";
    let new = "une autre phrase à retenir";
    let without = json!({ "new_password": new });
    ada.put(path, without).await.is_invalid(&[("/current_password", "required")]);
    let wrong = json!({ "current_password": "la mer", "new_password": new });
    ada.put(path, wrong).await.is_invalid(&[("/current_password", "wrong_password")]);
    assert!(opens(&app, &thief.json()).await);
    let right = json!({ "current_password": PASSWORD, "new_password": new });
    ada.put(path, right).await.is(204);
    ada.get("/api/me").await.is(200);
    assert!(!opens(&app, &thief.json()).await);
    refresh(&app, &cookie(&thief)).await.is_problem(401, "invalid_token");
    enter(&app, &ada.email, PASSWORD).await.is_problem(401, "invalid_credentials");
    enter(&app, &ada.email, new).await.is(200);
}

#[actix_web::test]
async fn a_fresh_link_replaces_a_forgotten_password() {
    let app = TestApp::new().await;
    let mut ada = with_password(&app, "Ada").await;
    let ask = json!({ "email": ada.email });
    app.nobody().post("/api/sign-in/link", ask).await.is(202);
    let answer = redeem(&app, &app.mailed_token(&ada.email)).await.is(200);
    ada.token = answer.json()["access_token"].as_str().map(Into::into);
    let new = json!({ "new_password": "une autre phrase à retenir" });
    ada.put("/api/me/password", new.clone()).await.is(204);
    app.wait(Duration::seconds(899));
    let later = refresh(&app, &cookie(&answer)).await.is(200).json();
    ada.token = later["access_token"].as_str().map(Into::into);
    app.wait(Duration::seconds(2));
    ada.put("/api/me/password", new).await.is_invalid(&[("/current_password", "required")]);
}

#[actix_web::test]
async fn weak_passwords() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for weak in
        ["", "onze signes", "motdepasse123", "Azertyuiop123", "aaaaaaaaaaaa", "123456789012"]
    {
        let reply = ada.put("/api/me/password", json!({ "new_password": weak })).await;
        reply.is_invalid(&[("/new_password", "weak_password")]);
    }
    for odd in [format!("{PASSWORD}\0"), PASSWORD.repeat(100)] {
        let reply = ada.put("/api/me/password", json!({ "new_password": odd })).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
    }
}

#[actix_web::test]
async fn a_suspended_account_is_out_at_once() {
    let app = TestApp::new().await;
    let (abel, ada) = (app.admin("Abel").await, with_password(&app, "Ada").await);
    let desk = enter(&app, &ada.email, PASSWORD).await.is(200);
    assert!(opens(&app, &desk.json()).await);
    app.nobody().post("/api/sign-in/link", json!({ "email": ada.email })).await.is(202);
    let token = app.mailed_token(&ada.email);
    let path = format!("/api/accounts/{}", ada.account_id.expect("an account"));
    let version = abel.version(&path).await;
    abel.post_at(&format!("{path}/suspend"), version, Value::Null).await.is(200);
    ada.get("/api/me").await.is_problem(401, "invalid_token");
    assert!(!opens(&app, &desk.json()).await);
    refresh(&app, &cookie(&desk)).await.is_problem(401, "invalid_token");
    enter(&app, &ada.email, PASSWORD).await.is_problem(401, "invalid_credentials");
    redeem(&app, &token).await.is_problem(401, "invalid_credentials");
    app.nobody().post("/api/sign-in/link", json!({ "email": ada.email })).await.is(202);
    assert_eq!(app.mails_to(&ada.email).len(), 1, "no link leaves for a suspended account");
}
