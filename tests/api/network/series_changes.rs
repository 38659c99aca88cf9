//! Series that take another course or end: who goes along, what stays, who is told.

use chrono::Duration;
use serde_json::{Value, json};

use super::series::{column, of, plan, texts};
use super::{at, codes, learner, standing, told, wait};
use crate::support::{Person, TestApp, new_id, series, with};

/// Thursdays at 14:00 from a day on.
fn thursdays(first: &str, count: i64) -> Value {
    let rule = json!({ "frequency": "weekly", "weekdays": ["TH"], "count": count });
    with(series(), json!({ "rule": rule, "first_on": first, "start_time": "14:00" }))
}

fn change(session: &str, scope: &str, series: Value) -> Value {
    json!({ "successor_id": new_id(), "session_id": session, "scope": scope, "series": series })
}

/// A series that is published; its id, and those of its sessions.
async fn published(ada: &Person) -> (String, Vec<String>) {
    let id = plan(ada, json!({})).await;
    ada.post(&of(&id, "/publish"), json!({})).await.is(200);
    let sessions = column(ada, &id, "id").await;
    (id, sessions)
}

fn id(view: &Value) -> String {
    view["id"].as_str().expect("an id").to_owned()
}

#[actix_web::test]
async fn this_and_following_move_with_their_people() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let (old, sessions) = published(&ada).await;
    bea.enrols(&sessions[1]).await;
    bea.enrols(&sessions[2]).await;
    carl.enrols(&sessions[3]).await;
    let before = (told(&app, &bea).len(), told(&app, &ada).len());

    // Something of Carl's on the new fourth day: nothing moves.
    let clash = bob.publish(json!({ "date": "2026-12-10", "start_time": "15:00" })).await;
    let carls = carl.enrols(&clash).await;
    let body = change(&sessions[2], "following", thursdays("2026-12-03", 4));
    let refused = ada.post_at(&of(&old, "/change"), 1, body.clone()).await;
    let refused = refused.is_problem(409, "overlap");
    assert_eq!(refused["errors"][0]["pointer"], "/series/enrolments");
    let said = refused["errors"][0]["message"].as_str().expect("a sentence");
    assert!(said.starts_with("Séance du 10/12/2026\u{a0}: "), "{said}");
    assert_eq!(column(&ada, &old, "id").await, sessions);
    assert_eq!(told(&app, &bea).len(), before.0, "nobody was told");

    carl.asks(&carls, json!({ "do": "withdraw" })).await.is(200);
    // What it comes to is told before, and leaves everything as it was.
    bob.post(&of(&old, "/change/preview"), body.clone()).await.is(403);
    let preview = ada.post(&of(&old, "/change/preview"), body.clone()).await.is(200).json();
    let moved = &preview["sessions"];
    assert_eq!(texts(moved, "id"), sessions[2..]);
    assert_eq!(
        (&moved[0]["becomes"], &moved[0]["enrolled"]),
        (&json!({ "date": "2026-12-03", "start_time": "14:00", "end_time": "16:00" }), &json!(1))
    );
    assert_eq!(preview["added"], json!(["2026-12-24"]));
    assert_eq!((&preview["stay"], &preview["people"]), (&json!(0), &json!(2)));
    assert_eq!(column(&ada, &old, "id").await, sessions);
    assert_eq!(told(&app, &bea).len(), before.0, "nobody is told of a look");
    let new = ada.post_at(&of(&old, "/change"), 1, body.clone()).await.is(200).json();
    assert_eq!(ada.post_at(&of(&old, "/change"), 1, body.clone()).await.is(200).json(), new);
    let other = with(body.clone(), json!({ "reason": "Autre" }));
    ada.post_at(&of(&old, "/change"), 1, other).await.is_problem(409, "conflict");
    let days = ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"];
    assert_eq!(texts(&new["sessions"], "date"), days);
    assert_eq!(texts(&new["sessions"], "id")[..3], sessions[2..], "the same sessions");
    let states = ["published", "published", "published", "draft"];
    assert_eq!(texts(&new["sessions"], "state"), states);
    assert_eq!(new["continues_id"], json!(old));
    let left = ada.read(&of(&old, "")).await;
    assert_eq!(texts(&left["sessions"], "id"), sessions[..2]);
    assert_eq!((&left["rule"]["count"], &left["continued_by"]), (&json!(2), &new["id"]));

    // People go along, and are told once for each session.
    for (who, session) in [(&bea, &sessions[2]), (&carl, &sessions[3])] {
        assert_eq!(standing(who, session).await, "confirmed");
    }
    let moved = ada.read(&at(&sessions[2], "")).await;
    assert_eq!(moved["starts_at"], "2026-12-03T13:00:00.000Z");
    assert_eq!(
        moved["series"],
        json!({
            "id": new["id"], "number": 1, "of": 4, "is_detached": false,
        })
    );
    let kinds = told(&app, &bea);
    assert_eq!(kinds[before.0..], ["changed"], "of the third; the second stays");
    assert_eq!(told(&app, &ada).len(), before.1, "who changes it knows");
    // The old hours are free, the new ones taken.
    ada.publish(json!({ "date": "2026-12-01", "start_time": "10:00", "end_time": "12:00" })).await;
    let met = ada.plan(json!({ "date": "2026-12-03", "start_time": "15:00" })).await;
    ada.post(&at(&met, "/publish"), json!({})).await.is_problem(409, "overlap");
}

#[actix_web::test]
async fn all_that_were_not_held() {
    let app = TestApp::new().await;
    let (mut ada, mut bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let (old, sessions) = published(&ada).await;
    bea.enrols(&sessions[1]).await;
    // The third alone: on Wednesday.
    let alone = json!({
        "title": "Une séance à part", "date": "2026-12-02", "start_time": "09:00",
        "end_time": "10:00", "remote_url": "https://visio.exemple.fr/a",
        "themes": ["prendre_en_main_du_materiel"], "capacity": 4, "visibility": "network",
    });
    let version = ada.version(&at(&sessions[2], "")).await;
    let view = ada.put_at(&at(&sessions[2], ""), version, alone).await.is(200).json();
    assert_eq!(view["series"]["is_detached"], true);
    assert_eq!(
        column(&ada, &old, "is_detached").await,
        ["false", "false", "true", "false", "false"]
    );

    wait(&app, Duration::days(5) + Duration::hours(3), &mut [&mut ada]);
    ada.post(&at(&sessions[0], "/close"), json!({ "anonymous": { "total": 3 } })).await.is(200);
    let held = ada.read(&at(&sessions[0], "")).await;
    let over = ada
        .post_at(&of(&old, "/change"), 1, change(&sessions[0], "all", thursdays("2026-12-03", 2)))
        .await;
    assert_eq!(codes(&over.is_problem(409, "not_possible")), ["nothing_to_change"]);
    let look = async |body: Value| ada.post(&of(&old, "/change/preview"), body).await;
    let over = look(change(&sessions[0], "all", thursdays("2026-12-03", 2))).await;
    assert_eq!(codes(&over.is_problem(409, "not_possible")), ["nothing_to_change"]);
    look(change(&sessions[1], "all", thursdays("2026-12-02", 2)))
        .await
        .is_invalid(&[("/series/first_on", "first_day")]);
    look(change(&sessions[1], "all", thursdays("2026-12-03", 0)))
        .await
        .is_invalid(&[("/series/rule/count", "out_of_range")]);
    look(change(&sessions[1], "this", thursdays("2026-12-03", 2)))
        .await
        .is_invalid(&[("/scope", "unknown_value")]);
    let unknown = format!("/api/workshop-series/{}/change/preview", new_id());
    ada.post(&unknown, change(&sessions[1], "all", thursdays("2026-12-03", 2))).await.is(404);
    // The new course begins after what stays.
    let later = with(
        series(),
        json!({
            "rule": { "frequency": "weekly", "weekdays": ["TU"], "count": 4 },
            "first_on": "2026-11-24", "start_time": "16:00", "capacity": 6,
        }),
    );
    let early = with(
        later.clone(),
        json!({
            "rule": { "frequency": "weekly", "weekdays": ["TU"], "count": 2 },
            "first_on": "2026-11-24",
        }),
    );
    let early =
        ada.post_at(&of(&old, "/change"), 1, change(&sessions[3], "following", early)).await;
    early.is_invalid(&[("/series/first_on", "before_the_rest")]);
    let again = with(
        later.clone(),
        json!({
            "rule": { "frequency": "weekly", "weekdays": ["TU"], "count": 2 },
            "first_on": "2026-11-24",
        }),
    );
    look(change(&sessions[3], "following", again))
        .await
        .is_invalid(&[("/series/first_on", "before_the_rest")]);
    // Three weeks fewer: sessions without a date would be cancelled. One changed alone stays.
    let short = json!({
        "rule": { "frequency": "weekly", "weekdays": ["TU"], "count": 1 },
    });
    let short = change(&sessions[4], "all", with(later.clone(), short));
    let preview = ada.post(&of(&old, "/change/preview"), short).await.is(200).json();
    assert_eq!(
        texts(&preview["sessions"], "id"),
        [&sessions[1], &sessions[3], &sessions[4]].map(String::clone)
    );
    let becomes: Vec<bool> =
        (0..3).map(|at| preview["sessions"][at]["becomes"].is_null()).collect();
    assert_eq!(becomes, [false, true, true]);
    assert_eq!((&preview["stay"], &preview["people"]), (&json!(1), &json!(1)));

    let new = ada.post_at(&of(&old, "/change"), 1, change(&sessions[4], "all", later)).await;
    let new = new.is(200).json();
    assert_eq!(texts(&new["sessions"], "id"), sessions[1..]);
    assert_eq!(texts(&new["sessions"], "start_time"), ["16:00", "09:00", "16:00", "16:00"]);
    assert_eq!(
        texts(&new["sessions"], "seats"),
        ["6", "4", "6", "6"],
        "what was changed alone stays"
    );
    let again = with(ada.read(&at(&sessions[0], "")).await, json!({ "series": null }));
    assert_eq!(again, with(held, json!({ "series": null })), "what was held is as it was");
    assert_eq!(column(&ada, &old, "state").await, ["held"]);
    app.sign_in(&mut bea);
    assert_eq!(standing(&bea, &sessions[1]).await, "confirmed");

    // Every other week: those between have no date, and are cancelled with a reason.
    let rarer = with(
        series(),
        json!({
            "rule": { "frequency": "weekly", "weekdays": ["TU"], "interval": 2, "count": 2 },
            "first_on": "2026-11-24",
        }),
    );
    let path = of(&id(&new), "/change");
    let body = change(&sessions[1], "all", rarer);
    let silent = ada.post_at(&path, 1, body.clone()).await;
    silent.is_invalid(&[("/reason", "required")]);
    let said = with(body, json!({ "reason": "Une fois sur deux suffit." }));
    let last = ada.post_at(&path, 1, said).await.is(200).json();
    // The third was changed alone and keeps its day, though the rule has none there.
    assert_eq!(texts(&last["sessions"], "id"), sessions[1..4]);
    assert_eq!(column(&ada, &id(&new), "state").await, ["cancelled"]);
}

#[actix_web::test]
async fn cancelling_this_the_following_and_all() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let carl = learner(&app, "Carl").await;
    let (own, sessions) = published(&ada).await;
    for session in [&sessions[0], &sessions[3], &sessions[4]] {
        bea.enrols(session).await;
    }
    carl.enrols(&sessions[1]).await;
    let cancel = async |session: &str, scope: &str| {
        let body = json!({ "session_id": session, "scope": scope, "reason": "Travaux" });
        ada.post(&of(&own, "/cancel"), body).await
    };
    let body = json!({ "session_id": sessions[3], "scope": "following", "reason": " " });
    ada.post(&of(&own, "/cancel"), body).await.is_invalid(&[("/reason", "required")]);
    let body = json!({ "session_id": sessions[3], "scope": "some", "reason": "Essai" });
    ada.post(&of(&own, "/cancel"), body).await.is_invalid(&[("/scope", "unknown_value")]);
    let unknown = cancel(&new_id(), "all").await;
    assert_eq!(codes(&unknown.is_problem(409, "not_possible")), ["nothing_to_change"]);

    let left = cancel(&sessions[3], "following").await.is(200).json();
    cancel(&sessions[3], "following").await.is(200);
    let states = ["published", "published", "published", "cancelled", "cancelled"];
    assert_eq!(texts(&left["sessions"], "state"), states);
    assert_eq!((&left["rule"]["count"], &left["of"]), (&json!(3), &json!(5)));
    let kinds = ["confirmed", "confirmed", "confirmed", "cancelled", "cancelled"];
    assert_eq!(told(&app, &bea), kinds, "once for each seat");
    assert!(app.mails_to(&bea.email).pop().expect("a mail").contains("La raison : Travaux"));
    assert_eq!(told(&app, &ada), Vec::<String>::new());
    assert_eq!(standing(&bea, &sessions[0]).await, "confirmed");
    assert_eq!(standing(&bea, &sessions[3]).await, "cancelled_by_organiser");

    let left = cancel(&sessions[1], "this").await.is(200).json();
    assert_eq!(left["skipped"][0]["date"], "2026-11-24");
    assert_eq!(told(&app, &carl).last().map(String::as_str), Some("cancelled"));
    let left = cancel(&sessions[2], "all").await.is(200).json();
    assert_eq!(texts(&left["sessions"], "state"), ["cancelled"; 5]);
    assert!(left["ended_at"].is_string());
    assert_eq!(left["may"], json!([]));
    ada.publish(json!({ "date": "2026-12-08", "start_time": "10:00", "end_time": "12:00" })).await;
}

#[actix_web::test]
async fn calendars_keep_their_entries() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let (old, sessions) = published(&ada).await;
    let opened = ada.creates("/api/me/calendars", json!({ "kind": "person" })).await;
    let url = opened["url"].as_str().expect("an address");
    let path = url.strip_prefix("https://reseau.exemple.fr").expect("our own").to_owned();
    let lines = async |name: &str| -> Vec<String> {
        let text = app.nobody().get(&path).await.is(200).text();
        let lines = text.lines().filter_map(|line| line.strip_prefix(name));
        lines.map(str::to_owned).collect()
    };
    let uids: Vec<String> = sessions.iter().map(|id| format!("{id}@coopair")).collect();
    assert_eq!(lines("UID:").await, uids);
    assert_eq!(lines("SEQUENCE:").await, ["0"; 5]);
    let body = change(&sessions[2], "following", thursdays("2026-12-03", 3));
    let new = ada.post_at(&of(&old, "/change"), 1, body).await.is(200).json();
    assert_eq!(lines("UID:").await, uids);
    assert_eq!(lines("SEQUENCE:").await, ["0", "0", "1", "1", "1"]);
    assert_eq!(lines("DTSTART:").await[2], "20261203T130000Z");
    let body = json!({ "session_id": sessions[4], "scope": "following", "reason": "Travaux" });
    ada.post(&of(&id(&new), "/cancel"), body).await.is(200);
    assert_eq!(lines("UID:").await, uids);
    assert_eq!(lines("STATUS:").await[4], "CANCELLED");
}

#[actix_web::test]
async fn a_coordinator_changes_a_series_of_the_team() {
    let app = TestApp::new().await;
    let (ada, otto) = (app.facilitator("Ada").await, app.coordinator("Otto").await);
    app.team(&otto, &ada, "2026-01-01", None);
    let old = plan(&ada, json!({})).await;
    let sessions = column(&ada, &old, "id").await;
    let longer = with(
        series(),
        json!({
            "rule": { "frequency": "weekly", "weekdays": ["TU"], "count": 6 },
        }),
    );
    let new = otto.post_at(&of(&old, "/change"), 1, change(&sessions[0], "all", longer)).await;
    let new = new.is(200).json();
    assert_eq!(texts(&new["sessions"], "id")[..5], sessions);
    let added = texts(&new["sessions"], "id")[5].clone();
    let view = ada.read(&at(&added, "")).await;
    let asked = &view["facilitators"][0];
    assert_eq!((&asked["role"], &asked["state"]), (&json!("lead"), &json!("invited")));
    let done = ada.post(&of(&id(&new), "/publish"), json!({})).await.is(200).json();
    assert_eq!(done["refused"][0]["obstacles"][0]["code"], "no_lead");
    assert_eq!(done["published"].as_array().map(Vec::len), Some(5));
    assert_eq!(ada.read(&of(&old, "")).await["continued_by"], new["id"]);
}
