//! The proofs of followed people, by the numbers that the index knows them by.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::competences::levels::{TrustedProof, unpack};
use crate::platform::database::Id;
use crate::statistics::index::Persons;

/// As they are read.
#[derive(Debug, Default)]
pub struct Rows {
    /// Learner, person.
    pub learners: Vec<(Id, Id)>,
    /// Person, packed proofs.
    pub packed: Vec<(Id, Vec<u8>)>,
}

/// The proofs, once for each person, and which records are one person.
#[derive(Debug, Default)]
pub struct Proofs {
    packed: Vec<(u32, Vec<u8>)>,
    /// The number of a further record of a person, and the number that the person counts by.
    twins: Vec<(u32, u32)>,
}

impl Proofs {
    /// `number` is that of a learner in the index; who never came has none.
    pub fn new(rows: Rows, number: impl Fn(Id) -> Option<u32>) -> Self {
        let mut numbers: HashMap<Id, u32, RandomState> =
            HashMap::with_capacity_and_hasher(rows.learners.len(), RandomState::default());
        let mut proofs = Self::default();
        for (learner, person) in rows.learners {
            let Some(own) = number(learner) else { continue };
            let counted = *numbers.entry(person).or_insert(own);
            if own != counted {
                proofs.twins.push((own, counted));
            }
        }
        let known = |(person, packed): (Id, Vec<u8>)| Some((*numbers.get(&person)?, packed));
        proofs.packed = rows.packed.into_iter().filter_map(known).collect();
        proofs
    }

    /// Makes one of each person who is there by several records.
    pub fn unite(&self, people: &mut Persons) {
        for (twin, person) in &self.twins {
            if people.remove(*twin) {
                people.insert(*person);
            }
        }
    }

    /// The proofs of those of `people` who have any, oldest first.
    pub fn of<'a>(
        &'a self,
        people: &'a Persons,
    ) -> impl Iterator<Item = Vec<TrustedProof<u16>>> + 'a {
        let theirs = self.packed.iter().filter(|(person, _)| people.has(*person));
        theirs.map(|(_, packed)| unpack(packed))
    }
}
