//! Facilitators in the database.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Employment, FacilitatorItem, FacilitatorKind, FacilitatorStatus};
use crate::platform::clock::Clock;
use crate::platform::database::schema::{
    accounts, employments, facilitators, organizations, place_attachments, team_memberships, teams,
};
use crate::platform::database::{Conn, Id};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};

/// Gives an account the hat of a facilitator.
pub fn create(
    conn: &mut Conn,
    clock: &Clock,
    account_id: Id,
    kind: FacilitatorKind,
) -> QueryResult<Id> {
    let id = clock.new_id();
    diesel::insert_into(facilitators::table)
        .values((
            facilitators::id.eq(id),
            facilitators::account_id.eq(account_id),
            facilitators::kind.eq(kind),
            facilitators::status.eq(FacilitatorStatus::Active),
            facilitators::created_at.eq(clock.now()),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Gives an account that offers to teach a place among the facilitators: a peer, and a candidate.
/// The hat comes once they are active.
pub fn volunteer(conn: &mut Conn, clock: &Clock, account_id: Id) -> QueryResult<Id> {
    let id = clock.new_id();
    diesel::insert_into(facilitators::table)
        .values((
            facilitators::id.eq(id),
            facilitators::account_id.eq(account_id),
            facilitators::kind.eq(FacilitatorKind::Peer),
            facilitators::status.eq(FacilitatorStatus::Candidate),
            facilitators::created_at.eq(clock.now()),
        ))
        .execute(conn)?;
    Ok(id)
}

/// Moves a facilitator from one status to another; false when they stood elsewhere.
pub fn set_status(
    conn: &mut Conn,
    id: Id,
    from: FacilitatorStatus,
    to: FacilitatorStatus,
) -> QueryResult<bool> {
    let moved = diesel::update(facilitators::table.find(id))
        .filter(facilitators::status.eq(from))
        .set(facilitators::status.eq(to))
        .execute(conn)?;
    Ok(moved == 1)
}

/// The facilitator behind an account.
pub fn find_kind(conn: &mut Conn, account_id: Id) -> QueryResult<Option<(Id, FacilitatorKind)>> {
    facilitators::table
        .filter(facilitators::account_id.eq(account_id))
        .select((facilitators::id, facilitators::kind))
        .first(conn)
        .optional()
}

pub fn set_kind(conn: &mut Conn, id: Id, kind: FacilitatorKind) -> QueryResult<()> {
    diesel::update(facilitators::table.find(id)).set(facilitators::kind.eq(kind)).execute(conn)?;
    Ok(())
}

fn employments_of(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Vec<Employment>> {
    let rows: Vec<(Id, NaiveDate, Option<NaiveDate>)> = employments::table
        .filter(employments::facilitator_id.eq(facilitator_id))
        .order((employments::started_on, employments::id))
        .select((employments::organization_id, employments::started_on, employments::ended_on))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(organization_id, started_on, ended_on)| Employment {
            organization_id,
            started_on,
            ended_on,
        })
        .collect())
}

/// The organization a facilitator's session of `date` belongs to.
pub fn employer_on(
    conn: &mut Conn,
    facilitator_id: Id,
    date: NaiveDate,
) -> QueryResult<Option<Id>> {
    let all = employments_of(conn, facilitator_id)?;
    Ok(Employment::on(&all, date).map(|employment| employment.organization_id))
}

/// Starts an employment on `from`, ending the one under way the day before.
pub fn employ(
    conn: &mut Conn,
    clock: &Clock,
    facilitator_id: Id,
    organization_id: Id,
    from: NaiveDate,
) -> QueryResult<()> {
    let current = employments_of(conn, facilitator_id)?.into_iter().next_back();
    if let Some(current) = current.filter(|current| current.ended_on.is_none()) {
        if current.organization_id == organization_id {
            return Ok(());
        }
        let last_day = from.pred_opt().unwrap_or(from).max(current.started_on);
        diesel::update(employments::table)
            .filter(employments::facilitator_id.eq(facilitator_id))
            .filter(employments::ended_on.is_null())
            .set(employments::ended_on.eq(last_day))
            .execute(conn)?;
    }
    diesel::insert_into(employments::table)
        .values((
            employments::id.eq(clock.new_id()),
            employments::facilitator_id.eq(facilitator_id),
            employments::organization_id.eq(organization_id),
            employments::started_on.eq(from),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whether a facilitator works at a place (on `date` or since).
pub fn is_attached(
    conn: &mut Conn,
    facilitator_id: Id,
    place_id: Id,
    date: NaiveDate,
) -> QueryResult<bool> {
    let still = place_attachments::ended_on
        .is_null()
        .or(place_attachments::ended_on.ge(date).assume_not_null());
    let found: i64 = place_attachments::table
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(place_attachments::place_id.eq(place_id))
        .filter(still)
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Where one of these facilitators works now.
pub fn places_of(conn: &mut Conn, facilitator_ids: Vec<Id>) -> QueryResult<Vec<Id>> {
    place_attachments::table
        .filter(place_attachments::facilitator_id.eq_any(facilitator_ids))
        .filter(place_attachments::ended_on.is_null())
        .select(place_attachments::place_id)
        .distinct()
        .load(conn)
}

/// Starts working at a place; already there is fine.
pub fn attach(
    conn: &mut Conn,
    clock: &Clock,
    facilitator_id: Id,
    place_id: Id,
    from: NaiveDate,
) -> QueryResult<()> {
    let open: i64 = place_attachments::table
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(place_attachments::place_id.eq(place_id))
        .filter(place_attachments::ended_on.is_null())
        .count()
        .get_result(conn)?;
    if open == 0 {
        diesel::insert_into(place_attachments::table)
            .values((
                place_attachments::id.eq(clock.new_id()),
                place_attachments::facilitator_id.eq(facilitator_id),
                place_attachments::place_id.eq(place_id),
                place_attachments::started_on.eq(from),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Stops working at a place; the last day is `on`.
pub fn detach(
    conn: &mut Conn,
    facilitator_id: Id,
    place_id: Id,
    on: NaiveDate,
) -> QueryResult<usize> {
    diesel::update(place_attachments::table)
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(place_attachments::place_id.eq(place_id))
        .filter(place_attachments::ended_on.is_null())
        .set(place_attachments::ended_on.eq(on))
        .execute(conn)
}

/// The facilitators of a coordinator's teams on `today`: past members are not among them.
pub fn team_of(
    conn: &mut Conn,
    coordinator_account_id: Id,
    today: NaiveDate,
) -> QueryResult<Vec<Id>> {
    team_memberships::table
        .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
        .filter(teams::coordinator_account_id.eq(coordinator_account_id))
        .filter(team_memberships::joined_on.le(today))
        .filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        )
        .select(team_memberships::facilitator_id)
        .distinct()
        .load(conn)
}

/// Facilitators to choose from, by parts of their names: all for an administrator, the own team
/// for a coordinator.
pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    text: &str,
    today: NaiveDate,
) -> QueryResult<Vec<FacilitatorItem>> {
    let mut query = facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .order((accounts::last_name, accounts::first_name, facilitators::id))
        .select((facilitators::id, accounts::first_name, accounts::last_name, facilitators::kind))
        .limit(5000)
        .into_boxed();
    for word in normalise(text).split(' ') {
        query = query.filter(accounts::search.like(format!("%{word}%")));
    }
    if !actor.is(Role::Admin) {
        query = query.filter(facilitators::id.eq_any(team_of(conn, actor.account_id, today)?));
    }
    let people: Vec<(Id, String, String, FacilitatorKind)> = query.load(conn)?;
    let employers: Vec<(Id, String)> = employments::table
        .inner_join(organizations::table.on(employments::organization_id.eq(organizations::id)))
        .filter(employments::ended_on.is_null())
        .select((employments::facilitator_id, organizations::name))
        .load(conn)?;
    let employers: std::collections::HashMap<Id, String> = employers.into_iter().collect();
    Ok(people
        .into_iter()
        .map(|(id, first, last, kind)| FacilitatorItem {
            id,
            name: format!("{first} {last}"),
            kind,
            organization_name: employers.get(&id).cloned(),
        })
        .collect())
}
