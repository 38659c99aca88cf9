//! Tells whether the database is still as it was: a mark that changes with every commit, whoever
//! made it, also another process. And how far PostgreSQL's log has been written.
//!
//! - SQLite: `PRAGMA data_version` of a connection that never writes.
//! - PostgreSQL: `pg_current_snapshot()`; the same snapshot of the same server, started once, sees
//!   the same data. A standby has no mark: its snapshots do not tell what is under way.
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
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::sqlite::Sqlite;
use tokio::sync::oneshot;

use super::{Conn, Engine, Moment, connect};

/// In SQL, which run of which PostgreSQL server answers: a text, or null for a standby, whose
/// snapshots do not tell what is under way on the primary.
///
/// Restored, failed over to, rewound: the server was started for it. After a crash it starts itself
/// anew without saying so, and commits it was told not to wait for may be gone; but its statistics
/// begin again (asked from version 15 on, where they are at hand).
#[macro_export]
macro_rules! postgres_run {
    () => {
        "CASE WHEN NOT pg_is_in_recovery() THEN CAST(pg_postmaster_start_time() AS text) || \
         CASE WHEN CAST(current_setting('server_version_num') AS int) >= 150000 \
         THEN ' ' || CAST(pg_stat_get_bgwriter_stat_reset_time() AS text) ELSE '' END END"
    };
}

/// A state of the database; equal marks mean equal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark(String);

/// How far the log of PostgreSQL's primary has been written, in bytes: what comes later is further.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lsn(pub i64);

/// How far the log had been written at an instant of the database's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    pub lsn: Lsn,
    /// Not later than the log's position: what was committed by then lies before it.
    pub at: Moment,
}

pub(super) enum Question {
    Mark(oneshot::Sender<Option<Mark>>),
    Position(oneshot::Sender<Option<Position>>),
}

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
            Self::OnTheSpot(conn) => return mark_of(&mut *conn.lock().ok()?).ok().flatten(),
            Self::ByThread(questions) => questions,
        };
        let (question, answer) = oneshot::channel();
        questions.try_send(Question::Mark(question)).ok()?;
        answer.await.ok().flatten()
    }

    /// The position of now; none on SQLite, and when the primary does not answer.
    pub(super) async fn position(&self) -> Option<Position> {
        self.ask_position()?.await.ok().flatten()
    }

    /// [`Teller::position`] for a thread of its own.
    pub(super) fn position_now(&self) -> Option<Position> {
        self.ask_position()?.blocking_recv().ok().flatten()
    }

    fn ask_position(&self) -> Option<oneshot::Receiver<Option<Position>>> {
        let Self::ByThread(questions) = self else { return None };
        let (question, answer) = oneshot::channel();
        questions.try_send(Question::Position(question)).ok()?;
        Some(answer)
    }
}

fn run(url: &str, waiting: &Receiver<Question>) {
    let mut conn: Option<Conn> = None;
    while let Ok(first) = waiting.recv() {
        let mut marks = Vec::new();
        let mut positions = Vec::new();
        for question in std::iter::once(first).chain(waiting.try_iter()) {
            match question {
                Question::Mark(answer) => marks.push(answer),
                Question::Position(answer) => positions.push(answer),
            }
        }
        // Who asked may have gone away.
        if !marks.is_empty() {
            let mark = ask(&mut conn, url, mark_of).flatten();
            for answer in marks {
                let _ = answer.send(mark.clone());
            }
        }
        if !positions.is_empty() {
            let position = ask(&mut conn, url, position_of);
            for answer in positions {
                let _ = answer.send(position);
            }
        }
    }
}

/// Asks, and once more on a new connection when the old one is broken.
fn ask<T>(
    kept: &mut Option<Conn>,
    url: &str,
    question: impl Fn(&mut Conn) -> QueryResult<T>,
) -> Option<T> {
    for _ in 0..2 {
        let mut conn = kept.take().or_else(|| connect(url).ok())?;
        if let Ok(answer) = question(&mut conn) {
            *kept = Some(conn);
            return Some(answer);
        }
    }
    None
}

fn mark_of(conn: &mut Conn) -> QueryResult<Option<Mark>> {
    match conn {
        Conn::Sqlite(c) => DataVersion.get_result::<i64>(c).map(|n| Some(Mark(n.to_string()))),
        Conn::Postgres(c) => {
            CurrentSnapshot.get_result::<Option<String>>(c).map(|text| text.map(Mark))
        }
    }
}

fn position_of(conn: &mut Conn) -> QueryResult<Position> {
    match conn {
        Conn::Sqlite(_) => Err(diesel::result::Error::NotFound),
        Conn::Postgres(c) => CurrentPosition
            .get_result::<(Moment, i64)>(c)
            .map(|(at, lsn)| Position { lsn: Lsn(lsn), at }),
    }
}

/// Declares a question whose prepared statement is kept, which that of `sql_query` is not.
macro_rules! question {
    ($name:ident, $backend:ty, $conn:ty, $sql_type:ty, $sql:expr) => {
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
question!(
    CurrentSnapshot,
    Pg,
    PgConnection,
    Nullable<Text>,
    concat!("SELECT CAST(pg_current_snapshot() AS text) || ' ' || ", crate::postgres_run!())
);
// The insert position: also a commit that PostgreSQL was told not to wait for lies before it.
question!(
    CurrentPosition,
    Pg,
    PgConnection,
    (BigInt, BigInt),
    "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint), \
     CAST(pg_current_wal_insert_lsn() - '0/0' AS bigint)"
);
