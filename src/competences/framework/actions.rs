//! Deeds on frameworks: local competences, and the next maximum.

use super::model::{Competence, CompetenceInput, CompetenceItem, Framework, MaximumInput};
use super::queries;
use crate::audit::{self, Deed};
use crate::competences::levels::Level;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::upsert::{Upsert, decide};
use crate::platform::http::{Expected, Problem, Recorded, Said};
use crate::platform::secrets;
use crate::policy::Actor;

/// Creates a local competence, or changes it.
///
/// # Errors
/// 403 for a competence of Pix; the protocol of `PUT`.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    expected: Expected,
    input: &CompetenceInput,
) -> Result<Recorded<CompetenceItem>, Problem> {
    let existing = queries::find(conn, id)?;
    if existing.as_ref().is_some_and(|row| row.framework == Framework::Pix) {
        return Err(Problem::forbidden());
    }
    let now = clock.now();
    let (row, created) = match decide(existing, expected, &secrets::digest(input))? {
        Upsert::Same(row) => (row, false),
        Upsert::Create => {
            let (number, local) = queries::next_numbers(conn)?;
            let row = Competence::new(input, id, number, local + 1, now);
            queries::insert(conn, &row)?;
            audit::record(
                conn,
                clock,
                Some(by.account_id),
                Deed::on("competence.create", "competence", id),
            )?;
            (row, true)
        }
        Upsert::Change(row) => {
            let row = row.corrected(input, now);
            queries::update(conn, &row)?;
            let deed = Deed::on("competence.change", "competence", id);
            audit::record(conn, clock, Some(by.account_id), deed)?;
            (row, false)
        }
    };
    let catalogue = queries::catalogue(conn)?;
    let view = CompetenceItem::new(&row, catalogue.reachable(&row).on(clock.today()));
    Ok(if created { Recorded::created(view) } else { Recorded::as_is(view) })
}

/// Notes that a framework's maximum changes from a day on.
///
/// # Errors
/// 422 when the day is not after the last one noted: what was judged by it stays as it was judged.
pub fn note_maximum(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    input: &MaximumInput,
) -> Result<(), Problem> {
    let last = queries::last_maximum(conn, input.framework)?;
    if last.is_some_and(|last| input.from_on.0 <= last) {
        let said = Said::new(
            "Cette date doit suivre celle du dernier maximum enregistré.",
            "This day must come after that of the last maximum noted.",
        );
        return Err(Problem::invalid("/from_on", "date_out_of_range", said));
    }
    let level = Level::new(input.level).unwrap_or_default();
    queries::insert_maximum(conn, input.framework, input.from_on.0, level)?;
    let deed = Deed::on_all("framework.maximum", "framework");
    Ok(audit::record(conn, clock, Some(by.account_id), deed)?)
}
