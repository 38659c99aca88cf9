//! Addresses of calendars, and what stands in them, in the database.

use diesel::prelude::*;

use super::views::{FeedKind, FeedView};
use crate::accounts::{AccountStatus, Language};
use crate::platform::database::schema::{
    accounts, calendar_feeds, enrolments, facilitations, places, workshops,
};
use crate::platform::database::{Conn, Id, Moment, Multi};

/// The most events of one feed.
const MOST: i64 = 5_000;

/// A feed that is open, and whose it is.
#[derive(Clone, Debug, Queryable)]
pub struct OpenFeed {
    pub kind: FeedKind,
    pub place_id: Option<Id>,
    pub person_id: Id,
    pub language: Language,
}

type Row = (Id, FeedKind, Option<Id>, Option<String>, Moment, Option<Moment>);

macro_rules! feeds {
    () => {
        calendar_feeds::table
            .left_join(places::table.on(calendar_feeds::place_id.eq(places::id.nullable())))
            .select((
                calendar_feeds::id,
                calendar_feeds::kind,
                calendar_feeds::place_id,
                places::name.nullable(),
                calendar_feeds::created_at,
                calendar_feeds::revoked_at,
            ))
    };
}

fn view((id, kind, place_id, place_name, created_at, revoked_at): Row) -> FeedView {
    FeedView { id, kind, place_id, place_name, created_at, revoked_at }
}

/// The feeds of an account, newest first.
pub fn of_account(conn: &mut Conn, account_id: Id) -> QueryResult<Vec<FeedView>> {
    let rows: Vec<Row> = feeds!()
        .filter(calendar_feeds::account_id.eq(account_id))
        .order((calendar_feeds::created_at.desc(), calendar_feeds::id.desc()))
        .load(conn)?;
    Ok(rows.into_iter().map(view).collect())
}

/// One feed of an account.
pub fn find(conn: &mut Conn, account_id: Id, id: Id) -> QueryResult<Option<FeedView>> {
    let row: Option<Row> = feeds!()
        .filter(calendar_feeds::account_id.eq(account_id))
        .filter(calendar_feeds::id.eq(id))
        .first(conn)
        .optional()?;
    Ok(row.map(view))
}

pub fn insert(
    conn: &mut Conn,
    id: Id,
    hash: &str,
    account_id: Id,
    (kind, place_id): (FeedKind, Option<Id>),
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(calendar_feeds::table)
        .values((
            calendar_feeds::id.eq(id),
            calendar_feeds::hash.eq(hash.to_owned()),
            calendar_feeds::account_id.eq(account_id),
            calendar_feeds::kind.eq(kind),
            calendar_feeds::place_id.eq(place_id),
            calendar_feeds::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Closes a feed; closed already, it stays as it is.
pub fn revoke(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<()> {
    diesel::update(calendar_feeds::table.find(id))
        .filter(calendar_feeds::revoked_at.is_null())
        .set(calendar_feeds::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}

pub fn place_exists(conn: &mut Conn, id: Id) -> QueryResult<bool> {
    let found: i64 = places::table.find(id).count().get_result(conn)?;
    Ok(found > 0)
}

/// The feed behind a hash, while it and its account are open.
pub fn open(conn: &mut Conn, hash: &str) -> QueryResult<Option<OpenFeed>> {
    calendar_feeds::table
        .inner_join(accounts::table.on(calendar_feeds::account_id.eq(accounts::id)))
        .filter(calendar_feeds::hash.eq(hash.to_owned()))
        .filter(calendar_feeds::revoked_at.is_null())
        .filter(accounts::status.ne(AccountStatus::Suspended))
        .select((
            calendar_feeds::kind,
            calendar_feeds::place_id,
            accounts::person_id,
            accounts::language,
        ))
        .first(conn)
        .optional()
}

/// The name of a place.
pub fn place_name(conn: &mut Conn, id: Id) -> QueryResult<String> {
    places::table.find(id).select(places::name).first(conn)
}

/// Something planned, as calendars show it.
#[derive(Clone, Debug, Queryable)]
pub struct Planned {
    pub id: Id,
    pub sequence: i32,
    pub state: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub title: String,
    pub objectives: Option<String>,
    pub remote_url: Option<String>,
    pub updated_at: Moment,
    pub over_at: Option<Moment>,
    pub place: Option<(String, String, String, String)>,
}

/// What was published, from an instant on.
fn published(since: Moment) -> workshops::BoxedQuery<'static, Multi> {
    workshops::table
        .filter(workshops::state.ne("draft"))
        .filter(workshops::published_at.is_not_null())
        .filter(workshops::starts_at.ge(since))
        .into_boxed()
}

fn load(
    conn: &mut Conn,
    query: workshops::BoxedQuery<'static, Multi>,
) -> QueryResult<Vec<Planned>> {
    type Place = (String, String, String, String);
    let mut ids: Vec<(Id, Moment)> = query
        .order((workshops::starts_at, workshops::id))
        .limit(MOST)
        .select((workshops::id, workshops::starts_at))
        .load(conn)?;
    ids.dedup();
    let mut planned: Vec<Planned> = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let some: Vec<Id> = some.iter().map(|(id, _)| *id).collect();
        let rows: Vec<(
            (Id, i32, String, Moment, Moment, String, Option<String>, Option<String>),
            (Moment, Option<Moment>),
            Option<Place>,
        )> = workshops::table
            .left_join(places::table.on(workshops::place_id.eq(places::id.nullable())))
            .filter(workshops::id.eq_any(some))
            .order((workshops::starts_at, workshops::id))
            .select((
                (
                    workshops::id,
                    workshops::sequence,
                    workshops::state,
                    workshops::starts_at,
                    workshops::ends_at,
                    workshops::title,
                    workshops::objectives,
                    workshops::remote_url,
                ),
                (workshops::updated_at, workshops::over_at),
                (places::name, places::address, places::postcode, places::commune_name).nullable(),
            ))
            .load(conn)?;
        planned.extend(rows.into_iter().map(|(first, (updated_at, over_at), place)| {
            let (id, sequence, state, starts_at, ends_at, title, objectives, remote_url) = first;
            Planned {
                id,
                sequence,
                state,
                starts_at,
                ends_at,
                title,
                objectives,
                remote_url,
                updated_at,
                over_at,
                place,
            }
        }));
    }
    Ok(planned)
}

/// What somebody facilitates, was asked to facilitate, or has a seat in; and what of it was
/// cancelled.
pub fn of_person(conn: &mut Conn, person_id: Id, since: Moment) -> QueryResult<Vec<Planned>> {
    let facilitates = facilitations::table
        .filter(facilitations::person_id.eq(person_id))
        .filter(facilitations::state.eq_any(["invited", "accepted"]))
        .select(facilitations::workshop_id);
    let states = ["confirmed", "attended", "partial", "excused", "no_show", "walk_in"];
    let sits = enrolments::table
        .filter(enrolments::person_id.eq(person_id))
        .filter(enrolments::state.eq_any(states))
        .select(enrolments::workshop_id);
    // Whoever had a seat in what was cancelled sees that it was.
    let sat = enrolments::table
        .filter(enrolments::person_id.eq(person_id))
        .filter(enrolments::state.eq("cancelled_by_organiser"))
        .filter(enrolments::confirmed_at.is_not_null())
        .select(enrolments::workshop_id);
    let over = workshops::state.eq_any(["cancelled", "postponed", "did_not_happen"]);
    let query = published(since).filter(
        workshops::id
            .eq_any(facilitates)
            .or(workshops::id.eq_any(sits))
            .or(over.and(workshops::id.eq_any(sat))),
    );
    load(conn, query)
}

/// What is planned for everybody of the network, at a place or anywhere.
pub fn of_network(
    conn: &mut Conn,
    place_id: Option<Id>,
    since: Moment,
) -> QueryResult<Vec<Planned>> {
    let mut query = published(since).filter(workshops::visibility.ne("invitation"));
    if let Some(place_id) = place_id {
        query = query.filter(workshops::place_id.eq(place_id));
    }
    load(conn, query)
}
