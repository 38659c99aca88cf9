//! The figures of the network as a funder reads them: half-years, protected.

use coopair::platform::database::Id;
use coopair::platform::database::schema::enrolments;
use coopair::policy::Role;
use diesel::prelude::*;
use serde_json::{Value, json};

use super::Planned;
use crate::support::{Person, TestApp, new_id, with, workshop};

const HALF: &str = "year=2026&half=1";

/// Three facilitators of one perimeter, and its funder.
struct Peers {
    app: TestApp,
    root: Person,
    claire: Person,
    leads: Vec<Person>,
    perimeter: String,
}

impl Peers {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let root = app.admin("Root").await;
        let mut leads = Vec::new();
        for name in ["Ada", "Bob", "Cléo"] {
            leads.push(app.facilitator(name).await);
        }
        let claire = app.person("Claire", &[Role::Funder]).await;
        let territories = json!([{ "kind": "departement", "code": "44" }]);
        let perimeter = json!({ "name": "Essai", "territories": territories });
        let perimeter = root.create("/api/perimeters", perimeter).await;
        app.funds(&claire, &perimeter);
        Self { app, root, claire, leads, perimeter }
    }

    fn path(&self, question: &str) -> String {
        format!("/api/perimeters/{}/network?{question}", self.perimeter)
    }

    async fn read(&self) -> Value {
        self.claire.read(&self.path(HALF)).await
    }

    /// People whom a facilitator follows.
    async fn people(&self, lead: usize, count: usize) -> Vec<String> {
        let mut learners = Vec::new();
        for number in 0..count {
            let name = format!("Prénom{number}");
            learners.push(self.leads[lead].follow(&name, "Essai", json!({})).await);
        }
        learners
    }

    /// A planned workshop that was held; its session in the log.
    async fn held(&self, lead: usize, date: &str, there: &[String], changes: Value) -> String {
        let body = json!({ "date": date, "learner_ids": there, "anonymous": null });
        let body = with(with(workshop(), body), changes);
        let lead = &self.leads[lead];
        let session = lead.create("/api/workshops", body).await;
        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
        let days = (day(date) - day("2026-11-20")).num_days();
        let held = Some(session.clone());
        let planned = Planned { state: "held", session: held, days, ..Planned::of(lead) };
        let id = self.app.plans(&planned);
        self.app.facilitates(&id, lead, &lead.id().to_string(), "lead");
        for learner in there {
            self.was(&id, learner, "attended");
        }
        session
    }

    /// What became of somebody in a workshop.
    fn was(&self, workshop: &Id, learner: &str, state: &str) {
        let (id, now) = (self.app.ctx.clock.new_id(), self.app.ctx.clock.now());
        let (person, by) = (self.app.person_of(learner), self.leads[0].account_id);
        let (workshop, state) = (*workshop, state.to_owned());
        self.app.sql(|conn| {
            diesel::insert_into(enrolments::table)
                .values((
                    enrolments::id.eq(id),
                    enrolments::workshop_id.eq(workshop),
                    enrolments::person_id.eq(person),
                    enrolments::state.eq(state),
                    enrolments::role.eq("learner"),
                    enrolments::source.eq("facilitator"),
                    enrolments::created_by.eq(by.expect("an account")),
                    enrolments::created_at.eq(now),
                    enrolments::priority.eq(0),
                    enrolments::is_approved.eq(true),
                    enrolments::has_lapsed.eq(false),
                    enrolments::was_passed_over.eq(false),
                    enrolments::is_late.eq(false),
                ))
                .execute(conn)
        });
    }

    /// Three workshops of twelve people each, by three facilitators.
    async fn three(&self) {
        for lead in 0..3 {
            let people = self.people(lead, 12).await;
            self.held(lead, "2026-03-10", &people, json!({})).await;
        }
    }
}

/// A figure: value, whole, and why it is hidden.
fn figure(all: &Value, code: &str) -> (Option<i64>, Option<i64>, Option<String>) {
    let items = all["items"].as_array().expect("items");
    let found = items.iter().find(|item| item["code"] == code).expect("a figure");
    assert!(found["definition"].as_str().is_some_and(|text| text.len() > 20));
    let hidden = found["hidden"].as_str().map(str::to_owned);
    assert!(hidden.is_none() || (found["value"].is_null() && found["of"].is_null()), "{found}");
    (found["value"].as_i64(), found["of"].as_i64(), hidden)
}

fn shown(value: i64, of: Option<i64>) -> (Option<i64>, Option<i64>, Option<String>) {
    (Some(value), of, None)
}

fn hidden(why: &str) -> (Option<i64>, Option<i64>, Option<String>) {
    (None, None, Some(why.to_owned()))
}

#[actix_web::test]
async fn a_funder_reads_a_half_year() {
    let peers = Peers::new().await;
    let empty = peers.read().await;
    assert_eq!(figure(&empty, "workshops_held"), shown(0, None));
    peers.three().await;
    // The half-year before is another one.
    let before = peers.people(0, 20).await;
    peers.held(0, "2025-12-10", &before, json!({})).await;
    let view = peers.read().await;
    assert_eq!((&view["from"], &view["to"]), (&json!("2026-01-01"), &json!("2026-06-30")));
    assert_eq!((&view["year"], &view["half"], &view["k"]), (&json!(2026), &json!(1), &json!(11)));
    assert_eq!(figure(&view, "workshops_held"), shown(3, None));
    assert_eq!(figure(&view, "fill_rate"), shown(36, Some(30)));
    assert_eq!(figure(&view, "no_show_rate"), shown(0, Some(36)));
    assert_eq!(figure(&view, "hours_given"), shown(360, None));
    assert_eq!(figure(&view, "relay_rate"), shown(0, Some(36)));
    assert_eq!(figure(&view, "active_facilitators"), hidden("few"), "three people");
    assert_eq!(figure(&view, "cascade_depth"), hidden("few"));
    let lines = &view["by_departement"];
    assert_eq!(
        (lines["items"][0]["code"].as_str(), lines["items"][0]["workshops"].as_i64()),
        (Some("44"), Some(3))
    );
    assert_eq!(lines["items"][0]["name"], "Loire-Atlantique");
    // The last half-year that has ended, unless another is asked; in the reader's language.
    assert_eq!(peers.claire.read(&peers.path("")).await["to"], "2026-06-30");
    assert_eq!(peers.root.read(&peers.path(HALF)).await["items"], view["items"]);
    let mut reader = peers.claire.clone();
    reader.language = "en";
    let text = reader.read(&peers.path(HALF)).await.to_string();
    assert!(text.contains("Workshops held"), "{text}");
    assert!(!text.contains("Prénom") && !text.contains("Ada"), "{text}");
}

#[actix_web::test]
async fn few_people_or_one_who_makes_it_all_are_hidden() {
    let peers = Peers::new().await;
    let people = peers.people(0, 8).await;
    peers.held(0, "2026-03-10", &people, json!({})).await;
    let view = peers.read().await;
    for code in ["workshops_held", "fill_rate", "no_show_rate", "hours_given", "relay_rate"] {
        assert_eq!(figure(&view, code), hidden("few"), "{code}");
    }
    for family in ["by_programme", "by_departement"] {
        assert_eq!(view[family], json!({ "hidden": "few", "items": [] }), "{family}");
    }
    let people = peers.people(0, 12).await;
    peers.held(0, "2026-04-10", &people, json!({})).await;
    assert_eq!(figure(&peers.read().await, "workshops_held"), hidden("dominated"));
}

#[actix_web::test]
async fn what_the_log_says_is_counted() {
    let peers = Peers::new().await;
    peers.three().await;
    let people = peers.people(0, 12).await;
    let session = peers.held(0, "2026-04-10", &people, json!({})).await;
    assert_eq!(figure(&peers.read().await, "workshops_held"), shown(4, None));
    assert_eq!(figure(&peers.read().await, "hours_given"), shown(480, None));
    let shorter = json!({
        "date": "2026-04-10", "learner_ids": people, "anonymous": null, "duration_min": 60,
    });
    let body = with(workshop(), shorter);
    peers.leads[0].put_at(&format!("/api/workshops/{session}"), 1, body).await.is(200);
    assert_eq!(figure(&peers.read().await, "hours_given"), shown(420, None), "as corrected");
    peers.leads[0].delete_at(&format!("/api/sessions/{session}"), 2).await.is(204);
    assert_eq!(figure(&peers.read().await, "workshops_held"), shown(3, None));
}

#[actix_web::test]
async fn workshops_that_nobody_planned_do_not_tell_small_numbers() {
    let peers = Peers::new().await;
    peers.three().await;
    let log = async |people: &[String]| {
        let body = json!({ "date": "2026-05-10", "learner_ids": people, "anonymous": null });
        peers.leads[1].create("/api/workshops", with(workshop(), body)).await;
    };
    let people = peers.people(1, 15).await;
    log(&people[..4]).await;
    assert_eq!(figure(&peers.read().await, "workshops_held"), hidden("complement"));
    log(&people[4..]).await;
    assert_eq!(figure(&peers.read().await, "workshops_held"), shown(3, None));
}

#[actix_web::test]
async fn lines_by_programme_are_shown_together_or_not() {
    let peers = Peers::new().await;
    peers.three().await;
    let programme = peers.root.create("/api/programmes", json!({ "name": "Entraide" })).await;
    let paid = json!({ "programme_id": programme });
    let people = peers.people(0, 12).await;
    peers.held(0, "2026-05-10", &people[..7], paid.clone()).await;
    let view = peers.read().await;
    assert_eq!(figure(&view, "workshops_held"), shown(4, None));
    assert_eq!(view["by_programme"], json!({ "hidden": "complement", "items": [] }));
    assert_eq!(view["by_departement"]["items"].as_array().map(Vec::len), Some(1));
    peers.held(0, "2026-05-11", &people, paid.clone()).await;
    let more = peers.people(1, 14).await;
    peers.held(1, "2026-05-12", &more, paid).await;
    let lines = peers.read().await["by_programme"].clone();
    let items = lines["items"].as_array().expect("lines");
    let of = |name: Option<&str>| {
        let line = items.iter().find(|line| line["name"].as_str() == name).expect("a line");
        (line["workshops"].as_i64(), line["participations"].as_i64(), line["minutes"].as_i64())
    };
    assert_eq!(of(Some("Entraide")), (Some(3), Some(33), Some(360)));
    assert_eq!(of(None), (Some(3), Some(36), Some(360)));
}

#[actix_web::test]
async fn two_perimeters_a_few_people_apart_are_not_answered() {
    let peers = Peers::new().await;
    peers.three().await;
    let people = peers.people(2, 3).await;
    peers.held(2, "2026-04-10", &people, json!({ "commune_code": "44162" })).await;
    let territories = json!([{ "kind": "commune", "code": "44109" }]);
    let nantes = json!({ "name": "Nantes", "territories": territories });
    let nantes = peers.root.create("/api/perimeters", nantes).await;
    assert_eq!(figure(&peers.read().await, "workshops_held"), shown(4, None));
    peers.app.funds(&peers.claire, &nantes);
    let inner = format!("/api/perimeters/{nantes}/network?{HALF}");
    for path in [&inner, &peers.path(HALF)] {
        peers.claire.get(path).await.is_problem(409, "too_close");
        peers.root.get(path).await.is(200);
    }
    // Who has one of the two reads it.
    let bastien = peers.app.person("Bastien", &[Role::Funder]).await;
    peers.app.funds(&bastien, &nantes);
    assert_eq!(figure(&bastien.read(&inner).await, "workshops_held"), shown(3, None));
}

#[actix_web::test]
async fn a_half_year_and_the_months_of_it_are_not_subtracted() {
    let peers = Peers::new().await;
    peers.three().await;
    let people = peers.people(0, 4).await;
    peers.held(0, "2026-06-10", &people, json!({})).await;
    let months = "from=2026-01-01&to=2026-05-31&kind=workshop";
    let months = format!("/api/perimeters/{}/statistics?{months}", peers.perimeter);
    peers.claire.get(&months).await.is(200);
    let said = peers.claire.get(&peers.path(HALF)).await.is_problem(409, "too_close");
    assert!(said["detail"].as_str().is_some_and(|text| text.contains("11")), "{said}");
    let bastien = peers.app.person("Bastien", &[Role::Funder]).await;
    peers.app.funds(&bastien, &peers.perimeter);
    bastien.get(&peers.path(HALF)).await.is(200);
    bastien.get(&months).await.is_problem(409, "too_close");
}

#[actix_web::test]
async fn help_is_told_where_only_places_narrow_the_perimeter() {
    let peers = Peers::new().await;
    let has_help = |view: &Value| view.to_string().contains("help_answered");
    let view = peers.read().await;
    assert_eq!(figure(&view, "help_answered"), shown(0, Some(0)));
    let programme = peers.root.create("/api/programmes", json!({ "name": "Entraide" })).await;
    let paid = json!({ "name": "Payé", "programme_ids": [programme] });
    let paid = peers.root.create("/api/perimeters", paid).await;
    let view = peers.root.read(&format!("/api/perimeters/{paid}/network?{HALF}")).await;
    assert!(!has_help(&view), "requests name no programme: {view}");
}

#[actix_web::test]
async fn what_cannot_be_asked_is_refused() {
    let peers = Peers::new().await;
    for question in
        ["year=2026", "half=1", "year=2026&half=3", "year=x&half=1", "year=0&half=1", "k=1"]
    {
        let reply = peers.claire.get(&peers.path(question)).await.about(question);
        reply.is_problem(400, "invalid_parameter");
    }
    for question in ["year=2026&half=2", "year=2027&half=1", "year=2010&half=1"] {
        let reply = peers.claire.get(&peers.path(question)).await.about(question);
        reply.is_problem(400, "invalid_period");
    }
    let nobody = format!("/api/perimeters/{}/network", new_id());
    peers.claire.get(&nobody).await.is(404);
    let bastien = peers.app.person("Bastien", &[Role::Funder]).await;
    bastien.get(&peers.path(HALF)).await.is(404);
    for roles in [&[Role::Facilitator][..], &[Role::Learner], &[Role::Coordinator]] {
        let who = peers.app.person(roles[0].code(), roles).await;
        who.get(&peers.path(HALF)).await.is_problem(403, "forbidden");
    }
}
