//! Everybody wants one of twenty seats at the same time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::{Value, json};

use crate::Line;
use crate::base::Base;
use crate::http::{Client, request};
use crate::process::Server;

const SEATS: usize = 20;
const CONNECTIONS: usize = 32;

pub fn run(base: &Base, lines: &mut Vec<Line>) {
    let server = Server::start(base, None);
    let lead = base.token_of(base.facilitators.last().expect("a facilitator"));
    let workshop = base.publish(&mut Client::open(&server.address), &lead, 0, SEATS);
    let tokens: Vec<String> = base.learners.iter().map(|own| base.token_of(own)).collect();
    let path = format!("/api/planned-workshops/{workshop}/enrolments");
    let asks: Vec<String> = tokens
        .iter()
        .map(|token| {
            let body = json!({ "id": base.clock.new_id() }).to_string();
            request("POST", &path, token, Some(&body))
        })
        .collect();
    let next = AtomicUsize::new(0);
    let started = Instant::now();
    let mut took: Vec<f64> = std::thread::scope(|scope| {
        let ask = || {
            let (mut client, mut took) = (Client::open(&server.address), Vec::new());
            while let Some(text) = asks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let asked = Instant::now();
                let answer = client.ask(text);
                took.push(asked.elapsed().as_secs_f64() * 1e3);
                assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
            }
            took
        };
        let all: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        all.into_iter().flat_map(|one| one.join().expect("a client")).collect()
    });
    let seconds = started.elapsed().as_secs_f64();
    are_right(&mut Client::open(&server.address), &lead, &workshop, asks.len());
    took.sort_unstable_by(f64::total_cmp);
    let rate = asks.len() as f64 / seconds;
    lines.push(Line {
        what: format!("{} enrolments on {SEATS} seats, {CONNECTIONS} connections", asks.len()),
        measured: format!(
            "{rate:.0}/s; median {:.1} ms, 99 % {:.1} ms; {SEATS} seats given, queue in order",
            took[took.len() / 2],
            took[took.len() * 99 / 100]
        ),
        bar: "≥ 300/s".to_owned(),
        holds: Some(rate >= 300.0),
    });
}

/// Twenty have a seat, everybody else waits, and whoever asked first stands first.
fn are_right(client: &mut Client, lead: &str, workshop: &str, asked: usize) {
    let path = format!("/api/planned-workshops/{workshop}/roster");
    let answer = client.ask(&request("GET", &path, lead, None));
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let roster: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let all = roster["enrolments"].as_array().expect("lines");
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let confirmed = all.iter().filter(|line| text(line, "state") == "confirmed").count();
    let waiting: Vec<&Value> =
        all.iter().filter(|line| text(line, "state") == "waitlisted").collect();
    assert_eq!((confirmed, waiting.len()), (SEATS, asked - SEATS));
    let mut ranked: Vec<(i64, String, String)> = waiting
        .iter()
        .map(|line| {
            let rank = line["rank"].as_i64().expect("a rank");
            (rank, text(line, "created_at"), text(line, "id"))
        })
        .collect();
    ranked.sort();
    assert!(ranked.iter().map(|own| own.0).eq(1..=(asked - SEATS) as i64), "ranks");
    let in_order = ranked.is_sorted_by_key(|(_, at, _)| at.clone());
    assert!(in_order, "the queue is not in the order of arrival");
}
