//! What happened, in the database.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::counting::{Counts, Held};
use crate::funding::Perimeter;
use crate::platform::database::schema::{
    accounts, enrolments, facilitations, facilitator_steps, facilitators, help_requests, sessions,
    workshops,
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
    /// Those of a funder's perimeter; all when absent.
    pub perimeter: Option<Perimeter>,
}

impl Filter {
    fn takes(&self, counts: &Counts) -> bool {
        let is_there = |communes: &BTreeSet<String>| {
            counts.commune.as_ref().is_some_and(|commune| communes.contains(commune))
        };
        let is_paid = |perimeter: &Perimeter| {
            let (commune, departement) = (counts.commune.as_deref(), counts.departement.as_deref());
            perimeter.holds(counts.programme, counts.organization, commune, departement)
        };
        self.programme_id.is_none_or(|id| counts.programme == Some(id))
            && self.communes.as_ref().is_none_or(is_there)
            && self.perimeter.as_ref().is_none_or(is_paid)
    }
}

/// A workshop, as it is read: id, day and minutes of the log, seats.
type Row = (Id, NaiveDate, i32, i32);
/// Its session in the log: organization, programme, commune, département, how many were there.
type Logged = (Option<Id>, Option<Id>, Option<String>, Option<String>, i32);

/// Held workshops up to a day, in the order of days. Where the log was corrected, it is the log that
/// counts: as in statistics and in what people gave.
pub fn held(conn: &mut Conn, filter: &Filter, to: NaiveDate) -> QueryResult<Vec<Held>> {
    let rows: Vec<(Row, Logged)> = workshops::table
        .inner_join(sessions::table.on(workshops::session_id.eq(sessions::id.nullable())))
        .filter(workshops::state.eq("held"))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::date.le(to))
        .order((sessions::date, workshops::starts_at, workshops::id))
        .select((
            (workshops::id, sessions::date, sessions::duration_min, workshops::seats),
            (
                sessions::organization_id,
                sessions::programme_id,
                sessions::commune_code,
                sessions::departement_code,
                sessions::participant_count,
            ),
        ))
        .load(conn)?;
    let counted = rows.into_iter().map(|(row, logged)| {
        let (organization, programme, commune, departement, participants) = logged;
        (row, Counts { programme, organization, commune, departement }, participants)
    });
    let rows: Vec<(Row, Counts, i32)> =
        counted.filter(|(_, counts, _)| filter.takes(counts)).collect();
    let ids: Vec<Id> = rows.iter().map(|((id, ..), ..)| *id).collect();
    let mut leading = leading(conn, &ids)?;
    let (mut there, mut no_shows) = attendance(conn, &ids)?;
    let mut all = Vec::with_capacity(rows.len());
    for ((id, date, minutes, seats), counts, participants) in rows {
        let leads = leading.remove(&id).unwrap_or_default();
        let there = there.remove(&id).unwrap_or_default();
        let listed = i64::try_from(there.len()).unwrap_or(i64::MAX);
        let is_of_team = |(facilitator, _): &(Id, Id)| {
            filter.team.as_ref().is_none_or(|team| team.contains(facilitator))
        };
        if filter.team.is_some() && !leads.iter().any(is_of_team) {
            continue;
        }
        all.push(Held {
            id: Some(id),
            date,
            minutes: i64::from(minutes),
            seats: i64::from(seats),
            facilitators: leads.iter().filter(|one| is_of_team(one)).map(|(_, id)| *id).collect(),
            there,
            // The log counts whoever the lead does not follow without a name, listed or not.
            anonymous: (i64::from(participants) - listed).max(0),
            no_shows: no_shows.remove(&id).unwrap_or_default(),
            counts,
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

type People = HashMap<Id, BTreeSet<Id>>;

/// Learners who were there, and those who did not come, by workshop.
fn attendance(conn: &mut Conn, ids: &[Id]) -> QueryResult<(People, People)> {
    let (mut there, mut no_shows) = (People::new(), People::new());
    for some in ids.chunks(BATCH) {
        let rows: Vec<(Id, Id, String)> = enrolments::table
            .filter(enrolments::workshop_id.eq_any(some.to_vec()))
            .filter(enrolments::role.eq("learner"))
            .filter(enrolments::state.eq_any(["attended", "partial", "walk_in", "no_show"]))
            .select((enrolments::workshop_id, enrolments::person_id, enrolments::state))
            .load(conn)?;
        for (workshop, person, state) in rows {
            let among = if state == "no_show" { &mut no_shows } else { &mut there };
            among.entry(workshop).or_default().insert(person);
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

/// A help request, as it is counted: when, answered when, with which outcome, where, by whom, for
/// whom.
pub type HelpRow = (Moment, Option<Moment>, Option<String>, String, Option<Id>, Id);

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
            help_requests::person_id,
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
