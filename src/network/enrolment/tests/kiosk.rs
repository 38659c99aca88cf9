//! People say themselves that they are there: cases, and random days against a notebook.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::world::{FACILITATOR, World};
use crate::network::enrolment::*;
use crate::network::tests::id;

fn check_in(world: &mut World, tap: u32, person: u32, by: SeenBy) -> Result<(), &'static str> {
    let command = Command::CheckIn { tap_id: id(tap), person_id: id(person), by };
    world.run(&command).map(|told| assert!(told.is_empty(), "nobody is written to"))
}

fn take_back(world: &mut World, enrolment: u32, tap: u32) -> Result<(), &'static str> {
    let command = Command::TakeBack { enrolment_id: id(enrolment), tap_id: id(tap) };
    world.run(&command).map(|told| assert!(told.is_empty(), "nobody is written to"))
}

#[test]
fn a_tap_is_one_mark_and_the_facilitator_s_word_stays() {
    let mut world = World::enrolled(3, &[1, 2]);
    assert_eq!(check_in(&mut world, 3_001, 1, SeenBy::Kiosk), Err("not_the_time"));
    world.at("20 13:50");
    check_in(&mut world, 3_001, 1, SeenBy::Kiosk).unwrap();
    let first = world.of(1).clone();
    assert_eq!(first.state, State::Attended);
    check_in(&mut world, 3_002, 1, SeenBy::Phone).unwrap();
    assert_eq!(world.of(1), &first, "twice is one");
    world.mark(2, Attendance::NoShow).unwrap();
    assert_eq!(check_in(&mut world, 3_003, 2, SeenBy::Kiosk), Err("said_otherwise"));
    assert_eq!(world.of(2).seen.map(|seen| seen.by), Some(SeenBy::Facilitator));
    world.mark(1, Attendance::Attended).unwrap();
    assert_eq!(take_back(&mut world, 1_001, 3_001), Err("said_otherwise"), "confirmed since");
    assert_eq!(check_in(&mut world, 3_004, FACILITATOR, SeenBy::Phone), Err("facilitates"));
}

#[test]
fn a_tap_is_taken_back_within_a_minute_by_itself_alone() {
    let mut world = World::enrolled(2, &[1]);
    world.at("20 13:50");
    check_in(&mut world, 3_001, 1, SeenBy::Kiosk).unwrap();
    assert_eq!(take_back(&mut world, 1_001, 3_009), Err("said_otherwise"));
    world.now = world.now.plus_seconds(61);
    assert_eq!(take_back(&mut world, 1_001, 3_001), Err("too_late"));
    world.now = world.now.plus_seconds(-1);
    take_back(&mut world, 1_001, 3_001).unwrap();
    assert_eq!((world.state(1), world.of(1).seen), ("confirmed", None));
    assert_eq!(take_back(&mut world, 1_001, 3_001), Err("said_otherwise"), "nothing is left");
    check_in(&mut world, 3_002, 1, SeenBy::Phone).unwrap();
    assert_eq!(take_back(&mut world, 1_001, 3_002), Err("said_otherwise"), "not the kiosk's");
}

#[test]
fn a_walk_in_needs_a_seat_and_overtakes_nobody() {
    let mut world = World::enrolled(1, &[1, 2, 3]);
    world.at("20 13:50");
    assert_eq!(check_in(&mut world, 3_004, 4, SeenBy::Kiosk), Err("full"));
    world.withdraw(1).unwrap();
    // It has begun: nobody is told any more that a seat falls free.
    world.at("20 14:10");
    assert_eq!(check_in(&mut world, 3_004, 4, SeenBy::Kiosk), Err("others_wait"));
    assert_eq!(check_in(&mut world, 3_003, 3, SeenBy::Phone), Err("others_wait"));
    check_in(&mut world, 3_002, 2, SeenBy::Kiosk).unwrap();
    assert_eq!(world.state(2), "walk_in");
    take_back(&mut world, 1_002, 3_002).unwrap();
    assert_eq!(world.queue(), [2, 3], "back in the queue, where they were");
    world.roster.seats = 9;
    world.roster.approval = Approval::Coordinator;
    assert_eq!(check_in(&mut world, 3_005, 5, SeenBy::Kiosk), Err("ask_facilitator"));
}

#[test]
fn whoever_came_with_a_tap_goes_with_it() {
    let mut world = World::enrolled(2, &[1]);
    world.at("20 13:50");
    check_in(&mut world, 3_004, 4, SeenBy::Kiosk).unwrap();
    assert_eq!((world.roster.used(), world.roster.enrolments.len()), (2, 2));
    take_back(&mut world, 3_004, 3_004).unwrap();
    let gone = world.roster.find(id(3_004)).unwrap();
    assert_eq!((gone.state, world.roster.used()), (State::CancelledByOrganiser, 1));
    check_in(&mut world, 3_005, 4, SeenBy::Kiosk).unwrap();
    assert_eq!(world.roster.used(), 2, "may come again");
}

/// What may happen at the door; people are 1 to 4, of whom 1 and 2 have a seat of three.
#[derive(Clone, Debug)]
enum Door {
    Tap(u32),
    Phone(u32),
    /// The nth tap is taken back.
    Back(usize),
    Mark(u32, &'static str),
    WalkIn(u32),
    Wait(i64),
}

fn door() -> impl Strategy<Value = Door> {
    let who = || 1..=4u32;
    let seen = prop::sample::select(vec!["attended", "partial", "excused", "no_show"]);
    prop_oneof![
        4 => who().prop_map(Door::Tap),
        2 => who().prop_map(Door::Phone),
        3 => (0..6usize).prop_map(Door::Back),
        2 => (who(), seen).prop_map(|(who, seen)| Door::Mark(who, seen)),
        1 => who().prop_map(Door::WalkIn),
        2 => (1..90i64).prop_map(Door::Wait),
    ]
}

/// A page of the notebook: how somebody stands, and the words said about them since.
#[derive(Clone, Debug, Default)]
struct Page {
    /// `confirmed`, or nothing.
    enrolled: bool,
    /// (what, by whom, when, tap), the last word last; a word taken back is struck out.
    words: Vec<(&'static str, char, i64, u32)>,
}

impl Page {
    fn state(&self) -> Option<&'static str> {
        let base = if self.enrolled { Some("confirmed") } else { None };
        self.words.last().map_or(base, |(what, ..)| Some(*what))
    }

    fn is_there(&self) -> bool {
        matches!(self.state(), Some("attended" | "partial" | "walk_in"))
    }
}

#[derive(Default)]
struct Notebook {
    pages: BTreeMap<u32, Page>,
    /// (person, tap) of each tap that was taken.
    taps: Vec<(u32, u32)>,
    t: i64,
}

impl Notebook {
    fn comes(&mut self, who: u32, by: char, tap: u32) -> bool {
        let used = self.pages.values().filter(|page| page.state().is_some()).count();
        let page = self.pages.entry(who).or_default();
        let word = match page.state() {
            Some("confirmed") => "attended",
            Some("excused" | "no_show") => return false,
            Some(_) => return true,
            None if used < 3 => "walk_in",
            None => return false,
        };
        page.words.push((word, by, self.t, tap));
        true
    }

    fn back(&mut self, who: u32, tap: u32) -> bool {
        let t = self.t;
        let page = self.pages.entry(who).or_default();
        let last = page.words.last().copied();
        let ok = last.is_some_and(|(_, by, at, own)| by == 'k' && own == tap && t - at <= 60);
        if ok {
            page.words.pop();
        }
        ok
    }

    fn mark(&mut self, who: u32, what: &'static str) -> bool {
        let t = self.t;
        let page = self.pages.entry(who).or_default();
        let ok = !matches!(page.state(), None | Some("walk_in"));
        if ok {
            page.words.push((what, 'f', t, 0));
        }
        ok
    }

    fn walks_in(&mut self, who: u32) -> bool {
        let t = self.t;
        let page = self.pages.entry(who).or_default();
        let ok = page.state().is_none();
        if ok {
            page.words.push(("walk_in", 'f', t, 0));
        }
        ok
    }
}

fn standing(world: &World, who: u32) -> Option<&'static str> {
    world.roster.standing_of(id(who)).map(|own| own.state.code())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_days_at_the_door(deeds in prop::collection::vec(door(), 1..40)) {
        let mut world = World::enrolled(3, &[1, 2]);
        world.at("20 13:30");
        let mut book = Notebook::default();
        for who in [1, 2] {
            book.pages.entry(who).or_default().enrolled = true;
        }
        for (no, deed) in deeds.iter().enumerate() {
            let fresh = 4_000 + u32::try_from(no).unwrap();
            let before = world.roster.clone();
            let (done, expected) = match *deed {
                Door::Wait(seconds) => {
                    world.now = world.now.plus_seconds(seconds);
                    book.t += seconds;
                    continue;
                }
                Door::Tap(who) => {
                    let (before, done) =
                        (standing(&world, who), check_in(&mut world, fresh, who, SeenBy::Kiosk));
                    if done.is_ok() && before != standing(&world, who) {
                        book.taps.push((who, fresh));
                    }
                    (done, book.comes(who, 'k', fresh))
                }
                Door::Phone(who) => {
                    (check_in(&mut world, fresh, who, SeenBy::Phone), book.comes(who, 'p', fresh))
                }
                Door::Back(nth) => {
                    let Some(&(who, tap)) = book.taps.get(nth) else { continue };
                    let own = before.enrolments.iter().find(|own| {
                        own.seen.is_some_and(|seen| seen.tap_id == Some(id(tap)))
                    });
                    let enrolment = own.map_or(id(1_000 + who), |own| own.id);
                    let command = Command::TakeBack { enrolment_id: enrolment, tap_id: id(tap) };
                    (world.run(&command).map(|_| ()), book.back(who, tap))
                }
                Door::Mark(who, seen) => {
                    let Some(own) = before.standing_of(id(who)) else {
                        prop_assert!(!book.mark(who, seen));
                        continue;
                    };
                    let attendance = Attendance::from_code(seen).unwrap();
                    let command = Command::Mark { enrolment_id: own.id, attendance };
                    (world.run(&command).map(|_| ()), book.mark(who, seen))
                }
                Door::WalkIn(who) => {
                    let command = Command::WalkIn { enrolment_id: id(fresh), person_id: id(who) };
                    (world.run(&command).map(|_| ()), book.walks_in(who))
                }
            };
            prop_assert_eq!(done.is_ok(), expected, "{:?}: {:?}", deed, done);
            if done.is_err() {
                prop_assert_eq!(&world.roster, &before, "a refusal changes nothing");
            }
            for (who, page) in &book.pages {
                prop_assert_eq!(standing(&world, *who), page.state(), "{} after {:?}", who, deed);
            }
            let there = book.pages.values().filter(|page| page.is_there()).count();
            let known = world.roster.enrolments.iter().filter(|own| own.state.was_there()).count();
            prop_assert_eq!(there, known);
        }
    }
}
