//! From the database to a ranking.
//!
//! Ten thousand facilitators may offer one competence. All are read with their packed proofs, but
//! what they carry already is asked only of those whom it can bring among the first: the classes of
//! gap and distance that the first of the ranking fall into.

use chrono::Duration;

use super::queries::{self, Offering};
use super::{Candidate, LOAD_DAYS, Need, Ranked, rank};
use crate::competences::levels::Level;
use crate::competences::{self, Knowing};
use crate::facilitators::FacilitatorStatus;
use crate::network::facilitators::{Distance, Offer};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;

/// Where help is wanted; nowhere in particular when the commune is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    pub place_id: Option<Id>,
    pub commune_code: Option<String>,
}

/// The wish of somebody.
#[derive(Clone, Debug)]
pub struct Wish {
    pub competence_id: Id,
    pub need: Need,
    pub at: Where,
    /// Not asked themself.
    pub except: Vec<Id>,
    pub most: usize,
}

/// Somebody to ask, as a facilitator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub facilitator_id: Id,
    pub ranked: Ranked,
}

/// The first to ask, the first first.
pub fn find(conn: &mut Conn, clock: &Clock, wish: &Wish) -> Result<Vec<Found>, Problem> {
    let today = clock.today();
    let Some(number) = competences::catalogue(conn)?.number(wish.competence_id) else {
        return Ok(Vec::new());
    };
    let granted = competences::granted_on(conn, wish.competence_id, today)?;
    let near = match &wish.at.commune_code {
        Some(commune) => Some(queries::near(conn, wish.at.place_id, commune, today)?),
        None => None,
    };
    let candidate = |row: &Offering| {
        let packed = row.packed.as_deref().unwrap_or_default();
        let mut knowing = Knowing::of_packed(packed, number, today);
        knowing.granted = granted.get(&row.person_id).copied();
        let distance = near.as_ref().map_or(Distance::Place, |near| {
            near.get(&row.facilitator_id).copied().unwrap_or(Distance::Elsewhere)
        });
        Candidate {
            person_id: row.person_id,
            status: FacilitatorStatus::Active,
            teaches: knowing.teaches(),
            is_by_grant: knowing.is_by_grant(),
            offer: Some(Offer { competence_id: wish.competence_id, up_to: row.up_to }),
            reach: row.reach,
            distance,
            minutes: 0,
            commitments: 0,
        }
    };
    let rows = queries::offering(conn, wish.competence_id)?;
    let able: Vec<(Id, Candidate)> = rows
        .iter()
        .filter(|row| !wish.except.contains(&row.person_id))
        .map(|row| (row.facilitator_id, candidate(row)))
        .collect();
    let mut first = first_classes(&able, wish);
    let ids: Vec<Id> = first.iter().map(|(id, _)| *id).collect();
    if !ids.is_empty() {
        let from = today - Duration::days(LOAD_DAYS);
        let minutes = queries::minutes(conn, wish.competence_id, &ids, from)?;
        let (workshops, requests) = queries::commitments(conn, clock.now())?;
        for (id, candidate) in &mut first {
            candidate.minutes = minutes.get(id).copied().unwrap_or_default();
            candidate.commitments = workshops.get(id).copied().unwrap_or_default()
                + requests.get(&candidate.person_id).copied().unwrap_or_default();
        }
    }
    let candidates: Vec<Candidate> = first.iter().map(|(_, candidate)| *candidate).collect();
    let id_of = |person: Id| first.iter().find(|(_, own)| own.person_id == person);
    let found = rank(wish.need, &candidates, wish.most).into_iter();
    Ok(found
        .filter_map(|ranked| {
            let facilitator_id = id_of(ranked.person_id)?.0;
            Some(Found { facilitator_id, ranked })
        })
        .collect())
}

/// Those of the classes that the first so many fall into.
fn first_classes(able: &[(Id, Candidate)], wish: &Wish) -> Vec<(Id, Candidate)> {
    let class = |candidate: &Candidate| {
        let ranked = Ranked::of(candidate, wish.need)?;
        Some((!ranked.is_near(), ranked.distance))
    };
    let classed: Vec<_> =
        able.iter().filter_map(|(id, own)| Some((class(own)?, *id, *own))).collect();
    let mut classes: Vec<_> = classed.iter().map(|(class, ..)| *class).collect();
    classes.sort_unstable();
    let last = classes.get(wish.most.saturating_sub(1)).or(classes.last()).copied();
    let within = classed.into_iter().filter(|(class, ..)| Some(*class) <= last);
    within.map(|(_, id, candidate)| (id, candidate)).collect()
}

/// What somebody works with on a competence, V before D.
pub fn working_level(
    conn: &mut Conn,
    clock: &Clock,
    person_id: Id,
    competence_id: Id,
) -> Result<Option<Level>, Problem> {
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &[person_id], clock.today())?;
    Ok(known.get(&(person_id, competence_id)).and_then(Knowing::working))
}
