//! Distinct followed people of the sessions kept, each as of the latest participation.

use super::super::selection::PeopleFilter;
use super::attendance::{Attendance, Attendances, FIRST_TIME, TRAITS, read};
use super::word::{MOST, PEOPLE};

/// What is known of people while days are walked from the last to the first, sessions and
/// participations likewise: the first time a person is met is the latest participation.
pub struct People {
    /// Two bits a person: 0 not met, 1 met, 2 met again.
    met: Vec<u64>,
    /// Distinct people by traits and by residence.
    pub traits: Vec<i64>,
    pub residences: Vec<i64>,
    /// First participations ever.
    pub new: i64,
    /// People met again.
    pub returning: i64,
}

/// The participations that match a filter on people.
pub struct Crossed {
    /// Bits of the number of participants, per word of sessions.
    pub participants: Vec<[u64; PEOPLE]>,
    /// (session, participants above [`MOST`]), sorted.
    pub crowd: Vec<(u32, u32)>,
}

/// A filter on people made ready.
struct Matching {
    traits: Vec<bool>,
    residences: Option<Vec<bool>>,
}

impl People {
    pub fn new(attendances: &Attendances) -> Self {
        Self {
            met: vec![0; attendances.persons.div_ceil(32)],
            traits: vec![0; TRAITS],
            residences: vec![0; attendances.residences],
            new: 0,
            returning: 0,
        }
    }

    /// Meets the person of `it` if `kept` is 1, without a jump; nothing happens if it is 0.
    fn meet(&mut self, it: &Attendance, kept: u64) {
        let shift = it.person % 32 * 2;
        let Some(met) = self.met.get_mut(it.person as usize / 32) else { return };
        let before = *met >> shift & 3;
        let more = kept & !(before >> 1);
        *met += more << shift;
        let fresh = (more & !before) as i64;
        self.returning += (more & before) as i64;
        self.new += (kept & u64::from(it.traits >> FIRST_TIME)) as i64;
        self.traits[usize::from(it.traits) % TRAITS] += fresh;
        if let Some(people) = self.residences.get_mut(usize::from(it.residence)) {
            *people += fresh;
        }
    }

    /// Everybody in the sessions of `masks` on the days of `lists`.
    pub fn walk(&mut self, lists: &[Vec<Attendance>], masks: &[u64]) {
        for it in lists.iter().rev().flat_map(|list| list.iter().rev()) {
            self.meet(it, bit(masks, it.session));
        }
    }

    /// Everybody in the sessions of `masks` that are on the days of `lists` and match `filter`.
    pub fn walk_matching(
        &mut self,
        lists: &[Vec<Attendance>],
        masks: &[u64],
        filter: &PeopleFilter,
    ) -> Crossed {
        let matching = Matching::new(filter, self.residences.len());
        let mut crossed =
            Crossed { participants: vec![[0; PEOPLE]; masks.len()], crowd: Vec::new() };
        for list in lists.iter().rev() {
            for people in list.chunk_by(|one, other| one.session == other.session).rev() {
                let session = people[0].session;
                if bit(masks, session) == 0 {
                    continue;
                }
                let mut participants = 0;
                for it in people.iter().rev() {
                    let kept = matching.keeps(it);
                    participants += u32::from(kept);
                    self.meet(it, u64::from(kept));
                }
                crossed.put(session, participants);
            }
        }
        crossed.crowd.sort_unstable();
        crossed
    }

    /// Adds the people of each value: genders, age bands, statuses, by code.
    pub fn by_trait(&self, mut add: impl FnMut((usize, usize, usize), i64)) {
        for (traits, people) in self.traits.iter().enumerate().filter(|(_, people)| **people > 0) {
            add(read(traits), *people);
        }
    }
}

impl Crossed {
    fn put(&mut self, session: u32, participants: u32) {
        let Some(planes) = self.participants.get_mut(session as usize / 64) else { return };
        for (bit, plane) in planes.iter_mut().enumerate() {
            *plane |= u64::from(participants.min(MOST) >> bit & 1) << (session % 64);
        }
        if participants > MOST {
            self.crowd.push((session, participants - MOST));
        }
    }

    /// Keeps in `masks` the sessions with somebody who matches.
    pub fn narrow(&self, masks: &mut [u64]) {
        for (mask, planes) in masks.iter_mut().zip(&self.participants) {
            *mask &= planes.iter().fold(0, |any, plane| any | plane);
        }
    }
}

impl Matching {
    fn new(filter: &PeopleFilter, residences: usize) -> Self {
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

    fn keeps(&self, it: &Attendance) -> bool {
        let holds =
            |wanted: &Vec<bool>| wanted.get(usize::from(it.residence)).copied().unwrap_or(false);
        self.traits[usize::from(it.traits) % TRAITS] && self.residences.as_ref().is_none_or(holds)
    }
}

/// The bit of a session, 0 or 1.
fn bit(masks: &[u64], session: u32) -> u64 {
    masks.get(session as usize / 64).copied().unwrap_or(0) >> (session % 64) & 1
}
