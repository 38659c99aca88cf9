//! Who is concerned by a planned workshop, in the database.

use diesel::prelude::*;

use crate::platform::database::schema::{facilitations, facilitators, workshops};
use crate::platform::database::{Conn, Id};

/// Who planned a workshop (account), and the facilitators who lead or co-lead it or planned it
/// (account, facilitator).
pub fn concerned(conn: &mut Conn, workshop_id: Id) -> QueryResult<Option<(Id, Vec<(Id, Id)>)>> {
    let author: Option<Id> =
        workshops::table.find(workshop_id).select(workshops::author_id).first(conn).optional()?;
    let Some(author) = author else { return Ok(None) };
    let mut people: Vec<(Id, Id)> = facilitations::table
        .inner_join(facilitators::table.on(facilitations::facilitator_id.eq(facilitators::id)))
        .filter(facilitations::workshop_id.eq(workshop_id))
        .filter(facilitations::state.eq("accepted"))
        .filter(facilitations::role.eq_any(["lead", "co"]))
        .select((facilitators::account_id, facilitators::id))
        .load(conn)?;
    let planner: Option<Id> = facilitators::table
        .filter(facilitators::account_id.eq(author))
        .select(facilitators::id)
        .first(conn)
        .optional()?;
    people.extend(planner.map(|planner| (author, planner)));
    Ok(Some((author, people)))
}
