//! The ledger: evidence, and the acts that say what became of it.
//!
//! What an act changes is what is *known*, on every day: a revoked proof never was one, a disputed
//! one counts on no day until the dispute is cleared.
//!
//! Supersession needs no act: a newer proof from the same source (one facilitator on one learner's
//! competence; Pix profiles) supersedes the older one from the day it was observed, and names the
//! author and the reason. If the newer one is revoked, the older one counts again; if it is only
//! disputed, it does not.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::evidence::{Evidence, EvidenceKind, Observation};
use crate::platform::database::{Id, Moment};
use crate::platform::faults::Reason;
use crate::text_enum;

text_enum! {
    /// What one can do to evidence, other than edit it (rule 1). `clear` ends a dispute in its
    /// favour; `confirm` says that a flagged attestation was reviewed and stays.
    ActKind {
        Dispute = "dispute",
        Clear = "clear",
        Revoke = "revoke",
        Confirm = "confirm",
    }
}

text_enum! {
    /// What became of a proof. Of several, the last of this list shows.
    State {
        Active = "active",
        Superseded = "superseded",
        Disputed = "disputed",
        Revoked = "revoked",
    }
}

/// What somebody did to a proof; like the proof, it is never edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    pub evidence_id: Id,
    pub kind: ActKind,
    /// A person.
    pub author_id: Id,
    /// Never blank.
    pub reason: String,
    pub at: Moment,
}

/// Why an act is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActRefused {
    UnknownEvidence,
    NoReason,
    /// For good.
    Revoked,
    AlreadyDisputed,
    NotDisputed,
}

impl ActRefused {
    /// Code and sentence.
    pub const fn reason(self) -> Reason {
        match self {
            Self::UnknownEvidence => Reason::fixed(
                "unknown_value",
                "Cette preuve n’existe pas.",
                "There is no such evidence.",
            ),
            Self::NoReason => Reason::REQUIRED,
            Self::Revoked => Reason::fixed(
                "already_revoked",
                "Cette preuve est révoquée, définitivement.",
                "This evidence is revoked, for good.",
            ),
            Self::AlreadyDisputed => Reason::fixed(
                "already_disputed",
                "Cette preuve est déjà contestée.",
                "This evidence is already disputed.",
            ),
            Self::NotDisputed => Reason::fixed(
                "not_disputed",
                "Cette preuve n’est pas contestée.",
                "This evidence is not disputed.",
            ),
        }
    }
}

/// A proof with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub evidence: Evidence,
    pub is_disputed: bool,
    pub revoked_at: Option<Moment>,
    /// When a flagged attestation was last said to stay.
    pub confirmed_at: Option<Moment>,
    /// The next proof from the same source that was not revoked, and its day.
    pub superseded_by: Option<(Id, NaiveDate)>,
}

impl Entry {
    /// The word to show for it.
    pub fn state(&self) -> State {
        if self.revoked_at.is_some() {
            State::Revoked
        } else if self.is_disputed {
            State::Disputed
        } else if self.superseded_by.is_some() {
            State::Superseded
        } else {
            State::Active
        }
    }

    /// Whether it may be believed: neither revoked nor disputed.
    pub fn is_trusted(&self) -> bool {
        self.revoked_at.is_none() && !self.is_disputed
    }

    /// Whether V or D may rest on it that day.
    pub fn counts(&self, day: NaiveDate) -> bool {
        self.is_trusted() && self.evidence.is_current(day) && !self.is_superseded(day)
    }

    /// Whether a newer proof from the same source had taken its place by that day.
    pub fn is_superseded(&self, day: NaiveDate) -> bool {
        self.superseded_by.is_some_and(|(_, from)| from <= day)
    }

    fn allows(&self, act: &Act) -> Result<(), ActRefused> {
        if act.reason.trim().is_empty() {
            return Err(ActRefused::NoReason);
        }
        if self.revoked_at.is_some() {
            return Err(ActRefused::Revoked);
        }
        match act.kind {
            ActKind::Dispute if self.is_disputed => Err(ActRefused::AlreadyDisputed),
            ActKind::Clear if !self.is_disputed => Err(ActRefused::NotDisputed),
            _ => Ok(()),
        }
    }

    fn apply(&mut self, act: &Act) {
        match act.kind {
            ActKind::Dispute => self.is_disputed = true,
            ActKind::Clear => self.is_disputed = false,
            ActKind::Revoke => self.revoked_at = Some(act.at),
            ActKind::Confirm => self.confirmed_at = Some(act.at),
        }
    }
}

/// The evidence of one or several people.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Oldest first.
    entries: Vec<Entry>,
}

impl Ledger {
    /// Evidence and acts as they were kept, in any order; an act that [`Ledger::check_act`] would
    /// have refused has no effect. All that one source said of somebody belongs in one ledger.
    pub fn new(mut evidence: Vec<Evidence>, mut acts: Vec<Act>) -> Self {
        evidence.sort_by_key(Evidence::age);
        acts.sort_by_key(|act| act.at);
        let fresh = |evidence| Entry {
            evidence,
            is_disputed: false,
            revoked_at: None,
            confirmed_at: None,
            superseded_by: None,
        };
        let mut entries: Vec<Entry> = evidence.into_iter().map(fresh).collect();
        let places: HashMap<Id, usize> =
            entries.iter().enumerate().map(|(at, entry)| (entry.evidence.id, at)).collect();
        for act in acts {
            if let Some(entry) = places.get(&act.evidence_id).map(|at| &mut entries[*at])
                && entry.allows(&act).is_ok()
            {
                entry.apply(&act);
            }
        }
        supersede(&mut entries);
        Self { entries }
    }

    /// Oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// A part of it to be asked about often: the evidence on some people and competences, whole.
    pub fn part(&self, is_of: impl Fn(Id, Id) -> bool) -> Self {
        let theirs = |entry: &&Entry| is_of(entry.evidence.person_id, entry.evidence.competence_id);
        Self { entries: self.entries.iter().filter(theirs).cloned().collect() }
    }

    pub fn find(&self, id: Id) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.evidence.id == id)
    }

    /// Whether an act may be added to what was done so far. Who may do it is the policy's to say.
    ///
    /// # Errors
    /// Why not.
    pub fn check_act(&self, act: &Act) -> Result<(), ActRefused> {
        self.find(act.evidence_id).ok_or(ActRefused::UnknownEvidence)?.allows(act)
    }

    /// The proof that says the same already, whatever became of it: recording it again would write
    /// nothing new. Of Pix, one proof a day and competence.
    pub fn holds(&self, seen: &Observation) -> Option<&Entry> {
        let is_pix = matches!(seen.kind, EvidenceKind::PixProfile | EvidenceKind::PixCertified);
        self.entries.iter().find(|Entry { evidence, .. }| {
            evidence.person_id == seen.person_id
                && evidence.competence_id == seen.competence_id
                && evidence.kind == seen.kind
                && evidence.observed_on == seen.observed_on
                && evidence.issuer_id == seen.issuer_id
                && (is_pix || evidence.level == seen.level)
        })
    }
}

/// Says of each entry, oldest first, which later one took its place.
fn supersede(entries: &mut [Entry]) {
    let mut standing = HashMap::new();
    for entry in entries.iter_mut().rev() {
        let Some(source) = entry.evidence.source() else { continue };
        entry.superseded_by = standing.get(&source).copied();
        if entry.revoked_at.is_none() {
            standing.insert(source, (entry.evidence.id, entry.evidence.observed_on));
        }
    }
}
