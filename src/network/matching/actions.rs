//! Who can help with what, as different readers may see it.

use std::collections::HashSet;

use super::finding::{Found, Where, Wish, find, working_level};
use super::views::{Helper, Helpers};
use super::{Need, queries};
use crate::competences;
use crate::competences::levels::Level;
use crate::facilitators;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem, Said};
use crate::policy::{Actor, Role};
use crate::territories;

/// What somebody asks.
#[derive(Clone, Debug)]
pub struct Question {
    pub competence_id: Id,
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
    let w = working_level(conn, clock, by.person_id, question.competence_id)?;
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
    if catalogue.find(question.competence_id).is_none() {
        return Err(unknown("competence"));
    }
    let wish = Wish {
        competence_id: question.competence_id,
        need,
        at: place(conn, question)?,
        except: vec![by.person_id],
        most: question.most,
    };
    let found = find(conn, clock, &wish)?;
    let team = match by.is(Role::Coordinator) {
        true => facilitators::team_of(conn, by.account_id, clock.today())?,
        false => Vec::new(),
    };
    let team: HashSet<Id> = team.into_iter().collect();
    let items = helpers(conn, &found, &team, question.lang)?;
    Ok(Helpers { competence_id: question.competence_id, level: need.target, items })
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
