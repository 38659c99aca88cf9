//! Help requests: asking, circles, steps, mails each once, and who sees what.

use coopair::network::settling;
use coopair::policy::Role;
use serde_json::{Value, json};

use super::matching::Town;
use crate::levels::{FILES, MAIL, NOTHING};
use crate::support::{Person, TestApp, individual, new_id, with};

fn about_files() -> Value {
    json!({ "competence_id": FILES, "target_level": 2, "commune_code": "44109" })
}

fn path(id: &str) -> String {
    format!("/api/help-requests/{id}")
}

async fn ask(who: &Person, body: Value) -> String {
    let id = new_id();
    who.put(&path(&id), body).await.is(201);
    id
}

fn step(name: &str) -> Value {
    json!({ "step": name })
}

async fn take(who: &Person, id: &str, body: Value) -> Value {
    who.post(&format!("{}/steps", path(id)), body).await.is(200).json()
}

async fn refused(who: &Person, id: &str, body: Value, fault: (&str, &str)) {
    who.post(&format!("{}/steps", path(id)), body).await.is_invalid(&[fault]);
}

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().expect("items");
    items.iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

/// Lets time pass, the clock do its round, twice, and people sign in again.
async fn later(app: &TestApp, days: i64, people: &mut [&mut Person]) {
    app.wait(chrono::Duration::days(days));
    settling::round(&app.ctx).await.expect("a round");
    let again = settling::round(&app.ctx).await.expect("a round");
    assert_eq!(again, 0, "twice is once");
    for person in people {
        app.sign_in(person);
    }
}

#[actix_web::test]
async fn from_asking_to_closing() {
    let town = Town::new().await;
    let app = &town.app;
    let lea = app.person("Léa", &[Role::Learner]).await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let bob = town.helper("Bob", 3, &town.park, "commune").await;
    let id = ask(&lea, about_files()).await;
    // The same again is the same; another body is not.
    lea.put(&path(&id), about_files()).await.is(200);
    lea.put(&path(&id), with(about_files(), json!({ "target_level": 3 })))
        .await
        .is_problem(409, "conflict");
    assert_eq!(app.mails_to("ada@exemple.fr").len(), 1, "asked once");
    let mail = app.mails_to("ada@exemple.fr").pop().expect("a mail");
    assert!(mail.contains("Nantes") && !mail.contains("Léa"), "{mail}");
    let seen = ada.read("/api/help-requests").await;
    assert_eq!(ids(&seen), [id.as_str()]);
    assert_eq!(seen["items"][0]["may"], json!(["claim"]));
    assert_eq!(seen["items"][0]["name"], "Léa Essai");
    assert_eq!(seen["items"][0]["circle"], "nearest");
    refused(&lea, &id, step("claim"), ("/step", "oneself")).await;
    let claimed = take(&ada, &id, step("claim")).await;
    assert_eq!(claimed["state"], "claimed");
    // 10:00 on a Thursday: three working days later is the Tuesday.
    assert_eq!(claimed["falls_back_at"], "2026-11-17T09:00:00.000Z");
    refused(&bob, &id, step("claim"), ("/step", "not_possible")).await;
    bob.get(&path(&id)).await.is_problem(404, "not_found");
    assert_eq!(bob.read("/api/help-requests").await["items"], json!([]));
    let own = lea.read(&path(&id)).await;
    assert_eq!(own["claimed_by_name"], "Ada Essai");
    assert_eq!(own["may"], json!(["withdraw"]));
    // Given back, taken again, answered with words.
    take(&ada, &id, step("give_back")).await;
    assert_eq!(lea.read(&path(&id)).await["state"], "open");
    app.wait(chrono::Duration::minutes(1));
    take(&bob, &id, step("claim")).await;
    let answer = json!({ "step": "answer", "note": "Voyez la fiche « Ranger »." });
    take(&bob, &id, answer).await;
    refused(&bob, &id, json!({ "step": "close", "outcome": "solved" }), ("/step", "not_the_asker"))
        .await;
    let closed = take(&lea, &id, json!({ "step": "close", "outcome": "partly" })).await;
    assert_eq!((&closed["state"], &closed["outcome"]), (&json!("closed"), &json!("partly")));
    let events: Vec<&str> = closed["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| event["step"].as_str().expect("a step"))
        .collect();
    assert_eq!(events, ["ask", "claim", "give_back", "claim", "answer", "close"]);
    assert_eq!(closed["events"][4]["note"], "Voyez la fiche « Ranger ».");
    // Claimed twice, given back once, answered once; thanked once.
    assert_eq!(app.mails_to("léa@exemple.fr").len(), 4);
    assert_eq!(app.mails_to("bob@exemple.fr").len(), 2);
    refused(&lea, &id, step("withdraw"), ("/step", "not_possible")).await;
}

#[actix_web::test]
async fn a_session_of_the_log_answers_at_once() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let bob = town.helper("Bob", 3, &town.quay, "commune").await;
    let id = ask(&lea, about_files()).await;
    take(&ada, &id, step("claim")).await;
    let others = bob.create("/api/individual-sessions", individual()).await;
    let unknown = ("/session_id", "unknown_value");
    refused(&ada, &id, json!({ "step": "schedule", "session_id": others }), unknown).await;
    let early = with(individual(), json!({ "date": "2026-11-02" }));
    let early = ada.create("/api/individual-sessions", early).await;
    refused(&ada, &id, json!({ "step": "schedule", "session_id": early }), unknown).await;
    let unknown = ("/workshop_id", "unknown_value");
    refused(&ada, &id, json!({ "step": "schedule", "workshop_id": NOTHING }), unknown).await;
    let session = ada.create("/api/individual-sessions", individual()).await;
    let view = take(&ada, &id, json!({ "step": "schedule", "session_id": session })).await;
    assert_eq!(view["state"], "answered");
    assert_eq!(lea.read(&path(&id)).await["may"], json!(["close"]));
}

#[actix_web::test]
async fn who_waits_is_shown_to_more_and_more_people() {
    let town = Town::new().await;
    let app = &town.app;
    let mut lea = app.person("Léa", &[Role::Learner]).await;
    let mut near = Vec::new();
    for name in ["Ada", "Bob", "Cleo", "Dora"] {
        near.push(town.helper(name, 3, &town.quay, "commune").await);
    }
    let mut otto = app.coordinator("Otto").await;
    let ines = app.coordinator("Inès").await;
    app.team(&otto, &near[0], "2026-01-01", None);
    let id = ask(&lea, about_files()).await;
    let told = |name: &str| app.mails_to(&format!("{name}@exemple.fr")).len();
    assert_eq!([told("ada"), told("bob"), told("cleo"), told("dora")], [1, 1, 1, 0]);
    near[3].get(&path(&id)).await.is_problem(404, "not_found");
    // Thursday + 3 working days = Tuesday.
    later(app, 5, &mut [&mut lea, &mut otto]).await;
    app.sign_in(&mut near[3]);
    assert_eq!([told("ada"), told("dora")], [1, 1]);
    assert_eq!(near[3].read(&path(&id)).await["circle"], "district");
    otto.get(&path(&id)).await.is_problem(404, "not_found");
    // + 7 working days = the Monday after.
    later(app, 6, &mut [&mut lea, &mut otto]).await;
    assert_eq!(otto.read(&path(&id)).await["circle"], "coordinators");
    assert_eq!([told("otto"), told("inès"), told("ada"), told("dora")], [1, 0, 1, 1]);
    let _ = ines;
    // A claim that leads nowhere falls back; who waits has waited.
    app.sign_in(&mut near[0]);
    take(&near[0], &id, step("claim")).await;
    later(app, 6, &mut [&mut lea]).await;
    let view = lea.read(&path(&id)).await;
    assert_eq!((&view["state"], &view["circle"]), (&json!("open"), &json!("coordinators")));
    let last = view["events"].as_array().expect("events").last().expect("one")["step"].clone();
    assert_eq!(last, "fall_back");
    later(app, 60, &mut [&mut lea]).await;
    assert_eq!(lea.read(&path(&id)).await["state"], "expired");
    // Claimed, fallen back, expired.
    assert_eq!(told("léa"), 3);
}

#[actix_web::test]
async fn a_question_without_a_competence_is_the_commune_s() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let ada = town.helper("Ada", 3, &town.quay, "place").await;
    let far = town.helper("Loin", 3, &town.reze, "anywhere").await;
    let question = json!({ "question": "Ma tablette ne démarre plus", "commune_code": "44109" });
    let id = ask(&lea, question).await;
    assert_eq!(ada.read(&path(&id)).await["circle"], "district");
    far.get(&path(&id)).await.is_problem(404, "not_found");
    let mail = town.app.mails_to("ada@exemple.fr").pop().expect("a mail");
    assert!(!mail.contains("tablette"), "{mail}");
}

#[actix_web::test]
async fn names_are_hidden_until_somebody_helps() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let bob = town.helper("Bob", 3, &town.quay, "commune").await;
    let id = ask(&lea, with(about_files(), json!({ "hides_name": true }))).await;
    assert_eq!(ada.read(&path(&id)).await["name"], json!(null));
    assert!(!ada.get("/api/help-requests").await.text().contains("Léa"));
    assert_eq!(take(&ada, &id, step("claim")).await["name"], "Léa Essai");
    // For a followed learner: hidden too, and who asks speaks for them.
    let marius = bob.follow("Marius", "Oriol", json!({})).await;
    let body = with(about_files(), json!({ "learner_id": marius }));
    let id = ask(&bob, body.clone()).await;
    assert_eq!(ada.read(&path(&id)).await["name"], json!(null));
    ada.put(&path(&new_id()), body).await.is_invalid(&[("/learner_id", "unknown_value")]);
    take(&ada, &id, step("claim")).await;
    assert_eq!(ada.read(&path(&id)).await["name"], "Marius Oriol");
    take(&ada, &id, step("answer")).await;
    let closed = take(&bob, &id, json!({ "step": "close", "outcome": "solved" })).await;
    assert_eq!(closed["outcome"], "solved");
    assert_eq!(ids(&bob.read("/api/me/help-requests").await), [id.as_str()]);
    assert_eq!(bob.read("/api/help-requests").await["items"], json!([]));
}

#[actix_web::test]
async fn strangers_see_nothing() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    town.helper("Ada", 3, &town.quay, "commune").await;
    let id = ask(&lea, about_files()).await;
    let strangers = [
        town.app.person("Noé", &[Role::Learner]).await,
        town.app.facilitator("Mona").await,
        town.app.coordinator("Otto").await,
    ];
    for stranger in strangers {
        stranger.get(&path(&id)).await.is_problem(404, "not_found");
        let steps = format!("{}/steps", path(&id));
        for act in ["claim", "give_back", "answer", "withdraw"] {
            stranger.post(&steps, step(act)).await.is_problem(404, "not_found");
        }
        stranger.put(&path(&id), about_files()).await.is_problem(409, "conflict");
    }
    lea.get(&path("x")).await.is_problem(404, "not_found");
    lea.get("/api/help-requests").await.is_problem(403, "forbidden");
    assert_eq!(ids(&lea.read("/api/me/help-requests").await), [id.as_str()]);
}

#[actix_web::test]
async fn what_is_refused() {
    let town = Town::new().await;
    let lea = town.app.person("Léa", &[Role::Learner]).await;
    let cases: &[crate::support::Case] = &[
        (
            "nothing asked",
            json!({ "competence_id": null, "target_level": null }),
            &[("/question", "required")],
        ),
        (
            "a level of nothing",
            json!({ "competence_id": null, "question": "Comment ?" }),
            &[("/target_level", "contradiction")],
        ),
        (
            "no such competence",
            json!({ "competence_id": NOTHING }),
            &[("/competence_id", "unknown_value")],
        ),
        ("level 9", json!({ "target_level": 9 }), &[("/target_level", "out_of_range")]),
        (
            "no such commune",
            json!({ "commune_code": "99999" }),
            &[("/commune_code", "unknown_value")],
        ),
        ("nowhere", json!({ "commune_code": null }), &[("/commune_code", "required")]),
        ("a long question", json!({ "question": "a".repeat(2001) }), &[("/question", "too_long")]),
        ("NUL", json!({ "question": "a\u{0}b" }), &[("/question", "forbidden_character")]),
        (
            "somebody else's learner",
            json!({ "learner_id": NOTHING }),
            &[("/learner_id", "unknown_value")],
        ),
        ("unknown field", json!({ "urgency": "high" }), &[("/urgency", "unknown_field")]),
        (
            "hours backwards",
            json!({ "weekly": [{ "weekday": "MO", "from": "12:00", "until": "09:00" }] }),
            &[("/weekly/0/until", "contradiction")],
        ),
    ];
    for (name, changes, faults) in cases {
        let body = with(about_files(), changes.clone());
        lea.put(&path(&new_id()), body).await.about(name).is_invalid(faults);
    }
    let weekly = json!([{ "weekday": "MO", "from": "09:00", "until": "12:00" }]);
    let id = ask(&lea, with(about_files(), json!({ "weekly": weekly }))).await;
    assert_eq!(lea.read("/api/me/availability").await["weekly"], weekly);
    lea.put(&path(&new_id()), about_files())
        .await
        .is_invalid(&[("/competence_id", "asked_already")]);
    town.app.knows(&lea, 2);
    let mail = json!({ "competence_id": MAIL, "target_level": 2, "commune_code": "44109" });
    ask(&lea, mail).await;
    let steps: &[crate::support::Case] = &[
        ("no step", json!({ "step": null }), &[("/step", "required")]),
        ("no such step", json!({ "step": "fly" }), &[("/step", "unknown_value")]),
        ("no outcome", json!({ "step": "close" }), &[("/outcome", "required")]),
        ("an outcome too early", json!({ "outcome": "solved" }), &[("/outcome", "contradiction")]),
        ("nothing scheduled", json!({ "step": "schedule" }), &[("/session_id", "required")]),
        (
            "two things scheduled",
            json!({ "step": "schedule", "session_id": NOTHING, "workshop_id": NOTHING }),
            &[("/workshop_id", "contradiction")],
        ),
        ("a note", json!({ "note": "Bonjour" }), &[("/note", "contradiction")]),
        ("not claimed", json!({ "step": "answer" }), &[("/step", "not_possible")]),
    ];
    crate::support::refuses(&lea, &format!("{}/steps", path(&id)), step("claim"), steps).await;
    let above = with(about_files(), json!({ "target_level": 2 }));
    take(&lea, &id, step("withdraw")).await;
    lea.put(&path(&new_id()), above).await.is_invalid(&[("/target_level", "already_there")]);
}

#[actix_web::test]
async fn a_request_follows_who_claims_their_record() {
    let town = Town::new().await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let marius = ada.follow("Marius", "Oriol", json!({})).await;
    let id = ask(&ada, with(about_files(), json!({ "learner_id": marius }))).await;
    let own = town.app.person("Marius", &[Role::Learner]).await;
    own.get(&path(&id)).await.is_problem(404, "not_found");
    let code = json!({ "purpose": "claim" });
    let code = ada.creates(&format!("/api/learners/{marius}/codes"), code).await;
    own.post("/api/me/claims", json!({ "code": code["code"] })).await.is(200);
    assert_eq!(own.read(&path(&id)).await["is_own"], true);
    assert_eq!(take(&own, &id, step("withdraw")).await["state"], "withdrawn");
}
