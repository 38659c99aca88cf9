//! Deeds on places: create, change, come to work there, leave.

use super::model::{Place, PlaceSheet, PlaceView};
use super::queries;
use crate::audit::{self, Deed};
use crate::facilitators;
use crate::organizations;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::decide;
use crate::platform::http::{Expected, Faults, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::{Actor, Facilitator, Role};

/// The places the caller works at, if the caller facilitates.
pub fn attached_places(conn: &mut Conn, actor: &Actor) -> Result<Vec<Id>, Problem> {
    match actor.facilitator_id {
        Some(id) => Ok(facilitators::places_of(conn, vec![id])?),
        None => Ok(Vec::new()),
    }
}

/// Creates a place, which attaches the facilitator who does, or changes it.
///
/// # Errors
/// 403 for somebody else's place; 409 `already_exists` for the `standard_id` of another place; 422
/// for an organization that does not exist; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    expected: Expected,
    input: &PlaceSheet,
) -> Result<Recorded<PlaceView>, Problem> {
    let attached = attached_places(conn, actor)?;
    match decide(queries::find(conn, id)?, expected, &secrets::digest(input))? {
        Upsert::Create => create(conn, clock, actor, id, input),
        Upsert::Same(row) => Ok(Recorded::as_is(queries::view(conn, row, attached.contains(&id))?)),
        Upsert::Change(row) => {
            if !attached.contains(&id) && !may_change_for_others(conn, clock, actor, id)? {
                return Err(Problem::forbidden());
            }
            check_organization(conn, input)?;
            let row = row.corrected(dated(input, clock), clock.now());
            queries::update(conn, &row)?;
            let deed = Deed::on("place.change", "place", id);
            audit::record(conn, clock, Some(actor.account_id), deed)?;
            Ok(Recorded::as_is(queries::view(conn, row, attached.contains(&id))?))
        }
    }
}

fn create(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    input: &PlaceSheet,
) -> Result<Recorded<PlaceView>, Problem> {
    if !actor.is(Role::Admin) && !actor.is(Role::Facilitator) {
        return Err(Problem::forbidden());
    }
    check_organization(conn, input)?;
    let row = Place::new(dated(input, clock), secrets::digest(input), id, clock.now());
    queries::insert(conn, &row)?;
    if let Some(facilitator_id) = actor.facilitator_id {
        facilitators::attach(conn, clock, facilitator_id, id, clock.today())?;
    }
    let deed = Deed::on("place.create", "place", id);
    audit::record(conn, clock, Some(actor.account_id), deed)?;
    Ok(Recorded::created(queries::view(conn, row, actor.facilitator_id.is_some())?))
}

/// Administrators change every place, coordinators those where their team works.
fn may_change_for_others(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
) -> Result<bool, Problem> {
    if actor.is(Role::Admin) {
        return Ok(true);
    }
    if !actor.is(Role::Coordinator) {
        return Ok(false);
    }
    let team = facilitators::team_of(conn, actor.account_id, clock.today())?;
    Ok(facilitators::places_of(conn, team)?.contains(&id))
}

fn check_organization(conn: &mut Conn, input: &PlaceSheet) -> Result<(), Problem> {
    let Some(id) = input.organization_id else { return Ok(()) };
    if organizations::find_named(conn, id)?.is_some() {
        return Ok(());
    }
    let mut faults = Faults::new();
    faults.unknown(
        "/organization_id",
        "Cette structure n’existe pas.",
        "There is no such organization.",
    );
    Err(faults.into())
}

/// The sheet in the one form that is kept, dated today unless it says otherwise.
fn dated(input: &PlaceSheet, clock: &Clock) -> PlaceSheet {
    let mut sheet = input.clone().kept();
    sheet.updated_on.get_or_insert_with(|| clock.today());
    sheet
}

/// The facilitator works at a place from today on.
///
/// # Errors
/// 404 without such a place.
pub fn attach(conn: &mut Conn, clock: &Clock, by: &Facilitator, id: Id) -> Result<(), Problem> {
    queries::must_exist(conn, id)?;
    Ok(facilitators::attach(conn, clock, by.id, id, clock.today())?)
}

/// Today is the facilitator's last day at a place; not working there is fine.
///
/// # Errors
/// 404 without such a place.
pub fn detach(conn: &mut Conn, clock: &Clock, by: &Facilitator, id: Id) -> Result<(), Problem> {
    queries::must_exist(conn, id)?;
    facilitators::detach(conn, by.id, id, clock.today())?;
    Ok(())
}
