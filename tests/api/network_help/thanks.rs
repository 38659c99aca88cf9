//! What people thought of a workshop, and what somebody gave in a year.

use coopair::platform::database::Id;
use coopair::platform::database::schema::{
    satisfaction_answers, satisfaction_marks, workshop_templates, workshops,
};
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::Planned;
use crate::levels::{FILES, NOTHING};
use crate::support::{Person, TestApp, individual, new_id, with};

fn path(workshop: &Id) -> String {
    format!("/api/planned-workshops/{workshop}/satisfaction")
}

/// A workshop that Ada held yesterday; it has a session in her log.
async fn held(app: &TestApp, ada: &Person, about: Value) -> Id {
    let session = ada.create("/api/individual-sessions", with(individual(), about)).await;
    let workshop =
        app.plans(&Planned { state: "held", session: Some(session), days: -9, ..Planned::of(ada) });
    app.facilitates(&workshop, ada, &ada.id().to_string(), "lead");
    workshop
}

#[actix_web::test]
async fn nobody_reads_fewer_than_five_answers() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let workshop = held(&app, &ada, json!({})).await;
    let hidden = json!({
        "is_shown": false, "answers": null, "useful": [], "pace": [], "can_redo": [], "words": [],
    });
    for (count, state) in
        ["attended", "partial", "walk_in", "attended", "attended"].into_iter().enumerate()
    {
        assert_eq!(ada.read(&path(&workshop)).await, hidden, "{count}");
        let one = app.person(&format!("Apprenante{count}"), &[Role::Learner]).await;
        app.enrols(&workshop, &one, state);
        let asked = one.read("/api/me/satisfaction").await;
        assert_eq!(asked["items"][0]["title"], "Ranger ses fichiers");
        let answer = json!({ "useful": 5, "pace": "right", "words": format!("Mot {count}") });
        one.post(&path(&workshop), answer.clone()).await.is(204);
        assert_eq!(one.read("/api/me/satisfaction").await["items"], json!([]));
        one.post(&path(&workshop), answer).await.is_problem(404, "not_found");
        one.get(&path(&workshop)).await.is_problem(403, "forbidden");
    }
    let shown = ada.read(&path(&workshop)).await;
    assert_eq!((&shown["answers"], &shown["useful"]), (&json!(5), &json!([0, 0, 0, 0, 5])));
    assert_eq!(shown["pace"], json!([0, 5, 0]));
    assert_eq!(shown["words"].as_array().expect("words").len(), 5);
    // Who answered, and what, have nothing in common but the workshop.
    let (marks, ids): (i64, Vec<Id>) = app.sql(|conn| {
        let marks = satisfaction_marks::table.count().get_result(conn)?;
        Ok((marks, satisfaction_answers::table.select(satisfaction_answers::id).load(conn)?))
    });
    assert_eq!(marks, 5);
    let version = |id: &Id| uuid::Uuid::from(*id).get_version_num();
    assert!(ids.iter().all(|id| version(id) == 4), "{ids:?}");
}

#[actix_web::test]
async fn only_who_was_there_answers_and_only_who_led_reads() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let (otto, ines) = (app.coordinator("Otto").await, app.coordinator("Inès").await);
    app.team(&otto, &ada, "2026-01-01", None);
    let workshop = held(&app, &ada, json!({})).await;
    for state in ["no_show", "excused", "cancelled_by_learner"] {
        let one = app.person(state, &[Role::Learner]).await;
        app.enrols(&workshop, &one, state);
        one.post(&path(&workshop), json!({ "useful": 5 })).await.is_problem(404, "not_found");
    }
    let lea = app.person("Léa", &[Role::Learner]).await;
    lea.post(&path(&workshop), json!({ "useful": 5 })).await.is_problem(404, "not_found");
    app.enrols(&workshop, &lea, "attended");
    let cases: &[crate::support::Case] = &[
        ("nothing", json!({ "useful": null }), &[("/useful", "required")]),
        ("zero", json!({ "useful": 0 }), &[("/useful", "out_of_range")]),
        ("six", json!({ "useful": 6 }), &[("/useful", "out_of_range")]),
        ("half", json!({ "useful": 2.5 }), &[("/useful", "wrong_type")]),
        ("no such pace", json!({ "pace": "fast" }), &[("/pace", "unknown_value")]),
        ("many words", json!({ "words": "a".repeat(1001) }), &[("/words", "too_long")]),
        ("a name", json!({ "name": "Léa" }), &[("/name", "unknown_field")]),
    ];
    crate::support::refuses(&lea, &path(&workshop), json!({ "useful": 5 }), cases).await;
    for (who, status) in [(&ada, 200), (&otto, 200), (&bob, 404), (&ines, 404)] {
        who.get(&path(&workshop)).await.is(status);
    }
    let nowhere = NOTHING.parse().expect("an id");
    ada.get(&path(&nowhere)).await.is_problem(404, "not_found");
    // After thirty days it is too late.
    app.wait(chrono::Duration::days(30));
    let mut lea = lea;
    app.sign_in(&mut lea);
    lea.post(&path(&workshop), json!({ "useful": 5 })).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn what_one_gave_is_counted_from_sessions_held() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let path = "/api/me/recognition";
    let nothing = ada.read(path).await;
    assert_eq!((&nothing["year"], &nothing["total_min"]), (&json!(2026), &json!(0)));
    // Led: her log. Prepared: half of the first of a template, once.
    let about = |minutes: i64| json!({ "duration_min": minutes, "competences": [{ "competence_id": FILES }] });
    let template = template(&app, &ada);
    for minutes in [60, 90] {
        let workshop = held(&app, &ada, about(minutes)).await;
        app.sql(|conn| {
            diesel::update(workshops::table.find(workshop))
                .set(workshops::template_id.eq(template))
                .execute(conn)
        });
    }
    // Co-led and observed: those of Bob.
    let co = held(&app, &bob, about(120)).await;
    app.facilitates(&co, &bob, &ada.id().to_string(), "co");
    let seen = held(&app, &bob, about(45)).await;
    app.facilitates(&seen, &bob, &ada.id().to_string(), "observer");
    let last_year = with(individual(), json!({ "date": "2025-12-31" }));
    ada.create("/api/individual-sessions", last_year).await;
    let given = ada.read(path).await;
    let expected = json!({
        "year": 2026, "led_min": 150, "co_led_min": 120, "prepared_min": 30, "answered_min": 0,
        "total_min": 300, "sessions": 3, "participations": 2, "observed": 1, "answered": 0,
        "competences": [{ "competence_id": FILES, "sessions": 3 }],
    });
    assert_eq!(given, expected);
    assert_eq!(ada.read(&format!("{path}?year=2025")).await["led_min"], 30);
    // An answer without a session counts for a quarter of an hour.
    let lea = app.person("Léa", &[Role::Learner]).await;
    let request = format!("/api/help-requests/{}", new_id());
    let body = json!({ "question": "Comment faire ?", "commune_code": "44109" });
    lea.put(&request, body).await.is(201);
    claims(&app, &ada, &request);
    ada.post(&format!("{request}/steps"), json!({ "step": "answer" })).await.is(200);
    let given = ada.read(path).await;
    assert_eq!((&given["answered"], &given["total_min"]), (&json!(1), &json!(315)));
    for year in ["2014", "2027", "x", "-1"] {
        let reply = ada.get(&format!("{path}?year={year}")).await;
        reply.is_problem(400, "invalid_parameter");
    }
    let file = ada.get(&format!("{path}/statement?year=2026")).await.is(200);
    assert_eq!(file.header("content-type").as_deref(), Some("application/pdf"));
    assert!(file.body.starts_with(b"%PDF-"));
    ada.get(&format!("{path}/statement?year=2027")).await.is_problem(400, "invalid_parameter");
}

/// Ada takes a request on, whatever circle it is in.
fn claims(app: &TestApp, ada: &Person, request: &str) {
    use coopair::platform::database::schema::help_requests;
    let id: Id = request.rsplit('/').next().expect("an id").parse().expect("an id");
    let (person, now) = (app.own_person(ada), app.ctx.clock.now());
    app.sql(|conn| {
        diesel::update(help_requests::table.find(id))
            .set((
                help_requests::state.eq("claimed"),
                help_requests::claimed_by.eq(person),
                help_requests::claimed_at.eq(now),
            ))
            .execute(conn)
    });
}

fn template(app: &TestApp, ada: &Person) -> Id {
    let (id, now) = (app.ctx.clock.new_id(), app.ctx.clock.now());
    let author = ada.account_id.expect("an account");
    app.sql(|conn| {
        diesel::insert_into(workshop_templates::table)
            .values((
                workshop_templates::id.eq(id),
                workshop_templates::version.eq(1),
                workshop_templates::digest.eq(""),
                workshop_templates::author_id.eq(author),
                workshop_templates::title.eq("Ranger"),
                workshop_templates::search.eq("ranger"),
                workshop_templates::duration_min.eq(60),
                workshop_templates::min_people.eq(1),
                workshop_templates::max_people.eq(8),
                workshop_templates::devices_per_learner.eq(0),
                workshop_templates::needs_wires.eq(false),
                workshop_templates::themes.eq(1_i64),
                workshop_templates::documents.eq("[]"),
                workshop_templates::created_at.eq(now),
                workshop_templates::updated_at.eq(now),
            ))
            .execute(conn)
    });
    id
}
