//! Dates by walking day by day, as a person with a calendar would: shares nothing with what it
//! judges but the look at a wall clock.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveTime};
use chrono_tz::{Africa::Casablanca, Europe::Paris, Pacific::Noumea, Tz};
use proptest::prelude::*;

use super::cases::series;
use crate::network::series::*;
use crate::network::time::{holidays_of, local};
use crate::platform::database::Moment;

fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

fn is_on(rule: &Rule, first: NaiveDate, day: NaiveDate) -> bool {
    let interval = i64::from(rule.interval);
    let has = |days: &[Weekday]| days.iter().any(|other| other.chrono() == day.weekday());
    let months = i64::from(day.year() - first.year()) * 12 + i64::from(day.month())
        - i64::from(first.month());
    let is_last = (day + Days::new(1)).month() != day.month();
    match &rule.every {
        Every::Day { only } => {
            (day - first).num_days() % interval == 0 && (only.is_empty() || has(only))
        }
        Every::Week { on } => {
            (monday_of(day) - monday_of(first)).num_days() / 7 % interval == 0 && has(on)
        }
        Every::MonthDay { day: -1 } => months % interval == 0 && is_last,
        Every::MonthDay { day: number } => {
            months % interval == 0 && day.day() == u32::try_from(*number).unwrap()
        }
        Every::MonthWeekday { nth: -1, weekday } => {
            months % interval == 0
                && has(&[*weekday])
                && (day + Days::new(7)).month() != day.month()
        }
        Every::MonthWeekday { nth, weekday } => {
            let before = (0..day.day0()).filter(|back| {
                (day - Days::new(u64::from(back + 1))).weekday() == weekday.chrono()
            });
            months % interval == 0 && has(&[*weekday]) && before.count() as i8 == nth - 1
        }
    }
}

/// What walking found.
struct Walk {
    /// The days of the rule, up to one more than 200.
    days: Vec<NaiveDate>,
    /// Whether it came to the end of the rule. A rule may give its days for thousands of years: a
    /// fifth Monday of February, every three years.
    is_whole: bool,
}

/// The last year walked to.
const LAST_YEAR: i32 = 2_230;

fn walk(series: &Series) -> Walk {
    let mut days = Vec::new();
    let mut day = series.first;
    while day.year() <= LAST_YEAR {
        let over = match series.rule.ends {
            Ends::Count(count) => days.len() == count as usize,
            Ends::Until(last) => day > last,
        };
        if over || days.len() > 200 {
            return Walk { days, is_whole: true };
        }
        if is_on(&series.rule, series.first, day) {
            days.push(day);
        }
        day = day + Days::new(1);
    }
    Walk { days, is_whole: false }
}

/// The first instant, quarter by quarter, at which the clock shows that time; or, if it never
/// does, what it would have been without the change, an hour later on the clock.
fn look(zone: Tz, day: NaiveDate, at: NaiveTime) -> Moment {
    let wanted = day.and_time(at);
    let from = Moment::from_millis((wanted - Duration::hours(16)).and_utc().timestamp_millis());
    let find = |wanted| {
        (0..32 * 4)
            .map(|quarter| from.plus_seconds(quarter * 900))
            .find(|moment| local(zone, *moment) == wanted)
    };
    find(wanted).or_else(|| find(wanted + Duration::hours(1))).unwrap()
}

fn rules() -> impl Strategy<Value = Rule> {
    let days = |least| prop::collection::vec(prop::sample::select(Weekday::ALL.to_vec()), least..4);
    let every = prop_oneof![
        days(0).prop_map(|only| Every::Day { only }),
        days(1).prop_map(|on| Every::Week { on }),
        prop_oneof![Just(-1_i8), 1_i8..=31, 28_i8..=31].prop_map(|day| Every::MonthDay { day }),
        (prop_oneof![Just(-1_i8), 1_i8..=5], prop::sample::select(Weekday::ALL.to_vec()))
            .prop_map(|(nth, weekday)| Every::MonthWeekday { nth, weekday }),
    ];
    let interval = prop_oneof![4 => 1_u16..=4, 1 => 1_u16..=52];
    let ends = prop_oneof![
        4 => (1_u32..30).prop_map(Ends::Count),
        1 => (1_u32..=205).prop_map(Ends::Count),
        4 => (0_i64..500).prop_map(|days| Ends::Until(start() + Duration::days(days))),
    ];
    (every, interval, ends).prop_map(|(every, interval, ends)| Rule { every, interval, ends })
}

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

fn all() -> impl Strategy<Value = Series> {
    let zone = prop::sample::select(vec![Paris, Paris, Casablanca, Noumea]);
    let quarter = prop_oneof![0_u32..96, 6_u32..14];
    let except = prop::collection::vec(0_i64..500, 0..20);
    (rules(), 0_u64..300, quarter, zone, any::<bool>(), except).prop_map(
        |(rule, first, quarter, zone, skips_holidays, except)| {
            let mut series = series("2026-01-01", "00:00", rule.every, rule.ends);
            series.first = start() + Days::new(first);
            series.rule.interval = rule.interval;
            series.at = NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
            series.zone = zone;
            series.skips_holidays = skips_holidays;
            series.except = except.iter().map(|days| start() + Duration::days(*days)).collect();
            series
        },
    )
}

/// Most random first days are none of the rule's: begin with the next that is.
fn aligned(mut series: Series) -> Series {
    for _ in 0..800 {
        if is_on(&series.rule, series.first, series.first) {
            break;
        }
        series.first = series.first + Days::new(1);
    }
    series
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn dates_are_those_of_a_walk(series in all().prop_map(aligned)) {
        let Walk { days, is_whole } = walk(&series);
        let found = series.dates();
        if let Ends::Until(last) = series.rule.ends && last < series.first {
            prop_assert_eq!(found, Err(SeriesRefused::Ends));
            return Ok(());
        }
        if days.len() > 200 {
            prop_assert_eq!(found, Err(SeriesRefused::TooMany));
            return Ok(());
        }
        prop_assert_eq!(days.first(), Some(&series.first));
        let found = match found {
            Err(SeriesRefused::TooMany) if !is_whole => return Ok(()),
            found => found.unwrap(),
        };
        if is_whole {
            prop_assert_eq!(found.occurrences.len() + found.skipped.len(), days.len());
        }
        let holidays: BTreeSet<NaiveDate> =
            (2026..=2030).flat_map(holidays_of).map(|(day, _)| day).collect();
        let is_out = |day: &NaiveDate| {
            series.except.contains(day)
                || series.skips_holidays && day.year() <= 2030 && holidays.contains(day)
        };
        let near = |day: &NaiveDate| day.year() <= 2030;
        let kept: Vec<_> = days.iter().filter(|day| !is_out(day) && near(day)).collect();
        let dates: Vec<_> = found.occurrences.iter().filter(|date| near(&date.day)).collect();
        prop_assert_eq!(dates.iter().map(|date| &date.day).collect::<Vec<_>>(), kept);
        let out = found.skipped.iter().filter(|out| near(&out.day)).count();
        prop_assert_eq!(out, days.iter().filter(|day| is_out(day)).count());
        for date in dates.iter().take(60) {
            prop_assert_eq!(date.span.start, look(series.zone, date.day, series.at));
            prop_assert_eq!(date.span.minutes(), 90);
        }
    }

    #[test]
    fn a_series_cut_in_two_is_the_same(series in all().prop_map(aligned), cut in 0_u64..500) {
        let Ok(whole) = series.dates() else { return Ok(()) };
        let cut = start() + Days::new(cut);
        let halves = [series.before(cut).unwrap(), series.from(cut).unwrap()];
        let parts: Vec<Dates> =
            halves.iter().flatten().map(|half| half.dates().unwrap()).collect();
        let all: Vec<_> = parts.iter().flat_map(|part| part.occurrences.clone()).collect();
        prop_assert_eq!(all, whole.occurrences);
        let out: Vec<_> = parts.iter().flat_map(|part| part.skipped.clone()).collect();
        prop_assert_eq!(out, whole.skipped);
    }
}
