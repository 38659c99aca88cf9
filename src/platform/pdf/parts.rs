//! What documents have in common: the sign of the program, facts on a line each, footers.

use super::canvas::{Mark, Page, Shape};
use super::flow::{Flow, line_at, line_ending_at};
use super::run::{Face, Run};
use super::structure::{NodeId, Role};
use super::theme::{
    ACCENT, BODY, BOTTOM, BRAND, FOOTER, HAIRLINE, INK, LEFT, RIGHT, SECONDARY, Style, WIDTH,
};

/// Width of the labels of facts.
const FACT_LABEL: f32 = 96.0;
/// Radius of a ring of the sign, its stroke included.
const RING: f32 = 15.0;

/// Two linked rings and the name, from `top` down; the pen stays where it is.
pub fn sign(flow: &mut Flow<'_>, top: f32) {
    let y = top + RING;
    let ring = |x: f32, colour| Shape::Ring { centre: (x, y), radius: 13.0, width: 4.0, colour };
    let name = flow.typesetter.text("Coopair", Face::Bold);
    let style = Style { size: 17.0, leading: 20.0, colour: INK, ..BODY };
    flow.draw(
        Mark::Decoration,
        vec![
            ring(LEFT + 15.0, BRAND),
            ring(LEFT + 33.0, ACCENT),
            line_at(name, LEFT + 58.0, y - 10.0, style),
        ],
    );
}

/// A label and its words, side by side, as an item of a list.
pub fn fact(flow: &mut Flow<'_>, list: NodeId, label: &str, words: &str, style: Style) {
    let item = flow.add(Some(list), Role::Item);
    let (name, body) = (flow.add(Some(item), Role::Label), flow.add(Some(item), Role::Body));
    let label = flow.typesetter.text(label, Face::Regular);
    let lines = fact_lines(flow, words, style);
    flow.need(style.leading);
    let (y, second) = (flow.y, Style { face: Face::Regular, colour: SECONDARY, ..style });
    flow.draw(Mark::Content(name), vec![line_at(label, LEFT, y, second)]);
    for line in lines {
        flow.need(style.leading);
        let y = flow.y;
        flow.draw(Mark::Content(body), vec![line_at(line, LEFT + FACT_LABEL, y, style)]);
        flow.y += style.leading;
    }
    flow.y += style.after;
}

/// Height that a fact will take, the space below included.
pub fn fact_height(flow: &Flow<'_>, words: &str, style: Style) -> f32 {
    fact_lines(flow, words, style).len() as f32 * style.leading + style.after
}

fn fact_lines(flow: &Flow<'_>, words: &str, style: Style) -> Vec<Run> {
    flow.typesetter.text(words, style.face).wrap(style.size, WIDTH - FACT_LABEL)
}

/// Words and number at the foot of every page, from page `first` (from 0) on.
pub fn footers(flow: &mut Flow<'_>, words: &str, first: usize) {
    let count = flow.laid.pages.len();
    let y = BOTTOM + 22.0;
    let left = flow.typesetter.text(words, Face::Regular);
    let left = left.wrap(FOOTER.size, WIDTH - 80.0).swap_remove(0);
    let rule =
        Shape::Line { from: (LEFT, y - 6.0), to: (RIGHT, y - 6.0), width: 0.4, colour: HAIRLINE };
    for at in first..count {
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
