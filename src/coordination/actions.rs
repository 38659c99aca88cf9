//! Deeds on coordination activities: record, correct, withdraw, bring back.

use diesel::QueryResult;

use super::model::{Activity, AnimationInput, Common, EventInput, Partner, PartnershipInput};
use super::queries;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::conditional::Seen;
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Expected, Faults, Problem};
use crate::platform::secrets;
use crate::policy::Actor;
use crate::tags;
use crate::vocabulary::{AnimationThemeSet, CoordinationKind, NatureSet, OrganizerSet};

/// What becomes of a `PUT`: the activity, and whether it is new.
pub type Outcome = Result<(Activity, bool), Problem>;

/// Records an animation, or corrects it.
pub fn record_animation(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &AnimationInput,
) -> Outcome {
    let digest = secrets::digest(input);
    let own = Own { kind: CoordinationKind::Animation, common: input.common(), partners: &[] };
    put(conn, clock, by, id, expected, digest, own, |activity| {
        activity.duration_min = Some(input.duration_min);
        activity.initiative = input.initiative;
        activity.animation_type = Some(input.animation_type);
        activity.animation_type_other = text(input.animation_type_other.as_deref());
        activity.themes = input.themes.iter().copied().collect();
        activity.theme_other = text(input.theme_other.as_deref());
        activity.mediators = input.mediators;
        activity.structures = input.structures;
        activity.other_actors = input.other_actors;
    })
}

/// Records an event, or corrects it.
pub fn record_event(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &EventInput,
) -> Outcome {
    let digest = secrets::digest(input);
    let own = Own { kind: CoordinationKind::Evenement, common: input.common(), partners: &[] };
    put(conn, clock, by, id, expected, digest, own, |activity| {
        // A last day that is the first is an event of one day.
        activity.end_date = input.end_date.map(|end| end.0).filter(|end| *end > input.date.0);
        activity.duration_min = input.duration_min;
        activity.name = text(input.name.as_deref());
        activity.event_type = Some(input.event_type);
        activity.event_type_other = text(input.event_type_other.as_deref());
        activity.organizers = input.organizers.iter().copied().collect();
        activity.organizer_other = text(input.organizer_other.as_deref());
        activity.participants = input.participants;
        activity.territorial_level = input.territorial_level;
    })
}

/// Records a partnership, or corrects it.
pub fn record_partnership(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &PartnershipInput,
) -> Outcome {
    let digest = secrets::digest(input);
    let partners: Vec<Partner> = input.partners.iter().map(trimmed).collect();
    let own =
        Own { kind: CoordinationKind::Partenariat, common: input.common(), partners: &partners };
    put(conn, clock, by, id, expected, digest, own, |activity| {
        activity.duration_min = input.duration_min;
        activity.name = text(input.name.as_deref());
        activity.natures = input.natures.iter().copied().collect();
        activity.nature_other = text(input.nature_other.as_deref());
        activity.territorial_level = input.territorial_level;
    })
}

/// What an activity has besides the fields of its kind.
struct Own<'a> {
    kind: CoordinationKind,
    common: Common<'a>,
    partners: &'a [Partner],
}

#[allow(clippy::too_many_arguments)]
fn put(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    digest: String,
    own: Own<'_>,
    fill: impl FnOnce(&mut Activity),
) -> Outcome {
    let existing = queries::find_any(conn, id)?;
    let hidden = |activity: &Activity| {
        activity.coordinator_account_id != by.account_id || activity.kind != own.kind
    };
    if existing.as_ref().is_some_and(hidden) {
        return Err(Problem::not_found());
    }
    let before = match decide(existing, expected, &digest)? {
        Upsert::Create => None,
        // Also when it was deleted since: the device only needs to know that it arrived.
        Upsert::Same(activity) => return Ok((activity, false)),
        Upsert::Change(activity) if activity.deleted_at.is_some() => {
            return Err(Problem::not_found());
        }
        Upsert::Change(activity) => Some(activity),
    };
    let mut activity = blank(clock, by, id, digest, &own, before.as_ref());
    fill(&mut activity);
    let mut faults = Faults::new();
    own.common.check_dates(&mut faults, activity.end_date, clock.today());
    check_tags(conn, by, own.common.tag_ids, &mut faults)?;
    if !faults.is_empty() {
        return Err(faults.into());
    }
    match &before {
        None => queries::insert(conn, &activity)?,
        Some(before) => queries::update(conn, &activity, before.version)?,
    }
    let is_new = before.is_none();
    queries::set_departements(conn, id, own.common.departements, is_new)?;
    queries::set_tags(conn, id, own.common.tag_ids, is_new)?;
    queries::set_partners(conn, id, own.partners, is_new)?;
    Ok((activity, is_new))
}

/// The activity with the fields that every kind has.
fn blank(
    clock: &Clock,
    by: &Actor,
    id: Id,
    digest: String,
    own: &Own<'_>,
    before: Option<&Activity>,
) -> Activity {
    let now = clock.now();
    Activity {
        id,
        version: before.map_or(1, |before| before.version + 1),
        digest: before.map_or(digest, |before| before.digest.clone()),
        kind: own.kind,
        coordinator_account_id: by.account_id,
        date: own.common.date.0,
        end_date: None,
        duration_min: None,
        initiative: None,
        animation_type: None,
        animation_type_other: None,
        themes: AnimationThemeSet::default(),
        theme_other: None,
        mediators: 0,
        structures: 0,
        other_actors: 0,
        name: None,
        event_type: None,
        event_type_other: None,
        organizers: OrganizerSet::default(),
        organizer_other: None,
        participants: 0,
        natures: NatureSet::default(),
        nature_other: None,
        territorial_level: None,
        notes: text(own.common.notes),
        created_at: before.map_or(now, |before| before.created_at),
        updated_at: now,
        deleted_at: None,
    }
}

fn text(given: Option<&str>) -> Option<String> {
    given.map(str::trim).filter(|text| !text.is_empty()).map(Into::into)
}

fn trimmed(partner: &Partner) -> Partner {
    Partner {
        name: partner.name.trim().to_owned(),
        kind: partner.kind,
        kind_other: text(partner.kind_other.as_deref()),
    }
}

fn check_tags(conn: &mut Conn, by: &Actor, tag_ids: &[Id], faults: &mut Faults) -> QueryResult<()> {
    let usable = match tag_ids {
        [] => Vec::new(),
        named => tags::visible_among(conn, by.facilitator_id, named)?,
    };
    for (at, tag_id) in tag_ids.iter().enumerate() {
        let pointer = format!("/tag_ids/{at}");
        if !usable.iter().any(|(id, _)| id == tag_id) {
            faults.unknown(pointer, "Ce tag n’existe pas.", "There is no such tag.");
        } else if tag_ids[..at].contains(tag_id) {
            faults.contradiction(pointer, "Ce tag figure deux fois.", "This tag is listed twice.");
        }
    }
    Ok(())
}

/// Withdraws an activity; it can be brought back.
pub fn withdraw(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    seen: Seen,
) -> Result<(), Problem> {
    let activity = queries::get_own(conn, by.account_id, id)?;
    seen.must_be(activity.version)?;
    let now = clock.now();
    queries::set_deleted(conn, &activity, Some(now), now)
}

/// Brings a withdrawn activity back; one that was not withdrawn stays as it is.
pub fn bring_back(conn: &mut Conn, clock: &Clock, by: &Actor, id: Id) -> Result<Activity, Problem> {
    let activity = queries::find_any(conn, id)?
        .filter(|activity| activity.coordinator_account_id == by.account_id)
        .ok_or_else(Problem::not_found)?;
    if activity.deleted_at.is_some() {
        queries::set_deleted(conn, &activity, None, clock.now())?;
    }
    queries::get_own(conn, by.account_id, id)
}
