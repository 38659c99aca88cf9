//! Deeds on programmes.

use super::model::{Programme, ProgrammeInput, ProgrammeView};
use super::{queries, terms};
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::decide;
use crate::platform::http::{Expected, Faults, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::Actor;

/// Creates or changes a programme; the policy lets administrators alone come here.
///
/// # Errors
/// Those of `upsert`; 422 for a line of another programme.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    expected: Expected,
    input: &ProgrammeInput,
) -> Result<Recorded<ProgrammeView>, Problem> {
    let by = Some(actor.account_id);
    match decide(queries::find(conn, id)?, expected, &secrets::digest(input))? {
        Upsert::Create => {
            let row = Programme::new(input, id, clock.now());
            queries::insert(conn, &row)?;
            keep_terms(conn, clock, id, input)?;
            audit::record(conn, clock, by, Deed::on("programme.create", "programme", id))?;
            Ok(Recorded::created(queries::view(conn, actor, row)?))
        }
        Upsert::Same(row) => Ok(Recorded::as_is(queries::view(conn, actor, row)?)),
        Upsert::Change(row) => {
            let row = row.corrected(input, clock.now());
            queries::update(conn, &row)?;
            keep_terms(conn, clock, id, input)?;
            audit::record(conn, clock, by, Deed::on("programme.change", "programme", id))?;
            Ok(Recorded::as_is(queries::view(conn, actor, row)?))
        }
    }
}

/// Keeps the envelopes and targets of the input: those that are named stay the same ones.
fn keep_terms(
    conn: &mut Conn,
    clock: &Clock,
    id: Id,
    input: &ProgrammeInput,
) -> Result<(), Problem> {
    let mut faults = Faults::new();
    let kept: Vec<Id> = queries::envelopes_of(conn, id)?.iter().map(|row| row.id).collect();
    let given: Vec<_> = input.envelopes.iter().map(|one| one.id).collect();
    terms::check_ids(&mut faults, "envelopes", &given, &kept);
    let kept: Vec<Id> = queries::targets_of(conn, &[id])?.iter().map(|row| row.id).collect();
    let given: Vec<_> = input.targets.iter().map(|one| one.id).collect();
    terms::check_ids(&mut faults, "targets", &given, &kept);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let own = |given: Option<Id>| given.unwrap_or_else(|| clock.new_id());
    let envelopes: Vec<_> = input.envelopes.iter().map(|one| one.row(own(one.id), id)).collect();
    let targets: Vec<_> = input.targets.iter().map(|one| one.row(own(one.id), id)).collect();
    Ok(queries::replace_terms(conn, id, &envelopes, &targets)?)
}
