//! Competences over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{AreaView, CompetenceInput, CompetenceItem, MaximumInput};
use super::{actions, queries};
use crate::competences::placement::{self, LevelWords};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(put).service(note_maximum);
}

/// The competences, the words of their levels, and the answers of self-placement.
#[derive(Serialize, ToSchema)]
struct CompetenceList {
    areas: Vec<AreaView>,
    levels: Vec<LevelWords>,
    answers: Vec<placement::AnswerWords>,
    items: Vec<CompetenceItem>,
}

/// List the competences of the network, those of Pix first.
#[utoipa::path(tag = "competences", responses((status = 200, body = CompetenceList), Problems))]
#[get("/competences")]
async fn list(ctx: Data<Context>) -> Result<Json<CompetenceList>, Problem> {
    let today = ctx.clock.today();
    let items =
        ctx.db.read(move |conn| Ok::<_, Problem>(queries::catalogue(conn)?.items(today))).await?;
    Ok(Json(CompetenceList {
        areas: placement::areas(),
        levels: placement::level_words(),
        answers: placement::answer_words(),
        items,
    }))
}

/// Add a competence of the network's own; the server chooses the id.
#[utoipa::path(
    tag = "competences",
    request_body = CompetenceInput,
    responses((status = 201, body = CompetenceItem), Problems),
)]
#[post("/competences")]
async fn create(
    by: Actor,
    input: Valid<CompetenceInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CompetenceItem>, Problem> {
    let id = ctx.clock.new_id();
    save(by, id, Expected::NONE, input.0, ctx).await
}

/// Add a competence of the network's own, or change it with `If-Match`.
#[utoipa::path(
    tag = "competences",
    request_body = CompetenceInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = CompetenceItem),
        (status = 200, description = "Changed, or created before", body = CompetenceItem),
        Problems,
    ),
)]
#[put("/competences/{id}")]
async fn put(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<CompetenceInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CompetenceItem>, Problem> {
    save(by, id.0, expected, input.0, ctx).await
}

async fn save(
    by: Actor,
    id: Id,
    expected: Expected,
    input: CompetenceInput,
    ctx: Data<Context>,
) -> Result<Recorded<CompetenceItem>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &by, id, expected, &input)).await
}

/// Note the highest level that can be reached in a framework, from a day on.
#[utoipa::path(
    tag = "competences",
    request_body = MaximumInput,
    responses((status = 204, description = "Noted"), Problems),
)]
#[post("/frameworks/maxima")]
async fn note_maximum(
    by: Actor,
    input: Valid<MaximumInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::note_maximum(conn, &clock, &by, &input.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
