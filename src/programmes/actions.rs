//! Deeds on programmes.

use super::model::{Programme, ProgrammeInput, ProgrammeView};
use super::queries;
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::decide;
use crate::platform::http::{Expected, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::Actor;

/// Creates or changes a programme; the policy lets administrators alone come here.
///
/// # Errors
/// Those of `upsert`.
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
            audit::record(conn, clock, by, Deed::on("programme.create", "programme", id))?;
            Ok(Recorded::created(row.into()))
        }
        Upsert::Same(row) => Ok(Recorded::as_is(row.into())),
        Upsert::Change(row) => {
            let row = row.corrected(input, clock.now());
            queries::update(conn, &row)?;
            audit::record(conn, clock, by, Deed::on("programme.change", "programme", id))?;
            Ok(Recorded::as_is(row.into()))
        }
    }
}
