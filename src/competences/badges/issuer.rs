//! Who gives badges: a network, and the addresses at which it answers for them.

use serde_json::{Value, json};

use super::credential::{Profile, words};
use crate::platform::database::Id;

/// The network, as it signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    pub name: String,
    /// Without a slash at the end.
    pub public_url: String,
}

impl Issuer {
    /// `issuer.id`, where the profile is.
    pub fn id(&self) -> String {
        self.at("issuer")
    }

    /// Where the public keys are.
    pub fn keys_url(&self) -> String {
        self.at("keys")
    }

    /// Where one public key is: the `kid` of a token.
    pub fn key_url(&self, thumbprint: &str) -> String {
        self.at(&format!("keys/{thumbprint}"))
    }

    /// Where the list of the revoked is.
    pub fn revocations_url(&self) -> String {
        self.at("revocations")
    }

    /// The id of a credential, where its token may be.
    pub fn credential_url(&self, award_id: Id) -> String {
        self.at(&format!("awards/{award_id}"))
    }

    pub(super) fn at(&self, path: &str) -> String {
        format!("{}/api/badges/{path}", self.public_url)
    }

    /// Who it is, as every credential says.
    pub fn profile(&self) -> Profile {
        Profile {
            id: self.id(),
            kind: words(["Profile"]),
            name: self.name.clone(),
            url: self.public_url.clone(),
        }
    }

    /// The list of revoked awards ("1EdTech Revocation List Status Method" 1.0); no reason is told.
    pub fn revocations(&self, revoked: impl IntoIterator<Item = Id>) -> Value {
        let revoked = revoked.into_iter();
        let entries = revoked.map(|id| json!({ "id": self.credential_url(id), "revoked": true }));
        json!({
            "id": self.revocations_url(),
            "issuer": self.id(),
            "revokedCredentials": entries.collect::<Vec<_>>(),
        })
    }
}
