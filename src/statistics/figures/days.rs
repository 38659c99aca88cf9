//! Figures over time.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate};

use crate::statistics::counts::Tally;
use crate::statistics::model::TimeLine;

/// Days are listed up to this many.
const MOST_DAYS: i64 = 92;

/// What happened on each day of an interval.
pub struct Days<'a> {
    from: NaiveDate,
    to: NaiveDate,
    tallies: &'a [Tally],
}

impl<'a> Days<'a> {
    pub fn new(from: NaiveDate, to: NaiveDate, tallies: &'a [Tally]) -> Self {
        Self { from, to, tallies }
    }

    fn each(&self) -> impl Iterator<Item = (NaiveDate, Tally)> {
        self.from.iter_days().zip(self.tallies.iter().copied())
    }

    /// One line per period of the interval; `next` gives the first day of the period after.
    fn periods(
        &self,
        start: impl Fn(NaiveDate) -> NaiveDate,
        next: impl Fn(NaiveDate) -> NaiveDate,
        code: impl Fn(NaiveDate) -> String,
    ) -> Vec<TimeLine> {
        let mut sums: BTreeMap<NaiveDate, Tally> = BTreeMap::new();
        for (date, tally) in self.each() {
            sums.entry(start(date)).or_default().add(tally.sessions, tally.participations);
        }
        let (from, to) = (self.from, self.to);
        let mut lines = Vec::new();
        let mut first = start(from);
        while first <= to {
            let after = next(first);
            let Tally { sessions, participations } = sums.remove(&first).unwrap_or_default();
            let partial = first < from || after > to + Duration::days(1);
            lines.push(TimeLine { code: code(first), sessions, participations, partial });
            first = after;
        }
        lines
    }

    pub fn by_month(&self) -> Vec<TimeLine> {
        let start = |date: NaiveDate| date.with_day(1).unwrap_or(date);
        let next =
            |date: NaiveDate| date.checked_add_months(chrono::Months::new(1)).unwrap_or(date);
        self.periods(start, next, |date| date.format("%Y-%m").to_string())
    }

    pub fn by_week(&self) -> Vec<TimeLine> {
        let start = |date: NaiveDate| {
            date - Duration::days(i64::from(date.weekday().num_days_from_monday()))
        };
        let next = |date: NaiveDate| date + Duration::days(7);
        self.periods(start, next, |date| date.format("%G-W%V").to_string())
    }

    pub fn by_day(&self) -> Vec<TimeLine> {
        if (self.to - self.from).num_days() >= MOST_DAYS {
            return Vec::new();
        }
        let next = |date: NaiveDate| date + Duration::days(1);
        self.periods(|date| date, next, |date| date.to_string())
    }

    pub fn by_weekday(&self) -> Vec<TimeLine> {
        let mut sums = [Tally::NONE; 7];
        for (date, tally) in self.each() {
            sums[date.weekday().num_days_from_monday() as usize]
                .add(tally.sessions, tally.participations);
        }
        let lines = sums.into_iter().zip(1..);
        lines
            .map(|(Tally { sessions, participations }, weekday)| TimeLine {
                code: weekday.to_string(),
                sessions,
                participations,
                partial: false,
            })
            .collect()
    }
}
