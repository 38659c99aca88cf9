//! Tables: widths from what they hold, figures aligned, header repeated on every page.

use super::super::model::{Cell, Column, Kind, Lang};
use super::canvas::{Mark, Shape};
use super::flow::{Flow, line_at, line_ending_at};
use super::run::{Face, Run};
use super::structure::{NodeId, Role};
use super::theme::{BODY, BOTTOM, HAIRLINE, HINT, INK, LEFT, RIGHT, Style, TOP, WIDTH};

/// Space between two columns.
const GUTTER: f32 = 12.0;
/// Sizes tried until the table fits.
const SIZES: [f32; 3] = [9.0, 8.0, 7.0];
/// From that many rows on, rows stand closer.
const LONG: usize = 60;
/// Rows never left alone at the end of a page or at the start of the next.
const TOGETHER: usize = 3;

/// The cells of a table.
pub struct Cells<'a> {
    pub summary: &'a str,
    pub columns: &'a [Column],
    pub rows: &'a [Vec<Cell>],
    pub total: Option<&'a Vec<Cell>>,
}

/// A cell, cut into lines.
struct Set {
    lines: Vec<Run>,
    muted: bool,
}

struct Line {
    cells: Vec<Set>,
    height: f32,
    strong: bool,
}

/// A table measured, ready to draw.
pub struct Table {
    summary: String,
    style: Style,
    padding: f32,
    numbers: Vec<bool>,
    widths: Vec<f32>,
    header: Line,
    lines: Vec<Line>,
}

/// A cell on one line, before widths are known.
struct Raw {
    run: Run,
    muted: bool,
}

impl Table {
    pub fn new(flow: &Flow<'_>, lang: Lang, cells: &Cells<'_>) -> Self {
        let raw = |row: &Vec<Cell>, face: Face| -> Vec<Raw> {
            cells
                .columns
                .iter()
                .zip(row)
                .map(|(column, cell)| raw(flow, lang, column, cell, face))
                .collect()
        };
        let header: Vec<Run> = cells
            .columns
            .iter()
            .map(|column| flow.typesetter.text(&column.header, Face::Bold))
            .collect();
        let mut rows: Vec<Vec<Raw>> =
            cells.rows.iter().map(|row| raw(row, Face::Regular)).collect();
        let has_total = cells.total.is_some();
        rows.extend(cells.total.map(|row| raw(row, Face::Bold)));
        let numbers: Vec<bool> = cells.columns.iter().map(|c| c.kind != Kind::Text).collect();
        let (size, widths) = fit(&header, &rows, &numbers);
        let padding = if rows.len() >= LONG { 1.5 } else { 3.0 };
        let style = Style { size, leading: size + 3.0, after: 0.0, ..BODY };
        let set = |run: &Run, muted: bool, width: f32| Set {
            lines: run.wrap(size, width - GUTTER),
            muted,
        };
        let line = |cells: Vec<Set>, strong: bool| {
            let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
            Line { cells, height: most as f32 * style.leading + 2.0 * padding, strong }
        };
        let header_cells =
            header.iter().zip(&widths).map(|(run, width)| set(run, false, *width)).collect();
        let last = rows.len().saturating_sub(1);
        let lines = rows.iter().enumerate().map(|(at, row)| {
            let cells =
                row.iter().zip(&widths).map(|(raw, width)| set(&raw.run, raw.muted, *width));
            line(cells.collect(), has_total && at == last)
        });
        let (summary, lines) = (cells.summary.to_owned(), lines.collect());
        let header = line(header_cells, true);
        Self { summary, style, padding, numbers, header, lines, widths }
    }

    /// Height on a page long enough.
    pub fn height(&self) -> f32 {
        self.header.height + self.lines.iter().map(|line| line.height).sum::<f32>() + 8.0
    }

    /// Height of the header and of the rows that stay with it.
    pub fn start_height(&self) -> f32 {
        let rows = self.lines.iter().take(TOGETHER + 1).map(|line| line.height).sum::<f32>();
        self.header.height + rows
    }

    /// Draws the table, over as many pages as it takes.
    pub fn draw(&self, flow: &mut Flow<'_>, parent: NodeId) {
        flow.need(self.start_height());
        let node = flow.add(Some(parent), Role::Table(self.summary.clone()));
        let head = flow.add(Some(node), Role::HeaderRows);
        let row = flow.add(Some(head), Role::Row);
        let roles: Vec<Mark> = (self.header.cells.iter())
            .map(|_| Mark::Content(flow.add(Some(row), Role::ColumnHeader)))
            .collect();
        self.draw_line(flow, &self.header, &roles);
        let body = flow.add(Some(node), Role::BodyRows);
        let mut rules = vec![rule(flow.y, 0.8, INK)];
        let breaks = self.breaks(flow.y);
        for (at, line) in self.lines.iter().enumerate() {
            if breaks.contains(&at) {
                flow.draw(Mark::Decoration, std::mem::take(&mut rules));
                flow.new_page();
                // Read once already: for the eyes only.
                self.draw_line(flow, &self.header, &vec![Mark::Decoration; self.widths.len()]);
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
            self.draw_line(flow, line, &marks);
            rules.push(rule(flow.y, 0.4, HAIRLINE));
        }
        flow.draw(Mark::Decoration, rules);
        flow.y += 8.0;
    }

    /// The rows that start a page, when the first one is at `y`.
    fn breaks(&self, mut y: f32) -> Vec<usize> {
        let mut breaks = Vec::new();
        let mut first = 0;
        for (at, line) in self.lines.iter().enumerate() {
            if y + line.height > BOTTOM && at > first {
                // Some rows more go over when few are left.
                let left = self.lines.len() - at;
                let start = at.saturating_sub(TOGETHER.saturating_sub(left)).max(first + 1);
                breaks.push(start);
                let moved = self.lines.get(start..at).unwrap_or_default();
                y = TOP + self.header.height + moved.iter().map(|line| line.height).sum::<f32>();
                first = start;
            }
            y += line.height;
        }
        breaks
    }

    fn draw_line(&self, flow: &mut Flow<'_>, line: &Line, marks: &[Mark]) {
        let mut x = LEFT;
        for (column, (cell, mark)) in line.cells.iter().zip(marks).enumerate() {
            let width = self.widths.get(column).copied().unwrap_or_default();
            let number = self.numbers.get(column).copied().unwrap_or_default();
            let right = x + width - GUTTER;
            let colour = if cell.muted { HINT } else { self.style.colour };
            let style = Style { colour, ..self.style };
            // Header words stand on the rule; the others hang from the line above.
            let height = cell.lines.len() as f32 * style.leading;
            let header = std::ptr::eq(line, &self.header);
            let drop = if header { line.height - height - 2.0 * self.padding } else { 0.0 };
            let mut y = flow.y + self.padding + drop;
            let mut shapes = Vec::with_capacity(cell.lines.len());
            for run in cell.lines.iter().cloned() {
                shapes.push(if number {
                    line_ending_at(run, right, y, style)
                } else {
                    line_at(run, x, y, style)
                });
                y += style.leading;
            }
            flow.draw(*mark, shapes);
            x += width;
        }
        flow.y += line.height;
    }
}

fn rule(y: f32, width: f32, colour: u32) -> Shape {
    Shape::Line { from: (LEFT, y), to: (RIGHT, y), width, colour }
}

fn raw(flow: &Flow<'_>, lang: Lang, column: &Column, cell: &Cell, face: Face) -> Raw {
    let text = lang.cell(cell, column.kind);
    let run = if column.kind == Kind::Text {
        flow.typesetter.text(&text, face)
    } else {
        flow.typesetter.figures(&text, face)
    };
    Raw { run, muted: *cell == Cell::Hidden }
}

/// The largest size at which the columns fit, and their widths, gutters included.
fn fit(header: &[Run], rows: &[Vec<Raw>], numbers: &[bool]) -> (f32, Vec<f32>) {
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|raw| raw.run.width(1.0)).fold(0.0, f32::max)
    };
    let natural: Vec<f32> = (0..header.len()).map(widest).collect();
    let mut found = (SIZES[SIZES.len() - 1], Vec::new());
    for size in SIZES {
        let (least, wanted): (Vec<f32>, Vec<f32>) = natural
            .iter()
            .zip(header)
            .zip(numbers)
            .map(|((natural, header), number)| {
                let cell = natural * size;
                let word = header.words().fold(0.0, f32::max) * size;
                if *number {
                    (cell.max(word) + GUTTER, cell.max(header.width(size) * 0.6).max(word) + GUTTER)
                } else {
                    (cell.min(110.0).max(word) + GUTTER, cell.max(word) + GUTTER)
                }
            })
            .unzip();
        found = (size, share(&least, &wanted));
        if least.iter().sum::<f32>() <= WIDTH + GUTTER {
            break;
        }
    }
    found
}

/// Widths that add up to the page's: what each wants if it fits, and the rest shared.
fn share(least: &[f32], wanted: &[f32]) -> Vec<f32> {
    // The last column needs no gutter on its right.
    let all = WIDTH + GUTTER;
    let (low, high): (f32, f32) = (least.iter().sum(), wanted.iter().sum());
    if high <= all {
        let more = (all - high) / wanted.len().max(1) as f32;
        return wanted.iter().map(|width| width + more).collect();
    }
    if low >= all {
        return least.iter().map(|width| width * all / low).collect();
    }
    let part = (all - low) / (high - low);
    least.iter().zip(wanted).map(|(low, high)| low + (high - low) * part).collect()
}
