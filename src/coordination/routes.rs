//! Coordination activities over HTTP.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use chrono::{Duration, Months, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::figures::{self, CoordinationScope, CoordinationStatistics, DEFINITIONS_VERSION};
use super::model::{Activity, ActivityFilter, AnimationInput, EventInput, PartnershipInput};
use super::views::{CoordinationSummary, CoordinationView};
use super::{actions, export, queries};
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Needed, Reading};
use crate::platform::day::Day;
use crate::platform::http::answers::{Answer, AnswerKey, answer, answer_of};
use crate::platform::http::{
    Code, Expected, Lang, Page, Paging, PathId, Problem, Problems, Query, Recorded, Said, Valid,
    download, fresh, upsert,
};
use crate::policy::{Actor, Role};
use crate::territories;
use crate::vocabulary::CoordinationKind;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config
        .service(create_animation)
        .service(put_animation)
        .service(create_event)
        .service(put_event)
        .service(create_partnership)
        .service(put_partnership)
        .service(list)
        .service(export_own)
        .service(read_statistics)
        .service(read)
        .service(withdraw)
        .service(restore);
}

/// Runs one of the three deeds of recording.
async fn save(
    ctx: &Context,
    record: impl Fn(&mut Conn, &Clock) -> actions::Outcome + Send + Sync + 'static,
) -> Result<Recorded<CoordinationView>, Problem> {
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| {
        let (activity, created): (Activity, bool) = record(conn, &clock)?;
        let view = queries::view(conn, activity)?;
        Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
    })
    .await
}

/// Record an animation; the server chooses the id.
#[utoipa::path(
    tag = "coordination",
    request_body = AnimationInput,
    responses((status = 201, body = CoordinationView), Problems),
)]
#[post("/coordination/animations")]
async fn create_animation(
    by: Actor,
    input: Valid<AnimationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    let id = ctx.clock.new_id();
    save(&ctx, move |conn, clock| {
        actions::record_animation(conn, clock, &by, id, Expected::NONE, &input.0)
    })
    .await
}

/// Record an animation, or correct it.
///
/// Without `If-Match` it is a creation: the same id and body again, however often a device sends
/// them, are one activity. Its coordinator is the signed-in one.
#[utoipa::path(
    tag = "coordination",
    request_body = AnimationInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 200, body = CoordinationView),
        (status = 201, body = CoordinationView),
        Problems,
    ),
)]
#[put("/coordination/animations/{id}")]
async fn put_animation(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<AnimationInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    save(&ctx, move |conn, clock| {
        actions::record_animation(conn, clock, &by, id.0, expected, &input.0)
    })
    .await
}

/// Record an event; the server chooses the id.
#[utoipa::path(
    tag = "coordination",
    request_body = EventInput,
    responses((status = 201, body = CoordinationView), Problems),
)]
#[post("/coordination/events")]
async fn create_event(
    by: Actor,
    input: Valid<EventInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    let id = ctx.clock.new_id();
    save(&ctx, move |conn, clock| {
        actions::record_event(conn, clock, &by, id, Expected::NONE, &input.0)
    })
    .await
}

/// Record an event, or correct it; see animations for the protocol.
#[utoipa::path(
    tag = "coordination",
    request_body = EventInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 200, body = CoordinationView),
        (status = 201, body = CoordinationView),
        Problems,
    ),
)]
#[put("/coordination/events/{id}")]
async fn put_event(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<EventInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    save(&ctx, move |conn, clock| actions::record_event(conn, clock, &by, id.0, expected, &input.0))
        .await
}

/// Record a partnership; the server chooses the id.
#[utoipa::path(
    tag = "coordination",
    request_body = PartnershipInput,
    responses((status = 201, body = CoordinationView), Problems),
)]
#[post("/coordination/partnerships")]
async fn create_partnership(
    by: Actor,
    input: Valid<PartnershipInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    let id = ctx.clock.new_id();
    save(&ctx, move |conn, clock| {
        actions::record_partnership(conn, clock, &by, id, Expected::NONE, &input.0)
    })
    .await
}

/// Record a partnership, or correct it; see animations for the protocol.
#[utoipa::path(
    tag = "coordination",
    request_body = PartnershipInput,
    params(
        ("id" = Id, Path),
        ("If-Match" = Option<String>, Header, description = "To change: the version seen, in quotes"),
    ),
    responses(
        (status = 200, body = CoordinationView),
        (status = 201, body = CoordinationView),
        Problems,
    ),
)]
#[put("/coordination/partnerships/{id}")]
async fn put_partnership(
    by: Actor,
    id: PathId,
    expected: Expected,
    input: Valid<PartnershipInput>,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    save(&ctx, move |conn, clock| {
        actions::record_partnership(conn, clock, &by, id.0, expected, &input.0)
    })
    .await
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ActivitiesQuery {
    /// First day of the period: an activity belongs to the day it began.
    from: Option<Day>,
    /// Last day, included.
    to: Option<Day>,
    kind: Option<CoordinationKind>,
    /// Code of a département the activity was for.
    departement: Option<String>,
    tag_id: Option<Id>,
    limit: Option<i64>,
    cursor: Option<String>,
    with_total: Option<bool>,
}

fn unknown_value(name: &str) -> Problem {
    Problem::parameter(
        name,
        Said::new(
            format!("« {name} » contient une valeur inconnue."),
            format!("“{name}” has an unknown value."),
        ),
    )
}

fn departement(name: &str, code: &str) -> Result<String, Problem> {
    match territories::departement(code) {
        Some(found) => Ok(found.code.to_owned()),
        None => Err(unknown_value(name)),
    }
}

impl ActivitiesQuery {
    fn read(self) -> Result<(ActivityFilter, Paging), Problem> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            return Err(Problem::new(Code::InvalidPeriod));
        }
        let there = self.departement.map(|code| departement("departement", &code)).transpose()?;
        let filter = ActivityFilter {
            from: self.from.map(|day| day.0),
            to: self.to.map(|day| day.0),
            kinds: self.kind.into_iter().collect(),
            departements: there.into_iter().collect(),
            tag_id: self.tag_id,
        };
        Ok((filter, Paging::new(self.limit, self.cursor, self.with_total)?))
    }
}

/// List one's own coordination activities, latest first.
#[utoipa::path(
    tag = "coordination",
    params(ActivitiesQuery),
    responses((status = 200, body = Page<CoordinationSummary>), Problems),
)]
#[get("/coordination/activities")]
async fn list(
    by: Actor,
    query: Query<ActivitiesQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Answer, Problem> {
    let (filter, paging) = query.0.read()?;
    let question = req.query_string().to_owned();
    let key = AnswerKey { route: "coordination", account_id: by.account_id, question };
    answer(&ctx, key, move |conn| queries::list(conn, by.account_id, &filter, &paging)).await
}

/// Download one's own coordination activities as a CSV file, one row per activity.
///
/// In the language of the request, with semicolons in French and commas in English; a text that a
/// spreadsheet would run starts with an apostrophe.
#[utoipa::path(
    tag = "coordination",
    params(ActivitiesQuery),
    responses((status = 200, description = "CSV file", content_type = download::CSV), Problems),
)]
#[get("/coordination/export")]
async fn export_own(
    by: Actor,
    query: Query<ActivitiesQuery>,
    needed: Needed,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let (filter, _) = query.0.read()?;
    let lang = Lang::of_request(&req);
    let clock = ctx.clock.clone();
    let today = clock.today();
    let deed = Deed::on_all("coordination.export", "coordination");
    audit::note(&ctx, by.account_id, deed).await?;
    let file = ctx
        .db
        .read_replica(needed, move |conn| {
            export::csv(&queries::all(conn, by.account_id, &filter)?, &clock, lang)
        })
        .await?;
    let name = format!("coordination-{today}.csv");
    Ok(fresh::as_of(download::file(&name, download::CSV, file.value), file.source))
}

/// A question. Filters add up; the values of one filter, separated by commas, are alternatives.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CoordinationQuestion {
    /// Default: `own` for a coordinator, else `network`.
    scope: Option<CoordinationScope>,
    /// First day; default: twelve months before the last.
    from: Option<Day>,
    /// Last day; default: today.
    to: Option<Day>,
    /// Codes of kinds.
    kinds: Option<String>,
    /// Codes of départements the activities were for.
    departements: Option<String>,
}

/// The values of a filter.
///
/// # Errors
/// 400 `invalid_parameter` for one that does not exist: a dropped filter would give a wrong, wider
/// figure.
fn values<T>(
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<T, Problem>,
) -> Result<Vec<T>, Problem> {
    text.filter(|text| !text.is_empty())
        .into_iter()
        .flat_map(|text| text.split(','))
        .map(parse)
        .collect()
}

impl CoordinationQuestion {
    fn period(&self, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Problem> {
        let to = self.to.map_or(today, |day| day.0);
        let a_year = to.checked_sub_months(Months::new(12)).unwrap_or(to) + Duration::days(1);
        let from = self.from.map_or(a_year, |day| day.0);
        let ten_years = from.checked_add_months(Months::new(120)).unwrap_or(from);
        if from > to || to >= ten_years {
            return Err(Problem::new(Code::InvalidPeriod).saying(Said::new(
                "Le début doit précéder la fin, et la période durer dix ans au plus.",
                "The start must precede the end, and the period last ten years at most.",
            )));
        }
        Ok((from, to))
    }

    fn filter(&self, from: NaiveDate, to: NaiveDate) -> Result<ActivityFilter, Problem> {
        let kind =
            |code: &str| CoordinationKind::from_code(code).ok_or_else(|| unknown_value("kinds"));
        Ok(ActivityFilter {
            from: Some(from),
            to: Some(to),
            kinds: values(self.kinds.as_deref(), kind)?,
            departements: values(self.departements.as_deref(), |code| {
                departement("departements", code)
            })?,
            tag_id: None,
        })
    }
}

/// Whose activities a reader counts: one coordinator's, or everybody's.
///
/// # Errors
/// 403 when the scope is not for this reader.
fn countable(actor: &Actor, scope: CoordinationScope) -> Result<Option<Id>, Problem> {
    match scope {
        CoordinationScope::Own if actor.is(Role::Coordinator) => Ok(Some(actor.account_id)),
        CoordinationScope::Network if actor.is(Role::Admin) => Ok(None),
        _ => Err(Problem::forbidden()),
    }
}

/// Count every figure of coordination over a period: own, or the network's for an administrator.
#[utoipa::path(
    tag = "coordination",
    params(CoordinationQuestion),
    responses((status = 200, body = CoordinationStatistics), Problems),
)]
#[get("/coordination/statistics")]
async fn read_statistics(
    actor: Actor,
    question: Query<CoordinationQuestion>,
    needed: Needed,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Answer, Problem> {
    let Query(question) = question;
    let (from, to) = question.period(ctx.clock.today())?;
    let filter = question.filter(from, to)?;
    let usual = match actor.is(Role::Coordinator) {
        true => CoordinationScope::Own,
        false => CoordinationScope::Network,
    };
    let scope = question.scope.unwrap_or(usual);
    let coordinator = countable(&actor, scope)?;
    let now = ctx.clock.now();
    let question = req.query_string().to_owned();
    let key =
        AnswerKey { route: "coordination-statistics", account_id: actor.account_id, question };
    let db = ctx.db.clone();
    answer_of(&ctx, key, move |conn| {
        let Reading { value: figures, source } = db.read_replica_or(conn, needed, |conn| {
            let facts = queries::facts(conn, coordinator, &filter)?;
            Ok::<_, Problem>(figures::count(&facts, from, to))
        })?;
        let definitions_version = DEFINITIONS_VERSION;
        let calculated_at = source.as_of().unwrap_or(now);
        let value =
            CoordinationStatistics { definitions_version, scope, from, to, calculated_at, figures };
        Ok(Reading { value, source })
    })
    .await
}

/// Read a coordination activity.
///
/// Its coordinator reads it whole; administrators read the deed, without free texts and tags.
#[utoipa::path(
    tag = "coordination",
    params(("id" = Id, Path)),
    responses((status = 200, body = CoordinationView), Problems),
)]
#[get("/coordination/activities/{id}")]
async fn read(
    actor: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    let view = ctx
        .db
        .read(move |conn| {
            let (activity, is_own) = queries::get_for(conn, &actor, id.0)?;
            let view = queries::view(conn, activity)?;
            Ok::<_, Problem>(if is_own { view } else { view.pseudonymous() })
        })
        .await?;
    Ok(Recorded::as_is(view))
}

/// Withdraw a coordination activity; it can be brought back.
#[utoipa::path(
    tag = "coordination",
    params(
        ("id" = Id, Path),
        ("If-Match" = String, Header, description = "The version seen, in quotes"),
    ),
    responses((status = 204, description = "Withdrawn"), Problems),
)]
#[delete("/coordination/activities/{id}")]
async fn withdraw(
    by: Actor,
    id: PathId,
    expected: Expected,
    ctx: Data<Context>,
) -> Result<HttpResponse, Problem> {
    let seen = expected.required()?;
    let clock = ctx.clock.clone();
    upsert::write(&ctx.db, move |conn| actions::withdraw(conn, &clock, &by, id.0, seen)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Bring a withdrawn coordination activity back.
#[utoipa::path(
    tag = "coordination",
    params(("id" = Id, Path)),
    responses((status = 200, body = CoordinationView), Problems),
)]
#[post("/coordination/activities/{id}/restore")]
async fn restore(
    by: Actor,
    id: PathId,
    ctx: Data<Context>,
) -> Result<Recorded<CoordinationView>, Problem> {
    let clock = ctx.clock.clone();
    let view = upsert::write(&ctx.db, move |conn| {
        let activity = actions::bring_back(conn, &clock, &by, id.0)?;
        Ok(queries::view(conn, activity)?)
    })
    .await?;
    Ok(Recorded::as_is(view))
}
