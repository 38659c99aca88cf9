//! How often one may try, per address and per account.

use serde_json::json;

use crate::support::{PASSWORD, TestApp, enter, with_password};

#[actix_web::test]
async fn attempts_are_counted_per_address() {
    let app = TestApp::new().await;
    let (one, other) = (app.nobody(), app.nobody());
    let guess = || json!({ "token": "inconnu" });
    let mut refused = None;
    for attempt in 0..500 {
        let reply = one.post("/api/sign-in/link/redeem", guess()).await;
        if reply.status == 429 {
            assert!(attempt >= 60, "only {attempt} attempts");
            refused = Some(reply);
            break;
        }
        reply.is_problem(410, "link_used");
    }
    let refused = refused.expect("a limit");
    let seconds: u64 = refused.header("retry-after").expect("when").parse().expect("seconds");
    assert!((1..=6).contains(&seconds), "{seconds}");
    refused.is_problem(429, "too_many_requests");
    other.post("/api/sign-in/link/redeem", guess()).await.is_problem(410, "link_used");
}

#[actix_web::test]
async fn strangers_who_guess_at_links_are_slowed_down() {
    let app = TestApp::new().await;
    let (one, other) = (app.nobody(), app.nobody());
    let mut attempts = 0;
    let refused = loop {
        let reply = one.get("/api/shared/inconnu/statistics").await;
        if reply.status == 429 {
            break reply;
        }
        reply.is_problem(410, "link_closed");
        attempts += 1;
        assert!(attempts < 1_000, "no limit");
    };
    assert!(attempts >= 120, "only {attempts} attempts");
    refused.is_problem(429, "too_many_requests");
    other.get("/api/shared/inconnu/statistics").await.is_problem(410, "link_closed");
}

#[actix_web::test]
async fn attempts_are_counted_per_account_wherever_they_come_from() {
    let app = TestApp::new().await;
    with_password(&app, "Ada").await;
    let mut wrong = 0;
    let refused = loop {
        let email = if wrong % 2 == 0 { "ada@exemple.fr" } else { "ADA@exemple.fr " };
        let reply = enter(&app, email, "pas le bon mot").await;
        if reply.status == 429 {
            break reply;
        }
        reply.is_problem(401, "invalid_credentials");
        wrong += 1;
        assert!(wrong < 100, "no limit");
    };
    assert!(wrong >= 10, "only {wrong} attempts");
    assert!(refused.header("retry-after").is_some());
    refused.is_problem(429, "too_many_requests");
    enter(&app, "ada@exemple.fr", PASSWORD).await.is_problem(429, "too_many_requests");
    enter(&app, "eve@exemple.fr", PASSWORD).await.is_problem(401, "invalid_credentials");
}

#[actix_web::test]
async fn link_mails_are_few_and_the_answer_does_not_tell() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for _ in 0..6 {
        let ask = json!({ "email": ada.email });
        assert_eq!(app.nobody().post("/api/sign-in/link", ask).await.is(202).json(), json!({}));
    }
    assert_eq!(app.mails_to(&ada.email).len(), 3);
}
