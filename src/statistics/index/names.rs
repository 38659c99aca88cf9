//! Short numbers for what sessions have in common: few distinct values, each kept once.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

use super::super::fact::Fact;

/// Who held a session, and for whom.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Post {
    pub facilitator: u32,
    pub organization: u32,
    pub programme: u32,
}

/// Where a session was held.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Spot {
    pub place: u32,
    pub commune: u16,
    pub departement: u8,
    pub remote: bool,
}

/// Distinct values, numbered from 0 in the order they came; a value that is no longer used stays.
pub struct Names<T> {
    numbers: HashMap<T, u32, RandomState>,
    pub values: Vec<T>,
}

impl Post {
    pub fn of(fact: &Fact) -> Self {
        let Fact { facilitator, organization, programme, .. } = *fact;
        Self { facilitator, organization, programme }
    }
}

impl Spot {
    pub fn of(fact: &Fact) -> Self {
        let Fact { place, commune, departement, .. } = *fact;
        Self { place, commune, departement, remote: fact.is_remote() }
    }
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { numbers: HashMap::default(), values: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Names<T> {
    /// The number of `value`, a new one at its first use.
    pub fn number(&mut self, value: T) -> u32 {
        let next = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(value).or_insert(next);
        if number == next {
            self.values.push(value);
        }
        number
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>()
            + self.numbers.capacity() * (size_of::<(T, u32)>() + 1)
    }
}
