//! The connections a process holds. One that broke (the server went away, another took its place)
//! is thrown away, and the others are looked at before they are used again: after a failover one
//! request fails, not every one that meets an old connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel::PgConnection;
use diesel::connection::{Connection, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};

use super::{Conn, FromDatabase, connect};

pub(super) struct Manager {
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

/// A connection of the pool; it goes back when it is dropped.
pub(super) type Pooled = PooledConnection<Manager>;

#[derive(Clone)]
pub(super) struct Connections {
    pool: Pool<Manager>,
    /// How many of the next connections are looked at before they are used.
    doubtful: Arc<AtomicU32>,
}

impl Connections {
    /// Opens none yet but `idle`.
    pub(super) fn new(url: &str, most: u32, idle: u32) -> Self {
        let pool = Pool::builder()
            .max_size(most)
            .min_idle(Some(idle))
            .test_on_check_out(false)
            .connection_timeout(Duration::from_secs(3))
            .build_unchecked(Manager { url: url.to_owned() });
        Self { pool, doubtful: Arc::default() }
    }

    /// # Errors
    /// No connection could be had within three seconds.
    pub(super) fn get<E: FromDatabase>(&self) -> Result<Pooled, E> {
        self.get_or_say().map_err(E::unavailable)
    }

    /// [`Connections::get`] where it does not matter why there is none.
    pub(super) fn try_get(&self) -> Option<Pooled> {
        self.get_or_say().ok()
    }

    fn get_or_say(&self) -> Result<Pooled, String> {
        loop {
            let mut conn = self.pool.get().map_err(|error| error.to_string())?;
            let less = |left: u32| left.checked_sub(1);
            let doubtful = self.doubtful.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
            if doubtful.is_err() || is_alive(&mut conn) {
                return Ok(conn);
            }
        }
    }

    /// After work that failed: whether the connection is to blame.
    pub(super) fn suspect(&self, conn: &mut Conn) {
        if !is_alive(conn) {
            self.doubtful.store(2 * self.pool.max_size(), Ordering::Relaxed);
        }
    }
}

/// Whether a connection answers; one that does not is marked, so that the pool throws it away.
fn is_alive(conn: &mut Conn) -> bool {
    let Conn::Postgres(c) = conn else { return true };
    let alive = c.batch_execute("SELECT 1").is_ok();
    if !alive {
        type Manager = <PgConnection as Connection>::TransactionManager;
        Manager::transaction_manager_status_mut(c).set_in_error();
    }
    alive
}
