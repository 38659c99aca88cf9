//! Half-years of the calendar that have ended.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::platform::http::{Code, Problem, Said};
use crate::statistics::published::period::Period;

/// How far back a reader looks, in half-years.
pub const MOST: i32 = 20;

/// Which half-year.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct HalfQuestion {
    /// Default: that of the last half-year that has ended.
    year: Option<i32>,
    /// 1: January to June; 2: July to December.
    half: Option<i32>,
}

/// A half-year, counted from year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Half(i32);

impl Half {
    /// The last that has ended on a day.
    pub fn last(today: NaiveDate) -> Self {
        Self(today.year() * 2 + i32::from(today.month() > 6) - 1)
    }

    /// # Errors
    /// 400 for one that does not exist, is not over or more than ten years ago.
    pub fn asked(question: HalfQuestion, today: NaiveDate) -> Result<Self, Problem> {
        let last = Self::last(today);
        let half = match (question.year, question.half) {
            (None, None) => return Ok(last),
            (Some(year), Some(half @ (1 | 2))) if (1_900..10_000).contains(&year) => {
                Self(year * 2 + half - 1)
            }
            (Some(_), Some(1 | 2)) => {
                let said = Said::new("Cette année n’existe pas.", "There is no such year.");
                return Err(Problem::parameter("year", said));
            }
            (Some(_), Some(_)) => {
                let said = Said::new("Le semestre est 1 ou 2.", "The half is 1 or 2.");
                return Err(Problem::parameter("half", said));
            }
            (year, _) => {
                let missing = if year.is_none() { "year" } else { "half" };
                let said = Said::new(
                    "« year » et « half » vont ensemble.",
                    "“year” and “half” go together.",
                );
                return Err(Problem::parameter(missing, said));
            }
        };
        if half > last || half.0 <= last.0 - MOST {
            return Err(Problem::new(Code::InvalidPeriod).saying(Said::new(
                "Choisissez un semestre écoulé, de moins de dix ans.",
                "Choose a half-year that is over, less than ten years ago.",
            )));
        }
        Ok(half)
    }

    pub fn year(self) -> i32 {
        self.0.div_euclid(2)
    }

    /// 1 or 2.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(2) + 1
    }

    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// Its first and last day.
    pub fn period(self) -> Period {
        let (first, last) = if self.number() == 1 { (1, (6, 30)) } else { (7, (12, 31)) };
        let day = |month, day| NaiveDate::from_ymd_opt(self.year(), month, day).unwrap_or_default();
        Period { from: day(first, 1), to: day(last.0, last.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn asked(year: i32, half: i32) -> Option<Half> {
        let question = HalfQuestion { year: Some(year), half: Some(half) };
        Half::asked(question, day("2026-11-28")).ok()
    }

    #[test]
    fn the_last_one_ended_before_today() {
        for (today, year, number) in [
            ("2026-11-28", 2026, 1),
            ("2026-07-01", 2026, 1),
            ("2026-06-30", 2025, 2),
            ("2026-01-01", 2025, 2),
            ("2026-12-31", 2026, 1),
        ] {
            let half = Half::last(day(today));
            assert_eq!((half.year(), half.number()), (year, number), "{today}");
            assert!(half.period().to < day(today));
        }
    }

    #[test]
    fn only_what_is_over_and_not_ten_years_old_is_asked() {
        let half = asked(2025, 2).unwrap();
        assert_eq!(half.period(), Period { from: day("2025-07-01"), to: day("2025-12-31") });
        assert_eq!(half.before().period().to, day("2025-06-30"));
        assert!(asked(2026, 1).is_some() && asked(2016, 2).is_some());
        for (year, half) in [(2026, 2), (2027, 1), (2016, 1), (2026, 0), (2026, 3), (-5, 1)] {
            assert_eq!(asked(year, half), None, "{year} {half}");
        }
        let alone = HalfQuestion { year: Some(2026), half: None };
        assert!(Half::asked(alone, day("2026-11-28")).is_err());
    }
}
