//! Names and definitions of the figures, in both languages.

use crate::platform::http::Said;
use crate::text_enum;

text_enum! {
    /// What is counted.
    NetworkFigure {
        WorkshopsHeld = "workshops_held",
        FillRate = "fill_rate",
        NoShowRate = "no_show_rate",
        ActiveFacilitators = "active_facilitators",
        NewFacilitators = "new_facilitators",
        RetainedFacilitators = "retained_facilitators",
        RelayRate = "relay_rate",
        CascadeDepth = "cascade_depth",
        HoursGiven = "hours_given",
        HelpAnswered = "help_answered",
        HelpDelay = "help_delay",
        HelpSolved = "help_solved",
    }
}

impl NetworkFigure {
    pub fn title(self) -> Said {
        let said = Said::new;
        match self {
            Self::WorkshopsHeld => said("Ateliers tenus", "Workshops held"),
            Self::FillRate => said("Taux de remplissage", "Fill rate"),
            Self::NoShowRate => said("Taux d’absence", "No-show rate"),
            Self::ActiveFacilitators => said("Personnes qui animent", "Active facilitators"),
            Self::NewFacilitators => said("Nouvelles parmi elles", "New among them"),
            Self::RetainedFacilitators => said("Restées depuis la période d’avant", "Retained"),
            Self::RelayRate => said("Taux de relais", "Relay rate"),
            Self::CascadeDepth => said("Profondeur de la cascade", "Cascade depth"),
            Self::HoursGiven => said("Minutes données", "Minutes given"),
            Self::HelpAnswered => said("Demandes d’aide répondues", "Help requests answered"),
            Self::HelpDelay => said("Délai de réponse", "Time to answer"),
            Self::HelpSolved => said("Demandes résolues", "Help requests solved"),
        }
    }

    pub fn definition(self) -> Said {
        let said = Said::new;
        match self {
            Self::WorkshopsHeld => said(
                "Ateliers prévus qui ont eu lieu pendant la période.",
                "Planned workshops that were held in the period.",
            ),
            Self::FillRate => said(
                "Personnes présentes, en tout ou partie, rapportées aux places des ateliers tenus.",
                "People who were there, wholly or in part, over the seats of workshops held.",
            ),
            Self::NoShowRate => said(
                "Personnes attendues et pas venues sans prévenir, rapportées aux présentes et aux \
                 absentes.",
                "People who were expected and did not come without a word, over those who were \
                 there or did not come.",
            ),
            Self::ActiveFacilitators => said(
                "Personnes différentes qui ont animé ou coanimé un atelier tenu pendant la période.",
                "Distinct people who led or co-led a workshop held in the period.",
            ),
            Self::NewFacilitators => said(
                "Parmi elles, celles dont c’est la première fois pendant la période.",
                "Of these, those whose first time falls into the period.",
            ),
            Self::RetainedFacilitators => said(
                "Personnes qui ont animé pendant la période d’avant, de même longueur, et qui \
                 animent encore pendant celle-ci.",
                "People who led in the period before, of the same length, and lead in this one too.",
            ),
            Self::RelayRate => said(
                "Personnes venues apprendre pour la première fois pendant la période et devenues \
                 facilitatrices actives dans les 12 mois. Le taux d’une période récente n’est pas \
                 encore complet.",
                "People who came to learn for the first time in the period and became active \
                 facilitators within 12 months. The rate of a recent period is not complete yet.",
            ),
            Self::CascadeDepth => said(
                "La plus longue suite de personnes formées l’une par l’autre jusqu’à la fin de la \
                 période : 1 quand quelqu’un a appris, 2 quand une personne formée a formé à son \
                 tour. Qui anime y garde la place de sa première animation.",
                "The longest chain of people trained by one another up to the end of the period: 1 \
                 once somebody has learnt, 2 once somebody trained has trained in turn. Who \
                 leads keeps the place of their first time.",
            ),
            Self::HoursGiven => said(
                "Durée des ateliers tenus, comptée pour chaque personne qui anime ou coanime.",
                "Length of workshops held, counted for each person who leads or co-leads.",
            ),
            Self::HelpAnswered => said(
                "Demandes d’aide de la période qui ont reçu une réponse.",
                "Help requests asked in the period that were answered.",
            ),
            Self::HelpDelay => said(
                "Médiane des jours ouvrés entre la demande et la réponse.",
                "Median of working days between a request and its answer.",
            ),
            Self::HelpSolved => said(
                "Parmi celles dont on sait ce qu’il en est, les demandes résolues.",
                "Of those of which we know what came, the requests that are solved.",
            ),
        }
    }
}
