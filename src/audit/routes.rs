//! The audit log over HTTP.

use actix_web::get;
use actix_web::web::{Data, Json};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{AuditView, queries};
use crate::platform::context::Context;
use crate::platform::http::page::PageQuery;
use crate::platform::http::{Page, Problem, Problems, Query};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Read the audit log, newest first.
#[utoipa::path(
    tag = "audit",
    params(PageQuery),
    responses((status = 200, body = Page<AuditView>), Problems),
)]
#[get("/audit")]
async fn list(
    query: Query<PageQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<AuditView>>, Problem> {
    let paging = query.0.paging()?;
    let page = ctx.db.read(move |conn| queries::list(conn, &paging)).await?;
    Ok(Json(page))
}
