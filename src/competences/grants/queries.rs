//! Grants in the database.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::competences::ledger::GrantRow;
use crate::platform::database::schema::{accounts, facilitators, teaching_grants};
use crate::platform::database::{Conn, Id, Moment};

/// A facilitator as a person: id, person, name.
pub type Holder = (Id, Id, String);

/// These facilitators as people.
pub fn holders(conn: &mut Conn, facilitator_ids: &[Id]) -> QueryResult<Vec<Holder>> {
    let rows: Vec<(Id, Id, String, String)> = facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq_any(facilitator_ids.to_vec()))
        .order((accounts::search, facilitators::id))
        .select((facilitators::id, accounts::person_id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, person, first, last)| (id, person, format!("{first} {last}")))
        .collect())
}

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<GrantRow>> {
    teaching_grants::table.find(id).select(GrantRow::as_select()).first(conn).optional()
}

pub fn insert(conn: &mut Conn, row: &GrantRow) -> QueryResult<()> {
    diesel::insert_into(teaching_grants::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// Ends a grant on a day.
pub fn end(conn: &mut Conn, id: Id, on: NaiveDate, now: Moment) -> QueryResult<()> {
    diesel::update(teaching_grants::table.find(id))
        .set((teaching_grants::expires_on.eq(on), teaching_grants::ended_at.eq(now)))
        .execute(conn)?;
    Ok(())
}
