//! Colours and sizes of the printed report: those of the web application, on white paper.

use super::canvas::{Colour, Hatch, PAGE_HEIGHT, PAGE_WIDTH};
use super::run::Face;

pub const INK: Colour = 0x16_24_2b;
pub const SECONDARY: Colour = 0x3f_4f_57;
pub const HINT: Colour = 0x5a_6a_72;
pub const GROUND: Colour = 0xf6_f4_ef;
pub const HAIRLINE: Colour = 0xdd_d8_cd;
pub const BRAND: Colour = 0x0e_5a_5a;
pub const ACCENT: Colour = 0xb5_47_1b;

/// Colour of each series, and its hatching from the second on.
pub const SERIES: [(Colour, Option<Hatch>); 6] = [
    (0x0e_6e_6e, None),
    (0xc4_56_1e, Some(Hatch::Rising)),
    (0x6b_4f_a0, Some(Hatch::Falling)),
    (0x2b_6c_b0, Some(Hatch::Level)),
    (0x8f_6a_00, Some(Hatch::Crossed)),
    (0xb0_3a_6b, Some(Hatch::Upright)),
];

pub const LEFT: f32 = 56.0;
pub const TOP: f32 = 60.0;
pub const BOTTOM: f32 = PAGE_HEIGHT - 64.0;
pub const WIDTH: f32 = PAGE_WIDTH - 2.0 * LEFT;
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

const fn style(face: Face, size: f32, leading: f32, colour: Colour, after: f32) -> Style {
    Style { face, size, leading, colour, after }
}

pub const TITLE: Style = style(Face::Bold, 30.0, 36.0, INK, 10.0);
pub const SUBTITLE: Style = style(Face::Regular, 15.0, 21.0, SECONDARY, 0.0);
pub const PART: Style = style(Face::Bold, 20.0, 25.0, BRAND, 8.0);
pub const FAMILY: Style = style(Face::Bold, 14.0, 18.0, INK, 3.0);
pub const BODY: Style = style(Face::Regular, 10.0, 14.5, INK, 8.0);
pub const FINDING: Style = style(Face::Regular, 10.0, 14.5, SECONDARY, 7.0);
pub const SMALL: Style = style(Face::Regular, 8.5, 12.0, SECONDARY, 4.0);
pub const TERM: Style = style(Face::Bold, 10.0, 14.5, INK, 0.0);
pub const CARD_LABEL: Style = style(Face::Regular, 9.0, 12.0, SECONDARY, 0.0);
pub const CARD_VALUE: Style = style(Face::Bold, 21.0, 26.0, INK, 0.0);
pub const CARD_CHANGE: Style = style(Face::Regular, 8.0, 11.0, SECONDARY, 0.0);
pub const FOOTER: Style = style(Face::Regular, 8.0, 10.0, HINT, 0.0);
pub const LABEL: Style = style(Face::Regular, 8.0, 9.5, SECONDARY, 0.0);
pub const FIGURE: Style = style(Face::Bold, 7.5, 9.5, INK, 0.0);
