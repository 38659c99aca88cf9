//! Deeds on tags.

use super::model::{Tag, TagInput, TagScope, TagView};
use super::queries;
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::conditional::Seen;
use crate::platform::http::upsert::decide;
use crate::platform::http::{Code, Expected, Faults, Problem, Recorded, Upsert};
use crate::platform::secrets;
use crate::policy::{Actor, Role};

/// Creates or changes a tag.
///
/// # Errors
/// 404 for somebody else's; 403 for a network tag without being an administrator, or a personal one
/// without being a facilitator; 409 `already_exists` for a name taken; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    expected: Expected,
    input: &TagInput,
) -> Result<Recorded<TagView>, Problem> {
    let existing = queries::find(conn, id)?;
    if let Some(row) = &existing {
        must_see(actor, row)?;
    }
    let scope = existing.as_ref().map_or(input.scope, |row| row.scope);
    may_write(actor, scope)?;
    match decide(existing, expected, &secrets::digest(input))? {
        Upsert::Create => {
            let row = Tag::new(input, id, actor.facilitator_id, clock.now());
            must_be_new(conn, &row)?;
            queries::insert(conn, &row)?;
            leave_trace(conn, clock, actor, &row, "tag.create")?;
            Ok(Recorded::created(row.view(0)))
        }
        Upsert::Same(row) => Ok(Recorded::as_is(with_uses(conn, actor, row)?)),
        Upsert::Change(row) => {
            same_scope(&row, input)?;
            let row = row.corrected(input, clock.now());
            must_be_new(conn, &row)?;
            queries::update(conn, &row)?;
            leave_trace(conn, clock, actor, &row, "tag.change")?;
            Ok(Recorded::as_is(with_uses(conn, actor, row)?))
        }
    }
}

/// Deletes a tag; the sessions that carried it stay.
///
/// # Errors
/// 404, 403 as for [`put`]; 412.
pub fn delete(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    id: Id,
    seen: Seen,
) -> Result<(), Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    must_see(actor, &row)?;
    may_write(actor, row.scope)?;
    seen.must_be(row.version)?;
    queries::delete(conn, &row)?;
    leave_trace(conn, clock, actor, &row, "tag.delete")
}

fn must_see(actor: &Actor, row: &Tag) -> Result<(), Problem> {
    let own = row.facilitator_id.is_some() && row.facilitator_id == actor.facilitator_id;
    if row.scope == TagScope::Network || own { Ok(()) } else { Err(Problem::not_found()) }
}

fn may_write(actor: &Actor, scope: TagScope) -> Result<(), Problem> {
    let may = match scope {
        TagScope::Network => actor.is(Role::Admin),
        TagScope::Personal => actor.is(Role::Facilitator) && actor.facilitator_id.is_some(),
    };
    if may { Ok(()) } else { Err(Problem::forbidden()) }
}

fn same_scope(row: &Tag, input: &TagInput) -> Result<(), Problem> {
    if row.scope == input.scope {
        return Ok(());
    }
    let mut faults = Faults::new();
    faults.contradiction(
        "/scope",
        "La portée d’un tag ne change pas.",
        "The scope of a tag does not change.",
    );
    Err(faults.into())
}

fn must_be_new(conn: &mut Conn, row: &Tag) -> Result<(), Problem> {
    if queries::name_is_taken(conn, row)? {
        return Err(Problem::new(Code::AlreadyExists));
    }
    Ok(())
}

fn with_uses(conn: &mut Conn, actor: &Actor, row: Tag) -> Result<TagView, Problem> {
    let uses = queries::uses_by(conn, actor.facilitator_id)?.get(&row.id).copied();
    Ok(row.view(uses.unwrap_or_default()))
}

/// What administrators do to a network tag is remembered; one's own tags are one's own affair.
fn leave_trace(
    conn: &mut Conn,
    clock: &Clock,
    actor: &Actor,
    row: &Tag,
    action: &'static str,
) -> Result<(), Problem> {
    if row.scope == TagScope::Network {
        audit::record(conn, clock, Some(actor.account_id), Deed::on(action, "tag", row.id))?;
    }
    Ok(())
}
