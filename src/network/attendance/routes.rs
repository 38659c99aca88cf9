//! Attendance over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, post};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{CloseInput, MarksInput};
use crate::network::busy::deed;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Valid};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(mark_attendance).service(close_workshop);
}

/// Write down who came to a workshop.
#[utoipa::path(
    tag = "network",
    request_body = MarksInput,
    params(("id" = Id, Path)),
    responses((status = 204, description = "Written down"), Problems),
)]
#[post("/planned-workshops/{id}/attendance")]
async fn mark_attendance(
    by: Actor,
    id: PathId,
    input: Valid<MarksInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| actions::mark(conn, &whole, &by, id.0, &input.0.marks)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The entry of the log.
#[derive(Serialize, ToSchema)]
pub struct ClosedView {
    pub session_id: Id,
}

/// Close a workshop: it becomes one session of the log. Closing again corrects it.
#[utoipa::path(
    tag = "network",
    request_body = CloseInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = ClosedView), Problems),
)]
#[post("/planned-workshops/{id}/close")]
async fn close_workshop(
    by: Actor,
    id: PathId,
    input: Valid<CloseInput>,
    ctx: Data<Context>,
) -> Result<Json<ClosedView>, Problem> {
    let whole = ctx.clone();
    let workshop =
        deed(&ctx.db, move |conn| actions::close(conn, &whole, &by, id.0, &input.0)).await?;
    Ok(Json(ClosedView { session_id: workshop.session_id.unwrap_or(id.0) }))
}
