//! Share links through HTTP: who shares what, for how long, and what whoever opens one learns.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::{Case, Person, TestApp, new_id, place, refuses, with};

const LINKS: &str = "/api/share-links";
const YEAR: &str = "from=2026-01-01&to=2026-12-31";

fn link() -> Value {
    json!({
        "label": "Bilan pour la mairie",
        "scope": "own",
        "question": YEAR,
        "expires_on": "2026-12-31",
    })
}

fn scoped(scope: &str, id: Value) -> Value {
    with(link(), json!({ "scope": scope, "scope_id": id }))
}

/// Creates a link and gives its id and its token's path.
async fn share(who: &Person, body: Value) -> (String, String) {
    let created = who.creates(LINKS, body).await;
    let token = created["token"].as_str().expect("a token");
    assert_eq!(created["url"], format!("https://reseau.exemple.fr/partage#{token}"));
    let id = created["link"]["id"].as_str().expect("an id").to_owned();
    (id, format!("/api/shared/{token}"))
}

#[actix_web::test]
async fn a_link_tells_what_it_shares_and_counts_visits() {
    let app = TestApp::new().await;
    let (root, ada) = (app.admin("Root").await, app.facilitator("Ada").await);
    let programme = root.create("/api/programmes", json!({ "name": "CnFS" })).await;
    let question =
        format!("{YEAR}&themes=email,bureautique&departements=44&programmes={programme}");
    let body = with(link(), json!({ "question": question }));
    let (id, shared) = share(&ada, body).await;
    let told = app.nobody().get(&shared).await.is(200);
    assert_eq!(told.header("cache-control").as_deref(), Some("no-store"));
    assert!(!told.text().contains("Ada"), "who is counted stays unnamed");
    assert_eq!(
        told.json(),
        json!({
            "network": "Coopair",
            "label": "Bilan pour la mairie",
            "scope": { "kind": "own", "name": null },
            "from": "2026-01-01",
            "to": "2026-12-31",
            "filters": [
                { "name": "departements",
                  "values": [{ "code": "44", "label": "Loire-Atlantique" }] },
                { "name": "programmes", "values": [{ "code": programme, "label": "CnFS" }] },
                { "name": "themes", "values": [
                    { "code": "bureautique", "label": null },
                    { "code": "email", "label": null },
                ] },
            ],
            "expires_on": "2026-12-31",
            "k": 11,
        })
    );
    app.nobody().get(&shared).await.is(200);
    let own = ada.read(LINKS).await["items"][0].clone();
    assert_eq!((&own["id"], &own["open"]), (&json!(id), &json!(true)));
    assert_eq!((&own["visit_count"], &own["last_visit_on"]), (&json!(2), &json!("2026-11-12")));
    assert_eq!(own["author_name"], "Ada Essai");
    let list = ada.get(LINKS).await.is(200).text();
    let token = shared.rsplit('/').next().expect("a token");
    assert!(!list.contains(token), "a token is told once");
}

#[actix_web::test]
async fn a_link_closes_when_it_expires_or_is_withdrawn() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let nobody = app.nobody();
    for token in ["abc", "0", &"f".repeat(64), &"x".repeat(5000)] {
        nobody.get(&format!("/api/shared/{token}")).await.is_problem(410, "link_closed");
    }
    let (_, short) = share(&ada, with(link(), json!({ "expires_on": "2026-11-12" }))).await;
    let (id, long) = share(&ada, link()).await;
    nobody.get(&short).await.is(200);
    app.wait(Duration::days(1));
    nobody.get(&short).await.is_problem(410, "link_closed");
    nobody.get(&long).await.is(200);

    let mut ada = ada;
    app.sign_in(&mut ada);
    let revoke = format!("{LINKS}/{id}/revoke");
    let eve = app.facilitator("Eve").await;
    eve.post(&revoke, Value::Null).await.is_problem(404, "not_found");
    let withdrawn = ada.post(&revoke, Value::Null).await.is(200).json();
    assert_eq!((&withdrawn["open"], &withdrawn["visit_count"]), (&json!(false), &json!(1)));
    assert_eq!(ada.post(&revoke, Value::Null).await.is(200).json(), withdrawn, "again: the same");
    nobody.get(&long).await.is_problem(410, "link_closed");
    ada.post(&format!("{LINKS}/{}/revoke", new_id()), Value::Null)
        .await
        .is_problem(404, "not_found");
    let open = |list: Value| -> Vec<Value> {
        list["items"].as_array().unwrap().iter().map(|one| one["open"].clone()).collect()
    };
    assert_eq!(open(ada.read(LINKS).await), [false, false]);
    let root = app.admin("Root").await;
    let actions: Vec<Value> = root.read("/api/audit").await["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].clone())
        .collect();
    assert_eq!(actions, ["share_link.revoke", "share_link.create", "share_link.create"]);
}

#[actix_web::test]
async fn each_shares_what_they_read_exactly() {
    let app = TestApp::new().await;
    let (root, ada) = (app.admin("Root").await, app.facilitator("Ada").await);
    let (coline, omar) = (app.coordinator("Coline").await, app.coordinator("Omar").await);
    let team = json!(app.team(&coline, &ada, "2026-01-01", None).to_string());
    let organization = root.create("/api/organizations", json!({ "name": "Les Ateliers" })).await;
    let perimeter = json!({
        "name": "Vendée", "k": 25, "territories": [{ "kind": "departement", "code": "85" }],
    });
    let perimeter = root.create("/api/perimeters", perimeter).await;
    let none = Value::Null;
    // Who: own, team, organization, network, perimeter.
    for (who, expected) in [
        (&ada, [201, 403, 403, 403, 403]),
        (&coline, [403, 201, 403, 403, 403]),
        (&omar, [403, 422, 403, 403, 403]),
        (&root, [403, 201, 201, 201, 201]),
    ] {
        for (scope, id, status) in [
            ("own", &none, expected[0]),
            ("team", &team, expected[1]),
            ("organization", &json!(organization), expected[2]),
            ("network", &none, expected[3]),
            ("perimeter", &json!(perimeter), expected[4]),
        ] {
            let reply = who.post(LINKS, scoped(scope, id.clone())).await;
            assert_eq!(reply.status, status, "{} {scope}: {}", who.email, reply.text());
        }
    }
    let all = root.read(LINKS).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 6, "an administrator sees every link");
    assert_eq!(coline.read(LINKS).await["items"].as_array().unwrap().len(), 1);

    let (_, shared) = share(&root, scoped("perimeter", json!(perimeter))).await;
    let told = app.nobody().read(&shared).await;
    assert_eq!(told["scope"], json!({ "kind": "perimeter", "name": "Vendée" }));
    assert_eq!(told["k"], 25, "the perimeter's own protection");
    root.delete_at(&format!("/api/perimeters/{perimeter}"), 1).await.is(204);
    app.nobody().get(&shared).await.is_problem(410, "link_closed");
}

#[actix_web::test]
async fn a_link_lasts_no_longer_than_its_author_s_right() {
    let app = TestApp::new().await;
    let (root, ada) = (app.admin("Root").await, app.facilitator("Ada").await);
    let (coline, omar) = (app.coordinator("Coline").await, app.coordinator("Omar").await);
    let team = app.team(&coline, &ada, "2026-01-01", None).to_string();
    let (_, of_team) = share(&coline, scoped("team", json!(team))).await;
    let (_, own) = share(&ada, link()).await;
    let nobody = app.nobody();
    assert_eq!(nobody.read(&of_team).await["scope"]["name"], "Équipe d’essai");

    let handed = json!({ "name": "Équipe d’essai", "coordinator_account_id": omar.account_id });
    root.put_at(&format!("/api/teams/{team}"), 1, handed).await.is(200);
    nobody.get(&of_team).await.is_problem(410, "link_closed");
    let account = format!("/api/accounts/{}", ada.account_id.expect("an account"));
    let version = root.version(&account).await;
    root.post_at(&format!("{account}/suspend"), version, Value::Null).await.is(200);
    nobody.get(&own).await.is_problem(410, "link_closed");
    root.post_at(&format!("{account}/reactivate"), version + 1, Value::Null).await.is(200);
    nobody.get(&own).await.is(200);
}

#[actix_web::test]
async fn a_link_that_makes_no_sense_is_refused() {
    let app = TestApp::new().await;
    let (root, ada) = (app.admin("Root").await, app.facilitator("Ada").await);
    let eve = app.facilitator("Eve").await;
    let hers = eve.create("/api/tags", json!({ "name": "Canari", "scope": "personal" })).await;
    let known = root.create("/api/places", place("La Quincaillerie", "44109", "44000")).await;
    let asking = |more: &str| json!({ "question": format!("{YEAR}&{more}") });
    const QUESTION: &str = "/question";
    let cases: &[Case] = &[
        ("no label", json!({ "label": " " }), &[("/label", "required")]),
        ("an endless label", json!({ "label": "l".repeat(251) }), &[("/label", "too_long")]),
        ("no such scope", json!({ "scope": "world" }), &[("/scope", "unknown_value")]),
        (
            "an own scope of another",
            json!({ "scope_id": new_id() }),
            &[("/scope_id", "contradiction")],
        ),
        ("a team unnamed", json!({ "scope": "team" }), &[("/scope_id", "required")]),
        ("no period", json!({ "question": "" }), &[(QUESTION, "invalid_question")]),
        (
            "half a month",
            json!({ "question": "from=2026-01-01&to=2026-01-15" }),
            &[(QUESTION, "invalid_question")],
        ),
        ("a scope within", asking("scope=network"), &[(QUESTION, "invalid_question")]),
        (
            "a person",
            asking(&format!("facilitators={}", ada.id())),
            &[(QUESTION, "invalid_question")],
        ),
        ("no such theme", asking("themes=peche"), &[(QUESTION, "invalid_question")]),
        ("no such place", asking(&format!("places={}", new_id())), &[(QUESTION, "unknown_value")]),
        ("another's tag", asking(&format!("tags={hers}")), &[(QUESTION, "unknown_value")]),
        (
            "endless",
            asking(&format!("themes={}", "email,".repeat(2_000))),
            &[(QUESTION, "too_long")],
        ),
        (
            "yesterday",
            json!({ "expires_on": "2026-11-11" }),
            &[("/expires_on", "date_out_of_range")],
        ),
        (
            "three years",
            json!({ "expires_on": "2029-11-12" }),
            &[("/expires_on", "date_out_of_range")],
        ),
        ("no last day", json!({ "expires_on": null }), &[("/expires_on", "required")]),
        ("more", json!({ "password": "x" }), &[("/password", "unknown_field")]),
    ];
    refuses(&ada, LINKS, link(), cases).await;
    assert_eq!(ada.read(LINKS).await, json!({ "items": [] }));
    ada.post(LINKS, with(link(), asking(&format!("places={known}")))).await.is(201);
}

/// Whatever the statistics may be asked, a link may freeze: but whose sessions are counted, and
/// people.
#[actix_web::test]
async fn every_filter_of_the_statistics_can_be_frozen() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let document = app.nobody().read("/api/openapi.json").await;
    let parameters = document["paths"]["/api/statistics"]["get"]["parameters"].clone();
    for parameter in parameters.as_array().expect("parameters") {
        let name = parameter["name"].as_str().expect("a name");
        if ["scope", "from", "to", "compare", "facilitators", "teams"].contains(&name) {
            continue;
        }
        let body = with(link(), json!({ "question": format!("{YEAR}&{name}=?") }));
        let problem = ada.post(LINKS, body).await.is_problem(422, "invalid");
        let message = problem["errors"][0]["message"].as_str().expect("a message").to_owned();
        assert!(message.contains("valeur inconnue"), "{name} is known: {message}");
    }
}
