//! Deeds on invitations: invite, withdraw, accept, decline.

use super::mails;
use super::model::{
    Acceptance, AcceptanceInput, Answer, Invitation, InvitationOffer, LIFE_S, NewcomerInput,
    TeamInvitationView, TeamInvitationsInput,
};
use super::queries;
use crate::accounts::{self, Account, AccountStatus, InvitationInput};
use crate::audit::{self, Deed};
use crate::notifications;
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::{Actor, Role};
use crate::sign_in::{self, Tokens};
use crate::teams::{self, Joining, Team};

/// Writes an invitation, or renews the one that waits; sends no mail. Gives the token, which
/// exists nowhere else.
pub fn offer(
    conn: &mut Conn,
    clock: &Clock,
    by: Id,
    team_id: Id,
    email: &str,
) -> Result<(Invitation, String), Problem> {
    let (token, now) = (secrets::token(), clock.now());
    if let Some(waiting) = queries::find_waiting(conn, team_id, email)? {
        queries::renew(conn, &waiting, &token, by, now)?;
    } else {
        let row = Invitation {
            id: clock.new_id(),
            team_id,
            email: email.to_owned(),
            token_hash: secrets::hash(&token),
            invited_by: by,
            state: Answer::Waiting,
            created_at: now,
            sent_at: now,
            expires_at: now.plus_seconds(LIFE_S),
            answered_at: None,
        };
        queries::insert(conn, &row)?;
    }
    Ok((queries::get_by_token(conn, &token, now)?, token))
}

/// Invites people into a team: all of them, or nobody when an address is refused.
///
/// # Errors
/// 404 when the team is not the reader's; 422 for the address of a present member.
pub fn invite(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    team_id: Id,
    input: &TeamInvitationsInput,
) -> Result<Vec<TeamInvitationView>, Problem> {
    let team = teams::get_for(conn, actor, team_id)?;
    let emails = input.normal();
    let members = teams::members_among(conn, team_id, emails.clone(), ctx.clock.today())?;
    let mut faults = Faults::new();
    for (at, _) in emails.iter().enumerate().filter(|(_, email)| members.contains(email)) {
        faults.add(
            format!("/emails/{at}"),
            "already_member",
            Said::new(
                "Cette personne fait déjà partie de l’équipe.",
                "This person is in the team already.",
            ),
        );
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let language = accounts::get(conn, actor.account_id)?.language;
    let offered = told(conn, &team)?;
    let mut views = Vec::new();
    for email in &emails {
        let (row, token) = offer(conn, &ctx.clock, actor.account_id, team_id, email)?;
        let known = accounts::find_by_email(conn, email)?;
        let language = known.map_or(language, |account| account.language);
        let link = mails::link(&ctx.public_url, &token);
        notifications::enqueue(conn, &ctx.clock, mails::invited(&row, &offered, language, &link))?;
        note(conn, &ctx.clock, Some(actor.account_id), "team.invite", row.id)?;
        views.push(queries::view(conn, row, ctx.clock.now())?);
    }
    Ok(views)
}

/// Takes back an invitation that nobody answered: its link no longer works.
///
/// # Errors
/// 404 when it is not for this reader; 409 `conflict` when it was answered or withdrawn.
pub fn withdraw(conn: &mut Conn, clock: &Clock, actor: &Actor, id: Id) -> Result<(), Problem> {
    let row = queries::get_for(conn, actor, id)?;
    let answered = || {
        Problem::new(Code::Conflict).saying(Said::new(
            "Cette invitation a déjà une réponse.",
            "This invitation has an answer already.",
        ))
    };
    if row.state != Answer::Waiting {
        return Err(answered());
    }
    queries::answer(conn, id, Answer::Withdrawn, clock.now())
        .map_err(|problem| if problem.code() == Code::LinkUsed { answered() } else { problem })?;
    note(conn, clock, Some(actor.account_id), "team.withdraw_invitation", id)
}

/// What an invitation is about, for whoever holds its token.
///
/// # Errors
/// 410 `link_used`.
pub fn read(conn: &mut Conn, clock: &Clock, token: &str) -> Result<InvitationOffer, Problem> {
    let row = queries::get_by_token(conn, token, clock.now())?;
    let team = teams::find(conn, row.team_id)?.ok_or_else(Problem::not_found)?;
    Ok(told(conn, &team)?)
}

fn told(conn: &mut Conn, team: &Team) -> diesel::QueryResult<InvitationOffer> {
    let coordinator_name = teams::coordinator_name(conn, team)?;
    Ok(InvitationOffer { team_name: team.name.clone(), coordinator_name })
}

/// A yes, with what it opened for somebody who was not signed in: the refresh token for the
/// cookie.
pub struct Accepted {
    pub body: Acceptance,
    pub refresh_token: Option<String>,
    /// Whose hats may have changed.
    pub account_id: Id,
}

/// Joins the team of an invitation, today.
///
/// # Errors
/// 410 `link_used`; 403 when signed in under another address; 409 `email_taken` when the address
/// has an account in use and nobody is signed in; 422 when somebody without an account does not
/// say who they are.
pub fn accept(
    conn: &mut Conn,
    ctx: &Context,
    tokens: &Tokens,
    actor: Option<&Actor>,
    input: &AcceptanceInput,
) -> Result<Accepted, Problem> {
    let (clock, now) = (&ctx.clock, ctx.clock.now());
    let row = queries::get_by_token(conn, &input.token, now)?;
    let account = invited_account(conn, clock, actor, &row, input.newcomer.as_ref())?;
    let team = teams::find(conn, row.team_id)?.ok_or_else(Problem::not_found)?;
    queries::answer(conn, row.id, Answer::Accepted, now)?;
    let facilitator_id = accounts::make_facilitator(conn, clock, &account)?;
    let joining = teams::join(conn, clock, team.id, facilitator_id)?;
    note(conn, clock, Some(account.id), "team.accept_invitation", row.id)?;
    if joining != Joining::Already {
        let coordinator = accounts::get(conn, team.coordinator_account_id)?;
        let name = format!("{} {}", account.first_name, account.last_name);
        notifications::enqueue(conn, clock, mails::accepted(&coordinator, &team.name, &name))?;
    }
    let opened = match actor {
        Some(_) => None,
        None => Some(sign_in::open(conn, ctx, tokens, account.id, true)?),
    };
    let (signed_in, refresh_token) =
        opened.map_or((None, None), |opened| (Some(opened.body), Some(opened.refresh_token)));
    let body = Acceptance { team_name: team.name, signed_in };
    Ok(Accepted { body, refresh_token, account_id: account.id })
}

/// Whom an invitation is accepted for.
fn invited_account(
    conn: &mut Conn,
    clock: &Clock,
    actor: Option<&Actor>,
    row: &Invitation,
    newcomer: Option<&NewcomerInput>,
) -> Result<Account, Problem> {
    if let Some(actor) = actor {
        let account = accounts::get(conn, actor.account_id)?;
        if account.email != row.email {
            return Err(Problem::forbidden().saying(Said::new(
                "Cette invitation est pour une autre adresse que celle de votre compte.",
                "This invitation is for another address than your account's.",
            )));
        }
        return Ok(account);
    }
    match accounts::find_by_email(conn, &row.email)? {
        // Never used: the token is as good as the link that waits in the same mailbox.
        Some(account) if account.status == AccountStatus::Invited => Ok(account),
        Some(_) => Err(Problem::new(Code::EmailTaken).saying(Said::new(
            "Connectez-vous avec cette adresse, puis répondez à l’invitation.",
            "Sign in with this address, then answer the invitation.",
        ))),
        None => create_account(conn, clock, row, newcomer),
    }
}

fn create_account(
    conn: &mut Conn,
    clock: &Clock,
    row: &Invitation,
    newcomer: Option<&NewcomerInput>,
) -> Result<Account, Problem> {
    let Some(newcomer) = newcomer else {
        let mut faults = Faults::new();
        faults.required("/newcomer");
        return Err(faults.into());
    };
    let input = InvitationInput {
        email: row.email.clone(),
        first_name: newcomer.first_name.clone(),
        last_name: newcomer.last_name.clone(),
        roles: vec![Role::Facilitator],
        facilitator_kind: Some(newcomer.kind),
        organization_id: None,
        place_ids: Vec::new(),
    };
    let account = accounts::register(conn, clock, &input)?;
    accounts::set_language(conn, account.id, newcomer.language)?;
    let deed = Deed::on("account.create", "account", account.id);
    audit::record(conn, clock, Some(account.id), deed)?;
    Ok(account)
}

/// Says no; the coordinator is told.
///
/// # Errors
/// 410 `link_used`.
pub fn decline(conn: &mut Conn, ctx: &Context, token: &str) -> Result<(), Problem> {
    let (clock, now) = (&ctx.clock, ctx.clock.now());
    let row = queries::get_by_token(conn, token, now)?;
    queries::answer(conn, row.id, Answer::Declined, now)?;
    note(conn, clock, None, "team.decline_invitation", row.id)?;
    let team = teams::find(conn, row.team_id)?.ok_or_else(Problem::not_found)?;
    let coordinator = accounts::get(conn, team.coordinator_account_id)?;
    let mail = mails::declined(&coordinator, &team.name, &row.email);
    Ok(notifications::enqueue(conn, clock, mail)?)
}

fn note(
    conn: &mut Conn,
    clock: &Clock,
    by: Option<Id>,
    action: &'static str,
    id: Id,
) -> Result<(), Problem> {
    Ok(audit::record(conn, clock, by, Deed::on(action, "team_invitation", id))?)
}
