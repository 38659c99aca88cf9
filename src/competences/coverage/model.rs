//! Coverage, and evidence to look at again, as they are sent.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::competences::ledger::{CompetenceLevel, EvidenceView, GrantView};
use crate::competences::levels::Level;
use crate::platform::database::Id;
use crate::text_enum;

/// How many members can bring others to a level of a competence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoverageLine {
    pub competence_id: Id,
    /// Members with V ≥ 1, ≥ 2 … ≥ 8.
    pub verified: Vec<u32>,
    /// Members with V, or a grant, ≥ 1 … ≥ 8.
    pub teachable: Vec<u32>,
}

impl CoverageLine {
    /// How many can teach a level; 0 for level 0.
    pub fn at(&self, level: Level) -> u32 {
        let at = usize::from(level.get()).checked_sub(1);
        at.and_then(|at| self.teachable.get(at)).copied().unwrap_or_default()
    }

    /// Counts one member.
    pub fn count(&mut self, verified: Option<Level>, granted: Option<Level>) {
        let up_to = |counts: &mut Vec<u32>, level: Option<Level>| {
            let reached = usize::from(level.unwrap_or_default().get());
            counts.iter_mut().take(reached).for_each(|count| *count += 1);
        };
        up_to(&mut self.verified, verified);
        up_to(&mut self.teachable, verified.max(granted));
    }

    pub fn new(competence_id: Id) -> Self {
        let counts = vec![0; usize::from(Level::TOP.get())];
        Self { competence_id, verified: counts.clone(), teachable: counts }
    }
}

/// What a team can teach.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoverageView {
    /// Present members.
    pub members: usize,
    /// The level by which lines are sorted.
    pub level: Level,
    /// Those that fewest can teach first.
    pub items: Vec<CoverageLine>,
}

/// The levels of a member, for a coordinator; this look is noted.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberLevels {
    pub facilitator_id: Id,
    pub name: String,
    pub levels: Vec<CompetenceLevel>,
    pub grants: Vec<GrantView>,
}

text_enum! {
    /// Why a piece of evidence needs a second look.
    ReviewKind { ProofLost = "proof_lost", Disputed = "disputed" }
}

/// Evidence to look at again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewItem {
    pub kind: ReviewKind,
    /// Whether the attester's other proofs, or a grant, still covered the level; null when disputed.
    pub is_covered: Option<bool>,
    /// The day of the session that it rests on.
    pub session_on: Option<NaiveDate>,
    pub evidence: EvidenceView,
}

/// Evidence to look at again, of one's team or of files one imported.
#[derive(Serialize, ToSchema)]
pub struct ReviewList {
    pub items: Vec<ReviewItem>,
}
