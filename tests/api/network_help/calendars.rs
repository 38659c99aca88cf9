//! Calendars at secret addresses, read by two independent parsers.

use coopair::platform::database::Id;
use coopair::platform::database::schema::workshops;
use coopair::policy::Role;
use diesel::prelude::*;
use ical::parser::ical::component::IcalEvent;
use serde_json::{Value, json};

use super::Planned;
use crate::levels::NOTHING;
use crate::support::{Person, TestApp, place};

const PATH: &str = "/api/me/calendars";

/// Opens a calendar; the path of its address.
async fn opens(who: &Person, body: Value) -> String {
    let new = who.creates(PATH, body).await;
    let url = new["url"].as_str().expect("an address");
    assert_eq!(new["webcal_url"], url.replacen("https", "webcal", 1));
    url.strip_prefix("https://reseau.exemple.fr").expect("our own").to_owned()
}

/// The events of a calendar.
async fn events(app: &TestApp, path: &str) -> Vec<IcalEvent> {
    let reply = app.nobody().get(path).await.is(200);
    assert_eq!(reply.header("content-type").as_deref(), Some("text/calendar; charset=utf-8"));
    let text = reply.text();
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    let mut calendars = ical::IcalParser::new(text.as_bytes());
    let calendar = calendars.next().expect("a calendar").expect("it can be read");
    assert!(calendars.next().is_none());
    // A second parser, of other hands, finds the same events.
    let unfolded = icalendar::parser::unfold(&text);
    let other = icalendar::parser::read_calendar(&unfolded).expect("it can be read");
    let uids = other.components.iter().filter_map(|event| event.find_prop("UID"));
    let uids: Vec<&str> = uids.map(|uid| uid.val.as_str()).collect();
    assert_eq!(uids, told(&calendar.events, "UID"));
    calendar.events
}

fn value(event: &IcalEvent, name: &str) -> Option<String> {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone())
}

fn told(events: &[IcalEvent], name: &str) -> Vec<String> {
    events.iter().map(|event| value(event, name).unwrap_or_default()).collect()
}

#[actix_web::test]
async fn one_s_own_commitments() {
    let app = TestApp::new().await;
    let (ada, lea) = (app.facilitator("Ada").await, app.person("Léa", &[Role::Learner]).await);
    let own = Planned { visibility: "invitation", ..Planned::of(&ada) };
    let led = app.plans(&Planned { title: "Virgules, points ; et \\", ..own.clone() });
    app.facilitates(&led, &ada, &ada.id().to_string(), "lead");
    app.enrols(&led, &lea, "confirmed");
    let link = Planned { remote_url: Some("https://visio.exemple.fr/a"), days: 1, ..own.clone() };
    let remote = app.plans(&link);
    app.enrols(&remote, &lea, "confirmed");
    let waits = app.plans(&Planned { days: 2, ..own.clone() });
    app.enrols(&waits, &lea, "waitlisted");
    app.plans(&Planned { days: 3, ..own });
    let path = opens(&lea, json!({ "kind": "person" })).await;
    let found = events(&app, &path).await;
    assert_eq!(told(&found, "UID"), [format!("{led}@coopair"), format!("{remote}@coopair")]);
    assert_eq!(told(&found, "DTSTART")[0], "20261120T090000Z");
    assert_eq!(told(&found, "DTEND")[0], "20261120T110000Z");
    assert_eq!(told(&found, "SUMMARY")[0], "Virgules\\, points \\; et \\\\");
    assert_eq!(told(&found, "LOCATION")[1], "https://visio.exemple.fr/a");
    let text = app.nobody().get(&path).await.text();
    assert!(!text.contains("Essai") && !text.contains("exemple.fr>"), "nobody is named: {text}");
    assert_eq!(events(&app, &opens(&ada, json!({ "kind": "person" })).await).await.len(), 1);
}

#[actix_web::test]
async fn a_place_and_the_network_show_what_everybody_may_see() {
    let app = TestApp::new().await;
    let (ada, admin) = (app.facilitator("Ada").await, app.admin("Abel").await);
    let quay = admin.create("/api/places", place("Le Quai", "44109", "44000")).await;
    let base = Planned::of(&ada);
    let there = app.plans(&Planned { place: Some(quay.clone()), ..base.clone() });
    let link = Some("https://visio.exemple.fr/a");
    let remote = app.plans(&Planned { remote_url: link, days: 1, ..base.clone() });
    app.plans(&Planned { visibility: "invitation", days: 2, ..base.clone() });
    app.plans(&Planned { state: "draft", days: 3, ..base });
    let network = opens(&ada, json!({ "kind": "network" })).await;
    let found = events(&app, &network).await;
    assert_eq!(told(&found, "UID"), [format!("{there}@coopair"), format!("{remote}@coopair")]);
    let at = "Le Quai\\, 1 rue de l’Essai\\, 44000 Nantes";
    assert_eq!(told(&found, "LOCATION"), [at, "À distance"]);
    let place = opens(&ada, json!({ "kind": "place", "place_id": quay })).await;
    assert_eq!(told(&events(&app, &place).await, "UID"), [format!("{there}@coopair")]);
    assert!(app.nobody().get(&place).await.text().contains("X-WR-CALNAME:Le Quai"));
}

#[actix_web::test]
async fn a_change_is_told_and_a_cancellation_kept_for_thirty_days() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = app.plans(&Planned { days: 20, ..Planned::of(&ada) });
    let path = opens(&ada, json!({ "kind": "network" })).await;
    let first = app.nobody().get(&path).await.is(200);
    let etag = first.header("etag").expect("a mark");
    let known = [("if-none-match", etag.as_str())];
    let again = app.nobody().with_headers("GET", &path, &known, None).await.is(304);
    assert!(again.body.is_empty());
    change(&app, id, 1, "published");
    let changed = app.nobody().with_headers("GET", &path, &known, None).await.is(200);
    assert_ne!(changed.header("etag").expect("a mark"), etag);
    let found = events(&app, &path).await;
    assert_eq!([&told(&found, "SEQUENCE")[0], &told(&found, "STATUS")[0]], ["1", "CONFIRMED"]);
    change(&app, id, 2, "cancelled");
    app.wait(chrono::Duration::days(29));
    let found = events(&app, &path).await;
    assert_eq!([&told(&found, "SEQUENCE")[0], &told(&found, "STATUS")[0]], ["2", "CANCELLED"]);
    app.wait(chrono::Duration::days(1));
    assert!(events(&app, &path).await.is_empty());
}

fn change(app: &TestApp, id: Id, sequence: i32, state: &str) {
    let (now, state) = (app.ctx.clock.now(), state.to_owned());
    app.sql(|conn| {
        diesel::update(workshops::table.find(id))
            .set((
                workshops::sequence.eq(sequence),
                workshops::over_at.eq((state == "cancelled").then_some(now)),
                workshops::state.eq(state),
                workshops::updated_at.eq(now),
            ))
            .execute(conn)
    });
}

#[actix_web::test]
async fn addresses_are_secret_and_can_be_closed() {
    let app = TestApp::new().await;
    let (lea, noe) =
        (app.person("Léa", &[Role::Learner]).await, app.person("Noé", &[Role::Learner]).await);
    let path = opens(&lea, json!({ "kind": "person" })).await;
    let list = lea.get(PATH).await.is(200).text();
    let secret = path.rsplit('/').next().expect("a secret").trim_end_matches(".ics");
    assert!(!list.contains(secret), "shown once: {list}");
    let id = lea.read(PATH).await["items"][0]["id"].as_str().expect("an id").to_owned();
    noe.post(&format!("{PATH}/{id}/revoke"), json!({})).await.is_problem(404, "not_found");
    app.nobody().get("/api/calendars/x.ics").await.is_problem(404, "not_found");
    app.nobody().get(&path).await.is(200);
    let closed = lea.post(&format!("{PATH}/{id}/revoke"), json!({})).await.is(200).json();
    assert_eq!(closed["revoked_at"], "2026-11-12T09:00:00.000Z");
    app.nobody().get(&path).await.is_problem(404, "not_found");
    // With the account, its calendars close.
    let other = opens(&noe, json!({ "kind": "network" })).await;
    let account = noe.account_id.expect("an account");
    let admin = app.admin("Abel").await;
    admin.post_at(&format!("/api/accounts/{account}/suspend"), 1, json!({})).await.is(200);
    app.nobody().get(&other).await.is_problem(404, "not_found");
    let cases: &[crate::support::Case] = &[
        ("no kind", json!({ "kind": null }), &[("/kind", "required")]),
        ("no such kind", json!({ "kind": "moon" }), &[("/kind", "unknown_value")]),
        ("no place", json!({ "kind": "place" }), &[("/place_id", "required")]),
        ("a place too many", json!({ "place_id": NOTHING }), &[("/place_id", "contradiction")]),
        (
            "no such place",
            json!({ "kind": "place", "place_id": NOTHING }),
            &[("/place_id", "unknown_value")],
        ),
    ];
    crate::support::refuses(&lea, PATH, json!({ "kind": "network" }), cases).await;
    for _ in 0..20 {
        opens(&lea, json!({ "kind": "network" })).await;
    }
    lea.post(PATH, json!({ "kind": "network" })).await.is_invalid(&[("/kind", "too_many")]);
    let claire = app.person("Claire", &[Role::Funder]).await;
    claire.post(PATH, json!({ "kind": "network" })).await.is_problem(403, "forbidden");
}
