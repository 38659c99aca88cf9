//! The public side of a key.

use serde_json::json;

use super::world::{issuer, key, other_key};
use crate::competences::badges::{PublicKey, jwks};

/// The key and its thumbprint that RFC 7638 works out in 3.1.
const MODULUS: &str = concat!(
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECP",
    "ebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY",
    "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0f",
    "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
);
const THUMBPRINT: &str = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

#[test]
fn a_thumbprint_is_that_of_rfc_7638() {
    let jwk = json!({ "kty": "RSA", "n": MODULUS, "e": "AQAB", "alg": "RS256", "kid": "2011" });
    let key = PublicKey::new(&serde_json::from_value(jwk).expect("a JWK")).expect("an RSA key");
    assert_eq!(key.thumbprint(), THUMBPRINT);
}

#[test]
fn only_the_public_half_is_told() {
    let jwk = key().public().jwk(&issuer());
    let mut names: Vec<&str> = jwk.as_object().expect("an object").keys().map(|n| &**n).collect();
    names.sort_unstable();
    assert_eq!(names, ["alg", "e", "kid", "kty", "n", "use"]);
    assert_eq!(
        (&jwk["kty"], &jwk["use"], &jwk["alg"]),
        (&json!("RSA"), &json!("sig"), &json!("RS256"))
    );
    let thumbprint = key().public().thumbprint();
    assert_eq!(jwk["kid"], format!("https://coopair.exemple.fr/api/badges/keys/{thumbprint}"));
}

#[test]
fn a_set_holds_every_key_once() {
    let keys = [key().public().clone(), other_key().public().clone()];
    let set = jwks(&issuer(), &keys);
    assert_eq!(set, json!({ "keys": [keys[0].jwk(&issuer()), keys[1].jwk(&issuer())] }));
    assert_ne!(keys[0].thumbprint(), keys[1].thumbprint());
}

#[test]
fn a_key_of_another_kind_is_none() {
    let jwk = json!({ "kty": "oct", "k": "AAAA" });
    assert!(PublicKey::new(&serde_json::from_value(jwk).expect("a JWK")).is_err());
}
