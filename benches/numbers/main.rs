//! `make bench`: the numbers to hold, measured on the release binary over loopback HTTP with
//! 100,000 sessions in the base, and printed as a table. Rates are compared, in the same run,
//! with a bare loop over the same engine (writes) and with a bare static route (reads), so that a
//! slower machine gives the same ratios. Load comes from this process; server and load share the
//! cores.

// A measurement that cannot be made says so by panicking, and prints its table.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::disallowed_methods)]

mod base;
mod http;
mod load;
mod process;

use std::time::{Duration, Instant};

use coopair::platform::database::{Engine, connect, upgrade};
use diesel::connection::SimpleConnection;

use base::Base;
use http::Client;
use load::{Load, run};
use process::{Server, peak_of};

const SECONDS: u64 = 5;
const CONNECTIONS: usize = 8;

/// One line of the table.
struct Line {
    what: String,
    measured: String,
    bar: &'static str,
    holds: bool,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).map(String::as_str) == Some("static") {
        process::serve_static(args[2].parse().expect("bytes"), args[3].parse().expect("a port"));
        return;
    }
    let mut all_hold = true;
    let mut engines = vec![("SQLite", None)];
    match std::env::var("COOPAIR_BENCH_POSTGRES") {
        Ok(server) => engines.push(("PostgreSQL", Some(server))),
        Err(_) => println!("COOPAIR_BENCH_POSTGRES is not set: PostgreSQL is not measured"),
    }
    for (name, server) in engines {
        let lines = measure(server.as_deref());
        println!("\n{name}, 100,000 sessions, {CONNECTIONS} connections, {SECONDS} s each");
        println!("| what | measured | bar | |");
        println!("|---|---|---|---|");
        for line in lines {
            let verdict = if line.holds { "holds" } else { "FALLS SHORT" };
            all_hold &= line.holds;
            println!("| {} | {} | {} | {verdict} |", line.what, line.measured, line.bar);
        }
    }
    if !all_hold {
        println!("\nNot every bar is held; see docs/performance.md.");
    }
}

fn database_url(server: Option<&str>, folder: &std::path::Path) -> String {
    match server {
        None => folder.join("bench.sqlite").display().to_string(),
        Some(server) => {
            let mut conn = connect(server).expect("the PostgreSQL server answers");
            conn.batch_execute("DROP DATABASE IF EXISTS coopair_bench").expect("dropped");
            conn.batch_execute("CREATE DATABASE coopair_bench").expect("created");
            let root = server.rsplit_once('/').map_or(server, |(root, _)| root);
            format!("{root}/coopair_bench")
        }
    }
}

fn measure(server: Option<&str>) -> Vec<Line> {
    let folder = std::env::temp_dir().join(format!("coopair-bench-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let url = database_url(server, &folder);
    upgrade(&mut connect(&url).expect("the database opens")).expect("the migrations run");
    let base = Base::fill(&url);
    let mut lines = Vec::new();

    let mut starts: Vec<Duration> =
        (0..5).map(|_| Server::start(&url, &folder).started_in).collect();
    starts.sort();
    lines.push(Line {
        what: "cold start to first answer (median of 5)".into(),
        measured: format!("{} ms", starts[2].as_millis()),
        bar: "≤ 300 ms",
        holds: starts[2] <= Duration::from_millis(300),
    });

    let program = Server::start(&url, &folder);
    let token = base.sign_in(&program, &folder);
    std::thread::sleep(Duration::from_secs(1));
    lines.push(memory("resident memory, idle", program.resident_mib(), 60, "≤ 60 MiB"));
    reads(&program, &base, &token, &mut lines);
    writes(&program, &base, &token, &url, &mut lines);
    run(&program.address, 32, 3, |_, _| base.list(&token));
    lines.push(memory(
        "resident memory, under 32 connections",
        program.resident_mib(),
        200,
        "≤ 200 MiB",
    ));
    drop(program);
    imports(&url, &folder, &base, &mut lines);
    exports(&url, &folder, &base, &mut lines);
    let _ = std::fs::remove_dir_all(&folder);
    lines
}

fn memory(what: &str, mib: u64, most: u64, bar: &'static str) -> Line {
    Line { what: what.into(), measured: format!("{mib} MiB"), bar, holds: mib <= most }
}

fn reads(program: &Server, base: &Base, token: &str, lines: &mut Vec<Line>) {
    let questions: [(&str, &(dyn Fn() -> String + Sync)); 4] = [
        ("session list, first page of 50", &|| base.list(token)),
        ("learner search", &|| base.search(token)),
        ("home", &|| base.home(token)),
        ("my figures, 12 months (no bar yet)", &|| base.figures(token)),
    ];
    for (what, question) in questions {
        let size = Client::open(&program.address).ask(&question()).body.len();
        let fixed = process::StaticServer::start(size);
        let plain =
            run(&fixed.address, CONNECTIONS, SECONDS, |_, _| http::request("GET", "/", "", None));
        drop(fixed);
        let real = run(&program.address, CONNECTIONS, SECONDS, |_, _| question());
        let ratio = real.per_second() / plain.per_second();
        let tail = real.p99().as_secs_f64() / plain.p99().as_secs_f64();
        let no_bar = what.contains("no bar");
        lines.push(Line {
            what: format!("{what} ({size} bytes)"),
            measured: format!(
                "{:.0}/s of {:.0}/s static: {:.0} %; p99 {:.1} ms, {tail:.1} ×",
                real.per_second(),
                plain.per_second(),
                ratio * 100.0,
                real.p99().as_secs_f64() * 1e3,
            ),
            bar: if no_bar { "–" } else { "≥ 50 %, p99 ≤ 10 ×" },
            holds: no_bar || (ratio >= 0.5 && tail <= 10.0),
        });
    }
}

fn writes(program: &Server, base: &Base, token: &str, url: &str, lines: &mut Vec<Line>) {
    for connections in [1, CONNECTIONS] {
        let bare = base.bare_loop(url, SECONDS);
        let real: Load =
            run(&program.address, connections, SECONDS, |thread, at| base.log(token, thread, at));
        let ratio = real.per_second() / bare;
        lines.push(Line {
            what: format!("log an individual session, {connections} connection(s)"),
            measured: format!(
                "{:.0}/s of {bare:.0}/s bare loop: {:.0} %; p99 {:.1} ms",
                real.per_second(),
                ratio * 100.0,
                real.p99().as_secs_f64() * 1e3,
            ),
            bar: if connections == 1 { "–" } else { "≥ 60 %" },
            holds: connections == 1 || ratio >= 0.6,
        });
    }
}

fn exports(url: &str, folder: &std::path::Path, base: &Base, lines: &mut Vec<Line>) {
    let rows = base.owns_everything();
    for format in ["xlsx", "csv"] {
        let program = Server::start(url, folder);
        let token = base.sign_in(&program, folder);
        let started = Instant::now();
        let answer = Client::open(&program.address).ask(&base.export(&token, format));
        let (took, mib) = (started.elapsed(), program.peak_mib());
        assert!(answer.status == 200 && answer.body.len() > 1_000_000, "{}", answer.status);
        lines.push(Line {
            what: format!("export of {rows} own rows, {format}"),
            measured: format!(
                "{:.1} s, {mib} MiB, a file of {:.1} MB",
                took.as_secs_f64(),
                answer.body.len() as f64 / 1e6
            ),
            bar: "≤ 5 s, ≤ 200 MiB",
            holds: took <= Duration::from_secs(5) && mib <= 200,
        });
    }
}

fn imports(url: &str, folder: &std::path::Path, base: &Base, lines: &mut Vec<Line>) {
    let many = folder.join("learners.xlsx");
    std::fs::write(&many, base::filled_template(10_000)).expect("a workbook");
    let mut files = vec![("import of 10,000 learners", many, 5, 256, "≤ 5 s, ≤ 256 MiB")];
    let genuine = std::env::var("COOPAIR_SHARED").ok().map(|shared| {
        std::path::Path::new(&shared).join("reference/coop-numerique_import-beneficiaires.xlsx")
    });
    match genuine.filter(|path| path.exists()) {
        Some(path) => {
            files.push((
                "import of the Coop's own 1 MB template",
                path,
                2,
                128,
                "≤ 2 s, ≤ 128 MiB",
            ));
        }
        None => println!("the Coop's own template is not here: its import is not measured"),
    }
    for (what, file, most_s, most_mib, bar) in files {
        let (took, mib) = peak_of(&[
            "import",
            "learners",
            &file.display().to_string(),
            "--facilitator",
            &base.email,
            "--database-url",
            url,
            "--data-dir",
            &folder.display().to_string(),
        ]);
        lines.push(Line {
            what: what.into(),
            measured: format!("{:.2} s, {mib} MiB", took.as_secs_f64()),
            bar,
            holds: took <= Duration::from_secs(most_s) && mib <= most_mib,
        });
    }
    let _ = Engine::of(url);
}
