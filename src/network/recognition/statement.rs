//! The yearly statement as PDF, made by the person. Pure.
//!
//! It says what the log holds, what each word means, that it is no certificate, and compares with
//! nobody.

use chrono::{NaiveDate, NaiveTime};

use super::views::Recognition;
use crate::platform::lang::Lang;
use crate::platform::pdf::theme::{BODY, INK, SECTION, SMALL, Style, TITLE, TOP};
use crate::platform::pdf::{
    About, Chapter, Flow, Laid, PdfError, Role, fact, footers, lay_out, outline, sign, write,
};

/// Everything that a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub lang: Lang,
    /// The network's name.
    pub network: String,
    /// The person's name.
    pub person: String,
    /// The day on which it is made.
    pub day: NaiveDate,
    pub given: Recognition,
    /// Competences, most sessions first.
    pub lines: Vec<Line>,
}

/// A competence, and how many sessions were about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub title: String,
    pub sessions: i64,
}

const MAIN: Style = Style { size: 24.0, leading: 30.0, after: 8.0, ..TITLE };
const PART: Style = Style { size: 12.0, leading: 16.0, after: 5.0, ..SECTION };
const FACT: Style = Style { after: 0.0, ..BODY };
const LEAD: Style = Style { after: 5.0, ..BODY };
const MEANING: Style = Style { after: 2.0, colour: INK, ..SMALL };
/// Between two parts.
const BETWEEN: f32 = 12.0;

/// The statement as PDF, A4.
///
/// # Errors
/// Only if the program's own fonts or settings are damaged.
pub fn pdf(statement: &Statement) -> Result<Vec<u8>, PdfError> {
    write(&laid(statement)?, &about(statement))
}

fn laid(statement: &Statement) -> Result<Laid, PdfError> {
    lay_out(|flow| draw(flow, statement))
}

fn title(statement: &Statement) -> String {
    let year = statement.given.year;
    match statement.lang {
        Lang::Fr => format!("Mes heures données en {year}"),
        Lang::En => format!("Hours I gave in {year}"),
    }
}

fn about(statement: &Statement) -> About {
    let Statement { lang, network, person, day, .. } = statement;
    About {
        title: title(statement),
        subject: format!("{person}, {network}, {}", lang.date(*day)),
        lang: *lang,
        at: day.and_time(NaiveTime::MIN),
    }
}

fn draw(flow: &mut Flow<'_>, statement: &Statement) {
    let Statement { lang, person, day, .. } = statement;
    let section = flow.add(None, Role::Section);
    sign(flow, TOP - 12.0);
    flow.y = TOP + 36.0;
    flow.heading(section, 1, &title(statement), MAIN);
    let list = flow.add(Some(section), Role::List);
    for (label, told) in facts(statement) {
        fact(flow, list, label, &told, FACT);
    }
    flow.y += BETWEEN;
    flow.paragraph(section, Role::Paragraph, what_it_is(*lang), LEAD);
    let mut chapters = vec![part(flow, hours_title(*lang), &hours(statement), FACT)];
    if !statement.lines.is_empty() {
        let told: Vec<(String, String)> = statement
            .lines
            .iter()
            .map(|line| (line.title.clone(), sessions(*lang, line.sessions)))
            .collect();
        chapters.push(part(flow, lang.pick("Compétences", "Competences"), &told, FACT));
    }
    let meanings = meanings(*lang).map(|(word, told)| (word.to_owned(), told.to_owned()));
    let reading = lang.pick("Comment lire ce relevé", "How to read this statement");
    chapters.push(part(flow, reading, &meanings, MEANING));
    let foot = format!("Coopair · {} · {person} · {}", title(statement), lang.date(*day));
    footers(flow, &foot, 0);
    flow.laid.outline = outline(&chapters);
}

/// A heading with facts below it.
fn part(flow: &mut Flow<'_>, title: &str, told: &[(String, String)], style: Style) -> Chapter {
    flow.y += BETWEEN;
    // The heading stays with what follows it.
    flow.need(flow.height(title, PART) + 4.0 * style.leading);
    let target = flow.here();
    let section = flow.add(None, Role::Section);
    flow.heading(section, 2, title, PART);
    let list = flow.add(Some(section), Role::List);
    for (label, told) in told {
        flow.need(2.0 * style.leading);
        fact(flow, list, label, told, style);
    }
    Chapter { title: title.to_owned(), target, part: true }
}

fn facts(statement: &Statement) -> Vec<(&'static str, String)> {
    let Statement { lang, network, person, day, .. } = statement;
    vec![
        (lang.pick("Personne", "Person"), person.clone()),
        (lang.pick("Réseau", "Network"), network.clone()),
        (lang.pick("Établi le", "Made on"), lang.date(*day)),
    ]
}

fn what_it_is(lang: Lang) -> &'static str {
    lang.pick(
        "J’ai fait ce relevé moi-même, à partir du journal de mon réseau. Il compte les séances \
         tenues, jamais des heures saisies à la main. Ce n’est pas un certificat, et il ne me \
         compare à personne.",
        "I made this statement myself, from my network’s log. It counts sessions held, never hours \
         typed by hand. It is no certificate, and it compares me with nobody.",
    )
}

fn hours_title(lang: Lang) -> &'static str {
    lang.pick("Heures et séances", "Hours and sessions")
}

/// The figures of the year.
fn hours(statement: &Statement) -> Vec<(String, String)> {
    let (lang, given) = (statement.lang, &statement.given);
    let row = |fr: &'static str, en: &'static str, told: String| (lang.pick(fr, en).into(), told);
    vec![
        row("Total", "Total", duration(given.total_min)),
        row("Animées", "Led", duration(given.led_min)),
        row("Coanimées", "Co-led", duration(given.co_led_min)),
        row("Préparées", "Prepared", duration(given.prepared_min)),
        row("Réponses à distance", "Answers", duration(given.answered_min)),
        row("Séances", "Sessions", sessions(lang, given.sessions)),
        row("Accompagnements", "Participations", given.participations.to_string()),
        row("Ateliers observés", "Workshops observed", given.observed.to_string()),
    ]
}

/// `12 h 05`, with spaces that do not break.
fn duration(minutes: i64) -> String {
    format!("{}\u{a0}h\u{a0}{:02}", minutes / 60, minutes % 60)
}

fn sessions(lang: Lang, count: i64) -> String {
    let s = if count > 1 { "s" } else { "" };
    match lang {
        Lang::Fr => format!("{count} séance{s}"),
        Lang::En => format!("{count} session{s}"),
    }
}

fn meanings(lang: Lang) -> [(&'static str, &'static str); 4] {
    lang.pick(
        [
            ("Animées", "La durée des séances tenues de mon journal."),
            ("Coanimées", "La durée des ateliers tenus que j’ai coanimés."),
            ("Préparées", "La moitié de la durée d’un atelier, la première fois que je l’anime."),
            ("Réponses", "15 minutes par demande d’aide résolue sans séance."),
        ],
        [
            ("Led", "How long the held sessions of my log took."),
            ("Co-led", "How long the held workshops that I co-led took."),
            ("Prepared", "Half the length of a workshop, the first time I lead it."),
            ("Answers", "15 minutes for each help request answered without a session."),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::database::Id;
    use crate::platform::pdf::reading::read_out;
    use uuid::Uuid;

    fn statement(lang: Lang) -> Statement {
        let competence_id = Id::from(Uuid::from_u128(1));
        Statement {
            lang,
            network: "Réseau d’entraide".to_owned(),
            person: "Camille Exemple".to_owned(),
            day: "2026-12-31".parse().unwrap(),
            given: Recognition {
                year: 2026,
                led_min: 600,
                co_led_min: 125,
                prepared_min: 60,
                answered_min: 15,
                total_min: 800,
                sessions: 9,
                participations: 31,
                observed: 1,
                answered: 1,
                competences: vec![super::super::views::CompetenceGiven {
                    competence_id,
                    sessions: 1,
                }],
            },
            lines: vec![Line { title: "1.2 Gérer des données".to_owned(), sessions: 1 }],
        }
    }

    #[test]
    fn it_says_the_figures_and_what_they_mean() {
        for (lang, words) in [
            (Lang::Fr, ["Mes heures données en 2026", "13\u{a0}h\u{a0}20", "1 séance"]),
            (Lang::En, ["Hours I gave in 2026", "2\u{a0}h\u{a0}05", "1 session"]),
        ] {
            let read = read_out(&laid(&statement(lang)).unwrap());
            let text: String = read.into_iter().map(|(_, text)| text + "\n").collect();
            for word in words {
                assert!(text.contains(word), "{word}: {text}");
            }
        }
    }

    #[test]
    fn it_is_a_pdf() {
        let file = pdf(&statement(Lang::Fr)).unwrap();
        assert!(file.starts_with(b"%PDF-"));
    }
}
