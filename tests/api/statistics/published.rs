//! Protected figures through HTTP: what funders, links and the public read, and never read.

use serde_json::{Value, json};

use coopair::policy::Role;
use coopair::statistics::protection::{
    Cell, Equation, Measure, READERS, Rule, Shown, Table, Why, attack,
};

use coopair::demo::{DemoYear, fill, populate};
use coopair::platform::clock::Clock;

use crate::support::{Person, TestApp, individual, with, workshop};

/// The twelve months that have ended on the day of the tests.
const YEAR: &str = "from=2025-11-01&to=2026-10-31";

/// Four facilitators of two organizations, in three communes of two départements.
struct Network {
    root: Person,
    claire: Person,
    ada: Person,
    perimeter: String,
    organizations: [String; 2],
    programme: String,
}

/// `people` anonymous people in workshops of ten at most.
async fn logs(who: &Person, people: i64, changes: Value) {
    for from in (0..people).step_by(10) {
        let body = with(workshop(), json!({ "anonymous": { "total": (people - from).min(10) } }));
        who.create("/api/workshops", with(body, changes.clone())).await;
    }
}

impl Network {
    /// Participations: Nantes 60 (30 by each of two people and organizations), Rezé 12 by two people
    /// of one organization and 12 of the other, Rennes 4.
    async fn new(app: &TestApp) -> Self {
        let root = app.admin("Root").await;
        let names = [("Alpha", "44109"), ("Beta", "44143")];
        let mut organizations = Vec::new();
        for (name, commune) in names {
            let body = json!({ "name": name, "commune_code": commune });
            organizations.push(root.create("/api/organizations", body).await);
        }
        let programme = json!({
            "name": "Conseiller numérique",
            "targets": [{
                "measure": "participations", "value": 100,
                "from": "2026-01-01", "to": "2026-12-31",
            }],
        });
        let programme = root.create("/api/programmes", programme).await;
        let mut people = Vec::new();
        for (at, name) in ["Ada", "Basile", "Chloé", "Denis"].into_iter().enumerate() {
            let person = app.facilitator(name).await;
            app.employ(&person, &organizations[at % 2], "2025-01-01");
            people.push(person);
        }
        for (at, who) in people.iter().enumerate() {
            let paid = json!({ "programme_id": programme });
            let nantes = json!({ "date": "2026-03-10", "themes": ["email"] });
            logs(who, 15, with(nantes, paid.clone())).await;
            let reze = json!({ "date": "2026-04-10", "commune_code": "44143" });
            logs(who, 6, with(reze, paid.clone())).await;
            let rennes = json!({ "date": "2026-05-10", "commune_code": "35238" });
            logs(who, 1, with(rennes, paid)).await;
            // The month under way is nobody's business yet.
            logs(who, 2 + at as i64, json!({ "date": "2026-11-05" })).await;
        }
        let perimeter = json!({ "name": "Les deux rives", "programme_ids": [programme] });
        let perimeter = root.create("/api/perimeters", perimeter).await;
        let claire = app.person("Claire", &[Role::Funder]).await;
        app.funds(&claire, &perimeter);
        let ada = people.swap_remove(0);
        let organizations = [organizations.remove(0), organizations.remove(0)];
        Self { root, claire, ada, perimeter, organizations, programme }
    }

    fn path(&self, question: &str) -> String {
        format!("/api/perimeters/{}/statistics?{question}", self.perimeter)
    }
}

fn family<'a>(view: &'a Value, code: &str) -> &'a Vec<Value> {
    let families = view["families"].as_array().expect("families");
    let found = families.iter().find(|family| family["code"] == code);
    found.expect("the family")["lines"].as_array().expect("lines")
}

/// (code, participations, why hidden) of each line.
fn told(view: &Value, code: &str) -> Vec<(String, Option<i64>, Option<String>)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let line = |line: &Value| {
        let code = text(&line["code"]).unwrap_or_default();
        (code, line["participations"].as_i64(), text(&line["hidden"]))
    };
    family(view, code).iter().map(line).collect()
}

fn shown(code: &str, participations: i64) -> (String, Option<i64>, Option<String>) {
    (code.to_owned(), Some(participations), None)
}

fn hidden(code: &str, why: &str) -> (String, Option<i64>, Option<String>) {
    (code.to_owned(), None, Some(why.to_owned()))
}

#[actix_web::test]
async fn a_funder_reads_whole_ended_months_and_no_small_figure() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    let view = network.claire.read(&network.path(YEAR)).await;
    assert_eq!((&view["from"], &view["to"]), (&json!("2025-11-01"), &json!("2026-10-31")));
    assert_eq!((&view["k"], &view["facilitators"]), (&json!(11), &json!(4)));
    assert_eq!(view["totals"]["participations"], 88, "November is not over");
    assert_eq!(view["totals"]["followed"], 0, "zero is shown as zero");
    let regions = told(&view, "by_region");
    let [bretagne, loire] = regions.as_slice() else { panic!("{regions:?}") };
    // Four people in Rennes: hidden, and so is what would give them away.
    assert_eq!((loire, bretagne), (&hidden("52", "complement"), &hidden("53", "few")));
    assert_eq!(told(&view, "by_commune").len(), 2, "where the four are is not told");
    let months = told(&view, "by_month");
    assert_eq!(months.len(), 12);
    assert_eq!(months[0], shown("2025-11", 0));
    assert_eq!(months[6], hidden("2026-05", "few"));
    assert_eq!(months.iter().filter(|(_, _, why)| why.is_some()).count(), 2);
    assert_eq!(told(&view, "by_organization").len(), 2);
    let themes = told(&view, "by_theme");
    assert!(themes.contains(&shown("email", 60)), "{themes:?}");
    assert_eq!(view["targets"][0]["done"], 88, "the months of the target that have ended");
    assert_eq!(view["targets"][0]["counted_to"], "2026-10-31");
    for unsaid in ["Ada", "Basile", "by_facilitator", "by_place\"", "by_tag", "by_day"] {
        let text = view.to_string();
        assert!(!text.contains(unsaid), "{unsaid}");
    }
}

#[actix_web::test]
async fn every_shown_figure_is_the_exact_one() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    let exact = format!("/api/statistics?scope=network&{YEAR}&programmes={}", network.programme);
    let exact = network.root.read(&exact).await;
    let view = network.claire.read(&network.path(YEAR)).await;
    let mut compared = 0;
    for family in view["families"].as_array().expect("families") {
        let code = family["code"].as_str().expect("a code");
        let hidden = family["lines"].as_array().expect("lines").iter();
        assert_eq!(
            json!(hidden.filter(|line| !line["hidden"].is_null()).count()),
            family["hidden"]
        );
        for line in family["lines"].as_array().expect("lines") {
            let same = |other: &&Value| {
                other["code"] == line["code"]
                    && other["remote"].as_bool().unwrap_or(false) == line["remote"]
            };
            let truth = exact[code].as_array().expect(code).iter().find(same);
            for field in ["sessions", "participations", "followed", "anonymous"] {
                if !line["hidden"].is_null() {
                    assert_eq!(line[field], Value::Null, "{code} {line}");
                } else if !line[field].is_null() {
                    let truth = truth.map_or(json!(0), |truth| truth[field].clone());
                    assert_eq!(line[field], truth, "{code} {line}");
                    compared += i32::from(truth != json!(0));
                }
            }
        }
    }
    assert!(compared > 20, "too little was shown: {compared}");
    for (name, value) in view["totals"].as_object().expect("totals") {
        assert!(value.is_null() || *value == exact["totals"][name], "{name}");
    }
}

#[actix_web::test]
async fn two_questions_of_one_funder_do_not_tell_a_few_people_apart() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    let (claire, path) = (&network.claire, |question: &str| network.path(question));
    let all = claire.get(&path(YEAR)).await.is(200).body;
    // Without Rennes: four people less.
    let without = path(&format!("{YEAR}&departements=44"));
    let said = claire.get(&without).await.is_problem(409, "too_close");
    assert!(said["detail"].as_str().is_some_and(|text| text.contains("11")), "{said}");
    // Refused again, and the first is answered as before.
    claire.get(&without).await.is_problem(409, "too_close");
    let csv = without.replace("statistics?", "statistics/export/csv?");
    claire.get(&csv).await.is_problem(409, "too_close");
    let again: Value = serde_json::from_slice(&claire.get(&path(YEAR)).await.is(200).body).unwrap();
    let all: Value = serde_json::from_slice(&all).unwrap();
    assert_eq!((&again["families"], &again["totals"]), (&all["families"], &all["totals"]));
    // One that leaves enough people out is answered; so is anything new to another reader.
    claire.get(&path(&format!("{YEAR}&themes=email"))).await.is(200);
    let basile = app.person("Bastien", &[Role::Funder]).await;
    app.funds(&basile, &network.perimeter);
    basile.get(&without).await.is(200);
    basile.get(&path(YEAR)).await.is_problem(409, "too_close");
    // The whole year less the months asked one by one.
    let months = ["2026-03-01&to=2026-03-31", "2026-04-01&to=2026-04-30"];
    for month in months {
        claire.get(&path(&format!("from={month}"))).await.is(200);
    }
    let rest = claire.get(&path("from=2026-05-01&to=2026-05-31")).await.is(200).json();
    assert_eq!(rest["totals"]["participations"], Value::Null, "four people");
}

#[actix_web::test]
async fn months_that_are_not_whole_or_not_over_are_refused() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    for (question, code) in [
        ("from=2026-03-02&to=2026-03-31", "invalid_period"),
        ("from=2026-03-01&to=2026-03-30", "invalid_period"),
        ("from=2026-11-01&to=2026-11-30", "invalid_period"),
        ("from=2026-03-01&to=2026-02-28", "invalid_period"),
        ("from=2010-01-01&to=2026-10-31", "invalid_period"),
        ("themes=unknown", "invalid_parameter"),
        ("communes=75101", "invalid_parameter"),
        ("genders=feminin", "invalid_parameter"),
        ("facilitators=0190b3c2-0000-7000-8000-000000000001", "invalid_parameter"),
        ("places=0190b3c2-0000-7000-8000-000000000001", "invalid_parameter"),
        ("scope=network", "invalid_parameter"),
    ] {
        network.claire.get(&network.path(question)).await.about(question).is_problem(400, code);
    }
    let other = app.person("Bastien", &[Role::Funder]).await;
    other.get(&network.path(YEAR)).await.is(404);
    network.ada.get(&network.path(YEAR)).await.is(403);
    app.nobody().get(&network.path(YEAR)).await.is(401);
}

#[actix_web::test]
async fn a_figure_that_one_body_makes_is_hidden_unless_it_is_named() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    // Beta adds 400 in Rezé: nearly all of it is Beta's now, made by two people.
    for name in ["Éloi", "Fanny"] {
        let who = app.facilitator(name).await;
        app.employ(&who, &network.organizations[1], "2025-01-01");
        let reze = json!({
            "date": "2026-04-11", "commune_code": "44143", "programme_id": network.programme,
        });
        logs(&who, 200, reze).await;
    }
    let view = network.claire.read(&network.path(YEAR)).await;
    let communes = told(&view, "by_commune");
    assert!(communes.contains(&hidden("44143", "dominated")), "{communes:?}");
    // A perimeter that names its organizations says itself who works there.
    let perimeter = json!({ "name": "Par structure", "organization_ids": network.organizations });
    let perimeter = network.root.create("/api/perimeters", perimeter).await;
    let basile = app.person("Bastien", &[Role::Funder]).await;
    app.funds(&basile, &perimeter);
    let view = basile.read(&format!("/api/perimeters/{perimeter}/statistics?{YEAR}")).await;
    let organizations = told(&view, "by_organization");
    assert!(organizations.contains(&shown(&network.organizations[1], 444)), "{organizations:?}");
}

#[actix_web::test]
async fn a_link_shows_its_frozen_question_to_whoever_has_it() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    for _ in 0..30 {
        let body = with(individual(), json!({ "date": "2026-02-10" }));
        network.ada.create("/api/individual-sessions", body).await;
    }
    let share = |scope: &str, id: Value, question: &str| {
        json!({
            "label": "Bilan", "scope": scope, "scope_id": id, "question": question,
            "expires_on": "2026-12-31",
        })
    };
    let token = |view: Value| view["token"].as_str().expect("a token").to_owned();
    let this_year = "from=2026-01-01&to=2026-12-31";
    let own =
        token(network.ada.creates("/api/share-links", share("own", Value::Null, this_year)).await);
    let nobody = app.nobody();
    let view = nobody.read(&format!("/api/shared/{own}/statistics?compare=true")).await;
    assert_eq!(view["totals"]["participations"], 52, "all her own, one person or not");
    assert_eq!(view["to"], "2026-10-31", "only months that have ended");
    assert_eq!(view["earlier"].as_array().map(Vec::len), Some(2));
    assert!(!view.to_string().contains("Ada"));
    let rezé = format!("{YEAR}&communes=44143");
    let body = share("organization", json!(network.organizations[0]), &rezé);
    let organization = token(network.root.creates("/api/share-links", body).await);
    let view = nobody.read(&format!("/api/shared/{organization}/statistics")).await;
    assert_eq!(view["totals"]["participations"], 12);
    for format in ["csv", "xlsx", "pdf", "json"] {
        let path = format!("/api/shared/{own}/statistics/export/{format}");
        assert!(!nobody.get(&path).await.is(200).body.is_empty());
    }
    nobody.get("/api/shared/unknown/statistics").await.is_problem(410, "link_closed");
    nobody.get(&format!("/api/shared/{own}/statistics?themes=email")).await.is(400);
    nobody.get(&format!("/api/shared/{own}/statistics/export/doc")).await.is(404);
    let future = share("network", Value::Null, "from=2026-12-01&to=2027-03-31");
    let future = token(network.root.creates("/api/share-links", future).await);
    let path = format!("/api/shared/{future}/statistics");
    nobody.get(&path).await.is_problem(400, "invalid_period");
}

#[actix_web::test]
async fn the_public_reads_the_network_where_it_wants_to_be_read() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    let nobody = app.nobody();
    nobody.get("/api/public/statistics").await.is(404);
    nobody.get("/api/public/statistics/export/csv").await.is(404);
    let settings = json!({ "name": "Les deux rives", "k": 11, "public_page": true });
    network.root.put_at("/api/settings", 1, settings).await.is(200);
    let view = nobody.read("/api/public/statistics").await;
    assert_eq!(view["totals"]["participations"], 88);
    assert_eq!(view["earlier"].as_array().map(Vec::len), Some(2));
    nobody.get("/api/public/statistics?from=2026-01-01").await.is(400);
    let csv = nobody.get("/api/public/statistics/export/csv").await.is(200).text();
    assert!(csv.contains("masqué") && csv.contains(";88;") || csv.contains("88"), "{csv}");
}

#[actix_web::test]
async fn exports_of_protected_figures_hide_the_same_lines() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    let view = network.claire.read(&network.path(YEAR)).await;
    let export = |format: &str| {
        network.path(YEAR).replace("statistics?", &format!("statistics/export/{format}?"))
    };
    let book = network.claire.get(&export("xlsx")).await.is(200).body;
    let months = crate::support::sheet(&book, "Par mois");
    let wanted = family(&view, "by_month");
    assert_eq!(months.height(), wanted.len() + 1);
    for (row, line) in months.rows().skip(1).zip(wanted) {
        let cell = row[1].to_string();
        match line["participations"].as_i64() {
            Some(number) => assert_eq!(cell, number.to_string()),
            None => assert_eq!(cell, "masqué"),
        }
    }
    let csv = network.claire.get(&export("csv")).await.is(200).text();
    assert!(csv.contains("masqué"), "{csv}");
    assert!(csv.contains("Les deux rives"), "the perimeter's name: {csv}");
    let pdf = network.claire.get(&export("pdf")).await.is(200).body;
    assert!(pdf.starts_with(b"%PDF-"));
    let json = network.claire.get(&export("json")).await.is(200).json();
    assert_eq!(json["families"], view["families"]);
    let trace = network.root.read("/api/audit").await;
    let exports = trace["items"].as_array().expect("entries").iter();
    assert_eq!(exports.filter(|entry| entry["action"] == "statistics.export").count(), 4);
}

#[actix_web::test]
async fn progress_is_exact_for_those_who_work_there() {
    let app = TestApp::new().await;
    let network = Network::new(&app).await;
    let path = format!("/api/programmes/{}/progress", network.programme);
    let all = network.root.read(&path).await;
    assert_eq!((&all["scope"], &all["items"][0]["done"]), (&json!("network"), &json!(88)));
    assert_eq!(all["items"][0]["counted_to"], "2026-11-12", "up to today");
    let camille = app.coordinator("Camille").await;
    app.team(&camille, &network.ada, "2026-01-01", Some("2026-04-30"));
    let own = camille.read(&path).await;
    assert_eq!((&own["scope"], &own["items"][0]["done"]), (&json!("team"), &json!(21)));
    network.ada.get(&path).await.is(403);
    camille.get("/api/programmes/0190b3c2-0000-7000-8000-00000000ffff/progress").await.is(404);
}

/// The network of `coopair demo`.
fn fictional(app: &TestApp) {
    let now = app.ctx.clock.clone();
    let today = now.today();
    let year = DemoYear { first: today - chrono::Duration::days(364), last: today };
    let past = Clock::frozen(chrono_tz::Europe::Paris, now.start_of(year.first));
    let made = app.ctx.db.write_now(|conn| {
        let cast = populate(conn, &past, year.first)?;
        fill(conn, &now, &cast, year, || ())
    });
    made.expect("the fictional network");
}

/// What an attacker makes of a page: its families as one table, with the truth in it.
fn page(view: &Value, exact: &Value) -> (Table, Vec<Shown>) {
    let mut table = Table { measures: vec![Measure::AtLeastPeople], ..Table::default() };
    let mut seen = Vec::new();
    let truth = exact["totals"]["participations"].as_i64().expect("a total");
    table.cells.push(Cell::new("whole", vec![truth], truth));
    seen.push(Shown::Value);
    for code in ["by_month", "by_kind", "by_place_type", "by_duration", "by_organization"] {
        let first = table.cells.len();
        for line in family(view, code) {
            let same = |other: &&Value| other["code"] == line["code"];
            let truth = exact[code].as_array().expect(code).iter().find(same);
            let truth = truth.and_then(|line| line["participations"].as_i64()).unwrap_or(0);
            let name = format!("{code}/{}", line["code"]);
            table.cells.push(Cell::new(name, vec![truth], truth));
            seen.push(match (line["hidden"].as_str(), truth) {
                (None, 0) => Shown::Zero,
                (None, _) => Shown::Value,
                (Some("few"), _) => Shown::Hidden { why: Why::Few },
                (Some("dominated"), _) => Shown::Hidden { why: Why::Dominated },
                (Some(_), _) => Shown::Hidden { why: Why::Complement },
            });
        }
        table.equations.push(Equation { total: 0, parts: (first..table.cells.len()).collect() });
    }
    (table, seen)
}

#[actix_web::test]
async fn an_attacker_recovers_no_small_figure_of_a_real_page() {
    let app = TestApp::new().await;
    fictional(&app);
    let root = app.admin("Root").await;
    let perimeter = json!({
        "name": "Essai", "territories": [{ "kind": "departement", "code": "44" }],
    });
    let perimeter = root.create("/api/perimeters", perimeter).await;
    let (mut hidden, mut small) = (0, 0);
    for filter in [
        "",
        "&kind=workshop",
        "&themes=email",
        "&themes=sante",
        "&communes=44109",
        "&communes=44143",
        "&place_types=domicile",
        "&durations=0-29",
        "&equipment=telephone",
    ] {
        for months in [YEAR, "from=2026-02-01&to=2026-04-30", "from=2026-10-01&to=2026-10-31"] {
            let question = format!("{months}{filter}");
            let path = format!("/api/perimeters/{perimeter}/statistics?{question}");
            let view = root.read(&path).await;
            if view["totals"]["participations"].is_null() {
                continue;
            }
            let inside = if filter.contains("communes") { "" } else { "&departements=44" };
            let exact = format!("/api/statistics?scope=network&{question}{inside}");
            let exact = root.read(&exact).await;
            let (table, shown) = page(&view, &exact);
            table.check().expect("the page adds up");
            for reader in READERS {
                let bounds = attack(&table, &shown, Rule::default(), reader, 0);
                for ((cell, shown), bounds) in table.cells.iter().zip(&shown).zip(bounds) {
                    let few = cell.values[0] > 0 && cell.values[0] < 11;
                    if !shown.is_hidden() {
                        assert!(!few, "{question}: {} shows {}", cell.code, cell.values[0]);
                    } else if few {
                        assert!(!bounds.pinned(), "{question}: {} is {bounds:?}", cell.code);
                        small += 1;
                    }
                    hidden += i32::from(shown.is_hidden());
                }
            }
        }
    }
    assert!(hidden > 40 && small > 10, "nothing to recover: {hidden} hidden, {small} small");
}
