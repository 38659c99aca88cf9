//! Deeds on sessions: record, correct, withdraw, bring back. Each keeps the histories of the
//! learners concerned, the session's fact and badges that count it right, in the same transaction.

use diesel::QueryResult;

use super::model::{
    Anonymous, Common, IndividualSessionInput, MOST_PEOPLE, Session, WorkshopInput,
};
use super::queries;
use crate::competences::{SessionCompetence, check_session_competences, recount_badges};
use crate::facilitators;
use crate::facts;
use crate::learners::{self, Attendance, Learner};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::conditional::Seen;
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Expected, Faults, Problem};
use crate::platform::secrets;
use crate::platform::text::normalise;
use crate::tags;
use crate::territories;
use crate::vocabulary::{PlaceType, SessionKind};

/// What becomes of a `PUT`: the session, and whether it is new.
pub type Outcome = Result<(Session, bool), Problem>;

/// What a kind of session adds to the common fields.
struct Own {
    kind: SessionKind,
    learner_ids: Vec<Id>,
    anonymous: Anonymous,
}

/// Records an individual session, or corrects it.
pub fn record_individual(
    conn: &mut Conn,
    clock: &Clock,
    by: Id,
    id: Id,
    expected: Expected,
    input: &IndividualSessionInput,
) -> Outcome {
    let own = Own {
        kind: SessionKind::Individual,
        learner_ids: input.learner_id.into_iter().collect(),
        anonymous: match input.learner_id {
            Some(_) => Anonymous::default(),
            None => Anonymous::one(input.anonymous.as_ref()),
        },
    };
    let digest = secrets::digest(input);
    put(conn, clock, by, id, expected, digest, input.common(), own, "/learner_id", |session| {
        session.autonomy = input.autonomy;
        session.redirected = input.redirected;
        session.redirection = input.redirection.filter(|_| input.redirected == Some(true));
    })
}

/// Records a workshop, or corrects it.
pub fn record_workshop(
    conn: &mut Conn,
    clock: &Clock,
    by: Id,
    id: Id,
    expected: Expected,
    input: &WorkshopInput,
) -> Outcome {
    let own = Own {
        kind: SessionKind::Workshop,
        learner_ids: input.learner_ids.clone(),
        anonymous: Anonymous::group(input.anonymous.as_ref()),
    };
    let digest = secrets::digest(input);
    put(conn, clock, by, id, expected, digest, input.common(), own, "/learner_ids", |session| {
        session.title =
            input.title.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(Into::into);
        session.level = input.level;
        session.search = normalise(session.title.as_deref().unwrap_or_default());
    })
}

#[allow(clippy::too_many_arguments)]
fn put(
    conn: &mut Conn,
    clock: &Clock,
    by: Id,
    id: Id,
    expected: Expected,
    digest: String,
    common: Common<'_>,
    own: Own,
    people_pointer: &str,
    fill: impl FnOnce(&mut Session),
) -> Outcome {
    let existing = queries::find_any(conn, id)?;
    let hidden = |session: &Session| session.facilitator_id != by || session.kind != own.kind;
    if existing.as_ref().is_some_and(hidden) {
        return Err(Problem::not_found());
    }
    let before = match decide(existing, expected, &digest)? {
        Upsert::Create => None,
        // Also when it was deleted since: the device only needs to know that it arrived.
        Upsert::Same(session) => return Ok((session, false)),
        Upsert::Change(session) if session.deleted_at.is_some() => {
            return Err(Problem::not_found());
        }
        Upsert::Change(session) => Some(session),
    };
    let mut concerned = own.learner_ids.clone();
    let already = match &before {
        Some(_) => queries::participants(conn, id)?,
        None => Vec::new(),
    };
    concerned.extend(&already);
    concerned.sort_unstable();
    concerned.dedup();
    learners::lock(conn, &concerned)?;
    let mut faults = Faults::new();
    let place = Place::find(conn, clock, by, common, before.as_ref(), &mut faults)?;
    let people = find_people(conn, by, &own.learner_ids, &already, people_pointer, &mut faults)?;
    check_links(conn, by, common, &mut faults)?;
    check_competences(conn, id, common.competences, &mut faults)?;
    if !faults.is_empty() {
        return Err(faults.into());
    }

    let now = clock.now();
    let mut session = Session {
        id,
        version: before.as_ref().map_or(1, |before| before.version + 1),
        digest: before.as_ref().map_or(digest, |before| before.digest.clone()),
        kind: own.kind,
        state: "held".to_owned(),
        facilitator_id: by,
        organization_id: place.organization_id,
        programme_id: common.programme_id,
        date: common.date.0,
        start_time: common.start_time.map(|time| time.0.clone()),
        duration_min: common.duration_min,
        place_type: common.place_type,
        place_id: common.place_id,
        commune_code: place.commune_code,
        departement_code: place.departement_code,
        themes: common.themes.iter().copied().collect(),
        equipment: common.equipment.iter().copied().collect(),
        title: None,
        level: None,
        autonomy: None,
        redirected: None,
        redirection: None,
        procedure_detail: text(common.procedure_detail),
        notes: text(common.notes),
        participant_count: i32::try_from(own.learner_ids.len()).unwrap_or(MOST_PEOPLE)
            + own.anonymous.total,
        anonymous_count: own.anonymous.total,
        anonymous_supported: own.anonymous.already_supported,
        search: String::new(),
        created_at: before.as_ref().map_or(now, |before| before.created_at),
        updated_at: now,
        deleted_at: None,
    };
    fill(&mut session);
    match &before {
        None => queries::insert(conn, &session)?,
        Some(before) => queries::update(conn, &session, before.version)?,
    }
    queries::set_headcounts(conn, id, &own.anonymous, before.is_none())?;
    queries::set_tags(conn, id, common.tag_ids, before.is_none())?;
    queries::set_competences(conn, id, common.competences, before.is_none())?;
    write_people(conn, &session, before.as_ref(), &own.learner_ids, &already, &people)?;
    facts::stamp(conn, &[id])?;
    if before.is_some() {
        recount_badges(conn, clock, id)?;
    }
    Ok((session, before.is_none()))
}

fn text(given: Option<&str>) -> Option<String> {
    given.map(str::trim).filter(|text| !text.is_empty()).map(Into::into)
}

/// Where and for whom a session took place.
struct Place {
    organization_id: Option<Id>,
    commune_code: Option<String>,
    departement_code: Option<String>,
}

impl Place {
    fn find(
        conn: &mut Conn,
        clock: &Clock,
        by: Id,
        common: Common<'_>,
        before: Option<&Session>,
        faults: &mut Faults,
    ) -> QueryResult<Self> {
        common.check_date(faults, clock.today());
        let date = common.date.0;
        let organization_id = facilitators::employer_on(conn, by, date)?;
        let mut place = Self { organization_id, commune_code: None, departement_code: None };
        match (common.place_type, common.place_id) {
            (PlaceType::LieuActivite, Some(place_id)) => {
                // A place one has left since stays valid for the session that named it.
                let kept = before.is_some_and(|before| before.place_id == Some(place_id));
                let found = if kept {
                    queries::find_place(conn, place_id)?.map(|(_, commune, dep)| (commune, dep))
                } else {
                    queries::own_place(conn, by, place_id, date)?
                };
                match found {
                    Some((commune, departement)) => {
                        place.commune_code = Some(commune);
                        place.departement_code = Some(departement);
                    }
                    None => faults.add(
                        "/place_id",
                        "not_attached",
                        crate::platform::http::Said::new(
                            "Ce lieu ne fait pas partie de vos lieux.",
                            "This is not one of your places.",
                        ),
                    ),
                }
            }
            (PlaceType::ADistance, _) => {
                if let Some(employer) = organization_id {
                    let commune = queries::employer_commune(conn, employer)?;
                    place.departement_code = commune
                        .as_deref()
                        .and_then(territories::commune)
                        .map(|commune| commune.departement_code().to_owned());
                }
            }
            _ => {
                let commune = common.commune_code.and_then(territories::commune);
                place.commune_code = commune.map(|commune| commune.code.to_owned());
                place.departement_code =
                    commune.map(|commune| commune.departement_code().to_owned());
            }
        }
        Ok(place)
    }
}

/// The followed people named, in the order named; those of the session before may have been
/// anonymised since.
fn find_people(
    conn: &mut Conn,
    by: Id,
    named: &[Id],
    already: &[Id],
    pointer: &str,
    faults: &mut Faults,
) -> QueryResult<Vec<Learner>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let people = learners::find_own(conn, by, named)?;
    for (at, id) in named.iter().enumerate() {
        if !already.contains(id) && !people.iter().any(|person| person.id == *id) {
            let single = pointer == "/learner_id";
            let pointer = if single { pointer.to_owned() } else { format!("{pointer}/{at}") };
            faults.unknown(
                pointer,
                "Cette personne ne fait pas partie des vôtres.",
                "You do not follow this person.",
            );
        }
    }
    Ok(people)
}

fn check_links(
    conn: &mut Conn,
    by: Id,
    common: Common<'_>,
    faults: &mut Faults,
) -> QueryResult<()> {
    if let Some(programme_id) = common.programme_id
        && !queries::programme_exists(conn, programme_id)?
    {
        faults.unknown(
            "/programme_id",
            "Ce dispositif n’existe pas.",
            "There is no such programme.",
        );
    }
    let usable = match common.tag_ids {
        [] => Vec::new(),
        named => tags::visible_among(conn, by, named)?,
    };
    for (at, tag_id) in common.tag_ids.iter().enumerate() {
        let pointer = format!("/tag_ids/{at}");
        if !usable.iter().any(|(id, _)| id == tag_id) {
            faults.unknown(pointer, "Ce tag n’existe pas.", "There is no such tag.");
        } else if common.tag_ids[..at].contains(tag_id) {
            faults.contradiction(pointer, "Ce tag figure deux fois.", "This tag is listed twice.");
        }
    }
    Ok(())
}

fn check_competences(
    conn: &mut Conn,
    id: Id,
    named: &[SessionCompetence],
    faults: &mut Faults,
) -> QueryResult<()> {
    let kept = match named {
        [] => Vec::new(),
        _ => queries::competence_ids(conn, id)?,
    };
    check_session_competences(conn, named, &kept, faults)
}

/// Says what a session of one's own was about.
///
/// # Errors
/// 404 for somebody else's; 412 for another version; 422 for unknown competences.
pub fn set_competences(
    conn: &mut Conn,
    clock: &Clock,
    by: Id,
    id: Id,
    seen: Seen,
    named: &[SessionCompetence],
) -> Result<Session, Problem> {
    let mut session = queries::get_own(conn, by, id)?;
    seen.must_be(session.version)?;
    let mut faults = Faults::new();
    check_competences(conn, id, named, &mut faults)?;
    if !faults.is_empty() {
        return Err(faults.into());
    }
    session.version += 1;
    session.updated_at = clock.now();
    queries::update(conn, &session, session.version - 1)?;
    queries::set_competences(conn, id, named, false)?;
    recount_badges(conn, clock, id)?;
    Ok(session)
}

fn write_people(
    conn: &mut Conn,
    session: &Session,
    before: Option<&Session>,
    named: &[Id],
    already: &[Id],
    people: &[Learner],
) -> Result<(), Problem> {
    for gone in already.iter().filter(|id| !named.contains(id)) {
        queries::remove_participation(conn, session.id, *gone)?;
        learners::recount(conn, *gone)?;
    }
    let attendance = Attendance { date: session.date, session_id: session.id };
    for person in people.iter().filter(|person| !already.contains(&person.id)) {
        let snapshot = person.snapshot(session.date);
        queries::add_participation(conn, session.id, person.id, &snapshot)?;
        if learners::joined(conn, person, attendance)? {
            queries::mark_first_time(conn, session.id, person.id)?;
        }
    }
    if before.is_some_and(|before| before.date != session.date) {
        for id in already.iter().filter(|id| named.contains(id)) {
            if let Some(person) = people.iter().find(|person| person.id == *id) {
                queries::refresh_age_band(conn, session, person)?;
            }
            learners::recount(conn, *id)?;
        }
    }
    Ok(())
}

/// Withdraws a session; it can be brought back.
pub fn withdraw(conn: &mut Conn, clock: &Clock, by: Id, id: Id, seen: Seen) -> Result<(), Problem> {
    let people = queries::participants(conn, id)?;
    learners::lock(conn, &people)?;
    let session = queries::get_own(conn, by, id)?;
    seen.must_be(session.version)?;
    let now = clock.now();
    queries::set_deleted(conn, &session, Some(now), now)?;
    for person in people {
        learners::recount(conn, person)?;
    }
    facts::stamp(conn, &[id])?;
    recount_badges(conn, clock, id)
}

/// Brings a withdrawn session back; one that was not withdrawn stays as it is.
pub fn bring_back(conn: &mut Conn, clock: &Clock, by: Id, id: Id) -> Result<Session, Problem> {
    let people = queries::participants(conn, id)?;
    learners::lock(conn, &people)?;
    let session = queries::find_any(conn, id)?
        .filter(|session| session.facilitator_id == by)
        .ok_or_else(Problem::not_found)?;
    if session.deleted_at.is_some() {
        queries::set_deleted(conn, &session, None, clock.now())?;
        for person in people {
            learners::recount(conn, person)?;
        }
        facts::stamp(conn, &[id])?;
    }
    queries::get_own(conn, by, id)
}
