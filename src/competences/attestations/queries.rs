//! What attestations rest on, and requests for co-signature, in the database.

use chrono::{Duration, NaiveDate};
use diesel::prelude::*;

use super::model::{Cosignature, CosignatureState};
use crate::competences::framework::{self, CatalogueMark};
use crate::competences::ledger::GrantRow;
use crate::competences::levels::{Level, SHARED_SESSION_DAYS, SharedSession, TeachingGrant};
use crate::platform::database::schema::{
    accounts, cosignatures, facilitators, learners, participations, session_competences, sessions,
    teaching_grants,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem};
use crate::policy::Facilitator;
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

/// A session of a facilitator, as the screen after it needs it.
#[derive(Clone, Debug)]
pub struct Screened {
    pub session: OwnSession,
    /// What it was about.
    pub about: Vec<(Id, Option<Level>)>,
    /// The facilitator's grants on these competences, those that ended too.
    pub grants: Vec<TeachingGrant>,
    /// That of the catalogue ([`framework::mark`]).
    pub mark: CatalogueMark,
}

type ScreenedRow = (OwnSession, Option<(Id, Option<Level>)>, Option<GrantRow>, CatalogueMark);

/// [`own_session`], what it was about, and what its facilitator was granted on that.
///
/// # Errors
/// Those of [`own_session`].
pub fn screened(conn: &mut Conn, by: &Facilitator, session_id: Id) -> Result<Screened, Problem> {
    let about_it = session_competences::session_id.eq(sessions::id);
    let granted = teaching_grants::competence_id
        .eq(session_competences::competence_id)
        .and(teaching_grants::person_id.eq(by.person_id));
    let rows: Vec<ScreenedRow> = sessions::table
        .left_join(session_competences::table.on(about_it))
        .left_join(teaching_grants::table.on(granted))
        .filter(sessions::id.eq(session_id))
        .filter(sessions::facilitator_id.eq(by.id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .order(session_competences::competence_id)
        .select((
            (sessions::id, sessions::version, sessions::kind, sessions::title, sessions::date),
            (session_competences::competence_id, session_competences::target_level).nullable(),
            Option::<GrantRow>::as_select(),
            framework::mark(),
        ))
        .load(conn)?;
    let (mut found, mut about, mut grants) = (None, Vec::new(), Vec::new());
    for (session, competence, grant, mark) in rows {
        found = Some((session, mark));
        about.extend(competence);
        grants.extend(grant.as_ref().map(TeachingGrant::from));
    }
    // A competence comes once for each grant on it.
    about.dedup();
    let (session, mark) = found.ok_or_else(Problem::not_found)?;
    Ok(Screened { session, about, grants, mark })
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

/// A participant beside what the screen after a session shows of them.
#[derive(Clone, Debug)]
pub struct Present {
    pub participant: Participant,
    /// The last day of a held session with the facilitator, whichever record of the person it is in.
    pub last_session_on: Option<NaiveDate>,
    /// The signatures that the facilitator asked for and that are waited for, or were refused.
    pub asked: Vec<Request>,
}

/// A signature that was asked for.
#[derive(Clone, Debug, Queryable)]
pub struct Request {
    pub competence_id: Id,
    pub level: Level,
    pub state: CosignatureState,
    pub decided_at: Option<Moment>,
    pub answer: Option<String>,
}

type PresentRow = (Participant, Option<NaiveDate>, Option<Request>);

/// [`participants`], each with their last session and the signatures asked for.
pub fn present(conn: &mut Conn, facilitator_id: Id, session_id: Id) -> QueryResult<Vec<Present>> {
    // A list would be prepared anew each time.
    let told = cosignatures::state
        .eq(CosignatureState::Waiting)
        .or(cosignatures::state.eq(CosignatureState::Declined));
    let asked_for = cosignatures::learner_id
        .eq(learners::id)
        .and(cosignatures::facilitator_id.eq(facilitator_id))
        .and(told);
    let records = diesel::alias!(learners as records);
    let last_session_on = records
        .filter(records.field(learners::person_id).eq(learners::person_id))
        .filter(records.field(learners::facilitator_id).eq(facilitator_id))
        .select(diesel::dsl::max(records.field(learners::last_session_on)))
        .single_value();
    let rows: Vec<PresentRow> = participations::table
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .left_join(cosignatures::table.on(asked_for))
        .filter(participations::session_id.eq(session_id))
        .filter(learners::facilitator_id.eq(facilitator_id))
        .filter(learners::anonymised_at.is_null())
        .order((learners::sort_key, learners::id))
        .select((
            (learners::id, learners::person_id, learners::first_name, learners::last_name),
            last_session_on,
            (
                cosignatures::competence_id,
                cosignatures::level,
                cosignatures::state,
                cosignatures::decided_at,
                cosignatures::answer,
            )
                .nullable(),
        ))
        .load(conn)?;
    let mut all: Vec<Present> = Vec::new();
    for (participant, last_session_on, asked) in rows {
        match all.last_mut().filter(|own| own.participant.learner_id == participant.learner_id) {
            Some(own) => own.asked.extend(asked),
            None => {
                let asked = asked.into_iter().collect();
                all.push(Present { participant, last_session_on, asked });
            }
        }
    }
    Ok(all)
}

/// The held sessions that a facilitator shared with a person in the last 60 days before `day`.
pub fn shared_sessions(
    conn: &mut Conn,
    facilitator_id: Id,
    person_id: Id,
    day: NaiveDate,
) -> QueryResult<Vec<SharedSession>> {
    let since = day - Duration::days(SHARED_SESSION_DAYS);
    let rows: Vec<(Id, NaiveDate)> = participations::table
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .inner_join(sessions::table.on(participations::session_id.eq(sessions::id)))
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::date.ge(since))
        .filter(learners::person_id.eq(person_id))
        .select((sessions::id, sessions::date))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, date)| SharedSession { id, date }).collect())
}

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Cosignature>> {
    cosignatures::table.find(id).select(Cosignature::as_select()).first(conn).optional()
}

pub fn insert(conn: &mut Conn, row: &Cosignature) -> QueryResult<()> {
    diesel::insert_into(cosignatures::table).values(row.clone()).execute(conn)?;
    Ok(())
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
