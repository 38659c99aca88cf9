//! Evidence and acts as they are kept.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::competences::levels::{Act, ActKind, Evidence, EvidenceKind, Level, TeachingGrant};
use crate::platform::database::schema::{evidence, evidence_acts, teaching_grants};
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults};

/// A piece of evidence as it is kept; never changed, but for whose it is when two records turn out
/// to be one person.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence, treat_none_as_default_value = false)]
pub struct EvidenceRow {
    pub id: Id,
    /// Of the body that recorded it; empty for imported ones.
    pub digest: String,
    pub person_id: Id,
    pub competence_id: Id,
    pub framework_version: i32,
    pub kind: EvidenceKind,
    pub level: Level,
    pub observed_on: NaiveDate,
    pub recorded_at: Moment,
    pub expires_on: Option<NaiveDate>,
    pub issuer_id: Option<Id>,
    /// The shared session that an attestation rests on.
    pub session_id: Option<Id>,
    pub cosigner_id: Option<Id>,
    pub import_id: Option<Id>,
}

impl EvidenceRow {
    pub fn of(evidence: Evidence, digest: String, framework_version: i32) -> Self {
        Self {
            id: evidence.id,
            digest,
            person_id: evidence.person_id,
            competence_id: evidence.competence_id,
            framework_version,
            kind: evidence.kind,
            level: evidence.level,
            observed_on: evidence.observed_on,
            recorded_at: evidence.recorded_at,
            expires_on: evidence.expires_on,
            issuer_id: evidence.issuer_id,
            session_id: None,
            cosigner_id: None,
            import_id: None,
        }
    }

    /// As the rules know it.
    pub fn evidence(&self) -> Evidence {
        Evidence {
            id: self.id,
            person_id: self.person_id,
            competence_id: self.competence_id,
            kind: self.kind,
            level: self.level,
            observed_on: self.observed_on,
            recorded_at: self.recorded_at,
            expires_on: self.expires_on,
            issuer_id: self.issuer_id,
        }
    }
}

/// Of a piece of evidence what the rules ask for, and no more: read by the thousand.
#[derive(Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct ProofRow {
    id: Id,
    person_id: Id,
    competence_id: Id,
    kind: EvidenceKind,
    level: Level,
    observed_on: NaiveDate,
    recorded_at: Moment,
    expires_on: Option<NaiveDate>,
    issuer_id: Option<Id>,
}

impl From<ProofRow> for Evidence {
    fn from(row: ProofRow) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            competence_id: row.competence_id,
            kind: row.kind,
            level: row.level,
            observed_on: row.observed_on,
            recorded_at: row.recorded_at,
            expires_on: row.expires_on,
            issuer_id: row.issuer_id,
        }
    }
}

/// An act as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = evidence_acts)]
pub struct ActRow {
    pub id: Id,
    pub evidence_id: Id,
    pub kind: ActKind,
    pub author_id: Id,
    pub reason: String,
    pub at: Moment,
}

impl From<ActRow> for Act {
    fn from(row: ActRow) -> Self {
        let ActRow { evidence_id, kind, author_id, reason, at, .. } = row;
        Self { evidence_id, kind, author_id, reason, at }
    }
}

/// A teaching grant as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = teaching_grants)]
pub struct GrantRow {
    pub id: Id,
    pub digest: String,
    pub person_id: Id,
    pub competence_id: Id,
    pub up_to: Level,
    pub granted_by: Id,
    pub reason: String,
    pub granted_on: NaiveDate,
    pub expires_on: NaiveDate,
    pub created_at: Moment,
    pub ended_at: Option<Moment>,
}

impl From<&GrantRow> for TeachingGrant {
    fn from(row: &GrantRow) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            competence_id: row.competence_id,
            up_to: row.up_to,
            granted_by: row.granted_by,
            reason: row.reason.clone(),
            granted_on: row.granted_on,
            expires_on: row.expires_on,
        }
    }
}

/// What somebody does to a piece of evidence.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActInput {
    pub kind: ActKind,
    /// 1–500 characters; the person and the attester read it.
    pub reason: String,
}

impl Checked for ActInput {
    fn check(&self, faults: &mut Faults) {
        faults.text("/reason", Some(&self.reason), 500);
        if self.reason.trim().is_empty() {
            faults.required("/reason");
        }
    }
}
