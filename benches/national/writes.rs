//! Writes seen by the next answer, and what a save costs with its fact.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use coopair::facts;
use coopair::platform::database::schema::{learners, participations, sessions};
use coopair::platform::database::{Conn, Db, Id, connect};
use coopair::platform::http::{Expected, Problem};
use coopair::sessions::{Session, record_individual};
use coopair::vocabulary::Gender;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::Value;

use crate::http::Client;
use crate::load;
use crate::questions::nation;
use crate::visitors::{Writer, clock};
use crate::{Line, Reading, SECONDS, base};

/// One committed write from this process, which is another one than the server.
fn commit(db: &Db, writer: &Writer, at: usize) {
    let input = writer.input(at);
    db.write_now(|conn| {
        let (clock, id) = (clock(), clock().new_id());
        record_individual(conn, &clock, writer.facilitator_id, id, Expected::NONE, &input)?;
        Ok::<_, Problem>(())
    })
    .expect("a session");
}

fn sessions_told(client: &mut Client, request: &str) -> (i64, Duration) {
    let asked = Instant::now();
    let answer = client.ask(request);
    let took = asked.elapsed();
    assert_eq!(answer.status, 200);
    let told: Value = serde_json::from_slice(&answer.body).expect("JSON");
    (told["totals"]["sessions"].as_i64().expect("a figure"), took)
}

/// A thousand commits of another process, then one question.
pub fn many(reading: &Reading<'_>, lines: &mut Vec<Line>) {
    const MANY: usize = 1_000;
    let client = &mut Client::open(&reading.server.address);
    let question = nation(reading.visitors);
    let mut usual = Vec::new();
    let mut before = 0;
    for at in 0..9 {
        commit(reading.db, &reading.visitors.writers[0], at);
        let (told, took) = sessions_told(client, &question);
        before = told;
        usual.push(took);
    }
    usual.sort_unstable();
    for at in 0..MANY {
        commit(reading.db, &reading.visitors.writers[at % 8], at);
    }
    // The writes may have taken longer than a silent connection is kept.
    let client = &mut Client::open(&reading.server.address);
    let (after, took) = sessions_told(client, &question);
    let caught_up = took.saturating_sub(usual[4]);
    let complete = after - before == MANY as i64;
    lines.push(Line {
        what: "catch-up of 1,000 writes of another process".into(),
        measured: format!(
            "{:.1} ms more than the {:.1} ms after one write; {} of {MANY} seen",
            ms(caught_up),
            ms(usual[4]),
            after - before
        ),
        figure: format!("{:.1} ms", ms(caught_up)),
        bar: "≤ 20 ms, all seen".into(),
        holds: Some(caught_up <= Duration::from_millis(20) && complete),
    });
}

/// Four writers of another process at full speed, while answers are compared with what had been
/// committed before the question, and what had been begun after the answer.
pub fn always(reading: &Reading<'_>, lines: &mut Vec<Line>) {
    let client = &mut Client::open(&reading.server.address);
    let question = nation(reading.visitors);
    let (start, _) = sessions_told(client, &question);
    let (begun, done) = (AtomicI64::new(0), AtomicI64::new(0));
    let end = Instant::now() + Duration::from_secs(SECONDS);
    let (mut answers, mut wrong) = (0, 0);
    std::thread::scope(|scope| {
        for writer in &reading.visitors.writers[..4] {
            let (begun, done) = (&begun, &done);
            scope.spawn(move || {
                let mut at = 0;
                while Instant::now() < end {
                    begun.fetch_add(1, Ordering::SeqCst);
                    commit(reading.db, writer, at);
                    done.fetch_add(1, Ordering::SeqCst);
                    at += 1;
                }
            });
        }
        while Instant::now() < end {
            let least = done.load(Ordering::SeqCst);
            let (told, _) = sessions_told(client, &question);
            let most = begun.load(Ordering::SeqCst);
            answers += 1;
            wrong += i64::from(told - start < least || told - start > most);
        }
    });
    let committed = done.load(Ordering::SeqCst);
    lines.push(Line {
        what: "writes of another process in the next answer".into(),
        measured: format!("{answers} answers during {committed} commits, {wrong} wrong"),
        figure: format!("{wrong} of {answers} wrong"),
        bar: "always".into(),
        holds: Some(wrong == 0 && answers > 0 && committed > 0),
    });
}

/// Saves over HTTP, and bare loops with and without the fact.
pub fn saves(reading: &Reading<'_>, url: &str, durable_most: f64, lines: &mut Vec<Line>) {
    let (rows, _) = bare(reading, url, false);
    let (both, stamp) = bare(reading, url, true);
    let deed = whole(reading);
    let without = deed - stamp;
    let ratio = deed / without;
    lines.push(Line {
        what: "a save with its fact, against the same save without".into(),
        measured: format!("{deed:.2} ms against {without:.2} ms: {ratio:.2} ×"),
        figure: format!("{ratio:.2} ×"),
        bar: "≤ 1.5 ×".into(),
        holds: Some(ratio <= 1.5),
    });
    lines.push(Line {
        what: "a bare insert of the same rows, with the fact and without".into(),
        measured: format!("{both:.2} ms against {rows:.2} ms: {:.2} ×", both / rows),
        figure: format!("{:.2} ×", both / rows),
        bar: "–".into(),
        holds: None,
    });
    let writers = &reading.visitors.writers;
    let saved = load::run(&reading.server.address, writers.len(), SECONDS, |thread, at| {
        writers[thread].log(at)
    });
    let (rate, tail) = (saved.per_second(), ms(saved.p99()));
    lines.push(Line {
        what: "sessions saved, 8 writers".into(),
        measured: format!("{rate:.0}/s, p99 {tail:.1} ms"),
        figure: format!("{rate:.0}/s, {tail:.1} ms"),
        bar: format!("≥ {durable_most:.0}/s, p99 ≤ 20 ms"),
        holds: Some(rate >= durable_most && tail <= 20.0),
    });
}

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Milliseconds of a durable save by the product's own deed, one after the other.
fn whole(reading: &Reading<'_>) -> f64 {
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < Duration::from_secs(SECONDS) {
        // Each of followed people, as in the bare rows.
        commit(reading.db, &reading.visitors.writers[0], count / 2 * 5 + count % 2);
        count += 1;
    }
    ms(started.elapsed()) / count as f64
}

/// Milliseconds of a bare durable transaction (session, participation, the learner's counters, and
/// with `fact` the session's fact), and of the fact alone.
fn bare(reading: &Reading<'_>, url: &str, fact: bool) -> (f64, f64) {
    let writer = &reading.visitors.writers[0];
    let mut conn = connect(url).expect("a connection");
    let model: Session = sessions::table
        .filter(sessions::facilitator_id.eq(writer.facilitator_id))
        .select(Session::as_select())
        .first(&mut conn)
        .expect("a session");
    let started = Instant::now();
    let mut count = 0;
    let mut stamping = Duration::ZERO;
    while started.elapsed() < Duration::from_secs(SECONDS) {
        let session = Session {
            id: clock().new_id(),
            date: base::today(),
            participant_count: 1,
            anonymous_count: 0,
            anonymous_supported: 0,
            ..model.clone()
        };
        conn.batch_execute(match conn {
            Conn::Sqlite(_) => "BEGIN IMMEDIATE",
            Conn::Postgres(_) => "BEGIN",
        })
        .expect("begun");
        insert(&mut conn, &session, writer.learner_ids[count % writer.learner_ids.len()])
            .expect("rows");
        if fact {
            let before = Instant::now();
            facts::stamp(&mut conn, &[session.id]).expect("a fact");
            stamping += before.elapsed();
        }
        conn.batch_execute("COMMIT").expect("committed");
        count += 1;
    }
    (ms(started.elapsed()) / count as f64, ms(stamping) / count as f64)
}

fn insert(conn: &mut Conn, session: &Session, learner: Id) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(session.clone()).execute(conn)?;
    diesel::insert_into(participations::table)
        .values((
            participations::session_id.eq(session.id),
            participations::learner_id.eq(learner),
            participations::first_time.eq(false),
            participations::gender.eq(Gender::Feminin),
        ))
        .execute(conn)?;
    diesel::update(learners::table.find(learner))
        .set((
            learners::session_count.eq(learners::session_count + 1),
            learners::last_session_on.eq(session.date),
        ))
        .execute(conn)?;
    Ok(())
}
