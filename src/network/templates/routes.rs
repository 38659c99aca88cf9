//! Templates over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{TemplateInput, TemplateView};
use super::queries::TemplateFilter;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{
    Checked, Expected, Faults, Page, Paging, PathId, Problem, Problems, Query, Recorded, Valid,
    search_text, upsert,
};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_templates)
        .service(read_template)
        .service(put_template)
        .service(archive_template);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TemplatesQuery {
    /// Parts of the title; at most 200 characters.
    #[serde(default)]
    q: String,
    /// Only those about a competence.
    competence_id: Option<Id>,
    /// Archived ones too.
    archived: Option<bool>,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all that match.
    with_total: Option<bool>,
}

/// List workshop templates by title.
#[utoipa::path(
    tag = "network",
    params(TemplatesQuery),
    responses((status = 200, body = Page<TemplateView>), Problems),
)]
#[get("/workshop-templates")]
async fn list_templates(
    by: Actor,
    query: Query<TemplatesQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<TemplateView>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let filter = TemplateFilter {
        text: search_text("q", query.q)?,
        competence_id: query.competence_id,
        archived: query.archived.unwrap_or_default(),
    };
    let clock = ctx.clock.clone();
    let page = ctx.db.read(move |conn| actions::list(conn, &clock, &by, &filter, &paging)).await?;
    Ok(Json(page))
}

/// Read a workshop template.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = TemplateView), Problems),
)]
#[get("/workshop-templates/{id}")]
async fn read_template(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<TemplateView>, Problem> {
    let clock = ctx.clock.clone();
    let view = ctx.db.read(move |conn| actions::read(conn, &clock, &by, id.0)).await?;
    Ok(Recorded::as_is(view))
}

/// Write a workshop template, or change it with `If-Match`.
#[utoipa::path(
    tag = "network",
    request_body = TemplateInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = TemplateView),
        (status = 200, description = "Changed, or created before", body = TemplateView),
        Problems,
    ),
)]
#[put("/workshop-templates/{id}")]
async fn put_template(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<TemplateInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TemplateView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &by, id.0, expected, &input.0))
        .await
}

/// Whether a template is put away.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArchiveInput {
    pub archived: bool,
}

impl Checked for ArchiveInput {
    fn check(&self, _: &mut Faults) {}
}

/// Put a workshop template away, or take it out again.
#[utoipa::path(
    tag = "network",
    request_body = ArchiveInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 200, body = TemplateView), Problems),
)]
#[post("/workshop-templates/{id}/archive")]
async fn archive_template(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<ArchiveInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TemplateView>, Problem> {
    let (seen, clock) = (expected.required()?, ctx.clock.clone());
    let archived = input.0.archived;
    let view =
        ctx.db.write(move |conn| actions::archive(conn, &clock, &by, id.0, seen, archived)).await?;
    Ok(Recorded::as_is(view))
}
