//! Badges in the database.

use diesel::prelude::*;

use super::model::{Badge, Revocation};
use crate::platform::database::schema::badges;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem};

pub fn of_person(conn: &mut Conn, person_id: Id) -> QueryResult<Vec<Badge>> {
    badges::table
        .filter(badges::person_id.eq(person_id))
        .order((badges::issued_at.desc(), badges::id.desc()))
        .select(Badge::as_select())
        .load(conn)
}

/// # Errors
/// 404 without such a badge.
pub fn get(conn: &mut Conn, id: Id) -> Result<Badge, Problem> {
    Ok(badges::table.find(id).select(Badge::as_select()).first(conn)?)
}

/// The signed form of a badge.
///
/// # Errors
/// 404 without such a badge; 410 once the person has taken it back.
pub fn token(conn: &mut Conn, id: Id) -> Result<String, Problem> {
    let badge = get(conn, id)?;
    match badge.revocation {
        Some(Revocation::Person) => Err(Problem::new(Code::LinkClosed)),
        _ => Ok(badge.token),
    }
}

pub fn insert(conn: &mut Conn, badge: &Badge) -> QueryResult<()> {
    diesel::insert_into(badges::table).values(badge.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 409 when it is revoked already.
pub fn revoke(conn: &mut Conn, id: Id, why: Revocation, now: Moment) -> Result<(), Problem> {
    let changed = diesel::update(badges::table)
        .filter(badges::id.eq(id))
        .filter(badges::revoked_at.is_null())
        .set((badges::revoked_at.eq(now), badges::revocation.eq(why)))
        .execute(conn)?;
    if changed == 0 { Err(Problem::new(Code::Conflict)) } else { Ok(()) }
}

/// The ids of all badges that are revoked, oldest revocation first.
pub fn revoked(conn: &mut Conn) -> QueryResult<Vec<Id>> {
    badges::table
        .filter(badges::revoked_at.is_not_null())
        .order((badges::revoked_at, badges::id))
        .select(badges::id)
        .load(conn)
}
