//! Coordination activities through HTTP: their life, their lists, whose they are.

mod bad;
mod export;
mod statistics;

use std::collections::HashMap;

use coopair::policy::Role;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, animation, event, new_id, partnership, with};

pub const ANIMATIONS: &str = "/api/coordination/animations";
pub const EVENTS: &str = "/api/coordination/events";
pub const PARTNERSHIPS: &str = "/api/coordination/partnerships";
const ACTIVITIES: &str = "/api/coordination/activities";

/// Every field of `told` stands in `view`.
#[track_caller]
fn says(view: &Value, told: &Value) {
    for (field, value) in told.as_object().into_iter().flatten() {
        assert_eq!(view[field], *value, "{field}");
    }
}

#[actix_web::test]
async fn each_kind_says_what_was_said() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let admin = app.admin("Abel").await;
    let tag = admin.create("/api/tags", json!({ "name": "Semaine", "scope": "network" })).await;
    let whole = json!({
        "date": "2026-11-10", "duration_min": 45, "departements": ["2A", "44"],
        "notes": "À rappeler", "initiative": "demande", "animation_type": "autre",
        "animation_type_other": "Visite", "themes": ["partage", "autre"],
        "theme_other": "Passeport numérique", "mediators": 3, "structures": 2, "other_actors": 1,
    });
    let body = with(whole.clone(), json!({ "tag_ids": [tag] }));
    let created = ines.creates(ANIMATIONS, body).await;
    says(&created, &whole);
    assert_eq!(created["kind"], "animation");
    assert_eq!(created["tags"], json!([{ "id": tag, "name": "Semaine" }]));
    assert_eq!(created["coordinator"]["name"], "Inès Essai");
    let path = format!("{ACTIVITIES}/{}", created["id"].as_str().expect("an id"));
    assert_eq!(ines.read(&path).await, created);

    let whole = json!({
        "date": "2026-11-03", "end_date": "2026-11-05", "duration_min": 4320,
        "name": "Semaine du numérique", "event_type": "autre", "event_type_other": "Salon",
        "organizers": ["commune", "autre"], "organizer_other": "Collectif des Quais",
        "participants": 0, "territorial_level": "national", "departements": [], "notes": null,
    });
    says(&ines.creates(EVENTS, whole.clone()).await, &whole);

    let whole = json!({
        "date": "2026-11-04", "duration_min": 60, "name": "Bourse d’équipement",
        "natures": ["subvention", "autre"], "nature_other": "Prêt de salle",
        "territorial_level": "communal",
        "partners": [
            { "name": "Ville de Port-Clair", "kind": "commune", "kind_other": null },
            { "name": "Les Ateliers", "kind": "autre", "kind_other": "Coopérative" },
        ],
    });
    says(&ines.creates(PARTNERSHIPS, whole.clone()).await, &whole);
}

#[actix_web::test]
async fn a_last_day_that_is_the_first_is_one_day() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let view = ines.creates(EVENTS, with(event(), json!({ "end_date": "2026-11-12" }))).await;
    assert_eq!(view["end_date"], Value::Null);
}

#[actix_web::test]
async fn an_activity_lives_from_record_to_restore() {
    let app = TestApp::new().await;
    let (ines, otto) = (app.coordinator("Inès").await, app.coordinator("Otto").await);
    let path = format!("{PARTNERSHIPS}/{}", new_id());
    let activity = path.replace("partnerships", "activities");
    let more = json!({ "departements": ["44", "44"], "notes": "À revoir" });
    let created = ines.put(&path, with(partnership(), more)).await.is(201);
    assert_eq!(created.json()["departements"], json!(["44"]), "each once");
    let two = json!({
        "departements": ["85"], "notes": null,
        "partners": [
            { "name": "Hub des Marées", "kind": "hub" },
            { "name": "Ville de Port-Clair", "kind": "commune" },
        ],
    });
    let changed = with(partnership(), two);
    let view = ines.put_at(&path, 1, changed.clone()).await.is(200).json();
    assert_eq!((&view["version"], &view["notes"]), (&json!(2), &Value::Null));
    assert_eq!(view["departements"], json!(["85"]));
    assert_eq!(view["partners"][0]["name"], "Hub des Marées", "in the order told");
    assert_eq!(view["partners"].as_array().map(Vec::len), Some(2));
    ines.put_at(&path, 1, changed.clone()).await.is_problem(412, "stale_version");

    ines.call("DELETE", &activity).await.is_problem(428, "version_required");
    ines.delete_at(&activity, 1).await.is_problem(412, "stale_version");
    otto.delete_at(&activity, 2).await.is_problem(404, "not_found");
    ines.delete_at(&activity, 2).await.is(204);
    ines.get(&activity).await.is_problem(404, "not_found");
    ines.put_at(&path, 3, changed).await.is_problem(404, "not_found");
    assert_eq!(ines.read(ACTIVITIES).await["items"], json!([]));
    let restore = format!("{activity}/restore");
    otto.post(&restore, json!({})).await.is_problem(404, "not_found");
    let restored = ines.post(&restore, json!({})).await.is(200).json();
    assert_eq!((&restored["version"], &restored["partners"]), (&json!(4), &view["partners"]));
    assert_eq!(ines.post(&restore, json!({})).await.is(200).json(), restored, "restored once");
}

#[actix_web::test]
async fn a_kind_never_becomes_another() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let id = new_id();
    ines.put(&format!("{EVENTS}/{id}"), event()).await.is(201);
    let path = format!("{ANIMATIONS}/{id}");
    ines.put(&path, animation()).await.is_problem(404, "not_found");
    ines.put_at(&path, 1, animation()).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn an_activity_is_its_coordinator_s_own() {
    let app = TestApp::new().await;
    let (ines, otto) = (app.coordinator("Inès").await, app.coordinator("Otto").await);
    let (ada, abel) = (app.facilitator("Ada").await, app.admin("Abel").await);
    let both = app.person("Nour", &[Role::Admin, Role::Coordinator]).await;
    let admin_tag = json!({ "name": "Étiquette-canari", "scope": "network" });
    let tag = abel.create("/api/tags", admin_tag).await;
    let told = json!({
        "notes": "note-canari", "name": "Nom-canari", "natures": ["autre"],
        "nature_other": "précision-canari", "tag_ids": [tag],
        "partners": [{ "name": "Partenaire-canari", "kind": "autre", "kind_other": "sorte-canari" }],
    });
    let id = ines.create(PARTNERSHIPS, with(partnership(), told)).await;
    let (path, put) = (format!("{ACTIVITIES}/{id}"), format!("{PARTNERSHIPS}/{id}"));
    assert_eq!(ines.get(&path).await.is(200).text().matches("canari").count(), 6);
    otto.get(&path).await.is_problem(404, "not_found");
    ada.get(&path).await.is_problem(403, "forbidden");
    for admin in [&abel, &both] {
        let reply = admin.get(&path).await.is(200);
        assert!(!reply.text().contains("canari"), "{}", reply.text());
        assert_eq!(reply.json()["partners"][0]["kind"], "autre");
        assert_eq!(reply.json()["coordinator"]["name"], "Inès Essai");
    }
    for other in [&otto, &both] {
        other.put(&put, partnership()).await.is_problem(404, "not_found");
        other.put_at(&put, 1, partnership()).await.is_problem(404, "not_found");
        let list = other.get(ACTIVITIES).await.is(200);
        assert_eq!(list.json()["items"], json!([]));
        let file = other.get("/api/coordination/export").await.is(200).text();
        assert_eq!(file.lines().count(), 1, "titles alone: {file}");
    }
    abel.put(&put, partnership()).await.is_problem(403, "forbidden");
    abel.get(ACTIVITIES).await.is_problem(403, "forbidden");
}

#[actix_web::test]
async fn a_deleted_tag_leaves_the_activities_that_carried_it() {
    let app = TestApp::new().await;
    let (ines, abel) = (app.coordinator("Inès").await, app.admin("Abel").await);
    let tag = abel.create("/api/tags", json!({ "name": "Semaine", "scope": "network" })).await;
    let id = ines.create(EVENTS, with(event(), json!({ "tag_ids": [tag] }))).await;
    abel.delete_at(&format!("/api/tags/{tag}"), 1).await.is(204);
    assert_eq!(ines.read(&format!("{ACTIVITIES}/{id}")).await["tags"], json!([]));
}

/// Names, types or partners of the activities that a filter keeps, latest first.
async fn listed(who: &Person, filter: &str) -> Vec<String> {
    let page = who.read(&format!("{ACTIVITIES}?{filter}")).await;
    let items = page["items"].as_array().into_iter().flatten();
    items
        .map(|item| {
            let told = item["name"].as_str().or(item["animation_type"].as_str());
            told.or(item["partner_names"][0].as_str()).unwrap_or("–").to_owned()
        })
        .collect()
}

#[actix_web::test]
async fn lists_are_filtered_and_paged() {
    let app = TestApp::new().await;
    let (ines, abel) = (app.coordinator("Inès").await, app.admin("Abel").await);
    let tag = abel.create("/api/tags", json!({ "name": "Semaine", "scope": "network" })).await;
    let at = |base: Value, more: Value| with(base, more);
    let march = json!({ "date": "2026-03-01", "departements": ["44", "85"] });
    ines.create(ANIMATIONS, at(animation(), march)).await;
    let may = json!({ "date": "2026-05-01", "end_date": "2026-05-03", "tag_ids": [tag] });
    ines.create(EVENTS, at(event(), may)).await;
    let june = json!({ "date": "2026-06-01", "name": null, "departements": ["971"] });
    ines.create(PARTNERSHIPS, at(partnership(), june)).await;
    app.coordinator("Otto").await.create(EVENTS, event()).await;
    let all = ["Ville de Port-Clair", "Forum du numérique", "reunion_coordination"];
    for (filter, expected) in [
        (String::new(), &all[..]),
        ("from=2026-03-02&to=2026-05-01".into(), &all[1..2]),
        ("from=2026-05-02".into(), &all[..1]),
        ("kind=animation".into(), &all[2..]),
        ("kind=partenariat".into(), &all[..1]),
        ("departement=85".into(), &all[2..]),
        ("departement=971".into(), &all[..1]),
        ("departement=01".into(), &[]),
        (format!("tag_id={tag}"), &all[1..2]),
        ("kind=evenement&departement=44".into(), &[]),
    ] {
        assert_eq!(listed(&ines, &filter).await, expected, "{filter}");
    }
    let page = ines.read(&format!("{ACTIVITIES}?with_total=true&limit=1")).await;
    let first = &page["items"][0];
    assert_eq!((&page["total"], &first["bodies"]), (&json!(3), &json!(1)));
    assert_eq!((&first["people"], &first["departements"]), (&json!(0), &json!(["971"])));
    ines.get(&format!("{ACTIVITIES}?from=2026-05-02&to=2026-05-01"))
        .await
        .is_problem(400, "invalid_period");
    for filter in ["kind=autre", "departement=1", "departement=", "tag_id=x", "theme=partage"] {
        let reply = ines.get(&format!("{ACTIVITIES}?{filter}")).await;
        reply.about(filter).is_problem(400, "invalid_parameter");
    }
}

#[actix_web::test]
async fn a_walk_visits_every_activity_once() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    for number in 0..20 {
        let date = json!({ "date": format!("2026-11-0{}", number % 3 + 1) });
        match number % 2 {
            0 => ines.create(ANIMATIONS, with(animation(), date)).await,
            _ => ines.create(EVENTS, with(event(), date)).await,
        };
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut cursor = String::new();
    loop {
        let page = ines.read(&format!("{ACTIVITIES}?limit=3{cursor}")).await;
        for item in page["items"].as_array().into_iter().flatten() {
            *seen.entry(item["id"].as_str().expect("an id").to_owned()).or_default() += 1;
        }
        // What comes meanwhile stands before what is read next.
        ines.create(EVENTS, with(event(), json!({ "date": "2026-11-12" }))).await;
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen.len(), 20);
    assert!(seen.values().all(|times| *times == 1));
}
