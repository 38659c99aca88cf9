//! The questions asked, each as often as the record read by its key that they are compared with.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::base::Base;
use crate::http::{Client, request};
use crate::network::TEAM;
use crate::process::Server;
use crate::visitors::{Visitors, Writer};
use crate::{Line, sessions};

enum Bar {
    /// So many times the record read by its key.
    Times(f64),
    Ms(f64),
    None,
}

struct Ask {
    what: &'static str,
    /// Asked in turn.
    requests: Vec<String>,
    bar: Bar,
    /// Whether the answer leaves a note of the look to be written.
    is_noted: bool,
}

/// What was measured of a question, in milliseconds.
#[derive(Default)]
struct Times {
    after_a_write: Vec<f64>,
    /// Without a write, and the record read by its key beside it.
    between: Vec<f64>,
    beside: Vec<f64>,
    size: usize,
}

/// How long a note of a look may take to be written.
const NOTED: Duration = Duration::from_millis(15);

/// What one asks of levels; the first is the record to compare with.
fn all(base: &Base, visitors: &Visitors) -> Vec<Ask> {
    let get = |path: &str, token: &String| request("GET", path, token, None);
    let one = |what, path: &str, token, bar| Ask {
        what,
        requests: vec![get(path, token)],
        bar,
        is_noted: false,
    };
    let organization = format!("/api/organizations/{}", base.network.organization_id);
    let session = format!("/api/sessions/{}/levels", base.session_id);
    let coverage = format!("/api/teams/{}/coverage", base.network.team_id);
    vec![
        one("one organization, by its key", &organization, &visitors.coordinator, Bar::None),
        Ask {
            requests: visitors.learners.iter().map(|own| get("/api/me/levels", own)).collect(),
            ..one("own profile", "", &visitors.admin, Bar::Times(2.0))
        },
        Ask {
            is_noted: true,
            ..one("attest screen of a session", &session, &visitors.attester, Bar::Times(2.0))
        },
        one("coverage of a team of 60", &coverage, &visitors.coordinator, Bar::Ms(50.0)),
        one("figures of all learners", "/api/levels/figures", &visitors.admin, Bar::Ms(100.0)),
    ]
}

pub fn ask(base: &Base, folder: &Path, rounds: usize, lines: &mut Vec<Line>) {
    let server = Server::start(&base.url, folder);
    let visitors = Visitors::sign_in(base, &server.address);
    let client = &mut Client::open(&server.address);
    let asks = all(base, &visitors);
    are_right(client, &asks, base);
    let (asks, absent): (Vec<Ask>, Vec<Ask>) =
        asks.into_iter().partition(|ask| client.ask(&ask.requests[0]).status == 200);
    std::thread::sleep(NOTED);
    let mut times: Vec<Times> = asks.iter().map(|_| Times::default()).collect();
    after_writes(client, &asks, &mut times, &visitors.writer, rounds);
    between_writes(client, &asks, &mut times, rounds);
    let key = median(&times[0].after_a_write);
    for (ask, times) in asks.iter().zip(&times) {
        lines.push(line(ask, times, key));
    }
    for ask in absent {
        lines.push(Line {
            what: ask.what.to_owned(),
            measured: "not served by this program".to_owned(),
            bar: bar(&ask.bar),
            holds: None,
        });
    }
}

/// What is measured is what was meant.
fn are_right(client: &mut Client, asks: &[Ask], base: &Base) {
    let mut told = |at: usize| -> Value {
        let answer = client.ask(&asks[at].requests[0]);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).expect("JSON")
    };
    let count = |list: &Value| list.as_array().map_or(0, Vec::len);
    assert_eq!(told(0)["id"], base.network.organization_id.as_str());
    let levels = told(1);
    let known = levels["levels"].as_array().expect("levels").iter();
    assert_eq!(count(&levels["levels"]), sessions::COMPETENCES, "{levels}");
    assert!(known.filter(|own| !own["verified"].is_null()).count() > 2, "{levels}");
    let screen = told(2);
    assert_eq!((count(&screen["people"]), count(&screen["competences"])), (10, 2), "{screen}");
    assert_eq!(screen["levels_shown"], true);
    assert_eq!(told(3)["members"], TEAM);
}

fn timed(client: &mut Client, ask: &Ask, round: usize) -> (f64, usize) {
    let request = &ask.requests[round % ask.requests.len()];
    let asked = Instant::now();
    let answer = client.ask(request);
    let took = asked.elapsed();
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    if ask.is_noted {
        std::thread::sleep(NOTED);
    }
    (took.as_secs_f64() * 1e3, answer.body.len())
}

/// In turn, somebody else's save before each.
fn after_writes(
    client: &mut Client,
    asks: &[Ask],
    times: &mut [Times],
    writer: &Writer,
    rounds: usize,
) {
    let mut written = 0;
    for round in 0..rounds {
        for (ask, times) in asks.iter().zip(&mut *times) {
            let saved = client.ask(&writer.log(written));
            assert!(saved.status < 300, "{}", String::from_utf8_lossy(&saved.body));
            written += 1;
            let (took, size) = timed(client, ask, round);
            times.after_a_write.push(took);
            times.size = size;
        }
    }
}

/// Each beside the record read by its key, nothing written but what a look leaves.
fn between_writes(client: &mut Client, asks: &[Ask], times: &mut [Times], rounds: usize) {
    for (ask, times) in asks.iter().zip(&mut *times) {
        for round in 0..rounds {
            times.beside.push(timed(client, &asks[0], round).0);
            times.between.push(timed(client, ask, round).0);
        }
    }
}

fn sorted(times: &[f64]) -> Vec<f64> {
    let mut times = times.to_vec();
    times.sort_unstable_by(f64::total_cmp);
    times
}

fn median(times: &[f64]) -> f64 {
    sorted(times)[times.len() / 2]
}

fn bar(bar: &Bar) -> String {
    match bar {
        Bar::Times(most) => format!("≤ {most:.0} × one record"),
        Bar::Ms(most) => format!("≤ {most:.0} ms"),
        Bar::None => "–".to_owned(),
    }
}

fn line(ask: &Ask, times: &Times, key: f64) -> Line {
    let all = sorted(&times.after_a_write);
    let (took, between) = (all[all.len() / 2], median(&times.between));
    let (ratio, kept) = (took / key, between / median(&times.beside));
    let spread = format!("{:.2}–{:.2}", all[all.len() / 10], all[all.len() * 9 / 10]);
    let size = times.size as f64 / 1e3;
    Line {
        what: format!("{} ({size:.1} kB)", ask.what),
        measured: format!(
            "{took:.2} ms ({spread}), {ratio:.2} ×; between two writes {between:.2} ms, {kept:.2} ×"
        ),
        bar: bar(&ask.bar),
        holds: match ask.bar {
            Bar::Times(most) => Some(ratio <= most),
            Bar::Ms(most) => Some(took <= most),
            Bar::None => None,
        },
    }
}
