//! Codes in the database, and what they open.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::CodePurpose;
use crate::competences::levels::EvidenceKind;
use crate::platform::database::schema::{
    accounts, evidence, facilitators, learner_codes, learners,
};
use crate::platform::database::{Conn, Id, Moment};

/// A code that is still good, and whose it is.
#[derive(Clone, Debug, Queryable)]
pub struct OpenCode {
    pub id: Id,
    pub learner_id: Id,
    pub person_id: Id,
    pub first_name: String,
    pub expires_at: Moment,
}

/// Closes the codes of a purpose that a learner has.
pub fn close(
    conn: &mut Conn,
    learner_id: Id,
    purpose: CodePurpose,
    now: Moment,
) -> QueryResult<()> {
    diesel::update(learner_codes::table)
        .filter(learner_codes::learner_id.eq(learner_id))
        .filter(learner_codes::purpose.eq(purpose))
        .filter(learner_codes::used_at.is_null())
        .set(learner_codes::used_at.eq(now))
        .execute(conn)?;
    Ok(())
}

pub fn insert(
    conn: &mut Conn,
    id: Id,
    hash: &str,
    purpose: CodePurpose,
    learner_id: Id,
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(learner_codes::table)
        .values((
            learner_codes::id.eq(id),
            learner_codes::hash.eq(hash),
            learner_codes::purpose.eq(purpose),
            learner_codes::learner_id.eq(learner_id),
            learner_codes::created_at.eq(now),
            learner_codes::expires_at.eq(now.plus_seconds(purpose.life_s())),
        ))
        .execute(conn)?;
    Ok(())
}

/// The code of a hash, when it is open and its person is still followed.
pub fn find_open(
    conn: &mut Conn,
    hash: &str,
    purpose: CodePurpose,
    now: Moment,
) -> QueryResult<Option<OpenCode>> {
    learner_codes::table
        .inner_join(learners::table.on(learner_codes::learner_id.eq(learners::id)))
        .filter(learner_codes::hash.eq(hash))
        .filter(learner_codes::purpose.eq(purpose))
        .filter(learner_codes::used_at.is_null())
        .filter(learner_codes::expires_at.gt(now))
        .filter(learners::anonymised_at.is_null())
        .filter(learners::merged_into.is_null())
        .select((
            learner_codes::id,
            learners::id,
            learners::person_id,
            learners::first_name,
            learner_codes::expires_at,
        ))
        .first(conn)
        .optional()
}

/// Uses a code up; false when somebody else was faster.
pub fn use_up(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<bool> {
    let changed = diesel::update(learner_codes::table)
        .filter(learner_codes::id.eq(id))
        .filter(learner_codes::used_at.is_null())
        .set(learner_codes::used_at.eq(now))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Whether a person signs in.
pub fn has_account(conn: &mut Conn, person_id: Id) -> QueryResult<bool> {
    let count: i64 =
        accounts::table.filter(accounts::person_id.eq(person_id)).count().get_result(conn)?;
    Ok(count > 0)
}

/// The record is that person's from now on.
pub fn link(conn: &mut Conn, learner_id: Id, person_id: Id) -> QueryResult<()> {
    diesel::update(learners::table.find(learner_id))
        .set(learners::person_id.eq(person_id))
        .execute(conn)?;
    Ok(())
}

/// Facilitator's id and names, number of sessions, first and last day.
pub type Followed = (Id, (String, String), i32, Option<NaiveDate>, Option<NaiveDate>);

/// Who follows a learner, and since when.
pub fn followed(conn: &mut Conn, learner_id: Id) -> QueryResult<Followed> {
    learners::table
        .inner_join(facilitators::table.on(learners::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(learners::id.eq(learner_id))
        .select((
            facilitators::id,
            (accounts::first_name, accounts::last_name),
            learners::session_count,
            learners::first_session_on,
            learners::last_session_on,
        ))
        .first(conn)
}

/// Competences on which somebody's placement still counts.
pub fn placed(conn: &mut Conn, person_id: Id, today: NaiveDate) -> QueryResult<Vec<Id>> {
    evidence::table
        .filter(evidence::person_id.eq(person_id))
        .filter(evidence::kind.eq(EvidenceKind::SelfPlaced))
        .filter(evidence::expires_on.gt(today))
        .select(evidence::competence_id)
        .distinct()
        .load(conn)
}
