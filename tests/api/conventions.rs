//! What holds for every kind of record: creations that may be sent twice, edits that may race,
//! headers, pages of problems.

use std::future::Future;

use actix_web::rt;
use serde_json::{Value, json};

use crate::support::{
    Person, Reply, TestApp, animation, event, individual, learner, new_id, partnership, place,
    with, workshop,
};

/// Every kind of record that a client may create under an id of its own: collection, body, and
/// another body.
async fn kinds(app: &TestApp) -> Vec<(&'static str, Value, Value)> {
    let coordinators = [app.coordinator("Inès").await, app.coordinator("Otto").await];
    let team = |at: usize| {
        let account_id = coordinators[at].account_id.expect("an account");
        json!({ "name": "Équipe du littoral", "coordinator_account_id": account_id })
    };
    let named = |name: &str| json!({ "name": name });
    let tag = |name: &str| json!({ "name": name, "scope": "personal" });
    let perimeter = |code: &str| json!({ "name": "Essai", "territories": [{ "kind": "departement", "code": code }] });
    vec![
        ("individual-sessions", individual(), with(individual(), json!({ "duration_min": 60 }))),
        ("workshops", workshop(), with(workshop(), json!({ "title": "Autre" }))),
        ("learners", learner("Lucette", "Bernardin"), learner("Lucette", "Bernard")),
        ("tags", tag("Bus numérique"), tag("Bus")),
        (
            "places",
            place("La Quincaillerie", "44109", "44000"),
            place("La Quincaille", "44109", "44000"),
        ),
        ("organizations", named("Les Ateliers du Quai"), named("Les Ateliers")),
        ("programmes", named("Conseiller numérique"), named("Autre")),
        ("perimeters", perimeter("44"), perimeter("85")),
        ("teams", team(0), team(1)),
        ("coordination/animations", animation(), with(animation(), json!({ "mediators": 9 }))),
        ("coordination/events", event(), with(event(), json!({ "participants": 9 }))),
        (
            "coordination/partnerships",
            partnership(),
            with(partnership(), json!({ "name": "Autre" })),
        ),
    ]
}

async fn everybody(app: &TestApp) -> Person {
    use coopair::policy::Role;
    app.person("Alix", &[Role::Admin, Role::Coordinator, Role::Facilitator]).await
}

/// Does it eight times at once and gives the statuses, sorted.
async fn at_once<F: Future<Output = Reply> + 'static>(deed: impl Fn() -> F) -> Vec<u16> {
    let tasks: Vec<_> = (0..8).map(|_| rt::spawn(deed())).collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.expect("an answer").status);
    }
    statuses.sort_unstable();
    statuses
}

#[actix_web::test]
async fn the_same_creation_again_is_the_same_record() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    for (kind, body, other) in kinds(&app).await {
        let id = new_id();
        let path = format!("/api/{kind}/{id}");
        let created = alix.put(&path, body.clone()).await.about(kind).is(201);
        assert_eq!(created.header("etag").as_deref(), Some("\"1\""));
        let again = alix.put(&path, body.clone()).await.about(kind).is(200);
        assert_eq!(again.header("etag").as_deref(), Some("\"1\""));
        assert_eq!(again.json(), created.json());
        alix.put(&path, other.clone()).await.about(kind).is_problem(409, "conflict");
        let changed = alix.put_at(&path, 1, other.clone()).await.about(kind).is(200);
        assert_eq!(changed.header("etag").as_deref(), Some("\"2\""));
        let resent = alix.put(&path, body.clone()).await.about(kind).is(200);
        assert_eq!(resent.json(), changed.json(), "the creation arrived; the change stays");
        alix.put(&path, other.clone()).await.about(kind).is_problem(409, "conflict");
        let nothing = format!("/api/{kind}/{}", new_id());
        alix.put_at(&nothing, 1, other).await.about(kind).is_problem(404, "not_found");
        let upper = format!("/api/{kind}/{}", id.to_uppercase());
        alix.put(&upper, body).await.about(kind).is(200);
    }
}

#[actix_web::test]
async fn eight_sendings_of_one_creation_make_one_record() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    for (kind, body, _) in kinds(&app).await {
        let path = format!("/api/{kind}/{}", new_id());
        let statuses = at_once(|| {
            let (alix, path, body) = (alix.clone(), path.clone(), body.clone());
            async move { alix.put(&path, body).await }
        })
        .await;
        assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201], "{kind}");
    }
    let followed = alix.create("/api/learners", learner("Marcel", "Fontanier")).await;
    let body = with(workshop(), json!({ "learner_ids": [followed] }));
    let path = format!("/api/workshops/{}", new_id());
    at_once(|| {
        let (alix, path, body) = (alix.clone(), path.clone(), body.clone());
        async move { alix.put(&path, body).await }
    })
    .await;
    let sheet = alix.get(&format!("/api/learners/{followed}")).await.is(200).json();
    assert_eq!(sheet["session_count"], 1);
    let total = alix.get("/api/sessions?with_total=true").await.is(200).json()["total"].clone();
    assert_eq!(total, 3);
}

#[actix_web::test]
async fn of_eight_edits_of_one_version_one_wins() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    let won = [200, 412, 412, 412, 412, 412, 412, 412];
    for (kind, body, other) in kinds(&app).await {
        let path = format!("/api/{kind}/{}", new_id());
        alix.put(&path, body.clone()).await.about(kind).is(201);
        for (version, body) in [(1, &other), (2, &body), (3, &other)] {
            let statuses = at_once(|| {
                let (alix, path, body) = (alix.clone(), path.clone(), body.clone());
                async move { alix.put_at(&path, version, body).await }
            })
            .await;
            assert_eq!(statuses, won, "{kind}, version {version}");
        }
    }
    let profile = json!({ "first_name": "Alix", "last_name": "Autre", "language": "fr" });
    for version in 1..4 {
        let statuses = at_once(|| {
            let (alix, profile) = (alix.clone(), profile.clone());
            async move { alix.put_at("/api/me", version, profile).await }
        })
        .await;
        assert_eq!(statuses, won, "one’s own account, version {version}");
    }
}

#[actix_web::test]
async fn of_eight_deletions_one_wins() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    for _ in 0..3 {
        let id = alix.create("/api/individual-sessions", individual()).await;
        let path = format!("/api/sessions/{id}");
        let statuses = at_once(|| {
            let (alix, path) = (alix.clone(), path.clone());
            async move { alix.delete_at(&path, 1).await }
        })
        .await;
        assert_eq!(statuses, [204, 404, 404, 404, 404, 404, 404, 404]);
    }
}

#[actix_web::test]
async fn sessions_of_one_learner_sent_at_once_are_all_counted() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    let followed = alix.create("/api/learners", learner("Marcel", "Fontanier")).await;
    let body = with(individual(), json!({ "learner_id": followed }));
    let statuses = at_once(|| {
        let (alix, body) = (alix.clone(), body.clone());
        async move { alix.post("/api/individual-sessions", body).await }
    })
    .await;
    assert_eq!(statuses, [201; 8]);
    let sheet = alix.get(&format!("/api/learners/{followed}")).await.is(200).json();
    assert_eq!(sheet["session_count"], 8);
    let totals = alix.get("/api/statistics").await.is(200).json()["totals"].clone();
    assert_eq!((&totals["followed"], &totals["new_followed"]), (&json!(1), &json!(1)));
}

#[actix_web::test]
async fn every_answer_is_fenced_in() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for path in [
        "/api/me",
        "/api/openapi.json",
        "/api/docs",
        "/api/learners/import-template",
        "/api/nothing",
        "/api/sessions/abc",
        "/api/home?x",
        "/healthz",
        "/problems/invalid",
        "/problems/nothing",
        "/",
        "/seances",
        "/nothing.js",
    ] {
        let reply = ada.get(path).await;
        assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        let policy = reply.header("content-security-policy").expect("a policy");
        for rule in ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(reply.header("referrer-policy").as_deref(), Some("no-referrer"), "{path}");
    }
}

#[actix_web::test]
async fn each_problem_has_a_page_in_both_languages() {
    use coopair::platform::http::Code;
    let app = TestApp::new().await;
    let mut nobody = app.nobody();
    for code in Code::ALL {
        nobody.language = "fr";
        let path = format!("/problems/{}", code.code());
        let french = nobody.get(&path).await.is(200);
        assert!(french.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
        nobody.language = "en";
        let english = nobody.get(&path).await.is(200).text();
        assert!(french.text().contains("lang=\"fr\"") && english.contains("lang=\"en\""));
        assert!(english.contains(&code.status().to_string()));
    }
    nobody.get("/problems/nothing").await.is_problem(404, "not_found");
    let told = nobody.get("/api/me").await.is_problem(401, "unauthenticated");
    let kind = told["type"].as_str().expect("a type");
    nobody.get(kind).await.is(200);
}

#[actix_web::test]
async fn health_and_the_paths_of_the_web_application() {
    let app = TestApp::new().await;
    let nobody = app.nobody();
    assert_eq!(nobody.get("/healthz").await.is(200).text(), "ok\n");
    for path in ["/", "/seances", "/connexion/lien"] {
        let reply = nobody.get(path).await;
        let text = reply.text();
        match reply.status {
            200 => assert!(text.contains("<!doctype html>"), "the shell: {text}"),
            404 => assert!(text.contains("npm run build"), "what to do: {text}"),
            status => panic!("{path}: {status}"),
        }
    }
    assert_eq!(nobody.get("/assets/nothing.js").await.status, 404);
    nobody.get("/api").await.is_problem(404, "not_found");
    nobody.get("/api/").await.is_problem(404, "not_found");
    nobody.get("/apis").await;
}
