//! Figures through HTTP: a handful of sessions that a person can count by hand, the bounds of a
//! team, and random histories against a naive recount.

mod exports;
mod families;
mod freshness;
mod histories;
mod levels;
mod published;
mod recount;

pub use histories::Dice;
use serde_json::{Value, json};

use crate::support::{Person, TestApp, individual, place, with, workshop};

/// The lines of a family that count anything, as arrays of the named fields.
fn lines(view: &Value, family: &str, fields: &[&str]) -> Value {
    let counts = |line: &Value| {
        ["sessions", "participations", "followed", "anonymous"]
            .iter()
            .any(|field| line[field].as_i64().is_some_and(|count| count > 0))
    };
    view[family]
        .as_array()
        .unwrap_or_else(|| panic!("no family {family}"))
        .iter()
        .filter(|line| counts(line))
        .map(|line| fields.iter().map(|field| line[field].clone()).collect::<Value>())
        .collect()
}

const TIME: [&str; 4] = ["code", "sessions", "participations", "partial"];
const SHARE: [&str; 4] = ["code", "sessions", "participations", "share"];
const MENTION: [&str; 5] =
    ["code", "sessions", "participations", "share_of_participations", "share_of_mentions"];
const TERRITORY: [&str; 5] = ["code", "remote", "sessions", "participations", "share"];
const PEOPLE: [&str; 4] = ["code", "followed", "anonymous", "share_of_people"];

/// What the golden test refers to by id.
struct Golden {
    ada: Person,
    place: String,
    tag: String,
    programme: String,
}

/// Six sessions of one facilitator, one of them before the period asked.
async fn golden(app: &TestApp) -> Golden {
    let ada = app.facilitator("Ada").await;
    let admin = app.admin("Inès").await;
    let employer =
        admin.create("/api/organizations", json!({ "name": "A", "commune_code": "44109" })).await;
    app.employ(&ada, &employer, "2025-01-01");
    let place = ada.create("/api/places", place("Bibliothèque", "44109", "44000")).await;
    let tag = ada.create("/api/tags", json!({ "name": "Permanence", "scope": "personal" })).await;
    let programme = admin.create("/api/programmes", json!({ "name": "Conseiller" })).await;
    let lucette = json!({
        "birth_year": 1950, "gender": "feminin", "status": "retraite", "commune_code": "44109",
    });
    let lucette = ada.follow("Lucette", "Bernardin", lucette).await;
    let marcel = json!({ "birth_year": 2010, "gender": "masculin", "status": "scolarise" });
    let marcel = ada.follow("Marcel", "Fontanier", marcel).await;

    let at_place = |base| {
        let changes =
            json!({ "place_type": "lieu_activite", "place_id": place, "commune_code": null });
        with(base, changes)
    };
    let remote = with(individual(), json!({ "place_type": "a_distance", "commune_code": null }));
    let individuals = [
        // Before the period: Marcel is not new in it.
        with(individual(), json!({ "date": "2025-12-01", "learner_id": marcel })),
        with(
            at_place(individual()),
            json!({
                "date": "2026-03-02", "learner_id": lucette, "equipment": ["telephone"],
                "autonomy": "autonome",
            }),
        ),
        with(
            individual(),
            json!({
                "date": "2026-03-09", "duration_min": 45, "commune_code": "97411",
                "themes": ["aide_aux_demarches_administratives", "logement"],
                "anonymous": {
                    "gender": "masculin", "age_band": "vingt_cinq_trente_neuf",
                    "status": "en_emploi", "commune_code": "97411", "already_supported": true,
                },
                "redirected": true, "redirection": "administration",
            }),
        ),
        with(remote, json!({ "date": "2026-04-01", "duration_min": 15, "learner_id": marcel })),
    ];
    for body in individuals {
        ada.create("/api/individual-sessions", body).await;
    }
    let workshops = [
        with(
            at_place(workshop()),
            json!({
                "date": "2026-03-31", "learner_ids": [lucette, marcel], "level": "debutant",
                "themes": ["email", "securite_numerique"], "equipment": ["ordinateur"],
                "tag_ids": [tag], "programme_id": programme,
                "anonymous": {
                    "total": 3, "already_supported": 1, "genders": { "feminin": 2 },
                    "age_bands": { "soixante_soixante_neuf": 1 },
                },
            }),
        ),
        with(
            workshop(),
            json!({
                "date": "2026-04-02", "duration_min": 60, "place_type": "autre",
                "commune_code": "97209", "themes": ["parentalite"], "anonymous": { "total": 4 },
            }),
        ),
    ];
    for body in workshops {
        ada.create("/api/workshops", body).await;
    }
    Golden { ada, place, tag, programme }
}

const PERIOD: &str = "/api/statistics?from=2026-03-02&to=2026-04-05";

#[actix_web::test]
async fn totals_are_those_counted_by_hand() {
    let app = TestApp::new().await;
    let view = golden(&app).await.ada.read(PERIOD).await;
    assert_eq!(view["scope"], "own");
    assert_eq!(view["definitions_version"], 1);
    assert_eq!(
        view["totals"],
        json!({
            "sessions": 5, "individual_sessions": 3, "workshops": 2,
            "participations": 12, "individual_participations": 3, "workshop_participations": 9,
            "followed": 2, "new_followed": 1, "returning_followed": 2,
            "anonymous": 8, "anonymous_first": 6,
            "minutes_delivered": 270, "minutes_received": 930,
            "mean_individual_min": 30.0, "mean_workshop_min": 90.0, "mean_group": 4.5,
            "redirected": 1,
        })
    );
}

#[actix_web::test]
async fn time_lines_are_those_counted_by_hand() {
    let app = TestApp::new().await;
    let view = golden(&app).await.ada.read(PERIOD).await;
    assert_eq!(
        view["by_month"],
        json!([
            { "code": "2026-03", "sessions": 3, "participations": 7, "partial": true },
            { "code": "2026-04", "sessions": 2, "participations": 5, "partial": true },
        ])
    );
    assert_eq!(view["by_week"].as_array().map(Vec::len), Some(5));
    assert_eq!(
        lines(&view, "by_week", &TIME),
        json!([["2026-W10", 1, 1, false], ["2026-W11", 1, 1, false], ["2026-W14", 3, 10, false]])
    );
    assert_eq!(view["by_day"].as_array().map(Vec::len), Some(35));
    assert_eq!(
        lines(&view, "by_day", &TIME),
        json!([
            ["2026-03-02", 1, 1, false],
            ["2026-03-09", 1, 1, false],
            ["2026-03-31", 1, 5, false],
            ["2026-04-01", 1, 1, false],
            ["2026-04-02", 1, 4, false],
        ])
    );
    assert_eq!(view["by_weekday"].as_array().map(Vec::len), Some(7));
    assert_eq!(
        lines(&view, "by_weekday", &TIME),
        json!([["1", 2, 2, false], ["2", 1, 5, false], ["3", 1, 1, false], ["4", 1, 4, false]])
    );
}

#[actix_web::test]
async fn days_are_listed_up_to_92_and_weeks_follow_iso_years() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let days = async |from: &str, to: &str| {
        let view = ada.read(&format!("/api/statistics?from={from}&to={to}")).await;
        view["by_day"].as_array().map(Vec::len)
    };
    assert_eq!(days("2026-01-01", "2026-04-02").await, Some(92));
    assert_eq!(days("2026-01-01", "2026-04-03").await, Some(0));
    let view = ada.read("/api/statistics?from=2025-12-29&to=2026-01-11").await;
    let weeks: Vec<_> = view["by_week"].as_array().into_iter().flatten().collect();
    assert_eq!(weeks[0]["code"], "2026-W01", "the week of 29 December 2025");
    assert_eq!((&weeks[1]["code"], weeks.len()), (&json!("2026-W02"), 2));
    assert!(weeks.iter().all(|week| week["partial"] == false));
}

#[actix_web::test]
async fn families_of_sessions_are_those_counted_by_hand() {
    let app = TestApp::new().await;
    let golden = golden(&app).await;
    let view = golden.ada.read(PERIOD).await;
    let mentions = |family| lines(&view, family, &MENTION);
    assert_eq!(
        mentions("by_theme"),
        json!([
            ["email", 3, 7, 58.3, 41.2],
            ["securite_numerique", 1, 5, 41.7, 29.4],
            ["parentalite", 1, 4, 33.3, 23.5],
            ["aide_aux_demarches_administratives", 1, 1, 8.3, 5.9],
        ]),
        "in the order of the closed list"
    );
    assert_eq!(mentions("by_administrative_theme"), json!([["logement", 1, 1, 8.3, 100.0]]));
    assert_eq!(
        mentions("by_equipment"),
        json!([["ordinateur", 1, 5, 41.7, 83.3], ["telephone", 1, 1, 8.3, 16.7]])
    );
    assert_eq!(mentions("by_tag"), json!([[golden.tag, 1, 5, 41.7, 100.0]]));
    assert_eq!(view["by_tag"][0]["label"], "Permanence");

    let shares = |family| lines(&view, family, &SHARE);
    assert_eq!(shares("by_kind"), json!([["individual", 3, 3, 25.0], ["workshop", 2, 9, 75.0]]));
    assert_eq!(
        shares("by_place_type"),
        json!([
            ["lieu_activite", 2, 6, 50.0],
            ["autre", 1, 4, 33.4],
            ["domicile", 1, 1, 8.3],
            ["a_distance", 1, 1, 8.3],
        ])
    );
    assert_eq!(
        shares("by_duration"),
        json!([
            ["0-29", 1, 1, 8.3],
            ["30-59", 2, 2, 16.7],
            ["60-119", 1, 4, 33.3],
            ["120+", 1, 5, 41.7],
        ])
    );
    assert_eq!(
        shares("by_autonomy"),
        json!([["autonome", 1, 1, 33.3], ["non_communique", 2, 2, 66.7]]),
        "individual sessions alone"
    );
    assert_eq!(
        shares("by_level"),
        json!([["debutant", 1, 5, 55.6], ["non_communique", 1, 4, 44.4]]),
        "workshops alone"
    );
    assert_eq!(shares("by_redirection"), json!([["administration", 1, 1, 100.0]]));
    assert_eq!(
        shares("by_programme"),
        json!([[golden.programme, 1, 5, 41.7], ["non_communique", 4, 7, 58.3]])
    );
    assert_eq!(view["by_programme"][0]["label"], "Conseiller");
    assert_eq!(view["by_facilitator"], json!([]));
    assert_eq!(view["by_organization"], json!([]));
}

#[actix_web::test]
async fn territories_are_those_counted_by_hand() {
    let app = TestApp::new().await;
    let golden = golden(&app).await;
    let view = golden.ada.read(PERIOD).await;
    let territories = |family| lines(&view, family, &TERRITORY);
    assert_eq!(
        territories("by_place"),
        json!([[golden.place, false, 2, 6, 50.0], ["", false, 2, 5, 41.7], ["", true, 1, 1, 8.3],])
    );
    assert_eq!(view["by_place"][0]["label"], "Bibliothèque");
    assert_eq!(
        territories("by_commune"),
        json!([
            ["44109", false, 2, 6, 50.0],
            ["97209", false, 1, 4, 33.4],
            ["97411", false, 1, 1, 8.3],
            ["", true, 1, 1, 8.3],
        ]),
        "a session at a distance belongs to no commune"
    );
    assert_eq!(
        lines(&view, "by_commune", &["label", "per_10000"]),
        json!([["Nantes", 0.2], ["Fort-de-France", 0.5], ["Saint-Denis", 0.1], ["", null]])
    );
    assert_eq!(
        territories("by_epci"),
        json!([
            ["244400404", false, 2, 6, 50.0],
            ["249720061", false, 1, 4, 33.4],
            ["249740119", false, 1, 1, 8.3],
            ["", true, 1, 1, 8.3],
        ])
    );
    assert_eq!(
        territories("by_departement"),
        json!([
            ["44", false, 2, 6, 50.0],
            ["972", false, 1, 4, 33.4],
            ["974", false, 1, 1, 8.3],
            ["44", true, 1, 1, 8.3],
        ]),
        "overseas départements are never merged; the remote session is the employer's"
    );
    assert_eq!(
        territories("by_region"),
        json!([
            ["52", false, 2, 6, 50.0],
            ["02", false, 1, 4, 33.4],
            ["04", false, 1, 1, 8.3],
            ["52", true, 1, 1, 8.3],
        ])
    );
}

#[actix_web::test]
async fn people_are_those_counted_by_hand() {
    let app = TestApp::new().await;
    let view = golden(&app).await.ada.read(PERIOD).await;
    let people = |family| lines(&view, family, &PEOPLE);
    assert_eq!(
        people("by_gender"),
        json!([["feminin", 1, 2, 30.0], ["masculin", 1, 1, 20.0], ["non_communique", 0, 5, 50.0]])
    );
    assert_eq!(
        people("by_age_band"),
        json!([
            ["douze_dix_huit", 1, 0, 10.0],
            ["vingt_cinq_trente_neuf", 0, 1, 10.0],
            ["soixante_soixante_neuf", 0, 1, 10.0],
            ["soixante_dix_plus", 1, 0, 10.0],
            ["non_communique", 0, 6, 60.0],
        ])
    );
    assert_eq!(
        people("by_status"),
        json!([
            ["scolarise", 1, 0, 10.0],
            ["en_emploi", 0, 1, 10.0],
            ["retraite", 1, 0, 10.0],
            ["non_communique", 0, 7, 70.0],
        ])
    );
    assert_eq!(
        people("by_residence_commune"),
        json!([["44109", 1, 0, 10.0], ["97411", 0, 1, 10.0], ["non_communique", 1, 7, 80.0]])
    );
    assert_eq!(view["by_residence_commune"][0]["label"], "Nantes");
}

#[actix_web::test]
async fn filters_add_up_and_their_values_are_alternatives() {
    let app = TestApp::new().await;
    let golden = golden(&app).await;
    let Golden { ada, place, tag, programme } = &golden;
    for (filter, sessions) in [
        (String::new(), 5),
        ("kind=workshop".into(), 2),
        ("themes=email".into(), 3),
        ("themes=email,parentalite".into(), 4),
        ("themes=email&kind=individual".into(), 2),
        ("equipment=ordinateur,telephone".into(), 2),
        ("place_types=domicile,a_distance".into(), 2),
        (format!("places={place}"), 2),
        (format!("tags={tag}"), 1),
        (format!("programmes={programme}&themes=logement"), 0),
        ("communes=44109".into(), 2),
        ("departements=44".into(), 3),
        ("departements=972,974".into(), 2),
        ("departements=971".into(), 0),
    ] {
        let view = ada.read(&format!("{PERIOD}&{filter}").replace("&&", "&")).await;
        assert_eq!(view["totals"]["sessions"], sessions, "{filter}");
    }
}

#[actix_web::test]
async fn nothing_counts_as_zero() {
    let app = TestApp::new().await;
    let view = app.facilitator("Ada").await.read(PERIOD).await;
    assert_eq!(view["totals"]["participations"], 0);
    assert_eq!(view["totals"]["mean_group"], Value::Null);
    for family in ["by_kind", "by_place_type", "by_gender"] {
        let shares = view[family].as_array().into_iter().flatten();
        for line in shares {
            let share = line.get("share").or(line.get("share_of_people"));
            assert_eq!(share, Some(&json!(0.0)), "{family}");
        }
    }
}

#[actix_web::test]
async fn a_team_counts_each_member_while_they_belong_to_it_and_once() {
    let app = TestApp::new().await;
    let admin = app.admin("Inès").await;
    let hugo = app.coordinator("Hugo").await;
    let (ada, bob, eve) =
        (app.facilitator("Ada").await, app.facilitator("Bob").await, app.facilitator("Ève").await);
    let team = json!({ "name": "Équipe", "coordinator_account_id": hugo.account_id });
    let first = admin.create("/api/teams", team.clone()).await;
    let second = admin.create("/api/teams", team).await;
    let stay = async |team: &str, member: &Person, joined: &str, left: Option<&str>| {
        let path = format!("/api/teams/{team}/members/{}", member.id());
        admin.put(&path, json!({ "joined_on": joined, "left_on": left })).await.is(204);
    };
    // Ada left and came back; Bob is in both of Hugo's teams at once; Ève in neither.
    stay(&first, &ada, "2026-02-01", Some("2026-03-31")).await;
    stay(&first, &ada, "2026-06-01", None).await;
    stay(&first, &bob, "2026-01-01", None).await;
    stay(&second, &bob, "2026-01-01", None).await;
    let lucette = ada.follow("Lucette", "Bernardin", json!({})).await;
    let days = ["2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01", "2026-05-31", "2026-06-01"];
    for day in days {
        let body = with(individual(), json!({ "date": day, "learner_id": lucette }));
        ada.create("/api/individual-sessions", body).await;
    }
    for person in [&bob, &eve] {
        let body = with(individual(), json!({ "date": "2026-02-10" }));
        person.create("/api/individual-sessions", body).await;
    }
    let question = "/api/statistics?scope=team&from=2026-01-01&to=2026-11-12";
    let view = hugo.read(question).await;
    assert_eq!(
        lines(&view, "by_facilitator", &["code", "label", "sessions", "participations"]),
        json!([[ada.id(), "Ada Essai", 3, 3], [bob.id(), "Bob Essai", 1, 1]]),
        "the days of joining and of leaving are included"
    );
    let days = lines(&view, "by_month", &["code", "sessions"]);
    assert_eq!(days, json!([["2026-02", 2], ["2026-03", 1], ["2026-06", 1]]));
    assert_eq!(view["totals"]["followed"], 1, "Ada's learner is one person");
    assert_eq!(view["totals"]["returning_followed"], 1);
    assert_eq!(view["totals"]["new_followed"], 0, "her first session was before Ada joined");
    let network = admin.read(&question.replace("team", "network")).await;
    assert_eq!(network["totals"]["sessions"], 8);
    assert_eq!(network["totals"]["new_followed"], 1);
}

#[actix_web::test]
async fn a_team_without_members_counts_nothing() {
    let app = TestApp::new().await;
    let hugo = app.coordinator("Hugo").await;
    let ada = app.facilitator("Ada").await;
    ada.create("/api/individual-sessions", individual()).await;
    assert_eq!(hugo.read("/api/statistics").await["totals"]["sessions"], 0);
}
