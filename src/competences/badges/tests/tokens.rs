//! A token verifies as it was signed, and in no other way.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::world::{ISSUED, award, day, issuer, key, other_key};
use crate::competences::badges::{
    Award, Issuer, PublicKey, Refused, SigningKey, Timestamp, Verified, sign, verify,
};
use crate::platform::database::Moment;

fn token_of(award: &Award, key: &SigningKey) -> String {
    let credential = award.credential(&issuer()).expect("a credential");
    sign(credential, &issuer(), key).expect("a token")
}

fn token() -> String {
    token_of(&award(), key())
}

fn keys() -> Vec<PublicKey> {
    vec![key().public().clone()]
}

fn read(token: &str) -> Result<Verified, Refused> {
    verify(token, &issuer(), &keys(), ISSUED)
}

#[track_caller]
fn refuses(token: &str, expected: Refused) {
    assert_eq!(read(token).map(|verified| verified.award_id), Err(expected), "{token}");
}

/// One part of a token as JSON: the header, the payload.
fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).expect("a part");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

fn encoded(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

/// The token with another header, and the signature it had.
fn with_header(token: &str, header: &Value) -> String {
    let (_, rest) = token.split_once('.').expect("parts");
    format!("{}.{rest}", encoded(header))
}

/// The payload of a badge after `change`, signed with the right key.
fn signed(change: impl FnOnce(&mut Value)) -> String {
    let mut payload = part(&token(), 1);
    change(&mut payload);
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some(issuer().key_url(key().public().thumbprint()));
    encode(&header, &payload, &key().signs).expect("a token")
}

#[test]
fn what_was_signed_is_read_again() {
    let verified = read(&token()).expect("a valid badge");
    assert_eq!(verified.award_id, award().id);
    assert_eq!(Ok(verified.credential), award().credential(&issuer()));
    let nothing_changed = signed(|_| ());
    assert!(read(&nothing_changed).is_ok(), "so that the refusals below are for their change");
}

#[test]
fn the_header_and_the_claims_are_those_of_the_specification() {
    let token = token();
    let kid = issuer().key_url(key().public().thumbprint());
    assert_eq!(part(&token, 0), json!({ "alg": "RS256", "typ": "JWT", "kid": kid }));
    let payload = part(&token, 1);
    assert_eq!(payload["iss"], payload["issuer"]["id"]);
    assert_eq!(payload["jti"], payload["id"]);
    assert_eq!(payload["sub"], payload["credentialSubject"]["id"]);
    assert_eq!(payload["nbf"], 1_772_443_815);
    assert_eq!(payload["exp"], Timestamp::end_of(day(2099, 12, 31)).seconds());
    assert_eq!(payload.get("vc"), None);
    let endless = token_of(&Award { valid_until: None, ..award() }, key());
    assert_eq!(part(&endless, 1).get("exp"), None);
    assert!(read(&endless).is_ok());
}

#[test]
fn an_alteration_anywhere_is_refused() {
    let token = token();
    assert!(token.is_ascii());
    let last = token.len() - 1;
    for at in (0..token.len()).step_by(97).chain([last]) {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(bytes).expect("ASCII");
        assert!(read(&altered).is_err(), "byte {at}");
    }
    refuses(&token[..last], Refused::BadSignature);
    refuses(&format!("{token}A"), Refused::BadSignature);
    refuses(&format!("{token}="), Refused::BadSignature);
}

#[test]
fn the_content_of_another_badge_under_this_signature_is_refused() {
    let other = token_of(&Award { valid_until: None, ..award() }, key());
    let signature = other.rsplit('.').next().expect("a signature");
    let token = token();
    let (content, _) = token.rsplit_once('.').expect("parts");
    refuses(&format!("{content}.{signature}"), Refused::BadSignature);
}

#[test]
fn no_signature_is_no_badge() {
    let kid = issuer().key_url(key().public().thumbprint());
    for alg in ["none", "None", "NONE", "", "RS384", "PS256", "ES256", "EdDSA"] {
        let header = json!({ "alg": alg, "typ": "JWT", "kid": kid });
        let token = with_header(&token(), &header);
        refuses(&token, Refused::WrongAlgorithm);
        let (content, _) = token.rsplit_once('.').expect("parts");
        refuses(&format!("{content}."), Refused::WrongAlgorithm);
    }
    refuses(&with_header(&token(), &json!({ "kid": kid })), Refused::WrongAlgorithm);
    let (content, _) = token().rsplit_once('.').map(|(a, b)| (a.to_owned(), b.len())).expect("it");
    refuses(&format!("{content}."), Refused::BadSignature);
}

#[test]
fn the_public_key_is_no_secret_to_sign_with() {
    let jwk = key().public().jwk(&issuer());
    let modulus = jwk["n"].as_str().expect("a modulus");
    let raw = URL_SAFE_NO_PAD.decode(modulus).expect("base64url");
    for secret in [modulus.as_bytes(), &raw, jwk.to_string().as_bytes()] {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(issuer().key_url(key().public().thumbprint()));
        let forged = encode(&header, &part(&token(), 1), &EncodingKey::from_secret(secret));
        let forged = forged.expect("a token");
        refuses(&forged, Refused::WrongAlgorithm);
        let renamed = json!({ "alg": "RS256", "typ": "JWT", "kid": header.kid });
        refuses(&with_header(&forged, &renamed), Refused::BadSignature);
    }
}

#[test]
fn another_key_is_refused_whatever_its_header_says() {
    let foreign = token_of(&award(), other_key());
    refuses(&foreign, Refused::UnknownKey);
    assert!(verify(&foreign, &issuer(), &[other_key().public().clone()], ISSUED).is_ok());
    assert_eq!(verify(&token(), &issuer(), &[], ISSUED), Err(Refused::UnknownKey));

    let mut header = Header::new(Algorithm::RS256);
    let own = serde_json::from_value(other_key().public().jwk(&issuer())).expect("a JWK");
    header.jwk = Some(own);
    let sign = |header: &Header| encode(header, &part(&token(), 1), &other_key().signs);
    refuses(&sign(&header).expect("a token"), Refused::UnknownKey);
    header.kid = Some(issuer().key_url(key().public().thumbprint()));
    refuses(&sign(&header).expect("a token"), Refused::BadSignature);
}

#[test]
fn any_known_key_will_do() {
    let keys = [other_key().public().clone(), key().public().clone()];
    assert!(verify(&token(), &issuer(), &keys, ISSUED).is_ok());
}

#[test]
fn a_badge_begins_and_ends_on_the_second() {
    let ending = Award { valid_until: Some(day(2028, 3, 1)), ..award() };
    let token = token_of(&ending, key());
    let end = Timestamp::end_of(day(2028, 3, 1)).seconds() * 1000;
    let at = |millis| {
        let now = Moment::from_millis(millis);
        verify(&token, &issuer(), &keys(), now).map(|verified| verified.award_id)
    };
    let begin = ISSUED.millis() / 1000 * 1000;
    assert_eq!(at(begin - 1), Err(Refused::NotYetValid));
    assert_eq!(at(begin), Ok(award().id));
    assert_eq!(at(end + 999), Ok(award().id));
    assert_eq!(at(end + 1000), Err(Refused::Expired(award().id)));
}

#[test]
fn another_network_with_the_same_key_is_another_issuer() {
    let other = Issuer { public_url: "https://ailleurs.exemple.fr".to_owned(), ..issuer() };
    let refused = verify(&token(), &other, &keys(), ISSUED);
    assert_eq!(refused.map(|verified| verified.award_id), Err(Refused::NotOurs));
    refuses(&signed(|payload| payload["iss"] = json!(other.id())), Refused::NotOurs);
    refuses(&signed(|payload| payload["iss"] = json!(null)), Refused::NotOurs);
}

#[test]
fn claims_that_say_something_else_than_the_credential_are_refused() {
    let changes: [fn(&mut Value); 10] = [
        |payload| payload["exp"] = json!(4_102_444_800_i64),
        |payload| payload["exp"] = json!(null),
        |payload| payload["nbf"] = json!(1_772_443_814),
        |payload| payload["validFrom"] = json!("2026-03-02"),
        |payload| payload["jti"] = json!("https://coopair.exemple.fr/api/badges/awards/1"),
        |payload| payload["sub"] = json!("urn:uuid:019ca000-0000-7000-8000-00000000c0dd"),
        |payload| payload["issuer"]["id"] = json!("https://ailleurs.exemple.fr"),
        |payload| payload["type"] = json!(["VerifiableCredential", "EndorsementCredential"]),
        |payload| payload["@context"] = json!(["https://www.w3.org/ns/credentials/v2"]),
        |payload| payload["credentialSubject"] = json!({ "id": payload["sub"] }),
    ];
    for change in changes {
        refuses(&signed(change), Refused::NotABadge);
    }
    // All of one mind, but the credential is another award's.
    let another = signed(|payload| {
        payload["sub"] = json!("urn:uuid:019ca000-0000-7000-8000-00000000c0dd");
        payload["credentialSubject"]["id"] = payload["sub"].clone();
    });
    refuses(&another, Refused::NotABadge);
    refuses(&signed(|payload| *payload = json!({ "iss": issuer().id() })), Refused::NotABadge);
}

#[test]
fn what_is_no_token_is_told_as_such() {
    let token = token();
    let bare = token.replace('.', "");
    for text in ["", ".", "..", "a.b", "a.b.c", "é.é.é", "e30.e30.e30.e30", &bare] {
        refuses(text, Refused::NotAToken);
    }
    for header in [json!([]), json!("RS256"), json!({ "typ": "at+jwt", "alg": "RS256" })] {
        refuses(&with_header(&token, &header), Refused::NotAToken);
    }
    refuses(&format!("{token}.{token}"), Refused::NotAToken);
    refuses(&with_header(&token, &json!({ "alg": "RS256", "kid": 1 })), Refused::UnknownKey);
}

#[test]
fn every_refusal_has_its_own_code_and_sentences() {
    let all = [
        Refused::NotAToken,
        Refused::WrongAlgorithm,
        Refused::UnknownKey,
        Refused::BadSignature,
        Refused::NotOurs,
        Refused::NotABadge,
        Refused::NotYetValid,
        Refused::Expired(award().id),
    ];
    let reasons = all.map(Refused::reason);
    for (at, reason) in reasons.iter().enumerate() {
        for other in &reasons[at + 1..] {
            assert_ne!(reason.code, other.code);
            assert_ne!(reason.fr, other.fr);
            assert_ne!(reason.en, other.en);
        }
    }
}
