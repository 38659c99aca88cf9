//! Coverage and reviews over HTTP.

use std::sync::Arc;

use actix_web::get;
use actix_web::web::{Data, Json, Path};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{CoverageView, MemberLevels, ReviewList};
use crate::competences::ledger;
use crate::competences::levels::Level;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Query, Said};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_coverage).service(read_member_levels).service(list_reviews);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CoverageQuery {
    /// The level that should be taught, 1–8: the order of the lines. Default: 3.
    level: Option<i32>,
}

/// Read what one's team can teach: how many members, by competence and level, the gaps first.
#[utoipa::path(
    tag = "levels",
    params(("id" = Id, Path), CoverageQuery),
    responses((status = 200, body = CoverageView), Problems),
)]
#[get("/teams/{id}/coverage")]
async fn read_coverage(
    by: Actor,
    id: PathId,
    query: Query<CoverageQuery>,
    ctx: Data<Context>,
) -> Result<Json<CoverageView>, Problem> {
    let level = Level::new(query.0.level.unwrap_or(3)).filter(|level| level.proves());
    let level = level.ok_or_else(|| {
        let said = Said::new("Niveau attendu : de 1 à 8.", "Level expected: 1 to 8.");
        Problem::parameter("level", said)
    })?;
    let today = ctx.clock.today();
    let view = ctx.db.read(move |conn| actions::coverage(conn, &by, id.0, level, today)).await?;
    Ok(Json(view))
}

/// Read the levels of a present member of one's team; the look is in the audit log, and the member
/// sees it.
#[utoipa::path(
    tag = "levels",
    params(("id" = Id, Path), ("facilitator_id" = Id, Path)),
    responses((status = 200, body = MemberLevels), Problems),
)]
#[get("/teams/{id}/members/{facilitator_id}/levels")]
async fn read_member_levels(
    by: Actor,
    path: Path<(String, String)>,
    ctx: Data<Context>,
) -> Result<Json<MemberLevels>, Problem> {
    let (team, facilitator) = path.into_inner();
    let (Ok(team), Ok(facilitator)) = (team.parse::<Id>(), facilitator.parse::<Id>()) else {
        return Err(Problem::not_found());
    };
    let (today, account, own) = (ctx.clock.today(), by.account_id, by.person_id);
    let kept = Arc::clone(&ctx.kept);
    let (view, person) = ctx
        .db
        .read(move |conn| actions::member_levels(conn, &kept, &by, (team, facilitator), today))
        .await?;
    if person != own {
        ledger::look(&ctx, account, vec![person]);
    }
    Ok(Json(view))
}

/// List the evidence to look at again: attestations of one's team whose attester lost a proof, and
/// what is disputed. Nobody is named but the attester.
#[utoipa::path(tag = "levels", responses((status = 200, body = ReviewList), Problems))]
#[get("/reviews")]
async fn list_reviews(by: Actor, ctx: Data<Context>) -> Result<Json<ReviewList>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::reviews(conn, &clock, &by)).await?))
}
