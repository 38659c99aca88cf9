//! Series: a workshop that comes back, in local wall time.
//!
//! A subset of RFC 5545: DAILY, WEEKLY, MONTHLY by day of the month or by nth weekday; INTERVAL,
//! BYDAY, COUNT or UNTIL, EXDATE. Ten o'clock stays ten o'clock across both clock changes; a time
//! that a change skips moves forward, one that comes twice is the first. On demand, French public
//! holidays are skipped.
//!
//! The days come from the crate `rrule`, asked in a zone without clock changes; which instants
//! they are is [`crate::network::time::instant`]'s to say, so that the rule of clock changes is
//! one for the whole network. A walk day by day judges both in the tests.
//!
//! Chosen where domain.md is silent:
//!
//! - The first day must be one that the rule gives, as RFC 5545 asks; the refusal names the next.
//! - COUNT counts the days of the rule, those skipped too, as RFC 5545 does: a skipped holiday is
//!   told ([`Dates::skipped`]), not made up for. Months without a 31st are left out.
//! - A rule gives at most 200 days; one that gives more is refused, not cut.
//! - *This* changes one session, which then keeps what was decided for it alone (it is *detached*).
//!   *This and following* and *all* ([`replan`]) end the series before the first session concerned
//!   and begin another; sessions held stay as they are. A session goes on as the one of its day in
//!   the new series, else of its week (its month, when the new rule is monthly), with its
//!   enrolments; who has none is cancelled.

mod dates;
mod planning;
mod refusal;
mod rule;

pub use dates::{Dates, MOST_DAYS, Occurrence, Series, Skipped, Why};
pub use planning::{Existing, Plan, Scope, replan};
pub use refusal::SeriesRefused;
pub use rule::{Ends, Every, Rule, Weekday};

#[cfg(test)]
mod tests;
