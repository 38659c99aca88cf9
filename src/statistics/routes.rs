//! Figures over HTTP.

use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use utoipa_actix_web::service_config::ServiceConfig;

use super::engine::Engine;
use super::keys::{Wanted, day};
use super::model::{DEFINITIONS_VERSION, EarlierView, StatisticsView};
use super::question::{Question, earlier};
use super::{figures, queries};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Db};
use crate::platform::http::answers::{Answer, AnswerKey, answer};
use crate::platform::http::{Problem, Problems, Query};
use crate::policy::Actor;

pub fn mount(config: &mut ServiceConfig<'_>) {
    config.service(read);
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
