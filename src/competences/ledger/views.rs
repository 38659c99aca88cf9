//! Levels and evidence as they are sent.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{ActRow, EvidenceRow, GrantRow};
use crate::competences::levels::{ActKind, Entry, EvidenceKind, Level, Proof, Standing, State};
use crate::platform::database::{Id, Moment};
use crate::platform::http::Versioned;
use crate::text_enum;

/// A proof that ends within so many days is worth renewing.
const ENDS_SOON_DAYS: i64 = 60;

/// What a level rests on: always with who and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProofView {
    pub evidence_id: Id,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    /// The first day without it; null when it never expires.
    pub expires_on: Option<NaiveDate>,
    /// Who attested; null for Pix and for what people say of themselves.
    pub issuer_name: Option<String>,
}

/// A proof with the name of whoever attested.
pub fn proof_view(proof: Proof, names: &HashMap<Id, String>) -> ProofView {
    let is_peer = proof.kind == EvidenceKind::Peer;
    ProofView {
        evidence_id: proof.evidence_id,
        kind: proof.kind,
        level: proof.level,
        observed_on: proof.observed_on,
        expires_on: proof.expires_on,
        issuer_name: proof.issuer_id.filter(|_| is_peer).and_then(|id| names.get(&id).cloned()),
    }
}

/// A coordinator's word that somebody may teach and attest up to a level.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GrantView {
    pub id: Id,
    pub competence_id: Id,
    pub up_to: Level,
    pub reason: String,
    pub granted_by_name: String,
    pub granted_on: NaiveDate,
    /// The first day without it.
    pub expires_on: NaiveDate,
    pub is_current: bool,
}

impl GrantView {
    pub fn new(row: &GrantRow, names: &HashMap<Id, String>, today: NaiveDate) -> Self {
        Self {
            id: row.id,
            competence_id: row.competence_id,
            up_to: row.up_to,
            reason: row.reason.clone(),
            granted_by_name: names.get(&row.granted_by).cloned().unwrap_or_default(),
            granted_on: row.granted_on,
            expires_on: row.expires_on,
            is_current: row.granted_on <= today && today < row.expires_on,
        }
    }
}

text_enum! {
    /// What would bring a person further on a competence.
    NextStepKind {
        PlaceYourself = "place_yourself",
        GetVerified = "get_verified",
        Renew = "renew",
        GoUp = "go_up",
        AtTheTop = "at_the_top",
    }
}

/// The next step on a competence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextStep {
    pub kind: NextStepKind,
    /// The level it is about; null to place oneself first.
    pub level: Option<Level>,
}

impl NextStep {
    /// Unknown: say where you stand. Declared: have it verified, step by step. Verified and soon
    /// over: renew it. Else one level up, to the top of what can be reached.
    pub fn of(standing: &Standing, max: Level, today: NaiveDate) -> Self {
        let soon = today + Duration::days(ENDS_SOON_DAYS);
        let step = |kind, level| Self { kind, level: Some(level) };
        match (standing.verified, standing.declared) {
            (None, None) => Self { kind: NextStepKind::PlaceYourself, level: None },
            (None, Some(declared)) => {
                step(NextStepKind::GetVerified, declared.level.max(Level::ZERO.next()))
            }
            (Some(proof), _) if proof.expires_on.is_some_and(|end| end <= soon) => {
                step(NextStepKind::Renew, proof.level)
            }
            (Some(proof), _) if proof.level >= max => step(NextStepKind::AtTheTop, proof.level),
            (Some(proof), _) => step(NextStepKind::GoUp, proof.level.next()),
        }
    }
}

/// Where one stands on a competence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CompetenceLevel {
    pub competence_id: Id,
    /// V: what others, or Pix, have verified.
    pub verified: Option<ProofView>,
    /// D: what one says of oneself.
    pub declared: Option<ProofView>,
    /// W: V if known, else D.
    pub working_level: Option<Level>,
    pub next_step: NextStep,
}

/// One's own levels.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnLevels {
    pub today: NaiveDate,
    /// One for each competence that is not retired, and each retired one with a level.
    pub levels: Vec<CompetenceLevel>,
    pub grants: Vec<GrantView>,
}

/// An act on a piece of evidence.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ActView {
    pub kind: ActKind,
    pub reason: String,
    pub author_name: String,
    pub at: Moment,
}

/// A piece of evidence, whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvidenceView {
    pub id: Id,
    pub competence_id: Id,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    pub recorded_at: Moment,
    /// The first day without it; null when it never expires.
    pub expires_on: Option<NaiveDate>,
    pub issuer_name: Option<String>,
    pub cosigner_name: Option<String>,
    pub framework_version: i32,
    pub state: State,
    /// Whether V or D may rest on it today.
    pub counts: bool,
    pub acts: Vec<ActView>,
    /// What the reader may do to it.
    pub allowed: Vec<ActKind>,
}

/// What an [`EvidenceView`] is made of besides the row.
pub struct Around<'a> {
    pub entry: &'a Entry,
    pub acts: Vec<&'a ActRow>,
    pub names: &'a HashMap<Id, String>,
    pub today: NaiveDate,
    pub allowed: Vec<ActKind>,
}

impl EvidenceView {
    pub fn new(row: &EvidenceRow, around: Around<'_>) -> Self {
        let Around { entry, acts, names, today, allowed } = around;
        let name = |id: Option<Id>| id.and_then(|id| names.get(&id).cloned());
        let act = |act: &ActRow| ActView {
            kind: act.kind,
            reason: act.reason.clone(),
            author_name: name(Some(act.author_id)).unwrap_or_default(),
            at: act.at,
        };
        let is_peer = row.kind == EvidenceKind::Peer;
        Self {
            id: row.id,
            competence_id: row.competence_id,
            kind: row.kind,
            level: row.level,
            observed_on: row.observed_on,
            recorded_at: row.recorded_at,
            expires_on: row.expires_on,
            issuer_name: name(row.issuer_id.filter(|_| is_peer)),
            cosigner_name: name(row.cosigner_id),
            framework_version: row.framework_version,
            state: entry.state(),
            counts: entry.counts(today),
            acts: acts.into_iter().map(act).collect(),
            allowed,
        }
    }
}

/// A page of one's evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceList {
    /// Newest first.
    pub items: Vec<EvidenceView>,
}

/// V and D from a day on, until the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LevelStep {
    pub from: NaiveDate,
    pub verified: Option<Level>,
    pub declared: Option<Level>,
}

/// How one's levels of a competence moved.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LevelHistory {
    pub competence_id: Id,
    /// Oldest first; a day is listed when something changed on it.
    pub steps: Vec<LevelStep>,
}

/// How one's levels moved.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnHistory {
    /// Competences on which there is evidence.
    pub items: Vec<LevelHistory>,
}

/// A look that somebody had at one's levels.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookView {
    pub at: Moment,
    pub name: String,
}

/// Who looked, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct LookList {
    pub items: Vec<LookView>,
}

/// What was recorded of a placement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlacedView {
    pub id: Id,
    pub competence_id: Id,
    pub level: Level,
    pub observed_on: NaiveDate,
    /// The first day without it.
    pub expires_on: Option<NaiveDate>,
}

impl From<&EvidenceRow> for PlacedView {
    fn from(row: &EvidenceRow) -> Self {
        Self {
            id: row.id,
            competence_id: row.competence_id,
            level: row.level,
            observed_on: row.observed_on,
            expires_on: row.expires_on,
        }
    }
}

impl Versioned for PlacedView {
    /// Never changed.
    fn version(&self) -> i32 {
        1
    }
}
