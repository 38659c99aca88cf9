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
//! | file | what |
//! |---|---|
//! | `rule`, `dates`, `planning`, `refusal` | the rules, pure |
//! | `input`, `words` | a series as people write it, and in one sentence |
//! | `actions` | look ahead, plan, publish, read |
//! | `changes` | another course, and the end |
//!
//! A series is whose plans it is: its author's, and who coordinates them. Its sessions are planned
//! workshops like others, written by [`crate::network::workshops::Sessions`]; they are planned as
//! drafts, all or none. The zone is the network's, as for a workshop alone.
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
//!   enrolments; who has none is cancelled. One that is detached keeps all but its series.
//! - A change begins after the sessions that stay, so that no day has two. A session that has begun
//!   is past changing, whatever its state.
//! - New sessions of a changed series are drafts, also when the others are published; who
//!   facilitates the session from which it changes is asked for them.
//! - Publishing publishes each draft that can be, and names the others.

mod actions;
mod changes;
mod dates;
mod input;
mod model;
mod planning;
mod queries;
mod refusal;
pub(super) mod routes;
mod rule;
mod views;
mod words;

pub use actions::{publish, put, read};
pub use dates::{Dates, MOST_DAYS, Occurrence, Series, Skipped, Why};
pub use input::{Frequency, RuleInput, SeriesInput};
pub use planning::{Existing, Plan, Scope, replan};
pub use refusal::SeriesRefused;
pub use rule::{Ends, Every, Rule, Weekday};

#[cfg(test)]
mod tests;
