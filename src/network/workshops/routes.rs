//! Planned workshops over HTTP.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post, put};
use chrono::Days;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::endings::{self, PostponeInput, ReasonInput};
use super::list::{self, Attention, DayCounts, WorkshopFilter};
use super::model::{FacilitationAnswer, FacilitationInput, Workshop, WorkshopInput, WorkshopState};
use super::views::{WorkshopSummary, WorkshopView, view};
use super::{access, actions, facilitations, guests};
use crate::audit::{self, Deed};
use crate::competences::levels::Level;
use crate::network::busy::deed;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::Day;
use crate::platform::http::{
    Checked, Code, Expected, Faults, Page, Paging, PathId, Problem, Problems, Query, Recorded,
    Said, Valid,
};
use crate::policy::Actor;
use crate::territories;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list_workshops)
        .service(list_days)
        .service(read_workshop)
        .service(put_workshop)
        .service(publish_workshop)
        .service(cancel_workshop)
        .service(postpone_workshop)
        .service(did_not_happen)
        .service(ask_facilitator)
        .service(answer_as_facilitator)
        .service(invite_people)
        .service(list_invited)
        .service(withdraw_invitation);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct WorkshopsQuery {
    /// First day; today when absent.
    from: Option<Day>,
    /// Last day, at most 366 days later; 30 days later when absent.
    to: Option<Day>,
    /// Published and held ones when absent; drafts are for who manages them.
    #[param(inline)]
    state: Option<WorkshopState>,
    competence_id: Option<Id>,
    /// The level that it brings people to, 1–8.
    level: Option<i32>,
    place_id: Option<Id>,
    /// Code of the département.
    departement: Option<String>,
    /// Only with a free seat.
    free: Option<bool>,
    /// Only where one is enrolled or facilitates, or that one planned.
    mine: Option<bool>,
    /// Only those that need attention in this way.
    #[param(inline)]
    attention: Option<Attention>,
    /// 1–500, default 50.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Also count all that match.
    with_total: Option<bool>,
}

impl WorkshopsQuery {
    fn filter(&self, ctx: &Context) -> Result<WorkshopFilter, Problem> {
        let from = self.from.map_or(ctx.clock.today(), |day| day.0);
        let later = from.checked_add_days(Days::new(30)).unwrap_or(from);
        let to = self.to.map_or(later, |day| day.0);
        if to < from || (to - from).num_days() > 366 {
            return Err(Problem::new(Code::InvalidPeriod));
        }
        let level = match self.level {
            None => None,
            Some(level) => {
                Some(Level::new(level).filter(|level| level.proves()).ok_or_else(|| {
                    let said = Said::new("Un niveau va de 1 à 8.", "A level is 1 to 8.");
                    Problem::parameter("level", said)
                })?)
            }
        };
        let departement = match self.departement.as_deref() {
            None => None,
            Some(code) => {
                let known = territories::departement(code).map(|known| known.code);
                Some(known.ok_or_else(|| {
                    let said =
                        Said::new("Ce département n’existe pas.", "There is no such département.");
                    Problem::parameter("departement", said)
                })?)
            }
        };
        Ok(WorkshopFilter {
            from,
            to,
            state: self.state,
            competence_id: self.competence_id,
            level,
            place_id: self.place_id,
            departement,
            free: self.free.unwrap_or_default(),
            mine: self.mine.unwrap_or_default(),
            attention: self.attention,
        })
    }
}

/// List planned workshops by their start: the calendar of the network.
#[utoipa::path(
    tag = "network",
    params(WorkshopsQuery),
    responses((status = 200, body = Page<WorkshopSummary>), Problems),
)]
#[get("/planned-workshops")]
async fn list_workshops(
    by: Actor,
    query: Query<WorkshopsQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<WorkshopSummary>>, Problem> {
    let Query(query) = query;
    let filter = query.filter(&ctx)?;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let clock = ctx.clock.clone();
    let page = ctx.db.read(move |conn| list::list(conn, &clock, &by, &filter, &paging)).await?;
    Ok(Json(page))
}

/// Count planned workshops by day; the filters are those of the list.
#[utoipa::path(
    tag = "network",
    params(WorkshopsQuery),
    responses((status = 200, body = DayCounts), Problems),
)]
#[get("/planned-workshops/days")]
async fn list_days(
    by: Actor,
    query: Query<WorkshopsQuery>,
    ctx: Data<Context>,
) -> Result<Json<DayCounts>, Problem> {
    let filter = query.0.filter(&ctx)?;
    let clock = ctx.clock.clone();
    Ok(Json(ctx.db.read(move |conn| list::days(conn, &clock, &by, &filter)).await?))
}

/// Read a planned workshop: what it is about, its free seats, one's own enrolment, what one may do.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = WorkshopView), Problems),
)]
#[get("/planned-workshops/{id}")]
async fn read_workshop(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    let whole = ctx.clone();
    let found = ctx
        .db
        .read(move |conn| {
            let (row, ..) = access::get_visible(conn, &whole, &by, id.0)?;
            view(conn, &whole, &by, row)
        })
        .await?;
    Ok(Recorded::as_is(found))
}

/// Plan a workshop, or change it with `If-Match`.
///
/// It is a draft until it is published. An active facilitator who plans leads it until somebody
/// else is asked to. A published workshop keeps to what publishing needs, and everybody who has
/// something to do with it is told of another day, hour or place.
#[utoipa::path(
    tag = "network",
    request_body = WorkshopInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 201, description = "Planned", body = WorkshopView),
        (status = 200, description = "Changed, or planned before", body = WorkshopView),
        Problems,
    ),
)]
#[put("/planned-workshops/{id}")]
async fn put_workshop(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<WorkshopInput>,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| {
        let (row, is_new) = actions::put(conn, &whole, &by, id.0, expected, &input.0)?;
        let view = view(conn, &whole, &by, row)?;
        Ok(if is_new { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Runs a deed that gives the workshop as it is then.
async fn change(
    ctx: Data<Context>,
    by: Actor,
    work: impl Fn(&mut Conn, &Context, &Actor) -> Result<Workshop, Problem> + Send + Sync + 'static,
) -> Result<Recorded<WorkshopView>, Problem> {
    let whole = ctx.clone();
    let found = deed(&ctx.db, move |conn| {
        let row = work(conn, &whole, &by)?;
        view(conn, &whole, &by, row)
    })
    .await?;
    Ok(Recorded::as_is(found))
}

/// Publish a draft: from now on people enrol.
///
/// Needs an accepted lead, competences that who facilitates may teach, somewhere to meet, a seat,
/// and nothing else that takes its people, its room or its devices at that time.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = WorkshopView), Problems),
)]
#[post("/planned-workshops/{id}/publish")]
async fn publish_workshop(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    change(ctx, by, move |conn, ctx, by| actions::publish(conn, ctx, by, id.0)).await
}

/// Cancel a workshop; everybody concerned is told why.
#[utoipa::path(
    tag = "network",
    request_body = ReasonInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = WorkshopView), Problems),
)]
#[post("/planned-workshops/{id}/cancel")]
async fn cancel_workshop(
    by: Actor,
    id: PathId,
    input: Valid<ReasonInput>,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    change(ctx, by, move |conn, ctx, by| endings::cancel(conn, ctx, by, id.0, &input.0)).await
}

/// Put a workshop off to another time: a draft takes over, and its people come first there.
#[utoipa::path(
    tag = "network",
    request_body = PostponeInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = WorkshopView), Problems),
)]
#[post("/planned-workshops/{id}/postpone")]
async fn postpone_workshop(
    by: Actor,
    id: PathId,
    input: Valid<PostponeInput>,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    change(ctx, by, move |conn, ctx, by| endings::postpone(conn, ctx, by, id.0, &input.0)).await
}

/// Note that a workshop whose time has come did not happen.
#[utoipa::path(
    tag = "network",
    request_body = ReasonInput,
    params(("id" = Id, Path)),
    responses((status = 200, body = WorkshopView), Problems),
)]
#[post("/planned-workshops/{id}/did-not-happen")]
async fn did_not_happen(
    by: Actor,
    id: PathId,
    input: Valid<ReasonInput>,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    change(ctx, by, move |conn, ctx, by| endings::did_not_happen(conn, ctx, by, id.0, &input.0))
        .await
}

/// The workshop and the person, or facilitator, that a path names; what is not a UUID does not exist.
fn named(path: Path<(String, String)>) -> Result<(Id, Id), Problem> {
    let (workshop, facilitator) = path.into_inner();
    match (workshop.parse(), facilitator.parse()) {
        (Ok(workshop), Ok(facilitator)) => Ok((workshop, facilitator)),
        _ => Err(Problem::not_found()),
    }
}

/// Ask a facilitator to lead, co-lead or observe; who asks themself has agreed.
#[utoipa::path(
    tag = "network",
    request_body = FacilitationInput,
    params(("id" = Id, Path), ("facilitator_id" = Id, Path)),
    responses((status = 200, body = WorkshopView), Problems),
)]
#[put("/planned-workshops/{id}/facilitators/{facilitator_id}")]
async fn ask_facilitator(
    by: Actor,
    path: Path<(String, String)>,
    input: Valid<FacilitationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<WorkshopView>, Problem> {
    let ids = named(path)?;
    change(ctx, by, move |conn, ctx, by| {
        facilitations::invite(conn, ctx, by, ids, &input.0)?;
        Ok(access::get_visible(conn, ctx, by, ids.0)?.0)
    })
    .await
}

/// What a facilitator answers.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    pub answer: FacilitationAnswer,
}

impl Checked for AnswerInput {
    fn check(&self, _: &mut Faults) {}
}

/// Answer to being asked to facilitate: accept, decline, step back.
///
/// Stepping back may also be written down by who manages the workshop.
#[utoipa::path(
    tag = "network",
    request_body = AnswerInput,
    params(("id" = Id, Path), ("facilitator_id" = Id, Path)),
    responses((status = 204, description = "Noted"), Problems),
)]
#[post("/planned-workshops/{id}/facilitators/{facilitator_id}/answer")]
async fn answer_as_facilitator(
    by: Actor,
    path: Path<(String, String)>,
    input: Valid<AnswerInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (ids, answer, whole) = (named(path)?, input.0.answer, ctx.clone());
    deed(&ctx.db, move |conn| facilitations::answer(conn, &whole, &by, ids, answer)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Invite people to a workshop: learners one follows, colleagues by staff number.
#[utoipa::path(
    tag = "network",
    request_body = guests::InvitationsInput,
    params(("id" = Id, Path)),
    responses((status = 204, description = "Invited"), Problems),
)]
#[post("/planned-workshops/{id}/invitations")]
async fn invite_people(
    by: Actor,
    id: PathId,
    input: Valid<guests::InvitationsInput>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let whole = ctx.clone();
    deed(&ctx.db, move |conn| guests::invite(conn, &whole, &by, id.0, &input.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List who was invited to a workshop, and whether they answered.
///
/// For who manages the workshop; each reading is noted in the audit log.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path)),
    responses((status = 200, body = guests::InvitedList), Problems),
)]
#[get("/planned-workshops/{id}/invitations")]
async fn list_invited(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Json<guests::InvitedList>, Problem> {
    let (whole, account_id) = (ctx.clone(), by.account_id);
    let list = ctx.db.read(move |conn| guests::list(conn, &whole, &by, id.0)).await?;
    audit::note_beside(&ctx, account_id, vec![Deed::on("invitations.read", "workshop", id.0)]);
    Ok(Json(list))
}

/// Take an invitation back; nobody is told.
///
/// Who is enrolled is taken off the list instead.
#[utoipa::path(
    tag = "network",
    params(("id" = Id, Path), ("person_id" = Id, Path)),
    responses((status = 204, description = "Taken back"), Problems),
)]
#[delete("/planned-workshops/{id}/invitations/{person_id}")]
async fn withdraw_invitation(
    by: Actor,
    path: Path<(String, String)>,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (ids, whole) = (named(path)?, ctx.clone());
    deed(&ctx.db, move |conn| guests::withdraw(conn, &whole, &by, ids)).await?;
    Ok(HttpResponse::NoContent().finish())
}
