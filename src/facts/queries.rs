//! Facts in the database: written, and read by revision.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text};

use super::model::{Reach, SessionFact};
use super::packed::{VERSION, pack, unpack};
use super::rows::rows_of;
use crate::platform::database::schema::{derivations, session_facts, sessions};
use crate::platform::database::{Conn, Id};

/// The name under which [`complete`] notes its work.
const DERIVATION: &str = "facts";
/// How many sessions are read at once where all are.
pub const BATCH: i64 = 2_000;

/// Writes the facts of these sessions as their rows are now.
pub fn stamp(conn: &mut Conn, ids: &[Id]) -> QueryResult<()> {
    for ids in ids.chunks(BATCH as usize) {
        let mut facts: HashMap<Id, SessionFact> = rows_of(conn, ids)?.into_iter().collect();
        if ids.len() > FEW {
            let packed = |id: &Id| (*id, facts.get(id).map(pack));
            write_many(conn, ids.iter().map(packed).collect())?;
            continue;
        }
        for id in ids {
            write(conn, *id, facts.remove(id).as_ref())?;
        }
    }
    Ok(())
}

/// More facts than these are written together.
const FEW: usize = 8;

/// A session and its fact in bytes.
type Packed = (Id, Option<Vec<u8>>);

/// [`write`] for many: what is known is changed, the rest inserted.
fn write_many(conn: &mut Conn, mut facts: Vec<Packed>) -> QueryResult<()> {
    match conn {
        Conn::Postgres(c) => {
            let known = change_many(c, &facts)?;
            facts.retain(|(id, packed)| packed.is_some() && !known.contains(id));
            let (ids, packed): (Vec<Id>, Vec<Option<Vec<u8>>>) = facts.into_iter().unzip();
            let rows = diesel::sql_query(
                "INSERT INTO session_facts (session_id, packed) SELECT * FROM unnest($1, $2)",
            );
            rows.bind::<Array<Text>, _>(ids)
                .bind::<Array<Nullable<Binary>>, _>(packed)
                .execute(c)?;
        }
        Conn::Sqlite(c) => {
            let ids = facts.iter().map(|(id, _)| *id);
            let known: Vec<Id> = session_facts::table
                .filter(session_facts::session_id.eq_any(ids))
                .select(session_facts::session_id)
                .load(c)?;
            let known: HashSet<Id> = known.into_iter().collect();
            let mut revision = next_revision(c)?;
            for (id, packed) in facts.iter().filter(|(id, _)| known.contains(id)) {
                diesel::update(session_facts::table.filter(session_facts::session_id.eq(id)))
                    .set((session_facts::revision.eq(revision), session_facts::packed.eq(packed)))
                    .execute(c)?;
                revision += 1;
            }
            facts.retain(|(id, packed)| packed.is_some() && !known.contains(id));
            insert_many(c, &facts, revision)?;
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = Text)]
    session_id: Id,
}

/// Writes the facts of those sessions that have one already; tells which.
fn change_many(c: &mut PgConnection, facts: &[Packed]) -> QueryResult<HashSet<Id>> {
    let (ids, packed): (Vec<Id>, Vec<Option<&[u8]>>) =
        facts.iter().map(|(id, packed)| (*id, packed.as_deref())).unzip();
    let changed: Vec<Known> = diesel::sql_query(
        "UPDATE session_facts AS f SET packed = new.packed \
         FROM unnest($1, $2) AS new (session_id, packed) \
         WHERE f.session_id = new.session_id RETURNING f.session_id",
    )
    .bind::<Array<Text>, _>(ids)
    .bind::<Array<Nullable<Binary>>, _>(packed)
    .load(c)?;
    Ok(changed.into_iter().map(|row| row.session_id).collect())
}

/// Inserts facts numbered after the last, their revisions from `revision` on.
fn insert_many(c: &mut SqliteConnection, facts: &[Packed], revision: i64) -> QueryResult<()> {
    // Four values a row, of the 32,766 that a statement may carry.
    const ROWS: usize = 500;
    let last: Option<i64> =
        session_facts::table.select(diesel::dsl::max(session_facts::number)).first(c)?;
    let (mut number, mut revision) = (last.unwrap_or(0) + 1, revision);
    for facts in facts.chunks(ROWS) {
        let row = |((id, packed), after): (&Packed, i64)| {
            (
                session_facts::number.eq(number + after),
                session_facts::revision.eq(revision + after),
                session_facts::session_id.eq(*id),
                session_facts::packed.eq(packed.clone()),
            )
        };
        let rows: Vec<_> = facts.iter().zip(0..).map(row).collect();
        let inserted = diesel::insert_into(session_facts::table).values(&rows).execute(c)?;
        let inserted = i64::try_from(inserted).unwrap_or(0);
        (number, revision) = (number + inserted, revision + inserted);
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
