//! Sessions that somebody led or co-led, and what they were about.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Held, Part, SubjectOf, Taught};
use crate::competences::levels::Level;
use crate::platform::database::schema::{facilitations, session_competences, sessions, workshops};
use crate::platform::database::{Conn, Id};
use crate::vocabulary::SessionKind;

/// How many sessions one question names: SQLite takes 32,766 values.
const BATCH: usize = 500;

type Row = (Id, NaiveDate, i32, i32);

fn held((id, day, minutes, participations): Row, part: Part) -> Held {
    Held { id, day, minutes, participations, part }
}

/// The held sessions of a facilitator's log, in a span of days, both included.
pub fn led(
    conn: &mut Conn,
    facilitator_id: Id,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Held>> {
    let rows: Vec<(Row, SessionKind)> = sessions::table
        .filter(sessions::facilitator_id.eq(facilitator_id))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::state.eq("held"))
        .filter(sessions::date.between(from, to))
        .select((
            (sessions::id, sessions::date, sessions::duration_min, sessions::participant_count),
            sessions::kind,
        ))
        .load(conn)?;
    let part = |kind| match kind {
        SessionKind::Workshop => Part::LedWorkshop,
        SessionKind::Individual => Part::LedIndividual,
    };
    Ok(rows.into_iter().map(|(row, kind)| held(row, part(kind))).collect())
}

/// The held workshops in which a facilitator had a part (`co`, `observer`), in a span of days.
pub fn taken_part(
    conn: &mut Conn,
    facilitator_id: Id,
    role: &str,
    (from, to): (NaiveDate, NaiveDate),
) -> QueryResult<Vec<Held>> {
    let rows: Vec<Row> = facilitations::table
        .inner_join(workshops::table.on(facilitations::workshop_id.eq(workshops::id)))
        .inner_join(sessions::table.on(workshops::session_id.eq(sessions::id.nullable())))
        .filter(facilitations::facilitator_id.eq(facilitator_id))
        .filter(facilitations::state.eq("accepted"))
        .filter(facilitations::role.eq(role.to_owned()))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::date.between(from, to))
        .select((sessions::id, sessions::date, sessions::duration_min, sessions::participant_count))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| held(row, Part::CoLed)).collect())
}

/// What sessions were about.
pub fn subjects(conn: &mut Conn, held: &[Held]) -> QueryResult<Vec<SubjectOf>> {
    let mut all = Vec::new();
    for some in held.chunks(BATCH) {
        let ids: Vec<Id> = some.iter().map(|one| one.id).collect();
        let rows: Vec<(Id, Id, Option<Level>)> = session_competences::table
            .filter(session_competences::session_id.eq_any(ids))
            .select((
                session_competences::session_id,
                session_competences::competence_id,
                session_competences::target_level,
            ))
            .load(conn)?;
        all.extend(rows.into_iter().map(|(session_id, competence_id, level)| SubjectOf {
            session_id,
            competence_id,
            level,
        }));
    }
    Ok(all)
}

/// Everything that a facilitator taught, up to a day.
pub fn taught_by(conn: &mut Conn, facilitator_id: Id, today: NaiveDate) -> QueryResult<Taught> {
    // No log is older.
    let ever = (NaiveDate::default(), today);
    let mut held = led(conn, facilitator_id, ever)?;
    held.extend(taken_part(conn, facilitator_id, "co", ever)?);
    let subjects = subjects(conn, &held)?;
    Ok(Taught::of(&held, &subjects))
}
