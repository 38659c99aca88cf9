//! All facts in memory, as bits: any selection is counted in milliseconds.
//!
//! A session lies at its fact's number, so it is corrected in place. Properties are planes of bits,
//! 64 sessions a word ([`word`]), in blocks of 65,536 numbers ([`block`]) that also hold its day, its
//! post and its spot. Followed people are in one sorted list per day ([`attendance`]). A count marks
//! the sessions kept ([`scope`]), adds up the planes and columns under these marks ([`sums`],
//! [`work`]) and meets the people once, from the last day to the first ([`people`]).

mod answer;
mod attendance;
mod block;
mod names;
mod people;
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
use names::{Names, Post, Spot};
use people::{Crossed, People};
use scope::Scope;
use work::{Lengths, Work};

/// From so many blocks in the period on, two threads share a count: the second one costs 0.1 ms.
const LARGE: usize = 4;

/// The index. Memory: about 48 bytes a session, 2.5 participations and one followed person each.
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
        if let Some(Some(block)) = self.blocks.get_mut(at)
            && let Some(day) = block.day(usize::from(place))
        {
            self.attendances.remove(number, day);
            block.clear(place);
        }
        let Some(fact) = fact else { return };
        let mut tags: Vec<u32> = fact.tags.iter().map(|tag| self.tags.number(*tag)).collect();
        tags.sort_unstable();
        tags.dedup();
        let (post, spot) = (self.posts.number(Post::of(fact)), self.spots.number(Spot::of(fact)));
        if at >= self.blocks.len() {
            self.blocks.resize_with(at + 1, || None);
        }
        self.blocks[at].get_or_insert_default().set(place, fact, &Named { post, spot, tags });
        self.attendances.add(number, fact);
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

    /// Counts on so many threads, if the period has `large` blocks.
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
        let threads = if blocks.len() < large { 1 } else { threads };
        let mut masks = self.mark(&scope, &blocks, threads);
        let lists = self.attendances.period(selection.from, selection.to);
        let mut people = People::new(&self.attendances);
        let crossed = (!selection.people.is_empty())
            .then(|| people.walk_matching(lists, &masks, &selection.people));
        if let Some(crossed) = &crossed {
            crossed.narrow(&mut masks);
        }
        let next = AtomicUsize::new(0);
        let walk = || {
            if crossed.is_none() {
                people.walk(lists, &masks);
            }
        };
        let work = shared(threads, walk, || {
            self.work(selection, &blocks, &masks, crossed.as_ref(), &next)
        });
        answer::counts(self, &work, &people)
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
