//! A line of a profile collection.

use super::cells::{day_and_time, given, number, whole, yes_no};
use super::header::CompetenceColumns;
use super::reading::{Line, Outcome};
use super::titles::Key;
use super::{Ignored, PixRow, reasons};
use crate::competences::levels::Level;

/// Pix for one level of a competence.
const PIX_PER_LEVEL: u32 = 8;
/// No competence holds more (16 × 64 = 1,024).
const PIX_MAX: u32 = 64;

/// Who sent nothing proves nothing, whatever else the line says.
pub(super) fn row(line: &mut Line) -> Outcome {
    match line.given(Key::IsSent).and_then(yes_no) {
        Some(true) => {}
        Some(false) => return Outcome::Nothing(Ignored::NotSent),
        None => {
            line.fault_of(Key::IsSent, reasons::YES_NO);
            return Outcome::Faulty;
        }
    }
    let last_name = line.name(Key::LastName);
    let first_name = line.name(Key::FirstName);
    let observed_at = line.observed(Key::SentOn, day_and_time, reasons::SENT_ON);
    let max = line.max(observed_at);
    let mut levels = Vec::new();
    let mut is_right = true;
    let header = line.header;
    for columns in &header.competences {
        match level(line, columns, max) {
            Some(level) if level.proves() => levels.push((columns.code, level)),
            Some(_) => {}
            None => is_right = false,
        }
    }
    let (Some(last_name), Some(first_name), Some(observed_at), true) =
        (last_name, first_name, observed_at, is_right)
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
        birth: None,
        observed_at,
        levels,
        certificate: None,
    })
}

/// The level of a competence, 0 where there is none; `None` when it is at fault.
fn level(line: &mut Line, columns: &CompetenceColumns, max: Level) -> Option<Level> {
    let (level_at, level_title) = columns.level;
    let (pix_at, pix_title) = columns.pix?;
    let (level, pix) = match (given(line.cell(level_at)), given(line.cell(pix_at))) {
        (Some(level), Some(pix)) => (level, pix),
        (None, None) => return Some(Level::ZERO),
        _ => {
            line.fault(level_title, reasons::HALF_A_PAIR);
            return None;
        }
    };
    let Some(level) = whole(level).and_then(Level::new) else {
        line.fault(level_title, reasons::LEVEL);
        return None;
    };
    let Some((pix, _)) = number(pix).filter(|(pix, _)| *pix <= PIX_MAX) else {
        line.fault(pix_title, reasons::PIX);
        return None;
    };
    if level > max {
        line.fault(level_title, reasons::above_reachable(max));
        return None;
    }
    if Level::new(pix / PIX_PER_LEVEL).map(|earned| earned.min(max)) != Some(level) {
        line.fault(level_title, reasons::NOT_ITS_PIX);
        return None;
    }
    Some(level)
}
