//! When somebody can come: weekly hours, absences, a monthly limit; and their free time.

use chrono::{Datelike, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::Serialize;

use crate::network::series::Weekday;
use crate::network::time::{Span, instant, local};

/// The same hours every week, by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Hours {
    pub weekday: Weekday,
    pub from: NaiveTime,
    /// Not included; midnight is the end of the day.
    pub until: NaiveTime,
}

impl Hours {
    /// As a span of one day, if it is that weekday and the hours are some.
    fn on(&self, zone: Tz, day: NaiveDate) -> Option<Span> {
        if day.weekday() != self.weekday.chrono() {
            return None;
        }
        let ends_on = if self.until == NaiveTime::MIN { day.succ_opt()? } else { day };
        Span::new(
            instant(zone, day.and_time(self.from)),
            instant(zone, ends_on.and_time(self.until)),
        )
    }
}

/// Away, from the first to the last of these days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Absence {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Absence {
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

/// When somebody can come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// None means any hour.
    pub weekly: Vec<Hours>,
    pub absences: Vec<Absence>,
    /// Sessions a month.
    pub monthly_limit: Option<u32>,
}

impl Availability {
    /// The absence that a span falls into, if any.
    pub fn absence(&self, zone: Tz, span: Span) -> Option<Absence> {
        let days = days_of(zone, span);
        self.absences.iter().copied().find(|absence| days.iter().any(|day| absence.covers(*day)))
    }

    /// Whether all of a span lies in the weekly hours; neighbouring hours are joined.
    pub fn is_within_hours(&self, zone: Tz, span: Span) -> bool {
        if self.weekly.is_empty() {
            return true;
        }
        let open = self.hours_of(zone, &days_of(zone, span));
        joined(open).iter().any(|hours| hours.covers(&span))
    }

    /// The free time of some days: weekly hours without absences and without what is booked, in
    /// order. Without weekly hours, the whole days.
    pub fn free(&self, zone: Tz, days: &[NaiveDate], booked: &[Span]) -> Vec<Span> {
        let here = |day: &&NaiveDate| !self.absences.iter().any(|absence| absence.covers(**day));
        let days: Vec<NaiveDate> = days.iter().filter(here).copied().collect();
        let open = if self.weekly.is_empty() {
            days.iter().filter_map(|day| whole_day(zone, *day)).collect()
        } else {
            self.hours_of(zone, &days)
        };
        let mut free = joined(open);
        for taken in booked {
            free = free.into_iter().flat_map(|span| without(span, *taken)).collect();
        }
        free
    }

    fn hours_of(&self, zone: Tz, days: &[NaiveDate]) -> Vec<Span> {
        let of_day = |day: &NaiveDate| {
            let day = *day;
            self.weekly.iter().filter_map(move |hours| hours.on(zone, day))
        };
        days.iter().flat_map(of_day).collect()
    }
}

fn whole_day(zone: Tz, day: NaiveDate) -> Option<Span> {
    let start = |day: NaiveDate| instant(zone, day.and_time(NaiveTime::MIN));
    Span::new(start(day), start(day.succ_opt()?))
}

/// The local days that a span touches.
fn days_of(zone: Tz, span: Span) -> Vec<NaiveDate> {
    let last = local(zone, span.end.plus_seconds(-1)).date();
    local(zone, span.start).date().iter_days().take_while(|day| *day <= last).collect()
}

/// The same time as few spans as can be, in order.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => all.push(span),
        }
    }
    all
}

/// What is left of a span once another is taken out of it.
fn without(span: Span, taken: Span) -> impl Iterator<Item = Span> {
    let before = Span::new(span.start, span.end.min(taken.start));
    let after = Span::new(span.start.max(taken.end), span.end);
    before.into_iter().chain(after)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;
    use crate::network::tests::{day, paris, span};
    use crate::platform::database::Moment;

    fn hours(weekday: Weekday, from: &str, until: &str) -> Hours {
        let time = |text| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
        Hours { weekday, from: time(from), until: time(until) }
    }

    fn tuesdays() -> Availability {
        Availability {
            weekly: vec![
                hours(Weekday::Tuesday, "13:00", "17:00"),
                hours(Weekday::Tuesday, "09:00", "12:00"),
                hours(Weekday::Tuesday, "12:00", "13:00"),
                hours(Weekday::Sunday, "20:00", "00:00"),
            ],
            absences: vec![Absence { first: day("2026-11-09"), last: day("2026-11-10") }],
            monthly_limit: Some(4),
        }
    }

    #[test]
    fn hours_and_absences_of_a_session() {
        let free = tuesdays();
        let within = |from, to| free.is_within_hours(Paris, span(from, to));
        assert!(within("2026-11-03 09:00", "2026-11-03 17:00"), "joined over noon");
        assert!(!within("2026-11-03 08:59", "2026-11-03 10:00"));
        assert!(!within("2026-11-04 10:00", "2026-11-04 11:00"));
        assert!(within("2026-11-08 22:00", "2026-11-09 00:00"), "until midnight");
        assert!(
            Availability::default()
                .is_within_hours(Paris, span("2026-11-04 03:00", "2026-11-04 04:00"))
        );
        let absent = |from, to| free.absence(Paris, span(from, to)).is_some();
        assert!(absent("2026-11-10 10:00", "2026-11-10 11:00"));
        assert!(absent("2026-11-08 22:00", "2026-11-09 00:30"));
        assert!(!absent("2026-11-08 22:00", "2026-11-09 00:00"), "over when it begins");
        assert!(!absent("2026-11-11 10:00", "2026-11-11 11:00"));
    }

    #[test]
    fn free_time_is_hours_without_what_is_booked() {
        let days: Vec<NaiveDate> = day("2026-11-02").iter_days().take(14).collect();
        let booked = [span("2026-11-03 10:00", "2026-11-03 11:00")];
        let free = tuesdays().free(Paris, &days, &booked);
        let expected = [
            span("2026-11-03 09:00", "2026-11-03 10:00"),
            span("2026-11-03 11:00", "2026-11-03 17:00"),
            span("2026-11-08 20:00", "2026-11-09 00:00"),
            span("2026-11-15 20:00", "2026-11-16 00:00"),
        ];
        assert_eq!(free, expected);
        let whole = Availability::default().free(Paris, &[day("2026-10-25")], &[]);
        assert_eq!(whole[0].minutes(), 25 * 60, "a day with a clock change");
    }

    proptest! {
        /// Against a look at every quarter of an hour.
        #[test]
        fn each_quarter_is_free_or_not(
            weekly in prop::collection::vec((0_usize..7, 0_u32..48, 0_u32..49), 0..5),
            booked in prop::collection::vec((0_i64..96 * 7, 1_i64..20), 0..6),
            away in prop::option::of(0_u64..7),
        ) {
            let half = |n: u32| NaiveTime::from_hms_opt(n / 2 % 24, n % 2 * 30, 0).unwrap();
            let monday = day("2026-11-02");
            let zero = paris("2026-11-02 00:00");
            let at = |quarter: i64| zero.plus_seconds(quarter * 900);
            let availability = Availability {
                weekly: weekly
                    .iter()
                    .map(|(d, from, until)| Hours {
                        weekday: Weekday::ALL[*d],
                        from: half(*from),
                        until: half(*until),
                    })
                    .collect(),
                absences: away
                    .iter()
                    .map(|d| monday + chrono::Days::new(*d))
                    .map(|day| Absence { first: day, last: day })
                    .collect(),
                monthly_limit: None,
            };
            let booked: Vec<Span> = booked
                .iter()
                .map(|(from, long)| Span::new(at(*from), at(from + long)).unwrap())
                .collect();
            let days: Vec<NaiveDate> = monday.iter_days().take(7).collect();
            let free = availability.free(Paris, &days, &booked);
            for quarter in 0..96 * 7 {
                let (now, d): (Moment, i64) = (at(quarter), quarter / 96);
                let minute = (quarter % 96 * 15) as u32;
                let open = weekly.is_empty() || weekly.iter().any(|(w, from, until)| {
                    let until = if *until % 48 == 0 { 48 } else { *until };
                    *w as i64 == d && (from * 30..until * 30).contains(&minute)
                });
                let is_free = open
                    && away != Some(d as u64)
                    && !booked.iter().any(|b| b.start <= now && now < b.end);
                prop_assert_eq!(free.iter().any(|span| span.contains(now)), is_free, "{}", quarter);
            }
        }
    }
}
