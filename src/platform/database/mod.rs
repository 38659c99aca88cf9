//! One connection type over SQLite and PostgreSQL, and the two ways in: [`Db::read`] and
//! [`Db::write`].
//!
//! - SQLite: WAL, `synchronous=FULL`, one writer thread. Writes that wait together are committed
//!   together (one fsync), each inside its own savepoint, and are acknowledged after the commit.
//! - PostgreSQL: a pool; each write is one transaction.

mod columns;
mod migrations;
pub mod schema;
mod version;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use diesel::result::Error as DieselError;
use diesel::{Connection, PgConnection, QueryResult, SqliteConnection};

pub use columns::{Id, JsonList, Moment};
pub use migrations::{downgrade_all, upgrade};
pub use version::Mark;

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

struct Manager {
    url: String,
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        connect(&self.url).map_err(|error| {
            diesel::r2d2::Error::ConnectionError(diesel::ConnectionError::BadConnection(format!(
                "{error:#}"
            )))
        })
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.batch_execute("SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        match conn {
            Conn::Sqlite(_) => std::thread::panicking(),
            Conn::Postgres(c) => diesel::r2d2::R2D2Connection::is_broken(c),
        }
    }
}

/// Why the database could not do its work; features turn it into a problem.
pub trait FromDatabase: From<DieselError> + Send + 'static {
    /// The database is away or the pool is exhausted.
    fn unavailable(detail: String) -> Self;
}

/// The database of this process.
#[derive(Clone)]
pub struct Db {
    url: Arc<str>,
    engine: Engine,
    pool: Pool<Manager>,
    writer: Option<Arc<writer::Writer>>,
    teller: Arc<version::Teller>,
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
        let pool = Pool::builder()
            .max_size(pool_size)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(3))
            .build_unchecked(Manager { url: url.to_owned() });
        let writer = match engine {
            Engine::Sqlite => Some(Arc::new(writer::Writer::start(first)?)),
            Engine::Postgres => None,
        };
        let teller = Arc::new(version::Teller::start(url)?);
        Ok(Self { url: url.into(), engine, pool, writer, teller })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    fn connection<E: FromDatabase>(&self) -> Result<PooledConnection<Manager>, E> {
        self.pool.get().map_err(|error| E::unavailable(error.to_string()))
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
        work(&mut *self.connection::<E>()?)
    }

    /// [`Db::write`] on the calling thread, for commands and jobs.
    pub fn write_now<T, E: FromDatabase>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.connection::<E>()?;
        begin(&mut conn)?;
        match work(&mut conn) {
            Ok(value) => {
                commit(&mut conn)?;
                Ok(value)
            }
            Err(error) => {
                roll_back(&mut conn)?;
                Err(error)
            }
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
