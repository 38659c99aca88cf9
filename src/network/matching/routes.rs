//! Matching over HTTP.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, get};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::actions::{self, Question};
use super::views::Helpers;
use crate::competences::levels::Level;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::{Lang, Problem, Problems, Query, Said};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(for_others).service(for_oneself);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct HelpersQuery {
    /// The competence it is about; needed, unless a workshop is named.
    competence: Option<Id>,
    /// The level to bring somebody to, 1–8.
    level: Option<i32>,
    /// A planned workshop of one's own or of one's team that looks for somebody: it says where, when
    /// and to which level.
    workshop: Option<Id>,
    /// Where, as a place of the network.
    place: Option<Id>,
    /// Where, as a commune's code; without either, distance does not count.
    commune: Option<String>,
    /// 1–50; default: 10.
    limit: Option<i64>,
}

impl HelpersQuery {
    fn question(self, lang: Lang) -> Result<Question, Problem> {
        let level = match self.level {
            Some(level) => {
                let level = Level::new(level).filter(|level| level.proves());
                Some(level.ok_or_else(|| {
                    let said = Said::new("« level » : 1 à 8.", "“level”: 1 to 8.");
                    Problem::parameter("level", said)
                })?)
            }
            None => None,
        };
        let most = self.limit.unwrap_or(10);
        let most = usize::try_from(most).ok().filter(|most| (1..=50).contains(most));
        let most = most.ok_or_else(|| {
            let said = Said::new("« limit » : 1 à 50.", "“limit”: 1 to 50.");
            Problem::parameter("limit", said)
        })?;
        let is_told = self.level.is_some() || self.place.is_some() || self.commune.is_some();
        if self.workshop.is_some() && is_told {
            let said = Said::new(
                "Un atelier dit lui-même le niveau et le lieu.",
                "A workshop says the level and the place itself.",
            );
            return Err(Problem::parameter("workshop", said));
        }
        Ok(Question {
            competence_id: self.competence,
            level,
            place_id: self.place,
            commune_code: self.commune,
            most,
            lang,
        })
    }
}

/// Find who can bring people to a level of a competence: near peers first, then the nearest, then
/// those who gave least.
#[utoipa::path(
    tag = "network",
    params(HelpersQuery),
    responses((status = 200, body = Helpers), Problems),
)]
#[get("/facilitators/for")]
async fn for_others(
    by: Actor,
    query: Query<HelpersQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<Helpers>, Problem> {
    let workshop = query.0.workshop;
    let question = query.0.question(Lang::of_request(&req))?;
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| match workshop {
        Some(id) => actions::for_workshop(conn, &clock, &by, (id, &question)),
        None => actions::for_others(conn, &clock, &by, &question),
    };
    Ok(Json(ctx.db.read(work).await?))
}

/// Find who can help oneself with a competence: to a level, or else to the next one.
#[utoipa::path(
    tag = "network",
    params(HelpersQuery),
    responses((status = 200, body = Helpers), Problems),
)]
#[get("/me/helpers")]
async fn for_oneself(
    by: Actor,
    query: Query<HelpersQuery>,
    req: HttpRequest,
    ctx: Data<Context>,
) -> Result<Json<Helpers>, Problem> {
    if query.0.workshop.is_some() {
        let said = Said::new("« workshop » : pas ici.", "“workshop”: not here.");
        return Err(Problem::parameter("workshop", said));
    }
    let question = query.0.question(Lang::of_request(&req))?;
    let clock = ctx.clock.clone();
    let work = move |conn: &mut _| actions::for_oneself(conn, &clock, &by, &question);
    Ok(Json(ctx.db.read(work).await?))
}
