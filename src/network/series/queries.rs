//! Series in the database. Their sessions are `workshops`.

use diesel::prelude::*;

use super::model::SeriesRow;
use crate::platform::database::schema::workshop_series as series;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, upsert};

/// Whoever's it is.
pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<SeriesRow>> {
    series::table.find(id).select(SeriesRow::as_select()).first(conn).optional()
}

/// A series that nobody else changes until this transaction ends. SQLite has one writer and needs
/// no lock.
pub fn lock(conn: &mut Conn, id: Id) -> QueryResult<Option<SeriesRow>> {
    match conn {
        Conn::Sqlite(_) => find(conn, id),
        Conn::Postgres(c) => {
            series::table.find(id).for_update().select(SeriesRow::as_select()).first(c).optional()
        }
    }
}

/// The series that took over from another, the latest first.
pub fn continued_by(conn: &mut Conn, id: Id) -> QueryResult<Option<Id>> {
    series::table
        .filter(series::continues_id.eq(id))
        .order((series::created_at.desc(), series::id.desc()))
        .select(series::id)
        .first(conn)
        .optional()
}

pub fn insert(conn: &mut Conn, row: &SeriesRow) -> QueryResult<()> {
    diesel::insert_into(series::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &SeriesRow) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(series::table)
        .filter(series::id.eq(row.id))
        .filter(series::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}
