//! The read replica: two real PostgreSQL servers, one replaying the other, and what may happen to
//! them under a living process. These tests run when the suite runs on PostgreSQL.

use std::time::{Duration, Instant};

use coopair::platform::database::schema::sessions;
use coopair::platform::database::{Absence, Db, Standing};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::support::{Cluster, Person, Reply, TestApp, individual, on_postgres, wait_until, with};

const AS_OF: &str = "coopair-as-of";

/// The people of an export of learners.
fn exported(reply: &Reply) -> usize {
    crate::support::sheet(&reply.body, "Bénéficiaires").height() - 1
}

async fn learners(person: &Person) -> Reply {
    person.get("/api/learners/export").await.is(200)
}

async fn health(app: &TestApp) -> String {
    app.nobody().get("/healthz").await.is(200).text()
}

/// The same person speaking to another process.
fn at(person: &Person, app: &TestApp) -> Person {
    let mut elsewhere = person.clone();
    elsewhere.app = app.clone();
    elsewhere
}

async fn follow(person: &Person, name: &str) -> Reply {
    let body = json!({ "first_name": name, "last_name": "Essai" });
    person.post("/api/learners", body).await.is(201)
}

/// Waits until the process sees its replica like this.
fn stands(app: &TestApp, what: &str, is_so: impl Fn(Standing) -> bool) {
    let replica = app.ctx.db.replica().expect("a replica");
    wait_until(what, || is_so(replica.standing()));
}

fn is_level(standing: Standing) -> bool {
    matches!(standing, Standing::Following { behind_s: 0, .. })
}

/// Waits until the replica has replayed all that the primary has written.
fn catches_up(primary: &Cluster, replica: &Cluster) {
    let position = |cluster: &Cluster, of: &str| -> String {
        let sql = diesel::dsl::sql::<diesel::sql_types::Text>(of);
        diesel::select(sql).get_result(&mut cluster.connect()).expect("a position")
    };
    let written = position(primary, "CAST(pg_current_wal_lsn() AS text)");
    let has_it = format!("CAST(pg_last_wal_replay_lsn() >= '{written}' AS text)");
    wait_until("the replica replays", || position(replica, &has_it) == "true");
}

#[actix_web::test]
async fn exports_come_from_the_replica_and_own_writes_are_in_them() {
    if !on_postgres() {
        return;
    }
    let primary = Cluster::primary();
    let replica = primary.replica();
    let app = TestApp::with_replica(&primary, &replica).await;
    let ada = app.facilitator("Ada").await;
    follow(&ada, "Lucette").await;
    assert_eq!(exported(&learners(&ada).await), 1, "own writes, however fast the replica is");
    catches_up(&primary, &replica);
    stands(&app, "level", is_level);
    assert_eq!(health(&app).await, "ok\nreplica: 0 s behind\n");

    replica.execute("SELECT pg_wal_replay_pause()");
    let elsewhere = app.another_process_with(&replica).await;
    let saved = follow(&at(&ada, &elsewhere), "Marcel").await;
    let since = Instant::now();
    assert_eq!(exported(&learners(&ada).await), 1, "the replica, which does not know Marcel yet");
    assert_eq!(exported(&learners(&at(&ada, &elsewhere)).await), 2, "the process that saved him");
    let cookie = saved.header("set-cookie").expect("where the primary's log was");
    let (cookie, rules) = cookie.split_once(';').expect("a cookie with its rules");
    assert!(rules.contains("HttpOnly") && rules.contains("SameSite=Strict"), "{rules}");
    let with_cookie = [("cookie", cookie)];
    let reply = ada.with_headers("GET", "/api/learners/export", &with_cookie, None).await.is(200);
    assert_eq!(exported(&reply), 2, "the same browser, another process");
    let garbage = [("cookie", "coopair_written=yesterday")];
    let reply = ada.with_headers("GET", "/api/learners/export", &garbage, None).await.is(200);
    assert_eq!(exported(&reply), 1);
    let figures = ada.read("/api/statistics").await;
    assert_eq!(figures["totals"]["sessions"], 0);
    let session = individual();
    at(&ada, &elsewhere).create("/api/individual-sessions", session).await;
    let figures = ada.read("/api/statistics").await;
    assert_eq!(figures["totals"]["sessions"], 1, "the index reads the primary");
    let long = "/api/sessions/export/csv";
    let reply = ada.get(long).await.is(200);
    assert_eq!(reply.header("coopair-rows").as_deref(), Some("0"), "row by row, the replica's");
    assert_eq!(reply.header(AS_OF), None, "not yet worth telling");
    let reply = at(&ada, &elsewhere).get(long).await.is(200);
    assert_eq!(reply.header("coopair-rows").as_deref(), Some("1"));

    stands(&app, "the lag is told", |standing| {
        matches!(standing, Standing::Following { behind_s: 11.., .. })
    });
    assert!(since.elapsed() > Duration::from_secs(10));
    let told = health(&app).await;
    assert!(told.starts_with("ok\nwarning: the replica is 1"), "{told}");
    let reply = learners(&ada).await;
    assert_eq!(exported(&reply), 1);
    let as_of = reply.header(AS_OF).expect("as of when");
    let as_of = chrono::DateTime::parse_from_rfc3339(&as_of).expect("a moment");
    let ago = chrono::Utc::now().signed_duration_since(as_of).num_seconds();
    assert!((10..20).contains(&ago), "{ago} s ago");
    assert!(ada.get(long).await.is(200).header(AS_OF).is_some());
    let reply = learners(&at(&ada, &elsewhere)).await;
    assert_eq!((exported(&reply), reply.header(AS_OF)), (2, None), "the primary is as of now");

    replica.execute("SELECT pg_wal_replay_resume()");
    stands(&app, "level again", is_level);
    let reply = learners(&ada).await;
    assert_eq!((exported(&reply), reply.header(AS_OF)), (2, None));
    assert_eq!(health(&app).await, "ok\nreplica: 0 s behind\n");
}

#[actix_web::test]
async fn without_the_replica_the_primary_answers_until_it_is_back() {
    if !on_postgres() {
        return;
    }
    let primary = Cluster::primary();
    let replica = primary.replica();
    let app = TestApp::with_replica(&primary, &replica).await;
    let ada = app.facilitator("Ada").await;
    follow(&ada, "Lucette").await;
    catches_up(&primary, &replica);
    stands(&app, "level", is_level);
    assert_eq!(exported(&learners(&ada).await), 1);
    replica.stop("immediate");
    // At once, before anybody has noticed; and whatever connection the pool gives.
    for _ in 0..3 {
        assert_eq!(exported(&learners(&ada).await), 1);
    }
    stands(&app, "away", |standing| standing == Standing::Away(Absence::NoAnswer));
    let told = health(&app).await;
    assert!(told.starts_with("ok\nwarning: the replica is away"), "{told}");
    follow(&ada, "Marcel").await;
    assert_eq!(exported(&learners(&ada).await), 2);
    // A process started meanwhile serves too.
    let later = app.another_process_with(&replica).await;
    assert_eq!(exported(&learners(&at(&ada, &later)).await), 2);

    replica.start();
    for process in [&app, &later] {
        stands(process, "back", is_level);
        assert_eq!(health(process).await, "ok\nreplica: 0 s behind\n");
    }
    // It is used again: what it does not know yet is not there.
    replica.execute("SELECT pg_wal_replay_pause()");
    follow(&at(&ada, &later), "Suzanne").await;
    assert_eq!(exported(&learners(&ada).await), 2);
    replica.execute("SELECT pg_wal_replay_resume()");

    // A replica that was promoted goes its own way: it is not believed.
    replica.promote();
    stands(&app, "promoted", |standing| standing == Standing::Away(Absence::NoReplica));
    assert_eq!(exported(&learners(&ada).await), 3);
    // Nor is one of another network.
    let stranger = Cluster::primary();
    let other = stranger.replica();
    let astray = app.another_process_with(&other).await;
    stands(&astray, "astray", |standing| standing == Standing::Away(Absence::Elsewhere));
    assert_eq!(exported(&learners(&at(&ada, &astray)).await), 3);
}

/// The figures of a living process. The first reading may meet a connection that broke with the
/// server; the next ones do not.
async fn figures(person: &Person) -> Value {
    let question = "/api/statistics?from=2024-01-01&to=2026-11-12";
    let reply = person.get(question).await;
    if reply.status == 200 {
        return reply.json();
    }
    reply.is_problem(503, "unavailable");
    person.read(question).await
}

/// What the living process says is what the rows say, and what a process just started says.
async fn figures_are_true(ada: &Person, primary: &Cluster, expected: i64) {
    let rows: i64 = sessions::table.count().get_result(&mut primary.connect()).expect("a count");
    let told = figures(ada).await;
    assert_eq!((rows, &told["totals"]["sessions"]), (expected, &json!(expected)));
    let anew = ada.app.another_process().await;
    assert_eq!(told, figures(&at(ada, &anew)).await);
}

/// Records a session; the first reading of who asks may meet a connection that broke too.
async fn record(person: &Person, date: &str) {
    let body = with(individual(), json!({ "date": date }));
    let reply = person.post("/api/individual-sessions", body.clone()).await;
    if reply.status != 201 {
        reply.is_problem(503, "unavailable");
        person.post("/api/individual-sessions", body).await.is(201);
    }
}

#[actix_web::test]
async fn figures_are_true_after_a_failover_and_after_a_restore() {
    if !on_postgres() {
        return;
    }
    let primary = Cluster::primary();
    let mut replica = primary.replica();
    let app = TestApp::with_replica(&primary, &replica).await;
    let ada = app.facilitator("Ada").await;
    record(&ada, "2026-01-05").await;
    record(&ada, "2026-02-05").await;
    catches_up(&primary, &replica);
    figures_are_true(&ada, &primary, 2).await;
    // The replica never gets these, but the process has counted them.
    replica.stop("fast");
    for month in 3..=6 {
        record(&ada, &format!("2026-0{month}-05")).await;
    }
    figures_are_true(&ada, &primary, 6).await;

    primary.stop("immediate");
    replica.take_the_place_of(&primary);
    replica.start();
    assert_eq!(figures(&ada).await["totals"]["sessions"], 2, "not promoted yet, but read");
    replica.promote();
    figures_are_true(&ada, &replica, 2).await;
    // As many transactions as were lost, and one more: their numbers are used again.
    for month in 7..=9 {
        record(&ada, &format!("2026-0{month}-05")).await;
    }
    figures_are_true(&ada, &replica, 5).await;

    // Back to an earlier state, with the same numbers used for something else.
    replica.stop("fast");
    replica.keep();
    replica.start();
    record(&ada, "2026-10-05").await;
    record(&ada, "2026-10-06").await;
    figures_are_true(&ada, &replica, 7).await;
    replica.stop("fast");
    replica.put_back();
    replica.start();
    record(&ada, "2025-03-03").await;
    record(&ada, "2025-03-04").await;
    figures_are_true(&ada, &replica, 7).await;
    let spring = ada.read("/api/statistics?from=2025-03-01&to=2025-03-31").await;
    assert_eq!(spring["totals"]["sessions"], 2);
}

#[test]
fn a_replica_without_postgresql_is_refused() {
    let folder = std::env::temp_dir().join(format!("coopair-test-replica-{}", std::process::id()));
    let file = folder.join("network.sqlite").display().to_string();
    let db = Db::open(&file, 1).expect("a SQLite file");
    let refusal = db.with_replica("postgres://somebody@127.0.0.1:1/x", 1).err();
    let refusal = refusal.expect("refused").to_string();
    assert!(refusal.contains("DATABASE_READ_URL") && refusal.contains("SQLite"), "{refusal}");
    let _ = std::fs::remove_dir_all(folder);
}
