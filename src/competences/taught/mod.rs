//! What somebody taught others: counted from sessions held, never typed.
//!
//! | word | what |
//! |---|---|
//! | *led* | held sessions of one's log: workshops, and individual sessions |
//! | *co-led* | held workshops that one co-led, by invitation and one's own yes |
//! | *hours* | whole hours of all of these, rounded down |
//! | *subject* | a competence that some of these were about, and the highest level they aimed at |
//!
//! The criterion of a facilitation badge is [`SESSIONS_MIN`] sessions and [`HOURS_MIN`] hours
//! (peer-training-features.md, 3.10). A count *bears* another when nothing that the other says is
//! more than what is there: so a badge counts as long as the log bears what it says.

mod model;
mod queries;

pub use model::{HOURS_MIN, Held, Part, SESSIONS_MIN, Subject, SubjectOf, Taught};
pub use queries::{led, subjects, taken_part, taught_by};

#[cfg(test)]
mod tests;
