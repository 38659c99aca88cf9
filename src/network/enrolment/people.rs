//! People whom an enrolment is about: whom a number means, what they are called.

use std::collections::HashMap;

use diesel::prelude::*;

use super::queries::EnrolmentRow;
use crate::platform::database::schema::{accounts, learners};
use crate::platform::database::{Conn, Id};

/// How many ids one question names.
const BATCH: usize = 500;

/// First and last names, by person.
pub type Names = HashMap<Id, (String, String)>;

/// People of a staff number: with an account, else followed by somebody.
pub fn find_colleague(conn: &mut Conn, number: &str) -> QueryResult<Vec<(Id, Option<Id>)>> {
    let mut people: Vec<Id> = accounts::table
        .filter(accounts::staff_number.eq(number))
        .filter(accounts::status.ne("suspended"))
        .select(accounts::person_id)
        .load(conn)?;
    people.sort_unstable();
    people.dedup();
    if !people.is_empty() {
        return Ok(people.into_iter().map(|person| (person, None)).collect());
    }
    let mut followed: Vec<(Id, Id)> = learners::table
        .filter(learners::staff_number.eq(number))
        .filter(learners::anonymised_at.is_null())
        .filter(learners::merged_into.is_null())
        .order((learners::person_id, learners::id))
        .select((learners::person_id, learners::id))
        .load(conn)?;
    followed.dedup_by_key(|(person, _)| *person);
    Ok(followed.into_iter().map(|(person, learner)| (person, Some(learner))).collect())
}

/// First and last names of people: of their accounts, else as they are followed.
pub fn names(conn: &mut Conn, rows: &[EnrolmentRow]) -> QueryResult<Names> {
    let mut found = HashMap::new();
    for rows in rows.chunks(BATCH) {
        let learner_ids: Vec<Id> = rows.iter().filter_map(|row| row.learner_id).collect();
        let followed = learners::table
            .filter(learners::id.eq_any(learner_ids))
            .filter(learners::anonymised_at.is_null())
            .select((learners::person_id, learners::first_name, learners::last_name))
            .load(conn)?;
        let people = rows.iter().map(|row| row.person_id).collect();
        found.extend(both(followed, of_accounts(conn, people)?));
    }
    Ok(found)
}

/// The same of people who are not enrolled.
pub fn names_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Names> {
    let mut found = HashMap::new();
    for people in person_ids.chunks(BATCH) {
        let followed = learners::table
            .filter(learners::person_id.eq_any(people.to_vec()))
            .filter(learners::anonymised_at.is_null())
            .filter(learners::merged_into.is_null())
            .order(learners::id.desc())
            .select((learners::person_id, learners::first_name, learners::last_name))
            .load(conn)?;
        found.extend(both(followed, of_accounts(conn, people.to_vec())?));
    }
    Ok(found)
}

type Named = (Id, String, String);

fn of_accounts(conn: &mut Conn, people: Vec<Id>) -> QueryResult<Vec<Named>> {
    accounts::table
        .filter(accounts::person_id.eq_any(people))
        .select((accounts::person_id, accounts::first_name, accounts::last_name))
        .load(conn)
}

/// What an account says comes last: it is what stays.
fn both(
    followed: Vec<Named>,
    accounts: Vec<Named>,
) -> impl Iterator<Item = (Id, (String, String))> {
    let all = followed.into_iter().chain(accounts);
    all.map(|(person, first, last)| (person, (first, last)))
}

/// The learner of a facilitator who is this person, if there is one.
pub fn followed_as(
    conn: &mut Conn,
    facilitator_id: Id,
    person_ids: &[Id],
) -> QueryResult<HashMap<Id, Id>> {
    let rows: Vec<(Id, Id)> = learners::table
        .filter(learners::facilitator_id.eq(facilitator_id))
        .filter(learners::person_id.eq_any(person_ids.to_vec()))
        .filter(learners::anonymised_at.is_null())
        .filter(learners::merged_into.is_null())
        .order(learners::id)
        .select((learners::person_id, learners::id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
