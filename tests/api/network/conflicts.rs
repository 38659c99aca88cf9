//! Hard conflicts, each refused with its name and its field; and what frees people again.

use serde_json::{Value, json};

use super::{at, codes, learner};
use crate::support::{Person, TestApp, new_id, place, planned, room, with};

async fn refused(who: &Person, id: &str) -> (String, String) {
    let problem = who.post(&at(id, "/publish"), json!({})).await.is_problem(409, "overlap");
    let error = &problem["errors"][0];
    let text = |key: &str| error[key].as_str().expect("a text").to_owned();
    (text("pointer"), text("code"))
}

fn pair(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

async fn a_place(admin: &Person, name: &str) -> String {
    admin.create("/api/places", place(name, "44109", "44000")).await
}

#[actix_web::test]
async fn nobody_facilitates_twice_at_one_time() {
    let app = TestApp::new().await;
    let (ada, admin) = (app.facilitator("Ada").await, app.admin("Abel").await);
    let first = ada.publish(json!({})).await;
    let second = ada.plan(json!({ "start_time": "15:45", "end_time": "17:00" })).await;
    assert_eq!(refused(&ada, &second).await, pair("/facilitators", "facilitator_overlap"));
    ada.publish(json!({ "start_time": "16:00", "end_time": "17:00" })).await;
    // Clearing away takes time too.
    let third = ada.plan(json!({ "start_time": "17:00", "end_time": "18:00", "setup_min": 15 }));
    let third = third.await;
    assert_eq!(refused(&ada, &third).await, pair("/facilitators", "facilitator_overlap"));
    ada.post(&at(&first, "/cancel"), json!({ "reason": "Grève" })).await.is(200);
    ada.publish(json!({ "start_time": "14:30", "end_time": "15:30" })).await;

    // Between two places, the way.
    let (one, two) = (a_place(&admin, "Ici").await, a_place(&admin, "Là-bas").await);
    let there = |place: &str, from: &str, to: &str| {
        json!({
            "remote_url": null, "place_id": place, "date": "2026-11-27",
            "start_time": from, "end_time": to,
        })
    };
    ada.publish(there(&one, "09:00", "10:00")).await;
    let far = ada.plan(there(&two, "10:15", "11:00")).await;
    assert_eq!(refused(&ada, &far).await, pair("/facilitators", "facilitator_overlap"));
    ada.publish(there(&one, "10:15", "11:00")).await;
    ada.publish(there(&two, "11:30", "12:00")).await;
}

#[actix_web::test]
async fn a_room_holds_one_workshop_and_a_pool_lends_what_it_has() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let admin = app.admin("Abel").await;
    let place_id = a_place(&admin, "Ici").await;
    let (room_id, pool_id) = (new_id(), new_id());
    admin.put(&format!("/api/rooms/{room_id}"), room(&place_id)).await.is(201);
    let pool = json!({ "place_id": place_id, "name": "Tablettes", "size": 10 });
    admin.put(&format!("/api/device-pools/{pool_id}"), pool.clone()).await.is(201);
    let here = json!({ "remote_url": null, "place_id": place_id, "room_id": room_id });
    ada.publish(here.clone()).await;
    let second = bob.plan(here.clone()).await;
    assert_eq!(refused(&bob, &second).await, pair("/room_id", "room_overlap"));
    bob.publish(with(here, json!({ "start_time": "16:00", "end_time": "17:00" }))).await;

    let lent = |devices: i64| {
        json!({
            "date": "2026-11-27",
            "devices": [{ "pool_id": pool_id, "devices": devices }],
            "devices_per_learner": 2,
        })
    };
    let first = ada.publish(lent(6)).await;
    assert_eq!(ada.read(&at(&first, "")).await["seats"], 3, "two for each");
    let second = bob.plan(lent(5)).await;
    assert_eq!(refused(&bob, &second).await, pair("/devices/0", "devices_short"));
    bob.publish(lent(4)).await;
    let path = format!("/api/device-pools/{pool_id}");
    let less = admin.put_at(&path, 1, with(pool.clone(), json!({ "size": 9 }))).await;
    less.is_invalid(&[("/size", "lent")]);
    ada.post(&at(&first, "/cancel"), json!({ "reason": "Panne" })).await.is(200);
    admin.put_at(&path, 1, with(pool, json!({ "size": 9 }))).await.is(200);
    bob.post(&at(&second, "/cancel"), json!({ "reason": "Doublon" })).await.is(200);
    ada.publish(lent(5)).await;
}

#[actix_web::test]
async fn nobody_has_two_seats_at_one_time() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let (one, two) = (ada.publish(json!({})).await, bob.publish(json!({ "capacity": 1 })).await);
    let first = bea.enrols(&one).await;
    bea.enrol(&two, json!({})).await.is_problem(409, "overlap");
    let helps = bea.enrol(&two, json!({ "role": "helper" })).await;
    helps.is_problem(409, "overlap");
    // Waiting in two queues is allowed; the seat passes who is taken.
    let carls = carl.enrols(&two).await;
    let waits = bea.enrol(&two, json!({})).await.is(201).json();
    assert_eq!(waits["state"], "waitlisted");
    carl.asks(&carls, json!({ "do": "withdraw" })).await.is(200);
    assert_eq!(super::standing(&bea, &two).await, "waitlisted");
    bea.asks(&first, json!({ "do": "withdraw" })).await.is(200);
    super::round(&app).await;
    assert_eq!(super::standing(&bea, &two).await, "confirmed", "once nothing is in the way");

    // Who facilitates does not learn there, nor elsewhere at that time.
    let own = ada.enrol(&one, json!({})).await.is_problem(409, "not_possible");
    assert_eq!(codes(&own), ["facilitates"]);
    ada.enrol(&two, json!({})).await.is(201).json()["state"].as_str().map(|state| {
        assert_eq!(state, "waitlisted", "full: only a seat would be in the way");
    });
    let third = bob.publish(json!({ "date": "2026-11-27" })).await;
    ada.enrols(&third).await;
    let led = ada.plan(json!({ "date": "2026-11-27", "start_time": "15:00", "end_time": "17:00" }));
    assert_eq!(refused(&ada, &led.await).await, pair("/facilitators", "facilitator_overlap"));
}

#[actix_web::test]
async fn moving_a_published_workshop_looks_again() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let bob = app.facilitator("Bob").await;
    let (one, two) =
        (ada.publish(json!({})).await, bob.publish(json!({ "date": "2026-11-27" })).await);
    bea.enrols(&one).await;
    bea.enrols(&two).await;
    let version = ada.version(&at(&one, "")).await;
    let moved = |date: &str| with(planned(), json!({ "date": date }));
    let met = ada.put_at(&at(&one, ""), version, moved("2026-11-27")).await;
    let met: Value = met.is_problem(409, "overlap");
    assert_eq!(
        (&met["errors"][0]["pointer"], codes(&met)),
        (&json!("/enrolments"), vec!["overlap".to_owned()])
    );
    ada.put_at(&at(&one, ""), version, moved("2026-11-25")).await.is(200);
    assert_eq!(super::told(&app, &bea).last().map(String::as_str), Some("changed"));
    // The old time is free again.
    let three = ada.publish(json!({})).await;
    bea.enrols(&three).await;
    let far = app.facilitator("Chloé").await;
    far.put_at(&at(&one, ""), version + 1, moved("2026-11-24")).await.is(403);
}
