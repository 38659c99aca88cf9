//! Members of teams over HTTP, and one's own teams.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{MemberItem, MemberSheet, MemberSort, MembersShown, OwnTeam, Period};
use super::{actions, queries};
use crate::audit::{self, Deed};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::{Page, Paging, PathId, Problem, Problems, Query};
use crate::policy::{Actor, Facilitator};
use crate::teams::queries as team_queries;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_members)
        .service(read_member)
        .service(archive_member)
        .service(remove_member)
        .service(list_own)
        .service(leave);
}

/// The team and the member that a path names; what is not a UUID does not exist.
fn named(path: Path<(String, String)>) -> Result<(Id, Id), Problem> {
    let (team, facilitator) = path.into_inner();
    match (team.parse(), facilitator.parse()) {
        (Ok(team), Ok(facilitator)) => Ok((team, facilitator)),
        _ => Err(Problem::not_found()),
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct MembersQuery {
    /// Default: `present`.
    #[param(inline)]
    state: Option<MembersShown>,
    /// Default: `name`.
    #[param(inline)]
    sort: Option<MemberSort>,
    /// First day of the figures; default: twelve months before the last.
    from: Option<Day>,
    /// Last day of the figures; default: today.
    to: Option<Day>,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all members.
    with_total: Option<bool>,
}

/// List the members of a team with what they did in a period.
///
/// Own teams of a coordinator, all for an administrator. Figures are those of the days between
/// joining and leaving. Sorted by name, a walk shows every member once.
#[utoipa::path(
    tag = "teams",
    params(("id" = Id, Path), MembersQuery),
    responses((status = 200, body = Page<MemberItem>), Problems),
)]
#[get("/teams/{id}/members")]
async fn list_members(
    actor: Actor,
    id: PathId,
    query: Query<MembersQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<MemberItem>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let period = Period::read(query.from, query.to, ctx.clock.today())?;
    let shown = query.state.unwrap_or(MembersShown::Present);
    let sort = query.sort.unwrap_or(MemberSort::Name);
    let clock = ctx.clock.clone();
    let page = ctx
        .db
        .read(move |conn| {
            let team = team_queries::get_for(conn, &actor, id.0)?;
            queries::list(conn, &clock, team.id, shown, sort, period, &paging)
        })
        .await?;
    Ok(Json(page))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct SheetQuery {
    /// First day of the figures; default: twelve months before the last.
    from: Option<Day>,
    /// Last day of the figures; default: today.
    to: Option<Day>,
}

/// Read the sheet of a member: contact, employers, places, figures by month.
///
/// Of a past member, what was known on the day of leaving, without contact and places. Says
/// nothing of whom the member accompanied. The reading leaves an entry in the audit log.
#[utoipa::path(
    tag = "teams",
    params(("id" = Id, Path), ("facilitator_id" = Id, Path), SheetQuery),
    responses((status = 200, body = MemberSheet), Problems),
)]
#[get("/teams/{id}/members/{facilitator_id}")]
async fn read_member(
    actor: Actor,
    path: Path<(String, String)>,
    query: Query<SheetQuery>,
    ctx: Data<Context>,
) -> Result<Json<MemberSheet>, Problem> {
    let (team_id, facilitator_id) = named(path)?;
    let period = Period::read(query.0.from, query.0.to, ctx.clock.today())?;
    let clock = ctx.clock.clone();
    let sheet = ctx
        .db
        .write(move |conn| {
            let team = team_queries::get_for(conn, &actor, team_id)?;
            let member = queries::get_listed(conn, team_id, facilitator_id)?;
            let deed = Deed::on("team.read_member", "account", member.account_id);
            audit::record(conn, &clock, Some(actor.account_id), deed)?;
            Ok::<_, Problem>(queries::sheet(conn, &clock, &team, &member, period)?)
        })
        .await?;
    Ok(Json(sheet))
}

/// Archive a member: the stay ends today, and they stand among the past members.
///
/// The member is told by mail. Somebody who is past already stays as they are.
#[utoipa::path(
    tag = "teams",
    params(("id" = Id, Path), ("facilitator_id" = Id, Path)),
    responses((status = 204, description = "Archived"), Problems),
)]
#[post("/teams/{id}/members/{facilitator_id}/archive")]
async fn archive_member(
    actor: Actor,
    path: Path<(String, String)>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (team, member) = named(path)?;
    let context = Context::clone(&ctx);
    ctx.db.write(move |conn| actions::archive(conn, &context, &actor, team, member)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Remove a member, present or past, from the lists of a team for good.
///
/// A present member leaves today and is told by mail. Dates and figures until the day of leaving
/// stay as they are.
#[utoipa::path(
    tag = "teams",
    params(("id" = Id, Path), ("facilitator_id" = Id, Path)),
    responses((status = 204, description = "Removed"), Problems),
)]
#[post("/teams/{id}/members/{facilitator_id}/remove")]
async fn remove_member(
    actor: Actor,
    path: Path<(String, String)>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (team, member) = named(path)?;
    let context = Context::clone(&ctx);
    ctx.db.write(move |conn| actions::remove(conn, &context, &actor, team, member)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize, ToSchema)]
struct OwnTeamList {
    items: Vec<OwnTeam>,
}

/// List one's own teams, those of today first; a line per stay.
#[utoipa::path(tag = "teams", responses((status = 200, body = OwnTeamList), Problems))]
#[get("/me/teams")]
async fn list_own(by: Facilitator, ctx: Data<Context>) -> Result<Json<OwnTeamList>, Problem> {
    let today = ctx.clock.today();
    let items =
        ctx.db.read(move |conn| Ok::<_, Problem>(queries::own(conn, by.id, today)?)).await?;
    Ok(Json(OwnTeamList { items }))
}

/// Leave a team: today is the last day that counts.
///
/// The coordinator is told by mail, and from now on sees neither sessions nor contact.
#[utoipa::path(
    tag = "teams",
    params(("id" = Id, Path)),
    responses((status = 204, description = "Left"), Problems),
)]
#[post("/me/teams/{id}/leave")]
async fn leave(by: Facilitator, id: PathId, ctx: Data<Context>) -> Result<HttpResponse, Problem> {
    let context = Context::clone(&ctx);
    ctx.db.write(move |conn| actions::leave(conn, &context, &by, id.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}
