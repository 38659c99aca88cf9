//! Templates in the database. Everybody of the network reads all of them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Need, Template};
use crate::competences::levels::Level;
use crate::platform::database::schema::{
    accounts, template_competences as needs, workshop_templates as templates,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Page, Paging, Problem, upsert};
use crate::platform::text::normalise;

const LIST: &str = "workshop-templates";

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Template>> {
    templates::table.find(id).select(Template::as_select()).first(conn).optional()
}

/// The competences of some templates, in the order of ids.
pub fn needs_of(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Vec<Need>>> {
    let rows: Vec<(Id, Id, Level)> = needs::table
        .filter(needs::template_id.eq_any(ids.to_vec()))
        .order((needs::template_id, needs::competence_id))
        .select((needs::template_id, needs::competence_id, needs::target_level))
        .load(conn)?;
    let mut found: HashMap<Id, Vec<Need>> = HashMap::new();
    for (id, competence_id, target_level) in rows {
        found.entry(id).or_default().push(Need { competence_id, target_level });
    }
    Ok(found)
}

/// First and last names of accounts.
pub fn author_names(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, String>> {
    let rows: Vec<(Id, String, String)> = accounts::table
        .filter(accounts::id.eq_any(ids.to_vec()))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect())
}

pub fn insert(conn: &mut Conn, row: &Template) -> QueryResult<()> {
    diesel::insert_into(templates::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Template) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(templates::table)
        .filter(templates::id.eq(row.id))
        .filter(templates::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

pub fn set_needs(conn: &mut Conn, id: Id, all: &[(Id, i32)]) -> QueryResult<()> {
    diesel::delete(needs::table.filter(needs::template_id.eq(id))).execute(conn)?;
    for (competence_id, target_level) in all {
        diesel::insert_into(needs::table)
            .values((
                needs::template_id.eq(id),
                needs::competence_id.eq(*competence_id),
                needs::target_level.eq(*target_level),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Puts a template away, or takes it out again.
pub fn set_archived(
    conn: &mut Conn,
    row: &Template,
    at: Option<Moment>,
    now: Moment,
) -> Result<(), Problem> {
    let changed = diesel::update(templates::table)
        .filter(templates::id.eq(row.id))
        .filter(templates::version.eq(row.version))
        .set((
            templates::version.eq(row.version + 1),
            templates::archived_at.eq(at),
            templates::updated_at.eq(now),
        ))
        .execute(conn)?;
    upsert::one(changed, row.version)
}

/// Which templates a list is about.
#[derive(Clone, Debug, Default)]
pub struct TemplateFilter {
    /// Parts of the title.
    pub text: String,
    pub competence_id: Option<Id>,
    /// Archived ones too.
    pub archived: bool,
}

/// Templates by title.
pub fn list(
    conn: &mut Conn,
    filter: &TemplateFilter,
    paging: &Paging,
) -> Result<Page<Template>, Problem> {
    let narrowed = || {
        let mut query = templates::table.select(Template::as_select()).into_boxed();
        for word in normalise(&filter.text).split(' ') {
            query = query.filter(templates::search.like(format!("%{word}%")));
        }
        if let Some(competence_id) = filter.competence_id {
            let about = needs::table
                .filter(needs::competence_id.eq(competence_id))
                .select(needs::template_id);
            query = query.filter(templates::id.eq_any(about));
        }
        if !filter.archived {
            query = query.filter(templates::archived_at.is_null());
        }
        query
    };
    let mut query = narrowed();
    if let Some(cursor) = paging.after(LIST, 2)? {
        let (key, id) = (cursor[0].clone(), cursor[1].clone());
        query = query.filter(
            templates::search
                .gt(key.clone())
                .or(templates::search.eq(key).and(templates::id.gt(id))),
        );
    }
    let rows: Vec<Template> =
        query.order((templates::search, templates::id)).limit(paging.limit + 1).load(conn)?;
    let total = match paging.with_total {
        true => Some(i64::try_from(narrowed().load(conn)?.len()).unwrap_or(i64::MAX)),
        false => None,
    };
    Ok(paging.page(LIST, rows, total, |row| vec![row.search.clone(), row.id.to_string()]))
}
