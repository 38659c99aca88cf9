//! Why an attestation is refused: the rule it breaks, and what would make it possible.

use chrono::NaiveDate;

use super::attesting::{MUTUAL_DAYS, SHARED_SESSION_DAYS};
use super::level::Level;
use crate::platform::http::Said;

/// A broken rule, with what one needs to know to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// f ≠ l.
    Oneself,
    /// A co-signature is somebody else's.
    CosignedByOneself,
    InTheFuture,
    /// Above the framework's maximum of that day.
    AboveReachable {
        max: Level,
    },
    /// Level 0.
    ProvesNothing,
    /// No held session in common in the last 60 days; the last one before, if any.
    NoSharedSession {
        last: Option<NaiveDate>,
    },
    /// V of the attester, and their grant, stay below the level.
    AboveOwn {
        own: Option<Level>,
        granted: Option<Level>,
    },
    /// The learner attested the attester on that competence less than 91 days ago.
    Mutual {
        since: NaiveDate,
        possible_on: NaiveDate,
    },
    /// More than one step above W of the learner, without co-signature.
    MoreThanOneStep {
        from: Option<Level>,
        /// The highest level without it; absent when it may not be told.
        most: Option<Level>,
    },
}

impl Refusal {
    /// Stable code of the rule.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::CosignedByOneself => "cosigned_by_oneself",
            Self::InTheFuture => "date_out_of_range",
            Self::AboveReachable { .. } => "above_reachable",
            Self::ProvesNothing => "proves_nothing",
            Self::NoSharedSession { .. } => "no_shared_session",
            Self::AboveOwn { .. } => "above_own_level",
            Self::Mutual { .. } => "mutual_attestation",
            Self::MoreThanOneStep { .. } => "more_than_one_step",
        }
    }

    /// The field of an attestation that it is about.
    pub const fn pointer(&self) -> &'static str {
        match self {
            Self::Oneself => "/learner_id",
            Self::NoSharedSession { .. } => "/session_id",
            Self::Mutual { .. } | Self::CosignedByOneself => "",
            _ => "/level",
        }
    }

    /// The same rule for somebody who may not be told the person's level.
    pub const fn without_level(self) -> Self {
        match self {
            Self::MoreThanOneStep { .. } => Self::MoreThanOneStep { from: None, most: None },
            other => other,
        }
    }

    /// Whether a coordinator's signature is all that is missing.
    pub fn needs_only_cosignature(refusals: &[Self]) -> bool {
        !refusals.is_empty() && refusals.iter().all(|r| matches!(r, Self::MoreThanOneStep { .. }))
    }

    /// The rule, as said to the facilitator.
    pub fn rule(&self) -> Said {
        match self {
            Self::Oneself => {
                Said::new("On n’atteste pas son propre niveau.", "Nobody attests their own level.")
            }
            Self::CosignedByOneself => Said::new(
                "La co-signature vient d’une troisième personne.",
                "The co-signature comes from a third person.",
            ),
            Self::InTheFuture => Said::new(
                "Une attestation ne peut pas être datée dans le futur.",
                "An attestation cannot be dated in the future.",
            ),
            Self::AboveReachable { max } => Said::new(
                format!("Le niveau {max} est le plus haut du référentiel à cette date."),
                format!("Level {max} is the highest of the framework on that day."),
            ),
            Self::ProvesNothing => {
                Said::new("Un niveau 0 ne prouve rien.", "A level 0 proves nothing.")
            }
            Self::NoSharedSession { .. } => Said::new(
                format!(
                    "Il faut une séance tenue ensemble dans les {SHARED_SESSION_DAYS} derniers \
                     jours."
                ),
                format!(
                    "A session held together in the last {SHARED_SESSION_DAYS} days is needed."
                ),
            ),
            Self::AboveOwn { .. } => Said::new(
                "On atteste au plus son propre niveau vérifié.",
                "Nobody attests more than their own verified level.",
            ),
            Self::Mutual { .. } => Said::new(
                format!(
                    "Deux personnes ne s’attestent pas l’une l’autre sur une compétence en \
                     {MUTUAL_DAYS} jours."
                ),
                format!(
                    "Two people do not attest each other on one competence within {MUTUAL_DAYS} \
                     days."
                ),
            ),
            Self::MoreThanOneStep { from, most } => more_than_one_step(*from, *most),
        }
    }

    /// What would make it possible.
    pub fn remedy(&self) -> Said {
        match self {
            Self::Oneself => Said::new(
                "Demandez à un·e autre médiateur·rice avec qui vous avez partagé une séance.",
                "Ask another facilitator with whom you shared a session.",
            ),
            Self::CosignedByOneself => {
                Said::new("Demandez à une coordination.", "Ask a coordinator.")
            }
            Self::InTheFuture => Said::new("Datez-la d’aujourd’hui.", "Date it today."),
            Self::AboveReachable { max } => Said::new(
                format!("Attestez le niveau {max} au plus."),
                format!("Attest level {max} at most."),
            ),
            Self::ProvesNothing => Said::new(
                "Attestez un niveau à partir de 1, ou rien.",
                "Attest a level from 1 up, or nothing.",
            ),
            Self::NoSharedSession { last } => no_shared_session(*last),
            Self::AboveOwn { own, granted } => above_own((*own).max(*granted)),
            Self::Mutual { possible_on, .. } => Said::new(
                format!(
                    "Une autre personne peut attester, ou vous à partir du {}.",
                    possible_on.format("%d/%m/%Y")
                ),
                format!("Somebody else can attest, or you from {possible_on} on."),
            ),
            Self::MoreThanOneStep { most: Some(most), .. } => Said::new(
                format!("Attestez le niveau {most}, ou faites co-signer par une coordination."),
                format!("Attest level {most}, or have it co-signed by a coordinator."),
            ),
            Self::MoreThanOneStep { most: None, .. } => Said::new(
                "Attestez un niveau plus bas, ou faites co-signer par une coordination.",
                "Attest a lower level, or have it co-signed by a coordinator.",
            ),
        }
    }
}

fn more_than_one_step(from: Option<Level>, most: Option<Level>) -> Said {
    match from {
        _ if most.is_none() => {
            Said::new("On monte d’un niveau à la fois.", "A level rises one step at a time.")
        }
        Some(from) => Said::new(
            format!("Niveau actuel {from} : on monte d’un niveau à la fois."),
            format!("Level {from} so far: it rises one step at a time."),
        ),
        None => Said::new(
            "Niveau inconnu jusqu’ici : on commence au niveau 1.",
            "No level known so far: it starts at level 1.",
        ),
    }
}

fn no_shared_session(last: Option<NaiveDate>) -> Said {
    match last {
        Some(last) => Said::new(
            format!(
                "La dernière date du {}. Enregistrez une nouvelle séance avec cette personne.",
                last.format("%d/%m/%Y")
            ),
            format!("The last one was on {last}. Log a new session with this person."),
        ),
        None => Said::new(
            "Enregistrez une séance avec cette personne.",
            "Log a session with this person.",
        ),
    }
}

fn above_own(most: Option<Level>) -> Said {
    let (up_to_fr, up_to_en) = match most {
        Some(most) => (
            format!("Attestez le niveau {most} au plus, ou faites"),
            format!("Attest level {most} at most, or have"),
        ),
        None => ("Faites".to_owned(), "Have".to_owned()),
    };
    Said::new(
        format!(
            "{up_to_fr} vérifier le vôtre : profil ou certificat Pix, attestation d’un pair, ou \
             autorisation d’une coordination."
        ),
        format!(
            "{up_to_en} yours verified: a Pix profile or certificate, a peer’s attestation, or a \
             coordinator’s grant."
        ),
    )
}
