//! Rows of cells of known widths, over as many pages as they take: the header is repeated for the
//! eyes, and few rows are never left alone.

use super::canvas::{Mark, Shape};
use super::flow::{Flow, line_at, line_ending_at};
use super::run::Run;
use super::structure::{NodeId, Role};
use super::theme::{BOTTOM, HAIRLINE, INK, LEFT, RIGHT, Style, TOP};

/// Space between two columns.
pub const GUTTER: f32 = 12.0;
/// Rows never left alone at the end of a page or at the start of the next.
const TOGETHER: usize = 3;
/// Space left below.
const AFTER: f32 = 8.0;

/// Shapes above the words of a cell, for the eyes: the words say the same.
pub struct Drawing {
    pub height: f32,
    /// From the top left corner of the cell.
    pub shapes: Box<dyn Fn(f32, f32) -> Vec<Shape>>,
}

/// A cell, cut into lines.
#[derive(Default)]
pub struct Set {
    pub drawing: Option<Drawing>,
    pub lines: Vec<(Run, Style)>,
    /// Whether lines end on the right, as figures do.
    pub ends_right: bool,
}

impl Set {
    fn height(&self) -> f32 {
        let lines = self.lines.iter().map(|(_, style)| style.leading).sum::<f32>();
        self.drawing.as_ref().map_or(0.0, |drawing| drawing.height) + lines
    }
}

struct Row {
    cells: Vec<Set>,
    height: f32,
    strong: bool,
}

/// A table whose cells are set, ready to draw.
pub struct Grid {
    summary: String,
    /// Gutters included; the last column has its own beyond the margin.
    widths: Vec<f32>,
    padding: f32,
    header: Row,
    rows: Vec<Row>,
}

impl Grid {
    /// `padding` is the space above and below the words of a row. `has_total` says that the last
    /// row adds the others up.
    pub fn new(
        summary: &str,
        widths: Vec<f32>,
        padding: f32,
        header: Vec<Set>,
        rows: Vec<Vec<Set>>,
        has_total: bool,
    ) -> Self {
        let row = |cells: Vec<Set>, strong: bool| {
            let tallest = cells.iter().map(Set::height).fold(0.0, f32::max);
            Row { cells, height: tallest + 2.0 * padding, strong }
        };
        let last = rows.len().saturating_sub(1);
        let rows = rows.into_iter().enumerate();
        let rows = rows.map(|(at, cells)| row(cells, has_total && at == last)).collect();
        Self { summary: summary.to_owned(), widths, padding, header: row(header, true), rows }
    }

    /// Height on a page long enough, the space below included.
    pub fn height(&self) -> f32 {
        self.header.height + self.rows.iter().map(|row| row.height).sum::<f32>() + AFTER
    }

    /// Height of the header and of the rows that stay with it.
    pub fn start_height(&self) -> f32 {
        let rows = self.rows.iter().take(TOGETHER + 1).map(|row| row.height).sum::<f32>();
        self.header.height + rows
    }

    /// Draws the table, over as many pages as it takes.
    pub fn draw(&self, flow: &mut Flow<'_>, parent: NodeId) {
        flow.need(self.start_height());
        let node = flow.add(Some(parent), Role::Table(self.summary.clone()));
        let head = flow.add(Some(node), Role::HeaderRows);
        let row = flow.add(Some(head), Role::Row);
        let marks: Vec<Mark> = (self.header.cells.iter())
            .map(|_| Mark::Content(flow.add(Some(row), Role::ColumnHeader)))
            .collect();
        self.draw_row(flow, &self.header, &marks);
        let body = flow.add(Some(node), Role::BodyRows);
        let mut rules = vec![rule(flow.y, 0.8, INK)];
        let breaks = self.breaks(flow.y);
        for (at, line) in self.rows.iter().enumerate() {
            if breaks.contains(&at) {
                flow.draw(Mark::Decoration, std::mem::take(&mut rules));
                flow.new_page();
                // Read once already: for the eyes only.
                self.draw_row(flow, &self.header, &vec![Mark::Decoration; self.widths.len()]);
                rules.push(rule(flow.y, 0.8, INK));
            }
            if line.strong {
                rules.push(rule(flow.y, 0.8, INK));
            }
            let row = flow.add(Some(body), Role::Row);
            let marks: Vec<Mark> = (0..line.cells.len())
                .map(|column| if column == 0 { Role::RowHeader } else { Role::Data })
                .map(|role| Mark::Content(flow.add(Some(row), role)))
                .collect();
            self.draw_row(flow, line, &marks);
            rules.push(rule(flow.y, 0.4, HAIRLINE));
        }
        flow.draw(Mark::Decoration, rules);
        flow.y += AFTER;
    }

    /// The rows that start a page, when the first one is at `y`.
    fn breaks(&self, mut y: f32) -> Vec<usize> {
        let mut breaks = Vec::new();
        let mut first = 0;
        for (at, row) in self.rows.iter().enumerate() {
            if y + row.height > BOTTOM && at > first {
                // Some rows more go over when few are left.
                let left = self.rows.len() - at;
                let start = at.saturating_sub(TOGETHER.saturating_sub(left)).max(first + 1);
                breaks.push(start);
                let moved = self.rows.get(start..at).unwrap_or_default();
                y = TOP + self.header.height + moved.iter().map(|row| row.height).sum::<f32>();
                first = start;
            }
            y += row.height;
        }
        breaks
    }

    fn draw_row(&self, flow: &mut Flow<'_>, row: &Row, marks: &[Mark]) {
        let mut x = LEFT;
        for ((cell, width), mark) in row.cells.iter().zip(&self.widths).zip(marks) {
            // Header words stand on the rule; the others hang from the line above.
            let header = std::ptr::eq(row, &self.header);
            let drop = if header { row.height - cell.height() - 2.0 * self.padding } else { 0.0 };
            let y = flow.y + self.padding + drop;
            draw_cell(flow, cell, *mark, (x, y), x + width - GUTTER);
            x += width;
        }
        flow.y += row.height;
    }
}

fn draw_cell(flow: &mut Flow<'_>, cell: &Set, mark: Mark, (x, mut y): (f32, f32), right: f32) {
    if let Some(drawing) = &cell.drawing {
        flow.draw(Mark::Decoration, (drawing.shapes)(x, y));
        y += drawing.height;
    }
    let mut shapes = Vec::with_capacity(cell.lines.len());
    for (run, style) in cell.lines.iter().cloned() {
        shapes.push(if cell.ends_right {
            line_ending_at(run, right, y, style)
        } else {
            line_at(run, x, y, style)
        });
        y += style.leading;
    }
    flow.draw(mark, shapes);
}

fn rule(y: f32, width: f32, colour: u32) -> Shape {
    Shape::Line { from: (LEFT, y), to: (RIGHT, y), width, colour }
}
