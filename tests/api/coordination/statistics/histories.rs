//! Random histories: whatever two coordinators record, correct, withdraw and bring back, every
//! figure equals the naive recount of the bodies they sent.

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use serde_json::{Value, json};

use super::STATISTICS;
use super::recount::recount;
use crate::statistics::Dice;
use crate::support::{Person, TODAY, TestApp};

/// How many histories each engine lives through.
const HISTORIES: u32 = 16;
const QUESTIONS: usize = 5;
const DEPARTEMENTS: [&str; 4] = ["44", "85", "2A", "971"];
const KINDS: [&str; 3] = ["animation", "evenement", "partenariat"];

type Bytes = [u8; 32];

#[test]
fn every_figure_equals_a_naive_recount() {
    let config = Config {
        cases: HISTORIES,
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let histories = (
        proptest::collection::vec(any::<Bytes>(), 1..=40),
        proptest::collection::vec(any::<Bytes>(), QUESTIONS),
    );
    let outcome = TestRunner::new_with_rng(config, rng).run(&histories, |(steps, questions)| {
        let system = actix_web::rt::System::new();
        system.block_on(live(&steps, &questions)).map_err(TestCaseError::fail)
    });
    if let Err(TestError::Fail(told, _)) = outcome {
        panic!("{told}");
    }
    outcome.expect("the histories run");
}

/// What the test knows of an activity: whose, of which kind, what was sent last.
pub struct Known {
    pub coordinator: usize,
    pub kind: &'static str,
    pub body: Value,
    pub withdrawn: bool,
    id: String,
    version: i64,
}

async fn live(steps: &[Bytes], questions: &[Bytes]) -> Result<(), String> {
    let app = TestApp::new().await;
    let people = [app.coordinator("Inès").await, app.coordinator("Otto").await];
    let abel = app.admin("Abel").await;
    let mut known: Vec<Known> = Vec::new();
    for bytes in steps {
        step(&people, &mut known, &mut Dice::new(bytes)).await;
    }
    for bytes in questions {
        ask(&people, &abel, &known, &mut Dice::new(bytes)).await?;
    }
    Ok(())
}

fn collection(kind: &str) -> &'static str {
    match kind {
        "animation" => "animations",
        "evenement" => "events",
        _ => "partnerships",
    }
}

async fn step(people: &[Person; 2], known: &mut Vec<Known>, dice: &mut Dice<'_>) {
    let deed = dice.below(8);
    if deed < 5 || known.is_empty() {
        let (coordinator, kind) = (dice.below(2), dice.pick(&KINDS));
        let body = draft(kind, dice);
        let path = format!("/api/coordination/{}", collection(kind));
        let id = people[coordinator].create(&path, body.clone()).await;
        known.push(Known { coordinator, kind, body, withdrawn: false, id, version: 1 });
        return;
    }
    let at = dice.below(known.len());
    let one = &mut known[at];
    let who = &people[one.coordinator];
    let activity = format!("/api/coordination/activities/{}", one.id);
    if one.withdrawn {
        who.post(&format!("{activity}/restore"), Value::Null).await.is(200);
        one.withdrawn = false;
    } else if deed == 7 {
        who.delete_at(&activity, one.version).await.is(204);
        one.withdrawn = true;
    } else {
        one.body = draft(one.kind, dice);
        let path = format!("/api/coordination/{}/{}", collection(one.kind), one.id);
        who.put_at(&path, one.version, one.body.clone()).await.is(200);
    }
    one.version += 1;
}

/// One of 25 days over fourteen months.
fn day(dice: &mut Dice<'_>) -> NaiveDate {
    let today: NaiveDate = TODAY.parse().expect("a day");
    today - Duration::days(17 * dice.below(25) as i64)
}

fn draft(kind: &str, dice: &mut Dice<'_>) -> Value {
    let date = day(dice);
    let departements = dice.few(&DEPARTEMENTS);
    let minutes = dice.some(&[1, 30, 90, 1440]);
    let level = dice.some(&["communal", "national"]);
    let mut body = match kind {
        "animation" => json!({
            "duration_min": minutes.unwrap_or(60),
            "animation_type": dice.pick(&["comite", "echange", "webinaire"]),
            "initiative": dice.some(&["initiative", "demande"]),
            "themes": listed(dice, &["partage", "reseau", "rh"]),
            "mediators": 1 + dice.below(9),
            "structures": dice.below(4),
            "other_actors": dice.below(4),
        }),
        "evenement" => json!({
            "duration_min": minutes,
            "event_type": dice.pick(&["grand_public", "nec_local"]),
            "organizers": listed(dice, &["ma_structure", "hub", "etat"]),
            "participants": dice.below(200),
            "territorial_level": level,
        }),
        _ => {
            let partners = 1 + dice.below(4);
            let partners: Vec<Value> = (0..partners)
                .map(|_| json!({ "name": "Partenaire", "kind": dice.pick(&["commune", "hub"]) }))
                .collect();
            json!({
                "duration_min": minutes,
                "natures": listed(dice, &["subvention", "rdv_elu"]),
                "partners": partners,
                "territorial_level": level,
            })
        }
    };
    body["date"] = json!(date);
    body["departements"] = json!(departements);
    body
}

/// A few of them, at least one.
fn listed(dice: &mut Dice<'_>, from: &[&str]) -> Vec<String> {
    let mut some: Vec<String> = dice.few(from).into_iter().map(str::to_owned).collect();
    if some.is_empty() {
        some.push(dice.pick(from).to_owned());
    }
    some
}

async fn ask(
    people: &[Person; 2],
    abel: &Person,
    known: &[Known],
    dice: &mut Dice<'_>,
) -> Result<(), String> {
    let of = dice.below(3);
    let (mut from, mut to) = (day(dice), day(dice));
    if from > to {
        (from, to) = (to, from);
    }
    let (kinds, departements) = (dice.few(&KINDS), dice.few(&DEPARTEMENTS));
    let question = format!(
        "{STATISTICS}?from={from}&to={to}&kinds={}&departements={}",
        kinds.join(","),
        departements.join(",")
    );
    let told = people.get(of).unwrap_or(abel).read(&question).await;
    let counted: Vec<&Known> = known
        .iter()
        .filter(|one| !one.withdrawn && (of == 2 || one.coordinator == of))
        .filter(|one| {
            let began: NaiveDate = one.body["date"].as_str().expect("a day").parse().expect("one");
            from <= began && began <= to
        })
        .filter(|one| kinds.is_empty() || kinds.contains(&one.kind))
        .filter(|one| {
            let codes = one.body["departements"].as_array().expect("codes");
            departements.is_empty()
                || codes.iter().any(|code| departements.iter().any(|wanted| code == wanted))
        })
        .collect();
    let expected = recount(&counted, from, to);
    for (family, value) in expected.as_object().expect("figures") {
        if told[family] != *value {
            return Err(format!("{question}\n{family}: {}\nrecounted: {value}", told[family]));
        }
    }
    Ok(())
}
