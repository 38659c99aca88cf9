//! Share links over HTTP: one's own, and what the link of a token shares.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{NewShareLink, ShareLinkInput, ShareLinkView, SharedView};
use super::{actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Valid};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(revoke).service(open);
}

#[derive(Serialize, ToSchema)]
struct ShareLinkList {
    items: Vec<ShareLinkView>,
}

/// List share links, newest first: the own ones, everybody's for an administrator.
#[utoipa::path(tag = "sharing", responses((status = 200, body = ShareLinkList), Problems))]
#[get("/share-links")]
async fn list(actor: Actor, ctx: Data<Context>) -> Result<Json<ShareLinkList>, Problem> {
    let today = ctx.clock.today();
    let items = ctx.db.read(move |conn| actions::list(conn, &actor, today)).await?;
    Ok(Json(ShareLinkList { items }))
}

/// Create a share link; its address is told this once.
///
/// A facilitator shares the own figures, a coordinator those of an own team, an administrator those
/// of a team, an organization, the network or a perimeter. Always protected, always whole months.
#[utoipa::path(
    tag = "sharing",
    request_body = ShareLinkInput,
    responses((status = 201, body = NewShareLink), Problems),
)]
#[post("/share-links")]
async fn create(
    actor: Actor,
    input: Valid<ShareLinkInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    let (link, token) =
        ctx.db.write(move |conn| actions::create(conn, &clock, &actor, &input.0)).await?;
    // After the #: a browser sends that part to no server and to no log.
    let url = format!("{}/partage#{token}", ctx.public_url);
    let created = NewShareLink { link, token, url };
    Ok(HttpResponse::Created().insert_header(("cache-control", "no-store")).json(created))
}

/// Withdraw a share link: whoever opens it from now on is told that it is closed.
#[utoipa::path(
    tag = "sharing",
    params(("id" = Id, Path)),
    responses((status = 200, body = ShareLinkView), Problems),
)]
#[post("/share-links/{id}/revoke")]
async fn revoke(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<ShareLinkView>, Problem> {
    let clock = ctx.clock.clone();
    let view = ctx.db.write(move |conn| actions::revoke(conn, &clock, &actor, id.0)).await?;
    Ok(Json(view))
}

/// Read what a link shares, in words; counts a visit.
///
/// 410 when there is no such link, or it has expired or was withdrawn: the answer does not tell
/// which.
#[utoipa::path(
    tag = "sharing",
    params(("token" = String, Path, description = "What stands after # in the link's address")),
    responses((status = 200, body = SharedView), Problems),
)]
#[get("/shared/{token}")]
async fn open(token: Path<String>, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let today = ctx.clock.today();
    // Only a true token comes to write.
    let token = token.into_inner();
    let shared = ctx.db.read(move |conn| actions::find_by_token(conn, &token, today)).await?;
    let view = ctx
        .db
        .write(move |conn| {
            queries::count_visit(conn, shared.link_id, today)?;
            actions::describe(conn, shared)
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(view))
}
