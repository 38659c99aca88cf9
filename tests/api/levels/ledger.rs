//! What may be done to evidence, by whom, and what follows.

use chrono::Duration;
use serde_json::{Value, json};

use super::{FILES, Pair, attest, certify, vdw};
use crate::support::{Person, new_id};

fn act(kind: &str) -> Value {
    json!({ "kind": kind, "reason": "Vu ensemble" })
}

async fn done(who: &Person, evidence: &Value, kind: &str, status: u16) {
    let path = format!("/api/evidence/{}/acts", evidence.as_str().expect("an id"));
    who.post(&path, act(kind)).await.about(&format!("{kind} by {}", who.email)).is(status);
}

/// A pair whose learner signs in, attested level 1 today; the attester's coordinator.
async fn attested() -> (Pair, Person, Person, Value) {
    let pair = Pair::new(4).await;
    let lou = pair.app.person("Lou", &[coopair::policy::Role::Learner]).await;
    let path = format!("/api/learners/{}/codes", pair.learner);
    let code = pair.ada.post(&path, json!({ "purpose": "claim" })).await.is(201).json();
    lou.post("/api/me/claims", json!({ "code": code["code"] })).await.is(200);
    let ines = pair.app.coordinator("Inès").await;
    pair.app.team(&ines, &pair.ada, "2026-01-01", None);
    let id = attest(&pair.ada, &pair.attestation(1), 201).await["id"].clone();
    assert_eq!(vdw(&lou, FILES).await[0], Some(1));
    (pair, lou, ines, id)
}

#[actix_web::test]
async fn a_disputed_proof_counts_no_longer_until_it_is_cleared() {
    let (pair, lou, ines, id) = attested().await;
    let (eve, otto) = (pair.app.facilitator("Eve").await, pair.app.coordinator("Otto").await);
    for stranger in [&eve, &otto, &pair.admin] {
        done(stranger, &id, "dispute", 404).await;
    }
    done(&ines, &id, "dispute", 403).await;
    done(&lou, &id, "clear", 403).await;
    done(&lou, &id, "dispute", 204).await;
    done(&lou, &id, "dispute", 422).await;
    assert_eq!(vdw(&lou, FILES).await, [None; 3]);
    let reviews = ines.read("/api/reviews").await;
    let item = &reviews["items"][0];
    assert_eq!((&item["kind"], &item["evidence"]["id"]), (&json!("disputed"), &id));
    assert_eq!(item["evidence"]["allowed"], json!(["clear", "revoke"]));
    assert!(!item.to_string().contains("Lou"), "nobody but the attester is named: {item}");
    assert_eq!(otto.read("/api/reviews").await["items"], json!([]));
    done(&otto, &id, "clear", 404).await;
    done(&ines, &id, "clear", 204).await;
    assert_eq!(vdw(&lou, FILES).await[0], Some(1));
    let own = lou.read("/api/me/evidence").await;
    let acts = own["items"][0]["acts"].as_array().unwrap();
    let told: Vec<_> = acts.iter().map(|act| (&act["kind"], &act["author_name"])).collect();
    assert!(told.contains(&(&json!("clear"), &json!("Inès Essai"))), "{told:?}");
}

#[actix_web::test]
async fn the_attester_takes_an_attestation_back_for_good() {
    let (pair, lou, ines, id) = attested().await;
    let path = format!("/api/evidence/{}/acts", id.as_str().unwrap());
    let bad = json!({ "kind": "revoke", "reason": "  " });
    pair.ada.post(&path, bad).await.is_invalid(&[("/reason", "required")]);
    let bad = json!({ "kind": "erase", "reason": "?" });
    pair.ada.post(&path, bad).await.is_invalid(&[("/kind", "unknown_value")]);
    done(&pair.ada, &id, "revoke", 204).await;
    done(&pair.ada, &id, "revoke", 422).await;
    done(&ines, &id, "confirm", 422).await;
    assert_eq!(vdw(&lou, FILES).await, [None; 3]);
    assert_eq!(lou.read("/api/me/evidence").await["items"][0]["state"], "revoked");
    let nothing = json!(new_id());
    done(&pair.ada, &nothing, "revoke", 404).await;
}

#[actix_web::test]
async fn what_somebody_attested_is_looked_at_again_once_their_own_proof_is_revoked() {
    let (pair, lou, ines, id) = attested().await;
    assert_eq!(ines.read("/api/reviews").await["items"], json!([]));
    pair.app.wait(Duration::seconds(5));
    let own = pair.ada.read("/api/me/evidence").await;
    let of_files = own["items"].as_array().unwrap().iter();
    let proof = of_files.clone().find(|own| own["competence_id"] == FILES).unwrap()["id"].clone();
    done(&pair.admin, &proof, "revoke", 204).await;
    assert_eq!(vdw(&pair.ada, FILES).await[0], None);
    let item = ines.read("/api/reviews").await["items"][0].clone();
    assert_eq!((&item["kind"], &item["evidence"]["id"]), (&json!("proof_lost"), &id));
    assert_eq!(item["is_covered"], false);
    assert!(!item.to_string().contains("Lucette"));
    assert_eq!(vdw(&lou, FILES).await[0], Some(1), "nothing is taken back by itself");
    pair.app.wait(Duration::seconds(5));
    done(&ines, &id, "confirm", 204).await;
    assert_eq!(ines.read("/api/reviews").await["items"], json!([]));
}

#[actix_web::test]
async fn what_comes_from_pix_is_disputed_by_the_person_and_revoked_by_who_imported_it() {
    let (pair, ..) = attested().await;
    let own = pair.ada.read("/api/me/evidence").await;
    let proof = own["items"][0]["id"].clone();
    let otto = pair.app.coordinator("Otto").await;
    done(&otto, &proof, "revoke", 404).await;
    done(&pair.ada, &proof, "revoke", 403).await;
    done(&pair.ada, &proof, "dispute", 204).await;
    let reviews = pair.admin.read("/api/reviews").await;
    assert_eq!(reviews["items"][0]["evidence"]["allowed"], json!(["clear", "revoke"]));
    done(&pair.admin, &proof, "revoke", 204).await;
}

#[actix_web::test]
async fn a_certificate_outlives_a_profile_of_less() {
    // The table of domain.md: pix_certified 5; later pix_profile 3.
    let pair = Pair::new(5).await;
    assert_eq!(vdw(&pair.ada, FILES).await, [Some(5), None, Some(5)]);
    certify(&pair.admin, "Essai", "Ada", 3, "12/03/2026").await;
    assert_eq!(vdw(&pair.ada, FILES).await, [Some(5), None, Some(5)]);
}

#[actix_web::test]
async fn packed_levels_are_those_of_the_ledger() {
    use coopair::competences::{catalogue, recount};
    let (pair, lou, _, id) = attested().await;
    done(&lou, &id, "dispute", 204).await;
    let wrong = pair.app.sql(|conn| {
        let catalogue = catalogue(conn)?;
        recount(conn, &catalogue, false)
    });
    assert_eq!(wrong, []);
}
