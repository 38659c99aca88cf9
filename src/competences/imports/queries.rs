//! Whom rows may be about, and what was imported, in the database.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::Imported;
use crate::competences::levels::EvidenceKind;
use crate::competences::pix::Candidate;
use crate::platform::database::schema::{accounts, evidence, facilitators, learners, pix_imports};
use crate::platform::database::{Conn, Id, Moment};

/// Whose rows an import may bring.
pub enum Reach {
    Everybody,
    /// These facilitators, and the learners they follow.
    Team(Vec<Id>),
}

type Account = (Id, String, String, Option<String>, Option<String>);
type Named = (Id, String, String, Option<String>, Option<String>, Option<i32>);

/// The people of the network that a file may be about.
pub fn candidates(conn: &mut Conn, reach: &Reach) -> QueryResult<Vec<Candidate>> {
    let mut people = accounts::table
        .select((
            accounts::person_id,
            accounts::last_name,
            accounts::first_name,
            accounts::email.nullable(),
            accounts::staff_number,
        ))
        .into_boxed();
    let mut followed = learners::table
        .filter(learners::anonymised_at.is_null())
        .filter(learners::merged_into.is_null())
        .select((
            learners::person_id,
            learners::last_name,
            learners::first_name,
            learners::email,
            learners::staff_number,
            learners::birth_year,
        ))
        .into_boxed();
    if let Reach::Team(team) = reach {
        let members: Vec<Id> = facilitators::table
            .filter(facilitators::id.eq_any(team.clone()))
            .select(facilitators::account_id)
            .load(conn)?;
        people = people.filter(accounts::id.eq_any(members));
        followed = followed.filter(learners::facilitator_id.eq_any(team.clone()));
    }
    let accounts: Vec<Account> = people.load(conn)?;
    let accounts = accounts
        .into_iter()
        .map(|(person, last, first, email, number)| (person, last, first, email, number, None));
    let learners: Vec<Named> = followed.load(conn)?;
    let candidate = |(person_id, last_name, first_name, email, number, birth_year): Named| {
        let identifiers = [email, number].into_iter().flatten().collect();
        Candidate { person_id, last_name, first_name, birth_year, identifiers }
    };
    Ok(accounts.chain(learners).map(candidate).collect())
}

/// The proofs of a kind that people have already: person, competence, day.
pub fn known(
    conn: &mut Conn,
    kind: EvidenceKind,
    person_ids: &[Id],
) -> QueryResult<HashSet<(Id, Id, NaiveDate)>> {
    let mut known = HashSet::new();
    for ids in person_ids.chunks(5_000) {
        let some: Vec<(Id, Id, NaiveDate)> = evidence::table
            .filter(evidence::person_id.eq_any(ids.to_vec()))
            .filter(evidence::kind.eq(kind))
            .select((evidence::person_id, evidence::competence_id, evidence::observed_on))
            .load(conn)?;
        known.extend(some);
    }
    Ok(known)
}

/// Whether the very same file was imported before.
pub fn is_known(conn: &mut Conn, hash: &str) -> QueryResult<bool> {
    let count: i64 =
        pix_imports::table.filter(pix_imports::hash.eq(hash)).count().get_result(conn)?;
    Ok(count > 0)
}

pub fn insert(conn: &mut Conn, import: &Imported, now: Moment) -> QueryResult<()> {
    diesel::insert_into(pix_imports::table)
        .values((
            pix_imports::id.eq(import.id),
            pix_imports::hash.eq(&import.hash),
            pix_imports::kind.eq(import.kind),
            pix_imports::account_id.eq(import.account_id),
            pix_imports::imported_at.eq(now),
            pix_imports::row_count.eq(import.row_count),
            pix_imports::evidence_count.eq(0),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many proofs an import brought, once they are all there.
pub fn note_count(conn: &mut Conn, import_id: Id, count: usize) -> QueryResult<()> {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    diesel::update(pix_imports::table.find(import_id))
        .set(pix_imports::evidence_count.eq(count))
        .execute(conn)?;
    Ok(())
}
