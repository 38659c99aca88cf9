//! One dated proof of a level, and what may enter a ledger.

use chrono::{Months, NaiveDate};

use super::level::{Level, Reachable};
use crate::platform::database::{Id, Moment};
use crate::platform::faults::Reason;
use crate::text_enum;

text_enum! {
    /// Who says so, weakest to strongest.
    EvidenceKind {
        SelfPlaced = "self",
        Peer = "peer",
        PixProfile = "pix_profile",
        PixCertified = "pix_certified",
    }
}

impl EvidenceKind {
    /// Whether it can make V: all but what people say of themselves (rule 6).
    pub const fn verifies(self) -> bool {
        !matches!(self, Self::SelfPlaced)
    }

    /// How long it lasts (domain.md, "Levels"); a certificate has no term of its own.
    pub const fn months(self) -> Option<u32> {
        match self {
            Self::SelfPlaced => Some(12),
            Self::Peer | Self::PixProfile => Some(24),
            Self::PixCertified => None,
        }
    }

    /// The first day without it: the same day of the month, `months` later (the month's last day
    /// when there is none). A certificate expires when it says so, or never.
    pub fn expires_on(
        self,
        observed_on: NaiveDate,
        stated: Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        match self.months() {
            Some(months) => observed_on.checked_add_months(Months::new(months)),
            None => stated,
        }
    }
}

/// A proof as it stands in the ledger; no field of it ever changes (rule 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub id: Id,
    /// Whose level.
    pub person_id: Id,
    pub competence_id: Id,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    pub recorded_at: Moment,
    /// The first day without it; absent when it never expires.
    pub expires_on: Option<NaiveDate>,
    /// The person who says so: the facilitator who attests, or the person themself; absent for Pix.
    pub issuer_id: Option<Id>,
}

/// Of whom, on what, and who says so.
pub(super) type Source = (Id, Id, EvidenceKind, Option<Id>);

/// What is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    pub person_id: Id,
    pub competence_id: Id,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    /// A term that the certificate itself states; the other kinds have theirs.
    pub stated_expiry: Option<NaiveDate>,
    pub issuer_id: Option<Id>,
}

/// Why an observation is no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
    InTheFuture,
    /// The maximum of that day.
    AboveReachable(Level),
    ProvesNothing,
    /// A term by the day it was observed.
    ExpiredFromTheStart,
}

impl NotAdmitted {
    /// Code and sentence.
    pub fn reason(self) -> Reason {
        match self {
            Self::InTheFuture => Reason::fixed(
                "date_out_of_range",
                "Rien ne s’observe dans le futur.",
                "Nothing is observed in the future.",
            ),
            Self::AboveReachable(max) => Reason::new(
                "above_reachable",
                format!("Le niveau {max} est le plus haut du référentiel à cette date."),
                format!("Level {max} is the highest of the framework on that day."),
            ),
            Self::ProvesNothing => Reason::fixed(
                "proves_nothing",
                "Un niveau 0 ne prouve rien.",
                "A level 0 proves nothing.",
            ),
            Self::ExpiredFromTheStart => Reason::fixed(
                "contradiction",
                "La fin de validité ne peut pas précéder la preuve.",
                "It cannot expire before it was observed.",
            ),
        }
    }
}

impl Evidence {
    /// Rules 4 and 5. Who may attest is [`super::attest`]'s to say, before this.
    ///
    /// # Errors
    /// The first rule that the observation breaks.
    pub fn record(
        seen: Observation,
        id: Id,
        now: Moment,
        today: NaiveDate,
        reachable: &Reachable,
    ) -> Result<Self, NotAdmitted> {
        if seen.observed_on > today {
            return Err(NotAdmitted::InTheFuture);
        }
        if seen.level > reachable.on(seen.observed_on) {
            return Err(NotAdmitted::AboveReachable(reachable.on(seen.observed_on)));
        }
        if seen.kind.verifies() && !seen.level.proves() {
            return Err(NotAdmitted::ProvesNothing);
        }
        let expires_on = seen.kind.expires_on(seen.observed_on, seen.stated_expiry);
        if expires_on.is_some_and(|day| day <= seen.observed_on) {
            return Err(NotAdmitted::ExpiredFromTheStart);
        }
        Ok(Self {
            id,
            person_id: seen.person_id,
            competence_id: seen.competence_id,
            kind: seen.kind,
            level: seen.level,
            observed_on: seen.observed_on,
            recorded_at: now,
            expires_on,
            issuer_id: seen.issuer_id,
        })
    }

    /// Whether it was observed by that day and has not expired.
    pub fn is_current(&self, day: NaiveDate) -> bool {
        self.observed_on <= day && self.expires_on.is_none_or(|end| day < end)
    }

    /// Whose newer word replaces this one; none for self-assessments, of which the latest is taken
    /// anyway, and for certificates, each of which stands for itself.
    pub(super) fn source(&self) -> Option<Source> {
        let replaces = matches!(self.kind, EvidenceKind::Peer | EvidenceKind::PixProfile);
        replaces.then_some((self.person_id, self.competence_id, self.kind, self.issuer_id))
    }

    /// Newest last; a tie within a day is settled by when it was recorded, then by id.
    pub(super) fn age(&self) -> (NaiveDate, Moment, Id) {
        (self.observed_on, self.recorded_at, self.id)
    }
}
