//! Who took part by name in the sessions of a selection, and where these were held.

use super::super::selection::Selection;
use super::Index;
use super::block::{BLOCK, Block, WORDS};
use super::crossing::{Masks, matches};

/// Followed people by their numbers, one bit each.
#[derive(Clone, Debug, Default)]
pub struct Persons(Vec<u64>);

impl Persons {
    pub fn insert(&mut self, person: u32) {
        let word = person as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (person % 64);
    }

    /// Takes somebody out; false when they were not in.
    pub fn remove(&mut self, person: u32) -> bool {
        let had = self.has(person);
        if let Some(word) = self.0.get_mut(person as usize / 64) {
            *word &= !(1 << (person % 64));
        }
        had
    }

    pub fn has(&self, person: u32) -> bool {
        let word = self.0.get(person as usize / 64).copied().unwrap_or(0);
        word >> (person % 64) & 1 == 1
    }

    /// How many they are.
    pub fn count(&self) -> i64 {
        self.0.iter().map(|word| i64::from(word.count_ones())).sum()
    }

    /// How many of them are not among `others`.
    pub fn count_without(&self, others: &Self) -> i64 {
        let others = others.0.iter().copied().chain(std::iter::repeat(0));
        let only = self.0.iter().zip(others).map(|(own, other)| own & !other);
        only.map(|word| i64::from(word.count_ones())).sum()
    }
}

/// The people and places of a selection.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    /// Followed people.
    pub people: Persons,
    /// Anonymous participations.
    pub anonymous: i64,
    /// Keys of the places, in order; sessions at a distance are in none.
    pub places: Vec<u32>,
}

impl Index {
    /// Who came, and where to. With a filter on people, only sessions with somebody who matches
    /// count, and anonymous people are left out.
    pub fn presence(&self, selection: &Selection) -> Presence {
        let masks = self.masks_of(selection);
        let crossed = !selection.people.is_empty();
        let mut presence = Presence::default();
        let mut matching = vec![0_u64; if crossed { masks.masks.len() } else { 0 }];
        let mut named = 0;
        if selection.from <= selection.to {
            let lists = self.attendances.period(selection.from, selection.to).iter();
            for it in lists.flatten().filter(|it| masks.has(it.session)) {
                if matches(&selection.people, it) {
                    named += 1;
                    presence.people.insert(it.person);
                    if let Some(word) = matching.get_mut(it.session as usize / 64) {
                        *word |= 1 << (it.session % 64);
                    }
                }
            }
        }
        let kept = if crossed { &matching } else { &masks.masks };
        let participations = self.visit(&masks, kept, &mut presence.places);
        presence.anonymous = if crossed { 0 } else { participations - named };
        presence
    }

    /// Notes the places of the sessions of `kept`, and counts the participants of all of `masks`.
    fn visit(&self, masks: &Masks, kept: &[u64], places: &mut Vec<u32>) -> i64 {
        let mut met = vec![false; self.spots.values.len()];
        let mut participations = 0;
        for (number, block) in self.blocks.iter().enumerate() {
            let Some(block) = block else { continue };
            let kept = kept.get(number * WORDS..).unwrap_or(&[]);
            for (at, mask) in (0..block.words.len()).zip(kept) {
                let mut left = *mask;
                while left != 0 {
                    let place = at * 64 + left.trailing_zeros() as usize;
                    left &= left - 1;
                    participations += i64::from(Block::participants(block.posts[place]));
                    met[block.spots[place] as usize] = true;
                }
            }
            for (at, extra) in &block.crowd.0 {
                if masks.has((number * BLOCK + usize::from(*at)) as u32) {
                    participations += i64::from(*extra);
                }
            }
        }
        let spots = self.spots.values.iter().zip(met).filter(|(_, met)| *met);
        let held = spots.filter(|(spot, _)| !spot.remote && spot.place > 0);
        places.extend(held.map(|(spot, _)| spot.place));
        places.sort_unstable();
        places.dedup();
        participations
    }
}
