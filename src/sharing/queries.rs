//! Share links in the database, and the names of what their questions name.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::ShareLink;
use super::question::{Question, Records};
use super::rights::Author;
use crate::accounts::AccountStatus;
use crate::platform::database::schema::{
    accounts, facilitators, organizations, places, programmes, share_links, tags, teams,
};
use crate::platform::database::{Conn, Id, Moment, Multi};
use crate::policy::{Actor, Role, Roles};
use crate::tags::TagScope;

/// Everybody's for an administrator, the own ones for others.
fn visible_to(actor: &Actor) -> share_links::BoxedQuery<'static, Multi> {
    let query = share_links::table.into_boxed();
    match actor.is(Role::Admin) {
        true => query,
        false => query.filter(share_links::account_id.eq(actor.account_id)),
    }
}

/// The links a reader may see, newest first.
pub fn list(conn: &mut Conn, actor: &Actor) -> QueryResult<Vec<ShareLink>> {
    visible_to(actor)
        .order((share_links::created_at.desc(), share_links::id.desc()))
        .select(ShareLink::as_select())
        .load(conn)
}

/// # Errors
/// `NotFound` when there is none, or none for this reader.
pub fn get_for(conn: &mut Conn, actor: &Actor, id: Id) -> QueryResult<ShareLink> {
    visible_to(actor).filter(share_links::id.eq(id)).select(ShareLink::as_select()).first(conn)
}

/// Whoever's it is.
pub fn get(conn: &mut Conn, id: Id) -> QueryResult<ShareLink> {
    share_links::table.find(id).select(ShareLink::as_select()).first(conn)
}

pub fn find_by_hash(conn: &mut Conn, hash: &str) -> QueryResult<Option<ShareLink>> {
    share_links::table
        .filter(share_links::token_hash.eq(hash))
        .select(ShareLink::as_select())
        .first(conn)
        .optional()
}

pub fn insert(conn: &mut Conn, row: &ShareLink) -> QueryResult<()> {
    diesel::insert_into(share_links::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// Withdraws a link; the first time counts.
pub fn revoke(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<usize> {
    diesel::update(share_links::table.find(id))
        .filter(share_links::revoked_at.is_null())
        .set(share_links::revoked_at.eq(now))
        .execute(conn)
}

/// Counts a visit; nothing is kept about the visitor.
pub fn count_visit(conn: &mut Conn, id: Id, today: NaiveDate) -> QueryResult<()> {
    diesel::update(share_links::table.find(id))
        .set((
            share_links::visit_count.eq(share_links::visit_count + 1),
            share_links::last_visit_on.eq(today),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whoever made a link, as they are today; none when the account is suspended.
pub fn find_author(conn: &mut Conn, account_id: Id) -> QueryResult<Option<Author>> {
    let row: Option<(Roles, Option<Id>)> = accounts::table
        .left_join(facilitators::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(accounts::id.eq(account_id))
        .filter(accounts::status.ne(AccountStatus::Suspended))
        .select((accounts::roles, facilitators::id.nullable()))
        .first(conn)
        .optional()?;
    Ok(row.map(|(roles, facilitator_id)| Author { account_id, roles, facilitator_id }))
}

pub fn author_name(conn: &mut Conn, account_id: Id) -> QueryResult<String> {
    let (first, last): (String, String) = accounts::table
        .find(account_id)
        .select((accounts::first_name, accounts::last_name))
        .first(conn)?;
    Ok(format!("{first} {last}"))
}

pub fn team_name(conn: &mut Conn, id: Id) -> QueryResult<Option<String>> {
    teams::table.find(id).select(teams::name).first(conn).optional()
}

/// Whether an account coordinates a team.
pub fn coordinates(conn: &mut Conn, account_id: Id, team_id: Id) -> QueryResult<bool> {
    let found: i64 = teams::table
        .filter(teams::id.eq(team_id))
        .filter(teams::coordinator_account_id.eq(account_id))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// The names of the records that a question's filters name, as far as its author may name them:
/// tags are the network's or the author's own.
pub fn names(
    conn: &mut Conn,
    author: Author,
    question: &Question,
) -> QueryResult<HashMap<Id, String>> {
    let mut names: Vec<(Id, String)> = organizations::table
        .filter(organizations::id.eq_any(question.ids(Records::Organizations)))
        .select((organizations::id, organizations::name))
        .load(conn)?;
    names.extend(
        places::table
            .filter(places::id.eq_any(question.ids(Records::Places)))
            .select((places::id, places::name))
            .load::<(Id, String)>(conn)?,
    );
    names.extend(
        programmes::table
            .filter(programmes::id.eq_any(question.ids(Records::Programmes)))
            .select((programmes::id, programmes::name))
            .load::<(Id, String)>(conn)?,
    );
    let own = tags::facilitator_id.eq(author.facilitator_id).assume_not_null();
    names.extend(
        tags::table
            .filter(tags::id.eq_any(question.ids(Records::Tags)))
            .filter(tags::scope.eq(TagScope::Network).or(own))
            .select((tags::id, tags::name))
            .load::<(Id, String)>(conn)?,
    );
    Ok(names.into_iter().collect())
}
