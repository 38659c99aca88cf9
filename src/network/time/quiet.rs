//! Quiet hours: no message goes out in the evening and at night.

use chrono::{Days, NaiveTime};
use chrono_tz::Tz;

use super::wall::{instant, local};
use crate::platform::database::Moment;

/// From an hour of the evening until an hour of the morning, by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    pub zone: Tz,
    pub from: NaiveTime,
    /// No longer quiet.
    pub until: NaiveTime,
}

impl QuietHours {
    /// 20:00 to 07:00 (domain.md, "Planned workshops").
    pub fn of(zone: Tz) -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self { zone, from: hour(20), until: hour(7) }
    }

    pub fn is_quiet(&self, at: Moment) -> bool {
        let time = local(self.zone, at).time();
        time >= self.from || time < self.until
    }

    /// The first instant, from that one on, at which a message may go out.
    pub fn next_open(&self, at: Moment) -> Moment {
        let shown = local(self.zone, at);
        let morning = if shown.time() >= self.from {
            shown.date() + Days::new(1)
        } else if shown.time() < self.until {
            shown.date()
        } else {
            return at;
        };
        instant(self.zone, morning.and_time(self.until))
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;

    use super::*;
    use crate::network::tests::paris;

    #[test]
    fn the_evening_waits_for_the_morning() {
        let quiet = QuietHours::of(Paris);
        let goes = |at: &str| quiet.next_open(paris(at));
        assert_eq!(goes("2026-11-20 19:59"), paris("2026-11-20 19:59"));
        assert_eq!(goes("2026-11-20 20:00"), paris("2026-11-21 07:00"));
        assert_eq!(goes("2026-11-21 00:00"), paris("2026-11-21 07:00"));
        assert_eq!(goes("2026-11-21 06:59"), paris("2026-11-21 07:00"));
        assert_eq!(goes("2026-11-21 07:00"), paris("2026-11-21 07:00"));
        assert!(quiet.is_quiet(paris("2026-11-20 23:00")));
        assert!(!quiet.is_quiet(paris("2026-11-20 12:00")));
    }

    #[test]
    fn nights_in_which_clocks_change() {
        let quiet = QuietHours::of(Paris);
        let night = |evening: &str, morning: &str| {
            let (from, to) = (paris(evening), paris(morning));
            assert_eq!(quiet.next_open(from), to);
            (to.millis() - from.millis()) / 3_600_000
        };
        assert_eq!(night("2026-03-28 20:00", "2026-03-29 07:00"), 10);
        assert_eq!(night("2026-10-24 20:00", "2026-10-25 07:00"), 12);
    }
}
