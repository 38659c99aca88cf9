//! Facilitators over HTTP.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{FacilitatorItem, queries};
use crate::platform::context::Context;
use crate::platform::http::{Problem, Problems};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Facilitators to choose from.
#[derive(Serialize, ToSchema)]
struct FacilitatorList {
    items: Vec<FacilitatorItem>,
}

/// List facilitators: all for an administrator, the own team for a coordinator.
#[utoipa::path(tag = "facilitators", responses((status = 200, body = FacilitatorList), Problems))]
#[get("/facilitators")]
async fn list(actor: Actor, ctx: Data<Context>) -> Result<Json<FacilitatorList>, Problem> {
    let today = ctx.clock.today();
    let items =
        ctx.db.read(move |conn| Ok::<_, Problem>(queries::list(conn, &actor, today)?)).await?;
    Ok(Json(FacilitatorList { items }))
}
