//! What somebody gave in a year.

use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::taught::Subject;
use crate::platform::database::Id;

/// Minutes that an answer without a session counts for.
pub const ANSWER_MIN: i64 = 15;

/// How many sessions one led or co-led about a competence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CompetenceGiven {
    pub competence_id: Id,
    pub sessions: i64,
}

impl From<&Subject> for CompetenceGiven {
    fn from(subject: &Subject) -> Self {
        Self { competence_id: subject.competence_id, sessions: i64::from(subject.sessions) }
    }
}

/// What one gave to the network in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recognition {
    #[schema(example = 2026)]
    pub year: i32,
    pub led_min: i64,
    pub co_led_min: i64,
    pub prepared_min: i64,
    /// Of help requests answered without a session.
    pub answered_min: i64,
    /// All of the above.
    pub total_min: i64,
    /// Held sessions that one led or co-led.
    pub sessions: i64,
    /// Participations in the sessions that one led.
    pub participations: i64,
    /// Workshops observed.
    pub observed: i64,
    /// Help requests answered without a session.
    pub answered: i64,
    /// Most sessions first.
    pub competences: Vec<CompetenceGiven>,
}
