//! The contents of a long document, on pages left blank for them, and its bookmarks.

use super::canvas::{Area, Entry, Link, Mark, Shape, Target};
use super::flow::{Flow, line_at, line_ending_at};
use super::run::Face;
use super::structure::{NodeId, Role};
use super::theme::{BODY, BOTTOM, HAIRLINE, LEFT, PART, RIGHT, Style, TOP, WIDTH};

/// Height of a line of the contents.
const LINE: f32 = 21.0;
const FIRST_LINE: f32 = TOP + 42.0;

/// A line of the contents.
pub struct Chapter {
    pub title: String,
    pub target: Target,
    /// A part, or what stands in it.
    pub part: bool,
}

/// Pages that the contents take.
pub fn contents_pages(chapters: usize) -> usize {
    let per_page = lines_per_page();
    chapters.div_ceil(per_page).max(1)
}

fn lines_per_page() -> usize {
    ((BOTTOM - FIRST_LINE) / LINE) as usize
}

/// Fills the pages left for the contents, from page `first` (from 0) on.
pub fn contents(flow: &mut Flow<'_>, title: &str, chapters: &[Chapter], first: usize) {
    // Second in the order of reading, after the cover, though laid out last.
    let section = flow.add(None, Role::Section);
    let roots = &mut flow.laid.structure.roots;
    if let Some(last) = roots.pop() {
        roots.insert(1.min(roots.len()), last);
    }
    let heading = flow.add(Some(section), Role::Heading(2, title.to_owned()));
    let run = flow.typesetter.text(title, PART.face);
    draw_on(flow, first, Mark::Content(heading), vec![line_at(run, LEFT, TOP, PART)]);
    let list = flow.add(Some(section), Role::Contents);
    for (at, chapter) in chapters.iter().enumerate() {
        let page = first + at / lines_per_page();
        let y = FIRST_LINE + (at % lines_per_page()) as f32 * LINE;
        line(flow, list, chapter, page, y);
    }
}

fn line(flow: &mut Flow<'_>, list: NodeId, chapter: &Chapter, page: usize, y: f32) {
    let item = flow.add(Some(list), Role::ContentsItem);
    let reference = flow.add(Some(item), Role::Reference);
    let node = flow.add(Some(reference), Role::Link);
    let (face, indent) = if chapter.part { (Face::Bold, 0.0) } else { (Face::Regular, 14.0) };
    let style = Style { face, leading: LINE, ..BODY };
    let title = flow.typesetter.text(&chapter.title, face);
    let title = title.wrap(BODY.size, WIDTH - 60.0).swap_remove(0);
    let number = (chapter.target.page + 1).to_string();
    // A space between both for those who listen or copy.
    let number = flow.typesetter.figures(&format!(" {number}"), face);
    let shapes =
        vec![line_at(title, LEFT + indent, y, style), line_ending_at(number, RIGHT, y, style)];
    draw_on(flow, page, Mark::Content(node), shapes);
    let bottom = y + LINE;
    let rule =
        Shape::Line { from: (LEFT, bottom), to: (RIGHT, bottom), width: 0.4, colour: HAIRLINE };
    draw_on(flow, page, Mark::Decoration, vec![rule]);
    if let Some(page) = flow.laid.pages.get_mut(page) {
        page.links.push(Link {
            area: Area::new(LEFT, y, WIDTH, LINE),
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

/// Bookmarks: the chapters under their part.
pub fn outline(chapters: &[Chapter]) -> Vec<Entry> {
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
