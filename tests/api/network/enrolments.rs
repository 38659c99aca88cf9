//! Enrolling: oneself, learners one follows, colleagues; approval, slips, walk-ins, moving.

use chrono::Duration;
use coopair::platform::database::schema::accounts;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{at, codes, learner, standing, told, until, wait};
use crate::support::{Person, TestApp, new_id};

fn number(app: &TestApp, who: &Person, number: &str) {
    let (id, number) = (who.account_id.expect("an account"), number.to_owned());
    app.sql(|conn| {
        diesel::update(accounts::table.find(id))
            .set(accounts::staff_number.eq(number))
            .execute(conn)
    });
}

#[actix_web::test]
async fn the_same_request_twice_is_one() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let carl = learner(&app, "Carl").await;
    let id = ada.publish(json!({})).await;
    let own = json!({ "id": new_id() });
    let path = at(&id, "/enrolments");
    bea.post(&path, own.clone()).await.is(201);
    bea.post(&path, own.clone()).await.is(200);
    carl.post(&path, own.clone()).await.is_problem(409, "conflict");
    let twice = bea.enrol(&id, json!({})).await.is_problem(409, "not_possible");
    assert_eq!(codes(&twice), ["already_enrolled"]);
    let enrolment = bea.read(&at(&id, "")).await["enrolment"].clone();
    let command = new_id();
    bea.asks(&enrolment, json!({ "id": command, "do": "withdraw" })).await.is(200);
    bea.asks(&enrolment, json!({ "id": command, "do": "withdraw" })).await.is(200);
    let other = bea.asks(&enrolment, json!({ "id": command, "do": "accept" })).await;
    other.is_problem(409, "conflict");
    assert_eq!(told(&app, &bea), ["confirmed", "withdrawn"]);
    bea.enrols(&id).await;
    assert_eq!(standing(&bea, &id).await, "confirmed", "after a cancellation, a new one");
}

#[actix_web::test]
async fn bad_requests_of_enrolments() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let eve = app.facilitator("Eve").await;
    let theirs = eve.follow("Lucette", "Bernardin", json!({})).await;
    let id = ada.publish(json!({ "capacity": 1 })).await;
    let draft = ada.plan(json!({ "date": "2026-11-27" })).await;
    let refuses = async |changes: Value, fault: (&str, &str)| {
        ada.enrol(&id, changes).await.is_invalid(&[fault]);
    };
    refuses(json!({ "id": "x" }), ("/id", "invalid_id")).await;
    refuses(json!({ "id": null }), ("/id", "required")).await;
    refuses(json!({ "learner_id": theirs }), ("/learner_id", "unknown_value")).await;
    refuses(json!({ "staff_number": "" }), ("/staff_number", "required")).await;
    refuses(json!({ "staff_number": "A-0" }), ("/staff_number", "unknown_value")).await;
    refuses(json!({ "role": "chef" }), ("/role", "unknown_value")).await;
    let both = json!({ "staff_number": "A-0", "learner_id": theirs });
    refuses(both, ("/staff_number", "contradiction")).await;
    bea.enrol(&new_id(), json!({})).await.is(404);
    bea.enrol(&draft, json!({})).await.is(404);
    let own = ada.enrol(&draft, json!({ "staff_number": "A-0" })).await;
    own.is_invalid(&[("/staff_number", "unknown_value")]);

    let first = bea.enrols(&id).await;
    let carl = learner(&app, "Carl").await;
    let full = carl.enrol(&id, json!({ "waits": false })).await.is_problem(409, "full");
    assert_eq!(codes(&full), ["full"]);
    carl.asks(&first, json!({ "do": "withdraw" })).await.is(404);
    bea.asks(&first, json!({ "do": "remove", "reason": "Essai" })).await.is(403);
    bea.asks(&first, json!({ "do": "mark" })).await.is_invalid(&[("/attendance", "required")]);
    bea.asks(&first, json!({ "do": "décolle" })).await.is_invalid(&[("/do", "unknown_value")]);
    ada.asks(&first, json!({ "do": "remove" })).await.is_invalid(&[("/reason", "required")]);
    let early = json!({ "do": "mark", "attendance": "attended" });
    assert_eq!(
        codes(&ada.asks(&first, early).await.is_problem(409, "not_possible")),
        ["not_the_time"]
    );
    ada.asks(&first, json!({ "do": "withdraw" })).await.is(403);
    ada.asks(&first, json!({ "do": "seat" })).await.is_problem(409, "not_possible");
    let mut lost = first.clone();
    lost["id"] = json!(new_id());
    bea.asks(&lost, json!({ "do": "withdraw" })).await.is(404);
    ada.asks(&first, json!({ "do": "remove", "reason": "Erreur" })).await.is(200);
    let view = bea.read(&at(&id, "")).await;
    assert_eq!(view["enrolment"]["reason"], "Erreur");
    app.nobody()
        .post("/api/slips/release", json!({ "code": "AAAA-AAAA" }))
        .await
        .is_problem(410, "link_used");
}

#[actix_web::test]
async fn people_without_an_account_hold_a_slip() {
    let app = TestApp::new().await;
    let (mut ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let marcel = ada.follow("Marcel", "Fontanier", json!({ "email": "marcel@exemple.fr" })).await;
    let id = ada.publish(json!({ "capacity": 1 })).await;
    let own = json!({ "id": new_id(), "learner_id": lucette });
    let path = at(&id, "/enrolments");
    let view = ada.post(&path, own.clone()).await.is(201).json();
    let code = view["slip_code"].as_str().expect("a code").to_owned();
    assert_eq!(ada.post(&path, own).await.is(200).json()["slip_code"], Value::Null, "once");
    ada.enrol(&id, json!({ "learner_id": marcel })).await.is(201);
    assert_eq!(app.mails_to("marcel@exemple.fr").len(), 1, "the address that she noted");
    let roster = ada.read(&at(&id, "/roster")).await;
    assert_eq!(roster["unheard"][0]["first_name"], "Lucette");
    assert_eq!(roster["unheard"][0]["about"], "confirmed");
    // Lucette's neighbour types the code; her seat goes to Marcel.
    let typed = json!({ "code": code.to_lowercase() });
    app.nobody().post("/api/slips/release", typed.clone()).await.is(204);
    app.nobody().post("/api/slips/release", typed).await.is_problem(410, "link_used");
    assert_eq!(app.mails_to("marcel@exemple.fr").len(), 2);
    let roster = ada.read(&at(&id, "/roster")).await;
    assert_eq!(roster["enrolments"][0]["first_name"], "Marcel");
    assert_eq!(roster["enrolments"][0]["state"], "confirmed");

    // A colleague enrols somebody by number, and learns no name.
    number(&app, &bea, "A-1042");
    let carl = learner(&app, "Carl").await;
    let other = ada.publish(json!({ "date": "2026-11-27" })).await;
    let made = carl.enrol(&other, json!({ "staff_number": "A-1042" })).await.is(201).json();
    assert_eq!((&made["is_own"], &made["state"]), (&json!(false), &json!("confirmed")));
    assert_eq!(told(&app, &bea), ["confirmed"]);
    assert_eq!(standing(&carl, &other).await, Value::Null);
    carl.asks(&made, json!({ "do": "withdraw" })).await.is(200);
    // Nobody without a list of their own reads names.
    carl.get(&at(&other, "/roster")).await.is(403);
    wait(&app, Duration::hours(1), &mut [&mut ada]);
    let audit = app.admin("Abel").await.read("/api/audit").await;
    assert!(audit.to_string().contains("roster.read"), "{audit}");
}

#[actix_web::test]
async fn a_coordinator_says_yes_or_no() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let mut otto = app.coordinator("Otto").await;
    let (mut bea, mut carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    app.team(&otto, &ada, "2026-01-01", None);
    let id = ada.publish(json!({ "capacity": 2, "approval": "coordinator" })).await;
    let (first, second) = (bea.enrols(&id).await, carl.enrols(&id).await);
    assert_eq!(first["state"], "requested");
    assert!(first["answer_until"].is_string());
    assert_eq!(told(&app, &otto), ["approval_asked", "approval_asked"]);
    let waits = async |who: &Person| {
        let page = who.read("/api/planned-workshops?attention=to_approve").await;
        page["items"].as_array().map(Vec::len)
    };
    assert_eq!((waits(&otto).await, waits(&ada).await), (Some(1), Some(0)));
    ada.asks(&first, json!({ "do": "approve" })).await.is(403);
    otto.asks(&first, json!({ "do": "approve" })).await.is(200);
    otto.asks(&second, json!({ "do": "decline" })).await.is_invalid(&[("/reason", "required")]);
    otto.asks(&second, json!({ "do": "decline", "reason": "Équipe réduite" })).await.is(200);
    assert_eq!(told(&app, &bea), ["requested", "confirmed"]);
    let mail = app.mails_to(&carl.email).pop().expect("a mail");
    assert!(mail.contains("Équipe réduite"), "{mail}");
    // Without an answer in a day the request stays, without its seat.
    let third = carl.enrols(&id).await;
    wait(&app, Duration::hours(25), &mut [&mut bea, &mut carl, &mut otto]);
    super::round(&app).await;
    let view = carl.read(&at(&id, "")).await;
    assert_eq!(view["enrolment"]["state"], "requested");
    assert_eq!(
        (&view["enrolment"]["answer_until"], &view["seats_free"]),
        (&Value::Null, &json!(1))
    );
    otto.asks(&third, json!({ "do": "approve" })).await.is(200);
    assert_eq!(standing(&carl, &id).await, "confirmed");
}

#[actix_web::test]
async fn on_the_day() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let mut bea = learner(&app, "Bea").await;
    let mut carl = learner(&app, "Carl").await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let id = ada.publish(json!({ "capacity": 1 })).await;
    let (first, second) = (bea.enrols(&id).await, carl.enrols(&id).await);
    wait(&app, until(14) + Duration::minutes(30), &mut [&mut ada, &mut bea, &mut carl]);
    let late = bea.asks(&first, json!({ "do": "withdraw" })).await;
    assert_eq!(codes(&late.is_problem(409, "not_possible")), ["started"]);
    let walks = |who: Value| ada.post_walk_in(&id, who);
    let empty = walks(json!({})).await;
    empty.is_invalid(&[("/learner_id", "required")]);
    let unknown = walks(json!({ "enrolment_id": new_id() })).await;
    unknown.is_invalid(&[("/enrolment_id", "unknown_value")]);
    walks(json!({ "enrolment_id": second["id"] })).await.is(200);
    let came = walks(json!({ "learner_id": lucette })).await.is(200).json();
    assert_eq!(came["state"], "walk_in");
    assert_eq!(ada.read(&at(&id, "")).await["seats_free"], 0, "over the seats");
    ada.asks(&came, json!({ "do": "remove", "reason": "Erreur de nom" })).await.is(200);
    let nobody = json!({ "marks": [{ "enrolment_id": new_id(), "attendance": "attended" }] });
    let nobody = ada.post(&at(&id, "/attendance"), nobody).await;
    nobody.is_invalid(&[("/marks/0/enrolment_id", "unknown_value")]);
    ada.post(&at(&id, "/attendance"), json!({ "marks": [] }))
        .await
        .is_invalid(&[("/marks", "required")]);
    let mark = json!({ "enrolment_id": first["id"], "attendance": "excused" });
    let twice = json!({ "marks": [mark, mark] });
    let twice = ada.post(&at(&id, "/attendance"), twice).await;
    twice.is_invalid(&[("/marks/1/enrolment_id", "contradiction")]);
    bea.post(&at(&id, "/attendance"), json!({ "marks": [mark] })).await.is(403);
    let bad = json!({ "marks": [mark], "anonymous": { "total": 1, "genders": { "feminin": 2 } } });
    let bad = ada.post(&at(&id, "/close"), bad).await;
    bad.is_invalid(&[("/anonymous/genders", "sum_exceeds_total")]);
    ada.post(&at(&id, "/close"), json!({ "marks": [mark] })).await.is(200);
    let held = ada.post(&at(&id, "/attendance"), json!({ "marks": [mark] })).await;
    assert_eq!(codes(&held.is_problem(409, "not_possible")), ["held"]);
    let log = ada.read("/api/sessions").await;
    assert_eq!(log["items"][0]["participant_count"], 1, "Carl alone");
    wait(&app, Duration::hours(2), &mut [&mut ada]);
    super::round(&app).await;
    assert_eq!(told(&app, &carl), ["waitlisted", "thanks"]);
    assert_eq!(told(&app, &bea), ["confirmed"]);
    // After thirty days nothing is corrected any more.
    wait(&app, Duration::days(31), &mut [&mut ada]);
    let late = ada.post(&at(&id, "/close"), json!({ "marks": [mark] })).await;
    assert_eq!(codes(&late.is_problem(409, "not_possible")), ["not_the_time"]);
}

impl Person {
    async fn post_walk_in(&self, id: &str, who: Value) -> crate::support::Reply {
        let body = crate::support::with(json!({ "id": new_id() }), who);
        self.post(&at(id, "/walk-ins"), body).await
    }
}

#[actix_web::test]
async fn moving_never_loses_a_seat() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let carl = learner(&app, "Carl").await;
    let one = ada.publish(json!({ "capacity": 1 })).await;
    let two = ada.publish(json!({ "capacity": 1, "date": "2026-11-27" })).await;
    let own = bea.enrols(&one).await;
    carl.enrols(&one).await;
    let dora = learner(&app, "Dora").await;
    let doras = dora.enrols(&two).await;
    let path = at(&one, &format!("/enrolments/{}/move", own["id"].as_str().expect("an id")));
    let asked = json!({ "id": new_id(), "workshop_id": two, "new_enrolment_id": new_id() });
    bea.post(&path, asked.clone()).await.is_problem(409, "full");
    assert_eq!(standing(&bea, &one).await, "confirmed");
    carl.post(&path, asked.clone()).await.is(404);
    dora.asks(&doras, json!({ "do": "withdraw" })).await.is(200);
    let there = bea.post(&path, asked.clone()).await.is(200).json();
    assert_eq!((&there["workshop_id"], &there["state"]), (&json!(two), &json!("confirmed")));
    bea.post(&path, asked).await.is(200);
    assert_eq!(standing(&carl, &one).await, "confirmed");
    let same = json!({ "id": new_id(), "workshop_id": one, "new_enrolment_id": new_id() });
    bea.post(&path, same).await.is_invalid(&[("/workshop_id", "contradiction")]);

    // Who manages the list reads whom they may move: those they follow or enrolled.
    let three = ada.publish(json!({ "date": "2026-12-04" })).await;
    let four = ada.publish(json!({ "date": "2026-12-11" })).await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let hers = ada.enrol(&three, json!({ "learner_id": lucette })).await.is(201).json();
    carl.enrols(&three).await;
    let roster = ada.read(&at(&three, "/roster")).await;
    for line in roster["enrolments"].as_array().expect("lines") {
        let path = at(&three, &format!("/enrolments/{}/move", line["id"].as_str().expect("an id")));
        let there = json!({ "id": new_id(), "workshop_id": four, "new_enrolment_id": new_id() });
        let is_hers = line["id"] == hers["id"];
        assert_eq!(line["may_move"], is_hers, "{line}");
        ada.post(&path, there).await.is(if is_hers { 200 } else { 403 });
    }
    let roster = ada.read(&at(&three, "/roster")).await;
    let gone = roster["enrolments"].as_array().expect("lines").iter();
    assert!(gone.into_iter().all(|line| line["may_move"] == false), "{roster}");
}
