//! The figures of a question as a report, ready for any export.

use chrono::{NaiveDate, NaiveDateTime};

use super::exports::{
    Cell, Change, Chart, Column, Definition, Family, Headline, Kind, Lang, Period, Protection,
    Report, Value,
};
use super::model::{
    Figures, MentionLine, PeopleLine, Scope, ShareLine, StatisticsView, TerritoryLine, TimeLine,
    Totals,
};
use super::texts::{FAMILIES, FamilyText, HEADLINES, METHOD, Nature};
use crate::vocabulary::labels;

const NOT_TOLD: &str = "non_communique";

/// What a report says of itself besides its figures.
#[derive(Clone, Debug)]
pub struct About {
    pub lang: Lang,
    /// Whose figures, in words.
    pub whose: String,
    /// The filters, in words.
    pub filters: Vec<String>,
    /// In the network's own time.
    pub calculated_at: NaiveDateTime,
}

/// Every figure, named and defined.
pub fn report(view: &StatisticsView, about: About) -> Report {
    let About { lang, whose, filters, calculated_at } = about;
    let families = FAMILIES.iter().filter_map(|text| family(&view.figures, text, lang)).collect();
    let definitions = HEADLINES.iter().map(|text| Definition {
        term: lang.pick(text.name.0, text.name.1).to_owned(),
        text: lang.pick(text.definition.0, text.definition.1).to_owned(),
    });
    Report {
        lang,
        title: lang
            .pick("Statistiques de médiation numérique", "Digital mediation statistics")
            .to_owned(),
        subtitle: whose,
        period: Period { from: view.from, to: view.to },
        filters,
        calculated_at,
        definitions_version: view.definitions_version,
        protection: Protection::Exact,
        headlines: headlines(view, lang),
        method: METHOD.iter().map(|(fr, en)| lang.pick(*fr, *en).to_owned()).collect(),
        families,
        definitions: definitions.collect(),
    }
}

/// The scope in words.
pub fn scope_words(scope: Scope, lang: Lang) -> &'static str {
    match scope {
        Scope::Own => lang.pick("Mon activité", "My activity"),
        Scope::Team => lang.pick("Mon équipe", "My team"),
        Scope::Network => lang.pick("Tout le réseau", "The whole network"),
    }
}

/// A headline's value and unit.
pub fn headline_value(totals: &Totals, code: &str) -> (Option<f64>, u8, Option<&'static str>) {
    let whole = |number: i64| (Some(number as f64), 0, None);
    let hours = |minutes: i64| (Some(minutes as f64 / 60.0), 0, Some("h"));
    match code {
        "participations" => whole(totals.participations),
        "individual_participations" => whole(totals.individual_participations),
        "workshop_participations" => whole(totals.workshop_participations),
        "sessions" => whole(totals.sessions),
        "individual_sessions" => whole(totals.individual_sessions),
        "workshops" => whole(totals.workshops),
        "followed" => whole(totals.followed),
        "new_followed" => whole(totals.new_followed),
        "returning_followed" => whole(totals.returning_followed),
        "anonymous" => whole(totals.anonymous),
        "anonymous_first" => whole(totals.anonymous_first),
        "redirected" => whole(totals.redirected),
        "hours_delivered" => hours(totals.minutes_delivered),
        "hours_received" => hours(totals.minutes_received),
        "mean_individual_min" => (totals.mean_individual_min, 0, Some("min")),
        "mean_workshop_min" => (totals.mean_workshop_min, 0, Some("min")),
        "mean_group" => (totals.mean_group, 1, None),
        _ => (None, 0, None),
    }
}

fn headlines(view: &StatisticsView, lang: Lang) -> Vec<Headline> {
    let change = |code: &str, now: Option<f64>, at: usize| {
        let before = headline_value(&view.earlier.get(at)?.totals, code).0;
        Some(Change(match (now, before) {
            (Some(now), Some(before)) if before > 0.0 => Some((now - before) / before * 100.0),
            _ => None,
        }))
    };
    let made = HEADLINES.iter().map(|text| {
        let (number, decimals, unit) = headline_value(&view.figures.totals, text.code);
        Headline {
            label: lang.pick(text.name.0, text.name.1).to_owned(),
            value: match number {
                Some(value) => Value::Number { value, decimals },
                None => Value::Text("–".to_owned()),
            },
            unit: unit.filter(|_| number.is_some()).map(str::to_owned),
            since_previous: change(text.code, number, 0),
            since_last_year: change(text.code, number, 1),
        }
    });
    made.collect()
}

pub fn count(number: i64) -> Cell {
    Cell::Number { value: number as f64, decimals: 0 }
}

pub fn tenths(value: f64) -> Cell {
    Cell::Number { value, decimals: 1 }
}

pub fn column(words: (&str, &str), kind: Kind, lang: Lang) -> Column {
    Column { header: lang.pick(words.0, words.1).to_owned(), kind }
}

/// The rows of a family and its columns after the first.
struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

pub const PARTICIPATIONS: (&str, &str) = ("Accompagnements", "Participations");
pub const SESSIONS: (&str, &str) = ("Séances", "Sessions");

fn family(figures: &Figures, text: &FamilyText, lang: Lang) -> Option<Family> {
    let table = match text.code {
        "by_month" => time(&figures.by_month, lang),
        "by_week" => time(&figures.by_week, lang),
        "by_day" => time(&figures.by_day, lang),
        "by_weekday" => time(&figures.by_weekday, lang),
        "by_theme" => mentions(&figures.by_theme, text, lang),
        "by_administrative_theme" => mentions(&figures.by_administrative_theme, text, lang),
        "by_equipment" => mentions(&figures.by_equipment, text, lang),
        "by_tag" => mentions(&figures.by_tag, text, lang),
        "by_kind" => shares(&figures.by_kind, text, lang),
        "by_place_type" => shares(&figures.by_place_type, text, lang),
        "by_duration" => shares(&figures.by_duration, text, lang),
        "by_autonomy" => shares(&figures.by_autonomy, text, lang),
        "by_level" => shares(&figures.by_level, text, lang),
        "by_redirection" => shares(&figures.by_redirection, text, lang),
        "by_facilitator" => shares(&figures.by_facilitator, text, lang),
        "by_organization" => shares(&figures.by_organization, text, lang),
        "by_programme" => shares(&figures.by_programme, text, lang),
        "by_gender" => people(&figures.by_gender, text, lang),
        "by_age_band" => people(&figures.by_age_band, text, lang),
        "by_status" => people(&figures.by_status, text, lang),
        "by_residence_commune" => people(&figures.by_residence_commune, text, lang),
        "by_place" => territories(&figures.by_place, lang),
        "by_commune" => territories(&figures.by_commune, lang),
        "by_epci" => territories(&figures.by_epci, lang),
        "by_departement" => territories(&figures.by_departement, lang),
        "by_region" => territories(&figures.by_region, lang),
        _ => return None,
    };
    if table.rows.is_empty() {
        return None;
    }
    let title = lang.pick(text.title.0, text.title.1).to_owned();
    let mut columns = vec![Column { header: title.clone(), kind: Kind::Text }];
    columns.extend(table.columns);
    let counts = table
        .rows
        .iter()
        .any(|row| matches!(row.get(1), Some(Cell::Number { value, .. }) if *value > 0.0));
    Some(Family {
        code: text.code.to_owned(),
        finding: finding(&table.rows, text.nature, lang),
        title,
        note: String::new(),
        columns,
        rows: table.rows,
        total: None,
        chart: if counts { text.nature.chart() } else { Chart::None },
        definition: text.nature.definition(lang).to_owned(),
    })
}

/// One sentence: which line comes first.
pub fn finding(rows: &[Vec<Cell>], nature: Nature, lang: Lang) -> String {
    let number = |row: &[Cell]| match row.get(1) {
        Some(Cell::Number { value, .. }) => *value,
        _ => 0.0,
    };
    let top = rows.iter().max_by(|a, b| number(a).total_cmp(&number(b)));
    let (Some(Cell::Text(name)), Some(most)) =
        (top.and_then(|row| row.first()), top.map(|row| number(row)))
    else {
        return String::new();
    };
    if most <= 0.0 {
        return lang.pick("Rien à compter.", "Nothing to count.").to_owned();
    }
    let most = lang.number(most, 0);
    let unit = if nature == Nature::People {
        lang.pick("personnes suivies", "followed people")
    } else {
        lang.pick("accompagnements", "participations")
    };
    let verb = lang.pick("En tête", "First");
    let colon = lang.pick("\u{a0}:", ":");
    format!("{verb}{colon} {name} ({most} {unit}).")
}

fn time(lines: &[TimeLine], lang: Lang) -> Table {
    let rows = lines.iter().map(|line| {
        let mut name = period_words(&line.code, lang);
        if line.partial {
            name.push_str(lang.pick(" (incomplète)", " (incomplete)"));
        }
        vec![Cell::Text(name), count(line.participations), count(line.sessions)]
    });
    Table {
        columns: vec![
            column(PARTICIPATIONS, Kind::Count, lang),
            column(SESSIONS, Kind::Count, lang),
        ],
        rows: rows.collect(),
    }
}

/// `2026-03` → mars 2026; `2026-W11` as it is; `2026-03-09` → a date; 1–7 → a weekday.
pub fn period_words(code: &str, lang: Lang) -> String {
    const DAYS: [(&str, &str); 7] = [
        ("lundi", "Monday"),
        ("mardi", "Tuesday"),
        ("mercredi", "Wednesday"),
        ("jeudi", "Thursday"),
        ("vendredi", "Friday"),
        ("samedi", "Saturday"),
        ("dimanche", "Sunday"),
    ];
    if let Ok(date) = code.parse::<NaiveDate>() {
        return lang.date(date);
    }
    if let Some(day) = code.parse::<usize>().ok().and_then(|at| DAYS.get(at.checked_sub(1)?)) {
        return lang.pick(day.0, day.1).to_owned();
    }
    match format!("{code}-01").parse::<NaiveDate>() {
        Ok(month) => lang.month(month),
        Err(_) => code.replace('W', lang.pick("S", "W")),
    }
}

/// The label of a line: its own, that of its list, or words for the few codes without one.
pub fn label(own: Option<&str>, code: &str, list: &str, lang: Lang) -> Cell {
    if let Some(own) = own {
        return Cell::Text(own.to_owned());
    }
    if let Some(value) = labels::value(list, code) {
        return Cell::Text(lang.pick(value.label_fr, value.label_en).to_owned());
    }
    let words = match code {
        NOT_TOLD => lang.pick("Non communiqué", "Not told"),
        "individual" => lang.pick("Accompagnement individuel", "Individual session"),
        "workshop" => lang.pick("Atelier collectif", "Workshop"),
        "0-29" => lang.pick("Moins de 30 min", "Under 30 min"),
        "30-59" => lang.pick("30 à 59 min", "30 to 59 min"),
        "60-119" => lang.pick("1 h à 1 h 59", "1 h to 1 h 59"),
        "120+" => lang.pick("2 h et plus", "2 h and more"),
        _ => code,
    };
    Cell::Text(words.to_owned())
}

fn mentions(lines: &[MentionLine], text: &FamilyText, lang: Lang) -> Table {
    let rows = lines.iter().map(|line| {
        vec![
            label(line.label.as_deref(), &line.code, text.list, lang),
            count(line.participations),
            count(line.sessions),
            tenths(line.share_of_participations),
            tenths(line.share_of_mentions),
        ]
    });
    Table {
        columns: vec![
            column(PARTICIPATIONS, Kind::Count, lang),
            column(SESSIONS, Kind::Count, lang),
            column(("Part des accompagnements", "Share of participations"), Kind::Percent, lang),
            column(("Part des mentions", "Share of mentions"), Kind::Percent, lang),
        ],
        rows: rows.collect(),
    }
}

fn shares(lines: &[ShareLine], text: &FamilyText, lang: Lang) -> Table {
    let rows = lines.iter().map(|line| {
        vec![
            label(line.label.as_deref(), &line.code, text.list, lang),
            count(line.participations),
            count(line.sessions),
            tenths(line.share),
        ]
    });
    Table {
        columns: vec![
            column(PARTICIPATIONS, Kind::Count, lang),
            column(SESSIONS, Kind::Count, lang),
            column(("Part", "Share"), Kind::Percent, lang),
        ],
        rows: rows.collect(),
    }
}

fn territories(lines: &[TerritoryLine], lang: Lang) -> Table {
    let rows = lines.iter().map(|line| {
        let name = match (line.remote, line.label.as_str()) {
            (true, "") => lang.pick("À distance", "At a distance").to_owned(),
            (true, label) => format!("{label}{}", lang.pick(", à distance", ", at a distance")),
            (false, "") => lang.pick("Non communiqué", "Not told").to_owned(),
            (false, label) => label.to_owned(),
        };
        vec![
            Cell::Text(name),
            count(line.participations),
            count(line.sessions),
            tenths(line.share),
            line.per_10000.map_or(Cell::Empty, tenths),
            Cell::Text(line.code.clone()),
        ]
    });
    Table {
        columns: vec![
            column(PARTICIPATIONS, Kind::Count, lang),
            column(SESSIONS, Kind::Count, lang),
            column(("Part", "Share"), Kind::Percent, lang),
            column(("Pour 10 000 habitants", "Per 10,000 inhabitants"), Kind::Rate, lang),
            column(("Code", "Code"), Kind::Text, lang),
        ],
        rows: rows.collect(),
    }
}

fn people(lines: &[PeopleLine], text: &FamilyText, lang: Lang) -> Table {
    let rows = lines.iter().map(|line| {
        vec![
            label(line.label.as_deref(), &line.code, text.list, lang),
            count(line.followed),
            count(line.anonymous),
            tenths(line.share_of_people),
        ]
    });
    Table {
        columns: vec![
            column(("Personnes suivies", "Followed people"), Kind::Count, lang),
            column(("Accompagnements anonymes", "Anonymous participations"), Kind::Count, lang),
            column(("Part des personnes", "Share of people"), Kind::Percent, lang),
        ],
        rows: rows.collect(),
    }
}
