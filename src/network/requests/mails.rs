//! What people are told of help requests: never whose they are, never a level, never the question.

use super::queries::HelpRow;
use crate::competences::Catalogue;
use crate::network::telling::Telling;
use crate::platform::database::Moment;
use crate::platform::http::Said;
use crate::territories;

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// To the nearest: would you help?
    Asked,
    /// To those who work in the commune: nobody has answered yet.
    Open,
    /// To coordinators: it waits.
    Waiting,
    Claimed,
    GivenBack,
    /// The workshop was held, without who asked.
    Missed,
    Scheduled,
    Answered,
    Closed,
    Withdrawn,
    Expired,
}

impl Told {
    const fn kind(self) -> &'static str {
        match self {
            Self::Asked => "help_asked",
            Self::Open => "help_open",
            Self::Waiting => "help_waiting",
            Self::Claimed => "help_claimed",
            Self::GivenBack => "help_given_back",
            Self::Missed => "help_missed",
            Self::Scheduled => "help_scheduled",
            Self::Answered => "help_answered",
            Self::Closed => "help_closed",
            Self::Withdrawn => "help_withdrawn",
            Self::Expired => "help_expired",
        }
    }

    fn subject(self) -> Said {
        let said = Said::new;
        match self {
            Self::Asked => said("Quelqu’un vous demande de l’aide", "Somebody asks for your help"),
            Self::Open => said(
                "Une demande d’aide attend dans votre commune",
                "A request for help waits in your commune",
            ),
            Self::Waiting => {
                said("Une demande d’aide attend une réponse", "A request for help awaits an answer")
            }
            Self::Claimed => said("Quelqu’un va vous aider", "Somebody is going to help you"),
            Self::GivenBack | Self::Missed => said(
                "Votre demande d’aide est de nouveau ouverte",
                "Your request for help is open again",
            ),
            Self::Scheduled => said("Un rendez-vous pour votre demande", "A date for your request"),
            Self::Answered => {
                said("Votre demande d’aide a une réponse", "Your request for help has an answer")
            }
            Self::Closed => said("Merci pour votre aide", "Thank you for your help"),
            Self::Withdrawn => {
                said("Une demande d’aide est retirée", "A request for help was withdrawn")
            }
            Self::Expired => {
                said("Votre demande d’aide a expiré", "Your request for help has expired")
            }
        }
    }

    fn text(self, what: &Said, place: &str) -> Said {
        let (fr, en) = (&what.fr, &what.en);
        match self {
            Self::Asked => Said::new(
                format!(
                    "À {place}, quelqu’un demande de l’aide sur {fr}. Vous faites partie des \
                     trois personnes les mieux placées pour répondre. Si vous pouvez, prenez la \
                     demande ; sinon, ne faites rien."
                ),
                format!(
                    "In {place}, somebody asks for help with {en}. You are one of the three best \
                     placed to answer. Take the request if you can; if not, do nothing."
                ),
            ),
            Self::Open => Said::new(
                format!("À {place}, une demande d’aide sur {fr} n’a pas encore trouvé preneur."),
                format!("In {place}, nobody has taken on a request for help with {en} yet."),
            ),
            Self::Waiting => Said::new(
                format!(
                    "À {place}, une demande d’aide sur {fr} attend depuis plus de sept jours \
                     ouvrés. À vous de trouver une issue avec votre équipe."
                ),
                format!(
                    "In {place}, a request for help with {en} has waited for more than seven \
                     working days. It is for you and your team to find a way."
                ),
            ),
            Self::Claimed => Said::new(
                format!("Votre demande sur {fr} est prise en charge. On vous recontacte bientôt."),
                format!("Somebody has taken on your request about {en}. You will hear from them."),
            ),
            Self::GivenBack => Said::new(
                format!(
                    "La personne qui avait pris votre demande sur {fr} ne peut finalement pas y \
                     répondre. La demande est de nouveau ouverte : rien à faire de votre côté."
                ),
                format!(
                    "Whoever had taken on your request about {en} cannot answer it after all. It \
                     is open again: there is nothing for you to do."
                ),
            ),
            Self::Missed => Said::new(
                format!(
                    "L’atelier prévu pour votre demande sur {fr} a eu lieu sans vous. La demande \
                     est de nouveau ouverte ; si vous n’en avez plus besoin, retirez-la."
                ),
                format!(
                    "The workshop planned for your request about {en} was held without you. It is \
                     open again; if you no longer need it, withdraw it."
                ),
            ),
            Self::Scheduled => Said::new(
                format!("Un atelier est prévu pour votre demande sur {fr}. Vous y êtes invité·e."),
                format!("A workshop is planned for your request about {en}. You are invited."),
            ),
            Self::Answered => Said::new(
                format!("Votre demande sur {fr} a reçu une réponse. Dites si elle vous a aidé·e."),
                format!("Your request about {en} has an answer. Say whether it helped."),
            ),
            Self::Closed => Said::new(
                format!("La personne que vous avez aidée sur {fr} a dit ce qu’il en est."),
                format!("Whom you helped with {en} has said what came of it."),
            ),
            Self::Withdrawn => Said::new(
                format!("La demande sur {fr} que vous aviez prise est retirée. Rien à faire."),
                format!("The request about {en} that you took on was withdrawn. Nothing to do."),
            ),
            Self::Expired => Said::new(
                format!(
                    "Votre demande sur {fr} est restée soixante jours sans réponse. Elle est \
                     close ; vous pouvez la refaire."
                ),
                format!(
                    "Your request about {en} stayed sixty days without an answer. It is over; \
                     you may ask again."
                ),
            ),
        }
    }

    /// Ready to be told.
    pub fn telling(self, row: &HelpRow, catalogue: &Catalogue, time: Moment) -> Telling {
        let competence = row.competence_id.and_then(|id| catalogue.find(id));
        let what = match competence {
            Some(found) => {
                let title_en = match found.title_en.as_str() {
                    "" => &found.title_fr,
                    title => title,
                };
                Said::new(format!("« {} »", found.title_fr), format!("“{title_en}”"))
            }
            None => Said::new("une question", "a question"),
        };
        let place = territories::commune(&row.area).map_or("", |commune| commune.name);
        Telling {
            kind: self.kind(),
            object_id: row.id,
            time,
            subject: self.subject(),
            text: self.text(&what, place),
            path: format!("/aide/{}", row.id),
        }
    }
}
