//! Every process answers with every committed write, whoever made it, in whatever order they end.

use coopair::facts;
use coopair::platform::database::schema::session_facts;
use coopair::platform::database::{Conn, Id, connect};
use coopair::platform::http::Expected;
use coopair::sessions::{IndividualSessionInput, record_individual};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
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
async fn facts_written_together_are_those_written_one_by_one() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let mut ids = Vec::new();
    for _ in 0..24 {
        ids.push(ada.create("/api/individual-sessions", individual()).await);
    }
    ada.delete_at(&format!("/api/sessions/{}", ids[5]), 1).await.is(204);
    let mut elsewhere = ada.clone();
    elsewhere.app = app.another_process().await;
    assert_eq!((sessions(&ada).await, sessions(&elsewhere).await), (23, 23));
    let ids: Vec<Id> = ids.iter().map(|id| id.parse().expect("an id")).collect();
    let facts = |conn: &mut Conn| {
        let all = session_facts::table.order(session_facts::session_id);
        all.select((session_facts::session_id, session_facts::packed))
            .load::<(Id, Option<Vec<u8>>)>(conn)
    };
    let before = app.sql(facts);
    // Some facts are lost, some are of sessions that no longer count.
    app.sql(|conn| {
        let lost = session_facts::table.filter(session_facts::session_id.eq_any(&ids[..8]));
        diesel::delete(lost).execute(conn)?;
        let emptied = session_facts::table.filter(session_facts::session_id.eq_any(&ids[10..14]));
        diesel::update(emptied).set(session_facts::packed.eq(None::<Vec<u8>>)).execute(conn)?;
        facts::stamp(conn, &ids)
    });
    let counting = |facts: &[(Id, Option<Vec<u8>>)]| -> Vec<(Id, Option<Vec<u8>>)> {
        facts.iter().filter(|(_, packed)| packed.is_some()).cloned().collect()
    };
    assert_eq!(counting(&app.sql(facts)), counting(&before));
    assert_eq!(counting(&before).len(), 23);
    let wrong = app.sql(|conn| Ok(facts::compare(conn, None)?.0));
    assert!(wrong.is_empty(), "{wrong:?}");
    ada.create("/api/individual-sessions", individual()).await;
    let numbers: Vec<i64> = app.sql(|conn| {
        session_facts::table.order(session_facts::number).select(session_facts::number).load(conn)
    });
    assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
    let mut afresh = ada.clone();
    afresh.app = app.another_process().await;
    assert_eq!(sessions(&afresh).await, 24);
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
