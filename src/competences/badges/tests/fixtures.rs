//! The badges in `tests/fixtures/badges`, which `frontend/scripts/verify-badge.mjs` reads too: what
//! one program signs, another one with nothing in common verifies.
//!
//! Their private key was thrown away. When the credential changes on purpose, remake the files:
//! `cargo test --lib remakes_the_fixtures -- --ignored`.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::world::{ISSUED, award, issuer, new_key, teaching_award};
use crate::competences::badges::{PublicKey, jwks, sign, verify};

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/badges")).join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(file(name)).expect("a fixture")
}

#[test]
fn the_badges_of_the_fixtures_are_still_what_is_signed() {
    let set: Value = serde_json::from_str(&text("keys.json")).expect("JSON");
    let jwk = serde_json::from_value(set["keys"][0].clone()).expect("a JWK");
    let keys = [PublicKey::new(&jwk).expect("an RSA key")];
    assert_eq!(jwks(&issuer(), &keys), set);
    for (name, award) in [("badge.jwt", award()), ("facilitation.jwt", teaching_award())] {
        let verified = verify(text(name).trim_end(), &issuer(), &keys, ISSUED);
        let verified = verified.expect("a valid badge");
        assert_eq!(Ok(verified.credential), award.credential(&issuer()), "remake the fixtures");
    }
}

#[test]
#[ignore = "writes tests/fixtures/badges"]
fn remakes_the_fixtures() {
    let key = new_key();
    for (name, award) in [("badge.jwt", award()), ("facilitation.jwt", teaching_award())] {
        let credential = award.credential(&issuer()).expect("a credential");
        let token = sign(credential, &issuer(), &key).expect("a token");
        fs::write(file(name), format!("{token}\n")).expect("the token is written");
    }
    let set = jwks(&issuer(), std::slice::from_ref(key.public()));
    let set = serde_json::to_string_pretty(&set).expect("JSON");
    fs::write(file("keys.json"), format!("{set}\n")).expect("the keys are written");
}
