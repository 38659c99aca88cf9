//! Tags in the database.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Tag, TagScope, TagView};
use crate::facts;
use crate::platform::database::schema::{session_tags, sessions, tags};
use crate::platform::database::{Conn, Id, Multi};
use crate::platform::http::{Problem, upsert};
use crate::platform::text::normalise;

/// The network's tags, and the personal ones of a facilitator.
fn visible_to(facilitator_id: Option<Id>) -> tags::BoxedQuery<'static, Multi> {
    let network = tags::scope.eq(TagScope::Network);
    match facilitator_id {
        Some(id) => tags::table
            .filter(network.or(tags::facilitator_id.eq(id).assume_not_null()))
            .into_boxed(),
        None => tags::table.filter(network).into_boxed(),
    }
}

/// Whoever's it is.
pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Tag>> {
    tags::table.find(id).select(Tag::as_select()).first(conn).optional()
}

/// Those of `ids` that a facilitator, or somebody who is none, may put on a record.
pub fn visible_among(
    conn: &mut Conn,
    facilitator_id: impl Into<Option<Id>>,
    ids: &[Id],
) -> QueryResult<Vec<(Id, String)>> {
    visible_to(facilitator_id.into())
        .filter(tags::id.eq_any(ids.to_vec()))
        .select((tags::id, tags::name))
        .load(conn)
}

/// The tags of a facilitator and of the network, by name, with how often the facilitator uses them.
pub fn list(conn: &mut Conn, facilitator_id: Option<Id>) -> QueryResult<Vec<TagView>> {
    let mut rows: Vec<Tag> = visible_to(facilitator_id).select(Tag::as_select()).load(conn)?;
    rows.sort_by_cached_key(|row| (normalise(&row.name), row.id));
    let uses = uses_by(conn, facilitator_id)?;
    let used = |id| uses.get(&id).copied().unwrap_or_default();
    Ok(rows.into_iter().map(|row| (used(row.id), row)).map(|(uses, row)| row.view(uses)).collect())
}

/// How many sessions of a facilitator carry each tag.
pub fn uses_by(conn: &mut Conn, facilitator_id: Option<Id>) -> QueryResult<HashMap<Id, i64>> {
    let Some(facilitator_id) = facilitator_id else { return Ok(HashMap::new()) };
    let counts: Vec<(Id, i64)> = session_tags::table
        .inner_join(sessions::table.on(session_tags::session_id.eq(sessions::id)))
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .group_by(session_tags::tag_id)
        .select((session_tags::tag_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(counts.into_iter().collect())
}

/// Whether another tag of the same scope (and owner) already has the name.
pub fn name_is_taken(conn: &mut Conn, row: &Tag) -> QueryResult<bool> {
    let names: Vec<(Id, TagScope, String)> =
        visible_to(row.facilitator_id).select((tags::id, tags::scope, tags::name)).load(conn)?;
    let wanted = normalise(&row.name);
    Ok(names
        .iter()
        .any(|(id, scope, name)| *id != row.id && *scope == row.scope && normalise(name) == wanted))
}

pub fn insert(conn: &mut Conn, row: &Tag) -> QueryResult<()> {
    diesel::insert_into(tags::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Tag) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(tags::table)
        .filter(tags::id.eq(row.id))
        .filter(tags::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Deletes a tag and takes it off the sessions that carry it.
///
/// # Errors
/// 412 when somebody else was faster.
pub fn delete(conn: &mut Conn, row: &Tag) -> Result<(), Problem> {
    let carrying: Vec<Id> = session_tags::table
        .filter(session_tags::tag_id.eq(row.id))
        .select(session_tags::session_id)
        .load(conn)?;
    diesel::delete(session_tags::table.filter(session_tags::tag_id.eq(row.id))).execute(conn)?;
    facts::stamp(conn, &carrying)?;
    let deleted = diesel::delete(
        tags::table.filter(tags::id.eq(row.id)).filter(tags::version.eq(row.version)),
    )
    .execute(conn)?;
    upsert::one(deleted, row.version)
}
