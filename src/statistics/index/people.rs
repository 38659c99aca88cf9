//! Distinct followed people of the sessions kept, each as of the latest participation.

use super::super::selection::PeopleFilter;
use super::attendance::{Attendance, Attendances, FIRST_TIME, TRAITS, read};
use super::block::BLOCK;
use super::word::PEOPLE;

/// What is known of people while days are walked from the last to the first, sessions and
/// participations likewise: the first time a person is met is the latest participation.
pub struct People {
    /// Two bits a person: 0 not met, 1 met, 2 met again.
    met: Vec<u64>,
    /// Distinct people by traits and by residence.
    pub traits: Box<[u32; TRAITS]>,
    pub residences: Vec<u32>,
    /// First participations ever.
    pub new: i64,
    /// People met again.
    pub returning: i64,
}

/// The participations that match a filter on people.
pub struct Crossed {
    /// Bits of the number of participants, per word of sessions.
    pub participants: Vec<[u64; PEOPLE]>,
    /// (session, participants above [`super::word::MOST`]), sorted; a session may come again.
    pub crowd: Vec<(u32, u32)>,
}

/// A filter on people made ready.
pub struct Matching {
    traits: Vec<bool>,
    residences: Option<Vec<bool>>,
}

impl People {
    pub fn new(attendances: &Attendances) -> Self {
        Self {
            met: vec![0; attendances.persons.div_ceil(32)],
            traits: Box::new([0; TRAITS]),
            residences: vec![0; attendances.residences],
            new: 0,
            returning: 0,
        }
    }

    /// Meets the person of each participation; without a jump, for nobody can foresee who comes
    /// again.
    fn meet<'a>(&mut self, participations: impl Iterator<Item = &'a Attendance>) {
        let (met, residences) = (self.met.as_mut_slice(), self.residences.as_mut_slice());
        let (traits, mut new, mut returning) = (&mut *self.traits, 0, 0);
        participations.for_each(|it| {
            let shift = it.person % 32 * 2;
            let Some(met) = met.get_mut(it.person as usize / 32) else { return };
            let before = *met >> shift & 3;
            *met += u64::from(before < 2) << shift;
            let fresh = u32::from(before == 0);
            returning += i64::from(before == 1);
            new += i64::from(it.traits >> FIRST_TIME);
            traits[usize::from(it.traits) % TRAITS] += fresh;
            if let Some(people) = residences.get_mut(usize::from(it.residence)) {
                *people += fresh;
            }
        });
        self.new += new;
        self.returning += returning;
    }

    /// Everybody on the days of `lists`.
    pub fn walk_all(&mut self, lists: &[Vec<Attendance>]) {
        for list in lists.iter().rev() {
            self.meet(list.iter().rev());
        }
    }

    /// Everybody in the sessions of `masks` on the days of `lists`.
    pub fn walk(&mut self, lists: &[Vec<Attendance>], masks: &[u64]) {
        let mut places = Vec::new();
        for list in lists.iter().rev() {
            self.meet(select(list, &mut places, |it| bit(masks, it.session)));
        }
    }

    /// Everybody in `sessions`, given as (day, number) from the last to the first.
    pub fn visit(&mut self, sessions: &[(u16, u32)], attendances: &Attendances) {
        for (day, session) in sessions {
            let people = attendances.of_session(*session, *day);
            self.meet(people.iter().rev());
        }
    }

    /// Everybody in the sessions of `masks` on the days of `lists` who matches.
    pub fn walk_matching(&mut self, lists: &[Vec<Attendance>], masks: &[u64], matching: &Matching) {
        let mut places = Vec::new();
        for list in lists.iter().rev() {
            let keep = |it: &Attendance| bit(masks, it.session) & matching.keeps(it);
            self.meet(select(list, &mut places, keep));
        }
    }

    /// Adds the people of each value: genders, age bands, statuses, by code.
    pub fn by_trait(&self, mut add: impl FnMut((usize, usize, usize), i64)) {
        for (traits, people) in self.traits.iter().enumerate().filter(|(_, people)| **people > 0) {
            add(read(traits), i64::from(*people));
        }
    }
}

impl Crossed {
    /// Nobody yet, in so many words of sessions.
    pub fn new(words: usize) -> Self {
        Self { participants: vec![[0; PEOPLE]; words], crowd: Vec::new() }
    }

    /// Adds those of one day in the sessions of `masks` that match.
    pub fn add(&mut self, list: &[Attendance], masks: &[u64], matching: &Matching) {
        let mut places = Vec::new();
        let keep = |it: &Attendance| bit(masks, it.session) & matching.keeps(it);
        select(list, &mut places, keep).for_each(|it| self.put(it.session));
    }

    /// What two threads found on different days: a session is of one day only.
    pub fn join(mut self, other: Self) -> Self {
        for (planes, others) in self.participants.iter_mut().zip(other.participants) {
            planes.iter_mut().zip(others).for_each(|(plane, bits)| *plane |= bits);
        }
        self.crowd.extend(other.crowd);
        self.crowd.sort_unstable();
        self
    }

    /// One participant more.
    fn put(&mut self, session: u32) {
        let Some(planes) = self.participants.get_mut(session as usize / 64) else { return };
        let one = 1 << (session % 64);
        let mut carry = one;
        for plane in planes.iter_mut() {
            let bits = *plane;
            *plane ^= carry;
            carry &= bits;
            if carry == 0 {
                return;
            }
        }
        planes.iter_mut().for_each(|plane| *plane |= one);
        self.crowd.push((session, 1));
    }

    /// The crowd of a block, by place in it.
    pub fn crowd_of(&self, block: usize) -> Vec<(u16, u32)> {
        let at = |session: u32| session as usize / BLOCK;
        let first = self.crowd.partition_point(|(session, _)| at(*session) < block);
        let crowd = self.crowd[first..].iter().take_while(|(session, _)| at(*session) == block);
        crowd.map(|(session, extra)| ((*session as usize % BLOCK) as u16, *extra)).collect()
    }

    /// Keeps in `masks` the sessions with somebody who matches.
    pub fn narrow(&self, masks: &mut [u64]) {
        for (mask, planes) in masks.iter_mut().zip(&self.participants) {
            *mask &= planes.iter().fold(0, |any, plane| any | plane);
        }
    }
}

impl Matching {
    /// `residences` is above every residence known.
    pub fn new(filter: &PeopleFilter, residences: usize) -> Self {
        let keeps = |traits| {
            let (gender, age_band, status) = read(traits);
            filter.keeps_traits(gender, age_band, status)
        };
        let mut wanted = vec![false; residences];
        for residence in &filter.residences {
            if let Some(wanted) = wanted.get_mut(usize::from(*residence)) {
                *wanted = true;
            }
        }
        Self {
            traits: (0..TRAITS).map(keeps).collect(),
            residences: (!filter.residences.is_empty()).then_some(wanted),
        }
    }

    /// 1 if `it` matches, else 0.
    fn keeps(&self, it: &Attendance) -> u64 {
        let kept = u64::from(self.traits[usize::from(it.traits) % TRAITS]);
        match &self.residences {
            None => kept,
            Some(wanted) => {
                let wanted = wanted.get(usize::from(it.residence)).copied().unwrap_or(false);
                kept & u64::from(wanted)
            }
        }
    }
}

/// The participations of `list` that `keep` marks with 1, from the last to the first. Their places
/// are noted without a jump, since nobody can foresee which are kept.
fn select<'a>(
    list: &'a [Attendance],
    places: &'a mut Vec<u32>,
    keep: impl Fn(&Attendance) -> u64,
) -> impl Iterator<Item = &'a Attendance> {
    if places.len() < list.len() {
        places.resize(list.len(), 0);
    }
    let mut length = 0;
    for (place, it) in list.iter().enumerate().rev() {
        if let Some(next) = places.get_mut(length) {
            *next = place as u32;
        }
        length += keep(it) as usize;
    }
    places[..length].iter().filter_map(|place| list.get(*place as usize))
}

/// The bit of a session, 0 or 1.
fn bit(masks: &[u64], session: u32) -> u64 {
    masks.get(session as usize / 64).copied().unwrap_or(0) >> (session % 64) & 1
}
