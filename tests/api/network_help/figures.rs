//! The figures of the network: exact, with their definitions, for who may read them.

use coopair::policy::Role;
use serde_json::{Value, json};

use super::Planned;
use crate::levels::NOTHING;
use crate::support::{Person, TestApp, with, workshop};

const YEAR: &str = "/api/network/figures?from=2026-01-01&to=2026-12-31";

fn figure(all: &Value, code: &str) -> (Option<i64>, Option<i64>) {
    let items = all["items"].as_array().expect("items");
    let found = items.iter().find(|item| item["code"] == code).expect("a figure");
    assert!(found["definition"].as_str().is_some_and(|text| text.len() > 20));
    (found["value"].as_i64(), found["of"].as_i64())
}

/// A workshop of ten seats that somebody held, with those who were there, one more without a name,
/// and one who was not.
async fn held(app: &TestApp, lead: &Person, there: &[&Person], days: i64) {
    let body = with(workshop(), json!({ "anonymous": { "total": there.len() + 1 } }));
    let session = lead.create("/api/workshops", body).await;
    let planned = Planned { state: "held", session: Some(session), days, ..Planned::of(lead) };
    let workshop = app.plans(&planned);
    app.facilitates(&workshop, lead, &lead.id().to_string(), "lead");
    for one in there {
        app.enrols(&workshop, one, "attended");
    }
    let absent = app.person(&format!("Absente{days}"), &[Role::Learner]).await;
    app.enrols(&workshop, &absent, "no_show");
}

#[actix_web::test]
async fn figures_of_the_network_and_of_a_team() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let otto = app.coordinator("Otto").await;
    app.team(&otto, &bob, "2026-01-01", None);
    let lea = app.person("Léa", &[Role::Learner]).await;
    held(&app, &ada, &[&bob, &lea], -20).await;
    held(&app, &bob, &[&lea], -10).await;
    app.plans(&Planned::of(&ada));
    let all = admin.read(YEAR).await;
    assert_eq!(figure(&all, "workshops_held"), (Some(2), None));
    assert_eq!(figure(&all, "fill_rate"), (Some(5), Some(20)));
    assert_eq!(figure(&all, "no_show_rate"), (Some(2), Some(5)));
    assert_eq!(figure(&all, "active_facilitators"), (Some(2), None));
    assert_eq!(figure(&all, "new_facilitators"), (Some(2), None));
    assert_eq!(figure(&all, "retained_facilitators"), (Some(0), Some(0)));
    assert_eq!(figure(&all, "relay_rate"), (Some(0), Some(2)));
    assert_eq!(figure(&all, "cascade_depth"), (Some(2), None));
    assert_eq!(figure(&all, "hours_given"), (Some(240), None));
    assert_eq!(figure(&all, "help_answered"), (Some(0), Some(0)));
    assert_eq!(figure(&all, "help_delay"), (None, None));
    let lines = &all["by_departement"];
    assert_eq!(lines.as_array().map(Vec::len), Some(1));
    assert_eq!((&lines[0]["code"], &lines[0]["workshops"]), (&json!("44"), &json!(2)));
    assert_eq!((&lines[0]["participations"], &lines[0]["minutes"]), (&json!(5), &json!(240)));
    assert_eq!(all["by_programme"][0]["name"], Value::Null, "nothing pays them");
    // What the team led.
    let team = otto.read(YEAR).await;
    assert_eq!(figure(&team, "workshops_held"), (Some(1), None));
    assert_eq!(figure(&team, "fill_rate"), (Some(2), Some(10)));
    assert_eq!(figure(&team, "cascade_depth"), (Some(1), None));
    // Where the log says it was; and nobody asks for help for a programme.
    for (code, workshops) in [("44", 2), ("35", 0)] {
        let there = admin.read(&format!("{YEAR}&territory=departement&code={code}")).await;
        assert_eq!(figure(&there, "workshops_held"), (Some(workshops), None), "{code}");
    }
    let programme = admin.read(&format!("{YEAR}&programme={NOTHING}")).await;
    assert!(!programme.to_string().contains("help_answered"));
    let before = admin.read("/api/network/figures?from=2025-01-01&to=2025-12-31").await;
    assert_eq!(figure(&before, "active_facilitators"), (Some(0), None));
}

#[actix_web::test]
async fn who_reads_them_and_what_is_refused() {
    let app = TestApp::new().await;
    let admin = app.admin("Abel").await;
    let path = "/api/network/figures";
    for query in [
        "",
        "from=2026-01-01",
        "from=2026-02-30&to=2026-12-31",
        "from=2026-01-01&to=2026-12-31&territory=commune",
        "from=2026-01-01&to=2026-12-31&code=44109",
        "from=2026-01-01&to=2026-12-31&territory=commune&code=99999",
        "from=2026-01-01&to=2026-12-31&territory=planet&code=1",
        "from=2026-01-01&to=2026-12-31&programme=x",
        "from=2026-01-01&to=2026-12-31&k=1",
    ] {
        let reply = admin.get(&format!("{path}?{query}")).await.about(query);
        reply.is_problem(400, "invalid_parameter");
    }
    for query in ["from=2026-12-31&to=2026-01-01", "from=2015-01-01&to=2026-01-01"] {
        admin.get(&format!("{path}?{query}")).await.is_problem(400, "invalid_period");
    }
    for roles in [&[Role::Facilitator][..], &[Role::Learner], &[Role::Funder]] {
        let who = app.person(roles[0].code(), roles).await;
        who.get(YEAR).await.is_problem(403, "forbidden");
    }
    assert_eq!(admin.read(YEAR).await["from"], json!("2026-01-01"));
}
