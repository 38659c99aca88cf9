//! Programmes in the database. Everybody signed in sees all of them.

use diesel::prelude::*;

use super::model::Programme;
use crate::platform::database::schema::programmes;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, upsert};
use crate::platform::text::normalise;

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Programme>> {
    programmes::table.find(id).select(Programme::as_select()).first(conn).optional()
}

/// All programmes by name: a network has a handful.
pub fn list(conn: &mut Conn) -> QueryResult<Vec<Programme>> {
    let mut rows: Vec<Programme> = programmes::table.select(Programme::as_select()).load(conn)?;
    rows.sort_by_cached_key(|row| (normalise(&row.name), row.id));
    Ok(rows)
}

pub fn insert(conn: &mut Conn, row: &Programme) -> QueryResult<()> {
    diesel::insert_into(programmes::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Programme) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(programmes::table)
        .filter(programmes::id.eq(row.id))
        .filter(programmes::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}
