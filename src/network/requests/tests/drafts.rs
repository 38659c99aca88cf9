//! Clusters, and the workshops drafted from them.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use chrono_tz::Europe::Paris;
use proptest::prelude::*;

use super::life::request;
use crate::competences::levels::Level;
use crate::network::facilitators::{Absence, Availability, Distance, Hours};
use crate::network::matching::Ranked;
use crate::network::requests::*;
use crate::network::series::Weekday;
use crate::network::tests::{day, id, paris, span};

fn five() -> Vec<HelpRequest> {
    (1..=5).map(|n| request(n, 10 + n, &format!("2026-11-{:02} 10:00", n))).collect()
}

#[test]
fn five_people_of_one_kind_within_sixty_days() {
    let mut requests = five();
    let at = paris("2026-11-20 10:00");
    let found = clusters(&requests, at);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].person_ids, (11..=15).map(id).collect::<Vec<_>>());
    assert_eq!(found[0].target.get(), 1);
    // The first lies 60 days back from 31 December, 10:00 on.
    assert_eq!(clusters(&requests, paris("2026-12-31 09:59")).len(), 1);
    assert_eq!(clusters(&requests, paris("2026-12-31 10:00")).len(), 0);
    // The same person twice is one.
    requests[4].person_id = id(11);
    assert_eq!(clusters(&requests, at), []);
    requests.push(request(6, 16, "2026-11-06 10:00"));
    requests[2].target = Level::new(4);
    let found = clusters(&requests, at);
    assert_eq!((found[0].request_ids.len(), found[0].person_ids.len()), (6, 5));
    assert_eq!(found[0].target.get(), 4);
}

#[test]
fn what_is_not_of_the_kind() {
    let at = paris("2026-11-20 10:00");
    let without = |change: &dyn Fn(&mut HelpRequest)| {
        let mut requests = five();
        change(&mut requests[0]);
        clusters(&requests, at).len()
    };
    assert_eq!(without(&|_| ()), 1);
    assert_eq!(without(&|r| r.area = "44190".to_owned()), 0);
    assert_eq!(without(&|r| r.competence_id = Some(id(21))), 0);
    assert_eq!(without(&|r| r.competence_id = None), 0);
    assert_eq!(without(&|r| r.state = HelpState::Claimed), 0);
    assert_eq!(without(&|r| r.asked_at = paris("2026-11-20 10:01")), 0);
}

fn hours(weekday: Weekday, from: u32, until: u32) -> Hours {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    Hours { weekday, from: time(from), until: time(until) }
}

fn facilitator(person: u32, weekly: Vec<Hours>) -> Facilitator {
    let ranked = Ranked {
        person_id: id(person),
        gap: 1,
        is_by_grant: false,
        distance: Distance::Place,
        minutes: 0,
        commitments: 0,
    };
    let availability = Availability { weekly, ..Availability::default() };
    Facilitator { ranked, availability, booked: vec![] }
}

fn drafted(ranking: &[Facilitator], requesters: &[Requester]) -> Option<Draft> {
    // A Friday: days from 27 November to 24 December.
    let at = paris("2026-11-20 10:00");
    let cluster = clusters(&five(), at).remove(0);
    draft(&cluster, ranking, requesters, &DraftTerms::of(Paris), at)
}

#[test]
fn the_first_with_two_windows_on_two_days() {
    let mut busy = facilitator(1, vec![hours(Weekday::Tuesday, 14, 16)]);
    busy.availability.absences =
        vec![Absence { first: day("2026-12-02"), last: day("2026-12-31") }];
    let free =
        facilitator(2, vec![hours(Weekday::Tuesday, 14, 16), hours(Weekday::Thursday, 9, 12)]);
    let anybody = vec![Requester::default(); 5];
    let found = drafted(&[busy, free.clone()], &anybody).unwrap();
    assert_eq!(found.facilitator_id, id(2), "the first has one window only");
    let first = span("2026-12-01 14:00", "2026-12-01 15:30");
    let second = span("2026-12-03 09:00", "2026-12-03 10:30");
    assert_eq!(found.windows, [first, second]);
    assert_eq!(found.invited_ids, (11..=15).map(id).collect::<Vec<_>>());
    assert_eq!(drafted(&[], &anybody), None);
    assert_eq!(drafted(&[free], &anybody[..4]), None, "four are too few");
}

#[test]
fn more_people_first_then_earlier() {
    let free =
        facilitator(2, vec![hours(Weekday::Tuesday, 14, 16), hours(Weekday::Thursday, 9, 12)]);
    let mut people = vec![Requester::default(); 6];
    people[0].booked = vec![
        span("2026-12-01 14:00", "2026-12-01 14:15"),
        span("2026-12-03 10:30", "2026-12-03 12:00"),
    ];
    people[1].availability.weekly = vec![hours(Weekday::Thursday, 9, 12)];
    let found = drafted(&[free], &people).unwrap();
    let first = span("2026-12-03 09:00", "2026-12-03 10:30");
    let second = span("2026-12-10 09:00", "2026-12-10 10:30");
    assert_eq!(found.windows, [first, second], "all six, rather than five on the Tuesday");
}

proptest! {
    #[test]
    fn windows_suit_whom_they_say(
        theirs in prop::collection::vec((0_usize..7, 8_u32..18, 1_u32..5), 1..4),
        people in prop::collection::vec(
            prop::collection::vec((0_usize..7, 8_u32..18, 1_u32..7), 0..5), 5..8),
    ) {
        let of = |list: &[(usize, u32, u32)]| {
            list.iter()
                .map(|(d, from, long)| hours(Weekday::ALL[*d], *from, from + long))
                .collect::<Vec<_>>()
        };
        let one = facilitator(3, of(&theirs));
        let requesters: Vec<Requester> = people
            .iter()
            .map(|list| Requester {
                availability: Availability { weekly: of(list), ..Availability::default() },
                booked: vec![],
            })
            .collect();
        let found = drafted(&[one], &requesters);
        // By hand: every half hour of every day, hour by hour.
        let is_open = |list: &[(usize, u32, u32)], weekday: usize, half: u32| {
            list.iter().any(|(d, from, long)| {
                *d == weekday && from * 2 <= half && half < (from + long) * 2
            })
        };
        let mut days = BTreeSet::new();
        let mut most = 0;
        for (ahead, weekday) in (7..35).map(|ahead| (ahead, (ahead + 4) % 7)) {
            for start in 0..46 {
                let all = |list: &[_]| (start..start + 3).all(|half| is_open(list, weekday, half));
                let come = people.iter().filter(|list| list.is_empty() || all(list)).count();
                if all(&theirs) && come >= 5 {
                    days.insert(ahead);
                    most = most.max(come);
                }
            }
        }
        prop_assert_eq!(found.is_some(), days.len() >= 2);
        if let Some(Draft { windows, .. }) = found {
            let come = requesters.iter().filter(|one| {
                one.availability.is_within_hours(Paris, windows[0])
            });
            prop_assert_eq!(come.count(), most);
            prop_assert!(windows.iter().all(|window| window.minutes() == 90));
        }
    }
}
