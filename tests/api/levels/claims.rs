//! Codes: claiming a followed record, placing oneself without an account.

use chrono::Duration;
use serde_json::{Value, json};

use super::{FILES, MAIL, Pair, alone, attest, certify, vdw};
use crate::support::{Person, new_id};

async fn code(who: &Person, learner: &str, purpose: &str) -> Value {
    let path = format!("/api/learners/{learner}/codes");
    who.post(&path, json!({ "purpose": purpose })).await.is(201).json()["code"].clone()
}

#[actix_web::test]
async fn a_followed_person_claims_their_record_and_sees_what_was_proven() {
    let pair = Pair::new(4).await;
    attest(&pair.ada, &pair.attestation(1), 201).await;
    let lou = pair.app.person("Lou", &[coopair::policy::Role::Learner]).await;
    lou.put(
        &format!("/api/me/placements/{}", new_id()),
        json!({ "competence_id": FILES, "answers": alone(2) }),
    )
    .await
    .is(201);
    let first = code(&pair.ada, &pair.learner, "claim").await;
    let code = code(&pair.ada, &pair.learner, "claim").await;
    let claim = |typed: Value| json!({ "code": typed });
    lou.post("/api/me/claims", claim(first)).await.is_problem(410, "link_used");
    lou.post("/api/me/claims", claim(json!("AAAA-AAAA"))).await.is_problem(410, "link_used");
    lou.post("/api/me/claims", claim(json!(" "))).await.is_invalid(&[("/code", "required")]);
    let typed = code.as_str().unwrap().to_lowercase().replace('-', " ");
    let claimed = lou.post("/api/me/claims", claim(json!(typed))).await.is(200).json();
    assert_eq!(
        (&claimed["facilitator"]["name"], &claimed["session_count"]),
        (&json!("Ada Essai"), &json!(1))
    );
    assert_eq!(vdw(&lou, FILES).await, [Some(1), Some(2), Some(1)]);
    lou.post("/api/me/claims", claim(code)).await.is_problem(410, "link_used");
    let path = format!("/api/learners/{}/codes", pair.learner);
    let again = pair.ada.post(&path, json!({ "purpose": "claim" })).await;
    again.is_invalid(&[("/purpose", "contradiction")]);
    let eve = pair.app.facilitator("Eve").await;
    eve.post(&path, json!({ "purpose": "claim" })).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn a_code_is_over_after_its_time() {
    let pair = Pair::new(0).await;
    let lou = pair.app.person("Lou", &[coopair::policy::Role::Learner]).await;
    let claim = code(&pair.ada, &pair.learner, "claim").await;
    let placement = code(&pair.ada, &pair.learner, "placement").await;
    pair.app.wait(Duration::hours(2));
    let open = json!({ "code": placement });
    pair.app.nobody().post("/api/placement/open", open).await.is_problem(410, "link_used");
    pair.app.wait(Duration::days(14));
    let mut lou = lou;
    pair.app.sign_in(&mut lou);
    lou.post("/api/me/claims", json!({ "code": claim })).await.is_problem(410, "link_used");
}

#[actix_web::test]
async fn somebody_without_an_account_places_themself_on_a_shared_tablet() {
    let pair = Pair::new(4).await;
    let nobody = pair.app.nobody();
    let code = code(&pair.ada, &pair.learner, "placement").await;
    let desk = nobody.post("/api/placement/open", json!({ "code": code })).await.is(200).json();
    assert_eq!((&desk["first_name"], &desk["done"]), (&json!("Lucette"), &json!([])));
    assert!(!desk.to_string().contains("Bernardin"), "no more than it takes");
    let id = new_id();
    let answer = |id: &str, competence: &str| {
        json!({
            "code": code, "id": id,
            "placement": { "competence_id": competence, "answers": alone(1) },
        })
    };
    nobody.post("/api/placement/answers", answer(&id, FILES)).await.is(201);
    nobody.post("/api/placement/answers", answer(&id, FILES)).await.is(200);
    nobody.post("/api/placement/answers", answer(&new_id(), MAIL)).await.is(201);
    let desk = nobody.post("/api/placement/open", json!({ "code": code })).await.is(200).json();
    assert_eq!(desk["done"].as_array().unwrap().len(), 2);
    let bad = json!({
        "code": code, "id": new_id(),
        "placement": { "competence_id": FILES, "level": 9 },
    });
    let refused = nobody.post("/api/placement/answers", bad).await;
    refused.is_invalid(&[("/placement/level", "out_of_range")]);
    let bad = json!({
        "code": code, "id": new_id(),
        "placement": { "competence_id": FILES, "level": 8 },
    });
    let refused = nobody.post("/api/placement/answers", bad).await;
    refused.is_invalid(&[("/placement/level", "above_reachable")]);
    // The facilitator sees it after their session, as said by the person.
    let view = pair.ada.read(&format!("/api/sessions/{}/levels", pair.session)).await;
    let line = &view["people"][0]["levels"][0];
    assert_eq!((&line["declared"]["level"], &line["allowed"]), (&json!(1), &json!([1, 2])));
    // A code opens nothing else.
    pair.app
        .nobody()
        .post("/api/me/claims", json!({ "code": code }))
        .await
        .is_problem(401, "unauthenticated");
}

#[actix_web::test]
async fn merged_records_are_one_person_and_two_accounts_are_two() {
    let pair = Pair::new(4).await;
    attest(&pair.ada, &pair.attestation(1), 201).await;
    let twin = pair.ada.follow("Lucette", "Bernardin", json!({})).await;
    let lou = pair.app.person("Lou", &[coopair::policy::Role::Learner]).await;
    let own = code(&pair.ada, &twin, "claim").await;
    lou.post("/api/me/claims", json!({ "code": own })).await.is(200);
    assert_eq!(vdw(&lou, FILES).await[0], None, "the other record has it");
    let merge = |into: &str, source: &str| {
        (format!("/api/learners/{into}/merge"), json!({ "source_id": source }))
    };
    let (path, body) = merge(&pair.learner, &twin);
    pair.ada.post_at(&path, 1, body).await.is(200);
    assert_eq!(vdw(&lou, FILES).await[0], Some(1));
    let other = pair.ada.follow("Lucette", "Bernardin", json!({})).await;
    let mia = pair.app.person("Mia", &[coopair::policy::Role::Learner]).await;
    let own = code(&pair.ada, &other, "claim").await;
    mia.post("/api/me/claims", json!({ "code": own })).await.is(200);
    let (path, body) = merge(&pair.learner, &other);
    let version = pair.ada.version(&format!("/api/learners/{}", pair.learner)).await;
    let refused = pair.ada.post_at(&path, version, body).await;
    refused.is_invalid(&[("/source_id", "contradiction")]);
}

#[actix_web::test]
async fn one_proof_of_pix_told_of_both_records_is_one() {
    let pair = Pair::new(0).await;
    let lou = pair.app.person("Lou", &[coopair::policy::Role::Learner]).await;
    certify(&pair.admin, "Essai", "Lou", 3, "12/03/2025").await;
    certify(&pair.admin, "Bernardin", "Lucette", 3, "12/03/2025").await;
    let own = code(&pair.ada, &pair.learner, "claim").await;
    lou.post("/api/me/claims", json!({ "code": own })).await.is(200);
    assert_eq!(vdw(&lou, FILES).await, [Some(3), None, Some(3)]);
    assert_eq!(lou.read("/api/me/evidence").await["items"].as_array().unwrap().len(), 2);
}
