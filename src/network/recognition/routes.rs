//! Recognition over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::views::Recognition;
use crate::platform::context::Context;
use crate::platform::http::{Lang, Problem, Problems, Query, download};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read).service(statement);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct YearQuery {
    /// 2015 to this year; default: this year.
    year: Option<i32>,
}

/// Read what one gave to the network in a year: counted from sessions held, for oneself alone.
#[utoipa::path(
    tag = "recognition",
    params(YearQuery),
    responses((status = 200, body = Recognition), Problems),
)]
#[get("/me/recognition")]
async fn read(
    by: Actor,
    query: Query<YearQuery>,
    ctx: Data<Context>,
) -> Result<Json<Recognition>, Problem> {
    let whole = ctx.clone();
    let work = move |conn: &mut _| actions::recognition(conn, &whole, &by, query.0.year);
    Ok(Json(ctx.db.read(work).await?))
}

/// Download one's yearly statement as a PDF, in the language of the request.
#[utoipa::path(
    tag = "recognition",
    params(YearQuery),
    responses((status = 200, description = "The statement", content_type = "application/pdf"), Problems),
)]
#[get("/me/recognition/statement")]
async fn statement(
    by: Actor,
    query: Query<YearQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (whole, lang, year) = (ctx.clone(), Lang::of_request(&req), query.0.year);
    let work = move |conn: &mut _| actions::document(conn, &whole, &by, (year, lang));
    let file = ctx.db.read(work).await?;
    let name = lang.pick("mes-heures.pdf", "my-hours.pdf");
    Ok(download::file(name, "application/pdf", file))
}
