//! Types and rules of teams.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::facilitators::FacilitatorKind;
use crate::platform::database::schema::{team_memberships, teams};
use crate::platform::database::{Id, Moment};
use crate::platform::day::Day;
use crate::platform::http::{Checked, Faults, Stored, Versioned};
use crate::platform::secrets;
use crate::text_enum;

text_enum! {
    /// How a stay in a team ended. All three keep the dates and the figures until that day; who was
    /// `removed` is no longer listed, who `left` or was `archived` stands among the past members.
    Ending { Left = "left", Archived = "archived", Removed = "removed" }
}

/// A team as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = teams)]
pub struct Team {
    pub id: Id,
    pub version: i32,
    /// Of the body that created the record.
    pub digest: String,
    pub name: String,
    pub coordinator_account_id: Id,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Stored for Team {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A team to create or change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamInput {
    /// 1–250 characters.
    #[schema(example = "Équipe du littoral")]
    pub name: String,
    /// An account with the coordinator's hat.
    pub coordinator_account_id: Id,
}

impl Checked for TeamInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/name", &self.name, 250);
    }
}

impl Team {
    /// A new record.
    pub fn new(input: &TeamInput, id: Id, now: Moment) -> Self {
        Self {
            id,
            version: 1,
            digest: secrets::digest(input),
            name: input.name.trim().to_owned(),
            coordinator_account_id: input.coordinator_account_id,
            created_at: now,
            updated_at: now,
        }
    }

    /// The next version of the record, as `input` describes it.
    pub fn corrected(self, input: &TeamInput, now: Moment) -> Self {
        Self {
            version: self.version + 1,
            name: input.name.trim().to_owned(),
            coordinator_account_id: input.coordinator_account_id,
            updated_at: now,
            ..self
        }
    }
}

/// From when to when somebody belongs to a team.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberInput {
    pub joined_on: Day,
    /// The day of leaving: the coordinator's access ends, the sessions of that day still count.
    pub left_on: Option<Day>,
}

impl Checked for MemberInput {
    fn check(&self, faults: &mut Faults) {
        if self.left_on.is_some_and(|left| left < self.joined_on) {
            faults.contradiction(
                "/left_on",
                "Le départ ne peut pas précéder l’arrivée.",
                "Nobody leaves before joining.",
            );
        }
    }
}

/// A stay in a team, as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = team_memberships)]
pub struct Membership {
    pub id: Id,
    pub team_id: Id,
    pub facilitator_id: Id,
    pub joined_on: NaiveDate,
    /// The last day that counts; on it the coordinator's access has already ended.
    pub left_on: Option<NaiveDate>,
    /// Absent while the stay lasts; an ended one without it is as `archived`.
    pub ending: Option<Ending>,
}

impl Membership {
    /// Whether it lasts on `today`, or is yet to begin.
    pub fn is_present(&self, today: NaiveDate) -> bool {
        self.left_on.is_none_or(|left| left > today)
    }
}

/// What joining today comes down to, seen beside the stays so far.
#[derive(Debug, PartialEq, Eq)]
pub enum Joining {
    /// A first stay, or a return.
    New,
    /// Back on the very day of leaving: the last stay goes on, as both would count that day.
    GoesOn(Id),
    /// A member already.
    Already,
}

impl Joining {
    /// `stays` are those so far, oldest first.
    pub fn of(stays: &[Membership], today: NaiveDate) -> Self {
        match stays.last() {
            None => Self::New,
            Some(last) if last.is_present(today) => Self::Already,
            Some(last) if last.left_on == Some(today) => Self::GoesOn(last.id),
            Some(_) => Self::New,
        }
    }
}

/// What new dates of a member mean, seen beside the stays so far.
#[derive(Debug, PartialEq, Eq)]
pub enum Stay {
    /// A first stay, or a return after the last one ended.
    New,
    /// Other dates for the last stay.
    Corrects(Id),
    /// They overlap a stay before the last one.
    Overlaps,
}

impl Stay {
    /// Reads new dates; `stays` are those so far, oldest first.
    pub fn of(stays: &[Membership], input: MemberInput) -> Self {
        let Some((last, earlier)) = stays.split_last() else { return Self::New };
        let joined = input.joined_on.0;
        if last.left_on.is_some_and(|left| left < joined) {
            return Self::New;
        }
        match earlier.iter().all(|stay| stay.left_on.is_some_and(|left| left < joined)) {
            true => Self::Corrects(last.id),
            false => Self::Overlaps,
        }
    }
}

/// A member of a team, present or past.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberView {
    pub facilitator_id: Id,
    #[schema(example = "Inès Carpentier")]
    pub name: String,
    pub kind: FacilitatorKind,
    pub joined_on: NaiveDate,
    /// The last day that counts.
    pub left_on: Option<NaiveDate>,
}

/// A team as administrators and its coordinator see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamView {
    pub id: Id,
    pub version: i32,
    pub name: String,
    pub coordinator_account_id: Id,
    pub coordinator_name: String,
    /// Present and past, by name; absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<MemberView>>,
}

impl Versioned for TeamView {
    fn version(&self) -> i32 {
        self.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Id {
        Id::from(uuid::Uuid::from_u128(n))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stay(n: u128, joined: &str, left: Option<&str>) -> Membership {
        Membership {
            id: id(n),
            team_id: id(100),
            facilitator_id: id(200),
            joined_on: day(joined),
            left_on: left.map(day),
            ending: None,
        }
    }

    #[test]
    fn joining_never_makes_two_stays_of_one_day() {
        let today = day("2026-06-01");
        let read = |stays: &[Membership]| Joining::of(stays, today);
        assert_eq!(read(&[]), Joining::New);
        assert_eq!(read(&[stay(1, "2025-01-01", None)]), Joining::Already);
        assert_eq!(read(&[stay(1, "2026-07-01", None)]), Joining::Already, "expected in July");
        assert_eq!(read(&[stay(1, "2025-01-01", Some("2026-06-30"))]), Joining::Already);
        assert_eq!(read(&[stay(1, "2025-01-01", Some("2026-06-01"))]), Joining::GoesOn(id(1)));
        assert_eq!(read(&[stay(1, "2025-01-01", Some("2026-05-31"))]), Joining::New);
    }

    #[test]
    fn a_return_is_a_new_stay() {
        let read = |stays: &[Membership], joined: &str| {
            Stay::of(stays, MemberInput { joined_on: Day(day(joined)), left_on: None })
        };
        assert_eq!(read(&[], "2026-01-01"), Stay::New);
        let open = [stay(1, "2025-01-01", None)];
        assert_eq!(read(&open, "2026-01-01"), Stay::Corrects(id(1)));
        let ended = [stay(1, "2025-01-01", Some("2025-06-01"))];
        assert_eq!(read(&ended, "2025-06-02"), Stay::New);
        assert_eq!(read(&ended, "2025-03-01"), Stay::Corrects(id(1)));
        let two = [stay(1, "2025-01-01", Some("2025-06-01")), stay(2, "2026-01-01", None)];
        assert_eq!(read(&two, "2025-09-01"), Stay::Corrects(id(2)));
        assert_eq!(read(&two, "2025-03-01"), Stay::Overlaps);
        assert_eq!(read(&two, "2025-06-01"), Stay::Overlaps, "the day of leaving still counts");
    }
}
