//! What the report adds to the theme of documents: series of charts, cards, labels of figures.

use crate::platform::pdf::theme::{INK, SECONDARY, Style, style};
use crate::platform::pdf::{Colour, Face, Hatch};

/// Colour of each series, and its hatching from the second on.
pub const SERIES: [(Colour, Option<Hatch>); 6] = [
    (0x0e_6e_6e, None),
    (0xc4_56_1e, Some(Hatch::Rising)),
    (0x6b_4f_a0, Some(Hatch::Falling)),
    (0x2b_6c_b0, Some(Hatch::Level)),
    (0x8f_6a_00, Some(Hatch::Crossed)),
    (0xb0_3a_6b, Some(Hatch::Upright)),
];

pub const FINDING: Style = style(Face::Regular, 10.0, 14.5, SECONDARY, 7.0);
pub const CARD_LABEL: Style = style(Face::Regular, 9.0, 12.0, SECONDARY, 0.0);
pub const CARD_VALUE: Style = style(Face::Bold, 21.0, 26.0, INK, 0.0);
pub const CARD_CHANGE: Style = style(Face::Regular, 8.0, 11.0, SECONDARY, 0.0);
pub const LABEL: Style = style(Face::Regular, 8.0, 9.5, SECONDARY, 0.0);
pub const FIGURE: Style = style(Face::Bold, 7.5, 9.5, INK, 0.0);
