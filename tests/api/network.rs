//! The peer-training network through HTTP: planning, enrolling, being told, the log.

mod clocks;
mod conflicts;
mod digest;
mod enrolments;
mod histories;
mod kiosk;
mod mailed;
// The model of the pure rules, whole; what it does not use here, their own tests do.
#[allow(dead_code)]
#[path = "../../src/network/enrolment/tests/naive.rs"]
mod naive;
#[allow(dead_code)]
#[path = "../../src/network/enrolment/tests/naive_deeds.rs"]
mod naive_deeds;
mod race;
mod series;
mod series_changes;
mod workshops;

use chrono::Duration;
use coopair::network::clockwork;
use coopair::platform::database::schema::mails;
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::support::{Person, TestApp};

/// Where a workshop is.
pub fn at(id: &str, rest: &str) -> String {
    format!("/api/planned-workshops/{id}{rest}")
}

/// Somebody who learns.
pub async fn learner(app: &TestApp, name: &str) -> Person {
    app.person(name, &[Role::Learner]).await
}

/// What somebody was told by mail, oldest first.
pub fn told(app: &TestApp, person: &Person) -> Vec<String> {
    let email = person.email.clone();
    app.sql(|conn| {
        mails::table
            .filter(mails::recipient.eq(email))
            .order(mails::id)
            .select(mails::kind)
            .load(conn)
    })
}

/// Lets the network's clock make its round.
pub async fn round(app: &TestApp) {
    clockwork::round(&app.ctx).await.expect("a round");
}

/// Lets time pass, and people sign in again.
pub fn wait(app: &TestApp, by: Duration, people: &mut [&mut Person]) {
    app.wait(by);
    for person in people {
        app.sign_in(person);
    }
}

/// The state of one's enrolment in a workshop.
pub async fn standing(who: &Person, id: &str) -> Value {
    who.read(&at(id, "")).await["enrolment"]["state"].clone()
}

/// The codes of what stands in the way.
pub fn codes(problem: &Value) -> Vec<String> {
    let errors = problem["errors"].as_array().into_iter().flatten();
    errors.map(|one| one["code"].as_str().expect("a code").to_owned()).collect()
}

/// From the tests' now, 12 November 10:00, until an hour of the day of `support::planned`.
pub fn until(hour: i64) -> Duration {
    Duration::days(14) + Duration::hours(hour - 10)
}

#[actix_web::test]
async fn from_a_draft_to_the_log() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let id = ada.plan(json!({ "capacity": 2 })).await;
    bea.get(&at(&id, "")).await.is(404);
    ada.post(&at(&id, "/publish"), json!({})).await.is(200);
    ada.post(&at(&id, "/publish"), json!({})).await.is(200);
    ada.enrol(&id, json!({ "learner_id": lucette })).await.is(201);

    let first = bea.enrols(&id).await;
    assert_eq!((&first["state"], &first["rank"]), (&json!("confirmed"), &Value::Null));
    let second = carl.enrols(&id).await;
    assert_eq!((&second["state"], &second["rank"]), (&json!("waitlisted"), &json!(1)));
    bea.asks(&first, json!({ "do": "withdraw" })).await.is(200);
    assert_eq!(standing(&carl, &id).await, "confirmed");
    round(&app).await;
    round(&app).await;
    assert_eq!(told(&app, &bea), ["confirmed", "withdrawn"]);
    assert_eq!(told(&app, &carl), ["waitlisted", "promoted"], "told once");
    let mail = app.mails_to(&carl.email).pop().expect("a mail");
    assert!(mail.contains("jeudi 26\u{a0}novembre 2026, de 14:00 à 16:00"), "{mail}");
    assert!(mail.contains(&format!("https://reseau.exemple.fr/ateliers/{id}")), "{mail}");

    // A week before, and two days before; each once.
    app.wait(Duration::days(7) + Duration::hours(5));
    round(&app).await;
    round(&app).await;
    app.wait(Duration::days(5));
    round(&app).await;
    round(&app).await;
    let kinds = ["waitlisted", "promoted", "week_before", "two_days_before"];
    assert_eq!(told(&app, &carl), kinds);

    // Nothing of it counts before it was held.
    app.sign_in(&mut ada);
    assert_eq!(ada.read("/api/sessions").await["items"], json!([]));
    wait(&app, Duration::days(2), &mut [&mut ada]);
    let roster = ada.read(&at(&id, "/roster")).await;
    let marks: Vec<Value> = roster["enrolments"]
        .as_array()
        .expect("lines")
        .iter()
        .filter(|line| line["state"] == "confirmed")
        .map(|line| json!({ "enrolment_id": line["id"], "attendance": "attended" }))
        .collect();
    assert_eq!(marks.len(), 2);
    let refused = ada.post(&at(&id, "/close"), json!({})).await;
    assert_eq!(codes(&refused.is_problem(409, "not_possible")), ["unmarked"]);
    ada.post(&at(&id, "/attendance"), json!({ "marks": marks })).await.is(204);
    let closed = ada.post(&at(&id, "/close"), json!({})).await.is(200).json();
    let again = ada.post(&at(&id, "/close"), json!({})).await.is(200).json();
    assert_eq!(closed, again);
    let log = ada.read("/api/sessions").await;
    assert_eq!(log["items"].as_array().map(Vec::len), Some(1), "once in the log");
    assert_eq!(log["items"][0]["participant_count"], 2);
    assert_eq!(log["items"][0]["duration_min"], 120);
    let path = format!("/api/sessions/{}", closed["session_id"].as_str().expect("an id"));
    let session = ada.read(&path).await;
    assert_eq!(session["participants"][0]["learner_id"], json!(lucette));
    assert_eq!(session["anonymous"]["total"], 1, "Carl is not followed");
    let counted = ada.read("/api/statistics?from=2026-11-01&to=2026-11-30").await;
    assert_eq!(counted["totals"]["sessions"], 1, "{}", counted["totals"]);

    // Closing again corrects it.
    let absent = json!({ "marks": [{
        "enrolment_id": marks[0]["enrolment_id"], "attendance": "no_show",
    }], "anonymous": { "total": 3 } });
    ada.post(&at(&id, "/close"), absent).await.is(200);
    let log = ada.read("/api/sessions").await;
    assert_eq!(log["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(log["items"][0]["participant_count"], 4);
}
