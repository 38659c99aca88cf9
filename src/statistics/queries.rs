//! Whose sessions a reader may count, and the names of what figures mention.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::keys::{Span, Wanted, first_day};
use super::model::{
    FamilyLines, Figures, LongFamily, MentionLine, Scope, ShareLine, TerritoryLine,
};
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

/// Gives the lines that have an id the name it stands for; what was removed has none.
pub fn name(conn: &mut Conn, figures: &mut Figures) -> QueryResult<()> {
    name_places(conn, &mut figures.by_place)?;
    name_tags(conn, &mut figures.by_tag)?;
    name_programmes(conn, &mut figures.by_programme)?;
    name_facilitators(conn, &mut figures.by_facilitator)?;
    name_organizations(conn, &mut figures.by_organization)
}

/// [`name`] for one family.
pub fn name_family(
    conn: &mut Conn,
    family: LongFamily,
    lines: &mut FamilyLines,
) -> QueryResult<()> {
    match (family, lines) {
        (LongFamily::Place, FamilyLines::Territories(lines)) => name_places(conn, lines),
        (LongFamily::Tag, FamilyLines::Mentions(lines)) => name_tags(conn, lines),
        (LongFamily::Programme, FamilyLines::Shares(lines)) => name_programmes(conn, lines),
        (LongFamily::Facilitator, FamilyLines::Shares(lines)) => name_facilitators(conn, lines),
        (LongFamily::Organization, FamilyLines::Shares(lines)) => name_organizations(conn, lines),
        // Territories have the official names of their codes.
        _ => Ok(()),
    }
}

/// How many ids one query names at most.
const MOST: usize = 10_000;

type Row = (Id, String);

/// The names of these codes, as `read` finds them; none for a code that is no id.
fn names<'a>(
    codes: impl Iterator<Item = &'a str>,
    mut read: impl FnMut(&[Id]) -> QueryResult<Vec<Row>>,
) -> QueryResult<HashMap<Id, String>> {
    let ids: Vec<Id> = codes.filter_map(|code| code.parse().ok()).collect();
    let mut names = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(MOST) {
        names.extend(read(ids)?);
    }
    Ok(names)
}

/// The name of a code among `names`.
fn taken(names: &mut HashMap<Id, String>, code: &str) -> Option<String> {
    names.remove(&code.parse().ok()?)
}

/// Reads the names of a table that has an `id` and a `name`.
macro_rules! of_table {
    ($conn:ident, $table:ident) => {
        |ids| {
            let named = $table::table.filter($table::id.eq_any(ids));
            named.select(($table::id, $table::name)).load($conn)
        }
    };
}

/// The names of organizations and programmes by id.
pub fn names_of_bodies(conn: &mut Conn, ids: &[Uuid]) -> QueryResult<HashMap<Uuid, String>> {
    let ids: Vec<Id> = ids.iter().copied().map(Id::from).collect();
    let mut names = HashMap::new();
    for ids in ids.chunks(MOST) {
        let organizations: Vec<Row> = of_table!(conn, organizations)(ids)?;
        let programmes: Vec<Row> = of_table!(conn, programmes)(ids)?;
        let rows = organizations.into_iter().chain(programmes);
        names.extend(rows.map(|(id, name)| (Uuid::from(id), name)));
    }
    Ok(names)
}

fn name_places(conn: &mut Conn, lines: &mut [TerritoryLine]) -> QueryResult<()> {
    let mut names = names(lines.iter().map(|line| line.code.as_str()), of_table!(conn, places))?;
    for line in lines {
        line.label = taken(&mut names, &line.code).unwrap_or_default();
    }
    Ok(())
}

fn name_tags(conn: &mut Conn, lines: &mut [MentionLine]) -> QueryResult<()> {
    let mut names = names(lines.iter().map(|line| line.code.as_str()), of_table!(conn, tags))?;
    for line in lines {
        line.label = taken(&mut names, &line.code);
    }
    Ok(())
}

fn name_lines(
    lines: &mut [ShareLine],
    read: impl FnMut(&[Id]) -> QueryResult<Vec<Row>>,
) -> QueryResult<()> {
    let mut names = names(lines.iter().map(|line| line.code.as_str()), read)?;
    for line in lines {
        line.label = taken(&mut names, &line.code);
    }
    Ok(())
}

fn name_programmes(conn: &mut Conn, lines: &mut [ShareLine]) -> QueryResult<()> {
    name_lines(lines, of_table!(conn, programmes))
}

fn name_organizations(conn: &mut Conn, lines: &mut [ShareLine]) -> QueryResult<()> {
    name_lines(lines, of_table!(conn, organizations))
}

fn name_facilitators(conn: &mut Conn, lines: &mut [ShareLine]) -> QueryResult<()> {
    name_lines(lines, |ids| {
        let people: Vec<(Id, String, String)> = facilitators::table
            .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
            .filter(facilitators::id.eq_any(ids))
            .select((facilitators::id, accounts::first_name, accounts::last_name))
            .load(conn)?;
        Ok(people.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect())
    })
}
