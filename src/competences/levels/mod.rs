//! Levels one can trust: a ledger of dated evidence, and what follows from it on a day. Pure.
//!
//! Words: *evidence* is one dated proof of a level (`self`, `peer`, `pix_profile`,
//! `pix_certified`); an *act* disputes, clears, revokes or confirms one and never edits it. For a
//! person and a competence, **V** is the verified level, **D** the declared one, **W** the one to
//! work with. People, competences and evidence are named by id; whoever attests, co-signs or grants
//! is named by *person* id, so that a facilitator and a learner can be seen to be one person.
//!
//! Rules (domain.md, "Levels"):
//!
//! 1. Evidence is never edited; it is superseded by a newer one, disputed or revoked, with author
//!    and reason ([`Ledger::new`], [`Ledger::check_act`]).
//! 2. Who may attest what: [`attest`].
//! 3. No mutual attestation on one competence within 90 days: [`attest`].
//! 4. Levels are 0–8, never above the framework's maximum reachable on that day
//!    ([`Evidence::record`]).
//! 5. A 0 proves nothing: no verifying evidence of level 0 enters a ledger.
//! 6. A self-assessment never raises V ([`Ledger::standing`]).
//!
//! Days: evidence counts from `observed_on` until the day before `expires_on`. "In the last 60
//! days" and "within 90 days" include the 60th and the 90th day.

mod attesting;
mod evidence;
mod grants;
mod ledger;
mod level;
mod progress;
mod refusal;
mod review;
mod standing;
mod trusted;

pub use attesting::{
    Attestation, Ground, Known, MUTUAL_DAYS, Permission, SHARED_SESSION_DAYS, SharedSession, attest,
};
pub use evidence::{Evidence, EvidenceKind, NotAdmitted, Observation};
pub use grants::{GRANT_MONTHS, GrantRefused, TeachingGrant, teaches_up_to};
pub use ledger::{Act, ActKind, ActRefused, Entry, Ledger, State};
pub use level::{Level, Reachable};
pub use progress::{PROGRESS_DAYS, Progress, Trend, progress, progress_of};
pub use refusal::Refusal;
pub use review::{Review, to_review};
pub use standing::{Proof, Standing};
pub use trusted::{TrustedProof, pack, trend, trends, unpack, verified_on};

#[cfg(test)]
mod tests;
