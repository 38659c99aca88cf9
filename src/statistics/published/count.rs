//! What protected figures are made from, counted from the index at one moment.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use uuid::Uuid;

use super::period::Period;
use crate::platform::database::Conn;
use crate::statistics::Engine;
use crate::statistics::crossing::{Crossing, Line};
use crate::statistics::keys::{Wanted, day};
use crate::statistics::named::NamedCounts;

/// The counts of a question, and its lines with the people they rest on.
pub struct Counted {
    pub named: NamedCounts,
    pub crossing: Crossing,
    /// First day of each month.
    pub months: Vec<NaiveDate>,
    bodies: BTreeMap<Line, Uuid>,
}

impl Counted {
    /// Counts `wanted` over `period`.
    pub fn new(
        engine: &Engine,
        conn: &mut Conn,
        wanted: &Wanted,
        period: Period,
    ) -> QueryResult<Self> {
        let months = period.months();
        let first_days: Vec<u16> = months.iter().map(|first| day(*first)).collect();
        let mut wanted = wanted.clone();
        (wanted.rest.from, wanted.rest.to) = (day(period.from), day(period.to));
        engine.look(conn, |index, keys| {
            let selection = keys.selection(&wanted);
            let crossing = index.cross(&selection, &first_days);
            let body = |line: &Line| match line {
                Line::Organization(key) => keys.organization(*key),
                Line::Programme(key) => keys.programme(*key),
                _ => None,
            };
            let bodies = crossing.keys().filter_map(|line| Some((*line, body(line)?))).collect();
            let named = NamedCounts::new(index.count(&selection), keys);
            Self { named, crossing, months, bodies }
        })
    }

    /// The organization or programme of a line.
    pub fn body(&self, line: Line) -> Option<Uuid> {
        self.bodies.get(&line).copied()
    }

    /// The lines that have sessions, of those that `wanted` keeps.
    pub fn lines(&self, wanted: impl Fn(&Line) -> bool) -> Vec<Line> {
        self.crossing.keys().copied().filter(wanted).collect()
    }
}
