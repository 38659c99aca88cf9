//! Which workshops the clock has to look at.

use diesel::prelude::*;

use crate::network::workshops::WorkshopState;
use crate::platform::database::schema::workshops;
use crate::platform::database::{Conn, Id, Moment};

/// Those that are due, the longest due first, after one of them.
pub fn due(
    conn: &mut Conn,
    now: Moment,
    after: Option<(Id, Moment)>,
    most: i64,
) -> QueryResult<Vec<(Id, Moment)>> {
    let due_at = || workshops::due_at.assume_not_null();
    let mut query = workshops::table
        .filter(workshops::due_at.is_not_null())
        .filter(due_at().le(now))
        .into_boxed();
    if let Some((id, at)) = after {
        query = query.filter(due_at().gt(at).or(due_at().eq(at).and(workshops::id.gt(id))));
    }
    query
        .order((workshops::due_at, workshops::id))
        .limit(most)
        .select((workshops::id, due_at()))
        .load(conn)
}

/// Those to come with a free seat and people who wait.
pub fn waiting(conn: &mut Conn, now: Moment) -> QueryResult<Vec<Id>> {
    workshops::table
        .filter(workshops::state.eq(WorkshopState::Published))
        .filter(workshops::starts_at.gt(now))
        .filter(workshops::waiting_count.gt(0))
        .filter(workshops::seats.gt(workshops::used_count))
        .order(workshops::id)
        .select(workshops::id)
        .load(conn)
}
