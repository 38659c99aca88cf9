//! The one writer of a SQLite database. Deeds that wait while a commit is under way are done
//! together in the next transaction, each inside its own savepoint: a refused deed rolls back
//! alone, and nobody is told "done" before the common commit is durable.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use anyhow::Context as _;
use diesel::Connection;
use diesel::connection::SimpleConnection as _;
use tokio::sync::oneshot;

use super::{Conn, FromDatabase, begin, commit};

/// How many deeds one commit may carry: bounds the wait of the first of them.
const BATCH: usize = 64;
/// How many deeds may wait before callers do.
const QUEUE: usize = 1024;

/// What is left to do once the fate of the common commit is known.
type Acknowledge = Box<dyn FnOnce(Result<(), String>) + Send>;
type Deed = Box<dyn FnOnce(&mut Conn) -> Acknowledge + Send>;

pub(super) struct Writer {
    queue: SyncSender<Deed>,
}

impl Writer {
    pub(super) fn start(mut conn: Conn) -> anyhow::Result<Self> {
        // A savepoint keeps each page it changes as it was: those of a large import, hundreds of
        // MiB, belong in a file.
        conn.batch_execute("PRAGMA temp_store = DEFAULT")?;
        let (queue, deeds) = sync_channel(QUEUE);
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || run(conn, deeds))
            .context("cannot start the SQLite writer")?;
        Ok(Self { queue })
    }

    pub(super) async fn submit<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: FromDatabase,
    {
        let (answer, done) = oneshot::channel();
        let deed: Deed = Box::new(move |conn| {
            let result = in_savepoint(conn, work);
            Box::new(move |committed| {
                let result = match (committed, result) {
                    (Err(detail), Ok(_)) => Err(E::unavailable(detail)),
                    (_, result) => result,
                };
                // The caller may have gone away; the commit stands all the same.
                let _ = answer.send(result);
            })
        });
        if self.queue.try_send(deed).is_err() {
            return Err(E::unavailable("too many writes are waiting".to_owned()));
        }
        done.await.unwrap_or_else(|_| Err(E::unavailable("the writer stopped".to_owned())))
    }
}

fn in_savepoint<T, E: FromDatabase>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    conn.transaction(|conn| {
        catch_unwind(AssertUnwindSafe(|| work(conn)))
            .unwrap_or_else(|_| Err(E::unavailable("a write failed unexpectedly".to_owned())))
    })
}

fn run(mut conn: Conn, deeds: Receiver<Deed>) {
    while let Ok(first) = deeds.recv() {
        let begun = begin(&mut conn).map_err(|error| error.to_string());
        if let Err(detail) = begun {
            refuse(&mut conn, first, detail);
            continue;
        }
        let mut waiting = vec![first(&mut conn)];
        while waiting.len() < BATCH {
            match deeds.try_recv() {
                Ok(deed) => waiting.push(deed(&mut conn)),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        let committed = commit(&mut conn).map_err(|error| error.to_string());
        for acknowledge in waiting {
            acknowledge(committed.clone());
        }
    }
}

/// Tells a deed that could not begin: it is done for nothing, then undone.
fn refuse(conn: &mut Conn, deed: Deed, detail: String) {
    let mut acknowledge = None;
    let undone = conn.transaction::<(), diesel::result::Error, _>(|conn| {
        acknowledge = Some(deed(conn));
        Err(diesel::result::Error::RollbackTransaction)
    });
    if let (Err(_), Some(acknowledge)) = (undone, acknowledge) {
        acknowledge(Err(detail));
    }
}
