//! Rooms and pools of devices: as they come in, as they are kept, as they are sent.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::database::schema::{device_pools, rooms};
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Stored, Versioned};

/// A room as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = rooms, treat_none_as_null = true)]
pub struct Room {
    pub id: Id,
    pub version: i32,
    pub digest: String,
    pub place_id: Id,
    pub name: String,
    pub seats: i32,
    pub wired_ports: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// No longer to be had.
    pub closed_at: Option<Moment>,
}

/// A pool of devices as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = device_pools, treat_none_as_null = true)]
pub struct DevicePool {
    pub id: Id,
    pub version: i32,
    pub digest: String,
    pub place_id: Id,
    pub name: String,
    pub size: i32,
    pub created_at: Moment,
    pub updated_at: Moment,
    /// No longer lent.
    pub closed_at: Option<Moment>,
}

macro_rules! stored {
    ($($name:ident),+) => {$(
        impl Stored for $name {
            fn version(&self) -> i32 {
                self.version
            }
            fn digest(&self) -> &str {
                &self.digest
            }
        }
    )+};
}

stored!(Room, DevicePool);

/// A room to write down or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomInput {
    /// Stays as it was at first.
    pub place_id: Id,
    /// 1–120 characters.
    #[schema(example = "Salle du fond")]
    pub name: String,
    /// 1–10,000, those of facilitators too.
    #[schema(example = 14)]
    pub seats: i32,
    /// 0–10,000.
    #[serde(default)]
    pub wired_ports: i32,
    /// No longer to be had.
    #[serde(default)]
    pub is_closed: bool,
}

impl Checked for RoomInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 120);
        faults.range("/seats", self.seats, 1, 10_000);
        faults.range("/wired_ports", self.wired_ports, 0, 10_000);
    }
}

/// A pool of devices to write down or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DevicePoolInput {
    /// Where they are kept; they may be lent to other places. Stays as it was at first.
    pub place_id: Id,
    /// 1–120 characters.
    #[schema(example = "Valise de tablettes")]
    pub name: String,
    /// 0–10,000.
    #[schema(example = 12)]
    pub size: i32,
    /// No longer lent.
    #[serde(default)]
    pub is_closed: bool,
}

impl Checked for DevicePoolInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 120);
        faults.range("/size", self.size, 0, 10_000);
    }
}

/// A room as it is sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoomView {
    pub id: Id,
    pub version: i32,
    pub place_id: Id,
    pub name: String,
    pub seats: i32,
    pub wired_ports: i32,
    pub is_closed: bool,
}

/// A pool of devices as it is sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DevicePoolView {
    pub id: Id,
    pub version: i32,
    pub place_id: Id,
    pub name: String,
    pub size: i32,
    pub is_closed: bool,
}

/// What a place lends.
#[derive(Serialize, ToSchema)]
pub struct LendingView {
    pub rooms: Vec<RoomView>,
    pub device_pools: Vec<DevicePoolView>,
}

impl Versioned for RoomView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Versioned for DevicePoolView {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<Room> for RoomView {
    fn from(row: Room) -> Self {
        Self {
            id: row.id,
            version: row.version,
            place_id: row.place_id,
            name: row.name,
            seats: row.seats,
            wired_ports: row.wired_ports,
            is_closed: row.closed_at.is_some(),
        }
    }
}

impl From<DevicePool> for DevicePoolView {
    fn from(row: DevicePool) -> Self {
        Self {
            id: row.id,
            version: row.version,
            place_id: row.place_id,
            name: row.name,
            size: row.size,
            is_closed: row.closed_at.is_some(),
        }
    }
}
