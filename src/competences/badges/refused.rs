//! Why a token is not taken for a valid badge of this network.

use crate::platform::database::Id;
use crate::platform::faults::Reason;

/// What is wrong with a token, in the order in which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Not three parts, or no header to read.
    NotAToken,
    /// Anything but RS256, `none` among it.
    WrongAlgorithm,
    UnknownKey,
    BadSignature,
    /// Signed with a known key, in another issuer's name.
    NotOurs,
    /// What is signed is no credential, or its claims say something else than its properties.
    NotABadge,
    NotYetValid,
    /// It is of this award, signed and unchanged.
    Expired(Id),
}

impl Refused {
    /// Code and sentence.
    pub const fn reason(self) -> Reason {
        match self {
            Self::NotAToken => Reason::fixed(
                "not_a_token",
                "Ce texte n’est pas un badge signé.",
                "This text is no signed badge.",
            ),
            Self::WrongAlgorithm => Reason::fixed(
                "wrong_algorithm",
                "La signature n’est pas de la sorte attendue (RS256).",
                "The signature is not of the expected kind (RS256).",
            ),
            Self::UnknownKey => Reason::fixed(
                "unknown_key",
                "Ce badge est signé avec une clé qui n’est pas celle de ce réseau.",
                "This badge is signed with a key that is not this network’s.",
            ),
            Self::BadSignature => Reason::fixed(
                "bad_signature",
                "La signature ne correspond pas au contenu : ce badge a été modifié.",
                "The signature does not match the content: this badge was altered.",
            ),
            Self::NotOurs => Reason::fixed(
                "not_ours",
                "Ce badge n’a pas été délivré par ce réseau.",
                "This badge was not given by this network.",
            ),
            Self::NotABadge => Reason::fixed(
                "not_a_badge",
                "Ce qui est signé n’est pas un badge.",
                "What is signed is no badge.",
            ),
            Self::NotYetValid => Reason::fixed(
                "not_yet_valid",
                "Ce badge n’est pas encore valable.",
                "This badge is not valid yet.",
            ),
            Self::Expired(_) => {
                Reason::fixed("expired", "Ce badge a expiré.", "This badge has expired.")
            }
        }
    }
}
