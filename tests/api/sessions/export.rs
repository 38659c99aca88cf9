//! One's own sessions as a workbook.

use serde_json::json;

use crate::support::{TestApp, has_formula, individual, place, sheet, with, workshop};

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

    let reply = ada.get("/api/sessions/export?from=2026-01-01").await.is(200);
    let name = reply.header("content-disposition").unwrap_or_default();
    assert_eq!(name, "attachment; filename=\"seances-2026-11-12.xlsx\"");
    let cells = sheet(&reply.body, "Activités");
    let rows: Vec<Vec<String>> =
        cells.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 5, "the titles and four people");
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
