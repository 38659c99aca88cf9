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
    /// Cells of one number, taken in turn: sessions side by side often share a day, and each would
    /// wait for the sum of the one before.
    turns: usize,
    /// Participations above that.
    surplus: Vec<(usize, i64)>,
}

/// Cells of one day.
const TURNS: usize = 4;
/// A session, in a cell.
const SESSION: u64 = 1 << 32;

impl Column {
    fn new(length: usize, turns: usize) -> Self {
        Self { cells: vec![0; length * turns], turns, surplus: Vec::new() }
    }

    /// Adds what `other` holds to `tallies`.
    fn add_to(&self, tallies: &mut [Tally]) {
        for (tally, cells) in tallies.iter_mut().zip(self.cells.chunks_exact(self.turns)) {
            for cell in cells {
                tally.add((cell >> 32) as i64, (cell & (SESSION - 1)) as i64);
            }
        }
        for (at, participations) in &self.surplus {
            tallies[*at].participations += participations;
        }
    }

    /// The tallies of several threads together.
    pub fn together<'a>(columns: impl Iterator<Item = &'a Self> + Clone) -> Vec<Tally> {
        let length = columns.clone().map(|column| column.cells.len() / column.turns);
        let length = length.max().unwrap_or(0);
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
            days: Column::new(lengths.days, TURNS),
            posts: Column::new(lengths.posts, 1),
            spots: Column::new(lengths.spots, 1),
            tags: Column::new(lengths.tags, 1),
            residences: vec![0; lengths.residences],
            families: [0; FAMILIES],
            minutes_received: 0,
            anonymous: [0; COUNTERS],
        }
    }

    /// Adds the sessions of `masks` in the block `number`.
    pub fn add(&mut self, number: usize, block: &Block, masks: &[u64], crossed: Option<&Crossed>) {
        let words = block.words.len();
        let planes = crossed.map(|crossed| &crossed.participants[number * WORDS..][..words]);
        let apart = crossed.map(|crossed| crossed.crowd_of(number));
        let crowd = apart.as_deref().unwrap_or(&block.crowd.0);
        self.sums(block, masks, planes);
        for (at, mask) in masks.iter().enumerate().filter(|(_, mask)| **mask != 0) {
            self.columns(block, at, *mask, planes.map(|planes| &planes[at]));
        }
        for (at, extra) in crowd.iter().filter(|(at, _)| bit(masks, *at)) {
            self.crowd(block, *at, i64::from(*extra));
        }
        self.tags(block, masks, planes, crowd);
        if crossed.is_none() {
            self.anonymous(block, masks);
        }
    }

    /// Adds the planes, eight words with sessions kept at a time.
    fn sums(&mut self, block: &Block, masks: &[u64], crossed: Option<&[[u64; PEOPLE]]>) {
        // Copied side by side: memory is then read in order, which the processor foresees.
        let mut group = [Word::EMPTY; GROUP];
        let mut kept = [0; GROUP];
        let mut filled = 0;
        for (at, (word, mask)) in block.words.iter().zip(masks).enumerate() {
            if *mask == 0 {
                continue;
            }
            group[filled] = *word;
            group[filled].participants = crossed.map_or(word.participants, |planes| planes[at]);
            kept[filled] = *mask;
            filled += 1;
            if filled == GROUP {
                self.sums.add(&group, kept, crossed.is_none());
                kept = [0; GROUP];
                filled = 0;
            }
        }
        if filled > 0 {
            self.sums.add(&group, kept, crossed.is_none());
        }
    }

    /// Adds the sessions of `mask` in the word `at` to the columns.
    fn columns(&mut self, block: &Block, at: usize, mask: u64, crossed: Option<&[u64; PEOPLE]>) {
        let (Some(days), Some(posts), Some(spots)) = (
            block.days.as_chunks::<64>().0.get(at),
            block.posts.as_chunks::<64>().0.get(at),
            block.spots.as_chunks::<64>().0.get(at),
        ) else {
            return;
        };
        let from = self.from;
        let day_cells = self.days.cells.as_mut_slice();
        let post_cells = self.posts.cells.as_mut_slice();
        let spot_cells = self.spots.cells.as_mut_slice();
        let mut add = |i: usize, people: u64| {
            let day = usize::from(days[i].wrapping_sub(from)) * TURNS + i % TURNS;
            add(day_cells, day, SESSION | people);
            add(post_cells, Block::post(posts[i]) as usize, SESSION | people);
            add(spot_cells, spots[i] as usize, SESSION | people);
        };
        let people = |i: usize| u64::from(Block::participants(posts[i]));
        match crossed {
            Some(planes) => each(mask, |i| add(i, number_at(planes, i))),
            None if mask == u64::MAX => (0..64).for_each(|i| add(i, people(i))),
            None => each(mask, |i| add(i, people(i))),
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
    }

    /// Adds the tags, those of a crowd with its surplus.
    fn tags(
        &mut self,
        block: &Block,
        masks: &[u64],
        crossed: Option<&[[u64; PEOPLE]]>,
        crowd: &[(u16, u32)],
    ) {
        let mut crowd = crowd;
        for (at, tag) in block.tags.0.iter().filter(|(at, _)| bit(masks, *at)) {
            let place = usize::from(*at);
            let people = match crossed {
                Some(planes) => number_at(&planes[place / 64], place % 64),
                None => u64::from(Block::participants(block.posts[place])),
            };
            add(&mut self.tags.cells, *tag as usize, SESSION | people);
            while crowd.first().is_some_and(|(other, _)| other < at) {
                crowd = &crowd[1..];
            }
            for (_, extra) in crowd.iter().take_while(|(other, _)| other == at) {
                self.tags.surplus.push((*tag as usize, i64::from(*extra)));
            }
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

/// Adds `weight` to the cell `at`, that is number × turns + turn.
fn add(cells: &mut [u64], at: usize, weight: u64) {
    if let Some(cell) = cells.get_mut(at) {
        *cell += weight;
    }
}

/// The places of the bits of `mask`.
fn each(mask: u64, mut place: impl FnMut(usize)) {
    let mut left = mask;
    while left != 0 {
        place(left.trailing_zeros() as usize);
        left &= left - 1;
    }
}

fn bit(masks: &[u64], at: u16) -> bool {
    masks[usize::from(at) / 64] >> (at % 64) & 1 == 1
}

/// The number whose bits are in `planes`.
fn number_at(planes: &[u64; PEOPLE], at: usize) -> u64 {
    (0..PEOPLE).map(|bit| (planes[bit] >> at & 1) << bit).sum()
}
