//! A level of a competence that a network says somebody has.

use form_urlencoded::byte_serialize;

use super::award::{Competence, Told, Unawardable, say};
use super::credential::{Achievement, Criteria, Evidence, Outcome, ResultDescription, words};
use super::issuer::Issuer;
use crate::competences::levels::{EvidenceKind, Level};
use crate::platform::http::{Lang, Said};

/// A level, and what makes it verified.
#[derive(Clone, Debug)]
pub struct Attained {
    pub competence: Competence,
    pub level: Level,
    pub evidence: EvidenceKind,
}

impl Attained {
    pub(super) fn told(&self, issuer: &Issuer, lang: Lang) -> Result<Told, Unawardable> {
        if !self.level.proves() {
            return Err(Unawardable::ProvesNothing);
        }
        let evidence = self.evidence(lang)?;
        let achievement = self.achievement(issuer, lang);
        let result = Outcome {
            kind: words(["Result"]),
            result_description: ladder_id(&achievement.id),
            value: self.level.to_string(),
        };
        Ok(Told {
            name: self.title(lang),
            description: self.description(lang),
            achievement,
            result: vec![result],
            evidence,
            role: None,
            span: None,
        })
    }

    fn title(&self, lang: Lang) -> String {
        let (Competence { code, title, .. }, level) = (&self.competence, self.level);
        let said = Said::new(
            format!("{code} {title}, niveau {level}"),
            format!("{code} {title}, level {level}"),
        );
        say(lang, said)
    }

    fn description(&self, lang: Lang) -> String {
        let (Competence { framework, code, title, .. }, level) = (&self.competence, self.level);
        let top = Level::TOP;
        let said = Said::new(
            format!("Niveau {level} sur {top} de la compétence {code} {title} ({framework})."),
            format!("Level {level} of {top} in the competence {code} {title} ({framework})."),
        );
        say(lang, said)
    }

    fn achievement(&self, issuer: &Issuer, lang: Lang) -> Achievement {
        let Competence { framework, code, .. } = &self.competence;
        let [framework_part, code_part] =
            [framework, code].map(|part| byte_serialize(part.as_bytes()).collect::<String>());
        let level = self.level;
        let id = issuer.at(&format!("achievements/{framework_part}/{code_part}/{level}"));
        Achievement {
            kind: words(["Achievement"]),
            achievement_type: "Competency".to_owned(),
            alignment: vec![self.competence.alignment()],
            criteria: Criteria { narrative: say(lang, criteria()) },
            description: self.description(lang),
            human_code: code.clone(),
            in_language: say(lang, Said::new("fr", "en")),
            name: self.title(lang),
            result_description: vec![ResultDescription {
                id: ladder_id(&id),
                kind: words(["ResultDescription"]),
                allowed_value: (1..=Level::TOP.get()).map(|step| step.to_string()).collect(),
                name: say(lang, Said::new("Niveau", "Level")),
                required_value: Some(level.to_string()),
                result_type: "PerformanceLevel".to_owned(),
                value_min: None,
            }],
            id,
        }
    }

    fn evidence(&self, lang: Lang) -> Result<Evidence, Unawardable> {
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
        Ok(Evidence { kind, name: say(lang, name), narrative: say(lang, narrative) })
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
