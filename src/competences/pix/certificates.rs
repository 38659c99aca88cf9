//! A line of certification results.

use chrono::{NaiveDateTime, NaiveTime};

use super::cells::{clean, day, given, whole};
use super::reading::{Line, Outcome};
use super::titles::Key;
use super::{Birth, Certificate, Ignored, PixRow, framework, reasons};
use crate::competences::levels::Level;
use crate::platform::faults::Reason;
use crate::platform::text::normalise;

/// Certifications whose 16 competences are those of the framework, folded.
const ACCEPTED_TYPES: [&str; 2] = ["pix", "clea numerique by pix"];
/// The theoretical maximum of a total score.
const SCORE_MAX: u32 = 1_024;

/// Only a validated certificate proves something, whatever else the line says.
pub(super) fn row(line: &mut Line) -> Outcome {
    if line.given(Key::Status).map(normalise).as_deref() != Some("validee") {
        return Outcome::Nothing(Ignored::NotValidated);
    }
    let is_other = |kind: &str| !ACCEPTED_TYPES.contains(&normalise(kind).as_str());
    if line.given(Key::Type).is_some_and(is_other) {
        return Outcome::Nothing(Ignored::OtherCertification);
    }
    let last_name = line.name(Key::LastName);
    let first_name = line.name(Key::FirstName);
    let number = line.name(Key::Number);
    let observed_at = line.observed(Key::PassedOn, midnight, reasons::DAY);
    let result = result(line);
    let levels = levels(line, line.max(observed_at));
    let birth = birth(line);
    let (
        Some(last_name),
        Some(first_name),
        Some(number),
        Some(observed_at),
        Some((pix, global_level)),
        Some(levels),
    ) = (last_name, first_name, number, observed_at, result, levels)
    else {
        return Outcome::Faulty;
    };
    if levels.is_empty() {
        return Outcome::Nothing(Ignored::NothingProven);
    }
    Outcome::Proves(PixRow {
        last_name,
        first_name,
        identifiers: line.identifiers(),
        birth,
        observed_at,
        levels,
        certificate: Some(Certificate { number, pix, global_level }),
    })
}

fn midnight(text: &str) -> Option<NaiveDateTime> {
    Some(day(text)?.and_time(NaiveTime::MIN))
}

/// `-` is not tested; 0, and −1 in the second scoring version, are tested and not certified.
fn levels(line: &mut Line, max: Level) -> Option<Vec<(&'static str, Level)>> {
    let mut levels = Vec::new();
    let mut is_right = true;
    let header = line.header;
    for columns in &header.competences {
        let (at, title) = columns.level;
        let Some(text) = given(line.cell(at)).filter(|text| !["-", "-1"].contains(text)) else {
            continue;
        };
        let fault = match whole(text).and_then(Level::new) {
            Some(level) if level > max => reasons::above_reachable(max),
            Some(level) => {
                levels.extend(level.proves().then_some((columns.code, level)));
                continue;
            }
            None => reasons::LEVEL,
        };
        line.fault(title, fault);
        is_right = false;
    }
    is_right.then_some(levels)
}

/// Total score and global level, of which either may be missing; `None` when one is at fault.
fn result(line: &mut Line) -> Option<(Option<u32>, Option<Level>)> {
    let (label, score) = match line.given(Key::Score).filter(|text| *text != "-") {
        Some(text) => match parts(text) {
            Ok((label, score)) => (label, Some(score)),
            Err(reason) => {
                line.fault_of(Key::Score, reason);
                return None;
            }
        },
        None => (None, None),
    };
    let key = if label.is_some() { Key::Score } else { Key::GlobalLevel };
    let label = label.or_else(|| line.given(Key::GlobalLevel).filter(|text| *text != "-"));
    let global_level = label.and_then(framework::labelled);
    let banded = score.and_then(framework::global_level);
    if label.is_some() && global_level.is_none()
        || global_level.is_some() && banded.is_some() && global_level != banded
    {
        line.warn_of(key, reasons::NOT_ITS_SCORE);
    }
    Some((score, global_level))
}

/// `120`, or `Novice 1 (120 Pix)`.
fn parts(text: &str) -> Result<(Option<&str>, u32), Reason> {
    let (label, score) = match text.split_once('(') {
        Some((label, rest)) => {
            let score = rest.trim_end().strip_suffix(')').unwrap_or(rest).trim_end();
            let score = score.strip_suffix("Pix").or_else(|| score.strip_suffix("pix"));
            (Some(label.trim()), score.unwrap_or_default().trim_end())
        }
        None => (None, text),
    };
    let score = whole(score).filter(|score| *score <= SCORE_MAX).ok_or(reasons::SCORE)?;
    Ok((label, score))
}

/// To find the person; a date that cannot be read only makes that harder.
fn birth(line: &mut Line) -> Option<Birth> {
    let told = line.given(Key::Birthdate);
    let date = told.and_then(day);
    if told.is_some() && date.is_none() {
        line.warn_of(Key::Birthdate, reasons::DAY);
    }
    let place = line.given(Key::Birthplace).map(clean).unwrap_or_default().to_owned();
    (date.is_some() || !place.is_empty()).then_some(Birth { date, place })
}
