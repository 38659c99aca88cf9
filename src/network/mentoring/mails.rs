//! What people are told of pairs: no name, no level.

use super::queries::PairRow;
use crate::network::telling::Telling;
use crate::platform::database::Moment;
use crate::platform::http::Said;

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Proposed,
    Accepted,
    Declined,
    Expired,
    Over,
    /// Six weeks without a meeting.
    Silent,
    /// Ten weeks, to a coordinator.
    VerySilent,
}

impl Told {
    /// Ready to be told; `time` sets apart what may happen again.
    pub fn telling(self, row: &PairRow, time: Moment) -> Telling {
        let said = Said::new;
        let (kind, subject, text) = match self {
            Self::Proposed => (
                "pair_proposed",
                said("On vous propose un binôme", "Somebody proposes a pair to you"),
                said(
                    "Quelqu’un vous propose de travailler en binôme, avec un à trois objectifs. \
                     Répondez dans les quatorze jours.",
                    "Somebody proposes that you work as a pair, with one to three goals. Answer \
                     within fourteen days.",
                ),
            ),
            Self::Accepted => (
                "pair_accepted",
                said("Votre binôme est accepté", "Your pair is agreed on"),
                said(
                    "Votre proposition est acceptée. Convenez d’un premier rendez-vous.",
                    "Your proposal is accepted. Agree on a first meeting.",
                ),
            ),
            Self::Declined => (
                "pair_declined",
                said("Votre proposition de binôme", "Your proposal of a pair"),
                said(
                    "Votre proposition n’est pas retenue. Vous pouvez en faire une autre.",
                    "Your proposal was not taken up. You may make another one.",
                ),
            ),
            Self::Expired => (
                "pair_expired",
                said("Votre proposition de binôme a expiré", "Your proposal of a pair has expired"),
                said(
                    "Votre proposition est restée quatorze jours sans réponse : elle est close.",
                    "Your proposal stayed fourteen days without an answer: it is over.",
                ),
            ),
            Self::Over => (
                "pair_over",
                said("Votre binôme prend fin", "Your pair has come to its end"),
                said(
                    "L’autre personne a mis fin au binôme. Merci pour le chemin fait ensemble.",
                    "The other person has ended the pair. Thank you for the way you went together.",
                ),
            ),
            Self::Silent => (
                "pair_silent",
                said("Un rendez-vous pour votre binôme ?", "A date for your pair?"),
                said(
                    "Votre binôme ne s’est pas réuni depuis six semaines. Convenez d’une date, ou \
                     mettez-y fin : aucune raison n’est demandée.",
                    "Your pair has not met for six weeks. Agree on a date, or end it: no reason is \
                     asked for.",
                ),
            ),
            Self::VerySilent => (
                "pair_very_silent",
                said(
                    "Un binôme de votre équipe ne se réunit plus",
                    "A pair of your team no longer meets",
                ),
                said(
                    "Un binôme d’une personne de votre équipe ne s’est pas réuni depuis dix \
                     semaines. Prenez des nouvelles auprès de votre équipe.",
                    "A pair of somebody of your team has not met for ten weeks. Ask your team how \
                     things are.",
                ),
            ),
        };
        let path = match self {
            Self::VerySilent => "/".to_owned(),
            _ => format!("/binomes/{}", row.id),
        };
        Telling { kind, object_id: row.id, time, subject, text, path }
    }
}
