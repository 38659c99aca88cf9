//! A span of time: from its first instant up to, not including, its last.

use chrono::Duration;
use serde::Serialize;

use crate::platform::database::Moment;

/// Half-open: two spans that only touch do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    pub start: Moment,
    pub end: Moment,
}

impl Span {
    /// `None` unless it ends after its start.
    pub fn new(start: Moment, end: Moment) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub fn contains(&self, at: Moment) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether all of the other lies in it.
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whole minutes.
    pub fn minutes(&self) -> i64 {
        (self.end.millis() - self.start.millis()) / 60_000
    }

    /// The same, so much earlier at its start and later at its end.
    pub fn widened(&self, before: Duration, after: Duration) -> Self {
        Self {
            start: self.start.plus_seconds(-before.num_seconds()),
            end: self.end.plus_seconds(after.num_seconds()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: i64, end: i64) -> Span {
        Span::new(Moment::from_millis(start), Moment::from_millis(end)).unwrap()
    }

    #[test]
    fn touching_is_not_overlapping() {
        assert!(!span(0, 10).overlaps(&span(10, 20)));
        assert!(!span(10, 20).overlaps(&span(0, 10)));
        assert!(span(0, 11).overlaps(&span(10, 20)));
        assert!(span(0, 30).overlaps(&span(10, 20)));
        assert!(span(10, 20).overlaps(&span(0, 30)));
    }

    #[test]
    fn a_span_has_a_length() {
        let at = Moment::from_millis;
        assert_eq!((Span::new(at(5), at(5)), Span::new(at(5), at(4))), (None, None));
        let hour = span(0, 3_600_000);
        assert_eq!(hour.minutes(), 60);
        assert!(hour.contains(at(0)) && !hour.contains(at(3_600_000)));
        let wide = hour.widened(Duration::minutes(10), Duration::minutes(20));
        assert_eq!(wide.minutes(), 90);
        assert!(wide.covers(&hour) && !hour.covers(&wide) && hour.covers(&hour));
    }
}
