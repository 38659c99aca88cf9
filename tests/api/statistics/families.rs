//! Long families: the first lines with the whole answer, every line on demand, nothing lost.

use std::collections::{BTreeMap, BTreeSet};

use coopair::territories::{self, Commune};
use serde_json::{Value, json};

use super::recount::{Attendee, Held, Question, figures};
use crate::support::{Person, TODAY, TestApp, individual, with};

/// How many lines of a long family the whole answer sends.
const FIRST: usize = 50;
/// The families of [`many`] that are longer.
const LONG: [&str; 4] = ["by_tag", "by_commune", "by_epci", "by_residence_commune"];

/// 64 communes, each of another EPCI.
fn communes() -> Vec<Commune> {
    let mut epcis = BTreeSet::new();
    let is_new = |commune: &&Commune| commune.epci_code.is_some_and(|code| epcis.insert(code));
    territories::communes().iter().filter(is_new).step_by(11).take(64).copied().collect()
}

/// What a facilitator did in 64 communes, with 64 tags and 64 people who live there, once to three
/// times each: many lines count the same.
struct Many {
    ada: Person,
    held: Vec<Held>,
    names: BTreeMap<String, String>,
}

async fn many(app: &TestApp) -> Many {
    let ada = app.facilitator("Ada").await;
    let admin = app.admin("Inès").await;
    let employer = json!({ "name": "A", "commune_code": "44109" });
    let employer = admin.create("/api/organizations", employer).await;
    app.employ(&ada, &employer, "2025-01-01");
    let mut many = Many { ada, held: Vec::new(), names: BTreeMap::new() };
    for (at, commune) in communes().into_iter().enumerate() {
        let name = format!("Tag {at}");
        let tag = json!({ "name": name, "scope": "personal" });
        let tag = many.ada.create("/api/tags", tag).await;
        many.names.insert(tag.clone(), name);
        let home = json!({ "commune_code": commune.code });
        let learner = many.ada.follow(&format!("Prénom{at}"), "Essai", home).await;
        let attendee = Attendee {
            learner,
            gender: None,
            age_band: None,
            status: None,
            commune: Some(commune.code),
        };
        for _ in 0..=at * 5 % 3 {
            many.session(&employer, Some(commune.code), Some(&attendee), Some(&tag)).await;
        }
    }
    // One more at a distance, and one of nobody known.
    many.session(&employer, None, None, None).await;
    many
}

impl Many {
    /// A session there, or at a distance.
    async fn session(
        &mut self,
        employer: &str,
        commune: Option<&'static str>,
        attendee: Option<&Attendee>,
        tag: Option<&String>,
    ) {
        let place_type = if commune.is_some() { "domicile" } else { "a_distance" };
        let changes = json!({
            "place_type": place_type, "commune_code": commune,
            "learner_id": attendee.map(|one| &one.learner),
            "tag_ids": tag.into_iter().collect::<Vec<_>>(),
        });
        let id = self.ada.create("/api/individual-sessions", with(individual(), changes)).await;
        self.held.push(Held {
            id,
            facilitator: self.ada.id().to_string(),
            employer: (employer.to_owned(), "44109"),
            date: TODAY.parse().expect("a day"),
            minutes: 30,
            place_type,
            commune,
            themes: vec!["email"],
            tags: tag.into_iter().cloned().collect(),
            anonymous: i64::from(attendee.is_none()),
            attendees: attendee.into_iter().cloned().collect(),
            ..Held::default()
        });
    }

    fn question(&self) -> Question {
        let day = |text: &str| text.parse().expect("a day");
        let (from, to) = (day("2026-01-01"), day("2026-12-31"));
        let counted = vec![(self.ada.id().to_string(), from, to)];
        Question { scope: "own", from, to, counted, filters: BTreeMap::new() }
    }
}

fn sum(lines: &[Value], field: &str) -> i64 {
    lines.iter().filter_map(|line| line[field].as_i64()).sum()
}

/// Tenths of a percent.
fn shares(lines: &[Value]) -> i64 {
    let share = |line: &Value| {
        let fields = ["share", "share_of_mentions", "share_of_people"];
        let share = fields.iter().find_map(|field| line[field].as_f64()).expect("a share");
        (share * 10.0).round() as i64
    };
    lines.iter().map(share).sum()
}

/// Belongs to none, or at a distance.
fn is_special(line: &Value) -> bool {
    line["remote"] == true || line["code"] == "" || line["code"] == "non_communique"
}

#[actix_web::test]
async fn every_line_of_a_long_family_is_counted_and_the_first_are_sent() {
    let app = TestApp::new().await;
    let many = many(&app).await;
    let question = many.question();
    let expected = figures(&many.held, &many.names, &question);
    let view = many.ada.read(&question.path()).await;
    let not_sent = view["not_sent"].as_array().expect("families");
    let told: Vec<&str> = not_sent.iter().filter_map(|rest| rest["family"].as_str()).collect();
    assert_eq!(told, LONG);
    for rest in not_sent {
        let family = rest["family"].as_str().expect("a name");
        let path = question.path().replace("?", &format!("/families/{family}?"));
        let whole = many.ada.read(&path).await;
        assert_eq!((&whole["family"], &whole["scope"]), (&json!(family), &json!("own")));
        assert_eq!(whole["lines"], expected[family], "{family}");

        let whole = whole["lines"].as_array().expect("lines");
        let sent = view[family].as_array().expect("lines");
        let (special, ordinary): (Vec<&Value>, Vec<&Value>) =
            whole.iter().partition(|line| is_special(line));
        let first: Vec<&Value> = ordinary.into_iter().take(FIRST).chain(special).collect();
        assert_eq!(sent.iter().collect::<Vec<_>>(), first, "{family}");
        assert_eq!(rest["lines"], whole.len() - sent.len(), "{family}");
        for field in ["sessions", "participations", "followed", "anonymous"] {
            match rest[field].as_i64() {
                Some(left) => assert_eq!(sum(sent, field) + left, sum(whole, field), "{family}"),
                None => assert!(whole[0].get(field).is_none(), "{family} has no {field}"),
            }
        }
        let share = (rest["share"].as_f64().expect("a share") * 10.0).round() as i64;
        assert_eq!(shares(sent) + share, shares(whole), "{family}");
        if family != "by_tag" {
            assert_eq!(shares(whole), 1000, "{family} adds to 100.0");
        }
    }
}

#[actix_web::test]
async fn exports_hold_every_line() {
    let app = TestApp::new().await;
    let many = many(&app).await;
    let question = many.question();
    let expected = figures(&many.held, &many.names, &question);
    let path = question.path().replace("?", "/export/json?");
    let file: Value =
        serde_json::from_slice(&many.ada.get(&path).await.is(200).body).expect("JSON");
    assert_eq!(file["not_sent"], json!([]));
    for family in LONG {
        assert_eq!(file[family], expected[family], "{family}");
    }
    let csv = many.ada.get(&path.replace("json", "csv")).await.is(200).text();
    let lines = csv.lines().filter(|line| line.starts_with("by_commune;")).count();
    assert_eq!(lines, 65, "64 communes and one line at a distance");
}

#[actix_web::test]
async fn a_short_family_is_whole_and_an_unknown_one_is_not_found() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    ada.create("/api/individual-sessions", individual()).await;
    let view = ada.read("/api/statistics").await;
    assert_eq!(view["not_sent"], json!([]));
    for family in ["by_tag", "by_place", "by_commune", "by_epci", "by_residence_commune"] {
        let whole = ada.read(&format!("/api/statistics/families/{family}")).await;
        assert_eq!(whole["lines"], view[family], "{family}");
    }
    for family in ["by_facilitator", "by_organization"] {
        let whole = ada.read(&format!("/api/statistics/families/{family}")).await;
        assert_eq!(whole["lines"], json!([]), "colleagues are for a team or the network");
    }
    for unknown in ["by_theme", "commune", "by_communes"] {
        let path = format!("/api/statistics/families/{unknown}");
        ada.get(&path).await.is_problem(404, "not_found");
    }
    let family = "/api/statistics/families/by_commune";
    ada.get(&format!("{family}?communes=99999")).await.is_problem(400, "invalid_parameter");
    ada.get(&format!("{family}?from=2026-12-31&to=2026-01-01"))
        .await
        .is_problem(400, "invalid_period");
    ada.get(&format!("{family}?scope=network")).await.is_problem(403, "forbidden");
    app.nobody().get(family).await.is_problem(401, "unauthenticated");
}
