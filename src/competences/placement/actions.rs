//! Placing oneself.

use super::model::PlacementInput;
use crate::competences::framework;
use crate::competences::ledger::{self, EvidenceRow};
use crate::competences::levels::{Evidence, EvidenceKind, Observation};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Faults, Problem, Said};
use crate::platform::secrets;

/// Who places themself, under which id.
#[derive(Clone, Copy, Debug)]
pub struct PlacementOf {
    pub person_id: Id,
    /// Chosen by the device.
    pub id: Id,
}

/// Records what somebody says of themself; true when it is new. The same id and body again is the
/// same placement.
///
/// # Errors
/// 409 for another body under the id; 422 for an unknown or retired competence, answers where
/// there are no statements, a level above what can be reached.
pub fn place(
    conn: &mut Conn,
    clock: &Clock,
    of: PlacementOf,
    input: &PlacementInput,
) -> Result<(EvidenceRow, bool), Problem> {
    let PlacementOf { person_id, id } = of;
    ledger::lock(conn, &[person_id])?;
    let digest = secrets::digest(input);
    if let Some(row) = ledger::find_same(conn, id, person_id, &digest)? {
        return Ok((row, false));
    }
    let catalogue = framework::catalogue(conn)?;
    let Some(competence) = catalogue.find(input.competence_id).filter(|own| !own.is_retired) else {
        let mut faults = Faults::new();
        faults.unknown(
            "/competence_id",
            "Cette compétence n’existe pas, ou plus.",
            "There is no such competence, or no longer.",
        );
        return Err(faults.into());
    };
    let has_statements =
        super::shipped(&competence.code).is_some() || !competence.statements.is_empty();
    if input.answers.is_some() && !has_statements {
        let said = Said::new(
            "Cette compétence n’a pas de phrases : indiquez le niveau.",
            "This competence has no statements: give the level.",
        );
        return Err(Problem::invalid("/answers", "contradiction", said));
    }
    let today = clock.today();
    let seen = Observation {
        person_id,
        competence_id: competence.id,
        kind: EvidenceKind::SelfPlaced,
        level: input.level(),
        observed_on: today,
        stated_expiry: None,
        issuer_id: Some(person_id),
    };
    let reachable = catalogue.reachable(competence);
    let evidence = Evidence::record(seen, id, clock.now(), today, reachable)
        .map_err(|why| ledger::refused("/level", why.reason()))?;
    let row = EvidenceRow::of(evidence, digest, competence.framework_version);
    ledger::insert(conn, std::slice::from_ref(&row))?;
    ledger::stamp(conn, &catalogue, &[person_id])?;
    Ok((row, true))
}
