//! Places of a file of the national standard: into the network, and out of it.

use super::model::{Place, PlaceSheet};
use super::{queries, standard};
use crate::audit::{self, Deed};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::faults::Parsed;
use crate::platform::http::{ImportReport, Lang, Problem, Said};
use crate::platform::secrets;

/// Reads a file of the standard, without writing anything.
///
/// # Errors
/// 422 on `/file` when it is no such file at all.
pub fn read_file(file: &[u8]) -> Result<Parsed<PlaceSheet>, Problem> {
    standard::read(file)
        .map_err(|reason| Problem::invalid("/file", reason.code, Said::new(reason.fr, reason.en)))
}

/// Imports what was read: a dry run unless `commit`; any error forbids the whole file.
///
/// A place is known again by the producer's `id`: what the file says of it replaces what it said
/// before, and the same line again changes nothing. `by` is none for the command line.
pub fn import_places(
    conn: &mut Conn,
    clock: &Clock,
    by: Option<Id>,
    parsed: Parsed<PlaceSheet>,
    commit: bool,
    lang: Lang,
) -> Result<ImportReport, Problem> {
    let Parsed { rows, accepted, errors, warnings } = parsed;
    let committed = commit && errors.is_empty();
    let count = accepted.len();
    let mut created = 0;
    if committed {
        created = write(conn, clock, accepted)?;
        audit::record(conn, clock, by, Deed::on_all("place.import", "place"))?;
    }
    Ok(ImportReport::new(committed, rows, count, created, errors, warnings, lang))
}

/// Writes the lines of a file and tells how many places are new.
fn write(conn: &mut Conn, clock: &Clock, lines: Vec<(u32, PlaceSheet)>) -> Result<usize, Problem> {
    let ids: Vec<String> =
        lines.iter().filter_map(|(_, sheet)| sheet.standard_id.clone()).collect();
    let mut known = queries::by_standard_id(conn, &ids)?;
    let mut new = Vec::new();
    for (_, mut sheet) in lines {
        let row = sheet.standard_id.as_ref().and_then(|id| known.remove(id));
        let Some(row) = row else {
            let digest = secrets::digest(&sheet);
            new.push(Place::new(sheet, digest, clock.new_id(), clock.now()));
            continue;
        };
        // What the standard does not say stays: who runs the place, and that it had no id.
        sheet.organization_id = row.sheet.organization_id;
        sheet.standard_id.clone_from(&row.sheet.standard_id);
        if sheet != row.sheet {
            queries::update(conn, &row.corrected(sheet, clock.now()))?;
        }
    }
    queries::insert_all(conn, &new)?;
    Ok(new.len())
}

/// All places as a file of the standard; a place without the producer's `id` has ours.
///
/// # Errors
/// Those of the database.
pub fn export(conn: &mut Conn) -> Result<Vec<u8>, Problem> {
    let mut sheets = Vec::new();
    for (id, mut sheet) in queries::all(conn)? {
        sheet.standard_id.get_or_insert_with(|| id.to_string());
        sheets.push(sheet);
    }
    standard::write(&sheets).map_err(Problem::internal)
}
