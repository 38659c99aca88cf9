//! Mentoring pairs ("binômes"): somebody who knows and somebody who learns, one to three goals.
//!
//! `proposed → accepted → active → completed | ended_early`; `proposed → declined | expired` after
//! 14 days (peer-training-features.md, 3.9). At most three learners per mentor at a time, one
//! mentor per learner and competence, and the mentor may teach each goal's level. Six weeks without
//! a meeting remind both, ten weeks tell a coordinator. Ending never asks for a reason.
//!
//! Chosen where the study is silent: an accepted pair counts like an active one; it becomes active
//! with its first meeting, which is an ordinary individual session; a goal is a competence that the
//! learner does not have at that level yet, no competence twice, by a day to come; either of the
//! two answers what the other proposed; either may end it, complete or not; what the learner knows
//! already is no answer to a mentor's deed; a pair is nobody's business but the two's.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::matching::can_learn;
use crate::competences::levels::Level;
use crate::platform::database::{Id, Moment};
use crate::platform::faults::Reason;
use crate::text_enum;

mod actions;
mod mails;
mod queries;
pub(in crate::network) mod routes;
mod views;

pub use actions::{propose, settle, step};
pub use views::{GoalInput, PairAct, PairInput, PairStepInput};

#[cfg(test)]
mod tests;

pub const MOST_GOALS: usize = 3;
pub const MOST_LEARNERS: usize = 3;
const EXPIRY_S: i64 = 14 * 86_400;
const WEEK_S: i64 = 7 * 86_400;

text_enum! {
    /// Where a pair stands.
    PairState {
        Proposed = "proposed",
        Accepted = "accepted",
        Active = "active",
        Completed = "completed",
        EndedEarly = "ended_early",
        Declined = "declined",
        Expired = "expired",
    }
}

impl PairState {
    /// Agreed on and not over.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Accepted | Self::Active)
    }
}

/// What a pair works towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    pub competence_id: Id,
    pub target: Level,
    pub by: NaiveDate,
}

/// Two people and their goals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub id: Id,
    pub mentor_id: Id,
    pub learner_id: Id,
    /// One of the two.
    pub proposed_by: Id,
    pub goals: Vec<Goal>,
    pub state: PairState,
    pub proposed_at: Moment,
    pub accepted_at: Option<Moment>,
    pub last_met_at: Option<Moment>,
}

/// What is known of the two on a goal's competence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knows {
    /// V of the mentor or their grant, whichever goes further.
    pub mentor_teaches: Option<Level>,
    /// W of the learner.
    pub learner: Option<Level>,
}

/// Why a pair, or a step of one, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairRefused {
    Oneself,
    /// Not one to three, or a competence twice.
    Goals,
    /// A goal's day is not to come.
    GoalDay,
    /// The mentor may not teach that competence so far.
    AboveMentor(Id),
    /// The learner has that level already.
    AlreadyThere(Id),
    /// Three learners already.
    MentorFull,
    /// Another mentor for that competence already.
    HasMentor(Id),
    /// Not from that state.
    NotFrom(PairState),
    /// Not one of the two, or not the one asked.
    NotTheirs,
}

impl PairRefused {
    /// Code and sentence.
    pub fn reason(self) -> Reason {
        let told = Reason::fixed;
        match self {
            Self::Oneself => {
                told("oneself", "Un binôme, c’est deux personnes.", "A pair is two people.")
            }
            Self::Goals => told(
                "goals",
                "Un binôme a un à trois objectifs, sur des compétences différentes.",
                "A pair has one to three goals, on different competences.",
            ),
            Self::GoalDay => told(
                "date_out_of_range",
                "La date d’un objectif est à venir.",
                "The day of a goal is to come.",
            ),
            Self::AboveMentor(_) => told(
                "above_own_level",
                "Qui accompagne doit pouvoir enseigner le niveau visé.",
                "The mentor must be able to teach the level aimed at.",
            ),
            Self::AlreadyThere(_) => told(
                "already_there",
                "Ce niveau est déjà atteint.",
                "This level is reached already.",
            ),
            Self::MentorFull => told(
                "mentor_full",
                "Une personne accompagne trois binômes au plus à la fois.",
                "Nobody mentors more than three learners at a time.",
            ),
            Self::HasMentor(_) => told(
                "has_mentor",
                "Quelqu’un accompagne déjà cette personne sur cette compétence.",
                "Somebody mentors this person on this competence already.",
            ),
            Self::NotFrom(_) => told(
                "not_possible",
                "L’état de ce binôme ne le permet pas.",
                "The state of this pair does not allow it.",
            ),
            Self::NotTheirs => told(
                "not_theirs",
                "Ce n’est pas à cette personne d’en décider.",
                "This is not for this person to decide.",
            ),
        }
    }
}

/// What may happen to a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairStep {
    Accept {
        by: Id,
    },
    Decline {
        by: Id,
    },
    /// An individual session of the two was held.
    Meet,
    Complete {
        by: Id,
    },
    End {
        by: Id,
    },
}

/// Whom six or ten weeks without a meeting tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    RemindBoth,
    TellCoordinator,
}

impl Pair {
    /// The rules of a new pair, and of one about to be accepted: `knows` has what is known on each
    /// goal, in their order; `others` are the pairs of the two.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(
        &self,
        knows: &[Knows],
        others: &[Self],
        today: NaiveDate,
    ) -> Result<(), PairRefused> {
        if self.mentor_id == self.learner_id {
            return Err(PairRefused::Oneself);
        }
        let competences: BTreeSet<Id> = self.goals.iter().map(|goal| goal.competence_id).collect();
        let are_some = (1..=MOST_GOALS).contains(&self.goals.len());
        if !are_some || competences.len() < self.goals.len() || knows.len() != self.goals.len() {
            return Err(PairRefused::Goals);
        }
        for (goal, known) in self.goals.iter().zip(knows) {
            goal.check(*known, today)?;
        }
        let others = others.iter().filter(|pair| pair.id != self.id && pair.state.is_running());
        self.check_others(&others.collect::<Vec<_>>())
    }

    fn check_others(&self, running: &[&Self]) -> Result<(), PairRefused> {
        let learners: BTreeSet<Id> = running
            .iter()
            .filter(|pair| pair.mentor_id == self.mentor_id)
            .map(|pair| pair.learner_id)
            .chain([self.learner_id])
            .collect();
        if learners.len() > MOST_LEARNERS {
            return Err(PairRefused::MentorFull);
        }
        let theirs = running.iter().filter(|pair| pair.learner_id == self.learner_id);
        let taken: BTreeSet<Id> =
            theirs.flat_map(|pair| &pair.goals).map(|goal| goal.competence_id).collect();
        let twice = self.goals.iter().find(|goal| taken.contains(&goal.competence_id));
        twice.map_or(Ok(()), |goal| Err(PairRefused::HasMentor(goal.competence_id)))
    }

    /// Takes a step. Accepting asks [`Pair::check`] once more, before: much may have changed.
    ///
    /// # Errors
    /// The rule it breaks; nothing has changed then.
    pub fn take(&mut self, step: PairStep, at: Moment) -> Result<(), PairRefused> {
        let is_one = |by: Id| by == self.mentor_id || by == self.learner_id;
        let (allowed, state) = match (step, self.state) {
            (PairStep::Accept { by }, PairState::Proposed) => {
                (is_one(by) && by != self.proposed_by, PairState::Accepted)
            }
            (PairStep::Decline { by }, PairState::Proposed) => (is_one(by), PairState::Declined),
            (PairStep::Meet, state) if state.is_running() => (true, PairState::Active),
            (PairStep::Complete { by }, PairState::Active) => (is_one(by), PairState::Completed),
            (PairStep::End { by }, state) if state.is_running() => {
                (is_one(by), PairState::EndedEarly)
            }
            (_, state) => return Err(PairRefused::NotFrom(state)),
        };
        if !allowed {
            return Err(PairRefused::NotTheirs);
        }
        match step {
            PairStep::Accept { .. } => self.accepted_at = Some(at),
            // A session may be logged late.
            PairStep::Meet => self.last_met_at = self.last_met_at.max(Some(at)),
            _ => {}
        }
        self.state = state;
        Ok(())
    }

    /// A proposal that nobody answered for 14 days expires; whether it just did.
    pub fn settle(&mut self, at: Moment) -> bool {
        let is_due = self.proposed_at.plus_seconds(EXPIRY_S) <= at;
        if self.state != PairState::Proposed || !is_due {
            return false;
        }
        self.state = PairState::Expired;
        true
    }

    /// Whom a silence of six or ten weeks tells; each once per silence is the outbox's to keep,
    /// by [`Pair::silent_since`].
    pub fn silence(&self, at: Moment) -> Option<Silence> {
        let since = self.silent_since()?;
        if since.plus_seconds(10 * WEEK_S) <= at {
            Some(Silence::TellCoordinator)
        } else if since.plus_seconds(6 * WEEK_S) <= at {
            Some(Silence::RemindBoth)
        } else {
            None
        }
    }

    /// The last meeting, or the yes to the pair when there was none; none unless it runs.
    pub fn silent_since(&self) -> Option<Moment> {
        self.last_met_at.or(self.accepted_at).filter(|_| self.state.is_running())
    }
}

impl Goal {
    fn check(&self, known: Knows, today: NaiveDate) -> Result<(), PairRefused> {
        if self.by <= today {
            Err(PairRefused::GoalDay)
        } else if known.mentor_teaches < Some(self.target) {
            Err(PairRefused::AboveMentor(self.competence_id))
        } else if !can_learn(known.learner, self.target) || !self.target.proves() {
            Err(PairRefused::AlreadyThere(self.competence_id))
        } else {
            Ok(())
        }
    }
}
