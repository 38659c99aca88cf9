//! Sessions of 65,536 consecutive numbers, kept by column.

use super::super::fact::Fact;
use super::word::{MOST, MOST_COUNTED, PEOPLE, Word, counters};

/// Sessions of a block.
pub const BLOCK: usize = 1 << 16;
/// Words of a block.
pub const WORDS: usize = BLOCK / 64;

/// What only some sessions of a block have, sorted by their place in it.
#[derive(Clone, Default)]
pub struct Aside<T>(pub Vec<(u16, T)>);

impl<T> Aside<T> {
    fn add(&mut self, at: u16, value: T) {
        let after = self.0.partition_point(|(other, _)| *other <= at);
        self.0.insert(after, (at, value));
    }

    fn remove(&mut self, at: u16) {
        let first = self.0.partition_point(|(other, _)| *other < at);
        let after = self.0.partition_point(|(other, _)| *other <= at);
        self.0.drain(first..after);
    }

    fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<(u16, T)>()
    }
}

/// Sessions by column; columns grow with the highest place used.
#[derive(Default)]
pub struct Block {
    pub words: Vec<Word>,
    pub days: Vec<u16>,
    /// Post (see [`super::names::Post`]) above its participants in [`PEOPLE`] bits.
    pub posts: Vec<u32>,
    /// Spot (see [`super::names::Spot`]).
    pub spots: Vec<u32>,
    /// Who may have held a session of each word.
    pub trails: Vec<Trail>,
    /// Tags by their name's number, each once.
    pub tags: Aside<u32>,
    /// Anonymous people by commune of residence.
    pub residences: Aside<(u16, u16)>,
    /// Participants above [`MOST`].
    pub crowd: Aside<u32>,
    /// (counter, anonymous people above [`MOST_COUNTED`])
    pub anonymous_crowd: Aside<(u8, u32)>,
    /// First and last day seen; they only widen.
    pub period: Option<(u16, u16)>,
}

/// A few bits for each facilitator of a word's sessions: without the bit of a facilitator, none of
/// the 64 sessions is theirs. Bits are only added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trail([u64; 4]);

impl Trail {
    /// The trail of one facilitator: one bit of 256.
    pub fn of(facilitator: u32) -> Self {
        let bit = facilitator as usize % 256;
        let mut trail = Self::default();
        trail.0[bit / 64] = 1 << (bit % 64);
        trail
    }

    pub fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    /// Whether both may have a facilitator in common.
    pub fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(one, other)| one & other != 0)
    }

    /// Bits set, of 256.
    pub fn bits(self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }
}

/// How the names of a session are written in a block.
pub struct Named {
    pub post: u32,
    pub spot: u32,
    /// Sorted, each once.
    pub tags: Vec<u32>,
}

impl Block {
    /// The post of an entry of `posts`.
    pub fn post(entry: u32) -> u32 {
        entry >> PEOPLE
    }

    /// The participants of an entry of `posts`, at most [`MOST`].
    pub fn participants(entry: u32) -> u32 {
        entry & MOST
    }

    /// The day of the session `at`, if there is one.
    pub fn day(&self, at: usize) -> Option<u16> {
        let word = self.words.get(at / 64)?;
        (word.families[0] >> (at % 64) & 1 == 1).then(|| self.days[at])
    }

    /// Removes the session `at`, if there is one.
    pub fn clear(&mut self, at: u16) {
        if self.day(usize::from(at)).is_none() {
            return;
        }
        self.words[usize::from(at) / 64].clear(usize::from(at) % 64);
        self.tags.remove(at);
        self.residences.remove(at);
        self.crowd.remove(at);
        self.anonymous_crowd.remove(at);
    }

    /// Writes `fact` as the session `at`, which was clear.
    pub fn set(&mut self, at: u16, fact: &Fact, named: &Named) {
        let place = usize::from(at);
        self.grow(place / 64 + 1);
        self.words[place / 64].set(place % 64, fact);
        let participants = fact.participants();
        self.days[place] = fact.day;
        self.posts[place] = named.post << PEOPLE | participants.min(MOST);
        self.spots[place] = named.spot;
        let trail = &mut self.trails[place / 64];
        *trail = trail.and(Trail::of(fact.facilitator));
        for tag in &named.tags {
            self.tags.add(at, *tag);
        }
        for (commune, people) in fact.residences.iter().filter(|(commune, _)| *commune > 0) {
            self.residences.add(at, (*commune, *people));
        }
        if participants > MOST {
            self.crowd.add(at, participants - MOST);
        }
        for (counter, people) in (0_u8..).zip(counters(fact)) {
            if people > MOST_COUNTED {
                self.anonymous_crowd.add(at, (counter, people - MOST_COUNTED));
            }
        }
        let (first, last) = self.period.unwrap_or((fact.day, fact.day));
        self.period = Some((first.min(fact.day), last.max(fact.day)));
    }

    /// Makes room for `words` words, and little more.
    fn grow(&mut self, words: usize) {
        const STEP: usize = 64;
        if words <= self.words.len() {
            return;
        }
        let room = words.next_multiple_of(STEP);
        self.words.reserve_exact(room - self.words.len());
        self.days.reserve_exact(room * 64 - self.days.len());
        self.posts.reserve_exact(room * 64 - self.posts.len());
        self.spots.reserve_exact(room * 64 - self.spots.len());
        self.trails.reserve_exact(room - self.trails.len());
        self.words.resize(words, Word::EMPTY);
        self.days.resize(words * 64, 0);
        self.posts.resize(words * 64, 0);
        self.spots.resize(words * 64, 0);
        self.trails.resize(words, Trail::default());
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.words.capacity() * size_of::<Word>()
            + self.days.capacity() * 2
            + (self.posts.capacity() + self.spots.capacity()) * 4
            + self.trails.capacity() * size_of::<Trail>()
            + self.tags.bytes()
            + self.residences.bytes()
            + self.crowd.bytes()
            + self.anonymous_crowd.bytes()
    }
}
