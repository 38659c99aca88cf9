//! Upright columns, for periods.

use super::super::theme::{FIGURE, LABEL};
use super::{Data, Point, fill};
use crate::platform::pdf::theme::{HAIRLINE, HINT, INK, LEFT, RIGHT, Style, WIDTH};
use crate::platform::pdf::{
    Area, Face, Run, Shape, Typesetter, base_line, line_at, line_ending_at,
};

const PLOT: f32 = 128.0;
/// Room above the highest column for its value.
const HEAD: f32 = 14.0;
/// Part of a period's width left blank.
const BLANK: f32 = 0.2;
const AXIS_GAP: f32 = 6.0;
/// Least width of a column that bears a climbing value.
const CLIMBING_MIN: f32 = 8.0;
/// Most lines of a period's name.
const NAME_LINES: usize = 2;

/// Steps of the scale: 1, 2 or 5 times a power of ten, five at the most.
fn step(most: f64, whole: bool) -> f64 {
    let rough = most / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= rough)
        .unwrap_or(power * 10.0);
    if whole { step.max(1.0) } else { step }
}

struct Scale {
    step: f64,
    /// The line above the highest value.
    top: f64,
    decimals: u8,
}

fn scale(data: &Data) -> Scale {
    let most = data.most().unwrap_or(1.0);
    let mut values = data.series.iter().flat_map(|series| &series.points);
    let whole = values.all(|point| match point {
        Point::Number(value) => value.fract() == 0.0,
        Point::Hidden | Point::Nothing => true,
    });
    let step = step(most, whole);
    let decimals = if step >= 1.0 { 0 } else { (-step.log10().floor()).clamp(0.0, 3.0) as u8 };
    Scale { step, top: (most / step).ceil() * step, decimals }
}

struct Layout {
    scale: Scale,
    ticks: Vec<(f64, Run)>,
    left: f32,
    slot: f32,
    bar: f32,
    /// For each period, the lines of its name; no line when there is no room.
    names: Vec<Vec<Run>>,
    lines: usize,
    climbing: f32,
    values: Values,
}

/// How values are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    Level,
    Climbing,
    /// Too many columns: the highest alone; the scale and the table tell the others.
    Highest,
}

fn layout(data: &Data, typesetter: &Typesetter<'_>) -> Layout {
    let scale = scale(data);
    let kind = data.series.first().map(|series| series.kind).unwrap_or(super::Kind::Count);
    let count = (scale.top / scale.step).round() as usize;
    let ticks: Vec<(f64, Run)> = (0..=count)
        .map(|at| {
            let value = at as f64 * scale.step;
            let text = data.lang.measure(value, scale.decimals, kind);
            (value, typesetter.figures(&text, Face::Regular))
        })
        .collect();
    let axis = ticks.iter().map(|(_, run)| run.width(LABEL.size)).fold(0.0, f32::max);
    let left = LEFT + axis + AXIS_GAP;
    let slot = (RIGHT - left) / data.names.len().max(1) as f32;
    let bar = (slot * (1.0 - BLANK) / data.series.len().max(1) as f32).min(34.0);
    let texts = data.series.iter().flat_map(|series| &series.texts);
    let widest = texts
        .map(|text| typesetter.figures(text, Face::Bold).width(FIGURE.size))
        .fold(0.0, f32::max);
    let room = if data.series.len() == 1 { slot - 2.0 } else { bar - 1.0 };
    let values = if widest <= room {
        Values::Level
    } else if bar >= CLIMBING_MIN {
        Values::Climbing
    } else {
        Values::Highest
    };
    let climbing = if values == Values::Climbing { widest + 4.0 - HEAD } else { 0.0 };
    let names = names(data, typesetter, slot);
    let lines = names.iter().map(Vec::len).max().unwrap_or_default();
    Layout { scale, ticks, left, slot, bar, names, lines, climbing: climbing.max(0.0), values }
}

/// Names in their own width, on two lines if need be; else one in so many.
fn names(data: &Data, typesetter: &Typesetter<'_>, slot: f32) -> Vec<Vec<Run>> {
    let runs: Vec<Run> =
        data.names.iter().map(|name| typesetter.text(name, Face::Regular)).collect();
    let widest_word = runs.iter().flat_map(Run::words).fold(0.0, f32::max) * LABEL.size;
    let wrapped: Vec<Vec<Run>> = runs.iter().map(|run| run.wrap(LABEL.size, slot - 2.0)).collect();
    let fits = |names: &[Vec<Run>]| names.iter().all(|lines| lines.len() <= NAME_LINES);
    if widest_word <= slot - 2.0 && fits(&wrapped) {
        // When one is on two lines, so are the others.
        let narrow: Vec<_> = runs.iter().map(|run| run.wrap(LABEL.size, widest_word)).collect();
        let uneven = wrapped.iter().any(|lines| lines.len() > 1);
        return if uneven && fits(&narrow) { narrow } else { wrapped };
    }
    let widest = runs.iter().map(|run| run.width(LABEL.size)).fold(0.0, f32::max);
    let every = ((widest + 6.0) / slot).ceil().max(1.0) as usize;
    let shown = |(at, run)| if at % every == 0 { vec![run] } else { Vec::new() };
    runs.into_iter().enumerate().map(shown).collect()
}

pub fn height(data: &Data, typesetter: &Typesetter<'_>) -> f32 {
    let layout = layout(data, typesetter);
    HEAD + layout.climbing + PLOT + 5.0 + layout.lines as f32 * LABEL.leading
}

pub fn draw(data: &Data, typesetter: &Typesetter<'_>, top: f32, shapes: &mut Vec<Shape>) {
    let layout = layout(data, typesetter);
    let ground = top + HEAD + layout.climbing + PLOT;
    let tall = |value: f64| (value.max(0.0) / layout.scale.top) as f32 * PLOT;
    for (value, run) in &layout.ticks {
        let y = ground - tall(*value);
        let colour = if *value == 0.0 { INK } else { HAIRLINE };
        let (from, to) = ((layout.left, y), (RIGHT, y));
        shapes.push(Shape::Line { from, to, width: 0.5, colour });
        let text_y = y - LABEL.leading / 2.0;
        shapes.push(line_ending_at(run.clone(), layout.left - AXIS_GAP, text_y, LABEL));
    }
    let group = layout.bar * data.series.len() as f32;
    let highest = data.most().unwrap_or_default();
    for (at, series) in data.series.iter().enumerate() {
        for (row, (point, text)) in series.points.iter().zip(&series.texts).enumerate() {
            let middle = layout.left + layout.slot * (row as f32 + 0.5);
            let x = middle - group / 2.0 + layout.bar * at as f32;
            let (value, style) = match point {
                Point::Number(value) => (*value, FIGURE),
                Point::Hidden => (0.0, Style { colour: HINT, ..FIGURE }),
                Point::Nothing => continue,
            };
            let height = tall(value);
            if height > 0.0 {
                let gap = layout.bar.min(1.0) * 0.5;
                let area = Area::new(x + gap, ground - height, layout.bar - 2.0 * gap, height);
                fill(area, at, shapes);
            }
            let hidden = *point == Point::Hidden;
            let told = layout.values != Values::Highest || value == highest || hidden;
            if told {
                let text = typesetter.figures(text, Face::Bold);
                let centre = x + layout.bar / 2.0;
                shapes.push(written(text, centre, ground - height, layout.values, hidden, style));
            }
        }
    }
    for (row, lines) in layout.names.into_iter().enumerate() {
        let middle = layout.left + layout.slot * (row as f32 + 0.5);
        for (line, run) in lines.into_iter().enumerate() {
            let x = middle - run.width(LABEL.size) / 2.0;
            let x = x.clamp(LEFT, LEFT + WIDTH - run.width(LABEL.size));
            let y = ground + 4.0 + line as f32 * LABEL.leading;
            shapes.push(line_at(run, x, y, LABEL));
        }
    }
}

/// A value above its column.
fn written(run: Run, centre: f32, y: f32, values: Values, hidden: bool, style: Style) -> Shape {
    let width = run.width(style.size);
    let climbs = values == Values::Climbing || (hidden && values == Values::Highest);
    if climbs {
        let x = centre + style.size * 0.33;
        return Shape::Climbing { x, y: y - 3.0, size: style.size, colour: style.colour, run };
    }
    let top = y - style.leading - 1.5;
    Shape::Text {
        x: centre - width / 2.0,
        y: base_line(top, style),
        size: style.size,
        colour: style.colour,
        run,
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn scales_have_round_steps() {
        assert_eq!(step(1204.0, true), 500.0);
        assert_eq!(step(3.0, true), 1.0);
        assert_eq!(step(80.0, true), 20.0);
        assert_eq!(step(1.0, false), 0.5);
    }
}
