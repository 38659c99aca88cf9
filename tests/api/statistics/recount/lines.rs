//! The lines of each family, counted the slow and plain way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Duration, NaiveDate};
use coopair::territories;
use serde_json::{Value, json};

use super::{Attendee, Held, NOT_TOLD, Question, size};

/// Walks day by day, a good month beyond both ends to see which periods are cut.
pub fn time(held: &[&Held], question: &Question, code: impl Fn(NaiveDate) -> String) -> Vec<Value> {
    let mut lines: BTreeMap<String, (usize, i64, bool, bool)> = BTreeMap::new();
    let mut day = question.from - Duration::days(31);
    while day <= question.to + Duration::days(31) {
        let inside = question.from <= day && day <= question.to;
        let of_day: Vec<&Held> = held.iter().copied().filter(|held| held.date == day).collect();
        let line = lines.entry(code(day)).or_default();
        line.0 += of_day.len();
        line.1 += size(&of_day);
        line.2 |= !inside;
        line.3 |= inside;
        day += Duration::days(1);
    }
    lines
        .into_iter()
        .filter(|(_, line)| line.3)
        .map(|(code, (sessions, participations, partial, _))| {
            json!({
                "code": code, "sessions": sessions, "participations": participations,
                "partial": partial,
            })
        })
        .collect()
}

pub fn weekdays(held: &[&Held]) -> Vec<Value> {
    (1..=7)
        .map(|weekday| {
            let of_day: Vec<&Held> = held
                .iter()
                .copied()
                .filter(|held| held.date.weekday().number_from_monday() == weekday)
                .collect();
            json!({
                "code": weekday.to_string(), "sessions": of_day.len(),
                "participations": size(&of_day), "partial": false,
            })
        })
        .collect()
}

fn percent(count: i64, whole: i64) -> f64 {
    if whole == 0 { 0.0 } else { (count as f64 * 1000.0 / whole as f64).round() / 10.0 }
}

/// Largest remainder: tenths given out one by one to whoever is owed most.
fn shares(counts: &[i64]) -> Vec<f64> {
    let total: i64 = counts.iter().sum();
    let mut tenths: Vec<i64> =
        counts.iter().map(|count| if total == 0 { 0 } else { count * 1000 / total }).collect();
    while total > 0 && tenths.iter().sum::<i64>() < 1000 {
        let owed = |at: &usize| counts[*at] * 1000 - tenths[*at] * total;
        let next = (0..counts.len()).rev().max_by_key(owed).unwrap_or_default();
        tenths[next] += 1;
    }
    tenths.into_iter().map(|tenth| tenth as f64 / 10.0).collect()
}

pub fn mentions(held: &[&Held], order: &[&str], of: impl Fn(&Held) -> Vec<String>) -> Vec<Value> {
    let carrying = |code: &str| -> Vec<&Held> {
        held.iter().copied().filter(|held| of(held).iter().any(|value| value == code)).collect()
    };
    let all: i64 = order.iter().map(|code| size(&carrying(code))).sum();
    order
        .iter()
        .map(|code| {
            let carrying = carrying(code);
            json!({
                "code": code, "label": null, "sessions": carrying.len(),
                "participations": size(&carrying),
                "share_of_participations": percent(size(&carrying), size(held)),
                "share_of_mentions": percent(size(&carrying), all),
            })
        })
        .collect()
}

/// The codes of `order` first, others by participations, *non communiqué* last.
pub fn single(held: &[&Held], order: &[&str], of: impl Fn(&Held) -> String) -> Vec<Value> {
    let carrying = |code: &str| -> Vec<&Held> {
        held.iter().copied().filter(|held| of(held) == code).collect()
    };
    let others: BTreeSet<String> =
        held.iter().map(|held| of(held)).filter(|code| !order.contains(&code.as_str())).collect();
    let mut others: Vec<String> = others.into_iter().collect();
    others.sort_by_key(|code| (code == NOT_TOLD, -size(&carrying(code))));
    let codes: Vec<String> = order.iter().map(|code| (*code).to_owned()).chain(others).collect();
    let counts: Vec<i64> = codes.iter().map(|code| size(&carrying(code))).collect();
    codes
        .iter()
        .zip(shares(&counts))
        .map(|(code, share)| {
            json!({
                "code": code, "label": null, "sessions": carrying(code).len(),
                "participations": size(&carrying(code)), "share": share,
            })
        })
        .collect()
}

pub fn commune_of(held: &Held) -> String {
    held.commune.unwrap_or_default().to_owned()
}

pub fn region_of(departement: &str) -> &'static str {
    territories::departement(departement).map_or("", |found| found.region_code)
}

pub fn inhabitants(inside: impl Fn(&territories::Commune) -> bool) -> Option<f64> {
    let inside = territories::communes().iter().filter(|commune| inside(commune));
    Some(inside.map(|commune| f64::from(commune.population)).sum()).filter(|sum| *sum > 0.0)
}

pub fn territory(
    held: &[&Held],
    of: impl Fn(&Held) -> String,
    describe: impl Fn(&str) -> (String, Option<f64>),
) -> Vec<Value> {
    let inside = |code: &str, remote: bool| -> Vec<&Held> {
        let belongs = |held: &&&Held| of(held) == code && held.is_remote() == remote;
        held.iter().filter(belongs).copied().collect()
    };
    let lines: BTreeSet<(bool, String)> =
        held.iter().map(|held| (held.is_remote(), of(held))).collect();
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_by_key(|(remote, code)| (*remote, code.is_empty(), -size(&inside(code, *remote))));
    let counts: Vec<i64> =
        lines.iter().map(|(remote, code)| size(&inside(code, *remote))).collect();
    lines
        .iter()
        .zip(shares(&counts))
        .map(|((remote, code), share)| {
            let (label, population) = describe(code);
            let inside = inside(code, *remote);
            let per_10000 = population
                .filter(|_| !remote)
                .map(|population| (size(&inside) as f64 * 1e5 / population).round() / 10.0);
            json!({
                "code": code, "label": label, "remote": remote, "sessions": inside.len(),
                "participations": size(&inside), "share": share, "per_10000": per_10000,
            })
        })
        .collect()
}

/// Followed people by their attribute at their latest participation, and anonymous people.
fn tally(held: &[&Held], dimension: &str) -> BTreeMap<String, (i64, i64)> {
    let mut latest: BTreeMap<&str, (&Held, &Attendee)> = BTreeMap::new();
    let mut by_day = held.to_vec();
    by_day.sort_by_key(|held| (held.date, &held.id));
    for held in by_day {
        held.attendees.iter().for_each(|one| {
            latest.insert(&one.learner, (held, one));
        });
    }
    let mut tally: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (_, one) in latest.values() {
        let value = match dimension {
            "gender" => one.gender,
            "age_band" => one.age_band,
            "status" => one.status,
            _ => one.commune,
        };
        tally.entry(value.unwrap_or(NOT_TOLD).to_owned()).or_default().0 += 1;
    }
    for held in held {
        let told = held.told.iter().filter(|told| told.0 == dimension);
        let mut rest = held.anonymous;
        for (_, value, people) in told {
            tally.entry((*value).to_owned()).or_default().1 += people;
            rest -= people;
        }
        tally.entry(NOT_TOLD.to_owned()).or_default().1 += rest;
    }
    tally.entry(NOT_TOLD.to_owned()).or_default();
    tally
}

fn people_lines(lines: Vec<(String, (i64, i64))>) -> Vec<Value> {
    let counts: Vec<i64> =
        lines.iter().map(|(_, (followed, anonymous))| followed + anonymous).collect();
    lines
        .into_iter()
        .zip(shares(&counts))
        .map(|((code, (followed, anonymous)), share)| {
            json!({
                "code": code, "label": null, "followed": followed, "anonymous": anonymous,
                "share_of_people": share,
            })
        })
        .collect()
}

pub fn people(held: &[&Held], dimension: &str, order: &[&str]) -> Vec<Value> {
    let tally = tally(held, dimension);
    let count = |code: &&str| tally.get(*code).copied().unwrap_or_default();
    people_lines(order.iter().map(|code| ((*code).to_owned(), count(code))).collect())
}

pub fn residence(held: &[&Held]) -> Vec<Value> {
    let mut lines: Vec<_> = tally(held, "commune").into_iter().collect();
    lines.sort_by_key(|(code, (followed, anonymous))| (code == NOT_TOLD, -(followed + anonymous)));
    let mut lines = people_lines(lines);
    for line in &mut lines {
        let commune = line["code"].as_str().and_then(territories::commune);
        line["label"] = json!(commune.map(|commune| commune.name));
    }
    lines
}
