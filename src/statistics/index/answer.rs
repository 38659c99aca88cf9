//! The counts, put together from what the threads added up.

use super::super::counts::{Counts, People as PeopleCount, Tally};
use super::super::fact::{AGE_BANDS, GENDERS, STATUSES};
use super::Index;
use super::names::{Post, Spot};
use super::people::People;
use super::word::{
    ALIVE, AUTONOMOUS, DURATION, ITEM, LEVEL, PLACE_TYPE, REDIRECTED, REDIRECTION, THEME, WORKSHOP,
};
use super::work::{Column, Work};

/// Work of all threads, as one.
struct Together<'a>(&'a [Work]);

impl Together<'_> {
    fn sum(&self, of: impl Fn(&Work) -> i64) -> i64 {
        self.0.iter().map(of).sum()
    }

    fn family(&self, at: usize) -> Tally {
        let mut tally = Tally::default();
        for work in self.0 {
            let (sessions, participations) = work.sums.family(at);
            tally.add(sessions, participations + work.families[at]);
        }
        tally
    }

    fn families<const N: usize>(&self, first: usize) -> [Tally; N] {
        std::array::from_fn(|at| self.family(first + at))
    }

    /// A family whose index 0 is what `whole` has beside the others.
    fn told<const N: usize>(&self, whole: Tally, first: usize) -> [Tally; N] {
        let mut tallies: [Tally; N] = std::array::from_fn(|at| match at {
            0 => whole,
            _ => self.family(first + at - 1),
        });
        tallies[0] = tallies[1..].iter().fold(whole, |rest, tally| less(rest, *tally));
        tallies
    }

    fn anonymous(&self, counter: usize) -> i64 {
        self.sum(|work| work.sums.anonymous(counter) + work.anonymous[counter])
    }

    fn column(&self, of: impl Fn(&Work) -> &Column) -> Vec<Tally> {
        Column::together(self.0.iter().map(of).collect::<Vec<_>>().into_iter())
    }
}

fn less(one: Tally, other: Tally) -> Tally {
    Tally {
        sessions: one.sessions - other.sessions,
        participations: one.participations - other.participations,
    }
}

/// The counts of `work` and `people`.
pub fn counts(index: &Index, work: &[Work], people: &People) -> Counts {
    let all = Together(work);
    let (whole, workshop) = (all.family(ALIVE), all.family(WORKSHOP));
    let individual = less(whole, workshop);
    let redirected = all.family(REDIRECTED);
    let workshop_minutes = all.sum(|work| work.sums.workshop_minutes());
    let mut durations: [Tally; 4] = all.families(DURATION);
    durations[3] = durations[..3].iter().fold(whole, |rest, tally| less(rest, *tally));
    let mut counts = Counts {
        individual,
        workshop,
        individual_minutes: all.sum(|work| work.sums.minutes()) - workshop_minutes,
        workshop_minutes,
        minutes_received: all.sum(|work| work.sums.minutes_received() + work.minutes_received),
        anonymous: all.anonymous(0),
        anonymous_supported: all.anonymous(1),
        redirected,
        days: all.column(|work| &work.days),
        themes: all.families(THEME),
        equipment: all.families(ITEM),
        place_types: all.families(PLACE_TYPE),
        durations,
        autonomy: all.told(individual, AUTONOMOUS),
        levels: all.told(workshop, LEVEL),
        redirections: all.told(redirected, REDIRECTION),
        ..Counts::default()
    };
    names(index, &all, &mut counts);
    persons(&all, people, &mut counts);
    counts
}

/// Fills the lists by tag, by who and by where.
fn names(index: &Index, all: &Together, counts: &mut Counts) {
    let tags = index.tags.values.iter().copied().zip(all.column(|work| &work.tags));
    counts.tags = by_key(tags);
    let tallies = all.column(|work| &work.posts);
    let posts = || present(&index.posts.values, &tallies);
    counts.facilitators = by_key(posts().map(|(post, tally): (Post, _)| (post.facilitator, tally)));
    counts.organizations = by_key(posts().map(|(post, tally)| (post.organization, tally)));
    counts.programmes = by_key(posts().map(|(post, tally)| (post.programme, tally)));
    let tallies = all.column(|work| &work.spots);
    let spots = |remote: bool| {
        present(&index.spots.values, &tallies)
            .filter(move |(spot, _): &(Spot, _)| spot.remote == remote)
    };
    counts.places = by_key(spots(false).map(|(spot, tally)| (spot.place, tally)));
    counts.communes = by_key(spots(false).map(|(spot, tally)| (spot.commune, tally)));
    counts.departements = by_key(spots(false).map(|(spot, tally)| (spot.departement, tally)));
    counts.remote_departements = by_key(spots(true).map(|(spot, tally)| (spot.departement, tally)));
}

/// The values that have sessions.
fn present<'a, T: Copy>(
    values: &'a [T],
    tallies: &'a [Tally],
) -> impl Iterator<Item = (T, Tally)> + 'a {
    values.iter().copied().zip(tallies.iter().copied()).filter(|(_, tally)| tally.sessions > 0)
}

/// Tallies of one key together, in the order of keys, those without a session left out.
fn by_key<K: Key>(tallies: impl Iterator<Item = (K, Tally)>) -> Vec<(K, Tally)> {
    const DENSE: usize = 1 << 16;
    let mut sorted: Vec<(K, Tally)> = tallies.filter(|(_, tally)| tally.sessions > 0).collect();
    let length = sorted.iter().map(|(key, _)| key.place() + 1).max().unwrap_or(0);
    if sorted.len() > length / 4 && length < DENSE {
        let mut dense = vec![Tally::default(); length];
        for (key, tally) in sorted {
            dense[key.place()].add(tally.sessions, tally.participations);
        }
        let keyed = dense.into_iter().enumerate().map(|(place, tally)| (K::at(place), tally));
        return keyed.filter(|(_, tally)| tally.sessions > 0).collect();
    }
    sorted.sort_unstable_by_key(|(key, _)| *key);
    sorted.dedup_by(|after, before| {
        let same = after.0 == before.0;
        if same {
            before.1.add(after.1.sessions, after.1.participations);
        }
        same
    });
    sorted
}

/// A key that can be a place in a list.
trait Key: Copy + Ord {
    fn place(self) -> usize;
    fn at(place: usize) -> Self;
}

macro_rules! keys {
    ($($key:ty),*) => { $(impl Key for $key {
        fn place(self) -> usize {
            self as usize
        }
        fn at(place: usize) -> Self {
            place as Self
        }
    })* };
}

keys!(u8, u16, u32);

/// Fills what concerns people.
fn persons(all: &Together, people: &People, counts: &mut Counts) {
    counts.new_followed = people.new;
    counts.returning_followed = people.returning;
    people.by_trait(|(gender, age_band, status), persons| {
        counts.followed += persons;
        counts.genders[gender].followed += persons;
        counts.age_bands[age_band].followed += persons;
        counts.statuses[status].followed += persons;
    });
    let told = |family: &mut [PeopleCount], first: usize| {
        for (at, value) in family[1..].iter_mut().enumerate() {
            value.anonymous = all.anonymous(2 + first + at);
        }
        family[0].anonymous =
            all.anonymous(0) - family[1..].iter().map(|value| value.anonymous).sum::<i64>();
    };
    told(&mut counts.genders, 0);
    told(&mut counts.age_bands, GENDERS);
    told(&mut counts.statuses, GENDERS + AGE_BANDS);
    debug_assert_eq!(counts.statuses.len(), STATUSES + 1);
    let mut residences = vec![PeopleCount::default(); people.residences.len().max(1)];
    for (value, persons) in residences.iter_mut().zip(&people.residences) {
        value.followed = i64::from(*persons);
    }
    let length = all.0.iter().map(|work| work.residences.len()).max().unwrap_or(0);
    residences.resize(residences.len().max(length), PeopleCount::default());
    residences[0].anonymous = counts.anonymous;
    for work in all.0 {
        for (at, persons) in work.residences.iter().enumerate().skip(1) {
            residences[at].anonymous += persons;
            residences[0].anonymous -= persons;
        }
    }
    counts.residences = (0_u16..=u16::MAX)
        .zip(residences)
        .filter(|(_, people)| *people != PeopleCount::default())
        .collect();
}
