//! The ledger in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::looks::LOOK;
use super::model::{ActRow, EvidenceRow, GrantRow, ProofRow};
use super::views::LookView;
use crate::competences::framework::Catalogue;
use crate::competences::levels::{Act, Evidence, EvidenceKind, Ledger, Level, TeachingGrant, pack};
use crate::on_either;
use crate::platform::database::schema::{
    absences, accounts, audit_entries, badges, cosignatures, evidence, evidence_acts,
    help_requests, help_steps, mentoring_goals, mentoring_pairs, person_levels, persons,
    satisfaction_marks, teaching_grants, weekly_hours,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem};

/// How many people are read or stamped at once: their ledgers are in memory together.
const BATCH: usize = 500;
/// How many rows one statement inserts: SQLite takes 32,766 values.
const ROWS: usize = 1_000;

/// Makes concurrent changes to these people's ledgers wait for each other. SQLite has one writer
/// and needs no lock; PostgreSQL locks the rows, always in the same order.
pub fn lock(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<()> {
    if let Conn::Postgres(c) = conn {
        persons::table
            .filter(persons::id.eq_any(person_ids))
            .order(persons::id)
            .for_update()
            .select(persons::id)
            .load::<Id>(c)?;
    }
    Ok(())
}

/// The evidence on people, in no particular order.
pub fn rows_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<EvidenceRow>> {
    evidence::table
        .filter(evidence::person_id.eq_any(person_ids.to_vec()))
        .select(EvidenceRow::as_select())
        .load(conn)
}

/// The acts on the evidence of people.
pub fn acts_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<ActRow>> {
    evidence_acts::table
        .inner_join(evidence::table.on(evidence_acts::evidence_id.eq(evidence::id)))
        .filter(evidence::person_id.eq_any(person_ids.to_vec()))
        .select(ActRow::as_select())
        .load(conn)
}

/// The whole ledgers of people, in one.
pub fn ledger_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Ledger> {
    let evidence = evidence_of(conn, person_ids)?;
    let acts = match evidence.is_empty() {
        true => Vec::new(),
        false => acts_of(conn, person_ids)?.into_iter().map(Act::from).collect(),
    };
    Ok(Ledger::new(evidence, acts))
}

/// The evidence on people as the rules know it, in no particular order.
fn evidence_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<Evidence>> {
    let rows: Vec<ProofRow> = evidence::table
        .filter(evidence::person_id.eq_any(person_ids.to_vec()))
        .select(ProofRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(Evidence::from).collect())
}

/// What a facilitator attested, with what became of it.
pub fn attested_by(conn: &mut Conn, issuer_ids: &[Id]) -> QueryResult<Vec<EvidenceRow>> {
    evidence::table
        .filter(evidence::kind.eq(EvidenceKind::Peer))
        .filter(evidence::issuer_id.eq_any(issuer_ids.iter().copied().map(Some)))
        .select(EvidenceRow::as_select())
        .load(conn)
}

/// The acts on some pieces of evidence.
pub fn acts_on(conn: &mut Conn, evidence_ids: &[Id]) -> QueryResult<Vec<ActRow>> {
    let mut acts = Vec::new();
    for ids in evidence_ids.chunks(BATCH) {
        let some: Vec<ActRow> = evidence_acts::table
            .filter(evidence_acts::evidence_id.eq_any(ids.to_vec()))
            .select(ActRow::as_select())
            .load(conn)?;
        acts.extend(some);
    }
    Ok(acts)
}

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<EvidenceRow>> {
    evidence::table.find(id).select(EvidenceRow::as_select()).first(conn).optional()
}

/// The evidence that a device recorded under an id, when it is the same.
///
/// # Errors
/// 404 when it is about somebody else, 409 when another body made it.
pub fn find_same(
    conn: &mut Conn,
    id: Id,
    person_id: Id,
    digest: &str,
) -> Result<Option<EvidenceRow>, Problem> {
    match find(conn, id)? {
        Some(row) if row.person_id != person_id => Err(Problem::not_found()),
        Some(row) if row.digest != digest => Err(Problem::new(Code::Conflict)),
        found => Ok(found),
    }
}

pub fn insert(conn: &mut Conn, rows: &[EvidenceRow]) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(c) => {
            for rows in rows.chunks(ROWS) {
                diesel::insert_into(evidence::table).values(rows).execute(c)?;
            }
        }
        // A long statement would be planned anew each time.
        Conn::Postgres(c) if rows.len() > 1 => {
            diesel::copy_from(evidence::table).from_insertable(rows).execute(c)?;
        }
        Conn::Postgres(c) => {
            diesel::insert_into(evidence::table).values(rows).execute(c)?;
        }
    }
    Ok(())
}

pub fn insert_act(conn: &mut Conn, row: &ActRow) -> QueryResult<()> {
    diesel::insert_into(evidence_acts::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// Writes what is derived from the ledgers of people, as they are now.
pub fn stamp(conn: &mut Conn, catalogue: &Catalogue, person_ids: &[Id]) -> QueryResult<()> {
    for ids in person_ids.chunks(BATCH) {
        let packed = packed_now(conn, catalogue, ids)?;
        write_packed(conn, &packed)?;
    }
    Ok(())
}

/// The packed proofs of people, made from their ledgers; empty where there is none.
fn packed_now(
    conn: &mut Conn,
    catalogue: &Catalogue,
    person_ids: &[Id],
) -> QueryResult<Vec<(Id, Vec<u8>)>> {
    let mut evidence: HashMap<Id, Vec<Evidence>> = HashMap::new();
    for own in evidence_of(conn, person_ids)? {
        evidence.entry(own.person_id).or_default().push(own);
    }
    let rows: Vec<(Id, ActRow)> = evidence_acts::table
        .inner_join(evidence::table.on(evidence_acts::evidence_id.eq(evidence::id)))
        .filter(evidence::person_id.eq_any(person_ids.to_vec()))
        .select((evidence::person_id, ActRow::as_select()))
        .load(conn)?;
    let mut acts: HashMap<Id, Vec<Act>> = HashMap::new();
    for (person, row) in rows {
        acts.entry(person).or_default().push(Act::from(row));
    }
    let packed = person_ids.iter().map(|id| {
        let own = evidence.remove(id).unwrap_or_default();
        let ledger = Ledger::new(own, acts.remove(id).unwrap_or_default());
        (*id, pack(&ledger, |competence| catalogue.number(competence)))
    });
    Ok(packed.collect())
}

fn write_packed(conn: &mut Conn, packed: &[(Id, Vec<u8>)]) -> QueryResult<()> {
    for some in packed.chunks(ROWS) {
        let row = |(id, bytes): &(Id, Vec<u8>)| {
            (person_levels::person_id.eq(*id), person_levels::packed.eq(bytes.clone()))
        };
        let rows: Vec<_> = some.iter().map(row).collect();
        on_either!(conn, |c| diesel::insert_into(person_levels::table)
            .values(&rows)
            .on_conflict(person_levels::person_id)
            .do_update()
            .set(person_levels::packed.eq(diesel::upsert::excluded(person_levels::packed)))
            .execute(c))?;
    }
    Ok(())
}

/// The packed proofs of people.
pub fn packed_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<(Id, Vec<u8>)>> {
    let mut packed = Vec::new();
    for ids in person_ids.chunks(BATCH) {
        let some: Vec<(Id, Vec<u8>)> = person_levels::table
            .filter(person_levels::person_id.eq_any(ids.to_vec()))
            .select((person_levels::person_id, person_levels::packed))
            .load(conn)?;
        packed.extend(some);
    }
    Ok(packed)
}

/// Compares what is derived with the ledgers it is derived from; corrects it on demand. Gives the
/// people whose levels differ.
pub fn recount(conn: &mut Conn, catalogue: &Catalogue, repair: bool) -> QueryResult<Vec<Id>> {
    let mut people: Vec<Id> = evidence::table.select(evidence::person_id).distinct().load(conn)?;
    people.extend(person_levels::table.select(person_levels::person_id).load::<Id>(conn)?);
    people.sort_unstable();
    people.dedup();
    let mut found = Vec::new();
    for ids in people.chunks(BATCH) {
        let kept: HashMap<Id, Vec<u8>> = packed_of(conn, ids)?.into_iter().collect();
        let now = packed_now(conn, catalogue, ids)?;
        let differs = |(id, bytes): &&(Id, Vec<u8>)| kept.get(id) != Some(bytes);
        let wrong: Vec<(Id, Vec<u8>)> = now.iter().filter(differs).cloned().collect();
        if repair {
            write_packed(conn, &wrong)?;
        }
        found.extend(wrong.into_iter().map(|(id, _)| id));
    }
    Ok(found)
}

/// First and last names of people who have an account.
pub fn names_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<HashMap<Id, String>> {
    if person_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Id, String, String)> = accounts::table
        .filter(accounts::person_id.eq_any(person_ids.to_vec()))
        .select((accounts::person_id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect())
}

/// The grants of people, those that ended too.
pub fn grant_rows_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<GrantRow>> {
    teaching_grants::table
        .filter(teaching_grants::person_id.eq_any(person_ids.to_vec()))
        .order((teaching_grants::granted_on.desc(), teaching_grants::id.desc()))
        .select(GrantRow::as_select())
        .load(conn)
}

/// The grants of a person, those that ended too, and the names of who gave them.
pub fn named_grants_of(
    conn: &mut Conn,
    person_id: Id,
) -> QueryResult<(Vec<GrantRow>, HashMap<Id, String>)> {
    let rows: Vec<(GrantRow, Option<(String, String)>)> = teaching_grants::table
        .left_join(accounts::table.on(accounts::person_id.eq(teaching_grants::granted_by)))
        .filter(teaching_grants::person_id.eq(person_id))
        .order((teaching_grants::granted_on.desc(), teaching_grants::id.desc()))
        .select((GrantRow::as_select(), (accounts::first_name, accounts::last_name).nullable()))
        .load(conn)?;
    let mut names = HashMap::new();
    for (row, name) in &rows {
        names
            .extend(name.as_ref().map(|(first, last)| (row.granted_by, format!("{first} {last}"))));
    }
    Ok((rows.into_iter().map(|(row, _)| row).collect(), names))
}

/// [`grant_rows_of`] as the rules know them.
pub fn grants_of(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<TeachingGrant>> {
    Ok(grant_rows_of(conn, person_ids)?.iter().map(TeachingGrant::from).collect())
}

/// Badges of a person that are not revoked: id, competence, level.
pub fn live_badges(conn: &mut Conn, person_id: Id) -> QueryResult<Vec<(Id, Id, Level)>> {
    badges::table
        .filter(badges::person_id.eq(person_id))
        .filter(badges::kind.eq("level"))
        .filter(badges::revoked_at.is_null())
        .select((
            badges::id,
            badges::competence_id.assume_not_null(),
            badges::level.assume_not_null(),
        ))
        .load(conn)
}

pub fn revoke_badges(conn: &mut Conn, ids: &[Id], now: Moment) -> QueryResult<()> {
    diesel::update(badges::table.filter(badges::id.eq_any(ids.to_vec())))
        .set((badges::revoked_at.eq(now), badges::revocation.eq("evidence")))
        .execute(conn)?;
    Ok(())
}

/// Gives everything that is one person's to another, who is the same human being.
pub fn move_person(conn: &mut Conn, from: Id, to: Id) -> QueryResult<()> {
    let pix = [EvidenceKind::PixProfile, EvidenceKind::PixCertified];
    let known: Vec<(Id, EvidenceKind, NaiveDate)> = evidence::table
        .filter(evidence::person_id.eq(to))
        .filter(evidence::kind.eq_any(pix))
        .select((evidence::competence_id, evidence::kind, evidence::observed_on))
        .load(conn)?;
    let moving: Vec<EvidenceRow> = rows_of(conn, &[from])?;
    // Told twice: the same proof of Pix, and what one would have attested of oneself.
    let told_twice = |row: &&EvidenceRow| {
        known.contains(&(row.competence_id, row.kind, row.observed_on)) && pix.contains(&row.kind)
            || row.issuer_id == Some(to)
            || row.cosigner_id == Some(to)
    };
    let twice: Vec<Id> = moving.iter().filter(told_twice).map(|row| row.id).collect();
    diesel::delete(evidence_acts::table.filter(evidence_acts::evidence_id.eq_any(twice.clone())))
        .execute(conn)?;
    diesel::delete(badges::table.filter(badges::evidence_id.eq_any(twice.clone())))
        .execute(conn)?;
    diesel::delete(evidence::table.filter(evidence::id.eq_any(twice))).execute(conn)?;
    diesel::update(evidence::table)
        .filter(evidence::person_id.eq(from))
        .filter(evidence::kind.eq(EvidenceKind::SelfPlaced))
        .set((evidence::person_id.eq(to), evidence::issuer_id.eq(to)))
        .execute(conn)?;
    diesel::update(evidence::table.filter(evidence::person_id.eq(from)))
        .set(evidence::person_id.eq(to))
        .execute(conn)?;
    diesel::update(evidence_acts::table.filter(evidence_acts::author_id.eq(from)))
        .set(evidence_acts::author_id.eq(to))
        .execute(conn)?;
    diesel::update(badges::table.filter(badges::person_id.eq(from)))
        .set(badges::person_id.eq(to))
        .execute(conn)?;
    diesel::update(cosignatures::table)
        .filter(cosignatures::attester_id.eq(from))
        .set(cosignatures::attester_id.eq(to))
        .execute(conn)?;
    diesel::delete(person_levels::table.filter(person_levels::person_id.eq(from))).execute(conn)?;
    Ok(())
}

/// The same of what the network knows of somebody: help, pairs, hours, answers given.
pub fn move_commitments(conn: &mut Conn, from: Id, to: Id) -> QueryResult<()> {
    diesel::update(help_requests::table.filter(help_requests::person_id.eq(from)))
        .set(help_requests::person_id.eq(to))
        .execute(conn)?;
    diesel::update(help_requests::table.filter(help_requests::claimed_by.eq(from)))
        .set(help_requests::claimed_by.eq(to))
        .execute(conn)?;
    diesel::update(help_steps::table.filter(help_steps::person_id.eq(from)))
        .set(help_steps::person_id.eq(to))
        .execute(conn)?;
    // A pair of one human being is none.
    let alone: Vec<Id> = mentoring_pairs::table
        .filter(mentoring_pairs::mentor_id.eq_any([from, to]))
        .filter(mentoring_pairs::learner_id.eq_any([from, to]))
        .select(mentoring_pairs::id)
        .load(conn)?;
    diesel::delete(mentoring_goals::table.filter(mentoring_goals::pair_id.eq_any(alone.clone())))
        .execute(conn)?;
    diesel::delete(mentoring_pairs::table.filter(mentoring_pairs::id.eq_any(alone)))
        .execute(conn)?;
    diesel::update(mentoring_pairs::table.filter(mentoring_pairs::mentor_id.eq(from)))
        .set(mentoring_pairs::mentor_id.eq(to))
        .execute(conn)?;
    diesel::update(mentoring_pairs::table.filter(mentoring_pairs::learner_id.eq(from)))
        .set(mentoring_pairs::learner_id.eq(to))
        .execute(conn)?;
    diesel::update(mentoring_pairs::table.filter(mentoring_pairs::proposed_by.eq(from)))
        .set(mentoring_pairs::proposed_by.eq(to))
        .execute(conn)?;
    diesel::update(absences::table.filter(absences::person_id.eq(from)))
        .set(absences::person_id.eq(to))
        .execute(conn)?;
    let said: i64 =
        weekly_hours::table.filter(weekly_hours::person_id.eq(to)).count().get_result(conn)?;
    let hours = weekly_hours::table.filter(weekly_hours::person_id.eq(from));
    if said == 0 {
        diesel::update(hours).set(weekly_hours::person_id.eq(to)).execute(conn)?;
    } else {
        diesel::delete(hours).execute(conn)?;
    }
    let answered: Vec<Id> = satisfaction_marks::table
        .filter(satisfaction_marks::person_id.eq(to))
        .select(satisfaction_marks::workshop_id)
        .load(conn)?;
    diesel::delete(satisfaction_marks::table)
        .filter(satisfaction_marks::person_id.eq(from))
        .filter(satisfaction_marks::workshop_id.eq_any(answered))
        .execute(conn)?;
    diesel::update(satisfaction_marks::table.filter(satisfaction_marks::person_id.eq(from)))
        .set(satisfaction_marks::person_id.eq(to))
        .execute(conn)?;
    Ok(())
}

/// Who looked at somebody's levels, newest first.
pub fn looks_at(conn: &mut Conn, person_id: Id) -> QueryResult<Vec<LookView>> {
    let rows: Vec<(Moment, String, String)> = audit_entries::table
        .inner_join(accounts::table.on(audit_entries::account_id.eq(accounts::id.nullable())))
        .filter(audit_entries::object_id.eq(person_id))
        .filter(audit_entries::action.eq(LOOK))
        .order((audit_entries::at.desc(), audit_entries::id.desc()))
        .limit(200)
        .select((audit_entries::at, accounts::first_name, accounts::last_name))
        .load(conn)?;
    let view = |(at, first, last): (Moment, String, String)| LookView {
        at,
        name: format!("{first} {last}"),
    };
    Ok(rows.into_iter().map(view).collect())
}
