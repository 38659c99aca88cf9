//! Charts as vectors, readable without colour: hatched series, values written.

mod bars;
mod columns;

use super::super::model::{Cell, Chart, Family, Kind, Lang};
use super::theme::{LABEL, SERIES};
use crate::platform::pdf::theme::{LEFT, SMALL, WIDTH};
use crate::platform::pdf::{Area, Face, Flow, Mark, NodeId, Role, Shape, Typesetter, line_at};

/// Most series of a chart: as many as there are hatchings.
const SERIES_MAX: usize = SERIES.len();
/// Most values told in the alternative text; the table has them all.
const TOLD_MAX: usize = 24;
/// Height of the legend.
const LEGEND: f32 = 18.0;
const AFTER: f32 = 12.0;

/// A value to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Point {
    Number(f64),
    Hidden,
    Nothing,
}

/// What is drawn: the names of the rows, and a column of values for each series.
struct Data {
    lang: Lang,
    names: Vec<String>,
    series: Vec<Series>,
}

struct Series {
    name: String,
    kind: Kind,
    points: Vec<Point>,
    /// The values, for people.
    texts: Vec<String>,
}

impl Data {
    fn new(lang: Lang, family: &Family, series: &[usize], rows: usize) -> Option<Self> {
        let rows = family.rows.get(..rows.min(family.rows.len()))?;
        let text = |row: &Vec<Cell>| row.first().map(|cell| lang.cell(cell, Kind::Text));
        let names = rows.iter().map(|row| text(row).unwrap_or_default()).collect();
        let read = |column: usize| {
            let definition = family.columns.get(column)?;
            let kind = definition.kind;
            let points = rows.iter().map(|row| match row.get(column) {
                Some(Cell::Number { value, .. }) if value.is_finite() => Point::Number(*value),
                Some(Cell::Hidden) => Point::Hidden,
                _ => Point::Nothing,
            });
            let cell = |row: &Vec<Cell>| row.get(column).map(|cell| lang.cell(cell, kind));
            let texts = rows.iter().map(|row| cell(row).unwrap_or_default()).collect();
            Some(Series { name: definition.header.clone(), kind, points: points.collect(), texts })
        };
        let series: Vec<Series> =
            series.iter().take(SERIES_MAX).filter_map(|column| read(*column)).collect();
        (!rows.is_empty() && !series.is_empty()).then_some(Self { lang, names, series })
    }

    /// The largest value; `None` when nothing is above zero.
    fn most(&self) -> Option<f64> {
        let points = self.series.iter().flat_map(|series| &series.points);
        let most = points.fold(0.0, |most, point| match point {
            Point::Number(value) => f64::max(most, *value),
            Point::Hidden | Point::Nothing => most,
        });
        (most > 0.0).then_some(most)
    }

    /// What the drawing says, in words.
    fn words(&self, title: &str, form: &str) -> String {
        let mut words = format!("{form}{} {title}.", self.lang.pick("\u{202f}:", ":"));
        for series in &self.series {
            let told = self.names.iter().zip(&series.texts).take(TOLD_MAX);
            let told: Vec<_> =
                told.map(|(name, text)| format!("{name} {text}").trim().to_owned()).collect();
            let colon = self.lang.pick("\u{202f}:", ":");
            words += &format!(" {}{colon} {}.", series.name, told.join(", "));
        }
        if self.names.len() > TOLD_MAX {
            words += self.lang.pick(
                " La suite est dans le tableau qui suit.",
                " The rest is in the table below.",
            );
        }
        words
    }
}

/// A chart measured, ready to draw.
pub struct Drawing {
    data: Data,
    words: String,
    bars: bool,
    height: f32,
    caption: String,
}

impl Drawing {
    /// `None` when the family has no chart, or nothing above zero to draw.
    pub fn new(typesetter: &Typesetter<'_>, lang: Lang, family: &Family) -> Option<Self> {
        let (series, bars) = match &family.chart {
            Chart::None => return None,
            Chart::Columns { series } => (series, false),
            Chart::Bars { series } => (series, true),
        };
        let rows = if bars { bars::ROWS_MAX } else { family.rows.len() };
        let data = Data::new(lang, family, series, rows)?;
        data.most()?;
        let (of_bars, of_columns) = lang
            .pick(("Diagramme en barres", "Diagramme en colonnes"), ("Bar chart", "Column chart"));
        let words = data.words(&family.title, if bars { of_bars } else { of_columns });
        let (shown, all) = (data.names.len(), family.rows.len());
        let total = lang.number(all as f64, 0);
        let caption = if shown < all {
            lang.pick(
                format!(
                    "Les {shown} premières lignes sur {total}\u{202f}; toutes sont au tableau."
                ),
                format!("The first {shown} rows of {total}; the table has them all."),
            )
        } else {
            String::new()
        };
        let body =
            if bars { bars::height(&data, typesetter) } else { columns::height(&data, typesetter) };
        let legend = if data.series.len() > 1 { LEGEND } else { 0.0 };
        Some(Self { data, words, bars, height: body + legend, caption })
    }

    /// Height taken, the space below included.
    pub fn height(&self) -> f32 {
        let caption = if self.caption.is_empty() { 0.0 } else { SMALL.leading + SMALL.after };
        self.height + caption + AFTER
    }

    pub fn draw(&self, flow: &mut Flow<'_>, parent: NodeId) {
        let area = Area::new(LEFT, flow.y, WIDTH, self.height);
        let words = self.words.clone();
        let figure = Role::Figure { words, page: flow.page(), area };
        let node = flow.add(Some(parent), figure);
        let mut shapes = Vec::new();
        let mut y = flow.y;
        if self.data.series.len() > 1 {
            legend(&self.data, flow.typesetter, y, &mut shapes);
            y += LEGEND;
        }
        if self.bars {
            bars::draw(&self.data, flow.typesetter, y, &mut shapes);
        } else {
            columns::draw(&self.data, flow.typesetter, y, &mut shapes);
        }
        flow.draw(Mark::Content(node), shapes);
        flow.y += self.height;
        flow.paragraph(parent, Role::Paragraph, &self.caption, SMALL);
        flow.y += AFTER;
    }
}

fn legend(data: &Data, typesetter: &Typesetter<'_>, y: f32, shapes: &mut Vec<Shape>) {
    let mut x = LEFT;
    for (at, series) in data.series.iter().enumerate() {
        fill(Area::new(x, y + 1.0, 14.0, 9.0), at, shapes);
        let name = typesetter.text(&series.name, Face::Regular);
        let width = name.width(LABEL.size);
        shapes.push(line_at(name, x + 19.0, y + 0.5, LABEL));
        x += width + 36.0;
    }
}

/// A bar of a series: plain for the first one, hatched for the others.
fn fill(area: Area, series: usize, shapes: &mut Vec<Shape>) {
    let (colour, hatch) = SERIES.get(series).copied().unwrap_or(SERIES[0]);
    match hatch {
        None => shapes.push(Shape::Filled { area, colour }),
        Some(hatch) => {
            shapes.push(Shape::Hatched { area, colour, hatch });
            shapes.push(Shape::Outlined { area, colour, dashed: false });
        }
    }
}
