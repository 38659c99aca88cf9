//! Colours, margins and sizes of text: those of the web application, on white paper.

use super::canvas::{Colour, PAGE_HEIGHT, PAGE_WIDTH};
use super::run::Face;

/// Words.
pub const INK: Colour = 0x16_24_2b;
/// Words that come second.
pub const SECONDARY: Colour = 0x3f_4f_57;
/// The lightest words that are still read with ease.
pub const HINT: Colour = 0x5a_6a_72;
/// The ground of a card.
pub const GROUND: Colour = 0xf6_f4_ef;
/// Lines between rows.
pub const HAIRLINE: Colour = 0xdd_d8_cd;
/// The colour of the program.
pub const BRAND: Colour = 0x0e_5a_5a;
/// Beside it, for a touch.
pub const ACCENT: Colour = 0xb5_47_1b;

/// The left margin.
pub const LEFT: f32 = 56.0;
/// Where a page starts.
pub const TOP: f32 = 60.0;
/// Where it ends; footers stand below.
pub const BOTTOM: f32 = PAGE_HEIGHT - 64.0;
/// Width between the margins.
pub const WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
/// The right margin.
pub const RIGHT: f32 = LEFT + WIDTH;

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub face: Face,
    pub size: f32,
    /// From one base line to the next.
    pub leading: f32,
    pub colour: Colour,
    /// Space left below.
    pub after: f32,
}

/// A style, in one line.
pub const fn style(face: Face, size: f32, leading: f32, colour: Colour, after: f32) -> Style {
    Style { face, size, leading, colour, after }
}

/// The title on a cover.
pub const TITLE: Style = style(Face::Bold, 30.0, 36.0, INK, 10.0);
/// Below a title.
pub const SUBTITLE: Style = style(Face::Regular, 15.0, 21.0, SECONDARY, 0.0);
/// The heading of a part.
pub const PART: Style = style(Face::Bold, 20.0, 25.0, BRAND, 8.0);
/// The heading of a section.
pub const SECTION: Style = style(Face::Bold, 14.0, 18.0, INK, 3.0);
/// Paragraphs.
pub const BODY: Style = style(Face::Regular, 10.0, 14.5, INK, 8.0);
/// Remarks.
pub const SMALL: Style = style(Face::Regular, 8.5, 12.0, SECONDARY, 4.0);
/// A term, above what it means.
pub const TERM: Style = style(Face::Bold, 10.0, 14.5, INK, 0.0);
/// The foot of a page.
pub const FOOTER: Style = style(Face::Regular, 8.0, 10.0, HINT, 0.0);
