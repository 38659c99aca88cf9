//! The read replica: a PostgreSQL server that replays the primary's log and answers long readings,
//! so that the primary has its hands free for the short ones.
//!
//! Words and rules:
//! - *position* ([`Lsn`]): how far the log is written (primary) or replayed (replica). A commit is
//!   visible on the replica as soon as the replica has replayed up to the position read on the
//!   primary after that commit.
//! - *Own writes are seen*: after a change the primary's position is remembered for the account
//!   ([`written`]), and travels in a cookie so that other processes know it too. A reading that
//!   needs a position the replica has not reached is done by the primary ([`Needed`]).
//! - *Other people's writes* may be missing for as long as the replica is behind. Above
//!   [`TELL_AFTER_S`] seconds the reader and the operator are told as of when the data are.
//! - *Away* (no answer, promoted, another database): the primary does the readings, with a warning;
//!   a second after it is back, the replica is used again ([`watch`]).

mod watch;
mod written;

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, bail};
use diesel::QueryResult;
use diesel::connection::AnsiTransactionManager;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable};

use super::pool::{Connections, Pooled};
use super::version::{Lsn, Teller};
use super::{Conn, Engine, FromDatabase, Id, Moment, roll_back};
use watch::Watch;
use written::Written;

/// From so many seconds on, a replica's lag is told.
pub const TELL_AFTER_S: i64 = 10;

/// What a reading must contain: everything written up to a position; the default is anything the
/// replica has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needed(pub Option<Lsn>);

/// Who answered a reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// As of now.
    #[default]
    Primary,
    /// As of now, or of an instant that is told when it is long ago ([`TELL_AFTER_S`]).
    Replica { as_of: Option<Moment> },
}

impl Source {
    /// As of when, where that is worth telling.
    pub fn as_of(self) -> Option<Moment> {
        match self {
            Self::Primary => None,
            Self::Replica { as_of } => as_of,
        }
    }

    /// Where an answer comes from of which two parts were read.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Replica { as_of: Some(at) }, Self::Replica { as_of: Some(other) }) => {
                Self::Replica { as_of: Some(at.min(other)) }
            }
            (Self::Primary | Self::Replica { as_of: None }, Self::Replica { .. }) => other,
            _ => self,
        }
    }
}

/// What was read, and where.
#[derive(Clone, Copy, Debug)]
pub struct Reading<T> {
    pub value: T,
    pub source: Source,
}

impl<T> Reading<T> {
    pub fn of_primary(value: T) -> Self {
        Self { value, source: Source::Primary }
    }
}

/// Why the replica is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    NoAnswer,
    /// It takes writes itself: it was promoted, or never was a replica.
    NoReplica,
    /// It replays another server, or the URL names another database on it.
    Elsewhere,
}

impl std::fmt::Display for Absence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoAnswer => "it does not answer",
            Self::NoReplica => "it replays nothing; was it promoted?",
            Self::Elsewhere => "it is a replica of another database",
        })
    }
}

/// How the replica does, as last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It replays; it had everything committed up to an instant, `behind_s` seconds ago.
    Following {
        as_of: Moment,
        behind_s: i64,
    },
    Away(Absence),
}

impl Standing {
    fn told(self) -> Option<Moment> {
        match self {
            Self::Following { as_of, behind_s } if behind_s > TELL_AFTER_S => Some(as_of),
            _ => None,
        }
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Following { behind_s, .. } if self.told().is_none() => {
                write!(f, "replica: {behind_s} s behind")
            }
            Self::Following { behind_s, as_of } => {
                write!(f, "warning: the replica is {behind_s} s behind, as of {as_of}")
            }
            Self::Away(why) => {
                write!(f, "warning: the replica is away ({why}); the primary does its readings")
            }
        }
    }
}

/// The replica of this process.
pub struct Replica {
    url: String,
    pool: Connections,
    /// Of the primary.
    teller: Arc<Teller>,
    /// Of the primary too, to compare with.
    primary_url: Arc<str>,
    written: Written,
    standing: Mutex<Standing>,
}

impl Replica {
    /// Sets out to use the replica at `url`, whether it answers now or later.
    ///
    /// # Errors
    /// One of the two is not PostgreSQL.
    pub(super) fn start(
        url: &str,
        primary_url: Arc<str>,
        pool_size: u32,
        teller: Arc<Teller>,
    ) -> anyhow::Result<Arc<Self>> {
        if Engine::of(&primary_url) == Engine::Sqlite {
            bail!(
                "database_read_url (DATABASE_READ_URL) names a read replica, which only \
                 PostgreSQL has; this network's database is SQLite"
            );
        }
        if Engine::of(url) == Engine::Sqlite {
            bail!(
                "database_read_url (DATABASE_READ_URL) must be the postgres://… URL of a replica"
            );
        }
        let url = impatient(url);
        let pool = Connections::new(&url, pool_size, 0);
        let standing = Mutex::new(Standing::Away(Absence::NoAnswer));
        let written = Written::default();
        let replica = Arc::new(Self { url, pool, teller, primary_url, written, standing });
        let watched = Arc::downgrade(&replica);
        let (looked, first_look) = sync_channel(1);
        std::thread::Builder::new()
            .name("database-replica".to_owned())
            .spawn(move || Watch::default().run(&watched, &looked))
            .context("cannot start the thread that watches the replica")?;
        // So that it is used from the first request on; one that is slow to answer is away for now.
        let _ = first_look.recv_timeout(Duration::from_secs(10));
        Ok(replica)
    }

    /// How it does: at most about a second old.
    pub fn standing(&self) -> Standing {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that an account has just changed something; tells up to where, if that is known.
    pub(super) async fn wrote(&self, account_id: Id) -> Option<Lsn> {
        let position = self.teller.position().await.map(|position| position.lsn);
        self.written.remember(account_id, position);
        position
    }

    /// What an account's own writes make necessary.
    pub(super) fn needed(&self, account_id: Id) -> Option<Lsn> {
        self.written.needed(account_id)
    }

    /// A connection to the replica, if it is there and has replayed what is needed.
    pub(super) fn connection(&self, needed: Needed) -> Option<(Pooled, Option<Moment>)> {
        let standing = self.standing();
        if matches!(standing, Standing::Away(_)) {
            return None;
        }
        // A first connection may have broken while the replica was away; the next is looked at.
        for _ in 0..2 {
            let mut conn = self.pool.try_get()?;
            match replayed(&mut conn) {
                // Asked before the reading's own snapshot is taken, which then has it all.
                Ok(Some(replayed)) => {
                    let has_it = needed.0.is_none_or(|needed| needed <= replayed.lsn);
                    return has_it.then_some((conn, standing.told()));
                }
                Ok(None) => return None,
                Err(_) => self.suspect(&mut conn),
            }
        }
        None
    }

    /// After a reading that failed: whether the connection is to blame.
    pub(super) fn suspect(&self, conn: &mut Conn) {
        self.pool.suspect(conn);
    }
}

/// Waits seconds, not minutes, for a server that is gone: unless the URL says otherwise.
fn impatient(url: &str) -> String {
    let mut url = url.to_owned();
    let wishes = [
        ("connect_timeout", "3"),
        ("keepalives_idle", "5"),
        ("keepalives_interval", "2"),
        ("keepalives_count", "3"),
    ];
    for (name, value) in wishes {
        if !url.contains(&format!("{name}=")) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&format!("{name}={value}"));
        }
    }
    url
}

#[derive(QueryableByName)]
struct ReplayedRow {
    #[diesel(sql_type = Bool)]
    replays: bool,
    #[diesel(sql_type = BigInt)]
    lsn: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    committed_at: Option<i64>,
}

/// How far a replica has come.
#[derive(Clone, Copy, Debug)]
struct Replayed {
    lsn: Lsn,
    /// When the last commit it has replayed was made; none since its start.
    committed_at: Option<Moment>,
}

/// Up to where a server has replayed; none when it replays nothing.
fn replayed(conn: &mut Conn) -> QueryResult<Option<Replayed>> {
    let Conn::Postgres(c) = conn else { return Ok(None) };
    let row: ReplayedRow = diesel::sql_query(
        "SELECT pg_is_in_recovery() AS replays, \
         CAST(coalesce(pg_last_wal_replay_lsn() - '0/0', 0) AS bigint) AS lsn, \
         CAST(extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000 AS bigint) \
         AS committed_at",
    )
    .get_result(c)?;
    let committed_at = row.committed_at.map(Moment::from_millis);
    Ok(row.replays.then_some(Replayed { lsn: Lsn(row.lsn), committed_at }))
}

/// Reads with one view of the data from the first query to the last.
pub(super) fn in_snapshot<T, E: FromDatabase>(
    conn: &mut Conn,
    work: impl Fn(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    if let Conn::Postgres(c) = conn {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        AnsiTransactionManager::begin_transaction_sql(c, begin)?;
    }
    let done = work(conn);
    roll_back(conn)?;
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replica_that_is_gone_is_noticed_soon() {
        assert_eq!(
            impatient("postgres://a@b/c?connect_timeout=9"),
            "postgres://a@b/c?connect_timeout=9&keepalives_idle=5&keepalives_interval=2\
             &keepalives_count=3"
        );
        assert!(impatient("postgres://a@b/c").starts_with("postgres://a@b/c?connect_timeout=3&"));
    }

    #[test]
    fn only_a_long_lag_is_told() {
        let as_of = Moment::from_millis(1_000);
        let told = |behind_s| Standing::Following { as_of, behind_s }.told();
        assert_eq!([told(0), told(10), told(11)], [None, None, Some(as_of)]);
        assert_eq!(Standing::Away(Absence::NoAnswer).told(), None);
    }
}
