//! The issuer's keys: one signs, the public ones are for everybody.

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use rsa::RsaPrivateKey;
use rsa::pkcs1::EncodeRsaPrivateKey as _;
use serde_json::{Value, json};

use super::issuer::Issuer;

pub(super) const ALGORITHM: Algorithm = Algorithm::RS256;

/// A key whose signatures are recognised.
#[derive(Clone)]
pub struct PublicKey {
    thumbprint: String,
    modulus: String,
    exponent: String,
    pub(super) reads: DecodingKey,
}

impl PublicKey {
    /// # Errors
    /// It is no RSA key.
    pub(super) fn new(jwk: &Jwk) -> anyhow::Result<Self> {
        let AlgorithmParameters::RSA(rsa) = &jwk.algorithm else {
            anyhow::bail!("badges are signed with an RSA key");
        };
        Ok(Self {
            thumbprint: jwk.thumbprint(ThumbprintHash::SHA256)?,
            modulus: rsa.n.clone(),
            exponent: rsa.e.clone(),
            reads: DecodingKey::from_jwk(jwk)?,
        })
    }

    /// The SHA-256 of what makes it this key (RFC 7638).
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// As everybody may read it (RFC 7517): what its `kid` answers.
    pub fn jwk(&self, issuer: &Issuer) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": issuer.key_url(&self.thumbprint),
            "n": self.modulus,
            "e": self.exponent,
        })
    }
}

/// The public keys of an issuer as a set (RFC 7517, 5).
pub fn jwks(issuer: &Issuer, keys: &[PublicKey]) -> Value {
    json!({ "keys": keys.iter().map(|key| key.jwk(issuer)).collect::<Vec<_>>() })
}

/// The key that signs.
#[derive(Clone)]
pub struct SigningKey {
    pub(super) signs: EncodingKey,
    public: PublicKey,
}

impl SigningKey {
    /// # Errors
    /// The key cannot be written as DER, or not be read again.
    pub fn new(key: &RsaPrivateKey) -> anyhow::Result<Self> {
        let signs = EncodingKey::from_rsa_der(key.to_pkcs1_der()?.as_bytes());
        let public = PublicKey::new(&Jwk::from_encoding_key(&signs, ALGORITHM)?)?;
        Ok(Self { signs, public })
    }

    pub fn public(&self) -> &PublicKey {
        &self.public
    }
}
