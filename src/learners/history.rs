//! Keeps what is derived from a learner's participations right: how many sessions, the first and
//! the last day, and which participation was the first ever.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::Learner;
use crate::facts;
use crate::platform::database::schema::{learners, participations, sessions};
use crate::platform::database::{Conn, Id};

/// One held session of a learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub date: NaiveDate,
    pub session_id: Id,
}

/// Makes concurrent changes to these people's histories wait for each other. SQLite has one
/// writer and needs no lock; PostgreSQL locks the rows, always in the same order.
pub fn lock(conn: &mut Conn, ids: &[Id]) -> QueryResult<()> {
    if let Conn::Postgres(c) = conn {
        learners::table
            .filter(learners::id.eq_any(ids))
            .order(learners::id)
            .for_update()
            .select(learners::id)
            .load::<Id>(c)?;
    }
    Ok(())
}

/// A learner, just read under [`lock`], takes part in one more session: tells whether it is their
/// first ever, and keeps their history right. The cheap way for the usual case of a session later
/// than all others.
pub fn joined(conn: &mut Conn, learner: &Learner, now: Attendance) -> QueryResult<bool> {
    let later = learner.first_session_on.is_some_and(|first| now.date > first);
    if !later && learner.session_count > 0 {
        recount(conn, learner.id)?;
        return participations::table
            .find((now.session_id, learner.id))
            .select(participations::first_time)
            .first(conn);
    }
    let last = learner.last_session_on.map_or(now.date, |last| last.max(now.date));
    diesel::update(learners::table.find(learner.id))
        .set((
            learners::session_count.eq(learner.session_count + 1),
            learners::first_session_on.eq(learner.first_session_on.unwrap_or(now.date)),
            learners::last_session_on.eq(last),
        ))
        .execute(conn)?;
    Ok(!later)
}

/// Every held session of a learner, earliest first, and whether it is marked as the first.
pub fn attendances(conn: &mut Conn, learner_id: Id) -> QueryResult<Vec<(Attendance, bool)>> {
    let rows: Vec<(NaiveDate, Id, bool)> = participations::table
        .inner_join(sessions::table.on(participations::session_id.eq(sessions::id)))
        .filter(participations::learner_id.eq(learner_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .order((sessions::date, sessions::id))
        .select((sessions::date, sessions::id, participations::first_time))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(date, session_id, first)| (Attendance { date, session_id }, first))
        .collect())
}

/// Counts a learner's history again from the participations.
pub fn recount(conn: &mut Conn, learner_id: Id) -> QueryResult<()> {
    let all = attendances(conn, learner_id)?;
    let first = all.first().map(|(attendance, _)| *attendance);
    diesel::update(learners::table.find(learner_id))
        .set((
            learners::session_count.eq(i32::try_from(all.len()).unwrap_or(i32::MAX)),
            learners::first_session_on.eq(first.map(|attendance| attendance.date)),
            learners::last_session_on.eq(all.last().map(|(attendance, _)| attendance.date)),
        ))
        .execute(conn)?;
    let first_id = first.map(|attendance| attendance.session_id);
    diesel::update(participations::table)
        .filter(participations::learner_id.eq(learner_id))
        .filter(participations::first_time.eq(true))
        .set(participations::first_time.eq(false))
        .execute(conn)?;
    if let Some(first_id) = first_id {
        diesel::update(participations::table.find((first_id, learner_id)))
            .set(participations::first_time.eq(true))
            .execute(conn)?;
    }
    let moved = all.iter().filter(|(held, marked)| (Some(held.session_id) == first_id) != *marked);
    let concerned: Vec<Id> = moved.map(|(held, _)| held.session_id).collect();
    facts::stamp(conn, &concerned)
}
