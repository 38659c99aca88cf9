//! Conflicts at their edges, and against a look at every five minutes.

use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use super::*;
use crate::network::facilitators::Hours;
use crate::network::series::Weekday;
use crate::network::tests::{day, id, paris, span};

fn booking(number: u32, from: &str, to: &str) -> Booking {
    Booking {
        session_id: id(number),
        span: span(&format!("2026-11-20 {from}"), &format!("2026-11-20 {to}")),
        place_id: Some(id(70)),
        room_id: None,
        setup_min: 0,
        teardown_min: 0,
        facilitator_ids: vec![],
        learner_ids: vec![],
        devices: vec![],
    }
}

fn codes(new: &Booking, other: &Booking) -> Vec<&'static str> {
    hard(new, std::slice::from_ref(other), &BTreeMap::new()).iter().map(Conflict::code).collect()
}

#[test]
fn setting_up_and_the_way_take_time() {
    let led = |number, from, to| Booking {
        facilitator_ids: vec![id(5)],
        setup_min: 15,
        teardown_min: 10,
        ..booking(number, from, to)
    };
    let morning = led(1, "09:00", "10:00");
    assert_eq!(codes(&led(2, "10:24", "11:00"), &morning), ["facilitator_overlap"]);
    assert_eq!(codes(&led(2, "10:25", "11:00"), &morning), [""; 0]);
    let far = |from| Booking { place_id: Some(id(71)), ..led(2, from, "12:00") };
    assert_eq!(codes(&far("10:44"), &morning), ["facilitator_overlap"]);
    assert_eq!(codes(&far("10:45"), &morning), [""; 0]);
    assert_eq!(codes(&morning, &far("10:44")), ["facilitator_overlap"], "both ways");
    let remote = Booking { place_id: None, ..led(2, "10:25", "12:00") };
    assert_eq!(codes(&remote, &morning), [""; 0]);
    assert_eq!(codes(&morning, &morning), [""; 0], "not with itself");
}

#[test]
fn learners_and_rooms_are_taken_from_start_to_end() {
    let full = |number, from, to| Booking {
        learner_ids: vec![id(8)],
        room_id: Some(id(60)),
        setup_min: 30,
        ..booking(number, from, to)
    };
    let morning = full(1, "09:00", "10:00");
    assert_eq!(codes(&full(2, "10:00", "11:00"), &morning), [""; 0]);
    let found = codes(&full(2, "09:59", "11:00"), &morning);
    assert_eq!(found, ["overlap", "room_overlap"]);
    let leads =
        Booking { facilitator_ids: vec![id(8)], setup_min: 5, ..booking(2, "10:04", "11:00") };
    assert_eq!(codes(&leads, &morning), ["facilitator_overlap"], "and learns before");
    assert_eq!(codes(&morning, &leads), ["overlap"]);
}

#[test]
fn devices_are_counted_over_time() {
    let lent = |number, from, to, count| Booking {
        devices: vec![(id(40), count)],
        ..booking(number, from, to)
    };
    let pools = BTreeMap::from([(id(40), 10)]);
    // Never more than 6 at one time.
    let others =
        [lent(1, "09:00", "10:00", 6), lent(2, "10:00", "11:00", 6), lent(3, "11:00", "12:00", 2)];
    let all_day = span("2026-11-20 09:00", "2026-11-20 12:00");
    assert_eq!(free_devices(id(40), all_day, &others, &pools), 4);
    assert_eq!(hard(&lent(4, "09:00", "12:00", 4), &others, &pools), []);
    let short = hard(&lent(4, "09:30", "12:00", 5), &others, &pools);
    let at = paris("2026-11-20 09:30");
    assert_eq!(short, [Conflict::Devices { pool_id: id(40), asked: 5, free: 4, at }]);
    assert!(short[0].said().fr.contains("5 appareils"));
    let unknown =
        hard(&Booking { devices: vec![(id(41), 1)], ..booking(4, "09:00", "10:00") }, &[], &pools);
    assert_eq!(unknown.len(), 1, "a pool that is not there has none");
}

#[test]
fn soft_ones_warn() {
    let time = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let availability = Availability {
        weekly: vec![Hours { weekday: Weekday::Friday, from: time(9), until: time(17) }],
        absences: vec![Absence { first: day("2026-11-27"), last: day("2026-11-30") }],
        monthly_limit: Some(2),
    };
    let warned = |day: &str, led: &[Moment]| {
        let span = span(&format!("2026-11-{day} 10:00"), &format!("2026-11-{day} 12:00"));
        soft(Paris, span, &availability, led).iter().map(Warning::code).collect::<Vec<_>>()
    };
    assert_eq!(warned("20", &[]), [""; 0]);
    assert_eq!(warned("19", &[]), ["outside_hours"]);
    assert_eq!(warned("27", &[]), ["absent"]);
    let led = ["2026-10-31 23:00", "2026-11-01 00:00", "2026-11-30 23:00"].map(paris);
    assert_eq!(warned("20", &led[..2]), [""; 0], "one is of October, on the wall clock");
    assert_eq!(warned("30", &led), ["outside_hours", "absent", "monthly_limit"]);
}

/// Minutes from nine o'clock, in fives.
fn bookings() -> impl Strategy<Value = Vec<Booking>> {
    let ids = || prop::collection::btree_set(1_u32..4, 0..3);
    let one =
        (0_i64..40, 1_i64..12, 0_u32..3, 0_u16..3, 0_u16..3, ids(), ids(), 0_u32..4, 0_u32..3);
    let one = one.prop_map(|(from, long, place, setup, teardown, leads, learns, lent, room)| {
        let at = |n: i64| paris("2026-11-20 09:00").plus_seconds(n * 300);
        Booking {
            session_id: id(0),
            span: Span::new(at(from), at(from + long)).unwrap(),
            place_id: (place > 0).then(|| id(70 + place)),
            room_id: (room > 0).then(|| id(60 + room)),
            setup_min: setup * 5,
            teardown_min: teardown * 5,
            learner_ids: learns.difference(&leads).map(|n| id(*n)).collect(),
            facilitator_ids: leads.iter().map(|n| id(*n)).collect(),
            devices: if lent > 0 { vec![(id(40), lent)] } else { vec![] },
        }
    });
    prop::collection::vec(one, 2..7).prop_map(|mut all| {
        let numbers = 1_u32..;
        all.iter_mut().zip(numbers).for_each(|(booking, number)| booking.session_id = id(number));
        all
    })
}

/// Whether somebody or something is taken by a session in the five minutes that begin then.
fn is_taken(one: &Booking, other: &Booking, person: Id, at: i64) -> bool {
    let minutes = |moment: Moment| (moment.millis() - paris("2026-11-20 09:00").millis()) / 60_000;
    let (mut from, mut to) = (minutes(one.span.start), minutes(one.span.end));
    if one.facilitator_ids.contains(&person) {
        from -= i64::from(one.setup_min);
        to += i64::from(one.teardown_min);
        if one.place_id.is_some() && other.place_id.is_some() && one.place_id != other.place_id {
            to += 20;
        }
    } else if !one.learner_ids.contains(&person) {
        return false;
    }
    from <= at && at < to
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn conflicts_are_what_a_look_at_every_five_minutes_sees(all in bookings(), size in 0_u32..8) {
        let (new, others) = all.split_first().unwrap();
        let pools = BTreeMap::from([(id(40), size)]);
        let found = hard(new, others, &pools);
        let looks = (-30..120).map(|five| five * 5);
        for other in others {
            for person in (1..4).map(id) {
                let met = looks.clone().any(|at| {
                    is_taken(new, other, person, at) && is_taken(other, new, person, at)
                });
                let with = other.session_id;
                let said = found.contains(&Conflict::Facilitator { person_id: person, with })
                    || found.contains(&Conflict::Learner { person_id: person, with });
                prop_assert_eq!(said, met);
            }
            let clash = new.room_id.is_some()
                && new.room_id == other.room_id
                && new.span.start < other.span.end
                && other.span.start < new.span.end;
            let of_room = |conflict: &Conflict| match conflict {
                Conflict::Room { with, .. } => *with == other.session_id,
                _ => false,
            };
            let said = found.iter().any(of_room);
            prop_assert_eq!(said, clash);
        }
        let start = paris("2026-11-20 09:00");
        let most = looks
            .map(|at| start.plus_seconds(at * 60))
            .filter(|at| new.span.contains(*at))
            .map(|at| {
                let lent = others.iter().filter(|other| other.span.contains(at));
                lent.flat_map(|other| &other.devices).map(|(_, count)| count).sum::<u32>()
            })
            .max()
            .unwrap();
        let asked = new.devices.first().map_or(0, |(_, count)| *count);
        let is_short = found.iter().any(|c| matches!(c, Conflict::Devices { .. }));
        prop_assert_eq!(is_short, asked > 0 && asked > size.saturating_sub(most));
        prop_assert_eq!(free_devices(id(40), new.span, others, &pools), size.saturating_sub(most));
    }
}
