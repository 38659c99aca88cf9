//! Levels of 20,000 learners on 500,000 proofs: the second half of `make bench`, measured end to end
//! over loopback HTTP on the release binary, on both engines. Load comes from this process; server
//! and load share the cores.
//!
//! - `COOPAIR_BENCH_LEARNERS`: how many learners (20000; 1000 at least);
//! - `COOPAIR_BENCH_EVIDENCE`: how many proofs these have (500000);
//! - `COOPAIR_BENCH_ROUNDS`: how often each question is asked (200);
//! - `COOPAIR_BENCH_POSTGRES`: a PostgreSQL server to measure too, or `only:` and that server;
//! - `COOPAIR_BENCH_PROGRAM`: another program than the one just built.
//!
//! A ratio is against one record read by its key in the same rounds. No answer measured for a bar is
//! given again from memory: somebody saves a session before each question, of either kind. What the
//! same questions take between two writes stands beside it.

// A measurement that cannot be made says so by panicking, and prints its table.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

mod base;
#[path = "../numbers/http.rs"]
mod http;
mod imports;
mod network;
// What only the other benchmark asks of it is not used here.
#[allow(dead_code)]
#[path = "../national/process.rs"]
mod process;
mod proofs;
mod questions;
#[allow(dead_code)]
#[path = "../national/random.rs"]
mod random;
mod sessions;
mod visitors;

use base::{Base, Size};

/// One line of the table.
pub struct Line {
    what: String,
    measured: String,
    bar: String,
    /// None without a bar, and where nothing could be measured.
    holds: Option<bool>,
}

fn main() {
    let size = Size {
        learners: number("COOPAIR_BENCH_LEARNERS", 20_000).max(1_000),
        evidence: number("COOPAIR_BENCH_EVIDENCE", 500_000),
    };
    let rounds = number("COOPAIR_BENCH_ROUNDS", 200).max(1);
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
        println!("\n{name}, {} learners, {} proofs", size.learners, size.evidence);
        let lines = measure(server.as_deref(), size, rounds);
        println!("\n{name}, {} learners, medians of {rounds}", size.learners);
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

fn measure(server: Option<&str>, size: Size, rounds: usize) -> Vec<Line> {
    let folder = std::env::temp_dir().join(format!("coopair-levels-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let base = Base::fill(server, &folder, size);
    let mut lines = Vec::new();
    base.told(&mut lines);
    questions::ask(&base, &folder, rounds, &mut lines);
    imports::run(&base, &folder, &mut lines);
    base.check();
    let _ = std::fs::remove_dir_all(&folder);
    lines
}
