//! How many seats a workshop has.

/// A room, and how many of its seats facilitators take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomSeats {
    pub seats: u32,
    pub facilitators: u32,
}

/// Devices that are free at that time, and how many a learner needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviceNeed {
    pub free: u32,
    pub per_learner: u32,
}

/// What bounds the seats; what is absent does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// What the organiser decided: 0 means nobody.
    pub capacity: u32,
    pub room: Option<RoomSeats>,
    /// One for each kind of device.
    pub devices: Option<DeviceNeed>,
    /// Free wired ports, when wires are needed.
    pub ports: Option<u32>,
}

impl Seats {
    /// Seats that only the organiser bounds.
    pub const fn of(capacity: u32) -> Self {
        Self { capacity, room: None, devices: None, ports: None }
    }

    /// min(capacity, room seats − facilitators, free devices ÷ devices per learner, wired ports).
    pub fn count(&self) -> u32 {
        let room = self.room.map(|room| room.seats.saturating_sub(room.facilitators));
        // Who needs no device is not bounded by them.
        let devices = self.devices.and_then(|need| need.free.checked_div(need.per_learner));
        let bounds = [room, devices, self.ports];
        bounds.into_iter().flatten().fold(self.capacity, u32::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_bound_wins() {
        let all = Seats {
            capacity: 12,
            room: Some(RoomSeats { seats: 14, facilitators: 2 }),
            devices: Some(DeviceNeed { free: 24, per_learner: 2 }),
            ports: Some(12),
        };
        assert_eq!(all.count(), 12);
        assert_eq!(Seats { capacity: 9, ..all }.count(), 9);
        let room = Some(RoomSeats { seats: 10, facilitators: 3 });
        assert_eq!(Seats { room, ..all }.count(), 7);
        let devices = Some(DeviceNeed { free: 11, per_learner: 2 });
        assert_eq!(Seats { devices, ..all }.count(), 5);
        assert_eq!(Seats { ports: Some(4), ..all }.count(), 4);
        assert_eq!(Seats::of(8).count(), 8);
    }

    #[test]
    fn bounds_at_their_edges() {
        let crowded = Some(RoomSeats { seats: 1, facilitators: 2 });
        assert_eq!(Seats { room: crowded, ..Seats::of(8) }.count(), 0);
        let own = Some(DeviceNeed { free: 0, per_learner: 0 });
        assert_eq!(Seats { devices: own, ..Seats::of(8) }.count(), 8, "bring your own");
        assert_eq!(Seats { ports: Some(0), ..Seats::of(8) }.count(), 0);
        assert_eq!(Seats::of(0).count(), 0);
    }
}
