//! Giving a grant, and taking it back.

use std::collections::{HashMap, HashSet};

use super::model::{GrantInput, GrantList, TeamGrant};
use super::queries::{self, Holder};
use crate::audit::{self, Deed};
use crate::competences::framework;
use crate::competences::ledger::{self, GrantRow, GrantView};
use crate::competences::levels::{GrantRefused, Level, TeachingGrant};
use crate::facilitators;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Faults, Problem};
use crate::platform::secrets;
use crate::policy::Actor;

fn team(conn: &mut Conn, clock: &Clock, by: &Actor) -> Result<Vec<Holder>, Problem> {
    let ids = facilitators::team_of(conn, by.account_id, clock.today())?;
    Ok(queries::holders(conn, &ids)?)
}

/// The grants of a coordinator's present team.
pub fn list(conn: &mut Conn, clock: &Clock, by: &Actor) -> Result<GrantList, Problem> {
    let team = team(conn, clock, by)?;
    let people: Vec<Id> = team.iter().map(|(_, person, _)| *person).collect();
    let rows = ledger::grant_rows_of(conn, &people)?;
    let givers: HashSet<Id> = rows.iter().map(|row| row.granted_by).collect();
    let names = ledger::names_of(conn, &givers.into_iter().collect::<Vec<_>>())?;
    let holder = |person: Id| team.iter().find(|(_, own, _)| *own == person);
    let item = |row: &GrantRow| Some(view(row, holder(row.person_id)?, &names, clock));
    let mut items: Vec<TeamGrant> = rows.iter().filter_map(item).collect();
    items.sort_by_key(|item| !item.grant.is_current);
    Ok(GrantList { items })
}

fn view(
    row: &GrantRow,
    (facilitator_id, _, name): &Holder,
    names: &HashMap<Id, String>,
    clock: &Clock,
) -> TeamGrant {
    TeamGrant {
        facilitator_id: *facilitator_id,
        facilitator_name: name.clone(),
        grant: GrantView::new(row, names, clock.today()),
    }
}

/// Gives a grant; true when it is new.
///
/// # Errors
/// 422 for somebody outside the team, an unknown competence, a level or a term out of range; 409
/// for another body under the id.
pub fn give(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    input: &GrantInput,
) -> Result<(TeamGrant, bool), Problem> {
    let team = team(conn, clock, by)?;
    let digest = secrets::digest(input);
    let Some(holder) = team.iter().find(|(own, ..)| *own == input.facilitator_id) else {
        let mut faults = Faults::new();
        faults.unknown(
            "/facilitator_id",
            "Cette personne ne fait pas partie de votre équipe.",
            "This person is not in your team.",
        );
        return Err(faults.into());
    };
    let (row, created) = match queries::find(conn, id)? {
        Some(row) if row.digest != digest || row.granted_by != by.person_id => {
            return Err(Problem::new(Code::Conflict));
        }
        Some(row) => (row, false),
        None => (write(conn, clock, by, id, digest, holder, input)?, true),
    };
    let names = ledger::names_of(conn, &[by.person_id])?;
    Ok((view(&row, holder, &names, clock), created))
}

fn write(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    digest: String,
    (_, person_id, _): &Holder,
    input: &GrantInput,
) -> Result<GrantRow, Problem> {
    let catalogue = framework::catalogue(conn)?;
    let known = catalogue.find(input.competence_id).filter(|own| !own.is_retired);
    let Some(competence) = known else {
        let mut faults = Faults::new();
        faults.unknown(
            "/competence_id",
            "Cette compétence n’existe pas, ou plus.",
            "There is no such competence, or no longer.",
        );
        return Err(faults.into());
    };
    let today = clock.today();
    let row = GrantRow {
        id,
        digest,
        person_id: *person_id,
        competence_id: competence.id,
        up_to: Level::new(input.up_to).unwrap_or_default(),
        granted_by: by.person_id,
        reason: input.reason.trim().to_owned(),
        granted_on: today,
        expires_on: input.expires_on.map_or(TeachingGrant::latest_end(today), |day| day.0),
        created_at: clock.now(),
        ended_at: None,
    };
    TeachingGrant::from(&row).check(catalogue.reachable(competence)).map_err(|why| {
        let pointer = match why {
            GrantRefused::Oneself => "/facilitator_id",
            GrantRefused::NoReason => "/reason",
            GrantRefused::Level(_) => "/up_to",
            GrantRefused::Term(_) => "/expires_on",
        };
        ledger::refused(pointer, why.reason())
    })?;
    queries::insert(conn, &row)?;
    let deed = Deed::on("grant.give", "teaching_grant", id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    Ok(row)
}

/// Takes a grant back, from today on.
///
/// # Errors
/// 404 for a grant of somebody outside the team; 409 when it has ended already.
pub fn end(conn: &mut Conn, clock: &Clock, by: &Actor, id: Id) -> Result<(), Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    if !team(conn, clock, by)?.iter().any(|(_, person, _)| *person == row.person_id) {
        return Err(Problem::not_found());
    }
    let today = clock.today();
    if row.expires_on <= today {
        return Err(Problem::new(Code::Conflict));
    }
    queries::end(conn, id, today, clock.now())?;
    let deed = Deed::on("grant.end", "teaching_grant", id);
    Ok(audit::record(conn, clock, Some(by.account_id), deed)?)
}
