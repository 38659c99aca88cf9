//! Whole sessions with their people, some at a time, oldest first.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{exists, sum};
use diesel::prelude::*;

use super::columns::{ExportedSession, Person};
use crate::platform::database::schema::{
    accounts, facilitators, headcounts, learners, participations, places, session_tags, sessions,
    tags, team_memberships, teams,
};
use crate::platform::database::{Conn, Id, Multi};
use crate::sessions::model::{Session, SessionFilter};
use crate::sessions::queries::narrowed;
use crate::vocabulary::{AgeBand, Gender, SocialStatus};

/// Sessions read at once.
const PAGE: i64 = 1_000;

/// Whose sessions.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// A facilitator's own.
    Own(Id),
    /// Of the present members of a coordinator's teams, from the day each joined: the deed, without
    /// names and notes.
    Team { coordinator: Id, today: NaiveDate },
}

fn selection(whose: Whose, filter: &SessionFilter) -> sessions::BoxedQuery<'static, Multi> {
    let alive = sessions::table.filter(sessions::deleted_at.is_null());
    let query = match whose {
        Whose::Own(id) => alive.filter(sessions::facilitator_id.eq(id)).into_boxed(),
        Whose::Team { coordinator, today } => alive
            .filter(exists(
                team_memberships::table
                    .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
                    .filter(teams::coordinator_account_id.eq(coordinator))
                    .filter(team_memberships::facilitator_id.eq(sessions::facilitator_id))
                    .filter(team_memberships::joined_on.le(sessions::date))
                    .filter(team_memberships::joined_on.le(today))
                    .filter(
                        team_memberships::left_on
                            .is_null()
                            .or(team_memberships::left_on.gt(today).assume_not_null()),
                    ),
            ))
            .into_boxed(),
    };
    narrowed(query, filter)
}

/// How many rows an export has: the people of its sessions.
pub fn rows(conn: &mut Conn, whose: Whose, filter: &SessionFilter) -> QueryResult<i64> {
    let people: Option<i64> =
        selection(whose, filter).select(sum(sessions::participant_count)).first(conn)?;
    Ok(people.unwrap_or(0))
}

/// The next sessions after `last` (day and id).
pub fn page(
    conn: &mut Conn,
    whose: Whose,
    filter: &SessionFilter,
    last: Option<(NaiveDate, Id)>,
) -> QueryResult<Vec<ExportedSession>> {
    let mut query = selection(whose, filter);
    if let Some((date, id)) = last {
        query = query
            .filter(sessions::date.gt(date).or(sessions::date.eq(date).and(sessions::id.gt(id))));
    }
    let found: Vec<Session> = query
        .order((sessions::date, sessions::id))
        .limit(PAGE)
        .select(Session::as_select())
        .load(conn)?;
    let ids: Vec<Id> = found.iter().map(|session| session.id).collect();
    let is_own = matches!(whose, Whose::Own(_));
    let mut people = followed(conn, &ids, is_own)?;
    let mut alone = alone(conn, &found, is_own)?;
    let mut tags = tag_names(conn, &ids)?;
    let places = place_sheets(conn, &found)?;
    let authors = if is_own { HashMap::new() } else { authors(conn, &found)? };
    let whole = found.into_iter().map(|mut session| {
        if !is_own {
            session.notes = None;
            session.procedure_detail = None;
        }
        let mut people = people.remove(&session.id).unwrap_or_default();
        for _ in 0..session.anonymous_count {
            people.push(alone.remove(&session.id).unwrap_or_else(|| anonymous(is_own)));
        }
        ExportedSession {
            people,
            tags: tags.remove(&session.id).unwrap_or_default(),
            place: session.place_id.and_then(|id| places.get(&id).cloned()),
            author: authors.get(&session.facilitator_id).cloned().unwrap_or_default(),
            session,
        }
    });
    Ok(whole.collect())
}

fn anonymous(is_own: bool) -> Person {
    let name = if is_own { "Anonyme" } else { "" };
    Person { name: name.to_owned(), ..Person::default() }
}

type FollowedRow = (
    (Id, String, String),
    (bool, Option<Gender>, Option<AgeBand>, Option<SocialStatus>, Option<String>),
);

/// The followed people, by name; without name and commune for who does not follow them.
fn followed(conn: &mut Conn, ids: &[Id], is_own: bool) -> QueryResult<HashMap<Id, Vec<Person>>> {
    let rows: Vec<FollowedRow> = participations::table
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .filter(participations::session_id.eq_any(ids))
        .order((participations::session_id, learners::sort_key, learners::id))
        .select((
            (participations::session_id, learners::first_name, learners::last_name),
            (
                participations::first_time,
                participations::gender,
                participations::age_band,
                participations::status,
                participations::commune_code,
            ),
        ))
        .load(conn)?;
    let mut people: HashMap<Id, Vec<Person>> = HashMap::new();
    for ((session_id, first, last), (first_time, gender, age_band, status, commune)) in rows {
        let name = if is_own { format!("{first} {last}").trim().to_owned() } else { String::new() };
        people.entry(session_id).or_default().push(Person {
            name,
            commune_code: commune.filter(|_| is_own),
            gender,
            age_band,
            status,
            first_time: Some(first_time),
        });
    }
    Ok(people)
}

/// The anonymous people who were alone in their session. The counters of a group are no pairing of
/// attributes: a member's attributes stay empty.
fn alone(conn: &mut Conn, found: &[Session], is_own: bool) -> QueryResult<HashMap<Id, Person>> {
    let lonely = found.iter().filter(|session| session.anonymous_count == 1);
    let mut people: HashMap<Id, Person> = lonely
        .map(|session| {
            let first_time = Some(session.anonymous_supported == 0);
            (session.id, Person { first_time, ..anonymous(is_own) })
        })
        .collect();
    let ids: Vec<Id> = people.keys().copied().collect();
    let rows: Vec<(Id, String, String)> = headcounts::table
        .filter(headcounts::session_id.eq_any(ids))
        .select((headcounts::session_id, headcounts::dimension, headcounts::value))
        .load(conn)?;
    for (session_id, dimension, value) in rows {
        let Some(person) = people.get_mut(&session_id) else { continue };
        match dimension.as_str() {
            "gender" => person.gender = Gender::from_code(&value),
            "age_band" => person.age_band = AgeBand::from_code(&value),
            "status" => person.status = SocialStatus::from_code(&value),
            _ => person.commune_code = Some(value).filter(|_| is_own),
        }
    }
    Ok(people)
}

fn tag_names(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Vec<String>>> {
    let rows: Vec<(Id, String)> = session_tags::table
        .inner_join(tags::table.on(session_tags::tag_id.eq(tags::id)))
        .filter(session_tags::session_id.eq_any(ids))
        .order((session_tags::session_id, tags::name, tags::id))
        .select((session_tags::session_id, tags::name))
        .load(conn)?;
    let mut names: HashMap<Id, Vec<String>> = HashMap::new();
    rows.into_iter().for_each(|(id, name)| names.entry(id).or_default().push(name));
    Ok(names)
}

fn place_sheets(conn: &mut Conn, found: &[Session]) -> QueryResult<HashMap<Id, (String, String)>> {
    let mut ids: Vec<Id> = found.iter().filter_map(|session| session.place_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows: Vec<(Id, String, String)> = places::table
        .filter(places::id.eq_any(ids))
        .select((places::id, places::name, places::address))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name, address)| (id, (name, address))).collect())
}

fn authors(conn: &mut Conn, found: &[Session]) -> QueryResult<HashMap<Id, (String, String)>> {
    let mut ids: Vec<Id> = found.iter().map(|session| session.facilitator_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows: Vec<(Id, String, String)> = facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq_any(ids))
        .select((facilitators::id, accounts::first_name, accounts::last_name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, first, last)| (id, (first, last))).collect())
}
