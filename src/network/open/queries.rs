//! Reading workshops that anybody may read.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::views::{
    OpenChoices, OpenCommune, OpenCompetence, OpenPlace, OpenTopic, OpenWorkshop, OpenWorkshopView,
};
use crate::competences::{Catalogue, catalogue};
use crate::network::enrolment::Approval;
use crate::network::workshops::{
    Boxed, Visibility, Workshop, WorkshopState, by_start, needs_of_all,
};
use crate::network_settings;
use crate::platform::clock::Clock;
use crate::platform::database::schema::{places, workshop_competences as needs, workshops};
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Page, Paging, Problem};

const LIST: &str = "public-workshops";

/// Which workshops a list is about.
#[derive(Clone, Debug, Default)]
pub struct OpenFilter {
    /// Days, both included.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub competence_id: Option<Id>,
    pub place_id: Option<Id>,
    pub commune: Option<&'static str>,
    pub departement: Option<&'static str>,
    /// Only at a distance, or only at a place.
    pub remote: Option<bool>,
}

/// The only way in: public, published, not over.
#[diesel::dsl::auto_type(no_type_alias)]
fn is_open(now: Moment) -> _ {
    let public: Visibility = Visibility::Public;
    let published: WorkshopState = WorkshopState::Published;
    workshops::visibility
        .eq(public)
        .and(workshops::state.eq(published))
        .and(workshops::ends_at.gt(now))
}

fn open(now: Moment) -> Boxed {
    workshops::table.filter(is_open(now)).into_boxed()
}

fn narrowed(clock: &Clock, filter: &OpenFilter) -> Boxed {
    let end = filter.to.succ_opt().unwrap_or(filter.to);
    let mut query = open(clock.now())
        .filter(workshops::starts_at.ge(clock.start_of(filter.from)))
        .filter(workshops::starts_at.lt(clock.start_of(end)));
    if let Some(id) = filter.competence_id {
        let about = needs::table.filter(needs::competence_id.eq(id)).select(needs::workshop_id);
        query = query.filter(workshops::id.eq_any(about));
    }
    if let Some(id) = filter.place_id {
        query = query.filter(workshops::place_id.eq(id));
    }
    if let Some(code) = filter.commune {
        query = query.filter(workshops::commune_code.eq(code));
    }
    if let Some(code) = filter.departement {
        query = query.filter(workshops::departement_code.eq(code));
    }
    match filter.remote {
        None => query,
        Some(true) => query.filter(workshops::place_id.is_null()),
        Some(false) => query.filter(workshops::place_id.is_not_null()),
    }
}

/// Workshops by their start.
///
/// # Errors
/// 400 for a cursor of another list.
pub fn list(
    conn: &mut Conn,
    clock: &Clock,
    filter: &OpenFilter,
    paging: &Paging,
) -> Result<Page<OpenWorkshop>, Problem> {
    let page = by_start(conn, LIST, paging, |_| Ok(narrowed(clock, filter)))?;
    let Page { items, next_cursor, total } = page;
    Ok(Page { items: shown(conn, clock, &items)?, next_cursor, total })
}

/// One workshop.
///
/// # Errors
/// 404 for all but those that anybody may read.
pub fn get(conn: &mut Conn, clock: &Clock, id: Id) -> Result<OpenWorkshopView, Problem> {
    let row: Workshop =
        open(clock.now()).filter(workshops::id.eq(id)).select(Workshop::as_select()).first(conn)?;
    let settings = network_settings::get(conn)?;
    let found = shown(conn, clock, std::slice::from_ref(&row))?.pop();
    Ok(OpenWorkshopView {
        workshop: found.ok_or_else(Problem::not_found)?,
        objectives: row.objectives,
        network_name: settings.name,
        contact: settings.contact,
    })
}

fn shown(conn: &mut Conn, clock: &Clock, rows: &[Workshop]) -> Result<Vec<OpenWorkshop>, Problem> {
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let mut place_ids: Vec<Id> = rows.iter().filter_map(|row| row.place_id).collect();
    place_ids.sort_unstable();
    place_ids.dedup();
    let places = places_of(conn, place_ids)?;
    let mut needs = match ids.is_empty() {
        true => HashMap::new(),
        false => needs_of_all(conn, &ids)?,
    };
    let catalogue = catalogue(conn)?;
    let now = clock.now();
    let one = |row: &Workshop| OpenWorkshop {
        id: row.id,
        title: row.title.clone(),
        date: row.date,
        start_time: row.start_time.clone(),
        end_time: row.end_time.clone(),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        place: row.place_id.and_then(|id| places.get(&id).cloned()),
        is_remote: row.place_id.is_none(),
        competences: needs
            .remove(&row.id)
            .unwrap_or_default()
            .iter()
            .filter_map(|need| {
                let competence = catalogue.find(need.competence_id)?;
                Some(OpenCompetence {
                    competence_id: competence.id,
                    code: competence.code.clone(),
                    title_fr: competence.title_fr.clone(),
                    title_en: competence.title_en.clone(),
                    target_level: need.target_level,
                })
            })
            .collect(),
        seats_free: row.seats_free(),
        needs_approval: row.approval != Approval::None,
        takes_enrolments: now < row.starts_at,
    };
    Ok(rows.iter().map(one).collect())
}

fn places_of(conn: &mut Conn, ids: Vec<Id>) -> QueryResult<HashMap<Id, OpenPlace>> {
    type Row = (Id, String, String, Option<String>, String, String, String, Option<String>);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Row> = places::table
        .filter(places::id.eq_any(ids))
        .select((
            places::id,
            places::name,
            places::address,
            places::address_extra,
            places::postcode,
            places::commune_code,
            places::commune_name,
            places::phone,
        ))
        .load(conn)?;
    let place = |row: Row| {
        let (id, name, address, address_extra, postcode, commune_code, commune_name, phone) = row;
        let place = OpenPlace {
            id,
            name,
            address,
            address_extra,
            postcode,
            commune_code,
            commune_name,
            phone,
        };
        (id, place)
    };
    Ok(rows.into_iter().map(place).collect())
}

/// What there is to choose from.
pub fn choices(conn: &mut Conn, clock: &Clock) -> Result<OpenChoices, Problem> {
    let now = clock.now();
    let workshops: i64 = open(now).count().get_result(conn)?;
    let remote: i64 = open(now).filter(workshops::place_id.is_null()).count().get_result(conn)?;
    let place_ids = workshops::table.filter(is_open(now)).select(workshops::place_id);
    let mut communes: Vec<(String, String)> = places::table
        .filter(places::id.nullable().eq_any(place_ids))
        .select((places::commune_name, places::commune_code))
        .distinct()
        .load(conn)?;
    communes.sort_unstable();
    communes.dedup_by(|a, b| a.1 == b.1);
    let all = workshops::table.filter(is_open(now)).select(workshops::id);
    let topics: Vec<Id> = needs::table
        .filter(needs::workshop_id.eq_any(all))
        .select(needs::competence_id)
        .distinct()
        .load(conn)?;
    Ok(OpenChoices {
        workshops,
        with_remote: remote > 0,
        communes: communes.into_iter().map(|(name, code)| OpenCommune { code, name }).collect(),
        competences: named(&catalogue(conn)?, &topics),
    })
}

fn named(catalogue: &Catalogue, ids: &[Id]) -> Vec<OpenTopic> {
    let topic = |id: &Id| {
        let competence = catalogue.find(*id)?;
        Some(OpenTopic {
            id: competence.id,
            code: competence.code.clone(),
            title_fr: competence.title_fr.clone(),
            title_en: competence.title_en.clone(),
        })
    };
    let mut all: Vec<OpenTopic> = ids.iter().filter_map(topic).collect();
    all.sort_by(|a, b| a.code.cmp(&b.code));
    all
}
