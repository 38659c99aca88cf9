//! Why a command is refused.

use crate::platform::database::Id;
use crate::platform::faults::Reason;

/// The rule it breaks. A refused command changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Cancelled, or not published.
    Closed,
    /// The workshop has begun.
    Started,
    /// There is no such enrolment in this workshop.
    Unknown,
    /// Another command has this id.
    CommandReused,
    /// Another enrolment has this id.
    IdTaken,
    /// The person's enrolment.
    AlreadyEnrolled(Id),
    /// Nobody learns where they facilitate.
    Facilitates,
    /// The person's sessions at that time.
    Overlap(Vec<Id>),
    Full,
    /// Not in a state from which that follows.
    NotPossible,
    /// The offer has lapsed.
    OfferLapsed,
    /// A free seat goes to the queue by itself until 2 h before the start.
    QueueDecides,
    /// Before the day, or more than 30 days after the end.
    NotTheTime,
    NoReason,
    /// Who manages the workshop said something else.
    SaidOtherwise,
    /// Only who manages the workshop lets in there.
    AskFacilitator,
    /// A free seat, and others wait for it.
    OthersWait,
    /// A tap is taken back within a minute.
    TooLate,
}

impl Refusal {
    /// Code and sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Closed => {
                told("closed", "Cet atelier n’est pas ouvert.", "This workshop is not open.")
            }
            Self::Started => told("started", "Cet atelier a commencé.", "This workshop has begun."),
            Self::Unknown => told(
                "unknown_value",
                "Cette inscription n’existe pas.",
                "There is no such enrolment.",
            ),
            Self::CommandReused => told(
                "command_reused",
                "Une autre action porte déjà cet identifiant.",
                "Another command has this id already.",
            ),
            Self::IdTaken => told(
                "id_taken",
                "Une autre inscription porte déjà cet identifiant.",
                "Another enrolment has this id already.",
            ),
            Self::AlreadyEnrolled(_) => told(
                "already_enrolled",
                "Cette personne est déjà inscrite.",
                "This person is already enrolled.",
            ),
            Self::Facilitates => told(
                "facilitates",
                "Cette personne anime l’atelier.",
                "This person facilitates the workshop.",
            ),
            Self::Overlap(_) => told(
                "overlap",
                "Cette personne est prise ailleurs à cette heure.",
                "This person is taken elsewhere at that time.",
            ),
            Self::Full => told("full", "Cet atelier est complet.", "This workshop is full."),
            Self::NotPossible => told(
                "not_possible",
                "L’état de cette inscription ne le permet pas.",
                "The state of this enrolment does not allow it.",
            ),
            Self::OfferLapsed => {
                told("offer_lapsed", "Cette proposition a expiré.", "This offer has lapsed.")
            }
            Self::QueueDecides => told(
                "queue_decides",
                "La liste d’attente décide jusqu’à deux heures avant le début.",
                "The queue decides until two hours before the start.",
            ),
            Self::NotTheTime => told(
                "not_the_time",
                "Les présences se notent du jour même à trente jours après.",
                "Attendance is taken from the day itself until thirty days after.",
            ),
            Self::SaidOtherwise => told(
                "said_otherwise",
                "La personne qui anime a noté autre chose : voyez avec elle.",
                "The facilitator wrote down something else: please see them.",
            ),
            Self::AskFacilitator => told(
                "ask_facilitator",
                "Vous n’êtes pas sur la liste : voyez avec la personne qui anime.",
                "You are not on the list: please see the facilitator.",
            ),
            Self::OthersWait => told(
                "others_wait",
                "D’autres personnes attendent une place : voyez avec la personne qui anime.",
                "Others are waiting for a seat: please see the facilitator.",
            ),
            Self::TooLate => told(
                "too_late",
                "Il est trop tard pour annuler ici : voyez avec la personne qui anime.",
                "It is too late to undo this here: please see the facilitator.",
            ),
            Self::NoReason => Reason::REQUIRED,
        }
    }
}

const fn told(code: &'static str, fr: &'static str, en: &'static str) -> Reason {
    Reason::fixed(code, fr, en)
}
