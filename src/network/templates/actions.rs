//! Deeds on templates: write, change, put away.

use super::model::{NeedInput, Template, TemplateInput, TemplateView};
use super::queries::{self, TemplateFilter};
use crate::audit::{self, Deed};
use crate::competences::{SessionCompetence, check_session_competences};
use crate::network::rights;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::conditional::Seen;
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Expected, Faults, Page, Paging, Problem, Recorded};
use crate::platform::secrets;
use crate::policy::Actor;

/// Creates a template, or changes it.
///
/// # Errors
/// 403 for who is no active facilitator and coordinates nobody, or changes somebody else's; 422
/// for unknown competences; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &TemplateInput,
) -> Result<Recorded<TemplateView>, Problem> {
    rights::must_plan(conn, by)?;
    let digest = secrets::digest(input);
    let (row, is_new) = match decide(queries::find(conn, id)?, expected, &digest)? {
        Upsert::Create => {
            check_competences(conn, &input.competences)?;
            let row = Template::new(input, id, digest, by.account_id, clock.now());
            queries::insert(conn, &row)?;
            let deed = Deed::on("template.create", "workshop_template", id);
            audit::record(conn, clock, Some(by.account_id), deed)?;
            (row, true)
        }
        Upsert::Same(row) => return Ok(Recorded::as_is(view(conn, clock, by, row)?)),
        Upsert::Change(row) => {
            if !rights::is_of(conn, clock, by, row.author_id)? {
                return Err(Problem::forbidden());
            }
            check_competences(conn, &input.competences)?;
            let row = row.corrected(input, clock.now());
            queries::update(conn, &row)?;
            (row, false)
        }
    };
    let needs: Vec<(Id, i32)> =
        input.competences.iter().map(|need| (need.competence_id, need.target_level)).collect();
    queries::set_needs(conn, id, &needs)?;
    let view = view(conn, clock, by, row)?;
    Ok(if is_new { Recorded::created(view) } else { Recorded::as_is(view) })
}

fn check_competences(conn: &mut Conn, named: &[NeedInput]) -> Result<(), Problem> {
    let mut faults = Faults::new();
    let named: Vec<SessionCompetence> = named
        .iter()
        .map(|need| SessionCompetence {
            competence_id: need.competence_id,
            target_level: Some(need.target_level),
        })
        .collect();
    check_session_competences(conn, &named, &[], &mut faults)?;
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

fn view(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    row: Template,
) -> Result<TemplateView, Problem> {
    let mut needs = queries::needs_of(conn, &[row.id])?;
    let mut names = queries::author_names(conn, &[row.author_id])?;
    let may = rights::is_of(conn, clock, by, row.author_id)?;
    let name = names.remove(&row.author_id).unwrap_or_default();
    Ok(TemplateView::new(row.clone(), needs.remove(&row.id).unwrap_or_default(), name, may))
}

/// # Errors
/// 404 without such a template.
pub fn read(conn: &mut Conn, clock: &Clock, by: &Actor, id: Id) -> Result<TemplateView, Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    view(conn, clock, by, row)
}

/// Templates by title.
pub fn list(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    filter: &TemplateFilter,
    paging: &Paging,
) -> Result<Page<TemplateView>, Problem> {
    let page = queries::list(conn, filter, paging)?;
    let ids: Vec<Id> = page.items.iter().map(|row| row.id).collect();
    let authors: Vec<Id> = page.items.iter().map(|row| row.author_id).collect();
    let mut needs = queries::needs_of(conn, &ids)?;
    let names = queries::author_names(conn, &authors)?;
    let own = rights::authors_of(conn, clock, by)?;
    Ok(page.map(|row| {
        let may = own.contains(&row.author_id);
        let name = names.get(&row.author_id).cloned().unwrap_or_default();
        let competences = needs.remove(&row.id).unwrap_or_default();
        TemplateView::new(row, competences, name, may)
    }))
}

/// Puts a template away, so that nobody plans with it any more; or takes it out again.
///
/// # Errors
/// 404 without such a template; 403 for somebody else's; 412 for another version.
pub fn archive(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    seen: Seen,
    archived: bool,
) -> Result<TemplateView, Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    if !rights::is_of(conn, clock, by, row.author_id)? {
        return Err(Problem::forbidden());
    }
    seen.must_be(row.version)?;
    let now = clock.now();
    queries::set_archived(conn, &row, archived.then_some(now), now)?;
    let deed = Deed::on("template.archive", "workshop_template", id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    read(conn, clock, by, id)
}
