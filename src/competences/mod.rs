//! Competences: the ladder of levels, the proofs that carry it, and who may look at them.
//!
//! Words: glossary of domain.md (*competence*, *level*, *evidence*); V, D and W in [`levels`].
//! The rules are pure ([`levels`], [`pix`]); the other folders keep, ask and show:
//!
//! | folder | what |
//! |---|---|
//! | `framework` | the competences of Pix, versioned, and the network's own |
//! | `ledger` | evidence and acts as they are kept; one's own levels |
//! | `placement` | statements, answers, the declared level |
//! | `attestations` | attesting after a session, co-signatures |
//! | `grants` | coordinators' word for a time |
//! | `imports` | levels from Pix files |
//! | `taught` | what somebody taught others, counted from sessions held |
//! | `badges` | what a badge is, signed and verified; pure |
//! | `awards` | badges as people ask for them |
//! | `statement` | one's levels as a PDF |
//! | `teaching` | what people may teach, from packed proofs |
//! | `coverage` | what a team can teach, what needs a second look |
//!
//! Levels of many people are counted from `person_levels`, a few bytes a proof, derived from the
//! ledger in the same transaction ([`levels::TrustedProof`]).

mod attestations;
mod awards;
pub mod badges;
mod coverage;
mod framework;
mod grants;
mod imports;
mod ledger;
pub mod levels;
pub mod pix;
mod placement;
mod rights;
pub(crate) mod routes;
mod session;
pub mod statement;
pub mod taught;
mod teaching;

pub use attestations::{AttestationInput, record as attest};
pub use awards::recount as recount_badges;
pub use framework::{Catalogue, Competence, Framework, catalogue};
pub use grants::{GrantInput, give as give_grant};
pub use imports::{Upload, import as import_pix};
pub use ledger::{EvidenceRow, PlacedView, grants_of, ledger_of, packed_of, recount, unite};
pub use placement::{PlacementInput, PlacementOf, place};
pub use session::{
    SessionCompetence, SessionCompetenceView, check_session_competences, check_shape,
};
pub use teaching::{Knowing, granted_on, knowing_of};
