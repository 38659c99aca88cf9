//! What somebody gave besides what they taught.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::platform::database::schema::{help_requests, sessions, workshops};
use crate::platform::database::{Conn, Id, Moment};

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
