//! Files of other kinds, cut files, any bytes at all; and files of full size.

use std::time::Instant;

use proptest::prelude::*;

use super::files::*;
use crate::competences::pix::*;

fn two_people() -> Profiles {
    Profiles::two().row("Exemple", "Awa", "004512", &["1", "12", "2", "19"]).row(
        "Modèle",
        "Zoé",
        "004513",
        &["3", "24", "0", "0"],
    )
}

fn reason(file: &[u8]) -> String {
    let reason = read_bytes(file).unwrap_err();
    format!("{} {}", reason.code, reason.fr)
}

#[test]
fn an_assessment_campaign_is_refused_with_the_reason() {
    let french = [
        "Nom de l'organisation",
        "ID Campagne",
        "Nom de la campagne",
        "Parcours",
        "Nom du Participant",
        "Prénom du Participant",
        "% de progression",
        "Date et heure de début (Europe/Paris)",
        "Partage (O/N)",
        "Date et heure du partage (Europe/Paris)",
        "Palier obtenu (/5)",
        "% maitrise de l'ensemble des acquis du profil",
        "% de maitrise des acquis de la compétence Interagir",
    ];
    let english = [
        "Organisation’s name",
        "Campaign ID",
        "Campaign's name",
        "Customised test",
        "Participant's last name",
        "Participant's first name",
        "% of progression",
        "Started on",
        "Shared (Y/N)",
        "Shared on",
        "% of items successfully completed in the target profile",
    ];
    for header in [&french[..], &english[..]] {
        let told = reason(format!("{}\n", written(header)).as_bytes());
        assert!(told.starts_with("assessment_campaign"), "{told}");
        assert!(told.contains("taux de réussite"), "{told}");
    }
    // A column inserted by an organization does not make it a profile collection.
    let mut header = french.to_vec();
    header.insert(6, "Nombre de pix total");
    assert_eq!(refused(written(&header).as_bytes()), "assessment_campaign");
}

#[test]
fn a_file_of_another_kind_is_called_by_its_name() {
    for (file, code, word) in [
        (&b""[..], "empty_file", "vide"),
        (b"\xef\xbb\xbf \r\n", "empty_file", "vide"),
        (b"PK\x03\x04rest", "unrecognised_format", "classeur"),
        (b"\xd0\xcf\x11\xe0rest", "unrecognised_format", "classeur"),
        (b"%PDF-1.7", "unrecognised_format", "PDF"),
        (b"\x89PNG\r\n", "unrecognised_format", "image"),
        (b"  <!doctype html>", "unrecognised_format", "page web"),
        (b"[{\"a\": 1}]", "unrecognised_format", "JSON"),
        (b"id,nom,pivot,commune,code_insee\n", "unrecognised_format", "lieux"),
        (b"Nom;Pr\xc3\xa9nom;Date\nA;B;C\n", "unrecognised_format", "Aucune colonne"),
        (b"a\0b", "unrecognised_format", "Aucune colonne"),
        (b"\xff\xfea\0b\0", "encoding", "UTF-8"),
        (b"Pr\xe9nom;Nom\n", "encoding", "UTF-8"),
    ] {
        let told = reason(file);
        assert!(told.starts_with(code) && told.contains(word), "{told}");
    }
}

#[test]
fn what_a_spreadsheet_does_to_a_file_is_told() {
    let text = two_people().text();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    assert_eq!(refused(&latin), "encoding");
    let twice: String = text.bytes().map(char::from).collect();
    assert_eq!(refused(twice.as_bytes()), "encoding");
    assert_eq!(refused(text.replace('é', "\u{fffd}").as_bytes()), "encoding");
    assert_eq!(refused(text.replace(';', ",").as_bytes()), "separator");
    assert_eq!(refused(text.replace(';', "\t").as_bytes()), "separator");
    // No byte order mark, other line ends, no quotes, empty cells at the end: all the same.
    let trailing = text.replace('\n', ";;\r\n").replace('"', "");
    assert_eq!(read_bytes(trailing.as_bytes()).unwrap().accepted.len(), 2);
}

#[test]
fn columns_of_a_profile_that_are_missing_unknown_or_twice_are_named() {
    let refused = |file: Profiles| {
        let reason = file.read().unwrap_err();
        format!("{} {}", reason.code, reason.fr)
    };
    for title in [
        "Envoi (O/N)",
        "Date et heure de l'envoi (Europe/Paris)",
        "Nom du Participant",
        "Nombre de pix pour la compétence Interagir",
        "Niveau pour la compétence Gérer des données",
    ] {
        let told = refused(two_people().without(title));
        assert!(told.starts_with("missing_column") && told.contains(title), "{told}");
        assert!(told.contains("collecte de profils"), "{told}");
    }
    let told = refused(
        two_people()
            .renamed("Niveau pour la compétence Interagir", "Niveau pour la compétence Jongler"),
    );
    assert!(told.starts_with("unknown_competence") && told.contains("Jongler"), "{told}");
    let told = refused(Profiles::of(&["Interagir", "INTERAGIR"]));
    assert!(told.starts_with("duplicate_column"), "{told}");
    let told = refused(two_people().inserted(6, "envoi (o/n)", "Oui"));
    assert!(told.starts_with("duplicate_column"), "{told}");
    assert!(refused(Profiles::of(&[])).starts_with("missing_column"));
    let mut wide = two_people();
    for number in 0..=IDENTIFIERS_MAX {
        wide = wide.inserted(6, &format!("Colonne {number}"), "x");
    }
    assert!(refused(wide).starts_with("too_many_columns"));
    assert_eq!(super::files::refused(";".repeat(COLUMNS_MAX).as_bytes()), "too_many_columns");
}

#[test]
fn a_file_cut_anywhere_is_refused_or_says_less() {
    let text = format!("{BYTE_ORDER_MARK}{}", two_people().text());
    let whole = read_bytes(text.as_bytes()).unwrap();
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    for cut in 0..text.len() {
        match read_bytes(&text.as_bytes()[..cut]) {
            // At the end of a line a cut file cannot be told from a shorter one; inside the last
            // cell, the line itself is wrong.
            Ok(file) if ends.contains(&cut) || ends.contains(&(cut - 1)) => {
                assert_eq!(file.errors, []);
                assert!(whole.accepted.starts_with(&file.accepted));
            }
            Ok(file) => {
                let line = 2 + u32::from(cut > ends[1]);
                assert!(file.errors.iter().all(|fault| fault.line == line), "cut at {cut}");
                assert!(!file.errors.is_empty(), "cut at {cut}: {file:?}");
            }
            Err(reason) => assert!(!reason.fr.is_empty() && !reason.en.is_empty()),
        }
    }
    let told = reason(&text.as_bytes()[..ends[0]]);
    assert!(told.starts_with("empty_file") && told.contains("ne contient personne"), "{told}");
    let told = reason(&text.as_bytes()[..text.len() - 10]);
    assert!(told.starts_with("truncated") && told.contains("collecte de profils Pix"), "{told}");
    let unquoted = text.replace('"', "");
    let told = reason(&unquoted.as_bytes()[..unquoted.len() - 6]);
    assert!(told.starts_with("truncated") && told.contains("la ligne 3"), "{told}");
}

#[test]
fn a_line_with_other_cells_than_the_header_is_at_fault() {
    let mut file = two_people();
    file.rows[0].pop();
    assert_eq!(errors(&file.read().unwrap()), [(2, "", "cell_count")]);
    let mut file = two_people();
    file.rows[1].push("de trop".to_owned());
    assert_eq!(errors(&file.read().unwrap()), [(3, "", "cell_count")]);
    file.rows[1].pop();
    file.rows[1].push(" ".to_owned());
    assert_eq!(file.read().unwrap().accepted.len(), 2);
}

/// All 16 competences, as many people as asked.
fn large(rows: usize) -> String {
    let titles: Vec<&str> = competences().iter().map(|competence| competence.title_fr).collect();
    let mut file = Profiles::of(&titles);
    let results: Vec<String> =
        (0_u32..16).flat_map(|c| [(c % 8).to_string(), (c % 8 * 8 + 3).to_string()]).collect();
    let results: Vec<&str> = results.iter().map(String::as_str).collect();
    for number in 0..rows {
        file = file.row("Exemple", "Awa", &format!("{number:06}"), &results);
    }
    file.text()
}

#[test]
fn twenty_thousand_people_are_read_at_once() {
    let text = large(20_000);
    let begun = Instant::now();
    let file = read_bytes(text.as_bytes()).unwrap();
    let took = begun.elapsed();
    assert_eq!((file.rows, file.accepted.len()), (20_000, 20_000));
    assert_eq!(file.accepted[19_999].1.levels.len(), 14);
    assert_eq!(file.accepted[19_999].0, 20_001);
    // Far above what it takes, in an unoptimised build on a busy machine.
    assert!(took.as_secs() < 20, "{took:?} for {} bytes", text.len());
}

#[test]
fn there_is_a_limit() {
    let row = two_people().text();
    let (header, rows) = row.split_once('\n').unwrap();
    let row = rows.lines().next().unwrap();
    let file = |count: usize| format!("{header}\n{}", format!("{row}\n").repeat(count));
    assert_eq!(read_bytes(file(ROWS_MAX).as_bytes()).unwrap().rows, ROWS_MAX);
    assert_eq!(refused(file(ROWS_MAX + 1).as_bytes()), "too_many_rows");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes(&bytes);
    }

    #[test]
    fn a_damaged_file_is_answered(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..12)
    ) {
        let mut file = format!("{BYTE_ORDER_MARK}{}", two_people().text()).into_bytes();
        for (at, byte, how) in damage {
            let at = at.index(file.len());
            match how {
                0 => file[at] = byte,
                1 => drop(file.remove(at)),
                _ => file.insert(at, b"\";'\n\r,-0"[usize::from(byte) % 8]),
            }
        }
        if let Ok(file) = read_bytes(&file) {
            prop_assert!(file.accepted.len() + file.ignored.len() <= file.rows);
            for (_, row) in &file.accepted {
                prop_assert!(row.levels.iter().all(|(_, level)| (1..=7).contains(&level.get())));
            }
        }
    }

    #[test]
    fn any_cells_are_answered(
        cells in prop::collection::vec("[-0-9NAa/:,.'\" é;\n(Pix)]{0,12}", 16),
        certified in any::<bool>(),
    ) {
        let text = if certified {
            let codes: Vec<&str> = competences().iter().map(|competence| competence.code).collect();
            let mut header = vec!["Numéro de certification", "Prénom", "Nom", "Date de naissance"];
            header.extend(["Statut", "Niveau", "Score en Pix"]);
            header.push("Date de passage de la certification");
            header.extend(codes);
            let mut row: Vec<&str> = cells.iter().map(String::as_str).collect();
            let start = ["1", "Awa", "Exemple", "04/01/1990", "Validée", &cells[0], &cells[1]];
            row.splice(0..0, start);
            row.insert(7, "01/06/2025");
            format!("{}\n{}\n", written(&header), written(&row))
        } else {
            let mut file = two_people();
            for (at, cell) in cells.iter().enumerate() {
                file.rows[0][at] = cell.clone();
            }
            file.text()
        };
        let file = read_text(&text).unwrap();
        prop_assert!(file.rows > 0);
    }
}
