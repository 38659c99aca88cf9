//! The figures of coordination: examples, who may ask, and random histories against a recount.

mod histories;
mod recount;

use coopair::policy::Role;
use serde_json::{Value, json};

use super::{ANIMATIONS, EVENTS, PARTNERSHIPS};
use crate::support::{Person, TestApp, animation, event, partnership, with};

pub const STATISTICS: &str = "/api/coordination/statistics";

/// The line of a code.
#[track_caller]
fn line<'a>(figures: &'a Value, family: &str, code: &str) -> &'a Value {
    let lines = figures[family].as_array().into_iter().flatten();
    lines.into_iter().find(|line| line["code"] == code).unwrap_or_else(|| panic!("no {code}"))
}

/// (activities, minutes, people)
fn counts(line: &Value) -> (i64, i64, i64) {
    let count = |name: &str| line[name].as_i64().expect("a count");
    (count("activities"), count("minutes"), count("people"))
}

#[actix_web::test]
async fn each_figure_counts_what_its_definition_says() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let empty = ines.read(STATISTICS).await;
    assert_eq!(empty["totals"]["activities"], 0);
    assert_eq!((&empty["from"], &empty["to"]), (&json!("2025-11-13"), &json!("2026-11-12")));

    let meeting = json!({
        "date": "2026-03-02", "departements": ["44", "85"], "structures": 2, "other_actors": 3,
        "themes": ["partage", "reseau"], "initiative": "demande",
    });
    ines.create(ANIMATIONS, with(animation(), meeting)).await;
    let fair = json!({
        "date": "2026-03-30", "end_date": "2026-04-01", "duration_min": 600,
        "departements": ["44"], "territorial_level": "regional", "organizers": ["hub", "region"],
    });
    ines.create(EVENTS, with(event(), fair)).await;
    let pact = json!({
        "date": "2026-04-02",
        "partners": [
            { "name": "Port-Clair", "kind": "commune" }, { "name": "Clairval", "kind": "commune" },
        ],
    });
    ines.create(PARTNERSHIPS, with(partnership(), pact)).await;
    let figures = ines.read(STATISTICS).await;
    assert_eq!(
        figures["totals"],
        json!({
            "activities": 3, "animations": 1, "events": 1, "partnerships": 1, "minutes": 690,
            "untimed": 1, "people": 131, "mediators": 8, "other_actors": 3, "participants": 120,
            "structures": 2, "partners": 2,
        })
    );
    for (family, code, expected) in [
        ("by_kind", "animation", (1, 90, 11)),
        ("by_kind", "partenariat", (1, 0, 0)),
        ("by_month", "2026-03", (2, 690, 131)),
        ("by_month", "2026-04", (1, 0, 0)),
        ("by_month", "2026-05", (0, 0, 0)),
        ("by_departement", "44", (2, 690, 131)),
        ("by_departement", "85", (1, 90, 11)),
        ("by_departement", "non_communique", (1, 0, 0)),
        ("by_region", "52", (2, 690, 131)),
        ("by_territorial_level", "regional", (1, 600, 120)),
        ("by_territorial_level", "non_communique", (1, 0, 0)),
        ("by_initiative", "demande", (1, 90, 11)),
        ("by_animation_type", "reunion_coordination", (1, 90, 11)),
        ("by_animation_theme", "reseau", (1, 90, 11)),
        ("by_event_type", "grand_public", (1, 600, 120)),
        ("by_organizer", "hub", (1, 600, 120)),
        ("by_nature", "parcours_usager", (1, 0, 0)),
        ("by_partner_kind", "commune", (1, 0, 0)),
        ("by_partner_kind", "epci", (0, 0, 0)),
    ] {
        assert_eq!(counts(line(&figures, family, code)), expected, "{family} {code}");
    }
    assert_eq!(line(&figures, "by_departement", "44")["label"], "Loire-Atlantique");
    assert_eq!(line(&figures, "by_region", "52")["label"], "Pays de la Loire");
    let months = figures["by_month"].as_array().expect("months");
    assert_eq!(months.len(), 13);
    assert_eq!((&months[0]["partial"], &months[1]["partial"]), (&json!(true), &json!(false)));
}

#[actix_web::test]
async fn filters_narrow_and_what_is_unknown_is_refused() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let west = json!({ "date": "2026-03-31", "departements": ["44"] });
    ines.create(ANIMATIONS, with(animation(), west)).await;
    let south = json!({ "date": "2026-04-01", "departements": ["2A", "44"] });
    ines.create(EVENTS, with(event(), south)).await;
    ines.create(PARTNERSHIPS, partnership()).await;
    for (question, activities) in [
        ("", 3),
        ("scope=own", 3),
        ("kinds=", 3),
        ("kinds=animation", 1),
        ("kinds=animation,partenariat", 2),
        ("departements=44", 2),
        ("departements=2A,44", 2),
        ("departements=2A", 1),
        ("departements=2B", 0),
        ("departements=44&kinds=evenement", 1),
        ("from=2026-04-01", 2),
        ("from=2026-03-31&to=2026-03-31", 1),
        ("to=2026-03-31", 1),
    ] {
        let figures = ines.read(&format!("{STATISTICS}?{question}")).await;
        assert_eq!(figures["totals"]["activities"], activities, "{question}");
    }
    for (question, code) in [
        ("kinds=reunion", "invalid_parameter"),
        ("kinds=animation,", "invalid_parameter"),
        ("departements=99", "invalid_parameter"),
        ("scope=team", "invalid_parameter"),
        ("from=2026-02-30", "invalid_parameter"),
        ("themes=partage", "invalid_parameter"),
        ("from=2026-04-02&to=2026-04-01", "invalid_period"),
        ("from=2016-04-02&to=2026-04-02", "invalid_period"),
    ] {
        let reply = ines.get(&format!("{STATISTICS}?{question}")).await;
        reply.about(question).is_problem(400, code);
    }
}

#[actix_web::test]
async fn own_for_a_coordinator_and_the_network_for_an_administrator() {
    let app = TestApp::new().await;
    let (ines, otto) = (app.coordinator("Inès").await, app.coordinator("Otto").await);
    let (ada, abel) = (app.facilitator("Ada").await, app.admin("Abel").await);
    let both = app.person("Nour", &[Role::Admin, Role::Coordinator]).await;
    ines.create(EVENTS, event()).await;
    otto.create(ANIMATIONS, animation()).await;
    both.create(ANIMATIONS, animation()).await;
    let counted = async |who: &Person, question: &str| {
        let reply = who.get(&format!("{STATISTICS}{question}")).await;
        match reply.status {
            200 => Ok(reply.json()["totals"]["activities"].as_i64().unwrap_or(-1)),
            status => Err(status),
        }
    };
    for (who, usual, own, network) in [
        (&ines, Ok(1), Ok(1), Err(403)),
        (&otto, Ok(1), Ok(1), Err(403)),
        (&abel, Ok(3), Err(403), Ok(3)),
        (&both, Ok(1), Ok(1), Ok(3)),
        (&ada, Err(403), Err(403), Err(403)),
    ] {
        assert_eq!(counted(who, "").await, usual, "{}", who.email);
        assert_eq!(counted(who, "?scope=own").await, own, "{}", who.email);
        assert_eq!(counted(who, "?scope=network").await, network, "{}", who.email);
    }
}

#[actix_web::test]
async fn a_figure_after_a_save_contains_the_save() {
    let app = TestApp::new().await;
    let ines = app.coordinator("Inès").await;
    let people = async || ines.read(STATISTICS).await["totals"]["people"].clone();
    let id = ines.create(EVENTS, event()).await;
    assert_eq!(people().await, 120);
    let path = format!("{EVENTS}/{id}");
    ines.put_at(&path, 1, with(event(), json!({ "participants": 7 }))).await.is(200);
    assert_eq!(people().await, 7);
    let path = format!("/api/coordination/activities/{id}");
    ines.delete_at(&path, 2).await.is(204);
    assert_eq!(people().await, 0);
    ines.post(&format!("{path}/restore"), Value::Null).await.is(200);
    assert_eq!(people().await, 7);
}
