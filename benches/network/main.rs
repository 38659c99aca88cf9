//! The peer-training network under load: the third part of `make bench`, measured end to end over
//! loopback HTTP and SMTP on the release binary, on both engines. Load comes from this process;
//! server and load share the cores.
//!
//! - `COOPAIR_BENCH_ENROLMENTS`: how many people want the twenty seats (2000);
//! - `COOPAIR_BENCH_FACILITATORS`: among how many facilitators somebody is looked for (10000);
//! - `COOPAIR_BENCH_WORKSHOPS`: how many workshops the month has (5000);
//! - `COOPAIR_BENCH_REMINDERS`: how many reminders are due at once (10000);
//! - `COOPAIR_BENCH_ROUNDS`: how often each question is asked (200);
//! - `COOPAIR_BENCH_POSTGRES`: a PostgreSQL server to measure too, or `only:` and that server;
//! - `COOPAIR_BENCH_PROGRAM`: another program than the one just built.
//!
//! Somebody saves a session before each question: no answer measured is given again from memory.

// A measurement that cannot be made says so by panicking, and prints its table.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

mod base;
mod enrolments;
#[path = "../numbers/http.rs"]
mod http;
mod process;
mod questions;
mod reminders;
mod sink;

use base::{Base, Size};

/// One line of the table.
pub struct Line {
    pub what: String,
    pub measured: String,
    pub bar: String,
    /// None without a bar.
    pub holds: Option<bool>,
}

impl Line {
    /// A line that has no bar.
    pub fn told(what: &str, measured: String) -> Self {
        Self { what: what.to_owned(), measured, bar: "–".to_owned(), holds: None }
    }
}

fn main() {
    let size = Size {
        enrolments: number("COOPAIR_BENCH_ENROLMENTS", 2_000),
        facilitators: number("COOPAIR_BENCH_FACILITATORS", 10_000).max(1_000),
        workshops: number("COOPAIR_BENCH_WORKSHOPS", 5_000),
        reminders: number("COOPAIR_BENCH_REMINDERS", 10_000),
        rounds: number("COOPAIR_BENCH_ROUNDS", 200).max(1),
    };
    let mut engines = vec![("SQLite", None)];
    match std::env::var("COOPAIR_BENCH_POSTGRES").ok() {
        None => println!("COOPAIR_BENCH_POSTGRES is not set: PostgreSQL is not measured"),
        Some(server) => match server.strip_prefix("only:") {
            Some(server) => engines = vec![("PostgreSQL", Some(server.to_owned()))],
            None => engines.push(("PostgreSQL", Some(server))),
        },
    }
    let mut all_hold = true;
    for (name, server) in engines {
        println!("\n{name}, {} facilitators, {} workshops", size.facilitators, size.workshops);
        let lines = measure(server.as_deref(), size);
        println!("\n{name}, the network, medians of {}", size.rounds);
        println!("| what | measured | bar | |");
        println!("|---|---|---|---|");
        for line in lines {
            let verdict = match line.holds {
                Some(true) => "holds",
                Some(false) => "FALLS SHORT",
                None => "",
            };
            all_hold &= line.holds != Some(false);
            println!("| {} | {} | {} | {verdict} |", line.what, line.measured, line.bar);
        }
    }
    if !all_hold {
        println!("\nNot every bar is held; see docs/performance.md.");
    }
}

fn number(name: &str, default: usize) -> usize {
    let given = std::env::var(name).ok();
    given.map_or(default, |text| text.replace('_', "").parse().expect("a number"))
}

fn measure(server: Option<&str>, size: Size) -> Vec<Line> {
    let folder = std::env::temp_dir().join(format!("coopair-network-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let base = Base::fill(server, &folder, size);
    let mut lines = Vec::new();
    enrolments::run(&base, &mut lines);
    questions::ask(&base, &mut lines);
    reminders::run(&base, server.is_some(), &mut lines);
    base.check();
    let _ = std::fs::remove_dir_all(&folder);
    lines
}
