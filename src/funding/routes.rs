//! Perimeters over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{FunderInput, PerimeterInput, PerimeterView, actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(read).service(put).service(delete).service(invite);
}

#[derive(Serialize, ToSchema)]
struct PerimeterList {
    items: Vec<PerimeterView>,
}

/// List perimeters by name: all for an administrator, the own ones for a funder.
#[utoipa::path(tag = "perimeters", responses((status = 200, body = PerimeterList), Problems))]
#[get("/perimeters")]
async fn list(actor: Actor, ctx: Data<Context>) -> Result<Json<PerimeterList>, Problem> {
    let items = ctx
        .db
        .read(move |conn| {
            let rows = queries::list(conn, &actor)?;
            let views = rows.into_iter().map(|row| queries::view(conn, &actor, row));
            Ok::<_, Problem>(views.collect::<diesel::QueryResult<Vec<_>>>()?)
        })
        .await?;
    Ok(Json(PerimeterList { items }))
}

/// Read a perimeter: what it covers, and the targets of its programmes.
#[utoipa::path(
    tag = "perimeters",
    params(("id" = Id, Path)),
    responses((status = 200, body = PerimeterView), Problems),
)]
#[get("/perimeters/{id}")]
async fn read(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<PerimeterView>, Problem> {
    let view = ctx
        .db
        .read(move |conn| {
            let row = queries::get_row_for(conn, &actor, id.0)?;
            Ok::<_, Problem>(queries::view(conn, &actor, row)?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Create a perimeter under an id of the server's choice.
#[utoipa::path(
    tag = "perimeters",
    request_body = PerimeterInput,
    responses((status = 201, body = PerimeterView), Problems),
)]
#[post("/perimeters")]
async fn create(
    actor: Actor,
    input: Valid<PerimeterInput>,
    ctx: Data<Context>,
) -> Result<Recorded<PerimeterView>, Problem> {
    let id = ctx.clock.new_id();
    save(actor, id, Expected::NONE, input.0, ctx).await
}

/// Create a perimeter, or change it with `If-Match`.
#[utoipa::path(
    tag = "perimeters",
    request_body = PerimeterInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = PerimeterView),
        (status = 200, description = "Changed, or created before", body = PerimeterView),
        Problems,
    ),
)]
#[put("/perimeters/{id}")]
async fn put(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<PerimeterInput>,
    ctx: Data<Context>,
) -> Result<Recorded<PerimeterView>, Problem> {
    save(actor, id.0, expected, input.0, ctx).await
}

async fn save(
    actor: Actor,
    id: Id,
    expected: Expected,
    input: PerimeterInput,
    ctx: Data<Context>,
) -> Result<Recorded<PerimeterView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &actor, id, expected, &input))
        .await
}

/// Delete a perimeter: its funders keep their accounts, links that share it close.
#[utoipa::path(
    tag = "perimeters",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 204, description = "Deleted"), Problems),
)]
#[delete("/perimeters/{id}")]
async fn delete(
    actor: Actor,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::delete(conn, &clock, &actor, id.0, seen)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Invite a funder into a perimeter: makes the account, gives it the perimeter, sends a one-time
/// link.
#[utoipa::path(
    tag = "perimeters",
    request_body = FunderInput,
    params(("id" = Id, Path)),
    responses((status = 201, body = PerimeterView), Problems),
)]
#[post("/perimeters/{id}/invitations")]
async fn invite(
    actor: Actor,
    id: PathId,
    input: Valid<FunderInput>,
    ctx: Data<Context>,
) -> Result<Recorded<PerimeterView>, Problem> {
    let context = Context::clone(&ctx);
    let view =
        ctx.db.write(move |conn| actions::invite(conn, &context, &actor, id.0, &input.0)).await?;
    Ok(Recorded::created(view))
}
