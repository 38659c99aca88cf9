//! A shaped text and the lines it breaks into.

use std::ops::Range;
use std::rc::Rc;

use krilla::text::{GlyphId, KrillaGlyph};

/// The two faces of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Regular,
    Bold,
}

/// A glyph and the bytes it stands for; widths are in parts of the size.
#[derive(Clone, Debug)]
pub struct Placed {
    pub id: u32,
    pub bytes: Range<usize>,
    pub advance: f32,
    pub x_offset: f32,
    pub y_offset: f32,
}

/// A line of shaped text.
#[derive(Clone, Debug)]
pub struct Run {
    pub face: Face,
    text: Rc<str>,
    glyphs: Rc<[Placed]>,
    /// The glyphs of this line.
    part: Range<usize>,
    /// Without the spaces that end the line.
    width: f32,
}

impl Run {
    /// A text and its glyphs, in one line.
    pub fn new(face: Face, text: &str, glyphs: Vec<Placed>) -> Self {
        let part = 0..glyphs.len();
        let whole = Self { face, text: text.into(), glyphs: glyphs.into(), part, width: 0.0 };
        whole.slice(whole.part.clone())
    }

    /// Width at a size, in points.
    pub fn width(&self, size: f32) -> f32 {
        self.width * size
    }

    fn bytes(&self) -> Range<usize> {
        let glyphs = self.glyphs.get(self.part.clone()).unwrap_or_default();
        let start = glyphs.iter().map(|glyph| glyph.bytes.start).min().unwrap_or_default();
        let end = glyphs.iter().map(|glyph| glyph.bytes.end).max().unwrap_or_default();
        start..end
    }

    /// The text of the line.
    pub fn text(&self) -> &str {
        self.text.get(self.bytes()).unwrap_or_default()
    }

    /// The glyphs of the line, for the writer.
    pub fn glyphs(&self) -> Vec<KrillaGlyph> {
        let first = self.bytes().start;
        let glyphs = self.glyphs.get(self.part.clone()).unwrap_or_default();
        let place = |glyph: &Placed| {
            let bytes = glyph.bytes.start - first..glyph.bytes.end - first;
            let (x, y) = (glyph.x_offset, glyph.y_offset);
            KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, x, y, 0.0, bytes, None)
        };
        glyphs.iter().map(place).collect()
    }

    fn slice(&self, part: Range<usize>) -> Self {
        let glyphs = self.glyphs.get(part.clone()).unwrap_or_default();
        let spaces = glyphs.iter().rev().take_while(|glyph| self.is_space(glyph)).count();
        let kept = glyphs.get(..glyphs.len() - spaces).unwrap_or_default();
        let width = kept.iter().map(|glyph| glyph.advance).sum();
        Self { part, width, ..self.clone() }
    }

    fn is_space(&self, glyph: &Placed) -> bool {
        self.text.get(glyph.bytes.clone()) == Some(" ")
    }

    /// Widths of the words, in parts of the size.
    pub fn words(&self) -> impl Iterator<Item = f32> {
        let glyphs = self.glyphs.get(self.part.clone()).unwrap_or_default();
        let words = glyphs.split(|glyph| self.is_space(glyph));
        words.map(|word| word.iter().map(|glyph| glyph.advance).sum())
    }

    /// Lines no wider than `width` points at that size; a word longer than a line is cut.
    pub fn wrap(&self, size: f32, width: f32) -> Vec<Self> {
        if self.width(size) <= width + 0.05 {
            return vec![self.clone()];
        }
        // Rounding must not push out what was measured to fit.
        let width = width + 0.05;
        let mut lines = Vec::new();
        let (mut start, mut break_at, mut x) = (0, None, 0.0);
        let mut at = 0;
        while let Some(glyph) = self.glyphs.get(at) {
            let space = self.is_space(glyph);
            if !space && (x + glyph.advance) * size > width && at > start {
                let end = break_at.unwrap_or(at);
                lines.push(self.slice(start..end));
                (start, at, break_at, x) = (end, end, None, 0.0);
                continue;
            }
            x += glyph.advance;
            at += 1;
            let text = self.text.get(glyph.bytes.clone()).unwrap_or_default();
            if space || matches!(text, "-" | "/" | "–") {
                break_at = Some(at);
            }
        }
        lines.push(self.slice(start..self.glyphs.len()));
        lines
    }
}
