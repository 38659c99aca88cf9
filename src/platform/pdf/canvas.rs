//! Pages as lists of things to draw, each bound to its place in the structure of the document, so
//! that the layout ends before anything is written.

use super::run::Run;
use super::structure::{NodeId, Structure};

/// A4, in points.
pub const PAGE_WIDTH: f32 = 595.28;
pub const PAGE_HEIGHT: f32 = 841.89;

/// 0xRRGGBB.
pub type Colour = u32;

/// A rectangle, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }
}

/// How an area is filled, so that areas differ without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hatch {
    Rising,
    Falling,
    Level,
    Upright,
    Crossed,
}

/// A thing to draw. The origin is the top left corner of the page, in points.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `y` is the base line.
    Text {
        x: f32,
        y: f32,
        size: f32,
        colour: Colour,
        run: Run,
    },
    /// A text that climbs, from its base line's start.
    Climbing {
        x: f32,
        y: f32,
        size: f32,
        colour: Colour,
        run: Run,
    },
    Filled {
        area: Area,
        colour: Colour,
    },
    Hatched {
        area: Area,
        colour: Colour,
        hatch: Hatch,
    },
    Outlined {
        area: Area,
        colour: Colour,
        dashed: bool,
    },
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        colour: Colour,
    },
    Ring {
        centre: (f32, f32),
        radius: f32,
        width: f32,
        colour: Colour,
    },
}

/// Where shapes belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Part of the document: read out, at that place.
    Content(NodeId),
    /// Decoration, or a repetition of what has been read.
    Decoration,
    /// At the foot of a page: not part of the document either.
    Footer,
}

/// A zone that leads to another page.
#[derive(Clone, Debug)]
pub struct Link {
    pub area: Area,
    pub node: NodeId,
    pub target: Target,
    pub words: String,
}

/// A height on a page, from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    pub page: usize,
    pub y: f32,
}

/// What is drawn on a page, in order, and its links.
#[derive(Default)]
pub struct Page {
    pub items: Vec<(Mark, Vec<Shape>)>,
    pub links: Vec<Link>,
}

impl Page {
    /// Draws over what is there.
    pub fn draw(&mut self, mark: Mark, shapes: Vec<Shape>) {
        if shapes.is_empty() {
            return;
        }
        match self.items.last_mut() {
            Some((last, before)) if *last == mark => before.extend(shapes),
            _ => self.items.push((mark, shapes)),
        }
    }
}

/// A document laid out.
#[derive(Default)]
pub struct Laid {
    pub pages: Vec<Page>,
    pub structure: Structure,
    pub outline: Vec<Entry>,
}

/// A bookmark, with those under it.
pub struct Entry {
    pub title: String,
    pub target: Target,
    pub under: Vec<Entry>,
}
