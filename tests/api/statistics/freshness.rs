//! Every process answers with every committed write, whoever made it, in whatever order they end.

use coopair::facts;
use coopair::platform::database::{Conn, Id, connect};
use coopair::platform::http::Expected;
use coopair::sessions::{IndividualSessionInput, record_individual};
use diesel::connection::SimpleConnection;
use serde_json::json;

use crate::support::{Person, TestApp, individual, with};

async fn sessions(person: &Person) -> i64 {
    person.read("/api/statistics").await["totals"]["sessions"].as_i64().expect("a number")
}

#[actix_web::test]
async fn a_session_saved_by_one_process_is_counted_by_the_other() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let mut elsewhere = ada.clone();
    elsewhere.app = app.another_process().await;
    assert_eq!((sessions(&ada).await, sessions(&elsewhere).await), (0, 0));
    let session = ada.create("/api/individual-sessions", individual()).await;
    assert_eq!((sessions(&ada).await, sessions(&elsewhere).await), (1, 1));
    elsewhere.create("/api/individual-sessions", individual()).await;
    assert_eq!((sessions(&ada).await, sessions(&elsewhere).await), (2, 2));
    let path = format!("/api/individual-sessions/{session}");
    let moved = with(individual(), json!({ "date": "2024-01-31" }));
    ada.put_at(&path, 1, moved).await.is(200);
    assert_eq!(sessions(&elsewhere).await, 1, "moved out of the period");
    let question = "/api/statistics?from=2024-01-01&to=2024-01-31";
    assert_eq!(elsewhere.read(question).await["totals"]["sessions"], 1);
    ada.delete_at(&format!("/api/sessions/{session}"), 2).await.is(204);
    assert_eq!(elsewhere.read(question).await["totals"]["sessions"], 0);
}

/// Records a session on a connection of its own, inside the transaction begun there.
fn record(conn: &mut Conn, app: &TestApp, by: Id) {
    let clock = &app.ctx.clock;
    let input: IndividualSessionInput =
        serde_json::from_value(individual()).expect("a valid session");
    record_individual(conn, clock, by, clock.new_id(), Expected::NONE, &input).expect("recorded");
}

#[actix_web::test]
async fn commits_that_overtake_each_other_are_all_seen() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let by = ada.facilitator_id.expect("a facilitator");
    let mut first = connect(app.ctx.db.url()).expect("a connection");
    if let Conn::Sqlite(_) = first {
        // One writer: nothing overtakes. A rollback gives its revision to the next.
        first.batch_execute("BEGIN IMMEDIATE").expect("begun");
        record(&mut first, &app, by);
        first.batch_execute("ROLLBACK").expect("rolled back");
        assert_eq!(sessions(&ada).await, 0);
        first.batch_execute("BEGIN IMMEDIATE").expect("begun");
        record(&mut first, &app, by);
        assert_eq!(sessions(&ada).await, 0, "not committed yet");
        first.batch_execute("COMMIT").expect("committed");
        assert_eq!(sessions(&ada).await, 1);
        return;
    }
    let mut second = connect(app.ctx.db.url()).expect("a connection");
    first.batch_execute("BEGIN").expect("begun");
    record(&mut first, &app, by);
    for round in 1..=3 {
        second.batch_execute("BEGIN").expect("begun");
        record(&mut second, &app, by);
        second.batch_execute("COMMIT").expect("committed");
        assert_eq!(sessions(&ada).await, round, "the later one that ended first");
    }
    first.batch_execute("COMMIT").expect("committed");
    assert_eq!(sessions(&ada).await, 4, "the earlier one that ended last");
    second.batch_execute("BEGIN").expect("begun");
    record(&mut second, &app, by);
    second.batch_execute("ROLLBACK").expect("rolled back");
    assert_eq!(sessions(&ada).await, 4);
}

#[actix_web::test]
async fn every_fact_is_what_its_rows_say() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({ "gender": "feminin" })).await;
    ada.create("/api/individual-sessions", with(individual(), json!({ "learner_id": lucette })))
        .await;
    ada.create("/api/workshops", crate::support::workshop()).await;
    let wrong = app.sql(|conn| {
        let mut wrong = Vec::new();
        let mut last = None;
        loop {
            let (differing, reached) = facts::compare(conn, last)?;
            wrong.extend(differing);
            if reached.is_none() {
                break Ok(wrong);
            }
            last = reached;
        }
    });
    assert!(wrong.is_empty(), "every fact is its rows'");
}
