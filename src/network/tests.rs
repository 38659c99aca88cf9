//! What the tests of the network share: numbers as ids, and instants of the wall clock in Paris.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Paris;
use uuid::Uuid;

use super::time::{Span, instant};
use crate::platform::database::{Id, Moment};

pub fn id(number: u32) -> Id {
    Id::from(Uuid::from_u128(u128::from(number)))
}

pub fn number(id: Id) -> u32 {
    Uuid::from(id).as_u128() as u32
}

/// `2026-11-20`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `2026-11-20 14:00`.
pub fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// The instant at which clocks in Paris show `2026-11-20 14:00`.
pub fn paris(text: &str) -> Moment {
    instant(Paris, wall(text))
}

pub fn span(from: &str, to: &str) -> Span {
    Span::new(paris(from), paris(to)).unwrap()
}
