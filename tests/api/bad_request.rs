//! Requests that are refused before or beside their fields: paths, query strings, media types,
//! versions, methods.

use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, learner, new_id, with, workshop};

const JSON: &str = "application/json";

/// Every list that is paged by a query string.
const LISTS: [&str; 8] = [
    "/api/sessions",
    "/api/coordination/activities",
    "/api/learners",
    "/api/places",
    "/api/organizations",
    "/api/accounts",
    "/api/audit",
    "/api/mails",
];

async fn everybody(app: &TestApp) -> Person {
    use coopair::policy::Role;
    app.person("Alix", &[Role::Admin, Role::Coordinator, Role::Facilitator]).await
}

#[actix_web::test]
async fn bodies_that_are_no_json_object() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let path = "/api/individual-sessions";
    for broken in ["", "{", "date=2026-11-12", "{\"date\": }", "{} {}", "\u{feff}{}"] {
        ada.raw("POST", path, JSON, broken.into()).await.is_problem(400, "invalid_json");
    }
    ada.raw("POST", path, JSON, vec![0xff, 0xfe, 0x7b]).await.is_problem(400, "invalid_json");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    ada.raw("POST", path, JSON, deep.into()).await.is_problem(400, "invalid_json");
    for other in ["[]", "3", "\"text\"", "null"] {
        ada.raw("POST", path, JSON, other.into()).await.is_invalid(&[("", "wrong_type")]);
    }
}

#[actix_web::test]
async fn bodies_of_another_kind_or_size() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let body = individual().to_string().into_bytes();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "text/json", ""] {
        let reply = ada.raw("POST", "/api/individual-sessions", kind, body.clone()).await;
        reply.is_problem(415, "unsupported_media_type");
    }
    let with_charset = "application/json; charset=utf-8";
    ada.raw("POST", "/api/individual-sessions", with_charset, body).await.is(201);
    let notes = json!({ "notes": "a".repeat(2 * 1024 * 1024) });
    let huge = with(individual(), notes);
    for path in ["/api/individual-sessions", "/api/workshops", "/api/learners", "/api/places"] {
        ada.post(path, huge.clone()).await.is_problem(413, "too_large");
    }
    app.nobody().post("/api/sign-in", huge).await.is_problem(413, "too_large");
}

#[actix_web::test]
async fn ids_that_are_none_and_records_of_others() {
    let app = TestApp::new().await;
    let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
    let session = eve.create("/api/individual-sessions", individual()).await;
    let followed = eve.create("/api/learners", learner("Lucette", "Bernardin")).await;
    let (nothing, nobody) = (new_id(), new_id());
    for id in ["abc", "1", "0190b3c2-0000-7000-8000-00000000000g", "%00", &nothing, &session] {
        let at = |kind: &str| format!("/api/{kind}/{id}");
        ada.get(&at("sessions")).await.is_problem(404, "not_found");
        ada.delete_at(&at("sessions"), 1).await.is_problem(404, "not_found");
        let restored = ada.post(&format!("{}/restore", at("sessions")), Value::Null).await;
        restored.is_problem(404, "not_found");
        let reply = ada.put_at(&at("individual-sessions"), 1, individual()).await;
        reply.is_problem(404, "not_found");
        ada.put_at(&at("workshops"), 1, workshop()).await.is_problem(404, "not_found");
    }
    for id in ["abc", &nobody, &followed] {
        let path = format!("/api/learners/{id}");
        let again = learner("Lucette", "Bernardin");
        ada.get(&path).await.is_problem(404, "not_found");
        ada.put_at(&path, 1, again).await.is_problem(404, "not_found");
        let anonymised = ada.post_at(&format!("{path}/anonymise"), 1, Value::Null).await;
        anonymised.is_problem(404, "not_found");
        let source = json!({ "source_id": new_id() });
        let merged = ada.post_at(&format!("{path}/merge"), 1, source).await;
        merged.is_problem(404, "not_found");
    }
    // A creation under the id of somebody else's record tells nothing about that record.
    let taken = ada.put(&format!("/api/individual-sessions/{session}"), individual()).await;
    taken.is_problem(404, "not_found");
    let taken = ada.put(&format!("/api/learners/{followed}"), learner("A", "B")).await;
    taken.is_problem(404, "not_found");
}

#[actix_web::test]
async fn limits_and_cursors() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    for name in ["Un", "Deux"] {
        alix.creates("/api/learners", learner(name, "Essai")).await;
        alix.creates("/api/individual-sessions", individual()).await;
    }
    let page = alix.get("/api/sessions?limit=1").await.is(200).json();
    let of_sessions = page["next_cursor"].as_str().expect("a next page").to_owned();
    let page = alix.get("/api/learners?limit=1&sort=name").await.is(200).json();
    let by_name = page["next_cursor"].as_str().expect("a next page").to_owned();
    let (endless, half) = ("7b".repeat(5_000), &of_sessions[..of_sessions.len() - 2]);
    for list in LISTS {
        for limit in ["0", "501", "-1", "1.5", "abc", "", "99999999999999999999"] {
            let path = format!("{list}?limit={limit}");
            alix.get(&path).await.about(&path).is_problem(400, "invalid_parameter");
        }
        alix.get(&format!("{list}?limit=500")).await.is(200);
        for cursor in ["", "zz", "%00", "5b5d", half, &endless, &of_sessions] {
            let path = format!("{list}?cursor={cursor}");
            let reply = alix.get(&path).await.about(&path);
            if list == "/api/sessions" && *cursor == of_sessions {
                reply.is(200);
            } else {
                reply.is_problem(400, "invalid_cursor");
            }
        }
    }
    let other_order = format!("/api/learners?sort=recent&cursor={by_name}");
    alix.get(&other_order).await.is_problem(400, "invalid_cursor");
    let forged = |list: &str, key: &str| {
        let mark = json!([list, [key, "x"]]).to_string();
        mark.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let forged = forged("sessions", "2026-02-30");
    let reply = alix.get(&format!("/api/sessions?cursor={forged}")).await;
    reply.is_problem(400, "invalid_cursor");
}

#[actix_web::test]
async fn periods() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let backwards = "from=2026-02-01&to=2026-01-31";
    for path in ["/api/sessions", "/api/sessions/export/csv", "/api/statistics"] {
        let reply = ada.get(&format!("{path}?{backwards}")).await;
        reply.is_problem(400, "invalid_period");
        for day in ["2026-02-30", "hier", "2026-1-1", ""] {
            let reply = ada.get(&format!("{path}?from={day}")).await;
            reply.is_problem(400, "invalid_parameter");
        }
    }
    let reply = ada.get("/api/statistics?from=2016-01-01&to=2026-01-01").await;
    reply.is_problem(400, "invalid_period");
    ada.get("/api/statistics?from=2016-01-02&to=2026-01-01").await.is(200);
    let search = json!({ "text": "", "from": "2026-02-01", "to": "2026-01-31" });
    ada.post("/api/sessions/search", search).await.is_problem(400, "invalid_period");
}

#[actix_web::test]
async fn query_parameters_are_never_ignored() {
    let app = TestApp::new().await;
    let alix = everybody(&app).await;
    for path in LISTS.iter().chain(&[
        "/api/statistics",
        "/api/communes",
        "/api/sessions/export/csv",
        "/api/home",
        "/api/me",
        "/api/tags",
        "/api/teams",
        "/api/facilitators",
        "/api/programmes",
        "/api/departements",
        "/api/learners/export",
    ]) {
        let problem = alix.get(&format!("{path}?couleur=rouge")).await.about(path);
        let problem = problem.is_problem(400, "invalid_parameter");
        assert!(problem["errors"][0]["message"].to_string().contains("couleur"), "{problem}");
    }
    for query in [
        "/api/sessions?kind=salon",
        "/api/sessions?place_id=abc",
        "/api/sessions?theme=cuisine",
        "/api/sessions?with_total=oui",
        "/api/sessions?kind=workshop&kind=individual",
        "/api/learners?sort=age",
        "/api/accounts?role=chef",
        "/api/places?departement=999",
        "/api/places?departement=%00",
        "/api/statistics?scope=monde",
        "/api/statistics?themes=email,cuisine",
        "/api/statistics?places=abc",
        "/api/statistics?departements=999",
        "/api/statistics?communes=99999",
    ] {
        alix.get(query).await.about(query).is_problem(400, "invalid_parameter");
    }
    for odd in ["/api/places?q=%00", "/api/organizations?q=%00%25", "/api/places?q=%ff"] {
        alix.get(odd).await.is(200);
    }
}

#[actix_web::test]
async fn versions() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let id = ada.create("/api/individual-sessions", individual()).await;
    let longer = with(individual(), json!({ "duration_min": 60 }));
    let path = format!("/api/individual-sessions/{id}");
    ada.put_at(&path, 1, longer.clone()).await.is(200);
    let problem = ada.put_at(&path, 1, individual()).await.is_problem(412, "stale_version");
    assert_eq!(problem["current_version"], 2);
    for seen in ["", "2", "W/\"2\"", "*", "\"deux\"", "\"99999999999\""] {
        let headers = [("if-match", seen)];
        let reply = ada.with_headers("PUT", &path, &headers, Some(longer.clone())).await;
        reply.is_problem(412, "stale_version");
    }
    ada.put(&path, longer).await.is_problem(409, "conflict");
    let session = format!("/api/sessions/{id}");
    ada.call("DELETE", &session).await.is_problem(428, "version_required");
    ada.delete_at(&session, 1).await.is_problem(412, "stale_version");
    let me = ada.get("/api/me").await.is(200).json();
    let profile = json!({ "first_name": "Ada", "last_name": "Essai", "language": "fr" });
    ada.put("/api/me", profile.clone()).await.is_problem(428, "version_required");
    let version = me["version"].as_i64().expect("a version");
    ada.put_at("/api/me", version + 1, profile).await.is_problem(412, "stale_version");
}

#[actix_web::test]
async fn methods() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    for (method, path, allow) in [
        ("PATCH", "/api/learners", "GET, POST"),
        ("DELETE", "/api/home", "GET"),
        ("GET", "/api/sign-in", "POST"),
        ("PUT", "/api/sessions/search", "POST"),
        ("POST", "/api/sessions/0190b3c2-0000-7000-8000-000000000000", "GET, DELETE"),
        ("POST", "/", "GET, HEAD"),
    ] {
        let reply = ada.call(method, path).await;
        assert_eq!(reply.header("allow").as_deref(), Some(allow), "{method} {path}");
        reply.is_problem(405, "method_not_allowed");
    }
}
