//! Protected figures of the network over HTTP.

use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::answer::view;
use super::half::{Half, HalfQuestion};
use super::model::PublishedNetwork;
use crate::funding;
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::day::Day;
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{Lang, PathId, Problem, Problems, Query};
use crate::policy::Actor;
use crate::statistics::Engine;
use crate::statistics::published::guard::too_close;
use crate::statistics::published::look::watch;
use crate::statistics::published::scope::{Asked, strictly};

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read_perimeter_network);
}

/// Read the protected figures of the network in a perimeter over a half-year: workshops held, how
/// full they were, who led, who came to lead, help given.
///
/// Half-years that have ended. A figure on fewer than k people is hidden, and as many others as it
/// takes; 409 `too_close` when an earlier question of the same reader, or another perimeter of
/// theirs, and this one differ by fewer than k people.
#[utoipa::path(
    tag = "perimeters",
    params(("id" = Id, Path), HalfQuestion),
    responses((status = 200, body = PublishedNetwork), Problems),
)]
#[get("/perimeters/{id}/network")]
async fn read_perimeter_network(
    actor: Actor,
    id: PathId,
    question: Query<HalfQuestion>,
    req: HttpRequest,
    ctx: Data<Context>,
    engine: Data<Arc<Engine>>,
) -> Result<Answer, Problem> {
    let (id, lang) = (id.0, Lang::of_request(&req));
    let half = Half::asked(question.0, ctx.clock.today())?;
    let period = half.period();
    let (from, to) = (Day(period.from), Day(period.to));
    let reader = actor.clone();
    let refused = watch(&ctx, &engine, &actor, move |conn| {
        let perimeter = funding::get_for(conn, &reader, id)?;
        let question = strictly(&format!("from={from}&to={to}&kind=workshop"))?;
        Ok((perimeter.k, vec![Asked::new(&perimeter, &question)]))
    })
    .await?;
    let key = AnswerKey {
        route: "perimeter network",
        account_id: actor.account_id,
        question: format!("{id} {from} {lang:?} {}", refused.join(",")),
    };
    let context = Context::clone(&ctx);
    answer(&ctx, key, move |conn| {
        let perimeter = funding::get_for(conn, &actor, id)?;
        if !refused.is_empty() {
            return Err(too_close(perimeter.k));
        }
        view(conn, &context.clock, &actor, (&perimeter, half), lang)
    })
    .await
}
