//! Rooms and pools of devices in the database.

use diesel::prelude::*;

use super::model::{DevicePool, Room};
use crate::platform::database::schema::{device_pools, device_quarters, places, rooms};
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, upsert};

pub fn find_room(conn: &mut Conn, id: Id) -> QueryResult<Option<Room>> {
    rooms::table.find(id).select(Room::as_select()).first(conn).optional()
}

pub fn find_pool(conn: &mut Conn, id: Id) -> QueryResult<Option<DevicePool>> {
    device_pools::table.find(id).select(DevicePool::as_select()).first(conn).optional()
}

pub fn find_pools(conn: &mut Conn, ids: &[Id]) -> QueryResult<Vec<DevicePool>> {
    device_pools::table
        .filter(device_pools::id.eq_any(ids.to_vec()))
        .order(device_pools::id)
        .select(DevicePool::as_select())
        .load(conn)
}

/// # Errors
/// 404 without such a place.
pub fn must_be_place(conn: &mut Conn, id: Id) -> Result<(), Problem> {
    let _: Id = places::table.find(id).select(places::id).first(conn)?;
    Ok(())
}

pub fn rooms_of(conn: &mut Conn, place_id: Id) -> QueryResult<Vec<Room>> {
    rooms::table
        .filter(rooms::place_id.eq(place_id))
        .order((rooms::name, rooms::id))
        .select(Room::as_select())
        .load(conn)
}

pub fn pools_of(conn: &mut Conn, place_id: Id) -> QueryResult<Vec<DevicePool>> {
    device_pools::table
        .filter(device_pools::place_id.eq(place_id))
        .order((device_pools::name, device_pools::id))
        .select(DevicePool::as_select())
        .load(conn)
}

pub fn insert_room(conn: &mut Conn, row: &Room) -> QueryResult<()> {
    diesel::insert_into(rooms::table).values(row.clone()).execute(conn)?;
    Ok(())
}

pub fn insert_pool(conn: &mut Conn, row: &DevicePool) -> QueryResult<()> {
    diesel::insert_into(device_pools::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update_room(conn: &mut Conn, row: &Room) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(rooms::table)
        .filter(rooms::id.eq(row.id))
        .filter(rooms::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Changes a pool; what it lends already bounds its size.
///
/// # Errors
/// 412 when somebody else was faster; 422 when more devices are lent than it is to have.
pub fn update_pool(conn: &mut Conn, row: &DevicePool) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(device_pools::table)
        .filter(device_pools::id.eq(row.id))
        .filter(device_pools::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)?;
    diesel::update(device_quarters::table.filter(device_quarters::pool_id.eq(row.id)))
        .set(device_quarters::size.eq(row.size))
        .execute(conn)?;
    Ok(())
}

/// The most devices that a pool lends at any time to come.
pub fn most_lent(conn: &mut Conn, id: Id) -> QueryResult<i32> {
    let most: Option<i32> = device_quarters::table
        .filter(device_quarters::pool_id.eq(id))
        .select(diesel::dsl::max(device_quarters::taken))
        .first(conn)?;
    Ok(most.unwrap_or_default())
}
