//! One's own levels and evidence over HTTP.

use std::sync::Arc;

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::Whose;
use super::document::document;
use super::model::ActInput;
use super::views::{EvidenceList, LookList, OwnHistory, OwnLevels};
use super::{actions, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{Lang, PathId, Problem, Problems, Valid, download};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(read_levels)
        .service(read_evidence)
        .service(read_history)
        .service(read_looks)
        .service(read_statement)
        .service(act);
}

/// Read one's own levels: verified and declared side by side, who said so and when.
#[utoipa::path(tag = "levels", responses((status = 200, body = OwnLevels), Problems))]
#[get("/me/levels")]
async fn read_levels(by: Actor, ctx: Data<Context>) -> Result<Answer, Problem> {
    let today = ctx.clock.today();
    let key = AnswerKey { route: "levels", account_id: by.account_id, question: String::new() };
    let kept = Arc::clone(&ctx.kept);
    let whose = Whose { person_id: by.person_id, facilitates: by.facilitator_id.is_some() };
    answer(&ctx, key, move |conn| actions::own_levels(conn, &kept, whose, today)).await
}

/// Read everything that was ever said of one's levels, newest first.
#[utoipa::path(tag = "levels", responses((status = 200, body = EvidenceList), Problems))]
#[get("/me/evidence")]
async fn read_evidence(by: Actor, ctx: Data<Context>) -> Result<Json<EvidenceList>, Problem> {
    let today = ctx.clock.today();
    let list = ctx.db.read(move |conn| actions::own_evidence(conn, by.person_id, today)).await?;
    Ok(Json(list))
}

/// Read how one's levels moved over time.
#[utoipa::path(tag = "levels", responses((status = 200, body = OwnHistory), Problems))]
#[get("/me/levels/history")]
async fn read_history(by: Actor, ctx: Data<Context>) -> Result<Json<OwnHistory>, Problem> {
    let today = ctx.clock.today();
    let history = ctx.db.read(move |conn| actions::own_history(conn, by.person_id, today)).await?;
    Ok(Json(history))
}

/// Read who looked at one's levels, newest first, at most 200 looks.
#[utoipa::path(tag = "levels", responses((status = 200, body = LookList), Problems))]
#[get("/me/levels/looks")]
async fn read_looks(by: Actor, ctx: Data<Context>) -> Result<Json<LookList>, Problem> {
    let items =
        ctx.db.read(move |conn| Ok::<_, Problem>(queries::looks_at(conn, by.person_id)?)).await?;
    Ok(Json(LookList { items }))
}

/// Download one's levels as a PDF, in the language of the request.
#[utoipa::path(
    tag = "levels",
    responses((status = 200, description = "The statement", content_type = "application/pdf"), Problems),
)]
#[get("/me/levels/statement")]
async fn read_statement(
    by: Actor,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (context, lang) = (Context::clone(&ctx), Lang::of_request(&req));
    let file = ctx.db.read(move |conn| document(conn, &context, &by, lang)).await?;
    Ok(download::file(lang.pick("mes-niveaux.pdf", "my-levels.pdf"), "application/pdf", file))
}

/// Dispute, clear, confirm or revoke a piece of evidence, with a reason.
///
/// The person disputes what others say of them, and takes back what they said themself. The
/// attester takes back an attestation. A coordinator of the attester's team clears, confirms or
/// revokes it. Evidence of a Pix file: an administrator, or the coordinator who imported it.
#[utoipa::path(
    tag = "levels",
    request_body = ActInput,
    params(("id" = Id, Path)),
    responses((status = 204, description = "Done"), Problems),
)]
#[post("/evidence/{id}/acts")]
async fn act(
    by: Actor,
    id: PathId,
    input: Valid<ActInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::act(conn, &clock, &by, id.0, &input.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
