//! The first page: what the report is about, when, for whom, how protected.

use super::super::model::Report;
use crate::platform::pdf::theme::{ACCENT, BODY, LEFT, SUBTITLE, Style, TITLE};
use crate::platform::pdf::{Area, Flow, Mark, Role, Shape, fact, sign};

const SIGN_TOP: f32 = 71.0;
const TITLE_TOP: f32 = 250.0;
const FACT: Style = Style { after: 9.0, ..BODY };

/// Draws it on a blank page.
pub fn cover(flow: &mut Flow<'_>, report: &Report) {
    let section = flow.add(None, Role::Section);
    sign(flow, SIGN_TOP);
    flow.y = TITLE_TOP;
    flow.heading(section, 1, &report.title, TITLE);
    flow.paragraph(section, Role::Paragraph, &report.subtitle, SUBTITLE);
    let period = capital(&report.lang.period(report.period));
    flow.paragraph(section, Role::Paragraph, &period, SUBTITLE);
    flow.y += 34.0;
    let y = flow.y;
    flow.draw(
        Mark::Decoration,
        vec![Shape::Filled { area: Area::new(LEFT, y, 56.0, 3.0), colour: ACCENT }],
    );
    flow.y += 24.0;
    let list = flow.add(Some(section), Role::List);
    // The first two, scope and period, stand above.
    for (label, words) in report.facts().into_iter().skip(2) {
        fact(flow, list, label, &words, FACT);
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
