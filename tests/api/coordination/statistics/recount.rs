//! The naive recount: every figure from the bodies that were sent, one loop each, with no line of
//! the program's own counting.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::histories::Known;

fn number(body: &Value, field: &str) -> i64 {
    body[field].as_i64().unwrap_or(0)
}

fn people(body: &Value) -> i64 {
    number(body, "mediators") + number(body, "other_actors") + number(body, "participants")
}

/// Whether a body carries a value in a field: a text, a list of texts, a list of partners.
fn carries(body: &Value, field: &str, value: &str) -> bool {
    match &body[field] {
        Value::String(text) => text == value,
        Value::Array(items) => items.iter().any(|item| item == value || item["kind"] == value),
        _ => false,
    }
}

fn tells_nothing(body: &Value, field: &str) -> bool {
    body[field].is_null() || body[field].as_array().is_some_and(Vec::is_empty)
}

fn counts(of: &[&Known]) -> Value {
    json!({
        "activities": of.len(),
        "minutes": of.iter().map(|one| number(&one.body, "duration_min")).sum::<i64>(),
        "people": of.iter().map(|one| people(&one.body)).sum::<i64>(),
    })
}

fn line(code: &str, label: Option<&str>, of: &[&Known]) -> Value {
    let mut line = counts(of);
    line["code"] = json!(code);
    line["label"] = json!(label);
    line
}

fn keep<'a>(from: &[&'a Known], wanted: impl Fn(&Known) -> bool) -> Vec<&'a Known> {
    from.iter().copied().filter(|one| wanted(one)).collect()
}

/// The codes of a list of the data file.
fn codes(list: &str) -> Vec<&'static str> {
    coopair::vocabulary::labels::list(list).iter().map(|value| value.code).collect()
}

fn family(known: &[&Known], kinds: &[&str], list: &str, field: &str) -> Value {
    let of_kind = keep(known, |one| kinds.contains(&one.kind));
    let mut lines: Vec<Value> = codes(list)
        .into_iter()
        .map(|code| line(code, None, &keep(&of_kind, |one| carries(&one.body, field, code))))
        .collect();
    let untold = keep(&of_kind, |one| tells_nothing(&one.body, field));
    if !untold.is_empty() {
        lines.push(line("non_communique", None, &untold));
    }
    json!(lines)
}

/// (code, name) of territories, each with the départements of the histories that belong to it.
type Territory = (&'static str, &'static str, &'static [&'static str]);

const DEPARTEMENTS: [Territory; 4] = [
    ("2A", "Corse-du-Sud", &["2A"]),
    ("44", "Loire-Atlantique", &["44"]),
    ("85", "Vendée", &["85"]),
    ("971", "Guadeloupe", &["971"]),
];
const REGIONS: [Territory; 3] = [
    ("01", "Guadeloupe", &["971"]),
    ("52", "Pays de la Loire", &["44", "85"]),
    ("94", "Corse", &["2A"]),
];

fn territories(known: &[&Known], all: &[Territory]) -> Value {
    let mut lines: Vec<Value> = all
        .iter()
        .map(|(code, name, parts)| {
            let there =
                |one: &Known| parts.iter().any(|part| carries(&one.body, "departements", part));
            line(code, Some(name), &keep(known, there))
        })
        .filter(|line| line["activities"] != 0)
        .collect();
    // Stable: those with as many activities stay in the order of their codes.
    lines.sort_by_key(|line| -line["activities"].as_i64().expect("a count"));
    let nowhere = keep(known, |one| tells_nothing(&one.body, "departements"));
    if !nowhere.is_empty() {
        lines.push(line("non_communique", None, &nowhere));
    }
    json!(lines)
}

fn months(known: &[&Known], from: NaiveDate, to: NaiveDate) -> Value {
    let mut lines = Vec::new();
    let mut day = from;
    while day <= to {
        let code = format!("{:04}-{:02}", day.year(), day.month());
        let days: Vec<NaiveDate> = (1..=31)
            .filter_map(|number| NaiveDate::from_ymd_opt(day.year(), day.month(), number))
            .collect();
        let mut month = counts(&keep(known, |one| {
            one.body["date"].as_str().is_some_and(|date| date.starts_with(&code))
        }));
        month["partial"] = json!(days.iter().any(|day| *day < from || *day > to));
        month["code"] = json!(code);
        lines.push(month);
        day = *days.last().expect("a last day") + chrono::Duration::days(1);
    }
    json!(lines)
}

pub fn recount(known: &[&Known], from: NaiveDate, to: NaiveDate) -> Value {
    let sum = |of: &dyn Fn(&Known) -> i64| known.iter().map(|one| of(one)).sum::<i64>();
    let of_kind = |kind: &str| keep(known, |one| one.kind == kind).len();
    let (meetings, fairs, pacts) = (["animation"], ["evenement"], ["partenariat"]);
    let mut by_kind = Vec::new();
    for kind in codes("type_activite_coordination") {
        by_kind.push(line(kind, None, &keep(known, |one| one.kind == kind)));
    }
    json!({
        "totals": {
            "activities": known.len(),
            "animations": of_kind("animation"),
            "events": of_kind("evenement"),
            "partnerships": of_kind("partenariat"),
            "minutes": sum(&|one| number(&one.body, "duration_min")),
            "untimed": sum(&|one| i64::from(one.body["duration_min"].is_null())),
            "people": sum(&|one| people(&one.body)),
            "mediators": sum(&|one| number(&one.body, "mediators")),
            "other_actors": sum(&|one| number(&one.body, "other_actors")),
            "participants": sum(&|one| number(&one.body, "participants")),
            "structures": sum(&|one| number(&one.body, "structures")),
            "partners": sum(&|one| one.body["partners"].as_array().map_or(0, Vec::len) as i64),
        },
        "by_kind": by_kind,
        "by_month": months(known, from, to),
        "by_departement": territories(known, &DEPARTEMENTS),
        "by_region": territories(known, &REGIONS),
        "by_territorial_level":
            family(known, &["evenement", "partenariat"], "echelon_territorial", "territorial_level"),
        "by_initiative": family(known, &meetings, "initiative", "initiative"),
        "by_animation_type": family(known, &meetings, "type_animation", "animation_type"),
        "by_animation_theme": family(known, &meetings, "thematique_animation", "themes"),
        "by_event_type": family(known, &fairs, "type_evenement", "event_type"),
        "by_organizer": family(known, &fairs, "organisateur", "organizers"),
        "by_nature": family(known, &pacts, "nature_partenariat", "natures"),
        "by_partner_kind": family(known, &pacts, "type_structure_partenaire", "partners"),
    })
}
