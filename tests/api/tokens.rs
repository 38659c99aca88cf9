//! Access tokens that open nothing, and the cookie of the refresh token.

use chrono::Duration;
use coopair::platform::database::Moment;
use coopair::sign_in::Tokens;
use jsonwebtoken::{Algorithm, EncodingKey, Header, crypto, encode};
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp, cookie, enter, with, with_password};

#[actix_web::test]
async fn tokens_that_open_nothing() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let good = ada.token.clone().expect("a token");
    let parts: Vec<&str> = good.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("three parts") };
    let (none, rs256) =
        ("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0", "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9");
    let key = EncodingKey::from_secret(&[7; 32]);
    let as_rsa = format!("{rs256}.{claims}");
    let as_rsa_signature =
        crypto::sign(as_rsa.as_bytes(), &key, Algorithm::HS256).expect("a signature");
    let now = app.ctx.clock.now();
    let (account, sign_in) = (ada.account_id.expect("an account"), app.ctx.clock.new_id());
    let sign_with =
        |key: &[u8], at: Moment| Tokens::new(key).sign(account, sign_in, at).expect("a token");
    let whole = json!({
        "exp": now.millis() / 1000 + 900, "iat": now.millis() / 1000, "iss": "coopair",
        "aud": "coopair-api", "sub": account, "sid": sign_in,
    });
    let signed = |algorithm, changes: Value| {
        let claims = with(whole.clone(), changes);
        encode(&Header::new(algorithm), &claims, &key).expect("a token")
    };
    let mut bad = vec![
        (
            "altered claims".to_owned(),
            format!("{header}.{}A.{signature}", &claims[..claims.len() - 1]),
        ),
        ("no signature".to_owned(), format!("{header}.{claims}.")),
        ("alg none".to_owned(), format!("{none}.{claims}.")),
        ("alg none, signed".to_owned(), format!("{none}.{claims}.{signature}")),
        ("RS256 over the same key".to_owned(), format!("{as_rsa}.{as_rsa_signature}")),
        ("another of the HS family".to_owned(), signed(Algorithm::HS512, json!({}))),
        ("another key".to_owned(), sign_with(&[8; 32], now)),
        ("expired".to_owned(), sign_with(&[7; 32], now.plus_seconds(-900))),
        ("an unknown sign-in".to_owned(), sign_with(&[7; 32], now)),
        ("another issuer".to_owned(), signed(Algorithm::HS256, json!({ "iss": "autre" }))),
        ("another audience".to_owned(), signed(Algorithm::HS256, json!({ "aud": "autre" }))),
        ("words".to_owned(), "pas un jeton".to_owned()),
        ("nothing".to_owned(), String::new()),
    ];
    for claim in ["exp", "iat", "iss", "aud", "sub", "sid"] {
        bad.push((format!("no {claim}"), signed(Algorithm::HS256, json!({ claim: null }))));
    }
    for (what, token) in bad {
        let authorization = format!("Bearer {token}");
        refuses(&app, &what, &authorization).await;
    }
    for scheme in ["", "Bearer", "Basic YWRhOng=", &good, &format!("Token {good}")] {
        refuses(&app, scheme, scheme).await;
    }
    let lower = format!("bearer {good}");
    let headers = [("authorization", lower.as_str())];
    app.nobody().with_headers("GET", "/api/me", &headers, None).await.is(200);
    app.wait(Duration::seconds(900));
    ada.get("/api/me").await.is_problem(401, "invalid_token");
    let nobody = app.nobody().get("/api/me").await;
    assert!(nobody.header("www-authenticate").is_some_and(|told| told.starts_with("Bearer")));
    nobody.is_problem(401, "unauthenticated");
}

async fn refuses(app: &TestApp, what: &str, authorization: &str) {
    let headers = [("authorization", authorization)];
    let reply = app.nobody().with_headers("GET", "/api/me", &headers, None).await;
    assert!(reply.header("www-authenticate").is_some_and(|told| told.starts_with("Bearer")));
    reply.about(what).is_problem(401, "invalid_token");
    app.nobody().with_headers("GET", "/api/enumerations", &headers, None).await.is(200);
}

#[actix_web::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let app = TestApp::new().await;
    with_password(&app, "Ada").await;
    let reply = enter(&app, "ada@exemple.fr", PASSWORD).await.is(200);
    let header = reply.header("set-cookie").expect("a cookie");
    let flags: Vec<&str> = header.split("; ").skip(1).collect();
    for flag in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/api", "Max-Age=2592000"] {
        assert!(flags.contains(&flag), "{header}");
    }
    assert!(!reply.text().contains(cookie(&reply).split_once('=').expect("a value").1));
}
