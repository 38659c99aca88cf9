//! Enrolment: who has a seat in a planned workshop, who waits, and what follows from each command.
//!
//! [`run`] is the one door for web, devices and the clock: it holds the workshop, loads as much of
//! its roster as the decision needs, stores what changed and tells whom it concerns, in one
//! transaction. A [`Roster`] is all that one decision needs: enrolments, seats, start, people who are taken
//! elsewhere. [`Roster::apply`] takes one [`Command`] and says which enrolments to write and what
//! to tell whom, or refuses and changes nothing; [`Roster::settle`] does what falls due by itself.
//!
//! Rules (domain.md, "Planned workshops"):
//!
//! 1. One standing enrolment per person and workshop; after a cancellation, a new one may follow.
//! 2. Confirmed and offered seats never exceed [`Seats`], unless the organiser lowers the seats:
//!    then nobody is thrown out, and nobody gets in; requests lose the seats they hold.
//! 3. Nobody overtakes the queue: priority, time of entering, id. A free seat goes to the first who
//!    is not taken elsewhere; who is passed over keeps their rank and is told once.
//! 4. A seat that falls free is given at once while more than 24 h remain, offered between 24 h
//!    and 2 h, and left to the lead below 2 h ([`Window`]).
//! 5. The same command twice is one; another command under its id is refused.
//! 6. Nobody learns in a workshop that they facilitate, nor has two seats at one time.
//!
//! Chosen where domain.md is silent:
//!
//! - *Who asks* now has said yes: who enrols while seats are free is confirmed, not offered, once
//!   the queue before them was served. Below 2 h, that is only while nobody waits.
//! - *An offer* runs for 4 h, at most until 2 h before the start, and its 4 h begin when quiet
//!   hours end, since nobody is told of it before. One that nobody would learn of in time is left
//!   to the lead.
//! - *A lapsed offer* puts its person at the end of the queue, without priority, and passes them
//!   over until they say that they still want a seat ([`Command::Renew`]); else the same seat would
//!   be offered to the same person for ever.
//! - *Approval* is asked when there is a seat, which `requested` holds until the answer is due
//!   (24 h, at most until 2 h before the start). After that the request stays, without a seat; once
//!   approved it takes what is free, or its place in the queue, and is never asked again.
//! - *Late* is a confirmed seat given back by its learner less than 24 h before the start.
//! - *Helpers* take no seat, wait in no queue and need no approval.
//! - *Moving* to another workshop never gives up a seat for a place in a queue ([`transfer`]).
//! - *On the day* (from local midnight) attendance may be marked; it may be corrected for 30 days
//!   after the end. A walk-in may go over the seats. Attendance frees no seat for the queue.
//! - *Who says themself that they are there* ([`Command::CheckIn`]) is marked when they have a seat,
//!   and written down as a walk-in only where a seat is free, nobody waits before them, and no
//!   approval is needed. It never changes what who manages the workshop wrote down, and is taken
//!   back only by the tap that said it, within a minute ([`Command::TakeBack`]).
//! - A level that changes after enrolment changes nothing here.

mod actions;
mod asking;
mod command;
mod joining;
mod leaving;
mod model;
mod moving;
mod outcome;
mod people;
mod presence;
mod queries;
mod queue;
mod record;
mod refusal;
mod roster;
pub(super) mod routes;
mod seats;
mod terms;
mod views;

pub use actions::{change_workshop, is_enrolled, next_due, problem, run, run_for, settle};
pub use asking::{colleague, enrol as enrol_somebody, own, person_of};
pub use command::Command;
pub use model::{EnrolInput, WalkInInput};
pub use moving::{Transfer, transfer};
pub use outcome::Outcome;
pub use people::{Names, followed_as, names, names_of};
pub use presence::TAKE_BACK_S;
pub use queries::{
    Beside, EnrolmentRow, all, count_people, find, find_slip, is_standing, latest_of, live,
    recount, seated,
};
pub use record::{Approval, Attendance, Enrolment, Role, Seen, SeenBy, Source, State};
pub use refusal::Refusal;
pub use roster::Roster;
pub use seats::{DeviceNeed, RoomSeats, Seats};
pub use terms::{Terms, Window};
pub use views::EnrolmentView;

/// The priority of who was enrolled in a cancelled workshop, in the next one of the same template.
pub const PRIORITY_AFTER_CANCELLATION: u8 = 1;

#[cfg(test)]
mod tests;
