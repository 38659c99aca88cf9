//! Teaching grants over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{GrantInput, GrantList, TeamGrant};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(give).service(end);
}

/// List the teaching grants of one's team.
#[utoipa::path(tag = "levels", responses((status = 200, body = GrantList), Problems))]
#[get("/teaching-grants")]
async fn list(by: Actor, ctx: Data<Context>) -> Result<Json<GrantList>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::list(conn, &clock, &by)).await?))
}

/// Let a member of one's team teach and attest a competence up to a level, for at most 6 months.
#[utoipa::path(
    tag = "levels",
    request_body = GrantInput,
    params(("id" = Id, Path, description = "Chosen by the device")),
    responses(
        (status = 201, description = "Given", body = TeamGrant),
        (status = 200, description = "Given before", body = TeamGrant),
        Problems,
    ),
)]
#[put("/teaching-grants/{id}")]
async fn give(
    by: Actor,
    id: PathId,
    input: Valid<GrantInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TeamGrant>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (view, created) = actions::give(conn, &clock, &by, id.0, &input.0)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Take a grant back, from today on.
#[utoipa::path(
    tag = "levels",
    params(("id" = Id, Path)),
    responses((status = 204, description = "Ended"), Problems),
)]
#[post("/teaching-grants/{id}/end")]
async fn end(by: Actor, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::end(conn, &clock, &by, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
