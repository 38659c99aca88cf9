//! Accounts over HTTP: one's own, and everybody's for those who administer.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post, put};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{AccountInput, AccountStatus, AccountView, InvitationInput, ProfileInput};
use super::queries::AccountFilter;
use super::{actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{
    Checked, Expected, Faults, Page, Paging, PathId, Problem, Problems, Query, Recorded, Valid,
    upsert,
};
use crate::policy::{Actor, ActorCache, Role};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(me)
        .service(change_me)
        .service(list)
        .service(search)
        .service(invite)
        .service(read)
        .service(change)
        .service(invite_again)
        .service(suspend)
        .service(reactivate);
}

/// Read one's own account.
#[utoipa::path(tag = "accounts", responses((status = 200, body = AccountView), Problems))]
#[get("/me")]
async fn me(actor: Actor, ctx: Data<Context>) -> Result<Recorded<AccountView>, Problem> {
    let today = ctx.clock.today();
    let view = ctx
        .db
        .read(move |conn| {
            let account = queries::get(conn, actor.account_id)?;
            Ok::<_, Problem>(queries::view(conn, account, today)?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Change one's own name, phone and language.
#[utoipa::path(
    tag = "accounts",
    request_body = ProfileInput,
    params(("If-Match" = String, Header, description = "The version seen, in quotes")),
    responses((status = 200, body = AccountView), Problems),
)]
#[put("/me")]
async fn change_me(
    actor: Actor,
    expected: Expected,
    input: Valid<ProfileInput>,
    ctx: Data<Context>,
) -> Result<Recorded<AccountView>, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    let view = upsert::write(&ctx.db, move |conn| {
        let account = queries::get(conn, actor.account_id)?;
        seen.must_be(account.version)?;
        queries::update_profile(conn, &account, &input.0, clock.now())?;
        let account = queries::get(conn, actor.account_id)?;
        Ok(queries::view(conn, account, clock.today())?)
    })
    .await?;
    Ok(Recorded::as_is(view))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AccountsQuery {
    /// Only accounts with this hat.
    role: Option<Role>,
    status: Option<AccountStatus>,
    limit: Option<i64>,
    cursor: Option<String>,
    with_total: Option<bool>,
}

/// List accounts by name: all for an administrator, the team for a coordinator.
#[utoipa::path(
    tag = "accounts",
    params(AccountsQuery),
    responses((status = 200, body = Page<AccountView>), Problems),
)]
#[get("/accounts")]
async fn list(
    actor: Actor,
    query: Query<AccountsQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let filter = AccountFilter { role: query.role, status: query.status, text: None };
    page_of(actor, filter, paging, ctx).await
}

/// A search by name or e-mail; in a body, because a name does not belong in an address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccountSearch {
    text: String,
    role: Option<Role>,
    status: Option<AccountStatus>,
    limit: Option<i64>,
    cursor: Option<String>,
    with_total: Option<bool>,
}

impl Checked for AccountSearch {
    fn check(&self, faults: &mut Faults) {
        faults.line("/text", Some(&self.text), 200);
    }
}

/// Search accounts by name or e-mail.
#[utoipa::path(
    tag = "accounts",
    request_body = AccountSearch,
    responses((status = 200, body = Page<AccountView>), Problems),
)]
#[post("/accounts/search")]
async fn search(
    actor: Actor,
    input: Valid<AccountSearch>,
    ctx: Data<Context>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let Valid(input) = input;
    let paging = Paging::new(input.limit, input.cursor, input.with_total)?;
    let filter = AccountFilter { role: input.role, status: input.status, text: Some(input.text) };
    page_of(actor, filter, paging, ctx).await
}

async fn page_of(
    actor: Actor,
    filter: AccountFilter,
    paging: Paging,
    ctx: Data<Context>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let today = ctx.clock.today();
    let page =
        ctx.db.read(move |conn| queries::list(conn, &actor, &filter, &paging, today)).await?;
    Ok(Json(page))
}

/// Invite somebody: makes the account and sends a one-time link.
#[utoipa::path(
    tag = "accounts",
    request_body = InvitationInput,
    responses((status = 201, body = AccountView), Problems),
)]
#[post("/accounts")]
async fn invite(
    actor: Actor,
    input: Valid<InvitationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<AccountView>, Problem> {
    let context = Context::clone(&ctx);
    let view = ctx
        .db
        .write(move |conn| {
            let account = actions::invite(conn, &context, &actor, &input.0)?;
            Ok::<_, Problem>(queries::view(conn, account, context.clock.today())?)
        })
        .await?;
    Ok(Recorded::created(view))
}

/// Read an account.
#[utoipa::path(
    tag = "accounts",
    params(("id" = Id, Path)),
    responses((status = 200, body = AccountView), Problems),
)]
#[get("/accounts/{id}")]
async fn read(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<AccountView>, Problem> {
    let today = ctx.clock.today();
    let view = ctx
        .db
        .read(move |conn| {
            let account = queries::get_for(conn, &actor, id.0, today)?;
            Ok::<_, Problem>(queries::view(conn, account, today)?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Change the names, hats and employer of an account; nobody changes their own hats.
#[utoipa::path(
    tag = "accounts",
    request_body = AccountInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 200, body = AccountView), Problems),
)]
#[put("/accounts/{id}")]
async fn change(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<AccountInput>,
    ctx: Data<Context>,
    cache: Data<ActorCache>,
) -> Result<Recorded<AccountView>, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    let view = upsert::write(&ctx.db, move |conn| {
        let account = actions::change(conn, &clock, &actor, id.0, seen, &input.0)?;
        Ok(queries::view(conn, account, clock.today())?)
    })
    .await?;
    cache.forget(id.0);
    Ok(Recorded::as_is(view))
}

/// Send the invitation again.
#[utoipa::path(
    tag = "accounts",
    params(("id" = Id, Path)),
    responses((status = 202, description = "The mail is in the outbox"), Problems),
)]
#[post("/accounts/{id}/invitation")]
async fn invite_again(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    ctx.db.write(move |conn| actions::invite_again(conn, &context, &actor, id.0)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Suspend an account: every door closes at once.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 200, body = AccountView), Problems),
)]
#[post("/accounts/{id}/suspend")]
async fn suspend(
    actor: Actor,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
    cache: Data<ActorCache>,
) -> Result<Recorded<AccountView>, Problem> {
    set_suspended(actor, id, expected, ctx, cache, true).await
}

/// Bring a suspended account back.
#[utoipa::path(
    tag = "accounts",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 200, body = AccountView), Problems),
)]
#[post("/accounts/{id}/reactivate")]
async fn reactivate(
    actor: Actor,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
    cache: Data<ActorCache>,
) -> Result<Recorded<AccountView>, Problem> {
    set_suspended(actor, id, expected, ctx, cache, false).await
}

async fn set_suspended(
    actor: Actor,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
    cache: Data<ActorCache>,
    suspended: bool,
) -> Result<Recorded<AccountView>, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    let view = upsert::write(&ctx.db, move |conn| {
        let account = actions::set_suspended(conn, &clock, &actor, id.0, seen, suspended)?;
        Ok(queries::view(conn, account, clock.today())?)
    })
    .await?;
    cache.forget(id.0);
    Ok(Recorded::as_is(view))
}
