//! Shapes onto the surface of a page.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::paint::{Fill, FillRule, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::Font;

use super::canvas::{Area, Colour, Hatch, Shape};
use super::run::{Face, Run};

/// Between two lines of a hatching.
const HATCH_STEP: f32 = 3.2;
const HATCH_WIDTH: f32 = 0.9;
const OUTLINE_WIDTH: f32 = 0.7;
/// How far the control points of a quarter of a circle stand, in parts of its radius.
const QUARTER: f32 = 0.5523;

/// `None` when the area is empty or not finite.
pub fn rect(area: Area) -> Option<Rect> {
    Rect::from_xywh(area.x, area.y, area.width, area.height)
}

/// Draws a shape.
pub fn draw(surface: &mut Surface<'_>, shape: &Shape, fonts: &(Font, Font)) {
    match shape {
        Shape::Text { x, y, size, colour, run } => {
            text(surface, Point::from_xy(*x, *y), *size, *colour, run, fonts);
        }
        Shape::Climbing { x, y, size, colour, run } => {
            surface.push_transform(&Transform::from_rotate_at(-90.0, *x, *y));
            text(surface, Point::from_xy(*x, *y), *size, *colour, run, fonts);
            surface.pop();
        }
        Shape::Filled { area, colour } => {
            pens(surface, Some(fill(*colour)), None);
            draw_path(surface, rectangle(*area));
        }
        Shape::Outlined { area, colour, dashed } => {
            let dash = dashed.then(|| StrokeDash { array: vec![2.0, 2.0], offset: 0.0 });
            pens(surface, None, Some(Stroke { dash, ..stroke(*colour, OUTLINE_WIDTH) }));
            draw_path(surface, rectangle(*area));
        }
        Shape::Hatched { area, colour, hatch } => hatched(surface, *area, *colour, *hatch),
        Shape::Line { from, to, width, colour } => {
            pens(surface, None, Some(stroke(*colour, *width)));
            draw_path(surface, lines([(*from, *to)]));
        }
        Shape::Ring { centre, radius, width, colour } => {
            pens(surface, None, Some(stroke(*colour, *width)));
            draw_path(surface, circle(*centre, *radius));
        }
    }
}

fn paint(colour: Colour) -> rgb::Color {
    let [_, red, green, blue] = colour.to_be_bytes();
    rgb::Color::new(red, green, blue)
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint(colour).into(), ..Fill::default() }
}

fn stroke(colour: Colour, width: f32) -> Stroke {
    Stroke { paint: paint(colour).into(), width, line_cap: LineCap::Butt, ..Stroke::default() }
}

fn pens(surface: &mut Surface<'_>, fill: Option<Fill>, stroke: Option<Stroke>) {
    surface.set_fill(fill);
    surface.set_stroke(stroke);
}

fn draw_path(surface: &mut Surface<'_>, path: Option<Path>) {
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn text(
    surface: &mut Surface<'_>,
    start: Point,
    size: f32,
    colour: Colour,
    run: &Run,
    (regular, bold): &(Font, Font),
) {
    let font = match run.face {
        Face::Regular => regular,
        Face::Bold => bold,
    };
    pens(surface, Some(fill(colour)), None);
    surface.draw_glyphs(start, &run.glyphs(), font.clone(), run.text(), size, false);
}

fn rectangle(area: Area) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect(area)?);
    path.finish()
}

fn circle((x, y): (f32, f32), radius: f32) -> Option<Path> {
    let reach = radius * QUARTER;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + reach, x + reach, y + radius, x, y + radius);
    path.cubic_to(x - reach, y + radius, x - radius, y + reach, x - radius, y);
    path.cubic_to(x - radius, y - reach, x - reach, y - radius, x, y - radius);
    path.cubic_to(x + reach, y - radius, x + radius, y - reach, x + radius, y);
    path.close();
    path.finish()
}

type Segment = ((f32, f32), (f32, f32));

fn lines(segments: impl IntoIterator<Item = Segment>) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (from, to) in segments {
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
    }
    path.finish()
}

/// Lines in the colour of the series, cut at the edges of the area.
fn hatched(surface: &mut Surface<'_>, area: Area, colour: Colour, hatch: Hatch) {
    let Some(clip) = rectangle(area) else { return };
    surface.push_clip_path(&clip, &FillRule::NonZero);
    pens(surface, None, Some(stroke(colour, HATCH_WIDTH)));
    draw_path(surface, lines(hatching(area, hatch)));
    surface.pop();
}

fn hatching(area: Area, hatch: Hatch) -> Vec<Segment> {
    let Area { x, y, width, height } = area;
    let steps = |length: f32, step: f32| {
        let count = (length / step).ceil() as u16;
        (0..=count).map(move |at| f32::from(at) * step)
    };
    // Across a diagonal, lines stand closer than along a side.
    let diagonal = HATCH_STEP * 1.4;
    match hatch {
        Hatch::Level => {
            steps(height, HATCH_STEP).map(|at| ((x, y + at), (x + width, y + at))).collect()
        }
        Hatch::Upright => {
            steps(width, HATCH_STEP).map(|at| ((x + at, y), (x + at, y + height))).collect()
        }
        Hatch::Rising => steps(width + height, diagonal)
            .map(|at| ((x + at - height, y + height), (x + at, y)))
            .collect(),
        Hatch::Falling => steps(width + height, diagonal)
            .map(|at| ((x + at - height, y), (x + at, y + height)))
            .collect(),
        Hatch::Crossed => {
            let mut both = hatching(area, Hatch::Level);
            both.extend(hatching(area, Hatch::Upright));
            both
        }
    }
}
