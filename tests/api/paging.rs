//! A walk through a list visits every record exactly once, whatever the page size, in every
//! order, also while others write.

use std::collections::HashMap;

use serde_json::json;

use crate::support::{Person, TestApp, individual, learner, with};

const COUNT: usize = 53;

/// Walks a list and counts how often each id came; `between` runs after each page.
async fn walk(
    who: &Person,
    list: &str,
    limit: usize,
    mut between: impl AsyncFnMut(usize),
) -> HashMap<String, usize> {
    let mut seen = HashMap::new();
    let mut cursor = String::new();
    for number in 0.. {
        let mark = if list.contains('?') { '&' } else { '?' };
        let page = who.get(&format!("{list}{mark}limit={limit}{cursor}")).await.is(200).json();
        let items = page["items"].as_array().expect("items");
        assert!(items.len() <= limit);
        for item in items {
            *seen.entry(item["id"].as_str().expect("an id").to_owned()).or_default() += 1;
        }
        let Some(next) = page["next_cursor"].as_str() else { break };
        assert_eq!(items.len(), limit, "only the last page may be short");
        cursor = format!("&cursor={next}");
        between(number).await;
    }
    seen
}

/// Every id once, nothing twice.
fn complete(seen: &HashMap<String, usize>, expected: &[String], what: &str) {
    for id in expected {
        assert_eq!(seen.get(id), Some(&1), "{what}: {id}");
    }
    assert!(seen.values().all(|times| *times == 1), "{what}: something came twice");
}

/// A session of one of nine days, so that many share one.
fn session_of(number: usize, learner_id: &str) -> serde_json::Value {
    let date = format!("2026-11-0{}", number % 9 + 1);
    let about = if number.is_multiple_of(2) { json!(learner_id) } else { json!(null) };
    with(individual(), json!({ "date": date, "learner_id": about }))
}

#[actix_web::test]
async fn sessions() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let followed = ada.create("/api/learners", learner("Lucette", "Bernardin")).await;
    let mut ids = Vec::new();
    for number in 0..COUNT {
        ids.push(ada.create("/api/individual-sessions", session_of(number, &followed)).await);
    }
    for limit in [1, 7, 50] {
        let what = format!("sessions by {limit}");
        let seen = walk(&ada, "/api/sessions", limit, async |_| {}).await;
        complete(&seen, &ids, &what);
        assert_eq!(seen.len(), ids.len(), "{what}");
    }
    let of_one = format!("/api/sessions?learner_id={followed}");
    assert_eq!(walk(&ada, &of_one, 7, async |_| {}).await.len(), COUNT.div_ceil(2));
    let seen = walk(&ada, "/api/sessions", 7, async |number| {
        ada.creates("/api/individual-sessions", session_of(number * 5, &followed)).await;
    })
    .await;
    complete(&seen, &ids, "sessions while others are added");
}

#[actix_web::test]
async fn learners_in_every_order() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let mut ids = Vec::new();
    for number in 0..COUNT {
        let last_name = ["Bernardin", "Fontanier", "Ñandú", "de l’Étang"][number % 4];
        let id = ada.create("/api/learners", learner("Lucette", last_name)).await;
        if number % 3 == 0 {
            ada.creates("/api/individual-sessions", session_of(number * 2, &id)).await;
        }
        ids.push(id);
    }
    for order in ["name", "recent", "sessions"] {
        let list = format!("/api/learners?sort={order}");
        for limit in [1, 7, 50] {
            let what = format!("learners by {order}, {limit} at a time");
            let seen = walk(&ada, &list, limit, async |_| {}).await;
            complete(&seen, &ids, &what);
        }
        let seen = walk(&ada, &list, 7, async |number| {
            let last_name = ["Aubin", "Fontanier", "Zola"][number % 3];
            ada.creates("/api/learners", learner("Marcel", last_name)).await;
        })
        .await;
        complete(&seen, &ids, &format!("learners by {order} while others are added"));
    }
}

#[actix_web::test]
async fn totals_count_what_the_walk_visits() {
    let app = TestApp::new().await;
    let (ada, abel) = (app.facilitator("Ada").await, app.admin("Abel").await);
    for number in 0..12 {
        let name = format!("Lieu {}", number % 5);
        abel.creates("/api/places", crate::support::place(&name, "44109", "44000")).await;
    }
    for list in ["/api/places", "/api/organizations", "/api/audit", "/api/accounts"] {
        let total = abel.get(&format!("{list}?with_total=true&limit=1")).await.is(200).json();
        let seen = walk(&abel, list, 5, async |_| {}).await;
        if list != "/api/audit" {
            assert_eq!(total["total"], seen.len(), "{list}");
        }
        assert!(seen.values().all(|times| *times == 1), "{list}");
    }
    assert_eq!(walk(&ada, "/api/places?q=lieu%203", 1, async |_| {}).await.len(), 2);
    let page = ada.get("/api/places?limit=1").await.is(200).json();
    assert_eq!(page["total"], serde_json::Value::Null, "not counted unless asked");
}
