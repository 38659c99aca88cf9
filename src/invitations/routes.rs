//! Invitations over HTTP. Tokens travel in bodies: an address is written to logs.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{
    Acceptance, AcceptanceInput, InvitationOffer, InvitationState, InvitationToken,
    TeamInvitationView, TeamInvitationsInput,
};
use super::{actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::throttle::{ClientAddress, address_key};
use crate::platform::http::{Page, Paging, PathId, Problem, Problems, Query, Valid, upsert};
use crate::policy::{Actor, ActorCache};
use crate::sign_in::routes::with_refresh_cookie;
use crate::sign_in::{SignInLimits, Tokens};
use crate::teams;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list)
        .service(invite)
        .service(withdraw)
        .service(read)
        .service(accept)
        .service(decline);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TeamInvitationsQuery {
    /// Only invitations that stand there.
    state: Option<InvitationState>,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all invitations.
    with_total: Option<bool>,
}

/// List the invitations into a team, newest first.
#[utoipa::path(
    tag = "invitations",
    params(("id" = Id, Path), TeamInvitationsQuery),
    responses((status = 200, body = Page<TeamInvitationView>), Problems),
)]
#[get("/teams/{id}/invitations")]
async fn list(
    actor: Actor,
    id: PathId,
    query: Query<TeamInvitationsQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<TeamInvitationView>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let clock = ctx.clock.clone();
    let page = ctx
        .db
        .read(move |conn| {
            let team = teams::get_for(conn, &actor, id.0)?;
            queries::list(conn, &clock, team.id, query.state, &paging)
        })
        .await?;
    Ok(Json(page))
}

/// The invitations that were sent.
#[derive(Serialize, ToSchema)]
struct TeamInvitationList {
    items: Vec<TeamInvitationView>,
}

/// Invite people into a team by e-mail.
///
/// Each address gets a link that works once, for 14 days; an address that was invited before gets
/// a new one, and the old link no longer works. Faults are told per address (`/emails/2`), and
/// nothing is sent as long as there is one. The answer is the same with and without an account.
#[utoipa::path(
    tag = "invitations",
    params(("id" = Id, Path)),
    request_body = TeamInvitationsInput,
    responses((status = 201, body = TeamInvitationList), Problems),
)]
#[post("/teams/{id}/invitations")]
async fn invite(
    actor: Actor,
    id: PathId,
    input: Valid<TeamInvitationsInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    let items =
        upsert::write(&ctx.db, move |conn| actions::invite(conn, &context, &actor, id.0, &input.0))
            .await?;
    Ok(HttpResponse::Created().json(TeamInvitationList { items }))
}

/// Withdraw an invitation that nobody answered: its link no longer works.
#[utoipa::path(
    tag = "invitations",
    params(("id" = Id, Path)),
    responses((status = 204, description = "Withdrawn"), Problems),
)]
#[post("/team-invitations/{id}/withdraw")]
async fn withdraw(actor: Actor, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::withdraw(conn, &clock, &actor, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read what an invitation is about: the team's name and its coordinator's.
///
/// 410 `link_used` when it was answered, renewed or withdrawn, has expired, or never was.
#[utoipa::path(
    tag = "invitations",
    request_body = InvitationToken,
    responses((status = 200, body = InvitationOffer), Problems),
)]
#[post("/team-invitations/read")]
async fn read(
    input: Valid<InvitationToken>,
    address: ClientAddress,
    ctx: Data<Context>,
    limits: Data<SignInLimits>,
) -> Result<Json<InvitationOffer>, Problem> {
    limits.by_address.take(&address_key(address.0))?;
    let clock = ctx.clock.clone();
    let offer = ctx.db.read(move |conn| actions::read(conn, &clock, &input.0.token)).await?;
    Ok(Json(offer))
}

/// Accept an invitation: a member of the team from today on.
///
/// Signed in: under the invited address (403 under another one). Not signed in: `newcomer` makes
/// the account, and the answer signs in; 409 `email_taken` when the address has an account in use,
/// which signs in by its own door first.
#[utoipa::path(
    tag = "invitations",
    request_body = AcceptanceInput,
    responses((status = 200, body = Acceptance), Problems),
)]
#[post("/team-invitations/accept")]
async fn accept(
    actor: Option<Actor>,
    input: Valid<AcceptanceInput>,
    address: ClientAddress,
    ctx: Data<Context>,
    tokens: Data<Tokens>,
    limits: Data<SignInLimits>,
    cache: Data<ActorCache>,
) -> Result<HttpResponse, Problem> {
    limits.by_address.take(&address_key(address.0))?;
    let context = Context::clone(&ctx);
    let tokens = tokens.into_inner();
    let accepted = upsert::write(&ctx.db, move |conn| {
        actions::accept(conn, &context, &tokens, actor.as_ref(), &input.0)
    })
    .await?;
    cache.forget(accepted.account_id);
    Ok(match accepted.refresh_token {
        Some(token) => with_refresh_cookie(&ctx, &token, accepted.body),
        None => HttpResponse::Ok().json(accepted.body),
    })
}

/// Decline an invitation; its coordinator is told by mail.
#[utoipa::path(
    tag = "invitations",
    request_body = InvitationToken,
    responses((status = 204, description = "Declined"), Problems),
)]
#[post("/team-invitations/decline")]
async fn decline(
    input: Valid<InvitationToken>,
    address: ClientAddress,
    ctx: Data<Context>,
    limits: Data<SignInLimits>,
) -> Result<HttpResponse, Problem> {
    limits.by_address.take(&address_key(address.0))?;
    let context = Context::clone(&ctx);
    ctx.db.write(move |conn| actions::decline(conn, &context, &input.0.token)).await?;
    Ok(HttpResponse::NoContent().finish())
}
