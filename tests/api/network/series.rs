//! Series: planned as a whole or not at all, by the wall clock; looked at before, published, read.

use serde_json::{Value, json};

use super::{at, codes, learner};
use crate::support::{Person, TestApp, new_id, place, room, series, with};

/// Where a series is.
pub fn of(id: &str, rest: &str) -> String {
    format!("/api/workshop-series/{id}{rest}")
}

/// Plans a series; its id.
pub async fn plan(who: &Person, changes: Value) -> String {
    let id = new_id();
    who.put(&of(&id, ""), with(series(), changes)).await.is(201);
    id
}

/// One field of all sessions of a series, in order.
pub async fn column(who: &Person, id: &str, field: &str) -> Vec<String> {
    texts(&who.read(&of(id, "")).await["sessions"], field)
}

/// One field of a list, as text.
pub fn texts(list: &Value, field: &str) -> Vec<String> {
    let text = |one: &Value| match &one[field] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    list.as_array().expect("a list").iter().map(text).collect()
}

fn weekly(day: &str, count: i64) -> Value {
    json!({ "frequency": "weekly", "weekdays": [day], "count": count })
}

#[actix_web::test]
async fn ten_stays_ten_across_both_clock_changes() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for (first, starts) in [
        ("2027-03-23", ["2027-03-23T09:00:00.000Z", "2027-03-30T08:00:00.000Z"]),
        ("2027-10-26", ["2027-10-26T08:00:00.000Z", "2027-11-02T09:00:00.000Z"]),
    ] {
        let id = plan(&ada, json!({ "rule": weekly("TU", 2), "first_on": first })).await;
        assert_eq!(column(&ada, &id, "starts_at").await, starts);
        assert_eq!(column(&ada, &id, "start_time").await, ["10:00", "10:00"]);
        assert_eq!(column(&ada, &id, "end_time").await, ["12:00", "12:00"]);
        assert_eq!(ada.read(&of(&id, "")).await["zone"], "Europe/Paris");
    }
    // On the very day, and through the hour that is skipped.
    let night = json!({
        "rule": { "frequency": "daily", "count": 2 }, "first_on": "2027-03-27",
        "start_time": "01:00", "duration_min": 120,
    });
    let id = plan(&ada, night).await;
    let ends = ["2027-03-27T02:00:00.000Z", "2027-03-28T02:00:00.000Z"];
    assert_eq!(column(&ada, &id, "ends_at").await, ends, "two hours each");
    assert_eq!(column(&ada, &id, "end_time").await, ["03:00", "04:00"]);
}

#[actix_web::test]
async fn holidays_and_chosen_days_are_left_out_and_named() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let body = |rule: Value, first: &str| {
        with(series(), json!({ "rule": rule, "first_on": first, "skips_holidays": true }))
    };
    let daily = json!({ "frequency": "daily", "count": 3 });
    let cases = [
        (body(daily, "2027-04-30"), ["2027-04-30", "2027-05-02"], "2027-05-01", "Fête du Travail"),
        (
            body(weekly("TH", 3), "2027-11-04"),
            ["2027-11-04", "2027-11-18"],
            "2027-11-11",
            "Armistice de 1918",
        ),
    ];
    for (body, days, holiday, name) in cases {
        let seen = ada.post("/api/workshop-series/preview", body.clone()).await.is(200).json();
        assert_eq!(texts(&seen["sessions"], "date"), days);
        let skipped = &seen["skipped"][0];
        assert_eq!(skipped["date"], holiday);
        assert_eq!((&skipped["why"], &skipped["name_fr"]), (&json!("holiday"), &json!(name)));
        let id = plan(&ada, body).await;
        assert_eq!(column(&ada, &id, "date").await, days);
        assert_eq!(ada.read(&of(&id, "")).await["skipped"], seen["skipped"]);
    }
    let id = plan(&ada, json!({ "except_on": ["2026-11-24", "2026-12-24"] })).await;
    let days = ["2026-11-17", "2026-12-01", "2026-12-08", "2026-12-15"];
    assert_eq!(column(&ada, &id, "date").await, days);
    assert_eq!(ada.read(&of(&id, "")).await["skipped"][0]["why"], "excepted");
}

#[actix_web::test]
async fn a_series_says_in_words_what_it_is() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let cases = [
        (
            json!({ "skips_holidays": true }),
            "Chaque semaine, le mardi, de 10\u{a0}h à 12\u{a0}h, 5 dates, sauf les jours fériés",
            "Every week, on Tuesday, from 10:00 to 12:00, 5 dates, except public holidays",
        ),
        (
            json!({
                "rule": {
                    "frequency": "monthly", "nth": -1, "weekdays": ["FR"], "interval": 2,
                    "until": "2027-06-30",
                },
                "first_on": "2026-11-27", "except_on": ["2027-01-29"],
            }),
            "Tous les 2 mois, le dernier vendredi, de 10\u{a0}h à 12\u{a0}h, jusqu’au 30\u{a0}juin 2027, \
             sauf le 29\u{a0}janvier 2027",
            "Every 2 months, on the last Friday, from 10:00 to 12:00, until 30\u{a0}June 2027, \
             except on 29\u{a0}January 2027",
        ),
        (
            json!({
                "rule": { "frequency": "monthly", "month_day": 1, "count": 2 },
                "first_on": "2026-12-01",
            }),
            "Chaque mois, le 1er, de 10\u{a0}h à 12\u{a0}h, 2 dates",
            "Every month, on day 1, from 10:00 to 12:00, 2 dates",
        ),
        (
            json!({
                "rule": { "frequency": "daily", "weekdays": ["SU", "SA"], "count": 1 },
                "first_on": "2026-11-14",
            }),
            "Chaque jour, seulement le samedi et le dimanche, de 10\u{a0}h à 12\u{a0}h, une date",
            "Every day, only on Saturday and Sunday, from 10:00 to 12:00, one date",
        ),
    ];
    for (changes, fr, en) in cases {
        let body = with(series(), changes);
        let seen = ada.post("/api/workshop-series/preview", body).await.is(200).json();
        assert_eq!((&seen["words_fr"], &seen["words_en"]), (&json!(fr), &json!(en)));
    }
}

#[actix_web::test]
async fn one_day_that_is_taken_refuses_the_whole() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let admin = app.admin("Abel").await;
    let place_id = admin.create("/api/places", place("Ici", "44109", "44000")).await;
    let room_id = new_id();
    admin.put(&of(&room_id, "").replace("workshop-series", "rooms"), room(&place_id)).await.is(201);
    let here = json!({ "remote_url": null, "place_id": place_id, "room_id": room_id });
    let third = json!({ "date": "2026-12-01", "start_time": "11:00", "end_time": "13:00" });
    bob.publish(with(here.clone(), third.clone())).await;
    ada.publish(json!({ "date": "2026-12-15", "start_time": "09:00", "end_time": "10:15" })).await;

    let id = new_id();
    let body = with(series(), here);
    let refused = ada.put(&of(&id, ""), body.clone()).await.is_problem(409, "overlap");
    assert_eq!(codes(&refused), ["room_overlap", "facilitator_overlap"]);
    let told = |at: usize| refused["errors"][at]["message"].as_str().unwrap_or_default();
    assert!(told(0).starts_with("Séance du 01/12/2026\u{a0}: La salle est prise"), "{refused}");
    assert!(told(1).starts_with("Séance du 15/12/2026\u{a0}: "), "{refused}");
    assert_eq!(refused["errors"][0]["pointer"], "/room_id");
    ada.get(&of(&id, "")).await.is(404);
    let drafts = ada.read("/api/planned-workshops?state=draft&to=2027-11-01").await;
    assert_eq!(drafts["items"], json!([]), "nothing is half written");

    let seen = ada.post("/api/workshop-series/preview", body.clone()).await.is(200).json();
    let met: Vec<usize> = seen["sessions"]
        .as_array()
        .expect("sessions")
        .iter()
        .map(|one| one["obstacles"].as_array().map_or(0, Vec::len))
        .collect();
    assert_eq!(met, [0, 0, 1, 0, 1]);
    assert_eq!(seen["sessions"][2]["obstacles"][0]["code"], "room_overlap");
    let without = with(body, json!({ "except_on": ["2026-12-01", "2026-12-15"] }));
    ada.put(&of(&id, ""), without).await.is(201);
    assert_eq!(column(&ada, &id, "state").await, ["draft", "draft", "draft"]);
}

#[actix_web::test]
async fn bad_inputs_of_a_series() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let nothing = "01930000-0000-7000-8000-000000000099";
    let rule = |changes: Value| json!({ "rule": with(weekly("TU", 5), changes) });
    let monthly = |changes: Value| {
        let base = json!({ "frequency": "monthly", "count": 3 });
        json!({ "rule": with(base, changes), "first_on": "2026-12-01" })
    };
    let long = json!({ "frequency": "daily", "until": "2027-06-04" });
    let cases: Vec<(Value, Vec<(&str, &str)>)> = vec![
        (rule(json!({ "frequency": "yearly" })), vec![("/rule/frequency", "unknown_value")]),
        (rule(json!({ "interval": 0 })), vec![("/rule/interval", "out_of_range")]),
        (rule(json!({ "interval": 53 })), vec![("/rule/interval", "out_of_range")]),
        (rule(json!({ "weekdays": [] })), vec![("/rule/weekdays", "required")]),
        (rule(json!({ "weekdays": ["XX"] })), vec![("/rule/weekdays/0", "unknown_value")]),
        (rule(json!({ "month_day": 3 })), vec![("/rule/month_day", "contradiction")]),
        (rule(json!({ "nth": 1 })), vec![("/rule/nth", "contradiction")]),
        (rule(json!({ "count": 0 })), vec![("/rule/count", "out_of_range")]),
        (rule(json!({ "count": 201 })), vec![("/rule/count", "out_of_range")]),
        (rule(json!({ "count": null })), vec![("/rule/count", "required")]),
        (rule(json!({ "until": "2026-12-31" })), vec![("/rule/until", "contradiction")]),
        (
            rule(json!({ "count": null, "until": "2026-11-16" })),
            vec![("/rule/until", "contradiction")],
        ),
        (
            rule(json!({ "count": null, "until": "2026-11-31" })),
            vec![("/rule/until", "invalid_date")],
        ),
        (json!({ "rule": long, "first_on": "2026-11-16" }), vec![("/rule/until", "too_many")]),
        (rule(json!({ "count": 200 })), vec![("/rule/count", "date_out_of_range")]),
        (rule(json!({ "couleur": 1 })), vec![("/rule/couleur", "unknown_field")]),
        (monthly(json!({})), vec![("/rule/month_day", "required")]),
        (monthly(json!({ "month_day": 32 })), vec![("/rule/month_day", "no_day")]),
        (monthly(json!({ "month_day": 1, "nth": 1 })), vec![("/rule/nth", "contradiction")]),
        (
            monthly(json!({ "month_day": 1, "weekdays": ["TU"] })),
            vec![("/rule/weekdays", "contradiction")],
        ),
        (monthly(json!({ "nth": 1 })), vec![("/rule/weekdays", "one_day")]),
        (monthly(json!({ "nth": 6, "weekdays": ["TU"] })), vec![("/rule/nth", "no_day")]),
        (json!({ "first_on": "2026-11-18" }), vec![("/first_on", "first_day")]),
        (json!({ "first_on": "2026-11-10" }), vec![("/first_on", "in_the_past")]),
        (json!({ "first_on": "demain" }), vec![("/first_on", "invalid_date")]),
        (json!({ "first_on": null }), vec![("/first_on", "required")]),
        (json!({ "start_time": "10:05" }), vec![("/start_time", "not_a_quarter")]),
        (json!({ "start_time": "25:00" }), vec![("/start_time", "invalid_time")]),
        (json!({ "duration_min": 0 }), vec![("/duration_min", "out_of_range")]),
        (json!({ "duration_min": 721 }), vec![("/duration_min", "out_of_range")]),
        (json!({ "duration_min": 50 }), vec![("/duration_min", "not_a_quarter")]),
        (
            json!({ "start_time": "23:00", "duration_min": 60 }),
            vec![("/duration_min", "contradiction")],
        ),
        (
            json!({ "rule": weekly("TU", 1), "except_on": ["2026-11-17"] }),
            vec![("/except_on", "no_session")],
        ),
        (json!({ "title": null }), vec![("/title", "required")]),
        (json!({ "capacity": 1001 }), vec![("/capacity", "out_of_range")]),
        (json!({ "capacity": null }), vec![("/capacity", "required")]),
        (json!({ "themes": [] }), vec![("/themes", "required")]),
        (json!({ "setup_min": 20 }), vec![("/setup_min", "not_a_quarter")]),
        (json!({ "room_id": nothing }), vec![("/place_id", "required")]),
        (json!({ "template_id": nothing }), vec![("/template_id", "unknown_value")]),
        (json!({ "visibility": "secret" }), vec![("/visibility", "unknown_value")]),
        (json!({ "date": "2026-11-17" }), vec![("/date", "unknown_field")]),
    ];
    for (changes, faults) in cases {
        let body = with(series(), changes.clone());
        ada.put(&of(&new_id(), ""), body).await.about(&changes.to_string()).is_invalid(&faults);
    }
    let many: Vec<String> = (1..=28)
        .flat_map(|day| (1..=8).map(move |month| format!("2027-{month:02}-{day:02}")))
        .collect();
    let many = with(series(), json!({ "except_on": many }));
    ada.put(&of(&new_id(), ""), many).await.is_invalid(&[("/except_on", "out_of_range")]);
    let drafts = ada.read("/api/planned-workshops?state=draft").await;
    assert_eq!(drafts["items"], json!([]));
    ada.put(&of("nulle-part", ""), series()).await.is(404);
}

#[actix_web::test]
async fn the_same_series_twice_is_one() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    let first = ada.put(&of(&id, ""), series()).await.is(201).json();
    assert_eq!(ada.put(&of(&id, ""), series()).await.is(200).json(), first);
    let other = with(series(), json!({ "capacity": 3 }));
    ada.put(&of(&id, ""), other).await.is_problem(409, "conflict");
    assert_eq!(first["sessions"].as_array().map(Vec::len), Some(5));
    // What is told of the plan plans the same again.
    let again = ada.put(&of(&new_id(), ""), first["plan"].clone()).await.is(201).json();
    assert_eq!(again["plan"], first["plan"]);
    assert_eq!(texts(&again["sessions"], "starts_at"), texts(&first["sessions"], "starts_at"));
    let third = first["sessions"][2]["id"].as_str().expect("an id");
    let own = json!({ "id": id, "number": 3, "of": 5, "is_detached": false });
    assert_eq!(ada.read(&at(third, "")).await["series"], own);
    let list = ada.read("/api/planned-workshops?state=draft&to=2026-12-01").await;
    let listed: Vec<&Value> = list["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| one["id"] == third)
        .map(|one| &one["series"])
        .collect();
    assert_eq!(listed, [&own]);
    let alone = ada.plan(json!({})).await;
    assert_eq!(ada.read(&at(&alone, "")).await["series"], Value::Null);
}

#[actix_web::test]
async fn publishing_publishes_what_can_be_and_names_the_rest() {
    let app = TestApp::new().await;
    let (ada, bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let id = plan(&ada, json!({})).await;
    bea.get(&of(&id, "")).await.is(404);
    // After it was planned, something else takes the third day.
    ada.publish(json!({ "date": "2026-12-01", "start_time": "11:00", "end_time": "13:00" })).await;
    let done = ada.post(&of(&id, "/publish"), json!({})).await.is(200).json();
    assert_eq!(done["published"].as_array().map(Vec::len), Some(4));
    let refused = &done["refused"][0];
    assert_eq!((&refused["date"], &refused["code"]), (&json!("2026-12-01"), &json!("overlap")));
    assert_eq!(refused["obstacles"][0]["pointer"], "/facilitators");
    let states = ["published", "published", "draft", "published", "published"];
    assert_eq!(texts(&done["series"]["sessions"], "state"), states);
    let again = ada.post(&of(&id, "/publish"), json!({})).await.is(200).json();
    assert_eq!(again["published"], json!([]));

    // Who learns sees what is published, and nothing of the plan.
    let seen = bea.read(&of(&id, "")).await;
    assert_eq!(texts(&seen["sessions"], "number"), ["1", "2", "4", "5"]);
    assert_eq!((&seen["of"], &seen["plan"], &seen["may"]), (&json!(5), &Value::Null, &json!([])));
    assert!(!seen.to_string().contains("visio.exemple.fr"));
    let first = seen["sessions"][0]["id"].as_str().expect("an id").to_owned();
    bea.enrols(&first).await;
    assert_eq!(bea.read(&of(&id, "")).await["sessions"][0]["seats_taken"], 1);
}

#[actix_web::test]
async fn whose_a_series_is() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let (otto, hugo) = (app.coordinator("Otto").await, app.coordinator("Hugo").await);
    let (bea, admin) = (learner(&app, "Bea").await, app.admin("Abel").await);
    let funder = app.person("Fanny", &[coopair::policy::Role::Funder]).await;
    app.team(&otto, &ada, "2026-01-01", None);
    let id = plan(&ada, json!({})).await;
    let session = column(&ada, &id, "id").await[0].clone();
    let change = json!({
        "successor_id": new_id(), "session_id": session, "scope": "all", "series": series(),
    });
    let cancel = json!({ "session_id": session, "scope": "all", "reason": "Essai" });
    let deeds = async |who: &Person| {
        let own = [
            who.put(&of(&id, ""), series()).await,
            who.post(&of(&id, "/publish"), json!({})).await,
            who.post_at(&of(&id, "/change"), 1, change.clone()).await,
            who.post(&of(&id, "/cancel"), cancel.clone()).await,
        ];
        own.map(|reply| reply.status)
    };
    for who in [&eve, &hugo] {
        assert_eq!(deeds(who).await, [404; 4], "a draft is not for them");
        who.get(&of(&id, "")).await.is(404);
    }
    for who in [&bea, &funder, &admin] {
        assert_eq!(deeds(who).await, [403; 4]);
    }
    for who in [&bea, &funder] {
        who.post("/api/workshop-series/preview", series()).await.is(403);
    }
    funder.get(&of(&id, "")).await.is(403);
    bea.get(&of(&id, "")).await.is(404);
    admin.get(&of(&id, "")).await.is(200);
    otto.post(&of(&id, "/publish"), json!({})).await.is(200);
    for who in [&eve, &hugo] {
        assert_eq!(deeds(who).await, [403; 4]);
        assert_eq!(who.read(&of(&id, "")).await["may"], json!([]));
    }
    ada.post_at(&of(&id, "/change"), 7, change).await.is_problem(412, "stale_version");
    otto.post(&of(&id, "/cancel"), cancel).await.is(200);
    assert_eq!(column(&ada, &id, "state").await, ["cancelled"; 5]);
}
