//! Help requests in the database.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::life::{HelpRequest, HelpState, Outcome};
use super::views::HelpEvent;
use crate::competences::levels::Level;
use crate::facilitators::FacilitatorStatus;
use crate::platform::clock::Clock;
use crate::platform::database::schema::{
    accounts, enrolments, facilitations, facilitators, help_requests, help_steps, learners,
    place_attachments, places, sessions, team_memberships, teams, workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Problem, Stored, upsert};

/// The most that one list shows.
pub const MOST: usize = 200;

/// A request as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = help_requests, treat_none_as_null = true)]
pub struct HelpRow {
    pub id: Id,
    pub version: i32,
    pub digest: String,
    pub person_id: Id,
    pub learner_id: Option<Id>,
    pub author_id: Id,
    pub competence_id: Option<Id>,
    pub target_level: Option<Level>,
    pub question: Option<String>,
    pub area: String,
    pub hides_name: bool,
    pub state: HelpState,
    pub asked_at: Moment,
    pub claimed_by: Option<Id>,
    pub claimed_at: Option<Moment>,
    pub workshop_id: Option<Id>,
    pub session_id: Option<Id>,
    pub outcome: Option<Outcome>,
    pub answered_at: Option<Moment>,
    pub updated_at: Moment,
}

impl Stored for HelpRow {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

impl HelpRow {
    /// As the rules know it; what was agreed on is a session or a planned workshop.
    pub fn rules(&self) -> HelpRequest {
        HelpRequest {
            id: self.id,
            person_id: self.person_id,
            competence_id: self.competence_id,
            target: self.target_level,
            area: self.area.clone(),
            asked_at: self.asked_at,
            hides_name: self.hides_name,
            state: self.state,
            claimed_by: self.claimed_by,
            claimed_at: self.claimed_at,
            session_id: self.session_id.or(self.workshop_id),
            outcome: self.outcome,
        }
    }

    /// What the rules made of it.
    pub fn obey(&mut self, rules: &HelpRequest, now: Moment) {
        if rules.session_id.is_none() {
            (self.session_id, self.workshop_id) = (None, None);
        }
        if rules.state == HelpState::Answered && self.state != HelpState::Answered {
            self.answered_at = Some(now);
        }
        self.state = rules.state;
        self.claimed_by = rules.claimed_by;
        self.claimed_at = rules.claimed_at;
        self.outcome = rules.outcome;
        self.version += 1;
        self.updated_at = now;
    }
}

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<HelpRow>> {
    help_requests::table.find(id).select(HelpRow::as_select()).first(conn).optional()
}

pub fn insert(conn: &mut Conn, row: &HelpRow) -> QueryResult<()> {
    diesel::insert_into(help_requests::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// Writes what a step made of a request.
///
/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &HelpRow) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(help_requests::table)
        .filter(help_requests::id.eq(row.id))
        .filter(help_requests::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Notes what happened to a request; `person_id` is who did it, or who was asked.
pub fn note(
    conn: &mut Conn,
    clock: &Clock,
    request_id: Id,
    (step, person_id): (&str, Option<Id>),
    note: Option<&str>,
) -> QueryResult<()> {
    diesel::insert_into(help_steps::table)
        .values((
            help_steps::id.eq(clock.new_id()),
            help_steps::request_id.eq(request_id),
            help_steps::step.eq(step.to_owned()),
            help_steps::person_id.eq(person_id),
            help_steps::note.eq(note.map(str::to_owned)),
            help_steps::at.eq(clock.now()),
        ))
        .execute(conn)?;
    Ok(())
}

/// What happened to requests, but for who was asked.
pub fn events(
    conn: &mut Conn,
    request_ids: &[Id],
    silent: &[&str],
) -> QueryResult<HashMap<Id, Vec<HelpEvent>>> {
    let rows: Vec<(Id, String, Option<String>, Moment)> = help_steps::table
        .filter(help_steps::request_id.eq_any(request_ids.to_vec()))
        .filter(help_steps::step.ne_all(silent.iter().map(|step| (*step).to_owned())))
        .order((help_steps::at, help_steps::id))
        .select((help_steps::request_id, help_steps::step, help_steps::note, help_steps::at))
        .load(conn)?;
    let mut events: HashMap<Id, Vec<HelpEvent>> = HashMap::new();
    for (request, step, note, at) in rows {
        events.entry(request).or_default().push(HelpEvent { step, note, at });
    }
    Ok(events)
}

/// The kinds of steps that a request took.
pub fn steps_of(conn: &mut Conn, request_id: Id) -> QueryResult<Vec<String>> {
    help_steps::table
        .filter(help_steps::request_id.eq(request_id))
        .select(help_steps::step)
        .distinct()
        .load(conn)
}

/// Who was asked by name for a request.
pub fn asked(conn: &mut Conn, request_id: Id) -> QueryResult<HashSet<Id>> {
    let rows: Vec<Option<Id>> = help_steps::table
        .filter(help_steps::request_id.eq(request_id))
        .filter(help_steps::step.eq("asked"))
        .select(help_steps::person_id)
        .load(conn)?;
    Ok(rows.into_iter().flatten().collect())
}

/// The requests for which somebody was asked by name.
pub fn asked_of(conn: &mut Conn, person_id: Id) -> QueryResult<HashSet<Id>> {
    let rows: Vec<Id> = help_steps::table
        .filter(help_steps::person_id.eq(person_id))
        .filter(help_steps::step.eq("asked"))
        .select(help_steps::request_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The requests that are not over and took a step.
pub fn reached(conn: &mut Conn, step: &str) -> QueryResult<HashSet<Id>> {
    let rows: Vec<Id> = help_steps::table
        .inner_join(help_requests::table.on(help_steps::request_id.eq(help_requests::id)))
        .filter(help_steps::step.eq(step.to_owned()))
        .filter(help_requests::state.eq_any([
            HelpState::Open,
            HelpState::Claimed,
            HelpState::Scheduled,
        ]))
        .select(help_steps::request_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The person behind an account.
pub fn person_of(conn: &mut Conn, account_id: Id) -> QueryResult<Id> {
    accounts::table.find(account_id).select(accounts::person_id).first(conn)
}

/// Whether somebody asks for help with a competence already.
pub fn asks_already(conn: &mut Conn, person_id: Id, competence_id: Id) -> QueryResult<bool> {
    let found: i64 = help_requests::table
        .filter(help_requests::person_id.eq(person_id))
        .filter(help_requests::competence_id.eq(competence_id))
        .filter(help_requests::state.eq_any([
            HelpState::Open,
            HelpState::Claimed,
            HelpState::Scheduled,
        ]))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// What somebody asked for, for themself or for others, newest first.
pub fn own(conn: &mut Conn, person_id: Id, account_id: Id) -> QueryResult<Vec<HelpRow>> {
    help_requests::table
        .filter(help_requests::person_id.eq(person_id).or(help_requests::author_id.eq(account_id)))
        .order((help_requests::asked_at.desc(), help_requests::id.desc()))
        .limit(200)
        .select(HelpRow::as_select())
        .load(conn)
}

/// What somebody took on, and all that is open: who waits longest first. Whom each is shown is the
/// caller's to say.
pub fn open_or_claimed_by(conn: &mut Conn, person_id: Id) -> QueryResult<Vec<HelpRow>> {
    help_requests::table
        .filter(
            help_requests::state
                .eq(HelpState::Open)
                .or(help_requests::claimed_by.eq(person_id).assume_not_null()),
        )
        .order((help_requests::asked_at, help_requests::id))
        .select(HelpRow::as_select())
        .load(conn)
}

/// All that is not over.
pub fn running(conn: &mut Conn) -> QueryResult<Vec<HelpRow>> {
    help_requests::table
        .filter(help_requests::state.eq_any([
            HelpState::Open,
            HelpState::Claimed,
            HelpState::Scheduled,
        ]))
        .order((help_requests::asked_at, help_requests::id))
        .select(HelpRow::as_select())
        .load(conn)
}

/// The communes in which an active facilitator works.
pub fn communes_of(
    conn: &mut Conn,
    facilitator_id: Id,
    today: NaiveDate,
) -> QueryResult<HashSet<String>> {
    let rows: Vec<String> = place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .inner_join(facilitators::table.on(place_attachments::facilitator_id.eq(facilitators::id)))
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(facilitators::status.eq(FacilitatorStatus::Active))
        .filter(
            place_attachments::ended_on
                .is_null()
                .or(place_attachments::ended_on.ge(today).assume_not_null()),
        )
        .select(places::commune_code)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The active facilitators who work in a commune, as people.
pub fn people_of_commune(
    conn: &mut Conn,
    commune_code: &str,
    today: NaiveDate,
) -> QueryResult<Vec<Id>> {
    place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .inner_join(facilitators::table.on(place_attachments::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(places::commune_code.eq(commune_code.to_owned()))
        .filter(facilitators::status.eq(FacilitatorStatus::Active))
        .filter(
            place_attachments::ended_on
                .is_null()
                .or(place_attachments::ended_on.ge(today).assume_not_null()),
        )
        .order(accounts::person_id)
        .select(accounts::person_id)
        .distinct()
        .load(conn)
}

/// The coordinators of those who work in a commune; of everybody, where nobody does.
pub fn coordinators_of_commune(
    conn: &mut Conn,
    commune_code: &str,
    today: NaiveDate,
) -> QueryResult<Vec<Id>> {
    let there = place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .filter(places::commune_code.eq(commune_code.to_owned()))
        .filter(place_attachments::ended_on.is_null())
        .select(place_attachments::facilitator_id);
    let coordinators = || {
        teams::table
            .inner_join(team_memberships::table.on(team_memberships::team_id.eq(teams::id)))
            .inner_join(accounts::table.on(teams::coordinator_account_id.eq(accounts::id)))
            .filter(
                team_memberships::left_on
                    .is_null()
                    .or(team_memberships::left_on.gt(today).assume_not_null()),
            )
            .order(accounts::person_id)
            .select(accounts::person_id)
            .distinct()
    };
    let near: Vec<Id> =
        coordinators().filter(team_memberships::facilitator_id.eq_any(there)).load(conn)?;
    if near.is_empty() { coordinators().load(conn) } else { Ok(near) }
}

/// The names of people, by their account; of followed learners, by the record.
pub fn names(conn: &mut Conn, rows: &[HelpRow]) -> QueryResult<HashMap<Id, String>> {
    let people: Vec<Id> =
        rows.iter().flat_map(|row| [Some(row.person_id), row.claimed_by]).flatten().collect();
    let followed: Vec<Id> = rows.iter().filter_map(|row| row.learner_id).collect();
    let learners: Vec<(Id, String, String)> = learners::table
        .filter(learners::id.eq_any(followed))
        .select((learners::person_id, learners::first_name, learners::last_name))
        .load(conn)?;
    let accounts: Vec<(Id, String, String)> = accounts::table
        .filter(accounts::person_id.eq_any(people))
        .select((accounts::person_id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    let all = learners.into_iter().chain(accounts);
    Ok(all.map(|(id, first, last)| (id, format!("{first} {last}"))).collect())
}

/// Whether a held session of the log is a facilitator's own, on a day or later.
pub fn is_own_session(
    conn: &mut Conn,
    session_id: Id,
    facilitator_id: Id,
    from: NaiveDate,
) -> QueryResult<bool> {
    let found: i64 = sessions::table
        .find(session_id)
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::date.ge(from))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Whether somebody leads or co-leads a workshop to come.
pub fn leads(conn: &mut Conn, workshop_id: Id, person_id: Id, now: Moment) -> QueryResult<bool> {
    let found: i64 = facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(workshops::id.eq(workshop_id))
        .filter(workshops::state.eq_any(["draft", "published"]))
        .filter(workshops::starts_at.gt(now))
        .filter(facilitations::person_id.eq(person_id))
        .filter(facilitations::state.eq("accepted"))
        .filter(facilitations::role.eq_any(["lead", "co"]))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}

/// Where the workshops of scheduled requests stand.
pub fn workshop_states(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, String>> {
    let rows: Vec<(Id, String)> = workshops::table
        .filter(workshops::id.eq_any(ids))
        .select((workshops::id, workshops::state))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Whether somebody was at a workshop, wholly or in part.
pub fn was_there(conn: &mut Conn, workshop_id: Id, person_id: Id) -> QueryResult<bool> {
    let found: i64 = enrolments::table
        .filter(enrolments::workshop_id.eq(workshop_id))
        .filter(enrolments::person_id.eq(person_id))
        .filter(enrolments::state.eq_any(["attended", "partial", "walk_in"]))
        .count()
        .get_result(conn)?;
    Ok(found > 0)
}
