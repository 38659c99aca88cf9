//! Tags over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{TagInput, TagView, actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(put).service(delete);
}

#[derive(Serialize, ToSchema)]
struct TagList {
    items: Vec<TagView>,
}

/// List one's own tags and those of the network, by name.
#[utoipa::path(tag = "tags", responses((status = 200, body = TagList), Problems))]
#[get("/tags")]
async fn list(actor: Actor, ctx: Data<Context>) -> Result<Json<TagList>, Problem> {
    let items = ctx
        .db
        .read(move |conn| Ok::<_, Problem>(queries::list(conn, actor.facilitator_id)?))
        .await?;
    Ok(Json(TagList { items }))
}

/// Create a tag under an id of the server's choice.
#[utoipa::path(
    tag = "tags",
    request_body = TagInput,
    responses((status = 201, body = TagView), Problems),
)]
#[post("/tags")]
async fn create(
    actor: Actor,
    input: Valid<TagInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TagView>, Problem> {
    let id = ctx.clock.new_id();
    save(actor, id, Expected::NONE, input.0, ctx).await
}

/// Create a tag, or change it with `If-Match`.
///
/// Personal tags are their facilitator's, network tags the administrators'.
#[utoipa::path(
    tag = "tags",
    request_body = TagInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = TagView),
        (status = 200, description = "Changed, or created before", body = TagView),
        Problems,
    ),
)]
#[put("/tags/{id}")]
async fn put(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<TagInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TagView>, Problem> {
    save(actor, id.0, expected, input.0, ctx).await
}

async fn save(
    actor: Actor,
    id: Id,
    expected: Expected,
    input: TagInput,
    ctx: Data<Context>,
) -> Result<Recorded<TagView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &actor, id, expected, &input))
        .await
}

/// Delete a tag; the sessions that carried it stay.
#[utoipa::path(
    tag = "tags",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 204, description = "Deleted"), Problems),
)]
#[delete("/tags/{id}")]
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
