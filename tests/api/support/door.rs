//! Coming in: by password, by link, with a refresh cookie.

use serde_json::{Value, json};

use super::{Person, Reply, TestApp};

/// A password nobody else chooses.
pub const PASSWORD: &str = "la mer monte à Fécamp";

/// What the browser would send back, as one `Cookie` header.
pub fn cookie(reply: &Reply) -> String {
    let header = reply.header("set-cookie").expect("a cookie");
    header.split(';').next().expect("a value").to_owned()
}

pub async fn with_password(app: &TestApp, name: &str) -> Person {
    let person = app.facilitator(name).await;
    let choice = json!({ "current_password": null, "new_password": PASSWORD });
    person.put("/api/me/password", choice).await.is(204);
    person
}

/// Signs in by password and gives the answer.
pub async fn enter(app: &TestApp, email: &str, password: &str) -> Reply {
    app.nobody().post("/api/sign-in", json!({ "email": email, "password": password })).await
}

pub async fn redeem(app: &TestApp, token: &str) -> Reply {
    app.nobody().post("/api/sign-in/link/redeem", json!({ "token": token })).await
}

pub async fn refresh(app: &TestApp, cookie: &str) -> Reply {
    app.nobody().with_headers("POST", "/api/sign-in/refresh", &[("cookie", cookie)], None).await
}

/// Whether the access token of an answer opens the door.
pub async fn opens(app: &TestApp, answer: &Value) -> bool {
    let mut person = app.nobody();
    person.token = answer["access_token"].as_str().map(Into::into);
    person.get("/api/me").await.status == 200
}
