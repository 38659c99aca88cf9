//! Public workshops over HTTP: without an account, so many times from one address.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::Days;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::queries::{self, OpenFilter};
use super::views::{OpenChoices, OpenWorkshop, OpenWorkshopView};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::{Code, Page, Paging, PathId, Problem, Problems, Query, Said, hashed};
use crate::territories;

/// Caches may keep an answer, and ask each time whether it is still right.
const CACHING: &str = "public, no-cache";
/// Days shown when no last one is named.
const AHEAD: u64 = 60;

pub fn mount(config: &mut ServiceConfig<'_>) {
    // The words before the ids: the first that fits is taken.
    config.service(list).service(choices).service(read);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OpenQuery {
    /// First day; today when absent.
    from: Option<Day>,
    /// Last day, at most 366 days later; 60 days later when absent.
    to: Option<Day>,
    competence_id: Option<Id>,
    place_id: Option<Id>,
    /// INSEE code of a commune.
    commune: Option<String>,
    /// Code of a département.
    departement: Option<String>,
    /// Only at a distance, or only at a place.
    remote: Option<bool>,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all that match.
    with_total: Option<bool>,
}

impl OpenQuery {
    fn filter(&self, ctx: &Context) -> Result<OpenFilter, Problem> {
        let from = self.from.map_or(ctx.clock.today(), |day| day.0);
        let later = from.checked_add_days(Days::new(AHEAD)).unwrap_or(from);
        let to = self.to.map_or(later, |day| day.0);
        if to < from || (to - from).num_days() > 366 {
            return Err(Problem::new(Code::InvalidPeriod));
        }
        let commune = known(self.commune.as_deref(), "commune", |code| {
            territories::commune(code).map(|commune| commune.code)
        })?;
        let departement = known(self.departement.as_deref(), "departement", |code| {
            territories::departement(code).map(|departement| departement.code)
        })?;
        Ok(OpenFilter {
            from,
            to,
            competence_id: self.competence_id,
            place_id: self.place_id,
            commune,
            departement,
            remote: self.remote,
        })
    }
}

fn known(
    code: Option<&str>,
    name: &'static str,
    find: impl Fn(&str) -> Option<&'static str>,
) -> Result<Option<&'static str>, Problem> {
    let Some(code) = code else { return Ok(None) };
    find(code).map(Some).ok_or_else(|| {
        let said = Said::new("Ce code n’existe pas.", "There is no such code.");
        Problem::parameter(name, said)
    })
}

/// List the workshops to come that anybody may read, by their start.
///
/// It names nobody. `If-None-Match` with the `ETag` of before answers 304 while nothing changed.
#[utoipa::path(
    tag = "public workshops",
    params(OpenQuery),
    responses(
        (status = 200, body = Page<OpenWorkshop>),
        (status = 304, description = "Nothing changed"),
        Problems,
    ),
)]
#[get("/public/workshops")]
async fn list(
    query: Query<OpenQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let Query(query) = query;
    let filter = query.filter(&ctx)?;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let clock = ctx.clock.clone();
    let page = ctx.db.read(move |conn| queries::list(conn, &clock, &filter, &paging)).await?;
    hashed::json(&req, &page, CACHING)
}

/// Read what there is to choose from among the workshops that anybody may read.
#[utoipa::path(
    tag = "public workshops",
    responses(
        (status = 200, body = OpenChoices),
        (status = 304, description = "Nothing changed"),
        Problems,
    ),
)]
#[get("/public/workshops/choices")]
async fn choices(req: HttpRequest, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    let choices = ctx.db.read(move |conn| queries::choices(conn, &clock)).await?;
    hashed::json(&req, &choices, CACHING)
}

/// Read a workshop that anybody may read, and whom to ask without an account.
#[utoipa::path(
    tag = "public workshops",
    params(("id" = Id, Path)),
    responses(
        (status = 200, body = OpenWorkshopView),
        (status = 304, description = "Nothing changed"),
        Problems,
    ),
)]
#[get("/public/workshops/{id}")]
async fn read(id: PathId, req: HttpRequest, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    let workshop = ctx.db.read(move |conn| queries::get(conn, &clock, id.0)).await?;
    hashed::json(&req, &workshop, CACHING)
}
