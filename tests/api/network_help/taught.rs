//! The badge of having taught others, through HTTP: the criterion, the sessions it stands on.

use coopair::platform::database::Id;
use serde_json::{Value, json};

use super::Planned;
use crate::levels::{FILES, MAIL};
use crate::support::{Person, TestApp, individual, with, workshop};

const PATH: &str = "/api/me/badges/facilitation";

fn about(competence: &str, level: i64) -> Value {
    json!([{ "competence_id": competence, "target_level": level }])
}

/// A workshop of two hours in somebody's log.
async fn leads(who: &Person, more: Value) -> String {
    who.create("/api/workshops", with(workshop(), more)).await
}

/// Somebody else leads two hours of a planned workshop, and `who` co-leads them.
async fn co_leads(app: &TestApp, lead: &Person, who: &Person) -> String {
    let session = leads(lead, json!({})).await;
    let planned = Planned { state: "held", session: Some(session.clone()), ..Planned::of(lead) };
    let workshop: Id = app.plans(&planned);
    app.facilitates(&workshop, lead, &lead.id().to_string(), "lead");
    app.facilitates(&workshop, lead, &who.id().to_string(), "co");
    session
}

/// Ada led three workshops and a session of two hours, and co-led a workshop of Bob: ten hours.
struct World {
    app: TestApp,
    ada: Person,
    bob: Person,
    workshops: Vec<String>,
    co_led: String,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
        let mut workshops = Vec::new();
        for (day, competence, level) in [(7, FILES, 2), (8, FILES, 3), (9, MAIL, 1)] {
            let date = format!("2026-09-{day:02}");
            let more = json!({ "date": date, "competences": about(competence, level) });
            workshops.push(leads(&ada, more).await);
        }
        let alone = with(individual(), json!({ "duration_min": 120, "date": "2026-09-10" }));
        ada.create("/api/individual-sessions", alone).await;
        let co_led = co_leads(&app, &bob, &ada).await;
        Self { app, ada, bob, workshops, co_led }
    }

    async fn asks(&self) -> Value {
        self.ada.post(PATH, json!({})).await.is(201).json()
    }

    async fn state_of(&self, badge: &Value) -> String {
        let path = format!("/api/badges/awards/{}/state", badge["id"].as_str().unwrap());
        self.app.nobody().read(&path).await["state"].as_str().unwrap().to_owned()
    }
}

#[actix_web::test]
async fn below_the_criterion_the_rule_is_named() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for _ in 0..4 {
        leads(&ada, json!({ "duration_min": 300 })).await;
    }
    let refused = |problem: Value, words: &str| {
        assert_eq!(problem["errors"][0]["code"], "below_criterion", "{problem}");
        let message = problem["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("5 séances") && message.contains("10 heures"), "{message}");
        assert!(message.contains(words), "{message}");
    };
    let problem = ada.post(PATH, json!({})).await.is_problem(409, "not_possible");
    refused(problem, "compte 4, et 20 h");
    let standing = ada.read(PATH).await;
    let told = ["sessions_min", "hours_min", "is_enough"].map(|name| standing[name].clone());
    assert_eq!(told, [json!(5), json!(10), json!(false)]);
    assert_eq!(standing["taught"]["workshops_led"], 4);
    // Many short ones are not enough either; nor does a stranger have any.
    let bob = app.facilitator("Bob").await;
    for _ in 0..6 {
        leads(&bob, json!({ "duration_min": 90 })).await;
    }
    refused(bob.post(PATH, json!({})).await.is_problem(409, "not_possible"), "compte 6, et 9 h");
    let lea = app.person("Léa", &[coopair::policy::Role::Learner]).await;
    refused(lea.post(PATH, json!({})).await.is_problem(409, "not_possible"), "compte 0, et 0 h");
    for (body, pointer) in
        [(json!({ "hours": 100 }), "/hours"), (json!({ "with_name": 1 }), "/with_name")]
    {
        let problem = ada.post(PATH, body).await.is_problem(422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "nothing is typed: {problem}");
    }
    assert_eq!(ada.read("/api/me/badges").await["items"], json!([]));
}

#[actix_web::test]
async fn what_was_counted_is_certified_and_checked_by_anybody() {
    let world = World::new().await;
    let badge = world.asks().await;
    assert_eq!((&badge["kind"], &badge["state"]), (&json!("facilitation"), &json!("valid")));
    assert_eq!((&badge["competence_id"], &badge["level"]), (&Value::Null, &Value::Null));
    let taught = &badge["facilitation"];
    let counted =
        ["sessions", "workshops_led", "workshops_co_led", "individual_led", "hours", "first_on"];
    let counted = counted.map(|name| taught[name].clone());
    assert_eq!(
        counted.to_vec(),
        [json!(5), json!(3), json!(1), json!(1), json!(10), json!("2026-09-07")]
    );
    let subjects: Vec<_> = taught["subjects"].as_array().unwrap().iter().collect();
    let told =
        |at: usize| (&subjects[at]["code"], &subjects[at]["sessions"], &subjects[at]["level"]);
    assert_eq!(told(0), (&json!("1.2"), &json!(2), &json!(3)));
    assert_eq!(told(1), (&json!("2.1"), &json!(1), &json!(1)));
    // The same again, and in the list.
    let again = world.ada.post(PATH, json!({})).await.is(200).json();
    assert_eq!(again, badge);
    assert_eq!(world.ada.read("/api/me/badges").await["items"], json!([badge]));
    let nobody = world.app.nobody();
    let token = badge["token"].as_str().unwrap();
    let told = nobody.post("/api/badges/check", json!({ "token": token })).await.is(200);
    assert!(!told.text().contains("Ada"), "no name unless asked for");
    let told = told.json();
    assert_eq!((&told["kind"], &told["facilitation"]), (&json!("facilitation"), taught));
    assert_eq!((&told["level"], &told["competence_code"]), (&Value::Null, &Value::Null));
    for at in (0..token.len()).step_by(331) {
        let mut altered = token.to_owned().into_bytes();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let body = json!({ "token": String::from_utf8(altered).unwrap() });
        let problem = world.app.nobody().post("/api/badges/check", body).await;
        assert_eq!(problem.is_problem(422, "invalid")["errors"][0]["pointer"], "/token", "{at}");
    }
    // With a name it is another badge; after one more session, another again, and both count.
    let named = world.ada.post(PATH, json!({ "with_name": true })).await.is(201).json();
    assert_eq!(named["shown_name"], "Ada Essai");
    leads(&world.ada, json!({})).await;
    let later = world.asks().await;
    assert_eq!(
        (&later["facilitation"]["sessions"], &later["facilitation"]["hours"]),
        (&json!(6), &json!(12))
    );
    assert_eq!(world.state_of(&badge).await, "valid");
    // A level badge keeps its own words.
    assert_eq!(world.bob.read(PATH).await["taught"]["sessions"], 1);
}

#[actix_web::test]
async fn it_is_taken_back_for_good() {
    let world = World::new().await;
    let badge = world.asks().await;
    let path = format!("/api/me/badges/{}/revoke", badge["id"].as_str().unwrap());
    world.bob.post(&path, Value::Null).await.is_problem(404, "not_found");
    world.ada.post(&path, Value::Null).await.is(204);
    world.ada.post(&path, Value::Null).await.is_problem(409, "conflict");
    assert_eq!(world.state_of(&badge).await, "revoked");
    let other = world.asks().await;
    assert_ne!(other["id"], badge["id"]);
}

#[actix_web::test]
async fn it_falls_with_a_session_it_counted() {
    let world = World::new().await;
    let nobody = world.app.nobody();
    let [level, named] = [json!({}), json!({ "with_name": true })];
    let first = world.ada.post(PATH, level).await.is(201).json();
    let second = world.ada.post(PATH, named).await.is(201).json();
    // A session that it did not count changes nothing, nor a longer one.
    let spare = leads(&world.bob, json!({})).await;
    withdraw(&world.bob, &spare).await;
    assert_eq!(world.state_of(&first).await, "valid");
    withdraw(&world.ada, &world.workshops[0]).await;
    for badge in [&first, &second] {
        assert_eq!(world.state_of(badge).await, "revoked");
    }
    let own = world.ada.read("/api/me/badges").await;
    assert_eq!(own["items"][0]["revocation"], "evidence");
    let list = nobody.read("/api/badges/revocations").await;
    assert_eq!(list["revokedCredentials"].as_array().unwrap().len(), 2);
    world.ada.post(PATH, json!({})).await.is_problem(409, "not_possible");
    // Brought back, the sessions count again; what fell stays fallen.
    let restore = format!("/api/sessions/{}/restore", world.workshops[0]);
    world.ada.post(&restore, Value::Null).await.is(200);
    assert_eq!(world.state_of(&first).await, "revoked");
    let third = world.asks().await;
    assert_eq!(third["facilitation"], first["facilitation"]);
    // It falls too when another withdraws what was co-led …
    withdraw(&world.bob, &world.co_led).await;
    assert_eq!(world.state_of(&third).await, "revoked");
}

#[actix_web::test]
async fn a_correction_that_says_less_makes_it_fall() {
    let world = World::new().await;
    let shorter = with(
        workshop(),
        json!({
            "date": "2026-09-09", "duration_min": 60, "competences": about(MAIL, 1),
        }),
    );
    let path = format!("/api/workshops/{}", world.workshops[2]);
    let badge = world.asks().await;
    // Longer, and about more: everything it says is still true.
    let longer = with(shorter.clone(), json!({ "duration_min": 180 }));
    world.ada.put_at(&path, 1, longer).await.is(200);
    assert_eq!(world.state_of(&badge).await, "valid");
    world.ada.put_at(&path, 2, shorter).await.is(200);
    assert_eq!(world.state_of(&badge).await, "revoked");
    leads(&world.ada, json!({})).await;
    let other = world.asks().await;
    let set = format!("/api/sessions/{}/competences", world.workshops[2]);
    world.ada.put_at(&set, 3, json!({ "competences": [] })).await.is(200);
    assert_eq!(world.state_of(&other).await, "revoked", "not about mail any more");
}

async fn withdraw(who: &Person, session: &str) {
    who.delete_at(&format!("/api/sessions/{session}"), 1).await.is(204);
}
