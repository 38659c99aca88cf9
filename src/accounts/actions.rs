//! Deeds on accounts: invite, change, suspend, bring back.

use diesel::prelude::*;

use super::links::{LinkPurpose, issue_link};
use super::mails::invitation_mail;
use super::model::{
    Account, AccountInput, AccountStatus, InvitationInput, Language, ProfileInput, normal_email,
    search_key,
};
use super::queries;
use crate::audit::{self, Deed};
use crate::facilitators::{self, FacilitatorKind};
use crate::notifications;
use crate::platform::clock::Clock;
use crate::platform::contact;
use crate::platform::context::Context;
use crate::platform::database::schema::{organizations, places};
use crate::platform::database::{Conn, Id};
use crate::platform::http::conditional::Seen;
use crate::platform::http::{Code, Faults, Problem};
use crate::policy::{Actor, Role, Roles};

/// Creates an account, without mail or rights check: for invitations, commands and the demo.
///
/// # Errors
/// 409 `email_taken`; 422 when the organization or a place does not exist.
pub fn register(
    conn: &mut Conn,
    clock: &Clock,
    input: &InvitationInput,
) -> Result<Account, Problem> {
    let email = normal_email(&input.email);
    if queries::find_by_email(conn, &email)?.is_some() {
        return Err(Problem::new(Code::EmailTaken));
    }
    check_references(conn, input.organization_id, &input.place_ids)?;
    let now = clock.now();
    let roles: Roles = input.roles.iter().copied().collect();
    let account = Account {
        id: clock.new_id(),
        version: 1,
        person_id: clock.new_id(),
        search: search_key(&input.first_name, &input.last_name, &email),
        email,
        password_hash: None,
        first_name: input.first_name.trim().to_owned(),
        last_name: input.last_name.trim().to_owned(),
        phone: None,
        language: Language::Fr,
        roles,
        status: AccountStatus::Invited,
        created_at: now,
        updated_at: now,
        last_signed_in_at: None,
        staff_number: None,
    };
    queries::insert(conn, &account)?;
    wear_hats(conn, clock, account.id, roles, input.facilitator_kind, input.organization_id)?;
    if let Some((facilitator_id, _)) = facilitators::find_kind(conn, account.id)? {
        for place_id in &input.place_ids {
            facilitators::attach(conn, clock, facilitator_id, *place_id, clock.today())?;
        }
    }
    Ok(account)
}

/// Gives an account the facilitator's hat, if it does not wear it, and tells whose it is: for
/// people who agreed to join a team.
pub fn make_facilitator(conn: &mut Conn, clock: &Clock, account: &Account) -> Result<Id, Problem> {
    if !account.roles.contains(Role::Facilitator) {
        let roles: Roles = account.roles.iter().chain([Role::Facilitator]).collect();
        queries::update_roles(conn, account, roles, clock.now())?;
        wear_hats(conn, clock, account.id, roles, None, None)?;
        let deed = Deed::on("account.change", "account", account.id);
        audit::record(conn, clock, Some(account.id), deed)?;
    }
    let known = facilitators::find_kind(conn, account.id)?;
    known.map(|(id, _)| id).ok_or_else(Problem::not_found)
}

fn wear_hats(
    conn: &mut Conn,
    clock: &Clock,
    account_id: Id,
    roles: Roles,
    kind: Option<FacilitatorKind>,
    organization_id: Option<Id>,
) -> Result<(), Problem> {
    if !roles.contains(Role::Facilitator) {
        return Ok(());
    }
    let facilitator_id = match facilitators::find_kind(conn, account_id)? {
        None => {
            let kind = kind.unwrap_or(FacilitatorKind::Mediator);
            facilitators::create(conn, clock, account_id, kind)?
        }
        Some((id, known)) => {
            if let Some(kind) = kind.filter(|kind| *kind != known) {
                facilitators::set_kind(conn, id, kind)?;
            }
            id
        }
    };
    if let Some(organization_id) = organization_id {
        facilitators::employ(conn, clock, facilitator_id, organization_id, clock.today())?;
    }
    Ok(())
}

fn check_references(
    conn: &mut Conn,
    organization_id: Option<Id>,
    place_ids: &[Id],
) -> Result<(), Problem> {
    let mut faults = Faults::new();
    if let Some(id) = organization_id {
        let known: i64 =
            organizations::table.filter(organizations::id.eq(id)).count().get_result(conn)?;
        if known == 0 {
            faults.unknown(
                "/organization_id",
                "Cette structure n’existe pas.",
                "There is no such organization.",
            );
        }
    }
    for (at, id) in place_ids.iter().enumerate() {
        let known: i64 = places::table.filter(places::id.eq(id)).count().get_result(conn)?;
        if known == 0 {
            faults.unknown(
                format!("/place_ids/{at}"),
                "Ce lieu n’existe pas.",
                "There is no such place.",
            );
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// Creates an account and sends its invitation. A coordinator invites facilitators and learners
/// only.
pub fn invite(
    conn: &mut Conn,
    ctx: &Context,
    actor: &Actor,
    input: &InvitationInput,
) -> Result<Account, Problem> {
    if !actor.is(Role::Admin)
        && input.roles.iter().any(|role| !matches!(role, Role::Facilitator | Role::Learner))
    {
        return Err(Problem::forbidden());
    }
    let account = register(conn, &ctx.clock, input)?;
    send_invitation(conn, ctx, &account)?;
    let deed = Deed::on("account.invite", "account", account.id);
    audit::record(conn, &ctx.clock, Some(actor.account_id), deed)?;
    Ok(account)
}

/// Sends the invitation again, as long as the account was never used.
///
/// # Errors
/// 409 when the account is no longer waiting for its first sign-in.
pub fn invite_again(conn: &mut Conn, ctx: &Context, actor: &Actor, id: Id) -> Result<(), Problem> {
    let account = queries::get_for(conn, actor, id, ctx.clock.today())?;
    if account.status != AccountStatus::Invited {
        return Err(Problem::new(Code::Conflict));
    }
    send_invitation(conn, ctx, &account)
}

fn send_invitation(conn: &mut Conn, ctx: &Context, account: &Account) -> Result<(), Problem> {
    let token = issue_link(conn, &ctx.clock, account.id, LinkPurpose::Invitation)?;
    let mail = invitation_mail(account, &ctx.public_url, &token);
    Ok(notifications::enqueue(conn, &ctx.clock, mail)?)
}

/// Creates the first administrator, from the command line.
pub fn create_admin(
    conn: &mut Conn,
    clock: &Clock,
    email: &str,
    first_name: &str,
    last_name: &str,
) -> Result<(Account, String), Problem> {
    let mut faults = Faults::new();
    faults.keep("/email", contact::email(email));
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let input = InvitationInput {
        email: email.to_owned(),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        roles: vec![Role::Admin],
        facilitator_kind: None,
        organization_id: None,
        place_ids: Vec::new(),
    };
    let account = register(conn, clock, &input)?;
    let token = issue_link(conn, clock, account.id, LinkPurpose::Invitation)?;
    audit::record(conn, clock, None, Deed::on("account.create_admin", "account", account.id))?;
    Ok((account, token))
}

/// Changes names, hats and employer of somebody's account.
pub fn change(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    seen: Seen,
    input: &AccountInput,
) -> Result<Account, Problem> {
    let account = queries::get(conn, id)?;
    seen.must_be(account.version)?;
    let roles: Roles = input.roles.iter().copied().collect();
    if id == actor.account_id && roles != account.roles {
        return Err(Problem::forbidden());
    }
    check_references(conn, input.organization_id, &[])?;
    let profile = ProfileInput {
        first_name: input.first_name.clone(),
        last_name: input.last_name.clone(),
        phone: input.phone.clone(),
        language: account.language,
    };
    queries::update_profile(conn, &account, &profile, clock.now())?;
    queries::update_roles(conn, &account, roles, clock.now())?;
    queries::set_staff_number(conn, id, input.staff_number.as_deref())?;
    wear_hats(conn, clock, id, roles, input.facilitator_kind, input.organization_id)?;
    audit::record(conn, clock, Some(actor.account_id), Deed::on("account.change", "account", id))?;
    queries::get(conn, id)
}

/// Suspends an account, or brings it back.
pub fn set_suspended(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    seen: Seen,
    suspended: bool,
) -> Result<Account, Problem> {
    let account = queries::get(conn, id)?;
    seen.must_be(account.version)?;
    if id == actor.account_id {
        return Err(Problem::forbidden());
    }
    let (status, action) = match (suspended, account.last_signed_in_at) {
        (true, _) => (AccountStatus::Suspended, "account.suspend"),
        (false, Some(_)) => (AccountStatus::Active, "account.reactivate"),
        (false, None) => (AccountStatus::Invited, "account.reactivate"),
    };
    queries::update_status(conn, &account, status, clock.now())?;
    audit::record(conn, clock, Some(actor.account_id), Deed::on(action, "account", id))?;
    queries::get(conn, id)
}
