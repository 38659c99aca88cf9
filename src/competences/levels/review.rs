//! What a facilitator attested, to be looked at again once one of their own proofs is revoked.
//!
//! Nothing is taken back by itself: a coordinator confirms or revokes each. The flags are not
//! kept, they follow from the ledger, so they can neither be forgotten nor go stale.

use chrono::NaiveDate;

use super::evidence::EvidenceKind;
use super::grants::{TeachingGrant, teaches_up_to};
use super::ledger::{Entry, Ledger, State};
use crate::platform::database::Id;

/// An attestation to look at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    pub evidence_id: Id,
    /// The attester's own proof that was revoked, the latest if several.
    pub revoked_id: Id,
    /// Whether the attester's other proofs, or a grant, still covered the level on that day.
    pub is_covered: bool,
}

/// The attestations of a facilitator that need a second look on a day: still current, said while
/// a proof of their own on that competence counted which was revoked since, and not confirmed
/// after that. `own` holds the facilitator's evidence, `said` what they attested.
pub fn to_review(
    attester_id: Id,
    own: &Ledger,
    said: &Ledger,
    grants: &[TeachingGrant],
    day: NaiveDate,
) -> Vec<Review> {
    let attested = said.entries().iter().filter(|entry| {
        entry.evidence.kind == EvidenceKind::Peer
            && entry.evidence.issuer_id == Some(attester_id)
            && entry.evidence.is_current(day)
            && matches!(entry.state(), State::Active | State::Disputed)
    });
    let flagged = attested.filter_map(|entry| {
        let lost = own.entries().iter().filter(|proof| is_lost(proof, entry, attester_id));
        let lost = lost.max_by_key(|proof| proof.revoked_at)?;
        let evidence = &entry.evidence;
        let (competence, on) = (evidence.competence_id, evidence.observed_on);
        let cap = teaches_up_to(own, grants, attester_id, competence, on);
        Some(Review {
            evidence_id: evidence.id,
            revoked_id: lost.evidence.id,
            is_covered: cap >= Some(evidence.level),
        })
    });
    flagged.collect()
}

/// Whether a proof of the attester was there to lean on when they attested, and has gone since.
fn is_lost(proof: &Entry, attested: &Entry, attester_id: Id) -> bool {
    let (leant, said) = (&proof.evidence, &attested.evidence);
    let Some(revoked_at) = proof.revoked_at else { return false };
    leant.person_id == attester_id
        && leant.competence_id == said.competence_id
        && leant.kind.verifies()
        && leant.is_current(said.observed_on)
        && !proof.is_superseded(said.observed_on)
        && said.recorded_at < revoked_at
        && attested.confirmed_at.is_none_or(|at| at < revoked_at)
}
