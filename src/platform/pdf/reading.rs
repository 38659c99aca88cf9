//! Documents read back before they are written, for the tests of those who draw them.

use super::canvas::{Laid, Mark, Page, Shape};
use super::structure::{NodeId, Role};
use super::theme::{BOTTOM, LEFT, RIGHT};

/// The texts of a page whose mark is wanted, in the order drawn.
pub fn texts(page: &Page, wanted: impl Fn(Mark) -> bool) -> Vec<String> {
    let items = page.items.iter().filter(|(mark, _)| wanted(*mark));
    items
        .flat_map(|(_, shapes)| shapes)
        .filter_map(|shape| match shape {
            Shape::Text { run, .. } | Shape::Climbing { run, .. } => Some(run.text().to_owned()),
            _ => None,
        })
        .collect()
}

/// Every text of a page, in the order drawn.
pub fn all(page: &Page) -> Vec<String> {
    texts(page, |_| true)
}

/// Level texts that leave the margins, after the number of their page.
pub fn outside_the_margins(laid: &Laid) -> Vec<String> {
    let mut outside = Vec::new();
    for (at, page) in laid.pages.iter().enumerate() {
        for (mark, shape) in
            page.items.iter().flat_map(|(m, shapes)| shapes.iter().map(|s| (*m, s)))
        {
            let Shape::Text { x, y, size, run, .. } = shape else { continue };
            let across = *x >= LEFT - 0.5 && x + run.width(*size) <= RIGHT + 0.5;
            let down = mark == Mark::Footer || *y <= BOTTOM + 0.5;
            if !across || !down {
                outside.push(format!("{at} {}", run.text()));
            }
        }
    }
    outside
}

/// The structure in the order of reading.
pub fn in_order(laid: &Laid) -> Vec<NodeId> {
    let mut order = Vec::new();
    let mut pile: Vec<_> = laid.structure.roots.iter().rev().copied().collect();
    while let Some(id) = pile.pop() {
        order.push(id);
        pile.extend(laid.structure.nodes[id.0].under.iter().rev());
    }
    order
}

/// What is read out, in the order of reading: a node and its texts, put together as readers do,
/// without a space between two lines that have none.
pub fn read_out(laid: &Laid) -> Vec<(Role, String)> {
    let told = |id: NodeId| {
        let lines = laid.pages.iter().flat_map(|page| texts(page, |m| m == Mark::Content(id)));
        let words = lines.collect::<String>().trim_end().to_owned();
        (laid.structure.nodes[id.0].role.clone(), words)
    };
    in_order(laid).into_iter().map(told).collect()
}

/// Levels of the headings, in the order of reading.
pub fn headings(laid: &Laid) -> Vec<u16> {
    let level = |id: NodeId| match laid.structure.nodes[id.0].role {
        Role::Heading(level, _) => Some(level),
        _ => None,
    };
    in_order(laid).into_iter().filter_map(level).collect()
}

/// Whether headings start at 1 and never skip a level.
pub fn skips_no_level(headings: &[u16]) -> bool {
    let before = std::iter::once(0).chain(headings.iter().copied());
    headings.iter().zip(before).all(|(level, before)| *level <= before + 1)
}
