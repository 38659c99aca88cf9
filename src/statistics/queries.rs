//! Loads the facts of a question.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::facts::{CountFact, Facts, PersonFact, SessionFact};
use super::figures::Names;
use super::model::Scope;
use crate::platform::database::schema::{
    accounts, facilitators, headcounts, organizations, participations, places, programmes,
    session_tags, sessions, tags, team_memberships, teams,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

/// Narrows a query over sessions (or joined with them) to the held ones of a period that count,
/// but for the days of joining and leaving. A macro, because the types of the queries differ.
macro_rules! counting {
    ($query:expr, $countable:expr, $from:expr, $to:expr) => {{
        let query = $query
            .filter(sessions::deleted_at.is_null())
            .filter(sessions::state.eq("held"))
            .filter(sessions::date.between($from, $to))
            .into_boxed();
        match &$countable.facilitator_ids {
            Some(ids) if ids.len() == 1 => query.filter(sessions::facilitator_id.eq(ids[0])),
            Some(ids) => query.filter(sessions::facilitator_id.eq_any(ids.clone())),
            None => query,
        }
    }};
}

/// When a member belonged to a team.
struct Membership {
    facilitator_id: Id,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
}

/// Whose sessions a reader may count.
pub struct Countable {
    facilitator_ids: Option<Vec<Id>>,
    memberships: Vec<Membership>,
}

impl Countable {
    /// # Errors
    /// 403 when the scope is not for this reader.
    pub fn find(conn: &mut Conn, actor: &Actor, scope: Scope) -> Result<Self, Problem> {
        match scope {
            Scope::Own => match actor.facilitator_id.filter(|_| actor.is(Role::Facilitator)) {
                Some(id) => Ok(Self { facilitator_ids: Some(vec![id]), memberships: Vec::new() }),
                None => Err(Problem::forbidden()),
            },
            Scope::Network if actor.is(Role::Admin) => {
                Ok(Self { facilitator_ids: None, memberships: Vec::new() })
            }
            Scope::Team if actor.is(Role::Coordinator) => {
                let rows: Vec<(Id, NaiveDate, Option<NaiveDate>)> = team_memberships::table
                    .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
                    .filter(teams::coordinator_account_id.eq(actor.account_id))
                    .select((
                        team_memberships::facilitator_id,
                        team_memberships::joined_on,
                        team_memberships::left_on,
                    ))
                    .load(conn)?;
                let memberships: Vec<Membership> = rows
                    .into_iter()
                    .map(|(facilitator_id, joined_on, left_on)| Membership {
                        facilitator_id,
                        joined_on,
                        left_on,
                    })
                    .collect();
                let ids = memberships.iter().map(|membership| membership.facilitator_id).collect();
                Ok(Self { facilitator_ids: Some(ids), memberships })
            }
            Scope::Team | Scope::Network => Err(Problem::forbidden()),
        }
    }

    /// A member counts from the day of joining to the day of leaving, both included, and once.
    fn counts(&self, session: &SessionFact) -> bool {
        self.memberships.is_empty()
            || self.memberships.iter().any(|membership| {
                membership.facilitator_id == session.facilitator_id
                    && membership.joined_on <= session.date
                    && membership.left_on.is_none_or(|left_on| session.date <= left_on)
            })
    }
}

type SessionRow = (
    (Id, Id, Option<Id>, Option<Id>, SessionKind, NaiveDate, i32, PlaceType, Option<Id>),
    (Option<String>, Option<String>, ThemeSet, EquipmentSet, Option<WorkshopLevel>),
    (Option<Autonomy>, Option<bool>, Option<Redirection>, i32, i32, i32),
);

fn session_facts(
    conn: &mut Conn,
    countable: &Countable,
    from: NaiveDate,
    to: NaiveDate,
) -> QueryResult<Vec<SessionFact>> {
    let rows: Vec<SessionRow> = counting!(sessions::table, countable, from, to)
        .select((
            (
                sessions::id,
                sessions::facilitator_id,
                sessions::organization_id,
                sessions::programme_id,
                sessions::kind,
                sessions::date,
                sessions::duration_min,
                sessions::place_type,
                sessions::place_id,
            ),
            (
                sessions::commune_code,
                sessions::departement_code,
                sessions::themes,
                sessions::equipment,
                sessions::level,
            ),
            (
                sessions::autonomy,
                sessions::redirected,
                sessions::redirection,
                sessions::participant_count,
                sessions::anonymous_count,
                sessions::anonymous_supported,
            ),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(what, place, people)| SessionFact {
            id: what.0,
            facilitator_id: what.1,
            organization_id: what.2,
            programme_id: what.3,
            kind: what.4,
            date: what.5,
            duration_min: what.6,
            place_type: what.7,
            place_id: what.8,
            commune_code: place.0,
            departement_code: place.1,
            themes: place.2,
            equipment: place.3,
            level: place.4,
            autonomy: people.0,
            redirected: people.1 == Some(true),
            redirection: people.2,
            participants: people.3,
            anonymous: people.4,
            anonymous_supported: people.5,
        })
        .collect())
}

type PersonRow =
    (Id, Id, bool, Option<Gender>, Option<AgeBand>, Option<SocialStatus>, Option<String>);

/// The facts of a period.
pub fn load(
    conn: &mut Conn,
    countable: &Countable,
    from: NaiveDate,
    to: NaiveDate,
) -> QueryResult<Facts> {
    let mut sessions = session_facts(conn, countable, from, to)?;
    let people: Vec<PersonRow> = counting!(
        participations::table
            .inner_join(sessions::table.on(participations::session_id.eq(sessions::id))),
        countable,
        from,
        to
    )
    .select((
        participations::session_id,
        participations::learner_id,
        participations::first_time,
        participations::gender,
        participations::age_band,
        participations::status,
        participations::commune_code,
    ))
    .load(conn)?;
    let counts: Vec<(Id, String, String, i32)> = counting!(
        headcounts::table.inner_join(sessions::table.on(headcounts::session_id.eq(sessions::id))),
        countable,
        from,
        to
    )
    .select((headcounts::session_id, headcounts::dimension, headcounts::value, headcounts::people))
    .load(conn)?;
    let tags: Vec<(Id, Id)> = counting!(
        session_tags::table
            .inner_join(sessions::table.on(session_tags::session_id.eq(sessions::id))),
        countable,
        from,
        to
    )
    .select((session_tags::session_id, session_tags::tag_id))
    .load(conn)?;
    sessions.retain(|session| countable.counts(session));
    Ok(Facts {
        sessions,
        people: people
            .into_iter()
            .map(|row| PersonFact {
                session_id: row.0,
                learner_id: row.1,
                first_time: row.2,
                gender: row.3,
                age_band: row.4,
                status: row.5,
                commune_code: row.6,
            })
            .collect(),
        counts: counts
            .into_iter()
            .map(|(session_id, dimension, value, people)| CountFact {
                session_id,
                dimension,
                value,
                people,
            })
            .collect(),
        tags,
    })
}

/// The names of what the facts mention.
pub fn names(conn: &mut Conn, facts: &Facts, scope: Scope) -> QueryResult<Names> {
    let distinct = |ids: &mut dyn Iterator<Item = Id>| {
        let mut ids: Vec<Id> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let sessions = &facts.sessions;
    let place_ids = distinct(&mut sessions.iter().filter_map(|session| session.place_id));
    let programme_ids = distinct(&mut sessions.iter().filter_map(|session| session.programme_id));
    let tag_ids = distinct(&mut facts.tags.iter().map(|(_, tag)| *tag));
    let mut names = Names {
        places: map(places::table
            .filter(places::id.eq_any(place_ids))
            .select((places::id, places::name))
            .load(conn)?),
        tags: map(tags::table
            .filter(tags::id.eq_any(tag_ids))
            .select((tags::id, tags::name))
            .load(conn)?),
        programmes: map(programmes::table
            .filter(programmes::id.eq_any(programme_ids))
            .select((programmes::id, programmes::name))
            .load(conn)?),
        ..Names::default()
    };
    if scope != Scope::Own {
        let people: Vec<(Id, String, String)> = facilitators::table
            .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
            .select((facilitators::id, accounts::first_name, accounts::last_name))
            .load(conn)?;
        names.facilitators =
            people.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect();
        names.organizations = map(organizations::table
            .select((organizations::id, organizations::name))
            .load(conn)?);
    }
    Ok(names)
}

fn map(rows: Vec<(Id, String)>) -> HashMap<Id, String> {
    rows.into_iter().collect()
}
