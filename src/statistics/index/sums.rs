//! Sums over many words at once: bits are added eight words at a time, carries kept aside, so that
//! one count of bits serves eight words, without any special instruction.

use super::word::{ANONYMOUS, COUNTER, FAMILIES, MINUTES, PEOPLE, Word};

/// Words added at a time.
pub const GROUP: usize = 8;

/// How many bits were set in each of `N` planes.
#[derive(Clone)]
struct Lanes<const N: usize> {
    ones: [u64; N],
    twos: [u64; N],
    fours: [u64; N],
    eights: [u64; N],
}

/// Three bits added: the sum, and the carry.
fn add(a: u64, b: u64, c: u64) -> (u64, u64) {
    let half = a ^ b;
    (half ^ c, a & b | half & c)
}

impl<const N: usize> Lanes<N> {
    const fn new() -> Self {
        Self { ones: [0; N], twos: [0; N], fours: [0; N], eights: [0; N] }
    }

    /// Adds eight words under their masks. Kept apart so that the loop is turned into vectors.
    #[inline(never)]
    #[allow(clippy::needless_range_loop)]
    fn add(&mut self, rows: [&[u64; N]; GROUP], masks: [u64; GROUP]) {
        for at in 0..N {
            let (ones, a) = add(self.ones[at], rows[0][at] & masks[0], rows[1][at] & masks[1]);
            let (ones, b) = add(ones, rows[2][at] & masks[2], rows[3][at] & masks[3]);
            let (twos, e) = add(self.twos[at], a, b);
            let (ones, c) = add(ones, rows[4][at] & masks[4], rows[5][at] & masks[5]);
            let (ones, d) = add(ones, rows[6][at] & masks[6], rows[7][at] & masks[7]);
            let (twos, f) = add(twos, c, d);
            let (fours, eights) = add(self.fours[at], e, f);
            self.ones[at] = ones;
            self.twos[at] = twos;
            self.fours[at] = fours;
            self.eights[at] += u64::from(eights.count_ones());
        }
    }

    fn total(&self, at: usize) -> i64 {
        let bits = |word: u64| i64::from(word.count_ones());
        bits(self.ones[at])
            + 2 * bits(self.twos[at])
            + 4 * bits(self.fours[at])
            + 8 * i64::try_from(self.eights[at]).unwrap_or(i64::MAX)
    }
}

/// Sums under one mask.
struct Masked {
    families: Lanes<FAMILIES>,
    minutes: Lanes<MINUTES>,
}

impl Masked {
    fn new() -> Self {
        Self { families: Lanes::new(), minutes: Lanes::new() }
    }

    fn add(&mut self, words: [&Word; GROUP], masks: [u64; GROUP]) {
        self.families.add(words.map(|word| &word.families), masks);
        self.minutes.add(words.map(|word| &word.minutes), masks);
    }

    fn minutes(&self) -> i64 {
        weighted(|bit| self.minutes.total(bit), MINUTES)
    }
}

/// A number from the totals of its bits.
fn weighted(total: impl Fn(usize) -> i64, bits: usize) -> i64 {
    (0..bits).map(|bit| total(bit) << bit).sum()
}

/// Sums over the sessions of a selection.
pub struct Sums {
    sessions: Masked,
    /// One per bit of the number of participants.
    participants: [Masked; PEOPLE],
    workshop_minutes: Lanes<MINUTES>,
    anonymous: Lanes<ANONYMOUS>,
}

impl Sums {
    pub fn new() -> Self {
        Self {
            sessions: Masked::new(),
            participants: [(); PEOPLE].map(|()| Masked::new()),
            workshop_minutes: Lanes::new(),
            anonymous: Lanes::new(),
        }
    }

    /// Adds the sessions of `masks` in eight words.
    pub fn add(&mut self, words: &[Word; GROUP], masks: [u64; GROUP], with_anonymous: bool) {
        let words = words.each_ref();
        self.sessions.add(words, masks);
        for (bit, sums) in self.participants.iter_mut().enumerate() {
            let mut weights = masks;
            for (weight, word) in weights.iter_mut().zip(words) {
                *weight &= word.participants[bit];
            }
            sums.add(words, weights);
        }
        let mut workshops = masks;
        for (workshop, word) in workshops.iter_mut().zip(words) {
            *workshop &= word.families[super::word::WORKSHOP];
        }
        self.workshop_minutes.add(words.map(|word| &word.minutes), workshops);
        if with_anonymous {
            self.anonymous.add(words.map(|word| &word.anonymous), masks);
        }
    }

    /// Sessions, and participations (the surplus of crowds left out), of a property.
    pub fn family(&self, at: usize) -> (i64, i64) {
        let participations = |bit: usize| self.participants[bit].families.total(at);
        (self.sessions.families.total(at), weighted(participations, PEOPLE))
    }

    /// Minutes of all sessions.
    pub fn minutes(&self) -> i64 {
        self.sessions.minutes()
    }

    /// Minutes of workshops.
    pub fn workshop_minutes(&self) -> i64 {
        weighted(|bit| self.workshop_minutes.total(bit), MINUTES)
    }

    /// Minutes times participants, the surplus of crowds left out.
    pub fn minutes_received(&self) -> i64 {
        weighted(|bit| self.participants[bit].minutes(), PEOPLE)
    }

    /// Anonymous people of a counter, the surplus of crowds left out.
    pub fn anonymous(&self, counter: usize) -> i64 {
        weighted(|bit| self.anonymous.total(counter * COUNTER + bit), COUNTER)
    }
}
