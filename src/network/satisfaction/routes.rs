//! Satisfaction over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::views::{SatisfactionInput, SatisfactionResults, SatisfactionToAnswer};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Valid};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(answer).service(read);
}

/// List the workshops of which one may say what one thought.
#[utoipa::path(
    tag = "satisfaction",
    responses((status = 200, body = SatisfactionToAnswer), Problems),
)]
#[get("/me/satisfaction")]
async fn list(by: Actor, ctx: Data<Context>) -> Result<Json<SatisfactionToAnswer>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::to_answer(conn, &clock, &by)).await?))
}

/// Say what one thought of a workshop in which one was, once.
///
/// The answer is kept without a name and without an instant.
#[utoipa::path(
    tag = "satisfaction",
    request_body = SatisfactionInput,
    params(("id" = Id, Path, description = "The workshop")),
    responses((status = 204, description = "Answered"), Problems),
)]
#[post("/planned-workshops/{id}/satisfaction")]
async fn answer(
    by: Actor,
    id: PathId,
    input: Valid<SatisfactionInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::answer(conn, &clock, &by, id.0, &input.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read what people thought of a workshop, from five answers on.
#[utoipa::path(
    tag = "satisfaction",
    params(("id" = Id, Path, description = "The workshop")),
    responses((status = 200, body = SatisfactionResults), Problems),
)]
#[get("/planned-workshops/{id}/satisfaction")]
async fn read(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<SatisfactionResults>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::results(conn, &clock, &by, id.0)).await?))
}
