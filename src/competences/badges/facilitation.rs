//! Having taught others, as a network says it of somebody.

use chrono::NaiveDate;

use super::award::{Competence, Told, Unawardable, say};
use super::credential::{Achievement, Criteria, Evidence, Outcome, ResultDescription, words};
use super::issuer::Issuer;
use crate::competences::levels::Level;
use crate::competences::taught::{HOURS_MIN, SESSIONS_MIN, Taught};
use crate::platform::http::{Lang, Said};

/// What somebody taught, and the competences that it was about.
#[derive(Clone, Debug)]
pub struct Facilitation {
    pub taught: Taught,
    /// In the order in which they are named.
    pub subjects: Vec<NamedSubject>,
}

/// A competence that somebody taught, by its name.
#[derive(Clone, Debug)]
pub struct NamedSubject {
    pub competence: Competence,
    /// The highest level that a session aimed at.
    pub level: Option<Level>,
}

impl Facilitation {
    pub(super) fn told(&self, issuer: &Issuer, lang: Lang) -> Result<Told, Unawardable> {
        if !self.taught.is_enough() {
            return Err(Unawardable::BelowCriterion);
        }
        let Some(span) = self.taught.span else { return Err(Unawardable::BelowCriterion) };
        let achievement = self.achievement(issuer, lang);
        let measured = [("sessions", self.taught.sessions()), ("hours", self.taught.hours)];
        let result = measured.map(|(part, value)| Outcome {
            kind: words(["Result"]),
            result_description: part_id(&achievement.id, part),
            value: value.to_string(),
        });
        Ok(Told {
            name: title(lang),
            description: self.description(lang),
            achievement,
            result: result.to_vec(),
            evidence: self.evidence(span, lang),
            role: Some(say(lang, Said::new("Facilitateur·rice", "Facilitator"))),
            span: Some(span),
        })
    }

    fn achievement(&self, issuer: &Issuer, lang: Lang) -> Achievement {
        let id = issuer.at("achievements/facilitation");
        let least = |part: &str, name: Said, value: i32| ResultDescription {
            id: part_id(&id, part),
            kind: words(["ResultDescription"]),
            allowed_value: Vec::new(),
            name: say(lang, name),
            required_value: None,
            result_type: "Result".to_owned(),
            value_min: Some(value.to_string()),
        };
        Achievement {
            kind: words(["Achievement"]),
            achievement_type: "CommunityService".to_owned(),
            alignment: self.subjects.iter().map(|one| one.competence.alignment()).collect(),
            criteria: Criteria { narrative: say(lang, criteria()) },
            description: say(lang, what_it_is()),
            human_code: "facilitation".to_owned(),
            in_language: say(lang, Said::new("fr", "en")),
            name: title(lang),
            result_description: vec![
                least("sessions", Said::new("Séances tenues", "Sessions held"), SESSIONS_MIN),
                least("hours", Said::new("Heures", "Hours"), HOURS_MIN),
            ],
            id,
        }
    }

    /// The figures in one sentence, and what they were about in another.
    fn description(&self, lang: Lang) -> String {
        let Taught { workshops_led, workshops_co_led, individual_led, hours, .. } = &self.taught;
        let told = |count: &i32, one: Said, many: Said| match count {
            0 => None,
            1 => Some(format!("1 {}", say(lang, one))),
            _ => Some(format!("{count} {}", say(lang, many))),
        };
        let parts = [
            told(
                workshops_led,
                Said::new("atelier animé", "workshop led"),
                Said::new("ateliers animés", "workshops led"),
            ),
            told(
                workshops_co_led,
                Said::new("atelier coanimé", "workshop co-led"),
                Said::new("ateliers coanimés", "workshops co-led"),
            ),
            told(
                individual_led,
                Said::new("accompagnement individuel", "individual session"),
                Said::new("accompagnements individuels", "individual sessions"),
            ),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let parts = parts.join(", ");
        let told = Said::new(
            format!("{parts} : {hours} heures en tout."),
            format!("{parts}: {hours} hours in all."),
        );
        let mut told = say(lang, told);
        if let Some(about) = self.about(lang) {
            told = format!("{told} {about}");
        }
        told
    }

    /// What the sessions were about; what they aimed at, not what people reached.
    fn about(&self, lang: Lang) -> Option<String> {
        let name = |one: &NamedSubject| {
            let Competence { code, title, .. } = &one.competence;
            match one.level {
                Some(level) => say(
                    lang,
                    Said::new(
                        format!("{code} {title} (jusqu’au niveau {level} visé)"),
                        format!("{code} {title} (aiming at level {level} at most)"),
                    ),
                ),
                None => format!("{code} {title}"),
            }
        };
        let names: Vec<String> = self.subjects.iter().map(name).collect();
        let names = names.join(", ");
        let said = Said::new(format!("Compétences : {names}."), format!("Competences: {names}."));
        (!self.subjects.is_empty()).then(|| say(lang, said))
    }

    fn evidence(&self, (first, last): (NaiveDate, NaiveDate), lang: Lang) -> Evidence {
        let (first, last) = (lang.date(first), lang.date(last));
        let narrative = Said::new(
            format!(
                "Compté dans le journal du réseau : les séances tenues du {first} au {last}, \
                 jamais des heures saisies."
            ),
            format!(
                "Counted in the network’s log: the sessions held from {first} to {last}, never \
                 hours typed by hand."
            ),
        );
        Evidence {
            kind: words(["Evidence"]),
            name: say(lang, Said::new("Journal des séances", "Log of sessions")),
            narrative: say(lang, narrative),
        }
    }
}

fn part_id(achievement_id: &str, part: &str) -> String {
    format!("{achievement_id}#{part}")
}

fn title(lang: Lang) -> String {
    let said = Said::new(
        "Facilitation : transmettre le numérique à d’autres",
        "Facilitation: teaching digital skills to others",
    );
    say(lang, said)
}

fn what_it_is() -> Said {
    Said::new(
        "La personne a transmis à d’autres ce qu’elle sait du numérique, pendant des séances de \
         son réseau.",
        "The person taught others what they know of digital tools, in sessions of their network.",
    )
}

fn criteria() -> Said {
    Said::new(
        format!(
            "Au moins {SESSIONS_MIN} séances tenues, animées ou coanimées, et {HOURS_MIN} heures \
             en tout. Elles sont comptées dans le journal du réseau."
        ),
        format!(
            "At least {SESSIONS_MIN} sessions held, led or co-led, and {HOURS_MIN} hours in all. \
             They are counted in the network’s log."
        ),
    )
}
