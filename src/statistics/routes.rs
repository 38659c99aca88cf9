//! Figures over HTTP.

use std::str::FromStr;

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use chrono::{Duration, Months, NaiveDate};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::facts::Filter;
use super::model::{DEFINITIONS_VERSION, Scope, StatisticsView};
use super::queries::Countable;
use super::{figures, queries};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{Code, Problem, Problems, Query, Said};
use crate::policy::{Actor, Role};
use crate::territories;
use crate::vocabulary::{Equipment, PlaceType, SessionKind, Theme};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read);
}

/// A question. Filters add up; the values of one filter, separated by commas, are alternatives.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Question {
    /// Default: `own` for a facilitator, else `team` for a coordinator, else `network`.
    scope: Option<Scope>,
    /// First day; default: twelve months before the last.
    from: Option<Day>,
    /// Last day; default: today.
    to: Option<Day>,
    kind: Option<SessionKind>,
    /// Place ids.
    places: Option<String>,
    /// Theme codes.
    themes: Option<String>,
    /// Equipment codes.
    equipment: Option<String>,
    /// Place type codes.
    place_types: Option<String>,
    /// Tag ids.
    tags: Option<String>,
    /// Insee codes of communes of activity.
    communes: Option<String>,
    /// Codes of départements of activity; sessions at a distance count at the employer's.
    departements: Option<String>,
    /// Programme ids.
    programmes: Option<String>,
}

/// The values of a filter.
///
/// # Errors
/// 400 `invalid_parameter` for a value that does not exist: a dropped filter would give a wrong,
/// wider figure.
fn values<T>(
    name: &str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Vec::new()) };
    text.split(',')
        .map(|value| {
            parse(value).ok_or_else(|| {
                Problem::parameter(
                    name,
                    Said::new(
                        format!("« {name} » contient une valeur inconnue."),
                        format!("“{name}” has an unknown value."),
                    ),
                )
            })
        })
        .collect()
}

fn ids(name: &str, text: Option<&str>) -> Result<Vec<Id>, Problem> {
    values(name, text, |value| Id::from_str(value).ok())
}

impl Question {
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

    fn filter(&self) -> Result<Filter, Problem> {
        let commune = |code: &str| territories::commune(code).map(|commune| commune.code.into());
        let departement =
            |code: &str| territories::departement(code).map(|found| found.code.to_owned());
        Ok(Filter {
            kind: self.kind,
            places: ids("places", self.places.as_deref())?,
            themes: values("themes", self.themes.as_deref(), Theme::from_code)?,
            equipment: values("equipment", self.equipment.as_deref(), Equipment::from_code)?,
            place_types: values("place_types", self.place_types.as_deref(), PlaceType::from_code)?,
            tags: ids("tags", self.tags.as_deref())?,
            communes: values("communes", self.communes.as_deref(), commune)?,
            departements: values("departements", self.departements.as_deref(), departement)?,
            programmes: ids("programmes", self.programmes.as_deref())?,
        })
    }
}

fn default_scope(actor: &Actor) -> Scope {
    if actor.is(Role::Facilitator) {
        Scope::Own
    } else if actor.is(Role::Coordinator) {
        Scope::Team
    } else {
        Scope::Network
    }
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
) -> Result<Answer, Problem> {
    let Query(question) = question;
    let (from, to) = question.period(ctx.clock.today())?;
    let filter = question.filter()?;
    let scope = question.scope.unwrap_or_else(|| default_scope(&actor));
    let calculated_at = ctx.clock.now();
    let question = req.query_string().to_owned();
    let key = AnswerKey { route: "statistics", account_id: actor.account_id, question };
    answer(&ctx, key, move |conn| {
        let countable = Countable::find(conn, &actor, scope)?;
        let facts = queries::load(conn, &countable, from, to)?.filtered(&filter);
        let names = queries::names(conn, &facts, scope)?;
        let figures = figures::count(&facts, &names, scope, from, to);
        let definitions_version = DEFINITIONS_VERSION;
        Ok(StatisticsView { definitions_version, scope, from, to, calculated_at, figures })
    })
    .await
}
