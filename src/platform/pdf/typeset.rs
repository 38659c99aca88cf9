//! From text to placed glyphs, with kerning and figures of one width in tables.

use harfrust::{
    Direction, Feature, FontRef, ShapeOptions, ShapePlan, Shaper, ShaperData, Tag, UnicodeBuffer,
    script,
};
use krilla::text::Font;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::run::{Face, Placed, Run};

/// Width of a narrow no-break space, which the font lacks, in parts of the size.
const THIN_SPACE: f32 = 0.2;
const REGULAR: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
));
const BOLD: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/fonts/AtkinsonHyperlegibleNext-Bold.ttf"
));

/// The faces as the writer embeds them: regular, bold. `None` if the program's fonts are damaged.
pub fn embedded() -> Option<(Font, Font)> {
    Some((Font::new(REGULAR.into(), 0)?, Font::new(BOLD.into(), 0)?))
}

/// The fonts, read once per document.
pub struct Faces {
    regular: (FontRef<'static>, ShaperData),
    bold: (FontRef<'static>, ShaperData),
}

impl Faces {
    /// `None` if the program's fonts are damaged, which the tests rule out.
    pub fn new() -> Option<Self> {
        let read = |bytes| {
            let font = FontRef::new(bytes).ok()?;
            let data = ShaperData::new(&font);
            Some((font, data))
        };
        Some(Self { regular: read(REGULAR)?, bold: read(BOLD)? })
    }

    /// Both faces, ready to shape.
    pub fn typesetter(&self) -> Typesetter<'_> {
        Typesetter { regular: Ready::new(&self.regular), bold: Ready::new(&self.bold) }
    }
}

/// A face with its two ways of setting figures.
struct Ready<'a> {
    shaper: Shaper<'a>,
    running: ShapePlan,
    tabular: ShapePlan,
}

fn one_width() -> [Feature; 1] {
    [Feature::new(Tag::new(b"tnum"), 1, ..)]
}

impl<'a> Ready<'a> {
    fn new((font, data): &'a (FontRef<'static>, ShaperData)) -> Self {
        let shaper = data.shaper(font).build();
        let plan = |features: &[Feature]| {
            let latin = Some(script::LATIN);
            ShapePlan::new(&shaper, Direction::LeftToRight, latin, None, features)
        };
        let (running, tabular) = (plan(&[]), plan(&one_width()));
        Self { shaper, running, tabular }
    }

    fn shape(&self, text: &str, tabular: bool) -> Vec<Placed> {
        // The font has no narrow no-break space: a thin one, whose bytes are as many, draws it.
        let drawn = text.replace('\u{202f}', "\u{2009}");
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&drawn);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let features = one_width();
        let (plan, features) =
            if tabular { (&self.tabular, features.as_slice()) } else { (&self.running, &[][..]) };
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        let shaped = self.shaper.shape(buffer, options);
        let em = self.shaper.units_per_em() as f32;
        let infos = shaped.glyph_infos();
        let mut placed = Vec::with_capacity(infos.len());
        let mut end = text.len();
        // Backwards, each cluster ends where the next one starts.
        for (info, position) in infos.iter().zip(shaped.glyph_positions()).rev() {
            let start = info.cluster as usize;
            let thin = text.get(start..end) == Some("\u{202f}");
            placed.push(Placed {
                id: info.glyph_id,
                bytes: start..end,
                advance: if thin { THIN_SPACE } else { position.x_advance as f32 / em },
                x_offset: position.x_offset as f32 / em,
                y_offset: position.y_offset as f32 / em,
            });
            end = start;
        }
        placed.reverse();
        share_clusters(&mut placed);
        placed
    }
}

/// Glyphs of one cluster stand for the same bytes.
fn share_clusters(placed: &mut [Placed]) {
    let mut known = 0..0;
    for glyph in placed.iter_mut().rev() {
        if glyph.bytes.start == known.start && glyph.bytes.is_empty() {
            glyph.bytes = known.clone();
        }
        known = glyph.bytes.clone();
    }
}

/// Both faces, ready to shape.
pub struct Typesetter<'a> {
    regular: Ready<'a>,
    bold: Ready<'a>,
}

impl Typesetter<'_> {
    /// Running text.
    pub fn text(&self, text: &str, face: Face) -> Run {
        self.shape(text, face, false)
    }

    /// Figures that stand under one another.
    pub fn figures(&self, text: &str, face: Face) -> Run {
        self.shape(text, face, true)
    }

    fn shape(&self, text: &str, face: Face, tabular: bool) -> Run {
        let ready = match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        };
        let mut text = printable(text);
        let mut glyphs = ready.shape(&text, tabular);
        // A character that the font lacks loses its accents, then gives way to a question mark.
        for plain in [without_accents as fn(&str) -> String, question_mark] {
            let lacking = glyphs.iter().filter(|glyph| glyph.id == 0);
            let lacking: Vec<_> = lacking.map(|glyph| glyph.bytes.clone()).collect();
            if lacking.is_empty() {
                break;
            }
            for bytes in lacking.into_iter().rev() {
                let replaced = text.get(bytes.clone()).map(plain).unwrap_or_default();
                if text.is_char_boundary(bytes.start) && text.is_char_boundary(bytes.end) {
                    text.replace_range(bytes, &replaced);
                }
            }
            glyphs = ready.shape(&text, tabular);
        }
        Run::new(face, &text, glyphs)
    }
}

fn without_accents(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

fn question_mark(_: &str) -> String {
    "?".to_owned()
}

/// Line ends become spaces; what is invisible by nature is left out.
fn printable(text: &str) -> String {
    let invisible = |c: &char| {
        matches!(*c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    let space = |c: char| if c.is_control() { ' ' } else { c };
    text.nfc().filter(|c| !invisible(c)).map(space).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(text: &str) -> f32 {
        let faces = Faces::new().unwrap();
        faces.typesetter().figures(text, Face::Regular).width(10.0)
    }

    #[test]
    fn figures_of_tables_have_one_width() {
        assert!((width("1111") - width("8888")).abs() < 0.001);
        assert!(width("1\u{202f}111") > width("1111") + 0.5);
    }

    #[test]
    fn every_character_has_a_glyph() {
        let faces = Faces::new().unwrap();
        let typesetter = faces.typesetter();
        for text in [
            "l’Haÿ-les-Roses – « œuvre » 3,50\u{a0}€\u{202f}!",
            "Čapek",
            "Нет",
            "e\u{301}",
            "\u{1f600}",
        ] {
            let run = typesetter.text(text, Face::Bold);
            assert!(run.glyphs().iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{text}");
        }
        assert_eq!(typesetter.text("Нет à\nx", Face::Regular).text(), "??? à x");
        let thin = "1\u{202f}234";
        assert_eq!(typesetter.figures(thin, Face::Regular).text(), thin);
    }

    #[test]
    fn lines_break_at_spaces_and_keep_all_the_text() {
        let faces = Faces::new().unwrap();
        let text = "Une phrase assez longue pour tenir sur plusieurs lignes-sans-fin d’un tableau";
        let run = faces.typesetter().text(text, Face::Regular);
        let lines = run.wrap(10.0, 90.0);
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|line| line.width(10.0) <= 90.0));
        let whole: String = lines.iter().map(|line| line.text()).collect();
        assert_eq!(whole, text);
        let word = faces.typesetter().text("anticonstitutionnellement", Face::Regular);
        assert!(word.wrap(10.0, 40.0).iter().all(|line| line.width(10.0) <= 40.0));
    }
}
