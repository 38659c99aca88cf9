//! Sessions over HTTP.

use actix_web::rt::task::spawn_blocking;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use chrono::NaiveDate;
use serde::Deserialize;
use tokio::sync::oneshot;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions;
use super::export::{Begun, Export, Format, Whose};
use super::model::{IndividualSessionInput, SessionFilter, WorkshopInput};
use super::patterns::{self, HomeView, WorkspaceView};
use super::queries;
use super::views::{SessionSummary, SessionView};
use crate::audit::{self, Deed};
use crate::competences::{SessionCompetence, check_shape};
use crate::platform::context::Context;
use crate::platform::database::{Id, Needed};
use crate::platform::day::Day;
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{
    Checked, Code, Expected, Faults, Lang, Page, Paging, PathId, Problem, Problems, Query,
    Recorded, Said, Valid, download, fresh, upsert,
};
use crate::policy::{Actor, Facilitator, Role};
use crate::vocabulary::{PlaceType, SessionKind, Theme};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_individual)
        .service(put_individual)
        .service(create_workshop)
        .service(put_workshop)
        .service(list)
        .service(search)
        .service(export)
        .service(read)
        .service(set_competences)
        .service(withdraw)
        .service(restore)
        .service(workspace)
        .service(home);
}

async fn save_individual(
    by: Facilitator,
    id: Id,
    expected: Expected,
    input: IndividualSessionInput,
    ctx: &Context,
) -> Result<Recorded<SessionView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (session, created) =
            actions::record_individual(conn, &clock, by.id, id, expected, &input)?;
        let view = queries::view(conn, session)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

async fn save_workshop(
    by: Facilitator,
    id: Id,
    expected: Expected,
    input: WorkshopInput,
    ctx: &Context,
) -> Result<Recorded<SessionView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (session, created) =
            actions::record_workshop(conn, &clock, by.id, id, expected, &input)?;
        let view = queries::view(conn, session)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Record an individual session; the server chooses the id.
#[utoipa::path(
    tag = "sessions",
    request_body = IndividualSessionInput,
    responses((status = 201, body = SessionView), Problems),
)]
#[post("/individual-sessions")]
async fn create_individual(
    by: Facilitator,
    input: Valid<IndividualSessionInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    let id = ctx.clock.new_id();
    save_individual(by, id, Expected::NONE, input.0, &ctx).await
}

/// Record an individual session, or correct it.
///
/// Without `If-Match` it is a creation: the same id and body again, however often a device sends
/// them, are one session. The author is the signed-in facilitator.
#[utoipa::path(
    tag = "sessions",
    request_body = IndividualSessionInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 200, body = SessionView),
        (status = 201, body = SessionView),
        Problems,
    ),
)]
#[put("/individual-sessions/{id}")]
async fn put_individual(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    input: Valid<IndividualSessionInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    save_individual(by, id.0, expected, input.0, &ctx).await
}

/// Record a workshop; the server chooses the id.
#[utoipa::path(
    tag = "sessions",
    request_body = WorkshopInput,
    responses((status = 201, body = SessionView), Problems),
)]
#[post("/workshops")]
async fn create_workshop(
    by: Facilitator,
    input: Valid<WorkshopInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    let id = ctx.clock.new_id();
    save_workshop(by, id, Expected::NONE, input.0, &ctx).await
}

/// Record a workshop, or correct it; see individual sessions for the protocol.
#[utoipa::path(
    tag = "sessions",
    request_body = WorkshopInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 200, body = SessionView),
        (status = 201, body = SessionView),
        Problems,
    ),
)]
#[put("/workshops/{id}")]
async fn put_workshop(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    input: Valid<WorkshopInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    save_workshop(by, id.0, expected, input.0, &ctx).await
}

/// A question about sessions: the filters, and what is its own.
macro_rules! session_query {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[serde(deny_unknown_fields)]
        struct $name {
            /// First day, included.
            from: Option<Day>,
            /// Last day, included.
            to: Option<Day>,
            kind: Option<SessionKind>,
            place_id: Option<Id>,
            place_type: Option<PlaceType>,
            theme: Option<Theme>,
            tag_id: Option<Id>,
            learner_id: Option<Id>,
            $($own)*
        }

        impl $name {
            fn filter(&self) -> Result<SessionFilter, Problem> {
                if let (Some(from), Some(to)) = (self.from, self.to)
                    && from > to
                {
                    return Err(Problem::new(Code::InvalidPeriod));
                }
                Ok(SessionFilter {
                    from: self.from.map(|day| day.0),
                    to: self.to.map(|day| day.0),
                    kind: self.kind,
                    place_id: self.place_id,
                    place_type: self.place_type,
                    theme: self.theme,
                    tag_id: self.tag_id,
                    learner_id: self.learner_id,
                    text: None,
                })
            }
        }
    };
}

session_query! {
    #[derive(Debug, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    SessionsQuery {
        limit: Option<i64>,
        cursor: Option<String>,
        with_total: Option<bool>,
    }
}

session_query! {
    #[derive(Debug, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    ExportQuery {
        /// `own`, or `team` for a coordinator. Default: `own` for a facilitator, else `team`.
        #[param(inline)]
        scope: Option<ExportScope>,
    }
}

/// Whose sessions are exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ExportScope {
    Own,
    Team,
}

session_query! {
    /// A search; in a body, because a name does not belong in an address.
    #[derive(Debug, Deserialize, ToSchema)]
    SessionSearch {
        limit: Option<i64>,
        cursor: Option<String>,
        with_total: Option<bool>,
        /// Part of the title, the place or a learner's name.
        text: String,
    }
}

impl Checked for SessionSearch {
    fn check(&self, faults: &mut Faults) {
        faults.line("/text", Some(&self.text), 200);
    }
}

/// List one's own sessions, newest first.
#[utoipa::path(
    tag = "sessions",
    params(SessionsQuery),
    responses((status = 200, body = Page<SessionSummary>), Problems),
)]
#[get("/sessions")]
async fn list(
    by: Facilitator,
    query: Query<SessionsQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Answer, Problem> {
    let Query(query) = query;
    let filter = query.filter()?;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let question = req.query_string().to_owned();
    let key = AnswerKey { route: "sessions", account_id: by.account_id, question };
    answer(&ctx, key, move |conn| queries::list(conn, by.id, &filter, &paging)).await
}

/// Search one's own sessions by title, place or learner.
#[utoipa::path(
    tag = "sessions",
    request_body = SessionSearch,
    responses((status = 200, body = Page<SessionSummary>), Problems),
)]
#[post("/sessions/search")]
async fn search(
    by: Facilitator,
    input: Valid<SessionSearch>,
    ctx: Data<Context>,
) -> Result<Json<Page<SessionSummary>>, Problem> {
    let Valid(input) = input;
    let filter = SessionFilter { text: Some(input.text.clone()), ..input.filter()? };
    let paging = Paging::new(input.limit, input.cursor, input.with_total)?;
    let page = ctx.db.read(move |conn| queries::list(conn, by.id, &filter, &paging)).await?;
    Ok(Json(page))
}

/// Whose sessions a reader exports.
///
/// # Errors
/// 403 when the scope is not for this reader; 400 for one learner's sessions among a team's.
fn exported(actor: &Actor, query: &ExportQuery, today: NaiveDate) -> Result<Whose, Problem> {
    let own = actor.facilitator_id.filter(|_| actor.is(Role::Facilitator));
    let usual = if own.is_some() { ExportScope::Own } else { ExportScope::Team };
    match (query.scope.unwrap_or(usual), own) {
        (ExportScope::Own, Some(id)) => Ok(Whose::Own(id)),
        (ExportScope::Team, _) if actor.is(Role::Coordinator) => match query.learner_id {
            Some(_) => Err(Problem::parameter(
                "learner_id",
                Said::new(
                    "Les personnes accompagnées par d’autres ne se cherchent pas.",
                    "People whom others follow are not searched.",
                ),
            )),
            None => Ok(Whose::Team { coordinator: actor.account_id, today }),
        },
        _ => Err(Problem::forbidden()),
    }
}

/// Download sessions as `csv` or `xlsx`, one row per person helped, oldest first.
///
/// One's own, whole; or those of the present members of a coordinator's teams, from the day each
/// joined, with the facilitator's name and without those of the people helped, their communes and
/// the notes. The header `Coopair-Rows` tells how many rows come, while they are still being read.
/// A text that a spreadsheet would run starts with an apostrophe in CSV.
#[utoipa::path(
    tag = "sessions",
    params(("format" = String, Path, description = "csv or xlsx"), ExportQuery),
    responses((status = 200, description = "The file", content_type = download::XLSX), Problems),
)]
#[get("/sessions/export/{format}")]
async fn export(
    actor: Actor,
    format: Path<String>,
    query: Query<ExportQuery>,
    needed: Needed,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let name = format.into_inner();
    let format = Format::of(&name).ok_or_else(Problem::not_found)?;
    let (clock, lang) = (ctx.clock.clone(), Lang::of_request(&req));
    let today = clock.today();
    let (whose, filter) = (exported(&actor, &query.0, today)?, query.0.filter()?);
    let deed = match whose {
        Whose::Own(_) => Deed::on_all("session.export", "session"),
        Whose::Team { .. } => Deed::on_all("session.export_team", "session"),
    };
    audit::note(&ctx, actor.account_id, deed).await?;
    let export = Export { whose, filter, format, lang, clock };
    let ((outlet, pieces), (told, begun)) = (download::outlet(), oneshot::channel());
    let db = ctx.db.clone();
    spawn_blocking(move || export.run(&db, needed, &outlet, told));
    let Begun { rows, source } = begun.await.map_err(Problem::internal)??;
    let kind = if format == Format::Csv { download::CSV } else { download::XLSX };
    let answer = download::pieces(&format!("seances-{today}.{name}"), kind, rows, pieces);
    Ok(fresh::as_of(answer, source))
}

/// Read a session.
///
/// Its author reads it whole; the coordinator of the author's team and administrators read the
/// deed, without names and notes.
#[utoipa::path(
    tag = "sessions",
    params(("id" = Id, Path)),
    responses((status = 200, body = SessionView), Problems),
)]
#[get("/sessions/{id}")]
async fn read(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    let today = ctx.clock.today();
    let view = ctx
        .db
        .read(move |conn| {
            let (session, is_author) = queries::get_for(conn, &actor, id.0, today)?;
            let view = queries::view(conn, session)?;
            Ok::<_, Problem>(if is_author { view } else { view.pseudonymous() })
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// What a session was about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionCompetencesInput {
    /// At most 16; none: it was about none in particular.
    competences: Vec<SessionCompetence>,
}

impl Checked for SessionCompetencesInput {
    fn check(&self, faults: &mut Faults) {
        check_shape(faults, &self.competences);
    }
}

/// Say what a session of one's own was about, in place of what was said before.
#[utoipa::path(
    tag = "sessions",
    request_body = SessionCompetencesInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 200, body = SessionView), Problems),
)]
#[put("/sessions/{id}/competences")]
async fn set_competences(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    input: Valid<SessionCompetencesInput>,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let named = &input.0.competences;
        let session = actions::set_competences(conn, &clock, by.id, id.0, seen, named)?;
        Ok(Recorded::as_is(queries::view(conn, session)?))
    })
    .await
}

/// Withdraw a session; it can be brought back.
#[utoipa::path(
    tag = "sessions",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 204, description = "Withdrawn"), Problems),
)]
#[delete("/sessions/{id}")]
async fn withdraw(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::withdraw(conn, &clock, by.id, id.0, seen)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Bring a withdrawn session back.
#[utoipa::path(
    tag = "sessions",
    params(("id" = Id, Path)),
    responses((status = 200, body = SessionView), Problems),
)]
#[post("/sessions/{id}/restore")]
async fn restore(
    by: Facilitator,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<SessionView>, Problem> {
    let clock = ctx.clock.clone();
    let view = upsert::write(&ctx.db, move |conn| {
        let session = actions::bring_back(conn, &clock, by.id, id.0)?;
        Ok(queries::view(conn, session)?)
    })
    .await?;
    Ok(Recorded::as_is(view))
}

/// All that the form to log a session needs: places, habits, tags, programmes.
#[utoipa::path(tag = "sessions", responses((status = 200, body = WorkspaceView), Problems))]
#[get("/workspace")]
async fn workspace(by: Facilitator, ctx: Data<Context>) -> Result<Json<WorkspaceView>, Problem> {
    let today = ctx.clock.today();
    let view =
        ctx.db.read(move |conn| Ok::<_, Problem>(patterns::workspace(conn, by.id, today)?)).await?;
    Ok(Json(view))
}

/// The home screen: today, recent sessions, ways to repeat, the last seven days.
#[utoipa::path(tag = "sessions", responses((status = 200, body = HomeView), Problems))]
#[get("/home")]
async fn home(by: Facilitator, ctx: Data<Context>) -> Result<Answer, Problem> {
    let today = ctx.clock.today();
    let key = AnswerKey { route: "home", account_id: by.account_id, question: String::new() };
    answer(&ctx, key, move |conn| Ok(patterns::home(conn, by.id, today)?)).await
}
