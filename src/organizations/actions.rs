//! Deeds on organizations.

use super::model::{Organization, OrganizationInput, OrganizationView};
use super::queries;
use crate::audit::{self, Deed};
use crate::facilitators;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::decide;
use crate::platform::http::{Expected, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

/// Creates an organization (administrators) or changes it (also a coordinator whose team it
/// employs).
///
/// # Errors
/// 403; 409 `already_exists` for a SIRET or RNA of another organization; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    expected: Expected,
    input: &OrganizationInput,
) -> Result<Recorded<OrganizationView>, Problem> {
    let existing = queries::find(conn, id)?;
    if !actor.is(Role::Admin) && (existing.is_none() || !is_of_team(conn, clock, actor, id)?) {
        return Err(Problem::forbidden());
    }
    let by = Some(actor.account_id);
    match decide(existing, expected, &secrets::digest(input))? {
        Upsert::Create => {
            let row = Organization::new(input, id, clock.now());
            queries::insert(conn, &row)?;
            audit::record(conn, clock, by, Deed::on("organization.create", "organization", id))?;
            Ok(Recorded::created(row.into()))
        }
        Upsert::Same(row) => Ok(Recorded::as_is(row.into())),
        Upsert::Change(row) => {
            let row = row.corrected(input, clock.now());
            queries::update(conn, &row)?;
            audit::record(conn, clock, by, Deed::on("organization.change", "organization", id))?;
            Ok(Recorded::as_is(row.into()))
        }
    }
}

fn is_of_team(conn: &mut Conn, clock: &Clock, actor: &Actor, id: Id) -> Result<bool, Problem> {
    let today = clock.today();
    let team = facilitators::team_of(conn, actor.account_id, today)?;
    Ok(queries::employs_one_of(conn, id, team, today)?)
}
