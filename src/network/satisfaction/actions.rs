//! Answering once, and reading what came together.

use uuid::Builder;

use super::queries;
use super::views::{SatisfactionInput, SatisfactionResults, SatisfactionToAnswer};
use crate::network::concerned::must_manage;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id, Moment};
use crate::platform::http::{Problem, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// How long after its end a workshop may be answered for, in days.
const DAYS: i64 = 30;

fn since(clock: &Clock) -> Moment {
    clock.now().plus_seconds(-DAYS * 86_400)
}

/// The workshops that await one's answer.
pub fn to_answer(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
) -> Result<SatisfactionToAnswer, Problem> {
    let items = queries::to_answer(conn, by.person_id, since(clock))?;
    Ok(SatisfactionToAnswer { items })
}

/// Says what one thought of a workshop.
///
/// # Errors
/// 404 for a workshop that does not await one's answer; 422 when one has answered.
pub fn answer(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    workshop_id: Id,
    input: &SatisfactionInput,
) -> Result<(), Problem> {
    let awaited = queries::to_answer(conn, by.person_id, since(clock))?;
    if !awaited.iter().any(|asked| asked.workshop_id == workshop_id) {
        return Err(Problem::not_found());
    }
    if !queries::mark(conn, workshop_id, by.person_id)? {
        let said = Said::new("Vous avez déjà répondu.", "You have answered already.");
        return Err(Problem::invalid("", "answered_already", said));
    }
    // By chance, not by time: nothing tells in which order people answered.
    let id = Builder::from_random_bytes(secrets::random()).into_uuid();
    Ok(queries::insert(conn, Id::from(id), workshop_id, input)?)
}

/// What people thought of a workshop, from five answers on.
///
/// # Errors
/// 404 for anybody but who leads, co-leads, planned, or coordinates one of them.
pub fn results(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    workshop_id: Id,
) -> Result<SatisfactionResults, Problem> {
    must_manage(conn, clock, by, workshop_id)?;
    Ok(SatisfactionResults::of(queries::given(conn, workshop_id)?))
}
