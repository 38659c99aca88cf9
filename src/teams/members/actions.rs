//! How a stay in a team ends: by the member, or by who coordinates.

use super::model::Member;
use super::queries;
use crate::accounts;
use crate::audit::{self, Deed};
use crate::notifications;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Facilitator};
use crate::teams::mails;
use crate::teams::model::{Ending, Team};
use crate::teams::queries as team_queries;

/// A facilitator leaves a team today; its coordinator is told.
///
/// # Errors
/// 404 when they are not in it.
pub fn leave(conn: &mut Conn, ctx: &Context, by: &Facilitator, id: Id) -> Result<(), Problem> {
    let team = team_queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    let member = queries::of_team(conn, id, Some(by.id))?.into_iter().next();
    let member = member
        .filter(|member| member.is_present(ctx.clock.today()))
        .ok_or_else(Problem::not_found)?;
    end(conn, ctx, by.account_id, &member, Ending::Left)?;
    let coordinator = accounts::get(conn, team.coordinator_account_id)?;
    let mail = mails::member_left(&coordinator, &team, &member.name());
    Ok(notifications::enqueue(conn, &ctx.clock, mail)?)
}

/// Ends a member's stay today: they stand among the past members. Past already: nothing changes.
///
/// # Errors
/// 404 without such a team or member for this reader.
pub fn archive(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    team_id: Id,
    facilitator_id: Id,
) -> Result<(), Problem> {
    let team = team_queries::get_for(conn, actor, team_id)?;
    let member = queries::get_listed(conn, team_id, facilitator_id)?;
    if !member.is_present(ctx.clock.today()) {
        return Ok(());
    }
    end(conn, ctx, actor.account_id, &member, Ending::Archived)?;
    tell(conn, ctx, &team, &member)
}

/// Takes somebody off the lists of a team for good; a present member leaves it today. Dates and
/// figures stay, so that what was counted does not change.
///
/// # Errors
/// 404 without such a team or member for this reader.
pub fn remove(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    team_id: Id,
    facilitator_id: Id,
) -> Result<(), Problem> {
    let team = team_queries::get_for(conn, actor, team_id)?;
    let member = queries::get_listed(conn, team_id, facilitator_id)?;
    end(conn, ctx, actor.account_id, &member, Ending::Removed)?;
    if member.is_present(ctx.clock.today()) {
        tell(conn, ctx, &team, &member)?;
    }
    Ok(())
}

/// Ends the last stay today, unless it has ended before.
fn end(
    conn: &mut Conn,
    ctx: &Context,
    by: Id,
    member: &Member,
    ending: Ending,
) -> Result<(), Problem> {
    let stay = member.last_stay().ok_or_else(Problem::not_found)?;
    team_queries::end(conn, stay, member.seen_on(ctx.clock.today()), ending)?;
    let action = match ending {
        Ending::Left => "team.leave",
        Ending::Archived => "team.archive_member",
        Ending::Removed => "team.remove_member",
    };
    let deed = Deed::on(action, "team_membership", stay.id);
    Ok(audit::record(conn, &ctx.clock, Some(by), deed)?)
}

fn tell(conn: &mut Conn, ctx: &Context, team: &Team, member: &Member) -> Result<(), Problem> {
    let account = accounts::get(conn, member.account_id)?;
    Ok(notifications::enqueue(conn, &ctx.clock, mails::stay_ended(&account, team))?)
}
