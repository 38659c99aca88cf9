//! The families of the sample: invented figures, the same at every run.

use super::super::{Cell, Chart, Column, Family, Kind};

/// Reproducible numbers that look like figures.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most) as f64
    }
}

fn column(header: &str, kind: Kind) -> Column {
    Column { header: header.to_owned(), kind }
}

fn number(value: f64, decimals: u8) -> Cell {
    Cell::Number { value, decimals }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn family(code: &str, title: &str, finding: &str, chart: Chart) -> Family {
    Family {
        code: code.to_owned(),
        title: title.to_owned(),
        finding: finding.to_owned(),
        note: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        total: None,
        chart,
        definition:
            "Accompagnement\u{202f}: une personne aidée lors d’une séance\u{202f}; une personne \
                     qui revient compte à chaque fois."
                .to_owned(),
    }
}

/// Values with séances, accompagnements and their share.
fn shares(dice: &mut Dice, mut family: Family, labels: &[&str], hidden: Option<usize>) -> Family {
    family.columns = vec![
        column(&family.title.clone(), Kind::Text),
        column("Séances", Kind::Count),
        column("Accompagnements", Kind::Count),
        column("Part des accompagnements", Kind::Percent),
    ];
    let mut counts: Vec<(f64, f64)> = labels
        .iter()
        .enumerate()
        .map(|(at, _)| {
            let sessions = 40.0 + dice.below(2400 / (at as u64 + 1));
            (sessions, sessions + dice.below(900))
        })
        .collect();
    counts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all: f64 = counts.iter().map(|(_, people)| people).sum();
    for (at, (label, (sessions, people))) in labels.iter().zip(&counts).enumerate() {
        let row = if hidden == Some(at) {
            vec![text(*label), Cell::Hidden, Cell::Hidden, Cell::Hidden]
        } else {
            vec![
                text(*label),
                number(*sessions, 0),
                number(*people, 0),
                number(people / all * 100.0, 1),
            ]
        };
        family.rows.push(row);
    }
    let sessions = counts.iter().map(|(sessions, _)| sessions).sum();
    family.total =
        Some(vec![text("Ensemble"), number(sessions, 0), number(all, 0), number(100.0, 1)]);
    family
}

/// Followed people and anonymous participations.
fn people(dice: &mut Dice, mut family: Family, labels: &[&str], hidden: usize) -> Family {
    family.columns = vec![
        column(&family.title.clone(), Kind::Text),
        column("Personnes suivies", Kind::Count),
        column("Accompagnements anonymes", Kind::Count),
        column("Part", Kind::Percent),
    ];
    for (at, label) in labels.iter().enumerate() {
        family.rows.push(if at == hidden {
            vec![text(*label), Cell::Hidden, number(dice.below(400), 0), Cell::Hidden]
        } else {
            let (followed, anonymous) = (200.0 + dice.below(1800), 50.0 + dice.below(900));
            vec![
                text(*label),
                number(followed, 0),
                number(anonymous, 0),
                number((followed + anonymous) / 60.0, 1),
            ]
        });
    }
    family
}

fn periods(dice: &mut Dice, mut family: Family, header: &str, labels: &[String]) -> Family {
    family.columns = vec![
        column(header, Kind::Text),
        column("Séances", Kind::Count),
        column("Accompagnements", Kind::Count),
    ];
    for label in labels {
        let sessions = 300.0 + dice.below(400);
        let row =
            vec![text(label.clone()), number(sessions, 0), number(sessions + dice.below(700), 0)];
        family.rows.push(row);
    }
    family
}

/// Territories, with a rate; as many as asked.
pub fn territories(code: &str, title: &str, count: usize) -> Family {
    let mut dice = Dice(7);
    let finding = "Reims compte pour 18,4\u{202f}% des accompagnements\u{202f}; le taux le plus élevé est \
                   à Sainte-Menehould.";
    let mut family = family(code, title, finding, Chart::Bars { series: vec![2] });
    family.columns = vec![
        column("Commune", Kind::Text),
        column("Code", Kind::Text),
        column("Accompagnements", Kind::Count),
        column("Part", Kind::Percent),
        column("Pour 10\u{202f}000 habitants", Kind::Rate),
        column("Heures d’accompagnement", Kind::Hours),
    ];
    let names = [
        "Reims",
        "Châlons-en-Champagne",
        "Épernay",
        "Vitry-le-François",
        "Sainte-Menehould",
        "Bourgogne-Fresne",
        "Saint-Memmie",
        "L’Épine",
        "Cormicy",
        "Œuilly",
        "Saint-Brice-Courcelles",
        "Val-de-Livre",
        "Mourmelon-le-Grand",
        "Fismes",
        "Sermaize-les-Bains",
    ];
    for at in 0..count {
        let name = names.get(at % names.len()).copied().unwrap_or_default();
        let name = if at < names.len() { name.to_owned() } else { format!("{name} {at}") };
        let people = (9000.0 / (at as f64 + 1.0)).round() + dice.below(30);
        let row = if at % 9 == 7 {
            vec![
                text(name),
                text(format!("{}", 51_001 + at)),
                Cell::Hidden,
                Cell::Hidden,
                Cell::Hidden,
                Cell::Hidden,
            ]
        } else {
            vec![
                text(name),
                text(format!("{}", 51_001 + at)),
                number(people, 0),
                number(people / 300.0, 1),
                number(dice.below(4000) / 10.0, 1),
                number(people * 0.7, 1),
            ]
        };
        family.rows.push(row);
    }
    family.rows.push(vec![
        text("À distance, Marne"),
        Cell::Empty,
        number(412.0, 0),
        number(1.4, 1),
        Cell::Empty,
        number(301.5, 1),
    ]);
    family.note =
        "Les séances à distance n’appartiennent à aucune commune\u{202f}: elles comptent dans le \
                   département de l’employeur."
            .to_owned();
    family
}

/// Every family; `communes` rows of communes.
pub fn families(communes: usize) -> Vec<Family> {
    let mut dice = Dice(42);
    let months = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ];
    let months: Vec<String> = months.iter().map(|month| format!("{month} 2025")).collect();
    let weeks: Vec<String> = (1..=52).map(|week| format!("S{week:02}")).collect();
    let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        .map(str::to_owned);
    let bars = || Chart::Bars { series: vec![2] };
    let d = &mut dice;
    let mut families = vec![
        periods(
            d,
            family(
                "by_month",
                "Activité par mois",
                "Le mois le plus actif est octobre\u{202f}: 1\u{202f}204 accompagnements, soit deux fois plus qu’en août.",
                Chart::Columns { series: vec![1, 2] },
            ),
            "Mois",
            &months,
        ),
        periods(
            d,
            family(
                "by_week",
                "Activité par semaine",
                "L’activité baisse pendant les vacances scolaires et retrouve son niveau dès la rentrée.",
                Chart::Columns { series: vec![2] },
            ),
            "Semaine",
            &weeks,
        ),
        periods(
            d,
            family(
                "by_weekday",
                "Activité par jour de la semaine",
                "Le mardi et le jeudi concentrent 46\u{202f}% des accompagnements.",
                Chart::Columns { series: vec![2] },
            ),
            "Jour",
            &weekdays,
        ),
        shares(
            d,
            family(
                "by_theme",
                "Thématiques d’accompagnement",
                "Aide aux démarches administratives et prise en main d’un smartphone viennent en tête.",
                bars(),
            ),
            &[
                "Aide aux démarches administratives",
                "Prendre en main un smartphone ou une tablette",
                "Prendre en main un ordinateur",
                "Navigation sur internet",
                "E-mail",
                "Bureautique",
                "Réseaux sociaux et communication",
                "Banque et achats en ligne",
                "Santé",
                "Prévention en sécurité numérique",
                "Insertion professionnelle",
                "Parentalité",
                "Scolarité et numérique",
                "Culture numérique",
                "Intelligence artificielle (IA)",
            ],
            None,
        ),
        shares(
            d,
            family(
                "by_administrative_theme",
                "Démarches administratives",
                "Papiers, élections et citoyenneté\u{202f}: la première démarche.",
                bars(),
            ),
            &[
                "Papiers - Élections Citoyenneté",
                "Famille - Scolarité",
                "Social - Santé",
                "Travail - Formation",
                "Logement",
                "Transports - Mobilité",
                "Argent - Impôts",
                "Justice",
            ],
            None,
        ),
        shares(
            d,
            family(
                "by_equipment",
                "Matériel utilisé",
                "Le téléphone devance désormais l’ordinateur.",
                bars(),
            ),
            &["Ordinateur", "Téléphone", "Tablette", "Autre", "Pas de matériel"],
            None,
        ),
        shares(
            d,
            family(
                "by_kind",
                "Accompagnements individuels et ateliers",
                "Deux accompagnements sur trois se font à deux.",
                Chart::None,
            ),
            &["Individuel", "Collectif"],
            None,
        ),
        shares(
            d,
            family(
                "by_place_type",
                "Types de lieu",
                "Le lieu d’activité reste le premier endroit où l’on se rencontre.",
                bars(),
            ),
            &["Lieu d’activité", "À distance", "À domicile", "Autre lieu"],
            None,
        ),
        shares(
            d,
            family(
                "by_duration",
                "Durée des séances",
                "Une séance sur deux dure de trente minutes à une heure.",
                Chart::Columns { series: vec![2] },
            ),
            &["moins de 30 min", "de 30 à 59 min", "de 1 h à 1 h 59", "2 h et plus"],
            None,
        ),
        shares(
            d,
            family(
                "by_autonomy",
                "Autonomie des personnes",
                "Une personne sur quatre est autonome à la fin de la séance.",
                bars(),
            ),
            &["Entièrement accompagnée", "Partiellement autonome", "Autonome", "Non communiqué"],
            None,
        ),
        shares(
            d,
            family(
                "by_level",
                "Niveau des ateliers",
                "Les ateliers s’adressent surtout aux débutants.",
                bars(),
            ),
            &["Débutant", "Intermédiaire", "Avancé"],
            Some(2),
        ),
        shares(
            d,
            family(
                "by_redirection",
                "Orientations vers d’autres structures",
                "Les administrations reçoivent la moitié des personnes réorientées.",
                Chart::None,
            ),
            &["Administration", "Structure de médiation numérique", "Autre médiateur", "Autre"],
            Some(3),
        ),
    ];
    families.push(territories("by_commune", "Communes d’activité", communes));
    families.push(territories("by_departement", "Départements", 4));
    families.push(people(
        d,
        family(
            "by_gender",
            "Genre",
            "Six personnes sur dix sont des femmes.",
            Chart::Bars { series: vec![1, 2] },
        ),
        &["Féminin", "Masculin", "Non communiqué"],
        9,
    ));
    families.push(people(
        d,
        family(
            "by_age_band",
            "Tranches d’âge",
            "Les 60-69 ans sont les plus nombreux.",
            Chart::Columns { series: vec![1, 2] },
        ),
        &[
            "moins de 12 ans",
            "12-18 ans",
            "18-24 ans",
            "25-39 ans",
            "40-59 ans",
            "60-69 ans",
            "70 ans et plus",
            "Non communiqué",
        ],
        0,
    ));
    families.push(people(
        d,
        family(
            "by_status",
            "Statut",
            "Les personnes retraitées sont majoritaires.",
            Chart::Bars { series: vec![1, 2] },
        ),
        &["Scolarisé(e)", "Sans emploi", "En emploi", "Retraité(e)", "Non communiqué"],
        0,
    ));
    families.push(shares(
        d,
        family(
            "by_organization",
            "Structures employeuses",
            "Cinq structures emploient les médiateurs du périmètre.",
            bars(),
        ),
        &[
            "Association Les Passerelles",
            "Ville de Val-sur-Aube",
            "Centre social des Tilleuls",
            "Médiathèque des Deux-Rives",
            "=CMD()|' /C calc'!A0",
        ],
        None,
    ));
    families.push(shares(
        d,
        family(
            "by_programme",
            "Dispositifs",
            "Deux accompagnements sur trois relèvent d’un dispositif financé.",
            Chart::None,
        ),
        &["Conseillers numériques", "Aidants du territoire", "Hors dispositif"],
        None,
    ));
    families
}
