//! Facilitators of the network over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{get, post, put};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::views::{
    AvailabilityView, FacilitationInput, FacilitationView, NetworkFacilitatorView,
    NetworkFacilitators, StepInput, WelcomeInput,
};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_own).service(offer).service(take_own);
    config.service(read_availability).service(say_availability);
    config.service(list_facilitators).service(read_facilitator).service(take_for).service(take_in);
}

/// Read one's own place among the facilitators of the network.
#[utoipa::path(tag = "network", responses((status = 200, body = FacilitationView), Problems))]
#[get("/me/facilitation")]
async fn read_own(by: Actor, ctx: Data<Context>) -> Result<Recorded<FacilitationView>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Recorded::as_is(ctx.db.read(move |conn| actions::own(conn, &clock, &by)).await?))
}

/// Say what one offers to teach, and how far one goes; the first time is volunteering.
///
/// A volunteer may wish for more than they may teach yet; a facilitator offers what a verified
/// level or a current grant covers.
#[utoipa::path(
    tag = "network",
    request_body = FacilitationInput,
    responses(
        (status = 201, description = "Offered for the first time", body = FacilitationView),
        (status = 200, body = FacilitationView),
        Problems,
    ),
)]
#[put("/me/facilitation")]
async fn offer(
    by: Actor,
    expected: Expected,
    input: Valid<FacilitationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<FacilitationView>, Problem> {
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| actions::offer(conn, &clock, &by, expected, &input.0);
    upsert::write(&ctx.db, work).await
}

/// Volunteer again, pause, come back or retire.
#[utoipa::path(
    tag = "network",
    request_body = StepInput,
    responses((status = 200, body = FacilitationView), Problems),
)]
#[post("/me/facilitation/steps")]
async fn take_own(
    by: Actor,
    input: Valid<StepInput>,
    ctx: Data<Context>,
) -> Result<Json<FacilitationView>, Problem> {
    let whole = ctx.clone();
    let work = move |conn: &mut _| actions::take_own(conn, &whole, &by, &input.0);
    Ok(Json(upsert::write(&ctx.db, work).await?))
}

/// Read when one can come.
#[utoipa::path(tag = "network", responses((status = 200, body = AvailabilityView), Problems))]
#[get("/me/availability")]
async fn read_availability(
    by: Actor,
    ctx: Data<Context>,
) -> Result<Json<AvailabilityView>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::own_availability(conn, &clock, &by)).await?))
}

/// Say when one can come: weekly hours and absences, whole; the last word counts.
#[utoipa::path(
    tag = "network",
    request_body = AvailabilityView,
    responses((status = 200, body = AvailabilityView), Problems),
)]
#[put("/me/availability")]
async fn say_availability(
    by: Actor,
    input: Valid<AvailabilityView>,
    ctx: Data<Context>,
) -> Result<Json<AvailabilityView>, Problem> {
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| actions::say_availability(conn, &clock, &by, &input.0);
    Ok(Json(upsert::write(&ctx.db, work).await?))
}

/// List the facilitators of one's teams, and volunteers whom no team has taken in.
#[utoipa::path(tag = "network", responses((status = 200, body = NetworkFacilitators), Problems))]
#[get("/network/facilitators")]
async fn list_facilitators(
    by: Actor,
    ctx: Data<Context>,
) -> Result<Json<NetworkFacilitators>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::list(conn, &clock, &by)).await?))
}

/// Read a facilitator of one's teams, or a volunteer: what they offer and where they stand.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path, description = "The facilitator")),
    responses((status = 200, body = NetworkFacilitatorView), Problems),
)]
#[get("/network/facilitators/{id}")]
async fn read_facilitator(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<NetworkFacilitatorView>, Problem> {
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| actions::seen(conn, &clock, &by, id.0)).await?))
}

/// Welcome, activate, suspend or reinstate a facilitator of one's team.
///
/// Activating asks for one session observed and one co-led; with a reason it is a waiver.
#[utoipa::path(
    tag = "network",
    request_body = StepInput,
    params(("id" = Id, Path, description = "The facilitator")),
    responses((status = 200, body = NetworkFacilitatorView), Problems),
)]
#[post("/network/facilitators/{id}/steps")]
async fn take_for(
    by: Actor,
    id: PathId,
    input: Valid<StepInput>,
    ctx: Data<Context>,
) -> Result<Json<NetworkFacilitatorView>, Problem> {
    let whole = ctx.clone();
    let work = move |conn: &mut _| actions::take_for(conn, &whole, &by, id.0, &input.0);
    Ok(Json(upsert::write(&ctx.db, work).await?))
}

/// Take a volunteer into one of one's teams.
#[utoipa::path(
    tag = "network",
    request_body = WelcomeInput,
    params(("id" = Id, Path, description = "The facilitator")),
    responses((status = 200, body = NetworkFacilitatorView), Problems),
)]
#[post("/network/facilitators/{id}/team")]
async fn take_in(
    by: Actor,
    id: PathId,
    input: Valid<WelcomeInput>,
    ctx: Data<Context>,
) -> Result<Json<NetworkFacilitatorView>, Problem> {
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| actions::take_in(conn, &clock, &by, id.0, &input.0);
    Ok(Json(upsert::write(&ctx.db, work).await?))
}
