//! What stands in the way of a workshop at its time, and how it takes what it needs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveTime};
use diesel::prelude::*;

use super::model::{DeviceLoan, Facilitating, FacilitationRole, FacilitationState, Workshop};
use super::queries;
use crate::network::busy;
use crate::network::conflicts::{Booking, Conflict, Warning, hard, soft};
use crate::network::enrolment::State;
use crate::network::facilitators::{Absence, Availability, Hours};
use crate::network::rooms;
use crate::network::series::Weekday;
use crate::network::time::Span;
use crate::platform::database::schema::{
    absences, enrolments, facilitations, facilitator_profiles, weekly_hours, workshop_devices,
    workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Code, Problem, Said};

/// Setting up, clearing away and the way: no two workshops further apart disturb each other.
const REACH_MIN: i64 = 120 + 120 + 20;

/// What a workshop takes.
pub struct Taking<'a> {
    pub workshop: &'a Workshop,
    pub facilitators: &'a [Facilitating],
    /// People with a seat.
    pub learner_ids: Vec<Id>,
    pub devices: &'a [DeviceLoan],
}

impl Taking<'_> {
    fn booking(&self) -> Booking {
        let accepted = self.facilitators.iter().filter(|one| one.is_accepted());
        let count = |devices: i32| u32::try_from(devices).unwrap_or_default();
        Booking {
            facilitator_ids: accepted.map(|one| one.person_id).collect(),
            learner_ids: self.learner_ids.clone(),
            devices: self.devices.iter().map(|own| (own.pool_id, count(own.devices))).collect(),
            ..empty(self.workshop)
        }
    }

    /// Takes all of it, or names what is in the way.
    ///
    /// # Errors
    /// 409 `overlap`, each conflict with the field it is about.
    pub fn take(&self, conn: &mut Conn) -> Result<(), Problem> {
        let booking = self.booking();
        busy::lock_people(conn, &booking.facilitator_ids)?;
        let pools = pools_of(conn, self.devices)?;
        let found = look(conn, &booking, &pools)?;
        if !found.is_empty() {
            return Err(self.refusal(conn, &found)?);
        }
        let (workshop, span) = (self.workshop, self.workshop.span());
        let mut subjects: Vec<(Id, Span)> =
            booking.facilitator_ids.iter().map(|id| (*id, facilitation(workshop))).collect();
        subjects.extend(self.learner_ids.iter().map(|id| (*id, span)));
        subjects.extend(workshop.room_id.map(|id| (id, span)));
        busy::take(conn, workshop.id, &subjects)?;
        for loan in self.devices {
            let size = pools.get(&loan.pool_id).copied().unwrap_or_default();
            let pool = (loan.pool_id, i32::try_from(size).unwrap_or(i32::MAX));
            // Another one was faster: the second look says so.
            busy::lend(conn, pool, loan.devices, span)
                .map_err(|_| Problem::new(Code::AlreadyExists))?;
        }
        Ok(())
    }

    /// What would be in the way, if it were published now.
    pub fn met(&self, conn: &mut Conn) -> Result<Option<Problem>, Problem> {
        let pools = pools_of(conn, self.devices)?;
        let found = look(conn, &self.booking(), &pools)?;
        if found.is_empty() { Ok(None) } else { self.refusal(conn, &found).map(Some) }
    }

    fn refusal(&self, conn: &mut Conn, found: &[Conflict]) -> Result<Problem, Problem> {
        let mut problem = Problem::new(Code::Overlap);
        for conflict in found {
            let at = |pool: Id| self.devices.iter().position(|loan| loan.pool_id == pool);
            let (pointer, with) = match conflict {
                Conflict::Facilitator { with, .. } => ("/facilitators".to_owned(), Some(*with)),
                Conflict::Learner { with, .. } => ("/enrolments".to_owned(), Some(*with)),
                Conflict::Room { with, .. } => ("/room_id".to_owned(), Some(*with)),
                Conflict::Devices { pool_id, .. } => {
                    (format!("/devices/{}", at(*pool_id).unwrap_or_default()), None)
                }
            };
            let other = match with {
                Some(id) => queries::find(conn, id)?,
                None => None,
            };
            problem = problem.because(pointer, conflict.code(), named(conflict.said(), other));
        }
        Ok(problem)
    }
}

/// A sentence with the hours of the other workshop; its title may not be for these eyes.
fn named(said: Said, other: Option<Workshop>) -> Said {
    let Some(other) = other else { return said };
    let (day, from, to) = (other.date, &other.start_time, &other.end_time);
    Said::new(
        format!("{} ({}, {from}–{to})", said.fr, day.format("%d/%m/%Y")),
        format!("{} ({day}, {from}–{to})", said.en),
    )
}

/// Gives back what a published workshop has taken.
pub fn free(conn: &mut Conn, workshop: &Workshop, devices: &[DeviceLoan]) -> QueryResult<()> {
    busy::release_all(conn, workshop.id)?;
    for loan in devices {
        busy::take_back(conn, loan.pool_id, loan.devices, workshop.span())?;
    }
    Ok(())
}

/// While who facilitates is taken, but for the way.
pub fn facilitation(workshop: &Workshop) -> Span {
    let minutes = |min: i32| Duration::minutes(i64::from(min));
    workshop.span().widened(minutes(workshop.setup_min), minutes(workshop.teardown_min))
}

/// One facilitator more of a published workshop.
///
/// # Errors
/// 409 `overlap` when they are taken.
pub fn take_facilitator(
    conn: &mut Conn,
    workshop: &Workshop,
    person_id: Id,
) -> Result<(), Problem> {
    busy::lock_people(conn, &[person_id])?;
    let booking = Booking { facilitator_ids: vec![person_id], room_id: None, ..empty(workshop) };
    let found = look(conn, &booking, &BTreeMap::new())?;
    if !found.is_empty() {
        let taking = Taking { workshop, facilitators: &[], learner_ids: Vec::new(), devices: &[] };
        return Err(taking.refusal(conn, &found)?);
    }
    Ok(busy::take(conn, workshop.id, &[(person_id, facilitation(workshop))])?)
}

fn empty(workshop: &Workshop) -> Booking {
    let minutes = |min: i32| u16::try_from(min).unwrap_or_default();
    Booking {
        session_id: workshop.id,
        span: workshop.span(),
        place_id: workshop.place_id,
        room_id: workshop.room_id,
        setup_min: minutes(workshop.setup_min),
        teardown_min: minutes(workshop.teardown_min),
        facilitator_ids: Vec::new(),
        learner_ids: Vec::new(),
        devices: Vec::new(),
    }
}

fn pools_of(conn: &mut Conn, devices: &[DeviceLoan]) -> QueryResult<BTreeMap<Id, u32>> {
    if devices.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<Id> = devices.iter().map(|loan| loan.pool_id).collect();
    let pools = rooms::find_pools(conn, &ids)?;
    let size = |size: i32| u32::try_from(size).unwrap_or_default();
    Ok(pools.into_iter().map(|pool| (pool.id, size(pool.size))).collect())
}

fn look(
    conn: &mut Conn,
    booking: &Booking,
    pools: &BTreeMap<Id, u32>,
) -> QueryResult<Vec<Conflict>> {
    let others = others(conn, booking)?;
    Ok(hard(booking, &others, pools))
}

/// Published and held workshops around that time which share somebody or something with one.
fn others(conn: &mut Conn, booking: &Booking) -> QueryResult<Vec<Booking>> {
    let reach = Duration::minutes(REACH_MIN);
    let around = booking.span.widened(reach, reach);
    let mut people = booking.facilitator_ids.clone();
    people.extend(&booking.learner_ids);
    let pool_ids: Vec<Id> = booking.devices.iter().map(|(id, _)| *id).collect();
    let near = || {
        workshops::table
            .filter(workshops::state.eq_any(["published", "held"]))
            .filter(workshops::starts_at.lt(around.end))
            .filter(workshops::ends_at.gt(around.start))
            .filter(workshops::id.ne(booking.session_id))
    };
    let led: Vec<(Id, Id)> = near()
        .inner_join(facilitations::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(facilitations::person_id.eq_any(people.clone()))
        .filter(facilitations::state.eq(FacilitationState::Accepted))
        .filter(facilitations::role.ne(FacilitationRole::Observer))
        .select((workshops::id, facilitations::person_id))
        .load(conn)?;
    let learnt: Vec<(Id, Id)> = near()
        .inner_join(enrolments::table.on(enrolments::workshop_id.eq(workshops::id)))
        .filter(enrolments::person_id.eq_any(people))
        .filter(enrolments::state.eq_any([State::Confirmed, State::Offered]))
        .select((workshops::id, enrolments::person_id))
        .load(conn)?;
    let lent: Vec<(Id, Id, i32)> = match pool_ids.is_empty() {
        true => Vec::new(),
        false => near()
            .inner_join(workshop_devices::table.on(workshop_devices::workshop_id.eq(workshops::id)))
            .filter(workshop_devices::pool_id.eq_any(pool_ids))
            .select((workshops::id, workshop_devices::pool_id, workshop_devices::devices))
            .load(conn)?,
    };
    let mut ids: BTreeSet<Id> = led.iter().chain(&learnt).map(|(id, _)| *id).collect();
    ids.extend(lent.iter().map(|(id, ..)| *id));
    if let Some(room_id) = booking.room_id {
        let there: Vec<Id> =
            near().filter(workshops::room_id.eq(room_id)).select(workshops::id).load(conn)?;
        ids.extend(there);
    }
    let rows: Vec<Workshop> = workshops::table
        .filter(workshops::id.eq_any(ids.into_iter().collect::<Vec<_>>()))
        .order(workshops::id)
        .select(Workshop::as_select())
        .load(conn)?;
    let of = |all: &[(Id, Id)], id: Id| {
        all.iter().filter(|(own, _)| *own == id).map(|(_, person)| *person).collect()
    };
    let devices = |id: Id| {
        let own = lent.iter().filter(|(own, ..)| *own == id);
        own.map(|(_, pool, count)| (*pool, u32::try_from(*count).unwrap_or_default())).collect()
    };
    let full = |row: Workshop| Booking {
        facilitator_ids: of(&led, row.id),
        learner_ids: of(&learnt, row.id),
        devices: devices(row.id),
        ..empty(&row)
    };
    Ok(rows.into_iter().map(full).collect())
}

/// What had better not be: hours, absences, the monthly limit of a facilitator.
pub fn warnings(
    conn: &mut Conn,
    workshop: &Workshop,
    facilitator_id: Id,
    person_id: Id,
) -> QueryResult<Vec<Warning>> {
    let zone = zone_of(workshop);
    let weekly: Vec<(Weekday, String, String)> = weekly_hours::table
        .filter(weekly_hours::person_id.eq(person_id))
        .select((weekly_hours::weekday, weekly_hours::from_time, weekly_hours::until_time))
        .load(conn)?;
    let away: Vec<(chrono::NaiveDate, chrono::NaiveDate)> = absences::table
        .filter(absences::person_id.eq(person_id))
        .filter(absences::last_on.ge(workshop.date))
        .order(absences::first_on)
        .select((absences::first_on, absences::last_on))
        .load(conn)?;
    let limit: Option<Option<i32>> = facilitator_profiles::table
        .find(facilitator_id)
        .select(facilitator_profiles::monthly_limit)
        .first(conn)
        .optional()?;
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap_or_default();
    let availability = Availability {
        weekly: weekly
            .iter()
            .map(|(weekday, from, until)| Hours {
                weekday: *weekday,
                from: time(from),
                until: time(until),
            })
            .collect(),
        absences: away.into_iter().map(|(first, last)| Absence { first, last }).collect(),
        monthly_limit: limit.flatten().and_then(|limit| u32::try_from(limit).ok()),
    };
    let month = 32 * 86_400;
    let led: Vec<Moment> = workshops::table
        .inner_join(facilitations::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(facilitations::facilitator_id.eq(facilitator_id))
        .filter(facilitations::state.eq(FacilitationState::Accepted))
        .filter(facilitations::role.ne(FacilitationRole::Observer))
        .filter(workshops::state.eq_any(["draft", "published", "held"]))
        .filter(workshops::id.ne(workshop.id))
        .filter(workshops::starts_at.gt(workshop.starts_at.plus_seconds(-month)))
        .filter(workshops::starts_at.lt(workshop.starts_at.plus_seconds(month)))
        .select(workshops::starts_at)
        .load(conn)?;
    Ok(soft(zone, workshop.span(), &availability, &led))
}

/// The zone of a workshop's wall clock.
pub fn zone_of(workshop: &Workshop) -> chrono_tz::Tz {
    workshop.zone.parse().unwrap_or(chrono_tz::Europe::Paris)
}
