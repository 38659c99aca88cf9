//! Access tokens: JWTs of one pinned algorithm.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use crate::platform::database::{Id, Moment};
use crate::platform::http::{Code, Problem};

const ALGORITHM: Algorithm = Algorithm::HS256;
const ISSUER: &str = "coopair";
const AUDIENCE: &str = "coopair-api";
/// How long an access token works.
pub const LIFE_S: i64 = 15 * 60;

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    exp: i64,
    iat: i64,
    iss: String,
    aud: String,
    /// The account.
    sub: Id,
    /// The sign-in session.
    sid: Id,
}

/// What an access token says.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    pub account_id: Id,
    pub sign_in_id: Id,
    pub ends: Moment,
}

/// Signs and reads access tokens.
pub struct Tokens {
    signs: EncodingKey,
    reads: DecodingKey,
    validation: Validation,
}

impl Tokens {
    pub fn new(key: &[u8]) -> Self {
        let mut validation = Validation::new(ALGORITHM);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Expiry is judged by the network's own clock, below.
        validation.validate_exp = false;
        Self {
            signs: EncodingKey::from_secret(key),
            reads: DecodingKey::from_secret(key),
            validation,
        }
    }

    pub fn sign(&self, account_id: Id, sign_in_id: Id, now: Moment) -> Result<String, Problem> {
        let issued = now.millis() / 1000;
        let claims = Claims {
            exp: issued + LIFE_S,
            iat: issued,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: account_id,
            sid: sign_in_id,
        };
        encode(&Header::new(ALGORITHM), &claims, &self.signs).map_err(Problem::internal)
    }

    /// What a token says, if it is ours and still works at `now`.
    ///
    /// # Errors
    /// 401 `invalid_token` whatever is wrong with it.
    pub fn read(&self, token: &str, now: Moment) -> Result<Access, Problem> {
        let invalid = || Problem::new(Code::InvalidToken);
        let claims =
            decode::<Claims>(token, &self.reads, &self.validation).map_err(|_| invalid())?.claims;
        let ends = Moment::from_millis(claims.exp.saturating_mul(1000));
        if ends <= now {
            return Err(invalid());
        }
        Ok(Access { account_id: claims.sub, sign_in_id: claims.sid, ends })
    }
}
