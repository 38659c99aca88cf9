//! The base: made by bulk inserts in the order in which it would have come about; what is derived
//! from it is derived by the program.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{Months, NaiveDate};
use coopair::competences;
use coopair::facts;
use coopair::platform::clock::Clock;
use coopair::platform::database::{Conn, Id, connect, upgrade};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::network::{self, Network};
use crate::{Line, process, proofs, sessions};

/// How large a base is.
#[derive(Clone, Copy)]
pub struct Size {
    pub learners: usize,
    /// Proofs of learners; facilitators have theirs besides.
    pub evidence: usize,
}

pub struct Base {
    pub url: String,
    pub size: Size,
    pub network: Network,
    /// The latest session of the first group: ten people by name.
    pub session_id: Id,
    /// Learners as an import knows them: last name, first name, staff number.
    pub named: Vec<(String, String, String)>,
    evidence: usize,
    generated: Duration,
    derived: Duration,
}

/// Writes rows, so many in one statement.
macro_rules! bulk {
    ($conn:expr, $table:ident, $rows:expr) => {
        for rows in $rows.chunks(1_000) {
            coopair::on_either!(&mut *$conn, |c| diesel::insert_into($table::table)
                .values(rows.to_vec())
                .execute(c))
            .expect("rows inserted");
        }
    };
}
pub(crate) use bulk;

pub fn clock() -> Clock {
    Clock::system(chrono_tz::Europe::Paris)
}

/// The first day of three years that end today.
pub fn first_day() -> NaiveDate {
    clock().today().checked_sub_months(Months::new(36)).expect("a day")
}

fn database_url(server: Option<&str>, folder: &Path) -> String {
    let Some(server) = server else { return folder.join("levels.sqlite").display().to_string() };
    let mut conn = connect(server).expect("the PostgreSQL server answers");
    conn.batch_execute("DROP DATABASE IF EXISTS coopair_levels WITH (FORCE)").expect("dropped");
    conn.batch_execute("CREATE DATABASE coopair_levels").expect("created");
    let root = server.rsplit_once('/').map_or(server, |(root, _)| root);
    format!("{root}/coopair_levels")
}

impl Base {
    pub fn fill(server: Option<&str>, folder: &Path, size: Size) -> Self {
        let url = database_url(server, folder);
        let started = Instant::now();
        let told = |what: &str| println!("  {what}, {:.0} s", started.elapsed().as_secs_f64());
        let mut conn = connect(&url).expect("the database opens");
        upgrade(&mut conn).expect("the migrations run");
        let first = clock().start_of(first_day()).plus_seconds(9 * 3_600);
        let frozen = Clock::frozen(chrono_tz::Europe::Paris, first);
        let network = conn
            .transaction(|conn| network::make(conn, &frozen, size.learners))
            .expect("a network");
        told("people with an account");
        let (groups, named, evidence) = conn
            .transaction(|conn| {
                let (groups, named) = sessions::write(conn, &frozen, &network, size.learners);
                told("learners and sessions");
                let evidence = proofs::write(conn, &network, &groups, size.evidence);
                told("proofs");
                diesel::QueryResult::Ok((groups, named, evidence))
            })
            .expect("a history");
        tidy(&mut conn);
        let generated = started.elapsed();
        // Every session gets its fact from the program, as after an upgrade.
        process::run("migrate", &url, folder);
        assert!(facts::complete(&mut conn).expect("it is noted"), "facts are not there");
        told("facts");
        let derived = derive(&mut conn);
        tidy(&mut conn);
        told("levels");
        let session_id = groups[0].meetings.last().expect("a session").id;
        Self { url, size, network, session_id, named, evidence, generated, derived }
    }

    pub fn told(&self, lines: &mut Vec<Line>) {
        let mut line = |what: &str, took: Duration| {
            lines.push(Line {
                what: what.to_owned(),
                measured: format!("{:.1} s", took.as_secs_f64()),
                bar: "–".to_owned(),
                holds: None,
            });
        };
        line(&format!("(making the base: {} proofs)", self.evidence), self.generated);
        line("(deriving everybody's levels)", self.derived);
    }

    /// Everything derived is still as the ledger says.
    pub fn check(&self) {
        let mut conn = connect(&self.url).expect("a connection");
        assert!(facts::complete(&mut conn).expect("it is noted"), "facts are missing");
        assert_eq!(differing(&mut conn, false), 0, "levels that differ from the ledger");
    }
}

fn differing(conn: &mut Conn, repair: bool) -> usize {
    let catalogue = competences::catalogue(conn).expect("competences");
    let found = conn.transaction(|conn| competences::recount(conn, &catalogue, repair));
    found.expect("recounted").len()
}

/// Levels of everybody from the ledger, by the program's own recount; a second one finds nothing.
fn derive(conn: &mut Conn) -> Duration {
    let started = Instant::now();
    assert!(differing(conn, true) > 0, "nobody has a proof");
    let derived = started.elapsed();
    assert_eq!(differing(conn, false), 0, "levels that differ from the ledger");
    derived
}

/// Nothing left in the log, statistics of the planner up to date.
fn tidy(conn: &mut Conn) {
    match conn {
        Conn::Sqlite(c) => c.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").expect("tidied"),
        Conn::Postgres(c) => {
            // Several statements in one text would be one transaction.
            c.batch_execute("VACUUM ANALYZE").expect("analysed");
            c.batch_execute("CHECKPOINT").expect("written");
        }
    }
}
