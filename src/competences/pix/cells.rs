//! What a cell says (`csv_formats.common` of the data file).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::platform::text::normalise;

/// The text of a cell, without the apostrophe that Pix puts before what a spreadsheet could take
/// for a formula.
pub(super) fn clean(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['-', '@', '=', '+']) => rest,
        _ => cell,
    }
}

/// The value of a cell that may be empty or not available. Never for names: one can be called Na.
pub(super) fn given(cell: &str) -> Option<&str> {
    Some(clean(cell)).filter(|text| !text.is_empty() && *text != "NA")
}

pub(super) fn yes_no(cell: &str) -> Option<bool> {
    match normalise(cell).as_str() {
        "oui" | "yes" => Some(true),
        "non" | "no" => Some(false),
        _ => None,
    }
}

/// A number of at most six digits, with a decimal comma or point or without: its whole part, and
/// whether that is all of it.
pub(super) fn number(text: &str) -> Option<(u32, bool)> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let are_digits = |digits: &str| {
        !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !are_digits(whole) || !are_digits(part) {
        return None;
    }
    Some((whole.parse().ok()?, part.bytes().all(|byte| byte == b'0')))
}

/// A number without a fraction.
pub(super) fn whole(text: &str) -> Option<u32> {
    number(text).and_then(|(whole, is_whole)| is_whole.then_some(whole))
}

/// `DD/MM/YYYY`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let shape = |at: usize, byte: u8| match at {
        2 | 5 => byte == b'/',
        _ => byte.is_ascii_digit(),
    };
    let is_day = text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| shape(at, byte));
    is_day.then(|| NaiveDate::parse_from_str(text, "%d/%m/%Y").ok())?
}

/// `DD/MM/YYYY HH:mm` (of Paris), or only a day, `DD/MM/YYYY` or the older `YYYY-MM-DD` (in UTC,
/// taken as it is).
pub(super) fn day_and_time(text: &str) -> Option<NaiveDateTime> {
    if let Some((date, time)) = text.split_once(' ') {
        let is_time = time.len() == 5 && time.bytes().all(|b| b.is_ascii_digit() || b == b':');
        let time = is_time.then(|| NaiveTime::parse_from_str(time, "%H:%M").ok())??;
        return day(date).map(|date| date.and_time(time));
    }
    let is_iso = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let iso = is_iso.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    day(text).or(iso).map(|date| date.and_time(NaiveTime::MIN))
}
