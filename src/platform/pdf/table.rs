//! Tables of words and figures: widths from what the cells hold, figures aligned.

use super::flow::Flow;
use super::grid::{GUTTER, Grid, Set};
use super::run::{Face, Run};
use super::theme::{BODY, HINT, Style, WIDTH};

/// Sizes tried until the table fits.
const SIZES: [f32; 3] = [9.0, 8.0, 7.0];
/// From that many rows on, rows stand closer.
const LONG: usize = 60;

/// What a column holds.
pub struct Column {
    pub header: String,
    /// Figures under one another, on the right.
    pub is_figures: bool,
}

/// What a cell says.
pub struct Cell {
    pub text: String,
    /// Said in a lighter colour.
    pub is_muted: bool,
}

/// The cells of a table.
pub struct Cells {
    pub summary: String,
    pub columns: Vec<Column>,
    /// As many cells as columns; the first one names the row.
    pub rows: Vec<Vec<Cell>>,
    pub total: Option<Vec<Cell>>,
}

/// A cell on one line, before widths are known.
struct Raw {
    run: Run,
    muted: bool,
}

impl Cells {
    /// The table measured, ready to draw.
    pub fn table(&self, flow: &Flow<'_>) -> Grid {
        let headers = self.columns.iter().map(|column| &column.header);
        let header: Vec<Run> =
            headers.map(|words| flow.typesetter.text(words, Face::Bold)).collect();
        let mut rows: Vec<Vec<Raw>> =
            self.rows.iter().map(|row| self.shape(flow, row, Face::Regular)).collect();
        rows.extend(self.total.iter().map(|row| self.shape(flow, row, Face::Bold)));
        let figures: Vec<bool> = self.columns.iter().map(|column| column.is_figures).collect();
        let (size, widths) = fit(&header, &rows, &figures);
        let style = Style { size, leading: size + 3.0, after: 0.0, ..BODY };
        let set = |run: &Run, muted: bool, at: usize| {
            let width = widths.get(at).copied().unwrap_or_default();
            let style = Style { colour: if muted { HINT } else { style.colour }, ..style };
            let lines = run.wrap(size, width - GUTTER).into_iter().map(|line| (line, style));
            let ends_right = figures.get(at).copied().unwrap_or_default();
            Set { lines: lines.collect(), ends_right, drawing: None }
        };
        let headers = header.iter().enumerate().map(|(at, run)| set(run, false, at)).collect();
        let row = |row: &Vec<Raw>| {
            row.iter().enumerate().map(|(at, raw)| set(&raw.run, raw.muted, at)).collect()
        };
        let cells = rows.iter().map(row).collect();
        let padding = if rows.len() >= LONG { 1.5 } else { 3.0 };
        Grid::new(&self.summary, widths.clone(), padding, headers, cells, self.total.is_some())
    }

    fn shape(&self, flow: &Flow<'_>, row: &[Cell], face: Face) -> Vec<Raw> {
        let shape = |(column, cell): (&Column, &Cell)| {
            let run = if column.is_figures {
                flow.typesetter.figures(&cell.text, face)
            } else {
                flow.typesetter.text(&cell.text, face)
            };
            Raw { run, muted: cell.is_muted }
        };
        self.columns.iter().zip(row).map(shape).collect()
    }
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
