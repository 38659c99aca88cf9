//! Territories over HTTP: finding a commune as people type it, and the list of départements.

use actix_web::get;
use actix_web::web::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::kinds::{self, TerritoryView};
use super::model::Commune;
use crate::platform::http::{Problem, Problems, Query, Said};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(communes).service(departements).service(territories);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CommuneQuery {
    /// Name, start of a name, postcode, Insee code, or several of them (`st denis 974`).
    #[serde(default)]
    q: String,
    /// 1–50, default 10.
    limit: Option<usize>,
}

/// A commune to choose.
#[derive(Serialize, ToSchema)]
struct CommuneItem {
    #[schema(example = "44109")]
    code: &'static str,
    #[schema(example = "Nantes")]
    name: &'static str,
    postcodes: Vec<&'static str>,
    #[schema(example = "44")]
    departement_code: &'static str,
}

impl From<Commune> for CommuneItem {
    fn from(commune: Commune) -> Self {
        Self {
            code: commune.code,
            name: commune.name,
            postcodes: commune.postcodes().collect(),
            departement_code: commune.departement_code(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct CommuneList {
    items: Vec<CommuneItem>,
}

fn checked_limit(limit: Option<usize>) -> Result<usize, Problem> {
    let limit = limit.unwrap_or(10);
    if (1..=50).contains(&limit) {
        return Ok(limit);
    }
    Err(Problem::parameter(
        "limit",
        Said::new(
            "« limit » doit être compris entre 1 et 50.",
            "“limit” must be between 1 and 50.",
        ),
    ))
}

/// Find communes by name, postcode or code, the best match first.
#[utoipa::path(
    tag = "territories",
    params(CommuneQuery),
    responses((status = 200, body = CommuneList), Problems),
)]
#[get("/communes")]
async fn communes(query: Query<CommuneQuery>) -> Result<Json<CommuneList>, Problem> {
    let Query(CommuneQuery { q, limit }) = query;
    let limit = checked_limit(limit)?;
    let items = super::search(&q, limit).into_iter().map(CommuneItem::from).collect();
    Ok(Json(CommuneList { items }))
}

/// A département with its region.
#[derive(Serialize, ToSchema)]
struct DepartementItem {
    #[schema(example = "44")]
    code: &'static str,
    #[schema(example = "Loire-Atlantique")]
    name: &'static str,
    region_code: &'static str,
    #[schema(example = "Pays de la Loire")]
    region_name: &'static str,
}

#[derive(Serialize, ToSchema)]
struct DepartementList {
    items: Vec<DepartementItem>,
}

/// List the départements and the overseas collectivities, by code.
#[utoipa::path(tag = "territories", responses((status = 200, body = DepartementList), Problems))]
#[get("/departements")]
async fn departements() -> Result<Json<DepartementList>, Problem> {
    let items = super::departements()
        .iter()
        .map(|departement| DepartementItem {
            code: departement.code,
            name: departement.name,
            region_code: departement.region_code,
            region_name: super::region(departement.region_code).map_or("", |region| region.name),
        })
        .collect();
    Ok(Json(DepartementList { items }))
}

#[derive(Serialize, ToSchema)]
struct TerritoryList {
    items: Vec<TerritoryView>,
}

/// Find territories of every kind by name or code: regions, départements, EPCI, communes.
#[utoipa::path(
    tag = "territories",
    params(CommuneQuery),
    responses((status = 200, body = TerritoryList), Problems),
)]
#[get("/territories")]
async fn territories(query: Query<CommuneQuery>) -> Result<Json<TerritoryList>, Problem> {
    let Query(CommuneQuery { q, limit }) = query;
    let limit = checked_limit(limit)?;
    Ok(Json(TerritoryList { items: kinds::find(&q, limit) }))
}
