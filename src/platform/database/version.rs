//! Tells whether the database is still as it was: a mark that changes with every commit, whoever
//! made it, also another process.
//!
//! - SQLite: `PRAGMA data_version` of a connection that never writes.
//! - PostgreSQL: `pg_current_snapshot()`; the same snapshot sees the same data.
//!
//! A mark is always taken after the question that gets it, so who has just written never gets the
//! mark from before. SQLite answers from shared memory, on the spot; on PostgreSQL one thread asks
//! for all who wait, in one round trip.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use anyhow::Context as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use tokio::sync::oneshot;

use super::{Conn, Engine, connect};

/// A state of the database; equal marks mean equal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark(String);

type Question = oneshot::Sender<Option<Mark>>;

pub(super) enum Teller {
    OnTheSpot(Mutex<Conn>),
    ByThread(SyncSender<Question>),
}

impl Teller {
    pub(super) fn start(url: &str) -> anyhow::Result<Self> {
        if Engine::of(url) == Engine::Sqlite {
            return Ok(Self::OnTheSpot(Mutex::new(connect(url)?)));
        }
        let (questions, waiting) = sync_channel(4096);
        let url = url.to_owned();
        std::thread::Builder::new()
            .name("database-mark".to_owned())
            .spawn(move || run(&url, &waiting))
            .context("cannot start the thread that watches the database")?;
        Ok(Self::ByThread(questions))
    }

    /// The mark of now; none when the database does not answer.
    pub(super) async fn mark(&self) -> Option<Mark> {
        let questions = match self {
            Self::OnTheSpot(conn) => return ask(&mut *conn.lock().ok()?).ok(),
            Self::ByThread(questions) => questions,
        };
        let (question, answer) = oneshot::channel();
        questions.try_send(question).ok()?;
        answer.await.ok().flatten()
    }
}

fn run(url: &str, waiting: &Receiver<Question>) {
    let mut conn: Option<Conn> = None;
    while let Ok(first) = waiting.recv() {
        let mut questions = vec![first];
        questions.extend(waiting.try_iter());
        if conn.is_none() {
            conn = connect(url).ok();
        }
        let mark = conn.as_mut().and_then(|conn| ask(conn).ok());
        if mark.is_none() {
            conn = None;
        }
        for question in questions {
            // Who asked may have gone away.
            let _ = question.send(mark.clone());
        }
    }
}

fn ask(conn: &mut Conn) -> QueryResult<Mark> {
    #[derive(QueryableByName)]
    struct DataVersion {
        #[diesel(sql_type = BigInt)]
        data_version: i64,
    }
    #[derive(QueryableByName)]
    struct Snapshot {
        #[diesel(sql_type = Text)]
        snapshot: String,
    }
    match conn {
        Conn::Sqlite(c) => diesel::sql_query("PRAGMA data_version")
            .get_result::<DataVersion>(c)
            .map(|row| Mark(row.data_version.to_string())),
        Conn::Postgres(c) => {
            diesel::sql_query("SELECT CAST(pg_current_snapshot() AS TEXT) AS snapshot")
                .get_result::<Snapshot>(c)
                .map(|row| Mark(row.snapshot))
        }
    }
}
