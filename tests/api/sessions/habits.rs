//! The workspace and the home screen: what one usually does comes first.

use serde_json::{Value, json};

use crate::support::{Person, TODAY, TestApp, individual, place, with, workshop};

async fn at(ada: &Person, place: &str, day: &str, minutes: i64, themes: Value) {
    let body = json!({
        "date": day, "duration_min": minutes, "themes": themes,
        "place_type": "lieu_activite", "place_id": place, "commune_code": null,
    });
    ada.create("/api/individual-sessions", with(individual(), body)).await;
}

#[actix_web::test]
async fn a_beginner_is_offered_what_is_common() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    assert_eq!(
        ada.read("/api/workspace").await,
        json!({
            "today": TODAY, "places": [], "usual_durations": [15, 30, 45, 60, 90, 120],
            "usual_themes": [
                "aide_aux_demarches_administratives", "prendre_en_main_du_materiel",
                "navigation_sur_internet", "email", "securite_numerique", "bureautique",
            ],
            "patterns": [], "tags": [], "programmes": [], "organization": null,
        })
    );
}

#[actix_web::test]
async fn habits_come_first() {
    let app = TestApp::new().await;
    let (ada, admin) = (app.facilitator("Ada").await, app.admin("Inès").await);
    let nord = admin.create("/api/organizations", json!({ "name": "Nord" })).await;
    app.employ(&ada, &nord, "2025-01-01");
    let aubier = ada.create("/api/places", place("Aubier", "44109", "44000")).await;
    let bourg = ada.create("/api/places", place("Bourg", "97411", "97400")).await;
    let cime = ada.create("/api/places", place("Cime", "97209", "97200")).await;
    for scope in ["network", "personal"] {
        let by = if scope == "network" { &admin } else { &ada };
        by.create("/api/tags", json!({ "name": format!("Tag {scope}"), "scope": scope })).await;
    }
    let over = json!({ "name": "Fini", "ends_on": "2026-11-11" });
    admin.create("/api/programmes", over).await;
    let running = json!({ "name": "En cours", "ends_on": TODAY });
    let running = admin.create("/api/programmes", running).await;
    for day in ["2026-11-01", "2026-11-02", "2026-11-03"] {
        at(&ada, &bourg, day, 20, json!(["parentalite"])).await;
    }
    at(&ada, &aubier, "2026-11-04", 75, json!(["email"])).await;
    // Older than six months: no habit any more.
    for day in ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"] {
        at(&ada, &cime, day, 480, json!(["sante"])).await;
    }
    let view = ada.read("/api/workspace").await;
    let places: Vec<_> = view["places"].as_array().into_iter().flatten().collect();
    assert_eq!(
        places.iter().map(|place| (&place["name"], &place["uses"])).collect::<Vec<_>>(),
        [(&json!("Bourg"), &json!(3)), (&json!("Aubier"), &json!(1)), (&json!("Cime"), &json!(0)),]
    );
    assert_eq!(view["usual_durations"], json!([15, 20, 30, 45, 60, 75]));
    assert_eq!(view["usual_themes"][0], "parentalite");
    assert_eq!(view["usual_themes"][1], "email");
    assert_eq!(view["usual_themes"].as_array().map(Vec::len), Some(6));
    assert_eq!(view["organization"], json!({ "id": nord, "name": "Nord" }));
    assert_eq!(view["programmes"], json!([{ "id": running, "name": "En cours" }]));
    let tags: Vec<_> = view["tags"].as_array().into_iter().flatten().collect();
    assert_eq!(tags.iter().map(|tag| &tag["scope"]).collect::<Vec<_>>(), ["network", "personal"]);

    let patterns = view["patterns"].as_array().cloned().unwrap_or_default();
    assert_eq!(patterns.len(), 2, "each way of working once");
    assert_eq!(patterns[0]["place_name"], "Aubier");
    assert_eq!(patterns[1]["last_used_on"], "2026-11-03");
    // A place one has left is offered no more, and neither is the way of working there.
    ada.call("DELETE", &format!("/api/places/{bourg}/attachment")).await.is(204);
    app.wait(chrono::Duration::days(1));
    let mut ada = ada;
    app.sign_in(&mut ada);
    let view = ada.read("/api/workspace").await;
    assert_eq!(view["places"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["patterns"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.facilitator("Bob").await.read("/api/workspace").await["patterns"], json!([]));
}

#[actix_web::test]
async fn home_shows_today_the_last_days_and_the_week() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let today = json!({ "learner_id": lucette, "start_time": "09:00" });
    ada.create("/api/individual-sessions", with(individual(), today)).await;
    ada.create("/api/workshops", workshop()).await;
    for day in ["2026-11-11", "2026-11-06", "2026-11-05", "2026-11-04", "2026-11-03", "2026-11-02"]
    {
        ada.create("/api/individual-sessions", with(individual(), json!({ "date": day }))).await;
    }
    let withdrawn = ada.create("/api/workshops", workshop()).await;
    ada.delete_at(&format!("/api/sessions/{withdrawn}"), 1).await.is(204);
    let view = ada.read("/api/home").await;
    assert_eq!(view["today"], TODAY);
    assert_eq!(view["followed_count"], 1);
    assert_eq!(view["sessions_today"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["sessions_today"][1]["learner_name"], "Lucette Bernardin");
    let recent: Vec<_> = view["recent"].as_array().into_iter().flatten().collect();
    assert_eq!(
        recent.iter().map(|item| &item["date"]).collect::<Vec<_>>(),
        ["2026-11-11", "2026-11-06", "2026-11-05", "2026-11-04", "2026-11-03",]
    );
    let week = &view["week"];
    let sums = (&week["sessions"], &week["participations"], &week["minutes"]);
    assert_eq!(sums, (&json!(4), &json!(9), &json!(210)), "today and the six days before");
    let days: Vec<_> = week["days"].as_array().into_iter().flatten().collect();
    assert_eq!(days.len(), 7);
    assert_eq!(*days[0], json!({ "date": "2026-11-06", "sessions": 1, "participations": 1 }));
    assert_eq!(*days[6], json!({ "date": TODAY, "sessions": 2, "participations": 7 }));
}
