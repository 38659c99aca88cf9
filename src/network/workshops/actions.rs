//! Deeds on planned workshops: draft, change, publish; and who may see and do what.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime};

use super::conflicts::{self, Taking};
use super::guards::{self, Candidate};
use super::model::{
    Access, ApprovalPolicy, DeviceLoan, Facilitating, FacilitationRole, FacilitationState,
    Visibility, Workshop, WorkshopInput, WorkshopState,
};
use super::queries::{self, Asked};
use crate::audit::{self, Deed};
use crate::competences::levels::Level;
use crate::competences::{SessionCompetence, check_session_competences};
use crate::network::enrolment::{self, Approval, Command};
use crate::network::notices::{self, Notice, NoticeKind, Recipient};
use crate::network::reminders;
use crate::network::rights;
use crate::network::rooms;
use crate::network::templates::{self, Need, Template};
use crate::network::time::{Span, instant};
use crate::platform::contact;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Code, Expected, Faults, Problem, Said};
use crate::platform::secrets;
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};
use crate::vocabulary::ThemeSet;

/// How far ahead a workshop may be planned, in days.
const AHEAD_DAYS: u64 = 731;

/// What somebody may see and do of a workshop.
pub fn access(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: &Workshop,
    facilitators: &[Facilitating],
) -> Result<Access, Problem> {
    let own = facilitators.iter().find(|one| one.person_id == by.person_id);
    let is_led = own.is_some_and(Facilitating::is_accepted);
    let mut manages = by.account_id == workshop.author_id || is_led;
    let mut coordinates = false;
    if by.is(Role::Coordinator) {
        let team = rights::team(conn, by, ctx.clock.today())?;
        let is_of_team = |one: &Facilitating| one.is_asked() && team.contains(&one.facilitator_id);
        coordinates = facilitators.iter().any(is_of_team)
            || by.account_id == workshop.author_id
            || rights::is_of(conn, &ctx.clock, by, workshop.author_id)?;
        manages |= coordinates;
    }
    let is_shown = match (workshop.state, workshop.visibility) {
        (WorkshopState::Draft, _) => false,
        (_, Visibility::Public | Visibility::Network) => true,
        (_, Visibility::Invitation) => {
            queries::is_invited(conn, workshop.id, by.person_id)?
                || enrolment::is_enrolled(conn, workshop.id, by)?
        }
    };
    let is_asked = own.is_some_and(|one| one.state != FacilitationState::Withdrawn);
    let sees = manages || is_shown || is_asked || by.is(Role::Admin);
    Ok(Access { sees, manages, approves: coordinates })
}

/// A workshop that somebody sees, with who facilitates it.
///
/// # Errors
/// 404 for one that is not there, or not for these eyes.
pub fn get_visible(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<(Workshop, Vec<Facilitating>, Access), Problem> {
    let workshop = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    seen(conn, ctx, by, workshop)
}

/// The same, and nobody else changes it until this transaction ends.
pub fn lock_visible(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<(Workshop, Vec<Facilitating>, Access), Problem> {
    let workshop = queries::lock(conn, id)?.ok_or_else(Problem::not_found)?;
    seen(conn, ctx, by, workshop)
}

fn seen(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: Workshop,
) -> Result<(Workshop, Vec<Facilitating>, Access), Problem> {
    let facilitators = queries::facilitators_of(conn, workshop.id)?;
    let access = access(conn, ctx, by, &workshop, &facilitators)?;
    if access.sees { Ok((workshop, facilitators, access)) } else { Err(Problem::not_found()) }
}

/// [`lock_visible`] for who changes it.
///
/// # Errors
/// 404 for one that is not for these eyes, 403 for one that is not theirs to change.
pub fn lock_managed(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
) -> Result<(Workshop, Vec<Facilitating>), Problem> {
    let (workshop, facilitators, access) = lock_visible(conn, ctx, by, id)?;
    if access.manages { Ok((workshop, facilitators)) } else { Err(Problem::forbidden()) }
}

/// Plans a workshop, or changes it; the workshop, and whether it is new. An active facilitator who
/// plans leads it until somebody else is asked to.
///
/// # Errors
/// 403 for who may not plan; 404 for one that is not theirs; 409 for one that is over, or for a
/// published one that would meet another; 422 for what is wrong; those of `upsert`.
pub fn put(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &WorkshopInput,
) -> Result<(Workshop, bool), Problem> {
    rights::must_plan(conn, by)?;
    let digest = secrets::digest(input);
    let existing = queries::lock(conn, id)?;
    if let Some(row) = &existing {
        let facilitators = queries::facilitators_of(conn, id)?;
        let access = access(conn, ctx, by, row, &facilitators)?;
        if !access.manages {
            let refusal = if access.sees { Problem::forbidden() } else { Problem::not_found() };
            return Err(refusal);
        }
    }
    match decide(existing, expected, &digest)? {
        Upsert::Create => {
            let planned = Planned::of(conn, ctx, input)?;
            let birth = Birth { id, digest, author_id: by.account_id, series: None };
            Ok((create(conn, ctx, by, birth, &planned)?, true))
        }
        Upsert::Same(row) => Ok((row, false)),
        Upsert::Change(row) => {
            let planned = Planned::of(conn, ctx, input)?;
            Ok((change(conn, ctx, by, row, &planned, None)?, false))
        }
    }
}

/// What an input comes to, with what it takes from its template.
#[derive(Clone)]
pub(super) struct Planned<'a> {
    pub(super) input: &'a WorkshopInput,
    template: Option<Template>,
    title: String,
    themes: ThemeSet,
    needs: Vec<Need>,
    capacity: i32,
    span: Span,
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
    fn fill(&self, ctx: &Context, row: Workshop) -> Workshop {
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

/// Writes a draft down. Its author leads it, when they facilitate.
pub(super) fn create(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    birth: Birth,
    planned: &Planned<'_>,
) -> Result<Workshop, Problem> {
    let (id, is_own) = (birth.id, birth.author_id == by.account_id);
    let mut row = planned.fill(ctx, blank(ctx, birth, planned.span));
    let devices = &planned.input.devices;
    row.seats = guards::seats_of(conn, &row, &[], devices)?;
    queries::insert(conn, &row)?;
    queries::set_needs(conn, id, &planned.needs)?;
    queries::set_devices(conn, id, devices)?;
    let leads = is_own && by.is(Role::Facilitator);
    if let Some(facilitator_id) = by.facilitator_id.filter(|_| leads) {
        let asked = Asked {
            workshop_id: id,
            facilitator_id,
            person_id: by.person_id,
            role: FacilitationRole::Lead,
            state: FacilitationState::Accepted,
            override_reason: None,
            by: by.account_id,
        };
        if rights::plans(conn, by)? {
            queries::set_facilitation(conn, asked, ctx.clock.now())?;
        }
    }
    let deed = Deed::on("workshop.plan", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(row)
}

/// Changes a workshop alone, or as the one of a day of a series.
pub(super) fn change(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    before: Workshop,
    planned: &Planned<'_>,
    series: Option<(Id, NaiveDate)>,
) -> Result<Workshop, Problem> {
    if !matches!(before.state, WorkshopState::Draft | WorkshopState::Published) {
        return Err(over());
    }
    let facilitators = queries::facilitators_of(conn, before.id)?;
    let old_devices = queries::devices_of(conn, before.id)?;
    let devices = &planned.input.devices;
    let mut row = planned.fill(ctx, before.clone());
    row.version += 1;
    match series {
        Some((id, day)) => (row.series_id, row.series_on) = (Some(id), Some(day)),
        None => row.is_detached = before.series_id.is_some(),
    }
    row.seats = guards::seats_of(conn, &row, &facilitators, devices)?;
    if before.is_published() {
        row.sequence += 1;
        if before.starts_at <= ctx.clock.now() {
            return Err(over());
        }
        let candidate =
            Candidate { workshop: &row, facilitators: &facilitators, needs: &planned.needs };
        candidate.check(conn, &ctx.clock)?;
        conflicts::free(conn, &before, &old_devices)?;
        let learner_ids = enrolment::seated(conn, row.id)?;
        let facilitators = facilitators.as_slice();
        Taking { workshop: &row, facilitators, learner_ids, devices }.take(conn)?;
        row.due_at = Some(ctx.clock.now());
    }
    // Seats are the roster's to change: it may have to take back what requests hold.
    let seats = std::mem::replace(&mut row.seats, before.seats);
    queries::update(conn, &row)?;
    queries::set_needs(conn, row.id, &planned.needs)?;
    queries::set_devices(conn, row.id, devices)?;
    if row.is_published() {
        set_seats(conn, ctx, by, &row, seats)?;
        let mut told = facilitators;
        if series.is_some() {
            told = others(told, by);
        }
        tell_change(conn, ctx, &before, &row, &told)?;
    } else {
        let counts = (seats, row.used_count, row.waiting_count);
        queries::set_counts(conn, row.id, counts, row.due_at)?;
    }
    queries::find(conn, row.id)?.ok_or_else(Problem::not_found)
}

/// Those who facilitate beside somebody: who moves or cancels many sessions knows, and is not
/// told of each.
pub(super) fn others(mut facilitators: Vec<Facilitating>, by: &Actor) -> Vec<Facilitating> {
    facilitators.retain(|one| one.person_id != by.person_id);
    facilitators
}

/// The answer to who changes what is over.
pub fn over() -> Problem {
    let (fr, en) = ("Cet atelier est terminé ou annulé.", "This workshop is over or cancelled.");
    Problem::new(Code::NotPossible).because("", "closed", Said::new(fr, en))
}

/// Lets the roster of a published workshop know how many seats there are.
pub fn set_seats(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    workshop: &Workshop,
    seats: i32,
) -> Result<(), Problem> {
    if seats == workshop.seats {
        return Ok(());
    }
    let command = Command::SetSeats { seats: u32::try_from(seats).unwrap_or_default() };
    enrolment::run(conn, ctx, by, workshop.id, ctx.clock.new_id(), &command).map(|_| ())
}

/// Another day, hour or place is told to everybody who has something to do with it.
fn tell_change(
    conn: &mut Conn,
    ctx: &Context,
    before: &Workshop,
    now: &Workshop,
    facilitators: &[Facilitating],
) -> Result<(), Problem> {
    let is_moved = before.span() != now.span()
        || before.place_id != now.place_id
        || before.room_id != now.room_id
        || before.remote_url != now.remote_url;
    if !is_moved {
        return Ok(());
    }
    let at = ctx.clock.now();
    let live = enrolment::live(conn, now.id)?;
    let mut told = reminders::changed(&live, at);
    told.extend(to_facilitators(facilitators, now, NoticeKind::Changed, at));
    notices::tell(conn, ctx, now, &told)
}

/// The same notice to everybody who facilitates.
pub fn to_facilitators(
    facilitators: &[Facilitating],
    workshop: &Workshop,
    kind: NoticeKind,
    time: crate::platform::database::Moment,
) -> Vec<Notice> {
    let asked = facilitators.iter().filter(|one| one.is_asked());
    asked
        .map(|one| {
            let to = Recipient::Person(one.person_id);
            Notice { to, kind, object_id: workshop.id, time }
        })
        .collect()
}

/// Publishes a draft: from now on people enrol. Published already is fine.
///
/// # Errors
/// 404 and 403 as in [`lock_managed`]; 409 for one that is over, or that meets another; 422 with
/// the guards that it does not pass.
pub fn publish(conn: &mut Conn, ctx: &Context, by: &Actor, id: Id) -> Result<Workshop, Problem> {
    let (before, facilitators) = lock_managed(conn, ctx, by, id)?;
    match before.state {
        WorkshopState::Published => return Ok(before),
        WorkshopState::Draft => {}
        _ => return Err(over()),
    }
    let needs = queries::needs_of(conn, id)?;
    let devices: Vec<DeviceLoan> = queries::devices_of(conn, id)?;
    let now = ctx.clock.now();
    let mut row = Workshop {
        version: before.version + 1,
        state: WorkshopState::Published,
        published_at: Some(now),
        updated_at: now,
        due_at: Some(now),
        ..before
    };
    row.seats = guards::seats_of(conn, &row, &facilitators, &devices)?;
    let candidate = Candidate { workshop: &row, facilitators: &facilitators, needs: &needs };
    candidate.check(conn, &ctx.clock)?;
    let (facilitators, devices) = (facilitators.as_slice(), devices.as_slice());
    Taking { workshop: &row, facilitators, learner_ids: Vec::new(), devices }.take(conn)?;
    queries::update(conn, &row)?;
    let deed = Deed::on("workshop.publish", "workshop", id);
    audit::record(conn, &ctx.clock, Some(by.account_id), deed)?;
    Ok(row)
}
