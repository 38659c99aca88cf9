//! Learners in the database. Every read starts from the facilitator who follows them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Learner, LearnerSummary, LearnerView, ThemeCount};
use crate::platform::database::schema::{
    accounts, busy_quarters, enrolments, learners, notices, participations, persons, sessions,
    workshop_invitations,
};
use crate::platform::database::{Conn, Id, Multi};
use crate::platform::http::{Cursor, Page, Paging, Problem};
use crate::platform::text::normalise;
use crate::territories::CommuneView;
use crate::text_enum;
use crate::vocabulary::ThemeSet;

text_enum! {
    /// The order of a list of learners.
    LearnerOrder { Name = "name", Recent = "recent", Sessions = "sessions" }
}

/// The learners a facilitator follows and has neither anonymised nor merged away.
fn followed_by(facilitator_id: Id) -> learners::BoxedQuery<'static, Multi> {
    learners::table
        .filter(learners::facilitator_id.eq(facilitator_id))
        .filter(learners::anonymised_at.is_null())
        .filter(learners::merged_into.is_null())
        .into_boxed()
}

/// Writes a new learner and the person behind them.
pub fn insert(conn: &mut Conn, learner: &Learner) -> QueryResult<()> {
    diesel::insert_into(persons::table)
        .values((persons::id.eq(learner.person_id), persons::created_at.eq(learner.created_at)))
        .execute(conn)?;
    diesel::insert_into(learners::table).values(learner.clone()).execute(conn)?;
    Ok(())
}

/// Writes all columns of a learner.
pub fn update(conn: &mut Conn, learner: &Learner) -> QueryResult<()> {
    diesel::update(learners::table.find(learner.id)).set(learner.clone()).execute(conn)?;
    Ok(())
}

/// Those of these people who have an account.
pub fn with_account(conn: &mut Conn, person_ids: &[Id]) -> QueryResult<Vec<Id>> {
    accounts::table
        .filter(accounts::person_id.eq_any(person_ids.to_vec()))
        .select(accounts::person_id)
        .load(conn)
}

/// The record of an id, whoever it belongs to: to decide what a `PUT` means.
pub fn find_any(conn: &mut Conn, id: Id) -> QueryResult<Option<Learner>> {
    learners::table.find(id).select(Learner::as_select()).first(conn).optional()
}

/// # Errors
/// 404 when the facilitator follows no such learner.
pub fn get(conn: &mut Conn, facilitator_id: Id, id: Id) -> Result<Learner, Problem> {
    let learner = followed_by(facilitator_id)
        .filter(learners::id.eq(id))
        .select(Learner::as_select())
        .first(conn)?;
    Ok(learner)
}

/// Those of `ids` that the facilitator follows.
pub fn find_own(conn: &mut Conn, facilitator_id: Id, ids: &[Id]) -> QueryResult<Vec<Learner>> {
    followed_by(facilitator_id)
        .filter(learners::id.eq_any(ids.to_vec()))
        .select(Learner::as_select())
        .load(conn)
}

/// Every learner a facilitator follows, by name.
pub fn all(conn: &mut Conn, facilitator_id: Id) -> QueryResult<Vec<Learner>> {
    followed_by(facilitator_id)
        .order((learners::sort_key, learners::id))
        .select(Learner::as_select())
        .load(conn)
}

/// How many people a facilitator follows.
pub fn count_followed(conn: &mut Conn, facilitator_id: Id) -> QueryResult<i64> {
    followed_by(facilitator_id).count().get_result(conn)
}

/// The learner's sheet.
pub fn view(conn: &mut Conn, learner: Learner, today: NaiveDate) -> QueryResult<LearnerView> {
    let sets: Vec<ThemeSet> = participations::table
        .inner_join(sessions::table.on(participations::session_id.eq(sessions::id)))
        .filter(participations::learner_id.eq(learner.id))
        .filter(sessions::deleted_at.is_null())
        .select(sessions::themes)
        .load(conn)?;
    let mut counts = HashMap::new();
    for theme in sets.into_iter().flat_map(|set| set.iter().collect::<Vec<_>>()) {
        *counts.entry(theme).or_insert(0) += 1;
    }
    let mut themes: Vec<_> =
        counts.into_iter().map(|(code, count)| ThemeCount { code, count }).collect();
    themes.sort_by_key(|theme| (std::cmp::Reverse(theme.count), theme.code));
    Ok(LearnerView::new(learner, themes, today))
}

fn list_name(order: LearnerOrder) -> &'static str {
    match order {
        LearnerOrder::Name => "learners-by-name",
        LearnerOrder::Recent => "learners-by-recent",
        LearnerOrder::Sessions => "learners-by-sessions",
    }
}

type SummaryRow =
    (Id, i32, String, String, Option<i32>, Option<String>, i32, Option<NaiveDate>, String);

fn key(order: LearnerOrder, row: &SummaryRow) -> Cursor {
    let first = match order {
        LearnerOrder::Name => row.8.clone(),
        LearnerOrder::Recent => row.7.map(|date| date.to_string()).unwrap_or_default(),
        LearnerOrder::Sessions => row.6.to_string(),
    };
    vec![first, row.0.to_string()]
}

/// A text as the search column has it; a number typed in groups (`06 39 98…`) is one word.
fn searched(text: &str) -> String {
    let folded = normalise(text);
    let is_number = folded.chars().all(|c| c.is_ascii_digit() || c == ' ');
    if is_number { folded.replace(' ', "") } else { folded }
}

/// The learners a facilitator follows, in an order, optionally only those that match a text.
pub fn list(
    conn: &mut Conn,
    facilitator_id: Id,
    text: Option<&str>,
    order: LearnerOrder,
    paging: &Paging,
) -> Result<Page<LearnerSummary>, Problem> {
    let name = list_name(order);
    let after = paging.after(name, 2)?;
    let words = searched(text.unwrap_or_default());
    let matching = || {
        words
            .split(' ')
            .filter(|word| !word.is_empty())
            .fold(followed_by(facilitator_id), |query, word| {
                query.filter(learners::search.like(format!("%{word}%")))
            })
    };
    let total = match paging.with_total {
        true => Some(matching().count().get_result(conn)?),
        false => None,
    };
    let mut query = matching().limit(paging.limit + 1).select((
        learners::id,
        learners::version,
        learners::first_name,
        learners::last_name,
        learners::birth_year,
        learners::commune_code,
        learners::session_count,
        learners::last_session_on,
        learners::sort_key,
    ));
    query = match order {
        LearnerOrder::Name => query.order((learners::sort_key, learners::id)),
        LearnerOrder::Recent => query.order((
            learners::last_session_on.is_null(),
            learners::last_session_on.desc(),
            learners::id.desc(),
        )),
        LearnerOrder::Sessions => {
            query.order((learners::session_count.desc(), learners::id.desc()))
        }
    };
    if let Some(cursor) = after {
        let (first, id) = (cursor[0].clone(), cursor[1].clone());
        query = match order {
            LearnerOrder::Name => query.filter(
                learners::sort_key
                    .gt(first.clone())
                    .or(learners::sort_key.eq(first).and(learners::id.gt(id))),
            ),
            LearnerOrder::Recent => match first.parse::<NaiveDate>() {
                Ok(date) => query.filter(
                    learners::last_session_on.is_null().or(learners::last_session_on
                        .lt(date)
                        .or(learners::last_session_on.eq(date).and(learners::id.lt(id)))
                        .assume_not_null()),
                ),
                Err(_) => {
                    query.filter(learners::last_session_on.is_null()).filter(learners::id.lt(id))
                }
            },
            LearnerOrder::Sessions => {
                let count: i32 = first.parse().unwrap_or_default();
                query.filter(
                    learners::session_count
                        .lt(count)
                        .or(learners::session_count.eq(count).and(learners::id.lt(id))),
                )
            }
        };
    }
    let rows: Vec<SummaryRow> = query.load(conn)?;
    let page = paging.page(name, rows, total, |row| key(order, row));
    Ok(page.map(|row| LearnerSummary {
        id: row.0,
        version: row.1,
        first_name: row.2,
        last_name: row.3,
        birth_year: row.4,
        commune_name: row.5.as_deref().map(|code| CommuneView::of(code).name),
        session_count: row.6,
        last_session_on: row.7,
    }))
}

/// Sessions in which a learner took part, deleted ones included.
pub fn sessions_of(conn: &mut Conn, learner_id: Id) -> QueryResult<Vec<Id>> {
    participations::table
        .filter(participations::learner_id.eq(learner_id))
        .select(participations::session_id)
        .load(conn)
}

/// Gives `source`'s participations to `destination`; where both took part, one remains and the
/// session counts one person less.
pub fn move_participations(conn: &mut Conn, source: Id, destination: Id) -> QueryResult<Vec<Id>> {
    let already = sessions_of(conn, destination)?;
    let moved = sessions_of(conn, source)?;
    for session_id in &moved {
        let session_id = *session_id;
        if already.contains(&session_id) {
            diesel::delete(participations::table.find((session_id, source))).execute(conn)?;
            diesel::update(sessions::table.find(session_id))
                .set((
                    sessions::participant_count.eq(sessions::participant_count - 1),
                    sessions::version.eq(sessions::version + 1),
                ))
                .execute(conn)?;
        } else {
            diesel::update(participations::table.find((session_id, source)))
                .set(participations::learner_id.eq(destination))
                .execute(conn)?;
        }
    }
    Ok(moved)
}

/// Two records turned out to be one person: enrolments, invitations and what was told of `from`
/// are of `to`. Where both have a place in one workshop, each keeps theirs.
pub fn hand_over(conn: &mut Conn, from: Id, to: Id) -> QueryResult<()> {
    let ended = ["declined", "cancelled_by_learner", "cancelled_by_organiser"];
    let rows: Vec<(Id, Id, String)> = enrolments::table
        .filter(enrolments::person_id.eq(from))
        .select((enrolments::id, enrolments::workshop_id, enrolments::state))
        .load(conn)?;
    let theirs: Vec<Id> = enrolments::table
        .filter(enrolments::person_id.eq(to))
        .filter(enrolments::state.ne_all(ended))
        .select(enrolments::workshop_id)
        .load(conn)?;
    for (id, workshop_id, state) in rows {
        let is_over = ended.contains(&state.as_str());
        if theirs.contains(&workshop_id) && !is_over {
            continue;
        }
        diesel::update(enrolments::table.find(id))
            .set(enrolments::person_id.eq(to))
            .execute(conn)?;
        hand_over_time(conn, workshop_id, from, to)?;
    }
    let invited: Vec<Id> = workshop_invitations::table
        .filter(workshop_invitations::person_id.eq(to))
        .select(workshop_invitations::workshop_id)
        .load(conn)?;
    diesel::update(
        workshop_invitations::table
            .filter(workshop_invitations::person_id.eq(from))
            .filter(workshop_invitations::workshop_id.ne_all(invited)),
    )
    .set(workshop_invitations::person_id.eq(to))
    .execute(conn)?;
    diesel::update(notices::table.filter(notices::person_id.eq(from)))
        .set(notices::person_id.eq(to))
        .execute(conn)?;
    Ok(())
}

/// The quarters of an hour that a workshop takes of somebody; those that are taken already go.
fn hand_over_time(conn: &mut Conn, workshop_id: Id, from: Id, to: Id) -> QueryResult<()> {
    let taken: Vec<i32> = busy_quarters::table
        .filter(busy_quarters::subject_id.eq(to))
        .select(busy_quarters::quarter)
        .load(conn)?;
    let of_workshop = || {
        busy_quarters::table
            .filter(busy_quarters::subject_id.eq(from))
            .filter(busy_quarters::workshop_id.eq(workshop_id))
    };
    diesel::delete(of_workshop().filter(busy_quarters::quarter.eq_any(taken))).execute(conn)?;
    diesel::update(of_workshop()).set(busy_quarters::subject_id.eq(to)).execute(conn)?;
    Ok(())
}

/// The enrolments of one record are those of another.
pub fn move_enrolments(conn: &mut Conn, source: Id, destination: Id) -> QueryResult<()> {
    diesel::update(enrolments::table.filter(enrolments::learner_id.eq(source)))
        .set(enrolments::learner_id.eq(destination))
        .execute(conn)?;
    Ok(())
}

/// Erases the free text of a person's individual sessions.
pub fn erase_session_notes(conn: &mut Conn, learner_id: Id) -> QueryResult<()> {
    let own = sessions_of(conn, learner_id)?;
    diesel::update(sessions::table)
        .filter(sessions::id.eq_any(own))
        .filter(sessions::kind.eq("individual"))
        .set((
            sessions::notes.eq(None::<String>),
            sessions::procedure_detail.eq(None::<String>),
            sessions::digest.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}
