//! Who offers a competence, how near they work, and what they carry already.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count_star, sum};
use diesel::prelude::*;

use crate::competences::levels::Level;
use crate::facilitators::{FacilitatorKind, FacilitatorStatus};
use crate::network::facilitators::{Distance, Reach};
use crate::network::time::Span;
use crate::platform::database::schema::{
    accounts, enrolments, facilitations, facilitator_profiles, facilitators, help_requests,
    offered_competences, person_levels, place_attachments, places, sessions, workshop_competences,
    workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::Named;

/// Facilitators looked up by id up to here; beyond, by what they offer.
const FEW: usize = 500;

/// An active facilitator who offers a competence.
#[derive(Clone, Debug, Queryable)]
pub struct Offering {
    pub facilitator_id: Id,
    pub person_id: Id,
    pub up_to: Level,
    pub reach: Reach,
    /// Their packed proofs.
    pub packed: Option<Vec<u8>>,
}

/// The active facilitators who offer a competence.
pub fn offering(conn: &mut Conn, competence_id: Id) -> QueryResult<Vec<Offering>> {
    offered_competences::table
        .inner_join(
            facilitators::table.on(offered_competences::facilitator_id.eq(facilitators::id)),
        )
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .inner_join(
            facilitator_profiles::table
                .on(facilitator_profiles::facilitator_id.eq(facilitators::id)),
        )
        .left_join(person_levels::table.on(person_levels::person_id.eq(accounts::person_id)))
        .filter(offered_competences::competence_id.eq(competence_id))
        .filter(facilitators::status.eq(FacilitatorStatus::Active))
        .filter(accounts::status.ne("suspended"))
        .select((
            facilitators::id,
            accounts::person_id,
            offered_competences::up_to,
            facilitator_profiles::reach,
            person_levels::packed.nullable(),
        ))
        .load(conn)
}

/// Who works at a place or elsewhere in its commune; everybody else is farther.
pub fn near(
    conn: &mut Conn,
    place_id: Option<Id>,
    commune_code: &str,
    today: NaiveDate,
) -> QueryResult<HashMap<Id, Distance>> {
    let still = place_attachments::ended_on
        .is_null()
        .or(place_attachments::ended_on.ge(today).assume_not_null());
    let rows: Vec<(Id, Id)> = place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .filter(places::commune_code.eq(commune_code))
        .filter(place_attachments::started_on.le(today))
        .filter(still)
        .select((place_attachments::facilitator_id, place_attachments::place_id))
        .load(conn)?;
    let mut near: HashMap<Id, Distance> = HashMap::new();
    for (facilitator, at) in rows {
        let distance = if Some(at) == place_id { Distance::Place } else { Distance::Commune };
        let known = near.entry(facilitator).or_insert(distance);
        *known = distance.min(*known);
    }
    Ok(near)
}

/// Minutes given from a day on: held sessions that people led, and workshops that they co-led.
pub fn minutes(
    conn: &mut Conn,
    competence_id: Id,
    facilitator_ids: &[Id],
    from: NaiveDate,
) -> QueryResult<HashMap<Id, u32>> {
    let offering = offered_competences::table
        .filter(offered_competences::competence_id.eq(competence_id))
        .select(offered_competences::facilitator_id);
    let mut led = sessions::table
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::date.ge(from))
        .group_by(sessions::facilitator_id)
        .select((sessions::facilitator_id, sum(sessions::duration_min)))
        .into_boxed();
    led = if facilitator_ids.len() <= FEW {
        led.filter(sessions::facilitator_id.eq_any(facilitator_ids.to_vec()))
    } else {
        led.filter(sessions::facilitator_id.eq_any(offering))
    };
    let led: Vec<(Id, Option<i64>)> = led.load(conn)?;
    let mut minutes: HashMap<Id, u32> = HashMap::new();
    for (id, given) in led {
        minutes.insert(id, u32::try_from(given.unwrap_or_default()).unwrap_or(u32::MAX));
    }
    let co_led: Vec<(Id, Moment, Moment)> = facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(facilitations::role.eq("co"))
        .filter(facilitations::state.eq("accepted"))
        .filter(workshops::state.eq("held"))
        .filter(workshops::date.ge(from))
        .select((facilitations::facilitator_id, workshops::starts_at, workshops::ends_at))
        .load(conn)?;
    for (id, start, end) in co_led {
        let given = u32::try_from((end.millis() - start.millis()) / 60_000).unwrap_or_default();
        let known = minutes.entry(id).or_default();
        *known = known.saturating_add(given);
    }
    Ok(minutes)
}

/// Workshops to come that facilitators agreed to lead or co-lead, by facilitator; and help requests
/// that people took on, by person.
pub fn commitments(
    conn: &mut Conn,
    now: Moment,
) -> QueryResult<(HashMap<Id, u32>, HashMap<Id, u32>)> {
    let many = |(id, count): (Id, i64)| (id, u32::try_from(count).unwrap_or(u32::MAX));
    let workshops: Vec<(Id, i64)> = facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(facilitations::role.eq_any(["lead", "co"]))
        .filter(facilitations::state.eq("accepted"))
        .filter(workshops::state.eq_any(["draft", "published"]))
        .filter(workshops::starts_at.gt(now))
        .group_by(facilitations::facilitator_id)
        .select((facilitations::facilitator_id, count_star()))
        .load(conn)?;
    let requests: Vec<(Option<Id>, i64)> = help_requests::table
        .filter(help_requests::state.eq_any(["claimed", "scheduled"]))
        .group_by(help_requests::claimed_by)
        .select((help_requests::claimed_by, count_star()))
        .load(conn)?;
    let requests = requests.into_iter().filter_map(|(id, count)| Some((id?, count)));
    Ok((workshops.into_iter().map(many).collect(), requests.map(many).collect()))
}

/// Somebody to show: name, kind, and where they work.
#[derive(Clone, Debug)]
pub struct Shown {
    pub name: String,
    pub kind: FacilitatorKind,
    pub places: Vec<Named>,
}

/// What is shown of facilitators.
pub fn shown(conn: &mut Conn, facilitator_ids: &[Id]) -> QueryResult<HashMap<Id, Shown>> {
    let people: Vec<(Id, FacilitatorKind, String, String)> = facilitators::table
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(facilitators::id.eq_any(facilitator_ids.to_vec()))
        .select((facilitators::id, facilitators::kind, accounts::first_name, accounts::last_name))
        .load(conn)?;
    let mut shown: HashMap<Id, Shown> = people
        .into_iter()
        .map(|(id, kind, first, last)| {
            (id, Shown { name: format!("{first} {last}"), kind, places: Vec::new() })
        })
        .collect();
    let at: Vec<(Id, Id, String)> = place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .filter(place_attachments::facilitator_id.eq_any(facilitator_ids.to_vec()))
        .filter(place_attachments::ended_on.is_null())
        .order((places::search, places::id))
        .select((place_attachments::facilitator_id, places::id, places::name))
        .load(conn)?;
    for (facilitator, id, name) in at {
        if let Some(own) = shown.get_mut(&facilitator) {
            own.places.push(Named { id, name });
        }
    }
    Ok(shown)
}

/// A planned workshop that looks for somebody.
#[derive(Clone, Debug)]
pub struct Planned {
    pub span: Span,
    pub place_id: Option<Id>,
    pub commune_code: Option<String>,
    /// What it brings people to, the highest first.
    pub needs: Vec<(Id, Level)>,
    /// Who leads or co-leads it, as people.
    pub team: Vec<Id>,
    /// Whoever was asked, whatever they answered, and whoever is enrolled.
    pub known: Vec<Id>,
}

/// A planned workshop, with whom it knows already.
pub fn planned(conn: &mut Conn, id: Id) -> QueryResult<Planned> {
    let (start, end, place_id, commune_code): (Moment, Moment, Option<Id>, Option<String>) =
        workshops::table
            .find(id)
            .select((
                workshops::starts_at,
                workshops::ends_at,
                workshops::place_id,
                workshops::commune_code,
            ))
            .first(conn)?;
    let needs = workshop_competences::table
        .filter(workshop_competences::workshop_id.eq(id))
        .order((workshop_competences::target_level.desc(), workshop_competences::competence_id))
        .select((workshop_competences::competence_id, workshop_competences::target_level))
        .load(conn)?;
    let asked: Vec<(Id, String, String)> = facilitations::table
        .filter(facilitations::workshop_id.eq(id))
        .select((facilitations::person_id, facilitations::state, facilitations::role))
        .load(conn)?;
    let leads =
        |(_, state, role): &&(Id, String, String)| state == "accepted" && role != "observer";
    let team = asked.iter().filter(leads).map(|(person, ..)| *person).collect();
    let mut known: Vec<Id> = asked.iter().map(|(person, ..)| *person).collect();
    let enrolled: Vec<Id> = enrolments::table
        .filter(enrolments::workshop_id.eq(id))
        .filter(enrolments::state.ne_all([
            "declined",
            "cancelled_by_learner",
            "cancelled_by_organiser",
        ]))
        .select(enrolments::person_id)
        .load(conn)?;
    known.extend(enrolled);
    Ok(Planned { span: Span { start, end }, place_id, commune_code, needs, team, known })
}

/// The commune of a place.
pub fn commune_of(conn: &mut Conn, place_id: Id) -> QueryResult<Option<String>> {
    places::table.find(place_id).select(places::commune_code).first(conn).optional()
}
