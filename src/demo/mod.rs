//! The fictional network of `coopair demo`: a federation of three organizations with eight places,
//! twelve facilitators, a coordinator, a team with a past member and an invitation that waits, a
//! funder, 150 followed learners of whom one signs in, and one year of sessions, of coordination and
//! of learning, of workshops and help between peers, a dozen planned workshops, a series and a pair.
//! It is made through the same deeds as real work, and is the same every time but for the calendar,
//! which ends today. Names of people and organizations are invented.

mod cast;
mod coordination;
mod levels;
mod money;
mod network;
mod peers;
mod random;
mod together;
mod year;

pub use cast::{Cast, ROLES, invite, populate};
pub use coordination::coordinate;
pub use levels::learn;
pub use network::plan;
pub use peers::share;
pub use together::meet;
pub use year::{DemoYear, Met, fill};
