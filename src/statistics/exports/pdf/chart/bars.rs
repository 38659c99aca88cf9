//! Lying bars, for named values.

use super::super::theme::{FIGURE, LABEL};
use super::{Data, Point, fill};
use crate::platform::pdf::theme::{HAIRLINE, HINT, LEFT, Style, WIDTH};
use crate::platform::pdf::{Area, Face, Run, Shape, Typesetter, line_at};

/// Rows drawn; the table has them all.
pub const ROWS_MAX: usize = 12;
const BAR: f32 = 10.0;
const BETWEEN_SERIES: f32 = 1.5;
const BETWEEN_ROWS: f32 = 6.0;
/// Largest part of the width that names take.
const NAMES_MAX: f32 = 0.36;
const GAP: f32 = 8.0;
/// Space above the first bar.
const HEAD: f32 = 4.0;

struct Layout {
    names: Vec<Vec<Run>>,
    names_width: f32,
    values_width: f32,
    rows: Vec<f32>,
}

fn layout(data: &Data, typesetter: &Typesetter<'_>) -> Layout {
    let runs: Vec<Run> =
        data.names.iter().map(|name| typesetter.text(name, Face::Regular)).collect();
    let widest = runs.iter().map(|run| run.width(LABEL.size)).fold(0.0, f32::max);
    let names_width = widest.min(WIDTH * NAMES_MAX) + 0.1;
    let names: Vec<Vec<Run>> = runs.iter().map(|run| run.wrap(LABEL.size, names_width)).collect();
    let texts = data.series.iter().flat_map(|series| &series.texts);
    let values_width = texts
        .map(|text| typesetter.figures(text, Face::Bold).width(FIGURE.size))
        .fold(0.0, f32::max);
    let bars = data.series.len() as f32 * (BAR + BETWEEN_SERIES) - BETWEEN_SERIES;
    let rows = names
        .iter()
        .map(|lines| (lines.len() as f32 * LABEL.leading).max(bars) + BETWEEN_ROWS)
        .collect();
    Layout { names, names_width, values_width, rows }
}

pub fn height(data: &Data, typesetter: &Typesetter<'_>) -> f32 {
    HEAD + layout(data, typesetter).rows.iter().sum::<f32>()
}

pub fn draw(data: &Data, typesetter: &Typesetter<'_>, top: f32, shapes: &mut Vec<Shape>) {
    let top = top + HEAD;
    let layout = layout(data, typesetter);
    let most = data.most().unwrap_or(1.0);
    let start = LEFT + layout.names_width + GAP;
    let longest = WIDTH - layout.names_width - GAP - layout.values_width - GAP;
    let mut y = top;
    let bars = data.series.len() as f32 * (BAR + BETWEEN_SERIES) - BETWEEN_SERIES;
    for (row, (lines, height)) in layout.names.into_iter().zip(&layout.rows).enumerate() {
        let inner = height - BETWEEN_ROWS;
        let mut line_y = y + (inner - lines.len() as f32 * LABEL.leading) / 2.0;
        for line in lines {
            shapes.push(line_at(line, LEFT, line_y, LABEL));
            line_y += LABEL.leading;
        }
        let mut bar_y = y + (inner - bars) / 2.0;
        for (at, series) in data.series.iter().enumerate() {
            let point = series.points.get(row).copied().unwrap_or(Point::Nothing);
            let text = series.texts.get(row).map(String::as_str).unwrap_or_default();
            let text = typesetter.figures(text, Face::Bold);
            let (length, style) = match point {
                Point::Number(value) => ((value.max(0.0) / most) as f32 * longest, FIGURE),
                Point::Hidden => (0.0, Style { colour: HINT, ..FIGURE }),
                Point::Nothing => continue,
            };
            if length > 0.0 {
                fill(Area::new(start, bar_y, length.max(0.6), BAR), at, shapes);
            }
            let text_y = bar_y + (BAR - style.leading) / 2.0;
            shapes.push(line_at(text, start + length + 4.0, text_y, style));
            bar_y += BAR + BETWEEN_SERIES;
        }
        y += height;
    }
    let (from, to) = ((start, top - 1.0), (start, y - BETWEEN_ROWS + 1.0));
    shapes.push(Shape::Line { from, to, width: 0.8, colour: HAIRLINE });
}
