//! An award, and the credential that says it.

use chrono::NaiveDate;
use form_urlencoded::byte_serialize;

use super::credential::{
    Achievement, Alignment, CONTEXTS, Credential, Criteria, Evidence, IdentityObject, Outcome,
    Reference, ResultDescription, Subject, TYPES, Timestamp, words,
};
use super::issuer::Issuer;
use crate::competences::levels::{EvidenceKind, Level};
use crate::platform::database::{Id, Moment};
use crate::platform::faults::Reason;
use crate::platform::http::{Lang, Said};
use crate::platform::secrets;

const SCHEMA: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// A level of a competence that a network says somebody has.
#[derive(Clone, Debug)]
pub struct Award {
    pub id: Id,
    pub issued_at: Moment,
    /// The last day it is valid, in UTC; absent when it does not end.
    pub valid_until: Option<NaiveDate>,
    pub competence: Competence,
    pub level: Level,
    /// What makes the level verified.
    pub evidence: EvidenceKind,
    pub recipient: Recipient,
    /// Of the sentences in it.
    pub lang: Lang,
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
        }
    }
}

impl Award {
    /// The award as a credential of `issuer`, to be signed.
    ///
    /// # Errors
    /// It is no badge.
    pub fn credential(&self, issuer: &Issuer) -> Result<Credential, Unawardable> {
        if !self.level.proves() {
            return Err(Unawardable::ProvesNothing);
        }
        let evidence = self.evidence()?;
        let valid_from = Timestamp::from(self.issued_at);
        let valid_until = self.valid_until.map(Timestamp::end_of);
        if valid_until.is_some_and(|end| end <= valid_from) {
            return Err(Unawardable::Lapsed);
        }
        Ok(Credential {
            context: words(CONTEXTS),
            id: issuer.credential_url(self.id),
            kind: words(TYPES),
            name: self.title(),
            description: self.description(),
            issuer: issuer.profile(),
            valid_from,
            valid_until,
            credential_subject: self.subject(issuer),
            evidence: vec![evidence],
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

    fn say(&self, said: Said) -> String {
        match self.lang {
            Lang::Fr => said.fr,
            Lang::En => said.en,
        }
    }

    fn title(&self) -> String {
        let (Competence { code, title, .. }, level) = (&self.competence, self.level);
        self.say(Said::new(
            format!("{code} {title}, niveau {level}"),
            format!("{code} {title}, level {level}"),
        ))
    }

    fn description(&self) -> String {
        let (Competence { framework, code, title, .. }, level) = (&self.competence, self.level);
        let top = Level::TOP;
        self.say(Said::new(
            format!("Niveau {level} sur {top} de la compétence {code} {title} ({framework})."),
            format!("Level {level} of {top} in the competence {code} {title} ({framework})."),
        ))
    }

    fn subject(&self, issuer: &Issuer) -> Subject {
        let achievement = self.achievement(issuer);
        let result = Outcome {
            kind: words(["Result"]),
            result_description: ladder_id(&achievement.id),
            value: self.level.to_string(),
        };
        Subject {
            id: format!("urn:uuid:{}", self.id),
            kind: words(["AchievementSubject"]),
            identifier: self.recipient.identifiers(),
            achievement,
            result: vec![result],
        }
    }

    fn achievement(&self, issuer: &Issuer) -> Achievement {
        let Competence { framework, url, code, title } = &self.competence;
        let [framework_part, code_part] =
            [framework, code].map(|part| byte_serialize(part.as_bytes()).collect::<String>());
        let level = self.level;
        let id = issuer.at(&format!("achievements/{framework_part}/{code_part}/{level}"));
        Achievement {
            kind: words(["Achievement"]),
            achievement_type: "Competency".to_owned(),
            alignment: vec![Alignment {
                kind: words(["Alignment"]),
                target_code: code.clone(),
                target_framework: framework.clone(),
                target_name: title.clone(),
                target_type: "ext:Competency".to_owned(),
                target_url: url.clone(),
            }],
            criteria: Criteria { narrative: self.say(criteria()) },
            description: self.description(),
            human_code: code.clone(),
            in_language: self.say(Said::new("fr", "en")),
            name: self.title(),
            result_description: vec![ResultDescription {
                id: ladder_id(&id),
                kind: words(["ResultDescription"]),
                allowed_value: (1..=Level::TOP.get()).map(|step| step.to_string()).collect(),
                name: self.say(Said::new("Niveau", "Level")),
                required_value: level.to_string(),
                result_type: "PerformanceLevel".to_owned(),
            }],
            id,
        }
    }

    fn evidence(&self) -> Result<Evidence, Unawardable> {
        let (name, narrative) = match self.evidence {
            EvidenceKind::SelfPlaced => return Err(Unawardable::SelfPlaced),
            EvidenceKind::Peer => (
                Said::new("Attestation entre pairs", "Peer attestation"),
                Said::new(
                    "Un·e médiateur·rice qui a partagé une séance avec la personne a attesté ce \
                     niveau.",
                    "A facilitator who shared a session with the person attested this level.",
                ),
            ),
            EvidenceKind::PixProfile => (
                Said::new("Profil Pix", "Pix profile"),
                Said::new(
                    "Ce niveau figure dans un profil Pix que la personne a partagé.",
                    "This level is in a Pix profile that the person shared.",
                ),
            ),
            EvidenceKind::PixCertified => (
                Said::new("Certification Pix", "Pix certification"),
                Said::new(
                    "Ce niveau figure dans une certification Pix de la personne.",
                    "This level is in a Pix certification of the person.",
                ),
            ),
        };
        let kind = words(["Evidence"]);
        Ok(Evidence { kind, name: self.say(name), narrative: self.say(narrative) })
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

fn ladder_id(achievement_id: &str) -> String {
    format!("{achievement_id}#level")
}

fn criteria() -> Said {
    Said::new(
        "Ce niveau est attesté par un·e médiateur·rice qui a partagé une séance avec la personne, \
         ou prouvé par un profil Pix ou une certification Pix. Une auto-évaluation ne suffit pas.",
        "This level is attested by a facilitator who shared a session with the person, or proven \
         by a Pix profile or a Pix certification. A self-assessment is not enough.",
    )
}
