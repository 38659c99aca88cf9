//! The kiosk: a tablet at the door, or one's own phone, on which people say that they are there.
//!
//! Rules (peer-training-features.md, «Attendance»; what it leaves open was chosen here):
//!
//! 1. Who manages a published workshop opens its kiosk from two hours before the start (not before
//!    midnight of the day) until two hours after the end. Opening again closes the one before; it
//!    can be closed, and ends by itself with that time, once the workshop is in the log, or when
//!    the account that opened it is suspended.
//! 2. Only the hash of its secret is kept. What never was, what is closed and what is out of time
//!    are the same answer: 410. The secret opens the list and the taps of this workshop, and
//!    nothing else; no account is needed, and none is used.
//! 3. The list has first names and the first letter of last names: of those with a confirmed seat,
//!    and of those who are there. Where two people look alike on it, a tap does not say which: they
//!    type their staff number, or the code of their slip.
//! 4. Whoever is not on the list is written down as a walk-in where a seat is free, nobody waits
//!    before them, no approval is needed and the workshop is not by invitation; whom the organiser
//!    took off the list is not put back.
//! 5. What who manages the workshop wrote down stays. The kiosk only says «there»; the same twice
//!    is one. A tap is taken back within a minute, by its id alone.
//! 6. The kiosk shows a second code, made from its secret and telling nothing of it: with it,
//!    whoever is signed in marks themself and nobody else, as long as the kiosk is open. It changes
//!    every five minutes and is taken for ten more: time to sign in, and too little for a photograph
//!    of it to travel far.
//! 7. Numbers and codes that are typed are counted per kiosk, and per account on phones.
//!
//! What is done goes through the commands of `enrolment`, which keep by whom it was said.

mod actions;
mod model;
mod opening;
mod queries;
pub(super) mod routes;
mod views;

pub use model::KioskLimits;
