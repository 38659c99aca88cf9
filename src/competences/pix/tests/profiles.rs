//! Profile collections: the data file's samples, then each trap.

use serde_json::Value;

use super::files::*;
use crate::competences::levels::{EvidenceKind, Level, Reachable};
use crate::competences::pix::*;

#[test]
fn the_samples_of_the_data_file_read_as_they_say() {
    let data: Value =
        serde_json::from_str(include_str!("../../../../data/pix-framework.json")).unwrap();
    let samples = &data["csv_formats"]["samples_fictitious"];
    let mut lines = vec![samples["profiles_collection_header"].as_str().unwrap()];
    let rows = samples["profiles_collection_rows"].as_array().unwrap();
    lines.extend(rows.iter().map(|row| row.as_str().unwrap()));
    let file = read_text(&lines.join("\n")).unwrap();
    assert_eq!(file.kind, PixKind::ProfileCollection);
    assert_eq!(file.kind.evidence_kind(), EvidenceKind::PixProfile);
    assert_eq!(file.campaign.as_deref(), Some("Positionnement agents"));
    assert_eq!(file.identifier_columns, ["Matricule"]);
    assert_eq!((file.rows, errors(&file)), (2, vec![]));
    assert_eq!(file.ignored, [(3, Ignored::NotSent)]);
    let (line, row) = &file.accepted[0];
    assert_eq!((*line, row.last_name.as_str(), row.first_name.as_str()), (2, "Exemple", "Awa"));
    assert_eq!(row.identifiers, ["004512"], "leading zeros stay");
    assert_eq!(row.observed_at, day(2025, 3, 12).and_hms_opt(14, 5, 0).unwrap());
    assert_eq!(levels(row), [("1.2", 1), ("2.1", 2)]);
    assert_eq!(row.folded_name(), ("exemple".to_owned(), "awa".to_owned()));
}

#[test]
fn the_framework_is_there() {
    assert_eq!(competences().len(), 16);
    assert_eq!(max_reachable().get(), 7);
    let band = |score| global_level(score).map(Level::get);
    let found = [0, 63, 64, 127, 128, 500, 895, 896, 1_024, 1_025].map(band);
    let told = [0, 0, 1, 1, 2, 4, 7, 8, 8].map(Some);
    assert_eq!(found[..9], told);
    assert_eq!(found[9], None);
}

#[test]
fn all_sixteen_competences_and_their_spellings() {
    for competence in competences() {
        let titles = competence.aliases_fr.iter().chain([&competence.title_fr]);
        for title in titles {
            for title in [(*title).to_owned(), title.to_uppercase(), title.replace('\'', "’")] {
                let file = Profiles::of(&[&title]).row("Exemple", "Awa", "1", &["3", "24"]).read();
                assert_eq!(levels(&only(file.unwrap())), [(competence.code, 3)], "{title}");
            }
        }
    }
}

#[test]
fn old_headers_and_days_of_old() {
    let old = Profiles::two()
        .without("Code")
        .renamed("Date et heure de l'envoi (Europe/Paris)", "Date de l'envoi")
        .row("Exemple", "Awa", "1", &["1", "8", "0", "0"]);
    let mut old = Profiles { rows: vec![], ..old };
    let mut cells = vec!["Ville d'Essai", "4242", "Positionnement", "Exemple", "Awa", "07"];
    cells.extend(["Oui", "2020-02-29", "8", "Non", "1", "1", "8", "0", "0"]);
    old.rows.push(cells.into_iter().map(str::to_owned).collect());
    let row = only(old.read().unwrap());
    assert_eq!(row.observed_on(), day(2020, 2, 29));
    assert_eq!(levels(&row), [("1.2", 1)]);
}

#[test]
fn english_headers() {
    let header = [
        "Organisation’s name",
        "Campaign ID",
        "Code",
        "Campaign's name",
        "Participant's last name",
        "Participant's first name",
        "Staff number",
        "Sent (Y/N)",
        "Sent on (Europe/Paris)",
        "Total pix score",
        "Eligible for certification (Y/N)",
        "Number of competences eligible for certification",
        "Level reached in the competence Manage data",
        "Pix score for the competence Manage data",
    ];
    let rows = [
        ["Org", "1", "C", "Test", "Exemple", "Awa", "007", "Yes", "01/12/2025 09:00", "20", "No"],
        ["Org", "1", "C", "Test", "Modèle", "Yann", "008", "No", "NA", "NA", "NA"],
    ];
    let tails = [["1", "2", "20"], ["NA", "NA", "NA"]];
    let mut text = written(&header);
    for (row, tail) in rows.iter().zip(tails) {
        text += &format!("\n{};{}", written(row), tail.join(";"));
    }
    let file = read_text(&text).unwrap();
    assert_eq!(file.identifier_columns, ["Staff number"]);
    assert_eq!(file.ignored, [(3, Ignored::NotSent)]);
    assert_eq!(levels(&file.accepted[0].1), [("1.2", 2)]);
    let older = text.replace("Sent on (Europe/Paris)", "Sent on");
    assert_eq!(read_text(&older).unwrap().accepted.len(), 1);
}

#[test]
fn columns_of_organizations_stand_anywhere() {
    let file = Profiles::two()
        .row("Exemple", "Awa", "004512", &["1", "12", "2", "19"])
        .inserted(6, "Service", "Cantines")
        .inserted(7, "Groupe", "A")
        .inserted(8, "Numéro Étudiant", "000123")
        .inserted(9, "Code", "E-77")
        .inserted(16, "Site", "NA")
        .read()
        .unwrap();
    let titles = ["Service", "Numéro Étudiant", "Code", "Matricule", "Site"];
    assert_eq!(file.identifier_columns, titles);
    let row = only(file);
    assert_eq!(row.identifiers, ["Cantines", "000123", "E-77", "004512", ""]);
    assert_eq!(levels(&row), [("1.2", 1), ("2.1", 2)]);
}

#[test]
fn a_code_after_the_names_is_no_campaign_code() {
    let file = Profiles::two().without("Code").renamed("Matricule", "Code");
    let cells = ["Ville d'Essai", "4242", "Positionnement", "Exemple", "Awa", "0077", "Oui"];
    let results = ["12/03/2025 14:05", "8", "Non", "1", "1", "8", "0", "0"];
    let row = cells.iter().chain(&results).map(|cell| (*cell).to_owned()).collect();
    let file = Profiles { rows: vec![row], ..file }.read().unwrap();
    assert_eq!(file.identifier_columns, ["Code"]);
    assert_eq!(only(file).identifiers, ["0077"]);
}

#[test]
fn a_column_named_as_another_kinds_mark_changes_nothing() {
    for title in ["Numéro de certification", "% maitrise de l'ensemble des acquis du profil"] {
        let file = Profiles::two()
            .row("Exemple", "Awa", "1", &["1", "12", "0", "0"])
            .inserted(6, title, "12")
            .read()
            .unwrap();
        assert_eq!(file.kind, PixKind::ProfileCollection);
        assert_eq!(file.identifier_columns, [title, "Matricule"]);
    }
}

#[test]
fn an_apostrophe_before_a_formula_sign_goes() {
    let row = only(
        Profiles::two().row("'-Essai", "'Awa", "'+33", &["1", "12", "0", "0"]).read().unwrap(),
    );
    assert_eq!((row.last_name.as_str(), row.first_name.as_str()), ("-Essai", "'Awa"));
    assert_eq!(row.identifiers, ["+33"]);
    for (cell, told) in [("'=1", "=1"), ("'@a", "@a"), ("''-a", "''-a"), ("d'-a", "d'-a")] {
        let row = only(Profiles::two().row(cell, "A", "", &["1", "8", "0", "0"]).read().unwrap());
        assert_eq!(row.last_name, told);
    }
}

#[test]
fn na_is_a_name_and_no_value() {
    let row = only(Profiles::two().row("NA", "Na", "NA", &["1", "12", "NA", "NA"]).read().unwrap());
    assert_eq!((row.last_name.as_str(), row.first_name.as_str()), ("NA", "Na"));
    assert_eq!(row.identifiers, [""]);
    assert_eq!(levels(&row), [("1.2", 1)]);
}

#[test]
fn decimal_commas() {
    let row = only(
        Profiles::two().row("Exemple", "Awa", "1", &["1,0", "15,9", "2", "16.0"]).read().unwrap(),
    );
    assert_eq!(levels(&row), [("1.2", 1), ("2.1", 2)]);
    let file = Profiles::two().row("Exemple", "Awa", "1", &["1,5", "12", "0", "0"]).read();
    let level = "Niveau pour la compétence Gérer des données";
    assert_eq!(errors(&file.unwrap()), [(2, level, "out_of_range")]);
}

#[test]
fn a_zero_proves_nothing() {
    let file = Profiles::two().row("Exemple", "Awa", "1", &["0", "7", "0", "0"]).read().unwrap();
    assert_eq!(file.ignored, [(2, Ignored::NothingProven)]);
    let file = Profiles::two().row("Exemple", "Awa", "1", &["NA", "NA", "NA", "NA"]).read();
    assert_eq!(file.unwrap().ignored, [(2, Ignored::NothingProven)]);
}

#[test]
fn a_level_is_what_its_pix_make() {
    let level = "Niveau pour la compétence Gérer des données";
    let pix = "Nombre de pix pour la compétence Gérer des données";
    for (results, fault) in [
        (["2", "12"], Some((level, "inconsistent"))),
        (["1", "16"], Some((level, "inconsistent"))),
        (["1", "7,9"], Some((level, "inconsistent"))),
        (["7", "56"], None),
        (["7", "64"], None),
        (["7", "65"], Some((pix, "out_of_range"))),
        (["8", "64"], Some((level, "above_reachable"))),
        (["9", "64"], Some((level, "out_of_range"))),
        (["-1", "0"], Some((level, "out_of_range"))),
        (["un", "8"], Some((level, "out_of_range"))),
        (["1", "99999999999"], Some((pix, "out_of_range"))),
        (["NA", "8"], Some((level, "inconsistent"))),
        (["1", ""], Some((level, "inconsistent"))),
    ] {
        let all = [results[0], results[1], "1", "8"];
        let file = Profiles::two().row("Exemple", "Awa", "1", &all).read().unwrap();
        let told: Vec<_> = fault.map(|(column, code)| (2, column, code)).into_iter().collect();
        assert_eq!(errors(&file), told, "{results:?}");
        assert_eq!(file.accepted.len(), usize::from(fault.is_none()), "{results:?}");
    }
}

#[test]
fn the_maximum_is_that_of_the_day() {
    let text = Profiles::two().row("Exemple", "Awa", "1", &["5", "40", "6", "48"]).text();
    let level = |value: u8| Level::new(value).unwrap();
    let reachable = Reachable::by_day(level(5), vec![(day(2025, 3, 13), level(6))]);
    let file = read(text.as_bytes(), today(), &reachable).unwrap();
    let fault = (2, "Niveau pour la compétence Interagir", "above_reachable");
    assert_eq!(errors(&file), [fault]);
    let reachable = Reachable::by_day(level(5), vec![(day(2025, 3, 12), level(6))]);
    assert_eq!(read(text.as_bytes(), today(), &reachable).unwrap().accepted.len(), 1);
}

#[test]
fn every_fault_of_a_line_is_named_without_its_value() {
    let file = Profiles::two()
        .row("", "Secret", "1", &["1", "12", "x", "99"])
        .with("Date et heure de l'envoi (Europe/Paris)", "NA")
        .row("Exemple", " ", "1", &["1", "12", "0", "0"])
        .with("Date et heure de l'envoi (Europe/Paris)", "21/11/2026 00:00")
        .row("Exemple", "Awa", "1", &["1", "12", "0", "0"])
        .with("Envoi (O/N)", "peut-être")
        .row("Exemple", "Awa", "1", &["1", "12", "0", "0"])
        .with("Date et heure de l'envoi (Europe/Paris)", "31/02/2025 10:00")
        .row("Exemple", "Awa", "1", &["1", "12", "0", "0"])
        .with("Date et heure de l'envoi (Europe/Paris)", "2014-12-31")
        .read()
        .unwrap();
    let sent_on = "Date et heure de l'envoi (Europe/Paris)";
    let told = [
        (2, "Nom du Participant", "required"),
        (2, sent_on, "invalid_date"),
        (2, "Niveau pour la compétence Interagir", "out_of_range"),
        (3, "Prénom du Participant", "required"),
        (3, sent_on, "date_out_of_range"),
        (4, "Envoi (O/N)", "unknown_value"),
        (5, sent_on, "invalid_date"),
        (6, sent_on, "date_out_of_range"),
    ];
    assert_eq!(errors(&file), told);
    assert!(file.accepted.is_empty());
    assert!(file.errors.iter().all(|fault| !fault.message_fr.contains("Secret")));
}

#[test]
fn lines_are_those_of_a_spreadsheet() {
    let mut text = Profiles::two()
        .row("Exemple", "Awa", "sur deux\nlignes, et \"ainsi\"\n", &["1", "12", "0", "0"])
        .row("Modèle", "", "2", &["1", "12", "0", "0"])
        .text();
    let file = read_text(&text).unwrap();
    assert_eq!(errors(&file), [(3, "Prénom du Participant", "required")]);
    assert_eq!(file.accepted[0].1.identifiers, ["sur deux\nlignes, et \"ainsi\""]);
    // Empty lines are lines of a spreadsheet, too; they hold nothing.
    let second = text.rfind("\"Ville d'Essai\"").unwrap();
    text.insert_str(second, ";;\n\n");
    let file = read_text(&text).unwrap();
    assert_eq!(errors(&file), [(5, "Prénom du Participant", "required")]);
    assert_eq!(file.rows, 2);
    let file = read_text(&text.replace('\n', "\r\n")).unwrap();
    assert_eq!(errors(&file), [(5, "Prénom du Participant", "required")]);
}

#[test]
fn the_newest_row_of_a_person_is_kept() {
    let sent = "Date et heure de l'envoi (Europe/Paris)";
    let file = Profiles::two()
        .row("Exemple", "Awa", "1", &["2", "16", "0", "0"])
        .with(sent, "12/03/2025 14:06")
        .row("EXEMPLE", "awa", "1", &["1", "8", "0", "0"])
        .row("Exemple", "Awa", "2", &["3", "24", "0", "0"])
        .row("Exemple", "Awa", "1", &["4", "32", "0", "0"])
        .with(sent, "12/03/2025 14:06")
        .row("Exemple", "Awa", "1", &["5", "40", "0", "0"])
        .read()
        .unwrap();
    let Newest { kept, older } =
        newest_sent(file.accepted, |_, row| (row.folded_name(), row.identifiers.clone()));
    let lines: Vec<u32> = kept.iter().map(|(line, _)| *line).collect();
    assert_eq!((lines, older), (vec![4, 5], vec![(2, 5), (3, 5), (6, 5)]));
}
