//! Text as people search it: one folding for search columns, queries and labels.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for searching and comparing: lower case, no diacritics, ligatures spelt out,
/// everything that is neither a letter nor a digit turned into one space.
///
/// `L'Haÿ-les-Roses` becomes `l hay les roses`, `Œuvre n°3` becomes `oeuvre n 3`. The result holds
/// no character that `LIKE` treats as a wildcard.
pub fn normalise(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let lower = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    // Lower-casing can itself produce a mark (İ), hence the second filter.
    for c in lower.filter(|c| !is_combining_mark(*c)) {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        match spelt_out(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
    folded
}

/// Letters of European languages that do not decompose into a base letter and a mark.
fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        _ => return None,
    })
}

/// Says whether a text piles up more than `limit` combining marks on one character, which no
/// language needs and which draws over the rest of a page.
pub fn piles_up_marks(text: &str, limit: usize) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        run > limit
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_french_and_its_neighbours() {
        for (text, folded) in [
            ("L’Haÿ-les-Roses", "l hay les roses"),
            ("  Œuvre   d'Ængström ", "oeuvre d aengstrom"),
            ("STRAẞE Straße", "strasse strasse"),
            ("Łódź · Đorđe · İzmir", "lodz dorde izmir"),
            ("Saint-Étienne (42)", "saint etienne 42"),
            ("ﬁn", "fin"),
            ("100 % _gratuit_", "100 gratuit"),
            ("", ""),
            ("—", ""),
            ("Анна", "анна"),
        ] {
            assert_eq!(normalise(text), folded, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Île-d'Aix", "ŒUVRE", "ẞ", "e\u{301}\u{302}"] {
            assert_eq!(normalise(&normalise(text)), normalise(text));
        }
    }

    #[test]
    fn sees_piled_up_marks() {
        assert!(!piles_up_marks("e\u{301}a\u{302}\u{303}", 5));
        assert!(piles_up_marks(&format!("e{}", "\u{301}".repeat(6)), 5));
    }
}
