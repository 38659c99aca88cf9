//! What a coordinator sees: coverage without names, one member at a time with a note of it.

use serde_json::{Value, json};

use super::{FILES, MAIL, Pair, certify};
use crate::support::new_id;

#[actix_web::test]
async fn coverage_counts_members_and_puts_gaps_first() {
    let pair = Pair::new(4).await;
    let (ines, otto) = (pair.app.coordinator("Inès").await, pair.app.coordinator("Otto").await);
    let team = pair.app.team(&ines, &pair.ada, "2026-01-01", None).to_string();
    let path = format!("/api/teams/{team}/coverage");
    let view = ines.read(&path).await;
    assert_eq!((&view["members"], &view["level"]), (&json!(1), &json!(3)));
    let items = view["items"].as_array().unwrap();
    assert_eq!(items.len(), 16);
    let line = |id: &str| items.iter().find(|own| own["competence_id"] == id).unwrap();
    assert_eq!(line(FILES)["verified"], json!([1, 1, 1, 1, 0, 0, 0, 0]));
    let last: Vec<&Value> = items[14..].iter().map(|own| &own["competence_id"]).collect();
    assert_eq!(last, [&json!(FILES), &json!(MAIL)], "gaps first");
    let other = json!({
        "facilitator_id": pair.ada.id().to_string(), "competence_id": FILES, "up_to": 6,
        "reason": "Formatrice", "expires_on": "2026-12-01",
    });
    ines.put(&format!("/api/teaching-grants/{}", new_id()), other).await.is(201);
    let view = ines.read(&format!("{path}?level=6")).await;
    let items = view["items"].as_array().unwrap();
    assert_eq!(items[15]["teachable"], json!([1, 1, 1, 1, 1, 1, 0, 0]));
    assert_eq!(items[15]["verified"], json!([1, 1, 1, 1, 0, 0, 0, 0]), "a grant is no proof");
    for bad in ["0", "9", "x"] {
        let reply = ines.get(&format!("{path}?level={bad}")).await;
        reply.is_problem(400, "invalid_parameter");
    }
    otto.get(&path).await.is_problem(404, "not_found");
    pair.admin.get(&path).await.is_problem(403, "forbidden");
    pair.ada.get(&path).await.is_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_member_s_levels_are_read_one_by_one_and_noted() {
    let pair = Pair::new(4).await;
    let (ines, otto) = (pair.app.coordinator("Inès").await, pair.app.coordinator("Otto").await);
    let team = pair.app.team(&ines, &pair.ada, "2026-01-01", None).to_string();
    let path = format!("/api/teams/{team}/members/{}/levels", pair.ada.id());
    let view = ines.read(&path).await;
    assert_eq!(view["name"], "Ada Essai");
    let levels = view["levels"].as_array().unwrap();
    assert!(levels.iter().any(|own| own["verified"]["level"] == 4));
    for _ in 0..200 {
        let looks = pair.ada.read("/api/me/levels/looks").await;
        if looks["items"][0]["name"] == "Inès Essai" {
            break;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let looks = pair.ada.read("/api/me/levels/looks").await;
    assert_eq!(looks["items"][0]["name"], "Inès Essai");
    otto.get(&path).await.is_problem(404, "not_found");
    pair.admin.get(&path).await.is_problem(403, "forbidden");
    let eve = pair.app.facilitator("Eve").await;
    let stranger = format!("/api/teams/{team}/members/{}/levels", eve.id());
    ines.get(&stranger).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn grants_are_for_one_s_own_team_and_for_a_time() {
    let pair = Pair::new(0).await;
    let ines = pair.app.coordinator("Inès").await;
    pair.app.team(&ines, &pair.ada, "2026-01-01", None);
    let eve = pair.app.facilitator("Eve").await;
    let grant = |change: Value| {
        crate::support::with(
            json!({
                "facilitator_id": pair.ada.id().to_string(), "competence_id": FILES, "up_to": 2,
                "reason": "Lancement",
            }),
            change,
        )
    };
    let cases: [(Value, &[(&str, &str)]); 6] = [
        (
            json!({ "facilitator_id": eve.id().to_string() }),
            &[("/facilitator_id", "unknown_value")],
        ),
        (json!({ "competence_id": super::NOTHING }), &[("/competence_id", "unknown_value")]),
        (json!({ "up_to": 9 }), &[("/up_to", "out_of_range")]),
        (json!({ "up_to": 8 }), &[("/up_to", "out_of_range")]),
        (json!({ "reason": " " }), &[("/reason", "required")]),
        (json!({ "expires_on": "2027-05-13" }), &[("/expires_on", "date_out_of_range")]),
    ];
    for (change, expected) in cases {
        let path = format!("/api/teaching-grants/{}", new_id());
        let reply = ines.put(&path, grant(change.clone())).await;
        reply.about(&change.to_string()).is_invalid(expected);
    }
    let path = format!("/api/teaching-grants/{}", new_id());
    let given = ines.put(&path, grant(json!({}))).await.is(201).json();
    assert_eq!(ines.put(&path, grant(json!({}))).await.is(200).json(), given);
    ines.put(&path, grant(json!({ "up_to": 3 }))).await.is_problem(409, "conflict");
    let list = ines.read("/api/teaching-grants").await;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["is_current"], true);
    let own = pair.ada.read("/api/me/levels").await;
    assert_eq!(own["grants"][0]["granted_by_name"], "Inès Essai");
    let otto = pair.app.coordinator("Otto").await;
    otto.post(&format!("{path}/end"), Value::Null).await.is_problem(404, "not_found");
    // Nobody grants themself anything, coordinator or not.
    let both = pair
        .app
        .person("Zoé", &[coopair::policy::Role::Coordinator, coopair::policy::Role::Facilitator])
        .await;
    pair.app.team(&both, &both, "2026-01-01", None);
    let own = grant(json!({ "facilitator_id": both.id().to_string() }));
    let reply = both.put(&format!("/api/teaching-grants/{}", new_id()), own).await;
    reply.is_invalid(&[("/facilitator_id", "oneself")]);
    certify(&pair.admin, "Essai", "Zoé", 4, "12/03/2025").await;
}
