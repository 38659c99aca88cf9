//! Facilitators over HTTP.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{FacilitatorItem, queries};
use crate::platform::context::Context;
use crate::platform::http::{Problem, Problems, Query, search_text};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct FacilitatorsQuery {
    /// Parts of the name.
    #[serde(default)]
    q: String,
}

/// Facilitators to choose from.
#[derive(Serialize, ToSchema)]
struct FacilitatorList {
    items: Vec<FacilitatorItem>,
}

/// List facilitators: all for an administrator, the own team for a coordinator.
#[utoipa::path(
    tag = "facilitators",
    params(FacilitatorsQuery),
    responses((status = 200, body = FacilitatorList), Problems),
)]
#[get("/facilitators")]
async fn list(
    actor: Actor,
    query: Query<FacilitatorsQuery>,
    ctx: Data<Context>,
) -> Result<Json<FacilitatorList>, Problem> {
    let today = ctx.clock.today();
    let text = search_text("q", query.0.q)?;
    let items = ctx
        .db
        .read(move |conn| Ok::<_, Problem>(queries::list(conn, &actor, &text, today)?))
        .await?;
    Ok(Json(FacilitatorList { items }))
}
