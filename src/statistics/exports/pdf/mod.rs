//! The report as PDF: tagged for assistive technology (PDF/UA-1), text that can be selected, charts
//! as vectors, nothing that needs colour to be read.
//!
//! First everything is laid out ([`flow`], [`table`], [`chart`]) as pages of shapes bound to a
//! structure ([`canvas`], [`structure`]); then it is written ([`mod@write`]).

mod brush;
mod canvas;
mod chart;
mod cover;
mod flow;
mod parts;
mod run;
mod structure;
mod table;
mod theme;
mod typeset;
mod write;

use chrono::{Datelike, Timelike};

use super::model::Report;
use canvas::{Entry, Laid, Target};
use cover::Chapter;
use flow::Flow;
use structure::NodeId;
use typeset::Faces;
use write::About;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    #[error("the fonts of the program cannot be read")]
    Font,
    #[error("the settings of the document contradict one another")]
    Settings,
    #[error("the document cannot be written: {0}")]
    Writing(String),
}

/// The whole report as PDF, A4.
///
/// # Errors
/// Only if the program's own fonts or settings are damaged.
pub fn pdf(report: &Report) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::new().ok_or(PdfError::Font)?;
    write::write(&lay_out(&faces, report), &about(report))
}

/// Every page of the report, before it is written.
fn lay_out(faces: &Faces, report: &Report) -> Laid {
    let typesetter = faces.typesetter();
    let mut flow = Flow::new(&typesetter);
    cover::cover(&mut flow, report);
    let first = flow.page() + 1;
    // Left blank until the page of each chapter is known.
    for _ in 0..cover::contents_pages(count_chapters(report)) {
        flow.new_page();
    }
    flow.new_page();
    let chapters = body(&mut flow, report);
    cover::contents(&mut flow, report, &chapters, first);
    cover::footers(&mut flow, report);
    flow.laid.outline = outline(&chapters);
    flow.laid
}

/// As many as [`body`] will make.
fn count_chapters(report: &Report) -> usize {
    let families = report.families.len();
    let parts = [!report.headlines.is_empty(), true, families > 0, !report.definitions.is_empty()];
    families + parts.into_iter().filter(|part| *part).count()
}

/// Lays out the parts in order.
fn body(flow: &mut Flow<'_>, report: &Report) -> Vec<Chapter> {
    let lang = report.lang;
    let mut chapters = Vec::new();
    if !report.headlines.is_empty() {
        let section = open(flow, &mut chapters, lang.pick("Chiffres clés", "Key figures"));
        parts::headlines(flow, section, report);
    }
    let section = open(flow, &mut chapters, lang.pick("Méthode", "Method"));
    parts::method(flow, section, report);
    if !report.families.is_empty() {
        let title = lang.pick("Les chiffres en détail", "The figures in detail");
        let section = open(flow, &mut chapters, title);
        for family in &report.families {
            let target = parts::family(flow, section, report, family);
            chapters.push(Chapter { title: family.title.clone(), target, part: false });
        }
    }
    if !report.definitions.is_empty() {
        let section = open(flow, &mut chapters, lang.pick("Définitions", "Definitions"));
        parts::definitions(flow, section, report);
    }
    chapters
}

fn open(flow: &mut Flow<'_>, chapters: &mut Vec<Chapter>, title: &str) -> NodeId {
    let section = parts::part(flow, title);
    let target = Target { page: flow.page(), y: theme::TOP };
    chapters.push(Chapter { title: title.to_owned(), target, part: true });
    section
}

/// Bookmarks: the families under their part.
fn outline(chapters: &[Chapter]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for chapter in chapters {
        let entry =
            Entry { title: chapter.title.clone(), target: chapter.target, under: Vec::new() };
        match entries.last_mut() {
            Some(part) if !chapter.part => part.under.push(entry),
            _ => entries.push(entry),
        }
    }
    entries
}

fn about(report: &Report) -> About {
    let at = report.calculated_at;
    // An accessible document has a title, even when nobody gave it one.
    let title = Some(report.title.trim()).filter(|title| !title.is_empty());
    About {
        title: title.unwrap_or("Coopair").to_owned(),
        subject: format!("{}, {}", report.subtitle, report.lang.period(report.period)),
        lang: report.lang.tag(),
        at: (
            u16::try_from(at.year()).unwrap_or_default(),
            at.month() as u8,
            at.day() as u8,
            at.hour() as u8,
            at.minute() as u8,
        ),
    }
}

#[cfg(test)]
mod tests;
