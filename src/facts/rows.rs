//! A session's fact, made from its rows.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::model::{Counted, Insee, Person, SessionFact};
use crate::platform::database::schema::{headcounts, participations, session_tags, sessions};
use crate::platform::database::{Conn, Id};
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

type SessionRow = (
    (Id, Id, Option<Id>, Option<Id>, SessionKind, NaiveDate, i32, PlaceType, Option<Id>),
    (Option<String>, Option<String>, ThemeSet, EquipmentSet, Option<WorkshopLevel>),
    (Option<Autonomy>, Option<bool>, Option<Redirection>, i32, i32, i32),
);

type PersonRow =
    (Id, Id, bool, Option<Gender>, Option<AgeBand>, Option<SocialStatus>, Option<String>);

/// The facts of those of `ids` that count, made from the rows.
pub fn rows_of(conn: &mut Conn, ids: &[Id]) -> QueryResult<Vec<(Id, SessionFact)>> {
    let rows: Vec<SessionRow> = sessions::table
        .filter(sessions::id.eq_any(ids))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
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
    let named = rows.iter().filter(|(_, _, people)| people.3 > people.4).map(|(what, ..)| what.0);
    let mut people = people_of(conn, named.collect())?;
    let anonymous = rows.iter().filter(|(_, _, people)| people.4 > 0).map(|(what, ..)| what.0);
    let mut counts = counts_of(conn, anonymous.collect())?;
    let mut tags = tags_of(conn, rows.iter().map(|(what, ..)| what.0).collect())?;
    let small = |number: i32| u16::try_from(number).unwrap_or(u16::MAX);
    let facts = rows.into_iter().map(|(what, place, done)| {
        let (counted, residences) = counts.remove(&what.0).unwrap_or_default();
        let fact = SessionFact {
            date: what.5,
            kind: what.4,
            place_type: what.7,
            duration_min: small(what.6),
            themes: place.2,
            equipment: place.3,
            autonomy: done.0,
            level: place.4,
            redirected: done.1 == Some(true),
            redirection: done.2,
            facilitator: what.1.into(),
            organization: what.2.map(Uuid::from),
            programme: what.3.map(Uuid::from),
            place: what.8.map(Uuid::from),
            commune: place.0.as_deref().and_then(Insee::new),
            departement: place.1.as_deref().and_then(Insee::new),
            anonymous: small(done.4),
            anonymous_supported: small(done.5),
            counted,
            residences,
            tags: tags.remove(&what.0).unwrap_or_default(),
            followed: people.remove(&what.0).unwrap_or_default(),
        };
        (what.0, fact)
    });
    Ok(facts.collect())
}

fn people_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, Vec<Person>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<PersonRow> = participations::table
        .filter(participations::session_id.eq_any(ids))
        .order((participations::session_id, participations::learner_id))
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
    let mut people: HashMap<Id, Vec<Person>> = HashMap::new();
    for (session_id, learner_id, first_time, gender, age_band, status, commune) in rows {
        people.entry(session_id).or_default().push(Person {
            learner: learner_id.into(),
            first_time,
            gender,
            age_band,
            status,
            commune: commune.as_deref().and_then(Insee::new),
        });
    }
    Ok(people)
}

type Anonymous = (Vec<Counted>, Vec<(Insee, u16)>);

fn counts_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, Anonymous>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Id, String, String, i32)> = headcounts::table
        .filter(headcounts::session_id.eq_any(ids))
        .order((headcounts::session_id, headcounts::dimension, headcounts::value))
        .select((
            headcounts::session_id,
            headcounts::dimension,
            headcounts::value,
            headcounts::people,
        ))
        .load(conn)?;
    let mut counts: HashMap<Id, Anonymous> = HashMap::new();
    for (session_id, dimension, value, people) in rows {
        let people = u16::try_from(people).unwrap_or(u16::MAX);
        let (counted, residences) = counts.entry(session_id).or_default();
        match Counted::column(&dimension, &value) {
            Some(column) => counted.push(Counted { column, people }),
            None => residences.extend(Insee::new(&value).map(|code| (code, people))),
        }
    }
    for (counted, _) in counts.values_mut() {
        counted.sort_unstable();
    }
    Ok(counts)
}

fn tags_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, Vec<Uuid>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Id, Id)> = session_tags::table
        .filter(session_tags::session_id.eq_any(ids))
        .order((session_tags::session_id, session_tags::tag_id))
        .select((session_tags::session_id, session_tags::tag_id))
        .load(conn)?;
    let mut tags: HashMap<Id, Vec<Uuid>> = HashMap::new();
    for (session_id, tag_id) in rows {
        tags.entry(session_id).or_default().push(tag_id.into());
    }
    Ok(tags)
}
