//! Series over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::input::{CancelInput, ChangeInput, SeriesInput};
use super::views::{ChangePreview, PreviewView, PublishedView, SeriesView};
use super::{actions, changes};
use crate::network::busy::deed;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(preview_series)
        .service(read_series)
        .service(put_series)
        .service(publish_series)
        .service(preview_change)
        .service(change_series)
        .service(cancel_series);
}

/// Look at a series before it is planned: its days, those left out and why, what is in the way.
#[utoipa::path(
    tag = "network",
    request_body = SeriesInput,
    responses((status = 200, body = PreviewView), Problems),
)]
#[post("/workshop-series/preview")]
async fn preview_series(
    by: Actor,
    input: Valid<SeriesInput>,
    ctx: Data<Context>,
) -> Result<Json<PreviewView>, Problem> {
    let whole = ctx.clone();
    let found = ctx.db.read(move |conn| actions::preview(conn, &whole, &by, &input.0)).await?;
    Ok(Json(found))
}

/// Read a series: its rule in words, its sessions.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = SeriesView), Problems),
)]
#[get("/workshop-series/{id}")]
async fn read_series(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<SeriesView>, Problem> {
    let whole = ctx.clone();
    let found = ctx.db.read(move |conn| actions::read(conn, &whole, &by, id.0)).await?;
    Ok(Recorded::as_is(found))
}

/// Plan a series: all its sessions as drafts, or none.
///
/// Something in the way on one day refuses the whole, and is told with its day; leave that day out
/// with `except_on`. A series is not changed here: another body under the same id is a conflict.
#[utoipa::path(
    tag = "network",
    request_body = SeriesInput,
    params(("id" = Id, Path)),
    responses(
        (status = 201, description = "Planned", body = SeriesView),
        (status = 200, description = "Planned before", body = SeriesView),
        Problems,
    ),
)]
#[put("/workshop-series/{id}")]
async fn put_series(
    by: Actor,
    id: PathId,
    input: Valid<SeriesInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SeriesView>, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| {
        let (row, is_new) = actions::put(conn, &whole, &by, id.0, &input.0)?;
        let view = actions::read(conn, &whole, &by, row.id)?;
        Ok(if is_new { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Publish the drafts of a series that are to come, each that can be.
///
/// The others are named, and why.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = PublishedView), Problems),
)]
#[post("/workshop-series/{id}/publish")]
async fn publish_series(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<PublishedView>, Problem> {
    let whole = ctx.clone();
    let done = deed(&ctx.db, move |conn| actions::publish(conn, &whole, &by, id.0)).await?;
    Ok(Json(done))
}

/// Let a series take another course: this session and the following, or all to come.
///
/// It ends there, and another takes over: a session goes on as the one of its day, else of its week
/// (of its month in a monthly series), with its people; who has none is cancelled. All of it or
/// nothing. One session alone is changed as a planned workshop.
#[utoipa::path(
    tag = "network",
    request_body = ChangeInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 200, description = "The series that takes over", body = SeriesView),
        Problems,
    ),
)]
#[post("/workshop-series/{id}/change")]
async fn change_series(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<ChangeInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SeriesView>, Problem> {
    let (seen, whole) = (expected.required()?, ctx.clone());
    let view = deed(&ctx.db, move |conn| {
        let row = changes::change(conn, &whole, &by, id.0, seen, &input.0)?;
        actions::read(conn, &whole, &by, row.id)
    });
    Ok(Recorded::as_is(view.await?))
}

/// Look at another course of a series before it is taken: what moves, ends and is new, and how many
/// people are told.
#[utoipa::path(
    tag = "network",
    request_body = ChangeInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = ChangePreview), Problems),
)]
#[post("/workshop-series/{id}/change/preview")]
async fn preview_change(
    by: Actor,
    id: PathId,
    input: Valid<ChangeInput>,
    ctx: Data<Context>,
) -> Result<Json<ChangePreview>, Problem> {
    let whole = ctx.clone();
    let found =
        ctx.db.read(move |conn| changes::preview(conn, &whole, &by, id.0, &input.0)).await?;
    Ok(Json(found))
}

/// Cancel a session of a series, it and the following, or all to come; everybody concerned is told
/// why.
#[utoipa::path(
    tag = "network",
    request_body = CancelInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = SeriesView), Problems),
)]
#[post("/workshop-series/{id}/cancel")]
async fn cancel_series(
    by: Actor,
    id: PathId,
    input: Valid<CancelInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SeriesView>, Problem> {
    let whole = ctx.clone();
    let view = deed(&ctx.db, move |conn| {
        changes::cancel(conn, &whole, &by, id.0, &input.0)?;
        actions::read(conn, &whole, &by, id.0)
    });
    Ok(Recorded::as_is(view.await?))
}
