//! The levels of an area as a table, and the ladder of steps drawn in its cells.

use super::super::levels::Level;
use super::{Declared, Row, Verified, words};
use crate::platform::lang::Lang;
use crate::platform::pdf::theme::{
    ACCENT, BRAND, HINT, INK, LEFT, SECONDARY, SMALL, Style, WIDTH, style,
};
use crate::platform::pdf::{
    Area, Colour, Drawing, Face, Flow, GUTTER, Grid, Hatch, Mark, NodeId, Role, Set, Shape, line_at,
};

/// A step of the ladder, and the space to the next.
const STEP: f32 = 9.0;
const STEP_GAP: f32 = 2.0;
/// Width of a ladder, and of its column.
const LADDER: f32 = Level::TOP.get() as f32 * (STEP + STEP_GAP) - STEP_GAP;
const LADDER_COLUMN: f32 = LADDER + GUTTER;
const COMPETENCE_COLUMN: f32 = 128.0;
const PROOF_COLUMN: f32 = WIDTH + GUTTER - COMPETENCE_COLUMN - 2.0 * LADDER_COLUMN;
/// The outline of an empty step: 3 to 1 on white, as WCAG 1.4.11 asks of drawings.
const EMPTY: Colour = 0x84_91_98;
/// Above and below the words of a row.
const PADDING: f32 = 3.5;

const HEADER: Style = style(Face::Regular, 8.0, 10.0, SECONDARY, 0.0);
const NAME: Style = style(Face::Regular, 9.0, 11.5, INK, 0.0);
const LEVEL: Style = style(Face::Bold, 9.0, 11.5, INK, 0.0);
const DETAIL: Style = style(Face::Regular, 8.5, 11.0, SECONDARY, 0.0);
const NOTHING: Style = Style { colour: HINT, ..DETAIL };

/// How the steps up to a level are drawn.
#[derive(Clone, Copy)]
enum Ink {
    Filled,
    Hatched,
}

/// A step reached, or an empty one.
fn step(area: Area, ink: Option<Ink>, shapes: &mut Vec<Shape>) {
    let outlined = |colour| Shape::Outlined { area, colour, dashed: false };
    match ink {
        Some(Ink::Filled) => {
            shapes.extend([Shape::Filled { area, colour: BRAND }, outlined(BRAND)]);
        }
        Some(Ink::Hatched) => {
            let hatch = Hatch::Rising;
            shapes.extend([Shape::Hatched { area, colour: ACCENT, hatch }, outlined(ACCENT)]);
        }
        None => shapes.push(outlined(EMPTY)),
    }
}

/// Eight steps, those up to the level in ink; the words below say it too.
fn ladder(level: Level, ink: Ink) -> Drawing {
    let shapes = move |x: f32, y: f32| {
        let mut shapes = Vec::new();
        for at in 0..Level::TOP.get() {
            let area = Area::new(x + f32::from(at) * (STEP + STEP_GAP), y + 1.5, STEP, STEP);
            step(area, (at < level.get()).then_some(ink), &mut shapes);
        }
        shapes
    };
    Drawing { height: STEP + 5.0, shapes: Box::new(shapes) }
}

/// The table of an area.
pub fn grid(flow: &Flow<'_>, lang: Lang, rows: &[Row]) -> Grid {
    let widths = vec![COMPETENCE_COLUMN, LADDER_COLUMN, PROOF_COLUMN, LADDER_COLUMN];
    let headers = words::columns(lang).into_iter().zip(&widths);
    let headers = headers.map(|(title, width)| set(flow, *width, None, &[(title, HEADER)]));
    let area = rows.first().map(|row| row.area.as_str()).unwrap_or_default();
    let cells = rows.iter().map(|row| {
        let name = words::competence(row);
        let name = set(flow, COMPETENCE_COLUMN, None, &[(&name, NAME)]);
        let [level, proof] = verified(flow, lang, row.proven());
        vec![name, level, proof, declared(flow, lang, row.declared.as_ref())]
    });
    let (headers, cells) = (headers.collect(), cells.collect());
    Grid::new(&words::summary(lang, area), widths, PADDING, headers, cells, false)
}

/// Texts under one another in a column of that width.
fn set(flow: &Flow<'_>, width: f32, drawing: Option<Drawing>, texts: &[(&str, Style)]) -> Set {
    let last = texts.len().saturating_sub(1);
    let lines = texts.iter().enumerate().flat_map(|(at, (text, style))| {
        // A space before the next one, for those who listen or copy.
        let text = if at < last { format!("{text} ") } else { (*text).to_owned() };
        let run = flow.typesetter.text(&text, style.face);
        run.wrap(style.size, width - GUTTER).into_iter().map(|line| (line, *style))
    });
    Set { drawing, lines: lines.collect(), ends_right: false }
}

/// The verified level, and its proof.
fn verified(flow: &Flow<'_>, lang: Lang, verified: Option<&Verified>) -> [Set; 2] {
    let Some(verified) = verified else {
        let empty = ladder(Level::ZERO, Ink::Filled);
        let words = [(words::no_level(lang), NOTHING)];
        return [set(flow, LADDER_COLUMN, Some(empty), &words), Set::default()];
    };
    let steps = ladder(verified.level, Ink::Filled);
    let level = words::level(lang, verified.level, &verified.label);
    let proof = words::proof(lang, verified);
    let styles = std::iter::once(NAME).chain(std::iter::repeat(DETAIL));
    let proof: Vec<_> = proof.iter().map(String::as_str).zip(styles).collect();
    [
        set(flow, LADDER_COLUMN, Some(steps), &[(&level, LEVEL)]),
        set(flow, PROOF_COLUMN, None, &proof),
    ]
}

fn declared(flow: &Flow<'_>, lang: Lang, declared: Option<&Declared>) -> Set {
    let Some(declared) = declared else {
        return set(flow, LADDER_COLUMN, None, &[(words::not_declared(lang), NOTHING)]);
    };
    let steps = ladder(declared.level, Ink::Hatched);
    let level = words::level(lang, declared.level, &declared.label);
    let day = words::declared_on(lang, declared);
    let texts = [(level.as_str(), NAME), (day.as_str(), DETAIL)];
    set(flow, LADDER_COLUMN, Some(steps), &texts)
}

/// The three ways of drawing a step, each with its words.
pub fn legend(flow: &mut Flow<'_>, section: NodeId, lang: Lang) {
    let node = flow.add(Some(section), Role::Paragraph);
    let mut x = LEFT;
    let inks = [Some(Ink::Filled), Some(Ink::Hatched), None];
    for (ink, words) in inks.into_iter().zip(words::legend(lang)) {
        let mut shapes = Vec::new();
        step(Area::new(x, flow.y + 1.5, STEP, STEP), ink, &mut shapes);
        flow.draw(Mark::Decoration, shapes);
        // A space after it, for those who listen or copy.
        let run = flow.typesetter.text(&format!("{words} "), Face::Regular);
        let width = run.width(SMALL.size);
        let y = flow.y;
        flow.draw(Mark::Content(node), vec![line_at(run, x + STEP + 6.0, y, SMALL)]);
        x += STEP + 6.0 + width + 20.0;
    }
    flow.y += SMALL.leading;
}
