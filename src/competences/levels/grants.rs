//! Teaching grants: on day one nobody has a verified level, so coordinators lend one for a time.

use chrono::{Months, NaiveDate};

use super::ledger::Ledger;
use super::level::{Level, Reachable};
use crate::platform::database::Id;
use crate::platform::faults::Reason;

/// The longest term of a grant, and the one proposed (domain.md, "Who can teach what").
pub const GRANT_MONTHS: u32 = 6;

/// A coordinator's word that somebody may teach and attest a competence up to a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeachingGrant {
    pub id: Id,
    pub person_id: Id,
    pub competence_id: Id,
    pub up_to: Level,
    pub granted_by: Id,
    pub reason: String,
    pub granted_on: NaiveDate,
    /// The first day without it; taken back early, the day of that.
    pub expires_on: NaiveDate,
}

/// Why a grant is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantRefused {
    Oneself,
    NoReason,
    /// Not from 1 to this one.
    Level(Level),
    /// Not after the first day and by this one.
    Term(NaiveDate),
}

impl GrantRefused {
    /// Code and sentence.
    pub fn reason(self) -> Reason {
        match self {
            Self::Oneself => Reason::fixed(
                "oneself",
                "On ne s’autorise pas soi-même.",
                "Nobody grants themself anything.",
            ),
            Self::NoReason => Reason::REQUIRED,
            Self::Level(max) => Reason::new(
                "out_of_range",
                format!("La valeur doit être comprise entre 1 et {max}."),
                format!("The value must be between 1 and {max}."),
            ),
            Self::Term(latest) => Reason::new(
                "date_out_of_range",
                format!(
                    "Une autorisation dure {GRANT_MONTHS} mois au plus : elle prend fin après son \
                     premier jour, le {} au plus tard.",
                    latest.format("%d/%m/%Y")
                ),
                format!(
                    "A grant lasts {GRANT_MONTHS} months at most: it ends after its first day, by \
                     {latest}."
                ),
            ),
        }
    }
}

impl TeachingGrant {
    /// The end proposed, and the latest one accepted.
    pub fn latest_end(granted_on: NaiveDate) -> NaiveDate {
        granted_on.checked_add_months(Months::new(GRANT_MONTHS)).unwrap_or(NaiveDate::MAX)
    }

    /// The rules of a new grant.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(&self, reachable: &Reachable) -> Result<(), GrantRefused> {
        let max = reachable.on(self.granted_on);
        let latest = Self::latest_end(self.granted_on);
        if self.granted_by == self.person_id {
            Err(GrantRefused::Oneself)
        } else if self.reason.trim().is_empty() {
            Err(GrantRefused::NoReason)
        } else if !self.up_to.proves() || self.up_to > max {
            Err(GrantRefused::Level(max))
        } else if self.expires_on <= self.granted_on || self.expires_on > latest {
            Err(GrantRefused::Term(latest))
        } else {
            Ok(())
        }
    }

    /// Whether it is somebody's, for a competence, on a day.
    pub fn is_for(&self, person_id: Id, competence_id: Id, day: NaiveDate) -> bool {
        self.person_id == person_id
            && self.competence_id == competence_id
            && self.granted_on <= day
            && day < self.expires_on
    }
}

/// The highest level somebody may teach and attest on a day: V, or a grant that goes further.
/// `None` when neither is there.
pub fn teaches_up_to(
    ledger: &Ledger,
    grants: &[TeachingGrant],
    person_id: Id,
    competence_id: Id,
    day: NaiveDate,
) -> Option<Level> {
    let v = ledger.standing(person_id, competence_id, day).v();
    let granted = grants.iter().filter(|grant| grant.is_for(person_id, competence_id, day));
    granted.map(|grant| grant.up_to).max().max(v)
}
