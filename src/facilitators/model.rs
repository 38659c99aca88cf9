//! Types of facilitators, and the rule of the employer.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::database::Id;
use crate::text_enum;

text_enum! {
    /// A professional mediator, or a peer who passes on what they know.
    FacilitatorKind { Mediator = "mediator", Peer = "peer" }
}

text_enum! {
    /// Where a facilitator stands: candidate → observing → active ⇄ paused → retired.
    FacilitatorStatus {
        Candidate = "candidate",
        Observing = "observing",
        Active = "active",
        Paused = "paused",
        Retired = "retired",
        Suspended = "suspended",
    }
}

/// A facilitator in a list to choose from.
#[derive(Serialize, ToSchema)]
pub struct FacilitatorItem {
    pub id: Id,
    pub name: String,
    pub kind: FacilitatorKind,
    pub organization_name: Option<String>,
}

/// Works for an organization from one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employment {
    pub organization_id: Id,
    pub started_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

impl Employment {
    /// The employment a session of `date` belongs to; `all` sorted by `started_on`.
    pub fn on(all: &[Self], date: NaiveDate) -> Option<&Self> {
        all.iter().rev().find(|employment| employment.started_on <= date).or_else(|| all.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_employer_of_a_date() {
        let (first, second) =
            (Id::from(uuid::Uuid::from_u128(1)), Id::from(uuid::Uuid::from_u128(2)));
        let all = [
            Employment {
                organization_id: first,
                started_on: day("2024-01-01"),
                ended_on: Some(day("2024-06-30")),
            },
            Employment { organization_id: second, started_on: day("2025-01-01"), ended_on: None },
        ];
        let employer = |date| Employment::on(&all, day(date)).map(|e| e.organization_id);
        assert_eq!(employer("2023-05-01"), Some(first), "before the first");
        assert_eq!(employer("2024-03-01"), Some(first));
        assert_eq!(employer("2024-09-01"), Some(first), "in a gap: the one before");
        assert_eq!(employer("2025-01-01"), Some(second));
        assert_eq!(Employment::on(&[], day("2025-01-01")), None);
    }
}
