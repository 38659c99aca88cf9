//! Whose business a planned workshop is: who planned it, who leads or co-leads it, who coordinates
//! one of them.

mod queries;

use crate::facilitators;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};

/// # Errors
/// 404 for a workshop that is not there, or none of theirs.
pub fn must_manage(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    workshop_id: Id,
) -> Result<(), Problem> {
    let (author, people) = queries::concerned(conn, workshop_id)?.ok_or_else(Problem::not_found)?;
    let mut may = author == by.account_id;
    may |= people.iter().any(|(account, _)| *account == by.account_id);
    if !may && by.is(Role::Coordinator) {
        let team = facilitators::team_of(conn, by.account_id, clock.today())?;
        may = people.iter().any(|(_, facilitator)| team.contains(facilitator));
    }
    if may { Ok(()) } else { Err(Problem::not_found()) }
}
