//! Help requests as people write and read them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::life::{Circle, HelpState, Outcome};
use crate::competences::levels::Level;
use crate::network::facilitators::{WeeklyHours, check_hours};
use crate::platform::contact;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Said, Versioned};
use crate::text_enum;

/// Longest question, in characters.
const QUESTION_MAX: usize = 2_000;

/// Help to ask for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpInput {
    /// What it is about; absent: a question in one's own words.
    pub competence_id: Option<Id>,
    /// The level to reach, 1–8; needs a competence; absent: the next one.
    #[schema(example = 2)]
    pub target_level: Option<i32>,
    /// At most 2,000 characters; needed without a competence.
    pub question: Option<String>,
    /// Where, as a commune's code.
    #[schema(example = "44109")]
    pub commune_code: String,
    /// The name is shown to nobody before somebody takes the request on.
    #[serde(default)]
    pub hides_name: bool,
    /// For a learner one follows: asked in their name, which stays hidden until it is taken on.
    pub learner_id: Option<Id>,
    /// When one can come, each week; absent: as said before.
    pub weekly: Option<Vec<WeeklyHours>>,
}

impl HelpInput {
    pub fn question(&self) -> Option<&str> {
        self.question.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

impl Checked for HelpInput {
    fn check(&self, faults: &mut Faults) {
        faults.text("/question", self.question.as_deref(), QUESTION_MAX);
        if self.competence_id.is_none() && self.question().is_none() {
            faults.required("/question");
        }
        if let Some(level) = self.target_level {
            faults.range("/target_level", level, 1, 8);
            if self.competence_id.is_none() {
                faults.contradiction(
                    "/target_level",
                    "Un niveau se rapporte à une compétence.",
                    "A level is about a competence.",
                );
            }
        }
        if let Some(weekly) = &self.weekly {
            check_hours(faults, "/weekly", weekly);
        }
    }
}

text_enum! {
    /// What somebody does about a request.
    HelpAct {
        Claim = "claim",
        GiveBack = "give_back",
        Schedule = "schedule",
        Answer = "answer",
        Close = "close",
        Withdraw = "withdraw",
    }
}

/// A step of a request.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpStepInput {
    pub step: HelpAct,
    /// To close: what came of it.
    pub outcome: Option<Outcome>,
    /// To schedule: a session of one's own log, which answers the request at once.
    pub session_id: Option<Id>,
    /// To schedule: a planned workshop that one leads or co-leads.
    pub workshop_id: Option<Id>,
    /// To answer: the message, or where to look. At most 2,000 characters.
    pub note: Option<String>,
}

impl HelpStepInput {
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

impl Checked for HelpStepInput {
    fn check(&self, faults: &mut Faults) {
        let step = self.step;
        if step == HelpAct::Close && self.outcome.is_none() {
            faults.required("/outcome");
        }
        if step != HelpAct::Close && self.outcome.is_some() {
            not_here(faults, "/outcome");
        }
        match (step, self.session_id, self.workshop_id) {
            (HelpAct::Schedule, None, None) => faults.required("/session_id"),
            (HelpAct::Schedule, Some(_), Some(_)) => faults.contradiction(
                "/workshop_id",
                "Une séance, ou un atelier prévu.",
                "A session, or a planned workshop.",
            ),
            (HelpAct::Schedule, ..) | (_, None, None) => {}
            (_, Some(_), _) => not_here(faults, "/session_id"),
            (_, None, Some(_)) => not_here(faults, "/workshop_id"),
        }
        if step != HelpAct::Answer && self.note.is_some() {
            not_here(faults, "/note");
        } else if let Some(note) = &self.note {
            if note.chars().count() > QUESTION_MAX {
                faults.text("/note", Some(note), QUESTION_MAX);
            } else {
                faults.keep("/note", contact::text(note));
            }
        }
    }
}

fn not_here(faults: &mut Faults, pointer: &str) {
    faults.add(
        pointer,
        "contradiction",
        Said::new("Ne va pas avec cette étape.", "Does not go with this step."),
    );
}

/// Something that happened to a request.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HelpEvent {
    /// `ask`, one of the steps, `fall_back`, `unschedule` or `expire`.
    #[schema(example = "claim")]
    pub step: String,
    /// The answer's words.
    pub note: Option<String>,
    pub at: Moment,
}

/// A request, as one reader sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HelpView {
    pub id: Id,
    pub version: i32,
    pub state: HelpState,
    pub competence_id: Option<Id>,
    pub target_level: Option<Level>,
    pub question: Option<String>,
    pub commune_code: String,
    pub commune_name: String,
    /// Asked by the reader, for themself or for a learner of theirs.
    pub is_own: bool,
    pub hides_name: bool,
    /// Who asks for help; null where the name is hidden.
    pub name: Option<String>,
    pub asked_at: Moment,
    /// Who is shown it; null once it is taken on.
    pub circle: Option<Circle>,
    /// Who took it on: for who asked.
    pub claimed_by_name: Option<String>,
    pub is_claimed_by_me: bool,
    pub claimed_at: Option<Moment>,
    /// When it falls back, unless something is agreed on before.
    pub falls_back_at: Option<Moment>,
    pub workshop_id: Option<Id>,
    pub session_id: Option<Id>,
    pub outcome: Option<Outcome>,
    /// Oldest first; for who asked and who took it on.
    pub events: Vec<HelpEvent>,
    /// What the reader may do.
    pub may: Vec<HelpAct>,
}

impl Versioned for HelpView {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Help requests.
#[derive(Serialize, ToSchema)]
pub struct HelpList {
    pub items: Vec<HelpView>,
}
