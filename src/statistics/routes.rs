//! Figures over HTTP.

use std::sync::Arc;

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::engine::Engine;
use super::keys::{Wanted, day};
use super::model::{DEFINITIONS_VERSION, EarlierView, StatisticsView};
use super::named::NamedCounts;
use super::progress::{ProgressList, of_programme};
use super::question::{Question, earlier};
use super::report::{About, report, scope_words};
use super::{exports, figures, filters, published, queries};
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Db, Id, Needed, Reading};
use crate::platform::http::answers::{Answer, AnswerKey, answer_of};
use crate::platform::http::{Lang, PathId, Problem, Problems, Query, download, fresh};
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
    needed: Needed,
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
    let counter = Counter::new(&ctx, &engine, needed);
    answer_of(&ctx, key, move |conn| counter.view(conn, &actor, &question, wanted)).await
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
    let (counter, today) = (Counter::new(&ctx, &engine, needed), ctx.clock.today());
    let list = ctx
        .db
        .read(move |conn| {
            let count = |conn: &mut Conn, wanted: &Wanted| counter.count(conn, wanted);
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
    let Query(question) = question;
    let (from, to) = question.period(ctx.clock.today())?;
    let wanted = question.wanted(from, to)?;
    let lang = exports::Lang::from(Lang::of_request(&req));
    let counter = Counter::new(&ctx, &engine, needed);
    let account_id = actor.account_id;
    let (Reading { value: view, source }, about) = ctx
        .db
        .read(move |conn| {
            let filters = filters::in_words(conn, &question, lang)?;
            let scope = question.scope(&actor);
            let whose = scope_words(scope, lang).to_owned();
            let view = counter.view(conn, &actor, &question, wanted)?;
            let calculated_at = counter.clock.local(view.value.calculated_at);
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

/// What counting a question takes.
struct Counter {
    db: Db,
    clock: Clock,
    engine: Arc<Engine>,
    needed: Needed,
}

impl Counter {
    fn new(ctx: &Context, engine: &Arc<Engine>, needed: Needed) -> Self {
        let engine = Arc::clone(engine);
        Self { db: ctx.db.clone(), clock: ctx.clock.clone(), engine, needed }
    }

    /// Counts a question. Figures that a lagging replica counted are calculated as of then.
    fn view(
        &self,
        conn: &mut Conn,
        actor: &Actor,
        question: &Question,
        mut wanted: Wanted,
    ) -> Result<Reading<StatisticsView>, Problem> {
        let (from, to) = question.period(self.clock.today())?;
        let scope = question.scope(actor);
        let now = self.clock.now();
        queries::narrow(conn, actor, question, &mut wanted)?;
        let Reading { value: counts, mut source } = self.count(conn, &wanted)?;
        let names = queries::names(conn, &counts, scope)?;
        let figures = figures::present(&counts, &names, scope, from, to);
        let mut before = Vec::new();
        if question.compare == Some(true) {
            for (from, to) in earlier(from, to) {
                (wanted.rest.from, wanted.rest.to) = (day(from), day(to));
                let counts = self.count(conn, &wanted)?;
                source = source.or(counts.source);
                let totals = figures::totals(&counts.value.counts);
                before.push(EarlierView { from, to, totals });
            }
        }
        let value = StatisticsView {
            definitions_version: DEFINITIONS_VERSION,
            scope,
            from,
            to,
            calculated_at: source.as_of().unwrap_or(now),
            figures,
            earlier: before,
        };
        Ok(Reading { value, source })
    }

    fn count(&self, conn: &mut Conn, wanted: &Wanted) -> Result<Reading<NamedCounts>, Problem> {
        self.engine.count(&self.db, conn, self.needed, wanted)
    }
}
