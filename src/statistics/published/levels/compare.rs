//! Whether two looks of a reader at levels differ by too few people.
//!
//! Two looks at different people differ by those who are in one of them; two looks at the same
//! people, months apart, by those whose level or progress is not the same in both.

use std::collections::{BTreeMap, HashMap};

use super::answer::over;
use super::count::{Mark, marks};
use super::proofs::Proofs;
use super::queries;
use crate::platform::database::Conn;
use crate::platform::http::Problem;
use crate::statistics::Engine;
use crate::statistics::index::Persons;
use crate::statistics::keys::Wanted;
use crate::statistics::published::period::Period;

/// The people that a reader looked at, and when.
struct Look {
    people: Persons,
    period: Period,
}

/// The looks of a reader at levels, by the fingerprints of their questions.
#[derive(Default)]
pub struct Looks {
    proofs: Proofs,
    looks: HashMap<String, Look>,
}

impl Looks {
    /// Counts again, from the data of now, whom each question is about.
    pub fn read(
        conn: &mut Conn,
        engine: &Engine,
        asked: Vec<(String, Wanted, Period)>,
    ) -> Result<Self, Problem> {
        let rows = queries::proofs(conn)?;
        let looks = engine.look(conn, |index, keys| {
            let proofs = Proofs::new(rows, |learner| keys.find_person(learner.into()));
            let look = |(fingerprint, wanted, period): (String, Wanted, Period)| {
                let mut people = index.presence(&keys.selection(&over(&wanted, period))).people;
                proofs.unite(&mut people);
                (fingerprint, Look { people, period })
            };
            let looks = asked.into_iter().map(look).collect();
            Self { proofs, looks }
        })?;
        Ok(looks)
    }

    /// Whether the look of a fingerprint, beside any other, would show fewer than `k` people.
    pub fn too_close(&self, fingerprint: &str, k: i64) -> bool {
        let Some(new) = self.looks.get(fingerprint) else { return false };
        let others = self.looks.iter().filter(|(other, _)| *other != fingerprint);
        others.into_iter().any(|(_, other)| self.differ_by_few(new, other, k))
    }

    fn differ_by_few(&self, one: &Look, other: &Look, k: i64) -> bool {
        let few = |people: i64| 0 < people && people < k;
        let apart =
            one.people.count_without(&other.people) + other.people.count_without(&one.people);
        if apart > 0 || one.period == other.period {
            return few(apart);
        }
        let mut moved: BTreeMap<u16, i64> = BTreeMap::new();
        for proofs in self.proofs.of(&one.people) {
            let before = marks(proofs.clone(), other.period);
            for competence in differing(&marks(proofs, one.period), &before) {
                *moved.entry(competence).or_default() += 1;
            }
        }
        moved.into_values().any(few)
    }
}

/// The competences on which somebody's marks are not the same.
fn differing(one: &[Mark], other: &[Mark]) -> Vec<u16> {
    let missing = |marks: &[Mark], mark: &Mark| !marks.contains(mark);
    let first = one.iter().filter(|mark| missing(other, mark));
    let second = other.iter().filter(|mark| missing(one, mark));
    let mut found: Vec<u16> = first.chain(second).map(|mark| mark.competence).collect();
    found.sort_unstable();
    found.dedup();
    found
}
