//! Whole numbers of a selection, before they are presented, and the plain way to count them.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{
    AGE_BANDS, AUTONOMY, COLUMNS, DURATIONS, EQUIPMENT, Fact, Followed, GENDERS, LEVELS,
    PLACE_TYPES, REDIRECTIONS, STATUSES, THEMES, positions, told,
};
use super::selection::Selection;

/// Sessions, and the participations in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub sessions: i64,
    pub participations: i64,
}

/// People of one value: followed by their latest participation in scope, anonymous beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    pub followed: i64,
    pub anonymous: i64,
}

impl People {
    pub const NONE: Self = Self { followed: 0, anonymous: 0 };

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            followed: self.followed + other.followed,
            anonymous: self.anonymous + other.anonymous,
        }
    }
}

/// The counts of one selection. Lists by key hold the keys that are present, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub individual: Tally,
    pub workshop: Tally,
    pub individual_minutes: i64,
    pub workshop_minutes: i64,
    /// Minutes of each session times its participants.
    pub minutes_received: i64,
    pub anonymous: i64,
    pub anonymous_supported: i64,
    /// Distinct people with a participation in scope.
    pub followed: i64,
    /// First participations ever that lie in scope.
    pub new_followed: i64,
    /// People with two participations or more in scope.
    pub returning_followed: i64,
    pub redirected: Tally,
    /// Every day of the period.
    pub days: Vec<Tally>,
    pub themes: [Tally; THEMES],
    pub equipment: [Tally; EQUIPMENT],
    pub place_types: [Tally; PLACE_TYPES],
    pub durations: [Tally; DURATIONS],
    /// Of individual sessions; index 0 is not told.
    pub autonomy: [Tally; AUTONOMY + 1],
    /// Of workshops; index 0 is not told.
    pub levels: [Tally; LEVELS + 1],
    /// Of redirected sessions; index 0 is not told.
    pub redirections: [Tally; REDIRECTIONS + 1],
    pub tags: Vec<(u32, Tally)>,
    pub facilitators: Vec<(u32, Tally)>,
    /// Key 0 is none.
    pub organizations: Vec<(u32, Tally)>,
    /// Key 0 is none.
    pub programmes: Vec<(u32, Tally)>,
    /// Of sessions not at a distance; key 0 is none.
    pub places: Vec<(u32, Tally)>,
    /// Of sessions not at a distance; key 0 is none.
    pub communes: Vec<(u16, Tally)>,
    /// Of sessions not at a distance; key 0 is none.
    pub departements: Vec<(u8, Tally)>,
    /// Of sessions at a distance, at the employer's; key 0 is none.
    pub remote_departements: Vec<(u8, Tally)>,
    /// Index 0 is not told.
    pub genders: [People; GENDERS + 1],
    pub age_bands: [People; AGE_BANDS + 1],
    pub statuses: [People; STATUSES + 1],
    /// Key 0 is not told.
    pub residences: Vec<(u16, People)>,
}

impl Tally {
    pub const NONE: Self = Self { sessions: 0, participations: 0 };

    /// Adds sessions and participations.
    pub fn add(&mut self, sessions: i64, participations: i64) {
        self.sessions += sessions;
        self.participations += participations;
    }
}

impl Counts {
    /// No session at all in the days `from..=to`.
    pub fn nothing(from: u16, to: u16) -> Self {
        let days = (from..=to).map(|_| Tally::default()).collect();
        Self { days, ..Self::default() }
    }

    /// Counts (number, fact) one by one: slow, and plain enough to judge any faster way.
    pub fn of<'a>(facts: impl Iterator<Item = (u32, &'a Fact)>, selection: &Selection) -> Self {
        let mut count = Count::new(selection);
        for (number, fact) in facts.filter(|(_, fact)| selection.keeps(fact)) {
            count.session(number, fact, selection);
        }
        count.done()
    }
}

/// The latest participation of a person so far, and how many there were.
struct Person {
    at: (u16, u32, usize),
    as_of: Followed,
    times: i64,
}

/// A count under way.
struct Count {
    from: u16,
    counts: Counts,
    persons: BTreeMap<u32, Person>,
    tags: BTreeMap<u32, Tally>,
    facilitators: BTreeMap<u32, Tally>,
    organizations: BTreeMap<u32, Tally>,
    programmes: BTreeMap<u32, Tally>,
    places: BTreeMap<u32, Tally>,
    communes: BTreeMap<u16, Tally>,
    departements: BTreeMap<u8, Tally>,
    remote_departements: BTreeMap<u8, Tally>,
    residences: BTreeMap<u16, People>,
}

impl Count {
    fn new(selection: &Selection) -> Self {
        Self {
            from: selection.from,
            counts: Counts::nothing(selection.from, selection.to),
            persons: BTreeMap::new(),
            tags: BTreeMap::new(),
            facilitators: BTreeMap::new(),
            organizations: BTreeMap::new(),
            programmes: BTreeMap::new(),
            places: BTreeMap::new(),
            communes: BTreeMap::new(),
            departements: BTreeMap::new(),
            remote_departements: BTreeMap::new(),
            residences: BTreeMap::new(),
        }
    }

    fn session(&mut self, number: u32, fact: &Fact, selection: &Selection) {
        let chosen: Vec<(usize, &Followed)> = fact
            .followed
            .iter()
            .enumerate()
            .filter(|(_, followed)| selection.people.keeps(followed))
            .collect();
        let crossed = !selection.people.is_empty();
        if crossed && chosen.is_empty() {
            return;
        }
        let named = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
        let participations = if crossed { named } else { named + i64::from(fact.anonymous) };
        self.what(fact, participations);
        self.who_and_where(fact, participations);
        for (position, followed) in chosen {
            self.person((fact.day, number, position), followed);
        }
        if !crossed {
            self.anonymous(fact);
        }
    }

    fn what(&mut self, fact: &Fact, participations: i64) {
        let counts = &mut self.counts;
        let minutes = i64::from(fact.length());
        counts.minutes_received += minutes * participations;
        if fact.is_workshop() {
            counts.workshop.add(1, participations);
            counts.workshop_minutes += minutes;
            counts.levels[told(fact.level, LEVELS)].add(1, participations);
        } else {
            counts.individual.add(1, participations);
            counts.individual_minutes += minutes;
            counts.autonomy[told(fact.autonomy, AUTONOMY)].add(1, participations);
        }
        if fact.redirected {
            counts.redirected.add(1, participations);
            counts.redirections[told(fact.redirection, REDIRECTIONS)].add(1, participations);
        }
        counts.days[usize::from(fact.day - self.from)].add(1, participations);
        counts.place_types[fact.place_type()].add(1, participations);
        counts.durations[fact.duration()].add(1, participations);
        for theme in positions(fact.themes, THEMES) {
            counts.themes[theme].add(1, participations);
        }
        for item in positions(u64::from(fact.equipment), EQUIPMENT) {
            counts.equipment[item].add(1, participations);
        }
        for tag in fact.tags.iter().collect::<BTreeSet<_>>() {
            self.tags.entry(*tag).or_default().add(1, participations);
        }
    }

    fn who_and_where(&mut self, fact: &Fact, participations: i64) {
        self.facilitators.entry(fact.facilitator).or_default().add(1, participations);
        self.organizations.entry(fact.organization).or_default().add(1, participations);
        self.programmes.entry(fact.programme).or_default().add(1, participations);
        if fact.is_remote() {
            self.remote_departements.entry(fact.departement).or_default().add(1, participations);
        } else {
            self.places.entry(fact.place).or_default().add(1, participations);
            self.communes.entry(fact.commune).or_default().add(1, participations);
            self.departements.entry(fact.departement).or_default().add(1, participations);
        }
    }

    fn person(&mut self, at: (u16, u32, usize), followed: &Followed) {
        self.counts.new_followed += i64::from(followed.first_time);
        let first = Person { at, as_of: followed.clone(), times: 0 };
        let person = self.persons.entry(followed.person).or_insert(first);
        person.times += 1;
        if at > person.at {
            person.at = at;
            person.as_of = followed.clone();
        }
    }

    fn anonymous(&mut self, fact: &Fact) {
        let counts = &mut self.counts;
        let all = i64::from(fact.anonymous);
        counts.anonymous += all;
        counts.anonymous_supported += i64::from(fact.anonymous_supported);
        counts.genders[0].anonymous += all;
        counts.age_bands[0].anonymous += all;
        counts.statuses[0].anonymous += all;
        for (column, people) in &fact.counted {
            let (column, people) = (usize::from(*column), i64::from(*people));
            let (family, at): (&mut [People], usize) = match column {
                0..GENDERS => (&mut counts.genders, column),
                GENDERS.. if column < GENDERS + AGE_BANDS => {
                    (&mut counts.age_bands, column - GENDERS)
                }
                _ if column < COLUMNS => (&mut counts.statuses, column - GENDERS - AGE_BANDS),
                _ => continue,
            };
            family[at + 1].anonymous += people;
            family[0].anonymous -= people;
        }
        self.residences.entry(0).or_default().anonymous += all;
        for (commune, people) in fact.residences.iter().filter(|(commune, _)| *commune > 0) {
            self.residences.entry(*commune).or_default().anonymous += i64::from(*people);
            self.residences.entry(0).or_default().anonymous -= i64::from(*people);
        }
    }

    fn done(mut self) -> Counts {
        let mut counts = self.counts;
        for person in self.persons.values() {
            counts.followed += 1;
            counts.returning_followed += i64::from(person.times > 1);
            counts.genders[told(person.as_of.gender, GENDERS)].followed += 1;
            counts.age_bands[told(person.as_of.age_band, AGE_BANDS)].followed += 1;
            counts.statuses[told(person.as_of.status, STATUSES)].followed += 1;
            self.residences.entry(person.as_of.residence).or_default().followed += 1;
        }
        counts.tags = self.tags.into_iter().collect();
        counts.facilitators = self.facilitators.into_iter().collect();
        counts.organizations = self.organizations.into_iter().collect();
        counts.programmes = self.programmes.into_iter().collect();
        counts.places = self.places.into_iter().collect();
        counts.communes = self.communes.into_iter().collect();
        counts.departements = self.departements.into_iter().collect();
        counts.remote_departements = self.remote_departements.into_iter().collect();
        self.residences.retain(|_, people| *people != People::default());
        counts.residences = self.residences.into_iter().collect();
        counts
    }
}
