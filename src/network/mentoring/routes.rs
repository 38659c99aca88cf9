//! Mentoring pairs over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::views::{PairInput, PairList, PairStepInput, PairView};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read).service(propose).service(step);
}

/// List one's own pairs, as mentor or learner: those that run or wait first.
#[utoipa::path(tag = "pairs", responses((status = 200, body = PairList), Problems))]
#[get("/mentoring-pairs")]
async fn list(by: Actor, ctx: Data<Context>) -> Result<Json<PairList>, Problem> {
    let whole = ctx.clone();
    Ok(Json(ctx.db.read(move |conn| actions::list(conn, &whole, &by)).await?))
}

/// Read a pair of one's own.
#[utoipa::path(
    tag = "pairs",
    params(("id" = Id, Path)),
    responses((status = 200, body = PairView), Problems),
)]
#[get("/mentoring-pairs/{id}")]
async fn read(by: Actor, id: PathId, ctx: Data<Context>) -> Result<Recorded<PairView>, Problem> {
    let whole = ctx.clone();
    let view = ctx.db.read(move |conn| actions::read(conn, &whole, &by, id.0)).await?;
    Ok(Recorded::as_is(view))
}

/// Propose a pair with one to three goals: to a mentor, or to a learner one follows.
#[utoipa::path(
    tag = "pairs",
    request_body = PairInput,
    params(("id" = Id, Path, description = "Chosen by the device")),
    responses(
        (status = 201, description = "Proposed", body = PairView),
        (status = 200, description = "Proposed before", body = PairView),
        Problems,
    ),
)]
#[put("/mentoring-pairs/{id}")]
async fn propose(
    by: Actor,
    id: PathId,
    input: Valid<PairInput>,
    ctx: Data<Context>,
) -> Result<Recorded<PairView>, Problem> {
    let whole = ctx.clone();
    upsert::write(&ctx.db, move |conn| {
        let (view, created) = actions::propose(conn, &whole, &by, id.0, &input.0)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Accept or decline what the other proposed; complete or end a pair.
#[utoipa::path(
    tag = "pairs",
    request_body = PairStepInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = PairView), Problems),
)]
#[post("/mentoring-pairs/{id}/steps")]
async fn step(
    by: Actor,
    id: PathId,
    input: Valid<PairStepInput>,
    ctx: Data<Context>,
) -> Result<Json<PairView>, Problem> {
    let whole = ctx.clone();
    let work = move |conn: &mut _| actions::step(conn, &whole, &by, id.0, input.0);
    Ok(Json(upsert::write(&ctx.db, work).await?))
}
