//! Badges: a verified level of a competence, or having taught others, signed so that anybody can
//! check it. Pure.
//!
//! An *award* is a network's decision to give a badge; a *credential* says it as an Open Badges 3.0
//! `OpenBadgeCredential` ([`Award::credential`]); a *token* is the signed credential ([`sign`],
//! [`verify`]). Sections below are those of the Open Badges Specification 3.0, on version 2.0 of
//! the W3C's Verifiable Credentials data model.
//!
//! 1. The token is a compact JWS (8.2, "JSON Web Token Proof Format"). Its header has `alg` RS256,
//!    `typ` JWT and `kid`, nothing else: other names are not allowed. `kid` is a URL that answers
//!    with the public key, a JWK ([`PublicKey::jwk`]); its last part is the key's thumbprint (RFC
//!    7638). No key travels in the token: whoever reads it asks the issuer.
//! 2. The payload is the credential itself with `iss` (`issuer.id`), `jti` (`id`), `sub`
//!    (`credentialSubject.id`), `nbf` (`validFrom`) and, if it ends, `exp` (`validUntil`); there is
//!    no `vc` around it, as in version 1.1. Claims and properties say the same, to the second.
//! 3. The recipient is `urn:uuid:` and the award's id. A name is an `IdentityObject` in plain text
//!    (the class AchievementSubject has no name); an e-mail address one of SHA-256 with a salt
//!    (B.1.12, "IdentityHash"). Both only if the person wants them.
//! 4. An achievement is one level of one competence, `achievementType` `Competency`: its
//!    `resultDescription` is the ladder, the `result` the step on it (B.1.16, B.1.17). Or it is
//!    having taught others, `CommunityService`: its results are sessions and hours, each with the
//!    least that is enough (`valueMin`). Hours are no `creditsEarned`: those are academic credits.
//! 5. `alignment` names framework and code. None of the target types that the vocabulary defines
//!    (those of CASE and of Credential Engine) is true of Pix: ours is an extension, `ext:`
//!    (B.1.30).
//! 6. A revoked badge is found in the issuer's list ([`Issuer::revocations`], "1EdTech Revocation
//!    List Status Method" 1.0); [`verify`] does not know it. Its terms need the third `@context`.
//!    Later editions of the specification recommend the W3C's Bitstring Status List instead.
//! 7. What a person says of themself is never a badge: only what makes V is (domain.md, "Levels").
//!
//! A badge names the network's public address for ever: whoever changes it breaks those given.

mod attained;
mod award;
mod credential;
mod facilitation;
mod issuer;
mod keys;
mod refused;
mod signing;

pub use attained::Attained;
pub use award::{About, Award, Competence, Recipient, SaltedEmail, Unawardable};
pub use credential::{
    Achievement, Alignment, Credential, Criteria, Evidence, IdentityObject, Outcome, Profile,
    Reference, ResultDescription, Subject, Timestamp,
};
pub use facilitation::{Facilitation, NamedSubject};
pub use issuer::Issuer;
pub use keys::{PublicKey, SigningKey, jwks};
pub use refused::Refused;
pub use signing::{Verified, sign, verify};

#[cfg(test)]
mod tests;
