//! Pairs in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;

use super::{Goal, Pair, PairState};
use crate::competences::levels::Level;
use crate::facilitators::FacilitatorStatus;
use crate::platform::database::schema::{
    accounts, facilitators, learners, mentoring_goals, mentoring_pairs, participations, persons,
    sessions, team_memberships, teams,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Problem, Stored, upsert};

/// A pair as it is kept, without its goals.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mentoring_pairs, treat_none_as_null = true)]
pub struct PairRow {
    pub id: Id,
    pub version: i32,
    pub digest: String,
    pub mentor_id: Id,
    pub learner_id: Id,
    pub proposed_by: Id,
    pub state: PairState,
    pub proposed_at: Moment,
    pub accepted_at: Option<Moment>,
    pub last_met_at: Option<Moment>,
    pub updated_at: Moment,
}

impl Stored for PairRow {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// A goal as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct GoalRow {
    pub goal: Goal,
    pub reached_at: Option<Moment>,
}

impl PairRow {
    /// As the rules know it.
    pub fn rules(&self, goals: &[GoalRow]) -> Pair {
        Pair {
            id: self.id,
            mentor_id: self.mentor_id,
            learner_id: self.learner_id,
            proposed_by: self.proposed_by,
            goals: goals.iter().map(|row| row.goal).collect(),
            state: self.state,
            proposed_at: self.proposed_at,
            accepted_at: self.accepted_at,
            last_met_at: self.last_met_at,
        }
    }

    /// What the rules made of it.
    pub fn obey(&mut self, rules: &Pair, now: Moment) {
        self.state = rules.state;
        self.accepted_at = rules.accepted_at;
        self.last_met_at = rules.last_met_at;
        self.version += 1;
        self.updated_at = now;
    }
}

/// Makes concurrent deeds on pairs of these people wait for each other: SQLite has one writer,
/// PostgreSQL locks the rows, always in the same order.
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

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<PairRow>> {
    mentoring_pairs::table.find(id).select(PairRow::as_select()).first(conn).optional()
}

/// The pairs of people, whatever became of them, newest first.
pub fn of_people(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<PairRow>> {
    mentoring_pairs::table
        .filter(
            mentoring_pairs::mentor_id
                .eq_any(person_ids.to_vec())
                .or(mentoring_pairs::learner_id.eq_any(person_ids.to_vec())),
        )
        .order((mentoring_pairs::proposed_at.desc(), mentoring_pairs::id.desc()))
        .select(PairRow::as_select())
        .load(conn)
}

/// All that is proposed or runs.
pub fn live(conn: &mut Conn) -> QueryResult<Vec<PairRow>> {
    mentoring_pairs::table
        .filter(mentoring_pairs::state.eq_any([
            PairState::Proposed,
            PairState::Accepted,
            PairState::Active,
        ]))
        .order(mentoring_pairs::id)
        .select(PairRow::as_select())
        .load(conn)
}

/// The goals of pairs, in the order of competences.
pub fn goals(conn: &mut Conn, pair_ids: &[Id]) -> QueryResult<HashMap<Id, Vec<GoalRow>>> {
    let rows: Vec<(Id, Id, Level, NaiveDate, Option<Moment>)> = mentoring_goals::table
        .filter(mentoring_goals::pair_id.eq_any(pair_ids.to_vec()))
        .order((mentoring_goals::pair_id, mentoring_goals::competence_id))
        .select((
            mentoring_goals::pair_id,
            mentoring_goals::competence_id,
            mentoring_goals::target_level,
            mentoring_goals::by_on,
            mentoring_goals::reached_at,
        ))
        .load(conn)?;
    let mut goals: HashMap<Id, Vec<GoalRow>> = HashMap::new();
    for (pair, competence_id, target, by, reached_at) in rows {
        let goal = Goal { competence_id, target, by };
        goals.entry(pair).or_default().push(GoalRow { goal, reached_at });
    }
    Ok(goals)
}

pub fn insert(conn: &mut Conn, row: &PairRow, goals: &[Goal]) -> QueryResult<()> {
    diesel::insert_into(mentoring_pairs::table).values(row.clone()).execute(conn)?;
    for goal in goals {
        diesel::insert_into(mentoring_goals::table)
            .values((
                mentoring_goals::pair_id.eq(row.id),
                mentoring_goals::competence_id.eq(goal.competence_id),
                mentoring_goals::target_level.eq(goal.target),
                mentoring_goals::by_on.eq(goal.by),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Writes what a step made of a pair.
///
/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &PairRow) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(mentoring_pairs::table)
        .filter(mentoring_pairs::id.eq(row.id))
        .filter(mentoring_pairs::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// Notes that a goal is reached.
pub fn reach(conn: &mut Conn, pair_id: Id, competence_id: Id, now: Moment) -> QueryResult<()> {
    diesel::update(mentoring_goals::table.find((pair_id, competence_id)))
        .set(mentoring_goals::reached_at.eq(now))
        .execute(conn)?;
    Ok(())
}

/// The person of an active facilitator.
pub fn active_person(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Option<Id>> {
    facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq(facilitator_id))
        .filter(facilitators::status.eq(FacilitatorStatus::Active))
        .filter(accounts::status.ne("suspended"))
        .select(accounts::person_id)
        .first(conn)
        .optional()
}

/// The names of people with an account.
pub fn names(conn: &mut Conn, person_ids: Vec<Id>) -> QueryResult<HashMap<Id, String>> {
    let rows: Vec<(Id, String, String)> = accounts::table
        .filter(accounts::person_id.eq_any(person_ids))
        .select((accounts::person_id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect())
}

/// The last day on which each running pair met: an individual session of the mentor's log with the
/// learner.
pub fn meetings(conn: &mut Conn) -> QueryResult<HashMap<Id, NaiveDate>> {
    let rows: Vec<(Id, Option<NaiveDate>)> = mentoring_pairs::table
        .inner_join(accounts::table.on(accounts::person_id.eq(mentoring_pairs::mentor_id)))
        .inner_join(facilitators::table.on(facilitators::account_id.eq(accounts::id)))
        .inner_join(sessions::table.on(sessions::facilitator_id.eq(facilitators::id)))
        .inner_join(participations::table.on(participations::session_id.eq(sessions::id)))
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .filter(learners::person_id.eq(mentoring_pairs::learner_id))
        .filter(mentoring_pairs::state.eq_any([PairState::Accepted, PairState::Active]))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::kind.eq("individual"))
        .group_by(mentoring_pairs::id)
        .select((mentoring_pairs::id, max(sessions::date)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, day)| Some((id, day?))).collect())
}

/// The coordinators of a mentor's teams, as people.
pub fn coordinators_of(conn: &mut Conn, mentor_id: Id, today: NaiveDate) -> QueryResult<Vec<Id>> {
    let teams_of: Vec<Id> = accounts::table
        .inner_join(facilitators::table.on(facilitators::account_id.eq(accounts::id)))
        .inner_join(
            team_memberships::table.on(team_memberships::facilitator_id.eq(facilitators::id)),
        )
        .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
        .filter(accounts::person_id.eq(mentor_id))
        .filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        )
        .select(teams::coordinator_account_id)
        .distinct()
        .load(conn)?;
    accounts::table
        .filter(accounts::id.eq_any(teams_of))
        .order(accounts::person_id)
        .select(accounts::person_id)
        .load(conn)
}
