//! An award, and the credential that says it.

use chrono::NaiveDate;

use super::attained::Attained;
use super::credential::{
    Achievement, Alignment, CONTEXTS, Credential, Evidence, IdentityObject, Outcome, Reference,
    Subject, TYPES, Timestamp, words,
};
use super::facilitation::Facilitation;
use super::issuer::Issuer;
use crate::platform::database::{Id, Moment};
use crate::platform::faults::Reason;
use crate::platform::http::{Lang, Said};
use crate::platform::secrets;

const SCHEMA: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// What a network says of somebody.
#[derive(Clone, Debug)]
pub struct Award {
    pub id: Id,
    pub issued_at: Moment,
    /// The last day it is valid, in UTC; absent when it does not end.
    pub valid_until: Option<NaiveDate>,
    pub about: About,
    pub recipient: Recipient,
    /// Of the sentences in it.
    pub lang: Lang,
}

/// What an award is for.
#[derive(Clone, Debug)]
pub enum About {
    /// A verified level of a competence.
    Level(Attained),
    /// Having taught others.
    Facilitation(Facilitation),
}

/// A competence, as its framework names it.
#[derive(Clone, Debug)]
pub struct Competence {
    /// `Pix`.
    pub framework: String,
    /// Where the framework describes it.
    pub url: String,
    pub code: String,
    pub title: String,
}

impl Competence {
    pub(super) fn alignment(&self) -> Alignment {
        Alignment {
            kind: words(["Alignment"]),
            target_code: self.code.clone(),
            target_framework: self.framework.clone(),
            target_name: self.title.clone(),
            target_type: "ext:Competency".to_owned(),
            target_url: self.url.clone(),
        }
    }
}

/// What the person wants to be known by, besides the award's id.
#[derive(Clone, Debug, Default)]
pub struct Recipient {
    pub name: Option<String>,
    pub email: Option<SaltedEmail>,
}

/// An address, and the salt with which it is hashed.
#[derive(Clone, Debug)]
pub struct SaltedEmail {
    pub address: String,
    /// Of this award alone, such as [`secrets::token`]: the badge tells it.
    pub salt: String,
}

/// Why an award is no badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unawardable {
    /// Level 0.
    ProvesNothing,
    /// Said by the person alone.
    SelfPlaced,
    /// Over before it begins.
    Lapsed,
    /// Too few sessions or hours.
    BelowCriterion,
}

impl Unawardable {
    /// Code and sentence.
    pub const fn reason(self) -> Reason {
        match self {
            Self::ProvesNothing => Reason::fixed(
                "proves_nothing",
                "Un niveau 0 ne prouve rien.",
                "A level 0 proves nothing.",
            ),
            Self::SelfPlaced => Reason::fixed(
                "self_placed",
                "Une auto-évaluation ne suffit pas pour un badge.",
                "A self-assessment is not enough for a badge.",
            ),
            Self::Lapsed => Reason::fixed(
                "expired",
                "La preuve de ce niveau n’est plus valable.",
                "The proof of this level is no longer valid.",
            ),
            Self::BelowCriterion => Reason::fixed(
                "below_criterion",
                "Il n’y a pas encore assez de séances ou d’heures pour ce badge.",
                "There are not enough sessions or hours for this badge yet.",
            ),
        }
    }
}

/// What an award says, in the words and the parts of a credential.
pub(super) struct Told {
    pub name: String,
    pub description: String,
    pub achievement: Achievement,
    pub result: Vec<Outcome>,
    pub evidence: Evidence,
    pub role: Option<String>,
    /// The days of the first and the last activity.
    pub span: Option<(NaiveDate, NaiveDate)>,
}

impl Award {
    /// The award as a credential of `issuer`, to be signed.
    ///
    /// # Errors
    /// It is no badge.
    pub fn credential(&self, issuer: &Issuer) -> Result<Credential, Unawardable> {
        let told = match &self.about {
            About::Level(attained) => attained.told(issuer, self.lang)?,
            About::Facilitation(facilitation) => facilitation.told(issuer, self.lang)?,
        };
        let valid_from = Timestamp::from(self.issued_at);
        let valid_until = self.valid_until.map(Timestamp::end_of);
        if valid_until.is_some_and(|end| end <= valid_from) {
            return Err(Unawardable::Lapsed);
        }
        let credential_subject = Subject {
            id: format!("urn:uuid:{}", self.id),
            kind: words(["AchievementSubject"]),
            identifier: self.recipient.identifiers(),
            achievement: told.achievement,
            activity_start_date: told.span.map(|(first, _)| Timestamp::start_of(first)),
            activity_end_date: told.span.map(|(_, last)| Timestamp::end_of(last)),
            role: told.role,
            result: told.result,
        };
        Ok(Credential {
            context: words(CONTEXTS),
            id: issuer.credential_url(self.id),
            kind: words(TYPES),
            name: told.name,
            description: told.description,
            issuer: issuer.profile(),
            valid_from,
            valid_until,
            credential_subject,
            evidence: vec![told.evidence],
            credential_schema: vec![Reference {
                id: SCHEMA.to_owned(),
                kind: "1EdTechJsonSchemaValidator2019".to_owned(),
            }],
            credential_status: Reference {
                id: issuer.revocations_url(),
                kind: "1EdTechRevocationList".to_owned(),
            },
        })
    }
}

/// In the language of a badge.
pub(super) fn say(lang: Lang, said: Said) -> String {
    match lang {
        Lang::Fr => said.fr,
        Lang::En => said.en,
    }
}

impl Recipient {
    fn identifiers(&self) -> Vec<IdentityObject> {
        let identity = |identity_type: &str, identity_hash, salt: Option<String>| IdentityObject {
            kind: "IdentityObject".to_owned(),
            hashed: salt.is_some(),
            identity_hash,
            identity_type: identity_type.to_owned(),
            salt,
        };
        let name = self.name.as_ref().map(|name| identity("name", name.clone(), None));
        let email = self.email.as_ref().map(|SaltedEmail { address, salt }| {
            let hash = secrets::hash(&format!("{address}{salt}"));
            identity("emailAddress", format!("sha256${hash}"), Some(salt.clone()))
        });
        name.into_iter().chain(email).collect()
    }
}
