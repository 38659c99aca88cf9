//! One connection type over SQLite and PostgreSQL, and the ways in: [`Db::read`], [`Db::write`],
//! and [`Db::read_replica`] for long readings.
//!
//! - SQLite: WAL, `synchronous=FULL`, one writer thread. Writes that wait together are committed
//!   together (one fsync), each inside its own savepoint, and are acknowledged after the commit.
//! - PostgreSQL: a pool; each write is one transaction.

mod columns;
mod migrations;
mod pool;
mod replica;
pub mod schema;
mod version;
mod writer;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::result::Error as DieselError;
use diesel::{Connection, PgConnection, QueryResult, SqliteConnection};

pub use columns::{Id, JsonList, Moment};
pub use migrations::{downgrade_all, upgrade};
use pool::Connections;
pub use replica::{Absence, Needed, Reading, Replica, Source, Standing};
pub use version::{Lsn, Mark};

/// A connection to either database; queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// The backend behind [`Conn`], for boxed queries.
pub type Multi = MultiBackend;

/// Runs one text compiled for each engine, for what the common type cannot do (ON CONFLICT,
/// batch inserts, RETURNING of structs).
#[macro_export]
macro_rules! on_either {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::platform::database::Conn::Sqlite($c) => $body,
            $crate::platform::database::Conn::Postgres($c) => $body,
        }
    };
}

/// Which engine a URL names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// `postgres://…` and `postgresql://…` are PostgreSQL; anything else is a SQLite file.
    pub fn of(url: &str) -> Self {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::Postgres
        } else {
            Self::Sqlite
        }
    }
}

/// Opens one connection, set up for its engine.
pub fn connect(url: &str) -> anyhow::Result<Conn> {
    match Engine::of(url) {
        Engine::Postgres => {
            let conn = PgConnection::establish(url).context("PostgreSQL does not answer")?;
            Ok(Conn::Postgres(conn))
        }
        Engine::Sqlite => {
            let path = url.strip_prefix("sqlite://").unwrap_or(url);
            let mut conn = SqliteConnection::establish(path)
                .with_context(|| format!("cannot open the SQLite file {path}"))?;
            // The timeout comes first: switching to WAL may itself have to wait.
            conn.batch_execute(
                "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
                 PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                 PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;",
            )?;
            Ok(Conn::Sqlite(conn))
        }
    }
}

/// Why the database could not do its work; features turn it into a problem.
pub trait FromDatabase: From<DieselError> + Send + 'static {
    /// The database is away or the pool is exhausted.
    fn unavailable(detail: String) -> Self;

    /// The database failed, and another one may do better: no refusal, nothing missing.
    fn is_failure(&self) -> bool;
}

/// The database of this process.
#[derive(Clone)]
pub struct Db {
    url: Arc<str>,
    engine: Engine,
    pool: Connections,
    writer: Option<Arc<writer::Writer>>,
    teller: Arc<version::Teller>,
    replica: Option<Arc<Replica>>,
}

impl Db {
    /// Opens the database at `url`; fails with a clear sentence when it cannot be reached.
    pub fn open(url: &str, pool_size: u32) -> anyhow::Result<Self> {
        let engine = Engine::of(url);
        if engine == Engine::Sqlite {
            let path = Path::new(url.strip_prefix("sqlite://").unwrap_or(url));
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot create {}", folder.display()))?;
            }
        }
        let first = connect(url)?;
        let pool = Connections::new(url, pool_size, 1);
        let writer = match engine {
            Engine::Sqlite => Some(Arc::new(writer::Writer::start(first)?)),
            Engine::Postgres => None,
        };
        let teller = Arc::new(version::Teller::start(url)?);
        Ok(Self { url: url.into(), engine, pool, writer, teller, replica: None })
    }

    /// With a streaming replica at `url` for long readings. It may be away for now.
    ///
    /// # Errors
    /// One of the two is not PostgreSQL.
    pub fn with_replica(mut self, url: &str, pool_size: u32) -> anyhow::Result<Self> {
        let (primary_url, teller) = (Arc::clone(&self.url), Arc::clone(&self.teller));
        self.replica = Some(Replica::start(url, primary_url, pool_size, teller)?);
        Ok(self)
    }

    pub fn replica(&self) -> Option<&Replica> {
        self.replica.as_deref()
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// A mark of the data as they are now: as long as it stays the same, so do the data.
    pub async fn mark(&self) -> Option<Mark> {
        self.teller.mark().await
    }

    /// Reads on a worker thread.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: FromDatabase,
    {
        let db = self.clone();
        actix_web::web::block(move || db.read_now(work))
            .await
            .unwrap_or_else(|error| Err(E::unavailable(error.to_string())))
    }

    /// A long reading on a worker thread: on the replica, as one snapshot, when there is one that
    /// has what is needed; else on the primary. A reading that fails on the replica is begun again
    /// on the primary.
    pub async fn read_replica<T, E>(
        &self,
        needed: Needed,
        work: impl Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<Reading<T>, E>
    where
        T: Send + 'static,
        E: FromDatabase,
    {
        let db = self.clone();
        actix_web::web::block(move || db.read_replica_telling(needed, |conn, _| work(conn)))
            .await
            .unwrap_or_else(|error| Err(E::unavailable(error.to_string())))
    }

    /// Writes in one transaction: all of it or nothing; durable when this returns `Ok`.
    pub async fn write<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: FromDatabase,
    {
        match &self.writer {
            Some(writer) => writer.submit(work).await,
            None => {
                let db = self.clone();
                actix_web::web::block(move || db.write_now(work))
                    .await
                    .unwrap_or_else(|error| Err(E::unavailable(error.to_string())))
            }
        }
    }

    /// [`Db::read`] on the calling thread, for commands and jobs.
    pub fn read_now<T, E: FromDatabase>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.pool.get::<E>()?;
        let done = work(&mut conn);
        if done.as_ref().is_err_and(FromDatabase::is_failure) {
            self.pool.suspect(&mut conn);
        }
        done
    }

    /// [`Db::read_replica`] on the calling thread, for work that has to know who answers.
    pub fn read_replica_telling<T, E: FromDatabase>(
        &self,
        needed: Needed,
        work: impl Fn(&mut Conn, Source) -> Result<T, E>,
    ) -> Result<Reading<T>, E> {
        match self.try_replica(needed, &work) {
            Some(done) => done,
            None => self.read_now(|conn| work(conn, Source::Primary)).map(Reading::of_primary),
        }
    }

    /// [`Db::read_replica`] on the calling thread, where a connection to the primary is at hand: it does the reading
    /// that the replica does not. Nobody waits for a second one while holding a first.
    pub fn read_replica_or<T, E: FromDatabase>(
        &self,
        primary: &mut Conn,
        needed: Needed,
        work: impl Fn(&mut Conn) -> Result<T, E>,
    ) -> Result<Reading<T>, E> {
        match self.try_replica(needed, |conn, _| work(conn)) {
            Some(done) => done,
            None => work(primary).map(Reading::of_primary),
        }
    }

    /// What the replica read; none when the primary has to.
    fn try_replica<T, E: FromDatabase>(
        &self,
        needed: Needed,
        work: impl Fn(&mut Conn, Source) -> Result<T, E>,
    ) -> Option<Result<Reading<T>, E>> {
        let replica = self.replica.as_ref()?;
        let (mut conn, as_of) = replica.connection(needed)?;
        let source = Source::Replica { as_of };
        match replica::in_snapshot(&mut conn, |conn| work(conn, source)) {
            Err(error) if error.is_failure() => {
                replica.suspect(&mut conn);
                tracing::warn!("a reading failed on the replica: the primary begins it again");
                None
            }
            done => Some(done.map(|value| Reading { value, source })),
        }
    }

    /// Remembers that an account has just changed something, so that it reads that back; tells up
    /// to where it is written, where a replica makes that matter.
    pub async fn wrote(&self, account_id: Id) -> Option<Lsn> {
        self.replica.as_ref()?.wrote(account_id).await
    }

    /// What an account's readings need to hold its own writes, as far as this process knows.
    pub fn needed(&self, account_id: Id) -> Needed {
        Needed(self.replica.as_ref().and_then(|replica| replica.needed(account_id)))
    }

    /// [`Db::write`] on the calling thread, for commands and jobs.
    pub fn write_now<T, E: FromDatabase>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.pool.get::<E>()?;
        if begin(&mut conn).is_err() {
            // Nothing was done yet: a connection that is still good may do it.
            self.pool.suspect(&mut conn);
            conn = self.pool.get::<E>()?;
            begin(&mut conn)?;
        }
        let done = in_transaction(&mut conn, work);
        if done.as_ref().is_err_and(FromDatabase::is_failure) {
            self.pool.suspect(&mut conn);
        }
        done
    }
}

/// Does the work of a transaction that was begun, and ends it.
fn in_transaction<T, E: FromDatabase>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    match work(conn) {
        Ok(value) => {
            commit(conn)?;
            Ok(value)
        }
        Err(error) => {
            roll_back(conn)?;
            Err(error)
        }
    }
}

/// Begins a write transaction that diesel knows of: a nested `transaction` is a savepoint.
fn begin(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        // Deferred transactions that turn into writes fail under contention; immediate ones wait
        // for their turn.
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN"),
    }
}

fn commit(conn: &mut Conn) -> QueryResult<()> {
    on_either!(conn, |c| AnsiTransactionManager::commit_transaction(c))
}

fn roll_back(conn: &mut Conn) -> QueryResult<()> {
    on_either!(conn, |c| AnsiTransactionManager::rollback_transaction(c))
}
