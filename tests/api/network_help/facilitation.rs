//! Volunteering, the steps of a facilitator's life, availability.

use coopair::platform::database::Id;
use coopair::platform::database::schema::facilitations;
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{Planned, offers};
use crate::levels::{FILES, NOTHING};
use crate::support::{Person, TestApp, individual, new_id, place, refuses, room, with};

const OWN: &str = "/api/me/facilitation";

fn path(facilitator: &Value) -> String {
    let id = facilitator["facilitator_id"].as_str().expect("an id");
    format!("/api/network/facilitators/{id}")
}

fn step(name: &str) -> Value {
    json!({ "step": name })
}

fn because(name: &str, reason: &str) -> Value {
    json!({ "step": name, "reason": reason })
}

/// Puts a held workshop into the past of somebody, in a role; the lead was content.
fn took_part(app: &TestApp, lead: &Person, who: &str, session: &str, role: &str) {
    let held = Planned { state: "held", session: Some(session.to_owned()), ..Planned::of(lead) };
    let workshop = app.plans(&held);
    app.facilitates(&workshop, lead, who, role);
}

#[actix_web::test]
async fn a_learner_becomes_a_facilitator() {
    let app = TestApp::new().await;
    let (lea, otto) = (app.person("Léa", &[Role::Learner]).await, app.coordinator("Otto").await);
    let mona = app.facilitator("Mona").await;
    let team = app.team(&otto, &mona, "2026-01-01", None).to_string();
    let nothing = lea.read(OWN).await;
    assert_eq!((&nothing["version"], &nothing["status"]), (&json!(0), &json!(null)));
    lea.post(&format!("{OWN}/steps"), step("volunteer"))
        .await
        .is_invalid(&[("/step", "nothing_offered")]);
    // Volunteering: a wish, whatever one may teach.
    let volunteer = lea.put(OWN, offers(2)).await.is(201).json();
    assert_eq!(volunteer["status"], "candidate");
    assert_eq!(volunteer["offers"][0]["holds_up_to"], json!(null));
    assert_eq!(volunteer["may"], json!(["retire"]));
    lea.post("/api/individual-sessions", individual()).await.is_problem(403, "forbidden");
    // A coordinator sees the volunteer, takes her in, lends a level, welcomes her.
    let seen = otto.read("/api/network/facilitators").await;
    let of = |name: &str| {
        let items = seen["items"].as_array().expect("items");
        items.iter().find(|item| item["name"] == name).cloned().expect("somebody")
    };
    assert_eq!(of("Léa Essai")["is_in_team"], false);
    let steps = format!("{}/steps", path(&volunteer));
    otto.post(&steps, step("welcome")).await.is_invalid(&[("/step", "no_team")]);
    let joined = json!({ "team_id": team });
    otto.post(&format!("{}/team", path(&volunteer)), joined).await.is(200);
    otto.post(&steps, step("welcome")).await.is_invalid(&[("/step", "nothing_to_teach")]);
    let grant = json!({
        "facilitator_id": volunteer["facilitator_id"], "competence_id": FILES, "up_to": 2,
        "reason": "Lancement du réseau",
    });
    otto.put(&format!("/api/teaching-grants/{}", new_id()), grant).await.is(201);
    let welcomed = otto.post(&steps, step("welcome")).await.is(200).json();
    assert_eq!((&welcomed["status"], &welcomed["teachable"]), (&json!("observing"), &json!(1)));
    // One session observed and one co-led, no fewer.
    otto.post(&steps, step("activate")).await.is_invalid(&[("/step", "untried")]);
    let session = |_: u8| mona.create("/api/individual-sessions", individual());
    let her = volunteer["facilitator_id"].as_str().expect("an id");
    took_part(&app, &mona, her, &session(1).await, "observer");
    otto.post(&steps, step("activate")).await.is_invalid(&[("/step", "untried")]);
    took_part(&app, &mona, her, &session(2).await, "co");
    let active = otto.post(&steps, step("activate")).await.is(200).json();
    assert_eq!(active["status"], "active");
    assert_eq!((&active["observed"], &active["co_led"]), (&json!(1), &json!(1)));
    let told = active["steps"].as_array().expect("steps").iter();
    let told: Vec<&Value> = told.map(|one| &one["step"]).collect();
    assert_eq!(told, ["volunteer", "welcome", "activate"]);
    assert_eq!(active["steps"][2]["is_waiver"], false);
    // The hat comes with it.
    let mut lea = lea;
    app.sign_in(&mut lea);
    lea.post("/api/individual-sessions", individual()).await.is(201);
    // Pausing and coming back are her own acts.
    otto.post(&steps, step("pause")).await.is_invalid(&[("/step", "own_act_only")]);
    let own = format!("{OWN}/steps");
    assert_eq!(lea.post(&own, step("pause")).await.is(200).json()["status"], "paused");
    lea.post(&own, step("pause")).await.is_invalid(&[("/step", "not_possible")]);
    assert_eq!(lea.post(&own, step("resume")).await.is(200).json()["status"], "active");
    // Suspending is a coordinator's, with a reason; nobody leaves while suspended.
    otto.post(&steps, step("suspend")).await.is_invalid(&[("/step", "required")]);
    otto.post(&steps, because("suspend", "Plainte à examiner")).await.is(200);
    lea.post(&own, step("retire")).await.is_invalid(&[("/step", "coordinator_only")]);
    otto.post(&steps, because("reinstate", "Plainte levée")).await.is(200);
    let retired = lea.post(&own, step("retire")).await.is(200).json();
    assert_eq!((&retired["status"], &retired["may"]), (&json!("retired"), &json!(["volunteer"])));
    assert_eq!(lea.post(&own, step("volunteer")).await.is(200).json()["status"], "candidate");
}

#[actix_web::test]
async fn a_waiver_takes_the_place_of_trying() {
    let app = TestApp::new().await;
    let (lea, otto) = (app.person("Léa", &[Role::Learner]).await, app.coordinator("Otto").await);
    let mona = app.facilitator("Mona").await;
    let team = app.team(&otto, &mona, "2026-01-01", None).to_string();
    app.knows(&lea, 3);
    let volunteer = lea.put(OWN, offers(2)).await.is(201).json();
    assert_eq!(volunteer["offers"][0]["holds_up_to"], 2);
    assert_eq!(volunteer["may_teach"][0]["up_to"], 3);
    let steps = format!("{}/steps", path(&volunteer));
    let joined = json!({ "team_id": team });
    otto.post(&format!("{}/team", path(&volunteer)), joined).await.is(200);
    otto.post(&steps, step("welcome")).await.is(200);
    let active = otto.post(&steps, because("activate", "Formatrice de métier")).await.is(200);
    let last = active.json()["steps"].as_array().expect("steps").last().cloned().expect("one");
    assert_eq!(last["is_waiver"], true);
    assert_eq!(last["reason"], "Formatrice de métier");
}

#[actix_web::test]
async fn nobody_offers_more_than_they_may_teach() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let above = [("/offers/0/up_to", "above_own_level")];
    ada.put(OWN, offers(1)).await.is_invalid(&above);
    app.knows(&ada, 3);
    ada.put(OWN, offers(4)).await.is_invalid(&above);
    let told = ada.put(OWN, offers(4)).await.json();
    let message = told["errors"][0]["message"].as_str().expect("a sentence");
    assert!(message.contains("jusqu’au niveau 3"), "{message}");
    ada.put(OWN, offers(3)).await.is(201);
    // The proof ends: the offer stands, holds nothing, and is not asked again.
    app.wait(chrono::Duration::days(800));
    let mut ada = ada;
    app.sign_in(&mut ada);
    assert_eq!(ada.read(OWN).await["offers"][0]["holds_up_to"], json!(null));
    ada.put_at(OWN, 1, offers(3)).await.is(200);
    ada.put_at(OWN, 2, offers(2)).await.is_invalid(&above);
    ada.put(OWN, offers(3)).await.is_problem(428, "version_required");
    ada.put_at(OWN, 1, offers(3)).await.is_problem(412, "stale_version");
}

#[actix_web::test]
async fn offers_that_are_refused() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let one = |id: &str, up_to: Value| json!({ "competence_id": id, "up_to": up_to });
    let bodies = [
        (json!({ "offers": [], "reach": "place" }), vec![("/offers", "required")]),
        (
            json!({ "offers": [one(FILES, json!(9))], "reach": "place" }),
            vec![("/offers/0/up_to", "out_of_range")],
        ),
        (
            json!({ "offers": [one(FILES, json!("3"))], "reach": "moon" }),
            vec![("/offers/0/up_to", "wrong_type"), ("/reach", "unknown_value")],
        ),
        (
            json!({ "offers": [one(FILES, json!(1)), one(FILES, json!(2))], "reach": "place" }),
            vec![("/offers/1/competence_id", "contradiction")],
        ),
        (
            json!({ "offers": [one(FILES, json!(1))], "reach": "place", "monthly_limit": 0 }),
            vec![("/monthly_limit", "out_of_range")],
        ),
        (
            json!({ "offers": [one(NOTHING, json!(1))], "reach": "place" }),
            vec![
                ("/offers/0/competence_id", "unknown_value"),
                ("/offers/0/up_to", "above_own_level"),
            ],
        ),
        (
            json!({ "status": "active" }),
            vec![("/offers", "required"), ("/reach", "required"), ("/status", "unknown_field")],
        ),
    ];
    for (body, faults) in bodies {
        ada.put(OWN, body.clone()).await.about(&body.to_string()).is_invalid(&faults);
    }
    let cases: &[crate::support::Case] = &[
        ("no such step", json!({ "step": "fly" }), &[("/step", "unknown_value")]),
        ("no step", json!({ "step": null }), &[("/step", "required")]),
        ("a long reason", json!({ "reason": "a".repeat(501) }), &[("/reason", "too_long")]),
    ];
    refuses(&ada, "/api/me/facilitation/steps", step("pause"), cases).await;
}

#[actix_web::test]
async fn steps_are_for_the_team_s_coordinator() {
    let app = TestApp::new().await;
    let (ada, otto) = (app.facilitator("Ada").await, app.coordinator("Otto").await);
    let ines = app.coordinator("Inès").await;
    let team = app.team(&otto, &ada, "2026-01-01", None).to_string();
    app.knows(&ada, 3);
    let own = ada.put(OWN, offers(3)).await.is(201).json();
    let path = path(&own);
    otto.get(&path).await.is(200);
    let sent = otto.get(&path).await.text();
    assert!(!sent.contains("exemple.fr"), "no address: {sent}");
    ines.get(&path).await.is_problem(404, "not_found");
    let steps = format!("{path}/steps");
    ines.post(&steps, because("suspend", "Non")).await.is_problem(404, "not_found");
    ines.post(&format!("{path}/team"), json!({ "team_id": team })).await.is(404);
    let lists = ines.read("/api/network/facilitators").await;
    assert_eq!(lists["items"], json!([]));
    for path in ["/api/network/facilitators/x", "/api/network/facilitators/x/steps"] {
        otto.get(path).await.is(if path.ends_with('x') { 404 } else { 405 });
    }
    // Only into one's own team.
    let lea = app.person("Léa", &[Role::Learner]).await;
    let volunteer = lea.put(OWN, offers(2)).await.is(201).json();
    let into = json!({ "team_id": team });
    let take_in = format!("{}/team", super::facilitation::path(&volunteer));
    ines.post(&take_in, into.clone()).await.is_invalid(&[("/team_id", "unknown_value")]);
    otto.post(&take_in, into).await.is(200);
    // Whoever is in a team is no longer everybody's to take in.
    ines.get(&super::facilitation::path(&volunteer)).await.is_problem(404, "not_found");
    // Nobody judges themself.
    let both = app.person("Zoé", &[Role::Coordinator, Role::Facilitator]).await;
    app.team(&both, &both, "2026-01-01", None);
    let itself = format!("/api/network/facilitators/{}/steps", both.id());
    both.post(&itself, because("suspend", "Essai")).await.is_problem(403, "forbidden");
}

#[actix_web::test]
async fn availability_is_said_whole() {
    let app = TestApp::new().await;
    let lea = app.person("Léa", &[Role::Learner]).await;
    let path = "/api/me/availability";
    assert_eq!(lea.read(path).await, json!({ "weekly": [], "absences": [] }));
    let said = json!({
        "weekly": [
            { "weekday": "MO", "from": "09:00", "until": "12:00" },
            { "weekday": "TU", "from": "20:00", "until": "00:00" },
        ],
        "absences": [
            { "first_on": "2026-12-24", "last_on": "2026-12-31" },
            { "first_on": "2026-10-01", "last_on": "2026-10-02" },
        ],
    });
    let kept = lea.put(path, said.clone()).await.is(200).json();
    assert_eq!(kept["weekly"], said["weekly"].clone());
    assert_eq!(kept["absences"], json!([{ "first_on": "2026-12-24", "last_on": "2026-12-31" }]));
    lea.put(path, json!({ "weekly": [], "absences": [] })).await.is(200);
    assert_eq!(lea.read(path).await, json!({ "weekly": [], "absences": [] }));
    let hours = |from: &str, until: &str| json!({ "weekday": "MO", "from": from, "until": until });
    let away = |first: &str, last: &str| json!({ "first_on": first, "last_on": last });
    let bad = [
        (json!([hours("12:00", "09:00")]), json!([]), ("/weekly/0/until", "contradiction")),
        (json!([hours("9:00", "12:00")]), json!([]), ("/weekly/0/from", "invalid_time")),
        (
            json!([hours("09:00", "12:00"), hours("11:00", "13:00")]),
            json!([]),
            ("/weekly/1", "contradiction"),
        ),
        (
            json!([]),
            json!([away("2026-12-02", "2026-12-01")]),
            ("/absences/0/last_on", "contradiction"),
        ),
        (
            json!([]),
            json!([away("2026-12-01", "2026-02-30")]),
            ("/absences/0/last_on", "invalid_date"),
        ),
        (
            json!([]),
            json!([away("2026-01-01", "2028-01-01")]),
            ("/absences/0/last_on", "date_out_of_range"),
        ),
    ];
    for (weekly, absences, fault) in bad {
        let body = json!({ "weekly": weekly, "absences": absences });
        lea.put(path, body.clone()).await.about(&body.to_string()).is_invalid(&[fault]);
    }
    // Whose they are is not asked: everybody has their own.
    let noe = app.person("Noé", &[Role::Learner]).await;
    lea.put(path, said).await.is(200);
    assert_eq!(noe.read(path).await["weekly"], json!([]));
}

#[actix_web::test]
async fn who_steps_aside_gives_their_workshops_back() {
    let app = TestApp::new().await;
    let (ada, mona) = (app.facilitator("Ada").await, app.facilitator("Mona").await);
    let state = |workshop: Id| -> String {
        app.sql(|conn| {
            facilitations::table
                .filter(facilitations::workshop_id.eq(workshop))
                .select(facilitations::state)
                .first(conn)
        })
    };
    let mut workshops = Vec::new();
    for (days, role) in [(0, "lead"), (1, "co"), (-30, "lead")] {
        let workshop = app.plans(&Planned { days, ..Planned::of(&mona) });
        app.facilitates(&workshop, &mona, &ada.id().to_string(), role);
        workshops.push(workshop);
    }
    ada.post(&format!("{OWN}/steps"), step("pause")).await.is(200);
    let states: Vec<String> = workshops.iter().map(|workshop| state(*workshop)).collect();
    assert_eq!(states, ["withdrawn", "withdrawn", "accepted"], "what is over stays");
    let mails = app.mails_to("mona@exemple.fr");
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().all(|mail| !mail.contains("Ada")), "{mails:?}");
}

#[actix_web::test]
async fn the_chair_of_who_steps_aside_is_a_learner_s() {
    let app = TestApp::new().await;
    let (ada, mona) = (app.facilitator("Ada").await, app.facilitator("Mona").await);
    let bea = app.person("Bea", &[Role::Learner]).await;
    let admin = app.admin("Abel").await;
    let quay = admin.create("/api/places", place("Le Quai", "44109", "44000")).await;
    let hall = new_id();
    let three = with(room(&quay), json!({ "seats": 3 }));
    admin.put(&format!("/api/rooms/{hall}"), three).await.is(201);
    let there = json!({ "remote_url": null, "place_id": quay, "room_id": hall });
    let id = mona.plan(there).await;
    let path = format!("/api/planned-workshops/{id}");
    let asked = format!("{path}/facilitators/{}", ada.id());
    mona.put(&asked, json!({ "role": "co" })).await.is(200);
    ada.post(&format!("{asked}/answer"), json!({ "answer": "accept" })).await.is(204);
    let before = mona.read(&path).await["seats"].as_i64().expect("seats");
    ada.post(&format!("{OWN}/steps"), step("pause")).await.is(200);
    let after = mona.read(&path).await["seats"].as_i64().expect("seats");
    assert_eq!(after, before + 1);
    mona.post(&format!("{path}/publish"), json!({})).await.is(200);
    assert_eq!(bea.enrols(&id).await["state"], "confirmed");
}
