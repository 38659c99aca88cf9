//! Workshops of the log that nobody had planned.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::funding::Perimeter;
use crate::network::figures::Counts;
use crate::platform::database::schema::{learners, participations, sessions, workshops};
use crate::platform::database::{Conn, Id};
use crate::statistics::published::period::Period;

/// How many ids one question names.
const BATCH: usize = 500;

/// A workshop of the log alone.
#[derive(Clone, Debug, Default)]
pub struct Unplanned {
    pub counts: Counts,
    pub people: BTreeSet<Id>,
    pub anonymous: i64,
}

/// A session: id, organization, programme, commune, département, people without a name.
type Row = (Id, Option<Id>, Option<Id>, Option<String>, Option<String>, i32);

/// Those of a perimeter that were held in a period.
pub fn unplanned(
    conn: &mut Conn,
    perimeter: &Perimeter,
    period: Period,
) -> QueryResult<Vec<Unplanned>> {
    let rows: Vec<Row> = sessions::table
        .left_join(workshops::table.on(workshops::session_id.eq(sessions::id.nullable())))
        .filter(workshops::id.nullable().is_null())
        .filter(sessions::kind.eq("workshop"))
        .filter(sessions::state.eq("held"))
        .filter(sessions::deleted_at.is_null())
        .filter(sessions::date.ge(period.from))
        .filter(sessions::date.le(period.to))
        .order(sessions::id)
        .select((
            sessions::id,
            sessions::organization_id,
            sessions::programme_id,
            sessions::commune_code,
            sessions::departement_code,
            sessions::anonymous_count,
        ))
        .load(conn)?;
    let mut found: HashMap<Id, Unplanned> = HashMap::new();
    for (id, organization, programme, commune, departement, anonymous) in rows {
        let counts = Counts { programme, organization, commune, departement };
        let (commune, departement) = (counts.commune.as_deref(), counts.departement.as_deref());
        if perimeter.holds(programme, organization, commune, departement) {
            let anonymous = i64::from(anonymous);
            found.insert(id, Unplanned { counts, anonymous, people: BTreeSet::new() });
        }
    }
    let ids: Vec<Id> = found.keys().copied().collect();
    for some in ids.chunks(BATCH) {
        let people: Vec<(Id, Id)> = participations::table
            .inner_join(learners::table.on(participations::learner_id.eq(learners::id)))
            .filter(participations::session_id.eq_any(some.to_vec()))
            .select((participations::session_id, learners::person_id))
            .load(conn)?;
        for (session, person) in people {
            if let Some(own) = found.get_mut(&session) {
                own.people.insert(person);
            }
        }
    }
    Ok(found.into_values().collect())
}
