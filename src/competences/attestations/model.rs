//! What comes in and what is sent.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::competences::ledger::ProofView;
use crate::competences::levels::{Level, Refusal};
use crate::platform::database::schema::cosignatures;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Lang, Versioned};
use crate::text_enum;
use crate::vocabulary::SessionKind;

/// Days after a session for which the levels of its participants are shown.
pub const SHOWN_DAYS: i64 = 30;

/// An attestation to record.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttestationInput {
    /// One's own session, at most 60 days ago.
    pub session_id: Id,
    /// Somebody who took part by name.
    pub learner_id: Id,
    /// One that the session was about.
    pub competence_id: Id,
    /// 1–8.
    #[schema(example = 2)]
    pub level: i32,
    /// Send it to the coordinators when their signature is all that is missing.
    #[serde(default)]
    pub ask_cosignature: bool,
    /// For the coordinators: why more than one step. At most 500 characters, no name.
    pub reason: Option<String>,
}

impl Checked for AttestationInput {
    fn check(&self, faults: &mut Faults) {
        faults.range("/level", self.level, 1, 8);
        faults.text("/reason", self.reason.as_deref(), 500);
        if self.reason.is_some() && !self.ask_cosignature {
            faults.contradiction(
                "/reason",
                "Un motif ne va qu’avec une demande de co-signature.",
                "A reason goes with a request for co-signature only.",
            );
        }
    }
}

text_enum! {
    /// What became of an attestation.
    AttestationState { Recorded = "recorded", Waiting = "waiting" }
}

/// An attestation, recorded or waiting for a signature.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttestationView {
    pub id: Id,
    pub state: AttestationState,
    pub learner_id: Id,
    pub competence_id: Id,
    pub level: Level,
    pub observed_on: NaiveDate,
    /// The first day without it; null while it waits.
    pub expires_on: Option<NaiveDate>,
}

impl Versioned for AttestationView {
    /// Never changed.
    fn version(&self) -> i32 {
        1
    }
}

text_enum! {
    /// What became of a request for co-signature.
    CosignatureState {
        Waiting = "waiting",
        Signed = "signed",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

/// A request for co-signature as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cosignatures)]
pub struct Cosignature {
    pub id: Id,
    pub digest: String,
    pub attester_id: Id,
    pub facilitator_id: Id,
    pub learner_id: Id,
    pub competence_id: Id,
    pub level: Level,
    pub session_id: Id,
    pub asked_on: NaiveDate,
    pub asked_at: Moment,
    pub reason: Option<String>,
    pub state: CosignatureState,
    pub decided_at: Option<Moment>,
    pub decided_by: Option<Id>,
    pub answer: Option<String>,
}

/// A request as a coordinator sees it: not whom it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CosignatureView {
    pub id: Id,
    pub facilitator_name: String,
    pub competence_id: Id,
    /// What is asked for.
    pub level: Level,
    /// What the person has so far, verified or else declared.
    pub from_level: Option<Level>,
    pub session_on: NaiveDate,
    pub asked_on: NaiveDate,
    pub reason: Option<String>,
    pub state: CosignatureState,
    pub answer: Option<String>,
}

/// Requests for co-signature.
#[derive(Serialize, ToSchema)]
pub struct CosignatureList {
    /// Those that wait, oldest first.
    pub items: Vec<CosignatureView>,
}

/// A decision on a request.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionInput {
    pub sign: bool,
    /// To decline: why, 1–500 characters; the facilitator reads it.
    pub answer: Option<String>,
}

impl Checked for DecisionInput {
    fn check(&self, faults: &mut Faults) {
        faults.text("/answer", self.answer.as_deref(), 500);
        let is_blank = self.answer.as_deref().is_none_or(|answer| answer.trim().is_empty());
        if !self.sign && is_blank {
            faults.required("/answer");
        }
    }
}

/// Why a level cannot be attested: the rule, and what would make it possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusalView {
    #[schema(example = "above_own_level")]
    pub code: &'static str,
    pub rule: String,
    pub remedy: String,
}

impl RefusalView {
    pub fn new(refusal: &Refusal, lang: Lang) -> Self {
        Self {
            code: refusal.code(),
            rule: refusal.rule().in_language(lang).to_owned(),
            remedy: refusal.remedy().in_language(lang).to_owned(),
        }
    }
}

/// A signature that was refused.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclinedView {
    pub level: Level,
    pub declined_on: NaiveDate,
    /// Why, as the coordinator said it.
    pub answer: Option<String>,
}

/// What one may attest of a person on a competence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttestableView {
    pub competence_id: Id,
    /// Null once levels are no longer shown.
    pub verified: Option<ProofView>,
    pub declared: Option<ProofView>,
    pub working_level: Option<Level>,
    /// Levels that one may attest now.
    pub allowed: Vec<Level>,
    /// Levels that need a coordinator's signature too.
    pub with_cosignature: Vec<Level>,
    /// Why no higher level: the rules that the next one breaks.
    pub refusals: Vec<RefusalView>,
    /// A level that waits for a signature.
    pub waiting: Option<Level>,
    /// The signature refused last, unless one asked or attested again since.
    pub declined: Option<DeclinedView>,
    /// What one attested of this person today.
    pub attested_today: Option<Level>,
}

/// A person of the session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttestablePerson {
    pub learner_id: Id,
    pub first_name: String,
    pub last_name: String,
    pub levels: Vec<AttestableView>,
}

/// A competence of the session and how far one may go oneself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnReach {
    pub competence_id: Id,
    pub target_level: Option<Level>,
    /// One's own verified level.
    pub own: Option<Level>,
    /// A coordinator's grant.
    pub granted: Option<Level>,
}

/// All one needs to attest levels after a session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionLevels {
    pub session_id: Id,
    pub version: i32,
    pub kind: SessionKind,
    pub title: Option<String>,
    pub date: NaiveDate,
    /// The last day on which levels are shown.
    pub shown_until: NaiveDate,
    /// The last day on which one may attest.
    pub attestable_until: NaiveDate,
    pub levels_shown: bool,
    pub is_attestable: bool,
    pub competences: Vec<OwnReach>,
    /// The participants who are followed by name.
    pub people: Vec<AttestablePerson>,
}
