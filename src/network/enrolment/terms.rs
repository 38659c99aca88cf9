//! What a network decides about time: when a seat is given, offered or left to the lead.

use chrono::{Days, Duration, NaiveTime};
use chrono_tz::Tz;

use crate::network::time::{QuietHours, Span, instant, local};
use crate::platform::database::Moment;

/// The periods that the rules turn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// More than that before the start, a free seat is given.
    pub given_before: Duration,
    /// Less than that before the start, a free seat is left to the lead.
    pub offered_before: Duration,
    /// How long an offer runs.
    pub offer: Duration,
    /// How long a request holds its seat.
    pub answer: Duration,
    /// A confirmed seat given back less than that before the start is given back late.
    pub late: Duration,
    /// How long after the end attendance may be corrected.
    pub correction: Duration,
    pub quiet: QuietHours,
}

/// What happens to a seat that falls free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    Given,
    Offered { until: Moment },
    LeftToLead,
}

fn plus(at: Moment, by: Duration) -> Moment {
    at.plus_seconds(by.num_seconds())
}

impl Terms {
    /// Those of domain.md and of this module, in a time zone.
    pub fn of(zone: Tz) -> Self {
        Self {
            given_before: Duration::hours(24),
            offered_before: Duration::hours(2),
            offer: Duration::hours(4),
            answer: Duration::hours(24),
            late: Duration::hours(24),
            correction: Duration::days(30),
            quiet: QuietHours::of(zone),
        }
    }

    /// What happens at an instant to a seat of a workshop that starts then.
    pub fn window(&self, start: Moment, at: Moment) -> Window {
        if plus(at, self.given_before) < start {
            return Window::Given;
        }
        let last = self.last_call(start);
        let told = self.quiet.next_open(at);
        let until = plus(told, self.offer).min(last);
        if told < until { Window::Offered { until } } else { Window::LeftToLead }
    }

    /// Until when anything happens by itself.
    fn last_call(&self, start: Moment) -> Moment {
        plus(start, -self.offered_before)
    }

    /// Until when a request holds its seat.
    pub(super) fn answer_until(&self, start: Moment, at: Moment) -> Moment {
        let last = self.last_call(start);
        if at < last { plus(at, self.answer).min(last) } else { start }
    }

    pub(super) fn is_late(&self, start: Moment, at: Moment) -> bool {
        plus(at, self.late) > start
    }

    /// Whether attendance may be written down: from midnight of the day on, and 30 days after.
    pub(super) fn takes_attendance(&self, span: Span, at: Moment) -> bool {
        let zone = self.quiet.zone;
        let midnight = instant(zone, local(zone, span.start).date().and_time(NaiveTime::MIN));
        midnight <= at && at < self.correctable_until(span)
    }

    fn correctable_until(&self, span: Span) -> Moment {
        let zone = self.quiet.zone;
        let end = local(zone, span.end);
        let days = u64::try_from(self.correction.num_days()).unwrap_or_default();
        instant(zone, end + Days::new(days))
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;

    use super::*;
    use crate::network::tests::{paris, span};

    /// What happens to a seat of a workshop on 20 November.
    fn on(start: &str, at: &str) -> Window {
        let start = paris(&format!("2026-11-20 {start}"));
        Terms::of(Paris).window(start, paris(at))
    }

    fn until(text: &str) -> Window {
        Window::Offered { until: paris(text) }
    }

    #[test]
    fn the_three_windows() {
        assert_eq!(on("14:00", "2026-11-19 13:59"), Window::Given);
        assert_eq!(on("14:00", "2026-11-19 14:00"), until("2026-11-19 18:00"));
        assert_eq!(on("14:00", "2026-11-20 09:30"), until("2026-11-20 12:00"));
        assert_eq!(on("14:00", "2026-11-20 11:59"), until("2026-11-20 12:00"));
        assert_eq!(on("14:00", "2026-11-20 12:00"), Window::LeftToLead);
        assert_eq!(on("14:00", "2026-11-20 15:00"), Window::LeftToLead);
    }

    #[test]
    fn an_offer_does_not_run_while_nobody_is_told() {
        assert_eq!(on("14:00", "2026-11-19 19:59"), until("2026-11-19 23:59"));
        assert_eq!(on("14:00", "2026-11-19 20:00"), until("2026-11-20 11:00"));
        assert_eq!(on("14:00", "2026-11-20 03:00"), until("2026-11-20 11:00"));
        assert_eq!(on("10:00", "2026-11-19 22:00"), until("2026-11-20 08:00"));
        assert_eq!(on("09:00", "2026-11-19 22:00"), Window::LeftToLead, "07:00 is too late");
    }

    #[test]
    fn answers_lateness_and_attendance() {
        let terms = Terms::of(Paris);
        let workshop = span("2026-11-20 14:00", "2026-11-20 16:00");
        let answer = |at: &str| terms.answer_until(workshop.start, paris(at));
        assert_eq!(answer("2026-11-10 09:00"), paris("2026-11-11 09:00"));
        assert_eq!(answer("2026-11-19 20:00"), paris("2026-11-20 12:00"));
        assert_eq!(answer("2026-11-20 12:00"), paris("2026-11-20 14:00"));
        assert!(!terms.is_late(workshop.start, paris("2026-11-19 14:00")));
        assert!(terms.is_late(workshop.start, paris("2026-11-19 14:01")));
        let takes = |at: &str| terms.takes_attendance(workshop, paris(at));
        assert!(!takes("2026-11-19 23:59") && takes("2026-11-20 00:00"));
        assert!(takes("2026-12-20 15:59") && !takes("2026-12-20 16:00"));
    }
}
