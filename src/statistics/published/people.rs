//! Followed people and anonymous participations as one table to protect.

use crate::statistics::counts::Counts;
use crate::statistics::figures;
use crate::statistics::model::PeopleLine;
use crate::statistics::protection::{Cell, Equation, Measure, Place, Table};

/// The cells of single figures.
pub const WHOLE: usize = 0;
pub const NEW: usize = 1;
pub const RETURNING: usize = 3;
const SINGLE: usize = 5;

/// The table, and the lines of its families.
pub struct People {
    pub table: Table,
    /// Code of the family, its lines, and the cell of the first; the others follow.
    pub families: Vec<(&'static str, Vec<PeopleLine>, usize)>,
}

/// Measures: both together, followed people, anonymous participations.
fn cell(code: String, followed: i64, anonymous: i64) -> Cell {
    let both = followed + anonymous;
    Cell::new(code, vec![both, followed, anonymous], both)
}

impl People {
    pub fn new(counts: &Counts) -> Self {
        let Counts { followed, new_followed: new, returning_followed: returning, .. } = *counts;
        let (anonymous, supported) = (counts.anonymous, counts.anonymous_supported);
        let mut cells = vec![
            cell("whole".into(), followed, anonymous),
            cell("new".into(), new, anonymous - supported),
            cell("not_new".into(), followed - new, supported),
            cell("returning".into(), returning, 0),
            cell("not_returning".into(), followed - returning, anonymous),
        ];
        cells[NEW + 1].place = Place::Unpublished;
        cells[RETURNING + 1].place = Place::Unpublished;
        debug_assert_eq!(cells.len(), SINGLE);
        let mut equations = vec![
            Equation { total: WHOLE, parts: vec![NEW, NEW + 1] },
            Equation { total: WHOLE, parts: vec![RETURNING, RETURNING + 1] },
        ];
        let mut families = Vec::new();
        for (code, lines) in figures::everybody(counts) {
            let first = cells.len();
            let of_line = |line: &PeopleLine| {
                cell(format!("{code}/{}", line.code), line.followed, line.anonymous)
            };
            cells.extend(lines.iter().map(of_line));
            if !lines.is_empty() {
                equations.push(Equation { total: WHOLE, parts: (first..cells.len()).collect() });
            }
            families.push((code, lines, first));
        }
        let measures = vec![Measure::People, Measure::AtMostPeople, Measure::AtMostPeople];
        Self { table: Table { measures, cells, equations }, families }
    }
}
