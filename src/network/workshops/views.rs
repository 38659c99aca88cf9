//! Planned workshops as they are sent.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::access;
use super::guards::Candidate;
use super::model::{
    Access, ApprovalPolicy, DeviceLoan, Facilitating, FacilitationRole, FacilitationState,
    Visibility, Workshop, WorkshopState,
};
use super::queries;
use crate::competences::ledger_of;
use crate::network::enrolment::{self, Approval, EnrolmentView, Role};
use crate::network::matching::role_for;
use crate::network::templates::Need;
use crate::platform::context::Context;
use crate::platform::database::schema::{accounts, facilitations, facilitators, places};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Named, Problem, Versioned};
use crate::policy::{self, Actor};
use crate::text_enum;
use crate::vocabulary::ThemeSet;

/// A planned workshop in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlannedWorkshopSummary)]
pub struct WorkshopSummary {
    pub id: Id,
    pub version: i32,
    pub state: WorkshopState,
    pub title: String,
    pub date: NaiveDate,
    #[schema(example = "14:00")]
    pub start_time: String,
    #[schema(example = "16:00")]
    pub end_time: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub place: Option<Named>,
    pub commune_code: Option<String>,
    pub is_remote: bool,
    pub visibility: Visibility,
    pub competences: Vec<Need>,
    pub seats: i32,
    pub seats_free: i32,
    pub waiting: i32,
    /// Below that it is not worth while.
    pub min_people: i32,
    pub lead_name: Option<String>,
    pub series: Option<InSeries>,
    /// What the reader is asked to do there, or does.
    pub own_facilitation: Option<OwnFacilitation>,
}

/// What somebody is asked to do in a workshop, or does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnFacilitation {
    pub role: FacilitationRole,
    pub state: FacilitationState,
}

/// Which session of a series a workshop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InSeries {
    pub id: Id,
    /// From 1, in the order of days; those cancelled count, so that it stays.
    #[schema(example = 3)]
    pub number: usize,
    /// How many sessions the series has.
    #[schema(example = 10)]
    pub of: usize,
    /// Changed alone.
    pub is_detached: bool,
}

fn in_series(row: &Workshop, all: &HashMap<Id, Vec<Id>>) -> Option<InSeries> {
    let id = row.series_id?;
    let ids = all.get(&id)?;
    let at = ids.iter().position(|own| *own == row.id)?;
    Some(InSeries { id, number: at + 1, of: ids.len(), is_detached: row.is_detached })
}

/// Lists of workshops with what they name, as somebody reads them.
pub fn summaries(
    conn: &mut Conn,
    by: &Actor,
    rows: Vec<Workshop>,
) -> Result<Vec<WorkshopSummary>, Problem> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut place_ids: Vec<Id> = rows.iter().filter_map(|row| row.place_id).collect();
    place_ids.sort_unstable();
    place_ids.dedup();
    let names: Vec<(Id, String)> = match place_ids.is_empty() {
        true => Vec::new(),
        false => places::table
            .filter(places::id.eq_any(place_ids))
            .select((places::id, places::name))
            .load(conn)?,
    };
    let names: HashMap<Id, String> = names.into_iter().collect();
    let leads: Vec<(Id, String, String)> = match ids.is_empty() {
        true => Vec::new(),
        false => facilitations::table
            .inner_join(facilitators::table.on(facilitations::facilitator_id.eq(facilitators::id)))
            .inner_join(accounts::table.on(facilitators::account_id.eq(accounts::id)))
            .filter(facilitations::workshop_id.eq_any(ids.clone()))
            .filter(facilitations::role.eq(FacilitationRole::Lead))
            .filter(facilitations::state.eq(FacilitationState::Accepted))
            .select((facilitations::workshop_id, accounts::first_name, accounts::last_name))
            .load(conn)?,
    };
    let mut leads: HashMap<Id, String> =
        leads.into_iter().map(|(id, first, last)| (id, format!("{first} {last}"))).collect();
    let own = match by.facilitator_id.filter(|_| !ids.is_empty()) {
        Some(facilitator_id) => facilitations::table
            .filter(facilitations::facilitator_id.eq(facilitator_id))
            .filter(facilitations::workshop_id.eq_any(ids.clone()))
            .select((facilitations::workshop_id, facilitations::role, facilitations::state))
            .load::<(Id, FacilitationRole, FacilitationState)>(conn)?,
        None => Vec::new(),
    };
    let own: HashMap<Id, OwnFacilitation> =
        own.into_iter().map(|(id, role, state)| (id, OwnFacilitation { role, state })).collect();
    let mut needs = queries::needs_of_all(conn, &ids)?;
    let mut series_ids: Vec<Id> = rows.iter().filter_map(|row| row.series_id).collect();
    series_ids.sort_unstable();
    series_ids.dedup();
    let of_series = queries::ids_of_series(conn, &series_ids)?;
    let summary = |row: Workshop| WorkshopSummary {
        id: row.id,
        version: row.version,
        state: row.state,
        seats_free: row.seats_free(),
        series: in_series(&row, &of_series),
        place: row.place_id.and_then(|id| Some(Named { id, name: names.get(&id)?.clone() })),
        is_remote: row.remote_url.is_some(),
        competences: needs.remove(&row.id).unwrap_or_default(),
        lead_name: leads.remove(&row.id),
        own_facilitation: own.get(&row.id).copied(),
        title: row.title,
        date: row.date,
        start_time: row.start_time,
        end_time: row.end_time,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        commune_code: row.commune_code,
        visibility: row.visibility,
        seats: row.seats,
        waiting: row.waiting_count,
        min_people: row.min_people,
    };
    Ok(rows.into_iter().map(summary).collect())
}

/// Somebody who leads, co-leads or observes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FacilitatingView {
    pub facilitator_id: Id,
    pub name: String,
    pub role: FacilitationRole,
    pub state: FacilitationState,
}

text_enum! {
    /// What the reader may do with a workshop.
    WorkshopDeed {
        Change = "change",
        Publish = "publish",
        Cancel = "cancel",
        ReadRoster = "read_roster",
        Close = "close",
        Enrol = "enrol",
        EnrolOthers = "enrol_others",
        AnswerAsFacilitator = "answer_as_facilitator",
    }
}

/// A planned workshop as it is sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlannedWorkshopView)]
pub struct WorkshopView {
    #[serde(flatten)]
    pub summary: WorkshopSummary,
    pub objectives: Option<String>,
    pub template_id: Option<Id>,
    pub room_id: Option<Id>,
    /// For who has a seat, and who manages the workshop.
    pub remote_url: Option<String>,
    pub programme_id: Option<Id>,
    pub themes: ThemeSet,
    pub setup_min: i32,
    pub teardown_min: i32,
    pub capacity: i32,
    pub devices: Vec<DeviceLoan>,
    pub devices_per_learner: i32,
    pub needs_wires: bool,
    pub approval: ApprovalPolicy,
    /// Who said no or stepped back is shown to who manages the workshop alone.
    pub facilitators: Vec<FacilitatingView>,
    /// Of those that it brings people to, what nobody who facilitates may teach yet.
    pub uncovered: Vec<Id>,
    /// Why it was cancelled or put off.
    pub reason: Option<String>,
    /// The one that takes over.
    pub successor_id: Option<Id>,
    /// Its entry in the log, for who manages it.
    pub session_id: Option<Id>,
    pub enrolment: Option<EnrolmentView>,
    /// As what the reader would come.
    #[schema(inline)]
    pub suggested_role: Role,
    pub may: Vec<WorkshopDeed>,
}

impl Versioned for WorkshopView {
    fn version(&self) -> i32 {
        self.summary.version
    }
}

/// A workshop as a reader sees it.
pub fn view(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    row: Workshop,
) -> Result<WorkshopView, Problem> {
    let facilitators = queries::facilitators_of(conn, row.id)?;
    let access = access::access(conn, ctx, by, &row, &facilitators)?;
    let enrolment = enrolment::own(conn, by, row.id)?;
    let needs = queries::needs_of(conn, row.id)?;
    let candidate = Candidate { workshop: &row, facilitators: &facilitators, needs: &needs };
    let uncovered = candidate.uncovered(conn)?.into_iter().map(|(id, _)| id).collect();
    let has_seat = enrolment.as_ref().is_some_and(|own| own.state.stands());
    let is_asked = facilitators.iter().any(|one| one.person_id == by.person_id && one.is_asked());
    // Who waits, or was not said yes to, has no seat yet.
    let is_in = enrolment.as_ref().is_some_and(|own| own.state.is_in());
    let shows_address = access.manages || is_in || is_asked;
    let may = deeds(ctx, by, &row, (&facilitators, access, has_seat));
    let devices = match access.manages {
        true => queries::devices_of(conn, row.id)?,
        false => Vec::new(),
    };
    let shown = |one: &&Facilitating| access.manages || one.is_asked();
    let facilitators = facilitators.iter().filter(shown).map(|one| FacilitatingView {
        facilitator_id: one.facilitator_id,
        name: one.name(),
        role: one.role,
        state: one.state,
    });
    let facilitators = facilitators.collect();
    let suggested_role = suggested_role(conn, ctx, by, &needs)?;
    let Some(summary) = summaries(conn, by, vec![row.clone()])?.pop() else {
        return Err(Problem::not_found());
    };
    Ok(WorkshopView {
        summary,
        objectives: row.objectives,
        template_id: row.template_id,
        room_id: row.room_id,
        remote_url: row.remote_url.filter(|_| shows_address),
        programme_id: row.programme_id,
        themes: row.themes,
        setup_min: row.setup_min,
        teardown_min: row.teardown_min,
        capacity: row.capacity,
        devices,
        devices_per_learner: row.devices_per_learner,
        needs_wires: row.needs_wires,
        approval: match row.approval {
            Approval::None => ApprovalPolicy::None,
            Approval::Manager | Approval::Coordinator => ApprovalPolicy::Coordinator,
        },
        facilitators,
        uncovered,
        reason: row.reason,
        successor_id: row.successor_id,
        session_id: row.session_id.filter(|_| access.manages),
        enrolment,
        suggested_role,
        may,
    })
}

/// Helper, for who knows it all already.
fn suggested_role(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    needs: &[Need],
) -> Result<Role, Problem> {
    if needs.is_empty() {
        return Ok(Role::Learner);
    }
    let ledger = ledger_of(conn, &[by.person_id])?;
    let today = ctx.clock.today();
    let known = |need: &Need| {
        let standing = ledger.standing(by.person_id, need.competence_id, today);
        (standing.w(), need.target_level)
    };
    Ok(role_for(&needs.iter().map(known).collect::<Vec<_>>()))
}

fn deeds(
    ctx: &Context,
    by: &Actor,
    row: &Workshop,
    (facilitators, access, has_seat): (&[Facilitating], Access, bool),
) -> Vec<WorkshopDeed> {
    use WorkshopDeed as D;
    let now = ctx.clock.now();
    let is_to_come = now < row.starts_at;
    let own = facilitators.iter().find(|one| one.person_id == by.person_id);
    let mut may = Vec::new();
    if access.manages {
        let is_draft = row.state == WorkshopState::Draft;
        if is_draft || (row.is_published() && is_to_come) {
            may.extend([D::Change, D::Cancel]);
        }
        if is_draft {
            may.push(D::Publish);
        } else {
            may.push(D::ReadRoster);
        }
        let may_close = row.is_published() || row.state == WorkshopState::Held;
        if may_close && !is_to_come {
            may.push(D::Close);
        }
    }
    if row.is_published() && is_to_come && !by.is(policy::Role::Admin) {
        let facilitates = own.is_some_and(Facilitating::is_asked);
        if !has_seat && !facilitates {
            may.push(D::Enrol);
        }
        may.push(D::EnrolOthers);
    }
    if own.is_some_and(|one| one.is_asked() || one.state == FacilitationState::Declined) {
        may.push(D::AnswerAsFacilitator);
    }
    may
}
