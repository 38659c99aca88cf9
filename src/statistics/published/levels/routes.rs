//! Protected figures of levels over HTTP.

use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::view;
use super::look::{LevelsQuestion, TaughtLevel, of_perimeter, of_staff};
use super::model::LevelFigures;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{PathId, Problem, Problems, Query};
use crate::policy::Actor;
use crate::statistics::Engine;
use crate::statistics::published::guard::too_close;
use crate::statistics::published::look::watch;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_perimeter_levels).service(read_level_figures);
}

/// Read the protected figures of levels of a perimeter: people by level, progress, and where a
/// level can be taught.
///
/// Whole months that have ended. A figure on fewer than k people is hidden, and as many others as
/// it takes; 409 `too_close` when an earlier question of the same reader and this one differ by
/// fewer than k people. Never an average of levels.
#[utoipa::path(
    tag = "perimeters",
    params(("id" = Id, Path), LevelsQuestion),
    responses((status = 200, body = LevelFigures), Problems),
)]
#[get("/perimeters/{id}/levels")]
async fn read_perimeter_levels(
    actor: Actor,
    id: PathId,
    question: Query<LevelsQuestion>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let (Query(question), id) = (question, id.0);
    let (context, reader) = (Context::clone(&ctx), actor.clone());
    let refused = watch(&ctx, &engine, &actor, move |conn| {
        let (ask, asked) = of_perimeter(conn, &context, &reader, id, question)?;
        Ok((ask.k, vec![asked]))
    })
    .await?;
    let key = AnswerKey {
        route: "perimeter levels",
        account_id: actor.account_id,
        question: format!("{id} {} {}", req.query_string(), refused.join(",")),
    };
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    answer(&ctx, key, move |conn| {
        let (ask, asked) = of_perimeter(conn, &context, &actor, id, question)?;
        if refused.contains(&asked.fingerprint()) {
            return Err(too_close(ask.k));
        }
        view(conn, &context.clock, &engine, &ask)
    })
    .await
}

/// Read the protected figures of levels of one's team, or of the network for an administrator: the
/// last twelve months that have ended.
///
/// People by level, progress, and where a level can be taught. A figure on fewer than k people is
/// hidden, and as many others as it takes. Never an average of levels.
#[utoipa::path(
    tag = "levels",
    params(TaughtLevel),
    responses((status = 200, body = LevelFigures), Problems),
)]
#[get("/levels/figures")]
async fn read_level_figures(
    actor: Actor,
    question: Query<TaughtLevel>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let key = AnswerKey {
        route: "level figures",
        account_id: actor.account_id,
        question: req.query_string().to_owned(),
    };
    let (context, engine) = (Context::clone(&ctx), Arc::clone(&engine));
    answer(&ctx, key, move |conn| {
        let ask = of_staff(conn, &context, &actor, question.0)?;
        view(conn, &context.clock, &engine, &ask)
    })
    .await
}
