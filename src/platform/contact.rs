//! Checks of what people type or import about how to reach someone: telephone, e-mail, web address,
//! SIRET, RNA, and text that may be stored at all.
//!
//! Each check returns the value in the one form that is stored, or the [`Reason`] to show.

use super::faults::Reason;
use super::text::piles_up_marks;

const PHONE: Reason = Reason::fixed(
    "invalid_phone",
    "Numéro de téléphone non reconnu : 10 chiffres, ou un indicatif international.",
    "Telephone number not recognised: 10 digits, or an international prefix.",
);
const EMAIL: Reason = Reason::fixed(
    "invalid_email",
    "Adresse e-mail non valide : nom@domaine.fr attendu.",
    "Invalid e-mail address: name@domain.fr expected.",
);
const WEB_ADDRESS: Reason = Reason::fixed(
    "invalid_url",
    "Adresse web non valide : elle commence par https:// ou http://.",
    "Invalid web address: it starts with https:// or http://.",
);
const SIRET: Reason = Reason::fixed(
    "invalid_siret",
    "SIRET non valide : 14 chiffres dont la clé de contrôle est fausse ou incomplète.",
    "Invalid SIRET: 14 digits whose check digit is wrong or incomplete.",
);
const RNA: Reason = Reason::fixed(
    "invalid_rna",
    "RNA non valide : W suivi de 9 caractères.",
    "Invalid RNA: W followed by 9 characters.",
);
const FORBIDDEN: Reason = Reason::fixed(
    "forbidden_character",
    "Caractère interdit (caractère de contrôle ou accents empilés).",
    "Forbidden character (control character or piled-up accents).",
);

/// Longest address a mail server accepts (RFC 5321, 4.5.3.1.3).
pub const EMAIL_MAX: usize = 254;
/// Longest web address accepted.
pub const WEB_ADDRESS_MAX: usize = 2_000;

/// Reads a telephone number as people write it and returns it in E.164 (`+33612345678`).
///
/// Accepted: France (ten digits, overseas ranges mapped to their own prefix, or `+33`, `0033`),
/// overseas `+262 +590 +594 +596 +508 +681 +687 +689`, and Luxembourg `+352`.
pub fn phone(typed: &str) -> Result<String, Reason> {
    let typed = typed.trim_start_matches([' ', '(', '\u{a0}', '\u{200e}', '\u{202a}']);
    let (international, number) = match typed.strip_prefix('+') {
        Some(number) => (true, number),
        None => (false, typed),
    };
    let mut digits = String::with_capacity(15);
    for c in number.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' => {}
            // Unusual hyphens, and marks of direction that copying brings along.
            '\u{2010}' | '\u{2011}' | '\u{200e}' | '\u{202a}' | '\u{202c}' => {}
            _ => return Err(PHONE),
        }
    }
    if international {
        return abroad(&digits);
    }
    match (digits.strip_prefix("00"), digits.strip_prefix('0')) {
        (Some(number), _) => abroad(number),
        (None, Some(national)) => french(national),
        _ => Err(PHONE),
    }
}

/// A number with its country prefix, without `+`.
fn abroad(digits: &str) -> Result<String, Reason> {
    let (prefix, number) = ["33", "262", "590", "594", "596", "508", "681", "687", "689", "352"]
        .into_iter()
        .find_map(|prefix| digits.strip_prefix(prefix).map(|number| (prefix, number)))
        .ok_or(PHONE)?;
    // « +33 (0)6 … »: the national zero left inside.
    let national = match number.strip_prefix('0') {
        Some(rest) if rest.len() == 9 && prefix != "352" => rest,
        _ => number,
    };
    let whole = match prefix {
        "33" => return french(national),
        "352" => (4..=11).contains(&national.len()),
        "508" | "681" | "687" => national.len() == 6 || national.len() == 9,
        "689" => national.len() == 8,
        _ => national.len() == 9 && !national.starts_with('0'),
    };
    if whole { Ok(format!("+{prefix}{national}")) } else { Err(PHONE) }
}

/// The nine digits that follow the national zero. Overseas ranges live under their own prefix;
/// Mayotte (269, 639) under that of La Réunion.
fn french(national: &str) -> Result<String, Reason> {
    if national.len() != 9 || national.starts_with('0') {
        return Err(PHONE);
    }
    let prefix = match national.get(..3) {
        // 06 39 98 is kept for fiction (Arcep), and belongs to no territory.
        Some("639") if national.starts_with("63998") => "33",
        Some("262" | "263" | "269" | "639" | "692" | "693") => "262",
        Some("590" | "690" | "691") => "590",
        Some("594" | "694") => "594",
        Some("596" | "696" | "697") => "596",
        _ => "33",
    };
    Ok(format!("+{prefix}{national}"))
}

/// A stored number as it is dialled in France (`0612345678`), by which people look for it; empty
/// for a number of elsewhere.
pub fn national(phone: &str) -> String {
    ["+33", "+262", "+590", "+594", "+596"]
        .into_iter()
        .find_map(|prefix| phone.strip_prefix(prefix))
        .map(|number| format!("0{number}"))
        .unwrap_or_default()
}

/// Checks an e-mail address and returns it trimmed and in lower case: nobody runs two mailboxes
/// that differ by case, and one form makes accounts and duplicates comparable.
pub fn email(typed: &str) -> Result<String, Reason> {
    let address = typed.trim_matches([' ', '\u{a0}']);
    if address.len() > EMAIL_MAX {
        return Err(Reason::too_long(EMAIL_MAX));
    }
    let (local, domain) = address.split_once('@').ok_or(EMAIL)?;
    let local_part = (1..=64).contains(&local.len())
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character));
    if local_part && is_domain(domain) { Ok(address.to_lowercase()) } else { Err(EMAIL) }
}

/// Characters of an unquoted local part (RFC 5322 `atext`, letters of any language: RFC 6531).
fn is_atom_character(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let top_level = labels.last().is_some_and(|label| {
        label.chars().count() >= 2 && !label.chars().all(|c| c.is_ascii_digit())
    });
    let label = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    labels.len() >= 2 && top_level && labels.iter().all(label)
}

/// Checks a web address to show as a link: `http` or `https` alone, so that no link can run a
/// script. An address typed without scheme (`www.exemple.fr`) gets `https://`.
pub fn web_address(typed: &str) -> Result<String, Reason> {
    let typed = typed.trim();
    if typed.len() > WEB_ADDRESS_MAX {
        return Err(Reason::too_long(WEB_ADDRESS_MAX));
    }
    if typed.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c)) {
        return Err(WEB_ADDRESS);
    }
    let (scheme, rest) = typed.split_once("://").unwrap_or(("https", typed));
    let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split_once(':').map_or(authority, |(host, _)| host);
    let port = authority.split_once(':').map_or("443", |(_, port)| port);
    if !known || !is_domain(host) || port.parse::<u16>().is_err() {
        return Err(WEB_ADDRESS);
    }
    Ok(format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Checks a SIRET (Luhn key) and returns its 14 digits.
///
/// La Poste's own offices (SIREN 356000000) do not follow Luhn: the sum of their digits is a
/// multiple of 5 (Insee).
pub fn siret(typed: &str) -> Result<String, Reason> {
    let digits: String =
        typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let whole = digits.len() == 14 && digits.bytes().all(|b| b.is_ascii_digit());
    if !whole || digits.bytes().all(|b| b == b'0') {
        return Err(SIRET);
    }
    let figures = digits.bytes().map(|b| u32::from(b - b'0'));
    let luhn: u32 = figures
        .clone()
        .rev()
        .enumerate()
        .map(|(place, figure)| if place % 2 == 1 { figure * 2 } else { figure })
        .map(|figure| if figure > 9 { figure - 9 } else { figure })
        .sum();
    let la_poste = digits.starts_with("356000000") && figures.sum::<u32>().is_multiple_of(5);
    if luhn.is_multiple_of(10) || la_poste { Ok(digits) } else { Err(SIRET) }
}

/// Checks the number of an association in the national register and returns it in upper case.
pub fn rna(typed: &str) -> Result<String, Reason> {
    let number = typed.trim().to_ascii_uppercase();
    let body = number.strip_prefix('W').ok_or(RNA)?;
    if body.len() == 9 && body.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(number)
    } else {
        Err(RNA)
    }
}

/// Refuses what no text may hold: NUL and control characters (line feed and tab excepted) and
/// more than five combining marks on one character.
pub fn text(value: &str) -> Result<(), Reason> {
    let control = value.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    if control || piles_up_marks(value, 5) { Err(FORBIDDEN) } else { Ok(()) }
}

/// Like [`text`], for a value of one line: no line feed, no tab.
pub fn line(value: &str) -> Result<(), Reason> {
    if value.chars().any(char::is_control) || piles_up_marks(value, 5) {
        Err(FORBIDDEN)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
