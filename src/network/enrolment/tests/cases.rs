//! Each rule of enrolment, at its edge.

use super::world::*;
use crate::network::enrolment::*;
use crate::network::tests::{id, paris};

#[test]
fn seats_first_then_the_queue() {
    let mut world = World::enrolled(2, &[1, 2, 3, 4]);
    assert_eq!(
        [1, 2, 3, 4].map(|p| world.state(p)),
        ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    );
    assert_eq!(world.queue(), [3, 4]);
    assert_eq!(world.run(&enrol(2_001, 1)), Err("already_enrolled"));
    assert_eq!(world.run(&enrol(2_001, 3)), Err("already_enrolled"));
    assert_eq!(world.run(&enrol(1_001, 5)), Err("id_taken"));
    assert_eq!(world.run(&enrol(2_001, FACILITATOR)), Err("facilitates"));
    assert_eq!(world.roster.used(), 2);
}

#[test]
fn who_does_not_want_to_wait_is_told_that_it_is_full() {
    let mut world = World::enrolled(1, &[1]);
    let Command::Enrol { enrolment_id, person_id, role, source, priority, .. } = enrol(1_002, 2)
    else {
        unreachable!()
    };
    let waits = false;
    let now = Command::Enrol { enrolment_id, person_id, role, source, priority, waits };
    assert_eq!(world.run(&now), Err("full"));
    assert_eq!(world.roster.enrolments.len(), 1);
}

#[test]
fn a_freed_seat_goes_to_the_first() {
    let mut world = World::enrolled(1, &[1, 2, 3]);
    assert_eq!(world.withdraw(1).unwrap(), ["1 withdrawn", "2 promoted"]);
    assert_eq!(world.queue(), [3]);
    let late = world.of(1);
    assert!(!late.is_late && late.state == State::CancelledByLearner);
    // Coming back is a new enrolment, behind.
    assert!(world.run(&enrol(2_001, 1)).unwrap().contains(&"1 waitlisted".to_owned()));
    assert_eq!(world.queue(), [3, 1]);
}

#[test]
fn priority_then_time_then_id() {
    let mut world = World::enrolled(1, &[1, 2]);
    for (enrolment, person, priority) in [(1_009, 9, 0), (1_008, 8, 0), (1_007, 7, 1)] {
        let (role, source, waits) = (Role::Learner, Source::Account, true);
        let (enrolment_id, person_id) = (id(enrolment), id(person));
        let asked = Command::Enrol { enrolment_id, person_id, role, source, priority, waits };
        world.run(&asked).unwrap();
    }
    assert_eq!(world.queue(), [7, 2, 8, 9]);
}

#[test]
fn who_is_taken_elsewhere_keeps_the_rank_and_is_told_once() {
    let mut world = World::enrolled(2, &[1, 2, 3, 4, 5]);
    world.busy(3);
    assert_eq!(world.withdraw(1).unwrap(), ["1 withdrawn", "3 passed_over", "4 promoted"]);
    assert_eq!(world.queue(), [3, 5]);
    assert_eq!(world.withdraw(2).unwrap(), ["2 withdrawn", "5 promoted"]);
    world.roster.busy.clear();
    world.run(&Command::SetSeats { seats: 3 }).unwrap();
    assert_eq!(world.state(3), "confirmed");
}

#[test]
fn nobody_takes_a_seat_while_taken_elsewhere() {
    let mut world = World::enrolled(2, &[1]);
    world.busy(2);
    assert_eq!(world.run(&enrol(1_002, 2)), Err("overlap"));
    let helper = Command::Enrol {
        enrolment_id: id(1_002),
        person_id: id(2),
        role: Role::Helper,
        source: Source::Account,
        priority: 0,
        waits: true,
    };
    assert_eq!(world.run(&helper), Err("overlap"));
    world.run(&enrol(1_003, 3)).unwrap();
    world.run(&enrol(1_002, 2)).unwrap();
    assert_eq!(world.state(2), "waitlisted", "waiting may overlap");
}

#[test]
fn within_a_day_a_seat_is_offered_for_four_hours() {
    let mut world = World::enrolled(1, &[1, 2, 3]);
    world.at("19 14:00");
    assert_eq!(world.withdraw(1).unwrap(), ["1 withdrawn", "2 offered"]);
    assert_eq!(world.of(2).offer_until, Some(paris("2026-11-19 18:00")));
    assert_eq!(world.roster.next_due(), Some(paris("2026-11-19 18:00")));
    assert_eq!((world.roster.used(), world.accept(3)), (1, Err("not_possible")));
    world.at("19 17:59");
    assert_eq!(world.accept(2).unwrap(), ["2 confirmed"]);
    assert_eq!(world.withdraw(2).unwrap(), ["2 withdrawn", "3 offered"]);
    assert!(world.of(2).is_late, "less than 24 h before");
}

#[test]
fn a_lapsed_offer_goes_on_and_comes_back_when_asked() {
    let mut world = World::enrolled(1, &[1, 2, 3]);
    world.at("19 09:00");
    let first = world.withdraw(1).unwrap();
    assert_eq!(first, ["1 withdrawn", "2 promoted"], "29 h before");
    world.at("19 14:30");
    world.withdraw(2).unwrap();
    world.run(&enrol(1_004, 4)).unwrap();
    world.at("19 18:30");
    let due = world.roster.settle(world.now);
    assert_eq!(told(&due), ["3 offer_lapsed", "4 offered"]);
    assert_eq!(world.accept(3), Err("offer_lapsed"));
    assert_eq!(
        (world.queue(), world.of(4).offer_until),
        (vec![3], Some(paris("2026-11-19 22:30")))
    );
    // Nobody else waits, and 3 is not asked again and again.
    world.at("20 08:00");
    assert_eq!(told(&world.roster.settle(world.now)), ["4 offer_lapsed"]);
    assert!(world.roster.settle(world.now).is_empty());
    assert_eq!((world.roster.free(), world.queue()), (1, vec![3, 4]));
    // A newcomer does not wait behind those who did not answer; who asks again is served.
    assert_eq!(world.run(&enrol(1_005, 5)).unwrap(), ["5 confirmed"]);
    world.run(&Command::SetSeats { seats: 2 }).unwrap();
    let renewed = world.run(&Command::Renew { enrolment_id: id(1_004) }).unwrap();
    assert_eq!((renewed, world.queue()), (vec!["4 confirmed".to_owned()], vec![3]));
    let again = world.run(&Command::Renew { enrolment_id: id(1_003) }).unwrap();
    assert_eq!((again, world.of(3).has_lapsed), (vec!["3 waitlisted".to_owned()], false));
}

#[test]
fn a_lapsed_offer_costs_its_priority() {
    let mut world = World::enrolled(1, &[1]);
    let (role, source, waits) = (Role::Learner, Source::Account, true);
    for (person, priority) in [(2, 1), (3, 0)] {
        let (enrolment_id, person_id) = (id(1_000 + person), id(person));
        let asked = Command::Enrol { enrolment_id, person_id, role, source, priority, waits };
        world.run(&asked).unwrap();
    }
    world.at("19 14:00");
    assert_eq!(world.withdraw(1).unwrap(), ["1 withdrawn", "2 offered"]);
    world.at("19 18:00");
    world.run(&Command::SetSeats { seats: 0 }).unwrap();
    assert_eq!(world.queue(), [3, 2]);
}

#[test]
fn the_last_two_hours_are_the_leads() {
    let mut world = World::enrolled(1, &[1, 2, 3]);
    let seat = |person: u32| Command::Seat { enrolment_id: id(1_000 + person) };
    assert_eq!(world.run(&seat(3)), Err("queue_decides"));
    world.at("20 12:00");
    assert_eq!(world.run(&seat(3)), Err("full"));
    assert_eq!(world.withdraw(1).unwrap(), ["1 withdrawn", "lead seat_left"]);
    assert!(world.roster.settle(world.now).is_empty());
    world.run(&enrol(1_004, 4)).unwrap();
    assert_eq!(world.queue(), [2, 3, 4], "nobody walks past those who wait");
    assert_eq!(world.run(&seat(3)).unwrap(), ["3 confirmed"], "2 did not pick up the phone");
    world.at("20 14:00");
    assert_eq!(world.run(&seat(2)), Err("started"));
    assert_eq!(world.run(&enrol(1_005, 5)), Err("started"));
    assert_eq!(world.withdraw(3), Err("started"));
}

#[test]
fn lowered_seats_throw_nobody_out() {
    let mut world = World::enrolled(3, &[1, 2, 3, 4]);
    assert_eq!(world.run(&Command::SetSeats { seats: 1 }).unwrap(), [""; 0]);
    assert_eq!([1, 2, 3].map(|p| world.state(p)), ["confirmed"; 3]);
    world.withdraw(1).unwrap();
    world.withdraw(2).unwrap();
    assert_eq!((world.roster.used(), world.queue()), (1, vec![4]));
    assert_eq!(world.withdraw(3).unwrap(), ["3 withdrawn", "4 promoted"]);
    assert_eq!(world.run(&Command::SetSeats { seats: 0 }).unwrap(), [""; 0]);
    world.run(&enrol(1_005, 5)).unwrap();
    let opened = world.run(&Command::SetSeats { seats: 9 }).unwrap();
    assert_eq!(opened, ["5 promoted"]);
}

#[test]
fn a_request_holds_its_seat_until_the_answer_is_due() {
    let mut world = World::new(1);
    world.roster.approval = Approval::Manager;
    let asked = world.run(&enrol(1_001, 1)).unwrap();
    assert_eq!(asked, ["1 requested", "approver approval_asked"]);
    assert_eq!(world.of(1).answer_until, Some(paris("2026-11-14 10:00")));
    world.run(&enrol(1_002, 2)).unwrap();
    assert_eq!((world.state(1), world.state(2)), ("requested", "waitlisted"));
    // Nobody answered: the seat goes on, and asks in its turn.
    world.at("14 10:00");
    let due = told(&world.roster.settle(world.now));
    assert_eq!(due, ["2 requested", "approver approval_asked"]);
    let yes = |person: u32| Command::Approve { enrolment_id: id(1_000 + person) };
    assert_eq!(world.run(&yes(1)).unwrap(), ["1 waitlisted"], "yes, but the seat is gone");
    let no = Command::Decline { enrolment_id: id(1_002), reason: " ".to_owned() };
    assert_eq!(world.run(&no), Err("required"));
    let no = Command::Decline { enrolment_id: id(1_002), reason: "effectif".to_owned() };
    assert_eq!(world.run(&no).unwrap(), ["2 declined", "1 promoted"], "never asked again");
    assert_eq!((world.state(1), world.of(2).reason.as_deref()), ("confirmed", Some("effectif")));
    assert_eq!(world.run(&yes(1)), Err("not_possible"));
}

#[test]
fn helpers_take_no_seat() {
    let mut world = World::enrolled(1, &[1, 2]);
    let helper = |waits| Command::Enrol {
        enrolment_id: id(1_003),
        person_id: id(3),
        role: Role::Helper,
        source: Source::Facilitator,
        priority: 0,
        waits,
    };
    assert_eq!(world.run(&helper(false)).unwrap(), ["3 confirmed"]);
    assert_eq!(world.roster.used(), 1);
    assert_eq!(world.withdraw(3).unwrap(), ["3 withdrawn"], "and free none");
    assert_eq!(world.queue(), [2]);
}

#[test]
fn attendance_is_taken_on_the_day_and_corrected_for_a_month() {
    let mut world = World::enrolled(1, &[1, 2]);
    world.at("19 23:59");
    assert_eq!(world.mark(1, Attendance::Attended), Err("not_the_time"));
    world.at("20 13:50");
    assert_eq!(world.roster.unmarked().count(), 1);
    world.mark(1, Attendance::NoShow).unwrap();
    assert_eq!((world.state(1), world.state(2)), ("no_show", "waitlisted"), "frees no seat");
    assert_eq!(world.roster.unmarked().count(), 0);
    assert_eq!(world.mark(2, Attendance::Attended), Err("not_possible"));
    world.now = paris("2026-12-20 15:59");
    world.mark(1, Attendance::Partial).unwrap();
    world.now = paris("2026-12-20 16:00");
    assert_eq!(world.mark(1, Attendance::Excused), Err("not_the_time"));
}

#[test]
fn a_walk_in_may_go_over_the_seats() {
    let mut world = World::enrolled(1, &[1, 2]);
    let walk =
        |person: u32| Command::WalkIn { enrolment_id: id(3_000 + person), person_id: id(person) };
    assert_eq!(world.run(&walk(3)), Err("not_the_time"));
    world.at("20 14:10");
    world.run(&walk(3)).unwrap();
    world.run(&walk(2)).unwrap();
    assert_eq!(world.run(&walk(1)), Err("already_enrolled"), "mark them instead");
    assert_eq!(world.run(&walk(FACILITATOR)), Err("facilitates"));
    assert_eq!(world.state(2), "walk_in", "who waited keeps the enrolment");
    assert_eq!((world.roster.enrolments.len(), world.roster.used()), (3, 3));
    let mistake = Command::Remove { enrolment_id: id(3_003), reason: "erreur".to_owned() };
    world.run(&mistake).unwrap();
    assert_eq!(world.roster.used(), 2);
}

#[test]
fn a_cancelled_workshop_tells_everybody_once() {
    let mut world = World::enrolled(1, &[1, 2, 3]);
    world.withdraw(3).unwrap();
    let cancel = Command::CancelAll { reason: "salle inondée".to_owned() };
    assert_eq!(world.run(&cancel).unwrap(), ["1 cancelled", "2 cancelled"]);
    assert_eq!(world.state(3), "cancelled_by_learner");
    assert_eq!(world.run(&cancel), Err("closed"));
    assert_eq!(world.run(&enrol(1_004, 4)), Err("closed"));
    assert!(world.roster.settle(world.now).is_empty());
}

#[test]
fn the_same_command_twice_is_one() {
    let mut world = World::enrolled(1, &[1, 2]);
    let leave = Command::Withdraw { enrolment_id: id(1_001) };
    let first = world.roster.apply(id(1), &leave, world.now).unwrap();
    assert_eq!(first.changed.len(), 2);
    let before = world.roster.clone();
    let again = world.roster.apply(id(1), &leave, world.now.plus_seconds(9)).unwrap();
    assert!(again.is_replay && again.is_empty() && world.roster == before);
    let other = Command::Withdraw { enrolment_id: id(1_002) };
    assert_eq!(world.roster.apply(id(1), &other, world.now), Err(Refusal::CommandReused));
    assert_eq!(world.roster, before);
    // One that was refused may come again.
    let early = Command::Accept { enrolment_id: id(1_002) };
    assert!(world.roster.apply(id(2), &early, world.now).is_err());
    assert!(!world.roster.applied.contains_key(&id(2)));
}
