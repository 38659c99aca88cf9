//! Badges through HTTP: asked for, checked by anybody, taken back, fallen with their proof.

use serde_json::{Value, json};

use super::{FILES, NOTHING, Pair};
use crate::support::Person;

async fn check(who: &Person, token: &str) -> crate::support::Reply {
    who.post("/api/badges/check", json!({ "token": token })).await
}

#[actix_web::test]
async fn a_badge_is_made_on_request_and_checked_by_anybody() {
    let pair = Pair::new(4).await;
    let nobody = pair.app.nobody();
    let asked = json!({ "competence_id": FILES });
    let badge = pair.ada.post("/api/me/badges", asked.clone()).await.is(201).json();
    assert_eq!((&badge["level"], &badge["state"]), (&json!(4), &json!("valid")));
    assert_eq!(badge["shown_name"], Value::Null);
    let again = pair.ada.post("/api/me/badges", asked).await.is(200).json();
    assert_eq!(again, badge, "nothing changed");
    let (id, token) = (badge["id"].as_str().unwrap(), badge["token"].as_str().unwrap());
    let told = check(&nobody, token).await.is(200);
    assert!(!told.text().contains("Ada"), "no name unless asked for");
    assert_eq!(told.json()["competence_code"], "1.2");
    let download = nobody.get(&format!("/api/badges/awards/{id}")).await.is(200);
    assert_eq!(download.text(), token);
    let named = json!({ "competence_id": FILES, "with_name": true });
    let named = pair.ada.post("/api/me/badges", named).await.is(201).json();
    let told = check(&nobody, named["token"].as_str().unwrap()).await.is(200).json();
    assert_eq!(told["shown_name"], "Ada Essai");
    let keys = nobody.read("/api/badges/keys").await;
    let key = keys["keys"][0].clone();
    assert_eq!(
        (&key["kty"], &key["alg"], &key["d"]),
        (&json!("RSA"), &json!("RS256"), &Value::Null)
    );
    let thumbprint = key["kid"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(nobody.read(&format!("/api/badges/keys/{thumbprint}")).await, key);
    nobody.get("/api/badges/keys/autre").await.is_problem(404, "not_found");
    assert_eq!(nobody.read("/api/badges/issuer").await["url"], "https://reseau.exemple.fr");
}

#[actix_web::test]
async fn a_badge_changed_by_one_byte_is_refused() {
    let pair = Pair::new(4).await;
    let nobody = pair.app.nobody();
    let badge = pair.ada.post("/api/me/badges", json!({ "competence_id": FILES })).await.is(201);
    let token = badge.json()["token"].as_str().unwrap().to_owned();
    for at in (0..token.len()).step_by(211) {
        let mut altered = token.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        let problem = check(&pair.app.nobody(), &altered).await.is_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], "/token", "{at}");
    }
    check(&nobody, "n’importe quoi").await.is_problem(422, "invalid");
    check(&nobody, " ").await.is_invalid(&[("/token", "required")]);
    check(&nobody, &"a".repeat(20_001)).await.is_invalid(&[("/token", "out_of_range")]);
    check(&nobody, &token).await.is(200);
}

#[actix_web::test]
async fn a_badge_needs_a_verified_level() {
    let pair = Pair::new(0).await;
    let ask = |id: &str| json!({ "competence_id": id });
    let refused = pair.ada.post("/api/me/badges", ask(FILES)).await;
    refused.is_invalid(&[("/competence_id", "no_verified_level")]);
    let refused = pair.ada.post("/api/me/badges", ask(NOTHING)).await;
    refused.is_invalid(&[("/competence_id", "unknown_value")]);
    assert_eq!(pair.ada.read("/api/me/badges").await["items"], json!([]));
}

#[actix_web::test]
async fn a_badge_is_taken_back_or_falls_with_its_proof() {
    let pair = Pair::new(4).await;
    let nobody = pair.app.nobody();
    let ask = json!({ "competence_id": FILES });
    let first = pair.ada.post("/api/me/badges", ask.clone()).await.is(201).json();
    let path = format!("/api/me/badges/{}/revoke", first["id"].as_str().unwrap());
    pair.admin.post(&path, Value::Null).await.is_problem(404, "not_found");
    pair.ada.post(&path, Value::Null).await.is(204);
    pair.ada.post(&path, Value::Null).await.is_problem(409, "conflict");
    let token = first["token"].as_str().unwrap();
    assert_eq!(check(&nobody, token).await.is(200).json()["state"], "revoked");
    let list = nobody.read("/api/badges/revocations").await;
    let entry = list["revokedCredentials"][0]["id"].as_str().unwrap().to_owned();
    assert!(entry.ends_with(first["id"].as_str().unwrap()), "{entry}");

    let second = pair.ada.post("/api/me/badges", ask).await.is(201).json();
    let own = pair.ada.read("/api/me/evidence").await;
    for evidence in own["items"].as_array().unwrap() {
        let path = format!("/api/evidence/{}/acts", evidence["id"].as_str().unwrap());
        pair.admin.post(&path, json!({ "kind": "revoke", "reason": "Erreur" })).await.is(204);
    }
    let state = format!("/api/badges/awards/{}/state", second["id"].as_str().unwrap());
    assert_eq!(nobody.read(&state).await["state"], "revoked");
    let own = pair.ada.read("/api/me/badges").await;
    assert_eq!(own["items"][0]["revocation"], "evidence");
}
