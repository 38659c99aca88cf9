//! Places where a level can be taught: by whoever works there today, and never by a few.

use serde_json::{Value, json};

use super::{Network, hidden, item, shown};
use crate::support::{Person, Proved, new_id, place, with, workshop};

/// Facilitators, each at a place of their own where a session was held.
async fn at_places(network: &Network, count: usize) -> Vec<(Person, String)> {
    let mut found = Vec::new();
    for number in 0..count {
        let who = network.app.facilitator(&format!("F{number}")).await;
        let spot = place(&format!("Lieu {number}"), "44109", "44000");
        let spot = network.root.create("/api/places", spot).await;
        who.call("POST", &format!("/api/places/{spot}/attachment")).await.is(204);
        held(&who, &spot, "2026-03-10").await;
        found.push((who, spot));
    }
    found
}

async fn held(who: &Person, spot: &str, date: &str) {
    let there = json!({
        "date": date, "place_type": "lieu_activite", "place_id": spot, "commune_code": null,
    });
    who.create("/api/workshops", with(workshop(), there)).await;
}

fn proves(network: &Network, people: &[(Person, String)], level: i32) {
    let proof = |(who, _): &(Person, String)| Proved {
        of: network.app.own_person(who),
        code: "1.1",
        level,
        on: "2026-02-01",
    };
    network.app.proves(&people.iter().map(proof).collect::<Vec<_>>());
}

/// What is told of 1.1 at a level.
async fn coverage(network: &Network, path: &str, level: i32) -> Value {
    let view = network.root.read(&format!("{path}?level={level}")).await;
    assert_eq!(view["level"], level);
    item(&view, "1.1")["coverage"].clone()
}

fn places(value: i64) -> Value {
    json!({ "value": value, "share": null, "hidden": null })
}

#[actix_web::test]
async fn a_place_is_covered_when_somebody_who_works_there_can_teach() {
    let network = Network::new().await;
    let path = network.with_k(5).await;
    let people = at_places(&network, 12).await;
    proves(&network, &people[..6], 3);
    let told = coverage(&network, &path, 3).await;
    assert_eq!(told["places"], places(12));
    assert_eq!(told["places_covered"], shown(6, 50.0));
    assert_eq!(coverage(&network, &path, 1).await["places_covered"], shown(6, 50.0));
    assert_eq!(coverage(&network, &path, 4).await["places_covered"], shown(0, 0.0));
    let view = network.root.read(&path).await;
    assert_eq!(item(&view, "1.2")["coverage"]["places_covered"], shown(0, 0.0));

    // A grant teaches as well as a level, as long as it lasts.
    let coline = network.app.coordinator("Coline").await;
    let granted = &people[6].0;
    network.app.team(&coline, granted, "2026-01-01", None);
    let grant = json!({
        "facilitator_id": granted.id(), "competence_id": network.app.competence("1.1"),
        "up_to": 3, "reason": "Essai",
    });
    let path_of_grant = format!("/api/teaching-grants/{}", new_id());
    coline.put(&path_of_grant, grant).await.is(201);
    assert_eq!(coverage(&network, &path, 3).await["places_covered"], shown(7, 58.3));
    coline.call("POST", &format!("{path_of_grant}/end")).await.is(204);
    assert_eq!(coverage(&network, &path, 3).await["places_covered"], shown(6, 50.0));

    // Whoever left teaches there no more; where nobody works nobody teaches.
    let (who, spot) = &people[11];
    who.call("DELETE", &format!("/api/places/{spot}/attachment")).await.is(204);
    let told = coverage(&network, &path, 3).await;
    assert_eq!((&told["places"], &told["places_covered"]), (&places(12), &shown(6, 50.0)));
    let (able, spot) = &people[0];
    able.call("DELETE", &format!("/api/places/{spot}/attachment")).await.is(204);
    assert_eq!(coverage(&network, &path, 3).await["places_covered"], shown(5, 41.7));
    // A place of another year, whatever the period.
    let spot = network.root.create("/api/places", place("Ancien", "44109", "44000")).await;
    who.call("POST", &format!("/api/places/{spot}/attachment")).await.is(204);
    held(who, &spot, "2025-10-10").await;
    assert_eq!(coverage(&network, &path, 3).await["places"], places(12));
    let months = format!("{path}?from=2025-10-01&to=2025-10-31");
    let view = network.root.read(&months).await;
    assert_eq!(item(&view, "1.1")["coverage"]["places"], places(12), "now, not then");
}

#[actix_web::test]
async fn a_few_facilitators_are_not_told_apart_by_any_two_levels() {
    let network = Network::new().await;
    let path = network.with_k(5).await;
    let people = at_places(&network, 14).await;
    // Six at 3, one of them at 6 besides: 3 and 4 less each other would tell the one.
    proves(&network, &people[..5], 3);
    proves(&network, &people[5..6], 6);
    let mut told = Vec::new();
    for level in 1..=8 {
        told.push(coverage(&network, &path, level).await["places_covered"].clone());
    }
    assert_eq!(told[..3], [shown(6, 42.9), shown(6, 42.9), shown(6, 42.9)]);
    // Nor is it told where the one ends: zeros below one person are hidden too.
    assert!(told[3..].iter().all(|figure| *figure == hidden("few")), "{told:?}");
    let wide = network.with_k(20).await;
    let told = coverage(&network, &wide, 3).await;
    assert_eq!((&told["places"], &told["places_covered"]), (&hidden("few"), &hidden("few")));
}
