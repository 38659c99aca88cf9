//! Profiles, offers, steps and availability in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count_star, not};
use diesel::prelude::*;

use super::availability::Availability;
use super::life::Step;
use super::offer::{Offer, Reach};
use super::views::{AbsenceDays, AvailabilityView, StepView, WeeklyHours};
use crate::competences::levels::Level;
use crate::facilitators::{self, FacilitatorKind, FacilitatorStatus};
use crate::network::series::Weekday;
use crate::network::time::Span;
use crate::platform::clock::Clock;
use crate::platform::database::schema::{
    absences, accounts, busy_quarters, facilitations, facilitator_profiles, facilitator_steps,
    facilitators as rows, offered_competences, team_memberships, weekly_hours, workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Problem, upsert};

/// A quarter of an hour, in milliseconds.
const QUARTER_MS: i64 = 900_000;

/// A facilitator as a person.
#[derive(Clone, Debug, Queryable)]
pub struct Standing {
    pub id: Id,
    pub account_id: Id,
    pub person_id: Id,
    pub kind: FacilitatorKind,
    pub status: FacilitatorStatus,
    pub first_name: String,
    pub last_name: String,
}

impl Standing {
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// What a facilitator says of themself besides competences.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct Profile {
    pub version: i32,
    pub monthly_limit: Option<i32>,
    pub reach: Reach,
}

macro_rules! standings {
    () => {
        rows::table.inner_join(accounts::table.on(rows::account_id.eq(accounts::id))).select((
            rows::id,
            rows::account_id,
            accounts::person_id,
            rows::kind,
            rows::status,
            accounts::first_name,
            accounts::last_name,
        ))
    };
}

/// The facilitator behind an account, or behind an id.
pub fn of_account(conn: &mut Conn, account_id: Id) -> QueryResult<Option<Standing>> {
    standings!().filter(rows::account_id.eq(account_id)).first(conn).optional()
}

/// The facilitators that a coordinator has to do with: those of their teams today, and volunteers
/// who are in no team at all; with whether they are in a team of theirs.
pub fn seen_by(
    conn: &mut Conn,
    coordinator_account_id: Id,
    today: NaiveDate,
) -> QueryResult<Vec<(Standing, bool)>> {
    let team = facilitators::team_of(conn, coordinator_account_id, today)?;
    let mut found: Vec<(Standing, bool)> = standings!()
        .filter(rows::id.eq_any(team.clone()))
        .load::<Standing>(conn)?
        .into_iter()
        .map(|standing| (standing, true))
        .collect();
    let present =
        team_memberships::table.filter(team_memberships::facilitator_id.eq(rows::id)).filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        );
    let volunteers: Vec<Standing> = standings!()
        .filter(rows::status.eq(FacilitatorStatus::Candidate))
        .filter(not(diesel::dsl::exists(present)))
        .load(conn)?;
    found.extend(volunteers.into_iter().map(|standing| (standing, false)));
    found.sort_by_cached_key(|(standing, _)| (standing.name(), standing.id));
    Ok(found)
}

pub fn profile(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Option<Profile>> {
    facilitator_profiles::table
        .find(facilitator_id)
        .select((
            facilitator_profiles::version,
            facilitator_profiles::monthly_limit,
            facilitator_profiles::reach,
        ))
        .first(conn)
        .optional()
}

/// What facilitators offer.
pub fn offers(conn: &mut Conn, facilitator_ids: &[Id]) -> QueryResult<HashMap<Id, Vec<Offer>>> {
    let found: Vec<(Id, Id, Level)> = offered_competences::table
        .filter(offered_competences::facilitator_id.eq_any(facilitator_ids.to_vec()))
        .order((offered_competences::facilitator_id, offered_competences::competence_id))
        .select((
            offered_competences::facilitator_id,
            offered_competences::competence_id,
            offered_competences::up_to,
        ))
        .load(conn)?;
    let mut offers: HashMap<Id, Vec<Offer>> = HashMap::new();
    for (facilitator, competence_id, up_to) in found {
        offers.entry(facilitator).or_default().push(Offer { competence_id, up_to });
    }
    Ok(offers)
}

/// Writes a profile: new, or at the version after the one seen.
///
/// # Errors
/// 412 when somebody else was faster.
pub fn save(
    conn: &mut Conn,
    facilitator_id: Id,
    profile: Profile,
    offers: &[Offer],
    now: Moment,
) -> Result<(), Problem> {
    if profile.version == 1 {
        diesel::insert_into(facilitator_profiles::table)
            .values((
                facilitator_profiles::facilitator_id.eq(facilitator_id),
                facilitator_profiles::version.eq(1),
                facilitator_profiles::monthly_limit.eq(profile.monthly_limit),
                facilitator_profiles::reach.eq(profile.reach),
                facilitator_profiles::created_at.eq(now),
                facilitator_profiles::updated_at.eq(now),
            ))
            .execute(conn)?;
    } else {
        let seen = profile.version - 1;
        let changed = diesel::update(facilitator_profiles::table.find(facilitator_id))
            .filter(facilitator_profiles::version.eq(seen))
            .set((
                facilitator_profiles::version.eq(profile.version),
                facilitator_profiles::monthly_limit.eq(profile.monthly_limit),
                facilitator_profiles::reach.eq(profile.reach),
                facilitator_profiles::updated_at.eq(now),
            ))
            .execute(conn)?;
        upsert::one(changed, seen)?;
    }
    diesel::delete(offered_competences::table)
        .filter(offered_competences::facilitator_id.eq(facilitator_id))
        .execute(conn)?;
    for offer in offers {
        diesel::insert_into(offered_competences::table)
            .values((
                offered_competences::facilitator_id.eq(facilitator_id),
                offered_competences::competence_id.eq(offer.competence_id),
                offered_competences::up_to.eq(offer.up_to),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The steps of a facilitator's life, oldest first.
pub fn steps(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Vec<StepView>> {
    type Row = (Step, FacilitatorStatus, bool, Option<String>, Moment);
    let found: Vec<Row> = facilitator_steps::table
        .filter(facilitator_steps::facilitator_id.eq(facilitator_id))
        .order((facilitator_steps::at, facilitator_steps::id))
        .select((
            facilitator_steps::step,
            facilitator_steps::status,
            facilitator_steps::is_waiver,
            facilitator_steps::reason,
            facilitator_steps::at,
        ))
        .load(conn)?;
    let view =
        |(step, status, is_waiver, reason, at)| StepView { step, status, is_waiver, reason, at };
    Ok(found.into_iter().map(view).collect())
}

pub fn note_step(
    conn: &mut Conn,
    clock: &Clock,
    facilitator_id: Id,
    by: Id,
    view: &StepView,
) -> QueryResult<()> {
    diesel::insert_into(facilitator_steps::table)
        .values((
            facilitator_steps::id.eq(clock.new_id()),
            facilitator_steps::facilitator_id.eq(facilitator_id),
            facilitator_steps::step.eq(view.step),
            facilitator_steps::status.eq(view.status),
            facilitator_steps::is_waiver.eq(view.is_waiver),
            facilitator_steps::reason.eq(view.reason.clone()),
            facilitator_steps::account_id.eq(by),
            facilitator_steps::at.eq(view.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// How many held sessions facilitators observed, and co-led to the lead's content.
pub fn tried(conn: &mut Conn, facilitator_ids: &[Id]) -> QueryResult<HashMap<Id, (usize, usize)>> {
    let held = || {
        facilitations::table
            .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
            .filter(facilitations::facilitator_id.eq_any(facilitator_ids.to_vec()))
            .filter(facilitations::state.eq("accepted"))
            .filter(workshops::state.eq("held"))
    };
    let observed: Vec<(Id, i64)> = held()
        .filter(facilitations::role.eq("observer"))
        .group_by(facilitations::facilitator_id)
        .select((facilitations::facilitator_id, count_star()))
        .load(conn)?;
    let co_led: Vec<(Id, i64)> = held()
        .filter(facilitations::role.eq("co"))
        .filter(facilitations::endorsed_at.is_not_null())
        .group_by(facilitations::facilitator_id)
        .select((facilitations::facilitator_id, count_star()))
        .load(conn)?;
    let mut tried: HashMap<Id, (usize, usize)> = HashMap::new();
    let many = |count: i64| usize::try_from(count).unwrap_or_default();
    for (id, count) in observed {
        tried.entry(id).or_default().0 = many(count);
    }
    for (id, count) in co_led {
        tried.entry(id).or_default().1 = many(count);
    }
    Ok(tried)
}

/// When somebody can come, as they said.
pub fn availability(conn: &mut Conn, person_id: Id) -> QueryResult<AvailabilityView> {
    let mut all = availabilities(conn, &[person_id])?;
    Ok(all
        .remove(&person_id)
        .unwrap_or(AvailabilityView { weekly: Vec::new(), absences: Vec::new() }))
}

fn availabilities(
    conn: &mut Conn,
    person_ids: &[Id],
) -> QueryResult<HashMap<Id, AvailabilityView>> {
    let mut known: HashMap<Id, AvailabilityView> = HashMap::new();
    let nothing = || AvailabilityView { weekly: Vec::new(), absences: Vec::new() };
    let hours: Vec<(Id, Weekday, String, String)> = weekly_hours::table
        .filter(weekly_hours::person_id.eq_any(person_ids.to_vec()))
        .select((
            weekly_hours::person_id,
            weekly_hours::weekday,
            weekly_hours::from_time,
            weekly_hours::until_time,
        ))
        .load(conn)?;
    for (person, weekday, from, until) in hours {
        let hours = WeeklyHours { weekday, from: TimeOfDay(from), until: TimeOfDay(until) };
        known.entry(person).or_insert_with(nothing).weekly.push(hours);
    }
    let away: Vec<(Id, NaiveDate, NaiveDate)> = absences::table
        .filter(absences::person_id.eq_any(person_ids.to_vec()))
        .order((absences::first_on, absences::id))
        .select((absences::person_id, absences::first_on, absences::last_on))
        .load(conn)?;
    for (person, first, last) in away {
        let days = AbsenceDays { first_on: Day(first), last_on: Day(last) };
        known.entry(person).or_insert_with(nothing).absences.push(days);
    }
    for view in known.values_mut() {
        view.weekly.sort_by_key(|hours| (hours.weekday, hours.from.0.clone()));
    }
    Ok(known)
}

/// When people can come, as the rules know it; any hour for those who said nothing.
pub fn availability_of(
    conn: &mut Conn,
    person_ids: &[Id],
) -> QueryResult<HashMap<Id, Availability>> {
    let known = availabilities(conn, person_ids)?;
    let rules = |view: AvailabilityView| Availability {
        weekly: view.weekly.iter().filter_map(WeeklyHours::hours).collect(),
        absences: view.absences.into_iter().map(Into::into).collect(),
        monthly_limit: None,
    };
    let mut all: HashMap<Id, Availability> =
        person_ids.iter().map(|id| (*id, Availability::default())).collect();
    all.extend(known.into_iter().map(|(id, view)| (id, rules(view))));
    Ok(all)
}

/// Replaces when somebody can come each week.
pub fn set_weekly(conn: &mut Conn, person_id: Id, weekly: &[WeeklyHours]) -> QueryResult<()> {
    diesel::delete(weekly_hours::table)
        .filter(weekly_hours::person_id.eq(person_id))
        .execute(conn)?;
    for hours in weekly {
        diesel::insert_into(weekly_hours::table)
            .values((
                weekly_hours::person_id.eq(person_id),
                weekly_hours::weekday.eq(hours.weekday),
                weekly_hours::from_time.eq(hours.from.0.clone()),
                weekly_hours::until_time.eq(hours.until.0.clone()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Replaces the days on which somebody is away.
pub fn set_absences(
    conn: &mut Conn,
    clock: &Clock,
    person_id: Id,
    away: &[AbsenceDays],
) -> QueryResult<()> {
    diesel::delete(absences::table).filter(absences::person_id.eq(person_id)).execute(conn)?;
    for days in away {
        diesel::insert_into(absences::table)
            .values((
                absences::id.eq(clock.new_id()),
                absences::person_id.eq(person_id),
                absences::first_on.eq(days.first_on.0),
                absences::last_on.eq(days.last_on.0),
                absences::created_at.eq(clock.now()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The time that people are taken by workshops within a span, in order.
pub fn booked_of(
    conn: &mut Conn,
    person_ids: &[Id],
    within: Span,
) -> QueryResult<HashMap<Id, Vec<Span>>> {
    let quarter = |at: Moment| i32::try_from(at.millis().div_euclid(QUARTER_MS)).unwrap_or(0);
    let taken: Vec<(Id, i32)> = busy_quarters::table
        .filter(busy_quarters::subject_id.eq_any(person_ids.to_vec()))
        .filter(busy_quarters::quarter.between(quarter(within.start), quarter(within.end)))
        .order((busy_quarters::subject_id, busy_quarters::quarter))
        .select((busy_quarters::subject_id, busy_quarters::quarter))
        .load(conn)?;
    let mut booked: HashMap<Id, Vec<Span>> = HashMap::new();
    for (person, quarter) in taken {
        let start = Moment::from_millis(i64::from(quarter) * QUARTER_MS);
        let end = start.plus_seconds(QUARTER_MS / 1_000);
        let own = booked.entry(person).or_default();
        match own.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => own.push(Span { start, end }),
        }
    }
    Ok(booked)
}

/// A workshop that somebody gives back: its id, and the account that planned it.
pub type GivenBack = (Id, Id);

/// The workshops to come that a facilitator is to facilitate, or was asked to.
pub fn to_give_back(conn: &mut Conn, id: Id, now: Moment) -> QueryResult<Vec<GivenBack>> {
    facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(facilitations::facilitator_id.eq(id))
        .filter(facilitations::state.eq_any(["invited", "accepted"]))
        .filter(workshops::state.eq_any(["draft", "published"]))
        .filter(workshops::starts_at.gt(now))
        .order((workshops::starts_at, workshops::id))
        .select((workshops::id, workshops::author_id))
        .load(conn)
}
