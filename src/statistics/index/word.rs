//! Sixty-four sessions side by side: one word of bits per property, bit i for the i-th session.

use super::super::fact::{
    AUTONOMY, COLUMNS, EQUIPMENT, Fact, LEVELS, PLACE_TYPES, REDIRECTIONS, THEMES, positions, told,
};

/// Properties that are counted in sessions and in participations, by position.
pub const ALIVE: usize = 0;
pub const WORKSHOP: usize = 1;
pub const REDIRECTED: usize = 2;
pub const THEME: usize = 3;
pub const ITEM: usize = THEME + THEMES;
pub const PLACE_TYPE: usize = ITEM + EQUIPMENT;
/// All durations but the last, which is the rest.
pub const DURATION: usize = PLACE_TYPE + PLACE_TYPES;
pub const AUTONOMOUS: usize = DURATION + 3;
pub const LEVEL: usize = AUTONOMOUS + AUTONOMY;
pub const REDIRECTION: usize = LEVEL + LEVELS;
pub const FAMILIES: usize = REDIRECTION + REDIRECTIONS;
/// Bits of the minutes of a session (at most 1440).
pub const MINUTES: usize = 12;
/// Bits of the participants of a session; what is above [`MOST`] is kept aside.
pub const PEOPLE: usize = 4;
pub const MOST: u32 = (1 << PEOPLE) - 1;
/// Anonymous people, those supported, then each column of counters.
pub const COUNTERS: usize = 2 + COLUMNS;
/// Bits of a counter; what is above [`MOST_COUNTED`] is kept aside.
pub const COUNTER: usize = 3;
pub const MOST_COUNTED: u32 = (1 << COUNTER) - 1;
pub const ANONYMOUS: usize = COUNTERS * COUNTER;

/// Sixty-four sessions.
#[derive(Clone, Copy)]
pub struct Word {
    pub participants: [u64; PEOPLE],
    pub families: [u64; FAMILIES],
    pub minutes: [u64; MINUTES],
    pub anonymous: [u64; ANONYMOUS],
}

impl Word {
    /// No session.
    pub const EMPTY: Self = Self {
        participants: [0; PEOPLE],
        families: [0; FAMILIES],
        minutes: [0; MINUTES],
        anonymous: [0; ANONYMOUS],
    };

    /// Removes the session `at`.
    pub fn clear(&mut self, at: usize) {
        let others = !(1 << at);
        let Self { participants, families, minutes, anonymous } = self;
        for plane in participants.iter_mut().chain(families).chain(minutes).chain(anonymous) {
            *plane &= others;
        }
    }

    /// Writes `fact` as the session `at`, which was clear.
    pub fn set(&mut self, at: usize, fact: &Fact) {
        write(&mut self.participants, at, fact.participants().min(MOST));
        write(&mut self.minutes, at, u32::from(fact.length()));
        for family in families(fact) {
            self.families[family] |= 1 << at;
        }
        for (planes, people) in self.anonymous.chunks_exact_mut(COUNTER).zip(counters(fact)) {
            write(planes, at, people.min(MOST_COUNTED));
        }
    }

    /// Minutes of the session `at`.
    pub fn minutes_of(&self, at: usize) -> i64 {
        (0..MINUTES).map(|bit| i64::from((self.minutes[bit] >> at & 1 == 1) as u16) << bit).sum()
    }
}

/// Writes a number into the planes of its bits.
fn write(planes: &mut [u64], at: usize, number: u32) {
    for (bit, plane) in planes.iter_mut().enumerate() {
        *plane |= u64::from(number >> bit & 1) << at;
    }
}

/// The properties of a session.
fn families(fact: &Fact) -> impl Iterator<Item = usize> {
    let optional = |first: usize, code: u8, length: usize, asked: bool| {
        (asked && told(code, length) > 0).then(|| first + told(code, length) - 1)
    };
    let workshop = fact.is_workshop();
    let single = [
        Some(ALIVE),
        workshop.then_some(WORKSHOP),
        fact.redirected.then_some(REDIRECTED),
        Some(PLACE_TYPE + fact.place_type()),
        (fact.duration() < 3).then(|| DURATION + fact.duration()),
        optional(AUTONOMOUS, fact.autonomy, AUTONOMY, !workshop),
        optional(LEVEL, fact.level, LEVELS, workshop),
        optional(REDIRECTION, fact.redirection, REDIRECTIONS, fact.redirected),
    ];
    single
        .into_iter()
        .flatten()
        .chain(positions(fact.themes, THEMES).map(|theme| THEME + theme))
        .chain(positions(u64::from(fact.equipment), EQUIPMENT).map(|item| ITEM + item))
}

/// Anonymous people of a session: all, those supported, then by column.
pub fn counters(fact: &Fact) -> [u32; COUNTERS] {
    let mut counters = [0; COUNTERS];
    counters[0] = u32::from(fact.anonymous);
    counters[1] = u32::from(fact.anonymous_supported);
    for (column, people) in &fact.counted {
        if let Some(counter) = counters[2..].get_mut(usize::from(*column)) {
            *counter += u32::from(*people);
        }
    }
    counters
}
