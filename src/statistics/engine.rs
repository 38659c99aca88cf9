//! The index of this process: loaded once, then brought up to date before every answer.
//!
//! - Until it is loaded, and as its judge, the same counts are made from the facts one by one: on
//!   the read replica, if there is one.
//! - Before it answers it applies what was committed since its last look, whoever did it
//!   ([`crate::facts::changes_since`]); so an answer holds every write that had ended when it was
//!   asked.
//! - When the database turns out to be another than before (restored, failed over), it is loaded
//!   again; a standby that is not yet promoted is counted one by one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;

use diesel::QueryResult;

use super::counts::Counts;
use super::index::Index;
use super::keys::{Keys, Wanted};
use super::named::NamedCounts;
use crate::facts::{self, Change, Seen};
use crate::platform::database::{Conn, Db, Needed, Reading};
use crate::platform::http::Problem;

/// A base of so many facts is loaded by who first asks; a larger one beside, while others count
/// one by one.
const SMALL: i64 = 30_000;
/// Facts read at once where they are counted one by one.
const PAGE: i64 = 20_000;
/// Facts read at once by a load: few, since several pages are in memory.
const PART: i64 = 2_000;
/// Pages that wait to be taken in, at most.
const WAITING: usize = 4;

struct Loaded {
    index: Index,
    keys: Keys,
}

impl Loaded {
    fn apply(&mut self, change: &Change) {
        let Ok(number) = u32::try_from(change.number) else { return };
        let fact = change.fact.as_ref().map(|fact| self.keys.fact(fact));
        self.index.apply(number, fact.as_ref());
    }
}

/// The statistics of one process.
#[derive(Default)]
pub struct Engine {
    loaded: RwLock<Option<Loaded>>,
    /// Up to where the index knows; held while it catches up.
    seen: Mutex<Option<Seen>>,
    loading: AtomicBool,
}

impl Engine {
    /// Counts a question: from the index, or one by one while it is not there yet.
    pub fn count(
        self: &Arc<Self>,
        db: &Db,
        conn: &mut Conn,
        needed: Needed,
        wanted: &Wanted,
    ) -> Result<Reading<NamedCounts>, Problem> {
        if !self.is_ready(db, conn)? {
            if wanted.spans.is_some() {
                let one_by_one = |conn: &mut Conn| Ok(count_one_by_one(conn, wanted)?);
                return db.read_replica_or(conn, needed, one_by_one);
            }
            // Everybody's sessions one by one would take longer than the load they wait for.
            self.load(conn)?;
        }
        self.catch_up(conn)?;
        self.count_loaded(conn, wanted).map(Reading::of_primary)
    }

    fn count_loaded(&self, conn: &mut Conn, wanted: &Wanted) -> Result<NamedCounts, Problem> {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        match loaded.as_ref() {
            Some(Loaded { index, keys }) => {
                let counts = index.count(&keys.selection(wanted));
                Ok(NamedCounts::new(counts, keys))
            }
            None => {
                drop(loaded);
                Ok(count_one_by_one(conn, wanted)?)
            }
        }
    }

    /// Looks into the index, brought up to date; loads it first where it is not there.
    pub fn look<T>(&self, conn: &mut Conn, see: impl FnOnce(&Index, &Keys) -> T) -> QueryResult<T> {
        loop {
            if !self.load(conn)? {
                let Loaded { index, keys } = read_facts(conn)?;
                return Ok(see(&index, &keys));
            }
            self.catch_up(conn)?;
            let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
            // Without it the database turned out to be another than before: again.
            if let Some(Loaded { index, keys }) = loaded.as_ref() {
                return Ok(see(index, keys));
            }
        }
    }

    /// Bytes of the index; 0 while it is not loaded.
    pub fn bytes(&self) -> usize {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        loaded.as_ref().map_or(0, |loaded| loaded.index.bytes())
    }

    /// Loads the index now, unless it is loaded; false when the database is a standby, whose changes
    /// cannot be told.
    pub fn load(&self, conn: &mut Conn) -> QueryResult<bool> {
        let mut seen = self.seen();
        if seen.is_none()
            && let Some((loaded, upto)) = read_all(conn)?
        {
            *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
            *seen = Some(upto);
        }
        Ok(seen.is_some())
    }

    fn seen(&self) -> MutexGuard<'_, Option<Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_ready(self: &Arc<Self>, db: &Db, conn: &mut Conn) -> QueryResult<bool> {
        if self.loaded.read().unwrap_or_else(PoisonError::into_inner).is_some() {
            return Ok(true);
        }
        if facts::last_number(conn)? <= SMALL {
            self.load(conn)?;
            return Ok(true);
        }
        self.load_beside(db);
        Ok(false)
    }

    /// Loads the index on a thread of its own, once at a time.
    pub fn load_beside(self: &Arc<Self>, db: &Db) {
        if self.loading.swap(true, Ordering::SeqCst) {
            return;
        }
        let (engine, db) = (Arc::clone(self), db.clone());
        let started = thread::Builder::new().name("statistics".to_owned()).spawn(move || {
            let loaded = db.read_now(|conn| Ok::<_, Problem>(engine.load(conn)?));
            if let Err(problem) = loaded {
                tracing::warn!(%problem, "the statistics index is not loaded");
            }
            engine.loading.store(false, Ordering::SeqCst);
        });
        if started.is_err() {
            self.loading.store(false, Ordering::SeqCst);
        }
    }

    /// Applies what was committed since the last look.
    fn catch_up(&self, conn: &mut Conn) -> QueryResult<()> {
        let mut seen = self.seen();
        let Some(before) = seen.as_ref() else { return Ok(()) };
        let Some(changes) = facts::changes_since(conn, before)? else {
            tracing::warn!("the database is not the one read before: statistics are loaded again");
            *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = None;
            *seen = None;
            return Ok(());
        };
        if !changes.facts.is_empty() {
            let mut loaded = self.loaded.write().unwrap_or_else(PoisonError::into_inner);
            if let Some(loaded) = loaded.as_mut() {
                changes.facts.iter().for_each(|change| loaded.apply(change));
            }
        }
        *seen = Some(changes.seen);
        Ok(())
    }
}

/// Everything, and up to where it is known. The mark is taken first: what is committed while the
/// pages are read is a change to it, and applying a fact twice does no harm.
fn read_all(conn: &mut Conn) -> QueryResult<Option<(Loaded, Seen)>> {
    let Some(seen) = facts::beginning(conn)? else { return Ok(None) };
    Ok(Some((read_facts(conn)?, seen)))
}

fn read_facts(conn: &mut Conn) -> QueryResult<Loaded> {
    let (pages, waiting) = sync_channel::<Vec<Change>>(WAITING);
    let take_in = move || {
        let mut loaded = Loaded { index: Index::new(), keys: Keys::default() };
        waiting.iter().flatten().for_each(|change| loaded.apply(&change));
        loaded
    };
    thread::scope(|scope| {
        // One reads while the other takes in.
        let taking = thread::Builder::new().name("statistics-load".to_owned());
        let taking = taking
            .spawn_scoped(scope, take_in)
            .map_err(|error| diesel::result::Error::QueryBuilderError(error.into()))?;
        let mut last = 0;
        loop {
            let page = facts::page(conn, last, PART)?;
            let Some(reached) = page.last() else { break };
            last = reached.number;
            if pages.send(page).is_err() {
                break;
            }
        }
        drop(pages);
        match taking.join() {
            Ok(loaded) => Ok(loaded),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Counts the facts one by one: slow and plain, without the index.
pub fn count_one_by_one(conn: &mut Conn, wanted: &Wanted) -> QueryResult<NamedCounts> {
    let mut keys = Keys::default();
    let mut kept = Vec::new();
    let mut last = 0;
    loop {
        let page = facts::page_of(conn, last, PAGE, &wanted.reach())?;
        let Some(reached) = page.last() else { break };
        last = reached.number;
        for change in page {
            let Ok(number) = u32::try_from(change.number) else { continue };
            kept.extend(change.fact.map(|fact| (number, keys.fact(&fact))));
        }
    }
    let selection = keys.selection(wanted);
    let counts = Counts::of(kept.iter().map(|(number, fact)| (*number, fact)), &selection);
    Ok(NamedCounts::new(counts, &keys))
}
