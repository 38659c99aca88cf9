//! What comes in and what is sent.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::ledger::GrantView;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::{Checked, Faults, Versioned};

/// A grant to give.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantInput {
    /// A present member of one's team.
    pub facilitator_id: Id,
    pub competence_id: Id,
    /// 1 to what can be reached.
    #[schema(example = 3)]
    pub up_to: i32,
    /// 1–500 characters.
    pub reason: String,
    /// The first day without it, at most 6 months from now; absent: 6 months from now.
    pub expires_on: Option<Day>,
}

impl Checked for GrantInput {
    fn check(&self, faults: &mut Faults) {
        faults.range("/up_to", self.up_to, 1, 8);
        faults.text("/reason", Some(&self.reason), 500);
        if self.reason.trim().is_empty() {
            faults.required("/reason");
        }
    }
}

/// A grant of a member of the team.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TeamGrant {
    pub facilitator_id: Id,
    pub facilitator_name: String,
    #[serde(flatten)]
    pub grant: GrantView,
}

impl Versioned for TeamGrant {
    /// Never changed, only ended.
    fn version(&self) -> i32 {
        1
    }
}

/// The grants of a coordinator's team.
#[derive(Serialize, ToSchema)]
pub struct GrantList {
    /// Current ones first, then newest first.
    pub items: Vec<TeamGrant>,
}
