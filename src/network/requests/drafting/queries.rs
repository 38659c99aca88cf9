//! Draft workshops that requests made, in the database.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::competences::levels::Level;
use crate::network::requests::queries::HelpRow;
use crate::network::time::Span;
use crate::platform::database::schema::{
    accounts, facilitations, facilitators, help_draft_requests, help_drafts, help_requests,
    place_attachments, places, team_memberships, teams, workshop_competences, workshops,
};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Problem, upsert};
use crate::vocabulary::ThemeSet;

/// The requests of drafts that are not over, with their workshop and whether it is published.
pub fn drafted(conn: &mut Conn) -> QueryResult<HashMap<Id, (Id, bool)>> {
    let rows: Vec<(Id, Id, String)> = help_draft_requests::table
        .inner_join(workshops::table.on(help_draft_requests::workshop_id.eq(workshops::id)))
        .filter(workshops::state.eq_any(["draft", "published"]))
        .select((help_draft_requests::request_id, workshops::id, workshops::state))
        .load(conn)?;
    let one =
        |(request, workshop, state): (Id, Id, String)| (request, (workshop, state == "published"));
    Ok(rows.into_iter().map(one).collect())
}

/// The published workshop that grew out of a request's draft, and who leads it, as a person.
pub fn published_draft(conn: &mut Conn, request_id: Id) -> QueryResult<Option<(Id, Id)>> {
    help_draft_requests::table
        .inner_join(workshops::table.on(help_draft_requests::workshop_id.eq(workshops::id)))
        .inner_join(facilitations::table.on(facilitations::workshop_id.eq(workshops::id)))
        .filter(help_draft_requests::request_id.eq(request_id))
        .filter(workshops::state.eq("published"))
        .filter(facilitations::role.eq("lead"))
        .filter(facilitations::state.eq("accepted"))
        .select((workshops::id, facilitations::person_id))
        .first(conn)
        .optional()
}

/// The account that coordinates a facilitator; the facilitator's own where nobody does.
pub fn author_for(conn: &mut Conn, facilitator_id: Id, today: NaiveDate) -> QueryResult<Id> {
    let coordinator: Option<Id> = team_memberships::table
        .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
        .filter(team_memberships::facilitator_id.eq(facilitator_id))
        .filter(team_memberships::joined_on.le(today))
        .filter(
            team_memberships::left_on
                .is_null()
                .or(team_memberships::left_on.gt(today).assume_not_null()),
        )
        .order(teams::id)
        .select(teams::coordinator_account_id)
        .first(conn)
        .optional()?;
    match coordinator {
        Some(account) => Ok(account),
        None => {
            facilitators::table.find(facilitator_id).select(facilitators::account_id).first(conn)
        }
    }
}

/// Where a facilitator works in a commune: place and département.
pub fn place_in(
    conn: &mut Conn,
    facilitator_id: Id,
    commune_code: &str,
) -> QueryResult<Option<(Id, String)>> {
    place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(place_attachments::ended_on.is_null())
        .filter(places::commune_code.eq(commune_code.to_owned()))
        .order((places::search, places::id))
        .select((places::id, places::departement_code))
        .first(conn)
        .optional()
}

/// Takes requests for a draft: whoever else does at the same moment, or claims one, is refused.
///
/// # Errors
/// 412 when one of them has changed.
pub fn take(conn: &mut Conn, rows: &[&HelpRow], now: Moment) -> Result<(), Problem> {
    for row in rows {
        let changed = diesel::update(help_requests::table.find(row.id))
            .filter(help_requests::version.eq(row.version))
            .set((help_requests::version.eq(row.version + 1), help_requests::updated_at.eq(now)))
            .execute(conn)?;
        upsert::one(changed, row.version)?;
    }
    Ok(())
}

/// A draft to write down.
pub struct NewDraft {
    pub id: Id,
    pub author_id: Id,
    pub title: String,
    pub search: String,
    pub zone: String,
    /// The day and the wall clock's times of the first window.
    pub date: NaiveDate,
    pub start_time: String,
    pub end_time: String,
    pub windows: [Span; 2],
    pub place: Option<(Id, String)>,
    pub area: String,
    pub themes: ThemeSet,
    pub capacity: i32,
    pub competence: (Id, Level),
    /// Facilitator and person.
    pub facilitator: (Id, Id),
    pub request_ids: Vec<Id>,
    pub now: Moment,
}

/// Writes a draft workshop, asks its lead, and notes which requests it is for.
pub fn insert(conn: &mut Conn, draft: &NewDraft) -> QueryResult<()> {
    let commune = draft.place.as_ref().map(|_| draft.area.clone());
    diesel::insert_into(workshops::table)
        .values((
            (
                workshops::id.eq(draft.id),
                workshops::version.eq(1),
                workshops::digest.eq(""),
                workshops::state.eq("draft"),
                workshops::author_id.eq(draft.author_id),
                workshops::is_detached.eq(false),
                workshops::title.eq(draft.title.clone()),
                workshops::search.eq(draft.search.clone()),
                workshops::date.eq(draft.date),
                workshops::start_time.eq(draft.start_time.clone()),
                workshops::end_time.eq(draft.end_time.clone()),
                workshops::zone.eq(draft.zone.clone()),
                workshops::starts_at.eq(draft.windows[0].start),
                workshops::ends_at.eq(draft.windows[0].end),
                workshops::setup_min.eq(0),
                workshops::teardown_min.eq(0),
            ),
            (
                workshops::place_id.eq(draft.place.as_ref().map(|(id, _)| *id)),
                workshops::commune_code.eq(commune),
                workshops::departement_code.eq(draft.place.as_ref().map(|(_, code)| code.clone())),
                workshops::themes.eq(draft.themes),
                workshops::capacity.eq(draft.capacity),
                workshops::min_people.eq(1),
                workshops::devices_per_learner.eq(0),
                workshops::needs_wires.eq(false),
                workshops::visibility.eq("network"),
                workshops::approval.eq("none"),
                workshops::seats.eq(draft.capacity),
                workshops::used_count.eq(0),
                workshops::waiting_count.eq(0),
                workshops::sequence.eq(0),
                workshops::created_at.eq(draft.now),
                workshops::updated_at.eq(draft.now),
            ),
        ))
        .execute(conn)?;
    diesel::insert_into(workshop_competences::table)
        .values((
            workshop_competences::workshop_id.eq(draft.id),
            workshop_competences::competence_id.eq(draft.competence.0),
            workshop_competences::target_level.eq(draft.competence.1),
        ))
        .execute(conn)?;
    diesel::insert_into(facilitations::table)
        .values((
            facilitations::workshop_id.eq(draft.id),
            facilitations::facilitator_id.eq(draft.facilitator.0),
            facilitations::person_id.eq(draft.facilitator.1),
            facilitations::role.eq("lead"),
            facilitations::state.eq("invited"),
            facilitations::invited_by.eq(draft.author_id),
            facilitations::invited_at.eq(draft.now),
        ))
        .execute(conn)?;
    diesel::insert_into(help_drafts::table)
        .values((
            help_drafts::workshop_id.eq(draft.id),
            help_drafts::competence_id.eq(draft.competence.0),
            help_drafts::area.eq(draft.area.clone()),
            help_drafts::facilitator_id.eq(draft.facilitator.0),
            help_drafts::second_starts_at.eq(draft.windows[1].start),
            help_drafts::second_ends_at.eq(draft.windows[1].end),
            help_drafts::created_at.eq(draft.now),
        ))
        .execute(conn)?;
    for request_id in &draft.request_ids {
        diesel::insert_into(help_draft_requests::table)
            .values((
                help_draft_requests::workshop_id.eq(draft.id),
                help_draft_requests::request_id.eq(*request_id),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// A draft as it is kept: workshop, competence, area, facilitator, the two windows, state, requests.
#[derive(Clone, Debug, Queryable)]
pub struct DraftRow {
    pub workshop_id: Id,
    pub competence_id: Id,
    pub area: String,
    pub facilitator_id: Id,
    pub first_name: String,
    pub last_name: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub second_starts_at: Moment,
    pub second_ends_at: Moment,
    pub created_at: Moment,
}

/// The drafts that an account planned, or whose lead somebody is or coordinates: newest first.
pub fn seen(conn: &mut Conn, account_id: Id, facilitator_ids: &[Id]) -> QueryResult<Vec<DraftRow>> {
    help_drafts::table
        .inner_join(workshops::table.on(help_drafts::workshop_id.eq(workshops::id)))
        .inner_join(facilitators::table.on(help_drafts::facilitator_id.eq(facilitators::id)))
        .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
        .filter(workshops::state.eq("draft"))
        .filter(
            workshops::author_id
                .eq(account_id)
                .or(help_drafts::facilitator_id.eq_any(facilitator_ids.to_vec())),
        )
        .order((help_drafts::created_at.desc(), help_drafts::workshop_id))
        .select((
            help_drafts::workshop_id,
            help_drafts::competence_id,
            help_drafts::area,
            help_drafts::facilitator_id,
            accounts::first_name,
            accounts::last_name,
            workshops::starts_at,
            workshops::ends_at,
            help_drafts::second_starts_at,
            help_drafts::second_ends_at,
            help_drafts::created_at,
        ))
        .load(conn)
}

/// How many requests each draft is for.
pub fn counts(conn: &mut Conn, workshop_ids: &[Id]) -> QueryResult<HashMap<Id, usize>> {
    let rows: Vec<Id> = help_draft_requests::table
        .filter(help_draft_requests::workshop_id.eq_any(workshop_ids.to_vec()))
        .select(help_draft_requests::workshop_id)
        .load(conn)?;
    let mut counts: HashMap<Id, usize> = HashMap::new();
    for id in rows {
        *counts.entry(id).or_default() += 1;
    }
    Ok(counts)
}

/// Requests of drafts that are not over.
pub fn taken(conn: &mut Conn) -> QueryResult<HashSet<Id>> {
    Ok(drafted(conn)?.into_keys().collect())
}
