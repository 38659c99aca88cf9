use super::*;
use crate::learners::import;
use crate::platform::spreadsheet;
use crate::territories;

#[test]
fn our_template_is_read_and_its_sample_is_skipped() {
    let parsed = import::read(&template().unwrap(), 2026).unwrap();
    assert_eq!((parsed.rows, parsed.errors.len(), parsed.warnings.len()), (0, 0, 0));
}

#[test]
fn exports_a_line_as_text() {
    let line = LearnerLine {
        last_name: "=Nom",
        first_name: "Zoé",
        birth_year: Some(1950),
        commune: territories::commune("51454"),
        phone: Some("+33199001234"),
        email: None,
        gender: Some(Gender::Feminin),
        age_band: Some(AgeBand::SoixanteDixPlus),
        status: Some(SocialStatus::Retraite),
        session_count: 3,
        notes: Some("-5 € par mois"),
    };
    let file = learners([line]).unwrap();
    let mut rows = Vec::new();
    let mut workbook = spreadsheet::open(&file).unwrap();
    workbook
        .rows::<13>(SHEET, |_, cells| {
            rows.push(cells.clone().map(|cell| cell.text));
            true
        })
        .unwrap();
    assert_eq!(rows.len(), 2);
    let titles = "Nom;Prénom;Année de naissance;Nom de la commune;Code INSEE;Code postal;\
                  N° de téléphone;E-mail;Genre;Tranche d’âge;Statut;Nombre d’accompagnements;\
                  Notes supplémentaires";
    assert_eq!(rows[0].join(";"), titles, "the Coop's thirteen columns");
    assert_eq!(
        rows[1],
        [
            "=Nom",
            "Zoé",
            "1950",
            "Reims",
            "51454",
            "51100",
            "+33199001234",
            "",
            "Féminin",
            "70 ans et plus",
            "Retraité",
            "3",
            "-5 € par mois",
        ]
    );
}
