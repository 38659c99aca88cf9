//! Moving to another workshop.

use super::world::*;
use crate::network::enrolment::*;
use crate::network::tests::{id, paris, span};

const OTHER: u32 = 101;

/// The same hours, another room.
fn other(seats: u32) -> Roster {
    Roster { session_id: id(OTHER), ..roster(seats) }
}

fn asked() -> Transfer {
    Transfer { enrolment_id: id(1_001), new_id: id(2_001), source: Source::Account }
}

#[test]
fn the_seat_there_first_then_the_one_here() {
    let mut world = World::enrolled(1, &[1, 2]);
    let mut there = other(1);
    // Taken at that time by the workshop that they leave.
    there.busy.insert(id(1), [id(SESSION)].into());
    let moved = transfer(&mut world.roster, &mut there, id(7), &asked(), world.now).unwrap();
    assert_eq!(told(&moved.0), ["1 withdrawn", "2 promoted"]);
    assert_eq!(told(&moved.1), ["1 confirmed"]);
    assert_eq!(there.find(id(2_001)).map(|e| e.state), Some(State::Confirmed));
    let before = (world.roster.clone(), there.clone());
    let again = transfer(&mut world.roster, &mut there, id(7), &asked(), world.now).unwrap();
    assert!(again.0.is_replay && again.1.is_replay);
    assert_eq!((world.roster, there), before);
}

#[test]
fn nobody_gives_up_a_seat_for_a_queue() {
    let mut world = World::enrolled(1, &[1, 2]);
    let mut there = other(0);
    let before = world.roster.clone();
    let refused = transfer(&mut world.roster, &mut there, id(7), &asked(), world.now);
    assert_eq!(refused, Err(Refusal::Full));
    assert_eq!((world.roster, there), (before, other(0)));
}

#[test]
fn what_stands_in_the_way_stays() {
    let mut world = World::enrolled(1, &[1, 2]);
    let mut there = other(1);
    there.busy.insert(id(1), [id(SESSION), id(300)].into());
    let refused = transfer(&mut world.roster, &mut there, id(7), &asked(), world.now);
    assert_eq!(refused, Err(Refusal::Overlap(vec![id(300)])));
    there.busy.clear();
    let unknown = Transfer { enrolment_id: id(5), ..asked() };
    let refused = transfer(&mut world.roster, &mut there, id(7), &unknown, world.now);
    assert_eq!(refused, Err(Refusal::Unknown));
    // The one left has begun.
    there.span = span("2026-11-25 14:00", "2026-11-25 16:00");
    let late = paris("2026-11-20 14:00");
    let refused = transfer(&mut world.roster, &mut there, id(7), &asked(), late);
    assert_eq!(refused, Err(Refusal::Started));
    assert!(there.enrolments.is_empty());
}

/// A workshop of two seats in which 2 waits, passed over while taken elsewhere; no longer so now.
fn with_a_seat_for_2(world: &World) -> Roster {
    let mut there = other(0);
    there.apply(id(1), &enrol(2_002, 2), world.now).unwrap();
    there.busy.insert(id(2), [id(300)].into());
    there.apply(id(2), &Command::SetSeats { seats: 2 }, world.now).unwrap();
    there.busy = [(id(1), [id(SESSION)].into())].into();
    there
}

#[test]
fn who_waits_in_both_gets_one_seat() {
    let mut world = World::enrolled(1, &[1, 2]);
    let mut there = with_a_seat_for_2(&world);
    transfer(&mut world.roster, &mut there, id(7), &asked(), world.now).unwrap();
    assert_eq!(there.find(id(2_002)).map(|e| e.state), Some(State::Confirmed));
    assert_eq!(world.state(2), "waitlisted", "the seat left here overlaps");
}

#[test]
fn even_when_both_have_one_for_them_at_once() {
    let mut world = World::enrolled(1, &[1, 2]);
    world.busy(2);
    world.run(&Command::SetSeats { seats: 2 }).unwrap();
    world.roster.busy.clear();
    let mut there = with_a_seat_for_2(&world);
    transfer(&mut world.roster, &mut there, id(7), &asked(), world.now).unwrap();
    assert_eq!(world.state(2), "confirmed");
    assert_eq!(there.find(id(2_002)).map(|e| e.state), Some(State::Waitlisted));
    assert_eq!(there.find(id(2_001)).map(|e| e.state), Some(State::Confirmed));
}
