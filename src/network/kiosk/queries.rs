//! Kiosks in the database, and what a kiosk tells of its workshop.

use diesel::prelude::*;

use super::model::Kiosk;
use crate::network::enrolment::EnrolmentRow;
use crate::network::workshops::Workshop;
use crate::platform::database::schema::{accounts, kiosks, places, rooms};
use crate::platform::database::{Conn, Id, Moment};

pub fn find(conn: &mut Conn, workshop_id: Id) -> QueryResult<Option<Kiosk>> {
    kiosks::table.find(workshop_id).select(Kiosk::as_select()).first(conn).optional()
}

/// Kiosks that open anything: not those of suspended accounts.
#[diesel::dsl::auto_type(no_type_alias)]
fn usable() -> _ {
    let suspended: &'static str = "suspended";
    kiosks::table
        .inner_join(accounts::table.on(kiosks::opened_by.eq(accounts::id)))
        .filter(accounts::status.ne(suspended))
}

/// The kiosk that a secret opens.
pub fn find_by_secret(conn: &mut Conn, hash: &str) -> QueryResult<Option<Kiosk>> {
    usable().filter(kiosks::secret_hash.eq(hash)).select(Kiosk::as_select()).first(conn).optional()
}

/// Kiosks opened since an instant and not closed: a few, however many workshops there are.
pub fn opened_since(conn: &mut Conn, at: Moment) -> QueryResult<Vec<Kiosk>> {
    usable()
        .filter(kiosks::opened_at.ge(at))
        .filter(kiosks::closed_at.is_null())
        .order(kiosks::workshop_id)
        .select(Kiosk::as_select())
        .load(conn)
}

/// Keeps a kiosk in the place of the one before.
pub fn put(conn: &mut Conn, kiosk: &Kiosk) -> QueryResult<()> {
    let replaced =
        diesel::update(kiosks::table.find(kiosk.workshop_id)).set(kiosk.clone()).execute(conn)?;
    if replaced == 0 {
        diesel::insert_into(kiosks::table).values(kiosk.clone()).execute(conn)?;
    }
    Ok(())
}

/// Closes a kiosk; how many were open.
pub fn close(conn: &mut Conn, workshop_id: Id, at: Moment) -> QueryResult<usize> {
    diesel::update(kiosks::table.find(workshop_id))
        .filter(kiosks::closed_at.is_null())
        .set(kiosks::closed_at.eq(at))
        .execute(conn)
}

/// The names of a workshop's place and room.
pub fn where_of(
    conn: &mut Conn,
    workshop: &Workshop,
) -> QueryResult<(Option<String>, Option<String>)> {
    let place = match workshop.place_id {
        Some(id) => places::table.find(id).select(places::name).first(conn).optional()?,
        None => None,
    };
    let room = match workshop.room_id {
        Some(id) => rooms::table.find(id).select(rooms::name).first(conn).optional()?,
        None => None,
    };
    Ok((place, room))
}

/// Whether an enrolment is on the list of its kiosk: a confirmed seat, or there.
pub fn is_listed(row: &EnrolmentRow) -> bool {
    row.state.is_in()
}
