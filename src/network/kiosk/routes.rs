//! The kiosk over HTTP: for who manages the workshop, for the tablet, for phones.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{
    KioskLimits, KioskSecret, KioskTapInput, KioskUndoInput, PresenceCode, PresenceInput,
};
use super::views::{KioskOpened, KioskState, KioskTapped, KioskView, PresenceTold, PresenceView};
use super::{actions, opening};
use crate::network::busy::deed;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Valid};
use crate::platform::secrets;
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(kiosk_state)
        .service(open_kiosk)
        .service(close_kiosk)
        .service(read_kiosk)
        .service(tap_kiosk)
        .service(undo_tap)
        .service(read_presence)
        .service(be_present);
}

/// Read whether the kiosk of a workshop is open, or may be.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = KioskState), Problems),
)]
#[get("/planned-workshops/{id}/kiosk")]
async fn kiosk_state(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<KioskState>, Problem> {
    let whole = ctx.clone();
    let state = ctx.db.read(move |conn| opening::state(conn, &whole, &by, id.0)).await?;
    Ok(Json(state))
}

/// Open the kiosk of a workshop, from two hours before its start until two hours after its end; its
/// address is told this once.
///
/// Opening again closes the one before.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 201, body = KioskOpened), Problems),
)]
#[post("/planned-workshops/{id}/kiosk")]
async fn open_kiosk(by: Actor, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    let opened = deed(&ctx.db, move |conn| opening::open(conn, &whole, &by, id.0)).await?;
    Ok(HttpResponse::Created().insert_header(("cache-control", "no-store")).json(opened))
}

/// Close the kiosk of a workshop.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 204, description = "Closed"), Problems),
)]
#[post("/planned-workshops/{id}/kiosk/close")]
async fn close_kiosk(by: Actor, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| opening::close(conn, &whole, &by, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read what the tablet shows, with the kiosk's secret and without an account.
///
/// 410 when there is no such kiosk, or it is no longer open: the answer does not tell which.
#[utoipa::path(
    tag = "kiosk",
    request_body = KioskSecret,
    responses((status = 200, body = KioskView), Problems),
)]
#[post("/kiosk/read")]
async fn read_kiosk(
    input: Valid<KioskSecret>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    let view = ctx.db.read(move |conn| actions::read(conn, &whole, &input.0.secret)).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(view))
}

/// Say on the tablet that one is there: by a line of the list, a staff number, or a slip's code.
///
/// The same id again is the same tap.
#[utoipa::path(
    tag = "kiosk",
    request_body = KioskTapInput,
    responses((status = 200, body = KioskTapped), Problems),
)]
#[post("/kiosk/taps")]
async fn tap_kiosk(
    input: Valid<KioskTapInput>,
    ctx: Data<Context>,
    limits: Data<KioskLimits>,
) -> Result<Json<KioskTapped>, Problem> {
    if input.0.is_typed() {
        limits.typed.take(&secrets::hash(&input.0.secret))?;
    }
    let whole = ctx.clone();
    let tapped = deed(&ctx.db, move |conn| actions::tap(conn, &whole, &input.0)).await?;
    Ok(Json(tapped))
}

/// Take back the tap just made on the tablet, within a minute.
#[utoipa::path(
    tag = "kiosk",
    request_body = KioskUndoInput,
    responses((status = 204, description = "Taken back"), Problems),
)]
#[post("/kiosk/undo")]
async fn undo_tap(
    input: Valid<KioskUndoInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| actions::undo(conn, &whole, &input.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read which workshop a scanned code is of, and whether one is expected there.
#[utoipa::path(
    tag = "kiosk",
    request_body = PresenceCode,
    responses((status = 200, body = PresenceView), Problems),
)]
#[post("/me/presence/read")]
async fn read_presence(
    by: Actor,
    input: Valid<PresenceCode>,
    ctx: Data<Context>,
    limits: Data<KioskLimits>,
) -> Result<Json<PresenceView>, Problem> {
    limits.typed.take(&by.account_id.to_string())?;
    let whole = ctx.clone();
    let view = ctx.db.read(move |conn| actions::scanned(conn, &whole, &by, &input.0.code)).await?;
    Ok(Json(view))
}

/// Say with one's own phone that one is there: with the seat that one has, or as a walk-in where
/// one is free.
#[utoipa::path(
    tag = "kiosk",
    request_body = PresenceInput,
    responses((status = 200, body = PresenceTold), Problems),
)]
#[post("/me/presence")]
async fn be_present(
    by: Actor,
    input: Valid<PresenceInput>,
    ctx: Data<Context>,
    limits: Data<KioskLimits>,
) -> Result<Json<PresenceTold>, Problem> {
    limits.typed.take(&by.account_id.to_string())?;
    let whole = ctx.clone();
    let told = deed(&ctx.db, move |conn| actions::be_present(conn, &whole, &by, &input.0)).await?;
    Ok(Json(told))
}
