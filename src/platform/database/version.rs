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
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;
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
    match conn {
        Conn::Sqlite(c) => DataVersion.get_result::<i64>(c).map(|n| Mark(n.to_string())),
        Conn::Postgres(c) => CurrentSnapshot.get_result::<String>(c).map(Mark),
    }
}

/// Declares a question whose prepared statement is kept, which that of `sql_query` is not.
macro_rules! question {
    ($name:ident, $backend:ty, $conn:ty, $sql_type:ty, $sql:literal) => {
        #[derive(QueryId)]
        struct $name;

        impl Query for $name {
            type SqlType = $sql_type;
        }

        impl RunQueryDsl<$conn> for $name {}

        impl QueryFragment<$backend> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, $backend>) -> QueryResult<()> {
                out.push_sql($sql);
                Ok(())
            }
        }
    };
}

question!(DataVersion, Sqlite, SqliteConnection, BigInt, "PRAGMA data_version");
question!(CurrentSnapshot, Pg, PgConnection, Text, "SELECT CAST(pg_current_snapshot() AS TEXT)");
