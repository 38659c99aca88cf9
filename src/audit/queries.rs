//! The audit log in the database: written and read, never changed.

use diesel::prelude::*;

use super::model::{AuditView, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::schema::{accounts, audit_entries};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Page, Paging, Problem};

const LIST: &str = "audit";

/// Writes an entry, in the transaction of the deed itself.
pub fn record(conn: &mut Conn, clock: &Clock, by: Option<Id>, deed: Deed) -> QueryResult<()> {
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(clock.new_id()),
            audit_entries::at.eq(clock.now()),
            audit_entries::account_id.eq(by),
            audit_entries::action.eq(deed.action),
            audit_entries::object_type.eq(deed.object_type),
            audit_entries::object_id.eq(deed.object_id),
            audit_entries::reason.eq(deed.reason),
        ))
        .execute(conn)?;
    Ok(())
}

type Row = (Id, Moment, Option<(String, String)>, String, String, Option<Id>, Option<String>);

/// The log, newest first.
pub fn list(conn: &mut Conn, paging: &Paging) -> Result<Page<AuditView>, Problem> {
    let mut query = audit_entries::table
        .left_join(accounts::table.on(audit_entries::account_id.eq(accounts::id.nullable())))
        .select((
            audit_entries::id,
            audit_entries::at,
            (accounts::first_name, accounts::last_name).nullable(),
            audit_entries::action,
            audit_entries::object_type,
            audit_entries::object_id,
            audit_entries::reason,
        ))
        .order((audit_entries::at.desc(), audit_entries::id.desc()))
        .limit(paging.limit + 1)
        .into_boxed();
    if let Some(cursor) = paging.after(LIST, 2)? {
        let at = Moment::from_millis(cursor[0].parse().unwrap_or_default());
        let id = cursor[1].clone();
        query = query.filter(
            audit_entries::at.lt(at).or(audit_entries::at.eq(at).and(audit_entries::id.lt(id))),
        );
    }
    let rows: Vec<Row> = query.load(conn)?;
    let total = match paging.with_total {
        true => Some(audit_entries::table.count().get_result(conn)?),
        false => None,
    };
    let page =
        paging.page(LIST, rows, total, |row| vec![row.1.millis().to_string(), row.0.to_string()]);
    Ok(page.map(|(id, at, name, action, object_type, object_id, reason)| AuditView {
        id,
        at,
        actor_name: name.map(|(first, last)| format!("{first} {last}")),
        action,
        object_type,
        object_id,
        reason,
    }))
}
