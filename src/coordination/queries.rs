//! Coordination activities in the database. Every read starts from what the reader may see.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::figures::{Counted, Fact};
use super::model::{Activity, ActivityFilter, Partner};
use super::views::{Beside, CoordinationSummary, CoordinationView};
use crate::on_either;
use crate::platform::database::schema::{
    accounts, coordination_activities as activities, coordination_departements as departements,
    coordination_partners as partners, coordination_tags as activity_tags, tags,
};
use crate::platform::database::{Conn, Id, Moment, Multi};
use crate::platform::http::{Code, Named, Page, Paging, Problem, upsert};
use crate::policy::{Actor, Role};
use crate::vocabulary::PartnerKind;

const LIST: &str = "coordination";

type Boxed = activities::BoxedQuery<'static, Multi>;

/// Activities that were not withdrawn: of one coordinator, or of the network.
fn standing(coordinator: Option<Id>) -> Boxed {
    let query = activities::table.filter(activities::deleted_at.is_null()).into_boxed();
    match coordinator {
        Some(id) => query.filter(activities::coordinator_account_id.eq(id)),
        None => query,
    }
}

fn matching(coordinator: Option<Id>, filter: &ActivityFilter) -> Boxed {
    let mut query = standing(coordinator);
    if let Some(from) = filter.from {
        query = query.filter(activities::date.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(activities::date.le(to));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(activities::kind.eq_any(filter.kinds.clone()));
    }
    if !filter.departements.is_empty() {
        let there = departements::table
            .filter(departements::departement_code.eq_any(filter.departements.clone()))
            .select(departements::activity_id);
        query = query.filter(activities::id.eq_any(there));
    }
    if let Some(tag_id) = filter.tag_id {
        let tagged = activity_tags::table
            .filter(activity_tags::tag_id.eq(tag_id))
            .select(activity_tags::activity_id);
        query = query.filter(activities::id.eq_any(tagged));
    }
    query
}

/// The record of an id, whoever it belongs to: to decide what a `PUT` means.
pub fn find_any(conn: &mut Conn, id: Id) -> QueryResult<Option<Activity>> {
    activities::table.find(id).select(Activity::as_select()).first(conn).optional()
}

/// # Errors
/// 404 when it is not the coordinator's, or withdrawn.
pub fn get_own(conn: &mut Conn, coordinator: Id, id: Id) -> Result<Activity, Problem> {
    Ok(standing(Some(coordinator))
        .filter(activities::id.eq(id))
        .select(Activity::as_select())
        .first(conn)?)
}

/// An activity for its coordinator or an administrator. Tells whether the reader is the first.
///
/// # Errors
/// 404 when it is not for the reader's eyes.
pub fn get_for(conn: &mut Conn, actor: &Actor, id: Id) -> Result<(Activity, bool), Problem> {
    let activity: Activity =
        standing(None).filter(activities::id.eq(id)).select(Activity::as_select()).first(conn)?;
    let is_own = activity.coordinator_account_id == actor.account_id;
    if is_own && actor.is(Role::Coordinator) {
        return Ok((activity, true));
    }
    if actor.is(Role::Admin) { Ok((activity, false)) } else { Err(Problem::not_found()) }
}

pub fn insert(conn: &mut Conn, activity: &Activity) -> QueryResult<()> {
    diesel::insert_into(activities::table).values(activity.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, activity: &Activity, seen: i32) -> Result<(), Problem> {
    let changed = diesel::update(activities::table)
        .filter(activities::id.eq(activity.id))
        .filter(activities::version.eq(seen))
        .set(activity.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// # Errors
/// 412 when somebody else was faster.
pub fn set_deleted(
    conn: &mut Conn,
    activity: &Activity,
    deleted_at: Option<Moment>,
    now: Moment,
) -> Result<(), Problem> {
    let changed = diesel::update(activities::table)
        .filter(activities::id.eq(activity.id))
        .filter(activities::version.eq(activity.version))
        .set((
            activities::deleted_at.eq(deleted_at),
            activities::version.eq(activity.version + 1),
            activities::updated_at.eq(now),
        ))
        .execute(conn)?;
    upsert::one(changed, activity.version)
}

/// Writes the départements of an activity, each once, in place of those it had.
pub fn set_departements(
    conn: &mut Conn,
    activity_id: Id,
    codes: &[String],
    is_new: bool,
) -> QueryResult<()> {
    if !is_new {
        diesel::delete(departements::table.filter(departements::activity_id.eq(activity_id)))
            .execute(conn)?;
    }
    for (at, code) in codes.iter().enumerate() {
        if !codes[..at].contains(code) {
            diesel::insert_into(departements::table)
                .values((
                    departements::activity_id.eq(activity_id),
                    departements::departement_code.eq(code.clone()),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Writes the tags of an activity, in place of those it had.
pub fn set_tags(conn: &mut Conn, activity_id: Id, tag_ids: &[Id], is_new: bool) -> QueryResult<()> {
    if !is_new {
        diesel::delete(activity_tags::table.filter(activity_tags::activity_id.eq(activity_id)))
            .execute(conn)?;
    }
    for tag_id in tag_ids {
        diesel::insert_into(activity_tags::table)
            .values((activity_tags::activity_id.eq(activity_id), activity_tags::tag_id.eq(tag_id)))
            .execute(conn)?;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = partners)]
struct PartnerRow<'a> {
    activity_id: Id,
    position: i32,
    name: &'a str,
    kind: PartnerKind,
    kind_other: Option<&'a str>,
}

/// Writes the partners of an activity in the order told, in place of those it had.
pub fn set_partners(
    conn: &mut Conn,
    activity_id: Id,
    told: &[Partner],
    is_new: bool,
) -> QueryResult<()> {
    if !is_new {
        diesel::delete(partners::table.filter(partners::activity_id.eq(activity_id)))
            .execute(conn)?;
    }
    let rows: Vec<PartnerRow<'_>> = (0..)
        .zip(told)
        .map(|(position, partner)| PartnerRow {
            activity_id,
            position,
            name: &partner.name,
            kind: partner.kind,
            kind_other: partner.kind_other.as_deref(),
        })
        .collect();
    if !rows.is_empty() {
        on_either!(conn, |c| diesel::insert_into(partners::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// An activity, whole.
pub fn view(conn: &mut Conn, activity: Activity) -> QueryResult<CoordinationView> {
    let (first, last): (String, String) = accounts::table
        .find(activity.coordinator_account_id)
        .select((accounts::first_name, accounts::last_name))
        .first(conn)?;
    let rows: Vec<(String, PartnerKind, Option<String>)> = partners::table
        .filter(partners::activity_id.eq(activity.id))
        .order(partners::position)
        .select((partners::name, partners::kind, partners::kind_other))
        .load(conn)?;
    let departements = departements::table
        .filter(departements::activity_id.eq(activity.id))
        .order(departements::departement_code)
        .select(departements::departement_code)
        .load(conn)?;
    let tags: Vec<(Id, String)> = activity_tags::table
        .inner_join(tags::table.on(activity_tags::tag_id.eq(tags::id)))
        .filter(activity_tags::activity_id.eq(activity.id))
        .order((tags::name, tags::id))
        .select((tags::id, tags::name))
        .load(conn)?;
    let partners = rows
        .into_iter()
        .map(|(name, kind, kind_other)| Partner { name, kind, kind_other })
        .collect();
    let beside = Beside {
        coordinator_name: format!("{first} {last}"),
        partners,
        departements,
        tags: tags.into_iter().map(|(id, name)| Named { id, name }).collect(),
    };
    Ok(CoordinationView::new(activity, beside))
}

/// A coordinator's activities, latest first day first.
pub fn list(
    conn: &mut Conn,
    coordinator: Id,
    filter: &ActivityFilter,
    paging: &Paging,
) -> Result<Page<CoordinationSummary>, Problem> {
    let after = paging.after(LIST, 2)?;
    let total = match paging.with_total {
        true => Some(matching(Some(coordinator), filter).count().get_result(conn)?),
        false => None,
    };
    let mut query = matching(Some(coordinator), filter);
    if let Some(cursor) = after {
        let date: NaiveDate = cursor[0].parse().map_err(|_| Problem::new(Code::InvalidCursor))?;
        let id = cursor[1].clone();
        query = query.filter(
            activities::date.lt(date).or(activities::date.eq(date).and(activities::id.lt(id))),
        );
    }
    let rows: Vec<Activity> = query
        .order((activities::date.desc(), activities::id.desc()))
        .limit(paging.limit + 1)
        .select(Activity::as_select())
        .load(conn)?;
    let page = paging.page(LIST, rows, total, |row| vec![row.date.to_string(), row.id.to_string()]);
    let ids: Vec<Id> = page.items.iter().map(|row| row.id).collect();
    let mut names = partner_names(conn, &ids)?;
    let mut places = departements_of(conn, &ids)?;
    Ok(page.map(|row| {
        let partner_names = names.remove(&row.id).unwrap_or_default();
        let departements = places.remove(&row.id).unwrap_or_default();
        summary(row, departements, partner_names)
    }))
}

fn partner_names(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Vec<String>>> {
    let rows: Vec<(Id, String)> = partners::table
        .filter(partners::activity_id.eq_any(ids.to_vec()))
        .order((partners::activity_id, partners::position))
        .select((partners::activity_id, partners::name))
        .load(conn)?;
    let mut names: HashMap<Id, Vec<String>> = HashMap::new();
    rows.into_iter().for_each(|(id, name)| names.entry(id).or_default().push(name));
    Ok(names)
}

fn departements_of(conn: &mut Conn, ids: &[Id]) -> QueryResult<HashMap<Id, Vec<String>>> {
    let rows: Vec<(Id, String)> = departements::table
        .filter(departements::activity_id.eq_any(ids.to_vec()))
        .order((departements::activity_id, departements::departement_code))
        .select((departements::activity_id, departements::departement_code))
        .load(conn)?;
    let mut codes: HashMap<Id, Vec<String>> = HashMap::new();
    rows.into_iter().for_each(|(id, code)| codes.entry(id).or_default().push(code));
    Ok(codes)
}

fn summary(
    row: Activity,
    departements: Vec<String>,
    partner_names: Vec<String>,
) -> CoordinationSummary {
    let partners = i32::try_from(partner_names.len()).unwrap_or(i32::MAX);
    CoordinationSummary {
        id: row.id,
        version: row.version,
        kind: row.kind,
        date: row.date,
        end_date: row.end_date,
        duration_min: row.duration_min,
        name: row.name,
        animation_type: row.animation_type,
        animation_type_other: row.animation_type_other,
        event_type: row.event_type,
        event_type_other: row.event_type_other,
        natures: row.natures,
        territorial_level: row.territorial_level,
        departements,
        people: row.mediators + row.other_actors + row.participants,
        bodies: row.structures + partners,
        partner_names,
    }
}

/// Whole activities of a coordinator for an export, oldest first.
pub fn all(
    conn: &mut Conn,
    coordinator: Id,
    filter: &ActivityFilter,
) -> QueryResult<Vec<CoordinationView>> {
    let rows: Vec<Activity> = matching(Some(coordinator), filter)
        .order((activities::date, activities::id))
        .select(Activity::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| view(conn, row)).collect()
}

/// The rows of a side table for the activities of a period; those that another filter leaves out
/// are passed over when they meet no fact. A macro, because the types of the queries differ.
macro_rules! beside {
    ($table:ident, $coordinator:expr, $filter:expr) => {{
        let from = $filter.from.unwrap_or(NaiveDate::MIN);
        let to = $filter.to.unwrap_or(NaiveDate::MAX);
        let query = $table::table
            .inner_join(activities::table.on($table::activity_id.eq(activities::id)))
            .filter(activities::deleted_at.is_null())
            .filter(activities::date.between(from, to))
            .into_boxed();
        match $coordinator {
            Some(id) => query.filter(activities::coordinator_account_id.eq(id)),
            None => query,
        }
    }};
}

/// What figures are counted from: the activities of one coordinator, or of the network.
pub fn facts(
    conn: &mut Conn,
    coordinator: Option<Id>,
    filter: &ActivityFilter,
) -> QueryResult<Vec<Fact>> {
    let rows: Vec<Counted> =
        matching(coordinator, filter).select(Counted::as_select()).load(conn)?;
    let places: Vec<(Id, String)> = beside!(departements, coordinator, filter)
        .select((departements::activity_id, departements::departement_code))
        .load(conn)?;
    let bodies: Vec<(Id, PartnerKind)> = beside!(partners, coordinator, filter)
        .select((partners::activity_id, partners::kind))
        .load(conn)?;
    let mut facts: BTreeMap<Id, Fact> =
        rows.into_iter().map(|row| (row.id, Fact::of(row))).collect();
    for (id, code) in places {
        if let Some(fact) = facts.get_mut(&id) {
            fact.departements.push(code);
        }
    }
    for (id, kind) in bodies {
        if let Some(fact) = facts.get_mut(&id) {
            fact.partners.push(kind);
        }
    }
    Ok(facts.into_values().collect())
}
