//! The life of a request, at its edges and against a plain table.

use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use crate::network::requests::*;
use crate::network::tests::{id, paris};
use crate::platform::database::Moment;

pub fn request(number: u32, person: u32, asked: &str) -> HelpRequest {
    HelpRequest {
        id: id(number),
        person_id: id(person),
        competence_id: Some(id(12)),
        target: None,
        area: "44109".to_owned(),
        asked_at: paris(asked),
        hides_name: true,
        state: HelpState::Open,
        claimed_by: None,
        claimed_at: None,
        session_id: None,
        outcome: None,
    }
}

const ASKER: u32 = 1;
const HELPER: u32 = 2;

#[test]
fn from_asking_to_closing() {
    let mut asked = request(1, ASKER, "2026-11-02 10:00");
    let now = paris("2026-11-02 11:00");
    assert!(!asked.shows_name());
    let own = asked.take(HelpStep::Claim { by: id(ASKER) }, now);
    assert_eq!(own, Err(RequestRefused::Oneself));
    asked.take(HelpStep::Claim { by: id(HELPER) }, now).unwrap();
    assert!(asked.shows_name() && asked.circle(Paris, now).is_none());
    let second = asked.take(HelpStep::Claim { by: id(3) }, now);
    assert_eq!(second, Err(RequestRefused::NotFrom(HelpState::Claimed)));
    let session = HelpStep::Schedule { by: id(HELPER), session_id: id(7) };
    asked.take(session, now).unwrap();
    assert_eq!(asked.falls_back_at(Paris), None, "a session is agreed on");
    asked.take(HelpStep::Answer { by: id(HELPER) }, now).unwrap();
    let close = |by| HelpStep::Close { by: id(by), outcome: Outcome::Partly };
    assert_eq!(asked.take(close(HELPER), now), Err(RequestRefused::NotTheAsker));
    asked.take(close(ASKER), now).unwrap();
    assert_eq!((asked.state, asked.outcome), (HelpState::Closed, Some(Outcome::Partly)));
}

#[test]
fn a_claim_falls_back_after_three_working_days() {
    let mut asked = request(1, ASKER, "2026-11-05 10:00");
    // A Friday; the Wednesday after is 11 November.
    asked.take(HelpStep::Claim { by: id(HELPER) }, paris("2026-11-06 17:00")).unwrap();
    assert_eq!(asked.falls_back_at(Paris), Some(paris("2026-11-12 17:00")));
    assert!(!asked.settle(Paris, paris("2026-11-12 16:59")));
    assert!(asked.settle(Paris, paris("2026-11-12 17:00")));
    assert_eq!((asked.state, asked.claimed_by), (HelpState::Open, None));
    assert!(!asked.settle(Paris, paris("2026-11-12 17:00")));
    assert_eq!(asked.circle(Paris, paris("2026-11-12 17:00")), Some(Circle::District));
}

#[test]
fn an_open_request_is_shown_to_more_and_more() {
    let asked = request(1, ASKER, "2026-11-05 10:00");
    let circle = |at: &str| asked.circle(Paris, paris(at)).unwrap().code();
    assert_eq!(circle("2026-11-05 10:00"), "nearest");
    assert_eq!(circle("2026-11-10 09:59"), "nearest");
    assert_eq!(circle("2026-11-10 10:00"), "district");
    assert_eq!(circle("2026-11-17 09:59"), "district", "11 November is none");
    assert_eq!(circle("2026-11-17 10:00"), "coordinators");
}

#[test]
fn nobody_waits_for_ever() {
    let mut asked = request(1, ASKER, "2026-11-05 10:00");
    assert!(!asked.settle(Paris, paris("2027-01-04 09:59")));
    assert!(asked.settle(Paris, paris("2027-01-04 10:00")));
    assert_eq!(asked.state, HelpState::Expired);
    // Claimed at the last moment and forgotten: both at once.
    let mut late = request(1, ASKER, "2026-11-05 10:00");
    late.take(HelpStep::Claim { by: id(HELPER) }, paris("2027-01-03 10:00")).unwrap();
    assert!(late.settle(Paris, paris("2027-02-01 10:00")));
    assert_eq!(late.state, HelpState::Expired);
}

#[test]
fn a_session_that_falls_through_opens_it_again() {
    let mut asked = request(1, ASKER, "2026-11-05 10:00");
    let now = paris("2026-11-05 11:00");
    asked.take(HelpStep::Claim { by: id(HELPER) }, now).unwrap();
    asked.take(HelpStep::Schedule { by: id(HELPER), session_id: id(7) }, now).unwrap();
    let other = asked.take(HelpStep::Unschedule { session_id: id(8) }, now);
    assert!(other.is_err());
    asked.take(HelpStep::Unschedule { session_id: id(7) }, now).unwrap();
    assert_eq!((asked.state, asked.session_id), (HelpState::Open, None));
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Wait(i64),
    Claim(u32),
    GiveBack(u32),
    Schedule(u32),
    FallThrough,
    Answer(u32),
    Close(u32),
    Withdraw(u32),
}

fn deeds() -> impl Strategy<Value = Deed> {
    let who = || prop_oneof![1 => Just(ASKER), 3 => Just(HELPER), 1 => Just(3_u32)];
    prop_oneof![
        3 => (0_i64..80).prop_map(Deed::Wait),
        4 => who().prop_map(Deed::Claim),
        1 => who().prop_map(Deed::GiveBack),
        3 => who().prop_map(Deed::Schedule),
        1 => Just(Deed::FallThrough),
        2 => who().prop_map(Deed::Answer),
        2 => prop_oneof![2 => Just(ASKER), 1 => Just(HELPER)].prop_map(Deed::Close),
        1 => prop_oneof![1 => Just(ASKER), 1 => Just(HELPER)].prop_map(Deed::Withdraw),
    ]
}

/// Hours since Monday 2 November 2026, 10:00, on which weekends and holidays are skipped by hand.
fn is_three_working_days_later(from: i64, now: i64) -> bool {
    // 11 November is the tenth day (from 0), 25 December the 54th, 1 January the 61st.
    let is_off = |day: i64| day % 7 >= 5 || [9, 53, 60].contains(&day);
    let (mut day, mut left) = ((from + 10).div_euclid(24), 3);
    while left > 0 {
        day += 1;
        if !is_off(day) {
            left -= 1;
        }
    }
    now + 10 >= day * 24 + (from + 10).rem_euclid(24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_life_goes_as_the_table_says(history in prop::collection::vec(deeds(), 1..40)) {
        let mut asked = request(1, ASKER, "2026-11-02 10:00");
        let (mut now, mut pile, mut who, mut since) = (0_i64, "open", 0_u32, 0_i64);
        let mut number = 100;
        let mut session = 0;
        for deed in history {
            let at: Moment = paris("2026-11-02 10:00").plus_seconds(now * 3_600);
            let (step, next) = match deed {
                Deed::Wait(hours) => {
                    now += hours;
                    let at = paris("2026-11-02 10:00").plus_seconds(now * 3_600);
                    asked.settle(Paris, at);
                    if pile == "claimed" && is_three_working_days_later(since, now) {
                        pile = "open";
                    }
                    if pile == "open" && now >= 60 * 24 {
                        pile = "expired";
                    }
                    prop_assert_eq!(asked.state.code(), pile);
                    continue;
                }
                Deed::Claim(by) => {
                    let good = pile == "open" && by != ASKER;
                    if good {
                        (who, since) = (by, now);
                    }
                    (HelpStep::Claim { by: id(by) }, good.then_some("claimed"))
                }
                Deed::GiveBack(by) => {
                    let good = pile == "claimed" && by == who;
                    (HelpStep::GiveBack { by: id(by) }, good.then_some("open"))
                }
                Deed::Schedule(by) => {
                    number += 1;
                    let good = pile == "claimed" && by == who;
                    if good {
                        session = number;
                    }
                    let step = HelpStep::Schedule { by: id(by), session_id: id(number) };
                    (step, good.then_some("scheduled"))
                }
                Deed::FallThrough => {
                    let step = HelpStep::Unschedule { session_id: id(session) };
                    (step, (pile == "scheduled").then_some("open"))
                }
                Deed::Answer(by) => {
                    let good = ["claimed", "scheduled"].contains(&pile) && by == who;
                    (HelpStep::Answer { by: id(by) }, good.then_some("answered"))
                }
                Deed::Close(by) => {
                    let good = pile == "answered" && by == ASKER;
                    let step = HelpStep::Close { by: id(by), outcome: Outcome::Solved };
                    (step, good.then_some("closed"))
                }
                Deed::Withdraw(by) => {
                    let open = ["open", "claimed", "scheduled"].contains(&pile);
                    let good = open && by == ASKER;
                    (HelpStep::Withdraw { by: id(by) }, good.then_some("withdrawn"))
                }
            };
            let before = asked.clone();
            prop_assert_eq!(asked.take(step, at).is_ok(), next.is_some(), "{:?}", deed);
            pile = next.unwrap_or(pile);
            prop_assert_eq!(asked.state.code(), pile);
            prop_assert!(next.is_some() || asked == before);
        }
    }
}
