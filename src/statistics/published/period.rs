//! Months that have ended: protected figures know no other period.

use chrono::{Datelike, Duration, Months, NaiveDate};

use crate::platform::day::Day;
use crate::platform::http::{Code, Problem, Said};

/// Whole months, first and last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// The last day that may be counted on `today`: the end of the month before.
fn last_ended(today: NaiveDate) -> NaiveDate {
    today.with_day(1).unwrap_or(today) - Duration::days(1)
}

fn invalid(fr: &'static str, en: &'static str) -> Problem {
    Problem::new(Code::InvalidPeriod).saying(Said::new(fr, en))
}

impl Period {
    /// The months asked for; without dates the last twelve that have ended.
    ///
    /// # Errors
    /// 400 `invalid_period` for months that are not whole, not over, or more than 120.
    pub fn asked(from: Option<Day>, to: Option<Day>, today: NaiveDate) -> Result<Self, Problem> {
        let to = to.unwrap_or(Day(last_ended(today)));
        let a_year = (to.0 + Duration::days(1)).checked_sub_months(Months::new(12));
        let from = from.unwrap_or(Day(a_year.unwrap_or(to.0)));
        if from > to || !from.starts_month() || !to.ends_month() {
            return Err(invalid(
                "La période va du premier jour d’un mois au dernier jour d’un mois.",
                "The period goes from the first day of a month to the last day of a month.",
            ));
        }
        if to.0 > last_ended(today) {
            return Err(invalid(
                "Le mois en cours n’est pas terminé : choisissez des mois écoulés.",
                "The current month is not over: choose months that have ended.",
            ));
        }
        let period = Self { from: from.0, to: to.0 };
        if period.months().len() > 120 {
            return Err(invalid(
                "La période dure dix ans au plus.",
                "The period lasts ten years at most.",
            ));
        }
        Ok(period)
    }

    /// What has ended of it on `today`.
    pub fn ended(self, today: NaiveDate) -> Option<Self> {
        let to = self.to.min(last_ended(today));
        (self.from <= to).then_some(Self { to, ..self })
    }

    /// The first day of each month.
    pub fn months(self) -> Vec<NaiveDate> {
        let months = (0..).map_while(|at| self.from.checked_add_months(Months::new(at)));
        months.take_while(|first| *first <= self.to).collect()
    }

    /// As many months just before, and the same months a year before.
    pub fn earlier(self) -> [Self; 2] {
        let back = |months: u32| {
            let before =
                |date: NaiveDate| date.checked_sub_months(Months::new(months)).unwrap_or(date);
            // The last day is reached from the first of the month after: months differ in length.
            Self {
                from: before(self.from),
                to: before(self.to + Duration::days(1)) - Duration::days(1),
            }
        };
        [back(u32::try_from(self.months().len()).unwrap_or(12)), back(12)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn period(from: &str, to: &str) -> Period {
        Period { from: day(from).0, to: day(to).0 }
    }

    fn asked(from: &str, to: &str) -> Option<Period> {
        Period::asked(Some(day(from)), Some(day(to)), day("2026-11-21").0).ok()
    }

    #[test]
    fn only_whole_ended_months_are_counted() {
        let year = period("2025-11-01", "2026-10-31");
        assert_eq!(Period::asked(None, None, day("2026-11-21").0).unwrap(), year);
        assert_eq!(Period::asked(None, None, day("2026-11-01").0).unwrap(), year);
        assert_eq!(asked("2026-01-01", "2026-10-31").unwrap().months().len(), 10);
        for (from, to) in [
            ("2026-01-02", "2026-10-31"),
            ("2026-01-01", "2026-10-30"),
            ("2026-11-01", "2026-11-30"),
            ("2026-10-01", "2026-09-30"),
            ("2016-10-01", "2026-10-31"),
        ] {
            assert_eq!(asked(from, to), None, "{from} {to}");
        }
    }

    #[test]
    fn earlier_periods_have_whole_months_too() {
        let [before, last_year] = period("2026-01-01", "2026-02-28").earlier();
        assert_eq!(before, period("2025-11-01", "2025-12-31"));
        assert_eq!(last_year, period("2025-01-01", "2025-02-28"));
        let [_, leap] = period("2025-02-01", "2025-02-28").earlier();
        assert_eq!(leap, period("2024-02-01", "2024-02-29"));
    }

    #[test]
    fn a_period_under_way_is_counted_up_to_the_last_month() {
        let year = period("2026-01-01", "2026-12-31");
        assert_eq!(year.ended(day("2026-11-21").0), Some(period("2026-01-01", "2026-10-31")));
        assert_eq!(year.ended(day("2026-01-31").0), None);
    }
}
