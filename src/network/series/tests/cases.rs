//! Rules and dates as people meet them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveTime};
use chrono_tz::{America::Martinique, Europe::Paris};

use crate::network::series::*;
use crate::network::tests::{day, paris};
use crate::network::time::Holiday;

pub fn series(first: &str, at: &str, every: Every, ends: Ends) -> Series {
    Series {
        first: day(first),
        at: NaiveTime::parse_from_str(at, "%H:%M").unwrap(),
        minutes: 90,
        zone: Paris,
        rule: Rule { every, interval: 1, ends },
        skips_holidays: false,
        except: BTreeSet::new(),
    }
}

pub fn weekly(on: &[Weekday]) -> Every {
    Every::Week { on: on.to_vec() }
}

pub fn days(series: &Series) -> Vec<String> {
    let dates = series.dates().unwrap();
    dates.occurrences.iter().map(|date| date.day.format("%m-%d").to_string()).collect()
}

#[test]
fn ten_stays_ten_across_both_clock_changes() {
    for (first, edge) in [("2026-03-24", "2026-03-31"), ("2026-10-20", "2026-10-27")] {
        let dates = series(first, "10:00", weekly(&[Weekday::Tuesday]), Ends::Count(2));
        let dates = dates.dates().unwrap().occurrences;
        let starts: Vec<_> = dates.iter().map(|date| date.span.start).collect();
        assert_eq!(starts, [first, edge].map(|day| paris(&format!("{day} 10:00"))));
        assert_ne!((starts[1].millis() - starts[0].millis()) % 86_400_000, 0);
        assert_eq!(dates[1].span.minutes(), 90);
    }
}

#[test]
fn a_skipped_hour_moves_forward_and_a_double_one_is_the_first() {
    let daily = || Every::Day { only: vec![] };
    let gap = series("2026-03-28", "02:30", daily(), Ends::Count(3)).dates().unwrap();
    let starts: Vec<String> =
        gap.occurrences.iter().map(|date| date.span.start.to_string()).collect();
    let spring = ["28T01:30", "29T01:30", "30T00:30"].map(|at| format!("2026-03-{at}:00.000Z"));
    assert_eq!(starts, spring);
    let twice = series("2026-10-25", "02:30", daily(), Ends::Count(2)).dates().unwrap();
    let starts: Vec<String> =
        twice.occurrences.iter().map(|date| date.span.start.to_string()).collect();
    assert_eq!(starts, ["25T00:30", "26T01:30"].map(|at| format!("2026-10-{at}:00.000Z")));
}

#[test]
fn a_zone_without_clock_changes() {
    let mut fort = series("2026-03-24", "10:00", weekly(&[Weekday::Tuesday]), Ends::Count(2));
    fort.zone = Martinique;
    let dates = fort.dates().unwrap().occurrences;
    assert_eq!(dates[0].span.start.to_string(), "2026-03-24T14:00:00.000Z");
    assert_eq!(dates[1].span.start.to_string(), "2026-03-31T14:00:00.000Z");
}

#[test]
fn months_by_day_and_by_weekday() {
    let last = series("2026-01-31", "10:00", Every::MonthDay { day: 31 }, Ends::Count(4));
    assert_eq!(days(&last), ["01-31", "03-31", "05-31", "07-31"], "no 31st, no session");
    let end = series("2026-01-31", "10:00", Every::MonthDay { day: -1 }, Ends::Count(3));
    assert_eq!(days(&end), ["01-31", "02-28", "03-31"]);
    let monthly = |first, nth, ends| {
        series(first, "10:00", Every::MonthWeekday { nth, weekday: Weekday::Tuesday }, ends)
    };
    let until = Ends::Until(day("2026-04-07"));
    assert_eq!(days(&monthly("2026-01-06", 1, until)), ["01-06", "02-03", "03-03", "04-07"]);
    assert_eq!(days(&monthly("2026-03-31", 5, Ends::Count(3))), ["03-31", "06-30", "09-29"]);
    assert_eq!(days(&monthly("2026-01-27", -1, Ends::Count(3))), ["01-27", "02-24", "03-31"]);
}

#[test]
fn intervals_weekdays_and_exceptions() {
    let on = [Weekday::Thursday, Weekday::Monday];
    let mut every_other = series("2026-11-05", "14:00", weekly(&on), Ends::Count(4));
    every_other.rule.interval = 2;
    assert_eq!(days(&every_other), ["11-05", "11-16", "11-19", "11-30"]);
    every_other.except.insert(day("2026-11-16"));
    assert_eq!(days(&every_other), ["11-05", "11-19", "11-30"], "counted all the same");
    let skipped = every_other.dates().unwrap().skipped;
    assert_eq!(skipped, [Skipped { day: day("2026-11-16"), why: Why::Excepted }]);
    let work = Every::Day { only: vec![Weekday::Monday, Weekday::Friday] };
    let work = series("2026-11-06", "14:00", work, Ends::Count(3));
    assert_eq!(days(&work), ["11-06", "11-09", "11-13"]);
}

#[test]
fn holidays_are_skipped_on_demand() {
    let mut mondays =
        series("2026-03-30", "14:00", weekly(&[Weekday::Monday]), Ends::Until(day("2026-04-13")));
    assert_eq!(days(&mondays), ["03-30", "04-06", "04-13"]);
    mondays.skips_holidays = true;
    assert_eq!(days(&mondays), ["03-30", "04-13"]);
    let why = Why::Holiday(Holiday::EasterMonday);
    assert_eq!(mondays.dates().unwrap().skipped, [Skipped { day: day("2026-04-06"), why }]);
}

#[test]
fn what_is_refused() {
    let good = series("2026-11-03", "14:00", weekly(&[Weekday::Tuesday]), Ends::Count(200));
    assert_eq!(good.dates().unwrap().occurrences.len(), 200);
    let with = |change: &dyn Fn(&mut Series)| {
        let mut bad = good.clone();
        change(&mut bad);
        bad.dates().unwrap_err()
    };
    assert_eq!(with(&|s| s.rule.ends = Ends::Count(201)), SeriesRefused::TooMany);
    assert_eq!(with(&|s| s.rule.ends = Ends::Until(day("2036-01-01"))), SeriesRefused::TooMany);
    assert_eq!(with(&|s| s.rule.ends = Ends::Count(0)), SeriesRefused::Count);
    assert_eq!(with(&|s| s.rule.ends = Ends::Until(day("2026-11-02"))), SeriesRefused::Ends);
    assert_eq!(with(&|s| s.rule.interval = 0), SeriesRefused::Interval);
    assert_eq!(with(&|s| s.rule.interval = 53), SeriesRefused::Interval);
    assert_eq!(with(&|s| s.rule.every = weekly(&[])), SeriesRefused::NoDay);
    for number in [0, 32, -2] {
        let every = Every::MonthDay { day: number };
        assert_eq!(with(&|s| s.rule.every = every.clone()), SeriesRefused::NoDay);
    }
    let sixth = Every::MonthWeekday { nth: 6, weekday: Weekday::Monday };
    assert_eq!(with(&|s| s.rule.every = sixth.clone()), SeriesRefused::NoDay);
    assert_eq!(with(&|s| s.minutes = 0), SeriesRefused::Duration);
    let next = SeriesRefused::FirstDay(Some(day("2026-11-10")));
    assert_eq!(with(&|s| s.first = day("2026-11-04")), next);
    assert!(next.reason().fr.contains("10/11/2026"));
}

#[test]
fn rules_are_written_as_the_standard_says() {
    let text = |every, interval, ends| Rule { every, interval, ends }.to_string();
    let two = weekly(&[Weekday::Thursday, Weekday::Monday]);
    assert_eq!(text(two, 2, Ends::Count(8)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=8");
    let first = Every::MonthWeekday { nth: 1, weekday: Weekday::Monday };
    let until = Ends::Until(day("2027-06-30"));
    assert_eq!(text(first, 1, until), "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270630");
    let last = Every::MonthDay { day: -1 };
    assert_eq!(text(last, 1, Ends::Count(3)), "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3");
    let daily = Every::Day { only: vec![] };
    assert_eq!(text(daily, 1, Ends::Count(3)), "FREQ=DAILY;COUNT=3");
}

/// A thirty-first every forty-three months, two hundred times: beyond the year 3000.
#[test]
fn rare_days_are_found() {
    let mut rare = series("2026-01-31", "00:00", Every::MonthDay { day: 31 }, Ends::Count(200));
    rare.rule.interval = 43;
    let dates = rare.dates().unwrap();
    assert_eq!(dates.occurrences.len(), 200);
    assert!(dates.occurrences.iter().all(|date| date.day.day() == 31));
    rare.rule.ends = Ends::Count(201);
    assert_eq!(rare.dates(), Err(SeriesRefused::TooMany));

    // A fifth Tuesday of February, every three years: about once in a century.
    let every = Every::MonthWeekday { nth: 5, weekday: Weekday::Tuesday };
    let mut rarest = series("2028-02-29", "10:00", every, Ends::Count(3));
    rarest.rule.interval = 36;
    let years: Vec<i32> =
        rarest.dates().unwrap().occurrences.iter().map(|date| date.day.year()).collect();
    assert_eq!(years, [2028, 2124, 2220]);
}
