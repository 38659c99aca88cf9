//! The report as PDF: cover, contents, figures, charts, definitions; nothing needs colour to be
//! read.
//!
//! What documents have in common is drawn by [`crate::platform::pdf`].

mod chart;
mod cover;
mod parts;
mod table;
mod theme;

use super::model::Report;
use crate::platform::pdf::theme::TOP;
use crate::platform::pdf::{
    About, Chapter, Flow, Laid, NodeId, PdfError, Target, contents, contents_pages, footers,
    lay_out, outline, write,
};

/// The whole report as PDF, A4.
///
/// # Errors
/// Only if the program's own fonts or settings are damaged.
pub fn pdf(report: &Report) -> Result<Vec<u8>, PdfError> {
    write(&laid(report)?, &about(report))
}

/// Every page of the report, before it is written.
fn laid(report: &Report) -> Result<Laid, PdfError> {
    lay_out(|flow| draw(flow, report))
}

fn draw(flow: &mut Flow<'_>, report: &Report) {
    cover::cover(flow, report);
    let first = flow.page() + 1;
    // Left blank until the page of each chapter is known.
    for _ in 0..contents_pages(count_chapters(report)) {
        flow.new_page();
    }
    flow.new_page();
    let chapters = body(flow, report);
    contents(flow, report.lang.pick("Sommaire", "Contents"), &chapters, first);
    footers(flow, &format!("Coopair · {} · {}", report.title, report.subtitle), 1);
    flow.laid.outline = outline(&chapters);
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
    let target = Target { page: flow.page(), y: TOP };
    chapters.push(Chapter { title: title.to_owned(), target, part: true });
    section
}

fn about(report: &Report) -> About {
    // An accessible document has a title, even when nobody gave it one.
    let title = Some(report.title.trim()).filter(|title| !title.is_empty());
    About {
        title: title.unwrap_or("Coopair").to_owned(),
        subject: format!("{}, {}", report.subtitle, report.lang.period(report.period)),
        lang: report.lang,
        at: report.calculated_at,
    }
}

#[cfg(test)]
mod tests;
