use super::super::pix::competences;
use super::*;
use crate::platform::pdf::reading::{
    headings, outside_the_margins, read_out, skips_no_level, texts,
};
use crate::platform::pdf::{Mark, Shape};

const AREAS: [&str; 5] = [
    "Information et données",
    "Communication et collaboration",
    "Création de contenu",
    "Protection et sécurité",
    "Environnement numérique",
];
const LABELS: [&str; 9] = [
    "",
    "Novice 1",
    "Novice 2",
    "Indépendant 1",
    "Indépendant 2",
    "Avancé 1",
    "Avancé 2",
    "Expert 1",
    "Expert 2",
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn label(level: u8) -> String {
    LABELS[usize::from(level)].to_owned()
}

fn verified(level: u8, kind: EvidenceKind, by: Option<&str>) -> Verified {
    let observed_on = day(2026, 3, 1);
    Verified {
        level: Level::new(level).unwrap(),
        label: label(level),
        kind,
        by: by.map(str::to_owned),
        observed_on,
        expires_on: kind.expires_on(observed_on, None),
    }
}

fn declared(level: u8) -> Declared {
    let level_of = Level::new(level).unwrap();
    Declared { level: level_of, label: label(level), declared_on: day(2026, 9, 14) }
}

/// The framework, with levels by the position of the competence.
fn statement(levels: impl Fn(usize) -> (Option<Verified>, Option<Declared>)) -> Statement {
    let rows = competences().iter().enumerate().map(|(at, competence)| {
        let area = usize::from(competence.code.as_bytes()[0] - b'1');
        let (verified, declared) = levels(at);
        Row {
            area: AREAS[area].to_owned(),
            code: competence.code.to_owned(),
            title: competence.title_fr.to_owned(),
            verified,
            declared,
        }
    });
    Statement {
        lang: Lang::Fr,
        network: "Réseau d’entraide numérique des Deux-Rives".to_owned(),
        person: "Camille Exemple".to_owned(),
        day: day(2026, 11, 12),
        badges_checked_at: Some("https://reseau.example/badges".to_owned()),
        rows: rows.collect(),
    }
}

/// A bit of everything.
fn mixed() -> Statement {
    use EvidenceKind::{Peer, PixCertified, PixProfile};
    statement(|at| match at {
        0 => (Some(verified(3, PixProfile, None)), Some(declared(4))),
        1 => (Some(verified(4, PixCertified, None)), Some(declared(3))),
        3 => (Some(verified(2, Peer, Some("Dominique Modèle"))), None),
        4 => (Some(verified(7, PixCertified, None)), Some(declared(8))),
        5 => (None, Some(declared(2))),
        6 => (None, Some(declared(0))),
        8 => (Some(verified(1, Peer, None)), Some(declared(1))),
        13 => (Some(verified(3, Peer, Some("Maxime Très-Long-Nom de la Fausse-Rivière"))), None),
        _ => (None, None),
    })
}

fn read(statement: &Statement) -> Vec<(Role, String)> {
    read_out(&laid(statement).unwrap())
}

/// What the row of a competence says, cell by cell.
fn row(statement: &Statement, code: &str) -> Vec<String> {
    let read = read(statement);
    let named = |(role, text): &(Role, String)| *role == Role::RowHeader && text.starts_with(code);
    let at = read.iter().position(named).unwrap();
    let cells = read[at..].iter().skip(1).take_while(|(role, _)| *role == Role::Data);
    cells.map(|(_, text)| text.clone()).collect()
}

/// How many steps are drawn filled, and how many hatched, the legend left out.
fn steps(statement: &Statement) -> (usize, usize) {
    let laid = laid(statement).unwrap();
    let shapes = laid.pages.iter().flat_map(|page| &page.items).flat_map(|(_, shapes)| shapes);
    shapes.fold((0, 0), |(filled, hatched), shape| match shape {
        Shape::Filled { .. } => (filled + 1, hatched),
        Shape::Hatched { .. } => (filled, hatched + 1),
        _ => (filled, hatched),
    })
}

#[test]
fn a_level_is_told_with_its_proof() {
    let statement = mixed();
    assert_eq!(
        row(&statement, "1.1"),
        [
            "3 · Indépendant 1",
            "Profil Pix du 1er\u{a0}mars 2026 au 29\u{a0}février 2028",
            "4 · Indépendant 2 le 14\u{a0}septembre 2026",
        ]
    );
    assert_eq!(
        row(&statement, "1.2")[1],
        "Certification Pix depuis le 1er\u{a0}mars 2026, sans date de fin"
    );
    assert_eq!(row(&statement, "1.3"), ["Pas encore de niveau", "", "Non déclaré"]);
    let peer = &row(&statement, "2.1")[1];
    assert!(peer.starts_with("Attesté par un pair Dominique Modèle du"), "{peer}");
    assert!(row(&statement, "3.2")[1].starts_with("Attesté par un pair du"));
    assert_eq!(row(&statement, "2.3")[0], "Pas encore de niveau");
    assert!(row(&statement, "2.4")[2].starts_with("Niveau 0 le"));
}

#[test]
fn steps_are_filled_for_v_alone_and_hatched_for_d_alone() {
    let none = steps(&statement(|_| (None, None)));
    assert_eq!(none, (1, 1), "the legend");
    for v in 1..=8 {
        for d in 0..=8 {
            let one = statement(|at| match at {
                2 => (Some(verified(v, EvidenceKind::Peer, None)), Some(declared(d))),
                _ => (None, None),
            });
            assert_eq!(steps(&one), (1 + usize::from(v), 1 + usize::from(d)));
        }
    }
    assert_eq!(steps(&mixed()), (1 + 3 + 4 + 2 + 7 + 1 + 3, 1 + 4 + 3 + 8 + 2 + 1));
}

#[test]
fn nothing_but_a_proof_verifies() {
    for unproven in [
        verified(5, EvidenceKind::SelfPlaced, Some("Camille Exemple")),
        verified(0, EvidenceKind::Peer, Some("Dominique Modèle")),
    ] {
        let statement = statement(|_| (Some(unproven.clone()), None));
        assert_eq!(row(&statement, "1.1"), ["Pas encore de niveau", "", "Non déclaré"]);
        assert_eq!(steps(&statement).0, 1);
    }
}

#[test]
fn it_says_what_it_is_and_is_not() {
    let whole = |statement: &Statement| {
        let told = read(statement).into_iter().map(|(_, text)| text);
        told.collect::<Vec<_>>().join(" ")
    };
    let french = mixed();
    let words = whole(&french);
    for wanted in [
        "Mes niveaux de compétences numériques",
        "Camille Exemple",
        "Réseau d’entraide numérique des Deux-Rives",
        "12\u{a0}novembre 2026",
        "ni un diplôme ni un certificat",
        "personne ne l’a vérifié",
        "Vérifier un badge",
        "https://reseau.example/badges",
        "hachuré\u{202f}: déclaré, non vérifié",
        "Cela vaut 24 mois.",
        "Cela vaut 12 mois.",
    ] {
        assert!(words.contains(wanted), "{wanted}");
    }
    assert!(!words.contains("ne contient pas encore"));
    let english = Statement { lang: Lang::En, badges_checked_at: None, ..mixed() };
    let words = whole(&english);
    for wanted in [
        "My digital skill levels",
        "neither a diploma nor a certificate",
        "nobody has verified it",
        "Attested by a peer Dominique Modèle from 1\u{a0}March 2026 to 29\u{a0}February 2028",
        "No level yet",
    ] {
        assert!(words.contains(wanted), "{wanted}");
    }
    assert!(!words.contains("niveau"), "no French left");
    assert!(!words.contains("Check a badge"));
    let words = whole(&statement(|_| (None, None)));
    assert!(words.contains("ne contient pas encore de niveau à mon nom"));
}

#[test]
fn every_area_is_a_table_with_its_heading() {
    let laid = laid(&mixed()).unwrap();
    let nodes = &laid.structure.nodes;
    let tables: Vec<_> = nodes.iter().filter(|node| matches!(node.role, Role::Table(_))).collect();
    assert_eq!(tables.len(), AREAS.len());
    let mut rows = 0;
    for table in tables {
        for part in &table.under {
            for row in &nodes[part.0].under {
                rows += 1;
                assert_eq!(nodes[row.0].under.len(), 4);
            }
        }
    }
    assert_eq!(rows, AREAS.len() + competences().len());
    assert_eq!(headings(&laid), [1, 2, 2, 2, 2, 2, 2]);
    let titles: Vec<&str> = laid.outline.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles[..5], AREAS);
}

#[test]
fn the_framework_fits_on_two_pages() {
    let name = "Dominique Modèle-Exemple";
    let full = statement(|at| {
        let level = (at % 8) as u8 + 1;
        (Some(verified(level, EvidenceKind::Peer, Some(name))), Some(declared(8)))
    });
    for statement in [full.clone(), Statement { lang: Lang::En, ..full }, mixed()] {
        let laid = laid(&statement).unwrap();
        assert_eq!(laid.pages.len(), 2);
        assert_eq!(outside_the_margins(&laid), Vec::<String>::new());
        for page in &laid.pages {
            let foot = texts(page, |mark| mark == Mark::Footer);
            assert!(foot[0].contains("Camille Exemple"), "{foot:?}");
        }
    }
}

#[test]
fn odd_texts_and_long_areas_are_written_too() {
    let mut odd = mixed();
    odd.person = "Нет \u{1f600}\u{0}\ttab ".repeat(30);
    odd.network = "anticonstitutionnellement".repeat(20);
    odd.badges_checked_at = Some(format!("https://{}.example", "a".repeat(300)));
    odd.rows[0].title = "Sans-fin".repeat(40);
    odd.rows[1].verified.as_mut().unwrap().label = "Un nom de niveau ".repeat(10);
    let long: Vec<Row> =
        (0..120).map(|at| Row { code: at.to_string(), ..odd.rows[0].clone() }).collect();
    odd.rows.splice(0..1, long);
    let laid = laid(&odd).unwrap();
    assert_eq!(outside_the_margins(&laid), Vec::<String>::new());
    assert!(skips_no_level(&headings(&laid)));
    pdf(&odd).unwrap();
    odd.rows.clear();
    odd.person.clear();
    odd.network.clear();
    pdf(&odd).unwrap();
}

#[test]
fn the_document_is_tagged_and_always_the_same() {
    let statement = mixed();
    let bytes = pdf(&statement).unwrap();
    let has = |wanted: &str| bytes.windows(wanted.len()).any(|part| part == wanted.as_bytes());
    for wanted in [
        "%PDF-1.7",
        "/StructTreeRoot",
        "/Lang(fr-FR)",
        "/Marked true",
        "/S/TH",
        "/S/H1",
        "/S/Table",
    ] {
        assert!(has(wanted), "{wanted}");
    }
    assert!(bytes.len() < 200_000);
    assert_eq!(bytes, pdf(&statement).unwrap());
    let english = pdf(&Statement { lang: Lang::En, ..statement }).unwrap();
    let title = b"/Title(My digital skill levels)";
    assert!(english.windows(title.len()).any(|part| part == title));
}
