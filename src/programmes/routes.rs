//! Programmes over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{ProgrammeInput, ProgrammeView, actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(read).service(put);
}

#[derive(Serialize, ToSchema)]
struct ProgrammeList {
    items: Vec<ProgrammeView>,
}

/// List the programmes by name; envelopes and targets for those they concern.
#[utoipa::path(tag = "programmes", responses((status = 200, body = ProgrammeList), Problems))]
#[get("/programmes")]
async fn list(actor: Actor, ctx: Data<Context>) -> Result<Json<ProgrammeList>, Problem> {
    let items = ctx
        .db
        .read(move |conn| {
            let rows = queries::list(conn)?;
            let views = rows.into_iter().map(|row| queries::view(conn, &actor, row));
            Ok::<_, Problem>(views.collect::<diesel::QueryResult<Vec<_>>>()?)
        })
        .await?;
    Ok(Json(ProgrammeList { items }))
}

/// Read a programme; envelopes and targets for those they concern.
#[utoipa::path(
    tag = "programmes",
    params(("id" = Id, Path)),
    responses((status = 200, body = ProgrammeView), Problems),
)]
#[get("/programmes/{id}")]
async fn read(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<ProgrammeView>, Problem> {
    let view = ctx
        .db
        .read(move |conn| {
            let row = queries::find(conn, id.0)?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>(queries::view(conn, &actor, row)?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Create a programme under an id of the server's choice.
#[utoipa::path(
    tag = "programmes",
    request_body = ProgrammeInput,
    responses((status = 201, body = ProgrammeView), Problems),
)]
#[post("/programmes")]
async fn create(
    actor: Actor,
    input: Valid<ProgrammeInput>,
    ctx: Data<Context>,
) -> Result<Recorded<ProgrammeView>, Problem> {
    let id = ctx.clock.new_id();
    save(actor, id, Expected::NONE, input.0, ctx).await
}

/// Create a programme, or change it with `If-Match`.
#[utoipa::path(
    tag = "programmes",
    request_body = ProgrammeInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = ProgrammeView),
        (status = 200, description = "Changed, or created before", body = ProgrammeView),
        Problems,
    ),
)]
#[put("/programmes/{id}")]
async fn put(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<ProgrammeInput>,
    ctx: Data<Context>,
) -> Result<Recorded<ProgrammeView>, Problem> {
    save(actor, id.0, expected, input.0, ctx).await
}

async fn save(
    actor: Actor,
    id: Id,
    expected: Expected,
    input: ProgrammeInput,
    ctx: Data<Context>,
) -> Result<Recorded<ProgrammeView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &actor, id, expected, &input))
        .await
}
