//! Help requests over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::drafting::{self, HelpDrafts};
use super::views::{HelpInput, HelpList, HelpStepInput, HelpView};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list_own).service(list).service(list_drafts);
    config.service(read).service(ask).service(step);
}

/// List what one asked for, newest first.
#[utoipa::path(tag = "help", responses((status = 200, body = HelpList), Problems))]
#[get("/me/help-requests")]
async fn list_own(by: Actor, ctx: Data<Context>) -> Result<Json<HelpList>, Problem> {
    let whole = ctx.clone();
    Ok(Json(ctx.db.read(move |conn| actions::own(conn, &whole, &by)).await?))
}

/// List what waits for one's help, and what one took on: who waits longest first.
///
/// A request is shown to the three best placed first, after three working days to those who work in
/// its commune, after seven to coordinators.
#[utoipa::path(tag = "help", responses((status = 200, body = HelpList), Problems))]
#[get("/help-requests")]
async fn list(by: Actor, ctx: Data<Context>) -> Result<Json<HelpList>, Problem> {
    let whole = ctx.clone();
    Ok(Json(ctx.db.read(move |conn| actions::shown(conn, &whole, &by)).await?))
}

/// List draft workshops that five requests or more made: those that one is asked to lead, and those
/// of one's team.
#[utoipa::path(tag = "help", responses((status = 200, body = HelpDrafts), Problems))]
#[get("/help-drafts")]
async fn list_drafts(by: Actor, ctx: Data<Context>) -> Result<Json<HelpDrafts>, Problem> {
    let whole = ctx.clone();
    Ok(Json(ctx.db.read(move |conn| drafting::list(conn, &whole, &by)).await?))
}

/// Read a request: one's own, one that waits for one's help, or one that one took on.
#[utoipa::path(
    tag = "help",
    params(("id" = Id, Path)),
    responses((status = 200, body = HelpView), Problems),
)]
#[get("/help-requests/{id}")]
async fn read(by: Actor, id: PathId, ctx: Data<Context>) -> Result<Recorded<HelpView>, Problem> {
    let whole = ctx.clone();
    let view = ctx.db.read(move |conn| actions::read(conn, &whole, &by, id.0)).await?;
    Ok(Recorded::as_is(view))
}

/// Ask for help, under an id of one's own choice.
#[utoipa::path(
    tag = "help",
    request_body = HelpInput,
    params(("id" = Id, Path, description = "Chosen by the device")),
    responses(
        (status = 201, description = "Asked", body = HelpView),
        (status = 200, description = "Asked before", body = HelpView),
        Problems,
    ),
)]
#[put("/help-requests/{id}")]
async fn ask(
    by: Actor,
    id: PathId,
    input: Valid<HelpInput>,
    ctx: Data<Context>,
) -> Result<Recorded<HelpView>, Problem> {
    let whole = ctx.clone();
    upsert::write(&ctx.db, move |conn| {
        let (view, created) = actions::ask(conn, &whole, &by, id.0, &input.0)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Take a request on, give it back, agree on a session, answer; close or withdraw one's own.
#[utoipa::path(
    tag = "help",
    request_body = HelpStepInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = HelpView), Problems),
)]
#[post("/help-requests/{id}/steps")]
async fn step(
    by: Actor,
    id: PathId,
    input: Valid<HelpStepInput>,
    ctx: Data<Context>,
) -> Result<Json<HelpView>, Problem> {
    let whole = ctx.clone();
    let work = move |conn: &mut _| actions::step(conn, &whole, &by, id.0, &input.0);
    Ok(Json(upsert::write(&ctx.db, work).await?))
}
