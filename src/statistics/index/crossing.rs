//! Distinct people and largest parts of the lines that may be published, and what one selection has
//! more than others: for protected figures.

use std::collections::BTreeMap;

use super::super::counts::Tally;
use super::super::crossing::{Crossing, Left, Line, LineCount, of_spot};
use super::super::fact::{AUTONOMY, EQUIPMENT, LEVELS, PLACE_TYPES, REDIRECTIONS, THEMES};
use super::super::selection::{PeopleFilter, Selection};
use super::Index;
use super::attendance::{Attendance, read};
use super::block::{BLOCK, Block, WORDS};
use super::scope::Scope;
use super::word::{
    ALIVE, AUTONOMOUS, DURATION, FAMILIES, ITEM, LEVEL, PLACE_TYPE, REDIRECTED, REDIRECTION, THEME,
    WORKSHOP, Word,
};

/// What the properties of a word leave to be told, as more bits.
const INDIVIDUAL: usize = FAMILIES;
const LONGEST: usize = FAMILIES + 1;
const NO_AUTONOMY: usize = FAMILIES + 2;
const NO_LEVEL: usize = FAMILIES + 3;
const NO_REDIRECTION: usize = FAMILIES + 4;
const NOT_REDIRECTED: usize = FAMILIES + 5;
/// Properties of a session as one word.
const BITS: usize = 64;
const _: () = assert!(NOT_REDIRECTED < BITS);

/// A session of the selection.
struct Picked {
    has: u64,
    month: u16,
    post: u32,
    spot: u32,
    participations: u32,
    named: u32,
}

/// Sessions kept, and where each is in a list of them.
pub(super) struct Masks {
    pub masks: Vec<u64>,
    /// Sessions before each word.
    before: Vec<u32>,
}

impl Masks {
    fn new(masks: Vec<u64>) -> Self {
        let mut sum = 0;
        let before = masks.iter().map(|mask| {
            let here = sum;
            sum += mask.count_ones();
            here
        });
        Self { before: before.collect(), masks }
    }

    fn place(&self, session: u32) -> Option<usize> {
        let word = session as usize / 64;
        let mask = self.masks.get(word).copied().unwrap_or(0);
        let bit = 1_u64 << (session % 64);
        (mask & bit != 0).then(|| (self.before[word] + (mask & (bit - 1)).count_ones()) as usize)
    }

    /// The sessions kept, in order.
    fn sessions(&self) -> impl Iterator<Item = u32> {
        self.masks.iter().enumerate().flat_map(|(word, mask)| {
            (0..64).filter(move |bit| mask >> bit & 1 == 1).map(move |bit| word as u32 * 64 + bit)
        })
    }

    pub fn has(&self, session: u32) -> bool {
        let mask = self.masks.get(session as usize / 64).copied().unwrap_or(0);
        mask >> (session % 64) & 1 == 1
    }
}

/// The participations of one selection.
pub struct Sample {
    people: PeopleFilter,
    masks: Masks,
    /// Participants of each session, in the order of sessions.
    participants: Vec<u32>,
    /// Participations of followed people in these sessions, whether the filter keeps them or not.
    attendances: Vec<Attendance>,
}

/// Whether a participation passes the filter on people.
pub(super) fn matches(people: &PeopleFilter, one: &Attendance) -> bool {
    let (gender, age_band, status) = read(usize::from(one.traits));
    people.keeps_traits(gender, age_band, status)
        && (people.residences.is_empty() || people.residences.contains(&one.residence))
}

/// The properties of the session `at` of a word.
fn properties(word: &Word, at: usize) -> u64 {
    let mut has = 0;
    for (family, bits) in word.families.iter().enumerate() {
        has |= (bits >> at & 1) << family;
    }
    let among = |first: usize, length: usize| has >> first & ((1 << length) - 1) != 0;
    let bit = |on: bool, at: usize| u64::from(on) << at;
    let workshop = has >> WORKSHOP & 1 == 1;
    let redirected = has >> REDIRECTED & 1 == 1;
    has | bit(!workshop, INDIVIDUAL)
        | bit(!among(DURATION, 3), LONGEST)
        | bit(!workshop && !among(AUTONOMOUS, AUTONOMY), NO_AUTONOMY)
        | bit(workshop && !among(LEVEL, LEVELS), NO_LEVEL)
        | bit(redirected && !among(REDIRECTION, REDIRECTIONS), NO_REDIRECTION)
        | bit(!redirected, NOT_REDIRECTED)
}

/// Bits whose absence makes a line as well.
const fn may_lack() -> u64 {
    ((1 << (THEMES + EQUIPMENT)) - 1) << THEME
}

/// The line of a property.
fn line_of(bit: usize) -> Line {
    let at = |first: usize| (bit - first) as u8;
    match bit {
        ALIVE => Line::Whole,
        WORKSHOP => Line::Kind(1),
        INDIVIDUAL => Line::Kind(0),
        REDIRECTED => Line::Redirected,
        NOT_REDIRECTED => Line::NotRedirected,
        LONGEST => Line::Duration(3),
        NO_AUTONOMY => Line::Autonomy(0),
        NO_LEVEL => Line::Level(0),
        NO_REDIRECTION => Line::Redirection(0),
        _ if bit < ITEM => Line::Theme(at(THEME)),
        _ if bit < ITEM + EQUIPMENT => Line::Equipment(at(ITEM)),
        _ if bit < PLACE_TYPE + PLACE_TYPES => Line::PlaceType(at(PLACE_TYPE)),
        _ if bit < DURATION + 3 => Line::Duration(at(DURATION)),
        _ if bit < AUTONOMOUS + AUTONOMY => Line::Autonomy(at(AUTONOMOUS) + 1),
        _ if bit < LEVEL + LEVELS => Line::Level(at(LEVEL) + 1),
        _ => Line::Redirection(at(REDIRECTION) + 1),
    }
}

/// The line of the sessions that lack a property.
fn lack_of(bit: usize) -> Line {
    match bit {
        _ if bit < ITEM => Line::NotTheme((bit - THEME) as u8),
        _ => Line::NotEquipment((bit - ITEM) as u8),
    }
}

/// Lines by number: what is there, what is lacking, months, then territories and bodies.
struct Numbered {
    lines: Vec<Line>,
    of_spot: Vec<Vec<u32>>,
    of_post: Vec<Vec<u32>>,
}

/// Where months begin.
const MONTHS: usize = 2 * BITS;

impl Numbered {
    fn new(index: &Index, months: usize) -> Self {
        let mut lines: Vec<Line> = (0..BITS).map(line_of).collect();
        let lacks = (0..BITS)
            .map(|bit| if may_lack() >> bit & 1 == 1 { lack_of(bit) } else { Line::Whole });
        lines.extend(lacks);
        lines.extend((0..months).map(|at| Line::Month(at as u16)));
        let mut known: BTreeMap<Line, u32> = BTreeMap::new();
        let mut number = |line: Line| {
            *known.entry(line).or_insert_with(|| {
                lines.push(line);
                lines.len() as u32 - 1
            })
        };
        let spots = index.spots.values.iter().map(|spot| {
            let lines = of_spot(spot.commune, spot.departement, spot.remote);
            lines.into_iter().map(&mut number).collect()
        });
        let of_spot = spots.collect();
        let posts = index.posts.values.iter().map(|post| {
            let lines = [Line::Organization(post.organization), Line::Programme(post.programme)];
            lines.into_iter().map(&mut number).collect()
        });
        let of_post = posts.collect();
        Self { lines, of_spot, of_post }
    }

    /// Calls `add` with each line of a session, or of several put together.
    fn each(&self, has: u64, lacks: u64, months: u128, add: &mut impl FnMut(usize)) {
        let mut walk = |mut bits: u64, first: usize| {
            while bits != 0 {
                add(first + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        };
        walk(has, 0);
        walk(lacks, BITS);
        walk(months as u64, MONTHS);
        walk((months >> 64) as u64, MONTHS + 64);
    }

    fn each_of(&self, one: &Picked, with_lacks: bool, add: &mut impl FnMut(usize)) {
        let lacks = if with_lacks { !one.has & may_lack() } else { 0 };
        self.each(one.has, lacks, 1 << one.month.min(127), add);
        for line in &self.of_spot[one.spot as usize] {
            add(*line as usize);
        }
        for line in &self.of_post[one.post as usize] {
            add(*line as usize);
        }
    }
}

impl Index {
    /// The lines of a selection. `months` are the first days of at most 120 months that cover it, in
    /// order.
    pub fn cross(&self, selection: &Selection, months: &[u16]) -> Crossing {
        let masks = self.masks_of(selection);
        let mut picked = self.pick(&masks, months);
        let mut met = self.meet_people(selection, &masks, &mut picked);
        let crossed = !selection.people.is_empty();
        if crossed {
            picked.iter_mut().for_each(|one| one.participations = one.named);
        }
        // With a filter on people, a session without any of them is none.
        let counts = |one: &Picked| !crossed || one.named > 0;
        let numbered = Numbered::new(self, months.len());
        let mut sums = vec![LineCount::default(); numbered.lines.len()];
        for one in picked.iter().filter(|one| counts(one)) {
            let participations = i64::from(one.participations);
            let anonymous = participations - i64::from(one.named);
            numbered.each_of(one, true, &mut |line| {
                sums[line].tally.add(1, participations);
                sums[line].people += anonymous;
            });
        }
        met.sort_unstable();
        self.add_people(&met, &picked, &numbered, &mut sums);
        let mut order: Vec<u32> =
            (0..picked.len() as u32).filter(|at| counts(&picked[*at as usize])).collect();
        let post = |at: &u32| &self.posts.values[picked[*at as usize].post as usize];
        order.sort_unstable_by_key(|at| post(at).facilitator);
        largest(
            &picked,
            &order,
            &numbered,
            |at| post(&at).facilitator,
            |line, most| {
                sums[line].of_one_facilitator = sums[line].of_one_facilitator.max(most);
            },
        );
        order.sort_unstable_by_key(|at| post(at).organization);
        largest(
            &picked,
            &order,
            &numbered,
            |at| post(&at).organization,
            |line, most| {
                sums[line].of_one_organization = sums[line].of_one_organization.max(most);
            },
        );
        let lines = numbered.lines.iter().copied().zip(sums);
        // A number that stands for no lack has no session.
        lines.filter(|(_, count)| count.tally != Tally::NONE).collect()
    }

    /// The participations of a selection, to be compared with those of others.
    pub fn sample(&self, selection: &Selection) -> Sample {
        let masks = self.masks_of(selection);
        let picked = self.pick(&masks, &[]);
        let mut attendances = Vec::new();
        if selection.from <= selection.to {
            let lists = self.attendances.period(selection.from, selection.to);
            attendances.extend(lists.iter().flatten().filter(|it| masks.has(it.session)));
        }
        Sample {
            people: selection.people.clone(),
            participants: picked.iter().map(|one| one.participations).collect(),
            masks,
            attendances,
        }
    }

    pub(super) fn masks_of(&self, selection: &Selection) -> Masks {
        let scope = Scope::new(selection, &self.posts, &self.spots, &self.tags);
        let blocks: Vec<(usize, &Block)> = self
            .blocks
            .iter()
            .enumerate()
            .filter_map(|(at, block)| Some((at, block.as_deref()?)))
            .filter(|(_, block)| selection.from <= selection.to && scope.meets(block))
            .collect();
        Masks::new(self.mark(&scope, &blocks, 1))
    }

    /// The sessions of `masks`, in the order of their numbers.
    fn pick(&self, masks: &Masks, months: &[u16]) -> Vec<Picked> {
        let mut picked = Vec::new();
        for (number, block) in self.blocks.iter().enumerate() {
            let Some(block) = block else { continue };
            let kept = masks.masks.get(number * WORDS..).unwrap_or(&[]);
            for (at, (word, mask)) in block.words.iter().zip(kept).enumerate() {
                let mut left = *mask;
                while left != 0 {
                    let bit = left.trailing_zeros() as usize;
                    left &= left - 1;
                    let place = at * 64 + bit;
                    let month = months.partition_point(|first| *first <= block.days[place]);
                    picked.push(Picked {
                        has: properties(word, bit),
                        month: month.saturating_sub(1) as u16,
                        post: Block::post(block.posts[place]),
                        spot: block.spots[place],
                        participations: Block::participants(block.posts[place]),
                        named: 0,
                    });
                }
            }
            for (at, extra) in &block.crowd.0 {
                let session = (number * BLOCK + usize::from(*at)) as u32;
                if let Some(one) = masks.place(session).and_then(|place| picked.get_mut(place)) {
                    one.participations += extra;
                }
            }
        }
        picked
    }

    /// (person, place among the sessions picked) of each participation of a followed person that
    /// counts; notes how many each session has.
    fn meet_people(
        &self,
        selection: &Selection,
        masks: &Masks,
        picked: &mut [Picked],
    ) -> Vec<(u32, u32)> {
        let mut met = Vec::new();
        if selection.from > selection.to {
            return met;
        }
        for it in self.attendances.period(selection.from, selection.to).iter().flatten() {
            let Some(place) = masks.place(it.session) else { continue };
            if matches(&selection.people, it) {
                picked[place].named += 1;
                met.push((it.person, place as u32));
            }
        }
        met
    }

    /// Adds each person once to each line; `met` is sorted by person.
    fn add_people(
        &self,
        met: &[(u32, u32)],
        picked: &[Picked],
        numbered: &Numbered,
        sums: &mut [LineCount],
    ) {
        let mut others: Vec<u32> = Vec::new();
        for person in met.chunk_by(|one, other| one.0 == other.0) {
            let (mut has, mut lacks, mut months) = (0, 0, 0);
            others.clear();
            for (_, place) in person {
                let one = &picked[*place as usize];
                has |= one.has;
                lacks |= !one.has & may_lack();
                months |= 1_u128 << one.month.min(127);
                others.extend(&numbered.of_spot[one.spot as usize]);
                others.extend(&numbered.of_post[one.post as usize]);
            }
            if person.len() > 1 {
                others.sort_unstable();
                others.dedup();
            }
            numbered.each(has, lacks, months, &mut |line| sums[line].people += 1);
            others.iter().for_each(|line| sums[*line as usize].people += 1);
        }
    }
}

impl Sample {
    /// What it has and none of `others` has. All must come from the index as it was at one time.
    pub fn left(&self, others: &[&Sample]) -> Left {
        let whole: Vec<&Masks> = (others.iter())
            .filter(|other| other.people.is_empty())
            .map(|other| &other.masks)
            .collect();
        let partly: Vec<&&Sample> =
            others.iter().filter(|other| !other.people.is_empty()).collect();
        let open = |session: u32| !whole.iter().any(|masks| masks.has(session));
        let mut people = Vec::new();
        let mut left = Left::default();
        let mut named = 0;
        for it in self.attendances.iter().filter(|it| open(it.session)) {
            named += 1;
            let taken = |other: &&&Sample| other.masks.has(it.session) && other.counts(it);
            if self.counts(it) && !partly.iter().any(taken) {
                left.participations += 1;
                people.push(it.person);
            }
        }
        people.sort_unstable();
        people.dedup();
        left.people = i64::try_from(people.len()).unwrap_or(i64::MAX);
        if self.people.is_empty() {
            let sessions = self.masks.sessions().zip(&self.participants);
            let open = sessions.filter(|(session, _)| open(*session));
            let all: i64 = open.map(|(_, participants)| i64::from(*participants)).sum();
            left.participations += all - named;
            left.people += all - named;
        }
        left
    }

    fn counts(&self, one: &Attendance) -> bool {
        matches(&self.people, one)
    }
}

/// Tells, for each group of sessions of one key, how many participations of each line are its own.
/// `order` has the sessions by key.
fn largest(
    picked: &[Picked],
    order: &[u32],
    numbered: &Numbered,
    key: impl Fn(u32) -> u32,
    mut tell: impl FnMut(usize, i64),
) {
    let mut sums = vec![0_i64; numbered.lines.len()];
    let mut touched = Vec::new();
    for group in order.chunk_by(|one, other| key(*one) == key(*other)) {
        for at in group {
            let one = &picked[*at as usize];
            numbered.each_of(one, false, &mut |line| {
                if sums[line] == 0 {
                    touched.push(line);
                }
                sums[line] += i64::from(one.participations);
            });
        }
        for line in touched.drain(..) {
            tell(line, std::mem::take(&mut sums[line]));
        }
    }
}
