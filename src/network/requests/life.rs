//! One request, from asking to closing.

use chrono_tz::Tz;

use crate::competences::levels::Level;
use crate::network::time::working_days_later;
use crate::platform::database::{Id, Moment};
use crate::platform::faults::Reason;
use crate::text_enum;

/// Working days after which a claim falls back, and the request goes to the district.
pub const FALLBACK_DAYS: usize = 3;
/// Working days after which it goes to the coordinators.
pub const COORDINATOR_DAYS: usize = 7;
/// Days after which an open request expires.
pub const EXPIRY_DAYS: i64 = 60;

text_enum! {
    /// Where a request stands.
    HelpState {
        Open = "open",
        Claimed = "claimed",
        Scheduled = "scheduled",
        Answered = "answered",
        Closed = "closed",
        Withdrawn = "withdrawn",
        Expired = "expired",
    }
}

text_enum! {
    /// What came of it, in the words of who asked.
    Outcome { Solved = "solved", Partly = "partly", Unsolved = "unsolved" }
}

text_enum! {
    /// Who is shown an open request.
    Circle { Nearest = "nearest", District = "district", Coordinators = "coordinators" }
}

/// Somebody's wish for help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpRequest {
    pub id: Id,
    pub person_id: Id,
    /// None for a question in plain words.
    pub competence_id: Option<Id>,
    /// The level they want to reach.
    pub target: Option<Level>,
    /// Where, as clusters and districts are drawn: the code of an area.
    pub area: String,
    pub asked_at: Moment,
    /// The name is shown to nobody before somebody claims it.
    pub hides_name: bool,
    pub state: HelpState,
    pub claimed_by: Option<Id>,
    pub claimed_at: Option<Moment>,
    pub session_id: Option<Id>,
    pub outcome: Option<Outcome>,
}

/// What may happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpStep {
    /// A facilitator takes it on.
    Claim { by: Id },
    /// Who claimed it gives it back.
    GiveBack { by: Id },
    /// A session is agreed on.
    Schedule { by: Id, session_id: Id },
    /// That session was cancelled, or did not happen.
    Unschedule { session_id: Id },
    /// By a message, a resource, or the session held.
    Answer { by: Id },
    /// Who asked says what came of it.
    Close { by: Id, outcome: Outcome },
    /// Who asked no longer needs it.
    Withdraw { by: Id },
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestRefused {
    /// Not from that state.
    NotFrom(HelpState),
    /// Nobody answers their own request.
    Oneself,
    /// Only who claimed it may.
    NotTheirs,
    /// Only who asked may.
    NotTheAsker,
}

impl RequestRefused {
    /// Code and sentence.
    pub fn reason(self) -> Reason {
        match self {
            Self::NotFrom(_) => Reason::fixed(
                "not_possible",
                "L’état de cette demande ne le permet pas.",
                "The state of this request does not allow it.",
            ),
            Self::Oneself => Reason::fixed(
                "oneself",
                "On ne répond pas à sa propre demande.",
                "Nobody answers their own request.",
            ),
            Self::NotTheirs => Reason::fixed(
                "not_theirs",
                "Une autre personne a pris cette demande.",
                "Somebody else claimed this request.",
            ),
            Self::NotTheAsker => Reason::fixed(
                "not_the_asker",
                "Seule la personne qui a demandé en décide.",
                "Only who asked decides that.",
            ),
        }
    }
}

impl HelpRequest {
    /// Takes a step.
    ///
    /// # Errors
    /// The rule it breaks; nothing has changed then.
    pub fn take(&mut self, step: HelpStep, at: Moment) -> Result<(), RequestRefused> {
        match step {
            HelpStep::Claim { by } => {
                self.must_be(&[HelpState::Open])?;
                if by == self.person_id {
                    return Err(RequestRefused::Oneself);
                }
                (self.state, self.claimed_by, self.claimed_at) =
                    (HelpState::Claimed, Some(by), Some(at));
            }
            HelpStep::GiveBack { by } => {
                self.must_be(&[HelpState::Claimed])?;
                self.must_be_claimed_by(by)?;
                self.reopen();
            }
            HelpStep::Schedule { by, session_id } => {
                self.must_be(&[HelpState::Claimed])?;
                self.must_be_claimed_by(by)?;
                (self.state, self.session_id) = (HelpState::Scheduled, Some(session_id));
            }
            HelpStep::Unschedule { session_id } => {
                self.must_be(&[HelpState::Scheduled])?;
                if self.session_id != Some(session_id) {
                    return Err(RequestRefused::NotFrom(self.state));
                }
                self.reopen();
            }
            HelpStep::Answer { by } => {
                self.must_be(&[HelpState::Claimed, HelpState::Scheduled])?;
                self.must_be_claimed_by(by)?;
                self.state = HelpState::Answered;
            }
            HelpStep::Close { by, outcome } => {
                self.must_be(&[HelpState::Answered])?;
                self.must_be_asked_by(by)?;
                (self.state, self.outcome) = (HelpState::Closed, Some(outcome));
            }
            HelpStep::Withdraw { by } => {
                self.must_be(&[HelpState::Open, HelpState::Claimed, HelpState::Scheduled])?;
                self.must_be_asked_by(by)?;
                self.state = HelpState::Withdrawn;
            }
        }
        Ok(())
    }

    /// What has fallen due by an instant: a claim that falls back, a request that expires.
    /// Whether anything has. Twice is once.
    pub fn settle(&mut self, zone: Tz, at: Moment) -> bool {
        let before = self.state;
        if self.falls_back_at(zone).is_some_and(|due| due <= at) {
            self.reopen();
        }
        if self.state == HelpState::Open && self.expires_at() <= at {
            self.state = HelpState::Expired;
        }
        self.state != before
    }

    /// When its claim falls back, if it is claimed.
    pub fn falls_back_at(&self, zone: Tz) -> Option<Moment> {
        let claimed_at = self.claimed_at.filter(|_| self.state == HelpState::Claimed)?;
        Some(working_days_later(zone, claimed_at, FALLBACK_DAYS))
    }

    /// When it expires, if it is still open.
    pub fn expires_at(&self) -> Moment {
        self.asked_at.plus_seconds(EXPIRY_DAYS * 86_400)
    }

    /// Who is shown it at an instant; nobody unless it is open.
    pub fn circle(&self, zone: Tz, at: Moment) -> Option<Circle> {
        let after = |days| working_days_later(zone, self.asked_at, days) <= at;
        (self.state == HelpState::Open).then(|| {
            if after(COORDINATOR_DAYS) {
                Circle::Coordinators
            } else if after(FALLBACK_DAYS) {
                Circle::District
            } else {
                Circle::Nearest
            }
        })
    }

    /// Whether its name may be shown to somebody else than who asked.
    pub fn shows_name(&self) -> bool {
        !self.hides_name || self.claimed_by.is_some()
    }

    fn must_be(&self, states: &[HelpState]) -> Result<(), RequestRefused> {
        let is = states.contains(&self.state);
        if is { Ok(()) } else { Err(RequestRefused::NotFrom(self.state)) }
    }

    fn must_be_claimed_by(&self, person_id: Id) -> Result<(), RequestRefused> {
        let is = self.claimed_by == Some(person_id);
        if is { Ok(()) } else { Err(RequestRefused::NotTheirs) }
    }

    fn must_be_asked_by(&self, person_id: Id) -> Result<(), RequestRefused> {
        let is = self.person_id == person_id;
        if is { Ok(()) } else { Err(RequestRefused::NotTheAsker) }
    }

    fn reopen(&mut self) {
        self.state = HelpState::Open;
        self.claimed_by = None;
        self.claimed_at = None;
        self.session_id = None;
    }
}
