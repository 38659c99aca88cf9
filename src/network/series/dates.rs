//! From a rule to days, and from days to instants.

use std::collections::BTreeSet;

use chrono::{Days, Duration, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use rrule::RRuleSet;

use super::refusal::SeriesRefused;
use super::rule::{Ends, Rule};
use crate::network::time::{Holiday, Span, holiday, instant};

/// How many days a rule may give.
pub const MOST_DAYS: u32 = 200;

/// A workshop that comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// A day of the rule.
    pub first: NaiveDate,
    /// By the wall clock of the zone.
    pub at: NaiveTime,
    pub minutes: u32,
    pub zone: Tz,
    pub rule: Rule,
    pub skips_holidays: bool,
    /// EXDATE, by day.
    pub except: BTreeSet<NaiveDate>,
}

/// One date of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// What names it in its series, whatever happens to its time later.
    pub day: NaiveDate,
    pub span: Span,
}

/// Why a day of the rule is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Excepted,
    Holiday(Holiday),
}

/// A day of the rule that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub day: NaiveDate,
    pub why: Why,
}

/// What a series comes to, in the order of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub occurrences: Vec<Occurrence>,
    pub skipped: Vec<Skipped>,
}

impl Series {
    /// All its dates.
    ///
    /// # Errors
    /// What is wrong with the series.
    pub fn dates(&self) -> Result<Dates, SeriesRefused> {
        if !(1..=1_440).contains(&self.minutes) {
            return Err(SeriesRefused::Duration);
        }
        let days = self.days()?;
        if days.first() != Some(&self.first) {
            return Err(SeriesRefused::FirstDay(days.first().copied()));
        }
        let mut dates = Dates::default();
        for day in days {
            match self.why_not(day) {
                Some(why) => dates.skipped.push(Skipped { day, why }),
                None => dates.occurrences.push(self.occurrence(day)),
            }
        }
        Ok(dates)
    }

    /// The days of the rule from the first on, those left out too.
    fn days(&self) -> Result<Vec<NaiveDate>, SeriesRefused> {
        self.rule.check()?;
        // Midnight in a zone without clock changes.
        let at = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let start = at(self.first).with_timezone(&rrule::Tz::UTC);
        let rule = match self.rule.ends {
            Ends::Count(count) => self.rule.endless().count(count),
            Ends::Until(day) if day < self.first => return Err(SeriesRefused::Ends),
            Ends::Until(day) => self.rule.endless().until(at(day).with_timezone(&rrule::Tz::UTC)),
        };
        let rule = rule.validate(start).map_err(|_| SeriesRefused::NoDay)?;
        let most = MOST_DAYS as usize;
        let days: Vec<NaiveDate> = RRuleSet::new(start)
            .rrule(rule)
            .into_iter()
            .map(|at| at.date_naive())
            .take(most + 1)
            .collect();
        if days.len() > most { Err(SeriesRefused::TooMany) } else { Ok(days) }
    }

    fn why_not(&self, day: NaiveDate) -> Option<Why> {
        if self.except.contains(&day) {
            return Some(Why::Excepted);
        }
        holiday(day).filter(|_| self.skips_holidays).map(Why::Holiday)
    }

    fn occurrence(&self, day: NaiveDate) -> Occurrence {
        let start = instant(self.zone, day.and_time(self.at));
        let end = start.plus_seconds(Duration::minutes(i64::from(self.minutes)).num_seconds());
        Occurrence { day, span: Span { start, end } }
    }

    /// The same without what comes from that day on; `None` when nothing is left.
    ///
    /// # Errors
    /// What is wrong with the series.
    pub fn before(&self, day: NaiveDate) -> Result<Option<Self>, SeriesRefused> {
        let left = self.days()?.into_iter().filter(|other| *other < day).count();
        let mut series = self.clone();
        series.rule.ends = match self.rule.ends {
            Ends::Count(_) => Ends::Count(u32::try_from(left).unwrap_or_default()),
            Ends::Until(last) => Ends::Until(last.min(day - Days::new(1))),
        };
        series.except.retain(|other| *other < day);
        Ok((left > 0).then_some(series))
    }

    /// The same, beginning with the first of its days from that one on: what to propose for *this
    /// and following*. `None` when nothing is left.
    ///
    /// # Errors
    /// What is wrong with the series.
    pub fn from(&self, day: NaiveDate) -> Result<Option<Self>, SeriesRefused> {
        let days = self.days()?;
        let left: Vec<&NaiveDate> = days.iter().filter(|other| **other >= day).collect();
        let Some(first) = left.first() else { return Ok(None) };
        let mut series = Self { first: **first, ..self.clone() };
        if let Ends::Count(_) = self.rule.ends {
            series.rule.ends = Ends::Count(u32::try_from(left.len()).unwrap_or_default());
        }
        series.except.retain(|other| *other >= day);
        Ok(Some(series))
    }
}
