//! The ledger as it is kept: evidence, acts on it, what a person sees of their own, and what
//! others may look at.
//!
//! Rules, beside those of [`super::levels`]:
//! - own levels are for the person; a facilitator sees those of the learners of their own sessions
//!   of the last 30 days, on these sessions' competences; a coordinator those of the team's
//!   present members; nobody else sees a level with a name. Every such look is in the audit log;
//! - who may do what to evidence: the person disputes what others say of them and takes back what
//!   they said themself; the attester takes back an attestation; a coordinator of the attester's
//!   team clears a dispute, confirms or revokes; evidence of a Pix file is cleared and revoked by an
//!   administrator, or by the coordinator who imported it;
//! - once a proof is revoked, badges that no longer stand on a verified level are revoked too.

mod actions;
mod document;
mod looks;
mod model;
mod queries;
pub(in crate::competences) mod routes;
mod told;
mod views;

pub use actions::{Whose, evidence_views, own_levels, refused, unite};
pub use looks::look;
pub use model::{ActRow, EvidenceRow, GrantRow};
pub use queries::{
    acts_on, attested_by, find, find_same, grant_rows_of, grants_of, insert, ledger_of, lock,
    names_of, packed_of, recount, stamp,
};
pub use told::{Asked, Told, told_about};
pub use views::{CompetenceLevel, EvidenceView, GrantView, PlacedView, ProofView, proof_view};
