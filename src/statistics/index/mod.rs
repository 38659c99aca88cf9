//! All facts in memory, as bits: any selection is counted in milliseconds.
//!
//! A session lies at its fact's number, so it is corrected in place. Properties are planes of
//! bits, 64 sessions a word (`word`), in blocks of 65,536 numbers (`block`) that also hold its day,
//! its post and its spot (`names`). Followed people are in one sorted list per day (`attendance`).
//! A count marks the sessions kept (`scope`), adds up the planes and columns under these marks
//! (`sums`, `work`), meets each person once, from the last day to the first (`people`), and puts
//! the counts together (`answer`). Who came, as a set, and where, is told apart (`presence`).

mod answer;
mod attendance;
mod block;
mod crossing;
mod names;
mod people;
mod presence;
mod scope;
mod sums;
#[cfg(test)]
mod tests;
mod word;
mod work;

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use super::counts::Counts;
use super::fact::Fact;
use super::selection::Selection;
use attendance::Attendances;
use block::{BLOCK, Block, Named, WORDS};
pub use crossing::Sample;
use names::{Names, Post, Spot};
use people::{Crossed, Matching, People};
pub use presence::{Persons, Presence};
use scope::Scope;
use work::{Lengths, Work};

/// From so many words of sessions on, two threads share a count: the second one costs 0.1 ms.
const LARGE: usize = 1_024;

/// Where the participations of the period are more than so many times the sessions kept, each
/// session is looked up rather than all lists walked.
const FEW: usize = 200;

/// The index. Memory: about 43 bytes a session of 2.5 participants, one of them followed.
#[derive(Default)]
pub struct Index {
    blocks: Vec<Option<Box<Block>>>,
    attendances: Attendances,
    posts: Names<Post>,
    spots: Names<Spot>,
    tags: Names<u32>,
    /// Above every commune of residence of anonymous people.
    residences: usize,
}

impl Index {
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the session `number` what `fact` says, or gone. The same twice changes nothing.
    pub fn apply(&mut self, number: u32, fact: Option<&Fact>) {
        let (at, place) = (number as usize / BLOCK, (number as usize % BLOCK) as u16);
        let mut before = None;
        if let Some(Some(block)) = self.blocks.get_mut(at) {
            before = block.day(usize::from(place));
            block.clear(place);
        }
        self.attendances.replace(number, before, fact);
        let Some(fact) = fact else { return };
        let mut tags: Vec<u32> = fact.tags.iter().map(|tag| self.tags.number(*tag)).collect();
        tags.sort_unstable();
        tags.dedup();
        let (post, spot) = (self.posts.number(Post::of(fact)), self.spots.number(Spot::of(fact)));
        if at >= self.blocks.len() {
            self.blocks.resize_with(at + 1, || None);
        }
        self.blocks[at].get_or_insert_default().set(place, fact, &Named { post, spot, tags });
        for (commune, _) in &fact.residences {
            self.residences = self.residences.max(usize::from(*commune) + 1);
        }
    }

    /// Counts a selection; every field equals that of [`Counts::of`].
    pub fn count(&self, selection: &Selection) -> Counts {
        static CORES: OnceLock<usize> = OnceLock::new();
        let cores = *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get));
        self.count_on(selection, cores.min(2), LARGE)
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        let blocks: usize = self.blocks.iter().flatten().map(|block| block.bytes()).sum();
        blocks
            + self.attendances.bytes()
            + self.posts.bytes()
            + self.spots.bytes()
            + self.tags.bytes()
    }

    /// Counts on so many threads, for what has `large` words.
    fn count_on(&self, selection: &Selection, threads: usize, large: usize) -> Counts {
        if selection.from > selection.to {
            return Counts::nothing(selection.from, selection.to);
        }
        let scope = Scope::new(selection, &self.posts, &self.spots, &self.tags);
        let blocks: Vec<(usize, &Block)> = self
            .blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| Some((at, block.as_deref()?)))
            .filter(|(_, block)| scope.meets(block))
            .collect();
        let threads_for = |words: usize| if words < large { 1 } else { threads };
        let mut masks = self.mark(&scope, &blocks, threads_for(blocks.len() * WORDS));
        let lists = self.attendances.period(selection.from, selection.to);
        let mut people = People::new(&self.attendances);
        let matching = (!selection.people.is_empty())
            .then(|| Matching::new(&selection.people, self.attendances.residences));
        let crossed = matching.as_ref().map(|matching| {
            let next = AtomicUsize::new(0);
            let parts = shared(
                threads_for(blocks.len() * WORDS),
                || (),
                || {
                    let mut part = Crossed::new(masks.len());
                    while let Some(list) = lists.get(next.fetch_add(1, Ordering::Relaxed)) {
                        part.add(list, &masks, matching);
                    }
                    part
                },
            );
            parts.into_iter().fold(Crossed::new(0), |all, part| part.join(all))
        });
        if let Some(crossed) = &crossed {
            crossed.narrow(&mut masks);
        }
        let next = AtomicUsize::new(0);
        let walk = || match &matching {
            Some(matching) => people.walk_matching(lists, &masks, matching),
            None => self.meet(&mut people, selection, &scope, &blocks, &masks),
        };
        let words = masks.iter().filter(|mask| **mask != 0).count();
        let work = shared(threads_for(words), walk, || {
            self.work(selection, &blocks, &masks, crossed.as_ref(), &next)
        });
        answer::counts(self, &work, &people)
    }

    /// Meets the people of the sessions kept, in the cheapest way.
    fn meet(
        &self,
        people: &mut People,
        selection: &Selection,
        scope: &Scope,
        blocks: &[(usize, &Block)],
        masks: &[u64],
    ) {
        let lists = self.attendances.period(selection.from, selection.to);
        if scope.is_everything() {
            return people.walk_all(lists);
        }
        let kept: usize = masks.iter().map(|mask| mask.count_ones() as usize).sum();
        if kept * FEW > lists.iter().map(Vec::len).sum::<usize>() {
            return people.walk(lists, masks);
        }
        let mut sessions = Vec::with_capacity(kept);
        for (number, block) in blocks {
            for (at, mask) in masks[number * WORDS..][..WORDS].iter().enumerate() {
                let mut left = *mask;
                while left != 0 {
                    let place = at * 64 + left.trailing_zeros() as usize;
                    sessions.push((block.days[place], (number * BLOCK + place) as u32));
                    left &= left - 1;
                }
            }
        }
        sessions.sort_unstable_by(|one, other| other.cmp(one));
        people.visit(&sessions, &self.attendances);
    }

    /// The sessions kept, one bit each.
    fn mark(&self, scope: &Scope, blocks: &[(usize, &Block)], threads: usize) -> Vec<u64> {
        let mut masks = vec![0; self.blocks.len() * WORDS];
        let mut wanted = blocks.iter().peekable();
        let parts = masks.chunks_mut(WORDS).enumerate().filter_map(|(at, part)| {
            wanted.next_if(|(number, _)| *number == at).map(|(_, block)| (block, part))
        });
        let parts = Mutex::new(parts);
        let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
        let mark = || {
            while let Some((block, part)) = next() {
                scope.mark(block, part);
            }
        };
        shared(threads, || (), mark);
        masks
    }

    /// Takes one block after the other until none is left.
    fn work(
        &self,
        selection: &Selection,
        blocks: &[(usize, &Block)],
        masks: &[u64],
        crossed: Option<&Crossed>,
        next: &AtomicUsize,
    ) -> Work {
        let lengths = Lengths {
            days: usize::from(selection.to - selection.from) + 1,
            posts: self.posts.values.len(),
            spots: self.spots.values.len(),
            tags: self.tags.values.len(),
            residences: self.residences,
        };
        let mut work = Work::new(selection.from, lengths);
        while let Some((number, block)) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
            work.add(*number, block, &masks[number * WORDS..][..WORDS], crossed);
        }
        work
    }
}

/// Runs `each` on so many threads at once, the caller's among them once it has done `first`. Where
/// no thread can be had, the caller does it all.
fn shared<T: Send>(threads: usize, first: impl FnOnce(), each: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads)
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, &each).ok())
            .collect();
        first();
        let mut all = vec![each()];
        for helper in helpers {
            match helper.join() {
                Ok(done) => all.push(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}
