//! Many at once: seats, facilitators and rooms are given once, whoever is first.

use serde_json::{Value, json};

use super::{at, codes, learner, told};
use crate::support::{Person, Reply, TestApp, place, room};

/// Everybody does the same at the same time.
async fn all(people: &[Person], path: &str, body: impl Fn(usize) -> Value) -> Vec<Reply> {
    let mut tasks = Vec::new();
    for (nth, person) in people.iter().enumerate() {
        let (person, path, body) = (person.clone(), path.to_owned(), body(nth));
        tasks.push(actix_web::rt::spawn(async move { person.post(&path, body).await }));
    }
    let mut replies = Vec::new();
    for task in tasks {
        replies.push(task.await.expect("an answer"));
    }
    replies
}

#[actix_web::test]
async fn thirty_people_and_five_seats() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = ada.publish(json!({ "capacity": 5 })).await;
    let mut people = Vec::new();
    for nth in 0..30 {
        people.push(learner(&app, &format!("Personne{nth:02}")).await);
    }
    let ids: Vec<String> = people.iter().map(|_| crate::support::new_id()).collect();
    let path = at(&id, "/enrolments");
    let replies = all(&people, &path, |nth| json!({ "id": ids[nth] })).await;
    assert!(replies.iter().all(|reply| reply.status == 201));
    let states: Vec<Value> = replies.iter().map(|reply| reply.json()["state"].clone()).collect();
    let count = |state: &str| states.iter().filter(|own| *own == state).count();
    assert_eq!((count("confirmed"), count("waitlisted")), (5, 25));
    let view = ada.read(&at(&id, "")).await;
    assert_eq!((&view["seats_free"], &view["waiting"]), (&json!(0), &json!(25)));
    // Sent again by devices that heard no answer: nothing more.
    let replies = all(&people, &path, |nth| json!({ "id": ids[nth] })).await;
    assert!(replies.iter().all(|reply| reply.status == 200));
    assert!(people.iter().all(|person| told(&app, person).len() == 1));
    let roster = ada.read(&at(&id, "/roster")).await;
    let lines = roster["enrolments"].as_array().expect("lines");
    let ranks: Vec<i64> = lines.iter().filter_map(|line| line["rank"].as_i64()).collect();
    assert_eq!(ranks, (1..=25).collect::<Vec<_>>());
    // All seats come free at once: the first five of the queue have them.
    let seated: Vec<(Person, Value)> = people
        .iter()
        .cloned()
        .zip(replies.iter().map(Reply::json))
        .filter(|(_, own)| own["state"] == "confirmed")
        .collect();
    let mut tasks = Vec::new();
    for (person, own) in seated {
        tasks.push(actix_web::rt::spawn(async move {
            person.asks(&own, json!({ "do": "withdraw" })).await.status
        }));
    }
    for task in tasks {
        assert_eq!(task.await.expect("an answer"), 200);
    }
    let view = ada.read(&at(&id, "")).await;
    assert_eq!((&view["seats_free"], &view["waiting"]), (&json!(0), &json!(20)));
}

/// How many people ask for a seat.
const MANY: usize = 500;

/// Not a test of every run: how many enrolments a second one workshop takes.
#[actix_web::test]
#[ignore]
async fn many_people_and_twenty_seats() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = ada.publish(json!({ "capacity": 20 })).await;
    let mut people = Vec::new();
    let started = std::time::Instant::now();
    for nth in 0..MANY {
        people.push(learner(&app, &format!("Personne{nth:04}")).await);
    }
    println!("{MANY} people in {:?}", started.elapsed());
    let people = std::rc::Rc::new(people);
    let next = std::rc::Rc::new(std::cell::Cell::new(0));
    let started = std::time::Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..32 {
        let (people, next, id) = (people.clone(), next.clone(), id.clone());
        tasks.push(actix_web::rt::spawn(async move {
            loop {
                let nth = next.replace(next.get() + 1);
                let Some(person) = people.get(nth) else { return };
                person.enrol(&id, json!({})).await.is(201);
            }
        }));
    }
    for task in tasks {
        task.await.expect("all are answered");
    }
    let taken = started.elapsed();
    println!("{MANY} enrolments in {taken:?}: {:.0} a second", MANY as f64 / taken.as_secs_f64());
    let view = ada.read(&at(&id, "")).await;
    assert_eq!((&view["seats_free"], &view["waiting"]), (&json!(0), &json!(MANY - 20)));
}

#[actix_web::test]
async fn one_person_and_two_workshops_at_one_time() {
    let app = TestApp::new().await;
    let other = app.another_process().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let bea = learner(&app, "Bea").await;
    let mut elsewhere = bea.clone();
    elsewhere.app = other;
    for _ in 0..5 {
        let (one, two) = (ada.publish(json!({})).await, bob.publish(json!({})).await);
        let (a, b) = tokio::join!(bea.enrol(&one, json!({})), elsewhere.enrol(&two, json!({})));
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{} {}", a.text(), b.text());
        let refused = if a.status == 409 { a } else { b };
        refused.is_problem(409, "overlap");
        for (who, id) in [(&ada, &one), (&bob, &two)] {
            let reason = json!({ "reason": "Essai" });
            who.post(&at(id, "/cancel"), reason).await.is(200);
        }
    }
}

#[actix_web::test]
async fn one_room_and_two_workshops_published_at_one_time() {
    let app = TestApp::new().await;
    let other = app.another_process().await;
    let admin = app.admin("Abel").await;
    let place_id = admin.create("/api/places", place("La Quincaillerie", "44109", "44000")).await;
    let room_id = crate::support::new_id();
    admin.put(&format!("/api/rooms/{room_id}"), room(&place_id)).await.is(201);
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let mut bobs = bob.clone();
    bobs.app = other;
    let there = json!({ "remote_url": null, "place_id": place_id, "room_id": room_id });
    for _ in 0..5 {
        let (one, two) = (ada.plan(there.clone()).await, bob.plan(there.clone()).await);
        let (first, second) = (at(&one, "/publish"), at(&two, "/publish"));
        let (a, b) = tokio::join!(ada.post(&first, json!({})), bobs.post(&second, json!({})));
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", a.text(), b.text());
        let refused = if a.status == 409 { a } else { b };
        assert_eq!(codes(&refused.is_problem(409, "overlap")), ["room_overlap"]);
        for (who, id) in [(&ada, &one), (&bob, &two)] {
            who.post(&at(id, "/cancel"), json!({ "reason": "Essai" })).await.is(200);
        }
    }
}
