//! The peer-training network: who can teach what, when, where, with which seats.
//!
//! The rules are pure, told what is known and what time it is, and judged by naive models in their
//! tests. Beside them:
//!
//! | folder | what |
//! |---|---|
//! | `templates`, `rooms` | what is planned again and again; what places lend |
//! | `workshops` | planned workshops, who facilitates them, the calendar |
//! | `enrolment` | who has a seat, who waits: the rules, and the one door of commands |
//! | `busy` | who and what is taken when: the storage's own word |
//! | `attendance` | who came; a closed workshop becomes a session of the log |
//! | `kiosk` | a tablet, or one's own phone, on which people say that they are there |
//! | `notices`, `clockwork` | what people are told; what the clock does by itself |
//! | `facilitators`, `matching` | who teaches what, when, how far; whom to ask first |
//! | `requests`, `mentoring` | who helps whom, and what five requests become |
//! | `calendar` | calendars at secret addresses |
//! | `open` | workshops that anybody may read, without an account |
//! | `satisfaction`, `recognition`, `figures` | what people thought, what they gave, what came of it |
//! | `telling`, `settling`, `digest` | mails of help and pairs; what falls due; the morning's mail |
//!
//! Sources: domain.md, "Who can teach what" and "Planned workshops"; where it is silent, each
//! module says what was chosen. All ids of people are person ids.

pub mod attendance;
pub mod busy;
pub mod calendar;
pub mod clockwork;
mod concerned;
pub mod conflicts;
pub mod digest;
pub mod enrolment;
pub mod facilitators;
pub mod figures;
pub mod kiosk;
pub mod matching;
pub mod mentoring;
pub mod notices;
mod open;
pub mod recognition;
pub mod reminders;
pub mod requests;
mod rights;
pub mod rooms;
pub(crate) mod routes;
pub mod satisfaction;
pub mod series;
pub mod settling;
mod telling;
pub mod templates;
pub mod time;
pub mod workshops;

#[cfg(test)]
mod tests;
