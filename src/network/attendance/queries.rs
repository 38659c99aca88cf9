//! The entry of the log that a workshop has become.

use diesel::prelude::*;

use crate::platform::database::schema::sessions;
use crate::platform::database::{Conn, Id};

/// The version of a session.
pub fn version_of(conn: &mut Conn, session_id: Id) -> QueryResult<Option<i32>> {
    sessions::table.find(session_id).select(sessions::version).first(conn).optional()
}
