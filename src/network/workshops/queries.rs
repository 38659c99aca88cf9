//! Planned workshops in the database, one at a time; lists are in `list`.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{
    DeviceLoan, Facilitating, FacilitationRole, FacilitationState, Workshop, WorkshopState,
};
use crate::competences::levels::Level;
use crate::network::templates::Need;
use crate::on_either;
use crate::platform::database::schema::{
    accounts, facilitations, facilitators, places, programmes, team_memberships, teams,
    workshop_competences as needs, workshop_devices, workshop_invitations, workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Problem, upsert};

/// Whoever's it is.
pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Workshop>> {
    workshops::table.find(id).select(Workshop::as_select()).first(conn).optional()
}

/// A workshop that nobody else changes until this transaction ends. SQLite has one writer and
/// needs no lock.
pub fn lock(conn: &mut Conn, id: Id) -> QueryResult<Option<Workshop>> {
    match conn {
        Conn::Sqlite(_) => find(conn, id),
        Conn::Postgres(c) => {
            workshops::table.find(id).for_update().select(Workshop::as_select()).first(c).optional()
        }
    }
}

/// The sessions of a series by their day, whoever may see them.
pub fn of_series(conn: &mut Conn, series_id: Id) -> QueryResult<Vec<Workshop>> {
    workshops::table
        .filter(workshops::series_id.eq(series_id))
        .order(workshops::series_on)
        .select(Workshop::as_select())
        .load(conn)
}

/// The same, and nobody else changes them until this transaction ends.
pub fn lock_series(conn: &mut Conn, series_id: Id) -> QueryResult<Vec<Workshop>> {
    if let Conn::Postgres(c) = conn {
        workshops::table
            .filter(workshops::series_id.eq(series_id))
            .order(workshops::id)
            .for_update()
            .select(workshops::id)
            .load::<Id>(c)?;
    }
    of_series(conn, series_id)
}

/// The workshops of some series, each by their day.
pub fn ids_of_series(conn: &mut Conn, series_ids: &[Id]) -> QueryResult<HashMap<Id, Vec<Id>>> {
    let mut found: HashMap<Id, Vec<Id>> = HashMap::new();
    if series_ids.is_empty() {
        return Ok(found);
    }
    let rows: Vec<(Option<Id>, Id)> = workshops::table
        .filter(workshops::series_id.eq_any(series_ids.to_vec()))
        .order((workshops::series_id, workshops::series_on))
        .select((workshops::series_id, workshops::id))
        .load(conn)?;
    for (series_id, id) in rows {
        if let Some(series_id) = series_id {
            found.entry(series_id).or_default().push(id);
        }
    }
    Ok(found)
}

/// Names the series of a workshop, and the day that it is there. Nothing else of it changes.
pub fn set_series(conn: &mut Conn, id: Id, series_id: Id, day: NaiveDate) -> QueryResult<()> {
    diesel::update(workshops::table.find(id))
        .set((workshops::series_id.eq(series_id), workshops::series_on.eq(day)))
        .execute(conn)?;
    Ok(())
}

pub fn insert(conn: &mut Conn, row: &Workshop) -> QueryResult<()> {
    diesel::insert_into(workshops::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Workshop) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(workshops::table)
        .filter(workshops::id.eq(row.id))
        .filter(workshops::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Writes what is derived from enrolments. The version stays: nobody edits these.
pub fn set_counts(
    conn: &mut Conn,
    id: Id,
    counts: (i32, i32, i32),
    due_at: Option<Moment>,
) -> QueryResult<()> {
    let (seats, used, waiting) = counts;
    diesel::update(workshops::table.find(id))
        .set((
            workshops::seats.eq(seats),
            workshops::used_count.eq(used),
            workshops::waiting_count.eq(waiting),
            workshops::due_at.eq(due_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Raises what calendars compare.
pub fn set_sequence(conn: &mut Conn, id: Id, sequence: i32) -> QueryResult<()> {
    diesel::update(workshops::table.find(id))
        .set(workshops::sequence.eq(sequence))
        .execute(conn)?;
    Ok(())
}

pub fn set_due(conn: &mut Conn, id: Id, due_at: Option<Moment>) -> QueryResult<()> {
    diesel::update(workshops::table.find(id)).set(workshops::due_at.eq(due_at)).execute(conn)?;
    Ok(())
}

/// Notes that a workshop is in the log.
pub fn set_held(conn: &mut Conn, row: &Workshop, session_id: Id, now: Moment) -> QueryResult<()> {
    diesel::update(workshops::table.find(row.id))
        .set((
            workshops::version.eq(row.version + 1),
            workshops::state.eq(WorkshopState::Held),
            workshops::session_id.eq(session_id),
            workshops::over_at.eq(row.over_at.unwrap_or(now)),
            workshops::due_at.eq(now),
            workshops::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// What a workshop brings people to, in the order of competences.
pub fn needs_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<Need>> {
    let rows: Vec<(Id, Level)> = needs::table
        .filter(needs::workshop_id.eq(id))
        .order(needs::competence_id)
        .select((needs::competence_id, needs::target_level))
        .load(conn)?;
    let need = |(competence_id, target_level)| Need { competence_id, target_level };
    Ok(rows.into_iter().map(need).collect())
}

/// The same of several.
pub fn needs_of_all(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Vec<Need>>> {
    let rows: Vec<(Id, Id, Level)> = needs::table
        .filter(needs::workshop_id.eq_any(ids.to_vec()))
        .order((needs::workshop_id, needs::competence_id))
        .select((needs::workshop_id, needs::competence_id, needs::target_level))
        .load(conn)?;
    let mut found: HashMap<Id, Vec<Need>> = HashMap::new();
    for (id, competence_id, target_level) in rows {
        found.entry(id).or_default().push(Need { competence_id, target_level });
    }
    Ok(found)
}

pub fn set_needs(conn: &mut Conn, id: Id, all: &[Need]) -> QueryResult<()> {
    diesel::delete(needs::table.filter(needs::workshop_id.eq(id))).execute(conn)?;
    for need in all {
        diesel::insert_into(needs::table)
            .values((
                needs::workshop_id.eq(id),
                needs::competence_id.eq(need.competence_id),
                needs::target_level.eq(need.target_level),
            ))
            .execute(conn)?;
    }
    Ok(())
}

pub fn devices_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<DeviceLoan>> {
    let rows: Vec<(Id, i32)> = workshop_devices::table
        .filter(workshop_devices::workshop_id.eq(id))
        .order(workshop_devices::pool_id)
        .select((workshop_devices::pool_id, workshop_devices::devices))
        .load(conn)?;
    Ok(rows.into_iter().map(|(pool_id, devices)| DeviceLoan { pool_id, devices }).collect())
}

pub fn set_devices(conn: &mut Conn, id: Id, all: &[DeviceLoan]) -> QueryResult<()> {
    diesel::delete(workshop_devices::table.filter(workshop_devices::workshop_id.eq(id)))
        .execute(conn)?;
    for loan in all {
        diesel::insert_into(workshop_devices::table)
            .values((
                workshop_devices::workshop_id.eq(id),
                workshop_devices::pool_id.eq(loan.pool_id),
                workshop_devices::devices.eq(loan.devices),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Who leads, co-leads or observes, or was asked to: the lead first.
pub fn facilitators_of(conn: &mut Conn, id: Id) -> QueryResult<Vec<Facilitating>> {
    let mut rows: Vec<Facilitating> = facilitations::table
        .inner_join(facilitators::table.on(facilitations::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitations::workshop_id.eq(id))
        .order(facilitations::facilitator_id)
        .select((
            facilitations::facilitator_id,
            facilitations::person_id,
            accounts::id,
            facilitations::role,
            facilitations::state,
            accounts::first_name,
            accounts::last_name,
        ))
        .load(conn)?;
    rows.sort_by_key(|row| (row.role, row.state));
    Ok(rows)
}

/// A facilitator as somebody to ask: their person, and where they stand.
pub fn find_facilitator(
    conn: &mut Conn,
    id: Id,
) -> QueryResult<Option<(Id, crate::facilitators::FacilitatorStatus)>> {
    facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq(id))
        .select((accounts::person_id, facilitators::status))
        .first(conn)
        .optional()
}

/// Where these facilitators stand.
pub fn statuses_of(
    conn: &mut Conn,
    ids: &[Id],
) -> QueryResult<HashMap<Id, crate::facilitators::FacilitatorStatus>> {
    let rows: Vec<(Id, crate::facilitators::FacilitatorStatus)> = facilitators::table
        .filter(facilitators::id.eq_any(ids.to_vec()))
        .select((facilitators::id, facilitators::status))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Somebody asked, and what they answered so far.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub workshop_id: Id,
    pub facilitator_id: Id,
    pub person_id: Id,
    pub role: FacilitationRole,
    pub state: FacilitationState,
    pub override_reason: Option<&'a str>,
    pub by: Id,
}

/// Asks a facilitator, or changes as what.
pub fn set_facilitation(conn: &mut Conn, asked: Asked<'_>, now: Moment) -> QueryResult<()> {
    let key = (asked.workshop_id, asked.facilitator_id);
    let answered_at = (asked.state != FacilitationState::Invited).then_some(now);
    let changed = diesel::update(facilitations::table.find(key))
        .set((
            facilitations::role.eq(asked.role),
            facilitations::state.eq(asked.state),
            facilitations::override_reason.eq(asked.override_reason),
            facilitations::answered_at.eq(answered_at),
        ))
        .execute(conn)?;
    if changed > 0 {
        return Ok(());
    }
    diesel::insert_into(facilitations::table)
        .values((
            facilitations::workshop_id.eq(asked.workshop_id),
            facilitations::facilitator_id.eq(asked.facilitator_id),
            facilitations::person_id.eq(asked.person_id),
            facilitations::role.eq(asked.role),
            facilitations::state.eq(asked.state),
            facilitations::override_reason.eq(asked.override_reason),
            facilitations::invited_by.eq(asked.by),
            facilitations::invited_at.eq(now),
            facilitations::answered_at.eq(answered_at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn set_answer(
    conn: &mut Conn,
    key: (Id, Id),
    state: FacilitationState,
    now: Moment,
) -> QueryResult<()> {
    diesel::update(facilitations::table.find(key))
        .set((facilitations::state.eq(state), facilitations::answered_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// The version of a workshop that changed in another table.
pub fn touch(conn: &mut Conn, row: &Workshop, now: Moment) -> Result<(), Problem> {
    let changed = diesel::update(workshops::table)
        .filter(workshops::id.eq(row.id))
        .filter(workshops::version.eq(row.version))
        .set((workshops::version.eq(row.version + 1), workshops::updated_at.eq(now)))
        .execute(conn)?;
    upsert::one(changed, row.version)
}

/// Commune, département and name of a place.
pub fn find_place(conn: &mut Conn, id: Id) -> QueryResult<Option<(String, String, String)>> {
    places::table
        .find(id)
        .select((places::commune_code, places::departement_code, places::name))
        .first(conn)
        .optional()
}

pub fn programme_exists(conn: &mut Conn, id: Id) -> QueryResult<bool> {
    let found: i64 = programmes::table.find(id).count().get_result(conn)?;
    Ok(found > 0)
}

/// Whether somebody was invited to a workshop.
pub fn is_invited(conn: &mut Conn, id: Id, person_id: Id) -> QueryResult<bool> {
    let found: i64 = workshop_invitations::table.find((id, person_id)).count().get_result(conn)?;
    Ok(found > 0)
}

/// Invites somebody to a workshop; whether they were not before.
pub fn invite_person(
    conn: &mut Conn,
    id: Id,
    person_id: Id,
    by: Id,
    now: Moment,
) -> QueryResult<bool> {
    let row = (
        workshop_invitations::workshop_id.eq(id),
        workshop_invitations::person_id.eq(person_id),
        workshop_invitations::invited_by.eq(by),
        workshop_invitations::invited_at.eq(now),
    );
    let written = on_either!(conn, |c| diesel::insert_into(workshop_invitations::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(written > 0)
}

/// Who was invited to a workshop and when, the first first.
pub fn invited(conn: &mut Conn, id: Id) -> QueryResult<Vec<(Id, Moment)>> {
    workshop_invitations::table
        .filter(workshop_invitations::workshop_id.eq(id))
        .order((workshop_invitations::invited_at, workshop_invitations::person_id))
        .select((workshop_invitations::person_id, workshop_invitations::invited_at))
        .load(conn)
}

pub fn uninvite(conn: &mut Conn, id: Id, person_id: Id) -> QueryResult<usize> {
    diesel::delete(workshop_invitations::table.find((id, person_id))).execute(conn)
}

/// The accounts that coordinate one of these facilitators now.
pub fn team_of_lead(conn: &mut Conn, ids: &[Id], today: NaiveDate) -> QueryResult<Vec<Id>> {
    team_memberships::table
        .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
        .filter(team_memberships::facilitator_id.eq_any(ids.to_vec()))
        .filter(team_memberships::joined_on.le(today))
        .filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        )
        .select(teams::coordinator_account_id)
        .distinct()
        .order(teams::coordinator_account_id)
        .load(conn)
}
