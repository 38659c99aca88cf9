//! A recurrence rule: on which days.

use std::fmt;

use chrono::NaiveDate;
use rrule::{Frequency, NWeekday, RRule, Unvalidated};
use serde::{Deserialize, Serialize};

use super::refusal::SeriesRefused;
use crate::text_enum;

text_enum! {
    /// A day of the week, by its code in RFC 5545.
    Weekday {
        Monday = "MO",
        Tuesday = "TU",
        Wednesday = "WE",
        Thursday = "TH",
        Friday = "FR",
        Saturday = "SA",
        Sunday = "SU",
    }
}

impl Weekday {
    pub const fn chrono(self) -> chrono::Weekday {
        match self {
            Self::Monday => chrono::Weekday::Mon,
            Self::Tuesday => chrono::Weekday::Tue,
            Self::Wednesday => chrono::Weekday::Wed,
            Self::Thursday => chrono::Weekday::Thu,
            Self::Friday => chrono::Weekday::Fri,
            Self::Saturday => chrono::Weekday::Sat,
            Self::Sunday => chrono::Weekday::Sun,
        }
    }
}

/// FREQ with its BY part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "freq", rename_all = "snake_case", deny_unknown_fields)]
pub enum Every {
    /// On these days of the week; on all when there is none.
    Day { only: Vec<Weekday> },
    /// On these days of the week, at least one.
    Week { on: Vec<Weekday> },
    /// 1 to 31, or -1 for the last.
    MonthDay { day: i8 },
    /// The first to the fifth, or -1 for the last.
    MonthWeekday { nth: i8, weekday: Weekday },
}

/// COUNT or UNTIL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// After so many days.
    Count(u32),
    /// Not after that day.
    Until(NaiveDate),
}

/// A recurrence rule. Its text is that of RFC 5545, its weeks begin on Monday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub every: Every,
    /// Every so many days, weeks or months.
    pub interval: u16,
    pub ends: Ends,
}

impl Rule {
    /// The largest interval.
    pub const MOST_INTERVAL: u16 = 52;

    /// Whether the parts are what they may be.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check(&self) -> Result<(), SeriesRefused> {
        let is_possible = match &self.every {
            Every::Day { .. } => true,
            Every::Week { on } => !on.is_empty(),
            Every::MonthDay { day } => (1..=31).contains(day) || *day == -1,
            Every::MonthWeekday { nth, .. } => (1..=5).contains(nth) || *nth == -1,
        };
        if !is_possible {
            Err(SeriesRefused::NoDay)
        } else if !(1..=Self::MOST_INTERVAL).contains(&self.interval) {
            Err(SeriesRefused::Interval)
        } else if self.ends == Ends::Count(0) {
            Err(SeriesRefused::Count)
        } else {
            Ok(())
        }
    }

    /// Its weeks, months: what two sessions of one turn share.
    pub(super) const fn is_monthly(&self) -> bool {
        matches!(self.every, Every::MonthDay { .. } | Every::MonthWeekday { .. })
    }

    /// As the library writes it, without its end.
    pub(super) fn endless(&self) -> RRule<Unvalidated> {
        let each = |days: &[Weekday]| {
            days.iter().map(|day| NWeekday::Every(day.chrono())).collect::<Vec<_>>()
        };
        let rule = match &self.every {
            Every::Day { only } => RRule::new(Frequency::Daily).by_weekday(each(only)),
            Every::Week { on } => RRule::new(Frequency::Weekly).by_weekday(each(on)),
            Every::MonthDay { day } => RRule::new(Frequency::Monthly).by_month_day(vec![*day]),
            Every::MonthWeekday { nth, weekday } => {
                let nth = NWeekday::Nth(i16::from(*nth), weekday.chrono());
                RRule::new(Frequency::Monthly).by_weekday(vec![nth])
            }
        };
        rule.interval(self.interval)
    }
}

impl fmt::Display for Rule {
    // Our own: the library writes the first Monday of a month as every Monday.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = |days: &[Weekday]| {
            let mut days = days.to_vec();
            days.sort_unstable();
            days.dedup();
            days.iter().map(|day| day.code()).collect::<Vec<_>>().join(",")
        };
        let (freq, by) = match &self.every {
            Every::Day { only } if only.is_empty() => ("DAILY", String::new()),
            Every::Day { only } => ("DAILY", format!(";BYDAY={}", codes(only))),
            Every::Week { on } => ("WEEKLY", format!(";BYDAY={}", codes(on))),
            Every::MonthDay { day } => ("MONTHLY", format!(";BYMONTHDAY={day}")),
            Every::MonthWeekday { nth, weekday } => {
                ("MONTHLY", format!(";BYDAY={nth}{}", weekday.code()))
            }
        };
        write!(f, "FREQ={freq}")?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        f.write_str(&by)?;
        match self.ends {
            Ends::Count(count) => write!(f, ";COUNT={count}"),
            Ends::Until(day) => write!(f, ";UNTIL={}", day.format("%Y%m%d")),
        }
    }
}
