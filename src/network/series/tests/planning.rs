//! This, this and following, all: what becomes of the sessions.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use proptest::prelude::*;

use super::cases::{days, series, weekly};
use crate::network::series::*;
use crate::network::tests::{day, id, number, paris};

/// Five Tuesdays in November, from the 3rd; the first was held.
fn tuesdays() -> (Series, Vec<Existing>) {
    let series = series("2026-11-03", "10:00", weekly(&[Weekday::Tuesday]), Ends::Count(5));
    let existing = sessions(&series, 1);
    (series, existing)
}

fn sessions(series: &Series, held: usize) -> Vec<Existing> {
    let dates = series.dates().unwrap().occurrences;
    let session = |(at, date): (usize, &Occurrence)| Existing {
        session_id: id(at as u32 + 1),
        day: date.day,
        span: date.span,
        is_over: at < held,
        is_detached: false,
    };
    dates.iter().enumerate().map(session).collect()
}

fn told(list: &[(crate::platform::database::Id, Occurrence)]) -> Vec<(u32, String)> {
    list.iter().map(|(id, date)| (number(*id), date.day.format("%m-%d").to_string())).collect()
}

fn numbers(ids: &[crate::platform::database::Id]) -> Vec<u32> {
    ids.iter().map(|id| number(*id)).collect()
}

#[test]
fn this_one_alone() {
    let (tuesdays, existing) = tuesdays();
    let once = series("2026-11-12", "15:00", weekly(&[Weekday::Thursday]), Ends::Count(1));
    let plan = replan(&tuesdays, &existing, id(2), Scope::This, Some(once)).unwrap();
    assert_eq!(plan.old.as_ref(), Some(&tuesdays));
    let [(moved, date)] = plan.moved[..] else { panic!() };
    assert_eq!((number(moved), date.day), (2, day("2026-11-10")), "still the one of its day");
    assert_eq!(date.span.start, paris("2026-11-12 15:00"));
    let gone = replan(&tuesdays, &existing, id(2), Scope::This, None).unwrap();
    assert_eq!(numbers(&gone.cancelled), [2]);
    assert_eq!(days(&gone.old.unwrap()), ["11-03", "11-17", "11-24", "12-01"]);
    let held = replan(&tuesdays, &existing, id(1), Scope::This, None);
    assert_eq!(held, Err(SeriesRefused::NothingToChange));
    assert_eq!(replan(&tuesdays, &existing, id(9), Scope::All, None), held);
}

#[test]
fn this_and_following_on_another_day_keep_their_people() {
    let (tuesdays, existing) = tuesdays();
    let thursdays = series("2026-11-19", "10:00", weekly(&[Weekday::Thursday]), Ends::Count(4));
    let plan = replan(&tuesdays, &existing, id(3), Scope::Following, Some(thursdays)).unwrap();
    assert_eq!(days(plan.old.as_ref().unwrap()), ["11-03", "11-10"]);
    let moved = [(3, "11-19"), (4, "11-26"), (5, "12-03")].map(|(n, d)| (n, d.to_owned()));
    assert_eq!(told(&plan.moved), moved);
    assert_eq!(plan.added.iter().map(|date| date.day).collect::<Vec<_>>(), [day("2026-12-10")]);
    assert!(plan.kept.is_empty() && plan.cancelled.is_empty());
}

#[test]
fn every_other_week_cancels_those_between() {
    let (tuesdays, existing) = tuesdays();
    let mut rarer = series("2026-11-10", "10:00", weekly(&[Weekday::Tuesday]), Ends::Count(2));
    rarer.rule.interval = 2;
    let plan = replan(&tuesdays, &existing, id(2), Scope::All, Some(rarer)).unwrap();
    assert_eq!(told(&plan.kept), [(2, "11-10".to_owned()), (4, "11-24".to_owned())]);
    assert_eq!(numbers(&plan.cancelled), [3, 5]);
    assert_eq!(days(&plan.old.unwrap()), ["11-03"], "the one that was held");
}

#[test]
fn all_at_another_hour_but_those_that_were_changed_alone() {
    let (tuesdays, mut existing) = tuesdays();
    existing[2].is_detached = true;
    existing[2].span.start = paris("2026-11-18 09:00");
    let later = Series { at: NaiveTime::from_hms_opt(11, 0, 0).unwrap(), ..tuesdays.clone() };
    let later = later.from(day("2026-11-10")).unwrap();
    let plan = replan(&tuesdays, &existing, id(5), Scope::All, later).unwrap();
    assert_eq!(told(&plan.moved).iter().map(|(n, _)| *n).collect::<Vec<_>>(), [2, 4, 5]);
    assert_eq!(plan.moved[0].1.span.start, paris("2026-11-10 11:00"));
    let [(kept, date)] = plan.kept[..] else { panic!() };
    assert_eq!((number(kept), date.span), (3, existing[2].span));
}

#[test]
fn ending_cancels_what_is_to_come() {
    let (tuesdays, existing) = tuesdays();
    let end = replan(&tuesdays, &existing, id(4), Scope::Following, None).unwrap();
    assert_eq!((numbers(&end.cancelled), end.new), (vec![4, 5], None));
    let all = replan(&tuesdays, &existing, id(4), Scope::All, None).unwrap();
    assert_eq!(numbers(&all.cancelled), [2, 3, 4, 5]);
    let none_held = sessions(&tuesdays, 0);
    let all = replan(&tuesdays, &none_held, id(4), Scope::All, None).unwrap();
    assert_eq!((all.old, all.cancelled.len()), (None, 5));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// No session is lost or doubled, and what is left to come is the new series.
    #[test]
    fn each_session_goes_one_way(
        held in 0_usize..6,
        chosen in 0_usize..8,
        is_all in any::<bool>(),
        shift in 0_u64..9,
        interval in 1_u16..4,
        count in 1_u32..12,
    ) {
        let old = series("2026-11-03", "10:00", weekly(&[Weekday::Tuesday]), Ends::Count(8));
        let existing = sessions(&old, held);
        let scope = if is_all { Scope::All } else { Scope::Following };
        let chosen_day = existing[chosen].day;
        let from = if is_all { existing[held].day } else { chosen_day };
        let first = from + chrono::Days::new(shift);
        let weekday = chrono::Datelike::weekday(&first);
        let on = *Weekday::ALL.iter().find(|on| on.chrono() == weekday).unwrap();
        let mut new = series("2026-11-03", "10:00", weekly(&[on]), Ends::Count(count));
        new.first = first;
        new.rule.interval = interval;
        let plan = replan(&old, &existing, existing[chosen].session_id, scope, Some(new.clone()));
        if chosen < held {
            prop_assert_eq!(plan, Err(SeriesRefused::NothingToChange));
            return Ok(());
        }
        let plan = plan.unwrap();
        let concerned: BTreeSet<u32> = existing
            .iter()
            .filter(|session| !session.is_over && session.day >= from)
            .map(|session| number(session.session_id))
            .collect();
        let mut ways: Vec<u32> = numbers(&plan.cancelled);
        ways.extend(plan.kept.iter().chain(&plan.moved).map(|(id, _)| number(*id)));
        ways.sort_unstable();
        prop_assert_eq!(&ways, &concerned.iter().copied().collect::<Vec<_>>());
        let mut dates: Vec<Occurrence> = plan.added.clone();
        dates.extend(plan.kept.iter().chain(&plan.moved).map(|(_, date)| *date));
        dates.sort_unstable();
        prop_assert_eq!(dates, new.dates().unwrap().occurrences);
        for (id, date) in &plan.moved {
            let was = existing.iter().find(|session| session.session_id == *id).unwrap();
            prop_assert_ne!(was.span, date.span);
            let days = (date.day - was.day).num_days().abs();
            prop_assert!(days < 7, "moved by {days} days");
        }
        let left = plan.old.map(|old| days(&old).len()).unwrap_or(0);
        prop_assert_eq!(left, existing.iter().filter(|session| session.day < from).count());
    }
}
