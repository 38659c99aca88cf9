//! Accounts through HTTP: one's own, and everybody's for those who administer.

use chrono::Duration;
use coopair::policy::Role;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, invitation, new_id, place, with};

fn path_of(person: &Person) -> String {
    format!("/api/accounts/{}", person.account_id.expect("an account"))
}

fn names(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item["first_name"].as_str().expect("a name").to_owned()).collect()
}

#[actix_web::test]
async fn people_change_their_own_names() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let me = ada.get("/api/me").await.is(200);
    assert_eq!(me.header("etag").as_deref(), Some("\"1\""));
    assert_eq!(me.json()["facilitator"]["kind"], "mediator");
    let profile = json!({
        "first_name": " Adèle ", "last_name": "Essai", "phone": "06 39 98 00 01", "language": "en",
    });
    let changed = ada.put_at("/api/me", 1, profile.clone()).await.is(200).json();
    assert_eq!((&changed["first_name"], &changed["version"]), (&json!("Adèle"), &json!(2)));
    assert_eq!((&changed["phone"], &changed["language"]), (&json!("+33639980001"), &json!("en")));
    for hat in ["roles", "status", "email"] {
        let pointer = format!("/{hat}");
        let cheat = with(profile.clone(), json!({ hat: "admin" }));
        let reply = ada.put_at("/api/me", 2, cheat).await;
        reply.is_invalid(&[(pointer.as_str(), "unknown_field")]);
    }
}

#[actix_web::test]
async fn an_administrator_invites() {
    let app = TestApp::new().await;
    let abel = app.admin("Abel").await;
    let employer = json!({ "name": "Les Ateliers du Quai" });
    let employer = abel.create("/api/organizations", employer).await;
    let spot = abel.create("/api/places", place("La Quincaillerie", "44109", "44000")).await;
    let more =
        json!({ "facilitator_kind": "peer", "organization_id": employer, "place_ids": [spot] });
    let input = with(invitation("Nour@Exemple.fr", &["facilitator", "learner"]), more);
    let view = abel.creates("/api/accounts", input).await;
    assert_eq!(view["email"], "nour@exemple.fr");
    assert_eq!(view["roles"], json!(["facilitator", "learner"]));
    assert_eq!(view["facilitator"]["kind"], "peer");
    assert_eq!(view["facilitator"]["organization"]["id"], employer.as_str());
    assert_eq!(app.mails_to("nour@exemple.fr").len(), 1);
    for taken in ["nour@exemple.fr", " NOUR@exemple.fr"] {
        let reply = abel.post("/api/accounts", invitation(taken, &["learner"])).await;
        reply.is_problem(409, "email_taken");
    }
    let path = format!("/api/accounts/{}", view["id"].as_str().expect("an id"));
    abel.post(&format!("{path}/invitation"), Value::Null).await.is(202);
    assert_eq!(app.mails_to("nour@exemple.fr").len(), 2);
    let token = json!({ "token": app.mailed_token("nour@exemple.fr") });
    let answer = app.nobody().post("/api/sign-in/link/redeem", token).await.is(200).json();
    assert_eq!(answer["workspace"]["places"][0]["id"], spot.as_str());
    abel.post(&format!("{path}/invitation"), Value::Null).await.is_problem(409, "conflict");
}

#[actix_web::test]
async fn hats_are_changed_by_others_only() {
    let app = TestApp::new().await;
    let (abel, ada) = (app.admin("Abel").await, app.facilitator("Ada").await);
    let path = path_of(&ada);
    let input = json!({ "first_name": "Ada", "last_name": "Essai", "roles": ["coordinator"] });
    abel.put(&path, input.clone()).await.is_problem(428, "version_required");
    abel.put_at(&path, 2, input.clone()).await.is_problem(412, "stale_version");
    ada.get("/api/home").await.is(200);
    let view = abel.put_at(&path, 1, input.clone()).await.is(200).json();
    assert_eq!((&view["roles"], &view["facilitator"]), (&json!(["coordinator"]), &Value::Null));
    ada.get("/api/home").await.is_problem(403, "forbidden");
    ada.get("/api/teams").await.is(200);
    let back = with(input, json!({ "roles": ["facilitator"] }));
    let view = abel.put_at(&path, 2, back).await.is(200).json();
    assert_eq!(view["facilitator"]["id"], ada.id().as_str(), "the same hat as before");

    let mine = path_of(&abel);
    let names = json!({ "first_name": "Abel", "last_name": "Autre", "roles": ["admin"] });
    abel.put_at(&mine, 1, names.clone()).await.is(200);
    let more = with(names, json!({ "roles": ["admin", "facilitator"] }));
    abel.put_at(&mine, 2, more).await.is_problem(403, "forbidden");
    let missing = format!("/api/accounts/{}", new_id());
    let input = json!({ "first_name": "A", "last_name": "B", "roles": ["learner"] });
    abel.put_at(&missing, 1, input).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn a_new_employer_follows_the_one_before() {
    let app = TestApp::new().await;
    let (mut abel, mut ada) = (app.admin("Abel").await, app.facilitator("Ada").await);
    let path = path_of(&ada);
    for (version, name) in [(1, "Les Ateliers du Quai"), (2, "La Ville")] {
        app.wait(Duration::days(1));
        app.sign_in(&mut abel);
        app.sign_in(&mut ada);
        let employer = abel.create("/api/organizations", json!({ "name": name })).await;
        let input = json!({
            "first_name": "Ada", "last_name": "Essai", "roles": ["facilitator"],
            "organization_id": employer,
        });
        abel.put_at(&path, version, input).await.is(200);
        let me = ada.get("/api/me").await.is(200).json();
        assert_eq!(me["facilitator"]["organization"]["name"], name);
        let today = json!({ "date": app.ctx.clock.today() });
        let logged = ada.creates("/api/individual-sessions", with(individual(), today)).await;
        assert_eq!(logged["organization_id"], employer.as_str());
    }
}

#[actix_web::test]
async fn accounts_are_suspended_and_brought_back() {
    let app = TestApp::new().await;
    let (abel, ada) = (app.admin("Abel").await, app.facilitator("Ada").await);
    let (suspend, reactivate) =
        (format!("{}/suspend", path_of(&ada)), format!("{}/reactivate", path_of(&ada)));
    abel.post(&suspend, Value::Null).await.is_problem(428, "version_required");
    abel.post_at(&suspend, 7, Value::Null).await.is_problem(412, "stale_version");
    let view = abel.post_at(&suspend, 1, Value::Null).await.is(200).json();
    assert_eq!((&view["status"], &view["version"]), (&json!("suspended"), &json!(2)));
    ada.get("/api/me").await.is_problem(401, "invalid_token");
    let view = abel.post_at(&reactivate, 2, Value::Null).await.is(200).json();
    assert_eq!(view["status"], "invited", "somebody who never signed in");
    let own = format!("{}/suspend", path_of(&abel));
    abel.post_at(&own, 1, Value::Null).await.is_problem(403, "forbidden");
    abel.get("/api/me").await.is(200);
}

#[actix_web::test]
async fn a_coordinator_sees_the_team_and_invites_helpers() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let zoe = app.facilitator("Zoé").await;
    app.team(&ines, &ada, "2026-01-01", None);
    app.team(&ines, &zoe, "2026-01-01", Some("2026-11-12"));
    let page = ines.get("/api/accounts?with_total=true").await.is(200).json();
    assert_eq!((names(&page), &page["total"]), (vec!["Ada".to_owned()], &json!(1)));
    let found = ines.post("/api/accounts/search", json!({ "text": "essai" })).await.is(200).json();
    assert_eq!(names(&found), ["Ada"]);
    ines.get(&path_of(&ada)).await.is(200);
    let chosen = |page: Value| page["items"].as_array().map_or(0, Vec::len);
    assert_eq!(chosen(ines.get("/api/facilitators").await.is(200).json()), 1);
    assert_eq!(chosen(ines.get("/api/facilitators?q=AD%20essai").await.is(200).json()), 1);
    for nobody_of_the_team in ["eve", "zoe", "personne"] {
        let path = format!("/api/facilitators?q={nobody_of_the_team}");
        assert_eq!(chosen(ines.get(&path).await.is(200).json()), 0, "{path}");
    }
    for stranger in [&eve, &zoe] {
        ines.get(&path_of(stranger)).await.is_problem(404, "not_found");
    }
    for roles in [&["admin"][..], &["coordinator"], &["funder"], &["facilitator", "admin"]] {
        let reply = ines.post("/api/accounts", invitation("nour@exemple.fr", roles)).await;
        reply.is_problem(403, "forbidden");
    }
    ines.creates("/api/accounts", invitation("nour@exemple.fr", &["facilitator"])).await;
    ines.creates("/api/accounts", invitation("noa@exemple.fr", &["learner"])).await;
}

#[actix_web::test]
async fn lists_by_name_hat_and_status() {
    let app = TestApp::new().await;
    let abel = app.admin("Abel").await;
    for name in ["Zoé", "Émile", "Eve"] {
        app.facilitator(name).await;
    }
    app.person("Mona", &[Role::Facilitator, Role::Coordinator]).await;
    abel.creates("/api/accounts", invitation("nour@exemple.fr", &["learner"])).await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = abel.get(&format!("/api/accounts?limit=2&with_total=true{cursor}")).await;
        let page = page.is(200).json();
        assert_eq!(page["total"], 6);
        seen.extend(names(&page));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ["Abel", "Émile", "Eve", "Mona", "Nour", "Zoé"]);
    for (query, expected) in [
        ("role=coordinator", &["Mona"][..]),
        ("role=facilitator&status=active", &["Émile", "Eve", "Mona", "Zoé"]),
        ("status=invited", &["Nour"]),
        ("role=funder", &[]),
    ] {
        let page = abel.get(&format!("/api/accounts?{query}")).await.is(200).json();
        assert_eq!(names(&page), expected, "{query}");
    }
    for (text, expected) in [
        ("emile", &["Émile"][..]),
        ("ÉMILE essai", &["Émile"]),
        ("nour@exemple", &["Nour"]),
        ("zo exemple", &["Zoé"]),
        ("%", &["Abel", "Émile", "Eve", "Mona", "Nour", "Zoé"]),
        ("personne", &[]),
    ] {
        let search = json!({ "text": text });
        let page = abel.post("/api/accounts/search", search).await.is(200).json();
        assert_eq!(names(&page), expected, "{text}");
    }
}
