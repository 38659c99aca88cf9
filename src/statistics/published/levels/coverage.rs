//! Places at which somebody can teach a level, as a table to protect.
//!
//! Cells count places and rest on facilitators. "At 3 or more" is "at 4 or more" and "at 3 exactly"
//! together, so all levels are one table. Places where nobody works are no cell: who works where
//! is known, so their number tells nothing and hides nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::QueryResult;

use super::shield::TOTAL;
use crate::competences::levels::{Level, TeachingGrant, unpack, verified_on};
use crate::competences::{self, Catalogue};
use crate::platform::database::{Conn, Id};
use crate::statistics::protection::{Cell, Equation, Measure, Place, Table};

/// Somebody who works at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Teacher {
    pub place: Id,
    pub person: Id,
}

/// Who works where, and what they can teach.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// The teachers of each place that has any.
    places: BTreeMap<Id, BTreeSet<Id>>,
    /// By person and competence; who can teach nothing is left out.
    levels: HashMap<(Id, Id), Level>,
}

/// The cell of the places at which a level can be taught.
pub fn at_least(level: Level) -> usize {
    TOTAL + usize::from(level.get())
}

impl Reach {
    pub fn new(teachers: &[Teacher], levels: HashMap<(Id, Id), Level>) -> Self {
        let mut places: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for teacher in teachers {
            places.entry(teacher.place).or_default().insert(teacher.person);
        }
        Self { places, levels }
    }

    /// Reads what `teachers` can teach on `today`.
    pub fn read(
        conn: &mut Conn,
        catalogue: &Catalogue,
        teachers: &[Teacher],
        today: NaiveDate,
    ) -> QueryResult<Self> {
        let people: BTreeSet<Id> = teachers.iter().map(|teacher| teacher.person).collect();
        let people: Vec<Id> = people.into_iter().collect();
        let packed = competences::packed_of(conn, &people)?;
        let grants = competences::grants_of(conn, &people)?;
        let numbers = catalogue
            .all()
            .iter()
            .filter_map(|competence| Some((catalogue.number(competence.id)?, competence.id)));
        let levels = levels(&packed, &grants, &numbers.collect(), today);
        Ok(Self::new(teachers, levels))
    }

    fn level(&self, person: Id, competence: Id) -> usize {
        self.levels.get(&(person, competence)).map_or(0, |level| usize::from(level.get()))
    }

    /// The table of a competence: first the places where somebody works, then those at which
    /// each level can be taught, then those whose best teacher is at exactly each level below the
    /// top, which are never published.
    pub fn table(&self, competence: Id) -> Table {
        const TOP: usize = Level::TOP.get() as usize;
        let mut reached = [const { Group::new() }; TOP + 1];
        let mut exactly = [const { Group::new() }; TOP + 1];
        for teachers in self.places.values() {
            let levels = teachers.iter().map(|person| (*person, self.level(*person, competence)));
            let levels: Vec<(Id, usize)> = levels.collect();
            let best = levels.iter().map(|(_, level)| *level).max().unwrap_or(0);
            for (level, group) in reached.iter_mut().enumerate().take(best + 1) {
                group.add(levels.iter().filter(|(_, own)| *own >= level));
            }
            exactly[best].add(levels.iter().filter(|(_, own)| *own == best));
        }
        let mut cells: Vec<Cell> =
            (0..=TOP).map(|level| reached[level].cell(format!("at_least/{level}"))).collect();
        let mut equations = Vec::new();
        for (level, group) in exactly.iter().enumerate().take(TOP) {
            let cell = group.cell(format!("exactly/{level}"));
            cells.push(Cell { place: Place::Unpublished, ..cell });
            // At least 0 is every place where somebody works: the total.
            equations.push(Equation { total: level, parts: vec![level + 1, cells.len() - 1] });
        }
        Table { measures: vec![Measure::Other], cells, equations }
    }
}

/// Some places and the facilitators who make them what they are.
struct Group {
    places: i64,
    people: BTreeSet<Id>,
}

impl Group {
    const fn new() -> Self {
        Self { places: 0, people: BTreeSet::new() }
    }

    fn add<'a>(&mut self, people: impl Iterator<Item = &'a (Id, usize)>) {
        self.places += 1;
        self.people.extend(people.map(|(person, _)| *person));
    }

    fn cell(&self, code: String) -> Cell {
        let people = i64::try_from(self.people.len()).unwrap_or(i64::MAX);
        Cell::new(code, vec![self.places], people)
    }
}

/// What people can teach: V, or a grant that goes further. `of` are competences by number.
fn levels(
    packed: &[(Id, Vec<u8>)],
    grants: &[TeachingGrant],
    of: &HashMap<u16, Id>,
    today: NaiveDate,
) -> HashMap<(Id, Id), Level> {
    let mut levels: HashMap<(Id, Id), Level> = HashMap::new();
    let mut reach = |person: Id, competence: Id, level: Level| {
        let known = levels.entry((person, competence)).or_default();
        *known = level.max(*known);
    };
    for (person, packed) in packed {
        for proof in &unpack(packed) {
            let competence = of.get(&proof.competence);
            if let (Some(competence), Some(v)) = (competence, verified_on([proof], today)) {
                reach(*person, *competence, v);
            }
        }
    }
    for grant in grants {
        if grant.is_for(grant.person_id, grant.competence_id, today) {
            reach(grant.person_id, grant.competence_id, grant.up_to);
        }
    }
    levels
}
