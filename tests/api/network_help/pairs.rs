//! Mentoring pairs: proposing, answering, meeting, silence.

use coopair::network::settling;
use coopair::policy::Role;
use serde_json::{Value, json};

use super::matching::Town;
use crate::levels::{FILES, MAIL, NOTHING, meet};
use crate::support::{Person, new_id, with};

fn path(id: &str) -> String {
    format!("/api/mentoring-pairs/{id}")
}

fn goal(level: i64) -> Value {
    json!({ "competence_id": FILES, "target_level": level, "by_on": "2027-03-01" })
}

fn with_mentor(mentor: &Person) -> Value {
    json!({ "facilitator_id": mentor.id().to_string(), "goals": [goal(2)] })
}

async fn propose(who: &Person, body: Value) -> String {
    let id = new_id();
    who.put(&path(&id), body).await.is(201);
    id
}

async fn take(who: &Person, id: &str, step: &str) -> Value {
    who.post(&format!("{}/steps", path(id)), json!({ "step": step })).await.is(200).json()
}

async fn refused(who: &Person, id: &str, step: &str, code: &str) {
    let reply = who.post(&format!("{}/steps", path(id)), json!({ "step": step })).await;
    reply.is_invalid(&[("/step", code)]);
}

/// Lea, who learns, and who follows a code of Ada's into one record.
async fn learner(town: &Town, mentor: &Person) -> (Person, String) {
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let record = mentor.follow("Léa", "Essai", json!({})).await;
    let code = json!({ "purpose": "claim" });
    let code = mentor.creates(&format!("/api/learners/{record}/codes"), code).await;
    lea.post("/api/me/claims", json!({ "code": code["code"] })).await;
    (lea, record)
}

#[actix_web::test]
async fn two_people_find_each_other_meet_and_reach_a_goal() {
    let town = Town::new().await;
    let app = &town.app;
    let mut ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let (mut lea, record) = learner(&town, &ada).await;
    let id = propose(&lea, with_mentor(&ada)).await;
    lea.put(&path(&id), with_mentor(&ada)).await.is(200);
    let other = with(with_mentor(&ada), json!({ "goals": [goal(3)] }));
    lea.put(&path(&id), other).await.is_problem(409, "conflict");
    assert_eq!(app.mails_to("ada@exemple.fr").len(), 1);
    refused(&lea, &id, "accept", "not_theirs").await;
    let pair = ada.read(&path(&id)).await;
    assert_eq!(pair["may"], json!(["accept", "decline"]));
    assert_eq!((&pair["learner_name"], &pair["is_mentor"]), (&json!("Léa Essai"), &json!(true)));
    assert_eq!(take(&ada, &id, "accept").await["state"], "accepted");
    assert_eq!(app.mails_to("léa@exemple.fr").len(), 1);
    refused(&ada, &id, "complete", "not_possible").await;
    // An ordinary session of the log is a meeting.
    meet(&ada, &record, &[FILES]).await;
    settling::round(&app.ctx).await.expect("a round");
    assert_eq!(settling::round(&app.ctx).await.expect("a round"), 0, "twice is once");
    let pair = lea.read(&path(&id)).await;
    assert_eq!(
        (&pair["state"], &pair["last_met_at"]),
        (&json!("active"), &json!("2026-11-11T23:00:00.000Z"),)
    );
    app.proves(&[crate::support::Proved {
        of: app.own_person(&lea),
        code: "1.2",
        level: 2,
        on: "2026-11-12",
    }]);
    settling::round(&app.ctx).await.expect("a round");
    let pair = lea.read(&path(&id)).await;
    assert_eq!(pair["goals"][0]["reached_at"], "2026-11-12T09:00:00.000Z");
    // Six weeks of silence tell both, ten the coordinator, each once.
    let otto = app.coordinator("Otto").await;
    app.team(&otto, &ada, "2026-01-01", None);
    let mails = |name: &str| app.mails_to(&format!("{name}@exemple.fr")).len();
    for (days, of_two, of_coordinator) in [(41, 1, 0), (1, 2, 0), (27, 2, 0), (1, 2, 1), (7, 2, 1)]
    {
        app.wait(chrono::Duration::days(days));
        settling::round(&app.ctx).await.expect("a round");
        settling::round(&app.ctx).await.expect("a round");
        assert_eq!((mails("léa"), mails("ada"), mails("otto")), (of_two, of_two, of_coordinator));
    }
    app.sign_in(&mut lea);
    app.sign_in(&mut ada);
    assert_eq!(take(&lea, &id, "complete").await["state"], "completed");
    assert_eq!(ada.read("/api/mentoring-pairs").await["items"][0]["may"], json!([]));
}

#[actix_web::test]
async fn a_mentor_proposes_to_whom_they_follow() {
    let town = Town::new().await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let bob = town.helper("Bob", 3, &town.quay, "commune").await;
    let paper = ada.follow("Marius", "Oriol", json!({})).await;
    let body = |learner: &str| json!({ "learner_id": learner, "goals": [goal(2)] });
    ada.put(&path(&new_id()), body(&paper)).await.is_invalid(&[("/learner_id", "no_account")]);
    let (mut lea, record) = learner(&town, &ada).await;
    bob.put(&path(&new_id()), body(&record)).await.is_invalid(&[("/learner_id", "unknown_value")]);
    let id = propose(&ada, body(&record)).await;
    bob.get(&path(&id)).await.is_problem(404, "not_found");
    bob.post(&format!("{}/steps", path(&id)), json!({ "step": "accept" })).await.is(404);
    assert_eq!(lea.read(&path(&id)).await["mentor_name"], "Ada Essai");
    take(&lea, &id, "decline").await;
    // Nobody answers for two weeks.
    let id = propose(&ada, body(&record)).await;
    town.app.wait(chrono::Duration::days(14));
    settling::round(&town.app.ctx).await.expect("a round");
    town.app.sign_in(&mut lea);
    assert_eq!(lea.read(&path(&id)).await["state"], "expired");
    refused(&lea, &id, "accept", "not_possible").await;
    let ada = town.app.mails_to("ada@exemple.fr");
    assert_eq!(ada.len(), 2, "declined, expired");
}

#[actix_web::test]
async fn pairs_that_are_refused() {
    let town = Town::new().await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let bob = town.helper("Bob", 3, &town.quay, "commune").await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let mail = json!({ "competence_id": MAIL, "target_level": 1, "by_on": "2027-03-01" });
    let nothing = json!({ "competence_id": NOTHING, "target_level": 1, "by_on": "2027-03-01" });
    let cases: &[crate::support::Case] = &[
        ("nobody", json!({ "facilitator_id": null }), &[("/facilitator_id", "required")]),
        ("both", json!({ "learner_id": NOTHING }), &[("/learner_id", "contradiction")]),
        ("no goal", json!({ "goals": [] }), &[("/goals", "required")]),
        (
            "four goals",
            json!({ "goals": [goal(1), mail, nothing, goal(2)] }),
            &[("/goals", "out_of_range"), ("/goals/3/competence_id", "contradiction")],
        ),
        (
            "no such competence",
            json!({ "goals": [nothing] }),
            &[("/goals/0/competence_id", "unknown_value")],
        ),
        ("level 9", json!({ "goals": [goal(9)] }), &[("/goals/0/target_level", "out_of_range")]),
        (
            "above the mentor",
            json!({ "goals": [goal(4)] }),
            &[("/goals/0/target_level", "above_own_level")],
        ),
        (
            "not the mentor's competence",
            json!({ "goals": [mail] }),
            &[("/goals/0/target_level", "above_own_level")],
        ),
        (
            "a day gone by",
            json!({ "goals": [with(goal(2), json!({ "by_on": "2026-11-12" }))] }),
            &[("/goals", "date_out_of_range")],
        ),
        (
            "no such mentor",
            json!({ "facilitator_id": NOTHING }),
            &[("/facilitator_id", "unknown_value")],
        ),
        ("unknown field", json!({ "hours": 3 }), &[("/hours", "unknown_field")]),
    ];
    for (name, changes, faults) in cases {
        let body = with(with_mentor(&ada), changes.clone());
        lea.put(&path(&new_id()), body).await.about(name).is_invalid(faults);
    }
    ada.put(&path(&new_id()), with_mentor(&ada))
        .await
        .is_invalid(&[("/facilitator_id", "oneself")]);
    // One mentor per competence, three learners per mentor.
    let first = propose(&lea, with_mentor(&ada)).await;
    let second = propose(&lea, with_mentor(&bob)).await;
    take(&ada, &first, "accept").await;
    refused(&bob, &second, "accept", "has_mentor").await;
    lea.put(&path(&new_id()), with_mentor(&bob))
        .await
        .is_invalid(&[("/goals/0/competence_id", "has_mentor")]);
    for name in ["Noé", "Mia"] {
        let other = town.app.person(name, &[Role::Learner]).await;
        let id = propose(&other, with_mentor(&ada)).await;
        take(&ada, &id, "accept").await;
    }
    let zoe = town.app.person("Zoé", &[Role::Learner]).await;
    zoe.put(&path(&new_id()), with_mentor(&ada))
        .await
        .is_invalid(&[("/facilitator_id", "mentor_full")]);
    town.app.knows(&zoe, 2);
    zoe.put(&path(&new_id()), with_mentor(&bob))
        .await
        .is_invalid(&[("/goals/0/target_level", "already_there")]);
    let third = take(&ada, &first, "end").await;
    assert_eq!(third["state"], "ended_early");
    take(&bob, &second, "accept").await;
    zoe.get(&path("x")).await.is_problem(404, "not_found");
    zoe.put(&path("x"), with_mentor(&bob)).await.is_problem(404, "not_found");
}
