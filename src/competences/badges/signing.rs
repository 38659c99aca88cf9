//! Signs a credential and verifies a token ("JSON Web Token Proof Format").

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::credential::{CONTEXTS, Credential, TYPES, Timestamp};
use super::issuer::Issuer;
use super::keys::{ALGORITHM, PublicKey, SigningKey};
use super::refused::Refused;
use crate::platform::database::{Id, Moment};

/// The payload: the credential, and what it says once more for readers of JWTs.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    jti: String,
    sub: String,
    nbf: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    #[serde(flatten)]
    credential: Credential,
}

/// A token that this network signed, and that is valid on that moment unless it was revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub award_id: Id,
    pub credential: Credential,
}

/// The credential as a token.
///
/// # Errors
/// The key cannot sign.
pub fn sign(
    credential: Credential,
    issuer: &Issuer,
    key: &SigningKey,
) -> jsonwebtoken::errors::Result<String> {
    let mut header = Header::new(ALGORITHM);
    header.kid = Some(issuer.key_url(key.public().thumbprint()));
    let claims = Claims {
        iss: credential.issuer.id.clone(),
        jti: credential.id.clone(),
        sub: credential.credential_subject.id.clone(),
        nbf: credential.valid_from.seconds(),
        exp: credential.valid_until.map(Timestamp::seconds),
        credential,
    };
    encode(&header, &claims, &key.signs)
}

/// What a token says, if `issuer` signed it with one of `keys` and it is valid at `now`. Whether
/// the award was revoked is not in it.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn verify(
    token: &str,
    issuer: &Issuer,
    keys: &[PublicKey],
    now: Moment,
) -> Result<Verified, Refused> {
    let key = key_of(token, keys)?;
    let mut validation = Validation::new(ALGORITHM);
    validation.required_spec_claims.clear();
    validation.validate_aud = false;
    // Times are judged by the network's own clock, below.
    validation.validate_exp = false;
    let claims = decode::<Value>(token, &key.reads, &validation)
        .map_err(|error| match error.kind() {
            ErrorKind::InvalidSignature | ErrorKind::Base64(_) => Refused::BadSignature,
            ErrorKind::Json(_) => Refused::NotABadge,
            _ => Refused::NotAToken,
        })?
        .claims;
    if claims["iss"] != issuer.id() {
        return Err(Refused::NotOurs);
    }
    let claims: Claims = serde_json::from_value(claims).map_err(|_| Refused::NotABadge)?;
    let award_id = claims.award_id(issuer).ok_or(Refused::NotABadge)?;
    let now = Timestamp::from(now);
    if now < claims.credential.valid_from {
        return Err(Refused::NotYetValid);
    }
    if claims.credential.valid_until.is_some_and(|end| end < now) {
        return Err(Refused::Expired(award_id));
    }
    Ok(Verified { award_id, credential: claims.credential })
}

/// The known key that a token's header names. No key in the header itself is ever trusted.
fn key_of<'a>(token: &str, keys: &'a [PublicKey]) -> Result<&'a PublicKey, Refused> {
    let mut parts = token.split('.');
    let (Some(header), Some(_), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refused::NotAToken);
    };
    let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| Refused::NotAToken)?;
    let header: Value = serde_json::from_slice(&header).map_err(|_| Refused::NotAToken)?;
    if !header.is_object() || header.get("typ").is_some_and(|kind| kind != "JWT") {
        return Err(Refused::NotAToken);
    }
    if header["alg"] != "RS256" {
        return Err(Refused::WrongAlgorithm);
    }
    let kid = header["kid"].as_str().ok_or(Refused::UnknownKey)?;
    // A key goes by its thumbprint: under another address it is still the same key.
    let thumbprint = kid.rsplit('/').next();
    keys.iter().find(|key| Some(key.thumbprint()) == thumbprint).ok_or(Refused::UnknownKey)
}

impl Claims {
    /// The award it is about, if it is one of ours and its claims are those of the credential.
    fn award_id(&self, issuer: &Issuer) -> Option<Id> {
        let credential = &self.credential;
        let obliged = &CONTEXTS[..2];
        let is_badge = credential.context.iter().zip(obliged).filter(|(a, b)| a == b).count() == 2
            && TYPES.iter().all(|kind| credential.kind.iter().any(|own| own == kind));
        let is_same = self.iss == credential.issuer.id
            && self.jti == credential.id
            && self.sub == credential.credential_subject.id
            && self.nbf == credential.valid_from.seconds()
            && self.exp == credential.valid_until.map(Timestamp::seconds);
        let award_id: Id = self.sub.strip_prefix("urn:uuid:")?.parse().ok()?;
        (is_badge && is_same && self.jti == issuer.credential_url(award_id)).then_some(award_id)
    }
}
