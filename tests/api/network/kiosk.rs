//! The kiosk: opened by who manages the workshop, tapped without an account, scanned by phones.

use chrono::Duration;
use coopair::platform::database::schema::{accounts, enrolments, kiosks};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{at, codes, learner, standing, told, until, wait};
use crate::support::{Person, Reply, TestApp, new_id, with};

/// A workshop on the day, ten minutes before it begins, with its kiosk.
struct Door {
    app: TestApp,
    ada: Person,
    id: String,
    secret: String,
    code: String,
    tablet: Person,
}

impl Door {
    /// `people` have a seat each.
    async fn new(changes: Value, people: &mut [&mut Person], app: TestApp) -> Self {
        let mut ada = app.facilitator("Ada").await;
        let id = ada.publish(changes).await;
        for person in people.iter() {
            person.enrols(&id).await;
        }
        wait(&app, until(13) + Duration::minutes(50), &mut [&mut ada]);
        for person in people {
            app.sign_in(person);
        }
        let tablet = app.nobody();
        let mut door = Self { app, ada, id, secret: String::new(), code: String::new(), tablet };
        door.open().await;
        door
    }

    async fn open(&mut self) {
        let opened = self.ada.post(&at(&self.id, "/kiosk"), json!({})).await.is(201).json();
        let secret = opened["secret"].as_str().expect("a secret").to_owned();
        assert_eq!(opened["url"], format!("https://reseau.exemple.fr/borne#{secret}"));
        self.secret = secret;
        self.code = self.read().await["scan_code"].as_str().expect("a code").to_owned();
    }

    async fn read(&self) -> Value {
        self.tablet.post("/api/kiosk/read", json!({ "secret": self.secret })).await.is(200).json()
    }

    async fn tap(&self, changes: Value) -> Reply {
        let body = with(json!({ "secret": self.secret, "id": new_id() }), changes);
        self.tablet.post("/api/kiosk/taps", body).await
    }

    /// A tap on a name.
    async fn taps(&self, name: &str) -> Reply {
        let view = self.read().await;
        let people = view["people"].as_array().expect("people").clone();
        let line = people.iter().find(|one| one["name"] == name).expect("on the list");
        self.tap(json!({ "enrolment_id": line["enrolment_id"] })).await
    }

    async fn undo(&self, tapped: &Value, tap_id: &str) -> Reply {
        let body = json!({
            "secret": self.secret, "id": new_id(), "tap_id": tap_id,
            "enrolment_id": tapped["enrolment_id"],
        });
        self.tablet.post("/api/kiosk/undo", body).await
    }

    async fn scans(&self, who: &Person) -> Reply {
        who.post("/api/me/presence", json!({ "code": self.code, "id": new_id() })).await
    }

    /// The line of somebody in the facilitator's list.
    async fn line(&self, first_name: &str) -> Value {
        let roster = self.ada.read(&at(&self.id, "/roster")).await;
        let lines = roster["enrolments"].as_array().expect("lines").clone();
        let own = |line: &&Value| line["first_name"] == first_name;
        lines.iter().rev().find(own).expect("a line").clone()
    }

    async fn marks(&self, first_name: &str, attendance: &str) {
        let id = self.line(first_name).await["id"].clone();
        let marks = json!({ "marks": [{ "enrolment_id": id, "attendance": attendance }] });
        self.ada.post(&at(&self.id, "/attendance"), marks).await.is(204);
    }
}

fn number(app: &TestApp, who: &Person, number: &str) {
    let (id, number) = (who.account_id.expect("an account"), number.to_owned());
    app.sql(|conn| {
        diesel::update(accounts::table.find(id))
            .set(accounts::staff_number.eq(number))
            .execute(conn)
    });
}

fn called(app: &TestApp, who: &Person, first: &str, last: &str) {
    let (id, names) = (who.account_id.expect("an account"), (first.to_owned(), last.to_owned()));
    app.sql(|conn| {
        diesel::update(accounts::table.find(id))
            .set((accounts::first_name.eq(names.0), accounts::last_name.eq(names.1)))
            .execute(conn)
    });
}

fn refusal(reply: Reply) -> Vec<String> {
    codes(&reply.is_problem(409, "not_possible"))
}

#[actix_web::test]
async fn who_manages_opens_it_at_its_time() {
    let app = TestApp::new().await;
    let (mut ada, mut bea) = (app.facilitator("Ada").await, learner(&app, "Bea").await);
    let mut eve = app.facilitator("Eve").await;
    let mut otto = app.coordinator("Otto").await;
    app.team(&otto, &ada, "2026-01-01", None);
    let id = ada.publish(json!({})).await;
    let draft = ada.plan(json!({ "start_time": "16:00", "end_time": "17:00" })).await;
    let path = at(&id, "/kiosk");
    wait(&app, until(12) - Duration::minutes(1), &mut [&mut ada, &mut bea, &mut eve, &mut otto]);
    assert_eq!(refusal(ada.post(&path, json!({})).await), ["not_the_time"]);
    let state = ada.read(&path).await;
    assert_eq!((&state["may_open"], &state["is_open"]), (&json!(false), &json!(false)));
    assert_eq!(state["from"], "2026-11-26T11:00:00.000Z");
    app.wait(Duration::minutes(1));
    eve.post(&path, json!({})).await.is(403);
    eve.get(&path).await.is(403);
    bea.post(&path, json!({})).await.is(403);
    app.nobody().post(&path, json!({})).await.is(401);
    ada.post(&at(&new_id(), "/kiosk"), json!({})).await.is(404);
    assert_eq!(refusal(ada.post(&at(&draft, "/kiosk"), json!({})).await), ["closed"]);
    assert_eq!(ada.read(&path).await["may_open"], true);

    let reply = ada.post(&path, json!({})).await.is(201);
    assert_eq!(reply.header("cache-control").as_deref(), Some("no-store"));
    let first = reply.json();
    assert_eq!(first["until"], "2026-11-26T17:00:00.000Z");
    assert_eq!(ada.read(&path).await["is_open"], true);
    // Only the hash is kept.
    let secret = first["secret"].as_str().expect("a secret").to_owned();
    assert!(secret.len() >= 43, "{secret}");
    let kept: (String, String) =
        app.sql(|c| kiosks::table.select((kiosks::secret_hash, kiosks::scan_key)).first(c));
    assert!(kept.0 != secret && kept.1 != secret);

    let tablet = app.nobody();
    let read =
        async |secret: &Value| tablet.post("/api/kiosk/read", json!({ "secret": secret })).await;
    let view = read(&first["secret"]).await.is(200);
    assert_eq!(view.header("cache-control").as_deref(), Some("no-store"));
    // Opened again, by the coordinator: the former is closed.
    let second = otto.post(&path, json!({})).await.is(201).json();
    read(&first["secret"]).await.is_problem(410, "link_closed");
    read(&second["secret"]).await.is(200);
    read(&json!("inconnu")).await.is_problem(410, "link_closed");
    read(&json!("")).await.is_invalid(&[("/secret", "required")]);
    eve.post(&at(&id, "/kiosk/close"), json!({})).await.is(403);
    ada.post(&at(&id, "/kiosk/close"), json!({})).await.is(204);
    ada.post(&at(&id, "/kiosk/close"), json!({})).await.is(204);
    read(&second["secret"]).await.is_problem(410, "link_closed");
    assert_eq!(ada.read(&path).await["is_open"], false);
    let third = ada.post(&path, json!({})).await.is(201).json();
    // It ends by itself, two hours after the end.
    wait(&app, Duration::hours(6) - Duration::seconds(1), &mut [&mut ada]);
    read(&third["secret"]).await.is(200);
    app.wait(Duration::seconds(1));
    read(&third["secret"]).await.is_problem(410, "link_closed");
    assert_eq!(refusal(ada.post(&path, json!({})).await), ["not_the_time"]);
    let audit = app.admin("Abel").await.read("/api/audit").await.to_string();
    assert_eq!(audit.matches("kiosk.open").count(), 3, "{audit}");
    assert_eq!(audit.matches("kiosk.close").count(), 1, "once");
    assert!(!audit.contains(&secret));
}

#[actix_web::test]
async fn a_tap_notes_somebody_and_is_taken_back() {
    let app = TestApp::new().await;
    let (mut bea, mut carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    called(&app, &bea, "Camille", "Dupont");
    let door = Door::new(json!({}), &mut [&mut bea, &mut carl], app.clone()).await;
    let view = door.read().await;
    assert_eq!(view["workshop"]["title"], "Reconnaître un message piégé");
    assert_eq!((&view["there"], &view["expected"]), (&json!(0), &json!(2)));
    let people = view["people"].as_array().expect("people");
    assert_eq!(people[0]["name"], "Camille D.");
    let keys: Vec<&String> = people[0].as_object().expect("a person").keys().collect();
    assert_eq!(keys, ["enrolment_id", "has_twin", "is_there", "name"], "and nothing else");
    assert!(!view.to_string().contains("Dupont"));

    let tap_id = new_id();
    let tap = json!({ "id": tap_id, "enrolment_id": people[0]["enrolment_id"] });
    let tapped = door.tap(tap.clone()).await.is(200).json();
    assert_eq!((&tapped["first_name"], &tapped["was_there"]), (&json!("Camille"), &json!(false)));
    assert_eq!(tapped["undo_until"], "2026-11-26T12:51:00.000Z");
    assert_eq!(standing(&bea, &door.id).await, "attended");
    assert_eq!(door.read().await["there"], 1);
    // The device heard no answer and sends it again; then somebody taps the name once more.
    let again = door.tap(tap.clone()).await.is(200).json();
    assert_eq!(again, tapped);
    let more = door.taps("Camille D.").await.is(200).json();
    assert_eq!((&more["was_there"], &more["undo_until"]), (&json!(true), &Value::Null));
    let line = door.line("Camille").await;
    assert_eq!((&line["seen_by"], &line["state"]), (&json!("kiosk"), &json!("attended")));
    assert_eq!(line["seen_at"], "2026-11-26T12:50:00.000Z");
    // The same id for somebody else is another deed.
    let other = json!({ "id": tap_id, "enrolment_id": people[1]["enrolment_id"] });
    door.tap(other).await.is_problem(409, "conflict");

    assert_eq!(refusal(door.undo(&tapped, &new_id()).await), ["said_otherwise"]);
    let carls = json!({ "enrolment_id": people[1]["enrolment_id"] });
    assert_eq!(refusal(door.undo(&carls, &tap_id).await), ["said_otherwise"]);
    door.undo(&tapped, &tap_id).await.is(204);
    assert_eq!(standing(&bea, &door.id).await, "confirmed");
    assert_eq!(door.line("Camille").await["seen_by"], Value::Null);
    // Too late, the same tap does not bring it back.
    door.tap(tap).await.is_problem(409, "not_possible");
    assert_eq!(standing(&bea, &door.id).await, "confirmed");
    let late = new_id();
    let tapped = door.tap(json!({ "id": late, "enrolment_id": people[0]["enrolment_id"] })).await;
    let tapped = tapped.is(200).json();
    door.app.wait(Duration::seconds(61));
    assert_eq!(refusal(door.undo(&tapped, &late).await), ["too_late"]);
    assert_eq!(told(&app, &bea), ["confirmed"], "nobody is written to");
    // The time of the seat stays taken once, and the counts are right.
    assert_eq!(door.ada.read(&at(&door.id, "")).await["seats_free"], 10);
}

#[actix_web::test]
async fn what_the_facilitator_wrote_stays() {
    let app = TestApp::new().await;
    let (mut bea, mut carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let mut dora = learner(&app, "Dora").await;
    let people = &mut [&mut bea, &mut carl, &mut dora];
    let door = Door::new(json!({}), people, app.clone()).await;
    let stale = door.line("Bea").await["id"].clone();
    door.marks("Bea", "no_show").await;
    let view = door.read().await;
    assert_eq!(view["expected"], 2, "who is away is not on the tablet");
    assert_eq!(refusal(door.tap(json!({ "enrolment_id": stale })).await), ["said_otherwise"]);
    assert_eq!(refusal(door.scans(&bea).await), ["said_otherwise"]);
    assert_eq!(door.line("Bea").await["state"], "no_show");
    // Marked partly there: a tap changes nothing.
    door.marks("Carl", "partial").await;
    let carl_id = door.line("Carl").await["id"].clone();
    let tapped = door.tap(json!({ "enrolment_id": carl_id })).await.is(200).json();
    assert_eq!(tapped["was_there"], true);
    let line = door.line("Carl").await;
    assert_eq!((&line["state"], &line["seen_by"]), (&json!("partial"), &json!("facilitator")));
    // The facilitator's word after the tap wins, and is not taken back.
    let (tap_id, dora_id) = (new_id(), door.line("Dora").await["id"].clone());
    let tap = json!({ "id": tap_id, "enrolment_id": dora_id });
    let tapped = door.tap(tap).await.is(200).json();
    door.marks("Dora", "excused").await;
    assert_eq!(refusal(door.undo(&tapped, &tap_id).await), ["said_otherwise"]);
    assert_eq!(door.line("Dora").await["state"], "excused");
}

#[actix_web::test]
async fn whoever_is_not_on_the_list() {
    let app = TestApp::new().await;
    let mut bea = learner(&app, "Bea").await;
    let (carl, dora) = (learner(&app, "Carl").await, learner(&app, "Dora").await);
    let (emil, fanny) = (learner(&app, "Emil").await, learner(&app, "Fanny").await);
    for (who, its) in [(&carl, "A-1"), (&dora, "A-2"), (&emil, "A-3"), (&fanny, "A-3")] {
        number(&app, who, its);
    }
    let door = Door::new(json!({ "capacity": 2 }), &mut [&mut bea], app.clone()).await;
    number(&app, &door.ada, "A-9");
    assert_eq!(door.read().await["takes_walk_ins"], true);
    let typed = async |text: &str| door.tap(json!({ "staff_number": text })).await;
    typed("A-0").await.is_invalid(&[("/staff_number", "unknown_value")]);
    typed("A-3").await.is_invalid(&[("/staff_number", "ambiguous")]);
    typed("").await.is_invalid(&[("/staff_number", "required")]);
    assert_eq!(refusal(typed("A-9").await), ["facilitates"]);
    door.tap(json!({})).await.is_invalid(&[("/enrolment_id", "required")]);
    let both = json!({ "staff_number": "A-1", "slip_code": "AAAA-AAAA" });
    door.tap(both).await.is_invalid(&[("/enrolment_id", "contradiction")]);
    door.tap(json!({ "id": "x", "staff_number": "A-1" }))
        .await
        .is_invalid(&[("/id", "invalid_id")]);

    let tap_id = new_id();
    let came = door.tap(json!({ "id": tap_id, "staff_number": " A-1 " })).await.is(200).json();
    assert_eq!((&came["is_walk_in"], &came["first_name"]), (&json!(true), &json!("Carl")));
    let line = door.line("Carl").await;
    assert_eq!((&line["state"], &line["seen_by"]), (&json!("walk_in"), &json!("kiosk")));
    let view = door.read().await;
    assert_eq!((&view["there"], &view["takes_walk_ins"]), (&json!(1), &json!(false)));
    typed("A-2").await.is_problem(409, "full");
    // It was somebody else's number: the seat is free again, and nobody is written to.
    door.undo(&came, &tap_id).await.is(204);
    assert_eq!(door.read().await["takes_walk_ins"], true);
    let gone = door.line("Carl").await;
    assert_eq!(
        (&gone["state"], &gone["seen_by"]),
        (&json!("cancelled_by_organiser"), &json!("kiosk"))
    );
    assert_eq!(gone["reason"], Value::Null);
    assert_eq!(told(&app, &carl), [""; 0]);
    let back = typed("A-1").await.is(200).json();
    // Taken off the list by hand: the kiosk does not put them back.
    let remove = json!({ "do": "remove", "reason": "Erreur de nom" });
    let enrolment = json!({ "id": back["enrolment_id"], "workshop_id": door.id });
    door.ada.asks(&enrolment, remove).await.is(200);
    assert_eq!(refusal(typed("A-1").await), ["said_otherwise"]);
    typed("A-2").await.is(200);
}

#[actix_web::test]
async fn nobody_is_let_in_past_the_facilitator() {
    let app = TestApp::new().await;
    let (mut bea, mut carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let dora = learner(&app, "Dora").await;
    number(&app, &dora, "A-4");
    let people = &mut [&mut bea, &mut carl];
    let door = Door::new(json!({ "capacity": 1 }), people, app.clone()).await;
    assert_eq!(standing(&carl, &door.id).await, "waitlisted");
    let waiting = door.line("Carl").await["id"].clone();
    let unlisted = door.tap(json!({ "enrolment_id": waiting })).await;
    unlisted.is_invalid(&[("/enrolment_id", "unknown_value")]);
    door.scans(&carl).await.is_problem(409, "full");
    // A seat falls free: Carl is first, and Dora does not overtake him.
    let own = bea.read(&at(&door.id, "")).await["enrolment"].clone();
    bea.asks(&own, json!({ "do": "withdraw" })).await.is(200);
    let overtaking = door.tap(json!({ "staff_number": "A-4" })).await;
    assert_eq!(refusal(overtaking), ["others_wait"]);
    let told = door.scans(&carl).await.is(200).json();
    assert_eq!((&told["is_walk_in"], &told["was_there"]), (&json!(true), &json!(false)));
    assert_eq!(door.line("Carl").await["seen_by"], "phone");

    for changes in [json!({ "approval": "coordinator" }), json!({ "visibility": "invitation" })] {
        let app = TestApp::new().await;
        let mut dora = learner(&app, "Dora").await;
        number(&app, &dora, "A-4");
        let door = Door::new(changes, &mut [], app.clone()).await;
        app.sign_in(&mut dora);
        assert_eq!(door.read().await["takes_walk_ins"], false);
        let typed = door.tap(json!({ "staff_number": "A-4" })).await;
        assert_eq!(refusal(typed), ["ask_facilitator"]);
        assert_eq!(refusal(door.scans(&dora).await), ["ask_facilitator"]);
    }
}

#[actix_web::test]
async fn slips_and_people_who_look_alike() {
    let app = TestApp::new().await;
    let mut ada = app.facilitator("Ada").await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let other = ada.follow("Lucette", "Blanchard", json!({})).await;
    let id = ada.publish(json!({})).await;
    let elsewhere = ada.publish(json!({ "start_time": "17:00", "end_time": "18:00" })).await;
    let enrolled = async |workshop: &str, who: &str| {
        let view = ada.enrol(workshop, json!({ "learner_id": who })).await.is(201).json();
        (view["id"].clone(), view["slip_code"].as_str().expect("a code").to_owned())
    };
    let (first, code) = enrolled(&id, &lucette).await;
    let (_, given_back) = enrolled(&id, &other).await;
    let (foreign, foreign_code) = enrolled(&elsewhere, &lucette).await;
    wait(&app, until(13) + Duration::minutes(50), &mut [&mut ada]);
    let tablet = app.nobody();
    let mut door =
        Door { app: app.clone(), ada, id, secret: String::new(), code: String::new(), tablet };
    door.open().await;
    let view = door.read().await;
    assert_eq!(view["people"][0]["has_twin"], true);
    let alike = door.taps("Lucette B.").await;
    alike.is_invalid(&[("/enrolment_id", "ambiguous")]);
    let slip = async |code: &str| door.tap(json!({ "slip_code": code })).await;
    slip("AAAA-AAAA").await.is_invalid(&[("/slip_code", "unknown_value")]);
    slip(&foreign_code).await.is_invalid(&[("/slip_code", "unknown_value")]);
    let strange = door.tap(json!({ "enrolment_id": foreign })).await;
    strange.is_invalid(&[("/enrolment_id", "unknown_value")]);
    let nothing = door.tap(json!({ "enrolment_id": new_id() })).await;
    nothing.is_invalid(&[("/enrolment_id", "unknown_value")]);
    let tapped = slip(&code.to_lowercase()).await.is(200).json();
    assert_eq!((&tapped["enrolment_id"], &tapped["first_name"]), (&first, &json!("Lucette")));
    app.nobody().post("/api/slips/release", json!({ "code": given_back })).await.is(204);
    slip(&given_back).await.is_invalid(&[("/slip_code", "unknown_value")]);
    // The tap of one workshop is not undone in another.
    let body = json!({
        "secret": door.secret, "id": new_id(), "tap_id": new_id(), "enrolment_id": foreign,
    });
    door.tablet.post("/api/kiosk/undo", body).await.is(404);
    assert_eq!(door.read().await["people"][0]["has_twin"], false);
}

#[actix_web::test]
async fn one_s_own_phone() {
    let app = TestApp::new().await;
    let (mut bea, mut carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let mut dora = learner(&app, "Dora").await;
    let mut door = Door::new(json!({ "capacity": 2 }), &mut [&mut bea], app.clone()).await;
    for person in [&mut carl, &mut dora] {
        app.sign_in(person);
    }
    let view = door.read().await;
    assert_eq!(view["scan_url"], format!("https://reseau.exemple.fr/presence#{}", door.code));
    assert!(!view.to_string().contains(&door.secret));
    let seen = async |who: &Person, code: &str| {
        who.post("/api/me/presence/read", json!({ "code": code })).await
    };
    seen(&app.nobody(), &door.code).await.is(401);
    door.scans(&app.nobody()).await.is(401);
    door.scans(&app.admin("Abel").await).await.is(403);
    let own = seen(&bea, &door.code.to_lowercase().replace('-', " ")).await.is(200).json();
    assert_eq!((&own["is_expected"], &own["is_there"]), (&json!(true), &json!(false)));
    assert_eq!(own["workshop"]["title"], "Reconnaître un message piégé");
    let strange = seen(&carl, &door.code).await.is(200).json();
    assert_eq!(strange["is_expected"], false);
    let told = door.scans(&bea).await.is(200).json();
    assert_eq!((&told["is_walk_in"], &told["was_there"]), (&json!(false), &json!(false)));
    assert_eq!(door.scans(&bea).await.is(200).json()["was_there"], true);
    assert_eq!(door.line("Bea").await["seen_by"], "phone");
    // The code opens no kiosk, and the secret is no code.
    let read = door.tablet.post("/api/kiosk/read", json!({ "secret": door.code })).await;
    read.is_problem(410, "link_closed");
    seen(&bea, &door.secret).await.is_invalid(&[("/code", "too_long")]);
    seen(&bea, &door.secret[..8]).await.is_problem(410, "link_closed");
    seen(&bea, "").await.is_invalid(&[("/code", "required")]);
    // Sent twice it is one, and nobody else's.
    let body = json!({ "code": door.code, "id": new_id() });
    let first = carl.post("/api/me/presence", body.clone()).await.is(200).json();
    assert_eq!(first["is_walk_in"], true);
    assert_eq!(carl.post("/api/me/presence", body.clone()).await.is(200).json(), first);
    dora.post("/api/me/presence", body).await.is_problem(409, "conflict");
    door.scans(&dora).await.is_problem(409, "full");
    assert_eq!(refusal(door.scans(&door.ada).await), ["facilitates"]);
    // Opened again: the former code is closed too.
    let former = door.code.clone();
    door.open().await;
    assert_ne!(door.code, former);
    seen(&bea, &former).await.is_problem(410, "link_closed");
    // The code changes, and is taken for a while: a photograph of it is soon worth nothing.
    let shown = async || door.read().await["scan_code"].as_str().expect("a code").to_owned();
    wait(&app, Duration::minutes(6), &mut [&mut bea]);
    assert_ne!(shown().await, door.code);
    seen(&bea, &door.code).await.is(200);
    wait(&app, Duration::minutes(10), &mut [&mut bea]);
    seen(&bea, &door.code).await.is_problem(410, "link_closed");
    seen(&bea, &shown().await).await.is(200);
}

#[actix_web::test]
async fn nothing_once_it_is_over() {
    let app = TestApp::new().await;
    let (mut bea, mut carl) = (learner(&app, "Bea").await, learner(&app, "Carl").await);
    let mut door = Door::new(json!({}), &mut [&mut bea, &mut carl], app.clone()).await;
    let (tap_id, own) = (new_id(), door.line("Bea").await["id"].clone());
    wait(&app, Duration::minutes(40), &mut [&mut door.ada, &mut carl]);
    let tap = json!({ "id": tap_id, "enrolment_id": own });
    let tapped = door.tap(tap.clone()).await.is(200).json();
    door.marks("Carl", "excused").await;
    door.ada.post(&at(&door.id, "/close"), json!({})).await.is(200);
    let closed = async |reply: Reply| reply.is_problem(410, "link_closed");
    closed(door.tap(tap).await).await;
    closed(door.undo(&tapped, &tap_id).await).await;
    closed(door.scans(&carl).await).await;
    let read = json!({ "secret": door.secret });
    closed(door.tablet.post("/api/kiosk/read", read).await).await;
    let again = door.ada.post(&at(&door.id, "/kiosk"), json!({})).await;
    assert_eq!(refusal(again), ["held"]);
    assert_eq!(door.line("Bea").await["state"], "attended");
    assert_eq!(door.line("Bea").await["seen_by"], "kiosk", "closing keeps by whom it was said");
    let log = door.ada.read("/api/sessions").await;
    assert_eq!(log["items"][0]["participant_count"], 1);

    // Closed by hand, or out of time: the same answer.
    let app = TestApp::new().await;
    let mut bea = learner(&app, "Bea").await;
    door = Door::new(json!({}), &mut [&mut bea], app.clone()).await;
    door.ada.post(&at(&door.id, "/kiosk/close"), json!({})).await.is(204);
    let own = door.line("Bea").await["id"].clone();
    closed(door.tap(json!({ "enrolment_id": own })).await).await;
    closed(door.scans(&bea).await).await;
    door.open().await;
    wait(&app, Duration::hours(4) + Duration::minutes(10), &mut [&mut door.ada, &mut bea]);
    closed(door.tap(json!({ "enrolment_id": own })).await).await;
    closed(door.scans(&bea).await).await;
    assert_eq!(door.line("Bea").await["state"], "confirmed");

    // Opened by an account that is suspended since.
    let app = TestApp::new().await;
    let mut bea = learner(&app, "Bea").await;
    door = Door::new(json!({}), &mut [&mut bea], app.clone()).await;
    let own = door.line("Bea").await["id"].clone();
    let lead = door.ada.account_id.expect("an account");
    app.sql(|conn| {
        diesel::update(accounts::table.find(lead))
            .set(accounts::status.eq("suspended"))
            .execute(conn)
    });
    closed(door.tap(json!({ "enrolment_id": own })).await).await;
    closed(door.scans(&bea).await).await;
}

#[actix_web::test]
async fn who_types_is_slowed_down() {
    let app = TestApp::new().await;
    let mut bea = learner(&app, "Bea").await;
    let door = Door::new(json!({}), &mut [&mut bea], app.clone()).await;
    let mut guesses = 0;
    let refused = loop {
        let reply = door.tap(json!({ "staff_number": format!("A-{guesses}") })).await;
        if reply.status == 429 {
            break reply;
        }
        reply.is_invalid(&[("/staff_number", "unknown_value")]);
        guesses += 1;
        assert!(guesses < 200, "a limit");
    };
    assert!(guesses >= 20, "only {guesses}");
    refused.is_problem(429, "too_many_requests");
    // Another address is of no use; whoever taps a name is not in the way.
    let number = json!({ "secret": door.secret, "id": new_id(), "staff_number": "A-x" });
    app.nobody().post("/api/kiosk/taps", number).await.is_problem(429, "too_many_requests");
    let own = door.line("Bea").await["id"].clone();
    door.tap(json!({ "enrolment_id": own })).await.is(200);
    let strangers = app.nobody();
    let mut knocks = 0;
    loop {
        let reply = strangers.post("/api/kiosk/read", json!({ "secret": "inconnu" })).await;
        if reply.status == 429 {
            break;
        }
        reply.is_problem(410, "link_closed");
        knocks += 1;
        assert!(knocks < 500, "a limit per address");
    }
}

#[actix_web::test]
async fn the_whole_class_at_once() {
    let app = TestApp::new().await;
    let mut people = Vec::new();
    for nth in 0..12 {
        people.push(learner(&app, &format!("Personne{nth:02}")).await);
    }
    let door = Door::new(json!({ "capacity": 5 }), &mut [], app.clone()).await;
    let mut tasks = Vec::new();
    for person in &mut people {
        app.sign_in(person);
        let (person, code) = (person.clone(), door.code.clone());
        tasks.push(actix_web::rt::spawn(async move {
            let body = json!({ "code": code, "id": new_id() });
            person.post("/api/me/presence", body).await.status
        }));
    }
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.expect("an answer"));
    }
    let count = |status: u16| statuses.iter().filter(|own| **own == status).count();
    assert_eq!((count(200), count(409)), (5, 7), "{statuses:?}");
    let stored: i64 = app.sql(|conn| {
        enrolments::table.filter(enrolments::state.eq("walk_in")).count().get_result(conn)
    });
    assert_eq!(stored, 5);
    assert_eq!(door.ada.read(&at(&door.id, "")).await["seats_free"], 0);
}
