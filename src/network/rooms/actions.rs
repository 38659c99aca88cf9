//! Deeds on rooms and pools of devices.

use super::model::{
    DevicePool, DevicePoolInput, DevicePoolView, LendingView, Room, RoomInput, RoomView,
};
use super::queries;
use crate::network::rights;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Expected, Problem, Recorded, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// What a place lends, by name.
///
/// # Errors
/// 404 without such a place.
pub fn list(conn: &mut Conn, place_id: Id) -> Result<LendingView, Problem> {
    queries::must_be_place(conn, place_id)?;
    Ok(LendingView {
        rooms: queries::rooms_of(conn, place_id)?.into_iter().map(RoomView::from).collect(),
        device_pools: queries::pools_of(conn, place_id)?.into_iter().map(Into::into).collect(),
    })
}

/// The place exists, is the caller's to equip, and stays the same.
fn may_write(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    place_id: Id,
    before: Option<Id>,
) -> Result<(), Problem> {
    let unknown = |_| {
        let said = Said::new("Ce lieu n’existe pas.", "There is no such place.");
        Problem::invalid("/place_id", "unknown_value", said)
    };
    queries::must_be_place(conn, place_id).map_err(unknown)?;
    if !rights::keeps_place(conn, clock, by, place_id)? {
        return Err(Problem::forbidden());
    }
    if before.is_some_and(|before| before != place_id) {
        let said = Said::new("Le lieu ne change pas.", "The place does not change.");
        return Err(Problem::invalid("/place_id", "contradiction", said));
    }
    Ok(())
}

/// Writes a room down, or changes it.
///
/// # Errors
/// 403 where one does not work; 422 for an unknown place; those of `upsert`.
pub fn put_room(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &RoomInput,
) -> Result<Recorded<RoomView>, Problem> {
    let (now, digest) = (clock.now(), secrets::digest(input));
    let existing = queries::find_room(conn, id)?;
    may_write(conn, clock, by, input.place_id, existing.as_ref().map(|row| row.place_id))?;
    let before = match decide(existing, expected, &digest)? {
        Upsert::Create => None,
        Upsert::Same(row) => return Ok(Recorded::as_is(row.into())),
        Upsert::Change(row) => Some(row),
    };
    let closed_at = before.as_ref().and_then(|row| row.closed_at).or(Some(now));
    let row = Room {
        id,
        version: before.as_ref().map_or(1, |row| row.version + 1),
        digest: before.as_ref().map_or(digest, |row| row.digest.clone()),
        place_id: input.place_id,
        name: input.name.trim().to_owned(),
        seats: input.seats,
        wired_ports: input.wired_ports,
        created_at: before.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        closed_at: closed_at.filter(|_| input.is_closed),
    };
    match before {
        None => queries::insert_room(conn, &row)?,
        Some(_) => {
            queries::update_room(conn, &row)?;
            return Ok(Recorded::as_is(row.into()));
        }
    }
    Ok(Recorded::created(row.into()))
}

/// Writes a pool of devices down, or changes it.
///
/// # Errors
/// 403 where one does not work; 422 for an unknown place, or fewer devices than are lent already;
/// those of `upsert`.
pub fn put_pool(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &DevicePoolInput,
) -> Result<Recorded<DevicePoolView>, Problem> {
    let (now, digest) = (clock.now(), secrets::digest(input));
    let existing = queries::find_pool(conn, id)?;
    may_write(conn, clock, by, input.place_id, existing.as_ref().map(|row| row.place_id))?;
    let before = match decide(existing, expected, &digest)? {
        Upsert::Create => None,
        Upsert::Same(row) => return Ok(Recorded::as_is(row.into())),
        Upsert::Change(row) => Some(row),
    };
    if before.is_some() && queries::most_lent(conn, id)? > input.size {
        let said = Said::new(
            "Des ateliers à venir ont besoin de plus d’appareils.",
            "Workshops to come need more devices.",
        );
        return Err(Problem::invalid("/size", "lent", said));
    }
    let closed_at = before.as_ref().and_then(|row| row.closed_at).or(Some(now));
    let row = DevicePool {
        id,
        version: before.as_ref().map_or(1, |row| row.version + 1),
        digest: before.as_ref().map_or(digest, |row| row.digest.clone()),
        place_id: input.place_id,
        name: input.name.trim().to_owned(),
        size: input.size,
        created_at: before.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        closed_at: closed_at.filter(|_| input.is_closed),
    };
    match before {
        None => queries::insert_pool(conn, &row)?,
        Some(_) => {
            queries::update_pool(conn, &row)?;
            return Ok(Recorded::as_is(row.into()));
        }
    }
    Ok(Recorded::created(row.into()))
}
