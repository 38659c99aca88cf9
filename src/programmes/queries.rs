//! Programmes in the database. Everybody signed in sees all of them.

use diesel::prelude::*;

use super::model::{Programme, ProgrammeView};
use super::terms::{Envelope, EnvelopeView, Target, TargetView};
use crate::platform::database::schema::{envelopes, programmes, targets};
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, upsert};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Programme>> {
    programmes::table.find(id).select(Programme::as_select()).first(conn).optional()
}

/// All programmes by name: a network has a handful.
pub fn list(conn: &mut Conn) -> QueryResult<Vec<Programme>> {
    let mut rows: Vec<Programme> = programmes::table.select(Programme::as_select()).load(conn)?;
    rows.sort_by_cached_key(|row| (normalise(&row.name), row.id));
    Ok(rows)
}

/// The envelopes of a programme, by start.
pub fn envelopes_of(conn: &mut Conn, programme_id: Id) -> QueryResult<Vec<Envelope>> {
    envelopes::table
        .filter(envelopes::programme_id.eq(programme_id))
        .order((envelopes::starts_on, envelopes::name, envelopes::id))
        .select(Envelope::as_select())
        .load(conn)
}

/// The targets of programmes, by start.
pub fn targets_of(conn: &mut Conn, programme_ids: &[Id]) -> QueryResult<Vec<Target>> {
    targets::table
        .filter(targets::programme_id.eq_any(programme_ids.to_vec()))
        .order((targets::starts_on, targets::measure, targets::id))
        .select(Target::as_select())
        .load(conn)
}

/// A programme as `actor` may see it.
pub fn view(conn: &mut Conn, actor: &Actor, row: Programme) -> QueryResult<ProgrammeView> {
    let works =
        [Role::Admin, Role::Coordinator, Role::Facilitator].iter().any(|one| actor.is(*one));
    let id = row.id;
    let targets = match works {
        true => Some(targets_of(conn, &[id])?.into_iter().map(TargetView::from).collect()),
        false => None,
    };
    let envelopes = match actor.is(Role::Admin) {
        true => Some(envelopes_of(conn, id)?.into_iter().map(EnvelopeView::from).collect()),
        false => None,
    };
    Ok(ProgrammeView { envelopes, targets, ..row.into() })
}

/// Keeps these envelopes and targets, and no others.
pub fn replace_terms(
    conn: &mut Conn,
    programme_id: Id,
    new_envelopes: &[Envelope],
    new_targets: &[Target],
) -> QueryResult<()> {
    diesel::delete(envelopes::table.filter(envelopes::programme_id.eq(programme_id)))
        .execute(conn)?;
    for row in new_envelopes {
        diesel::insert_into(envelopes::table).values(row.clone()).execute(conn)?;
    }
    diesel::delete(targets::table.filter(targets::programme_id.eq(programme_id))).execute(conn)?;
    for row in new_targets {
        diesel::insert_into(targets::table).values(row.clone()).execute(conn)?;
    }
    Ok(())
}

pub fn insert(conn: &mut Conn, row: &Programme) -> QueryResult<()> {
    diesel::insert_into(programmes::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Programme) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(programmes::table)
        .filter(programmes::id.eq(row.id))
        .filter(programmes::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}
