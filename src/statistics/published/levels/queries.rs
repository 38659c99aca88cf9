//! Proofs of followed people, and who works where, in the database.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::coverage::Teacher;
use super::proofs::Rows;
use crate::accounts::AccountStatus;
use crate::facilitators::FacilitatorStatus;
use crate::platform::database::schema::{
    accounts, facilitators, learners, person_levels, place_attachments,
};
use crate::platform::database::{Conn, Id};

/// How many places are asked about at once.
const BATCH: usize = 2_000;

/// Everybody's proofs, and who is followed. Two plain readings, put together in memory: the join
/// costs SQLite twice as much, and the first tells also who is followed by several.
pub fn proofs(conn: &mut Conn) -> QueryResult<Rows> {
    Ok(Rows {
        learners: learners::table.select((learners::id, learners::person_id)).load(conn)?,
        packed: person_levels::table
            .select((person_levels::person_id, person_levels::packed))
            .load(conn)?,
    })
}

/// The active facilitators who work at these places on `today`.
pub fn teachers(conn: &mut Conn, place_ids: &[Id], today: NaiveDate) -> QueryResult<Vec<Teacher>> {
    let mut teachers = Vec::new();
    for ids in place_ids.chunks(BATCH) {
        let rows: Vec<(Id, Id)> = place_attachments::table
            .inner_join(
                facilitators::table.on(place_attachments::facilitator_id.eq(facilitators::id)),
            )
            .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
            .filter(place_attachments::place_id.eq_any(ids.to_vec()))
            .filter(place_attachments::started_on.le(today))
            .filter(place_attachments::ended_on.is_null())
            .filter(facilitators::status.eq(FacilitatorStatus::Active))
            .filter(accounts::status.eq(AccountStatus::Active))
            .select((place_attachments::place_id, accounts::person_id))
            .load(conn)?;
        teachers.extend(rows.into_iter().map(|(place, person)| Teacher { place, person }));
    }
    Ok(teachers)
}
