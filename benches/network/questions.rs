//! Who can teach something, among everybody; the calendar of a full month.

use std::time::Instant;

use serde_json::{Value, json};

use crate::Line;
use crate::base::{Base, LEADERS};
use crate::http::{Client, request};
use crate::process::Server;

/// Connections that plan the month.
const PLANNERS: usize = 4;

struct Ask {
    what: String,
    request: String,
    /// Milliseconds.
    most: f64,
}

pub fn ask(base: &Base, lines: &mut Vec<Line>) {
    let server = Server::start(base, None);
    month(base, &server.address, lines);
    base.tidy();
    let client = &mut Client::open(&server.address);
    let asks = all(base);
    are_right(client, &asks, base);
    let writer = base.token_of(&base.facilitators[0]);
    let mut times: Vec<Vec<f64>> = asks.iter().map(|_| Vec::new()).collect();
    for round in 0..base.size.rounds {
        for (ask, times) in asks.iter().zip(&mut times) {
            save(base, client, &writer, round);
            let asked = Instant::now();
            let answer = client.ask(&ask.request);
            times.push(asked.elapsed().as_secs_f64() * 1e3);
            assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        }
    }
    for (ask, mut times) in asks.into_iter().zip(times) {
        times.sort_unstable_by(f64::total_cmp);
        let (took, len) = (times[times.len() / 2], times.len());
        lines.push(Line {
            what: ask.what,
            measured: format!("{took:.1} ms ({:.1}–{:.1})", times[len / 10], times[len * 9 / 10]),
            bar: format!("≤ {:.0} ms", ask.most),
            holds: Some(took <= ask.most),
        });
    }
}

/// Somebody else writes something.
fn save(base: &Base, client: &mut Client, writer: &str, round: usize) {
    let id = base.clock.new_id();
    let body = json!({ "name": format!("Bus {round} {id}"), "scope": "personal" }).to_string();
    let saved = client.ask(&request("PUT", &format!("/api/tags/{id}"), writer, Some(&body)));
    assert_eq!(saved.status, 201, "{}", String::from_utf8_lossy(&saved.body));
}

/// A month of workshops, planned by a thousand facilitators at several desks.
fn month(base: &Base, address: &str, lines: &mut Vec<Line>) {
    let tokens: Vec<String> =
        base.facilitators[..LEADERS].iter().map(|one| base.token_of(one)).collect();
    let started = Instant::now();
    let (tokens, count) = (&tokens, base.size.workshops);
    std::thread::scope(|scope| {
        for desk in 0..PLANNERS {
            scope.spawn(move || {
                let mut client = Client::open(address);
                for at in (desk..count).step_by(PLANNERS) {
                    // Another day each time the same person comes round.
                    let number = at % LEADERS + 7 * (at / LEADERS);
                    base.publish(&mut client, &tokens[at % LEADERS], number, 12);
                }
            });
        }
    });
    let rate = count as f64 / started.elapsed().as_secs_f64();
    println!("  workshops, {:.0} s", started.elapsed().as_secs_f64());
    let what = format!("(planning and publishing {count} workshops, {PLANNERS} connections)");
    lines.push(Line::told(&what, format!("{rate:.0}/s")));
}

fn all(base: &Base) -> Vec<Ask> {
    let learner = base.token_of(&base.learners[0]);
    let lead = base.token_of(&base.facilitators[1]);
    let get = |path: &str, token: &String| request("GET", path, token, None);
    let days = format!("from={}&to={}", base.day(0), base.day(32));
    let week = format!("from={}&to={}", base.day(7), base.day(13));
    let competence = base.competences[0];
    let count = base.size.facilitators;
    let one = |what: &str, path: String, token| Ask {
        what: what.to_owned(),
        request: get(&path, token),
        most: 50.0,
    };
    vec![
        one(
            &format!("who can teach a competence, of {count}, with a place"),
            format!("/api/facilitators/for?competence={competence}&level=2&commune=44109"),
            &lead,
        ),
        one(
            "who can help oneself with it",
            format!("/api/me/helpers?competence={competence}&level=2"),
            &learner,
        ),
        one(
            "calendar of the month, as a learner",
            format!("/api/planned-workshops/days?{days}"),
            &learner,
        ),
        one("the same, as a facilitator", format!("/api/planned-workshops/days?{days}"), &lead),
        one(
            "the first 500 workshops of the month",
            format!("/api/planned-workshops?{days}&limit=500"),
            &learner,
        ),
        one(
            "100 workshops of a week with a free seat",
            format!("/api/planned-workshops?{week}&free=true&limit=100"),
            &learner,
        ),
    ]
}

/// What is measured is what was meant.
fn are_right(client: &mut Client, asks: &[Ask], base: &Base) {
    let mut told = |at: usize| -> Value {
        let answer = client.ask(&asks[at].request);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).expect("JSON")
    };
    let count = |list: &Value| list["items"].as_array().map_or(0, Vec::len);
    for at in [0, 1] {
        let helpers = told(at);
        assert_eq!(count(&helpers), 10, "{helpers}");
    }
    for at in [2, 3] {
        let days = told(at);
        let sum: u64 = days["items"]
            .as_array()
            .expect("days")
            .iter()
            .map(|day| day["workshops"].as_u64().unwrap_or_default())
            .sum();
        // And the one with twenty seats.
        assert_eq!(sum, base.size.workshops as u64 + 1, "{days}");
    }
    assert_eq!(count(&told(4)), 500.min(base.size.workshops + 1));
    assert!(count(&told(5)) > 0);
}
