//! A deed that is only looking: an export, noted before anything leaves; a look, noted beside.

use super::{Deed, record};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::Problem;

/// Writes an entry in a transaction of its own: for readings, which write nothing else and may be
/// long.
pub async fn note(ctx: &Context, by: Id, deed: Deed) -> Result<(), Problem> {
    note_all(ctx.clone(), by, vec![deed]).await
}

/// [`note`] without keeping the reader waiting: for short readings that happen all the time. It is
/// told in the program's log when it cannot be written.
pub fn note_beside(ctx: &Context, by: Id, deeds: Vec<Deed>) {
    if deeds.is_empty() {
        return;
    }
    let writing = note_all(ctx.clone(), by, deeds);
    tokio::task::spawn_local(async move {
        if let Err(problem) = writing.await {
            tracing::error!(%problem, "a look could not be written to the audit log");
        }
    });
}

async fn note_all(ctx: Context, by: Id, deeds: Vec<Deed>) -> Result<(), Problem> {
    let clock = ctx.clock.clone();
    ctx.db
        .write(move |conn| {
            for deed in deeds {
                record(conn, &clock, Some(by), deed)?;
            }
            Ok::<_, Problem>(())
        })
        .await
}
