//! Figures over HTTP.

use std::sync::Arc;

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::asked::Asked;
use super::engine::Engine;
use super::keys::Wanted;
use super::model::{FamilyView, LongFamily, StatisticsView};
use super::progress::{ProgressList, of_programme};
use super::question::Question;
use super::report::{About, report, scope_words};
use super::{exports, filters, published};
use crate::audit::{self, Deed};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Needed, Reading};
use crate::platform::http::answers::{Answer, AnswerKey, answer_of};
use crate::platform::http::{Lang, PathId, Problem, Problems, Query, download, fresh};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read).service(read_family).service(export).service(progress);
    published::routes::mount(config);
}

/// How many lines of a long family are sent with all the others.
const FIRST: usize = 50;

/// Count every figure of a period: own, team's or network's, exactly.
///
/// Of a long family (communes, facilitators …) the first 50 lines are sent; `not_sent` tells how
/// many more there are and what they add up to.
#[utoipa::path(
    tag = "statistics",
    params(Question),
    responses((status = 200, body = StatisticsView), Problems),
)]
#[get("/statistics")]
async fn read(
    actor: Actor,
    question: Query<Question>,
    needed: Needed,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let asked = Asked::new(&ctx, &engine, actor, needed, question.0)?;
    answer_of(&ctx, key("statistics", &asked, &req), move |conn| asked.view(conn, FIRST)).await
}

fn key(route: &'static str, asked: &Asked, req: &HttpRequest) -> AnswerKey {
    AnswerKey { route, account_id: asked.account_id(), question: req.query_string().to_owned() }
}

/// Count every line of one long family, by the same question.
#[utoipa::path(
    tag = "statistics",
    params(("family" = LongFamily, Path, description = "by_commune, by_facilitator …"), Question),
    responses((status = 200, body = FamilyView), Problems),
)]
#[get("/statistics/families/{family}")]
async fn read_family(
    actor: Actor,
    family: web::Path<String>,
    question: Query<Question>,
    needed: Needed,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let family = LongFamily::from_code(&family).ok_or_else(Problem::not_found)?;
    let asked = Asked::new(&ctx, &engine, actor, needed, question.0)?;
    answer_of(&ctx, key(family.code(), &asked, &req), move |conn| asked.family(conn, family)).await
}

/// Read how far one has come towards the targets of a programme, up to today.
///
/// The network's sessions for administrators, those of the own teams for coordinators.
#[utoipa::path(
    tag = "statistics",
    params(("id" = Id, Path)),
    responses((status = 200, body = ProgressList), Problems),
)]
#[get("/programmes/{id}/progress")]
async fn progress(
    actor: Actor,
    id: PathId,
    needed: Needed,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<web::Json<ProgressList>, Problem> {
    let (db, engine, today) = (ctx.db.clone(), Arc::clone(&engine), ctx.clock.today());
    let list = ctx
        .db
        .read(move |conn| {
            let count = |conn: &mut Conn, wanted: &Wanted| engine.count(&db, conn, needed, wanted);
            of_programme(conn, count, &actor, today, id.0)
        })
        .await?;
    Ok(web::Json(list))
}

/// What an export is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
    Pdf,
    Json,
}

impl Format {
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "pdf" => Some(Self::Pdf),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    pub fn kind(self) -> &'static str {
        match self {
            Self::Csv => download::CSV,
            Self::Xlsx => download::XLSX,
            Self::Pdf => "application/pdf",
            Self::Json => "application/json",
        }
    }

    fn write(self, view: &StatisticsView, about: About) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Json => serde_json::to_vec(view).map_err(Problem::internal),
            _ => self.of_report(&report(view, about)),
        }
    }

    /// Writes a report; JSON is the API's own answer and no report.
    pub fn of_report(self, report: &exports::Report) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Csv => exports::csv(report).map_err(Problem::internal),
            Self::Xlsx => exports::workbook(report).map_err(Problem::internal),
            Self::Pdf => exports::pdf(report).map_err(Problem::internal),
            Self::Json => Err(Problem::internal("a report is no JSON")),
        }
    }
}

/// Download the figures of a question: `csv`, `xlsx`, `pdf` or `json`.
///
/// Every format carries scope, period, filters, date of calculation and the definitions; the PDF is
/// a report to attach to a file: cover, method, figures, charts, definitions.
#[utoipa::path(
    tag = "statistics",
    params(("format" = String, Path, description = "csv, xlsx, pdf or json"), Question),
    responses((status = 200, description = "The file", content_type = download::XLSX), Problems),
)]
#[get("/statistics/export/{format}")]
async fn export(
    actor: Actor,
    format: web::Path<String>,
    question: Query<Question>,
    needed: Needed,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<HttpResponse, Problem> {
    let name = format.into_inner();
    let format = Format::of(&name).ok_or_else(Problem::not_found)?;
    let account_id = actor.account_id;
    let asked = Asked::new(&ctx, &engine, actor, needed, question.0)?;
    let clock = ctx.clock.clone();
    let (from, to) = asked.period;
    let lang = Lang::of_request(&req);
    let (Reading { value: view, source }, about) = ctx
        .db
        .read(move |conn| {
            let filters = filters::in_words(conn, &asked.question, lang)?;
            let whose = scope_words(asked.scope, lang).to_owned();
            let view = asked.view(conn, usize::MAX)?;
            let calculated_at = clock.local(view.value.calculated_at);
            Ok::<_, Problem>((view, About { lang, whose, filters, calculated_at }))
        })
        .await?;
    let file =
        web::block(move || format.write(&view, about)).await.map_err(Problem::internal)??;
    let deed = Deed::on_all("statistics.export", "statistics");
    audit::note(&ctx, account_id, deed).await?;
    let name = format!("statistiques-{from}-{to}.{name}");
    Ok(fresh::as_of(download::file(&name, format.kind(), file), source))
}
