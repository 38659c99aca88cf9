//! Quarters of an hour in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::quarters;
use crate::network::time::Span;
use crate::on_either;
use crate::platform::database::schema::{busy_quarters, device_quarters, persons};
use crate::platform::database::{Conn, Id, Moment};

/// How many rows one statement inserts: SQLite takes 32,766 values.
const ROWS: usize = 5_000;

/// Makes concurrent looks at these people wait for each other. SQLite has one writer and needs no
/// lock; PostgreSQL locks the rows, always in the same order.
pub fn lock_people(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<()> {
    if let Conn::Postgres(c) = conn {
        persons::table
            .filter(persons::id.eq_any(person_ids))
            .order(persons::id)
            .for_no_key_update()
            .select(persons::id)
            .load::<Id>(c)?;
    }
    Ok(())
}

/// Takes subjects (people, rooms) for a workshop, each during its span.
///
/// # Errors
/// A violation of the key when one of them is taken already.
pub fn take(conn: &mut Conn, workshop_id: Id, subjects: &[(Id, Span)]) -> QueryResult<()> {
    let mut rows: Vec<(Id, i32)> = subjects
        .iter()
        .flat_map(|(id, span)| quarters(*span).map(move |quarter| (*id, quarter)))
        .collect();
    // Always in the same order, so that two deeds wait for each other in one direction only.
    rows.sort_unstable();
    for rows in rows.chunks(ROWS) {
        let rows: Vec<_> = rows
            .iter()
            .map(|(id, quarter)| {
                (
                    busy_quarters::subject_id.eq(*id),
                    busy_quarters::quarter.eq(*quarter),
                    busy_quarters::workshop_id.eq(workshop_id),
                )
            })
            .collect();
        on_either!(conn, |c| diesel::insert_into(busy_quarters::table).values(rows).execute(c))?;
    }
    Ok(())
}

/// Frees some subjects of a workshop.
pub fn release(conn: &mut Conn, workshop_id: Id, subject_ids: &[Id]) -> QueryResult<()> {
    diesel::delete(
        busy_quarters::table
            .filter(busy_quarters::workshop_id.eq(workshop_id))
            .filter(busy_quarters::subject_id.eq_any(subject_ids.to_vec())),
    )
    .execute(conn)?;
    Ok(())
}

/// Frees everything of a workshop but its devices.
pub fn release_all(conn: &mut Conn, workshop_id: Id) -> QueryResult<()> {
    diesel::delete(busy_quarters::table.filter(busy_quarters::workshop_id.eq(workshop_id)))
        .execute(conn)?;
    Ok(())
}

/// Which of these subjects other workshops have taken during a span, and which workshops.
pub fn taken(
    conn: &mut Conn,
    workshop_id: Id,
    span: Span,
    subject_ids: &[Id],
) -> QueryResult<BTreeMap<Id, BTreeSet<Id>>> {
    let quarters = quarters(span);
    let mut found: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for ids in subject_ids.chunks(ROWS) {
        let rows: Vec<(Id, Id)> = busy_quarters::table
            .filter(busy_quarters::subject_id.eq_any(ids.to_vec()))
            .filter(busy_quarters::quarter.ge(quarters.start))
            .filter(busy_quarters::quarter.lt(quarters.end))
            .filter(busy_quarters::workshop_id.ne(workshop_id))
            .select((busy_quarters::subject_id, busy_quarters::workshop_id))
            .distinct()
            .load(conn)?;
        for (subject, workshop) in rows {
            found.entry(subject).or_default().insert(workshop);
        }
    }
    Ok(found)
}

/// Lends devices of a pool of a size during a span.
///
/// # Errors
/// A violation of the check when there are not that many.
pub fn lend(conn: &mut Conn, pool: (Id, i32), devices: i32, span: Span) -> QueryResult<()> {
    let (pool_id, size) = pool;
    for quarter in quarters(span) {
        // The row first, so that the check sees the sum.
        let row = (
            device_quarters::pool_id.eq(pool_id),
            device_quarters::quarter.eq(quarter),
            device_quarters::taken.eq(0),
            device_quarters::size.eq(size),
        );
        on_either!(&mut *conn, |c| diesel::insert_into(device_quarters::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
        diesel::update(device_quarters::table.find((pool_id, quarter)))
            .set(device_quarters::taken.eq(device_quarters::taken + devices))
            .execute(conn)?;
    }
    Ok(())
}

/// Gets devices back that were lent during a span.
pub fn take_back(conn: &mut Conn, pool_id: Id, devices: i32, span: Span) -> QueryResult<()> {
    let quarters = quarters(span);
    let of_span = || {
        device_quarters::table
            .filter(device_quarters::pool_id.eq(pool_id))
            .filter(device_quarters::quarter.ge(quarters.start))
            .filter(device_quarters::quarter.lt(quarters.end))
    };
    diesel::update(of_span())
        .set(device_quarters::taken.eq(device_quarters::taken - devices))
        .execute(conn)?;
    diesel::delete(of_span().filter(device_quarters::taken.eq(0))).execute(conn)?;
    Ok(())
}

/// Forgets what was lent in quarters that are over.
pub fn forget_devices(conn: &mut Conn, now: Moment) -> QueryResult<()> {
    let quarter = quarters(Span { start: now, end: now.plus_seconds(1) }).start;
    diesel::delete(device_quarters::table.filter(device_quarters::quarter.lt(quarter)))
        .execute(conn)?;
    Ok(())
}
