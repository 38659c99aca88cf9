//! Who is shown a request, and who is told of it: the nearest, the commune, the coordinators.
//!
//! Circles follow the clock ([`HelpRequest::circle`]); a request that nobody can be asked for by
//! name, and one without a competence, is the commune's from the start. Whoever was asked is noted,
//! and stays asked.

use std::collections::HashSet;

use super::life::{Circle, HelpRequest, HelpState};
use super::mails::Told;
use super::queries::{self, HelpRow};
use crate::competences;
use crate::network::facilitators::Distance;
use crate::network::matching::{Found, Need, Where, Wish, find, working_level};
use crate::network::telling::{self, tell};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};

/// How many of the nearest are asked.
const NEAREST: usize = 3;
/// How many of a commune, or of the coordinators, are told at most.
const MOST_TOLD: usize = 20;
/// Steps that only say who was told.
pub const SILENT: [&str; 4] = ["asked", "nearest", "district", "coordinators"];

/// Who might be shown requests, with what decides.
pub struct Viewer {
    pub person_id: Id,
    is_coordinator: bool,
    communes: HashSet<String>,
    /// Requests for which they were asked by name.
    asked: HashSet<Id>,
    /// Requests that went to the commune early.
    early: HashSet<Id>,
}

impl Viewer {
    pub fn new(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<Self, Problem> {
        let communes = match by.facilitator_id {
            Some(id) => queries::communes_of(conn, id, ctx.clock.today())?,
            None => HashSet::new(),
        };
        Ok(Self {
            person_id: by.person_id,
            is_coordinator: by.is(Role::Coordinator),
            communes,
            asked: queries::asked_of(conn, by.person_id)?,
            early: queries::reached(conn, "district")?,
        })
    }

    /// Whether a request is shown to them while it is open.
    pub fn is_shown(&self, ctx: &Context, row: &HelpRow) -> bool {
        if row.person_id == self.person_id {
            return false;
        }
        let open = HelpRequest { state: HelpState::Open, ..row.rules() };
        let circle = circle(ctx, &open);
        let is_commune_s = circle >= Some(Circle::District) || self.early.contains(&row.id);
        self.asked.contains(&row.id)
            || (is_commune_s && self.communes.contains(&row.area))
            || (circle == Some(Circle::Coordinators) && self.is_coordinator)
    }
}

/// Who is shown a request now; without a competence nobody is nearest.
pub fn circle(ctx: &Context, request: &HelpRequest) -> Option<Circle> {
    let circle = request.circle(ctx.clock.zone(), ctx.clock.now())?;
    match request.competence_id {
        Some(_) => Some(circle),
        None => Some(circle.max(Circle::District)),
    }
}

/// Tells those whose turn it is, each once; whether anybody's was.
pub fn escalate(conn: &mut Conn, ctx: &Context, row: &HelpRow) -> Result<bool, Problem> {
    let Some(mut circle) = circle(ctx, &row.rules()) else { return Ok(false) };
    let done = queries::steps_of(conn, row.id)?;
    let is_done = |step: &str| done.iter().any(|known| known == step);
    let mut has_told = false;
    if !is_done("nearest") {
        let found = nearest(conn, ctx, row, NEAREST)?;
        let people: Vec<Id> = found.iter().map(|one| one.ranked.person_id).collect();
        for person in &people {
            queries::note(conn, &ctx.clock, row.id, ("asked", Some(*person)), None)?;
        }
        queries::note(conn, &ctx.clock, row.id, ("nearest", None), None)?;
        told(conn, ctx, row, &people, Told::Asked)?;
        if people.is_empty() {
            circle = circle.max(Circle::District);
        }
        has_told = true;
    }
    if circle >= Circle::District && !is_done("district") {
        let people = of_commune(conn, ctx, row)?;
        queries::note(conn, &ctx.clock, row.id, ("district", None), None)?;
        told(conn, ctx, row, &people, Told::Open)?;
        has_told = true;
    }
    if circle == Circle::Coordinators && !is_done("coordinators") {
        let mut people = queries::coordinators_of_commune(conn, &row.area, ctx.clock.today())?;
        people.truncate(MOST_TOLD);
        queries::note(conn, &ctx.clock, row.id, ("coordinators", None), None)?;
        told(conn, ctx, row, &people, Told::Waiting)?;
        has_told = true;
    }
    Ok(has_told)
}

/// The first of the ranking for a request with a competence.
pub fn nearest(
    conn: &mut Conn,
    ctx: &Context,
    row: &HelpRow,
    most: usize,
) -> Result<Vec<Found>, Problem> {
    let Some(competence_id) = row.competence_id else { return Ok(Vec::new()) };
    let w = working_level(conn, &ctx.clock, row.person_id, competence_id)?;
    let target = row.target_level.unwrap_or_else(|| w.unwrap_or_default().next());
    let author = queries::person_of(conn, row.author_id)?;
    let wish = Wish {
        competence_id,
        need: Need::of_learner(w, target),
        at: Where { place_id: None, commune_code: Some(row.area.clone()) },
        except: vec![row.person_id, author],
        most,
    };
    find(conn, &ctx.clock, &wish)
}

/// Those of the commune who can help and were not asked by name.
fn of_commune(conn: &mut Conn, ctx: &Context, row: &HelpRow) -> Result<Vec<Id>, Problem> {
    let asked = queries::asked(conn, row.id)?;
    let mut people: Vec<Id> = match row.competence_id {
        Some(_) => nearest(conn, ctx, row, MOST_TOLD + NEAREST)?
            .into_iter()
            .filter(|found| found.ranked.distance < Distance::Elsewhere)
            .map(|found| found.ranked.person_id)
            .collect(),
        None => queries::people_of_commune(conn, &row.area, ctx.clock.today())?,
    };
    people.retain(|person| !asked.contains(person) && *person != row.person_id);
    people.truncate(MOST_TOLD);
    Ok(people)
}

fn told(
    conn: &mut Conn,
    ctx: &Context,
    row: &HelpRow,
    people: &[Id],
    what: Told,
) -> Result<(), Problem> {
    let catalogue = competences::catalogue(conn)?;
    let telling = what.telling(row, &catalogue, row.asked_at);
    for reader in telling::readers(conn, people)? {
        tell(conn, ctx, &reader, &telling)?;
    }
    Ok(())
}

/// Tells who asked: the person, or who asked for them.
pub fn tell_asker(
    conn: &mut Conn,
    ctx: &Context,
    row: &HelpRow,
    what: Told,
) -> Result<(), Problem> {
    let reader = match row.learner_id {
        None => telling::readers(conn, &[row.person_id])?.pop(),
        Some(_) => telling::account_reader(conn, row.author_id)?,
    };
    tell_reader(conn, ctx, row, reader, what)
}

/// Tells who took a request on.
pub fn tell_helper(
    conn: &mut Conn,
    ctx: &Context,
    row: &HelpRow,
    what: Told,
) -> Result<(), Problem> {
    let Some(helper) = row.claimed_by else { return Ok(()) };
    let reader = telling::readers(conn, &[helper])?.pop();
    tell_reader(conn, ctx, row, reader, what)
}

fn tell_reader(
    conn: &mut Conn,
    ctx: &Context,
    row: &HelpRow,
    reader: Option<telling::Reader>,
    what: Told,
) -> Result<(), Problem> {
    if let Some(reader) = reader {
        let catalogue = competences::catalogue(conn)?;
        tell(conn, ctx, &reader, &what.telling(row, &catalogue, ctx.clock.now()))?;
    }
    Ok(())
}
