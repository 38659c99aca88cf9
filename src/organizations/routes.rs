//! Organizations over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{OrganizationInput, OrganizationView, actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{
    Expected, Page, Paging, PathId, Problem, Problems, Query, Recorded, Valid, search_text, upsert,
};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(read).service(put);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OrganizationsQuery {
    /// Parts of the name, commune, SIRET or RNA; at most 200 characters.
    #[serde(default)]
    q: String,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all that match.
    with_total: Option<bool>,
}

/// List organizations by name.
#[utoipa::path(
    tag = "organizations",
    params(OrganizationsQuery),
    responses((status = 200, body = Page<OrganizationView>), Problems),
)]
#[get("/organizations")]
async fn list(
    query: Query<OrganizationsQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<OrganizationView>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let text = search_text("q", query.q)?;
    let page = ctx.db.read(move |conn| queries::list(conn, &text, &paging)).await?;
    Ok(Json(page))
}

/// Read an organization.
#[utoipa::path(
    tag = "organizations",
    params(("id" = Id, Path)),
    responses((status = 200, body = OrganizationView), Problems),
)]
#[get("/organizations/{id}")]
async fn read(id: PathId, ctx: Data<Context>) -> Result<Recorded<OrganizationView>, Problem> {
    let row = ctx.db.read(move |conn| queries::get(conn, id.0)).await?;
    Ok(Recorded::as_is(row.into()))
}

/// Create an organization under an id of the server's choice.
#[utoipa::path(
    tag = "organizations",
    request_body = OrganizationInput,
    responses((status = 201, body = OrganizationView), Problems),
)]
#[post("/organizations")]
async fn create(
    actor: Actor,
    input: Valid<OrganizationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<OrganizationView>, Problem> {
    let id = ctx.clock.new_id();
    save(actor, id, Expected::NONE, input.0, ctx).await
}

/// Create an organization, or change it with `If-Match`.
///
/// Administrators; a coordinator may change those that employ somebody of the own team. A SIRET or
/// RNA names one organization at most (409 `already_exists`).
#[utoipa::path(
    tag = "organizations",
    request_body = OrganizationInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = OrganizationView),
        (status = 200, description = "Changed, or created before", body = OrganizationView),
        Problems,
    ),
)]
#[put("/organizations/{id}")]
async fn put(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<OrganizationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<OrganizationView>, Problem> {
    save(actor, id.0, expected, input.0, ctx).await
}

async fn save(
    actor: Actor,
    id: Id,
    expected: Expected,
    input: OrganizationInput,
    ctx: Data<Context>,
) -> Result<Recorded<OrganizationView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &actor, id, expected, &input))
        .await
}
