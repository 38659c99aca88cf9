//! Members of teams in the database.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::dsl::{count_star, exists, max, sum};
use diesel::prelude::*;

use super::model::{
    Done, Member, MemberContact, MemberEmployment, MemberItem, MemberMonth, MemberPlace,
    MemberSheet, MemberSort, MemberState, MemberStay, MembersShown, OwnTeam, Period, active_since,
    month_of,
};
use crate::facilitators::{Employment, FacilitatorKind};
use crate::platform::clock::Clock;
use crate::platform::database::schema::{
    accounts, employments, facilitators, organizations, place_attachments, places, sessions,
    team_memberships, teams,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Named, Page, Paging, Problem};
use crate::platform::text::normalise;
use crate::teams::model::{Membership, Team};

/// Held sessions of facilitators that a team counts: between joining and leaving, each once. A
/// macro, because the types of the queries differ.
macro_rules! counting {
    ($team_id:expr, $facilitator_ids:expr) => {
        sessions::table
            .filter(sessions::facilitator_id.eq_any($facilitator_ids))
            .filter(sessions::deleted_at.is_null())
            .filter(sessions::state.eq("held"))
            .filter(exists(
                team_memberships::table
                    .filter(team_memberships::team_id.eq($team_id))
                    .filter(team_memberships::facilitator_id.eq(sessions::facilitator_id))
                    .filter(team_memberships::joined_on.le(sessions::date))
                    .filter(team_memberships::left_on.is_null().or(
                        team_memberships::left_on.ge(sessions::date.nullable()).assume_not_null(),
                    )),
            ))
    };
}

type Row = (Membership, Id, FacilitatorKind, String, String);

/// Everybody who is or was in a team, or one of them, each with all stays.
pub fn of_team(conn: &mut Conn, team_id: Id, only: Option<Id>) -> QueryResult<Vec<Member>> {
    let mut query = team_memberships::table
        .inner_join(facilitators::table.on(team_memberships::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(team_memberships::team_id.eq(team_id))
        .order((
            team_memberships::facilitator_id,
            team_memberships::joined_on,
            team_memberships::id,
        ))
        .select((
            Membership::as_select(),
            accounts::id,
            facilitators::kind,
            accounts::first_name,
            accounts::last_name,
        ))
        .into_boxed();
    if let Some(facilitator_id) = only {
        query = query.filter(team_memberships::facilitator_id.eq(facilitator_id));
    }
    let mut members: Vec<Member> = Vec::new();
    for (stay, account_id, kind, first_name, last_name) in query.load::<Row>(conn)? {
        match members.last_mut().filter(|last| last.facilitator_id == stay.facilitator_id) {
            Some(known) => known.stays.push(stay),
            None => members.push(Member {
                facilitator_id: stay.facilitator_id,
                account_id,
                kind,
                first_name,
                last_name,
                stays: vec![stay],
            }),
        }
    }
    Ok(members)
}

/// # Errors
/// 404 when nobody of this id is or was in the team, or not listed any more.
pub fn get_listed(conn: &mut Conn, team_id: Id, facilitator_id: Id) -> Result<Member, Problem> {
    let found = of_team(conn, team_id, Some(facilitator_id))?.into_iter().next();
    found.filter(Member::is_listed).ok_or_else(Problem::not_found)
}

/// What each of these facilitators did in a period while in the team.
fn done(
    conn: &mut Conn,
    team_id: Id,
    facilitator_ids: &[Id],
    period: Period,
) -> QueryResult<HashMap<Id, Done>> {
    let rows: Vec<(Id, i64, Option<i64>)> = counting!(team_id, facilitator_ids.to_vec())
        .filter(sessions::date.between(period.from, period.to))
        .group_by(sessions::facilitator_id)
        .select((sessions::facilitator_id, count_star(), sum(sessions::participant_count)))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, sessions, people)| {
            (id, Done { sessions, participations: people.unwrap_or_default() })
        })
        .collect())
}

/// The day of the last session that each of these facilitators held while in the team.
fn last_sessions(
    conn: &mut Conn,
    team_id: Id,
    facilitator_ids: &[Id],
) -> QueryResult<HashMap<Id, NaiveDate>> {
    let rows: Vec<(Id, Option<NaiveDate>)> = counting!(team_id, facilitator_ids.to_vec())
        .group_by(sessions::facilitator_id)
        .select((sessions::facilitator_id, max(sessions::date)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, date)| Some((id, date?))).collect())
}

/// Who of these facilitators recorded something in the last two months, in a team or not.
fn active(conn: &mut Conn, clock: &Clock, facilitator_ids: &[Id]) -> QueryResult<HashSet<Id>> {
    let since = clock.start_of(active_since(clock.today()));
    let rows: Vec<Id> = sessions::table
        .filter(sessions::facilitator_id.eq_any(facilitator_ids.to_vec()))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::created_at.ge(since))
        .select(sessions::facilitator_id)
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

fn state_of(member: &Member, active: &HashSet<Id>, today: NaiveDate) -> MemberState {
    match (member.is_present(today), active.contains(&member.facilitator_id)) {
        (false, _) => MemberState::Past,
        (true, true) => MemberState::Active,
        (true, false) => MemberState::Inactive,
    }
}

/// The employments of facilitators with the organizations' names, oldest first.
fn employments_of(
    conn: &mut Conn,
    facilitator_ids: &[Id],
) -> QueryResult<HashMap<Id, Vec<(Employment, String)>>> {
    let rows: Vec<(Id, Id, NaiveDate, Option<NaiveDate>, String)> = employments::table
        .inner_join(organizations::table.on(employments::organization_id.eq(organizations::id)))
        .filter(employments::facilitator_id.eq_any(facilitator_ids.to_vec()))
        .order((employments::started_on, employments::id))
        .select((
            employments::facilitator_id,
            employments::organization_id,
            employments::started_on,
            employments::ended_on,
            organizations::name,
        ))
        .load(conn)?;
    let mut by_person: HashMap<Id, Vec<(Employment, String)>> = HashMap::new();
    for (id, organization_id, started_on, ended_on, name) in rows {
        let employment = Employment { organization_id, started_on, ended_on };
        by_person.entry(id).or_default().push((employment, name));
    }
    Ok(by_person)
}

fn employer_name(all: Option<&Vec<(Employment, String)>>, date: NaiveDate) -> Option<String> {
    let all = all?;
    let dates: Vec<Employment> = all.iter().map(|(employment, _)| *employment).collect();
    let at = Employment::on(&dates, date)?;
    all.iter().find(|(employment, _)| employment == at).map(|(_, name)| name.clone())
}

/// The members of a team that are listed, sorted and paged. A team is tens of people: it is read
/// whole, and the page is cut here.
pub fn list(
    conn: &mut Conn,
    clock: &Clock,
    team_id: Id,
    shown: MembersShown,
    sort: MemberSort,
    period: Period,
    paging: &Paging,
) -> Result<Page<MemberItem>, Problem> {
    let list = format!("team-members-{}", sort.code());
    let cursor = paging.after(&list, 3)?;
    let today = clock.today();
    let members: Vec<Member> =
        of_team(conn, team_id, None)?.into_iter().filter(Member::is_listed).collect();
    let ids: Vec<Id> = members.iter().map(|member| member.facilitator_id).collect();
    let active = active(conn, clock, &ids)?;
    let employers = employments_of(conn, &ids)?;
    let done = done(conn, team_id, &ids, period)?;
    let last = last_sessions(conn, team_id, &ids)?;
    let mut items: Vec<MemberItem> = members
        .iter()
        .filter_map(|member| {
            let id = member.facilitator_id;
            let (stay, state) = (member.last_stay()?, state_of(member, &active, today));
            let done = done.get(&id).copied().unwrap_or_default();
            shown.holds(state).then(|| MemberItem {
                facilitator_id: id,
                name: member.name(),
                kind: member.kind,
                organization_name: employer_name(employers.get(&id), member.seen_on(today)),
                state,
                joined_on: stay.joined_on,
                left_on: stay.left_on,
                last_session_on: last.get(&id).copied(),
                sessions: done.sessions,
                participations: done.participations,
            })
        })
        .collect();
    items.sort_by_cached_key(|item| item.key(sort));
    let total = paging.with_total.then_some(i64::try_from(items.len()).unwrap_or(i64::MAX));
    if let Some(cursor) = cursor {
        items.retain(|item| item.key(sort).as_slice() > cursor.as_slice());
    }
    Ok(paging.page(&list, items, total, |item| item.key(sort).to_vec()))
}

/// The sheet of a member.
pub fn sheet(
    conn: &mut Conn,
    clock: &Clock,
    team: &Team,
    member: &Member,
    period: Period,
) -> QueryResult<MemberSheet> {
    let (today, id) = (clock.today(), member.facilitator_id);
    let is_present = member.is_present(today);
    let active = active(conn, clock, &[id])?;
    let months = months(conn, team.id, id, period)?;
    Ok(MemberSheet {
        team: Named { id: team.id, name: team.name.clone() },
        facilitator_id: id,
        name: member.name(),
        kind: member.kind,
        state: state_of(member, &active, today),
        stays: member
            .stays
            .iter()
            .map(|stay| MemberStay {
                joined_on: stay.joined_on,
                left_on: stay.left_on,
                ending: stay.ending,
            })
            .collect(),
        contact: if is_present { Some(contact(conn, member.account_id)?) } else { None },
        employments: employers(conn, id, member.seen_on(today))?,
        places: if is_present { present_places(conn, id)? } else { Vec::new() },
        from: period.from,
        to: period.to,
        last_session_on: last_sessions(conn, team.id, &[id])?.remove(&id),
        sessions: months.iter().map(|month| month.sessions).sum(),
        participations: months.iter().map(|month| month.participations).sum(),
        months,
    })
}

fn contact(conn: &mut Conn, account_id: Id) -> QueryResult<MemberContact> {
    let (email, phone) =
        accounts::table.find(account_id).select((accounts::email, accounts::phone)).first(conn)?;
    Ok(MemberContact { email, phone })
}

fn employers(
    conn: &mut Conn,
    facilitator_id: Id,
    by: NaiveDate,
) -> QueryResult<Vec<MemberEmployment>> {
    let mut all =
        employments_of(conn, &[facilitator_id])?.remove(&facilitator_id).unwrap_or_default();
    all.retain(|(employment, _)| employment.started_on <= by);
    let view = |(employment, name): (Employment, String)| MemberEmployment {
        organization: Named { id: employment.organization_id, name },
        started_on: employment.started_on,
        // What came after the day of leaving is not told.
        ended_on: employment.ended_on.filter(|ended| *ended <= by),
    };
    Ok(all.into_iter().rev().map(view).collect())
}

fn present_places(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Vec<MemberPlace>> {
    let rows: Vec<(Id, String, String)> = place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(place_attachments::ended_on.is_null())
        .order((places::search, places::id))
        .select((places::id, places::name, places::commune_name))
        .load(conn)?;
    let view = |(id, name, commune_name)| MemberPlace { id, name, commune_name };
    Ok(rows.into_iter().map(view).collect())
}

/// What a member did, month by month.
fn months(
    conn: &mut Conn,
    team_id: Id,
    facilitator_id: Id,
    period: Period,
) -> QueryResult<Vec<MemberMonth>> {
    let days: Vec<(NaiveDate, i64, Option<i64>)> = counting!(team_id, vec![facilitator_id])
        .filter(sessions::date.between(period.from, period.to))
        .group_by(sessions::date)
        .select((sessions::date, count_star(), sum(sessions::participant_count)))
        .load(conn)?;
    let mut done: HashMap<String, Done> = HashMap::new();
    for (date, sessions, people) in days {
        let month = done.entry(month_of(date)).or_default();
        month.sessions += sessions;
        month.participations += people.unwrap_or_default();
    }
    let view = |month: String| {
        let Done { sessions, participations } = done.get(&month).copied().unwrap_or_default();
        MemberMonth { month, sessions, participations }
    };
    Ok(period.months().into_iter().map(view).collect())
}

/// The teams of a facilitator, those of today first; one line per stay.
pub fn own(conn: &mut Conn, facilitator_id: Id, today: NaiveDate) -> QueryResult<Vec<OwnTeam>> {
    let rows: Vec<(Membership, String, String, String)> = team_memberships::table
        .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
        .inner_join(accounts::table.on(teams::coordinator_account_id.eq(accounts::id)))
        .filter(team_memberships::facilitator_id.eq(facilitator_id))
        .select((Membership::as_select(), teams::name, accounts::first_name, accounts::last_name))
        .load(conn)?;
    let mut own: Vec<OwnTeam> = rows
        .into_iter()
        .map(|(stay, name, first, last)| OwnTeam {
            id: stay.team_id,
            name,
            coordinator_name: format!("{first} {last}"),
            joined_on: stay.joined_on,
            left_on: stay.left_on,
            is_present: stay.is_present(today),
        })
        .collect();
    own.sort_by_cached_key(|team| {
        (!team.is_present, normalise(&team.name), std::cmp::Reverse(team.joined_on))
    });
    Ok(own)
}
