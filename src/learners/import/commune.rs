//! The commune of a person, from the three cells that describe it: name, Insee code, postcode.
//!
//! The code decides, and the other two must agree with it. A template filled by a program that does
//! not compute formulas has no code: then the name decides, narrowed by the postcode.

use crate::platform::faults::Reason;
use crate::platform::text::normalise;
use crate::territories::{self, Commune};

/// Columns that faults name.
const NAME: usize = 3;
const CODE: usize = 4;
const POSTCODE: usize = 5;

const UNKNOWN: Reason = Reason::fixed("unknown_commune", "Commune inconnue.", "Unknown commune.");
const AMBIGUOUS: Reason = Reason::fixed(
    "ambiguous_commune",
    "Plusieurs communes portent ce nom : indiquez le code INSEE ou le code postal.",
    "Several communes have this name: give the Insee code or the postcode.",
);
const MISMATCH: Reason = Reason::fixed(
    "commune_mismatch",
    "Le nom, le code INSEE et le code postal ne désignent pas la même commune.",
    "The name, the Insee code and the postcode are not those of one commune.",
);
const RENAMED: Reason = Reason::fixed(
    "commune_renamed",
    "Cette commune porte aujourd’hui un autre nom ; son code INSEE fait foi.",
    "This commune has another name today; its Insee code decides.",
);

/// What the file says.
pub(super) struct Asked<'a> {
    pub name: Option<&'a str>,
    pub code: Option<String>,
    /// Several may stand in the cell, with commas between them: the template's list has them all.
    pub postcode: Option<String>,
}

#[derive(Debug)]
pub(super) struct Found {
    pub commune: Option<Commune>,
    /// A warning, with its column.
    pub doubt: Option<(usize, Reason)>,
}

pub(super) fn find(asked: &Asked<'_>) -> Result<Found, (usize, Reason)> {
    match (&asked.code, asked.name) {
        (Some(code), name) => by_code(code, name, asked.postcode.as_deref()),
        (None, Some(name)) => by_name(name, asked.postcode.as_deref()),
        (None, None) if asked.postcode.is_some() => Err((NAME, Reason::REQUIRED)),
        (None, None) => Ok(Found { commune: None, doubt: None }),
    }
}

fn by_code(
    code: &str,
    name: Option<&str>,
    postcode: Option<&str>,
) -> Result<Found, (usize, Reason)> {
    let commune = territories::commune(&code.to_ascii_uppercase()).ok_or((CODE, UNKNOWN))?;
    let postcode_agrees = postcode.map(|cell| postcodes(cell).any(|one| commune.has_postcode(one)));
    if postcode_agrees == Some(false) {
        return Err((POSTCODE, MISMATCH));
    }
    let Some(name) = name.filter(|name| !is_name_of(name, &commune)) else {
        return Ok(Found { commune: Some(commune), doubt: None });
    };
    // Communes change their names from year to year; code and postcode together are enough when
    // the name at least resembles.
    if postcode_agrees == Some(true) && resembles(name, commune.name) {
        Ok(Found { commune: Some(commune), doubt: Some((NAME, RENAMED)) })
    } else {
        Err((NAME, MISMATCH))
    }
}

fn by_name(name: &str, postcode: Option<&str>) -> Result<Found, (usize, Reason)> {
    let candidates = match postcode.and_then(|cell| postcodes(cell).next()) {
        Some(postcode) => territories::communes_named(name, Some(postcode)),
        None => territories::communes_named(name, None),
    };
    match candidates.as_slice() {
        [] => Err((NAME, UNKNOWN)),
        [commune] => Ok(Found { commune: Some(*commune), doubt: None }),
        _ => Err((NAME, AMBIGUOUS)),
    }
}

fn postcodes(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([',', ';', ' ', '/']).filter(|one| !one.is_empty())
}

/// The name of today, or the one the code had when it was a commune or is a district.
fn is_name_of(name: &str, commune: &Commune) -> bool {
    let asked_as = commune.asked_as.and_then(|former| former.name);
    let name = normalise(name);
    name == normalise(commune.name) || asked_as.is_some_and(|former| name == normalise(former))
}

/// Whether two names share a word that tells communes apart.
fn resembles(name: &str, other: &str) -> bool {
    let other = normalise(other);
    let telling = |word: &&str| {
        word.len() >= 3 && !["les", "des", "sur", "sous", "aux", "saint", "sainte"].contains(word)
    };
    normalise(name).split(' ').filter(telling).any(|word| other.split(' ').any(|own| own == word))
}
