//! What a session was about: competences and the level it brings people to. Sessions keep it; the
//! words and the check are here.

use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::framework;
use super::levels::Level;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Faults;

/// Most competences of one session.
const MOST: usize = 16;

/// A competence that a session is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionCompetence {
    pub competence_id: Id,
    /// The level it brings people to, 1–8.
    #[schema(example = 2)]
    pub target_level: Option<i32>,
}

/// The same as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SessionCompetenceView {
    pub competence_id: Id,
    #[schema(example = "1.2")]
    pub code: String,
    pub title_fr: String,
    pub title_en: String,
    pub target_level: Option<Level>,
}

/// Checks what can be checked without looking anything up.
pub fn check_shape(faults: &mut Faults, named: &[SessionCompetence]) {
    if named.len() > MOST {
        faults.range("/competences", named.len(), 0, MOST);
    }
    for (at, own) in named.iter().enumerate() {
        if named[..at].iter().any(|other| other.competence_id == own.competence_id) {
            faults.contradiction(
                format!("/competences/{at}/competence_id"),
                "Cette compétence figure deux fois.",
                "This competence is listed twice.",
            );
        }
        if let Some(level) = own.target_level {
            faults.range(format!("/competences/{at}/target_level"), level, 1, 8);
        }
    }
}

/// Checks that the competences exist and still take evidence; those in `kept` may be retired.
pub fn check_session_competences(
    conn: &mut Conn,
    named: &[SessionCompetence],
    kept: &[Id],
    faults: &mut Faults,
) -> QueryResult<()> {
    if named.is_empty() {
        return Ok(());
    }
    let catalogue = framework::catalogue(conn)?;
    for (at, own) in named.iter().enumerate() {
        let found = catalogue.find(own.competence_id);
        let usable = |row: &framework::Competence| !row.is_retired || kept.contains(&row.id);
        if !found.is_some_and(usable) {
            faults.unknown(
                format!("/competences/{at}/competence_id"),
                "Cette compétence n’existe pas, ou plus.",
                "There is no such competence, or no longer.",
            );
        }
    }
    Ok(())
}
