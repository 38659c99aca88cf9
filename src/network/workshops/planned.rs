//! What an input of a workshop comes to: checked, with what it takes from its template, as a row.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime};

use super::model::{ApprovalPolicy, Visibility, Workshop, WorkshopInput, WorkshopState};
use super::queries;
use crate::competences::levels::Level;
use crate::competences::{SessionCompetence, check_session_competences};
use crate::network::enrolment::Approval;
use crate::network::rooms;
use crate::network::templates::{self, Need, Template};
use crate::network::time::{Span, instant};
use crate::platform::contact;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Faults, Problem, Said};
use crate::platform::text::normalise;
use crate::vocabulary::ThemeSet;

/// How far ahead a workshop may be planned, in days.
pub const AHEAD_DAYS: u64 = 731;

/// What an input comes to, with what it takes from its template.
#[derive(Clone)]
pub(super) struct Planned<'a> {
    pub(super) input: &'a WorkshopInput,
    template: Option<Template>,
    title: String,
    themes: ThemeSet,
    pub(super) needs: Vec<Need>,
    capacity: i32,
    pub(super) span: Span,
    /// Commune and département of its place.
    place: Option<(String, String, String)>,
}

impl<'a> Planned<'a> {
    pub(super) fn of(
        conn: &mut Conn,
        ctx: &Context,
        input: &'a WorkshopInput,
    ) -> Result<Self, Problem> {
        let mut faults = Faults::new();
        let template = find_template(conn, input, &mut faults)?;
        let mut needs: Vec<Need> = input
            .competences
            .iter()
            .filter_map(|need| {
                let target_level = Level::new(need.target_level)?;
                Some(Need { competence_id: need.competence_id, target_level })
            })
            .collect();
        let of_template = template.as_ref().filter(|_| needs.is_empty()).map(|own| own.id);
        if let Some(own) = of_template {
            needs = templates::needs_of(conn, &[own])?.remove(&own).unwrap_or_default();
        } else {
            let named: Vec<SessionCompetence> = needs.iter().map(Into::into).collect();
            let kept: Vec<Id> = Vec::new();
            check_session_competences(conn, &named, &kept, &mut faults)?;
            needs.sort_unstable_by_key(|need| need.competence_id);
        }
        let title = input.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        let title = title.or(template.as_ref().map(|own| own.title.as_str())).map(str::to_owned);
        if title.is_none() {
            faults.required("/title");
        }
        let capacity = input.capacity.or(template.as_ref().map(|own| own.max_people));
        if capacity.is_none() {
            faults.required("/capacity");
        }
        let themes = match (&template, input.themes.is_empty()) {
            (Some(own), true) => own.themes,
            _ => {
                templates::check_themes(&mut faults, &input.themes);
                input.themes.iter().copied().collect()
            }
        };
        let span = find_span(ctx, input, &mut faults);
        let place = check_place(conn, input, &mut faults)?;
        check_links(conn, input, &mut faults)?;
        match (span, title, capacity) {
            (Some(span), Some(title), Some(capacity)) if faults.is_empty() => {
                Ok(Self { input, template, title, themes, needs, capacity, span, place })
            }
            _ => Err(faults.into()),
        }
    }

    /// The same at the time of another input, which differs in nothing else.
    pub(super) fn at(&self, ctx: &Context, input: &'a WorkshopInput) -> Result<Self, Problem> {
        let mut faults = Faults::new();
        match find_span(ctx, input, &mut faults) {
            Some(span) if faults.is_empty() => Ok(Self { input, span, ..self.clone() }),
            _ => Err(faults.into()),
        }
    }

    /// Writes it into a row.
    pub(super) fn fill(&self, ctx: &Context, row: Workshop) -> Workshop {
        let input = self.input;
        let template = self.template.as_ref();
        let objectives = input.objectives.as_deref().map(str::trim).filter(|o| !o.is_empty());
        let objectives = objectives.map(str::to_owned);
        let approval = match input.approval.unwrap_or(ApprovalPolicy::None) {
            ApprovalPolicy::None => Approval::None,
            ApprovalPolicy::Coordinator => Approval::Coordinator,
        };
        let address = |url: &String| contact::web_address(url).ok();
        Workshop {
            template_id: input.template_id,
            search: normalise(&self.title),
            title: self.title.clone(),
            objectives: objectives.or_else(|| template.and_then(|own| own.objectives.clone())),
            date: input.date.0,
            start_time: input.start_time.0.clone(),
            end_time: input.end_time.0.clone(),
            zone: ctx.clock.zone().name().to_owned(),
            starts_at: self.span.start,
            ends_at: self.span.end,
            setup_min: input.setup_min,
            teardown_min: input.teardown_min,
            place_id: input.place_id,
            room_id: input.room_id,
            commune_code: self.place.as_ref().map(|(commune, ..)| commune.clone()),
            departement_code: self.place.as_ref().map(|(_, code, _)| code.clone()),
            remote_url: input.remote_url.as_ref().and_then(address),
            programme_id: input.programme_id,
            themes: self.themes,
            capacity: self.capacity,
            min_people: input
                .min_people
                .or(template.map(|own| own.min_people))
                .unwrap_or(1)
                .clamp(1, self.capacity.max(1)),
            devices_per_learner: input
                .devices_per_learner
                .or(template.map(|own| own.devices_per_learner))
                .unwrap_or_default(),
            needs_wires: input
                .needs_wires
                .or(template.map(|own| own.needs_wires))
                .unwrap_or_default(),
            visibility: input.visibility,
            approval,
            updated_at: ctx.clock.now(),
            ..row
        }
    }
}

/// Whether people would have to go elsewhere than now, if a workshop became that.
pub fn meets_elsewhere(now: &Workshop, input: &WorkshopInput) -> bool {
    let there = input.remote_url.as_ref().and_then(|url| contact::web_address(url).ok());
    (now.place_id, now.room_id, &now.remote_url) != (input.place_id, input.room_id, &there)
}

fn find_template(
    conn: &mut Conn,
    input: &WorkshopInput,
    faults: &mut Faults,
) -> Result<Option<Template>, Problem> {
    let Some(id) = input.template_id else { return Ok(None) };
    let found = templates::find(conn, id)?;
    if found.is_none() {
        faults.unknown(
            "/template_id",
            "Ce modèle d’atelier n’existe pas.",
            "There is no such template.",
        );
    }
    Ok(found)
}

/// The instants of the wall clock's times.
fn find_span(ctx: &Context, input: &WorkshopInput, faults: &mut Faults) -> Option<Span> {
    let (zone, day) = (ctx.clock.zone(), input.date.0);
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap_or_default();
    let at = |text: &str| instant(zone, day.and_time(time(text)));
    let last = ctx.clock.today().checked_add_days(Days::new(AHEAD_DAYS));
    let first = chrono::NaiveDate::from_ymd_opt(2015, 1, 1);
    if Some(day) < first || last.is_some_and(|last| day > last) {
        let said = Said::new(
            "Un atelier se prévoit deux ans à l’avance au plus.",
            "A workshop is planned two years ahead at most.",
        );
        faults.add("/date", "date_out_of_range", said);
        return None;
    }
    let span = Span::new(at(&input.start_time.0), at(&input.end_time.0));
    if span.is_none() {
        let said = Said::new(
            "Cette heure n’existe pas ce jour-là : les horloges avancent.",
            "That hour does not exist on that day: clocks go forward.",
        );
        faults.add("/start_time", "skipped_time", said);
    }
    if span.is_some_and(|span| span.minutes() > 720) {
        faults.range("/end_time", 13, 0, 12);
    }
    span
}

type PlaceRow = (String, String, String);

fn check_place(
    conn: &mut Conn,
    input: &WorkshopInput,
    faults: &mut Faults,
) -> Result<Option<PlaceRow>, Problem> {
    let Some(place_id) = input.place_id else { return Ok(None) };
    let place = queries::find_place(conn, place_id)?;
    if place.is_none() {
        faults.unknown("/place_id", "Ce lieu n’existe pas.", "There is no such place.");
    }
    if let Some(room_id) = input.room_id {
        let room = rooms::find_room(conn, room_id)?;
        if !room.is_some_and(|room| room.place_id == place_id && room.closed_at.is_none()) {
            faults.unknown(
                "/room_id",
                "Ce lieu n’a pas cette salle, ou plus.",
                "This place has no such room, or no longer.",
            );
        }
    }
    Ok(place)
}

fn check_links(conn: &mut Conn, input: &WorkshopInput, faults: &mut Faults) -> Result<(), Problem> {
    if let Some(id) = input.programme_id
        && !queries::programme_exists(conn, id)?
    {
        faults.unknown(
            "/programme_id",
            "Ce dispositif n’existe pas.",
            "There is no such programme.",
        );
    }
    let ids: Vec<Id> = input.devices.iter().map(|loan| loan.pool_id).collect();
    let pools: HashMap<Id, i32> = match ids.is_empty() {
        true => HashMap::new(),
        false => {
            let found = rooms::find_pools(conn, &ids)?.into_iter();
            found.filter(|pool| pool.closed_at.is_none()).map(|pool| (pool.id, pool.size)).collect()
        }
    };
    for (at, loan) in input.devices.iter().enumerate() {
        match pools.get(&loan.pool_id) {
            None => faults.unknown(
                format!("/devices/{at}/pool_id"),
                "Cette réserve d’appareils n’existe pas, ou plus.",
                "There is no such pool of devices, or no longer.",
            ),
            Some(size) => faults.range(format!("/devices/{at}/devices"), loan.devices, 1, *size),
        }
    }
    Ok(())
}

/// A workshop that begins: whose it is, and which day of which series.
pub(super) struct Birth {
    pub id: Id,
    pub digest: String,
    pub author_id: Id,
    pub series: Option<(Id, NaiveDate)>,
}

/// An empty row.
pub(super) fn blank(ctx: &Context, birth: Birth, span: Span) -> Workshop {
    let now = ctx.clock.now();
    let Birth { id, digest, author_id, series } = birth;
    Workshop {
        id,
        version: 1,
        digest,
        state: WorkshopState::Draft,
        author_id,
        template_id: None,
        series_id: series.map(|(id, _)| id),
        series_on: series.map(|(_, day)| day),
        is_detached: false,
        title: String::new(),
        search: String::new(),
        objectives: None,
        date: ctx.clock.today(),
        start_time: String::new(),
        end_time: String::new(),
        zone: String::new(),
        starts_at: span.start,
        ends_at: span.end,
        setup_min: 0,
        teardown_min: 0,
        place_id: None,
        room_id: None,
        commune_code: None,
        departement_code: None,
        remote_url: None,
        programme_id: None,
        themes: ThemeSet::default(),
        capacity: 0,
        min_people: 1,
        devices_per_learner: 0,
        needs_wires: false,
        visibility: Visibility::Network,
        approval: Approval::None,
        seats: 0,
        used_count: 0,
        waiting_count: 0,
        sequence: 0,
        published_at: None,
        over_at: None,
        reason: None,
        successor_id: None,
        session_id: None,
        due_at: None,
        created_at: now,
        updated_at: now,
    }
}
