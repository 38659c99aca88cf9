//! Whose row it is: certain, to be looked at by a person, or nobody's.
//!
//! By the identifier column that the importing person named, else by names folded. Only an exact
//! and only match is certain; whatever is doubtful goes to a person, never to chance.

use std::collections::HashMap;

use chrono::Datelike;

use super::PixRow;
use crate::platform::database::Id;
use crate::platform::text::normalise;

/// Somebody whom rows may be about.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub person_id: Id,
    pub last_name: String,
    pub first_name: String,
    pub birth_year: Option<i32>,
    /// Whatever the chosen column may hold: staff number, e-mail.
    pub identifiers: Vec<String>,
}

/// Whose a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// Certain.
    One(Id),
    /// To be looked at; never empty.
    Doubtful(Vec<Id>),
    Nobody,
}

/// The people of the network, by what rows say of them.
pub struct People {
    candidates: Vec<Candidate>,
    by_identifier: HashMap<String, Vec<usize>>,
    by_name: HashMap<(String, String), Vec<usize>>,
}

impl People {
    pub fn new(candidates: Vec<Candidate>) -> Self {
        let mut by_identifier: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (at, person) in candidates.iter().enumerate() {
            for identifier in person.identifiers.iter().filter(|text| !text.trim().is_empty()) {
                by_identifier.entry(folded(identifier)).or_default().push(at);
            }
            let name = (normalise(&person.last_name), normalise(&person.first_name));
            by_name.entry(name).or_default().push(at);
        }
        Self { candidates, by_identifier, by_name }
    }

    /// `column` is a position in [`super::PixFile::identifier_columns`].
    pub fn find(&self, row: &PixRow, column: Option<usize>) -> Match {
        let identifier = column.and_then(|at| row.identifiers.get(at)).map(|text| folded(text));
        let identifier = identifier.filter(|text| !text.is_empty());
        if let Some(found) = identifier.as_ref().and_then(|text| self.by_identifier.get(text)) {
            return self.identified(row, found);
        }
        let (last, first) = row.folded_name();
        let named = |last: &str, first: &str| {
            let found = self.by_name.get(&(last.to_owned(), first.to_owned()));
            found.map_or(&[][..], Vec::as_slice)
        };
        // Somebody else's identifier, somebody else's birth year: somebody else.
        let others = |at: &&usize| {
            let person = &self.candidates[**at];
            self.has_year_of(row, **at) && (identifier.is_none() || person.identifiers.is_empty())
        };
        let found: Vec<usize> = named(&last, &first).iter().filter(others).copied().collect();
        match self.people(&found).as_slice() {
            [] => self.doubtful(named(&first, &last)),
            [one] => Match::One(*one),
            _ => self.doubtful(&found),
        }
    }

    /// Whom candidates are: one person may wear several hats, each with a record.
    fn people(&self, found: &[usize]) -> Vec<Id> {
        let mut ids: Vec<Id> = found.iter().map(|at| self.candidates[*at].person_id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The identifier is certain only if the names, and the birth year where known, say the same.
    fn identified(&self, row: &PixRow, found: &[usize]) -> Match {
        let is_theirs = |at: &usize| self.has_name_of(row, *at) && self.has_year_of(row, *at);
        match self.people(found).as_slice() {
            [one] if found.iter().any(is_theirs) => Match::One(*one),
            _ => self.doubtful(found),
        }
    }

    fn has_name_of(&self, row: &PixRow, at: usize) -> bool {
        let person = &self.candidates[at];
        row.folded_name() == (normalise(&person.last_name), normalise(&person.first_name))
    }

    fn has_year_of(&self, row: &PixRow, at: usize) -> bool {
        let told = row.birth.as_ref().and_then(|birth| birth.date).map(|date| date.year());
        let known = self.candidates[at].birth_year;
        told.is_none() || known.is_none() || told == known
    }

    fn doubtful(&self, found: &[usize]) -> Match {
        let ids = self.people(found);
        if ids.is_empty() { Match::Nobody } else { Match::Doubtful(ids) }
    }
}

/// Zeros stay, case does not matter.
fn folded(identifier: &str) -> String {
    identifier.trim().to_lowercase()
}
