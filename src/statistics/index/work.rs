//! What one thread adds up over the blocks it takes.

use super::super::counts::Tally;
use super::block::{Block, WORDS};
use super::people::Crossed;
use super::sums::{GROUP, Sums};
use super::word::{COUNTERS, FAMILIES, PEOPLE, Word};

/// A tally per number, sessions and participations in one cell: consecutive sessions often meet the
/// same one.
pub struct Column {
    /// Sessions << 32 | participations, at most [`super::word::MOST`] of each session.
    cells: Vec<u64>,
    /// Participations above that.
    surplus: Vec<(usize, i64)>,
}

/// A participation, in a cell.
const SESSION: u64 = 1 << 32;

impl Column {
    fn new(length: usize) -> Self {
        Self { cells: vec![0; length], surplus: Vec::new() }
    }

    fn add(&mut self, at: usize, weight: u64) {
        if let Some(cell) = self.cells.get_mut(at) {
            *cell += weight;
        }
    }

    /// Adds what `other` holds to `tallies`.
    fn add_to(&self, tallies: &mut [Tally]) {
        for (tally, cell) in tallies.iter_mut().zip(&self.cells) {
            tally.add((cell >> 32) as i64, (cell & (SESSION - 1)) as i64);
        }
        for (at, participations) in &self.surplus {
            tallies[*at].participations += participations;
        }
    }

    /// The tallies of several threads together.
    pub fn together<'a>(columns: impl Iterator<Item = &'a Self> + Clone) -> Vec<Tally> {
        let length = columns.clone().map(|column| column.cells.len()).max().unwrap_or(0);
        let mut tallies = vec![Tally::default(); length];
        columns.for_each(|column| column.add_to(&mut tallies));
        tallies
    }
}

/// Lengths of the columns.
#[derive(Clone, Copy)]
pub struct Lengths {
    pub days: usize,
    pub posts: usize,
    pub spots: usize,
    pub tags: usize,
    pub residences: usize,
}

/// Sums of the sessions of some blocks.
pub struct Work {
    from: u16,
    pub sums: Sums,
    pub days: Column,
    pub posts: Column,
    pub spots: Column,
    pub tags: Column,
    /// Anonymous people by commune of residence.
    pub residences: Vec<i64>,
    /// What crowds add to the sums.
    pub families: [i64; FAMILIES],
    pub minutes_received: i64,
    pub anonymous: [i64; COUNTERS],
}

impl Work {
    pub fn new(from: u16, lengths: Lengths) -> Self {
        Self {
            from,
            sums: Sums::new(),
            days: Column::new(lengths.days),
            posts: Column::new(lengths.posts),
            spots: Column::new(lengths.spots),
            tags: Column::new(lengths.tags),
            residences: vec![0; lengths.residences],
            families: [0; FAMILIES],
            minutes_received: 0,
            anonymous: [0; COUNTERS],
        }
    }

    /// Adds the sessions of `masks` in the block `number`.
    pub fn add(&mut self, number: usize, block: &Block, masks: &[u64], crossed: Option<&Crossed>) {
        let words = block.words.len();
        let participants = crossed.map(|crossed| &crossed.participants[number * WORDS..][..words]);
        self.words(block, masks, participants);
        match crossed {
            None => {
                self.anonymous(block, masks);
                for (at, extra) in block.crowd.0.iter().filter(|(at, _)| bit(masks, *at)) {
                    self.crowd(block, *at, i64::from(*extra));
                }
            }
            Some(crossed) => {
                let first = (number * WORDS * 64) as u64;
                let after = first + (WORDS * 64) as u64;
                let from = crossed.crowd.partition_point(|(it, _)| u64::from(*it) < first);
                let to = crossed.crowd.partition_point(|(it, _)| u64::from(*it) < after);
                for (session, extra) in &crossed.crowd[from..to] {
                    self.crowd(block, *session as u16, i64::from(*extra));
                }
            }
        }
        for (at, tag) in block.tags.0.iter().filter(|(at, _)| bit(masks, *at)) {
            let at = usize::from(*at);
            let people = match participants {
                Some(planes) => number_at(&planes[at / 64], at % 64),
                None => u64::from(Block::participants(block.posts[at])),
            };
            self.tags.add(*tag as usize, SESSION | people);
        }
    }

    fn words(&mut self, block: &Block, masks: &[u64], crossed: Option<&[[u64; PEOPLE]]>) {
        static NOBODY: Word = Word::EMPTY;
        let mut group = [&NOBODY; GROUP];
        let mut kept = [0; GROUP];
        let mut participants = [[0; PEOPLE]; GROUP];
        let mut filled = 0;
        for (at, (word, mask)) in block.words.iter().zip(masks).enumerate() {
            if *mask == 0 {
                continue;
            }
            group[filled] = word;
            kept[filled] = *mask;
            participants[filled] = crossed.map_or(word.participants, |planes| planes[at]);
            filled += 1;
            if filled == GROUP {
                self.sums.add(group, kept, participants, crossed.is_none());
                kept = [0; GROUP];
                filled = 0;
            }
            self.columns(block, at, *mask, crossed.map(|planes| &planes[at]));
        }
        if filled > 0 {
            self.sums.add(group, kept, participants, crossed.is_none());
        }
    }

    fn columns(&mut self, block: &Block, at: usize, mask: u64, crossed: Option<&[u64; PEOPLE]>) {
        let (Some(days), Some(posts), Some(spots)) = (
            block.days.as_chunks::<64>().0.get(at),
            block.posts.as_chunks::<64>().0.get(at),
            block.spots.as_chunks::<64>().0.get(at),
        ) else {
            return;
        };
        let mut add = |i: usize| {
            let people = match crossed {
                Some(planes) => number_at(planes, i),
                None => u64::from(Block::participants(posts[i])),
            };
            let weight = SESSION | people;
            self.days.add(usize::from(days[i].wrapping_sub(self.from)), weight);
            self.posts.add(Block::post(posts[i]) as usize, weight);
            self.spots.add(spots[i] as usize, weight);
        };
        if mask == u64::MAX {
            (0..64).for_each(add);
            return;
        }
        let mut left = mask;
        while left != 0 {
            add(left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }

    /// Adds the `extra` participants of one session to everything it counts in.
    fn crowd(&mut self, block: &Block, at: u16, extra: i64) {
        let place = usize::from(at);
        let Some(word) = block.words.get(place / 64) else { return };
        for (family, bits) in self.families.iter_mut().zip(&word.families) {
            *family += extra * (bits >> (place % 64) & 1) as i64;
        }
        self.minutes_received += extra * word.minutes_of(place % 64);
        let day = usize::from(block.days[place].wrapping_sub(self.from));
        self.days.surplus.push((day, extra));
        self.posts.surplus.push((Block::post(block.posts[place]) as usize, extra));
        self.spots.surplus.push((block.spots[place] as usize, extra));
        for tag in block.tags.of(at) {
            self.tags.surplus.push((*tag as usize, extra));
        }
    }

    /// Adds what few sessions have of anonymous people.
    fn anonymous(&mut self, block: &Block, masks: &[u64]) {
        for (at, (counter, extra)) in &block.anonymous_crowd.0 {
            if bit(masks, *at) {
                self.anonymous[usize::from(*counter)] += i64::from(*extra);
            }
        }
        for (at, (commune, people)) in &block.residences.0 {
            self.residences[usize::from(*commune)] +=
                i64::from(*people) * i64::from(bit(masks, *at));
        }
    }
}

fn bit(masks: &[u64], at: u16) -> bool {
    masks[usize::from(at) / 64] >> (at % 64) & 1 == 1
}

/// The number whose bits are in `planes`.
fn number_at(planes: &[u64; PEOPLE], at: usize) -> u64 {
    (0..PEOPLE).map(|bit| (planes[bit] >> at & 1) << bit).sum()
}
