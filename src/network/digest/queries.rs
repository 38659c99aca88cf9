//! Who may have something before them, and what they lead.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::accounts::AccountStatus;
use crate::network::rights;
use crate::network::workshops::WorkshopSummary;
use crate::platform::clock::Clock;
use crate::platform::database::schema::{accounts, facilitations, facilitators, workshops};
use crate::platform::database::{Conn, Id, Moment};
use crate::policy::{Actor, Role, Roles};

/// Accounts in use of people who lead or coordinate.
pub fn people(conn: &mut Conn) -> QueryResult<Vec<Actor>> {
    let rows: Vec<(Id, Id, Roles, Option<Id>)> = accounts::table
        .left_join(facilitators::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(accounts::status.eq(AccountStatus::Active))
        .order(accounts::id)
        .select((accounts::id, accounts::person_id, accounts::roles, facilitators::id.nullable()))
        .load(conn)?;
    let actor =
        |(account_id, person_id, roles, facilitator_id): (Id, Id, Roles, Option<Id>)| Actor {
            account_id,
            person_id,
            // Nobody signed in: it is asked on their behalf.
            sign_in_id: account_id,
            roles,
            facilitator_id,
        };
    let concerned = |by: &Actor| by.facilitator_id.is_some() || by.is(Role::Coordinator);
    Ok(rows.into_iter().map(actor).filter(concerned).collect())
}

/// A workshop that somebody leads, or is asked to.
#[derive(Clone, Debug, Queryable)]
pub struct Led {
    pub title: String,
    pub date: NaiveDate,
    pub start_time: String,
    pub seats: i32,
    pub used: i32,
    pub waiting: i32,
}

macro_rules! led {
    ($facilitator_id:expr, $state:expr) => {
        facilitations::table
            .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
            .filter(facilitations::facilitator_id.eq($facilitator_id))
            .filter(facilitations::state.eq($state))
            .order((workshops::starts_at, workshops::id))
            .select((
                workshops::title,
                workshops::date,
                workshops::start_time,
                workshops::seats,
                workshops::used_count,
                workshops::waiting_count,
            ))
    };
}

/// Published ones that somebody agreed to lead or co-lead, between two instants.
pub fn led(conn: &mut Conn, id: Id, from: Moment, to: Moment) -> QueryResult<Vec<Led>> {
    led!(id, "accepted")
        .filter(facilitations::role.ne("observer"))
        .filter(workshops::state.eq("published"))
        .filter(workshops::starts_at.ge(from))
        .filter(workshops::starts_at.lt(to))
        .load(conn)
}

/// Those to come that somebody was asked to take part in, and did not answer.
pub fn asked(conn: &mut Conn, id: Id, from: Moment) -> QueryResult<Vec<Led>> {
    led!(id, "invited")
        .filter(workshops::state.eq_any(["draft", "published"]))
        .filter(workshops::starts_at.ge(from))
        .load(conn)
}

/// Which of these workshops somebody, or one of their team, planned or facilitates.
pub fn of_team(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    among: &[WorkshopSummary],
) -> QueryResult<HashSet<Id>> {
    if among.is_empty() {
        return Ok(HashSet::new());
    }
    let ids: Vec<Id> = among.iter().map(|one| one.id).collect();
    let authors = rights::authors_of(conn, clock, by)?;
    let mut people = rights::team(conn, by, clock.today())?;
    people.extend(by.facilitator_id);
    let planned: Vec<Id> = workshops::table
        .filter(workshops::id.eq_any(ids.clone()))
        .filter(workshops::author_id.eq_any(authors))
        .select(workshops::id)
        .load(conn)?;
    let facilitated: Vec<Id> = facilitations::table
        .filter(facilitations::workshop_id.eq_any(ids))
        .filter(facilitations::facilitator_id.eq_any(people))
        .filter(facilitations::state.eq_any(["accepted", "invited"]))
        .select(facilitations::workshop_id)
        .load(conn)?;
    Ok(planned.into_iter().chain(facilitated).collect())
}
