//! A report to try the exports on: an invented network, a year, twenty families.

mod families;

use chrono::NaiveDate;

use super::{Change, Definition, Headline, Lang, Period, Protection, Report, Value};
pub use families::{families, territories};

fn headline(label: &str, value: f64, unit: Option<&str>, changes: (f64, Option<f64>)) -> Headline {
    let decimals = u8::from(value.fract() != 0.0);
    Headline {
        label: label.to_owned(),
        value: Value::Number { value, decimals },
        unit: unit.map(str::to_owned),
        since_previous: Some(Change(Some(changes.0))),
        since_last_year: Some(Change(changes.1)),
    }
}

fn headlines() -> Vec<Headline> {
    vec![
        headline("Accompagnements", 18_204.0, None, (12.34, Some(24.1))),
        headline("Séances tenues", 11_562.0, None, (8.1, Some(15.0))),
        headline("Personnes suivies", 6_071.0, None, (5.2, Some(-3.4))),
        headline("dont nouvelles dans la période", 2_418.0, None, (-1.9, Some(0.0))),
        headline("dont revenues au moins une fois", 3_002.0, None, (7.7, None)),
        headline("Accompagnements anonymes", 4_310.0, None, (22.0, Some(31.8))),
        headline("Heures de médiation données", 9_733.5, Some("h"), (9.0, Some(14.2))),
        headline("Heures reçues", 21_480.0, Some("h"), (11.0, Some(18.9))),
        headline("Durée moyenne d’une séance individuelle", 41.2, Some("min"), (0.4, Some(-2.0))),
        headline("Participants par atelier, en moyenne", 6.3, None, (3.3, Some(5.0))),
        headline("Personnes réorientées", 512.0, None, (-6.0, Some(2.6))),
        Headline {
            label: "Rencontres de partenaires".to_owned(),
            value: Value::Hidden,
            unit: None,
            since_previous: None,
            since_last_year: None,
        },
    ]
}

fn definitions() -> Vec<Definition> {
    let line = |term: &str, text: &str| Definition { term: term.to_owned(), text: text.to_owned() };
    vec![
        line(
            "Séance tenue",
            "Un accompagnement individuel ou un atelier qui a eu lieu, à la date de la séance.",
        ),
        line(
            "Accompagnement",
            "Une participation\u{202f}: une séance individuelle en compte une, un atelier autant que de participants, nommés ou anonymes.",
        ),
        line(
            "Personne suivie",
            "Une personne nommée, comptée une fois, qui a participé au moins une fois dans la période et le périmètre.",
        ),
        line(
            "Nouvelle personne suivie",
            "Une personne suivie dont la toute première participation a lieu dans la période.",
        ),
        line(
            "Heures données",
            "La somme des durées des séances\u{202f}; une séance menée à deux compte une fois.",
        ),
        line(
            "Heures reçues",
            "La somme, pour chaque séance, de sa durée multipliée par le nombre de participants.",
        ),
        line(
            "Part des mentions",
            "Une séance peut porter plusieurs thématiques\u{202f}: les parts des accompagnements dépassent alors 100\u{202f}% au total, celles des mentions font 100\u{202f}%.",
        ),
    ]
}

/// The report itself; `communes` rows of communes.
pub fn report(communes: usize) -> Report {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    Report {
        lang: Lang::Fr,
        title: "Statistiques de médiation numérique".to_owned(),
        subtitle: "Réseau des Deux-Rives, Marne et Aube".to_owned(),
        period: Period { from: day(2025, 1, 1), to: day(2025, 12, 31) },
        filters: vec!["Départements\u{202f}: Marne (51), Aube (10)".to_owned(), "Séances\u{202f}: individuelles et ateliers".to_owned(), "Dispositif\u{202f}: Conseillers numériques".to_owned()],
        calculated_at: day(2026, 1, 12).and_hms_opt(9, 5, 0).unwrap_or_default(),
        definitions_version: 1,
        protection: Protection::Protected { k: 11 },
        headlines: headlines(),
        method: vec![
            "Les chiffres viennent des séances saisies par les médiatrices et médiateurs, au fil de l’eau. Chaque chiffre a une seule définition, la même à l’écran, dans les exports et pour les programmes\u{202f}; elle est rappelée sous chaque tableau et à la fin de ce rapport.".to_owned(),
            "Une séance compte à sa date. Une séance modifiée ou supprimée après coup change les chiffres de sa période\u{202f}: deux rapports sur la même période peuvent donc différer si leur date de calcul diffère.".to_owned(),
            "Les accompagnements anonymes ne sont jamais ajoutés aux personnes suivies\u{202f}: on ne sait pas si une même personne est venue plusieurs fois.".to_owned(),
        ],
        families: families(communes),
        definitions: definitions(),
    }
}
