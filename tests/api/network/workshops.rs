//! Planning: what publishing needs, who sees and changes what, how workshops end, bad inputs.

use chrono::Duration;
use serde_json::{Value, json};

use super::{at, codes, learner, round, told, until, wait};
use crate::levels::FILES;
use crate::support::{TestApp, new_id, place, planned, room, template, with};

#[actix_web::test]
async fn each_guard_of_publishing_names_its_field() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let (otto, hugo) = (app.coordinator("Otto").await, app.coordinator("Hugo").await);
    let empty = json!({
        "remote_url": null, "capacity": 0, "date": "2026-11-11",
        "competences": [{ "competence_id": FILES, "target_level": 2 }],
    });
    let id = otto.plan(empty).await;
    otto.post(&at(&id, "/publish"), json!({})).await.is_invalid(&[
        ("/date", "in_the_past"),
        ("/place_id", "no_place"),
        ("/capacity", "no_seat"),
        ("/facilitators", "no_lead"),
        ("/competences/0", "not_covered"),
    ]);
    hugo.post(&at(&id, "/publish"), json!({})).await.is(404);
    // A grant covers a competence.
    app.team(&otto, &ada, "2026-01-01", None);
    let about = json!({ "competences": [{ "competence_id": FILES, "target_level": 2 }] });
    let id = ada.plan(about).await;
    let refused = ada.post(&at(&id, "/publish"), json!({})).await;
    refused.is_invalid(&[("/competences/0", "not_covered")]);
    assert_eq!(ada.read(&at(&id, "")).await["uncovered"], json!([FILES]));
    let grant = json!({
        "facilitator_id": ada.id().to_string(), "competence_id": FILES, "up_to": 2,
        "reason": "Lancement",
    });
    otto.put(&format!("/api/teaching-grants/{}", new_id()), grant).await.is(201);
    ada.post(&at(&id, "/publish"), json!({})).await.is(200);
    assert_eq!(ada.read(&at(&id, "")).await["uncovered"], json!([]));
}

#[actix_web::test]
async fn bad_inputs_of_a_plan() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let nothing = "01930000-0000-7000-8000-000000000099";
    let cases: Vec<(Value, Vec<(&str, &str)>)> = vec![
        (json!({ "title": null }), vec![("/title", "required")]),
        (json!({ "title": " " }), vec![("/title", "required")]),
        (json!({ "title": "x".repeat(201) }), vec![("/title", "too_long")]),
        (json!({ "capacity": null }), vec![("/capacity", "required")]),
        (json!({ "capacity": -1 }), vec![("/capacity", "out_of_range")]),
        (json!({ "capacity": 1001 }), vec![("/capacity", "out_of_range")]),
        (json!({ "capacity": "douze" }), vec![("/capacity", "wrong_type")]),
        (json!({ "date": "2026-02-30" }), vec![("/date", "invalid_date")]),
        (json!({ "date": "2029-01-01" }), vec![("/date", "date_out_of_range")]),
        (json!({ "date": "2014-12-31" }), vec![("/date", "date_out_of_range")]),
        (json!({ "start_time": "25:00" }), vec![("/start_time", "invalid_time")]),
        (json!({ "start_time": "14:05" }), vec![("/start_time", "not_a_quarter")]),
        (json!({ "end_time": "14:00" }), vec![("/end_time", "contradiction")]),
        (json!({ "end_time": "13:00" }), vec![("/end_time", "contradiction")]),
        (
            json!({ "start_time": "06:00", "end_time": "19:00" }),
            vec![("/end_time", "out_of_range")],
        ),
        (json!({ "setup_min": 20 }), vec![("/setup_min", "not_a_quarter")]),
        (json!({ "teardown_min": 135 }), vec![("/teardown_min", "out_of_range")]),
        (json!({ "themes": [] }), vec![("/themes", "required")]),
        (json!({ "themes": ["magie"] }), vec![("/themes/0", "unknown_value")]),
        (json!({ "remote_url": "javascript:alert(1)" }), vec![("/remote_url", "invalid_url")]),
        (
            json!({ "place_id": nothing }),
            vec![("/place_id", "unknown_value"), ("/remote_url", "contradiction")],
        ),
        (json!({ "room_id": nothing }), vec![("/place_id", "required")]),
        (json!({ "programme_id": nothing }), vec![("/programme_id", "unknown_value")]),
        (json!({ "template_id": nothing }), vec![("/template_id", "unknown_value")]),
        (json!({ "min_people": 13 }), vec![("/min_people", "out_of_range")]),
        (json!({ "visibility": "secret" }), vec![("/visibility", "unknown_value")]),
        (json!({ "approval": "manager" }), vec![("/approval", "unknown_value")]),
        (
            json!({ "devices": [{ "pool_id": nothing, "devices": 2 }] }),
            vec![("/devices/0/pool_id", "unknown_value")],
        ),
        (json!({ "devices_per_learner": 11 }), vec![("/devices_per_learner", "out_of_range")]),
        (
            json!({ "competences": [{ "competence_id": nothing, "target_level": 9 }] }),
            vec![("/competences/0/target_level", "out_of_range")],
        ),
        (
            json!({ "competences": [{ "competence_id": nothing, "target_level": 2 }] }),
            vec![("/competences/0/competence_id", "unknown_value")],
        ),
        (json!({ "couleur": "bleu" }), vec![("/couleur", "unknown_field")]),
    ];
    for (changes, faults) in cases {
        let body = with(planned(), changes.clone());
        let reply = ada.put(&at(&new_id(), ""), body).await.about(&changes.to_string());
        if faults.len() > 1 {
            // What is told without looking anything up comes first.
            let told = reply.is_problem(422, "invalid");
            assert!(codes(&told).iter().all(|code| faults.iter().any(|(_, own)| own == code)));
        } else {
            reply.is_invalid(&faults);
        }
    }
    ada.put(&at("nulle-part", ""), planned()).await.is(404);
    ada.get("/api/planned-workshops?level=9").await.is_problem(400, "invalid_parameter");
    ada.get("/api/planned-workshops?departement=99").await.is_problem(400, "invalid_parameter");
    ada.get("/api/planned-workshops?from=2026-11-12&to=2026-11-11")
        .await
        .is_problem(400, "invalid_period");
    ada.get("/api/planned-workshops?from=2026-01-01&to=2027-11-11")
        .await
        .is_problem(400, "invalid_period");
    ada.get("/api/planned-workshops?couleur=bleu").await.is_problem(400, "invalid_parameter");
}

#[actix_web::test]
async fn a_plan_follows_the_protocol_of_versions() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = new_id();
    ada.put(&at(&id, ""), planned()).await.is(201);
    ada.put(&at(&id, ""), planned()).await.is(200);
    let other = with(planned(), json!({ "capacity": 3 }));
    ada.put(&at(&id, ""), other.clone()).await.is_problem(409, "conflict");
    ada.put_at(&at(&id, ""), 7, other.clone()).await.is_problem(412, "stale_version");
    let view = ada.put_at(&at(&id, ""), 1, other).await.is(200).json();
    assert_eq!(
        (&view["capacity"], &view["seats"], &view["version"]),
        (&json!(3), &json!(3), &json!(2))
    );
    ada.put_at(&at(&new_id(), ""), 1, planned()).await.is(404);
    ada.post(&at(&id, "/cancel"), json!({ "reason": " " }))
        .await
        .is_invalid(&[("/reason", "required")]);
    ada.post(&at(&id, "/cancel"), json!({ "reason": "Grève" })).await.is(200);
    let version = ada.version(&at(&id, "")).await;
    let late = ada.put_at(&at(&id, ""), version, planned()).await;
    assert_eq!(codes(&late.is_problem(409, "not_possible")), ["closed"]);
    ada.post(&at(&id, "/publish"), json!({})).await.is_problem(409, "not_possible");
}

#[actix_web::test]
async fn who_sees_and_who_changes() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let (otto, hugo) = (app.coordinator("Otto").await, app.coordinator("Hugo").await);
    let (bea, carl, admin) =
        (learner(&app, "Bea").await, learner(&app, "Carl").await, app.admin("Abel").await);
    app.team(&otto, &ada, "2026-01-01", None);
    let draft = ada.plan(json!({ "date": "2026-11-20" })).await;
    for (who, status) in [(&eve, 404), (&hugo, 404), (&bea, 404), (&otto, 200), (&admin, 200)] {
        who.get(&at(&draft, "")).await.about(&who.email).is(status);
    }
    let shown = ada.publish(json!({})).await;
    for who in [&eve, &hugo, &bea, &otto, &admin] {
        who.get(&at(&shown, "")).await.is(200);
    }
    for who in [&eve, &hugo] {
        who.post(&at(&shown, "/cancel"), json!({ "reason": "Essai" })).await.is(403);
        who.get(&at(&shown, "/roster")).await.is(403);
        who.post(&at(&shown, "/close"), json!({})).await.is(403);
    }
    otto.get(&at(&shown, "/roster")).await.is(200);
    // The address where people meet is for who has a seat.
    assert_eq!(bea.read(&at(&shown, "")).await["remote_url"], Value::Null);
    bea.enrols(&shown).await;
    assert!(bea.read(&at(&shown, "")).await["remote_url"].is_string());

    // By invitation.
    let secret = json!({ "date": "2026-11-27", "visibility": "invitation" });
    let secret = ada.publish(secret).await;
    carl.get(&at(&secret, "")).await.is(404);
    carl.enrol(&secret, json!({})).await.is(404);
    let account = carl.account_id.expect("an account");
    use diesel::prelude::*;
    app.sql(|conn| {
        use coopair::platform::database::schema::accounts;
        diesel::update(accounts::table.find(account))
            .set(accounts::staff_number.eq("A-7"))
            .execute(conn)
    });
    let body = json!({ "staff_numbers": ["A-7"] });
    eve.post(&at(&secret, "/invitations"), body.clone()).await.is(404);
    let unknown = json!({ "staff_numbers": ["A-7", "A-8"] });
    let unknown = ada.post(&at(&secret, "/invitations"), unknown).await;
    unknown.is_invalid(&[("/staff_numbers/1", "unknown_value")]);
    ada.post(&at(&secret, "/invitations"), json!({}))
        .await
        .is_invalid(&[("/staff_numbers", "out_of_range")]);
    ada.post(&at(&secret, "/invitations"), body.clone()).await.is(204);
    ada.post(&at(&secret, "/invitations"), body).await.is(204);
    assert_eq!(told(&app, &carl), ["invited"]);
    for (who, status) in [(&eve, 404), (&carl, 403), (&otto, 200)] {
        who.get(&at(&secret, "/invitations")).await.about(&who.email).is(status);
    }
    let invited = ada.read(&at(&secret, "/invitations")).await["items"].clone();
    assert_eq!(invited.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&invited[0]["first_name"], &invited[0]["enrolment"]),
        (&json!("Carl"), &Value::Null)
    );
    let invitation = format!("/invitations/{}", invited[0]["person_id"].as_str().expect("an id"));
    eve.call("DELETE", &at(&secret, &invitation)).await.is(404);
    carl.call("DELETE", &at(&secret, &invitation)).await.is(403);
    ada.call("DELETE", &at(&secret, "/invitations/nobody")).await.is(404);
    for _ in 0..2 {
        ada.call("DELETE", &at(&secret, &invitation)).await.is(204);
    }
    carl.get(&at(&secret, "")).await.is(404);
    assert_eq!(ada.read(&at(&secret, "/invitations")).await["items"], json!([]));
    ada.post(&at(&secret, "/invitations"), json!({ "staff_numbers": ["A-7"] })).await.is(204);
    carl.enrols(&secret).await;
    let invited = ada.read(&at(&secret, "/invitations")).await["items"].clone();
    assert_eq!(invited[0]["enrolment"], "confirmed");
    let refused =
        ada.call("DELETE", &at(&secret, &invitation)).await.is_problem(409, "not_possible");
    assert_eq!(codes(&refused), ["enrolled"]);

    let titles = async |who: &crate::support::Person, question: &str| {
        let page = who.read(&format!("/api/planned-workshops?{question}")).await;
        page["items"].as_array().expect("items").len()
    };
    assert_eq!(titles(&bea, "").await, 1);
    assert_eq!(titles(&carl, "").await, 2);
    assert_eq!(titles(&ada, "").await, 2);
    assert_eq!(titles(&ada, "state=draft").await, 1);
    assert_eq!(titles(&eve, "state=draft").await, 0);
    assert_eq!(titles(&otto, "state=draft").await, 1);
    assert_eq!(titles(&carl, "mine=true").await, 1);
    assert_eq!(titles(&ada, "mine=true&free=true").await, 2);
    let own = async |who: &crate::support::Person| {
        let page = who.read("/api/planned-workshops").await;
        page["items"][0]["own_facilitation"].clone()
    };
    assert_eq!(own(&ada).await, json!({ "role": "lead", "state": "accepted" }));
    assert_eq!(own(&eve).await, Value::Null);
    assert_eq!(titles(&ada, "attention=under_filled").await, 0);
    assert_eq!(titles(&ada, "from=2026-11-27&to=2026-11-27").await, 1);
    assert_eq!(titles(&ada, "from=2026-11-28&to=2026-11-29").await, 0);
    let days = ada.read("/api/planned-workshops/days").await;
    assert_eq!(
        days["items"][0],
        json!({ "date": "2026-11-26", "workshops": 1, "with_free_seats": 1 })
    );
    let first = ada.read("/api/planned-workshops?limit=1&with_total=true").await;
    assert_eq!(first["total"], 2);
    let cursor = first["next_cursor"].as_str().expect("more");
    let next = ada.read(&format!("/api/planned-workshops?limit=1&cursor={cursor}")).await;
    assert_eq!((&next["items"][0]["id"], &next["next_cursor"]), (&json!(secret), &Value::Null));
}

#[actix_web::test]
async fn facilitators_are_asked_and_answer() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let (otto, bea) = (app.coordinator("Otto").await, learner(&app, "Bea").await);
    let of = |who: &crate::support::Person| format!("/facilitators/{}", who.id());
    let id = ada.plan(json!({})).await;
    let ask = |role: &str| json!({ "role": role });
    let taken = ada.put(&at(&id, &of(&bob)), ask("lead")).await.is_problem(409, "not_possible");
    assert_eq!(codes(&taken), ["has_lead"]);
    bob.post(&at(&id, &format!("{}/answer", of(&bob))), json!({ "answer": "accept" }))
        .await
        .is(404);
    ada.put(&at(&id, &of(&bob)), ask("co")).await.is(200);
    assert_eq!(told(&app, &bob), ["facilitation_asked"]);
    let answer = |word: &str| json!({ "answer": word });
    let bobs = at(&id, &format!("{}/answer", of(&bob)));
    ada.post(&bobs, answer("accept")).await.is(403);
    bob.post(&bobs, answer("peut-être")).await.is_invalid(&[("/answer", "unknown_value")]);
    bob.post(&bobs, answer("accept")).await.is(204);
    bob.post(&bobs, answer("accept")).await.is(204);
    // Ada steps back; Bob leads now, and publishes.
    let adas = at(&id, &format!("{}/answer", of(&ada)));
    ada.post(&adas, answer("withdraw")).await.is(204);
    assert_eq!(told(&app, &ada), ["lead_left"], "she planned it");
    bob.put(&at(&id, &of(&bob)), ask("lead")).await.is(200);
    bob.post(&at(&id, "/publish"), json!({})).await.is(200);
    // Bob is taken now; what he accepts elsewhere at that time is refused.
    let other = ada.publish(json!({})).await;
    ada.put(&at(&other, &of(&bob)), ask("co")).await.is(200);
    let bobs = at(&other, &format!("{}/answer", of(&bob)));
    bob.post(&bobs, answer("accept")).await.is_problem(409, "overlap");
    bob.post(&bobs, answer("decline")).await.is(204);
    bob.post(&bobs, answer("withdraw")).await.is_problem(409, "not_possible");
    // Soft limits: refused unless a coordinator says why.
    app.team(&otto, &ada, "2026-01-01", None);
    use coopair::platform::database::schema::absences;
    use diesel::prelude::*;
    let (clock, person) = (app.ctx.clock.clone(), bob.account_id.expect("an account"));
    app.sql(|conn| {
        use coopair::platform::database::schema::accounts;
        let person: coopair::platform::database::Id =
            accounts::table.find(person).select(accounts::person_id).first(conn)?;
        let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
        diesel::insert_into(absences::table)
            .values((
                absences::id.eq(clock.new_id()),
                absences::person_id.eq(person),
                absences::first_on.eq(day("2026-12-01")),
                absences::last_on.eq(day("2026-12-05")),
                absences::created_at.eq(clock.now()),
            ))
            .execute(conn)
    });
    let december = ada.plan(json!({ "date": "2026-12-03" })).await;
    let warned = ada.put(&at(&december, &of(&bob)), ask("co")).await;
    assert_eq!(codes(&warned.is_problem(409, "not_possible")), ["absent"]);
    let why = json!({ "role": "co", "override_reason": "Il revient plus tôt." });
    ada.put(&at(&december, &of(&bob)), why.clone()).await.is(409);
    otto.put(&at(&december, &of(&bob)), why).await.is(200);
    // Who is enrolled does not facilitate.
    let nobody = ada.put(&at(&december, &format!("/facilitators/{}", new_id())), ask("co")).await;
    nobody.is_invalid(&[("/facilitator_id", "unknown_value")]);
    bea.put(&at(&december, &of(&bob)), ask("co")).await.is(403);
}

#[actix_web::test]
async fn cancelled_postponed_or_not_held() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let id = ada.publish(json!({ "capacity": 1 })).await;
    bea.enrols(&id).await;
    carl.enrols(&id).await;
    let to = new_id();
    let off = json!({
        "successor_id": to, "date": "2026-12-03", "start_time": "10:00", "end_time": "12:00",
        "reason": "La salle est fermée.",
    });
    ada.post(&at(&id, "/postpone"), off.clone()).await.is(200);
    let again = ada.post(&at(&id, "/postpone"), off).await.is(200).json();
    assert_eq!((&again["state"], &again["successor_id"]), (&json!("postponed"), &json!(to)));
    assert_eq!(told(&app, &carl), ["waitlisted", "cancelled"]);
    let mail = app.mails_to(&bea.email).pop().expect("a mail");
    assert!(mail.contains("La salle est fermée."), "{mail}");
    let next = ada.read(&at(&to, "")).await;
    assert_eq!((&next["state"], &next["start_time"]), (&json!("draft"), &json!("10:00")));
    // Who lost a place comes first in the queue of the next one.
    ada.post(&at(&to, "/publish"), json!({})).await.is(200);
    let (dora, emil) = (learner(&app, "Dora").await, learner(&app, "Emil").await);
    dora.enrols(&to).await;
    emil.enrols(&to).await;
    assert_eq!(carl.enrols(&to).await["rank"], 1);

    let other = ada.publish(json!({})).await;
    let reason = json!({ "reason": "Personne n’est venu." });
    let early = ada.post(&at(&other, "/did-not-happen"), reason.clone()).await;
    assert_eq!(codes(&early.is_problem(409, "not_possible")), ["not_begun"]);
    let soon = ada.post(&at(&other, "/close"), json!({})).await.is_problem(409, "not_possible");
    assert_eq!(codes(&soon), ["not_begun"]);
    wait(&app, until(16), &mut [&mut ada]);
    let late = ada.post(&at(&other, "/cancel"), reason.clone()).await;
    assert_eq!(codes(&late.is_problem(409, "not_possible")), ["started"]);
    let nobody = ada.post(&at(&other, "/close"), json!({})).await;
    nobody.is_invalid(&[("/marks", "no_participant")]);
    ada.post(&at(&other, "/did-not-happen"), reason.clone()).await.is(200);
    ada.post(&at(&other, "/did-not-happen"), reason).await.is(200);
    ada.post(&at(&other, "/close"), json!({})).await.is_problem(409, "not_possible");
    app.wait(Duration::days(3));
    round(&app).await;
    assert!(!told(&app, &ada).contains(&"report_due".to_owned()), "it is over");
}

#[actix_web::test]
async fn templates_give_what_a_plan_leaves_out() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let (otto, admin) = (app.coordinator("Otto").await, app.admin("Abel").await);
    app.team(&otto, &ada, "2026-01-01", None);
    let id = new_id();
    let path = format!("/api/workshop-templates/{id}");
    let body = with(
        template(),
        json!({
            "competences": [{ "competence_id": FILES, "target_level": 2 }],
            "documents": ["https://exemple.fr/fiche.pdf"],
        }),
    );
    admin.put(&path, body.clone()).await.is(403);
    ada.put(&path, body.clone()).await.is(201);
    ada.put(&path, body.clone()).await.is(200);
    eve.put_at(&path, 1, body.clone()).await.is(403);
    otto.put_at(&path, 1, with(body.clone(), json!({ "max_people": 8 }))).await.is(200);
    eve.get(&path).await.is(200);
    for (changes, fault) in [
        (json!({ "title": "" }), ("/title", "required")),
        (json!({ "duration_min": 20 }), ("/duration_min", "not_a_quarter")),
        (json!({ "duration_min": 735 }), ("/duration_min", "out_of_range")),
        (json!({ "max_people": 0, "min_people": 1 }), ("/max_people", "out_of_range")),
        (json!({ "min_people": 13 }), ("/min_people", "out_of_range")),
        (json!({ "themes": [] }), ("/themes", "required")),
        (json!({ "documents": ["javascript:x"] }), ("/documents/0", "invalid_url")),
    ] {
        let bad = with(template(), changes);
        ada.put(&format!("/api/workshop-templates/{}", new_id()), bad).await.is_invalid(&[fault]);
    }
    let from = json!({
        "template_id": id, "date": "2026-11-26", "start_time": "09:00", "end_time": "10:30",
        "visibility": "network",
    });
    let own = new_id();
    let view = ada.put(&at(&own, ""), from).await.is(201).json();
    assert_eq!(
        (&view["title"], &view["capacity"], &view["min_people"]),
        (&json!("Reconnaître un message piégé"), &json!(8), &json!(3),)
    );
    assert_eq!(view["competences"], json!([{ "competence_id": FILES, "target_level": 2 }]));
    let list = eve.read(&format!("/api/workshop-templates?q=piege&competence_id={FILES}")).await;
    assert_eq!(list["items"][0]["may_change"], false);
    ada.post(&format!("{path}/archive"), json!({ "archived": true })).await.is(428);
    ada.post_at(&format!("{path}/archive"), 2, json!({ "archived": true })).await.is(200);
    assert_eq!(eve.read("/api/workshop-templates").await["items"], json!([]));
    let all = eve.read("/api/workshop-templates?archived=true&with_total=true").await;
    assert_eq!((&all["total"], &all["items"][0]["is_archived"]), (&json!(1), &json!(true)));
}

#[actix_web::test]
async fn rooms_are_written_down_by_who_works_there() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let place_id = ada.create("/api/places", place("Ici", "44109", "44000")).await;
    let id = new_id();
    let path = format!("/api/rooms/{id}");
    eve.put(&path, room(&place_id)).await.is(403);
    ada.put(&path, room(&new_id())).await.is_invalid(&[("/place_id", "unknown_value")]);
    ada.put(&path, with(room(&place_id), json!({ "seats": 0 })))
        .await
        .is_invalid(&[("/seats", "out_of_range")]);
    ada.put(&path, room(&place_id)).await.is(201);
    ada.put(&path, room(&place_id)).await.is(200);
    let list = eve.read(&format!("/api/places/{place_id}/rooms")).await;
    assert_eq!(list["rooms"][0]["seats"], 14);
    eve.get(&format!("/api/places/{}/rooms", new_id())).await.is(404);
    // Seats: the room's, without who facilitates; wires where they are needed.
    let here = json!({ "remote_url": null, "place_id": place_id, "room_id": id, "capacity": 100 });
    let wide = ada.plan(here.clone()).await;
    assert_eq!(ada.read(&at(&wide, "")).await["seats"], 14);
    let wired = ada.publish(with(here, json!({ "needs_wires": true }))).await;
    assert_eq!(ada.read(&at(&wired, "")).await["seats"], 6);
    ada.post(&at(&wide, "/publish"), json!({})).await.is_problem(409, "overlap");
    let closed = with(room(&place_id), json!({ "is_closed": true }));
    ada.put_at(&path, 1, closed).await.is(200);
    let there = json!({ "remote_url": null, "place_id": place_id, "room_id": id });
    let late = ada.put(&at(&new_id(), ""), with(planned(), there)).await;
    late.is_invalid(&[("/room_id", "unknown_value")]);
}

#[actix_web::test]
async fn the_address_at_a_distance_is_not_for_who_waits() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let (bea, carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let id = ada.publish(json!({ "capacity": 1 })).await;
    let own = bea.enrols(&id).await;
    carl.enrols(&id).await;
    assert!(bea.read(&at(&id, "")).await["remote_url"].is_string());
    assert_eq!(carl.read(&at(&id, "")).await["remote_url"], Value::Null);
    bea.asks(&own, json!({ "do": "withdraw" })).await.is(200);
    assert_eq!(bea.read(&at(&id, "")).await["remote_url"], Value::Null);
    assert!(carl.read(&at(&id, "")).await["remote_url"].is_string(), "promoted");
}
