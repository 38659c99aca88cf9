//! Answers, and who has answered, in the database: never together.

use diesel::prelude::*;

use super::views::{CanRedo, Given, Pace, SatisfactionAsked, SatisfactionInput};
use crate::on_either;
use crate::platform::database::schema::{
    enrolments, satisfaction_answers, satisfaction_marks, workshops,
};
use crate::platform::database::{Conn, Id, Moment};

/// Those who were there.
const THERE: [&str; 3] = ["attended", "partial", "walk_in"];

/// The held workshops, ended after an instant, in which somebody was and of which they have not
/// said anything yet.
pub fn to_answer(
    conn: &mut Conn,
    person_id: Id,
    after: Moment,
) -> QueryResult<Vec<SatisfactionAsked>> {
    let answered = satisfaction_marks::table
        .filter(satisfaction_marks::person_id.eq(person_id))
        .select(satisfaction_marks::workshop_id);
    let rows: Vec<(Id, String, Moment)> = enrolments::table
        .inner_join(workshops::table.on(enrolments::workshop_id.eq(workshops::id)))
        .filter(enrolments::person_id.eq(person_id))
        .filter(enrolments::state.eq_any(THERE))
        .filter(workshops::state.eq("held"))
        .filter(workshops::ends_at.gt(after))
        .filter(workshops::id.ne_all(answered))
        .order((workshops::ends_at.desc(), workshops::id))
        .select((workshops::id, workshops::title, workshops::ends_at))
        .load(conn)?;
    let asked = |(workshop_id, title, ended_at)| SatisfactionAsked { workshop_id, title, ended_at };
    Ok(rows.into_iter().map(asked).collect())
}

/// Marks that somebody has answered; false when they had.
pub fn mark(conn: &mut Conn, workshop_id: Id, person_id: Id) -> QueryResult<bool> {
    let row = (
        satisfaction_marks::workshop_id.eq(workshop_id),
        satisfaction_marks::person_id.eq(person_id),
    );
    let marked = on_either!(conn, |c| diesel::insert_into(satisfaction_marks::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(marked == 1)
}

pub fn insert(
    conn: &mut Conn,
    id: Id,
    workshop_id: Id,
    input: &SatisfactionInput,
) -> QueryResult<()> {
    diesel::insert_into(satisfaction_answers::table)
        .values((
            satisfaction_answers::id.eq(id),
            satisfaction_answers::workshop_id.eq(workshop_id),
            satisfaction_answers::useful.eq(input.useful),
            satisfaction_answers::pace.eq(input.pace),
            satisfaction_answers::can_redo.eq(input.can_redo),
            satisfaction_answers::words.eq(input.words().map(str::to_owned)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The answers about a workshop, in the order of ids drawn by chance.
pub fn given(conn: &mut Conn, workshop_id: Id) -> QueryResult<Vec<Given>> {
    let rows: Vec<(Option<i32>, Option<Pace>, Option<CanRedo>, Option<String>)> =
        satisfaction_answers::table
            .filter(satisfaction_answers::workshop_id.eq(workshop_id))
            .order(satisfaction_answers::id)
            .select((
                satisfaction_answers::useful,
                satisfaction_answers::pace,
                satisfaction_answers::can_redo,
                satisfaction_answers::words,
            ))
            .load(conn)?;
    let given = |(useful, pace, can_redo, words)| Given { useful, pace, can_redo, words };
    Ok(rows.into_iter().map(given).collect())
}
