//! From bytes to text, naming files that are no text at all.

use super::reasons;
use crate::platform::faults::Reason;

/// A text, and whether it visibly stops in the middle.
pub(super) struct Text<'a> {
    pub content: &'a str,
    /// Inside a character or between quotes.
    pub is_cut: bool,
}

impl Text<'_> {
    pub fn length(&self) -> u64 {
        self.content.len() as u64
    }

    /// The first line, or the beginning of a very long one.
    pub fn first_line(&self) -> &str {
        let line = self.content.lines().next().unwrap_or_default();
        &line[..line.floor_char_boundary(100_000)]
    }
}

pub(super) fn decode(file: &[u8]) -> Result<Text<'_>, Reason> {
    if file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") {
        return Err(reasons::ENCODING);
    }
    if let Some((_, what)) = MAGICS.iter().find(|(magic, _)| file.starts_with(magic)) {
        return Err(reasons::other_kind(what));
    }
    if file.contains(&0) {
        return Err(reasons::UNRECOGNISED);
    }
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let (content, is_cut) = match str::from_utf8(file) {
        Ok(content) => (content, false),
        Err(error) if error.error_len().is_none() => {
            (str::from_utf8(&file[..error.valid_up_to()]).unwrap_or_default(), true)
        }
        Err(_) => return Err(reasons::ENCODING),
    };
    match content.trim_start().as_bytes().first() {
        None => Err(reasons::EMPTY),
        Some(b'<') => Err(reasons::other_kind(&reasons::WEB_PAGE)),
        Some(b'{' | b'[') => Err(reasons::other_kind(&reasons::JSON)),
        // Quotes come in pairs, doubled ones too.
        Some(_) => {
            let quotes = content.bytes().filter(|byte| *byte == b'"').count();
            Ok(Text { content, is_cut: is_cut || quotes % 2 == 1 })
        }
    }
}

/// How files that are no text begin, and what to call them.
const MAGICS: [(&[u8], reasons::What); 7] = [
    (b"PK\x03\x04", reasons::WORKBOOK),
    (b"\xd0\xcf\x11\xe0", reasons::WORKBOOK),
    (b"%PDF", reasons::PDF),
    (b"\x89PNG", reasons::IMAGE),
    (b"\xff\xd8\xff", reasons::IMAGE),
    (b"GIF8", reasons::IMAGE),
    (b"\x1f\x8b", reasons::ARCHIVE),
];
