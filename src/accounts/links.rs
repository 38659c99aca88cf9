//! One-time links that sign an account in: asked for by its owner, or sent with an invitation.
//! Only a hash is stored; a link works once, and not for ever.

use diesel::prelude::*;

use crate::platform::clock::Clock;
use crate::platform::database::schema::sign_in_links;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem};
use crate::platform::secrets;
use crate::text_enum;

text_enum! {
    /// Why a link was made.
    LinkPurpose { SignIn = "sign_in", Invitation = "invitation" }
}

impl LinkPurpose {
    /// How long the link works, in seconds: 30 minutes, or 30 days for an invitation.
    pub const fn life_s(self) -> i64 {
        match self {
            Self::SignIn => 30 * 60,
            Self::Invitation => 30 * 24 * 3600,
        }
    }
}

/// Makes a link's token; it exists nowhere else but in the answer.
pub fn issue_link(
    conn: &mut Conn,
    clock: &Clock,
    account_id: Id,
    purpose: LinkPurpose,
) -> QueryResult<String> {
    let token = secrets::token();
    let now = clock.now();
    diesel::insert_into(sign_in_links::table)
        .values((
            sign_in_links::hash.eq(secrets::hash(&token)),
            sign_in_links::account_id.eq(account_id),
            sign_in_links::purpose.eq(purpose),
            sign_in_links::created_at.eq(now),
            sign_in_links::expires_at.eq(now.plus_seconds(purpose.life_s())),
        ))
        .execute(conn)?;
    Ok(token)
}

/// Uses a link up and tells whose it was.
///
/// # Errors
/// 410 `link_used` when it is unknown, was used, or has expired.
pub fn redeem_link(conn: &mut Conn, token: &str, now: Moment) -> Result<Id, Problem> {
    let hash = secrets::hash(token);
    let used = diesel::update(sign_in_links::table)
        .filter(sign_in_links::hash.eq(&hash))
        .filter(sign_in_links::used_at.is_null())
        .filter(sign_in_links::expires_at.gt(now))
        .set(sign_in_links::used_at.eq(now))
        .execute(conn)?;
    if used == 0 {
        return Err(Problem::new(Code::LinkUsed));
    }
    Ok(sign_in_links::table.find(hash).select(sign_in_links::account_id).first(conn)?)
}
