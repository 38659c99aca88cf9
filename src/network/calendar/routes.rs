//! Calendars over HTTP.

use actix_web::http::header;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::views::{FeedInput, FeedList, FeedView, NewFeed};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Valid, hashed};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(revoke).service(read);
}

/// List the calendars that one opened to calendar programs.
#[utoipa::path(tag = "calendars", responses((status = 200, body = FeedList), Problems))]
#[get("/me/calendars")]
async fn list(by: Actor, ctx: Data<Context>) -> Result<Json<FeedList>, Problem> {
    Ok(Json(ctx.db.read(move |conn| actions::list(conn, &by)).await?))
}

/// Open a calendar: of one's own commitments, of a place, of the network.
///
/// The answer holds its secret address, which is shown this once.
#[utoipa::path(
    tag = "calendars",
    request_body = FeedInput,
    responses((status = 201, body = NewFeed), Problems),
)]
#[post("/me/calendars")]
async fn create(
    by: Actor,
    input: Valid<FeedInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    let new = ctx.db.write(move |conn| actions::create(conn, &whole, &by, &input.0)).await?;
    Ok(HttpResponse::Created().insert_header((header::CACHE_CONTROL, "no-store")).json(new))
}

/// Close a calendar: its address leads nowhere from now on.
#[utoipa::path(
    tag = "calendars",
    params(("id" = Id, Path)),
    responses((status = 200, body = FeedView), Problems),
)]
#[post("/me/calendars/{id}/revoke")]
async fn revoke(by: Actor, id: PathId, ctx: Data<Context>) -> Result<Json<FeedView>, Problem> {
    let whole = ctx.clone();
    Ok(Json(ctx.db.write(move |conn| actions::revoke(conn, &whole, &by, id.0)).await?))
}

/// Read a calendar by its secret address, as iCalendar (RFC 5545).
///
/// It names no learner. `If-None-Match` with the `ETag` of before answers 304 while nothing changed.
#[utoipa::path(
    tag = "calendars",
    params(("token" = String, Path, description = "The secret of the address")),
    responses(
        (status = 200, description = "The calendar", body = String, content_type = "text/calendar"),
        (status = 304, description = "Nothing changed"),
        Problems,
    ),
)]
#[get("/calendars/{token}.ics")]
async fn read(
    token: Path<String>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    let token = token.into_inner();
    let text = ctx.db.read(move |conn| actions::text(conn, &whole, &token)).await?;
    Ok(hashed::text(&req, text, "text/calendar; charset=utf-8", "private, no-cache"))
}
