//! What happened, in the database.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::counting::Held;
use crate::platform::database::schema::{
    accounts, enrolments, facilitations, facilitator_steps, facilitators, help_requests, workshops,
};
use crate::platform::database::{Conn, Id, Moment};

/// How many ids one question names.
const BATCH: usize = 500;

/// Which workshops are counted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that one of these facilitators led or co-led; all when absent.
    pub team: Option<Vec<Id>>,
    pub programme_id: Option<Id>,
    /// Of one of these communes; all when absent.
    pub communes: Option<BTreeSet<String>>,
}

/// Held workshops up to a day, in the order of days.
pub fn held(conn: &mut Conn, filter: &Filter, to: NaiveDate) -> QueryResult<Vec<Held>> {
    let mut query = workshops::table
        .filter(workshops::state.eq("held"))
        .filter(workshops::date.le(to))
        .order((workshops::starts_at, workshops::id))
        .select((
            workshops::id,
            workshops::date,
            workshops::starts_at,
            workshops::ends_at,
            workshops::seats,
            workshops::commune_code,
        ))
        .into_boxed();
    if let Some(programme_id) = filter.programme_id {
        query = query.filter(workshops::programme_id.eq(programme_id));
    }
    let rows: Vec<(Id, NaiveDate, Moment, Moment, i32, Option<String>)> = query.load(conn)?;
    let is_there = |commune: &Option<String>| match (&filter.communes, commune) {
        (None, _) => true,
        (Some(communes), Some(commune)) => communes.contains(commune),
        (Some(_), None) => false,
    };
    let rows: Vec<_> = rows.into_iter().filter(|(.., commune)| is_there(commune)).collect();
    let ids: Vec<Id> = rows.iter().map(|(id, ..)| *id).collect();
    let mut leading = leading(conn, &ids)?;
    let (mut there, no_shows) = attendance(conn, &ids)?;
    let mut all = Vec::with_capacity(rows.len());
    for (id, date, start, end, seats, _) in rows {
        let leads = leading.remove(&id).unwrap_or_default();
        let is_of_team = |(facilitator, _): &(Id, Id)| {
            filter.team.as_ref().is_none_or(|team| team.contains(facilitator))
        };
        if filter.team.is_some() && !leads.iter().any(is_of_team) {
            continue;
        }
        all.push(Held {
            date,
            minutes: (end.millis() - start.millis()) / 60_000,
            seats: i64::from(seats),
            facilitators: leads.iter().filter(|one| is_of_team(one)).map(|(_, id)| *id).collect(),
            there: there.remove(&id).unwrap_or_default(),
            no_shows: no_shows.get(&id).copied().unwrap_or_default(),
        });
    }
    Ok(all)
}

/// Who led or co-led: facilitator and person, by workshop.
fn leading(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Vec<(Id, Id)>>> {
    let mut leading: HashMap<Id, Vec<(Id, Id)>> = HashMap::new();
    for some in ids.chunks(BATCH) {
        let rows: Vec<(Id, Id, Id)> = facilitations::table
            .filter(facilitations::workshop_id.eq_any(some.to_vec()))
            .filter(facilitations::state.eq("accepted"))
            .filter(facilitations::role.eq_any(["lead", "co"]))
            .select((
                facilitations::workshop_id,
                facilitations::facilitator_id,
                facilitations::person_id,
            ))
            .load(conn)?;
        for (workshop, facilitator, person) in rows {
            leading.entry(workshop).or_default().push((facilitator, person));
        }
    }
    Ok(leading)
}

type Attendance = (HashMap<Id, BTreeSet<Id>>, HashMap<Id, i64>);

/// Learners who were there, and how many did not come, by workshop.
fn attendance(conn: &mut Conn, ids: &[Id]) -> QueryResult<Attendance> {
    let mut there: HashMap<Id, BTreeSet<Id>> = HashMap::new();
    let mut no_shows: HashMap<Id, i64> = HashMap::new();
    for some in ids.chunks(BATCH) {
        let rows: Vec<(Id, Id, String)> = enrolments::table
            .filter(enrolments::workshop_id.eq_any(some.to_vec()))
            .filter(enrolments::role.eq("learner"))
            .filter(enrolments::state.eq_any(["attended", "partial", "walk_in", "no_show"]))
            .select((enrolments::workshop_id, enrolments::person_id, enrolments::state))
            .load(conn)?;
        for (workshop, person, state) in rows {
            if state == "no_show" {
                *no_shows.entry(workshop).or_default() += 1;
            } else {
                there.entry(workshop).or_default().insert(person);
            }
        }
    }
    Ok((there, no_shows))
}

/// When people first became active facilitators by volunteering.
pub fn activated(conn: &mut Conn) -> QueryResult<Vec<(Id, Moment)>> {
    facilitator_steps::table
        .inner_join(facilitators::table.on(facilitator_steps::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitator_steps::step.eq("activate"))
        .order(facilitator_steps::at.desc())
        .select((accounts::person_id, facilitator_steps::at))
        .load(conn)
}

/// A help request, as it is counted: when, answered when, with which outcome, where, by whom.
pub type HelpRow = (Moment, Option<Moment>, Option<String>, String, Option<Id>);

/// Help requests asked between two instants; those withdrawn count for nothing.
pub fn asked(conn: &mut Conn, (from, to): (Moment, Moment)) -> QueryResult<Vec<HelpRow>> {
    help_requests::table
        .filter(help_requests::asked_at.ge(from))
        .filter(help_requests::asked_at.lt(to))
        .filter(help_requests::state.ne("withdrawn"))
        .select((
            help_requests::asked_at,
            help_requests::answered_at,
            help_requests::outcome,
            help_requests::area,
            help_requests::claimed_by,
        ))
        .load(conn)
}

/// The people of facilitators.
pub fn people_of(conn: &mut Conn, facilitator_ids: &[Id]) -> QueryResult<BTreeSet<Id>> {
    let rows: Vec<Id> = facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq_any(facilitator_ids.to_vec()))
        .select(accounts::person_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
