//! The base: made once, kept where `COOPAIR_BENCH_KEEP` says, and copied to be measured.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Datelike, Months, NaiveDate, NaiveTime};
use coopair::facts;
use coopair::platform::clock::Clock;
use coopair::platform::database::{Conn, Engine, Moment, connect, upgrade};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::{history, network, process};

/// Where the base of one engine is made and kept.
pub struct Place {
    /// Of the whole run.
    pub folder: PathBuf,
    /// PostgreSQL's server; SQLite without.
    pub server: Option<String>,
    pub sessions: usize,
    pub keep: bool,
}

/// The base to measure, what its making took where it was made now, and what its facts took.
pub struct Base {
    pub url: String,
    pub generated: Option<Duration>,
    pub rebuilt: Duration,
}

pub fn today() -> NaiveDate {
    Clock::system(chrono_tz::Europe::Paris).today()
}

/// 24 months that end today.
fn days() -> (NaiveDate, NaiveDate) {
    let last = today();
    let first = last.checked_sub_months(Months::new(24)).expect("a day");
    (first.succ_opt().expect("a day"), last)
}

impl Place {
    fn engine(&self) -> Engine {
        if self.server.is_some() { Engine::Postgres } else { Engine::Sqlite }
    }

    fn url(&self, name: &str) -> String {
        match &self.server {
            None => self.folder.join(format!("{name}.sqlite")).display().to_string(),
            Some(server) => {
                let root = server.rsplit_once('/').map_or(server.as_str(), |(root, _)| root);
                format!("{root}/{}", name.replace('-', "_"))
            }
        }
    }

    fn name(&self) -> String {
        format!("national-{}", self.sessions)
    }

    fn exists(&self, name: &str) -> bool {
        match &self.server {
            None => Path::new(&self.url(name)).exists(),
            Some(_) => connect(&self.url(name)).is_ok(),
        }
    }

    fn on_server(&self, order: &str) {
        let server = self.server.as_deref().expect("a server");
        let mut conn = connect(server).expect("the PostgreSQL server answers");
        conn.batch_execute(order).expect("done");
    }

    fn remove(&self, name: &str) {
        match &self.server {
            None => {
                for end in ["", "-wal", "-shm", "-journal"] {
                    let _ = std::fs::remove_file(format!("{}{end}", self.url(name)));
                }
            }
            Some(_) => {
                self.on_server(&format!(
                    "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                    name.replace('-', "_")
                ));
            }
        }
    }

    /// The whole base under its name means that it is complete.
    fn rename(&self, from: &str, to: &str) {
        match &self.server {
            None => std::fs::rename(self.url(from), self.url(to)).expect("renamed"),
            Some(_) => self.on_server(&format!(
                "ALTER DATABASE {} RENAME TO {}",
                from.replace('-', "_"),
                to.replace('-', "_")
            )),
        }
    }

    /// A base with its facts, to write to: a copy where the original, without facts, is kept.
    pub fn ready(&self) -> Base {
        let name = self.name();
        let mut generated = None;
        if !self.exists(&name) {
            generated = Some(self.make());
            self.rename("national-making", &name);
        }
        if !self.keep {
            let url = self.url(&name);
            return Base { rebuilt: rebuild(&url, &self.folder), url, generated };
        }
        self.remove("national-measured");
        match &self.server {
            None => {
                let copied = std::fs::copy(self.url(&name), self.url("national-measured"));
                copied.expect("the base is copied");
            }
            Some(_) => self.on_server(&format!(
                "CREATE DATABASE national_measured TEMPLATE {}",
                name.replace('-', "_")
            )),
        }
        let url = self.url("national-measured");
        Base { rebuilt: rebuild(&url, &self.folder), url, generated }
    }

    fn make(&self) -> Duration {
        let started = Instant::now();
        self.remove("national-making");
        if self.server.is_some() {
            self.on_server("CREATE DATABASE national_making");
        }
        let url = self.url("national-making");
        upgrade(&mut connect(&url).expect("the database opens")).expect("the migrations run");
        let (first, last) = days();
        let zone = chrono_tz::Europe::Paris;
        let moment = first.and_time(NaiveTime::MIN).and_utc().timestamp_millis() + 36_000_000;
        let clock = Clock::frozen(zone, Moment::from_millis(moment));
        println!("  {} mediators, {first} to {last}", network::mediators(self.sessions));
        let mut conn = connect(&url).expect("a connection");
        let made = conn
            .transaction(|conn| network::make(conn, &clock, self.sessions, (first, last)))
            .expect("a network");
        println!("  the network, {:.0} s", started.elapsed().as_secs_f64());
        self.fill(&mut conn, &made, (first, last));
        drop(conn);
        let generated = started.elapsed();
        println!("  generated in {:.0} s", generated.as_secs_f64());
        tidy(&url);
        generated
    }

    /// Rows in bulk: references are right by construction and indexes are made at the end.
    fn fill(&self, conn: &mut Conn, network: &network::Network, days: (NaiveDate, NaiveDate)) {
        conn.batch_execute(match self.engine() {
            Engine::Sqlite => {
                "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; \
                 PRAGMA cache_size = -1000000;"
            }
            Engine::Postgres => "SET session_replication_role = replica",
        })
        .expect("set up");
        let indexes = indexes(conn);
        for (name, _) in &indexes {
            conn.batch_execute(&format!("DROP INDEX {name}")).expect("dropped");
        }
        conn.batch_execute("BEGIN").expect("begun");
        history::write(conn, self.engine(), network, days, self.sessions);
        conn.batch_execute("COMMIT").expect("committed");
        let started = Instant::now();
        for (_, definition) in &indexes {
            conn.batch_execute(definition).expect("an index");
        }
        println!("  {} indexes, {:.0} s", indexes.len(), started.elapsed().as_secs_f64());
        if let Conn::Postgres(c) = conn {
            c.batch_execute("ANALYZE").expect("analysed");
        }
    }
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    definition: String,
}

/// The indexes of the large tables that are not a key.
fn indexes(conn: &mut Conn) -> Vec<(String, String)> {
    const TABLES: &str =
        "('sessions', 'participations', 'headcounts', 'session_tags', 'learners', 'persons')";
    let found: Vec<Index> = match conn {
        Conn::Sqlite(c) => diesel::sql_query(format!(
            "SELECT name, sql AS definition FROM sqlite_master \
             WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {TABLES}"
        ))
        .load(c),
        Conn::Postgres(c) => diesel::sql_query(format!(
            "SELECT CAST(indexname AS text) AS name, indexdef AS definition FROM pg_indexes \
             WHERE tablename IN {TABLES} AND indexname NOT IN \
             (SELECT conname FROM pg_constraint)"
        ))
        .load(c),
    }
    .expect("the indexes");
    found.into_iter().map(|index| (index.name, index.definition)).collect()
}

/// Every session gets its fact from the program itself, as after an upgrade.
fn rebuild(url: &str, folder: &Path) -> Duration {
    let took = process::run("migrate", url, folder);
    println!("  facts in {:.0} s", took.as_secs_f64());
    let mut conn = connect(url).expect("a connection");
    assert!(facts::complete(&mut conn).expect("it is noted"), "facts are not there");
    if let Conn::Postgres(c) = &mut conn {
        c.batch_execute("ANALYZE").expect("analysed");
    }
    took
}

/// Everything in one file, statistics of the planner up to date.
fn tidy(url: &str) {
    match connect(url).expect("a connection") {
        Conn::Sqlite(mut c) => {
            c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")
                .expect("tidied");
        }
        Conn::Postgres(mut c) => c.batch_execute("VACUUM ANALYZE").expect("analysed"),
    }
}

/// First day of a period of whole years that ends today.
pub fn years_back(years: u32) -> NaiveDate {
    let from = today().checked_sub_months(Months::new(12 * years)).expect("a day");
    from.succ_opt().expect("a day")
}

/// An odd period of a bit more than a year.
pub fn odd_days() -> (NaiveDate, NaiveDate) {
    let to = today() - chrono::Days::new(u64::from(today().day()) + 16);
    (to - chrono::Days::new(403), to)
}
