//! Enrolments over HTTP.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::asking;
use super::model::{CommandInput, EnrolInput, MoveInput, SlipInput, WalkInInput};
use super::views::{CommitmentList, EnrolmentView, RosterView};
use crate::audit::{self, Deed};
use crate::network::busy::deed;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{PathId, Problem, Problems, Valid};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(enrol)
        .service(command_enrolment)
        .service(walk_in)
        .service(move_enrolment)
        .service(read_roster)
        .service(own_enrolments)
        .service(release_slip);
}

/// The workshop and the enrolment that a path names; what is not a UUID does not exist.
fn named(path: Path<(String, String)>) -> Result<(Id, Id), Problem> {
    let (workshop, enrolment) = path.into_inner();
    match (workshop.parse(), enrolment.parse()) {
        (Ok(workshop), Ok(enrolment)) => Ok((workshop, enrolment)),
        _ => Err(Problem::not_found()),
    }
}

/// Enrol in a planned workshop: oneself, a learner one follows, or a colleague by staff number.
///
/// Who asks while there is a seat is confirmed, or waits for approval where that is needed; else
/// they enter the queue. The same id again is the same enrolment.
#[utoipa::path(
    tag = "network",
    request_body = EnrolInput,
    params(("id" = Id, Path)),
    responses(
        (status = 201, description = "Enrolled", body = EnrolmentView),
        (status = 200, description = "Enrolled before", body = EnrolmentView),
        Problems,
    ),
)]
#[post("/planned-workshops/{id}/enrolments")]
async fn enrol(
    by: Actor,
    id: PathId,
    input: Valid<EnrolInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    let (view, is_new) =
        deed(&ctx.db, move |conn| asking::enrol(conn, &whole, &by, id.0, &input.0)).await?;
    let mut answer = if is_new { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.json(view))
}

/// Do something with an enrolment: give the seat back, take an offer, approve, mark, and so on.
///
/// The same command id again is done once.
#[utoipa::path(
    tag = "network",
    request_body = CommandInput,
    params(("id" = Id, Path), ("enrolment_id" = Id, Path)),
    responses((status = 200, body = EnrolmentView), Problems),
)]
#[post("/planned-workshops/{id}/enrolments/{enrolment_id}/commands")]
async fn command_enrolment(
    by: Actor,
    path: Path<(String, String)>,
    input: Valid<CommandInput>,
    ctx: Data<Context>,
) -> Result<Json<EnrolmentView>, Problem> {
    let (ids, whole) = (named(path)?, ctx.clone());
    let view = deed(&ctx.db, move |conn| asking::ask(conn, &whole, &by, ids, &input.0)).await?;
    Ok(Json(view))
}

/// Write down somebody who came without a confirmed seat.
#[utoipa::path(
    tag = "network",
    request_body = WalkInInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = EnrolmentView), Problems),
)]
#[post("/planned-workshops/{id}/walk-ins")]
async fn walk_in(
    by: Actor,
    id: PathId,
    input: Valid<WalkInInput>,
    ctx: Data<Context>,
) -> Result<Json<EnrolmentView>, Problem> {
    let whole = ctx.clone();
    let view =
        deed(&ctx.db, move |conn| asking::walk_in(conn, &whole, &by, id.0, &input.0)).await?;
    Ok(Json(view))
}

/// Move an enrolment to another workshop that has a seat; the seat here is given back only then.
#[utoipa::path(
    tag = "network",
    request_body = MoveInput,
    params(("id" = Id, Path), ("enrolment_id" = Id, Path)),
    responses((status = 200, description = "The enrolment there", body = EnrolmentView), Problems),
)]
#[post("/planned-workshops/{id}/enrolments/{enrolment_id}/move")]
async fn move_enrolment(
    by: Actor,
    path: Path<(String, String)>,
    input: Valid<MoveInput>,
    ctx: Data<Context>,
) -> Result<Json<EnrolmentView>, Problem> {
    let (ids, whole) = (named(path)?, ctx.clone());
    let view = deed(&ctx.db, move |conn| asking::change_workshop(conn, &whole, &by, ids, &input.0))
        .await?;
    Ok(Json(view))
}

/// Read the list of a workshop: who comes, who waits, who has to be told by hand.
///
/// For who manages the workshop; each reading is noted in the audit log.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = RosterView), Problems),
)]
#[get("/planned-workshops/{id}/roster")]
async fn read_roster(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<RosterView>, Problem> {
    let (whole, account_id) = (ctx.clone(), by.account_id);
    let view = ctx.db.read(move |conn| asking::roster(conn, &whole, &by, id.0)).await?;
    let looks = vec![Deed::on("roster.read", "workshop", id.0)];
    audit::note_beside(&ctx, account_id, looks);
    Ok(Json(view))
}

/// List what one is enrolled in, from now on.
#[utoipa::path(
    tag = "network",
    responses((status = 200, body = CommitmentList), Problems),
)]
#[get("/me/enrolments")]
async fn own_enrolments(by: Actor, ctx: Data<Context>) -> Result<Json<CommitmentList>, Problem> {
    let whole = ctx.clone();
    let list = ctx.db.read(move |conn| asking::commitments(conn, &whole, &by)).await?;
    Ok(Json(list))
}

/// Give a seat back with the code of a printed slip.
///
/// What is closed and what never was are the same answer.
#[utoipa::path(
    tag = "network",
    request_body = SlipInput,
    responses((status = 204, description = "Given back"), Problems),
)]
#[post("/slips/release")]
async fn release_slip(
    input: Valid<SlipInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| asking::release(conn, &whole, &input.0.code)).await?;
    Ok(HttpResponse::NoContent().finish())
}
