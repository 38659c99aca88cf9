//! What people know and may teach of one competence, read from their packed proofs and grants.
//!
//! May teach: V, or an unexpired grant that goes further ([`super::levels::teaches_up_to`] says the
//! same of one ledger).

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::framework::Catalogue;
use super::ledger;
use super::levels::{EvidenceKind, Level, TrustedProof, unpack, verified_on};
use crate::platform::database::schema::teaching_grants;
use crate::platform::database::{Conn, Id};

/// Where somebody stands on a competence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knowing {
    /// V.
    pub verified: Option<Level>,
    /// D.
    pub declared: Option<Level>,
    /// The highest unexpired grant.
    pub granted: Option<Level>,
}

impl Knowing {
    /// W: V if known, else D.
    pub fn working(&self) -> Option<Level> {
        self.verified.or(self.declared)
    }

    /// V, or a grant that goes further.
    pub fn teaches(&self) -> Option<Level> {
        self.verified.max(self.granted)
    }

    /// Whether what they may teach rests on a grant.
    pub fn is_by_grant(&self) -> bool {
        self.granted > self.verified
    }

    /// From packed proofs, without grants.
    pub fn of_packed(packed: &[u8], number: u16, today: NaiveDate) -> Self {
        let proofs: Vec<TrustedProof<u16>> =
            unpack(packed).into_iter().filter(|proof| proof.competence == number).collect();
        let declared = proofs
            .iter()
            .filter(|proof| proof.kind == EvidenceKind::SelfPlaced && proof.counts(today))
            .max_by_key(|proof| proof.observed_on);
        Self {
            verified: verified_on(&proofs, today),
            declared: declared.map(|proof| proof.level),
            granted: None,
        }
    }
}

/// The highest unexpired grants on a competence, by person.
pub fn granted_on(
    conn: &mut Conn,
    competence_id: Id,
    today: NaiveDate,
) -> QueryResult<HashMap<Id, Level>> {
    let rows: Vec<(Id, Level)> = teaching_grants::table
        .filter(teaching_grants::competence_id.eq(competence_id))
        .filter(teaching_grants::granted_on.le(today))
        .filter(teaching_grants::expires_on.gt(today))
        .select((teaching_grants::person_id, teaching_grants::up_to))
        .load(conn)?;
    let mut highest: HashMap<Id, Level> = HashMap::new();
    for (person, level) in rows {
        let known = highest.entry(person).or_insert(level);
        *known = level.max(*known);
    }
    Ok(highest)
}

/// Where people stand on every competence of which something is known.
pub fn knowing_of(
    conn: &mut Conn,
    catalogue: &Catalogue,
    people: &[Id],
    today: NaiveDate,
) -> QueryResult<HashMap<(Id, Id), Knowing>> {
    let mut known: HashMap<(Id, Id), Knowing> = HashMap::new();
    for (person, packed) in ledger::packed_of(conn, people)? {
        for competence in catalogue.all() {
            let Some(number) = catalogue.number(competence.id) else { continue };
            let standing = Knowing::of_packed(&packed, number, today);
            if standing != Knowing::default() {
                known.insert((person, competence.id), standing);
            }
        }
    }
    for grant in ledger::grants_of(conn, people)? {
        if grant.is_for(grant.person_id, grant.competence_id, today) {
            let own = known.entry((grant.person_id, grant.competence_id)).or_default();
            own.granted = own.granted.max(Some(grant.up_to));
        }
    }
    Ok(known)
}
