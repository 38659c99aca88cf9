//! Whose record it is: what its author, a stranger, the coordinators of a present, another and a
//! past team, and an administrator get. The tables below are the rule, written out.

use serde_json::{Value, json};

use crate::support::{Person, Reply, TestApp, individual, learner, new_id, place, with, workshop};

/// What belongs to Ada alone: nobody else may ever read it.
const SECRETS: [&str; 4] = ["Canarine", "Discrète", "note-canari", "démarche-canari"];

struct Network {
    app: TestApp,
    ada: Person,
    admin: Person,
    /// Stranger, present coordinator, coordinator of others, past coordinator, administrator.
    others: [Person; 5],
    session: String,
    workshop: String,
    early: String,
    learner: String,
    place: String,
    organization: String,
    team: String,
}

impl Network {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (ada, eve) = (app.facilitator("Ada").await, app.facilitator("Eve").await);
        let admin = app.admin("Abel").await;
        let present = app.coordinator("Inès").await;
        let (other, past) = (app.coordinator("Otto").await, app.coordinator("Pia").await);
        let team = app.team(&present, &ada, "2026-06-01", None).to_string();
        app.team(&other, &eve, "2026-01-01", None);
        app.team(&past, &ada, "2026-01-01", Some("2026-11-11"));

        let notes = json!({ "notes": "note-canari" });
        let followed = with(learner("Canarine", "Discrète"), notes.clone());
        let learner = ada.create("/api/learners", followed).await;
        let told = json!({
            "notes": "note-canari",
            "learner_id": learner,
            "themes": ["aide_aux_demarches_administratives"],
            "procedure_detail": "démarche-canari",
        });
        let told = with(individual(), told);
        let early = with(told.clone(), json!({ "date": "2026-01-05" }));
        let group = with(workshop(), json!({ "notes": "note-canari", "learner_ids": [learner] }));
        let organization = json!({ "name": "Les Ateliers du Quai" });
        let network = Self {
            session: ada.create("/api/individual-sessions", told).await,
            workshop: ada.create("/api/workshops", group).await,
            early: ada.create("/api/individual-sessions", early).await,
            place: admin.create("/api/places", place("La Quincaillerie", "44109", "44000")).await,
            organization: admin.create("/api/organizations", organization).await,
            others: [eve, present, other, past, admin.clone()],
            app,
            ada,
            admin,
            learner,
            team,
        };
        network.app.settles(&network.ada, &network.organization, &network.place);
        network
    }

    /// Asks as each of the others; nothing of Ada's own may be in any answer.
    async fn ask(
        &self,
        what: &str,
        expected: [u16; 5],
        method: &str,
        path: &str,
        body: Option<Value>,
        version_at: Option<(&Person, &str)>,
    ) {
        for (person, status) in self.others.iter().zip(expected) {
            let version = match version_at {
                Some((reader, path)) => reader.version(path).await,
                None => 1,
            };
            let seen = format!("\"{version}\"");
            let seen = [("if-match", seen.as_str())];
            let reply = person.with_headers(method, path, &seen, body.clone()).await;
            keeps_secrets(what, person, &reply);
            assert_eq!(reply.status, status, "{what}, {}: {}", person.email, reply.text());
        }
    }

    async fn read(&self, what: &str, path: &str, expected: [u16; 5]) {
        self.ask(what, expected, "GET", path, None, None).await;
    }
}

fn keeps_secrets(what: &str, person: &Person, reply: &Reply) {
    let text = reply.text();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{what}, {}: {text}", person.email);
    }
}

#[actix_web::test]
async fn sessions_are_read_without_names_by_the_coordinator_and_written_by_their_author() {
    let net = Network::new().await;
    let session = format!("/api/sessions/{}", net.session);
    let own = net.ada.get(&session).await.is(200).text();
    assert!(SECRETS.iter().all(|secret| own.contains(secret)), "{own}");
    // stranger, present, other, past, administrator
    net.read("read", &session, [404, 200, 404, 404, 200]).await;
    let workshop = format!("/api/sessions/{}", net.workshop);
    net.read("read a workshop", &workshop, [404, 200, 404, 404, 200]).await;
    let early = format!("/api/sessions/{}", net.early);
    net.read("read from before joining", &early, [404, 404, 404, 404, 200]).await;
    let version = Some((&net.ada, session.as_str()));
    let none = [404, 403, 403, 403, 403];
    let put = format!("/api/individual-sessions/{}", net.session);
    net.ask("change", none, "PUT", &put, Some(individual()), version).await;
    net.ask("create over", none, "PUT", &put, Some(individual()), None).await;
    net.ask("delete", none, "DELETE", &session, None, version).await;
    let restore = format!("{session}/restore");
    net.ask("restore", none, "POST", &restore, None, None).await;
    net.ada.delete_at(&session, 1).await.is(204);
    net.ask("restore what was deleted", none, "POST", &restore, None, None).await;
    net.read("read what was deleted", &session, [404; 5]).await;
    net.ada.get(&session).await.is_problem(404, "not_found");
    net.ada.post(&restore, Value::Null).await.is(200);
    net.read("read what came back", &session, [404, 200, 404, 404, 200]).await;
}

#[actix_web::test]
async fn learners_are_their_facilitator_s_alone() {
    let net = Network::new().await;
    let path = format!("/api/learners/{}", net.learner);
    let none = [404, 403, 403, 403, 403];
    net.ada.get(&path).await.is(200);
    net.read("read", &path, none).await;
    let version = Some((&net.ada, path.as_str()));
    let body = Some(learner("Canarine", "Discrète"));
    net.ask("change", none, "PUT", &path, body, version).await;
    net.ask("anonymise", none, "POST", &format!("{path}/anonymise"), None, version).await;
    let source = Some(json!({ "source_id": new_id() }));
    net.ask("merge", none, "POST", &format!("{path}/merge"), source, version).await;
    let theirs = net.others[0].create("/api/learners", learner("Ève", "Autre")).await;
    let theirs = format!("/api/learners/{theirs}/merge");
    let hers = json!({ "source_id": net.learner });
    let reply = net.others[0].post_at(&theirs, 1, hers).await;
    reply.is_invalid(&[("/source_id", "unknown_value")]);
    net.ada.post_at(&format!("{path}/anonymise"), 1, Value::Null).await.is(204);
    net.read("read an anonymised one", &path, none).await;
    net.ada.get(&path).await.is_problem(404, "not_found");
}

#[actix_web::test]
async fn places_accounts_organizations_and_teams() {
    let net = Network::new().await;
    let place_path = format!("/api/places/{}", net.place);
    net.read("read a place", &place_path, [200; 5]).await;
    let version = Some((&net.admin, place_path.as_str()));
    let renamed = place("La Quincaillerie numérique", "44109", "44000");
    let team_s = [403, 200, 403, 403, 200];
    net.ask("change a place", team_s, "PUT", &place_path, Some(renamed.clone()), version).await;
    let seen = net.admin.version(&place_path).await;
    net.ada.put_at(&place_path, seen, renamed).await.is(200);

    let path = format!("/api/organizations/{}", net.organization);
    net.read("read an organization", &path, [200; 5]).await;
    let version = Some((&net.admin, path.as_str()));
    let renamed = json!({ "name": "Les Ateliers" });
    net.ask("change an organization", team_s, "PUT", &path, Some(renamed.clone()), version).await;
    net.ada.put_at(&path, 1, renamed).await.is_problem(403, "forbidden");

    let path = format!("/api/accounts/{}", net.ada.account_id.expect("an account"));
    net.read("read an account", &path, [403, 200, 404, 404, 200]).await;
    let again = format!("{path}/invitation");
    net.ask("invite again", [403, 409, 404, 404, 409], "POST", &again, None, None).await;
    let admins = [403, 403, 403, 403, 200];
    net.ask("suspend", admins, "POST", &format!("{path}/suspend"), None, None).await;

    let path = format!("/api/teams/{}", net.team);
    net.read("read a team", &path, [403, 200, 404, 404, 200]).await;
}

#[actix_web::test]
async fn figures_are_counted_for_those_who_may() {
    let net = Network::new().await;
    let counted = async |person: &Person, scope: &str| {
        let reply = person.get(&format!("/api/statistics?scope={scope}")).await;
        keeps_secrets("figures", person, &reply);
        match reply.status {
            200 => reply.json()["totals"]["sessions"].as_i64().ok_or(0),
            status => Err(status),
        }
    };
    assert_eq!(counted(&net.ada, "own").await, Ok(3));
    assert_eq!(counted(&net.ada, "team").await, Err(403));
    assert_eq!(counted(&net.ada, "network").await, Err(403));
    // Present: since June. Past: from January until the day of leaving, which was yesterday.
    for (scope, expected) in [
        ("own", [Ok(0), Err(403), Err(403), Err(403), Err(403)]),
        ("team", [Err(403), Ok(2), Ok(0), Ok(1), Err(403)]),
        ("network", [Err(403), Err(403), Err(403), Err(403), Ok(3)]),
    ] {
        for (person, expected) in net.others.iter().zip(expected) {
            assert_eq!(counted(person, scope).await, expected, "{scope}, {}", person.email);
        }
    }
}

#[actix_web::test]
async fn lists_and_searches_hold_nothing_of_somebody_else() {
    let net = Network::new().await;
    let every_get = coopair::policy::TABLE
        .iter()
        .filter(|entry| entry.method == "GET" && !entry.path.contains('{'));
    for entry in every_get {
        for person in &net.others {
            keeps_secrets(entry.path, person, &person.get(entry.path).await);
        }
    }
    for kind in ["sessions", "learners", "accounts"] {
        for text in ["canarine", "discrete", "canari", ""] {
            for person in &net.others {
                let path = format!("/api/{kind}/search");
                let reply = person.post(&path, json!({ "text": text })).await;
                keeps_secrets(&path, person, &reply);
            }
        }
    }
    let stranger = &net.others[0];
    for list in ["sessions", "learners"] {
        let page = stranger.get(&format!("/api/{list}?with_total=true")).await.is(200).json();
        assert_eq!(page["total"], 0, "{list}");
    }
    let of_hers = format!("/api/sessions?with_total=true&learner_id={}", net.learner);
    assert_eq!(stranger.get(&of_hers).await.is(200).json()["total"], 0);
}
