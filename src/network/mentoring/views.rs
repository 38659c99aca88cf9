//! Pairs as people propose and read them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MOST_GOALS, PairState};
use crate::competences::levels::Level;
use crate::platform::database::{Id, Moment};
use crate::platform::day::Day;
use crate::platform::http::{Checked, Faults, Versioned};
use crate::text_enum;

/// A goal to work towards.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalInput {
    pub competence_id: Id,
    /// 1–8.
    #[schema(example = 3)]
    pub target_level: i32,
    /// By when; to come.
    pub by_on: Day,
}

/// A pair to propose: to a mentor, or to a learner whom one follows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairInput {
    /// The mentor; one learns oneself.
    pub facilitator_id: Option<Id>,
    /// A learner one follows and who has an account; one mentors oneself.
    pub learner_id: Option<Id>,
    /// One to three, on different competences.
    pub goals: Vec<GoalInput>,
}

impl Checked for PairInput {
    fn check(&self, faults: &mut Faults) {
        match (self.facilitator_id, self.learner_id) {
            (None, None) => faults.required("/facilitator_id"),
            (Some(_), Some(_)) => faults.contradiction(
                "/learner_id",
                "Une personne qui accompagne, ou une personne accompagnée.",
                "A mentor, or a learner.",
            ),
            _ => {}
        }
        if self.goals.is_empty() {
            faults.required("/goals");
        }
        if self.goals.len() > MOST_GOALS {
            faults.range("/goals", self.goals.len(), 1, MOST_GOALS);
        }
        for (at, goal) in self.goals.iter().enumerate() {
            faults.range(format!("/goals/{at}/target_level"), goal.target_level, 1, 8);
            let before = &self.goals[..at];
            if before.iter().any(|other| other.competence_id == goal.competence_id) {
                faults.contradiction(
                    format!("/goals/{at}/competence_id"),
                    "Cette compétence figure deux fois.",
                    "This competence is listed twice.",
                );
            }
        }
    }
}

text_enum! {
    /// What one of the two does about their pair.
    PairAct { Accept = "accept", Decline = "decline", Complete = "complete", End = "end" }
}

/// A step of a pair; ending never asks for a reason.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairStepInput {
    pub step: PairAct,
}

impl Checked for PairStepInput {
    fn check(&self, _: &mut Faults) {}
}

/// A goal, and whether it is reached.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct GoalView {
    pub competence_id: Id,
    pub target_level: Level,
    pub by_on: NaiveDate,
    /// When the learner's verified level had come that far.
    pub reached_at: Option<Moment>,
}

/// A pair, for one of the two.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PairView {
    pub id: Id,
    pub version: i32,
    pub state: PairState,
    pub mentor_name: String,
    pub learner_name: String,
    pub is_mentor: bool,
    pub is_proposed_by_me: bool,
    pub goals: Vec<GoalView>,
    pub proposed_at: Moment,
    pub accepted_at: Option<Moment>,
    /// Their last individual session in the log.
    pub last_met_at: Option<Moment>,
    pub may: Vec<PairAct>,
}

impl Versioned for PairView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The pairs of somebody, as mentor or learner: those that run or wait first.
#[derive(Serialize, ToSchema)]
pub struct PairList {
    pub items: Vec<PairView>,
}
