//! Perimeters in the database. Every read starts from `visible_to`.

use diesel::prelude::*;

use super::model::{FundedProgramme, PerimeterRow, PerimeterView};
use super::resolved::{Perimeter, resolve};
use crate::network_settings;
use crate::platform::database::schema::{
    accounts, organizations, perimeter_accounts, perimeter_organizations, perimeter_programmes,
    perimeter_territories, perimeters, programmes as programme_rows,
};
use crate::platform::database::{Conn, Id, Multi};
use crate::platform::http::{Named, Problem, upsert};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};
use crate::programmes::{self, TargetView};
use crate::territories::{TerritoryKind, TerritoryView};

/// All for an administrator, the own ones for a funder.
fn visible_to(actor: &Actor) -> perimeters::BoxedQuery<'static, Multi> {
    let query = perimeters::table.into_boxed();
    if actor.is(Role::Admin) {
        return query;
    }
    let own = perimeter_accounts::table
        .filter(perimeter_accounts::account_id.eq(actor.account_id))
        .select(perimeter_accounts::perimeter_id);
    query.filter(perimeters::id.eq_any(own))
}

/// Whoever's it is.
pub fn find_row(conn: &mut Conn, id: Id) -> QueryResult<Option<PerimeterRow>> {
    perimeters::table.find(id).select(PerimeterRow::as_select()).first(conn).optional()
}

/// # Errors
/// 404 when there is none, or none for this reader.
pub fn get_row_for(conn: &mut Conn, actor: &Actor, id: Id) -> Result<PerimeterRow, Problem> {
    let query = visible_to(actor).filter(perimeters::id.eq(id));
    Ok(query.select(PerimeterRow::as_select()).first(conn)?)
}

/// The perimeters of a reader, by name.
pub fn list(conn: &mut Conn, actor: &Actor) -> QueryResult<Vec<PerimeterRow>> {
    let mut rows: Vec<PerimeterRow> =
        visible_to(actor).select(PerimeterRow::as_select()).load(conn)?;
    rows.sort_by_cached_key(|row| (normalise(&row.name), row.id));
    Ok(rows)
}

fn programmes_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<Named>> {
    let rows: Vec<(Id, String)> = perimeter_programmes::table
        .inner_join(
            programme_rows::table.on(perimeter_programmes::programme_id.eq(programme_rows::id)),
        )
        .filter(perimeter_programmes::perimeter_id.eq(id))
        .select((programme_rows::id, programme_rows::name))
        .load(conn)?;
    Ok(by_name(rows))
}

fn organizations_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<Named>> {
    let rows: Vec<(Id, String)> = perimeter_organizations::table
        .inner_join(
            organizations::table.on(perimeter_organizations::organization_id.eq(organizations::id)),
        )
        .filter(perimeter_organizations::perimeter_id.eq(id))
        .select((organizations::id, organizations::name))
        .load(conn)?;
    Ok(by_name(rows))
}

fn territories_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<(TerritoryKind, String)>> {
    perimeter_territories::table
        .filter(perimeter_territories::perimeter_id.eq(id))
        .order((perimeter_territories::kind, perimeter_territories::code))
        .select((perimeter_territories::kind, perimeter_territories::code))
        .load(conn)
}

fn accounts_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<Named>> {
    let rows: Vec<(Id, String, String)> = perimeter_accounts::table
        .inner_join(accounts::table.on(perimeter_accounts::account_id.eq(accounts::id)))
        .filter(perimeter_accounts::perimeter_id.eq(id))
        .select((accounts::id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    Ok(by_name(rows.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect()))
}

fn by_name(rows: Vec<(Id, String)>) -> Vec<Named> {
    let mut named: Vec<_> = rows.into_iter().map(|(id, name)| Named { id, name }).collect();
    named.sort_by_cached_key(|one| (normalise(&one.name), one.id));
    named
}

/// A perimeter as `actor` may see it.
pub fn view(conn: &mut Conn, actor: &Actor, row: PerimeterRow) -> QueryResult<PerimeterView> {
    let id = row.id;
    let funded = programmes_of(conn, id)?;
    let ids: Vec<Id> = funded.iter().map(|programme| programme.id).collect();
    let targets = programmes::targets_of(conn, &ids)?;
    let of = |id: Id| {
        let own = targets.iter().filter(move |target| target.programme_id == id).cloned();
        own.map(TargetView::from).collect()
    };
    let territories = territories_of(conn, id)?;
    Ok(PerimeterView {
        id,
        version: row.version,
        name: row.name,
        own_k: row.k,
        k: k_in_force(conn, row.k)?,
        programmes: funded
            .into_iter()
            .map(|Named { id, name }| FundedProgramme { id, name, targets: of(id) })
            .collect(),
        organizations: organizations_of(conn, id)?,
        territories: territories
            .into_iter()
            .map(|(kind, code)| TerritoryView::of(kind, code))
            .collect(),
        accounts: match actor.is(Role::Admin) {
            true => Some(accounts_of(conn, id)?),
            false => None,
        },
    })
}

/// Its own k, else the network's.
fn k_in_force(conn: &mut Conn, own: Option<i32>) -> QueryResult<i32> {
    match own {
        Some(k) => Ok(k),
        None => Ok(network_settings::get(conn)?.k),
    }
}

/// A perimeter as the statistics count it, whoever asks.
pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Perimeter>> {
    let Some(row) = find_row(conn, id)? else { return Ok(None) };
    resolved(conn, row).map(Some)
}

/// A perimeter as the statistics count it for a reader: any for an administrator, the own ones for
/// a funder.
///
/// # Errors
/// 404 when there is none, or none for this reader.
pub fn get_for(conn: &mut Conn, actor: &Actor, id: Id) -> Result<Perimeter, Problem> {
    let row = get_row_for(conn, actor, id)?;
    Ok(resolved(conn, row)?)
}

/// The other perimeters of a reader.
pub fn others_of(conn: &mut Conn, actor: &Actor, id: Id) -> QueryResult<Vec<Perimeter>> {
    let rows = list(conn, actor)?;
    rows.into_iter().filter(|row| row.id != id).map(|row| resolved(conn, row)).collect()
}

fn resolved(conn: &mut Conn, row: PerimeterRow) -> QueryResult<Perimeter> {
    let ids = |named: Vec<Named>| named.into_iter().map(|one| one.id).collect();
    let (communes, departements) = resolve(&territories_of(conn, row.id)?);
    Ok(Perimeter {
        id: row.id,
        version: row.version,
        k: k_in_force(conn, row.k)?,
        programmes: ids(programmes_of(conn, row.id)?),
        organizations: ids(organizations_of(conn, row.id)?),
        communes,
        departements,
        name: row.name,
    })
}

pub fn insert(conn: &mut Conn, row: &PerimeterRow) -> QueryResult<()> {
    diesel::insert_into(perimeters::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &PerimeterRow) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(perimeters::table)
        .filter(perimeters::id.eq(row.id))
        .filter(perimeters::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// # Errors
/// 412 when somebody else was faster.
pub fn delete(conn: &mut Conn, id: Id, version: i32) -> Result<(), Problem> {
    clear(conn, id)?;
    let gone = diesel::delete(
        perimeters::table.filter(perimeters::id.eq(id)).filter(perimeters::version.eq(version)),
    )
    .execute(conn)?;
    upsert::one(gone, version)
}

/// Takes everything out of a perimeter's lists.
pub fn clear(conn: &mut Conn, id: Id) -> QueryResult<()> {
    diesel::delete(perimeter_accounts::table.filter(perimeter_accounts::perimeter_id.eq(id)))
        .execute(conn)?;
    diesel::delete(perimeter_programmes::table.filter(perimeter_programmes::perimeter_id.eq(id)))
        .execute(conn)?;
    diesel::delete(
        perimeter_organizations::table.filter(perimeter_organizations::perimeter_id.eq(id)),
    )
    .execute(conn)?;
    diesel::delete(perimeter_territories::table.filter(perimeter_territories::perimeter_id.eq(id)))
        .execute(conn)?;
    Ok(())
}

pub fn add_account(conn: &mut Conn, id: Id, account_id: Id) -> QueryResult<()> {
    diesel::insert_into(perimeter_accounts::table)
        .values((
            perimeter_accounts::perimeter_id.eq(id),
            perimeter_accounts::account_id.eq(account_id),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn add_programme(conn: &mut Conn, id: Id, programme_id: Id) -> QueryResult<()> {
    diesel::insert_into(perimeter_programmes::table)
        .values((
            perimeter_programmes::perimeter_id.eq(id),
            perimeter_programmes::programme_id.eq(programme_id),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn add_organization(conn: &mut Conn, id: Id, organization_id: Id) -> QueryResult<()> {
    diesel::insert_into(perimeter_organizations::table)
        .values((
            perimeter_organizations::perimeter_id.eq(id),
            perimeter_organizations::organization_id.eq(organization_id),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn add_territory(conn: &mut Conn, id: Id, kind: TerritoryKind, code: &str) -> QueryResult<()> {
    diesel::insert_into(perimeter_territories::table)
        .values((
            perimeter_territories::perimeter_id.eq(id),
            perimeter_territories::kind.eq(kind),
            perimeter_territories::code.eq(code),
        ))
        .execute(conn)?;
    Ok(())
}
