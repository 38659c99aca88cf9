//! Five requests of a kind become a draft workshop, with a facilitator by name and two windows.

use coopair::network::settling;
use coopair::platform::database::Id;
use coopair::platform::database::schema::{facilitations, workshops};
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::matching::Town;
use crate::levels::FILES;
use crate::support::{Person, TestApp, individual, new_id, with};

fn about_files() -> Value {
    json!({ "competence_id": FILES, "target_level": 2, "commune_code": "44109" })
}

/// So many people of Nantes ask for help with files; and their requests.
async fn ask(app: &TestApp, names: &[&str], more: Value) -> Vec<(Person, String)> {
    let mut asked = Vec::new();
    for name in names {
        let who = app.person(name, &[Role::Learner]).await;
        let id = new_id();
        let body = with(about_files(), more.clone());
        who.put(&format!("/api/help-requests/{id}"), body).await.is(201);
        asked.push((who, id));
    }
    asked
}

async fn round(app: &TestApp) {
    settling::round(&app.ctx).await.expect("a round");
    assert_eq!(settling::round(&app.ctx).await.expect("a round"), 0, "twice is once");
}

fn moves(app: &TestApp, workshop: &str, state: &str) {
    let (id, now): (Id, _) = (workshop.parse().expect("an id"), app.ctx.clock.now());
    let state = state.to_owned();
    app.sql(|conn| {
        diesel::update(facilitations::table.filter(facilitations::workshop_id.eq(id)))
            .set(facilitations::state.eq("accepted"))
            .execute(conn)?;
        diesel::update(workshops::table.find(id))
            .set((workshops::state.eq(state), workshops::published_at.eq(now)))
            .execute(conn)
    });
}

#[actix_web::test]
async fn five_requests_become_a_workshop() {
    let town = Town::new().await;
    let app = &town.app;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let (otto, ines) = (app.coordinator("Otto").await, app.coordinator("Inès").await);
    app.team(&otto, &ada, "2026-01-01", None);
    let mut asked = ask(app, &["Léa", "Noé", "Mia", "Tom"], json!({})).await;
    settling::round(&app.ctx).await.expect("a round");
    assert_eq!(ada.read("/api/help-drafts").await["items"], json!([]), "four are too few");
    asked.extend(ask(app, &["Zoé"], json!({})).await);
    round(app).await;
    let drafts = otto.read("/api/help-drafts").await;
    let draft = &drafts["items"][0];
    assert_eq!((&draft["requests"], &draft["facilitator_name"]), (&json!(5), &json!("Ada Essai"),));
    // In a week, by day, on two days: the 19th and the 20th at nine o'clock.
    assert_eq!(draft["starts_at"], "2026-11-19T08:00:00.000Z");
    assert_eq!(draft["ends_at"], "2026-11-19T09:30:00.000Z");
    assert_eq!(draft["second_starts_at"], "2026-11-20T08:00:00.000Z");
    assert_eq!(ada.read("/api/help-drafts").await, drafts);
    assert_eq!(ines.read("/api/help-drafts").await["items"], json!([]));
    asked[0].0.get("/api/help-drafts").await.is_problem(403, "forbidden");
    let mail = app.mails_to("otto@exemple.fr").pop().expect("a mail");
    assert!(mail.contains("5 demandes") && !mail.contains("Léa"), "{mail}");
    let workshop = draft["workshop_id"].as_str().expect("an id").to_owned();
    let kept: (String, String, i32, Option<String>) = app.sql(|conn| {
        let id: Id = workshop.parse().expect("an id");
        workshops::table
            .find(id)
            .select((
                workshops::state,
                workshops::start_time,
                workshops::capacity,
                workshops::commune_code,
            ))
            .first(conn)
    });
    assert_eq!(kept, ("draft".into(), "09:00".into(), 8, Some("44109".into())));
    // One is taken on meanwhile; once the draft is published the others are scheduled with it.
    let path = |id: &str| format!("/api/help-requests/{id}");
    let (lea, first) = &asked[0];
    assert_eq!(lea.read(&path(first)).await["state"], "open", "nothing is promised");
    let claim = json!({ "step": "claim" });
    ada.post(&format!("{}/steps", path(first)), claim).await.is(200);
    moves(app, &workshop, "published");
    round(app).await;
    assert_eq!(lea.read(&path(first)).await["state"], "claimed");
    let (noe, second) = &asked[1];
    let request = noe.read(&path(second)).await;
    assert_eq!(
        (&request["state"], &request["workshop_id"]),
        (&json!("scheduled"), &json!(workshop),)
    );
    assert_eq!(app.mails_to("noé@exemple.fr").len(), 1);
    // It does not take place: open again, and a new draft may be made of those who are left.
    moves(app, &workshop, "cancelled");
    round(app).await;
    assert_eq!(noe.read(&path(second)).await["state"], "open");
    asked.extend(ask(app, &["Ava"], json!({})).await);
    round(app).await;
    let drafts = otto.read("/api/help-drafts").await;
    assert_eq!(drafts["items"].as_array().expect("items").len(), 1);
    assert_ne!(drafts["items"][0]["workshop_id"], json!(workshop));
}

#[actix_web::test]
async fn a_workshop_answers_who_came() {
    let town = Town::new().await;
    let app = &town.app;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let asked = ask(app, &["Léa", "Noé", "Mia", "Tom", "Zoé"], json!({})).await;
    round(app).await;
    let drafts = ada.read("/api/help-drafts").await;
    let workshop = drafts["items"][0]["workshop_id"].as_str().expect("an id").to_owned();
    moves(app, &workshop, "published");
    round(app).await;
    let id: Id = workshop.parse().expect("an id");
    for (who, state) in [(0, "attended"), (1, "partial"), (2, "no_show")] {
        app.enrols(&id, &asked[who].0, state);
    }
    let session: Id =
        ada.create("/api/individual-sessions", individual()).await.parse().expect("an id");
    app.sql(|conn| {
        diesel::update(workshops::table.find(id))
            .set((workshops::state.eq("held"), workshops::session_id.eq(Some(session))))
            .execute(conn)
    });
    round(app).await;
    for (at, state) in ["answered", "answered", "open", "open", "open"].into_iter().enumerate() {
        let (who, request) = &asked[at];
        let seen = who.read(&format!("/api/help-requests/{request}")).await;
        assert_eq!(seen["state"], state, "{at}");
    }
    let mail = app.mails_to("mia@exemple.fr").pop().expect("a mail");
    assert!(mail.contains("sans vous"), "{mail}");
}

#[actix_web::test]
async fn windows_suit_those_who_asked() {
    let town = Town::new().await;
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let mondays = json!({ "weekly": [{ "weekday": "MO", "from": "14:00", "until": "16:00" }] });
    ask(&town.app, &["Léa", "Noé", "Mia", "Tom", "Zoé"], mondays).await;
    round(&town.app).await;
    let drafts = ada.read("/api/help-drafts").await;
    assert_eq!(drafts["items"][0]["starts_at"], "2026-11-23T13:00:00.000Z");
    assert_eq!(drafts["items"][0]["second_starts_at"], "2026-11-30T13:00:00.000Z");
}

#[actix_web::test]
async fn without_a_facilitator_or_windows_it_is_left_to_people() {
    let town = Town::new().await;
    // Only at night.
    let ada = town.helper("Ada", 3, &town.quay, "commune").await;
    let nights = json!({
        "weekly": [{ "weekday": "MO", "from": "20:00", "until": "21:00" }], "absences": [],
    });
    ada.put("/api/me/availability", nights).await.is(200);
    ask(&town.app, &["Léa", "Noé", "Mia", "Tom", "Zoé"], json!({})).await;
    round(&town.app).await;
    assert_eq!(ada.read("/api/help-drafts").await["items"], json!([]));
}
