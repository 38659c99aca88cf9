//! What a place lends to workshops: rooms with seats and wired ports, pools of devices.
//!
//! Rules: who works at a place, who coordinates them, and administrators write them down; everybody
//! of the network reads them. A room holds one workshop at a time, and no pool lends more devices
//! than it has; both are refused by the storage (`busy`).

mod actions;
mod model;
mod queries;
pub(super) mod routes;

pub use model::{DevicePool, Room};
pub use queries::{find_pools, find_room};
