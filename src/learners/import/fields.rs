//! The ten cells of a person, checked one by one.

use super::{COLUMNS, ImportedLearner, NAME_MAX, NOTES_MAX, Row, commune};
use crate::platform::contact;
use crate::platform::faults::{Faults, Reason};
use crate::platform::spreadsheet::Cell;
use crate::platform::text::normalise;
use crate::vocabulary::Gender;

/// Earliest birth year accepted.
const YEAR_MIN: i32 = 1900;
/// What the template's formulas say of a commune they do not know.
const NOT_FOUND: &str = "nom de commune invalide";

/// Checks a row and notes every fault; `None` when a required value is missing.
pub(super) fn check(
    line: u32,
    cells: &Row,
    this_year: i32,
    errors: &mut Faults,
    warnings: &mut Faults,
) -> Option<ImportedLearner> {
    let [last_name, first_name, year, commune, insee, postcode, phone, email, gender, notes] =
        cells;
    let asked = commune::Asked {
        name: given(commune),
        code: looked_up(insee).map(|code| padded(code, insee.number)),
        postcode: looked_up(postcode).map(|code| padded(code, postcode.number)),
    };
    let last_name = keep(errors, line, 0, Some(name(last_name)));
    let first_name = keep(errors, line, 1, Some(name(first_name)));
    let birth_year = keep(errors, line, 2, given(year).map(|year| birth_year(year, this_year)));
    let commune = match commune::find(&asked) {
        Ok(found) => {
            if let Some((column, doubt)) = found.doubt {
                warnings.push(line, COLUMNS[column], doubt);
            }
            found.commune
        }
        Err((column, reason)) => {
            errors.push(line, COLUMNS[column], reason);
            None
        }
    };
    let phone = keep(errors, line, 6, given(phone).map(|typed| telephone(typed, phone.number)));
    let email = keep(errors, line, 7, given(email).map(contact::email));
    let gender = keep(errors, line, 8, given(gender).map(gender_of));
    let notes = keep(errors, line, 9, given(notes).map(notes_of));
    Some(ImportedLearner {
        last_name: last_name?,
        first_name: first_name?,
        birth_year,
        commune,
        phone,
        email,
        gender,
        notes,
    })
}

fn keep<T>(
    errors: &mut Faults,
    line: u32,
    column: usize,
    checked: Option<Result<T, Reason>>,
) -> Option<T> {
    match checked? {
        Ok(value) => Some(value),
        Err(reason) => {
            errors.push(line, COLUMNS[column], reason);
            None
        }
    }
}

fn given(cell: &Cell) -> Option<&str> {
    (!cell.text.is_empty()).then_some(cell.text.as_str())
}

/// The value of a cell that looks a commune up: `0` and « not found » are no value.
pub(super) fn looked_up(cell: &Cell) -> Option<&str> {
    given(cell).filter(|text| *text != "0" && normalise(text) != NOT_FOUND)
}

/// A code typed as a number has lost its leading zero (`1004` for `01004`).
fn padded(code: &str, number: bool) -> String {
    if number { format!("{code:0>5}") } else { code.to_owned() }
}

fn name(cell: &Cell) -> Result<String, Reason> {
    let name = given(cell).ok_or(Reason::REQUIRED)?;
    if name.chars().count() > NAME_MAX {
        return Err(Reason::too_long(NAME_MAX));
    }
    contact::line(name)?;
    Ok(name.to_owned())
}

fn birth_year(text: &str, this_year: i32) -> Result<i32, Reason> {
    let wrong = Reason::new(
        "out_of_range",
        format!("Année attendue, en quatre chiffres, de {YEAR_MIN} à {this_year}."),
        format!("A year of four digits expected, {YEAR_MIN} to {this_year}."),
    );
    match text.parse() {
        Ok(year) if (YEAR_MIN..=this_year).contains(&year) => Ok(year),
        _ => Err(wrong),
    }
}

/// A number typed without quotes has lost its zero: nine digits are those of a national number.
fn telephone(typed: &str, number: bool) -> Result<String, Reason> {
    if number && typed.len() == 9 {
        contact::phone(&format!("0{typed}"))
    } else if number && typed.len() == 11 && typed.starts_with("33") {
        contact::phone(&format!("+{typed}"))
    } else {
        contact::phone(typed)
    }
}

/// « Féminin », « Masculin », « Non communiqué », or words that start alike (« Femme », « Homme »).
fn gender_of(text: &str) -> Result<Gender, Reason> {
    match normalise(text).chars().next() {
        Some('f') => Ok(Gender::Feminin),
        Some('m' | 'h') => Ok(Gender::Masculin),
        Some('n') => Ok(Gender::NonCommunique),
        _ => Err(Reason::fixed(
            "unknown_value",
            "Genre attendu : Féminin, Masculin ou Non communiqué.",
            "Gender expected: Féminin, Masculin or Non communiqué.",
        )),
    }
}

fn notes_of(text: &str) -> Result<String, Reason> {
    let notes = text.replace("\r\n", "\n").replace('\r', "\n");
    if notes.chars().count() > NOTES_MAX {
        return Err(Reason::too_long(NOTES_MAX));
    }
    contact::text(&notes)?;
    Ok(notes)
}
