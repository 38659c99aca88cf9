//! What somebody gave, counted from sessions held.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::views::CompetenceGiven;
use crate::platform::database::schema::{
    facilitations, help_requests, session_competences, sessions, workshops,
};
use crate::platform::database::{Conn, Id, Moment};

/// A session that somebody led or co-led.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct Held {
    pub id: Id,
    pub minutes: i32,
    pub participations: i32,
}

/// The held sessions of a facilitator's log, in a span of days, both included.
pub fn led(
    conn: &mut Conn,
    facilitator_id: Id,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Held>> {
    sessions::table
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::date.between(from, to))
        .select((sessions::id, sessions::duration_min, sessions::participant_count))
        .load(conn)
}

/// The held workshops that a facilitator co-led or observed, in a span of days.
pub fn took_part(
    conn: &mut Conn,
    facilitator_id: Id,
    role: &str,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Held>> {
    facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .inner_join(sessions::table.on(workshops::session_id.eq(sessions::id.nullable())))
        .filter(facilitations::facilitator_id.eq(facilitator_id))
        .filter(facilitations::state.eq("accepted"))
        .filter(facilitations::role.eq(role.to_owned()))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::date.between(from, to))
        .select((sessions::id, sessions::duration_min, sessions::participant_count))
        .load(conn)
}

/// For each template, the day and the minutes of the first held workshop that a facilitator led.
pub fn first_led(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Vec<(NaiveDate, i32)>> {
    let rows: Vec<(Option<Id>, NaiveDate, i32)> = workshops::table
        .inner_join(sessions::table.on(workshops::session_id.eq(sessions::id.nullable())))
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(workshops::template_id.is_not_null())
        .order((sessions::date, workshops::starts_at, workshops::id))
        .select((workshops::template_id, sessions::date, sessions::duration_min))
        .load(conn)?;
    let mut known: HashSet<Id> = HashSet::new();
    let first =
        rows.into_iter().filter(|(template, ..)| template.is_some_and(|id| known.insert(id)));
    Ok(first.map(|(_, day, minutes)| (day, minutes)).collect())
}

/// Help requests that somebody answered without a session, between two instants.
pub fn answered(conn: &mut Conn, person_id: Id, (from, to): (Moment, Moment)) -> QueryResult<i64> {
    help_requests::table
        .filter(help_requests::claimed_by.eq(person_id))
        .filter(help_requests::state.eq_any(["answered", "closed"]))
        .filter(help_requests::session_id.is_null())
        .filter(help_requests::workshop_id.is_null())
        .filter(help_requests::answered_at.ge(from))
        .filter(help_requests::answered_at.lt(to))
        .count()
        .get_result(conn)
}

/// How many of these sessions were about each competence.
pub fn competences(conn: &mut Conn, session_ids: &[Id]) -> QueryResult<Vec<CompetenceGiven>> {
    let mut counts: HashMap<Id, i64> = HashMap::new();
    for ids in session_ids.chunks(500) {
        let rows: Vec<(Id, i64)> = session_competences::table
            .filter(session_competences::session_id.eq_any(ids.to_vec()))
            .group_by(session_competences::competence_id)
            .select((session_competences::competence_id, count_star()))
            .load(conn)?;
        for (id, count) in rows {
            *counts.entry(id).or_default() += count;
        }
    }
    let given = |(competence_id, sessions)| CompetenceGiven { competence_id, sessions };
    let mut all: Vec<CompetenceGiven> = counts.into_iter().map(given).collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.sessions), one.competence_id));
    Ok(all)
}
