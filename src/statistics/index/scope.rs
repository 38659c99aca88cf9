//! Which sessions a selection keeps: one bit per session.

use std::collections::HashMap;

use super::super::fact::{EQUIPMENT, PLACE_TYPES, THEMES, positions};
use super::super::selection::{Perimeter, Selection, holds_commune};
use super::block::{Block, Trail, WORDS};
use super::names::{Names, Post, Spot};
use super::word::{ALIVE, DURATION, ITEM, PLACE_TYPE, THEME, WORKSHOP, Word};

/// A selection made ready: each filter on names is looked up once per name, not once per session.
pub struct Scope<'a> {
    selection: &'a Selection,
    clauses: Vec<Clause>,
    who: Who,
    /// Of the facilitators asked for, where they are few: most words are then passed over.
    trail: Option<Trail>,
    spots: Option<Vec<bool>>,
    tags: Option<Vec<bool>>,
}

/// Sessions with one of these properties, or with none of them.
struct Clause {
    families: Vec<usize>,
    inverted: bool,
}

/// Which posts are kept.
enum Who {
    Everybody,
    Posts(Vec<bool>),
    /// Days of each post; several lists where somebody left and came back.
    Spans(Vec<Vec<(u16, u16)>>),
}

/// Days that hold none.
const NEVER: (u16, u16) = (1, 0);

impl<'a> Scope<'a> {
    pub fn new(
        selection: &'a Selection,
        posts: &Names<Post>,
        spots: &Names<Spot>,
        tags: &Names<u32>,
    ) -> Self {
        let wanted_tags = Wanted::new(&selection.tags);
        Self {
            selection,
            clauses: clauses(selection),
            who: who(selection, &posts.values),
            trail: trail(selection),
            spots: spots_kept(selection, &spots.values),
            tags: (!selection.tags.is_empty())
                .then(|| tags.values.iter().map(|tag| wanted_tags.holds(*tag)).collect()),
        }
    }

    /// Whether every session of the period is kept.
    pub fn is_everything(&self) -> bool {
        self.clauses.is_empty()
            && matches!(self.who, Who::Everybody)
            && self.spots.is_none()
            && self.tags.is_none()
    }

    /// Whether a block may hold a session of the period.
    pub fn meets(&self, block: &Block) -> bool {
        let (from, to) = (self.selection.from, self.selection.to);
        block.period.is_some_and(|(first, last)| first <= to && last >= from)
    }

    /// Writes the sessions of `block` that are kept.
    pub fn mark(&self, block: &Block, masks: &mut [u64]) {
        let (from, to) = (self.selection.from, self.selection.to);
        let Some((first, last)) = block.period.filter(|_| self.meets(block)) else { return };
        let inside = first >= from && last <= to;
        let tagged = self.tags.as_ref().map(|wanted| tagged(block, wanted));
        let (days, posts) = (block.days.as_chunks::<64>().0, block.posts.as_chunks::<64>().0);
        let spots = block.spots.as_chunks::<64>().0;
        for (at, (word, mask)) in block.words.iter().zip(masks).enumerate() {
            if self.trail.is_some_and(|trail| !trail.meets(block.trails[at])) {
                continue;
            }
            let mut kept = self.clauses.iter().fold(word.families[ALIVE], |kept, clause| {
                if kept == 0 { 0 } else { kept & clause.of(word) }
            });
            if let Some(tagged) = &tagged {
                kept &= tagged[at];
            }
            if self.trail.is_some() {
                // Few are left: what follows looks at these alone.
                kept = self.who.filter(kept, &posts[at], &days[at]);
            }
            if !inside {
                kept = filter(kept, |i| days[at][i].wrapping_sub(from) <= to - from);
            }
            if let Some(wanted) = &self.spots {
                kept = filter(kept, |i| look(wanted, spots[at][i]));
            }
            if self.trail.is_none() {
                kept = self.who.filter(kept, &posts[at], &days[at]);
            }
            *mask = kept;
        }
    }
}

impl Clause {
    fn of(&self, word: &Word) -> u64 {
        let any = self.families.iter().fold(0, |any, family| any | word.families[*family]);
        if self.inverted { !any } else { any }
    }
}

impl Who {
    fn filter(&self, mask: u64, posts: &[u32; 64], days: &[u16; 64]) -> u64 {
        match self {
            Self::Everybody => mask,
            Self::Posts(wanted) => filter(mask, |i| look(wanted, Block::post(posts[i]))),
            Self::Spans(lists) => lists.iter().fold(0, |kept, spans| {
                kept | filter(mask & !kept, |i| {
                    let post = Block::post(posts[i]) as usize;
                    let (first, last) = spans.get(post).copied().unwrap_or(NEVER);
                    (first..=last).contains(&days[i])
                })
            }),
        }
    }
}

/// Tests the sessions of `mask`: one by one when they are few, else all, without a jump.
fn filter(mask: u64, keep: impl Fn(usize) -> bool) -> u64 {
    const FEW: u32 = 12;
    let mut kept = 0;
    if mask.count_ones() > FEW {
        for at in 0..64 {
            kept |= u64::from(keep(at)) << at;
        }
        return kept & mask;
    }
    let mut left = mask;
    while left != 0 {
        let at = left.trailing_zeros();
        kept |= u64::from(keep(at as usize)) << at;
        left &= left - 1;
    }
    kept
}

fn look(wanted: &[bool], number: u32) -> bool {
    wanted.get(number as usize).copied().unwrap_or(false)
}

/// The filters on properties.
fn clauses(selection: &Selection) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut add = |families: Vec<usize>, inverted| clauses.push(Clause { families, inverted });
    let at = |first: usize, set: u64, length: usize| -> Vec<usize> {
        positions(set, length).map(|position| first + position).collect()
    };
    match selection.kind {
        None => {}
        Some(0) => add(vec![WORKSHOP], true),
        Some(1) => add(vec![WORKSHOP], false),
        Some(_) => add(Vec::new(), false),
    }
    if let Some(wanted) = selection.administrative {
        add(at(THEME, selection.administrative_mask, THEMES), !wanted);
    }
    if selection.themes != 0 {
        add(at(THEME, selection.themes, THEMES), false);
    }
    if selection.equipment != 0 {
        add(at(ITEM, u64::from(selection.equipment), EQUIPMENT), false);
    }
    if selection.place_types != 0 {
        add(at(PLACE_TYPE, u64::from(selection.place_types), PLACE_TYPES), false);
    }
    if selection.durations >> 3 & 1 == 1 {
        // The last duration is what the others are not.
        add(at(DURATION, u64::from(!selection.durations), 3), true);
    } else if selection.durations != 0 {
        add(at(DURATION, u64::from(selection.durations), 3), false);
    }
    clauses
}

/// The sessions of a block that carry a wanted tag.
fn tagged(block: &Block, wanted: &[bool]) -> Vec<u64> {
    let mut tagged = vec![0; WORDS];
    for (at, tag) in &block.tags.0 {
        tagged[usize::from(*at) / 64] |= u64::from(look(wanted, *tag)) << (at % 64);
    }
    tagged
}

/// A filter by keys, quick to ask; an empty one holds everything.
struct Wanted<T>(Vec<T>);

impl<T: Ord + Copy> Wanted<T> {
    fn new(keys: &[T]) -> Self {
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        Self(sorted)
    }

    fn holds(&self, key: T) -> bool {
        self.0.is_empty() || self.0.binary_search(&key).is_ok()
    }
}

/// The trail of the facilitators asked for; none where they are everybody, or many.
fn trail(selection: &Selection) -> Option<Trail> {
    const MANY: u32 = 24;
    let spans = selection.facilitators.as_ref();
    let spans = spans.map(|spans| spans.iter().map(|(facilitator, ..)| *facilitator));
    let named = &selection.only_facilitators;
    let named = (!named.is_empty()).then(|| named.iter().copied());
    let trails = [spans.map(together), named.map(together)];
    let trails = trails.into_iter().flatten().filter(|trail| trail.bits() <= MANY);
    trails.min_by_key(|trail| trail.bits())
}

fn together(facilitators: impl Iterator<Item = u32>) -> Trail {
    facilitators.fold(Trail::default(), |all, facilitator| all.and(Trail::of(facilitator)))
}

/// The filters on who held the session.
fn who(selection: &Selection, posts: &[Post]) -> Who {
    let everything = Perimeter::default();
    let perimeter = selection.any_of.as_ref().unwrap_or(&everything);
    let facilitators = Wanted::new(&selection.only_facilitators);
    let organizations =
        [&selection.organizations, &perimeter.organizations].map(|it| Wanted::new(it));
    let programmes = [&selection.programmes, &perimeter.programmes].map(|it| Wanted::new(it));
    let asked = |wanted: &[Wanted<u32>]| wanted.iter().any(|wanted| !wanted.0.is_empty());
    let keeps = |post: &Post| {
        facilitators.holds(post.facilitator)
            && organizations.iter().all(|wanted| wanted.holds(post.organization))
            && programmes.iter().all(|wanted| wanted.holds(post.programme))
    };
    let Some(spans) = &selection.facilitators else {
        let any = asked(&organizations) || asked(&programmes) || !facilitators.0.is_empty();
        return if any { Who::Posts(posts.iter().map(keeps).collect()) } else { Who::Everybody };
    };
    let spans = spans_of(spans, selection.from, selection.to);
    let of = |post: &Post| spans.get(&post.facilitator).filter(|_| keeps(post));
    if spans.values().flatten().all(|span| *span == (selection.from, selection.to)) {
        return Who::Posts(posts.iter().map(|post| of(post).is_some()).collect());
    }
    let most = spans.values().map(Vec::len).max().unwrap_or(0);
    let nth = |at: usize| -> Vec<(u16, u16)> {
        let span = |post| of(post).and_then(|spans| spans.get(at)).copied().unwrap_or(NEVER);
        posts.iter().map(span).collect()
    };
    Who::Spans((0..most).map(nth).collect())
}

/// The days of each facilitator within the period, in order, overlaps joined.
fn spans_of(spans: &[(u32, u16, u16)], from: u16, to: u16) -> HashMap<u32, Vec<(u16, u16)>> {
    let mut sorted: Vec<_> = spans
        .iter()
        .map(|(facilitator, first, last)| (*facilitator, *first.max(&from), *last.min(&to)))
        .filter(|(_, first, last)| first <= last)
        .collect();
    sorted.sort_unstable();
    let mut joined: HashMap<u32, Vec<(u16, u16)>> = HashMap::new();
    for (facilitator, first, last) in sorted {
        let days = joined.entry(facilitator).or_default();
        match days.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => days.push((first, last)),
        }
    }
    joined
}

/// The filters on where the session was held.
fn spots_kept(selection: &Selection, spots: &[Spot]) -> Option<Vec<bool>> {
    let places = Wanted::new(&selection.places);
    let departements = Wanted::new(&selection.departements);
    let perimeter = selection.any_of.as_ref().filter(|perimeter| perimeter.has_territories());
    let asked = !places.0.is_empty()
        || !selection.communes.is_empty()
        || !selection.departements.is_empty()
        || perimeter.is_some();
    let keeps = |spot: &Spot| {
        places.holds(spot.place)
            && departements.holds(spot.departement)
            && holds_commune(&selection.communes, spot.commune, spot.remote)
            && perimeter.is_none_or(|perimeter| {
                perimeter.covers(spot.commune, spot.departement, spot.remote)
            })
    };
    asked.then(|| spots.iter().map(keeps).collect())
}
