//! Teams in the database.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{MemberInput, MemberView, Membership, Team, TeamView};
use crate::platform::clock::Clock;
use crate::platform::database::schema::{accounts, facilitators, team_memberships, teams};
use crate::platform::database::{Conn, Id, Multi};
use crate::platform::http::{Problem, upsert};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};

/// All teams for an administrator, the own ones for a coordinator.
fn visible_to(actor: &Actor) -> teams::BoxedQuery<'static, Multi> {
    let query = teams::table.into_boxed();
    if actor.is(Role::Admin) {
        return query;
    }
    query.filter(teams::coordinator_account_id.eq(actor.account_id))
}

/// Whoever's it is.
pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Team>> {
    teams::table.find(id).select(Team::as_select()).first(conn).optional()
}

/// # Errors
/// 404 when there is none, or none for this reader.
pub fn get_for(conn: &mut Conn, actor: &Actor, id: Id) -> Result<Team, Problem> {
    Ok(visible_to(actor).filter(teams::id.eq(id)).select(Team::as_select()).first(conn)?)
}

/// Teams by name, without their members.
pub fn list(conn: &mut Conn, actor: &Actor) -> QueryResult<Vec<TeamView>> {
    let mut rows: Vec<Team> = visible_to(actor).select(Team::as_select()).load(conn)?;
    rows.sort_by_cached_key(|row| (normalise(&row.name), row.id));
    let coordinators: Vec<Id> = rows.iter().map(|row| row.coordinator_account_id).collect();
    let names: Vec<(Id, String, String)> = accounts::table
        .filter(accounts::id.eq_any(coordinators))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    let names: HashMap<Id, String> =
        names.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect();
    Ok(rows
        .into_iter()
        .map(|row| TeamView {
            id: row.id,
            version: row.version,
            name: row.name,
            coordinator_account_id: row.coordinator_account_id,
            coordinator_name: names.get(&row.coordinator_account_id).cloned().unwrap_or_default(),
            members: None,
        })
        .collect())
}

/// A team with its members, present and past.
pub fn view(conn: &mut Conn, row: Team) -> QueryResult<TeamView> {
    let (first, last): (String, String) = accounts::table
        .find(row.coordinator_account_id)
        .select((accounts::first_name, accounts::last_name))
        .first(conn)?;
    Ok(TeamView {
        id: row.id,
        version: row.version,
        name: row.name,
        coordinator_account_id: row.coordinator_account_id,
        coordinator_name: format!("{first} {last}"),
        members: Some(members(conn, row.id)?),
    })
}

fn members(conn: &mut Conn, team_id: Id) -> QueryResult<Vec<MemberView>> {
    let rows: Vec<(Membership, _, String, String)> = team_memberships::table
        .inner_join(facilitators::table.on(team_memberships::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(team_memberships::team_id.eq(team_id))
        .select((
            Membership::as_select(),
            facilitators::kind,
            accounts::first_name,
            accounts::last_name,
        ))
        .load(conn)?;
    let mut members: Vec<MemberView> = rows
        .into_iter()
        .map(|(stay, kind, first, last)| MemberView {
            facilitator_id: stay.facilitator_id,
            name: format!("{first} {last}"),
            kind,
            joined_on: stay.joined_on,
            left_on: stay.left_on,
        })
        .collect();
    members.sort_by_cached_key(|member| {
        (normalise(&member.name), member.facilitator_id, member.joined_on)
    });
    Ok(members)
}

pub fn insert(conn: &mut Conn, row: &Team) -> QueryResult<()> {
    diesel::insert_into(teams::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Team) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(teams::table)
        .filter(teams::id.eq(row.id))
        .filter(teams::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

pub fn is_facilitator(conn: &mut Conn, id: Id) -> QueryResult<bool> {
    let found: i64 = facilitators::table.find(id).count().get_result(conn)?;
    Ok(found > 0)
}

/// The stays of a facilitator in a team, oldest first.
pub fn stays(conn: &mut Conn, team_id: Id, facilitator_id: Id) -> QueryResult<Vec<Membership>> {
    team_memberships::table
        .filter(team_memberships::team_id.eq(team_id))
        .filter(team_memberships::facilitator_id.eq(facilitator_id))
        .order((team_memberships::joined_on, team_memberships::id))
        .select(Membership::as_select())
        .load(conn)
}

pub fn add_stay(
    conn: &mut Conn,
    clock: &Clock,
    team_id: Id,
    facilitator_id: Id,
    dates: MemberInput,
) -> QueryResult<()> {
    let stay = Membership {
        id: clock.new_id(),
        team_id,
        facilitator_id,
        joined_on: dates.joined_on.0,
        left_on: dates.left_on.map(|day| day.0),
    };
    diesel::insert_into(team_memberships::table).values(stay).execute(conn)?;
    Ok(())
}

pub fn correct_stay(conn: &mut Conn, id: Id, dates: MemberInput) -> QueryResult<()> {
    diesel::update(team_memberships::table.find(id))
        .set((
            team_memberships::joined_on.eq(dates.joined_on.0),
            team_memberships::left_on.eq(dates.left_on.map(|day| day.0)),
        ))
        .execute(conn)?;
    Ok(())
}
