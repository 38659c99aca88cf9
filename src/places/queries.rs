//! Places in the database. Everybody signed in sees all of them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{Place, PlaceSheet, PlaceSummary, PlaceView};
use crate::on_either;
use crate::organizations;
use crate::platform::database::schema::places;
use crate::platform::database::{Conn, Id, JsonList, Multi};
use crate::platform::http::{Page, Paging, Problem, upsert};
use crate::platform::text::normalise;

const LIST: &str = "places";
/// Rows of one INSERT: PostgreSQL takes 65,535 values at most, a place has 41.
const BATCH: usize = 500;

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Place>> {
    places::table.find(id).select(Place::as_select()).first(conn).optional()
}

/// # Errors
/// 404 without such a place.
pub fn must_exist(conn: &mut Conn, id: Id) -> Result<(), Problem> {
    let found: i64 = places::table.find(id).count().get_result(conn)?;
    if found == 0 { Err(Problem::not_found()) } else { Ok(()) }
}

/// A place as shown to somebody who works at the places `attached`.
pub fn view(conn: &mut Conn, row: Place, attached: bool) -> QueryResult<PlaceView> {
    let organization = match row.sheet.organization_id {
        Some(id) => organizations::find_named(conn, id)?,
        None => None,
    };
    Ok(PlaceView::new(row, attached, organization))
}

/// A place as shown to somebody who works at the places `attached`, if there is one.
pub fn find_view(conn: &mut Conn, id: Id, attached: &[Id]) -> QueryResult<Option<PlaceView>> {
    match find(conn, id)? {
        Some(row) => view(conn, row, attached.contains(&id)).map(Some),
        None => Ok(None),
    }
}

pub fn insert(conn: &mut Conn, row: &Place) -> QueryResult<()> {
    diesel::insert_into(places::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// Writes many new places.
pub fn insert_all(conn: &mut Conn, rows: &[Place]) -> QueryResult<()> {
    for batch in rows.chunks(BATCH) {
        let batch = batch.to_vec();
        on_either!(&mut *conn, |c| diesel::insert_into(places::table).values(batch).execute(c))?;
    }
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Place) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(places::table)
        .filter(places::id.eq(row.id))
        .filter(places::version.eq(seen))
        .set((
            row.sheet.clone(),
            places::version.eq(row.version),
            places::search.eq(row.search.clone()),
            places::departement_code.eq(row.departement_code.clone()),
            places::updated_at.eq(row.updated_at),
        ))
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Every place, by name.
pub fn all(conn: &mut Conn) -> QueryResult<Vec<(Id, PlaceSheet)>> {
    places::table
        .order((places::search, places::id))
        .select((places::id, PlaceSheet::as_select()))
        .load(conn)
}

/// The places that carry these ids in files of the standard: the producer's own, or ours for a
/// place that has none.
pub fn by_standard_id(conn: &mut Conn, ids: &[String]) -> QueryResult<HashMap<String, Place>> {
    let mut known = HashMap::new();
    for batch in ids.chunks(BATCH) {
        let ours: Vec<Id> = batch.iter().filter_map(|id| id.parse().ok()).collect();
        let rows: Vec<Place> = places::table
            .filter(places::standard_id.eq_any(batch.to_vec()).assume_not_null())
            .or_filter(places::standard_id.is_null().and(places::id.eq_any(ours)))
            .select(Place::as_select())
            .load(conn)?;
        for row in rows {
            let key = row.sheet.standard_id.clone().unwrap_or_else(|| row.id.to_string());
            known.insert(key, row);
        }
    }
    Ok(known)
}

/// Which places a list is about.
#[derive(Clone, Debug, Default)]
pub struct PlaceFilter {
    /// Parts of the name, commune, postcode or address.
    pub text: String,
    pub departement: Option<&'static str>,
    /// Only those the caller is attached to, or only the others.
    pub mine: Option<bool>,
}

impl PlaceFilter {
    fn query(&self, attached: &[Id]) -> places::BoxedQuery<'static, Multi> {
        let mut query = places::table.into_boxed();
        for word in normalise(&self.text).split(' ') {
            query = query.filter(places::search.like(format!("%{word}%")));
        }
        if let Some(code) = self.departement {
            query = query.filter(places::departement_code.eq(code));
        }
        match self.mine {
            Some(true) => query.filter(places::id.eq_any(attached.to_vec())),
            Some(false) => query.filter(places::id.ne_all(attached.to_vec())),
            None => query,
        }
    }
}

type Row = (Id, i32, String, String, String, String, String, JsonList, String);

/// Places by name, for somebody who works at the places `attached`.
pub fn list(
    conn: &mut Conn,
    filter: &PlaceFilter,
    attached: &[Id],
    paging: &Paging,
) -> Result<Page<PlaceSummary>, Problem> {
    let mut query = filter.query(attached);
    if let Some(cursor) = paging.after(LIST, 2)? {
        let (key, id) = (cursor[0].clone(), cursor[1].clone());
        query = query.filter(
            places::search.gt(key.clone()).or(places::search.eq(key).and(places::id.gt(id))),
        );
    }
    let rows: Vec<Row> = query
        .order((places::search, places::id))
        .limit(paging.limit + 1)
        .select((
            places::id,
            places::version,
            places::name,
            places::address,
            places::postcode,
            places::commune_name,
            places::commune_code,
            places::typologies,
            places::search,
        ))
        .load(conn)?;
    let total = match paging.with_total {
        true => Some(filter.query(attached).count().get_result(conn)?),
        false => None,
    };
    let page = paging.page(LIST, rows, total, |row| vec![row.8.clone(), row.0.to_string()]);
    let Page { items, next_cursor, total } = page;
    let items = items.into_iter().map(|row| summary(row, attached)).collect::<Result<_, _>>()?;
    Ok(Page { items, next_cursor, total })
}

fn summary(row: Row, attached: &[Id]) -> Result<PlaceSummary, Problem> {
    let (id, version, name, address, postcode, commune_name, commune_code, typologies, _) = row;
    Ok(PlaceSummary {
        id,
        version,
        name,
        address,
        postcode,
        commune_name,
        commune_code,
        attached: attached.contains(&id),
        typologies: typologies.try_into().map_err(Problem::internal)?,
    })
}
