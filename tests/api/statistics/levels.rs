//! Protected figures of levels through HTTP: exact where they are shown, never about a few people.

mod attacked;
mod compared;
mod taught;

use coopair::policy::Role;
use serde_json::{Value, json};

use crate::support::{Person, Proved, TestApp, new_id, with, workshop};

/// The twelve months that have ended on the day of the tests.
const YEAR: &str = "from=2025-11-01&to=2026-10-31";

/// One facilitator who follows people of one perimeter, and its funder.
struct Network {
    app: TestApp,
    root: Person,
    claire: Person,
    ada: Person,
    perimeter: String,
    path: String,
}

impl Network {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let (root, ada) = (app.admin("Root").await, app.facilitator("Ada").await);
        let perimeter = json!({
            "name": "Essai", "territories": [{ "kind": "departement", "code": "44" }],
        });
        let perimeter = root.create("/api/perimeters", perimeter).await;
        let claire = app.person("Claire", &[Role::Funder]).await;
        app.funds(&claire, &perimeter);
        let path = format!("/api/perimeters/{perimeter}/levels");
        Self { app, root, claire, ada, perimeter, path }
    }

    /// `who` follows so many more people.
    async fn people(&self, who: &Person, count: usize) -> Vec<String> {
        let mut learners = Vec::new();
        for number in 0..count {
            learners.push(who.follow(&format!("Prénom{number}"), "Essai", json!({})).await);
        }
        learners
    }

    /// They come to a workshop of `who`, in Nantes.
    async fn meets(&self, who: &Person, learners: &[String], date: &str) -> String {
        let body = json!({ "date": date, "learner_ids": learners, "anonymous": null });
        who.create("/api/workshops", with(workshop(), body)).await
    }

    fn proves(&self, learners: &[String], code: &str, level: i32, on: &str) {
        let person = |learner: &String| self.app.person_of(learner);
        let proofs = learners.iter().map(|it| Proved { of: person(it), code, level, on });
        self.app.proves(&proofs.collect::<Vec<_>>());
    }

    /// A perimeter over the same territory with a k of its own, read by an administrator.
    async fn with_k(&self, k: i64) -> String {
        let perimeter = json!({
            "name": "Autre", "k": k, "territories": [{ "kind": "departement", "code": "44" }],
        });
        let perimeter = self.root.create("/api/perimeters", perimeter).await;
        format!("/api/perimeters/{perimeter}/levels")
    }
}

/// The figures of a competence.
#[track_caller]
fn item<'a>(view: &'a Value, code: &str) -> &'a Value {
    let items = view["items"].as_array().expect("items");
    items.iter().find(|item| item["code"] == code).expect("the competence")
}

/// (level, people, why hidden) of a competence; level 0 is unknown.
fn levels(view: &Value, code: &str) -> Vec<(i64, Option<i64>, Option<String>)> {
    let lines = item(view, code)["levels"].as_array().expect("levels").iter();
    let line = |line: &Value| {
        let level = line["level"].as_i64().unwrap_or(0);
        (level, line["value"].as_i64(), line["hidden"].as_str().map(str::to_owned))
    };
    lines.map(line).collect()
}

fn shown(value: i64, share: f64) -> Value {
    json!({ "value": value, "share": share, "hidden": null })
}

fn hidden(why: &str) -> Value {
    json!({ "value": null, "share": null, "hidden": why })
}

/// Sixty people: on 1.1 twenty-five with two proofs, on 1.2 a level of three people.
async fn sixty(network: &Network) -> Vec<String> {
    let people = network.people(&network.ada, 60).await;
    network.meets(&network.ada, &people[..35], "2026-03-10").await;
    network.meets(&network.ada, &people[30..], "2026-04-10").await;
    network.proves(&people[..25], "1.1", 2, "2026-01-10");
    network.proves(&people[..13], "1.1", 4, "2026-05-10");
    network.proves(&people[13..25], "1.1", 2, "2026-03-11");
    network.proves(&people[..20], "1.2", 2, "2026-02-10");
    network.proves(&people[20..35], "1.2", 3, "2026-02-10");
    network.proves(&people[35..38], "1.2", 5, "2026-02-10");
    people
}

#[actix_web::test]
async fn a_funder_reads_exact_counts_and_no_small_one() {
    let network = Network::new().await;
    sixty(&network).await;
    // The month under way is nobody's business yet; nor is what was proved in it.
    let late = network.people(&network.ada, 15).await;
    network.meets(&network.ada, &late, "2026-11-05").await;
    network.proves(&late, "1.1", 7, "2026-10-01");

    let view = network.claire.read(&network.path).await;
    assert_eq!((&view["from"], &view["to"]), (&json!("2025-11-01"), &json!("2026-10-31")));
    assert_eq!((&view["k"], &view["level"]), (&json!(11), &json!(3)));
    let population = json!({ "value": 60, "share": null, "hidden": null });
    assert_eq!(view["population"], population);
    assert_eq!(view["items"].as_array().map(Vec::len), Some(16));

    let one = item(&view, "1.1");
    assert_eq!(one["title_fr"], "Mener une recherche et une veille d’information");
    let counted: Vec<_> = levels(&view, "1.1").into_iter().map(|(_, value, _)| value).collect();
    let counts = [0, 12, 0, 13, 0, 0, 0, 0, 35].map(Some);
    assert_eq!(counted, counts, "1 to 8, then unknown");
    assert_eq!(one["levels"][3]["share"], 21.7);
    let progress = json!({
        "learners": shown(25, 41.7), "up": shown(13, 52.0), "same": shown(12, 48.0),
        "down": shown(0, 0.0),
    });
    assert_eq!(one["progress"], progress);

    // Three people at level 5: hidden, and as much as gives them away.
    let lines = levels(&view, "1.2");
    assert_eq!(lines[1], (2, Some(20), None));
    assert_eq!(lines[2], (3, None, Some("complement".to_owned())));
    assert_eq!(lines[4], (5, None, Some("few".to_owned())));
    assert_eq!(lines[5], (6, Some(0), None), "zero is shown as zero");
    assert_eq!(lines[8], (0, Some(22), None));
    assert_eq!(item(&view, "1.2")["progress"]["learners"], shown(0, 0.0), "one proof each");
    assert_eq!(levels(&view, "5.2")[8], (0, Some(60), None));

    let definitions = view["definitions"].as_array().expect("definitions");
    let codes: Vec<&str> = definitions.iter().filter_map(|it| it["code"].as_str()).collect();
    assert_eq!(codes, ["population", "levels", "progress", "coverage", "averages"]);
    for field in ["name_fr", "name_en", "definition_fr", "definition_en"] {
        assert!(definitions.iter().all(|it| it[field].as_str().is_some_and(|it| it.len() > 5)));
    }
    for unsaid in ["Ada Essai", "Prénom", "\"average\"", "\"mean"] {
        assert!(!view.to_string().contains(unsaid), "{unsaid}");
    }
}

#[actix_web::test]
async fn a_level_is_that_of_the_last_day_of_the_period() {
    let network = Network::new().await;
    let people = sixty(&network).await;
    network.meets(&network.ada, &people, "2026-01-20").await;
    let read = async |months: &str| network.root.read(&format!("{}?{months}", network.path)).await;
    let january = read("from=2026-01-01&to=2026-01-31").await;
    assert_eq!(levels(&january, "1.1")[1], (2, Some(25), None), "not yet at 4");
    assert_eq!(levels(&january, "1.2")[8], (0, Some(60), None), "proved in February");
    assert_eq!(item(&january, "1.1")["progress"]["learners"]["value"], 0);
    // 60 days from 10 January to 11 March; the others have proofs until May.
    let march = read("from=2026-03-01&to=2026-03-31").await;
    assert_eq!(march["population"]["value"], 35, "who came in March");
    let progress = &item(&march, "1.1")["progress"];
    assert_eq!(progress["learners"], shown(12, 34.3));
    assert_eq!((&progress["up"], &progress["same"]), (&shown(0, 0.0), &shown(12, 100.0)));
    let spring = read("from=2026-03-01&to=2026-05-31").await;
    assert_eq!(item(&spring, "1.1")["progress"]["learners"]["value"], 25);
}

#[actix_web::test]
async fn nothing_is_told_of_a_few_people() {
    let network = Network::new().await;
    let people = network.people(&network.ada, 10).await;
    network.meets(&network.ada, &people, "2026-03-10").await;
    network.proves(&people, "1.1", 4, "2026-01-10");
    network.proves(&people, "1.1", 5, "2026-05-10");
    for reader in [&network.claire, &network.root] {
        let view = reader.read(&network.path).await;
        assert_eq!(view["population"], hidden("few"));
        for item in view["items"].as_array().expect("items") {
            for line in item["levels"].as_array().expect("levels") {
                assert_eq!((&line["value"], &line["hidden"]), (&Value::Null, &json!("few")));
            }
            for part in ["learners", "up", "same", "down"] {
                assert_eq!(item["progress"][part], hidden("few"), "zeros too");
            }
            assert_eq!(item["coverage"]["places"], hidden("few"));
            assert_eq!(item["coverage"]["places_covered"], hidden("few"));
        }
    }
    let view = network.root.read("/api/levels/figures").await;
    assert_eq!(view["population"], hidden("few"), "administrators too");
    let view = network.root.read(&network.with_k(5).await).await;
    assert_eq!(view["population"]["value"], 10);
    assert_eq!(item(&view, "1.1")["progress"]["up"], shown(10, 100.0));
}

#[actix_web::test]
async fn a_person_whom_two_facilitators_follow_counts_once() {
    let network = Network::new().await;
    let bob = network.app.facilitator("Bob").await;
    let people = network.people(&network.ada, 12).await;
    let twins = network.people(&bob, 1).await;
    network.meets(&network.ada, &people, "2026-03-10").await;
    network.meets(&bob, &twins, "2026-04-10").await;
    network.proves(&people[..1], "1.1", 3, "2026-01-10");
    network.proves(&people[1..12], "1.1", 2, "2026-01-10");
    assert_eq!(network.root.read(&network.path).await["population"]["value"], 13);
    // Both records are claimed by one person.
    let zoe = network.app.person("Zoé", &[Role::Learner]).await;
    for (who, learner) in [(&network.ada, &people[0]), (&bob, &twins[0])] {
        let path = format!("/api/learners/{learner}/codes");
        let code = who.creates(&path, json!({ "purpose": "claim" })).await;
        zoe.post("/api/me/claims", json!({ "code": code["code"] })).await.is(200);
    }
    let view = network.root.read(&network.path).await;
    assert_eq!(view["population"]["value"], 12);
    let view = network.root.read(&network.with_k(5).await).await;
    // Without a total of 13, eleven at level 2 would tell the one at level 3.
    assert_eq!(levels(&view, "1.1")[1], (2, None, Some("complement".to_owned())));
    assert_eq!(levels(&view, "1.1")[2], (3, None, Some("few".to_owned())));
}

#[actix_web::test]
async fn what_facilitators_attest_is_counted() {
    let network = Network::new().await;
    let (app, competence) = (&network.app, network.app.competence("1.2"));
    let (mut ada, mut coline) = (network.ada.clone(), app.coordinator("Coline").await);
    app.team(&coline, &ada, "2026-01-01", None);
    let grant = json!({
        "facilitator_id": ada.id(), "competence_id": competence, "up_to": 3,
        "reason": "Formée par le réseau",
    });
    coline.put(&format!("/api/teaching-grants/{}", new_id()), grant).await.is(201);
    let people = network.people(&ada, 12).await;
    let attest = async |who: &Person, session: &str, learners: &[String], level: i32| {
        for learner in learners {
            let body = json!({
                "session_id": session, "learner_id": learner, "competence_id": competence,
                "level": level,
            });
            who.put(&format!("/api/attestations/{}", new_id()), body).await.is(201);
        }
    };
    let about = json!({
        "date": "2026-11-10", "learner_ids": people, "anonymous": null,
        "competences": [{ "competence_id": competence, "target_level": 2 }],
    });
    let first = ada.create("/api/workshops", with(workshop(), about.clone())).await;
    attest(&ada, &first, &people, 1).await;
    // 59 days later for half of them, 61 for the other half.
    for (days, date, some) in [(59, "2027-01-08", &people[..6]), (2, "2027-01-10", &people[6..])] {
        app.wait(chrono::Duration::days(days));
        app.sign_in(&mut ada);
        let more = json!({ "date": date, "learner_ids": some });
        let session =
            ada.create("/api/workshops", with(with(workshop(), about.clone()), more)).await;
        attest(&ada, &session, some, 2).await;
    }
    app.wait(chrono::Duration::days(30));
    app.sign_in(&mut coline);
    let settings = json!({ "name": "Essai", "k": 5, "public_page": false });
    let mut root = network.root.clone();
    app.sign_in(&mut root);
    root.put_at("/api/settings", 1, settings).await.is(200);
    let view = coline.read("/api/levels/figures").await;
    assert_eq!((&view["from"], &view["to"]), (&json!("2026-02-01"), &json!("2027-01-31")));
    assert_eq!((&view["k"], &view["population"]["value"]), (&json!(5), &json!(12)));
    assert_eq!(levels(&view, "1.2")[1], (2, Some(12), None));
    let progress = &item(&view, "1.2")["progress"];
    assert_eq!((&progress["learners"], &progress["up"]), (&shown(6, 50.0), &shown(6, 100.0)));
}

#[actix_web::test]
async fn a_coordinator_reads_the_team_while_it_was_the_team() {
    let network = Network::new().await;
    let (app, bob) = (&network.app, network.app.facilitator("Bob").await);
    let coline = app.coordinator("Coline").await;
    app.team(&coline, &network.ada, "2026-01-01", Some("2026-04-30"));
    let before = network.people(&network.ada, 12).await;
    let during = network.people(&network.ada, 14).await;
    let of_bob = network.people(&bob, 15).await;
    network.meets(&network.ada, &before, "2025-12-10").await;
    network.meets(&network.ada, &during, "2026-03-10").await;
    network.meets(&network.ada, &before, "2026-06-10").await;
    network.meets(&bob, &of_bob, "2026-03-11").await;
    network.proves(&during, "1.1", 3, "2026-01-10");
    network.proves(&of_bob, "1.1", 4, "2026-01-10");
    let own = coline.read("/api/levels/figures").await;
    assert_eq!(own["population"]["value"], 14);
    assert_eq!(levels(&own, "1.1")[2], (3, Some(14), None));
    assert_eq!(levels(&own, "1.1")[3], (4, Some(0), None));
    let all = network.root.read("/api/levels/figures?level=4").await;
    assert_eq!((&all["population"]["value"], &all["level"]), (&json!(41), &json!(4)));
    let nobody = app.coordinator("Otto").await.read("/api/levels/figures").await;
    assert_eq!(nobody["population"]["value"], 0);
    // Whoever has both hats reads the network.
    let both = app.person("Inès", &[Role::Admin, Role::Coordinator]).await;
    assert_eq!(both.read("/api/levels/figures").await["population"]["value"], 41);
}

#[actix_web::test]
async fn retired_competences_are_left_out_and_new_ones_are_not() {
    let network = Network::new().await;
    let input =
        |retired: bool| json!({ "title_fr": "Le portail de la ville", "is_retired": retired });
    let id = network.root.create("/api/competences", input(false)).await;
    let view = network.root.read("/api/levels/figures").await;
    assert_eq!(item(&view, "L1")["competence_id"], json!(id));
    network.root.put_at(&format!("/api/competences/{id}"), 1, input(true)).await.is(200);
    let view = network.root.read("/api/levels/figures").await;
    assert_eq!(view["items"].as_array().map(Vec::len), Some(16));
}

#[actix_web::test]
async fn levels_are_for_funders_and_staff_and_only_as_they_may_ask() {
    let network = Network::new().await;
    let staff = "/api/levels/figures";
    for (question, code) in [
        ("from=2026-03-02&to=2026-03-31", "invalid_period"),
        ("from=2026-03-01&to=2026-03-30", "invalid_period"),
        ("from=2026-11-01&to=2026-11-30", "invalid_period"),
        ("from=2026-03-01&to=2026-02-28", "invalid_period"),
        ("from=2010-01-01&to=2026-10-31", "invalid_period"),
        ("from=hier", "invalid_parameter"),
        ("level=0", "invalid_parameter"),
        ("level=9", "invalid_parameter"),
        ("level=-1", "invalid_parameter"),
        ("level=trois", "invalid_parameter"),
        ("themes=email", "invalid_parameter"),
        ("communes=44109", "invalid_parameter"),
        ("compare=true", "invalid_parameter"),
    ] {
        let path = format!("{}?{question}", network.path);
        network.claire.get(&path).await.about(question).is_problem(400, code);
    }
    for question in ["level=0", "level=9", "from=2026-01-01&to=2026-10-31", "scope=network"] {
        let path = format!("{staff}?{question}");
        network.root.get(&path).await.about(question).is_problem(400, "invalid_parameter");
    }
    let asked = network.app.sql(|conn| {
        use coopair::platform::database::schema::published_questions;
        use diesel::prelude::*;
        published_questions::table.count().get_result::<i64>(conn)
    });
    assert_eq!(asked, 0, "what cannot be asked is not kept");
    let other = network.app.person("Bastien", &[Role::Funder]).await;
    other.get(&network.path).await.is_problem(404, "not_found");
    network.root.get(&format!("/api/perimeters/{}/levels", new_id())).await.is(404);
    let learner = network.app.person("Zoé", &[Role::Learner]).await;
    let coordinator = network.app.coordinator("Coline").await;
    for who in [&network.ada, &learner, &coordinator] {
        who.get(&network.path).await.is(403);
    }
    for who in [&network.ada, &learner, &network.claire] {
        who.get(staff).await.is(403);
    }
    network.app.nobody().get(&network.path).await.is(401);
    network.app.nobody().get(staff).await.is(401);
}
