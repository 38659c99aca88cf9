//! The body of the report: headline figures, method, families, definitions.

use super::super::model::{Change, Family, Headline, Report};
use super::chart::Drawing;
use super::table::table;
use super::theme::{CARD_CHANGE, CARD_LABEL, CARD_VALUE, FINDING};
use crate::platform::pdf::theme::{
    BODY, BOTTOM, GROUND, LEFT, PART, SECTION, SMALL, Style, TERM, TOP, WIDTH,
};
use crate::platform::pdf::{Area, Flow, Mark, NodeId, Role, Run, Shape, Target, line_at};

const CARDS: usize = 3;
const CARD_GAP: f32 = 12.0;
const CARD_PADDING: f32 = 12.0;
/// Space between two families.
const BETWEEN: f32 = 22.0;

/// The heading of a part, on a page of its own.
pub fn part(flow: &mut Flow<'_>, title: &str) -> NodeId {
    flow.fresh_page();
    let section = flow.add(None, Role::Section);
    flow.heading(section, 2, title, PART);
    section
}

/// Headline figures as cards, three in a line.
pub fn headlines(flow: &mut Flow<'_>, section: NodeId, report: &Report) {
    let lang = report.lang;
    let compared = report
        .headlines
        .iter()
        .any(|headline| headline.since_previous.or(headline.since_last_year).is_some());
    if compared {
        let words = lang.pick(
            "Les évolutions se lisent par rapport à la période précédente de même durée, puis par \
             rapport à la même période un an plus tôt.",
            "Changes are against the previous period of equal length, then against the same period \
             a year before.",
        );
        flow.paragraph(section, Role::Paragraph, words, FINDING);
    }
    flow.y += 6.0;
    let list = flow.add(Some(section), Role::List);
    for line in report.headlines.chunks(CARDS) {
        let cards: Vec<Card> =
            line.iter().map(|headline| Card::new(flow, report, headline)).collect();
        let height = cards.iter().map(Card::height).fold(0.0, f32::max);
        flow.need(height);
        for (at, card) in cards.into_iter().enumerate() {
            let x = LEFT + at as f32 * (card_width() + CARD_GAP);
            card.draw(flow, list, x, height);
        }
        flow.y += height + CARD_GAP;
    }
}

fn card_width() -> f32 {
    (WIDTH - CARD_GAP * (CARDS as f32 - 1.0)) / CARDS as f32
}

/// A figure, cut into lines: label, value, changes.
struct Card {
    blocks: Vec<(Vec<Run>, Style)>,
}

impl Card {
    fn new(flow: &Flow<'_>, report: &Report, headline: &Headline) -> Self {
        let lang = report.lang;
        let set = |text: &str, style: Style| {
            let run = flow.typesetter.text(text, style.face);
            (run.wrap(style.size, card_width() - 2.0 * CARD_PADDING), style)
        };
        let value = lang.value(&headline.value, headline.unit.as_deref());
        let mut blocks = vec![set(&headline.label, CARD_LABEL), set(&value, CARD_VALUE)];
        let mut change = |change: Option<Change>, words: &str| {
            if let Some(change) = change {
                blocks.push(set(&format!("{} {words}", lang.change(change)), CARD_CHANGE));
            }
        };
        change(headline.since_previous, lang.pick("/ période précédente", "/ previous period"));
        change(headline.since_last_year, lang.pick("/ un an avant", "/ a year before"));
        Self { blocks }
    }

    fn height(&self) -> f32 {
        let lines = self.blocks.iter().map(|(lines, style)| lines.len() as f32 * style.leading);
        lines.sum::<f32>() + 2.0 * CARD_PADDING + 3.0
    }

    fn draw(self, flow: &mut Flow<'_>, list: NodeId, x: f32, height: f32) {
        let top = flow.y;
        let area = Area::new(x, top, card_width(), height);
        flow.draw(Mark::Decoration, vec![Shape::Filled { area, colour: GROUND }]);
        let item = flow.add(Some(list), Role::Item);
        let body = flow.add(Some(item), Role::Body);
        let mut y = top + CARD_PADDING;
        for (lines, style) in self.blocks {
            let node = flow.add(Some(body), Role::Paragraph);
            for line in lines {
                flow.draw(Mark::Content(node), vec![line_at(line, x + CARD_PADDING, y, style)]);
                y += style.leading;
            }
            // Space around the value.
            y += if style.size == CARD_LABEL.size { 1.0 } else { 0.0 };
            y += if style.size == CARD_VALUE.size { 2.0 } else { 0.0 };
        }
    }
}

/// How the figures were made, and how they are protected.
pub fn method(flow: &mut Flow<'_>, section: NodeId, report: &Report) {
    for paragraph in &report.method {
        flow.paragraph(section, Role::Paragraph, paragraph, BODY);
    }
    let title = report.lang.pick("Protection des personnes", "Protection of people");
    let words = report.lang.protection(report.protection);
    subtitle(flow, section, title, flow.height(&words, BODY));
    flow.paragraph(section, Role::Paragraph, &words, BODY);
    if !report.filters.is_empty() {
        let title = report.lang.pick("Filtres appliqués", "Filters applied");
        subtitle(flow, section, title, BODY.leading * 2.0);
        let list = flow.add(Some(section), Role::List);
        for filter in &report.filters {
            let item = flow.add(Some(list), Role::Item);
            let style = Style { after: 2.0, ..BODY };
            flow.paragraph(item, Role::Body, &format!("•\u{a0}{filter}"), style);
        }
    }
}

fn subtitle(flow: &mut Flow<'_>, section: NodeId, title: &str, next: f32) {
    flow.y += 10.0;
    flow.need(flow.height(title, SECTION) + next.min(4.0 * BODY.leading));
    flow.heading(section, 3, title, SECTION);
}

/// A family: heading, finding, chart, table, definition. Gives where it starts.
pub fn family(flow: &mut Flow<'_>, parent: NodeId, report: &Report, family: &Family) -> Target {
    let table = table(flow, report.lang, family);
    let chart = Drawing::new(flow.typesetter, report.lang, family);
    let reading = [family.definition.as_str(), family.note.as_str()];
    let head = flow.height(&family.title, SECTION) + flow.height(&family.finding, FINDING);
    let drawing = chart.as_ref().map_or(0.0, Drawing::height);
    let below: f32 = reading.iter().map(|text| flow.height(text, SMALL)).sum();
    let all = head + drawing + table.height() + below;
    if flow.y > TOP + PART.leading + PART.after {
        flow.y += BETWEEN;
    }
    // In one piece when a page can hold it; else a long table starts with its heading.
    let least = if all <= BOTTOM - TOP { all } else { head + drawing + table.start_height() };
    flow.need(least);
    let start = flow.here();
    let section = flow.add(Some(parent), Role::Section);
    flow.heading(section, 3, &family.title, SECTION);
    flow.paragraph(section, Role::Paragraph, &family.finding, FINDING);
    if let Some(chart) = chart {
        chart.draw(flow, section);
    }
    table.draw(flow, section);
    for text in reading {
        flow.paragraph(section, Role::Paragraph, text, SMALL);
    }
    start
}

/// Terms and what they mean.
pub fn definitions(flow: &mut Flow<'_>, section: NodeId, report: &Report) {
    let list = flow.add(Some(section), Role::List);
    for definition in &report.definitions {
        let item = flow.add(Some(list), Role::Item);
        flow.need(flow.height(&definition.term, TERM) + 2.0 * BODY.leading);
        flow.paragraph(item, Role::Label, &definition.term, TERM);
        flow.paragraph(item, Role::Body, &definition.text, BODY);
    }
}
