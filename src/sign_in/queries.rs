//! Sign-in sessions and refresh tokens in the database.

use diesel::prelude::*;

use crate::accounts::AccountStatus;
use crate::platform::clock::Clock;
use crate::platform::database::schema::{accounts, facilitators, refresh_tokens, sign_in_sessions};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::secrets;
use crate::policy::{Actor, Roles};

/// How long a sign-in lasts without being used again.
pub const LIFE_S: i64 = 30 * 24 * 3600;

/// The person behind a sign-in session that is still good.
pub fn find_actor(
    conn: &mut Conn,
    account_id: Id,
    sign_in_id: Id,
    now: Moment,
) -> QueryResult<Option<Actor>> {
    let row: Option<(Id, Roles, Option<Id>)> = sign_in_sessions::table
        .inner_join(accounts::table.on(sign_in_sessions::account_id.eq(accounts::id)))
        .left_join(facilitators::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(sign_in_sessions::id.eq(sign_in_id))
        .filter(sign_in_sessions::account_id.eq(account_id))
        .filter(sign_in_sessions::revoked_at.is_null())
        .filter(sign_in_sessions::expires_at.gt(now))
        .filter(accounts::status.eq(AccountStatus::Active))
        .select((accounts::person_id, accounts::roles, facilitators::id.nullable()))
        .first(conn)
        .optional()?;
    Ok(row.map(|(person_id, roles, facilitator_id)| Actor {
        account_id,
        person_id,
        sign_in_id,
        roles,
        facilitator_id,
    }))
}

/// A sign-in session.
#[derive(Clone, Debug)]
pub struct SignInRow {
    pub id: Id,
    pub account_id: Id,
    pub by_link: bool,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub revoked_at: Option<Moment>,
}

pub fn open(conn: &mut Conn, clock: &Clock, account_id: Id, by_link: bool) -> QueryResult<Id> {
    let id = clock.new_id();
    let now = clock.now();
    diesel::insert_into(sign_in_sessions::table)
        .values((
            sign_in_sessions::id.eq(id),
            sign_in_sessions::account_id.eq(account_id),
            sign_in_sessions::by_link.eq(by_link),
            sign_in_sessions::created_at.eq(now),
            sign_in_sessions::expires_at.eq(now.plus_seconds(LIFE_S)),
        ))
        .execute(conn)?;
    Ok(id)
}

pub fn get(conn: &mut Conn, id: Id) -> QueryResult<SignInRow> {
    let (id, account_id, by_link, created_at, expires_at, revoked_at) = sign_in_sessions::table
        .find(id)
        .select((
            sign_in_sessions::id,
            sign_in_sessions::account_id,
            sign_in_sessions::by_link,
            sign_in_sessions::created_at,
            sign_in_sessions::expires_at,
            sign_in_sessions::revoked_at,
        ))
        .first(conn)?;
    Ok(SignInRow { id, account_id, by_link, created_at, expires_at, revoked_at })
}

/// Ends one sign-in.
pub fn revoke(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<()> {
    diesel::update(sign_in_sessions::table)
        .filter(sign_in_sessions::id.eq(id))
        .filter(sign_in_sessions::revoked_at.is_null())
        .set(sign_in_sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// Ends every sign-in of an account but `keep`.
pub fn revoke_all(
    conn: &mut Conn,
    account_id: Id,
    keep: Option<Id>,
    now: Moment,
) -> QueryResult<()> {
    let mut query = diesel::update(sign_in_sessions::table)
        .filter(sign_in_sessions::account_id.eq(account_id))
        .filter(sign_in_sessions::revoked_at.is_null())
        .into_boxed();
    if let Some(keep) = keep {
        query = query.filter(sign_in_sessions::id.ne(keep));
    }
    query.set(sign_in_sessions::revoked_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Makes the next refresh token of a sign-in.
pub fn issue_refresh(conn: &mut Conn, sign_in_id: Id, now: Moment) -> QueryResult<String> {
    let token = secrets::token();
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::hash.eq(secrets::hash(&token)),
            refresh_tokens::session_id.eq(sign_in_id),
            refresh_tokens::created_at.eq(now),
        ))
        .execute(conn)?;
    diesel::update(sign_in_sessions::table.find(sign_in_id))
        .set(sign_in_sessions::expires_at.eq(now.plus_seconds(LIFE_S)))
        .execute(conn)?;
    Ok(token)
}

/// The sign-in of a refresh token, and when the token was used.
pub fn find_refresh(conn: &mut Conn, token: &str) -> QueryResult<Option<(Id, Option<Moment>)>> {
    refresh_tokens::table
        .find(secrets::hash(token))
        .select((refresh_tokens::session_id, refresh_tokens::used_at))
        .first(conn)
        .optional()
}

/// Uses a refresh token; false when it had been used.
pub fn use_refresh(conn: &mut Conn, token: &str, now: Moment) -> QueryResult<bool> {
    let used = diesel::update(refresh_tokens::table)
        .filter(refresh_tokens::hash.eq(secrets::hash(token)))
        .filter(refresh_tokens::used_at.is_null())
        .set(refresh_tokens::used_at.eq(now))
        .execute(conn)?;
    Ok(used == 1)
}
