//! The questions of funders, kept.

use diesel::prelude::*;

use super::scope::Asked;
use crate::on_either;
use crate::platform::database::schema::published_questions;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::Problem;

/// A question as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = published_questions)]
pub struct Row {
    pub id: Id,
    pub account_id: Id,
    pub fingerprint: String,
    pub question: String,
    pub asked_at: Moment,
}

/// A new one, in its written form.
///
/// # Errors
/// Never for a question of ours.
pub fn row(id: Id, account_id: Id, asked: &Asked, asked_at: Moment) -> Result<Row, Problem> {
    Ok(Row {
        id,
        account_id,
        fingerprint: asked.fingerprint(),
        question: serde_json::to_string(asked).map_err(Problem::internal)?,
        asked_at,
    })
}

/// Those of `fingerprints` that the reader has had answered, or is being answered.
pub fn known(
    conn: &mut Conn,
    account_id: Id,
    fingerprints: Vec<String>,
) -> QueryResult<Vec<String>> {
    published_questions::table
        .filter(published_questions::account_id.eq(account_id))
        .filter(published_questions::fingerprint.eq_any(fingerprints))
        .select(published_questions::fingerprint)
        .load(conn)
}

/// How many questions the reader has asked since.
pub fn count_since(conn: &mut Conn, account_id: Id, since: Moment) -> QueryResult<i64> {
    published_questions::table
        .filter(published_questions::account_id.eq(account_id))
        .filter(published_questions::asked_at.ge(since))
        .count()
        .get_result(conn)
}

/// The latest `most` questions of a reader.
pub fn latest(conn: &mut Conn, account_id: Id, most: i64) -> QueryResult<Vec<Row>> {
    published_questions::table
        .filter(published_questions::account_id.eq(account_id))
        .order((published_questions::asked_at.desc(), published_questions::id.desc()))
        .limit(most)
        .select(Row::as_select())
        .load(conn)
}

/// Keeps questions; one that is there already stays.
pub fn insert(conn: &mut Conn, rows: &[Row]) -> QueryResult<()> {
    for row in rows {
        on_either!(conn, |c| diesel::insert_into(published_questions::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}

/// Forgets questions that were refused.
pub fn delete(conn: &mut Conn, ids: &[Id]) -> QueryResult<()> {
    diesel::delete(published_questions::table)
        .filter(published_questions::id.eq_any(ids.to_vec()))
        .execute(conn)?;
    Ok(())
}
