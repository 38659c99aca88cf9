//! Attesting after a session: each rule of domain.md "Levels", with what would make it possible.

use chrono::Duration;
use serde_json::{Value, json};

use super::{FILES, MAIL, NOTHING, Pair, alone, attest, certify, meet};
use crate::support::{Person, new_id, with};

/// The rules that an attestation breaks.
async fn broken(who: &Person, body: &Value) -> Vec<String> {
    let path = format!("/api/attestations/{}", new_id());
    let problem = who.put(&path, body.clone()).await.is_problem(422, "invalid");
    let errors = problem["errors"].as_array().expect("errors");
    errors.iter().map(|error| error["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// What the screen of a session says of its first person and competence.
async fn screen(who: &Person, session: &str) -> Value {
    let view = who.read(&format!("/api/sessions/{session}/levels")).await;
    view["people"][0]["levels"][0].clone()
}

#[actix_web::test]
async fn a_level_is_attested_step_by_step() {
    let pair = Pair::new(4).await;
    let before = screen(&pair.ada, &pair.session).await;
    assert_eq!(before["allowed"], json!([1]), "{before}");
    assert_eq!(before["with_cosignature"], json!([2, 3, 4]));
    assert_eq!(before["refusals"][0]["code"], "more_than_one_step");
    let done = attest(&pair.ada, &pair.attestation(1), 201).await;
    assert_eq!((&done["state"], &done["expires_on"]), (&json!("recorded"), &json!("2028-11-12")));
    let after = screen(&pair.ada, &pair.session).await;
    assert_eq!(after["verified"]["level"], 1);
    assert_eq!(after["verified"]["issuer_name"], "Ada Essai");
    assert_eq!(after["attested_today"], 1);
    assert_eq!(after["allowed"], json!([1]), "one session, one step");
    assert_eq!(broken(&pair.ada, &pair.attestation(2)).await, ["more_than_one_step"]);
    pair.app.wait(Duration::days(7));
    let mut ada = pair.ada.clone();
    pair.app.sign_in(&mut ada);
    let session = meet(&ada, &pair.learner, &[FILES]).await;
    let next = with(pair.attestation(2), json!({ "session_id": session }));
    attest(&ada, &next, 201).await;
    assert_eq!(screen(&ada, &session).await["verified"]["level"], 2);
}

#[actix_web::test]
async fn an_attestation_sent_again_is_one() {
    let pair = Pair::new(4).await;
    let path = format!("/api/attestations/{}", new_id());
    let first = pair.ada.put(&path, pair.attestation(1)).await.is(201).json();
    assert_eq!(pair.ada.put(&path, pair.attestation(1)).await.is(200).json(), first);
    pair.ada.put(&path, pair.attestation(2)).await.is_problem(409, "conflict");
    let eve = pair.app.facilitator("Eve").await;
    eve.put(&path, pair.attestation(1)).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn nobody_attests_more_than_they_have() {
    let pair = Pair::new(0).await;
    let refused = screen(&pair.ada, &pair.session).await;
    assert_eq!((&refused["allowed"], &refused["with_cosignature"]), (&json!([]), &json!([])));
    assert_eq!(refused["refusals"][0]["code"], "above_own_level");
    let remedy = refused["refusals"][0]["remedy"].as_str().unwrap();
    assert!(remedy.contains("coordination"), "{remedy}");
    assert_eq!(broken(&pair.ada, &pair.attestation(1)).await, ["above_own_level"]);
    // A coordinator's grant is as good, up to its level and until its end.
    let ines = pair.app.coordinator("Inès").await;
    pair.app.team(&ines, &pair.ada, "2026-01-01", None);
    let grant = json!({
        "facilitator_id": pair.ada.id().to_string(), "competence_id": FILES, "up_to": 2,
        "reason": "Lancement du réseau",
    });
    let path = format!("/api/teaching-grants/{}", new_id());
    let given = ines.put(&path, grant).await.is(201).json();
    assert_eq!(given["expires_on"], "2027-05-12");
    attest(&pair.ada, &pair.attestation(1), 201).await;
    assert_eq!(broken(&pair.ada, &pair.attestation(3)).await.len(), 1, "above the grant");
    ines.post(&format!("{path}/end"), Value::Null).await.is(204);
    ines.post(&format!("{path}/end"), Value::Null).await.is_problem(409, "conflict");
    assert_eq!(broken(&pair.ada, &pair.attestation(1)).await, ["above_own_level"]);
}

#[actix_web::test]
async fn a_shared_session_of_the_last_sixty_days_is_needed() {
    let pair = Pair::new(4).await;
    let mut ada = pair.ada.clone();
    pair.app.wait(Duration::days(31));
    pair.app.sign_in(&mut ada);
    let view = ada.read(&format!("/api/sessions/{}/levels", pair.session)).await;
    assert_eq!((&view["levels_shown"], &view["is_attestable"]), (&json!(false), &json!(true)));
    let line = &view["people"][0]["levels"][0];
    assert_eq!((&line["verified"], &line["working_level"]), (&Value::Null, &Value::Null));
    assert_eq!(line["allowed"], json!([1, 2, 3, 4]), "which is one step would tell the level");
    let problem = ada
        .put(&format!("/api/attestations/{}", new_id()), pair.attestation(3))
        .await
        .is_problem(422, "invalid");
    let message = problem["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(!message.contains('1') && !message.contains("inconnu"), "{message}");
    pair.app.wait(Duration::days(29));
    pair.app.sign_in(&mut ada);
    attest(&ada, &pair.attestation(1), 201).await;
    pair.app.wait(Duration::days(1));
    pair.app.sign_in(&mut ada);
    assert_eq!(broken(&ada, &pair.attestation(1)).await, ["no_shared_session"]);
}

#[actix_web::test]
async fn what_does_not_fit_the_session_is_refused() {
    let pair = Pair::new(4).await;
    let eve = pair.app.facilitator("Eve").await;
    let other = pair.ada.follow("Marcel", "Fontanier", json!({})).await;
    let cases = [
        (json!({ "level": 9 }), "out_of_range"),
        (json!({ "level": 0 }), "out_of_range"),
        (json!({ "competence_id": NOTHING }), "unknown_value"),
        (json!({ "competence_id": MAIL }), "unknown_value"),
        (json!({ "learner_id": other }), "unknown_value"),
        (json!({ "session_id": new_id() }), "unknown_value"),
        (json!({ "reason": "parce que" }), "contradiction"),
    ];
    for (change, code) in cases {
        let body = with(pair.attestation(1), change.clone());
        assert_eq!(broken(&pair.ada, &body).await, [code], "{change}");
    }
    assert_eq!(broken(&eve, &pair.attestation(1)).await, ["unknown_value"], "not her session");
    let path = format!("/api/sessions/{}/levels", pair.session);
    eve.get(&path).await.is_problem(404, "not_found");
    pair.admin.get(&path).await.is_problem(403, "forbidden");
    let view = screen(&pair.ada, &pair.session).await;
    assert_eq!(view["verified"], Value::Null, "nothing was written");
}

#[actix_web::test]
async fn more_than_one_step_takes_a_coordinator() {
    let pair = Pair::new(4).await;
    let (ines, otto) = (pair.app.coordinator("Inès").await, pair.app.coordinator("Otto").await);
    pair.app.team(&ines, &pair.ada, "2026-01-01", None);
    let asked = with(pair.attestation(3), json!({ "ask_cosignature": true, "reason": "A aidé" }));
    let path = format!("/api/attestations/{}", new_id());
    let waiting = pair.ada.put(&path, asked.clone()).await.is(201).json();
    assert_eq!(waiting["state"], "waiting");
    assert_eq!(pair.ada.put(&path, asked).await.is(200).json(), waiting);
    let view = screen(&pair.ada, &pair.session).await;
    assert_eq!((&view["waiting"], &view["verified"]), (&json!(3), &Value::Null));

    assert_eq!(otto.read("/api/cosignatures").await["items"], json!([]));
    let list = ines.get("/api/cosignatures").await.is(200);
    assert!(!list.text().contains("Lucette") && !list.text().contains(&pair.learner));
    let item = list.json()["items"][0].clone();
    assert_eq!((&item["level"], &item["from_level"]), (&json!(3), &Value::Null));
    assert_eq!(
        (&item["facilitator_name"], &item["reason"]),
        (&json!("Ada Essai"), &json!("A aidé"))
    );
    let id = item["id"].as_str().unwrap();
    let decision = format!("/api/cosignatures/{id}/decision");
    otto.post(&decision, json!({ "sign": true })).await.is_problem(404, "not_found");
    ines.post(&decision, json!({ "sign": false })).await.is_invalid(&[("/answer", "required")]);
    ines.post(&decision, json!({ "sign": true })).await.is(204);
    ines.post(&decision, json!({ "sign": true })).await.is_problem(409, "conflict");
    let view = screen(&pair.ada, &pair.session).await;
    assert_eq!((&view["verified"]["level"], &view["waiting"]), (&json!(3), &Value::Null));
    assert_eq!(ines.read("/api/cosignatures").await["items"], json!([]));
}

#[actix_web::test]
async fn a_request_may_be_declined_and_does_not_survive_a_lost_proof() {
    let pair = Pair::new(4).await;
    let ines = pair.app.coordinator("Inès").await;
    pair.app.team(&ines, &pair.ada, "2026-01-01", None);
    let ask = |level| with(pair.attestation(level), json!({ "ask_cosignature": true }));
    let first = attest(&pair.ada, &ask(3), 201).await;
    // A second request on the same takes the place of the first.
    let second = attest(&pair.ada, &ask(2), 201).await;
    let decide = |id: &Value| format!("/api/cosignatures/{}/decision", id.as_str().unwrap());
    let no = json!({ "sign": false, "answer": "Attendons une séance de plus." });
    ines.post(&decide(&first["id"]), no.clone()).await.is_problem(409, "conflict");
    ines.post(&decide(&second["id"]), no).await.is(204);
    let view = screen(&pair.ada, &pair.session).await;
    assert_eq!(view["waiting"], Value::Null);
    // Who asked reads why not, until they ask again.
    assert_eq!(view["declined"]["level"], 2);
    assert_eq!(view["declined"]["answer"], "Attendons une séance de plus.");

    let third = attest(&pair.ada, &ask(4), 201).await;
    assert_eq!(screen(&pair.ada, &pair.session).await["declined"], Value::Null);
    let proof = pair.ada.read("/api/me/evidence").await["items"][0]["id"].clone();
    for person in [&pair.admin] {
        for evidence in pair.ada.read("/api/me/evidence").await["items"].as_array().unwrap() {
            let path = format!("/api/evidence/{}/acts", evidence["id"].as_str().unwrap());
            person.post(&path, json!({ "kind": "revoke", "reason": "Erreur" })).await.is(204);
        }
    }
    assert!(proof.is_string());
    let refused = ines.post(&decide(&third["id"]), json!({ "sign": true })).await;
    refused.is_invalid(&[("/level", "above_own_level")]);
    assert_eq!(screen(&pair.ada, &pair.session).await["verified"], Value::Null);
}

#[actix_web::test]
async fn two_people_do_not_attest_each_other_within_ninety_days() {
    let pair = Pair::new(4).await;
    let eve = pair.app.facilitator("Eve").await;
    certify(&pair.admin, "Essai", "Eve", 4, "12/03/2025").await;
    // Each follows the other, who claims the record.
    let [eve_of_ada, ada_of_eve] =
        [befriend(&pair.ada, &eve).await, befriend(&eve, &pair.ada).await];
    let session = meet(&pair.ada, &eve_of_ada, &[FILES]).await;
    let body = json!({
        "session_id": session, "learner_id": eve_of_ada, "competence_id": FILES, "level": 2,
    });
    attest(&pair.ada, &body, 201).await;
    let back = meet(&eve, &ada_of_eve, &[FILES]).await;
    let body = json!({
        "session_id": back, "learner_id": ada_of_eve, "competence_id": FILES, "level": 2,
    });
    let path = format!("/api/attestations/{}", new_id());
    let problem = eve.put(&path, body.clone()).await.is_problem(422, "invalid");
    assert_eq!(problem["errors"][0]["code"], "mutual_attestation");
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("11/02/2027"), "{problem}");
    // Oneself neither, by whatever record.
    let own = befriend(&eve, &eve).await;
    let session = meet(&eve, &own, &[FILES]).await;
    let mine = with(body, json!({ "session_id": session, "learner_id": own }));
    assert_eq!(broken(&eve, &mine).await, ["oneself"]);
}

/// `who` follows `whom`, who claims the record with a code.
async fn befriend(who: &Person, whom: &Person) -> String {
    let learner = who.follow("Une", "Collègue", json!({})).await;
    let path = format!("/api/learners/{learner}/codes");
    let code = who.post(&path, json!({ "purpose": "claim" })).await.is(201).json();
    whom.post("/api/me/claims", json!({ "code": code["code"] })).await.is(200);
    learner
}

#[actix_web::test]
async fn what_a_session_was_about_is_said_in_it_or_afterwards() {
    let pair = Pair::new(4).await;
    let path = format!("/api/sessions/{}", pair.session);
    let view = pair.ada.read(&path).await;
    assert_eq!(view["competences"][0]["code"], "1.2");
    let set = format!("{path}/competences");
    let both = json!({ "competences": [
        { "competence_id": MAIL, "target_level": 2 }, { "competence_id": FILES },
    ]});
    pair.ada.put(&set, both.clone()).await.is_problem(428, "version_required");
    let view = pair.ada.put_at(&set, 1, both.clone()).await.is(200).json();
    let codes: Vec<&Value> =
        view["competences"].as_array().unwrap().iter().map(|own| &own["code"]).collect();
    assert_eq!((codes, &view["version"]), (vec![&json!("1.2"), &json!("2.1")], &json!(2)));
    pair.ada.put_at(&set, 1, both).await.is_problem(412, "stale_version");
    let wrong = json!({ "competences": [
        { "competence_id": MAIL, "target_level": 9 },
        { "competence_id": MAIL },
        { "competence_id": FILES, "target_level": 0 },
    ]});
    pair.ada.put_at(&set, 2, wrong).await.is_invalid(&[
        ("/competences/0/target_level", "out_of_range"),
        ("/competences/1/competence_id", "contradiction"),
        ("/competences/2/target_level", "out_of_range"),
    ]);
    let unknown = json!({ "competences": [{ "competence_id": NOTHING }] });
    let reply = pair.ada.put_at(&set, 2, unknown).await;
    reply.is_invalid(&[("/competences/0/competence_id", "unknown_value")]);
    pair.app
        .facilitator("Eve")
        .await
        .put_at(&set, 2, json!({ "competences": [] }))
        .await
        .is_problem(404, "not_found");
}

#[actix_web::test]
async fn every_look_at_somebody_s_level_is_noted_and_seen() {
    let pair = Pair::new(4).await;
    let lou = pair.app.person("Lou", &[coopair::policy::Role::Learner]).await;
    let code = pair
        .ada
        .post(&format!("/api/learners/{}/codes", pair.learner), json!({ "purpose": "claim" }))
        .await
        .is(201)
        .json();
    lou.post("/api/me/claims", json!({ "code": code["code"] })).await.is(200);
    lou.put(
        &format!("/api/me/placements/{}", new_id()),
        json!({ "competence_id": FILES, "answers": alone(1) }),
    )
    .await
    .is(201);
    assert_eq!(lou.read("/api/me/levels/looks").await["items"], json!([]));
    let view = screen(&pair.ada, &pair.session).await;
    assert_eq!((&view["declared"]["level"], &view["allowed"]), (&json!(1), &json!([1, 2])));
    screen(&pair.ada, &pair.session).await;
    let mut seen = Value::Null;
    for _ in 0..200 {
        seen = lou.read("/api/me/levels/looks").await["items"].clone();
        if seen.as_array().is_some_and(|looks| looks.len() == 2) {
            break;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(seen.as_array().unwrap().len(), 2, "each look: {seen}");
    assert_eq!(seen[0]["name"], "Ada Essai");
    let audit = pair.admin.read("/api/audit").await;
    let looks = audit["items"].as_array().unwrap().iter();
    assert_eq!(looks.filter(|entry| entry["action"] == "levels.read").count(), 2);
    // One's own levels are nobody's look.
    lou.read("/api/me/levels").await;
    assert_eq!(lou.read("/api/me/levels/looks").await["items"].as_array().unwrap().len(), 2);
}
