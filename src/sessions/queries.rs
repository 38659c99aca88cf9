//! Sessions in the database. Every read starts from what the reader may see.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Anonymous, Headcount, Session, SessionFilter};
use super::views::{AnonymousView, ParticipantView, SessionSummary, SessionView};
use crate::competences::levels::Level;
use crate::competences::{SessionCompetence, SessionCompetenceView};
use crate::facilitators;
use crate::learners::{Learner, Snapshot};
use crate::on_either;
use crate::platform::database::schema::{
    accounts, competences, facilitators as facilitator_rows, headcounts, learners, participations,
    places, programmes, session_competences, session_tags, sessions, tags, team_memberships, teams,
};
use crate::platform::database::{Conn, Id, Moment, Multi};
use crate::platform::http::named::Named;
use crate::platform::http::{Page, Paging, Problem, upsert};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};
use crate::territories::CommuneView;
use crate::vocabulary::{
    AgeBand, Gender, PlaceType, SessionKind, SocialStatus, ThemeSet, WorkshopLevel,
};

const LIST: &str = "sessions";

diesel::infix_operator!(BitAnd, " & ", diesel::sql_types::BigInt);

/// A facilitator's own sessions, deleted ones left out.
fn own(facilitator_id: Id) -> sessions::BoxedQuery<'static, Multi> {
    sessions::table
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .into_boxed()
}

/// The record of an id, whoever it belongs to: to decide what a `PUT` means.
pub fn find_any(conn: &mut Conn, id: Id) -> QueryResult<Option<Session>> {
    sessions::table.find(id).select(Session::as_select()).first(conn).optional()
}

/// # Errors
/// 404 when it is not the facilitator's, or deleted.
pub fn get_own(conn: &mut Conn, facilitator_id: Id, id: Id) -> Result<Session, Problem> {
    Ok(own(facilitator_id).filter(sessions::id.eq(id)).select(Session::as_select()).first(conn)?)
}

/// A session for any reader: the author, the coordinator of a team the author is in (from the day
/// of joining on), an administrator. Tells whether the reader is the author.
///
/// # Errors
/// 404 when it is not for the reader's eyes.
pub fn get_for(
    conn: &mut Conn,
    actor: &Actor,
    id: Id,
    today: NaiveDate,
) -> Result<(Session, bool), Problem> {
    let session: Session = sessions::table
        .find(id)
        .filter(sessions::deleted_at.is_null())
        .select(Session::as_select())
        .first(conn)?;
    if actor.facilitator_id == Some(session.facilitator_id) && actor.is(Role::Facilitator) {
        return Ok((session, true));
    }
    if actor.is(Role::Admin) {
        return Ok((session, false));
    }
    if actor.is(Role::Coordinator) {
        let links: i64 = team_memberships::table
            .inner_join(teams::table.on(team_memberships::team_id.eq(teams::id)))
            .filter(teams::coordinator_account_id.eq(actor.account_id))
            .filter(team_memberships::facilitator_id.eq(session.facilitator_id))
            .filter(team_memberships::joined_on.le(session.date.min(today)))
            .filter(
                team_memberships::left_on
                    .is_null()
                    .or(team_memberships::left_on.gt(today).assume_not_null()),
            )
            .count()
            .get_result(conn)?;
        if links > 0 {
            return Ok((session, false));
        }
    }
    Err(Problem::not_found())
}

/// A place to log at: name, commune, département.
pub fn find_place(conn: &mut Conn, id: Id) -> QueryResult<Option<(String, String, String)>> {
    places::table
        .find(id)
        .select((places::name, places::commune_code, places::departement_code))
        .first(conn)
        .optional()
}

pub fn programme_exists(conn: &mut Conn, id: Id) -> QueryResult<bool> {
    let found: i64 = programmes::table.filter(programmes::id.eq(id)).count().get_result(conn)?;
    Ok(found > 0)
}

/// Where a facilitator's employer of a day is: for sessions at a distance.
pub fn employer_commune(conn: &mut Conn, organization_id: Id) -> QueryResult<Option<String>> {
    use crate::platform::database::schema::organizations;
    organizations::table.find(organization_id).select(organizations::commune_code).first(conn)
}

pub fn insert(conn: &mut Conn, session: &Session) -> QueryResult<()> {
    diesel::insert_into(sessions::table).values(session.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, session: &Session, seen: i32) -> Result<(), Problem> {
    let changed = diesel::update(sessions::table)
        .filter(sessions::id.eq(session.id))
        .filter(sessions::version.eq(seen))
        .set(session.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

#[derive(Insertable)]
#[diesel(table_name = headcounts)]
struct HeadcountRow<'a> {
    session_id: Id,
    dimension: &'a str,
    value: &'a str,
    people: i32,
}

/// Writes the anonymous counters of a session, in place of those it had.
pub fn set_headcounts(
    conn: &mut Conn,
    session_id: Id,
    anonymous: &Anonymous,
    is_new: bool,
) -> QueryResult<()> {
    if !is_new {
        diesel::delete(headcounts::table.filter(headcounts::session_id.eq(session_id)))
            .execute(conn)?;
    }
    let rows: Vec<HeadcountRow<'_>> = anonymous
        .headcounts
        .iter()
        .map(|Headcount { dimension, value, people }| HeadcountRow {
            session_id,
            dimension,
            value,
            people: *people,
        })
        .collect();
    if !rows.is_empty() {
        on_either!(conn, |c| diesel::insert_into(headcounts::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Writes the tags of a session, in place of those it had.
pub fn set_tags(conn: &mut Conn, session_id: Id, tag_ids: &[Id], is_new: bool) -> QueryResult<()> {
    if !is_new {
        diesel::delete(session_tags::table.filter(session_tags::session_id.eq(session_id)))
            .execute(conn)?;
    }
    for tag_id in tag_ids {
        diesel::insert_into(session_tags::table)
            .values((session_tags::session_id.eq(session_id), session_tags::tag_id.eq(tag_id)))
            .execute(conn)?;
    }
    Ok(())
}

/// Writes what a session was about, in place of what it had.
pub fn set_competences(
    conn: &mut Conn,
    session_id: Id,
    named: &[SessionCompetence],
    is_new: bool,
) -> QueryResult<()> {
    if !is_new {
        let had = session_competences::table.filter(session_competences::session_id.eq(session_id));
        diesel::delete(had).execute(conn)?;
    }
    for own in named {
        diesel::insert_into(session_competences::table)
            .values((
                session_competences::session_id.eq(session_id),
                session_competences::competence_id.eq(own.competence_id),
                session_competences::target_level.eq(own.target_level),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What a session was about.
pub fn competence_ids(conn: &mut Conn, session_id: Id) -> QueryResult<Vec<Id>> {
    session_competences::table
        .filter(session_competences::session_id.eq(session_id))
        .select(session_competences::competence_id)
        .load(conn)
}

type CompetenceRow = (Id, String, String, String, Option<Level>);

fn competence_views(conn: &mut Conn, session_id: Id) -> QueryResult<Vec<SessionCompetenceView>> {
    let rows: Vec<CompetenceRow> = session_competences::table
        .inner_join(competences::table.on(session_competences::competence_id.eq(competences::id)))
        .filter(session_competences::session_id.eq(session_id))
        .order(competences::number)
        .select((
            competences::id,
            competences::code,
            competences::title_fr,
            competences::title_en,
            session_competences::target_level,
        ))
        .load(conn)?;
    let view = |(competence_id, code, title_fr, title_en, target_level): CompetenceRow| {
        SessionCompetenceView { competence_id, code, title_fr, title_en, target_level }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Followed people of a session.
pub fn participants(conn: &mut Conn, session_id: Id) -> QueryResult<Vec<Id>> {
    participations::table
        .filter(participations::session_id.eq(session_id))
        .select(participations::learner_id)
        .load(conn)
}

pub fn add_participation(
    conn: &mut Conn,
    session_id: Id,
    learner_id: Id,
    person: &Snapshot,
) -> QueryResult<()> {
    diesel::insert_into(participations::table)
        .values((
            participations::session_id.eq(session_id),
            participations::learner_id.eq(learner_id),
            participations::first_time.eq(false),
            participations::gender.eq(person.gender),
            participations::age_band.eq(person.age_band),
            participations::status.eq(person.status),
            participations::commune_code.eq(person.commune_code.clone()),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn mark_first_time(conn: &mut Conn, session_id: Id, learner_id: Id) -> QueryResult<()> {
    diesel::update(participations::table.find((session_id, learner_id)))
        .set(participations::first_time.eq(true))
        .execute(conn)?;
    Ok(())
}

/// The session moved to another day: an age band that follows from a birth year follows it.
pub fn refresh_age_band(conn: &mut Conn, session: &Session, learner: &Learner) -> QueryResult<()> {
    if learner.birth_year.is_some() {
        diesel::update(participations::table.find((session.id, learner.id)))
            .set(participations::age_band.eq(learner.age_band_on(session.date)))
            .execute(conn)?;
    }
    Ok(())
}

pub fn remove_participation(conn: &mut Conn, session_id: Id, learner_id: Id) -> QueryResult<()> {
    diesel::delete(participations::table.find((session_id, learner_id))).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn set_deleted(
    conn: &mut Conn,
    session: &Session,
    deleted_at: Option<Moment>,
    now: Moment,
) -> Result<(), Problem> {
    let changed = diesel::update(sessions::table)
        .filter(sessions::id.eq(session.id))
        .filter(sessions::version.eq(session.version))
        .set((
            sessions::deleted_at.eq(deleted_at),
            sessions::version.eq(session.version + 1),
            sessions::updated_at.eq(now),
        ))
        .execute(conn)?;
    upsert::one(changed, session.version)
}

type ParticipantRow =
    (Id, String, String, bool, Option<Gender>, Option<AgeBand>, Option<SocialStatus>);

fn participant_views(conn: &mut Conn, session_id: Id) -> QueryResult<Vec<ParticipantView>> {
    let rows: Vec<ParticipantRow> = participations::table
        .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
        .filter(participations::session_id.eq(session_id))
        .order((learners::sort_key, learners::id))
        .select((
            learners::id,
            learners::first_name,
            learners::last_name,
            participations::first_time,
            participations::gender,
            participations::age_band,
            participations::status,
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(learner_id, first_name, last_name, first_time, gender, age_band, status)| {
            ParticipantView {
                learner_id,
                first_name,
                last_name,
                first_time,
                gender,
                age_band,
                status,
            }
        })
        .collect())
}

fn anonymous_view(conn: &mut Conn, session: &Session) -> QueryResult<AnonymousView> {
    let mut view = AnonymousView {
        total: session.anonymous_count,
        already_supported: session.anonymous_supported,
        ..AnonymousView::default()
    };
    if session.anonymous_count == 0 {
        return Ok(view);
    }
    let rows: Vec<(String, String, i32)> = headcounts::table
        .filter(headcounts::session_id.eq(session.id))
        .select((headcounts::dimension, headcounts::value, headcounts::people))
        .load(conn)?;
    for (dimension, value, people) in rows {
        match dimension.as_str() {
            "gender" => {
                if let Some(gender) = Gender::from_code(&value) {
                    view.genders.insert(gender, people);
                }
            }
            "age_band" => {
                if let Some(band) = AgeBand::from_code(&value) {
                    view.age_bands.insert(band, people);
                }
            }
            "status" => {
                if let Some(status) = SocialStatus::from_code(&value) {
                    view.statuses.insert(status, people);
                }
            }
            _ => {
                view.communes.insert(value, people);
            }
        }
    }
    Ok(view)
}

/// A session, whole.
pub fn view(conn: &mut Conn, session: Session) -> QueryResult<SessionView> {
    let participants = participant_views(conn, session.id)?;
    let anonymous = anonymous_view(conn, &session)?;
    let tags: Vec<(Id, String)> = session_tags::table
        .inner_join(tags::table.on(session_tags::tag_id.eq(tags::id)))
        .filter(session_tags::session_id.eq(session.id))
        .order((tags::name, tags::id))
        .select((tags::id, tags::name))
        .load(conn)?;
    let place = match session.place_id {
        Some(id) => find_place(conn, id)?.map(|(name, ..)| Named { id, name }),
        None => None,
    };
    let (first, last): (String, String) = facilitator_rows::table
        .inner_join(accounts::table.on(facilitator_rows::account_id.eq(accounts::id)))
        .filter(facilitator_rows::id.eq(session.facilitator_id))
        .select((accounts::first_name, accounts::last_name))
        .first(conn)?;
    let learner = match session.kind {
        SessionKind::Individual => participants.first().cloned(),
        SessionKind::Workshop => None,
    };
    let competences = competence_views(conn, session.id)?;
    Ok(SessionView {
        id: session.id,
        version: session.version,
        kind: session.kind,
        state: session.state,
        facilitator: Named { id: session.facilitator_id, name: format!("{first} {last}") },
        organization_id: session.organization_id,
        programme_id: session.programme_id,
        date: session.date,
        start_time: session.start_time,
        duration_min: session.duration_min,
        place_type: session.place_type,
        place,
        commune: session.commune_code.as_deref().map(CommuneView::of),
        themes: session.themes,
        equipment: session.equipment,
        tags: tags.into_iter().map(|(id, name)| Named { id, name }).collect(),
        notes: session.notes,
        procedure_detail: session.procedure_detail,
        title: session.title,
        level: session.level,
        learner,
        participants,
        anonymous,
        participant_count: session.participant_count,
        autonomy: session.autonomy,
        redirected: session.redirected,
        redirection: session.redirection,
        competences,
        created_at: session.created_at,
        updated_at: session.updated_at,
    })
}

/// A selection, narrowed by every filter but the text, which is about one's own people.
pub fn narrowed(
    mut query: sessions::BoxedQuery<'static, Multi>,
    filter: &SessionFilter,
) -> sessions::BoxedQuery<'static, Multi> {
    use diesel::expression::AsExpression;
    if let Some(from) = filter.from {
        query = query.filter(sessions::date.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(sessions::date.le(to));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(sessions::kind.eq(kind));
    }
    if let Some(place_id) = filter.place_id {
        query = query.filter(sessions::place_id.eq(place_id));
    }
    if let Some(place_type) = filter.place_type {
        query = query.filter(sessions::place_type.eq(place_type));
    }
    if let Some(theme) = filter.theme {
        let bit = AsExpression::<diesel::sql_types::BigInt>::as_expression(ThemeSet::bit_of(theme));
        query = query.filter(BitAnd::new(sessions::themes, bit).ne(0_i64));
    }
    if let Some(tag_id) = filter.tag_id {
        let tagged = session_tags::table
            .filter(session_tags::tag_id.eq(tag_id))
            .select(session_tags::session_id);
        query = query.filter(sessions::id.eq_any(tagged));
    }
    if let Some(learner_id) = filter.learner_id {
        let attended = participations::table
            .filter(participations::learner_id.eq(learner_id))
            .select(participations::session_id);
        query = query.filter(sessions::id.eq_any(attended));
    }
    query
}

fn matching(facilitator_id: Id, filter: &SessionFilter) -> sessions::BoxedQuery<'static, Multi> {
    let mut query = narrowed(own(facilitator_id), filter);
    let words = normalise(filter.text.as_deref().unwrap_or_default());
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let like = format!("%{word}%");
        let named = participations::table
            .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
            .filter(learners::facilitator_id.eq(facilitator_id))
            .filter(learners::search.like(like.clone()))
            .select(participations::session_id);
        let at =
            places::table.filter(places::search.like(like.clone())).select(places::id.nullable());
        query = query.filter(
            sessions::search
                .like(like)
                .or(sessions::place_id.eq_any(at).assume_not_null())
                .or(sessions::id.eq_any(named)),
        );
    }
    query
}

type SummaryRow = (
    (
        Id,
        i32,
        SessionKind,
        NaiveDate,
        Option<String>,
        i32,
        PlaceType,
        Option<Id>,
        Option<String>,
        ThemeSet,
        Option<String>,
        Option<WorkshopLevel>,
        i32,
    ),
    Option<String>,
    Option<String>,
);

/// A facilitator's sessions, newest first.
pub fn list(
    conn: &mut Conn,
    facilitator_id: Id,
    filter: &SessionFilter,
    paging: &Paging,
) -> Result<Page<SessionSummary>, Problem> {
    let after = paging.after(LIST, 2)?;
    let total = match paging.with_total {
        true => Some(matching(facilitator_id, filter).count().get_result(conn)?),
        false => None,
    };
    let mut query = matching(facilitator_id, filter);
    if let Some(cursor) = after {
        let date: NaiveDate = cursor[0]
            .parse()
            .map_err(|_| Problem::new(crate::platform::http::Code::InvalidCursor))?;
        let id = cursor[1].clone();
        query = query
            .filter(sessions::date.lt(date).or(sessions::date.eq(date).and(sessions::id.lt(id))));
    }
    let rows = summaries(conn, query, paging.limit + 1)?;
    Ok(paging.page(LIST, rows, total, |row| vec![row.date.to_string(), row.id.to_string()]))
}

/// Summaries of a selection, newest first.
fn summaries(
    conn: &mut Conn,
    selection: sessions::BoxedQuery<'static, Multi>,
    limit: i64,
) -> QueryResult<Vec<SessionSummary>> {
    let rows: Vec<SummaryRow> = selection
        .order((sessions::date.desc(), sessions::id.desc()))
        .limit(limit)
        .select((
            (
                sessions::id,
                sessions::version,
                sessions::kind,
                sessions::date,
                sessions::start_time,
                sessions::duration_min,
                sessions::place_type,
                sessions::place_id,
                sessions::commune_code,
                sessions::themes,
                sessions::title,
                sessions::level,
                sessions::participant_count,
            ),
            // Scalar subqueries: the page is cut before names are looked up.
            places::table
                .filter(sessions::place_id.eq(places::id.nullable()))
                .select(places::name)
                .single_value(),
            participations::table
                .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
                .filter(participations::session_id.eq(sessions::id))
                .filter(sessions::kind.eq(SessionKind::Individual))
                .filter(learners::anonymised_at.is_null())
                .select(learners::first_name.concat(" ").concat(learners::last_name))
                .single_value(),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(row, place_name, learner_name)| SessionSummary {
            learner_name,
            id: row.0,
            version: row.1,
            kind: row.2,
            date: row.3,
            start_time: row.4,
            duration_min: row.5,
            place_type: row.6,
            place_id: row.7,
            commune_name: row.8.as_deref().map(|code| CommuneView::of(code).name),
            themes: row.9,
            title: row.10,
            level: row.11,
            participant_count: row.12,
            place_name,
        })
        .collect())
}

/// A facilitator's sessions of one period, newest first, at most `limit`.
pub fn between(
    conn: &mut Conn,
    facilitator_id: Id,
    from: Option<NaiveDate>,
    to: NaiveDate,
    limit: i64,
) -> QueryResult<Vec<SessionSummary>> {
    let filter = SessionFilter { from, to: Some(to), ..SessionFilter::default() };
    summaries(conn, matching(facilitator_id, &filter), limit)
}

/// Whether a facilitator works at a place, and where it is.
pub fn own_place(
    conn: &mut Conn,
    facilitator_id: Id,
    place_id: Id,
    date: NaiveDate,
) -> QueryResult<Option<(String, String)>> {
    if !facilitators::is_attached(conn, facilitator_id, place_id, date)? {
        return Ok(None);
    }
    Ok(find_place(conn, place_id)?.map(|(_, commune, departement)| (commune, departement)))
}
