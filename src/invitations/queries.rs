//! Invitations in the database.

use diesel::prelude::*;

use super::model::{Answer, Invitation, InvitationState, LIFE_S, TeamInvitationView};
use crate::platform::clock::Clock;
use crate::platform::database::schema::{accounts, team_invitations, teams};
use crate::platform::database::{Conn, Id, Moment, Multi};
use crate::platform::http::{Code, Page, Paging, Problem};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

const LIST: &str = "team-invitations";

/// The invitation of an address into a team that nobody answered yet.
pub fn find_waiting(conn: &mut Conn, team_id: Id, email: &str) -> QueryResult<Option<Invitation>> {
    team_invitations::table
        .filter(team_invitations::team_id.eq(team_id))
        .filter(team_invitations::email.eq(email))
        .filter(team_invitations::state.eq(Answer::Waiting))
        .select(Invitation::as_select())
        .first(conn)
        .optional()
}

pub fn insert(conn: &mut Conn, row: &Invitation) -> QueryResult<()> {
    diesel::insert_into(team_invitations::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// Gives an invitation another token; the one before no longer works.
pub fn renew(
    conn: &mut Conn,
    row: &Invitation,
    token: &str,
    by: Id,
    now: Moment,
) -> QueryResult<()> {
    diesel::update(team_invitations::table.find(row.id))
        .set((
            team_invitations::token_hash.eq(secrets::hash(token)),
            team_invitations::invited_by.eq(by),
            team_invitations::sent_at.eq(now),
            team_invitations::expires_at.eq(now.plus_seconds(LIFE_S)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The invitation whose link this token is.
///
/// # Errors
/// 410 `link_used` when there is none, it was answered or withdrawn, or has expired.
pub fn get_by_token(conn: &mut Conn, token: &str, now: Moment) -> Result<Invitation, Problem> {
    let found = team_invitations::table
        .filter(team_invitations::token_hash.eq(secrets::hash(token)))
        .select(Invitation::as_select())
        .first(conn)
        .optional()?;
    found
        .filter(|row: &Invitation| row.state_at(now) == InvitationState::Waiting)
        .ok_or_else(|| Problem::new(Code::LinkUsed))
}

/// Writes the answer to an invitation, once.
///
/// # Errors
/// 410 `link_used` when somebody else was faster.
pub fn answer(conn: &mut Conn, id: Id, answer: Answer, now: Moment) -> Result<(), Problem> {
    let answered = diesel::update(team_invitations::table)
        .filter(team_invitations::id.eq(id))
        .filter(team_invitations::state.eq(Answer::Waiting))
        .set((team_invitations::state.eq(answer), team_invitations::answered_at.eq(now)))
        .execute(conn)?;
    if answered == 1 { Ok(()) } else { Err(Problem::new(Code::LinkUsed)) }
}

/// An invitation into a team of the reader's: the own ones for a coordinator, all for an
/// administrator.
///
/// # Errors
/// 404 when there is none, or none for this reader.
pub fn get_for(conn: &mut Conn, actor: &Actor, id: Id) -> Result<Invitation, Problem> {
    let mut query = team_invitations::table
        .inner_join(teams::table.on(team_invitations::team_id.eq(teams::id)))
        .filter(team_invitations::id.eq(id))
        .select(Invitation::as_select())
        .into_boxed();
    if !actor.is(Role::Admin) {
        query = query.filter(teams::coordinator_account_id.eq(actor.account_id));
    }
    Ok(query.first(conn)?)
}

/// One invitation as it is shown.
pub fn view(conn: &mut Conn, row: Invitation, now: Moment) -> QueryResult<TeamInvitationView> {
    let name = accounts::table
        .find(row.invited_by)
        .select((accounts::first_name, accounts::last_name))
        .first(conn)?;
    Ok(shown((row, name), now))
}

fn shown((row, (first, last)): (Invitation, (String, String)), now: Moment) -> TeamInvitationView {
    TeamInvitationView {
        id: row.id,
        state: row.state_at(now),
        email: row.email,
        invited_by_name: format!("{first} {last}"),
        created_at: row.created_at,
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        answered_at: row.answered_at,
    }
}

/// A team's invitations in one state or in all.
fn select(
    team_id: Id,
    state: Option<InvitationState>,
    now: Moment,
) -> team_invitations::BoxedQuery<'static, Multi> {
    let query = team_invitations::table.filter(team_invitations::team_id.eq(team_id)).into_boxed();
    let answered = |answer: Answer| team_invitations::state.eq(answer);
    match state {
        None => query,
        Some(InvitationState::Waiting) => {
            query.filter(answered(Answer::Waiting)).filter(team_invitations::expires_at.gt(now))
        }
        Some(InvitationState::Expired) => {
            query.filter(answered(Answer::Waiting)).filter(team_invitations::expires_at.le(now))
        }
        Some(InvitationState::Accepted) => query.filter(answered(Answer::Accepted)),
        Some(InvitationState::Declined) => query.filter(answered(Answer::Declined)),
        Some(InvitationState::Withdrawn) => query.filter(answered(Answer::Withdrawn)),
    }
}

/// A team's invitations, newest first.
pub fn list(
    conn: &mut Conn,
    clock: &Clock,
    team_id: Id,
    state: Option<InvitationState>,
    paging: &Paging,
) -> Result<Page<TeamInvitationView>, Problem> {
    let now = clock.now();
    let mut query = select(team_id, state, now);
    if let Some(cursor) = paging.after(LIST, 2)? {
        let at = Moment::from_millis(cursor[0].parse().unwrap_or_default());
        let id = cursor[1].clone();
        let same_moment = team_invitations::created_at.eq(at).and(team_invitations::id.lt(id));
        query = query.filter(team_invitations::created_at.lt(at).or(same_moment));
    }
    let rows: Vec<Invitation> = query
        .order((team_invitations::created_at.desc(), team_invitations::id.desc()))
        .limit(paging.limit + 1)
        .select(Invitation::as_select())
        .load(conn)?;
    let total = match paging.with_total {
        true => Some(select(team_id, state, now).count().get_result(conn)?),
        false => None,
    };
    let key = |row: &Invitation| vec![row.created_at.millis().to_string(), row.id.to_string()];
    let Page { items, next_cursor, total } = paging.page(LIST, rows, total, key);
    let items =
        items.into_iter().map(|row| view(conn, row, now)).collect::<QueryResult<Vec<_>>>()?;
    Ok(Page { items, next_cursor, total })
}
