//! Working days: Monday to Friday, but for public holidays.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::holidays::holiday;
use super::wall::{instant, local};
use crate::platform::database::Moment;

pub fn is_working_day(day: NaiveDate) -> bool {
    day.weekday().num_days_from_monday() < 5 && holiday(day).is_none()
}

/// The same time of day so many working days later: from a Friday, one later is the Monday; from
/// the Saturday or Sunday too.
pub fn working_days_later(zone: Tz, at: Moment, count: usize) -> Moment {
    let shown = local(zone, at);
    let days = shown.date().iter_days().skip(1).filter(|day| is_working_day(*day));
    let day = match count {
        0 => Some(shown.date()),
        _ => days.take(count).last(),
    };
    day.map_or(at, |day| instant(zone, day.and_time(shown.time())))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;

    use super::*;
    use crate::network::tests::paris;

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let later = |from, count| working_days_later(Paris, paris(from), count);
        assert_eq!(later("2026-11-02 09:15", 0), paris("2026-11-02 09:15"));
        assert_eq!(later("2026-11-02 09:15", 3), paris("2026-11-05 09:15"));
        assert_eq!(later("2026-11-06 18:00", 1), paris("2026-11-09 18:00"));
        assert_eq!(later("2026-11-07 18:00", 1), paris("2026-11-09 18:00"));
        assert_eq!(later("2026-11-09 18:00", 2), paris("2026-11-12 18:00"), "11 November");
        // Across the clock change, the same time of day.
        assert_eq!(later("2026-10-23 10:00", 1), paris("2026-10-26 10:00"));
    }
}
