//! What attestations rest on, and requests for co-signature, in the database.

use chrono::{Duration, NaiveDate};
use diesel::prelude::*;

use super::model::{Cosignature, CosignatureState};
use crate::competences::levels::{Level, SHARED_SESSION_DAYS, SharedSession};
use crate::platform::database::schema::{
    accounts, cosignatures, facilitators, learners, participations, session_competences, sessions,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem};
use crate::vocabulary::SessionKind;

/// What matters of a session here.
#[derive(Clone, Debug, Queryable)]
pub struct OwnSession {
    pub id: Id,
    pub version: i32,
    pub kind: SessionKind,
    pub title: Option<String>,
    pub date: NaiveDate,
}

/// # Errors
/// 404 when it is not the facilitator's, or deleted, or not held.
pub fn own_session(
    conn: &mut Conn,
    facilitator_id: Id,
    session_id: Id,
) -> Result<OwnSession, Problem> {
    let session = sessions::table
        .find(session_id)
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .select((sessions::id, sessions::version, sessions::kind, sessions::title, sessions::date))
        .first(conn)?;
    Ok(session)
}

/// What a session was about.
pub fn competences_of(conn: &mut Conn, session_id: Id) -> QueryResult<Vec<(Id, Option<Level>)>> {
    session_competences::table
        .filter(session_competences::session_id.eq(session_id))
        .select((session_competences::competence_id, session_competences::target_level))
        .load(conn)
}

/// Somebody who took part by name.
#[derive(Clone, Debug, Queryable)]
pub struct Participant {
    pub learner_id: Id,
    pub person_id: Id,
    pub first_name: String,
    pub last_name: String,
}

/// The participants that the facilitator still follows by name.
pub fn participants(
    conn: &mut Conn,
    facilitator_id: Id,
    session_id: Id,
) -> QueryResult<Vec<Participant>> {
    participations::table
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .filter(participations::session_id.eq(session_id))
        .filter(learners::facilitator_id.eq(facilitator_id))
        .filter(learners::anonymised_at.is_null())
        .order((learners::sort_key, learners::id))
        .select((learners::id, learners::person_id, learners::first_name, learners::last_name))
        .load(conn)
}

/// The held sessions that a facilitator shared with people, by person, of the last 60 days before
/// `day`, and the last one before that of each.
pub fn shared_sessions(
    conn: &mut Conn,
    facilitator_id: Id,
    person_ids: &[Id],
    day: NaiveDate,
) -> QueryResult<Vec<(Id, SharedSession)>> {
    let since = day - Duration::days(SHARED_SESSION_DAYS);
    let rows: Vec<(Id, Id, NaiveDate)> = participations::table
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .inner_join(sessions::table.on(participations::session_id.eq(sessions::id)))
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::date.ge(since))
        .filter(learners::person_id.eq_any(person_ids.to_vec()))
        .select((learners::person_id, sessions::id, sessions::date))
        .load(conn)?;
    Ok(rows.into_iter().map(|(person, id, date)| (person, SharedSession { id, date })).collect())
}

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Cosignature>> {
    cosignatures::table.find(id).select(Cosignature::as_select()).first(conn).optional()
}

pub fn insert(conn: &mut Conn, row: &Cosignature) -> QueryResult<()> {
    diesel::insert_into(cosignatures::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// What a facilitator waits for, by learner and competence.
pub fn waiting_of(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Vec<(Id, Id, Level)>> {
    cosignatures::table
        .filter(cosignatures::facilitator_id.eq(facilitator_id))
        .filter(cosignatures::state.eq(CosignatureState::Waiting))
        .select((cosignatures::learner_id, cosignatures::competence_id, cosignatures::level))
        .load(conn)
}

/// Another request of the same facilitator on the same learner and competence takes its place.
pub fn withdraw_waiting(conn: &mut Conn, row: &Cosignature, now: Moment) -> QueryResult<()> {
    diesel::update(cosignatures::table)
        .filter(cosignatures::attester_id.eq(row.attester_id))
        .filter(cosignatures::learner_id.eq(row.learner_id))
        .filter(cosignatures::competence_id.eq(row.competence_id))
        .filter(cosignatures::state.eq(CosignatureState::Waiting))
        .set((
            cosignatures::state.eq(CosignatureState::Withdrawn),
            cosignatures::decided_at.eq(now),
            cosignatures::decided_by.eq(row.attester_id),
        ))
        .execute(conn)?;
    Ok(())
}

/// # Errors
/// 409 when it no longer waits.
pub fn decide(
    conn: &mut Conn,
    id: Id,
    state: CosignatureState,
    by: Id,
    answer: Option<String>,
    now: Moment,
) -> Result<(), Problem> {
    let changed = diesel::update(cosignatures::table)
        .filter(cosignatures::id.eq(id))
        .filter(cosignatures::state.eq(CosignatureState::Waiting))
        .set((
            cosignatures::state.eq(state),
            cosignatures::decided_at.eq(now),
            cosignatures::decided_by.eq(by),
            cosignatures::answer.eq(answer),
        ))
        .execute(conn)?;
    if changed == 0 { Err(Problem::new(Code::Conflict)) } else { Ok(()) }
}

/// A request with what one needs to judge it: facilitator's name, learner's person, day of the
/// session.
pub type Asked = (Cosignature, (String, String), Id, NaiveDate);

/// The requests of facilitators that wait, oldest first.
pub fn waiting(conn: &mut Conn, facilitator_ids: &[Id]) -> QueryResult<Vec<Asked>> {
    cosignatures::table
        .inner_join(facilitators::table.on(cosignatures::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .inner_join(learners::table.on(cosignatures::learner_id.eq(learners::id)))
        .inner_join(sessions::table.on(cosignatures::session_id.eq(sessions::id)))
        .filter(cosignatures::facilitator_id.eq_any(facilitator_ids.to_vec()))
        .filter(cosignatures::state.eq(CosignatureState::Waiting))
        .order((cosignatures::asked_at, cosignatures::id))
        .select((
            Cosignature::as_select(),
            (accounts::first_name, accounts::last_name),
            learners::person_id,
            sessions::date,
        ))
        .load(conn)
}

/// The person behind a learner's record.
pub fn person_of(conn: &mut Conn, learner_id: Id) -> QueryResult<Id> {
    learners::table.find(learner_id).select(learners::person_id).first(conn)
}
