//! A statement of levels as PDF, made by the person: what the network's ledger says of them on a
//! day. Pure.
//!
//! Words: for each competence, *verified* is V and *declared* is D (see [`super::levels`]).
//!
//! Rules:
//!
//! 1. A verified level is named with what it rests on: kind, by whom, when, until when
//!    (domain.md, "Levels": "the interface always says which, by whom and when").
//! 2. A declared level stands in a column and a drawing of its own, and is called unverified.
//! 3. The statement says that it is no certificate, and how a badge is checked.
//! 4. Nothing needs colour: steps are filled, hatched or empty, and words say the same.

mod table;
mod words;

use chrono::{NaiveDate, NaiveTime};

use super::levels::{EvidenceKind, Level};
use crate::platform::lang::Lang;
use crate::platform::pdf::theme::{BODY, BOTTOM, INK, SECTION, SMALL, Style, TITLE, TOP};
use crate::platform::pdf::{
    About, Chapter, Flow, Laid, PdfError, Role, fact, fact_height, footers, lay_out, outline, sign,
    write,
};

/// Everything that a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub lang: Lang,
    /// The network's name.
    pub network: String,
    /// The person's name.
    pub person: String,
    /// The day of which it speaks.
    pub day: NaiveDate,
    /// The address at which the network lets anybody check a badge, if it has one.
    pub badges_checked_at: Option<String>,
    /// Every competence of the framework, the unknown ones too, area after area.
    pub rows: Vec<Row>,
}

/// One competence; texts come in the statement's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Title of the area; rows of one area stand together.
    pub area: String,
    /// `1.1` … `5.2`.
    pub code: String,
    pub title: String,
    /// V; absent when there is no level yet.
    pub verified: Option<Verified>,
    /// D.
    pub declared: Option<Declared>,
}

/// A verified level and the proof it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub level: Level,
    /// « Indépendant 1 »; empty when the level has no name.
    pub label: String,
    pub kind: EvidenceKind,
    /// The name of whoever says so; absent for Pix.
    pub by: Option<String>,
    pub observed_on: NaiveDate,
    /// As in the ledger: the first day without it. The day before is the one shown.
    pub expires_on: Option<NaiveDate>,
}

/// A level that the person gives themself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub level: Level,
    /// As for [`Verified::label`].
    pub label: String,
    pub declared_on: NaiveDate,
}

impl Row {
    /// V and its proof, if they are what a ledger can hold: not one's own word, and not a 0
    /// (domain.md, "Levels", rules 5 and 6).
    fn proven(&self) -> Option<&Verified> {
        self.verified.as_ref().filter(|proof| proof.kind.verifies() && proof.level.proves())
    }
}

const MAIN: Style = Style { size: 24.0, leading: 30.0, after: 8.0, ..TITLE };
const PART: Style = Style { size: 12.0, leading: 16.0, after: 0.0, ..SECTION };
const MEANINGS: Style = Style { after: 5.0, ..PART };
const FACT: Style = Style { after: 0.0, ..BODY };
const LEAD: Style = Style { after: 5.0, ..BODY };
const MEANING: Style = Style { after: 2.0, colour: INK, ..SMALL };
/// Between two areas.
const BETWEEN: f32 = 10.0;

/// The statement as PDF, A4.
///
/// # Errors
/// Only if the program's own fonts or settings are damaged.
pub fn pdf(statement: &Statement) -> Result<Vec<u8>, PdfError> {
    write(&laid(statement)?, &about(statement))
}

/// Every page of the statement, before it is written.
fn laid(statement: &Statement) -> Result<Laid, PdfError> {
    lay_out(|flow| draw(flow, statement))
}

fn about(statement: &Statement) -> About {
    let Statement { lang, network, person, day, .. } = statement;
    About {
        title: words::title(*lang).to_owned(),
        subject: format!("{person}, {network}, {}", lang.date(*day)),
        lang: *lang,
        at: day.and_time(NaiveTime::MIN),
    }
}

fn draw(flow: &mut Flow<'_>, statement: &Statement) {
    head(flow, statement);
    let mut chapters = Vec::new();
    for rows in statement.rows.chunk_by(|one, next| one.area == next.area) {
        chapters.extend(area(flow, statement.lang, rows));
    }
    chapters.push(reading(flow, statement));
    let Statement { lang, person, day, .. } = statement;
    let foot = format!("Coopair · {} · {person} · {}", words::title(*lang), lang.date(*day));
    footers(flow, &foot, 0);
    flow.laid.outline = outline(&chapters);
}

/// Title, whose it is, what it is and is not.
fn head(flow: &mut Flow<'_>, statement: &Statement) {
    let lang = statement.lang;
    let section = flow.add(None, Role::Section);
    sign(flow, TOP - 12.0);
    flow.y = TOP + 36.0;
    flow.heading(section, 1, words::title(lang), MAIN);
    let list = flow.add(Some(section), Role::List);
    for (label, told) in words::facts(statement) {
        fact(flow, list, label, &told, FACT);
    }
    flow.y += 10.0;
    for paragraph in words::what_it_is(statement) {
        flow.paragraph(section, Role::Paragraph, paragraph, LEAD);
    }
    flow.y += 3.0;
    table::legend(flow, section, lang);
}

/// The levels of an area.
fn area(flow: &mut Flow<'_>, lang: Lang, rows: &[Row]) -> Option<Chapter> {
    let title = &rows.first()?.area;
    let grid = table::grid(flow, lang, rows);
    flow.y += BETWEEN;
    let heading = flow.height(title, PART);
    let whole = heading + grid.height();
    // In one piece, unless a page cannot hold it.
    let fits = whole <= BOTTOM - TOP;
    flow.need(if fits { whole } else { heading + grid.start_height() });
    let target = flow.here();
    let section = flow.add(None, Role::Section);
    flow.heading(section, 2, title, PART);
    grid.draw(flow, section);
    Some(Chapter { title: title.clone(), target, part: true })
}

/// What the words of the statement mean.
fn reading(flow: &mut Flow<'_>, statement: &Statement) -> Chapter {
    let lang = statement.lang;
    let title = lang.pick("Comment lire ce relevé", "How to read this statement");
    flow.y += BETWEEN;
    let meanings = words::meanings(lang);
    let told = meanings.iter().map(|(_, meaning)| fact_height(flow, meaning, MEANING)).sum::<f32>();
    flow.need(flow.height(title, MEANINGS) + told);
    let target = flow.here();
    let section = flow.add(None, Role::Section);
    flow.heading(section, 2, title, MEANINGS);
    let list = flow.add(Some(section), Role::List);
    for (word, meaning) in meanings {
        fact(flow, list, &word, &meaning, MEANING);
    }
    Chapter { title: title.to_owned(), target, part: true }
}

#[cfg(test)]
mod tests;
