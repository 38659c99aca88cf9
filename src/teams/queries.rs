//! Teams in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Ending, Joining, MemberInput, MemberView, Membership, Team, TeamView};
use crate::platform::clock::Clock;
use crate::platform::database::schema::{accounts, facilitators, team_memberships, teams};
use crate::platform::database::{Conn, Id, Multi};
use crate::platform::day::Day;
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

/// Who coordinates a team.
pub fn coordinator_name(conn: &mut Conn, row: &Team) -> QueryResult<String> {
    let (first, last): (String, String) = accounts::table
        .find(row.coordinator_account_id)
        .select((accounts::first_name, accounts::last_name))
        .first(conn)?;
    Ok(format!("{first} {last}"))
}

/// A team with its members, present and past; those removed from it for administrators alone.
pub fn view(conn: &mut Conn, actor: &Actor, row: Team) -> QueryResult<TeamView> {
    let mut members = members(conn, row.id)?;
    if !actor.is(Role::Admin) {
        members.retain(|(_, ending)| *ending != Some(Ending::Removed));
    }
    Ok(TeamView {
        coordinator_name: coordinator_name(conn, &row)?,
        id: row.id,
        version: row.version,
        name: row.name,
        coordinator_account_id: row.coordinator_account_id,
        members: Some(members.into_iter().map(|(member, _)| member).collect()),
    })
}

fn members(conn: &mut Conn, team_id: Id) -> QueryResult<Vec<(MemberView, Option<Ending>)>> {
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
    let mut members: Vec<(MemberView, Option<Ending>)> = rows
        .into_iter()
        .map(|(stay, kind, first, last)| {
            let member = MemberView {
                facilitator_id: stay.facilitator_id,
                name: format!("{first} {last}"),
                kind,
                joined_on: stay.joined_on,
                left_on: stay.left_on,
            };
            (member, stay.ending)
        })
        .collect();
    members.sort_by_cached_key(|(member, _)| {
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
        ending: None,
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
    if dates.left_on.is_none() {
        go_on(conn, id)?;
    }
    Ok(())
}

/// Undoes the end of a stay.
fn go_on(conn: &mut Conn, stay_id: Id) -> QueryResult<()> {
    diesel::update(team_memberships::table.find(stay_id))
        .set((
            team_memberships::left_on.eq(None::<NaiveDate>),
            team_memberships::ending.eq(None::<Ending>),
        ))
        .execute(conn)?;
    Ok(())
}

/// A facilitator joins a team today; one who is in it already stays as they are.
///
/// # Errors
/// A unique violation when somebody else lets them join at the same moment.
pub fn join(
    conn: &mut Conn,
    clock: &Clock,
    team_id: Id,
    facilitator_id: Id,
) -> QueryResult<Joining> {
    let today = clock.today();
    let joining = Joining::of(&stays(conn, team_id, facilitator_id)?, today);
    match joining {
        Joining::Already => {}
        Joining::GoesOn(stay_id) => go_on(conn, stay_id)?,
        Joining::New => {
            let dates = MemberInput { joined_on: Day(today), left_on: None };
            add_stay(conn, clock, team_id, facilitator_id, dates)?;
        }
    }
    Ok(joining)
}

/// Ends a stay, or says otherwise how it ended; one that never began is taken back.
pub fn end(
    conn: &mut Conn,
    stay: &Membership,
    left_on: NaiveDate,
    ending: Ending,
) -> QueryResult<()> {
    if stay.joined_on > left_on {
        diesel::delete(team_memberships::table.find(stay.id)).execute(conn)?;
        return Ok(());
    }
    diesel::update(team_memberships::table.find(stay.id))
        .set((team_memberships::left_on.eq(left_on), team_memberships::ending.eq(ending)))
        .execute(conn)?;
    Ok(())
}

/// Which of these e-mail addresses belong to present members of a team.
pub fn members_among(
    conn: &mut Conn,
    team_id: Id,
    emails: Vec<String>,
    today: NaiveDate,
) -> QueryResult<Vec<String>> {
    team_memberships::table
        .inner_join(facilitators::table.on(team_memberships::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(team_memberships::team_id.eq(team_id))
        .filter(accounts::email.eq_any(emails))
        .filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        )
        .select(accounts::email)
        .load(conn)
}
