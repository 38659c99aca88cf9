//! Figures over HTTP.

use std::sync::Arc;

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::engine::Engine;
use super::keys::{Wanted, day};
use super::model::{DEFINITIONS_VERSION, EarlierView, StatisticsView};
use super::progress::{ProgressList, of_programme};
use super::question::{Question, earlier};
use super::report::{About, report, scope_words};
use super::{exports, figures, filters, published, queries};
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Db, Id};
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{Lang, PathId, Problem, Problems, Query, download};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read).service(export).service(progress);
    published::routes::mount(config);
}

/// Count every figure of a period: own, team's or network's, exactly.
#[utoipa::path(
    tag = "statistics",
    params(Question),
    responses((status = 200, body = StatisticsView), Problems),
)]
#[get("/statistics")]
async fn read(
    actor: Actor,
    question: Query<Question>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let Query(question) = question;
    let (from, to) = question.period(ctx.clock.today())?;
    let wanted = question.wanted(from, to)?;
    let key = AnswerKey {
        route: "statistics",
        account_id: actor.account_id,
        question: req.query_string().to_owned(),
    };
    let (db, clock, engine) = (ctx.db.clone(), ctx.clock.clone(), Arc::clone(&engine));
    answer(&ctx, key, move |conn| view(conn, &db, &clock, &engine, &actor, &question, wanted)).await
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
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<web::Json<ProgressList>, Problem> {
    let (db, today, engine) = (ctx.db.clone(), ctx.clock.today(), Arc::clone(&engine));
    let list =
        ctx.db.read(move |conn| of_programme(conn, &db, &engine, &actor, today, id.0)).await?;
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
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<HttpResponse, Problem> {
    let name = format.into_inner();
    let format = Format::of(&name).ok_or_else(Problem::not_found)?;
    let Query(question) = question;
    let (from, to) = question.period(ctx.clock.today())?;
    let wanted = question.wanted(from, to)?;
    let lang = exports::Lang::from(Lang::of_request(&req));
    let (db, clock, engine) = (ctx.db.clone(), ctx.clock.clone(), Arc::clone(&engine));
    let (traced, account_id) = (ctx.clock.clone(), actor.account_id);
    let (view, about) = ctx
        .db
        .read(move |conn| {
            let filters = filters::in_words(conn, &question, lang)?;
            let scope = question.scope(&actor);
            let whose = scope_words(scope, lang).to_owned();
            let calculated_at = clock.local(clock.now());
            let view = view(conn, &db, &clock, &engine, &actor, &question, wanted)?;
            Ok::<_, Problem>((view, About { lang, whose, filters, calculated_at }))
        })
        .await?;
    let file =
        web::block(move || format.write(&view, about)).await.map_err(Problem::internal)??;
    ctx.db
        .write(move |conn| {
            let deed = Deed::on_all("statistics.export", "statistics");
            Ok::<_, Problem>(audit::record(conn, &traced, Some(account_id), deed)?)
        })
        .await?;
    Ok(download::file(&format!("statistiques-{from}-{to}.{name}"), format.kind(), file))
}

fn view(
    conn: &mut Conn,
    db: &Db,
    clock: &Clock,
    engine: &Arc<Engine>,
    actor: &Actor,
    question: &Question,
    mut wanted: Wanted,
) -> Result<StatisticsView, Problem> {
    let (from, to) = question.period(clock.today())?;
    let scope = question.scope(actor);
    let calculated_at = clock.now();
    queries::narrow(conn, actor, question, &mut wanted)?;
    let counts = engine.count(db, conn, &wanted)?;
    let names = queries::names(conn, &counts, scope)?;
    let figures = figures::present(&counts, &names, scope, from, to);
    let mut before = Vec::new();
    if question.compare == Some(true) {
        for (from, to) in earlier(from, to) {
            (wanted.rest.from, wanted.rest.to) = (day(from), day(to));
            let counts = engine.count(db, conn, &wanted)?;
            before.push(EarlierView { from, to, totals: figures::totals(&counts.counts) });
        }
    }
    Ok(StatisticsView {
        definitions_version: DEFINITIONS_VERSION,
        scope,
        from,
        to,
        calculated_at,
        figures,
        earlier: before,
    })
}
