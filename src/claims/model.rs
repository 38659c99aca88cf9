//! What comes in and what is sent; what a code looks like.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::PlacementInput;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Named};
use crate::platform::secrets;
use crate::text_enum;

/// Letters and digits that nobody mistakes for another: no I, L, O, U, 0, 1.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, in two groups.
const LENGTH: usize = 8;

text_enum! {
    /// What a code is for.
    CodePurpose { Claim = "claim", Placement = "placement" }
}

impl CodePurpose {
    /// How long a code is good for, in seconds.
    pub const fn life_s(self) -> i64 {
        match self {
            Self::Claim => 14 * 24 * 3600,
            Self::Placement => 2 * 3600,
        }
    }
}

/// A code from random bytes, as it is written: `K7QF-3MPD`.
pub fn code_of(random: [u8; LENGTH]) -> String {
    // 30 of 256: the first sixteen letters come up a little more often; 39 bits remain.
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
    let letters: Vec<char> = random.iter().map(letter).collect();
    let (first, last) = letters.split_at(LENGTH / 2);
    format!("{}-{}", String::from_iter(first), String::from_iter(last))
}

/// What is kept of a code as somebody types it: case, spaces and hyphens do not matter.
pub fn hash_of(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    secrets::hash(&letters.map(|c| c.to_ascii_uppercase()).collect::<String>())
}

/// A code to hand out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeInput {
    pub purpose: CodePurpose,
}

impl Checked for CodeInput {
    fn check(&self, _: &mut Faults) {}
}

/// A code, shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeView {
    #[schema(example = "K7QF-3MPD")]
    pub code: String,
    pub purpose: CodePurpose,
    pub expires_at: Moment,
}

/// A code that somebody typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TypedCode {
    #[schema(example = "K7QF-3MPD")]
    pub code: String,
}

impl Checked for TypedCode {
    fn check(&self, faults: &mut Faults) {
        faults.name("/code", &self.code, 40);
    }
}

/// What was claimed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimView {
    /// The facilitator who follows the person.
    pub facilitator: Named,
    pub session_count: i32,
    pub first_session_on: Option<NaiveDate>,
    pub last_session_on: Option<NaiveDate>,
}

/// Somebody places themself.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacementDesk {
    pub first_name: String,
    pub expires_at: Moment,
    /// Competences on which the person has placed themself in the last twelve months.
    pub done: Vec<Id>,
}

/// A placement by whoever holds a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodedPlacement {
    pub code: String,
    /// Chosen by the device: the same again is the same placement.
    pub id: Id,
    pub placement: PlacementInput,
}

impl Checked for CodedPlacement {
    fn check(&self, faults: &mut Faults) {
        faults.name("/code", &self.code, 40);
        let mut inner = Faults::new();
        self.placement.check(&mut inner);
        for fault in inner.into_vec() {
            faults.add(format!("/placement{}", fault.pointer), fault.code, fault.said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = code_of([0, 1, 2, 3, 29, 30, 31, 255]);
        assert_eq!(code, "2345-Z23H");
        assert_eq!(hash_of(&code), hash_of(" 2345 z23h "));
        assert_ne!(hash_of(&code), hash_of("2345-Z23G"));
    }
}
