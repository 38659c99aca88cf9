//! Protected figures as a report, ready for any export.

use chrono::NaiveDateTime;

use super::model::{Hidden, PublishedFamily, PublishedLine, PublishedTotals, PublishedView};
use crate::platform::clock::Clock;
use crate::platform::database::Conn;
use crate::platform::http::{Problem, read_query};
use crate::programmes::Measure;
use crate::sharing;
use crate::statistics::exports::{
    Cell, Change, Chart, Column, Definition, Family, Headline, Kind, Lang, Period, Protection,
    Report, Value,
};
use crate::statistics::filters;
use crate::statistics::report::{
    PARTICIPATIONS, SESSIONS, column, count, finding, label, period_words, tenths,
};
use crate::statistics::texts::{FAMILIES, FamilyText, HEADLINES, METHOD, Nature, PROTECTED, Words};

/// What a report says of itself besides its figures.
pub struct Told {
    lang: Lang,
    whose: String,
    filters: Vec<String>,
    calculated_at: NaiveDateTime,
}

impl Told {
    pub fn new(
        conn: &mut Conn,
        clock: &Clock,
        lang: Lang,
        question: &sharing::Question,
        whose: &str,
    ) -> Result<Self, Problem> {
        let asked = read_query(&question.canonical())?;
        Ok(Self {
            lang,
            whose: whose.to_owned(),
            filters: filters::in_words(conn, &asked, lang)?,
            calculated_at: clock.local(clock.now()),
        })
    }
}

/// Every figure that may be shown, named and defined.
pub fn report(view: &PublishedView, told: Told) -> Report {
    let Told { lang, whose, filters, calculated_at } = told;
    let pick = |words: &Words| lang.pick(words.0, words.1).to_owned();
    let mut families: Vec<Family> = targets(view, lang).into_iter().collect();
    families.extend(view.families.iter().filter_map(|family| table(family, lang)));
    let definitions = HEADLINES.iter().filter(|text| headline(&view.totals, text.code).is_some());
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
        protection: Protection::Protected { k: u32::try_from(view.k).unwrap_or(0) },
        headlines: headlines(view, lang),
        method: METHOD.iter().chain(PROTECTED).map(pick).collect(),
        families,
        definitions: definitions
            .map(|text| Definition { term: pick(&text.name), text: pick(&text.definition) })
            .collect(),
    }
}

/// A headline: its value, hidden or not, decimals and unit; none for what is not published.
fn headline(
    totals: &PublishedTotals,
    code: &str,
) -> Option<(Option<f64>, u8, Option<&'static str>)> {
    let whole = |number: Option<i64>| Some((number.map(|number| number as f64), 0, None));
    let hours =
        |minutes: Option<i64>| Some((minutes.map(|minutes| minutes as f64 / 60.0), 0, Some("h")));
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
        "hours_delivered" => hours(totals.minutes_delivered),
        "hours_received" => hours(totals.minutes_received),
        "mean_individual_min" => Some((totals.mean_individual_min, 0, Some("min"))),
        "mean_workshop_min" => Some((totals.mean_workshop_min, 0, Some("min"))),
        "mean_group" => Some((totals.mean_group, 1, None)),
        _ => None,
    }
}

/// There is nothing to average, and that may be told.
fn is_idle(totals: &PublishedTotals, code: &str) -> bool {
    match code {
        "mean_individual_min" => totals.individual_sessions == Some(0),
        "mean_workshop_min" | "mean_group" => totals.workshops == Some(0),
        _ => false,
    }
}

fn headlines(view: &PublishedView, lang: Lang) -> Vec<Headline> {
    let made = HEADLINES.iter().filter_map(|text| {
        let (number, decimals, unit) = headline(&view.totals, text.code)?;
        let change = |at: usize| {
            let before = headline(&view.earlier.get(at)?.totals, text.code)?.0;
            Some(Change(match (number, before) {
                (Some(now), Some(before)) if before > 0.0 => Some((now - before) / before * 100.0),
                _ => None,
            }))
        };
        Some(Headline {
            label: lang.pick(text.name.0, text.name.1).to_owned(),
            value: match number {
                Some(value) => Value::Number { value, decimals },
                None if is_idle(&view.totals, text.code) => Value::Text("–".to_owned()),
                None => Value::Hidden,
            },
            unit: unit.filter(|_| number.is_some()).map(str::to_owned),
            since_previous: change(0),
            since_last_year: change(1),
        })
    });
    made.collect()
}

/// The columns after the first.
fn columns(nature: Nature, lang: Lang) -> Vec<Column> {
    let share = match nature {
        Nature::People => ("Part des personnes", "Share of people"),
        Nature::Mentions => ("Part des accompagnements", "Share of participations"),
        _ => ("Part", "Share"),
    };
    let mut columns = match nature {
        Nature::People => vec![
            column(("Personnes suivies", "Followed people"), Kind::Count, lang),
            column(("Accompagnements anonymes", "Anonymous participations"), Kind::Count, lang),
        ],
        _ => vec![column(PARTICIPATIONS, Kind::Count, lang), column(SESSIONS, Kind::Count, lang)],
    };
    if nature != Nature::Time {
        columns.push(column(share, Kind::Percent, lang));
    }
    if nature == Nature::Territories {
        let rate = ("Pour 10 000 habitants", "Per 10,000 inhabitants");
        columns.push(column(rate, Kind::Rate, lang));
        columns.push(column(("Code", "Code"), Kind::Text, lang));
    }
    columns
}

fn name(line: &PublishedLine, text: &FamilyText, lang: Lang) -> Cell {
    let own = line.label.as_deref();
    match text.nature {
        Nature::Time => Cell::Text(period_words(&line.code, lang)),
        Nature::Territories => Cell::Text(match (line.remote, own.unwrap_or_default()) {
            (true, "") => lang.pick("À distance", "At a distance").to_owned(),
            (true, own) => format!("{own}{}", lang.pick(", à distance", ", at a distance")),
            (false, "") => lang.pick("Non communiqué", "Not told").to_owned(),
            (false, own) => own.to_owned(),
        }),
        _ => label(own, &line.code, text.list, lang),
    }
}

fn row(line: &PublishedLine, text: &FamilyText, lang: Lang) -> Vec<Cell> {
    let or_hidden = |number: Option<i64>| number.map_or(Cell::Hidden, count);
    let mut cells = vec![name(line, text, lang)];
    match text.nature {
        Nature::People => cells.extend([line.followed, line.anonymous].map(or_hidden)),
        _ => cells.extend([line.participations, line.sessions].map(or_hidden)),
    }
    let gone = if line.hidden.is_some() { Cell::Hidden } else { Cell::Empty };
    if text.nature != Nature::Time {
        cells.push(line.share.map_or(gone, tenths));
    }
    if text.nature == Nature::Territories {
        cells.push(line.per_10000.map_or(Cell::Empty, tenths));
        cells.push(Cell::Text(line.code.clone()));
    }
    cells
}

fn table(family: &PublishedFamily, lang: Lang) -> Option<Family> {
    let text = FAMILIES.iter().find(|text| text.code == family.code)?;
    if family.lines.is_empty() {
        return None;
    }
    let title = lang.pick(text.title.0, text.title.1).to_owned();
    let mut all = vec![Column { header: title.clone(), kind: Kind::Text }];
    all.extend(columns(text.nature, lang));
    let rows: Vec<Vec<Cell>> = family.lines.iter().map(|line| row(line, text, lang)).collect();
    let some =
        |row: &Vec<Cell>| matches!(row.get(1), Some(Cell::Number { value, .. }) if *value > 0.0);
    let chart = if rows.iter().any(some) { text.nature.chart() } else { Chart::None };
    let shown: Vec<Vec<Cell>> =
        rows.iter().filter(|row| row.get(1) != Some(&Cell::Hidden)).cloned().collect();
    Some(Family {
        code: family.code.to_owned(),
        finding: match shown.is_empty() {
            true => {
                lang.pick("Toutes les lignes sont masquées.", "Every line is hidden.").to_owned()
            }
            false => finding(&shown, text.nature, lang),
        },
        title,
        note: note(family, lang),
        columns: all,
        rows,
        total: None,
        chart,
        definition: text.nature.definition(lang).to_owned(),
    })
}

/// How many lines are hidden, and how to get more.
fn note(family: &PublishedFamily, lang: Lang) -> String {
    match (family.hidden, lang) {
        (0, _) => String::new(),
        (1, Lang::Fr) => "Une ligne est masquée : une période plus longue ou un territoire plus \
                          grand en montre davantage."
            .to_owned(),
        (hidden, Lang::Fr) => format!(
            "{hidden} lignes sont masquées : une période plus longue ou un territoire plus grand \
             en montre davantage."
        ),
        (1, Lang::En) => {
            "One line is hidden: a longer period or a larger territory shows more.".to_owned()
        }
        (hidden, Lang::En) => {
            format!("{hidden} lines are hidden: a longer period or a larger territory shows more.")
        }
    }
}

/// Progress towards targets.
fn targets(view: &PublishedView, lang: Lang) -> Option<Family> {
    let rows: Vec<Vec<Cell>> = view
        .targets
        .iter()
        .map(|target| {
            let of = measure(target.measure, lang);
            let done = match (target.done, target.hidden) {
                (Some(done), _) => count(done),
                (None, Some(Hidden::Few | Hidden::Dominated | Hidden::Complement)) => Cell::Hidden,
                (None, None) => Cell::Empty,
            };
            let share = target.done.map(|done| done as f64 * 100.0 / f64::from(target.value));
            vec![
                Cell::Text(format!(
                    "{} – {of}, {} – {}",
                    target.programme_name,
                    lang.date(target.from),
                    lang.date(target.to)
                )),
                done,
                count(i64::from(target.value)),
                share.map_or(Cell::Empty, |share| tenths((share * 10.0).round() / 10.0)),
            ]
        })
        .collect();
    let title = lang.pick("Objectifs", "Targets").to_owned();
    (!rows.is_empty()).then(|| Family {
        code: "targets".to_owned(),
        columns: vec![
            Column { header: title.clone(), kind: Kind::Text },
            column(("Réalisé", "Done"), Kind::Count, lang),
            column(("Objectif", "Target"), Kind::Count, lang),
            column(("Avancement", "Progress"), Kind::Percent, lang),
        ],
        title,
        finding: String::new(),
        note: String::new(),
        rows,
        total: None,
        chart: Chart::None,
        definition: lang
            .pick(
                "Ce que le périmètre a réalisé, des mois écoulés de l’objectif, au regard de \
                 l’objectif du dispositif.",
                "What the perimeter did in the months of the target that have ended, against the \
                 programme’s target.",
            )
            .to_owned(),
    })
}

fn measure(measure: Measure, lang: Lang) -> &'static str {
    match measure {
        Measure::Sessions => lang.pick("séances", "sessions"),
        Measure::Workshops => lang.pick("ateliers", "workshops"),
        Measure::Participations => lang.pick("accompagnements", "participations"),
        Measure::Followed => lang.pick("personnes suivies", "followed people"),
        Measure::HoursDelivered => lang.pick("heures de médiation", "hours delivered"),
    }
}
