//! Whose sessions a reader may count, and the names of what figures mention.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::figures::Names;
use super::keys::{Span, Wanted, first_day};
use super::model::Scope;
use super::named::NamedCounts;
use super::question::{Question, unknown};
use crate::platform::database::schema::{
    accounts, facilitators, organizations, places, programmes, tags, team_memberships, teams,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};

/// Nobody has this id.
const NOBODY: Uuid = Uuid::nil();

/// Narrows `wanted` to what the reader may count, and by the filters that need the database.
///
/// # Errors
/// 403 when the scope is not for this reader; 400 for a team that is not theirs.
pub fn narrow(
    conn: &mut Conn,
    actor: &Actor,
    question: &Question,
    wanted: &mut Wanted,
) -> Result<(), Problem> {
    let scope = question.scope(actor);
    let asked = question.teams()?;
    let own_teams = teams_of(conn, actor)?;
    let may_ask = |team: &Uuid| actor.is(Role::Admin) || own_teams.contains(team);
    if !asked.iter().all(may_ask) {
        return Err(unknown("teams"));
    }
    wanted.spans = match scope {
        Scope::Own => match actor.facilitator_id.filter(|_| actor.is(Role::Facilitator)) {
            Some(id) => Some(vec![always(id.into())]),
            None => return Err(Problem::forbidden()),
        },
        Scope::Network if actor.is(Role::Admin) => None,
        // A member counts from the day of joining to the day of leaving.
        Scope::Team if actor.is(Role::Coordinator) => Some(members(conn, &own_teams)?),
        Scope::Team | Scope::Network => return Err(Problem::forbidden()),
    };
    if !asked.is_empty() {
        let inside = members(conn, &asked)?;
        wanted.spans = Some(match wanted.spans.take() {
            None => inside,
            Some(spans) => overlap(&spans, &inside),
        });
    }
    Ok(of_kind(conn, question, wanted)?)
}

/// Narrows `wanted` to one kind of facilitators, where it is asked for.
pub fn of_kind(conn: &mut Conn, question: &Question, wanted: &mut Wanted) -> QueryResult<()> {
    if let Some(kind) = question.facilitator_kind {
        let of_kind: Vec<Id> = facilitators::table
            .filter(facilitators::kind.eq(kind))
            .select(facilitators::id)
            .load(conn)?;
        let of_kind: Vec<Uuid> = of_kind.into_iter().map(Uuid::from).collect();
        let named = std::mem::take(&mut wanted.facilitators);
        let both = |id: &Uuid| named.is_empty() || named.contains(id);
        wanted.facilitators = of_kind.into_iter().filter(both).collect();
        if wanted.facilitators.is_empty() {
            wanted.facilitators.push(NOBODY);
        }
    }
    Ok(())
}

/// All sessions of one facilitator.
pub fn always(facilitator: Uuid) -> Span {
    Span { facilitator, from: first_day(), to: NaiveDate::MAX }
}

fn teams_of(conn: &mut Conn, actor: &Actor) -> QueryResult<Vec<Uuid>> {
    if !actor.is(Role::Coordinator) {
        return Ok(Vec::new());
    }
    let ids: Vec<Id> = teams::table
        .filter(teams::coordinator_account_id.eq(actor.account_id))
        .select(teams::id)
        .load(conn)?;
    Ok(ids.into_iter().map(Uuid::from).collect())
}

/// When the members of these teams belonged to them.
pub fn members(conn: &mut Conn, team_ids: &[Uuid]) -> QueryResult<Vec<Span>> {
    let ids: Vec<Id> = team_ids.iter().copied().map(Id::from).collect();
    let rows: Vec<(Id, NaiveDate, Option<NaiveDate>)> = team_memberships::table
        .filter(team_memberships::team_id.eq_any(ids))
        .select((
            team_memberships::facilitator_id,
            team_memberships::joined_on,
            team_memberships::left_on,
        ))
        .load(conn)?;
    let span = |(id, from, to): (Id, NaiveDate, Option<NaiveDate>)| Span {
        facilitator: id.into(),
        from,
        to: to.unwrap_or(NaiveDate::MAX),
    };
    Ok(rows.into_iter().map(span).collect())
}

/// The days that lie in a span of both lists, for the same facilitator.
fn overlap(one: &[Span], other: &[Span]) -> Vec<Span> {
    let mut met = Vec::new();
    for a in one {
        for b in other.iter().filter(|b| b.facilitator == a.facilitator) {
            let (from, to) = (a.from.max(b.from), a.to.min(b.to));
            if from <= to {
                met.push(Span { facilitator: a.facilitator, from, to });
            }
        }
    }
    met
}

/// The names of organizations and programmes by id.
pub fn names_of_bodies(conn: &mut Conn, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, String>> {
    let mut names = HashMap::new();
    for ids in ids.iter().copied().map(Id::from).collect::<Vec<_>>().chunks(MOST) {
        names.extend(named(
            organizations::table
                .filter(organizations::id.eq_any(ids))
                .select((organizations::id, organizations::name))
                .load(conn)?,
        ));
        names.extend(named(
            programmes::table
                .filter(programmes::id.eq_any(ids))
                .select((programmes::id, programmes::name))
                .load(conn)?,
        ));
    }
    Ok(names)
}

/// The names of what the counts mention.
pub fn names(conn: &mut Conn, counts: &NamedCounts, scope: Scope) -> QueryResult<Names> {
    let some = |list: &[(Option<Uuid>, _)]| -> Vec<Id> {
        list.iter().filter_map(|(id, _)| *id).map(Id::from).collect()
    };
    let tag_ids: Vec<Id> = counts.tags.iter().map(|(id, _)| Id::from(*id)).collect();
    let mut names = Names::default();
    for ids in some(&counts.places).chunks(MOST) {
        names.places.extend(named(
            places::table
                .filter(places::id.eq_any(ids))
                .select((places::id, places::name))
                .load(conn)?,
        ));
    }
    for ids in tag_ids.chunks(MOST) {
        names.tags.extend(named(
            tags::table.filter(tags::id.eq_any(ids)).select((tags::id, tags::name)).load(conn)?,
        ));
    }
    names.programmes = named(
        programmes::table
            .filter(programmes::id.eq_any(some(&counts.programmes)))
            .select((programmes::id, programmes::name))
            .load(conn)?,
    );
    if scope == Scope::Own {
        return Ok(names);
    }
    let ids: Vec<Id> = counts.facilitators.iter().map(|(id, _)| Id::from(*id)).collect();
    for ids in ids.chunks(MOST) {
        let people: Vec<(Id, String, String)> = facilitators::table
            .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
            .filter(facilitators::id.eq_any(ids))
            .select((facilitators::id, accounts::first_name, accounts::last_name))
            .load(conn)?;
        names.facilitators.extend(
            people.into_iter().map(|(id, first, last)| (id.into(), format!("{first} {last}"))),
        );
    }
    for ids in some(&counts.organizations).chunks(MOST) {
        names.organizations.extend(named(
            organizations::table
                .filter(organizations::id.eq_any(ids))
                .select((organizations::id, organizations::name))
                .load(conn)?,
        ));
    }
    Ok(names)
}

/// How many ids one query names at most.
const MOST: usize = 10_000;

fn named(rows: Vec<(Id, String)>) -> HashMap<Uuid, String> {
    rows.into_iter().map(|(id, name)| (id.into(), name)).collect()
}
