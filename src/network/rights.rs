//! Who plans, and whose plans are whose: oneself, who facilitates a workshop, and who coordinates
//! one of them.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::facilitators::{self, FacilitatorStatus};
use crate::platform::clock::Clock;
use crate::platform::database::schema::facilitators as facilitator_rows;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};

/// Whether somebody may plan at all: a coordinator, or an active facilitator.
pub fn plans(conn: &mut Conn, by: &Actor) -> QueryResult<bool> {
    if by.is(Role::Coordinator) {
        return Ok(true);
    }
    let Some(id) = by.facilitator_id.filter(|_| by.is(Role::Facilitator)) else {
        return Ok(false);
    };
    let status: FacilitatorStatus =
        facilitator_rows::table.find(id).select(facilitator_rows::status).first(conn)?;
    Ok(status == FacilitatorStatus::Active)
}

/// # Errors
/// 403 for anybody else.
pub fn must_plan(conn: &mut Conn, by: &Actor) -> Result<(), Problem> {
    if plans(conn, by)? { Ok(()) } else { Err(Problem::forbidden()) }
}

/// The facilitators that somebody coordinates now; nobody for anybody else.
pub fn team(conn: &mut Conn, by: &Actor, today: NaiveDate) -> QueryResult<Vec<Id>> {
    match by.is(Role::Coordinator) {
        true => facilitators::team_of(conn, by.account_id, today),
        false => Ok(Vec::new()),
    }
}

/// The accounts whose templates and drafts somebody may change: one's own, those of one's team.
pub fn authors_of(conn: &mut Conn, clock: &Clock, by: &Actor) -> QueryResult<Vec<Id>> {
    let team = team(conn, by, clock.today())?;
    let mut accounts: Vec<Id> = match team.is_empty() {
        true => Vec::new(),
        false => facilitator_rows::table
            .filter(facilitator_rows::id.eq_any(team))
            .select(facilitator_rows::account_id)
            .load(conn)?,
    };
    accounts.push(by.account_id);
    Ok(accounts)
}

/// Whether what an account wrote is somebody's to change.
pub fn is_of(conn: &mut Conn, clock: &Clock, by: &Actor, author_id: Id) -> QueryResult<bool> {
    if by.account_id == author_id {
        return Ok(true);
    }
    Ok(authors_of(conn, clock, by)?.contains(&author_id))
}

/// Whether somebody may change what a place lends: who works there, who coordinates them,
/// administrators.
pub fn keeps_place(conn: &mut Conn, clock: &Clock, by: &Actor, place_id: Id) -> QueryResult<bool> {
    if by.is(Role::Admin) {
        return Ok(true);
    }
    let mut people = team(conn, by, clock.today())?;
    people.extend(by.facilitator_id);
    match people.is_empty() {
        true => Ok(false),
        false => Ok(facilitators::places_of(conn, people)?.contains(&place_id)),
    }
}
