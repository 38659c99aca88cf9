//! What must not happen when things go wrong: the real binary is killed, misled and restored.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use coopair::platform::database::Conn;
use coopair::platform::database::schema::{headcounts, learners, participations, sessions};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::support::{Client, Installation, Server, individual, new_id, with};

const ROUNDS: u64 = 50;

/// What one device has sent: acknowledged, or sent without an answer.
#[derive(Default)]
struct Device {
    learner: Option<String>,
    acknowledged: Vec<String>,
    unsure: Vec<String>,
}

impl Device {
    fn body(&self) -> Value {
        let day = json!({ "date": "2026-01-15", "learner_id": self.learner });
        with(individual(), day)
    }

    /// Sends sessions, those without an answer first, until the server is gone.
    fn stream(&mut self, mut client: Client) {
        loop {
            let id = self.unsure.pop().unwrap_or_else(new_id);
            let path = format!("/api/individual-sessions/{id}");
            match client.call("PUT", &path, Some(&self.body())) {
                Ok(answer) => {
                    assert!(matches!(answer.status, 200 | 201), "{answer:?}");
                    self.acknowledged.push(id);
                }
                Err(_) => return self.unsure.push(id),
            }
        }
    }
}

/// Every session a facilitator lists, page by page.
fn listed(client: &mut Client) -> Vec<String> {
    let mut ids = Vec::new();
    let mut path = "/api/sessions?limit=500".to_owned();
    loop {
        let page = client.call("GET", &path, None).expect("an answer").is(200).json();
        let items = page["items"].as_array().cloned().unwrap_or_default();
        ids.extend(items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)));
        let Some(cursor) = page["next_cursor"].as_str() else { return ids };
        path = format!("/api/sessions?limit=500&cursor={cursor}");
    }
}

#[test]
fn kill_9_loses_no_acknowledged_session_and_doubles_none() {
    let installation = Installation::new();
    let server = installation.serve();
    let mut ada = installation.facilitator(&server, "ada");
    let mut post = |path: &str, body: Value| {
        let answer = ada.call("POST", path, Some(&body)).expect("an answer").is(201);
        answer.json()["id"].as_str().expect("an id").to_owned()
    };
    let learner = post("/api/learners", json!({ "first_name": "L", "last_name": "B" }));
    let first = with(individual(), json!({ "date": "2026-01-01", "learner_id": learner }));
    let first = post("/api/individual-sessions", first);
    server.kill();

    // Two devices log for the learner, two for anonymous people.
    let mut devices: Vec<Device> = (0..4)
        .map(|at| Device { learner: (at < 2).then(|| learner.clone()), ..Device::default() })
        .collect();
    for round in 0..ROUNDS {
        let server = installation.serve();
        std::thread::scope(|scope| {
            for device in &mut devices {
                let client = ada.again(&server.address);
                scope.spawn(move || device.stream(client));
            }
            // Spread over the round, and never the same twice.
            std::thread::sleep(Duration::from_millis(3 + (round * 89) % 211));
            server.kill();
        });
    }

    let server = installation.serve();
    let mut client = ada.again(&server.address);
    let mut of_learner = 1;
    let mut expected = BTreeSet::from([first]);
    for device in &mut devices {
        // What was left without an answer is sent once more: known or not, it becomes one session.
        for id in &device.unsure {
            let path = format!("/api/individual-sessions/{id}");
            let answer = client.call("PUT", &path, Some(&device.body())).expect("an answer");
            assert!(matches!(answer.status, 200 | 201), "{answer:?}");
        }
        let sent: Vec<_> = device.acknowledged.iter().chain(&device.unsure).cloned().collect();
        of_learner += if device.learner.is_some() { sent.len() } else { 0 };
        expected.extend(sent);
    }
    assert!(expected.len() as u64 > 2 * ROUNDS, "only {} sessions were logged", expected.len());
    let listed = listed(&mut client);
    assert_eq!(listed.len(), expected.len(), "sessions doubled or lost");
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), expected);
    let sheet = client.call("GET", &format!("/api/learners/{learner}"), None).expect("an answer");
    assert_eq!(sheet.json()["session_count"], of_learner);
    installation.run(&["check"]).succeeds();
}

#[test]
fn a_newer_schema_is_refused() {
    let installation = Installation::new();
    installation.run(&["migrate"]).succeeds();
    let sql = "INSERT INTO __diesel_schema_migrations (version, run_on) \
               VALUES ('99990101000000', '2026-11-12 09:00:00')";
    installation.connect().batch_execute(sql).expect("a migration of the future");
    for command in ["serve", "migrate", "check"] {
        installation
            .run(&[command])
            .refuses("this database was made by a newer Coopair (migration 99990101000000");
    }
}

#[test]
fn a_bad_signing_key_is_refused() {
    let installation = Installation::new();
    let key = installation.path("signing.key");
    let serve = ["serve", "--signing-key-file", "signing.key"];
    std::fs::write(&key, [7; 31]).expect("a key is written");
    installation.run(&serve).refuses("is too short: it needs at least 32 bytes");
    std::fs::remove_file(&key).expect("the key goes");
    std::fs::create_dir(&key).expect("a folder in its place");
    installation.run(&serve).refuses("cannot read the signing key signing.key");
}

#[test]
fn a_database_away_is_said() {
    let installation = Installation::at("postgres://nobody@127.0.0.1:1/nothing");
    installation.run(&["serve"]).refuses("PostgreSQL does not answer");
}

fn counts(conn: &mut Conn) -> [i64; 3] {
    let sessions = sessions::table.count().get_result(conn);
    let learners = learners::table.count().get_result(conn);
    let participations = participations::table.count().get_result(conn);
    [sessions, learners, participations].map(|count| count.expect("a count"))
}

/// A server with a learner and some sessions.
fn small_network(installation: &Installation) -> (Server, Device, Client) {
    let server = installation.serve();
    let mut ada = installation.facilitator(&server, "ada");
    let body = json!({ "first_name": "Lucette", "last_name": "Bernardin" });
    let learner = ada.call("POST", "/api/learners", Some(&body)).expect("an answer").is(201);
    let learner = learner.json()["id"].as_str().map(str::to_owned);
    let device = Device { learner, ..Device::default() };
    for _ in 0..3 {
        let path = format!("/api/individual-sessions/{}", new_id());
        ada.call("PUT", &path, Some(&device.body())).expect("an answer").is(201);
    }
    (server, device, ada)
}

#[test]
fn a_backup_while_serving_restores_elsewhere() {
    let installation = Installation::new();
    let (server, mut device, ada) = small_network(&installation);
    let file = installation.path("copy.backup").display().to_string();
    let before = counts(&mut installation.connect());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (mut client, device, done) = (ada.again(&server.address), &mut device, &done);
        scope.spawn(move || {
            while !done.load(Ordering::SeqCst) {
                let path = format!("/api/individual-sessions/{}", new_id());
                client.call("PUT", &path, Some(&device.body())).expect("an answer").is(201);
                device.acknowledged.push(path);
            }
        });
        installation.run(&["backup", &file]).succeeds();
        done.store(true, Ordering::SeqCst);
    });
    let after = counts(&mut installation.connect());
    installation.run(&["backup", &file]).refuses("exists already");

    let elsewhere = Installation::new();
    elsewhere.run(&["restore", &file]).succeeds();
    elsewhere.run(&["check"]).succeeds();
    let restored = counts(&mut elsewhere.connect());
    for at in 0..3 {
        assert!((before[at]..=after[at]).contains(&restored[at]), "{before:?} {restored:?}");
    }
    assert_eq!(restored[0], restored[2], "each session has its participation");

    // What holds a network already is replaced only when that is said.
    let quiet = installation.path("quiet.backup").display().to_string();
    installation.run(&["backup", &quiet]).succeeds();
    elsewhere.run(&["restore", &quiet]).refuses("add --force");
    elsewhere.run(&["restore", "--force", &quiet]).succeeds();
    assert_eq!(counts(&mut elsewhere.connect()), after);
    elsewhere.run(&["restore", "nothing.backup"]).refuses("does not exist");
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let installation = Installation::new();
    let (server, ..) = small_network(&installation);
    server.kill();
    let before = counts(&mut installation.connect());
    for content in [&b""[..], b"not a backup at all, whatever its name says"] {
        std::fs::write(installation.path("false.backup"), content).expect("a file");
        installation.run(&["restore", "--force", "false.backup"]).refuses("");
        assert_eq!(counts(&mut installation.connect()), before, "nothing was replaced");
    }
}

#[test]
fn check_names_and_repairs_what_was_derived_wrongly() {
    let installation = Installation::new();
    let (server, device, _) = small_network(&installation);
    server.kill();
    let learner = device.learner.unwrap_or_default();
    installation.run(&["check"]).succeeds();

    let mut conn = installation.connect();
    diesel::update(learners::table)
        .set((
            learners::session_count.eq(7),
            learners::last_session_on.eq(None::<chrono::NaiveDate>),
        ))
        .execute(&mut conn)
        .expect("a wrong count");
    diesel::update(participations::table)
        .set(participations::first_time.eq(false))
        .execute(&mut conn)
        .expect("a wrong mark");
    let session: String = sessions::table.select(sessions::id).first(&mut conn).expect("a session");
    diesel::update(sessions::table.find(&session))
        .set(sessions::participant_count.eq(9))
        .execute(&mut conn)
        .expect("a wrong number");
    let told = installation.run(&["check"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.stdout.contains(&format!("session {session}: participant_count is 9, counted 1")));
    assert!(told.stdout.contains(&format!("learner {learner}: 7 sessions stored, 3 counted")));
    assert!(told.stdout.contains("the first participation is not the one marked"));
    let told = installation.run(&["check", "--repair"]).succeeds();
    assert!(told.stdout.contains("2 difference(s), 2 corrected."), "{told:?}");
    let told = installation.run(&["check"]).succeeds();
    assert!(told.stdout.contains("Every derived figure equals its recount."));

    // More anonymous people by gender than there were: nobody can tell which number is right.
    diesel::insert_into(headcounts::table)
        .values((
            headcounts::session_id.eq(&session),
            headcounts::dimension.eq("gender"),
            headcounts::value.eq("feminin"),
            headcounts::people.eq(2),
        ))
        .execute(&mut conn)
        .expect("a wrong counter");
    let told = installation.run(&["check", "--repair"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.stdout.contains("1 difference(s), 0 corrected."), "{told:?}");
}
