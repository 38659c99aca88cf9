//! Attestations over HTTP.

use std::sync::Arc;

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{
    AttestationInput, AttestationView, CosignatureList, DecisionInput, SessionLevels,
};
use super::{actions, screen};
use crate::competences::ledger;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Lang, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::{Actor, Facilitator};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(read_session_levels)
        .service(attest)
        .service(list_cosignatures)
        .service(decide_cosignature);
}

/// Read what one may attest after a session of one's own: its people, their levels on what it was
/// about, and the rules that stand in the way.
///
/// Levels are shown for 30 days after the session; every look is in the audit log.
#[utoipa::path(
    tag = "levels",
    params(("id" = Id, Path)),
    responses((status = 200, body = SessionLevels), Problems),
)]
#[get("/sessions/{id}/levels")]
async fn read_session_levels(
    by: Facilitator,
    id: PathId,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<SessionLevels>, Problem> {
    let (clock, lang, account) = (ctx.clock.clone(), Lang::of_request(&req), by.account_id);
    let kept = Arc::clone(&ctx.kept);
    let (view, looked) = ctx
        .db
        .read(move |conn| screen::session_levels(conn, &kept, &by, id.0, &clock, lang))
        .await?;
    ledger::look(&ctx, account, looked);
    Ok(Json(view))
}

/// Attest a level of a learner after a session.
///
/// The same id and body again are one attestation. What lacks nothing but a co-signature waits for
/// a coordinator when `ask_cosignature` is set.
#[utoipa::path(
    tag = "levels",
    request_body = AttestationInput,
    params(("id" = Id, Path, description = "Chosen by the device")),
    responses(
        (status = 201, description = "Recorded, or waiting", body = AttestationView),
        (status = 200, description = "The same as before", body = AttestationView),
        Problems,
    ),
)]
#[put("/attestations/{id}")]
async fn attest(
    by: Facilitator,
    id: PathId,
    input: Valid<AttestationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<AttestationView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (view, created) = actions::record(conn, &clock, &by, id.0, &input.0)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// List the attestations that wait for a coordinator's signature.
///
/// They say who asks, for what and why, and not whom it is about.
#[utoipa::path(tag = "levels", responses((status = 200, body = CosignatureList), Problems))]
#[get("/cosignatures")]
async fn list_cosignatures(
    by: Actor,
    ctx: Data<Context>,
) -> Result<Json<CosignatureList>, Problem> {
    let (clock, account) = (ctx.clock.clone(), by.account_id);
    let (list, looked) = ctx.db.read(move |conn| actions::waiting(conn, &clock, &by)).await?;
    ledger::look(&ctx, account, looked);
    Ok(Json(list))
}

/// Sign an attestation, or decline it with a reason.
#[utoipa::path(
    tag = "levels",
    request_body = DecisionInput,
    params(("id" = Id, Path)),
    responses((status = 204, description = "Decided"), Problems),
)]
#[post("/cosignatures/{id}/decision")]
async fn decide_cosignature(
    by: Actor,
    id: PathId,
    input: Valid<DecisionInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::decide(conn, &clock, &by, id.0, &input.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
