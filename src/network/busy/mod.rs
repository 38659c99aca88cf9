//! Who and what is taken when: the storage's own word on what cannot be at one time.
//!
//! Time is cut into quarters of an hour. A person (who facilitates, with setting up and clearing
//! away; or who has a seat) and a room take each quarter at most once: the key of `busy_quarters`
//! refuses a second row. A pool of devices counts what it lends in each quarter, and a check refuses
//! more than it has. Both hold whatever code writes, in one process or several, on both engines; who
//! loses a race looks again ([`deed`]) and is told what is in the way. Once a workshop is over, its
//! rows go.
//!
//! The way between two places has no quarter of its own: who facilitates is looked at under a lock
//! on the person ([`lock_people`]).

mod queries;

use std::sync::Arc;

use crate::network::time::Span;
use crate::platform::database::{Conn, Db};
use crate::platform::http::{Code, Problem};

pub use queries::{
    forget_devices, lend, lock_people, release, release_all, take, take_back, taken,
};

/// Milliseconds of a quarter of an hour.
const QUARTER: i64 = 900_000;
/// How often a deed that lost a race is done again.
const AGAIN: usize = 4;

/// The quarters of an hour that a span touches, counted from 1970.
pub fn quarters(span: Span) -> std::ops::Range<i32> {
    let first = span.start.millis().div_euclid(QUARTER);
    let last = (span.end.millis() + QUARTER - 1).div_euclid(QUARTER);
    let number = |at: i64| i32::try_from(at).unwrap_or(i32::MAX);
    number(first)..number(last)
}

/// Does a deed in one transaction, and again when another one was faster: the second look sees
/// what the other has taken.
///
/// # Errors
/// Those of the deed.
pub async fn deed<T: Send + 'static>(
    db: &Db,
    work: impl Fn(&mut Conn) -> Result<T, Problem> + Send + Sync + 'static,
) -> Result<T, Problem> {
    let work = Arc::new(work);
    let mut left = AGAIN;
    loop {
        let once = Arc::clone(&work);
        let done = db.write(move |conn| once(conn)).await;
        let lost = |problem: &Problem| {
            matches!(problem.code(), Code::AlreadyExists | Code::StaleVersion | Code::Unavailable)
        };
        if left == 0 || !done.as_ref().is_err_and(lost) {
            return done;
        }
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::span;

    #[test]
    fn quarters_of_a_span() {
        let of = |from, to| quarters(span(from, to)).len();
        assert_eq!(of("2026-11-20 14:00", "2026-11-20 16:00"), 8);
        assert_eq!(of("2026-11-20 14:00", "2026-11-20 14:15"), 1);
        assert_eq!(of("2026-10-25 01:30", "2026-10-25 03:30"), 12, "an hour comes twice");
        assert_eq!(of("2026-03-29 01:30", "2026-03-29 03:30"), 4, "an hour is skipped");
        let (first, second) = (
            quarters(span("2026-11-20 14:00", "2026-11-20 15:00")),
            quarters(span("2026-11-20 15:00", "2026-11-20 16:00")),
        );
        assert_eq!(first.end, second.start, "touching is not overlapping");
    }
}
