//! Deeds at the door.

use super::model::{PasswordInput, SignedIn};
use super::password::Passwords;
use super::queries;
use super::tokens::{LIFE_S, Tokens};
use crate::accounts::{self, AccountStatus, LinkPurpose, normal_email, sign_in_link_mail};
use crate::notifications;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Faults, Problem, Said};
use crate::policy::{Actor, Role};
use crate::sessions;

/// A signed-in answer and the refresh token for its cookie.
pub struct Opened {
    pub body: SignedIn,
    pub refresh_token: String,
}

/// How long after its use a refresh token may come again: its answer may have been lost.
const GRACE_S: i64 = 30;

fn opened(
    conn: &mut Conn,
    ctx: &Context,
    tokens: &Tokens,
    account_id: Id,
    sign_in_id: Id,
) -> Result<Opened, Problem> {
    let now = ctx.clock.now();
    let refresh_token = queries::issue_refresh(conn, sign_in_id, now)?;
    let account = accounts::get(conn, account_id)?;
    let is_facilitator = account.roles.contains(Role::Facilitator);
    let view = accounts::view(conn, account, ctx.clock.today())?;
    let workspace = match view.facilitator.as_ref().filter(|_| is_facilitator) {
        Some(facilitator) => Some(sessions::workspace(conn, facilitator.id, ctx.clock.today())?),
        None => None,
    };
    let body = SignedIn {
        access_token: tokens.sign(account_id, sign_in_id, now)?,
        expires_in_s: LIFE_S,
        account: view,
        workspace,
    };
    Ok(Opened { body, refresh_token })
}

/// Opens a sign-in for somebody who proved who they are.
pub fn open(
    conn: &mut Conn,
    ctx: &Context,
    tokens: &Tokens,
    account_id: Id,
    by_link: bool,
) -> Result<Opened, Problem> {
    let account = accounts::get(conn, account_id)?;
    if account.status == AccountStatus::Suspended {
        return Err(Problem::new(Code::InvalidCredentials));
    }
    accounts::activate(conn, account_id, ctx.clock.now())?;
    let sign_in_id = queries::open(conn, &ctx.clock, account_id, by_link)?;
    opened(conn, ctx, tokens, account_id, sign_in_id)
}

/// Signs in by password.
///
/// # Errors
/// 401 `invalid_credentials`, the same in the same time for an unknown account.
pub async fn by_password(
    ctx: &Context,
    tokens: std::sync::Arc<Tokens>,
    passwords: &Passwords,
    email: &str,
    password: String,
) -> Result<Opened, Problem> {
    let email = normal_email(email);
    let account =
        ctx.db.read(move |conn| Ok::<_, Problem>(accounts::find_by_email(conn, &email)?)).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = passwords.verify(password, hash).await?;
    let account = account
        .filter(|account| right && account.status != AccountStatus::Suspended)
        .ok_or_else(|| Problem::new(Code::InvalidCredentials))?;
    let context = ctx.clone();
    ctx.db.write(move |conn| open(conn, &context, &tokens, account.id, false)).await
}

/// Sends a one-time link, when there is such an account that may sign in.
pub fn send_link(conn: &mut Conn, ctx: &Context, email: &str) -> Result<(), Problem> {
    let Some(account) = accounts::find_by_email(conn, &normal_email(email))? else {
        return Ok(());
    };
    if account.status == AccountStatus::Suspended {
        return Ok(());
    }
    let token = accounts::issue_link(conn, &ctx.clock, account.id, LinkPurpose::SignIn)?;
    let mail = sign_in_link_mail(&account, &ctx.public_url, &token);
    Ok(notifications::enqueue(conn, &ctx.clock, mail)?)
}

/// What became of a refresh token.
pub enum Refreshed {
    Opened(Box<Opened>),
    /// Unknown, or of a sign-in that has ended.
    Refused,
    /// Used before: a thief has it. The sign-in of this account is ended.
    Stolen(Id),
}

/// Rotates a refresh token.
pub fn refresh(
    conn: &mut Conn,
    ctx: &Context,
    tokens: &Tokens,
    token: &str,
) -> Result<Refreshed, Problem> {
    let now = ctx.clock.now();
    let Some((sign_in_id, used_at)) = queries::find_refresh(conn, token)? else {
        return Ok(Refreshed::Refused);
    };
    let sign_in = queries::get(conn, sign_in_id)?;
    let alive = sign_in.revoked_at.is_none() && sign_in.expires_at > now;
    if !alive || queries::find_actor(conn, sign_in.account_id, sign_in.id, now)?.is_none() {
        return Ok(Refreshed::Refused);
    }
    let first_use = queries::use_refresh(conn, token, now)?;
    let lost_answer = |used: Moment| now.millis() - used.millis() <= GRACE_S * 1000;
    if !first_use && !used_at.is_some_and(lost_answer) {
        queries::revoke(conn, sign_in_id, now)?;
        return Ok(Refreshed::Stolen(sign_in.account_id));
    }
    let opened = opened(conn, ctx, tokens, sign_in.account_id, sign_in_id)?;
    Ok(Refreshed::Opened(Box::new(opened)))
}

/// Ends every sign-in of those whose access token or refresh token this is.
pub fn sign_out(
    conn: &mut Conn,
    ctx: &Context,
    actor: Option<&Actor>,
    token: Option<&str>,
) -> Result<Vec<Id>, Problem> {
    let mut accounts: Vec<Id> = actor.iter().map(|actor| actor.account_id).collect();
    if let Some(token) = token
        && let Some((sign_in_id, _)) = queries::find_refresh(conn, token)?
    {
        accounts.push(queries::get(conn, sign_in_id)?.account_id);
    }
    for account_id in &accounts {
        queries::revoke_all(conn, *account_id, None, ctx.clock.now())?;
    }
    Ok(accounts)
}

/// Sets a new password and ends the other sign-ins.
///
/// # Errors
/// 422 when the current password is missing or wrong.
pub async fn set_password(
    ctx: &Context,
    passwords: &Passwords,
    actor: &Actor,
    input: PasswordInput,
) -> Result<(), Problem> {
    let (account_id, sign_in_id) = (actor.account_id, actor.sign_in_id);
    let now = ctx.clock.now();
    let (account, sign_in) = ctx
        .db
        .read(move |conn| {
            Ok::<_, Problem>((accounts::get(conn, account_id)?, queries::get(conn, sign_in_id)?))
        })
        .await?;
    let fresh_link = sign_in.by_link && now.millis() - sign_in.created_at.millis() <= LIFE_S * 1000;
    if account.password_hash.is_some() && !fresh_link {
        let Some(current) = input.current_password else {
            let mut faults = Faults::new();
            faults.required("/current_password");
            return Err(faults.into());
        };
        if !passwords.verify(current, account.password_hash).await? {
            return Err(Problem::invalid(
                "/current_password",
                "wrong_password",
                Said::new(
                    "Ce n’est pas votre mot de passe actuel.",
                    "This is not your current password.",
                ),
            ));
        }
    }
    let hash = passwords.hash(input.new_password).await?;
    ctx.db
        .write(move |conn| {
            accounts::set_password_hash(conn, account_id, &hash, now)?;
            Ok(queries::revoke_all(conn, account_id, Some(sign_in_id), now)?)
        })
        .await
}
