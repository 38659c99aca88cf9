//! Facts in the database: made from the rows, written, read by revision.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text};
use uuid::Uuid;

use super::model::{Counted, Person, Reach, SessionFact};
use super::packed::{VERSION, pack, unpack};
use crate::platform::database::schema::{
    derivations, headcounts, participations, session_facts, session_tags, sessions,
};
use crate::platform::database::{Conn, Id};
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

/// The name under which [`complete`] notes its work.
const DERIVATION: &str = "facts";
/// How many sessions are read at once where all are.
pub const BATCH: i64 = 2_000;

type SessionRow = (
    (Id, Id, Option<Id>, Option<Id>, SessionKind, NaiveDate, i32, PlaceType, Option<Id>),
    (Option<String>, Option<String>, ThemeSet, EquipmentSet, Option<WorkshopLevel>),
    (Option<Autonomy>, Option<bool>, Option<Redirection>, i32, i32, i32),
);

type PersonRow =
    (Id, Id, bool, Option<Gender>, Option<AgeBand>, Option<SocialStatus>, Option<String>);

/// The facts of those of `ids` that count, made from the rows.
pub fn rows_of(conn: &mut Conn, ids: &[Id]) -> QueryResult<Vec<(Id, SessionFact)>> {
    let rows: Vec<SessionRow> = sessions::table
        .filter(sessions::id.eq_any(ids))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .select((
            (
                sessions::id,
                sessions::facilitator_id,
                sessions::organization_id,
                sessions::programme_id,
                sessions::kind,
                sessions::date,
                sessions::duration_min,
                sessions::place_type,
                sessions::place_id,
            ),
            (
                sessions::commune_code,
                sessions::departement_code,
                sessions::themes,
                sessions::equipment,
                sessions::level,
            ),
            (
                sessions::autonomy,
                sessions::redirected,
                sessions::redirection,
                sessions::participant_count,
                sessions::anonymous_count,
                sessions::anonymous_supported,
            ),
        ))
        .load(conn)?;
    let named = rows.iter().filter(|(_, _, people)| people.3 > people.4).map(|(what, ..)| what.0);
    let mut people = people_of(conn, named.collect())?;
    let anonymous = rows.iter().filter(|(_, _, people)| people.4 > 0).map(|(what, ..)| what.0);
    let mut counts = counts_of(conn, anonymous.collect())?;
    let mut tags = tags_of(conn, rows.iter().map(|(what, ..)| what.0).collect())?;
    let small = |number: i32| u16::try_from(number).unwrap_or(u16::MAX);
    let facts = rows.into_iter().map(|(what, place, done)| {
        let (counted, residences) = counts.remove(&what.0).unwrap_or_default();
        let fact = SessionFact {
            date: what.5,
            kind: what.4,
            place_type: what.7,
            duration_min: small(what.6),
            themes: place.2,
            equipment: place.3,
            autonomy: done.0,
            level: place.4,
            redirected: done.1 == Some(true),
            redirection: done.2,
            facilitator: what.1.into(),
            organization: what.2.map(Uuid::from),
            programme: what.3.map(Uuid::from),
            place: what.8.map(Uuid::from),
            commune: place.0,
            departement: place.1,
            anonymous: small(done.4),
            anonymous_supported: small(done.5),
            counted,
            residences,
            tags: tags.remove(&what.0).unwrap_or_default(),
            followed: people.remove(&what.0).unwrap_or_default(),
        };
        (what.0, fact)
    });
    Ok(facts.collect())
}

fn people_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, Vec<Person>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<PersonRow> = participations::table
        .filter(participations::session_id.eq_any(ids))
        .order((participations::session_id, participations::learner_id))
        .select((
            participations::session_id,
            participations::learner_id,
            participations::first_time,
            participations::gender,
            participations::age_band,
            participations::status,
            participations::commune_code,
        ))
        .load(conn)?;
    let mut people: HashMap<Id, Vec<Person>> = HashMap::new();
    for (session_id, learner_id, first_time, gender, age_band, status, commune) in rows {
        people.entry(session_id).or_default().push(Person {
            learner: learner_id.into(),
            first_time,
            gender,
            age_band,
            status,
            commune,
        });
    }
    Ok(people)
}

type Anonymous = (Vec<Counted>, Vec<(String, u16)>);

fn counts_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, Anonymous>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Id, String, String, i32)> = headcounts::table
        .filter(headcounts::session_id.eq_any(ids))
        .order((headcounts::session_id, headcounts::dimension, headcounts::value))
        .select((
            headcounts::session_id,
            headcounts::dimension,
            headcounts::value,
            headcounts::people,
        ))
        .load(conn)?;
    let mut counts: HashMap<Id, Anonymous> = HashMap::new();
    for (session_id, dimension, value, people) in rows {
        let people = u16::try_from(people).unwrap_or(u16::MAX);
        let (counted, residences) = counts.entry(session_id).or_default();
        match Counted::column(&dimension, &value) {
            Some(column) => counted.push(Counted { column, people }),
            None => residences.push((value, people)),
        }
    }
    for (counted, _) in counts.values_mut() {
        counted.sort_unstable();
    }
    Ok(counts)
}

fn tags_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, Vec<Uuid>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Id, Id)> = session_tags::table
        .filter(session_tags::session_id.eq_any(ids))
        .order((session_tags::session_id, session_tags::tag_id))
        .select((session_tags::session_id, session_tags::tag_id))
        .load(conn)?;
    let mut tags: HashMap<Id, Vec<Uuid>> = HashMap::new();
    for (session_id, tag_id) in rows {
        tags.entry(session_id).or_default().push(tag_id.into());
    }
    Ok(tags)
}

/// Writes the facts of these sessions as their rows are now.
pub fn stamp(conn: &mut Conn, ids: &[Id]) -> QueryResult<()> {
    for ids in ids.chunks(BATCH as usize) {
        let mut facts: HashMap<Id, SessionFact> = rows_of(conn, ids)?.into_iter().collect();
        for id in ids {
            write(conn, *id, facts.remove(id).as_ref())?;
        }
    }
    Ok(())
}

fn write(conn: &mut Conn, session_id: Id, fact: Option<&SessionFact>) -> QueryResult<()> {
    let packed = fact.map(pack);
    // PostgreSQL numbers and stamps by itself: a default and a trigger, `postgres.sql`.
    let known = session_facts::table.filter(session_facts::session_id.eq(session_id));
    let changed = match conn {
        Conn::Postgres(c) => {
            diesel::update(known).set(session_facts::packed.eq(&packed)).execute(c)?
        }
        Conn::Sqlite(c) => {
            let revision = next_revision(c)?;
            diesel::update(known)
                .set((session_facts::revision.eq(revision), session_facts::packed.eq(&packed)))
                .execute(c)?
        }
    };
    if changed > 0 || packed.is_none() {
        return Ok(());
    }
    let row = (session_facts::session_id.eq(session_id), session_facts::packed.eq(&packed));
    match conn {
        Conn::Postgres(c) => diesel::insert_into(session_facts::table).values(row).execute(c)?,
        Conn::Sqlite(c) => {
            let last: Option<i64> =
                session_facts::table.select(diesel::dsl::max(session_facts::number)).first(c)?;
            let number = session_facts::number.eq(last.unwrap_or(0) + 1);
            let revision = session_facts::revision.eq(next_revision(c)?);
            diesel::insert_into(session_facts::table)
                .values((number, revision, row.0, row.1))
                .execute(c)?
        }
    };
    Ok(())
}

/// SQLite has one writer: the order of revisions is the order of commits.
fn next_revision(c: &mut SqliteConnection) -> QueryResult<i64> {
    let last: Option<i64> =
        session_facts::table.select(diesel::dsl::max(session_facts::revision)).first(c)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Up to where a reader has seen the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The last revision read.
    Revision(i64),
    /// PostgreSQL: the snapshot of the last look, which knows also what was under way then.
    Snapshot {
        text: String,
        oldest: i64,
        /// Which run of which server told it: another run may be another state ([`postgres_run`](crate::postgres_run)).
        run: String,
    },
}

/// What a session is now to the figures; without a fact it no longer counts.
#[derive(Clone, Debug)]
pub struct Change {
    pub number: i64,
    pub fact: Option<SessionFact>,
}

/// What was committed between two looks, whoever did it.
#[derive(Clone, Debug)]
pub struct Changes {
    pub seen: Seen,
    pub facts: Vec<Change>,
}

fn change((number, packed): (i64, Option<Vec<u8>>)) -> QueryResult<Change> {
    let fact = match packed {
        None => None,
        Some(packed) => Some(unpack(&packed).ok_or_else(|| {
            let told = format!("fact {number} cannot be read: run `coopair check --repair`");
            diesel::result::Error::DeserializationError(told.into())
        })?),
    };
    Ok(Change { number, fact })
}

#[derive(QueryableByName)]
struct SnapshotRow {
    #[diesel(sql_type = Text)]
    snapshot: String,
    #[diesel(sql_type = BigInt)]
    oldest: i64,
    #[diesel(sql_type = Nullable<Text>)]
    run: Option<String>,
}

#[derive(QueryableByName)]
struct ChangeRow {
    #[diesel(sql_type = Text)]
    snapshot: String,
    #[diesel(sql_type = BigInt)]
    oldest: i64,
    #[diesel(sql_type = Nullable<Text>)]
    run: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    number: Option<i64>,
    #[diesel(sql_type = Nullable<Binary>)]
    packed: Option<Vec<u8>>,
}

/// Where a first reading starts: what is committed later is a change. None on a standby.
pub fn beginning(conn: &mut Conn) -> QueryResult<Option<Seen>> {
    match conn {
        Conn::Sqlite(c) => Ok(Some(Seen::Revision(next_revision(c)? - 1))),
        Conn::Postgres(c) => {
            let row: SnapshotRow = diesel::sql_query(concat!(
                "WITH now AS MATERIALIZED (SELECT pg_current_snapshot() AS s) \
                 SELECT CAST(s AS text) AS snapshot, \
                 CAST(CAST(pg_snapshot_xmin(s) AS text) AS bigint) AS oldest, ",
                crate::postgres_run!(),
                " AS run FROM now",
            ))
            .get_result(c)?;
            let SnapshotRow { snapshot: text, oldest, run } = row;
            Ok(run.map(|run| Seen::Snapshot { text, oldest, run }))
        }
    }
}

/// A part of a first reading: the facts numbered after `number`, `limit` at most.
pub fn page(conn: &mut Conn, number: i64, limit: i64) -> QueryResult<Vec<Change>> {
    let rows: Vec<(i64, Option<Vec<u8>>)> = session_facts::table
        .filter(session_facts::number.gt(number))
        .order(session_facts::number)
        .limit(limit)
        .select((session_facts::number, session_facts::packed))
        .load(conn)?;
    rows.into_iter().map(change).collect()
}

/// The facts of a period numbered after `number`, `limit` at most, to count without an index.
pub fn page_of(
    conn: &mut Conn,
    number: i64,
    limit: i64,
    reach: &Reach,
) -> QueryResult<Vec<Change>> {
    let facts = session_facts::table
        .inner_join(sessions::table.on(session_facts::session_id.eq(sessions::id)))
        .filter(session_facts::number.gt(number))
        .filter(sessions::date.between(reach.from, reach.to))
        .order(session_facts::number)
        .limit(limit)
        .select((session_facts::number, session_facts::packed))
        .into_boxed();
    let facts = match &reach.facilitator_ids {
        Some(ids) => facts.filter(sessions::facilitator_id.eq_any(ids.clone())),
        None => facts,
    };
    facts.load(conn)?.into_iter().map(change).collect()
}

/// The number of the last fact written; 0 without any.
pub fn last_number(conn: &mut Conn) -> QueryResult<i64> {
    let last: Option<i64> =
        session_facts::table.select(diesel::dsl::max(session_facts::number)).first(conn)?;
    Ok(last.unwrap_or(0))
}

/// What was committed since `seen`.
///
/// PostgreSQL, why nothing is missed: a row version that the new snapshot sees was written by a
/// transaction that had ended when `seen` was taken (then it was read already), or had not (then
/// its id is not below the oldest of `seen`, and `seen` does not see it: it is read now). Commits
/// may overtake each other.
///
/// None when this is not the database of `seen`, or perhaps an earlier state of it: restored to a
/// point in time, failed over to another server, started again.
pub fn changes_since(conn: &mut Conn, seen: &Seen) -> QueryResult<Option<Changes>> {
    match (conn, seen) {
        (Conn::Sqlite(c), Seen::Revision(last)) => {
            let rows: Vec<(i64, i64, Option<Vec<u8>>)> = session_facts::table
                .filter(session_facts::revision.gt(last))
                .order(session_facts::revision)
                .select((session_facts::revision, session_facts::number, session_facts::packed))
                .load(c)?;
            let reached = rows.last().map_or(*last, |(revision, ..)| *revision);
            if rows.is_empty() && next_revision(c)? <= *last {
                return Ok(None);
            }
            let facts = rows.into_iter().map(|(_, number, packed)| change((number, packed)));
            let facts = facts.collect::<Result<_, _>>()?;
            Ok(Some(Changes { seen: Seen::Revision(reached), facts }))
        }
        (Conn::Postgres(c), Seen::Snapshot { text, oldest, run }) => {
            let rows: Vec<ChangeRow> = diesel::sql_query(concat!(
                "WITH now AS MATERIALIZED (SELECT pg_current_snapshot() AS s) \
                 SELECT CAST(now.s AS text) AS snapshot, \
                 CAST(CAST(pg_snapshot_xmin(now.s) AS text) AS bigint) AS oldest, ",
                crate::postgres_run!(),
                " AS run, f.number, f.packed FROM now LEFT JOIN session_facts f ON f.revision >= $1 \
                 AND NOT pg_visible_in_snapshot(CAST(CAST(f.revision AS text) AS xid8), \
                 CAST($2 AS pg_snapshot))",
            ))
            .bind::<BigInt, _>(oldest)
            .bind::<Text, _>(text)
            .load(c)?;
            let mut now = seen.clone();
            let mut facts = Vec::new();
            for row in rows {
                let same_run = row.run.filter(|now| now == run && row.oldest >= *oldest);
                let Some(run) = same_run else { return Ok(None) };
                now = Seen::Snapshot { text: row.snapshot, oldest: row.oldest, run };
                if let Some(number) = row.number {
                    facts.push(change((number, row.packed))?);
                }
            }
            Ok(Some(Changes { seen: now, facts }))
        }
        _ => Ok(None),
    }
}

/// After a restore into another PostgreSQL cluster, revisions name transactions of the old one,
/// perhaps of the future: every fact gets one of this cluster.
pub fn renumber_revisions(conn: &mut Conn) -> QueryResult<()> {
    if let Conn::Postgres(c) = conn {
        diesel::update(session_facts::table)
            .set(session_facts::packed.eq(session_facts::packed))
            .execute(c)?;
    }
    Ok(())
}

/// Whether every session has been given its fact by this version's rules.
pub fn complete(conn: &mut Conn) -> QueryResult<bool> {
    let version: Option<i32> =
        derivations::table.find(DERIVATION).select(derivations::version).first(conn).optional()?;
    Ok(version == Some(i32::from(VERSION)))
}

/// How many sessions there are, deleted ones too.
pub fn sessions(conn: &mut Conn) -> QueryResult<i64> {
    sessions::table.count().get_result(conn)
}

/// The ids of all sessions, deleted ones too, in parts.
fn batch_after(conn: &mut Conn, last: Option<Id>) -> QueryResult<Vec<Id>> {
    let all = sessions::table.select(sessions::id).order(sessions::id).limit(BATCH).into_boxed();
    match last {
        Some(last) => all.filter(sessions::id.gt(last)).load(conn),
        None => all.load(conn),
    }
}

/// Writes the facts of the next sessions after `last`; tells the last of them, none at the end.
pub fn rebuild(conn: &mut Conn, last: Option<Id>) -> QueryResult<Option<Id>> {
    let ids = batch_after(conn, last)?;
    stamp(conn, &ids)?;
    if ids.is_empty() {
        diesel::delete(derivations::table.find(DERIVATION)).execute(conn)?;
        diesel::insert_into(derivations::table)
            .values((derivations::name.eq(DERIVATION), derivations::version.eq(i32::from(VERSION))))
            .execute(conn)?;
    }
    Ok(ids.last().copied())
}

/// The next sessions after `last` whose fact is not what their rows say, and the last one looked
/// at; none at the end.
pub fn compare(conn: &mut Conn, last: Option<Id>) -> QueryResult<(Vec<Id>, Option<Id>)> {
    let ids = batch_after(conn, last)?;
    let stored: Vec<(Id, Option<Vec<u8>>)> = session_facts::table
        .filter(session_facts::session_id.eq_any(&ids))
        .select((session_facts::session_id, session_facts::packed))
        .load(conn)?;
    let mut stored: HashMap<Id, Option<Vec<u8>>> = stored.into_iter().collect();
    let mut facts: HashMap<Id, SessionFact> = rows_of(conn, &ids)?.into_iter().collect();
    let differs = |id: &&Id| stored.remove(*id).flatten() != facts.remove(*id).as_ref().map(pack);
    Ok((ids.iter().filter(differs).copied().collect(), ids.last().copied()))
}
