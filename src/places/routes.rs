//! Places over HTTP.

use actix_multipart::Multipart;
use actix_web::web::{Data, Json, block};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{PlaceSheet, PlaceSummary, PlaceView};
use super::queries::PlaceFilter;
use super::{actions, import, queries};
use crate::audit::{self, Deed};
use crate::platform::context::Context;
use crate::platform::database::{Id, Needed};
use crate::platform::http::upload::{self, ImportQuery, UploadForm};
use crate::platform::http::{
    Expected, ImportReport, Lang, Page, Paging, PathId, Problem, Problems, Query, Recorded, Said,
    Valid, download, fresh, search_text, upsert,
};
use crate::policy::{Actor, Facilitator};
use crate::territories;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list)
        .service(create)
        .service(import_file)
        .service(export)
        .service(read)
        .service(put)
        .service(attach)
        .service(detach);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct PlacesQuery {
    /// Parts of the name, commune, postcode or address; at most 200 characters.
    #[serde(default)]
    q: String,
    /// Code of the département.
    departement: Option<String>,
    /// `true`: only where one works; `false`: only elsewhere.
    mine: Option<bool>,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all that match.
    with_total: Option<bool>,
}

/// List places by name.
#[utoipa::path(
    tag = "places",
    params(PlacesQuery),
    responses((status = 200, body = Page<PlaceSummary>), Problems),
)]
#[get("/places")]
async fn list(
    actor: Actor,
    query: Query<PlacesQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<PlaceSummary>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let text = search_text("q", query.q)?;
    let departement = query.departement.as_deref().map(departement_code).transpose()?;
    let filter = PlaceFilter { text, departement, mine: query.mine };
    let page = ctx
        .db
        .read(move |conn| {
            let attached = actions::attached_places(conn, &actor)?;
            queries::list(conn, &filter, &attached, &paging)
        })
        .await?;
    Ok(Json(page))
}

fn departement_code(code: &str) -> Result<&'static str, Problem> {
    let known = territories::departement(code).map(|departement| departement.code);
    known.ok_or_else(|| {
        Problem::parameter(
            "departement",
            Said::new("Ce département n’existe pas.", "There is no such département."),
        )
    })
}

/// Read a place.
#[utoipa::path(
    tag = "places",
    params(("id" = Id, Path)),
    responses((status = 200, body = PlaceView), Problems),
)]
#[get("/places/{id}")]
async fn read(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<PlaceView>, Problem> {
    let view = ctx
        .db
        .read(move |conn| {
            let attached = actions::attached_places(conn, &actor)?;
            queries::find_view(conn, id.0, &attached)?.ok_or_else(Problem::not_found)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Create a place under an id of the server's choice.
///
/// A facilitator who creates a place works there from today on.
#[utoipa::path(
    tag = "places",
    request_body = PlaceSheet,
    responses((status = 201, body = PlaceView), Problems),
)]
#[post("/places")]
async fn create(
    actor: Actor,
    input: Valid<PlaceSheet>,
    ctx: Data<Context>,
) -> Result<Recorded<PlaceView>, Problem> {
    let id = ctx.clock.new_id();
    save(actor, id, Expected::NONE, input.0, ctx).await
}

/// Create a place, or change it with `If-Match`.
///
/// Administrators change all places, facilitators those they work at, coordinators those of their
/// team. A `standard_id` names one place at most (409 `already_exists`).
#[utoipa::path(
    tag = "places",
    request_body = PlaceSheet,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = PlaceView),
        (status = 200, description = "Changed, or created before", body = PlaceView),
        Problems,
    ),
)]
#[put("/places/{id}")]
async fn put(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<PlaceSheet>,
    ctx: Data<Context>,
) -> Result<Recorded<PlaceView>, Problem> {
    save(actor, id.0, expected, input.0, ctx).await
}

async fn save(
    actor: Actor,
    id: Id,
    expected: Expected,
    input: PlaceSheet,
    ctx: Data<Context>,
) -> Result<Recorded<PlaceView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &actor, id, expected, &input))
        .await
}

/// Work at a place, from today on.
#[utoipa::path(
    tag = "places",
    params(("id" = Id, Path)),
    responses((status = 204, description = "Works there"), Problems),
)]
#[post("/places/{id}/attachment")]
async fn attach(by: Facilitator, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::attach(conn, &clock, &by, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Stop working at a place; today is the last day.
#[utoipa::path(
    tag = "places",
    params(("id" = Id, Path)),
    responses((status = 204, description = "No longer works there"), Problems),
)]
#[delete("/places/{id}/attachment")]
async fn detach(by: Facilitator, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::detach(conn, &clock, &by, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Import places from a file of the national standard.
///
/// UTF-8 CSV with the standard's columns; all lines or none. A place is known again by its `id`.
/// Without `commit=true` only the report is made.
#[utoipa::path(
    tag = "places",
    params(ImportQuery),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = ImportReport), Problems),
)]
#[post("/places/import")]
async fn import_file(
    actor: Actor,
    query: Query<ImportQuery>,
    form: Multipart,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<ImportReport>, Problem> {
    let (by, commit, lang) = (Some(actor.account_id), query.0.commit, Lang::of_request(&req));
    let file = upload::file(form).await?;
    let parsed = block(move || import::read_file(&file)).await.map_err(Problem::internal)??;
    let clock = ctx.clock.clone();
    let report = ctx
        .db
        .write(move |conn| import::import_places(conn, &clock, by, parsed, commit, lang))
        .await?;
    Ok(Json(report))
}

/// Download all places as a file of the national standard.
#[utoipa::path(
    tag = "places",
    responses((status = 200, description = "CSV file", content_type = "text/csv"), Problems),
)]
#[get("/places/export")]
async fn export(actor: Actor, needed: Needed, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let today = ctx.clock.today();
    audit::note(&ctx, actor.account_id, Deed::on_all("place.export", "place")).await?;
    let file = ctx.db.read_replica(needed, import::export).await?;
    let answer = download::file(&format!("lieux-{today}.csv"), download::CSV, file.value);
    Ok(fresh::as_of(answer, file.source))
}
