//! The state of the outbox over HTTP.

use actix_web::get;
use actix_web::web::{Data, Json};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{MailView, queries};
use crate::platform::context::Context;
use crate::platform::http::page::PageQuery;
use crate::platform::http::{Page, Problem, Problems, Query};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list);
}

/// Read the outbox: which mails wait, left or failed.
#[utoipa::path(
    tag = "mails",
    params(PageQuery),
    responses((status = 200, body = Page<MailView>), Problems),
)]
#[get("/mails")]
async fn list(
    query: Query<PageQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<MailView>>, Problem> {
    let paging = query.0.paging()?;
    let page = ctx.db.read(move |conn| queries::list(conn, &paging)).await?;
    Ok(Json(page))
}
