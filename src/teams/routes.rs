//! Teams over HTTP.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{MemberInput, TeamInput, TeamView, actions, members, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Expected, PathId, Problem, Problems, Recorded, Valid, upsert};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(list).service(create).service(read).service(put).service(set_member);
    members::routes::mount(config);
}

#[derive(Serialize, ToSchema)]
struct TeamList {
    items: Vec<TeamView>,
}

/// List teams by name: all for an administrator, the own ones for a coordinator.
#[utoipa::path(tag = "teams", responses((status = 200, body = TeamList), Problems))]
#[get("/teams")]
async fn list(actor: Actor, ctx: Data<Context>) -> Result<Json<TeamList>, Problem> {
    let items = ctx.db.read(move |conn| Ok::<_, Problem>(queries::list(conn, &actor)?)).await?;
    Ok(Json(TeamList { items }))
}

/// Read a team with its members, present and past.
#[utoipa::path(
    tag = "teams",
    params(("id" = Id, Path)),
    responses((status = 200, body = TeamView), Problems),
)]
#[get("/teams/{id}")]
async fn read(actor: Actor, id: PathId, ctx: Data<Context>) -> Result<Recorded<TeamView>, Problem> {
    let view = ctx
        .db
        .read(move |conn| {
            let row = queries::get_for(conn, &actor, id.0)?;
            Ok::<_, Problem>(queries::view(conn, &actor, row)?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Create a team under an id of the server's choice.
#[utoipa::path(
    tag = "teams",
    request_body = TeamInput,
    responses((status = 201, body = TeamView), Problems),
)]
#[post("/teams")]
async fn create(
    actor: Actor,
    input: Valid<TeamInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TeamView>, Problem> {
    let id = ctx.clock.new_id();
    save(actor, id, Expected::NONE, input.0, ctx).await
}

/// Create a team, or change it with `If-Match`.
#[utoipa::path(
    tag = "teams",
    request_body = TeamInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "The version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Created", body = TeamView),
        (status = 200, description = "Changed, or created before", body = TeamView),
        Problems,
    ),
)]
#[put("/teams/{id}")]
async fn put(
    actor: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<TeamInput>,
    ctx: Data<Context>,
) -> Result<Recorded<TeamView>, Problem> {
    save(actor, id.0, expected, input.0, ctx).await
}

async fn save(
    actor: Actor,
    id: Id,
    expected: Expected,
    input: TeamInput,
    ctx: Data<Context>,
) -> Result<Recorded<TeamView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::put(conn, &clock, &actor, id, expected, &input))
        .await
}

/// Say from when to when a facilitator belongs to a team.
///
/// Corrects the dates of the last stay, or adds one for somebody who had left before. The same
/// dates again change nothing.
#[utoipa::path(
    tag = "teams",
    request_body = MemberInput,
    params(("id" = Id, Path), ("facilitator_id" = Id, Path)),
    responses((status = 204, description = "Recorded"), Problems),
)]
#[put("/teams/{id}/members/{facilitator_id}")]
async fn set_member(
    actor: Actor,
    ids: Path<(String, String)>,
    dates: Valid<MemberInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (team, facilitator) = ids.into_inner();
    let (Ok(team), Ok(facilitator)) = (team.parse(), facilitator.parse()) else {
        return Err(Problem::not_found());
    };
    let clock = ctx.clock.clone();
    ctx.db
        .write(move |conn| actions::set_member(conn, &clock, &actor, team, facilitator, dates.0))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
