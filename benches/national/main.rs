//! `make bench-stats`: figures at national scale, measured end to end over loopback HTTP on the
//! release binary, on both engines. Load comes from this process; server and load share the cores.
//!
//! - `COOPAIR_BENCH_SESSIONS`: how many sessions, or several numbers separated by commas (3000000);
//! - `COOPAIR_BENCH_KEEP`: a folder in which the bases are kept and found again;
//! - `COOPAIR_BENCH_POSTGRES`: a PostgreSQL server to measure too, or `only:` and that server;
//! - `COOPAIR_BENCH_PROGRAM`: another program than the one just built.
//!
//! Without `COOPAIR_BENCH_KEEP` everything is removed at the end.
//!
//! No answer measured is given again from memory: between two questions somebody else's session
//! is saved, so each answer also catches up with a write.

// A measurement that cannot be made says so by panicking, and prints its table.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods, clippy::panic)]

mod base;
mod history;
#[path = "../numbers/http.rs"]
mod http;
#[path = "../numbers/load.rs"]
mod load;
mod network;
mod process;
mod questions;
mod random;
mod rows;
mod visitors;
mod writes;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use coopair::platform::database::Db;
use serde_json::Value;

use base::{Base, Place};
use http::Client;
use process::Server;
use visitors::Visitors;
use writes::ms;

const SECONDS: u64 = 5;
const READERS: usize = 32;

/// One line of the table.
pub struct Line {
    what: String,
    measured: String,
    /// The same in short, to put beside other sizes.
    figure: String,
    bar: String,
    /// None without a bar.
    holds: Option<bool>,
}

/// What questions are asked of.
pub struct Reading<'a> {
    server: &'a Server,
    db: &'a Db,
    visitors: &'a Visitors,
}

fn main() {
    let sizes: Vec<usize> = std::env::var("COOPAIR_BENCH_SESSIONS")
        .unwrap_or_else(|_| "3000000".to_owned())
        .split(',')
        .map(|size| size.trim().replace('_', "").parse().expect("a number of sessions"))
        .collect();
    let postgres = std::env::var("COOPAIR_BENCH_POSTGRES").ok();
    let mut engines = Vec::new();
    match postgres.as_deref().map(|server| (server.strip_prefix("only:"), server)) {
        None => {
            println!("COOPAIR_BENCH_POSTGRES is not set: PostgreSQL is not measured");
            engines.push(("SQLite", None));
        }
        Some((Some(server), _)) => engines.push(("PostgreSQL", Some(server.to_owned()))),
        Some((None, server)) => {
            engines.push(("SQLite", None));
            engines.push(("PostgreSQL", Some(server.to_owned())));
        }
    }
    let kept = std::env::var("COOPAIR_BENCH_KEEP").ok().map(PathBuf::from);
    let folder = kept.clone().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("coopair-national-{}", std::process::id()))
    });
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, server) in engines {
        let mut all = Vec::new();
        for sessions in &sizes {
            let place = Place {
                folder: folder.clone(),
                server: server.clone(),
                sessions: *sessions,
                keep: kept.is_some(),
            };
            println!("\n{name}, {sessions} sessions");
            let lines = measure(&place);
            table(&lines);
            all.push((*sessions, lines));
        }
        if sizes.len() > 1 {
            growth(name, &all);
        }
    }
    if kept.is_none() {
        let _ = std::fs::remove_dir_all(&folder);
    }
}

fn table(lines: &[Line]) {
    println!("| what | measured | bar | |");
    println!("|---|---|---|---|");
    for line in lines {
        let verdict = match line.holds {
            Some(true) => "holds",
            Some(false) => "FALLS SHORT",
            None => "",
        };
        println!("| {} | {} | {} | {verdict} |", line.what, line.measured, line.bar);
    }
}

/// The same lines at every size, side by side.
fn growth(name: &str, all: &[(usize, Vec<Line>)]) {
    let sizes: Vec<String> = all.iter().map(|(size, _)| format!("{size} sessions")).collect();
    println!("\n{name}: how cost grows\n| what | {} |", sizes.join(" | "));
    println!("|---|{}", "---|".repeat(all.len()));
    let Some((_, first)) = all.last() else { return };
    for line in first {
        let figure = |lines: &Vec<Line>| {
            let same = lines.iter().find(|other| other.what == line.what);
            same.map_or_else(String::new, |other| other.figure.clone())
        };
        let figures: Vec<String> = all.iter().map(|(_, lines)| figure(lines)).collect();
        println!("| {} | {} |", line.what, figures.join(" | "));
    }
}

fn measure(place: &Place) -> Vec<Line> {
    let base = place.ready();
    let data = std::env::temp_dir().join(format!("coopair-national-data-{}", std::process::id()));
    std::fs::create_dir_all(&data).expect("a folder");
    let mut lines = Vec::new();
    made(&base, place, &mut lines);
    let db = Db::open(&base.url, 8).expect("the database opens");
    let server = Server::start(&base.url, &data);
    let visitors = Visitors::sign_in(&db, &server.address, place.sessions);
    drop(server);
    let (server, answer) = load_index(&base, &data, &visitors, &mut lines);
    let reading = Reading { server: &server, db: &db, visitors: &visitors };
    asks(&reading, &answer, &mut lines);
    readers(&reading, &mut lines);
    writes::many(&reading, &mut lines);
    writes::always(&reading, &mut lines);
    let rate = if place.server.is_some() { 800.0 } else { 0.0 };
    writes::saves(&reading, &base.url, rate, &mut lines);
    drop((server, db));
    let _ = std::fs::remove_dir_all(&data);
    lines
}

fn made(base: &Base, place: &Place, lines: &mut Vec<Line>) {
    let most = if place.server.is_some() { 300 } else { 180 };
    let took = base.rebuilt;
    lines.push(Line {
        what: "rebuild of all derived data".into(),
        measured: format!("{:.0} s", took.as_secs_f64()),
        figure: format!("{:.0} s", took.as_secs_f64()),
        bar: format!("≤ {} min", most / 60),
        holds: Some(took <= Duration::from_secs(most)),
    });
    if let Some(took) = base.generated {
        lines.push(Line {
            what: "(making the base)".into(),
            measured: format!("{:.0} s", took.as_secs_f64()),
            figure: format!("{:.0} s", took.as_secs_f64()),
            bar: "–".into(),
            holds: None,
        });
    }
}

/// A fresh process whose first question is the nation's.
fn load_index(
    base: &Base,
    data: &Path,
    visitors: &Visitors,
    lines: &mut Vec<Line>,
) -> (Server, Value) {
    let server = Server::start(&base.url, data);
    let before = server.memory_mib("VmRSS");
    let answer = Client::open(&server.address).ask(&questions::nation(visitors));
    let took = server.started.elapsed();
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let told = serde_json::from_slice(&answer.body).expect("JSON");
    let (after, peak) = (server.memory_mib("VmRSS"), server.memory_mib("VmHWM"));
    lines.push(Line {
        what: "start to the first national answer".into(),
        measured: format!("{:.2} s", took.as_secs_f64()),
        figure: format!("{:.2} s", took.as_secs_f64()),
        bar: "≤ 10 s".into(),
        holds: Some(took <= Duration::from_secs(10)),
    });
    lines.push(Line {
        what: "memory of the process, index loaded".into(),
        measured: format!("{after} MiB, at most {peak}; {before} before"),
        figure: format!("{after} MiB"),
        bar: "≤ 200 MiB".into(),
        holds: Some(after <= 200),
    });
    (server, told)
}

/// Each question ten times, a write of somebody else before each; the first is not counted.
fn asks(reading: &Reading<'_>, answer: &Value, lines: &mut Vec<Line>) {
    let client = &mut Client::open(&reading.server.address);
    let mut asks = questions::all(reading.visitors, answer);
    asks.extend(questions::protected(reading.visitors, client, answer));
    let writer = &reading.visitors.writers[7];
    let mut written = 0;
    for ask in asks {
        let mut times = Vec::new();
        let mut size = 0;
        for _ in 0..10 {
            let saved = client.ask(&writer.log(written));
            assert!(saved.status < 300, "{}", String::from_utf8_lossy(&saved.body));
            written += 1;
            let asked = Instant::now();
            let answer = client.ask(&ask.request);
            times.push(ms(asked.elapsed()));
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
            size = answer.body.len();
        }
        times.remove(0);
        times.sort_unstable_by(f64::total_cmp);
        let median = times[times.len() / 2];
        lines.push(Line {
            what: ask.what.into(),
            measured: format!(
                "{median:.1} ms ({:.1}–{:.1}), {} kB",
                times[0],
                times[times.len() - 1],
                size / 1_000
            ),
            figure: format!("{median:.1} ms"),
            bar: ask.most.map_or("–".into(), |most| format!("≤ {most:.0} ms")),
            holds: ask.most.map(|most| median <= most),
        });
    }
}

/// Everybody at once: the same question as it is, given again, and in spellings of its own for
/// each time it is asked, which nothing kept answers.
fn readers(reading: &Reading<'_>, lines: &mut Vec<Line>) {
    let address = &reading.server.address;
    let same = questions::nation(reading.visitors);
    let kept = load::run(address, READERS, SECONDS, |_, _| same.clone());
    let fresh = load::run(address, READERS, SECONDS, |thread, at| {
        questions::respelt(reading.visitors, 1 + thread * 127 + at)
    });
    for (what, load) in [
        ("the nation, 12 months, 32 readers, each answer counted", &fresh),
        ("the nation, 12 months, 32 readers, between two writes", &kept),
    ] {
        let (rate, tail) = (load.per_second(), ms(load.p99()));
        lines.push(Line {
            what: what.into(),
            measured: format!("{rate:.0}/s, p99 {tail:.0} ms"),
            figure: format!("{rate:.0}/s, {tail:.0} ms"),
            bar: "≥ 50/s, p99 ≤ 1 s".into(),
            holds: Some(rate >= 50.0 && tail <= 1_000.0),
        });
    }
}
