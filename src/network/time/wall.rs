//! Wall clocks: which instant a local time is, across both clock changes.
//!
//! RFC 5545 (3.3.5): a local time that a clock change skips is read with the offset before the
//! gap, so 02:30 becomes 03:30 on the last Sunday of March; one that comes twice is the first.

use chrono::{Duration, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use crate::platform::database::Moment;

/// The instant at which clocks of that zone show a local time.
pub fn instant(zone: Tz, local: NaiveDateTime) -> Moment {
    let millis = match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => at.timestamp_millis(),
        LocalResult::Ambiguous(first, _) => first.timestamp_millis(),
        LocalResult::None => {
            let behind = Duration::seconds(i64::from(offset_before(zone, local)));
            (local - behind).and_utc().timestamp_millis()
        }
    };
    Moment::from_millis(millis)
}

/// Seconds east of Greenwich, just before the gap that a local time falls into.
fn offset_before(zone: Tz, local: NaiveDateTime) -> i32 {
    // No gap is longer than a day and a half: Samoa once skipped a whole day.
    let quarters = (1..=144).map(|quarter| local - Duration::minutes(15 * quarter));
    let before = quarters.filter_map(|earlier| zone.from_local_datetime(&earlier).latest()).next();
    before.map_or(0, |at| at.offset().fix().local_minus_utc())
}

/// What clocks of that zone show at an instant.
pub fn local(zone: Tz, at: Moment) -> NaiveDateTime {
    let utc = Utc.timestamp_millis_opt(at.millis()).single().unwrap_or_default();
    utc.with_timezone(&zone).naive_local()
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Europe::Paris, Pacific::Apia};

    use super::*;
    use crate::network::tests::wall;

    fn utc(zone: Tz, text: &str) -> String {
        instant(zone, wall(text)).to_string()
    }

    #[test]
    fn summer_and_winter_in_paris() {
        assert_eq!(utc(Paris, "2026-07-01 10:00"), "2026-07-01T08:00:00.000Z");
        assert_eq!(utc(Paris, "2026-12-01 10:00"), "2026-12-01T09:00:00.000Z");
        // 29 March 2026: 02:00 to 03:00 is skipped.
        assert_eq!(utc(Paris, "2026-03-29 01:59"), "2026-03-29T00:59:00.000Z");
        assert_eq!(utc(Paris, "2026-03-29 02:00"), "2026-03-29T01:00:00.000Z");
        assert_eq!(utc(Paris, "2026-03-29 02:30"), "2026-03-29T01:30:00.000Z");
        assert_eq!(utc(Paris, "2026-03-29 03:00"), "2026-03-29T01:00:00.000Z");
        // 25 October 2026: 02:00 to 03:00 comes twice.
        assert_eq!(utc(Paris, "2026-10-25 02:30"), "2026-10-25T00:30:00.000Z");
        assert_eq!(utc(Paris, "2026-10-25 03:00"), "2026-10-25T02:00:00.000Z");
    }

    #[test]
    fn a_skipped_time_is_shown_later() {
        let shown = local(Paris, instant(Paris, wall("2026-03-29 02:30")));
        assert_eq!(shown, wall("2026-03-29 03:30"));
    }

    #[test]
    fn a_skipped_day_too() {
        // Samoa had no 30 December 2011.
        let shown = local(Apia, instant(Apia, wall("2011-12-30 10:00")));
        assert_eq!(shown, wall("2011-12-31 10:00"));
    }
}
