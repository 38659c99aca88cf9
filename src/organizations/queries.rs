//! Organizations in the database. Everybody signed in sees all of them.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Organization, OrganizationView};
use crate::platform::database::schema::{employments, organizations};
use crate::platform::database::{Conn, Id, Multi};
use crate::platform::http::{Named, Page, Paging, Problem, upsert};
use crate::platform::text::normalise;

const LIST: &str = "organizations";

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Organization>> {
    organizations::table.find(id).select(Organization::as_select()).first(conn).optional()
}

/// # Errors
/// 404 without such an organization.
pub fn get(conn: &mut Conn, id: Id) -> Result<Organization, Problem> {
    Ok(organizations::table.find(id).select(Organization::as_select()).first(conn)?)
}

/// An organization by id and name.
pub fn find_named(conn: &mut Conn, id: Id) -> QueryResult<Option<Named>> {
    let name = organizations::table.find(id).select(organizations::name).first(conn).optional()?;
    Ok(name.map(|name| Named { id, name }))
}

pub fn insert(conn: &mut Conn, row: &Organization) -> QueryResult<()> {
    diesel::insert_into(organizations::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Organization) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(organizations::table)
        .filter(organizations::id.eq(row.id))
        .filter(organizations::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Whether one of these facilitators works for the organization on `today`.
pub fn employs_one_of(
    conn: &mut Conn,
    id: Id,
    facilitators: Vec<Id>,
    today: NaiveDate,
) -> QueryResult<bool> {
    let still =
        employments::ended_on.is_null().or(employments::ended_on.ge(today).assume_not_null());
    let found: i64 = employments::table
        .filter(employments::organization_id.eq(id))
        .filter(employments::facilitator_id.eq_any(facilitators))
        .filter(employments::started_on.le(today))
        .filter(still)
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

fn matching(text: &str) -> organizations::BoxedQuery<'static, Multi> {
    let mut query = organizations::table.into_boxed();
    for word in normalise(text).split(' ') {
        query = query.filter(organizations::search.like(format!("%{word}%")));
    }
    query
}

/// Organizations by name; `text` holds parts of the name, commune, SIRET or RNA.
pub fn list(
    conn: &mut Conn,
    text: &str,
    paging: &Paging,
) -> Result<Page<OrganizationView>, Problem> {
    let mut query = matching(text);
    if let Some(cursor) = paging.after(LIST, 2)? {
        let (key, id) = (cursor[0].clone(), cursor[1].clone());
        query = query.filter(
            organizations::search
                .gt(key.clone())
                .or(organizations::search.eq(key).and(organizations::id.gt(id))),
        );
    }
    let rows: Vec<Organization> = query
        .order((organizations::search, organizations::id))
        .limit(paging.limit + 1)
        .select(Organization::as_select())
        .load(conn)?;
    let total = match paging.with_total {
        true => Some(matching(text).count().get_result(conn)?),
        false => None,
    };
    let page = paging.page(LIST, rows, total, |row| vec![row.search.clone(), row.id.to_string()]);
    Ok(page.map(OrganizationView::from))
}
