//! What the ledger says of a person on a day: V, D and W, always with who, what and when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::evidence::{Evidence, EvidenceKind};
use super::ledger::{Entry, Ledger};
use super::level::Level;
use crate::platform::database::Id;

/// The evidence that a level rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    pub evidence_id: Id,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    /// By whom; absent for Pix.
    pub issuer_id: Option<Id>,
    /// The first day without it; absent when it never expires.
    pub expires_on: Option<NaiveDate>,
}

impl From<&Evidence> for Proof {
    fn from(evidence: &Evidence) -> Self {
        Self {
            evidence_id: evidence.id,
            kind: evidence.kind,
            level: evidence.level,
            observed_on: evidence.observed_on,
            issuer_id: evidence.issuer_id,
            expires_on: evidence.expires_on,
        }
    }
}

/// One person's levels of one competence on a day; nothing means unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// V.
    pub verified: Option<Proof>,
    /// D.
    pub declared: Option<Proof>,
}

impl Standing {
    /// V: the highest level among evidence that counts, of the three verifying kinds.
    pub fn v(&self) -> Option<Level> {
        self.verified.map(|proof| proof.level)
    }

    /// D: the latest self-assessment that counts.
    pub fn d(&self) -> Option<Level> {
        self.declared.map(|proof| proof.level)
    }

    /// W: V if known, else D; its proof says which.
    pub fn working(&self) -> Option<Proof> {
        self.verified.or(self.declared)
    }

    /// The level of W.
    pub fn w(&self) -> Option<Level> {
        self.working().map(|proof| proof.level)
    }

    /// What the entries of one person and competence, oldest first, say on a day.
    pub(super) fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>, day: NaiveDate) -> Self {
        let mut standing = Self::default();
        for entry in entries.into_iter().filter(|entry| entry.counts(day)) {
            standing.take(&entry.evidence);
        }
        standing
    }

    /// Takes one more piece of evidence that counts.
    fn take(&mut self, evidence: &Evidence) {
        let proof = Proof::from(evidence);
        if !evidence.kind.verifies() {
            // Entries come oldest first.
            self.declared = Some(proof);
        } else if evidence.level.proves()
            && self.verified.is_none_or(|best| is_better(&proof, &best))
        {
            self.verified = Some(proof);
        }
    }
}

/// Of two proofs of one level, the stronger kind is named, then the one that lasts longer, then
/// the newer.
fn is_better(proof: &Proof, best: &Proof) -> bool {
    let lasts = |proof: &Proof| proof.expires_on.unwrap_or(NaiveDate::MAX);
    let rank = |proof: &Proof| (proof.level, proof.kind, lasts(proof), proof.observed_on);
    rank(proof) >= rank(best)
}

impl Ledger {
    /// One person's levels of one competence on a day.
    pub fn standing(&self, person_id: Id, competence_id: Id, day: NaiveDate) -> Standing {
        let theirs = self.entries().iter().filter(|Entry { evidence, .. }| {
            evidence.person_id == person_id && evidence.competence_id == competence_id
        });
        Standing::of(theirs, day)
    }

    /// [`Ledger::standing`] as if the evidence that `is_out` names had never been recorded.
    pub fn standing_without(
        &self,
        person_id: Id,
        competence_id: Id,
        day: NaiveDate,
        is_out: impl Fn(&Evidence) -> bool,
    ) -> Standing {
        let theirs: Vec<&Entry> = self
            .entries()
            .iter()
            .filter(|entry| {
                entry.evidence.person_id == person_id
                    && entry.evidence.competence_id == competence_id
            })
            .collect();
        let out: Vec<Id> =
            theirs.iter().map(|e| &e.evidence).filter(|e| is_out(e)).map(|e| e.id).collect();
        let mut standing = Standing::default();
        for entry in theirs.into_iter().filter(|entry| !out.contains(&entry.evidence.id)) {
            // What is out comes last of its source, so nothing else stands in an entry's place.
            let stands = entry.superseded_by.is_some_and(|(by, _)| out.contains(&by));
            let is_current = entry.is_trusted() && entry.evidence.is_current(day);
            if is_current && (stands || !entry.is_superseded(day)) {
                standing.take(&entry.evidence);
            }
        }
        standing
    }

    /// The levels of all people of the ledger on a day, by person and competence; who has no
    /// evidence that counts is left out.
    pub fn standings(&self, day: NaiveDate) -> BTreeMap<(Id, Id), Standing> {
        let mut standings: BTreeMap<(Id, Id), Standing> = BTreeMap::new();
        for Entry { evidence, .. } in self.entries().iter().filter(|entry| entry.counts(day)) {
            let of = (evidence.person_id, evidence.competence_id);
            standings.entry(of).or_default().take(evidence);
        }
        standings
    }
}
