//! What a facilitator usually does: the sensible defaults of the form, and the home screen.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::queries;
use super::views::SessionSummary;
use crate::facilitators;
use crate::learners;
use crate::platform::database::schema::{
    organizations, place_attachments, places, programmes, sessions, tags,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::named::Named;
use crate::territories::CommuneView;
use crate::vocabulary::{EquipmentSet, PlaceType, SessionKind, Theme, ThemeSet, WorkshopLevel};

/// How far back habits are looked for.
const HABIT_DAYS: i64 = 180;
const HABIT_SESSIONS: i64 = 300;
/// Enough to find three distinct ways of working.
const PATTERN_SESSIONS: i64 = 40;
/// Offered before habits exist.
const COMMON_DURATIONS: [i32; 6] = [15, 30, 45, 60, 90, 120];
const COMMON_THEMES: [Theme; 6] = [
    Theme::AideAuxDemarchesAdministratives,
    Theme::PrendreEnMainDuMateriel,
    Theme::NavigationSurInternet,
    Theme::Email,
    Theme::SecuriteNumerique,
    Theme::Bureautique,
];

/// A place to log at.
#[derive(Serialize, ToSchema)]
pub struct WorkspacePlace {
    pub id: Id,
    pub name: String,
    pub commune_name: String,
    /// Sessions there in the last six months.
    pub uses: i64,
}

/// A tag to choose.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceTag {
    pub id: Id,
    pub name: String,
    #[schema(example = "personal")]
    pub scope: String,
}

/// A recent way of working, to be repeated in one tap.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Pattern {
    pub kind: SessionKind,
    pub themes: ThemeSet,
    pub duration_min: i32,
    pub place_type: PlaceType,
    pub place_id: Option<Id>,
    pub place_name: Option<String>,
    pub commune: Option<CommuneView>,
    pub title: Option<String>,
    pub level: Option<WorkshopLevel>,
    pub equipment: EquipmentSet,
    pub last_used_on: NaiveDate,
}

/// All that the form to log a session needs, in one answer.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceView {
    /// Today in the network's time zone.
    pub today: NaiveDate,
    /// One's places, most used first.
    pub places: Vec<WorkspacePlace>,
    /// Up to six durations in minutes, shortest first: one's own usual ones, then common ones.
    #[schema(example = json!([30, 45, 60]))]
    pub usual_durations: Vec<i32>,
    /// Six themes, most used first.
    pub usual_themes: Vec<Theme>,
    /// The last three ways of working.
    pub patterns: Vec<Pattern>,
    pub tags: Vec<WorkspaceTag>,
    pub programmes: Vec<Named>,
    pub organization: Option<Named>,
}

type Habit = (
    SessionKind,
    ThemeSet,
    i32,
    PlaceType,
    Option<Id>,
    Option<String>,
    Option<String>,
    Option<WorkshopLevel>,
    EquipmentSet,
    NaiveDate,
);

fn habits(
    conn: &mut Conn,
    facilitator_id: Id,
    today: NaiveDate,
    most: i64,
) -> QueryResult<Vec<Habit>> {
    sessions::table
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::date.gt(today - Duration::days(HABIT_DAYS)))
        .order((sessions::date.desc(), sessions::id.desc()))
        .limit(most)
        .select((
            sessions::kind,
            sessions::themes,
            sessions::duration_min,
            sessions::place_type,
            sessions::place_id,
            sessions::commune_code,
            sessions::title,
            sessions::level,
            sessions::equipment,
            sessions::date,
        ))
        .load(conn)
}

/// Values by how often they occur, most frequent first; ties by value.
fn ranked<T: Hash + Eq + Ord + Copy>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), *value));
    ranked.into_iter().map(|(value, _)| value).collect()
}

fn first_six<T: PartialEq + Copy>(own: Vec<T>, common: &[T]) -> Vec<T> {
    let mut all = own;
    all.extend(common.iter().copied().filter(|value| !all.contains(value)).collect::<Vec<_>>());
    all.truncate(6);
    all
}

/// The last distinct ways of working, at most three, newest first.
fn patterns(habits: &[Habit], place_name: impl Fn(Id) -> Option<String>) -> Vec<Pattern> {
    let mut found: Vec<Pattern> = Vec::new();
    for habit in habits {
        let (
            kind,
            themes,
            duration_min,
            place_type,
            place_id,
            commune,
            title,
            level,
            equipment,
            on,
        ) = habit;
        // A place one has left cannot be offered again.
        let name = place_id.and_then(&place_name);
        if place_id.is_some() && name.is_none() {
            continue;
        }
        let known = found.iter().any(|pattern| {
            pattern.kind == *kind
                && pattern.themes == *themes
                && pattern.duration_min == *duration_min
                && pattern.place_type == *place_type
                && pattern.place_id == *place_id
                && pattern.title == *title
        });
        if known {
            continue;
        }
        let given_commune = matches!(place_type, PlaceType::Domicile | PlaceType::Autre);
        found.push(Pattern {
            kind: *kind,
            themes: *themes,
            duration_min: *duration_min,
            place_type: *place_type,
            place_id: *place_id,
            place_name: name,
            commune: commune.as_deref().filter(|_| given_commune).map(CommuneView::of),
            title: title.clone(),
            level: *level,
            equipment: *equipment,
            last_used_on: *on,
        });
        if found.len() == 3 {
            break;
        }
    }
    found
}

fn own_places(
    conn: &mut Conn,
    facilitator_id: Id,
    today: NaiveDate,
) -> QueryResult<Vec<(Id, String, String)>> {
    place_attachments::table
        .inner_join(places::table.on(place_attachments::place_id.eq(places::id)))
        .filter(place_attachments::facilitator_id.eq(facilitator_id))
        .filter(
            place_attachments::ended_on
                .is_null()
                .or(place_attachments::ended_on.ge(today).assume_not_null()),
        )
        .order((places::search, places::id))
        .select((places::id, places::name, places::commune_name))
        .load(conn)
}

/// All that the form to log a session needs.
pub fn workspace(
    conn: &mut Conn,
    facilitator_id: Id,
    today: NaiveDate,
) -> QueryResult<WorkspaceView> {
    let habits = habits(conn, facilitator_id, today, HABIT_SESSIONS)?;
    let own_places = own_places(conn, facilitator_id, today)?;
    let name_of =
        |id: Id| own_places.iter().find(|place| place.0 == id).map(|place| place.1.clone());
    let patterns = patterns(&habits, name_of);
    let mut places: Vec<WorkspacePlace> = own_places
        .into_iter()
        .map(|(id, name, commune_name)| WorkspacePlace {
            uses: habits.iter().filter(|habit| habit.4 == Some(id)).count() as i64,
            id,
            name,
            commune_name,
        })
        .collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.uses));
    places.dedup_by_key(|place| place.id);
    let mut usual_durations =
        first_six(ranked(habits.iter().map(|habit| habit.2)), &COMMON_DURATIONS);
    usual_durations.sort_unstable();
    let themes = ranked(habits.iter().flat_map(|habit| habit.1.iter().collect::<Vec<_>>()));
    let themes = themes.into_iter().filter(|theme| !theme.is_administrative()).collect();
    let tags: Vec<(Id, String, String)> = tags::table
        .filter(
            tags::facilitator_id
                .is_null()
                .or(tags::facilitator_id.eq(facilitator_id).assume_not_null()),
        )
        .order((tags::name, tags::id))
        .select((tags::id, tags::name, tags::scope))
        .load(conn)?;
    let programmes: Vec<(Id, String)> = programmes::table
        .filter(programmes::ends_on.is_null().or(programmes::ends_on.ge(today).assume_not_null()))
        .order((programmes::name, programmes::id))
        .select((programmes::id, programmes::name))
        .load(conn)?;
    let organization = match facilitators::employer_on(conn, facilitator_id, today)? {
        Some(id) => Some(Named {
            id,
            name: organizations::table.find(id).select(organizations::name).first(conn)?,
        }),
        None => None,
    };
    Ok(WorkspaceView {
        today,
        places,
        usual_durations,
        usual_themes: first_six(themes, &COMMON_THEMES),
        patterns,
        tags: tags.into_iter().map(|(id, name, scope)| WorkspaceTag { id, name, scope }).collect(),
        programmes: programmes.into_iter().map(|(id, name)| Named { id, name }).collect(),
        organization,
    })
}

/// One day of the last seven.
#[derive(Serialize, ToSchema)]
pub struct DayView {
    pub date: NaiveDate,
    pub sessions: i64,
    /// People helped.
    pub participations: i64,
}

/// The last seven days, today included.
#[derive(Serialize, ToSchema)]
pub struct WeekView {
    pub sessions: i64,
    pub participations: i64,
    pub minutes: i64,
    pub days: Vec<DayView>,
}

/// The home screen of a facilitator.
#[derive(Serialize, ToSchema)]
pub struct HomeView {
    pub today: NaiveDate,
    pub sessions_today: Vec<SessionSummary>,
    /// The last sessions before today, at most five.
    pub recent: Vec<SessionSummary>,
    pub patterns: Vec<Pattern>,
    pub week: WeekView,
    /// How many people one follows.
    pub followed_count: i64,
}

/// The home screen.
pub fn home(conn: &mut Conn, facilitator_id: Id, today: NaiveDate) -> QueryResult<HomeView> {
    let habits = habits(conn, facilitator_id, today, PATTERN_SESSIONS)?;
    let own_places = own_places(conn, facilitator_id, today)?;
    let name_of =
        |id: Id| own_places.iter().find(|place| place.0 == id).map(|place| place.1.clone());
    let yesterday = today - Duration::days(1);
    let sessions_today = queries::between(conn, facilitator_id, Some(today), today, 100)?;
    let recent = queries::between(conn, facilitator_id, None, yesterday, 5)?;
    Ok(HomeView {
        today,
        sessions_today,
        recent,
        patterns: patterns(&habits, name_of),
        week: week(conn, facilitator_id, today)?,
        followed_count: learners::count_followed(conn, facilitator_id)?,
    })
}

fn week(conn: &mut Conn, facilitator_id: Id, today: NaiveDate) -> QueryResult<WeekView> {
    let first = today - Duration::days(6);
    let rows: Vec<(NaiveDate, i32, i32)> = sessions::table
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::date.between(first, today))
        .select((sessions::date, sessions::participant_count, sessions::duration_min))
        .load(conn)?;
    let days = (0..7)
        .map(|offset| {
            let date = first + Duration::days(offset);
            let of_day = || rows.iter().filter(|row| row.0 == date);
            DayView {
                date,
                sessions: of_day().count() as i64,
                participations: of_day().map(|row| i64::from(row.1)).sum(),
            }
        })
        .collect();
    Ok(WeekView {
        sessions: rows.len() as i64,
        participations: rows.iter().map(|row| i64::from(row.1)).sum(),
        minutes: rows.iter().map(|row| i64::from(row.2)).sum(),
        days,
    })
}
