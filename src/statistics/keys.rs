//! Small numbers for what facts and questions name: each process gives its own, in the order it
//! meets them.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;
use uuid::Uuid;

use super::fact::{Fact, Followed};
use super::selection::{Perimeter, Selection};
use crate::facts::{Insee, Reach, SessionFact};
use crate::platform::database::Id;
use crate::territories;

/// A number that nothing has: what is asked for was never met.
const NOBODY: u32 = u32::MAX;

/// Values and their numbers, from 0.
struct Numbers<T> {
    of: HashMap<T, u32, RandomState>,
    values: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { of: HashMap::default(), values: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Numbers<T> {
    fn give(&mut self, value: T) -> u32 {
        let next = u32::try_from(self.values.len()).unwrap_or(NOBODY - 1);
        *self.of.entry(value).or_insert_with(|| {
            self.values.push(value);
            next
        })
    }

    fn find(&self, value: T) -> u32 {
        self.of.get(&value).copied().unwrap_or(NOBODY)
    }
}

/// Who and what the facts name.
#[derive(Default)]
pub struct Keys {
    facilitators: Numbers<Uuid>,
    organizations: Numbers<Uuid>,
    programmes: Numbers<Uuid>,
    places: Numbers<Uuid>,
    tags: Numbers<Uuid>,
    /// Learners have a number each and nothing that leads back from it.
    people: HashMap<Uuid, u32, RandomState>,
    communes: HashMap<Insee, u16, RandomState>,
}

/// Days since the first that a session may have.
pub fn day(date: chrono::NaiveDate) -> u16 {
    let days = (date - first_day()).num_days();
    u16::try_from(days.max(0)).unwrap_or(u16::MAX)
}

/// 2015-01-01.
pub fn first_day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or_default()
}

/// 1 + the position of a commune among those of today; 0 for what is none.
pub fn commune_key(code: &str) -> u16 {
    let Some(commune) = territories::commune(code) else { return 0 };
    let found = territories::communes().binary_search_by_key(&commune.code, |known| known.code);
    found.ok().and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0)
}

/// The commune of a key.
pub fn commune_of(key: u16) -> Option<territories::Commune> {
    territories::communes().get(usize::from(key).checked_sub(1)?).copied()
}

/// 1 + the position of a département; 0 for what is none.
pub fn departement_key(code: &str) -> u8 {
    let found = territories::departements().binary_search_by_key(&code, |known| known.code);
    found.ok().and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

/// The département of a key.
pub fn departement_of(key: u8) -> Option<territories::Departement> {
    territories::departements().get(usize::from(key).checked_sub(1)?).copied()
}

impl Keys {
    /// A fact in small numbers.
    pub fn fact(&mut self, of: &SessionFact) -> Fact {
        let optional =
            |numbers: &mut Numbers<Uuid>, id: Option<Uuid>| id.map_or(0, |id| numbers.give(id) + 1);
        Fact {
            day: day(of.date),
            kind: of.kind as u8,
            place_type: of.place_type as u8,
            minutes: of.duration_min,
            themes: of.themes.bits().unsigned_abs(),
            equipment: of.equipment.bits().unsigned_abs(),
            autonomy: of.autonomy.map_or(0, |code| code as u8 + 1),
            level: of.level.map_or(0, |code| code as u8 + 1),
            redirected: of.redirected,
            redirection: of.redirection.map_or(0, |code| code as u8 + 1),
            facilitator: self.facilitators.give(of.facilitator),
            organization: optional(&mut self.organizations, of.organization),
            programme: optional(&mut self.programmes, of.programme),
            place: optional(&mut self.places, of.place),
            commune: self.commune(of.commune),
            departement: of.departement.map_or(0, |code| departement_key(code.as_str())),
            anonymous: of.anonymous,
            anonymous_supported: of.anonymous_supported,
            counted: of.counted.iter().map(|counted| (counted.column, counted.people)).collect(),
            residences: of
                .residences
                .iter()
                .map(|(code, people)| (self.commune(Some(*code)), *people))
                .collect(),
            tags: of.tags.iter().map(|tag| self.tags.give(*tag)).collect(),
            followed: of
                .followed
                .iter()
                .map(|person| Followed {
                    person: self.person(person.learner),
                    residence: self.commune(person.commune),
                    gender: person.gender.map_or(0, |code| code as u8 + 1),
                    age_band: person.age_band.map_or(0, |code| code as u8 + 1),
                    status: person.status.map_or(0, |code| code as u8 + 1),
                    first_time: person.first_time,
                })
                .collect(),
        }
    }

    fn person(&mut self, learner: Uuid) -> u32 {
        let next = u32::try_from(self.people.len()).unwrap_or(NOBODY - 1);
        *self.people.entry(learner).or_insert(next)
    }

    /// The number of a learner who took part in a session.
    pub fn find_person(&self, learner: Uuid) -> Option<u32> {
        self.people.get(&learner).copied()
    }

    fn commune(&mut self, code: Option<Insee>) -> u16 {
        let Some(code) = code else { return 0 };
        *self.communes.entry(code).or_insert_with(|| commune_key(code.as_str()))
    }

    /// A selection in the same numbers; what the facts never named selects nothing.
    pub fn selection(&self, wanted: &Wanted) -> Selection {
        let known = |numbers: &Numbers<Uuid>, ids: &[Uuid]| {
            ids.iter().map(|id| numbers.find(*id)).collect::<Vec<u32>>()
        };
        let after = |numbers: &Numbers<Uuid>, ids: &[Uuid]| {
            ids.iter().map(|id| numbers.find(*id).saturating_add(1)).collect::<Vec<u32>>()
        };
        Selection {
            facilitators: wanted.spans.as_ref().map(|spans| {
                let find = |span: &Span| {
                    (self.facilitators.find(span.facilitator), day(span.from), day(span.to))
                };
                spans.iter().map(find).collect()
            }),
            only_facilitators: known(&self.facilitators, &wanted.facilitators),
            any_of: wanted.perimeter.as_ref().map(|perimeter| Perimeter {
                programmes: after(&self.programmes, &perimeter.programmes),
                organizations: after(&self.organizations, &perimeter.organizations),
                communes: perimeter.communes.clone(),
                departements: perimeter.departements.clone(),
            }),
            organizations: after(&self.organizations, &wanted.organizations),
            programmes: after(&self.programmes, &wanted.programmes),
            places: after(&self.places, &wanted.places),
            tags: known(&self.tags, &wanted.tags),
            ..wanted.rest.clone()
        }
    }

    pub fn facilitator(&self, key: u32) -> Option<Uuid> {
        self.facilitators.values.get(key as usize).copied()
    }

    pub fn organization(&self, key: u32) -> Option<Uuid> {
        self.organizations.values.get((key as usize).checked_sub(1)?).copied()
    }

    pub fn programme(&self, key: u32) -> Option<Uuid> {
        self.programmes.values.get((key as usize).checked_sub(1)?).copied()
    }

    pub fn place(&self, key: u32) -> Option<Uuid> {
        self.places.values.get((key as usize).checked_sub(1)?).copied()
    }

    pub fn tag(&self, key: u32) -> Option<Uuid> {
        self.tags.values.get(key as usize).copied()
    }
}

/// When a facilitator's sessions count, both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub facilitator: Uuid,
    pub from: chrono::NaiveDate,
    pub to: chrono::NaiveDate,
}

/// What a funder pays for: each list that is not empty narrows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    pub programmes: Vec<Uuid>,
    pub organizations: Vec<Uuid>,
    pub communes: Vec<u16>,
    pub departements: Vec<u8>,
}

/// A question with the names of people and things, before it is put in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Whose sessions are in scope, and when; everybody's without.
    pub spans: Option<Vec<Span>>,
    pub perimeter: Option<Paid>,
    pub facilitators: Vec<Uuid>,
    pub organizations: Vec<Uuid>,
    pub programmes: Vec<Uuid>,
    pub places: Vec<Uuid>,
    pub tags: Vec<Uuid>,
    /// Everything that is a number already: days, codes, territories, people.
    pub rest: Selection,
}

impl Wanted {
    /// The sessions that have to be read where there is no index.
    pub fn reach(&self) -> Reach {
        let date = |day: u16| first_day() + chrono::Duration::days(i64::from(day));
        let ids = |spans: &Vec<Span>| spans.iter().map(|span| Id::from(span.facilitator)).collect();
        Reach {
            from: date(self.rest.from),
            to: date(self.rest.to),
            facilitator_ids: self.spans.as_ref().map(ids),
        }
    }
}
