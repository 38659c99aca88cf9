//! A deed that is only looking: an export, noted before anything leaves.

use super::{Deed, record};
use crate::platform::context::Context;
use crate::platform::database::Id;
use crate::platform::http::Problem;

/// Writes an entry in a transaction of its own: for readings, which write nothing else and may be
/// long.
pub async fn note(ctx: &Context, by: Id, deed: Deed) -> Result<(), Problem> {
    let clock = ctx.clock.clone();
    ctx.db.write(move |conn| Ok::<_, Problem>(record(conn, &clock, Some(by), deed)?)).await
}
