//! Codes over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::model::{ClaimView, CodeInput, CodeView, CodedPlacement, PlacementDesk, TypedCode};
use crate::competences::PlacedView;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::{Actor, Facilitator};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(hand_out_code).service(claim).service(open_placement).service(answer_placement);
}

/// Hand out a code to a learner one follows: to claim their record with an account, or to place
/// themself on a shared tablet. It is shown once.
#[utoipa::path(
    tag = "learners",
    request_body = CodeInput,
    params(("id" = Id, Path)),
    responses((status = 201, body = CodeView), Problems),
)]
#[post("/learners/{id}/codes")]
async fn hand_out_code(
    by: Facilitator,
    id: PathId,
    input: Valid<CodeInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (clock, purpose) = (ctx.clock.clone(), input.0.purpose);
    let view =
        ctx.db.write(move |conn| actions::hand_out(conn, &clock, &by, id.0, purpose)).await?;
    Ok(HttpResponse::Created().json(view))
}

/// Claim one's own followed record with the code that the facilitator handed out.
#[utoipa::path(
    tag = "account",
    request_body = TypedCode,
    responses((status = 200, body = ClaimView), Problems),
)]
#[post("/me/claims")]
async fn claim(
    by: Actor,
    input: Valid<TypedCode>,
    ctx: Data<Context>,
) -> Result<Json<ClaimView>, Problem> {
    let clock = ctx.clock.clone();
    let view = ctx.db.write(move |conn| actions::claim(conn, &clock, &by, &input.0.code)).await?;
    Ok(Json(view))
}

/// Open self-placement with a code, without an account.
#[utoipa::path(
    tag = "levels",
    request_body = TypedCode,
    responses((status = 200, body = PlacementDesk), Problems),
)]
#[post("/placement/open")]
async fn open_placement(
    input: Valid<TypedCode>,
    ctx: Data<Context>,
) -> Result<Json<PlacementDesk>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::desk(conn, &clock, &input.0.code)).await?))
}

/// Place oneself on one competence with a code, without an account.
#[utoipa::path(
    tag = "levels",
    request_body = CodedPlacement,
    responses(
        (status = 201, description = "Recorded", body = PlacedView),
        (status = 200, description = "Recorded before", body = PlacedView),
        Problems,
    ),
)]
#[post("/placement/answers")]
async fn answer_placement(
    input: Valid<CodedPlacement>,
    ctx: Data<Context>,
) -> Result<Recorded<PlacedView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (view, created) = actions::answer(conn, &clock, &input.0)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}
