//! What surrounds the figures: cover, contents, footers.

use super::super::model::Report;
use super::canvas::{Area, Link, Mark, Page, Shape, Target};
use super::flow::{Flow, line_at, line_ending_at};
use super::run::Face;
use super::structure::{NodeId, Role};
use super::theme::{
    ACCENT, BODY, BOTTOM, BRAND, FOOTER, HAIRLINE, INK, LEFT, PART, RIGHT, SECONDARY, SUBTITLE,
    Style, TITLE, TOP, WIDTH,
};

/// Width of the labels of the cover's facts.
const FACT_LABEL: f32 = 96.0;
const FACT_GAP: f32 = 9.0;
/// Height of a line of the contents.
const CONTENTS_LINE: f32 = 21.0;
const CONTENTS_TOP: f32 = TOP + 42.0;

/// A line of the contents.
pub struct Chapter {
    pub title: String,
    pub target: Target,
    /// A part, or a family in it.
    pub part: bool,
}

/// The first page: what it is about, when, for whom, how protected.
pub fn cover(flow: &mut Flow<'_>, report: &Report) {
    let section = flow.add(None, Role::Section);
    sign(flow);
    flow.y = 250.0;
    flow.heading(section, 1, &report.title, TITLE);
    flow.paragraph(section, Role::Paragraph, &report.subtitle, SUBTITLE);
    let period = capital(&report.lang.period(report.period));
    flow.paragraph(section, Role::Paragraph, &period, SUBTITLE);
    flow.y += 34.0;
    let y = flow.y;
    flow.draw(
        Mark::Decoration,
        vec![Shape::Filled { area: Area::new(LEFT, y, 56.0, 3.0), colour: ACCENT }],
    );
    flow.y += 24.0;
    let list = flow.add(Some(section), Role::List);
    // The first two, scope and period, stand above.
    for (label, words) in report.facts().into_iter().skip(2) {
        fact(flow, list, label, &words);
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// A label and its words, side by side.
fn fact(flow: &mut Flow<'_>, list: NodeId, label: &str, words: &str) {
    let item = flow.add(Some(list), Role::Item);
    let (name, body) = (flow.add(Some(item), Role::Label), flow.add(Some(item), Role::Body));
    let style = Style { colour: SECONDARY, ..BODY };
    let label = flow.typesetter.text(label, Face::Regular);
    let lines = flow.typesetter.text(words, Face::Regular).wrap(BODY.size, WIDTH - FACT_LABEL);
    let y = flow.y;
    flow.draw(Mark::Content(name), vec![line_at(label, LEFT, y, style)]);
    for line in lines {
        let y = flow.y;
        flow.draw(Mark::Content(body), vec![line_at(line, LEFT + FACT_LABEL, y, BODY)]);
        flow.y += BODY.leading;
    }
    flow.y += FACT_GAP;
}

/// Two linked rings and the name.
fn sign(flow: &mut Flow<'_>) {
    let ring = |x: f32, colour| Shape::Ring { centre: (x, 86.0), radius: 13.0, width: 4.0, colour };
    let name = flow.typesetter.text("Coopair", Face::Bold);
    let style = Style { size: 17.0, leading: 20.0, colour: INK, ..BODY };
    flow.draw(
        Mark::Decoration,
        vec![
            ring(LEFT + 15.0, BRAND),
            ring(LEFT + 33.0, ACCENT),
            line_at(name, LEFT + 58.0, 76.0, style),
        ],
    );
}

/// Pages that the contents take.
pub fn contents_pages(chapters: usize) -> usize {
    let per_page = lines_per_page();
    chapters.div_ceil(per_page).max(1)
}

fn lines_per_page() -> usize {
    ((BOTTOM - CONTENTS_TOP) / CONTENTS_LINE) as usize
}

/// Fills the pages left for the contents, from page `first` on.
pub fn contents(flow: &mut Flow<'_>, report: &Report, chapters: &[Chapter], first: usize) {
    // Second in the order of reading, though laid out last.
    let section = flow.add(None, Role::Section);
    let roots = &mut flow.laid.structure.roots;
    if let Some(last) = roots.pop() {
        roots.insert(1.min(roots.len()), last);
    }
    let title = report.lang.pick("Sommaire", "Contents");
    let heading = flow.add(Some(section), Role::Heading(2, title.to_owned()));
    let run = flow.typesetter.text(title, PART.face);
    draw_on(flow, first, Mark::Content(heading), vec![line_at(run, LEFT, TOP, PART)]);
    let list = flow.add(Some(section), Role::Contents);
    for (at, chapter) in chapters.iter().enumerate() {
        let page = first + at / lines_per_page();
        let y = CONTENTS_TOP + (at % lines_per_page()) as f32 * CONTENTS_LINE;
        line(flow, list, chapter, page, y);
    }
}

fn line(flow: &mut Flow<'_>, list: NodeId, chapter: &Chapter, page: usize, y: f32) {
    let item = flow.add(Some(list), Role::ContentsItem);
    let reference = flow.add(Some(item), Role::Reference);
    let node = flow.add(Some(reference), Role::Link);
    let (face, indent) = if chapter.part { (Face::Bold, 0.0) } else { (Face::Regular, 14.0) };
    let style = Style { face, leading: CONTENTS_LINE, ..BODY };
    let title = flow.typesetter.text(&chapter.title, face);
    let title = title.wrap(BODY.size, WIDTH - 60.0).swap_remove(0);
    let number = (chapter.target.page + 1).to_string();
    // A space between both for those who listen or copy.
    let number = flow.typesetter.figures(&format!(" {number}"), face);
    let shapes =
        vec![line_at(title, LEFT + indent, y, style), line_ending_at(number, RIGHT, y, style)];
    draw_on(flow, page, Mark::Content(node), shapes);
    let bottom = y + CONTENTS_LINE;
    let rule =
        Shape::Line { from: (LEFT, bottom), to: (RIGHT, bottom), width: 0.4, colour: HAIRLINE };
    draw_on(flow, page, Mark::Decoration, vec![rule]);
    if let Some(page) = flow.laid.pages.get_mut(page) {
        page.links.push(Link {
            area: Area::new(LEFT, y, WIDTH, CONTENTS_LINE),
            node,
            target: chapter.target,
            words: chapter.title.clone(),
        });
    }
}

fn draw_on(flow: &mut Flow<'_>, page: usize, mark: Mark, shapes: Vec<Shape>) {
    if let Some(page) = flow.laid.pages.get_mut(page) {
        page.draw(mark, shapes);
    }
}

/// Title, scope and number at the foot of every page but the cover.
pub fn footers(flow: &mut Flow<'_>, report: &Report) {
    let count = flow.laid.pages.len();
    let y = BOTTOM + 22.0;
    let left = format!("Coopair · {} · {}", report.title, report.subtitle);
    let left = flow.typesetter.text(&left, Face::Regular);
    let left = left.wrap(FOOTER.size, WIDTH - 80.0).swap_remove(0);
    let rule =
        Shape::Line { from: (LEFT, y - 6.0), to: (RIGHT, y - 6.0), width: 0.4, colour: HAIRLINE };
    for at in 1..count {
        let number = format!("{} / {count}", at + 1);
        let number = flow.typesetter.figures(&number, Face::Regular);
        let words = vec![
            rule.clone(),
            line_at(left.clone(), LEFT, y, FOOTER),
            line_ending_at(number, RIGHT, y, FOOTER),
        ];
        if let Some(page) = flow.laid.pages.get_mut(at) {
            Page::draw(page, Mark::Footer, words);
        }
    }
}
