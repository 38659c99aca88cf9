//! Badges in the database.

use diesel::prelude::*;

use super::model::{Badge, BadgeKind, Revocation, SubjectRow};
use crate::on_either;
use crate::platform::database::schema::{
    accounts, badge_subjects, badges, facilitations, facilitators, sessions, workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem};

pub fn of_person(conn: &mut Conn, person_id: Id) -> QueryResult<Vec<Badge>> {
    badges::table
        .filter(badges::person_id.eq(person_id))
        .order((badges::issued_at.desc(), badges::id.desc()))
        .select(Badge::as_select())
        .load(conn)
}

/// # Errors
/// 404 without such a badge.
pub fn get(conn: &mut Conn, id: Id) -> Result<Badge, Problem> {
    Ok(badges::table.find(id).select(Badge::as_select()).first(conn)?)
}

/// The signed form of a badge.
///
/// # Errors
/// 404 without such a badge; 410 once the person has taken it back.
pub fn token(conn: &mut Conn, id: Id) -> Result<String, Problem> {
    let badge = get(conn, id)?;
    match badge.revocation {
        Some(Revocation::Person) => Err(Problem::new(Code::LinkClosed)),
        _ => Ok(badge.token),
    }
}

/// The competences of facilitation badges.
pub fn subjects_of(conn: &mut Conn, badges: &[Badge]) -> QueryResult<Vec<SubjectRow>> {
    let taught = badges.iter().filter(|badge| badge.kind == BadgeKind::Facilitation);
    let ids: Vec<Id> = taught.map(|badge| badge.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    badge_subjects::table
        .filter(badge_subjects::badge_id.eq_any(ids))
        .select(SubjectRow::as_select())
        .load(conn)
}

/// The facilitation badges of a person that are not revoked.
pub fn live_facilitation(conn: &mut Conn, person_id: Id) -> QueryResult<Vec<Badge>> {
    badges::table
        .filter(badges::person_id.eq(person_id))
        .filter(badges::kind.eq(BadgeKind::Facilitation))
        .filter(badges::revoked_at.is_null())
        .select(Badge::as_select())
        .load(conn)
}

/// Who led or co-led a session, as facilitator and as person, and has a live facilitation badge.
pub fn standing_on(conn: &mut Conn, session_id: Id) -> QueryResult<Vec<(Id, Id)>> {
    let live = badges::table
        .filter(badges::kind.eq(BadgeKind::Facilitation))
        .filter(badges::revoked_at.is_null())
        .select(badges::person_id);
    let mut found: Vec<(Id, Id)> = sessions::table
        .inner_join(facilitators::table.on(sessions::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(sessions::id.eq(session_id))
        .filter(accounts::person_id.eq_any(live))
        .select((facilitators::id, accounts::person_id))
        .load(conn)?;
    let co_led: Vec<(Id, Id)> = facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(workshops::session_id.eq(session_id))
        .filter(facilitations::role.eq("co"))
        .filter(facilitations::person_id.eq_any(live))
        .select((facilitations::facilitator_id, facilitations::person_id))
        .load(conn)?;
    found.extend(co_led);
    found.sort_by_key(|(_, person)| *person);
    found.dedup();
    Ok(found)
}

pub fn insert_subjects(conn: &mut Conn, rows: &[SubjectRow]) -> QueryResult<()> {
    if rows.is_empty() {
        return Ok(());
    }
    on_either!(conn, |c| {
        diesel::insert_into(badge_subjects::table).values(rows.to_vec()).execute(c)
    })?;
    Ok(())
}

pub fn insert(conn: &mut Conn, badge: &Badge) -> QueryResult<()> {
    diesel::insert_into(badges::table).values(badge.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 409 when it is revoked already.
pub fn revoke(conn: &mut Conn, id: Id, why: Revocation, now: Moment) -> Result<(), Problem> {
    let changed = diesel::update(badges::table)
        .filter(badges::id.eq(id))
        .filter(badges::revoked_at.is_null())
        .set((badges::revoked_at.eq(now), badges::revocation.eq(why)))
        .execute(conn)?;
    if changed == 0 { Err(Problem::new(Code::Conflict)) } else { Ok(()) }
}

/// The ids of all badges that are revoked, oldest revocation first.
pub fn revoked(conn: &mut Conn) -> QueryResult<Vec<Id>> {
    badges::table
        .filter(badges::revoked_at.is_not_null())
        .order((badges::revoked_at, badges::id))
        .select(badges::id)
        .load(conn)
}
