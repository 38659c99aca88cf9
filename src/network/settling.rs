//! What falls due between people: help requests that fall back, expire or go to the next circle;
//! five of a kind become a draft workshop; pairs that nobody answered, that met, or that no longer do.
//!
//! Each request is looked at in a transaction of its own, which reads it again: several processes on one
//! database do nothing twice, and what fails keeps nothing else from being done.

use std::time::Duration;

use super::{mentoring, requests};
use crate::platform::context::Context;
use crate::platform::http::{Problem, upsert};

/// How often a round is made.
const EVERY: Duration = Duration::from_secs(60);

/// Does everything that is due; how many things were.
///
/// # Errors
/// The database is away.
pub async fn round(ctx: &Context) -> Result<usize, Problem> {
    let mut count = 0;
    let whole = ctx.clone();
    for id in ctx.db.read(move |conn| requests::due(conn, &whole)).await? {
        let whole = ctx.clone();
        let settled = upsert::write(&ctx.db, move |conn| requests::settle(conn, &whole, id)).await;
        match settled {
            Ok(is_settled) => count += usize::from(is_settled),
            Err(problem) => tracing::warn!(%problem, %id, "a help request could not be settled"),
        }
    }
    let whole = ctx.clone();
    for cluster in ctx.db.read(move |conn| requests::clusters_due(conn, &whole)).await? {
        let whole = ctx.clone();
        let made =
            upsert::write(&ctx.db, move |conn| requests::make_draft(conn, &whole, &cluster)).await;
        match made {
            Ok(is_made) => count += usize::from(is_made),
            Err(problem) => tracing::warn!(%problem, "requests could not become a workshop"),
        }
    }
    let whole = ctx.clone();
    Ok(count + upsert::write(&ctx.db, move |conn| mentoring::settle(conn, &whole)).await?)
}

/// The background job: a round every minute.
pub async fn run_for_ever(ctx: Context) {
    loop {
        if let Err(problem) = round(&ctx).await {
            tracing::warn!(%problem, "what falls due between people could not be looked at");
        }
        tokio::time::sleep(EVERY).await;
    }
}
