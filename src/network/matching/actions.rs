//! Who can help with what, as different readers may see it.

use std::collections::HashSet;

use super::finding::{Found, Where, Wish, find, working_level};
use super::views::{Helper, Helpers};
use super::{Need, queries};
use crate::competences::levels::Level;
use crate::competences::{self, Knowing};
use crate::facilitators;
use crate::network::concerned::must_manage;
use crate::network::facilitators::{availability_of, booked_of};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem, Said};
use crate::policy::{Actor, Role};
use crate::territories;

/// How many of the ranking are asked whether they can come.
const LOOKED_AT: usize = 100;

/// What somebody asks.
#[derive(Clone, Debug)]
pub struct Question {
    /// Needed unless a workshop says what it is about.
    pub competence_id: Option<Id>,
    /// 1–8, checked.
    pub level: Option<Level>,
    pub place_id: Option<Id>,
    pub commune_code: Option<String>,
    pub most: usize,
    pub lang: Lang,
}

/// Who can bring others to a level: for who plans a workshop, or sends somebody on.
///
/// # Errors
/// 400 for a competence, place or commune that does not exist.
pub fn for_others(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    question: &Question,
) -> Result<Helpers, Problem> {
    let level = question.level.unwrap_or_default().max(Level::ZERO.next());
    answer(conn, clock, by, question, Need::of_workshop(level))
}

/// Who can lead or co-lead a planned workshop: for the competence that is asked for, or else the
/// first that nobody who agreed can teach; those who are taken or away at that time are left out.
///
/// # Errors
/// 404 for a workshop that is none of theirs; 400 for a competence that it does not have.
pub fn for_workshop(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    (workshop_id, question): (Id, &Question),
) -> Result<Helpers, Problem> {
    must_manage(conn, clock, by, workshop_id)?;
    let planned = queries::planned(conn, workshop_id)?;
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &planned.team, clock.today())?;
    let is_covered = |(competence, target): &(Id, Level)| {
        let teaches = |person: &Id| {
            known.get(&(*person, *competence)).and_then(Knowing::teaches) >= Some(*target)
        };
        planned.team.iter().any(teaches)
    };
    let asked = |(competence, _): &&(Id, Level)| Some(*competence) == question.competence_id;
    let need = match question.competence_id {
        Some(_) => planned.needs.iter().find(asked),
        None => planned.needs.iter().find(|need| !is_covered(need)).or(planned.needs.first()),
    };
    let (competence_id, target) = *need.ok_or_else(|| unknown("competence"))?;
    let commune_code = match (&planned.commune_code, planned.place_id) {
        (None, Some(place)) => queries::commune_of(conn, place)?,
        (known, _) => known.clone(),
    };
    let mut except = planned.known.clone();
    except.push(by.person_id);
    let wish = Wish {
        competence_id,
        need: Need::of_workshop(target),
        at: Where { place_id: planned.place_id, commune_code },
        except,
        most: LOOKED_AT,
    };
    let mut found = find(conn, clock, &wish)?;
    let people: Vec<Id> = found.iter().map(|one| one.ranked.person_id).collect();
    let availability = availability_of(conn, &people)?;
    let booked = booked_of(conn, &people, planned.span)?;
    let zone = clock.zone();
    found.retain(|one| {
        let person = &one.ranked.person_id;
        let can_come = availability.get(person).is_none_or(|own| {
            own.absence(zone, planned.span).is_none() && own.is_within_hours(zone, planned.span)
        });
        let is_taken = booked
            .get(person)
            .is_some_and(|spans| spans.iter().any(|span| span.overlaps(&planned.span)));
        can_come && !is_taken
    });
    found.truncate(question.most);
    let items = shown_to(conn, clock, by, &found, question.lang)?;
    Ok(Helpers { competence_id, level: target, items })
}

/// Who can help oneself; without a level, to the next one.
///
/// # Errors
/// 400 for a competence, place or commune that does not exist.
pub fn for_oneself(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    question: &Question,
) -> Result<Helpers, Problem> {
    let competence_id = question.competence_id.ok_or_else(|| unknown("competence"))?;
    let w = working_level(conn, clock, by.person_id, competence_id)?;
    let level = question.level.unwrap_or_else(|| w.unwrap_or_default().next());
    answer(conn, clock, by, question, Need::of_learner(w, level))
}

fn answer(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    question: &Question,
    need: Need,
) -> Result<Helpers, Problem> {
    let catalogue = competences::catalogue(conn)?;
    let competence = question.competence_id.and_then(|id| catalogue.find(id));
    let competence_id = competence.ok_or_else(|| unknown("competence"))?.id;
    let wish = Wish {
        competence_id,
        need,
        at: place(conn, question)?,
        except: vec![by.person_id],
        most: question.most,
    };
    let found = find(conn, clock, &wish)?;
    let items = shown_to(conn, clock, by, &found, question.lang)?;
    Ok(Helpers { competence_id, level: need.target, items })
}

fn shown_to(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    found: &[Found],
    lang: Lang,
) -> Result<Vec<Helper>, Problem> {
    let team = match by.is(Role::Coordinator) {
        true => facilitators::team_of(conn, by.account_id, clock.today())?,
        false => Vec::new(),
    };
    let team: HashSet<Id> = team.into_iter().collect();
    helpers(conn, found, &team, lang)
}

fn helpers(
    conn: &mut Conn,
    found: &[Found],
    team: &HashSet<Id>,
    lang: Lang,
) -> Result<Vec<Helper>, Problem> {
    let ids: Vec<Id> = found.iter().map(|found| found.facilitator_id).collect();
    let mut shown = queries::shown(conn, &ids)?;
    let helper = |found: &Found| {
        let own = shown.remove(&found.facilitator_id)?;
        let reasons = if team.contains(&found.facilitator_id) {
            found.ranked.reasons()
        } else {
            found.ranked.public_reasons()
        };
        Some(Helper {
            facilitator_id: found.facilitator_id,
            name: own.name,
            kind: own.kind,
            is_near_peer: found.ranked.is_near(),
            distance: found.ranked.distance,
            places: own.places,
            reasons: reasons.iter().map(|said| said.in_language(lang).to_owned()).collect(),
        })
    };
    Ok(found.iter().filter_map(helper).collect())
}

fn place(conn: &mut Conn, question: &Question) -> Result<Where, Problem> {
    let commune_code = match (question.place_id, &question.commune_code) {
        (Some(id), _) => Some(queries::commune_of(conn, id)?.ok_or_else(|| unknown("place"))?),
        (None, Some(code)) => {
            territories::commune(code).ok_or_else(|| unknown("commune"))?;
            Some(code.clone())
        }
        (None, None) => None,
    };
    Ok(Where { place_id: question.place_id, commune_code })
}

fn unknown(parameter: &str) -> Problem {
    let said = Said::new(
        format!("« {parameter} » : il n’y a rien sous ce code."),
        format!("“{parameter}”: there is nothing of this code."),
    );
    Problem::parameter(parameter, said)
}
