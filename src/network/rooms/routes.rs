//! Rooms and pools of devices over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{DevicePoolInput, DevicePoolView, LendingView, RoomInput, RoomView};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list_rooms).service(put_room).service(put_pool);
}

/// List the rooms and pools of devices of a place.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = LendingView), Problems),
)]
#[get("/places/{id}/rooms")]
async fn list_rooms(id: PathId, ctx: Data<Context>) -> Result<Json<LendingView>, Problem> {
    Ok(Json(ctx.db.read(move |conn| actions::list(conn, id.0)).await?))
}

/// Write a room down, or change it with `If-Match`.
#[utoipa::path(
    tag = "network",
    request_body = RoomInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Written down", body = RoomView),
        (status = 200, description = "Changed, or written down before", body = RoomView),
        Problems,
    ),
)]
#[put("/rooms/{id}")]
async fn put_room(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<RoomInput>,
    ctx: Data<Context>,
) -> Result<Recorded<RoomView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        actions::put_room(conn, &clock, &by, id.0, expected, &input.0)
    })
    .await
}

/// Write a pool of devices down, or change it with `If-Match`.
#[utoipa::path(
    tag = "network",
    request_body = DevicePoolInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Written down", body = DevicePoolView),
        (status = 200, description = "Changed, or written down before", body = DevicePoolView),
        Problems,
    ),
)]
#[put("/device-pools/{id}")]
async fn put_pool(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<DevicePoolInput>,
    ctx: Data<Context>,
) -> Result<Recorded<DevicePoolView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        actions::put_pool(conn, &clock, &by, id.0, expected, &input.0)
    })
    .await
}
