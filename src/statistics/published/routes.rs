//! Protected figures over HTTP.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::activity::Dominance;
use super::answer::{Ask, view};
use super::levels;
use super::look::{Look, PerimeterQuestion, refused};
use super::model::PublishedView;
use super::network;
use super::period::Period;
use super::report::{Told, report};
use super::scope::of_link;
use crate::audit::{self, Deed};
use crate::network_settings;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{Code, Lang, PathId, Problem, Problems, Query, Said, download};
use crate::policy::Actor;
use crate::sharing::{self, Question, Shared};
use crate::statistics::Engine;
use crate::statistics::keys::Wanted;
use crate::statistics::routes::Format;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(of_a_perimeter).service(export_of_a_perimeter);
    config.service(of_a_link).service(export_of_a_link);
    config.service(of_everybody).service(public_export);
    levels::routes::mount(config);
    network::routes::mount(config);
}

/// Read the protected figures of a perimeter.
///
/// Whole months that have ended. A figure on fewer than k people is hidden, and as many others as
/// it takes; 409 `too_close` when an earlier question of the same reader and this one differ by
/// fewer than k people.
#[utoipa::path(
    tag = "perimeters",
    params(("id" = Id, Path), PerimeterQuestion),
    responses((status = 200, body = PublishedView), Problems),
)]
#[get("/perimeters/{id}/statistics")]
async fn of_a_perimeter(
    actor: Actor,
    id: PathId,
    question: Query<PerimeterQuestion>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let Query(question) = question;
    let refused = refused(&ctx, &engine, &actor, id.0, &question).await?;
    let key = AnswerKey {
        route: "perimeter statistics",
        account_id: actor.account_id,
        question: format!("{} {} {}", id.0, req.query_string(), refused.join(",")),
    };
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    answer(&ctx, key, move |conn| {
        let look = Look::new(conn, &context, &actor, id.0, &question)?;
        look.view(conn, &context, &engine, &refused)
    })
    .await
}

/// Download the protected figures of a perimeter: `csv`, `xlsx`, `pdf` or `json`.
#[utoipa::path(
    tag = "perimeters",
    params(
        ("id" = Id, Path),
        ("format" = String, Path, description = "csv, xlsx, pdf or json"),
        PerimeterQuestion,
    ),
    responses((status = 200, description = "The file", content_type = download::XLSX), Problems),
)]
#[get("/perimeters/{id}/statistics/export/{format}")]
async fn export_of_a_perimeter(
    actor: Actor,
    path: Path<(Id, String)>,
    question: Query<PerimeterQuestion>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<HttpResponse, Problem> {
    let (id, name) = path.into_inner();
    let format = Format::of(&name).ok_or_else(Problem::not_found)?;
    let Query(question) = question;
    let refused = refused(&ctx, &engine, &actor, id, &question).await?;
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    let lang = Lang::of_request(&req);
    let account_id = actor.account_id;
    let (view, told) = ctx
        .db
        .read(move |conn| {
            let look = Look::new(conn, &context, &actor, id, &question)?;
            let view = look.view(conn, &context, &engine, &refused)?;
            let told = Told::new(conn, &context.clock, lang, &look.question, &look.perimeter.name)?;
            Ok::<_, Problem>((view, told))
        })
        .await?;
    let clock = ctx.clock.clone();
    ctx.db
        .write(move |conn| {
            let deed = Deed::on("statistics.export", "perimeter", id);
            Ok::<_, Problem>(audit::record(conn, &clock, Some(account_id), deed)?)
        })
        .await?;
    file(format, &name, view, told).await
}

async fn file(
    format: Format,
    name: &str,
    view: PublishedView,
    told: Told,
) -> Result<HttpResponse, Problem> {
    let (from, to) = (view.from, view.to);
    let bytes = actix_web::web::block(move || match format {
        Format::Json => serde_json::to_vec(&view).map_err(Problem::internal),
        _ => format.of_report(&report(&view, told)),
    })
    .await
    .map_err(Problem::internal)??;
    Ok(download::file(&format!("statistiques-{from}-{to}.{name}"), format.kind(), bytes))
}

/// Whether to compare with earlier periods.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Compare {
    /// With `true`, also the headline figures of as many months just before, and of the same months
    /// a year before.
    compare: Option<bool>,
}

fn compared(period: Period, asked: bool) -> Vec<(Period, bool)> {
    if asked { period.earlier().map(|period| (period, false)).to_vec() } else { Vec::new() }
}

/// What a link shows now: its months that have ended.
fn of_shared(conn: &mut Conn, ctx: &Context, shared: &Shared) -> Result<Ask, Problem> {
    let period = Period { from: shared.question.from, to: shared.question.to };
    let period = period.ended(ctx.clock.today()).ok_or_else(|| {
        Problem::new(Code::InvalidPeriod).saying(Said::new(
            "Aucun mois de cette période n’est terminé : les chiffres viendront à la fin du \
             premier.",
            "No month of this period has ended: figures will come at the end of the first one.",
        ))
    })?;
    let (wanted, dominance) = of_link(conn, shared)?;
    Ok(Ask { wanted, period, dominance, k: shared.k })
}

/// Read the protected figures that a link shares.
///
/// 410 when there is no such link, or it has expired or was withdrawn. The question is frozen in
/// the link.
#[utoipa::path(
    tag = "sharing",
    params(
        ("token" = String, Path, description = "What stands after # in the link's address"),
        Compare,
    ),
    responses((status = 200, body = PublishedView), Problems),
)]
#[get("/shared/{token}/statistics")]
async fn of_a_link(
    token: Path<String>,
    compare: Query<Compare>,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<HttpResponse, Problem> {
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    let view = ctx
        .db
        .read(move |conn| {
            let shared = sharing::find_by_token(conn, &token, context.clock.today())?;
            let ask = of_shared(conn, &context, &shared)?;
            let earlier = compared(ask.period, compare.0.compare == Some(true));
            view(conn, &context.clock, &engine, &ask, &earlier, Vec::new())
        })
        .await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(view))
}

/// Download the protected figures that a link shares: `csv`, `xlsx`, `pdf` or `json`.
#[utoipa::path(
    tag = "sharing",
    params(
        ("token" = String, Path, description = "What stands after # in the link's address"),
        ("format" = String, Path, description = "csv, xlsx, pdf or json"),
        Compare,
    ),
    responses((status = 200, description = "The file", content_type = download::XLSX), Problems),
)]
#[get("/shared/{token}/statistics/export/{format}")]
async fn export_of_a_link(
    path: Path<(String, String)>,
    compare: Query<Compare>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<HttpResponse, Problem> {
    let (token, name) = path.into_inner();
    let format = Format::of(&name).ok_or_else(Problem::not_found)?;
    let lang = Lang::of_request(&req);
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    let (view, told) = ctx
        .db
        .read(move |conn| {
            let shared = sharing::find_by_token(conn, &token, context.clock.today())?;
            let ask = of_shared(conn, &context, &shared)?;
            let earlier = compared(ask.period, compare.0.compare == Some(true));
            let view = view(conn, &context.clock, &engine, &ask, &earlier, Vec::new())?;
            let told = Told::new(conn, &context.clock, lang, &shared.question, &shared.label)?;
            Ok::<_, Problem>((view, told))
        })
        .await?;
    file(format, &name, view, told).await
}

/// What everybody may see: the last twelve months of the network that have ended, if it has a
/// public page.
fn of_the_public(conn: &mut Conn, ctx: &Context) -> Result<(Ask, String), Problem> {
    let settings = network_settings::get(conn)?;
    if !settings.public_page {
        return Err(Problem::not_found());
    }
    let ask = Ask {
        wanted: Wanted::default(),
        period: Period::asked(None, None, ctx.clock.today())?,
        dominance: Dominance { facilitator: true, organization: true },
        k: settings.k,
    };
    Ok((ask, settings.name))
}

/// Read the protected figures of the network, if it has a public page: the last twelve months that
/// have ended, compared with those before.
#[utoipa::path(tag = "settings", responses((status = 200, body = PublishedView), Problems))]
#[get("/public/statistics")]
async fn of_everybody(ctx: Data<Context>, engine: Data<Arc<Engine>>) -> Result<Answer, Problem> {
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    let key = AnswerKey {
        route: "public statistics",
        account_id: Id::from(uuid::Uuid::nil()),
        question: String::new(),
    };
    answer(&ctx, key, move |conn| {
        let (ask, _) = of_the_public(conn, &context)?;
        view(conn, &context.clock, &engine, &ask, &compared(ask.period, true), Vec::new())
    })
    .await
}

/// Download the protected figures of the network: `csv`, `xlsx`, `pdf` or `json`.
#[utoipa::path(
    tag = "settings",
    params(("format" = String, Path, description = "csv, xlsx, pdf or json")),
    responses((status = 200, description = "The file", content_type = download::XLSX), Problems),
)]
#[get("/public/statistics/export/{format}")]
async fn public_export(
    format: Path<String>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<HttpResponse, Problem> {
    let name = format.into_inner();
    let format = Format::of(&name).ok_or_else(Problem::not_found)?;
    let lang = Lang::of_request(&req);
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    let (view, told) = ctx
        .db
        .read(move |conn| {
            let (ask, network) = of_the_public(conn, &context)?;
            let earlier = compared(ask.period, true);
            let view = view(conn, &context.clock, &engine, &ask, &earlier, Vec::new())?;
            let question = Question::of_everything(ask.period.from, ask.period.to);
            let told = Told::new(conn, &context.clock, lang, &question, &network)?;
            Ok::<_, Problem>((view, told))
        })
        .await?;
    file(format, &name, view, told).await
}
