//! Learners over HTTP.

use actix_multipart::Multipart;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::duplicates::{self, Signal};
use super::model::{LearnerInput, LearnerSummary, LearnerView};
use super::queries::LearnerOrder;
use super::workbook::{self, LearnerLine};
use super::{actions, queries};
use crate::audit::{self, Deed};
use crate::platform::context::Context;
use crate::platform::database::{Id, Needed};
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::upload::{self, ImportQuery, UploadForm};
use crate::platform::http::{
    Checked, Expected, Faults, ImportReport, Lang, Page, Paging, PathId, Problem, Problems, Query,
    Recorded, Valid, download, fresh, upsert,
};
use crate::policy::Facilitator;
use crate::territories;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(list)
        .service(create)
        .service(search)
        .service(find_duplicates)
        .service(import)
        .service(template)
        .service(export)
        .service(read)
        .service(put)
        .service(anonymise)
        .service(merge);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct LearnersQuery {
    /// Default: by name.
    sort: Option<LearnerOrder>,
    limit: Option<i64>,
    cursor: Option<String>,
    with_total: Option<bool>,
}

/// List the learners one follows.
#[utoipa::path(
    tag = "learners",
    params(LearnersQuery),
    responses((status = 200, body = Page<LearnerSummary>), Problems),
)]
#[get("/learners")]
async fn list(
    by: Facilitator,
    query: Query<LearnersQuery>,
    ctx: Data<Context>,
) -> Result<Json<Page<LearnerSummary>>, Problem> {
    let Query(query) = query;
    let paging = Paging::new(query.limit, query.cursor, query.with_total)?;
    let order = query.sort.unwrap_or(LearnerOrder::Name);
    let page = ctx.db.read(move |conn| queries::list(conn, by.id, None, order, &paging)).await?;
    Ok(Json(page))
}

/// A search; in a body, because a name does not belong in an address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LearnerSearch {
    /// Parts of the name, commune, e-mail or phone.
    #[schema(example = "bernardin")]
    text: String,
    sort: Option<LearnerOrder>,
    limit: Option<i64>,
    cursor: Option<String>,
    with_total: Option<bool>,
}

impl Checked for LearnerSearch {
    fn check(&self, faults: &mut Faults) {
        faults.line("/text", Some(&self.text), 200);
    }
}

/// Search the learners one follows by name, commune, e-mail or phone.
#[utoipa::path(
    tag = "learners",
    request_body = LearnerSearch,
    responses((status = 200, body = Page<LearnerSummary>), Problems),
)]
#[post("/learners/search")]
async fn search(
    by: Facilitator,
    input: Valid<LearnerSearch>,
    ctx: Data<Context>,
) -> Result<Answer, Problem> {
    let Valid(input) = input;
    let paging = Paging::new(input.limit, input.cursor, input.with_total)?;
    let order = input.sort.unwrap_or(LearnerOrder::Name);
    let question = format!("{} {paging:?} {}", order.code(), input.text);
    let key = AnswerKey { route: "learners", account_id: by.account_id, question };
    answer(&ctx, key, move |conn| queries::list(conn, by.id, Some(&input.text), order, &paging))
        .await
}

/// Follow a learner; the server chooses the id.
#[utoipa::path(
    tag = "learners",
    request_body = LearnerInput,
    responses((status = 201, body = LearnerView), Problems),
)]
#[post("/learners")]
async fn create(
    by: Facilitator,
    input: Valid<LearnerInput>,
    ctx: Data<Context>,
) -> Result<Recorded<LearnerView>, Problem> {
    let id = ctx.clock.new_id();
    save(by, id, Expected::NONE, input.0, &ctx).await
}

/// Follow a learner, or correct their record.
///
/// Without `If-Match` it is a creation: the same id and body again give the same record.
#[utoipa::path(
    tag = "learners",
    request_body = LearnerInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 200, body = LearnerView),
        (status = 201, body = LearnerView),
        Problems,
    ),
)]
#[put("/learners/{id}")]
async fn put(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    input: Valid<LearnerInput>,
    ctx: Data<Context>,
) -> Result<Recorded<LearnerView>, Problem> {
    save(by, id.0, expected, input.0, &ctx).await
}

async fn save(
    by: Facilitator,
    id: Id,
    expected: Expected,
    input: LearnerInput,
    ctx: &Context,
) -> Result<Recorded<LearnerView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (learner, created) = actions::put(conn, &clock, &by, id, expected, &input)?;
        let view = queries::view(conn, learner, clock.today())?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Read a learner's sheet.
#[utoipa::path(
    tag = "learners",
    params(("id" = Id, Path)),
    responses((status = 200, body = LearnerView), Problems),
)]
#[get("/learners/{id}")]
async fn read(
    by: Facilitator,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<LearnerView>, Problem> {
    let today = ctx.clock.today();
    let view = ctx
        .db
        .read(move |conn| {
            let learner = queries::get(conn, by.id, id.0)?;
            Ok::<_, Problem>(queries::view(conn, learner, today)?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Erase who a learner is; sessions and figures stay.
#[utoipa::path(
    tag = "learners",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 204, description = "Anonymised"), Problems),
)]
#[post("/learners/{id}/anonymise")]
async fn anonymise(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| actions::anonymise(conn, &clock, &by, id.0, seen)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The record to merge into another.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeInput {
    source_id: Id,
}

impl Checked for MergeInput {
    fn check(&self, _: &mut Faults) {}
}

/// Merge a second record of the same person into this one, whose values win.
#[utoipa::path(
    tag = "learners",
    request_body = MergeInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 200, body = LearnerView), Problems),
)]
#[post("/learners/{id}/merge")]
async fn merge(
    by: Facilitator,
    id: PathId,
    expected: Expected,
    input: Valid<MergeInput>,
    ctx: Data<Context>,
) -> Result<Recorded<LearnerView>, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    let view = ctx
        .db
        .write(move |conn| {
            let source = input.0.source_id;
            let learner = actions::merge(conn, &clock, &by, id.0, seen, source)?;
            Ok::<_, Problem>(queries::view(conn, learner, clock.today())?)
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Two records that may be one person.
#[derive(Serialize, ToSchema)]
struct DuplicateView {
    learners: Vec<LearnerView>,
    /// What the two have in common, at least two things.
    signals: Vec<Signal>,
}

#[derive(Serialize, ToSchema)]
struct DuplicateList {
    items: Vec<DuplicateView>,
}

/// Find people recorded twice: two of four signals agree (last name, first name, phone, e-mail).
#[utoipa::path(tag = "learners", responses((status = 200, body = DuplicateList), Problems))]
#[get("/learners/duplicates")]
async fn find_duplicates(
    by: Facilitator,
    ctx: Data<Context>,
) -> Result<Json<DuplicateList>, Problem> {
    let today = ctx.clock.today();
    let items = ctx
        .db
        .read(move |conn| {
            let all = queries::all(conn, by.id)?;
            duplicates::find(&all)
                .into_iter()
                .map(|pair| {
                    let learners = [pair.first, pair.second]
                        .into_iter()
                        .map(|at| queries::view(conn, all[at].clone(), today))
                        .collect::<Result<_, _>>()?;
                    Ok(DuplicateView { learners, signals: pair.signals })
                })
                .collect::<Result<Vec<_>, Problem>>()
        })
        .await?;
    Ok(Json(DuplicateList { items }))
}

/// Import learners from a filled template (XLSX); a dry run unless `commit=true`.
///
/// Any error forbids the whole file: nothing is half imported.
#[utoipa::path(
    tag = "learners",
    params(ImportQuery),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, body = ImportReport), Problems),
)]
#[post("/learners/import")]
async fn import(
    by: Facilitator,
    query: Query<ImportQuery>,
    form: Multipart,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<ImportReport>, Problem> {
    let (commit, lang) = (query.0.commit, Lang::of_request(&req));
    let file = upload::file(form).await?;
    let clock = ctx.clock.clone();
    let parsed = actix_web::web::block(move || actions::read_file(&file, &clock))
        .await
        .map_err(Problem::internal)??;
    let clock = ctx.clock.clone();
    let importer = actions::Importer { facilitator_id: by.id, account_id: Some(by.account_id) };
    let report = ctx
        .db
        .write(move |conn| actions::import_learners(conn, &clock, importer, parsed, commit, lang))
        .await?;
    Ok(Json(report))
}

/// Download the template to fill in.
#[utoipa::path(
    tag = "learners",
    responses((status = 200, description = "XLSX workbook", content_type = download::XLSX), Problems),
)]
#[get("/learners/import-template")]
async fn template(_: Facilitator) -> Result<HttpResponse, Problem> {
    let file = workbook::template().map_err(Problem::internal)?;
    Ok(download::file("modele-import-personnes.xlsx", download::XLSX, file))
}

/// Download the learners one follows as a workbook.
#[utoipa::path(
    tag = "learners",
    responses((status = 200, description = "XLSX workbook", content_type = download::XLSX), Problems),
)]
#[get("/learners/export")]
async fn export(
    by: Facilitator,
    needed: Needed,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let today = ctx.clock.today();
    audit::note(&ctx, by.account_id, Deed::on_all("learner.export", "learner")).await?;
    let file = ctx
        .db
        .read_replica(needed, move |conn| {
            let all = queries::all(conn, by.id)?;
            let lines = all.iter().map(|learner| LearnerLine {
                last_name: &learner.last_name,
                first_name: &learner.first_name,
                birth_year: learner.birth_year,
                commune: learner.commune_code.as_deref().and_then(territories::commune),
                phone: learner.phone.as_deref(),
                email: learner.email.as_deref(),
                gender: learner.gender,
                age_band: learner.age_band_on(today),
                status: learner.status,
                session_count: learner.session_count.unsigned_abs(),
                notes: learner.notes.as_deref(),
            });
            workbook::learners(lines).map_err(Problem::internal)
        })
        .await?;
    let name = format!("personnes-{today}.xlsx");
    Ok(fresh::as_of(download::file(&name, download::XLSX, file.value), file.source))
}
