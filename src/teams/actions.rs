//! Deeds on teams; the policy lets administrators alone come here.

use super::model::{MemberInput, Stay, Team, TeamInput, TeamView};
use super::queries;
use crate::accounts;
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::decide;
use crate::platform::http::{Code, Expected, Faults, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

/// Creates or changes a team.
///
/// # Errors
/// 422 when the coordinator does not exist or lacks the hat; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    expected: Expected,
    input: &TeamInput,
) -> Result<Recorded<TeamView>, Problem> {
    let by = Some(actor.account_id);
    match decide(queries::find(conn, id)?, expected, &secrets::digest(input))? {
        Upsert::Create => {
            check_coordinator(conn, input)?;
            let row = Team::new(input, id, clock.now());
            queries::insert(conn, &row)?;
            audit::record(conn, clock, by, Deed::on("team.create", "team", id))?;
            Ok(Recorded::created(queries::view(conn, actor, row)?))
        }
        Upsert::Same(row) => Ok(Recorded::as_is(queries::view(conn, actor, row)?)),
        Upsert::Change(row) => {
            check_coordinator(conn, input)?;
            let row = row.corrected(input, clock.now());
            queries::update(conn, &row)?;
            audit::record(conn, clock, by, Deed::on("team.change", "team", id))?;
            Ok(Recorded::as_is(queries::view(conn, actor, row)?))
        }
    }
}

fn check_coordinator(conn: &mut Conn, input: &TeamInput) -> Result<(), Problem> {
    match accounts::get(conn, input.coordinator_account_id) {
        Ok(account) if account.roles.contains(Role::Coordinator) => return Ok(()),
        Err(problem) if problem.code() != Code::NotFound => return Err(problem),
        _ => {}
    }
    let mut faults = Faults::new();
    faults.unknown(
        "/coordinator_account_id",
        "Ce compte n’existe pas ou n’a pas le rôle de coordination.",
        "There is no such account, or it does not wear the coordinator's hat.",
    );
    Err(faults.into())
}

/// Says from when to when a facilitator belongs to a team: corrects the last stay, or adds one when
/// that had ended before.
///
/// # Errors
/// 404 without such a team or facilitator; 422 when the dates overlap an earlier stay.
pub fn set_member(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    team_id: Id,
    facilitator_id: Id,
    dates: MemberInput,
) -> Result<(), Problem> {
    let known = queries::find(conn, team_id)?.is_some();
    if !known || !queries::is_facilitator(conn, facilitator_id)? {
        return Err(Problem::not_found());
    }
    match Stay::of(&queries::stays(conn, team_id, facilitator_id)?, dates) {
        Stay::New => queries::add_stay(conn, clock, team_id, facilitator_id, dates)?,
        Stay::Corrects(id) => queries::correct_stay(conn, id, dates)?,
        Stay::Overlaps => {
            let mut faults = Faults::new();
            faults.contradiction(
                "/joined_on",
                "Ces dates recouvrent une présence précédente dans l’équipe.",
                "These dates overlap an earlier stay in the team.",
            );
            return Err(faults.into());
        }
    }
    let deed = Deed::on("team.set_member", "team", team_id);
    Ok(audit::record(conn, clock, Some(actor.account_id), deed)?)
}
