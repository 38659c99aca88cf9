//! Lists of planned workshops: the calendar of the network, one's own, what needs attention.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{FacilitationRole, FacilitationState, Visibility, Workshop, WorkshopState};
use super::views::{WorkshopSummary, summaries};
use crate::competences::levels::Level;
use crate::network::enrolment::State;
use crate::network::rights;
use crate::platform::clock::Clock;
use crate::platform::database::schema::{
    enrolments, facilitations, workshop_competences as needs, workshop_invitations, workshops,
};
use crate::platform::database::{Conn, Id, Moment, Multi};
use crate::platform::http::{Page, Paging, Problem};
use crate::policy::{Actor, Role};
use crate::text_enum;

const LIST: &str = "planned-workshops";

text_enum! {
    /// What needs somebody's attention.
    Attention {
        WithoutLead = "without_lead",
        UnderFilled = "under_filled",
        OverAsked = "over_asked",
        ToApprove = "to_approve",
    }
}

/// Which workshops a list is about.
#[derive(Clone, Debug, Default)]
pub struct WorkshopFilter {
    /// Days, both included.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Published and held ones when absent.
    pub state: Option<WorkshopState>,
    pub competence_id: Option<Id>,
    /// The level that it brings people to, of that competence or of one of them.
    pub level: Option<Level>,
    pub place_id: Option<Id>,
    pub departement: Option<&'static str>,
    /// Only with a free seat.
    pub free: bool,
    /// Only where one is enrolled or facilitates, or that one planned.
    pub mine: bool,
    pub attention: Option<Attention>,
}

/// Workshops on some days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DayCount {
    pub date: NaiveDate,
    pub workshops: i64,
    /// Of these, how many have a free seat.
    pub with_free_seats: i64,
}

/// Days with workshops, in order.
#[derive(Serialize, ToSchema)]
pub struct DayCounts {
    pub items: Vec<DayCount>,
}

/// A question about workshops, to be narrowed.
pub type Boxed = workshops::BoxedQuery<'static, Multi>;

/// What somebody may see: what is shown to the network; what they were invited to, are enrolled in
/// or facilitate; what they planned, or coordinate.
fn visible_to(conn: &mut Conn, clock: &Clock, by: &Actor) -> QueryResult<Boxed> {
    let query = workshops::table.into_boxed();
    if by.is(Role::Admin) {
        return Ok(query);
    }
    let shown = workshops::state
        .ne(WorkshopState::Draft)
        .and(workshops::visibility.ne(Visibility::Invitation));
    let authors = rights::authors_of(conn, clock, by)?;
    let mut people = rights::team(conn, by, clock.today())?;
    people.extend(by.facilitator_id);
    let facilitated = facilitations::table
        .filter(facilitations::facilitator_id.eq_any(people))
        .filter(facilitations::state.ne(FacilitationState::Withdrawn))
        .select(facilitations::workshop_id);
    let invited = workshop_invitations::table
        .filter(workshop_invitations::person_id.eq(by.person_id))
        .select(workshop_invitations::workshop_id);
    let enrolled = enrolments::table
        .filter(enrolments::person_id.eq(by.person_id))
        .select(enrolments::workshop_id);
    let published = workshops::state.ne(WorkshopState::Draft);
    Ok(query.filter(
        shown
            .or(workshops::author_id.eq_any(authors))
            .or(workshops::id.eq_any(facilitated))
            .or(published.and(workshops::id.eq_any(invited).or(workshops::id.eq_any(enrolled)))),
    ))
}

fn narrowed(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    filter: &WorkshopFilter,
) -> QueryResult<Boxed> {
    let mut query = visible_to(conn, clock, by)?;
    // Instants first: they are what the index knows. A workshop begins and ends on one day.
    let end = filter.to.succ_opt().unwrap_or(filter.to);
    query = query
        .filter(workshops::starts_at.ge(clock.start_of(filter.from)))
        .filter(workshops::starts_at.lt(clock.start_of(end)));
    query = match filter.state {
        Some(state) => query.filter(workshops::state.eq(state)),
        None => {
            query.filter(workshops::state.eq_any([WorkshopState::Published, WorkshopState::Held]))
        }
    };
    let about = || needs::table.select(needs::workshop_id);
    query = match (filter.competence_id, filter.level) {
        (None, None) => query,
        (Some(id), None) => {
            query.filter(workshops::id.eq_any(about().filter(needs::competence_id.eq(id))))
        }
        (None, Some(level)) => {
            query.filter(workshops::id.eq_any(about().filter(needs::target_level.eq(level))))
        }
        (Some(id), Some(level)) => {
            let both = needs::competence_id.eq(id).and(needs::target_level.eq(level));
            query.filter(workshops::id.eq_any(about().filter(both)))
        }
    };
    if let Some(place_id) = filter.place_id {
        query = query.filter(workshops::place_id.eq(place_id));
    }
    if let Some(code) = filter.departement {
        query = query.filter(workshops::departement_code.eq(code));
    }
    if filter.free {
        query = query.filter(workshops::seats.gt(workshops::used_count));
    }
    if filter.mine {
        query = mine(query, by);
    }
    match filter.attention {
        None => Ok(query),
        Some(attention) => needing(conn, clock, by, query, attention),
    }
}

fn mine(query: Boxed, by: &Actor) -> Boxed {
    let ended = [State::Declined, State::CancelledByLearner, State::CancelledByOrganiser];
    let enrolled = enrolments::table
        .filter(enrolments::person_id.eq(by.person_id))
        .filter(enrolments::state.ne_all(ended))
        .select(enrolments::workshop_id);
    let asked = [FacilitationState::Invited, FacilitationState::Accepted];
    let facilitated = facilitations::table
        .filter(facilitations::person_id.eq(by.person_id))
        .filter(facilitations::state.eq_any(asked))
        .select(facilitations::workshop_id);
    query.filter(
        workshops::author_id
            .eq(by.account_id)
            .or(workshops::id.eq_any(enrolled))
            .or(workshops::id.eq_any(facilitated)),
    )
}

fn needing(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    query: Boxed,
    attention: Attention,
) -> QueryResult<Boxed> {
    Ok(match attention {
        Attention::WithoutLead => {
            let led = facilitations::table
                .filter(facilitations::role.eq(FacilitationRole::Lead))
                .filter(facilitations::state.eq(FacilitationState::Accepted))
                .select(facilitations::workshop_id);
            query.filter(workshops::id.ne_all(led))
        }
        Attention::UnderFilled => query.filter(workshops::used_count.lt(workshops::min_people)),
        Attention::OverAsked => query.filter(workshops::waiting_count.gt(0)),
        Attention::ToApprove => return to_approve(conn, clock, by, query),
    })
}

/// Where people wait for the reader's answer: an administrator's anywhere, a coordinator's where
/// somebody of the team leads.
fn to_approve(conn: &mut Conn, clock: &Clock, by: &Actor, query: Boxed) -> QueryResult<Boxed> {
    let asked = enrolments::table
        .filter(enrolments::state.eq(State::Requested))
        .select(enrolments::workshop_id);
    let query = query.filter(workshops::id.eq_any(asked));
    if by.is(Role::Admin) {
        return Ok(query);
    }
    let led = facilitations::table
        .filter(facilitations::facilitator_id.eq_any(rights::team(conn, by, clock.today())?))
        .filter(facilitations::role.eq(FacilitationRole::Lead))
        .filter(facilitations::state.eq(FacilitationState::Accepted))
        .select(facilitations::workshop_id);
    Ok(query.filter(workshops::id.eq_any(led)))
}

/// Workshops by their start.
pub fn list(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    filter: &WorkshopFilter,
    paging: &Paging,
) -> Result<Page<WorkshopSummary>, Problem> {
    let page = by_start(conn, LIST, paging, |conn| narrowed(conn, clock, by, filter))?;
    let Page { items, next_cursor, total } = page;
    Ok(Page { items: summaries(conn, by, items)?, next_cursor, total })
}

/// A page of workshops by their start. `narrowed` says which; it is asked again for the total.
///
/// # Errors
/// 400 for a cursor of another list.
pub fn by_start(
    conn: &mut Conn,
    list: &'static str,
    paging: &Paging,
    narrowed: impl Fn(&mut Conn) -> QueryResult<Boxed>,
) -> Result<Page<Workshop>, Problem> {
    let mut query = narrowed(conn)?;
    if let Some(cursor) = paging.after(list, 2)? {
        let at = Moment::from_millis(cursor[0].parse().unwrap_or_default());
        let id = cursor[1].clone();
        query = query.filter(
            workshops::starts_at.gt(at).or(workshops::starts_at.eq(at).and(workshops::id.gt(id))),
        );
    }
    let rows: Vec<Workshop> = query
        .order((workshops::starts_at, workshops::id))
        .limit(paging.limit + 1)
        .select(Workshop::as_select())
        .load(conn)?;
    let total = match paging.with_total {
        true => Some(narrowed(conn)?.count().get_result(conn)?),
        false => None,
    };
    Ok(paging.page(list, rows, total, |row| {
        vec![row.starts_at.millis().to_string(), row.id.to_string()]
    }))
}

/// The sessions of a series that somebody may see, by their day.
pub fn of_series(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    series_id: Id,
) -> QueryResult<Vec<Workshop>> {
    visible_to(conn, clock, by)?
        .filter(workshops::series_id.eq(series_id))
        .order(workshops::series_on)
        .select(Workshop::as_select())
        .load(conn)
}

/// How many workshops there are on each day.
pub fn days(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    filter: &WorkshopFilter,
) -> Result<DayCounts, Problem> {
    let rows: Vec<(NaiveDate, i32, i32)> = narrowed(conn, clock, by, filter)?
        .order(workshops::starts_at)
        .select((workshops::date, workshops::seats, workshops::used_count))
        .load(conn)?;
    let mut items: Vec<DayCount> = Vec::new();
    for (date, seats, used) in rows {
        let is_free = i64::from(seats > used);
        match items.last_mut().filter(|last| last.date == date) {
            Some(last) => {
                last.workshops += 1;
                last.with_free_seats += is_free;
            }
            None => items.push(DayCount { date, workshops: 1, with_free_seats: is_free }),
        }
    }
    Ok(DayCounts { items })
}
