//! Types and rules of a team's members.

use chrono::{Datelike, Duration, Months, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use crate::facilitators::FacilitatorKind;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::{Code, Named, Problem, Said};
use crate::platform::text::normalise;
use crate::teams::model::{Ending, Membership};
use crate::text_enum;

text_enum! {
    /// Where a member stands: present and recorded something in the last two months (`active`) or
    /// not (`inactive`), or no longer there.
    MemberState { Active = "active", Inactive = "inactive", Past = "past" }
}

text_enum! {
    /// Which members a list is about; `present` are the active and the inactive ones.
    MembersShown {
        Present = "present",
        Active = "active",
        Inactive = "inactive",
        Past = "past",
    }
}

impl MembersShown {
    /// Whether a member who stands there belongs to the list.
    pub fn holds(self, state: MemberState) -> bool {
        match self {
            Self::Present => state != MemberState::Past,
            Self::Active => state == MemberState::Active,
            Self::Inactive => state == MemberState::Inactive,
            Self::Past => state == MemberState::Past,
        }
    }
}

text_enum! {
    /// What members are sorted by: names from A to Z, days from the latest, figures from the largest.
    MemberSort {
        Name = "name",
        JoinedOn = "joined_on",
        LastSessionOn = "last_session_on",
        Sessions = "sessions",
        Participations = "participations",
    }
}

/// The days that figures are about, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Period {
    /// Absent days: the twelve months that end today, as in the statistics.
    ///
    /// # Errors
    /// 400 `invalid_period` when it ends before it starts or lasts over ten years.
    pub fn read(from: Option<Day>, to: Option<Day>, today: NaiveDate) -> Result<Self, Problem> {
        let to = to.map_or(today, |day| day.0);
        let a_year = to.checked_sub_months(Months::new(12)).unwrap_or(to) + Duration::days(1);
        let from = from.map_or(a_year, |day| day.0);
        let ten_years = from.checked_add_months(Months::new(120)).unwrap_or(from);
        if from > to || to >= ten_years {
            return Err(Problem::new(Code::InvalidPeriod).saying(Said::new(
                "Le début doit précéder la fin, et la période durer dix ans au plus.",
                "The start must precede the end, and the period last ten years at most.",
            )));
        }
        Ok(Self { from, to })
    }

    /// Every month it touches, as `YYYY-MM`.
    pub fn months(self) -> Vec<String> {
        let mut months = Vec::new();
        let mut first = self.from.with_day(1).unwrap_or(self.from);
        while first <= self.to {
            months.push(month_of(first));
            let Some(next) = first.checked_add_months(Months::new(1)) else { break };
            first = next;
        }
        months
    }
}

/// The month of a day, as `YYYY-MM`.
pub fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// The first day that still makes a member active: two calendar months ago.
pub fn active_since(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(2)).unwrap_or(today)
}

/// A person of a team with all their stays, oldest first.
#[derive(Clone, Debug)]
pub struct Member {
    pub facilitator_id: Id,
    pub account_id: Id,
    pub kind: FacilitatorKind,
    pub first_name: String,
    pub last_name: String,
    pub stays: Vec<Membership>,
}

impl Member {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    pub fn last_stay(&self) -> Option<&Membership> {
        self.stays.last()
    }

    pub fn is_present(&self, today: NaiveDate) -> bool {
        self.last_stay().is_some_and(|stay| stay.is_present(today))
    }

    /// Whether lists show this person: not one who was removed.
    pub fn is_listed(&self) -> bool {
        self.last_stay().is_some_and(|stay| stay.ending != Some(Ending::Removed))
    }

    /// The day as of which the person is described: today, or the day they left.
    pub fn seen_on(&self, today: NaiveDate) -> NaiveDate {
        self.last_stay().and_then(|stay| stay.left_on).map_or(today, |left| left.min(today))
    }
}

/// What a member did in a period, between joining and leaving.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub sessions: i64,
    pub participations: i64,
}

/// A member in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MemberItem {
    pub facilitator_id: Id,
    #[schema(example = "Inès Carpentier")]
    pub name: String,
    pub kind: FacilitatorKind,
    /// The employer, of today or of the day of leaving.
    #[schema(example = "Centre social Les Acacias")]
    pub organization_name: Option<String>,
    pub state: MemberState,
    /// Of the last stay.
    pub joined_on: NaiveDate,
    /// The last day that counts.
    pub left_on: Option<NaiveDate>,
    /// The last session held while in the team, whenever that was.
    pub last_session_on: Option<NaiveDate>,
    /// Sessions held in the period while in the team.
    #[schema(example = 84)]
    pub sessions: i64,
    /// People helped in them.
    #[schema(example = 212)]
    pub participations: i64,
}

impl MemberItem {
    /// A text per part whose order is that of the list; the last part is the id.
    pub fn key(&self, sort: MemberSort) -> [String; 3] {
        let most_first = |value: i64| format!("{:020}", i64::MAX - value);
        let latest_first = |day: Option<NaiveDate>| {
            most_first(day.map_or(0, |day| i64::from(day.num_days_from_ce())))
        };
        let first = match sort {
            MemberSort::Name => String::new(),
            MemberSort::JoinedOn => latest_first(Some(self.joined_on)),
            MemberSort::LastSessionOn => latest_first(self.last_session_on),
            MemberSort::Sessions => most_first(self.sessions),
            MemberSort::Participations => most_first(self.participations),
        };
        [first, normalise(&self.name), self.facilitator_id.to_string()]
    }
}

/// From when to when, both days included.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberStay {
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    /// How it ended; absent while it lasts.
    pub ending: Option<Ending>,
}

/// How to reach a present member.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberContact {
    #[schema(example = "ines.carpentier@exemple.fr")]
    pub email: String,
    #[schema(example = "+33639980000")]
    pub phone: Option<String>,
}

/// An employer, from one day to another.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberEmployment {
    pub organization: Named,
    pub started_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

/// A place where a present member works.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberPlace {
    pub id: Id,
    pub name: String,
    #[schema(example = "Nantes")]
    pub commune_name: String,
}

/// What a member did in a month of the period.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MemberMonth {
    #[schema(example = "2026-11")]
    pub month: String,
    pub sessions: i64,
    pub participations: i64,
}

/// The sheet of a member, as coordinators and administrators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberSheet {
    pub team: Named,
    pub facilitator_id: Id,
    pub name: String,
    pub kind: FacilitatorKind,
    pub state: MemberState,
    /// Oldest first.
    pub stays: Vec<MemberStay>,
    /// Absent for a past member.
    pub contact: Option<MemberContact>,
    /// Those known by the day of leaving, newest first.
    pub employments: Vec<MemberEmployment>,
    /// Of a present member.
    pub places: Vec<MemberPlace>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub last_session_on: Option<NaiveDate>,
    pub sessions: i64,
    pub participations: i64,
    /// Every month of the period, those without a session too.
    pub months: Vec<MemberMonth>,
}

/// A team of one's own, as a member sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnTeam {
    pub id: Id,
    #[schema(example = "Équipe du littoral")]
    pub name: String,
    pub coordinator_name: String,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    /// Whether one is in it now, and may leave it.
    pub is_present: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_touches_its_first_and_last_month() {
        let period = Period { from: day("2025-11-30"), to: day("2026-02-01") };
        assert_eq!(period.months(), ["2025-11", "2025-12", "2026-01", "2026-02"]);
        let a_year = Period::read(None, None, day("2026-11-12")).unwrap();
        assert_eq!(a_year, Period { from: day("2025-11-13"), to: day("2026-11-12") });
        let reversed = Period::read(Some(Day(day("2026-11-13"))), None, day("2026-11-12"));
        assert_eq!(reversed.unwrap_err().code(), Code::InvalidPeriod);
        let long = Period::read(Some(Day(day("2016-11-12"))), None, day("2026-11-12"));
        assert_eq!(long.unwrap_err().code(), Code::InvalidPeriod);
    }

    #[test]
    fn two_months_are_of_the_calendar() {
        assert_eq!(active_since(day("2026-11-12")), day("2026-09-12"));
        assert_eq!(active_since(day("2026-04-30")), day("2026-02-28"));
    }

    #[test]
    fn lists_are_sorted_by_their_keys() {
        let item = |name: &str, sessions: i64, last: Option<&str>| MemberItem {
            facilitator_id: Id::from(uuid::Uuid::from_u128(1)),
            name: name.to_owned(),
            kind: FacilitatorKind::Peer,
            organization_name: None,
            state: MemberState::Active,
            joined_on: day("2026-01-01"),
            left_on: None,
            last_session_on: last.map(day),
            sessions,
            participations: 0,
        };
        let items = [
            item("Zoé", 12, None),
            item("Élise", 9, Some("2026-03-01")),
            item("Fanny", 12, Some("2026-04-01")),
        ];
        let sorted = |sort: MemberSort| {
            let mut items = items.to_vec();
            items.sort_by_key(|item| item.key(sort));
            items.into_iter().map(|item| item.name).collect::<Vec<_>>()
        };
        assert_eq!(sorted(MemberSort::Name), ["Élise", "Fanny", "Zoé"]);
        assert_eq!(sorted(MemberSort::Sessions), ["Fanny", "Zoé", "Élise"]);
        assert_eq!(sorted(MemberSort::LastSessionOn), ["Fanny", "Élise", "Zoé"]);
    }
}
