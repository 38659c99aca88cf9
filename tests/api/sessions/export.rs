//! Sessions as a workbook and as CSV: one's own, and a team's.

use coopair::platform::http::Expected;
use coopair::policy::Role;
use coopair::sessions::{IndividualSessionInput, record_individual};
use serde_json::json;

use crate::support::{
    Person, Reply, TestApp, has_formula, individual, place, sheet, with, workshop,
};

/// The Coop's columns, and at the end but one what it does not tell.
const TITLES: &str = "Date;Enregistré le;Dernière modification le;Type;Participants;Bénéficiaire;\
    Canaux d’accompagnement;Nom du lieu;Adresse;Commune;Code postal;Code Insee;Durée (min);\
    Nom de l’atelier;Matériel numérique utilisé;Thématique(s) d’accompagnement;Tags;\
    Nom de la démarche administrative;Niveau d’autonomie (ou de l’atelier);\
    Bénéficiaire réorienté;Structure de redirection;Commune du bénéficiaire;\
    Code postal du bénéficiaire;Code Insee du bénéficiaire;Genre du bénéficiaire;\
    Tranche d’âge du bénéficiaire;Statut du bénéficiaire;Notes supplémentaires;Première fois;\
    ID CRA";

/// The cells of a workbook.
fn cells(reply: &Reply) -> Vec<Vec<String>> {
    let cells = sheet(&reply.body, "Activités");
    cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// The cells of a CSV file in French, which starts with a byte order mark.
fn csv_cells(reply: &Reply) -> Vec<Vec<String>> {
    let text = reply.text();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut lines = csv::ReaderBuilder::new();
    let mut lines = lines.delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    let records = lines.records().map(|record| record.expect("a line"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

fn column<'a>(rows: &'a [Vec<String>], title: &str) -> Vec<&'a str> {
    let at = rows[0].iter().position(|cell| cell == title).unwrap_or_else(|| panic!("no {title}"));
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

#[actix_web::test]
async fn the_export_has_one_row_per_person() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let place = ada.create("/api/places", place("Bibliothèque", "51454", "51100")).await;
    let learner = json!({ "birth_year": 1952, "gender": "feminin", "commune_code": "44109" });
    let learner = ada.follow("Lucette", "Bernardin", learner).await;
    let body = json!({
        "date": "2026-03-02", "learner_id": learner, "autonomy": "autonome",
        "place_type": "lieu_activite", "place_id": place, "commune_code": null,
        "equipment": ["ordinateur", "telephone"], "notes": "=1+1", "duration_min": 45,
    });
    let own = ada.create("/api/individual-sessions", with(individual(), body)).await;
    let group = json!({
        "date": "2026-03-03", "learner_ids": [learner], "level": "debutant",
        "anonymous": { "total": 2, "genders": { "feminin": 2 } },
    });
    ada.create("/api/workshops", with(workshop(), group)).await;
    let old = with(individual(), json!({ "date": "2025-03-02" }));
    ada.create("/api/individual-sessions", old).await;
    app.facilitator("Bob").await.create("/api/workshops", workshop()).await;

    let reply = ada.get("/api/sessions/export/xlsx?from=2026-01-01").await.is(200);
    let name = reply.header("content-disposition").unwrap_or_default();
    assert_eq!(name, "attachment; filename=\"seances-2026-11-12.xlsx\"");
    assert_eq!(reply.header("coopair-rows").as_deref(), Some("4"));
    let rows = cells(&reply);
    assert_eq!(rows.len(), 5, "the titles and four people");
    assert_eq!(rows[0].join(";"), TITLES);
    let days = ["Date", "Enregistré le"].map(|title| column(&rows, title)[0]);
    assert_eq!(days, ["46083", "46338"], "days as a spreadsheet counts them, not texts");
    let at = |title: &str| {
        rows[0].iter().position(|cell| cell == title).unwrap_or_else(|| panic!("no {title}"))
    };
    let columns = |row: usize, titles: &[&str]| -> Vec<String> {
        titles.iter().map(|title| rows[row][at(title)].clone()).collect()
    };
    assert_eq!(
        columns(
            1,
            &[
                "Participants",
                "Bénéficiaire",
                "Nom du lieu",
                "Commune",
                "Code Insee",
                "Durée (min)",
                "Matériel numérique utilisé",
                "Commune du bénéficiaire",
                "Genre du bénéficiaire",
                "Tranche d’âge du bénéficiaire",
                "Première fois",
                "Notes supplémentaires",
                "ID CRA",
            ]
        ),
        [
            "1/1",
            "Lucette Bernardin",
            "Bibliothèque",
            "Reims",
            "51454",
            "45",
            "Ordinateur\nTéléphone",
            "Nantes",
            "Féminin",
            "70 ans et plus",
            "Oui",
            "=1+1",
            &own,
        ]
    );
    let people = ["Participants", "Bénéficiaire", "Genre du bénéficiaire", "Première fois"];
    assert_eq!(columns(2, &people), ["1/3", "Lucette Bernardin", "Féminin", "Non"]);
    for (row, number) in [(3, "2/3"), (4, "3/3")] {
        assert_eq!(
            columns(row, &people),
            [number, "Anonyme", "Non communiqué", ""],
            "counters are never made into people"
        );
    }
    assert_eq!(columns(4, &["Nom de l’atelier"]), ["Reconnaître un message piégé"]);
    assert!(!has_formula(&reply.body, "Activités"), "text is never run");
    let audit = app.admin("Inès").await.read("/api/audit").await;
    assert_eq!(audit["items"][0]["action"], "session.export");
}

#[actix_web::test]
async fn the_csv_says_the_same_and_runs_nothing() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let lucette = ada.follow("=Lucette", "Bernardin", json!({})).await;
    let body = json!({ "learner_id": lucette, "notes": "deux\nlignes; \"et\" un point-virgule" });
    ada.create("/api/individual-sessions", with(individual(), body)).await;
    ada.create("/api/workshops", workshop()).await;
    let csv = ada.get("/api/sessions/export/csv").await.is(200);
    assert_eq!(csv.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
    assert_eq!(csv.header("coopair-rows").as_deref(), Some("7"));
    let (csv, xlsx) = (csv_cells(&csv), cells(&ada.get("/api/sessions/export/xlsx").await));
    assert_eq!((csv.len(), csv[0].join(";").as_str()), (8, TITLES));
    assert_eq!(column(&csv, "Date")[0], "2026-11-12");
    for title in ["ID CRA", "Participants", "Durée (min)", "Notes supplémentaires", "Commune"] {
        assert_eq!(column(&csv, title), column(&xlsx, title), "{title}");
    }
    let names = column(&csv, "Bénéficiaire");
    assert!(names.contains(&"'=Lucette Bernardin"), "{names:?}");
    let mut english = ada.clone();
    english.language = "en";
    let text = english.get("/api/sessions/export/csv").await.is(200).text();
    assert!(text.starts_with("\u{feff}Date,Enregistré le,"), "{text}");
    let only = ada.get("/api/sessions/export/csv?kind=individual").await.is(200);
    assert_eq!(csv_cells(&only).len(), 2, "the filters of the list");
    let none = ada.get("/api/sessions/export/csv?to=2020-01-01").await.is(200);
    assert_eq!((csv_cells(&none).len(), none.header("coopair-rows").as_deref()), (1, Some("0")));
}

#[actix_web::test]
async fn a_long_export_has_every_session_once_and_in_order() {
    let app = TestApp::new().await;
    let ada = app.facilitator("Ada").await;
    let (by, clock) = (ada.id(), app.ctx.clock.clone());
    let recorded = app.ctx.db.write_now(|conn| {
        for at in 0..2_050 {
            let date = format!("2026-0{}-{:02}", 1 + at % 9, 1 + at % 28);
            let input: IndividualSessionInput =
                serde_json::from_value(with(individual(), json!({ "date": date })))
                    .expect("a valid session");
            record_individual(conn, &clock, by, clock.new_id(), Expected::NONE, &input)?;
        }
        Ok::<_, coopair::platform::http::Problem>(())
    });
    recorded.expect("recorded");
    for format in ["csv", "xlsx"] {
        let reply = ada.get(&format!("/api/sessions/export/{format}")).await.is(200);
        assert_eq!(reply.header("coopair-rows").as_deref(), Some("2050"));
        let rows = if format == "csv" { csv_cells(&reply) } else { cells(&reply) };
        let mut ids = column(&rows, "ID CRA");
        assert_eq!(ids.len(), 2_050);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 2_050);
        assert!(column(&rows, "Date").is_sorted());
    }
}

/// What a coordinator downloads of the team.
async fn of_team(person: &Person) -> Vec<Vec<String>> {
    csv_cells(&person.get("/api/sessions/export/csv?scope=team").await.is(200))
}

#[actix_web::test]
async fn a_coordinator_exports_the_team_s_deeds_without_names_and_notes() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
    let cora = app.coordinator("Cora").await;
    app.team(&cora, &ada, "2026-06-01", None);
    app.team(&cora, &bob, "2026-01-01", Some("2026-10-01"));
    let person = json!({ "gender": "feminin", "commune_code": "44109", "birth_year": 1952 });
    let lucette = ada.follow("Lucette", "Bernardin", person).await;
    let body = json!({
        "learner_id": lucette, "notes": "Très fatiguée",
        "themes": ["aide_aux_demarches_administratives"], "procedure_detail": "Retraite",
    });
    let seen = ada.create("/api/individual-sessions", with(individual(), body)).await;
    let before = with(individual(), json!({ "date": "2026-05-31" }));
    ada.create("/api/individual-sessions", before).await;
    let gone = with(individual(), json!({ "date": "2026-03-01" }));
    bob.create("/api/individual-sessions", gone).await;
    app.facilitator("Eve").await.create("/api/workshops", workshop()).await;

    let rows = of_team(&cora).await;
    assert_eq!(rows.len(), 2, "since she joined; not of who has left, nor of strangers");
    let one = |title: &str| column(&rows, title)[0].to_owned();
    assert_eq!([one("ID CRA"), one("Participants")], [seen, "1/1".to_owned()]);
    assert_eq!([one("Prénom du médiateur"), one("Nom du médiateur")], ["Ada", "Essai"]);
    assert_eq!([one("Genre du bénéficiaire"), one("Commune")], ["Féminin", "Nantes"]);
    let hidden = [
        "Bénéficiaire",
        "Commune du bénéficiaire",
        "Code Insee du bénéficiaire",
        "Notes supplémentaires",
        "Nom de la démarche administrative",
    ];
    assert_eq!(hidden.map(one), [""; 5]);
    let audit = app.admin("Inès").await.read("/api/audit").await;
    assert_eq!(audit["items"][0]["action"], "session.export_team");

    let usual = csv_cells(&cora.get("/api/sessions/export/csv").await.is(200));
    assert_eq!(usual, rows, "a coordinator has no sessions of her own");
    cora.get("/api/sessions/export/csv?scope=own").await.is_problem(403, "forbidden");
    ada.get("/api/sessions/export/csv?scope=team").await.is_problem(403, "forbidden");
    let path = format!("/api/sessions/export/csv?scope=team&learner_id={lucette}");
    cora.get(&path).await.is_problem(400, "invalid_parameter");
    cora.get("/api/sessions/export/csv?scope=all").await.is_problem(400, "invalid_parameter");
    ada.get("/api/sessions/export/pdf").await.is_problem(404, "not_found");
    let both = app.person("Zoé", &[Role::Coordinator, Role::Facilitator]).await;
    assert_eq!(csv_cells(&both.get("/api/sessions/export/csv").await.is(200)).len(), 1);
    assert_eq!(of_team(&both).await.len(), 1, "nobody in the team");
}
