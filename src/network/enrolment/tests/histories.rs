//! Random histories of two workshops and a few people: rosters and plain cards agree after every
//! deed, and what must always hold, holds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::both::Both;
use super::naive_deeds::Touch;
use super::world::FACILITATOR;

pub const PEOPLE: u32 = 9;
const SEEN: [&str; 4] = ["attended", "partial", "excused", "no_show"];

#[derive(Clone, Debug)]
pub enum Deed {
    Wait(i64),
    /// Taken elsewhere, or no longer.
    Busy(u32),
    Settle(usize),
    Enrol {
        at: usize,
        who: u32,
        helps: bool,
        priority: u8,
        waits: bool,
    },
    Touch {
        at: usize,
        who: u32,
        touch: Touch,
    },
    WalkIn {
        at: usize,
        who: u32,
    },
    Seats {
        at: usize,
        seats: u32,
    },
    CancelAll(usize),
    Move {
        at: usize,
        who: u32,
    },
    /// The same command again, or another one under its id.
    Again {
        nth: usize,
        is_other: bool,
    },
}

#[derive(Clone, Debug)]
pub struct Setting {
    /// When the history begins: minutes from the start of the first workshop, which is minute 0.
    pub first: i64,
    pub hour: i64,
    /// Minutes from the start of the first to the start of the second.
    pub second: i64,
    pub asks: [bool; 2],
    pub seats: [u32; 2],
}

fn settings() -> impl Strategy<Value = Setting> {
    let first = prop::sample::select(vec![-4_400, -2_900, -1_500, -1_450, -1_000]);
    let hour = prop::sample::select(vec![8, 14, 21]);
    let second = prop::sample::select(vec![0, 60, 119, 120, 600]);
    let asks = [prop::bool::weighted(0.3), prop::bool::weighted(0.3)];
    let seats = [0_u32..5, 0_u32..5];
    (first, hour, second, asks, seats).prop_map(|(first, hour, second, asks, seats)| Setting {
        first,
        hour,
        second,
        asks,
        seats,
    })
}

fn deeds() -> impl Strategy<Value = Deed> {
    let who = || prop_oneof![30 => 1..=PEOPLE, 1 => Just(FACILITATOR)];
    let at = || 0_usize..2;
    // The rules turn on these numbers of minutes.
    let edges = vec![1, 119, 120, 121, 239, 240, 241, 660, 1439, 1440, 1441];
    let wait = prop_oneof![40 => 0_i64..60, 6 => prop::sample::select(edges), 1 => 0_i64..44_000];
    let touch = prop_oneof![
        6 => Just(Touch::Withdraw),
        4 => Just(Touch::Accept),
        3 => Just(Touch::Approve),
        2 => Just(Touch::Renew),
        2 => Just(Touch::Seat),
        1 => Just(Touch::Decline),
        1 => Just(Touch::Remove),
        2 => prop::sample::select(SEEN.to_vec()).prop_map(Touch::Mark),
    ];
    let enrol = (at(), who(), prop::bool::weighted(0.1), 0_u8..3, prop::bool::weighted(0.9));
    prop_oneof![
        5 => wait.prop_map(Deed::Wait),
        2 => (1..=PEOPLE).prop_map(Deed::Busy),
        1 => at().prop_map(Deed::Settle),
        12 => enrol.prop_map(|(at, who, helps, priority, waits)| {
            Deed::Enrol { at, who, helps, priority: u8::from(priority == 0), waits }
        }),
        12 => (at(), who(), touch).prop_map(|(at, who, touch)| Deed::Touch { at, who, touch }),
        1 => (at(), who()).prop_map(|(at, who)| Deed::WalkIn { at, who }),
        3 => (at(), 0_u32..6).prop_map(|(at, seats)| Deed::Seats { at, seats }),
        2 => (at(), who()).prop_map(|(at, who)| Deed::Move { at, who }),
        2 => (any::<prop::sample::Index>(), prop::bool::weighted(0.2))
            .prop_map(|(nth, is_other)| Deed::Again { nth: nth.index(1_000), is_other }),
        // Seldom: nothing happens after it.
        1 => (0_usize..40).prop_map(|at| if at < 2 { Deed::CancelAll(at) } else { Deed::Wait(3) }),
    ]
}

fn live(setting: &Setting, history: &[Deed]) -> Both {
    let mut both = Both::new(setting);
    for deed in history {
        let before = both.rosters.clone();
        both.do_it(deed);
        both.agree();
        both.hold(&before);
    }
    both
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_history_ends_as_the_cards_say(
        setting in settings(),
        history in prop::collection::vec(deeds(), 1..90),
    ) {
        live(&setting, &history);
    }
}

#[test]
fn histories_reach_the_rules() {
    // Without that, agreeing proves little.
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let many = (settings(), prop::collection::vec(deeds(), 80..90));
    let mut reached: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..150 {
        let (setting, history) = many.new_tree(&mut runner).unwrap().current();
        for (what, count) in live(&setting, &history).reached {
            *reached.entry(what).or_default() += count;
        }
    }
    let needed = [
        "taken",
        "replay",
        "moved",
        "promoted",
        "offered",
        "offer_lapsed",
        "passed_over",
        "requested",
        "declined",
        "cancelled",
        "seat_left",
        "confirmed",
        "waitlisted",
        "full",
        "overlap",
        "facilitates",
        "already_enrolled",
        "started",
        "queue_decides",
        "not_the_time",
        "not_possible",
        "closed",
        "unknown_value",
    ];
    for what in needed {
        assert!(reached.get(what).is_some_and(|count| *count >= 10), "{what}: {reached:?}");
    }
}
