//! One's own activities as a CSV file.

use serde_json::json;

use super::{ANIMATIONS, EVENTS, PARTNERSHIPS};
use crate::support::{TestApp, animation, event, partnership, with};

/// The file's rows, without the byte order mark.
fn rows(body: &[u8], separator: u8) -> Vec<Vec<String>> {
    let text = body.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut file =
        csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(text);
    file.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[actix_web::test]
async fn the_export_has_one_row_per_activity() {
    let app = TestApp::new().await;
    let mut ines = app.coordinator("Inès").await;
    let meeting = json!({
        "date": "2026-03-02", "notes": "=1+1", "initiative": "demande",
        "departements": ["2A", "44"], "structures": 2, "themes": ["partage", "autre"],
        "theme_other": "Passeport",
    });
    let own = ines.create(ANIMATIONS, with(animation(), meeting)).await;
    let fair = json!({ "date": "2026-03-03", "end_date": "2026-03-04", "name": "+Forum; suite" });
    ines.create(EVENTS, with(event(), fair)).await;
    let pact = json!({
        "date": "2026-03-05", "natures": ["subvention", "autre"], "nature_other": "@Prêt",
        "territorial_level": "communal",
        "partners": [
            { "name": "-Ville", "kind": "commune" },
            { "name": "Les Ateliers", "kind": "autre", "kind_other": "Coopérative" },
        ],
    });
    ines.create(PARTNERSHIPS, with(partnership(), pact)).await;
    ines.create(EVENTS, with(event(), json!({ "date": "2025-01-01" }))).await;
    app.coordinator("Otto").await.create(EVENTS, event()).await;

    let reply = ines.get("/api/coordination/export?from=2026-01-01").await.is(200);
    let name = reply.header("content-disposition").unwrap_or_default();
    assert_eq!(name, "attachment; filename=\"coordination-2026-11-12.csv\"");
    assert_eq!(reply.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
    let table = rows(&reply.body, b';');
    assert_eq!(table.len(), 4, "titles and three activities");
    let at = |title: &str| {
        table[0].iter().position(|cell| cell == title).unwrap_or_else(|| panic!("no {title}"))
    };
    for (row, title, cell) in [
        (1, "Date", "2026-03-02"),
        (1, "Type", "Animation"),
        (1, "Durée (min)", "90"),
        (1, "Participants", ""),
        (1, "Médiateurs", "8"),
        (1, "Structures", "2"),
        (1, "Autres acteurs", "0"),
        (1, "Nature", "Réunion de coordination"),
        (1, "Départements", "2A | 44"),
        (1, "Initiative", "Réponse à un besoin/une problématique"),
        (1, "Thématiques", "Échanges de bonnes pratiques / partage d’informations | Passeport"),
        (1, "Notes", "'=1+1"),
        (1, "Enregistré le", "2026-11-12"),
        (1, "ID", &own),
        (2, "Date de fin", "2026-03-04"),
        (2, "Participants", "120"),
        (2, "Durée (min)", ""),
        (2, "Nom", "'+Forum; suite"),
        (2, "Organisateurs", "Ma structure (moi-même)"),
        (3, "Nature", "Recherche de subvention | @Prêt"),
        (3, "Structures partenaires", "'-Ville | Les Ateliers"),
        (3, "Types de structures partenaires", "Une commune | Coopérative"),
        (3, "Échelon territorial", "Communal"),
    ] {
        assert_eq!(table[row][at(title)], cell, "row {row}, {title}");
    }
    ines.language = "en";
    let english = ines.get("/api/coordination/export?kind=evenement").await.is(200);
    let table = rows(&english.body, b',');
    assert_eq!((table.len(), table[0][1].as_str()), (3, "Last day"));
    let audit = app.admin("Abel").await.read("/api/audit").await;
    assert_eq!(audit["items"][0]["action"], "coordination.export");
}
