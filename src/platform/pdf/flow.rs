//! The pen: where the next thing goes, page after page.

use super::canvas::{Laid, Mark, Page, Shape, Target};
use super::run::Run;
use super::structure::{NodeId, Role};
use super::theme::{BOTTOM, LEFT, Style, TOP, WIDTH};
use super::typeset::Typesetter;

/// The pen, and the pages behind it.
pub struct Flow<'a> {
    pub typesetter: &'a Typesetter<'a>,
    pub laid: Laid,
    /// Where the next thing starts, from the top of the page.
    pub y: f32,
}

impl<'a> Flow<'a> {
    pub(super) fn new(typesetter: &'a Typesetter<'a>) -> Self {
        let laid = Laid { pages: vec![Page::default()], ..Laid::default() };
        Self { typesetter, laid, y: TOP }
    }

    /// Starts a page.
    pub fn new_page(&mut self) {
        self.laid.pages.push(Page::default());
        self.y = TOP;
    }

    /// Starts a page unless the present one is still blank.
    pub fn fresh_page(&mut self) {
        if self.y > TOP {
            self.new_page();
        }
    }

    /// Height left on the page.
    pub fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Starts a page when less than `height` is left.
    pub fn need(&mut self, height: f32) {
        if self.room() < height {
            self.fresh_page();
        }
    }

    /// The present page, from 0.
    pub fn page(&self) -> usize {
        self.laid.pages.len().saturating_sub(1)
    }

    /// Where the pen is, for links and bookmarks.
    pub fn here(&self) -> Target {
        Target { page: self.page(), y: self.y }
    }

    /// Draws on the present page; the pen stays where it is.
    pub fn draw(&mut self, mark: Mark, shapes: Vec<Shape>) {
        if let Some(page) = self.laid.pages.last_mut() {
            page.draw(mark, shapes);
        }
    }

    /// Adds a node to the structure, as the last one under `parent`, or at the top.
    pub fn add(&mut self, parent: Option<NodeId>, role: Role) -> NodeId {
        self.laid.structure.add(parent, role)
    }

    /// The lines of a text in the width of the page.
    pub fn lines(&self, text: &str, style: Style) -> Vec<Run> {
        self.typesetter.text(text, style.face).wrap(style.size, WIDTH)
    }

    /// Height that a text will take, the space below included.
    pub fn height(&self, text: &str, style: Style) -> f32 {
        if text.is_empty() {
            return 0.0;
        }
        self.lines(text, style).len() as f32 * style.leading + style.after
    }

    /// A text that may go on over the page, never leaving one line alone.
    pub fn paragraph(&mut self, parent: NodeId, role: Role, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let lines = self.lines(text, style);
        let node = self.add(Some(parent), role);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let together = match count - at {
                _ if at == 0 => count.min(2),
                2 => 2,
                _ => 1,
            };
            self.need(together as f32 * style.leading);
            let y = self.y;
            self.draw(Mark::Content(node), vec![line_at(line, LEFT, y, style)]);
            self.y += style.leading;
        }
        self.y += style.after;
    }

    /// A heading, which the caller keeps with what follows.
    pub fn heading(&mut self, parent: NodeId, level: u16, text: &str, style: Style) {
        let role = Role::Heading(level, text.to_owned());
        self.need(self.height(text, style));
        self.paragraph(parent, role, text, style);
    }
}

/// A line whose top is at `y`.
pub fn line_at(run: Run, x: f32, y: f32, style: Style) -> Shape {
    Shape::Text { x, y: base_line(y, style), size: style.size, colour: style.colour, run }
}

/// A line that ends at `right`.
pub fn line_ending_at(run: Run, right: f32, y: f32, style: Style) -> Shape {
    let x = right - run.width(style.size);
    line_at(run, x, y, style)
}

/// The base line of a line whose top is at `y`: letters stand in the middle of their leading.
pub fn base_line(y: f32, style: Style) -> f32 {
    y + style.leading / 2.0 + style.size * 0.33
}
