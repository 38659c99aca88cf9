//! Finding out whose rows are whose, and writing what they prove.

use std::collections::HashMap;

use super::model::{Imported, PixImportReport};
use super::queries::{self, Reach};
use crate::audit::{self, Deed};
use crate::competences::framework::{self, Catalogue};
use crate::competences::ledger::{self, EvidenceRow};
use crate::competences::levels::{Evidence, EvidenceKind, Observation};
use crate::competences::pix::{Match, People, PixFile, PixRow, newest_sent};
use crate::facilitators;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem, Said};
use crate::policy::{Actor, Role};

/// What was uploaded, and how it is to be read.
pub struct Upload {
    pub hash: String,
    pub file: PixFile,
    /// Title of the column that holds staff numbers or e-mails.
    pub identifier: Option<String>,
    pub commit: bool,
    pub lang: Lang,
}

/// How many rows are written together.
const PORTION: usize = 500;

/// A row that was matched, with its line.
type Found = (Id, u32, PixRow);

/// Imports a file, or tells what importing it would do.
///
/// # Errors
/// 400 when the file has no column of the name that should identify people.
pub fn import(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    upload: Upload,
) -> Result<PixImportReport, Problem> {
    let Upload { hash, mut file, identifier, commit, lang } = upload;
    let column = column(&file, identifier.as_deref())?;
    let mut report = PixImportReport::of(&mut file, lang);
    report.already_imported = queries::is_known(conn, &hash)?;
    let reach = match by.is(Role::Admin) {
        true => Reach::Everybody,
        false => Reach::Team(facilitators::team_of(conn, by.account_id, clock.today())?),
    };
    let people = People::new(queries::candidates(conn, &reach)?);
    let kind = file.kind.evidence_kind();
    let found = matched(&mut report, std::mem::take(&mut file.accepted), &people, column);
    let mut found = newest(&mut report, found, kind);
    found.sort_by_key(|(person, line, _)| (*person, *line));
    drop(people);
    let import_id = clock.new_id();
    let catalogue = framework::catalogue(conn)?;
    report.committed = commit && report.errors.is_empty() && !report.already_imported;
    if report.committed {
        let import = Imported {
            id: import_id,
            hash,
            kind: file.kind,
            account_id: by.account_id,
            row_count: i32::try_from(report.rows).unwrap_or(i32::MAX),
        };
        queries::insert(conn, &import, clock.now())?;
    }
    for some in portions(&found, PORTION, |(person, ..)| *person) {
        let mut people: Vec<Id> = some.iter().map(|(person, ..)| *person).collect();
        people.dedup();
        if report.committed {
            ledger::lock(conn, &people)?;
        }
        let of = (kind, import_id);
        let rows = evidence(conn, clock, &catalogue, &mut report, (some, &people), of)?;
        if report.committed {
            ledger::insert(conn, &rows)?;
            ledger::stamp(conn, &catalogue, &people)?;
        }
    }
    if report.committed {
        queries::note_count(conn, import_id, report.new_evidence)?;
        let deed = Deed::on("levels.import", "pix_import", import_id);
        audit::record(conn, clock, Some(by.account_id), deed)?;
    }
    Ok(report)
}

/// The position of the column that identifies people.
fn column(file: &PixFile, title: Option<&str>) -> Result<Option<usize>, Problem> {
    let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) else {
        return Ok(None);
    };
    let found = file.identifier_columns.iter().position(|own| own == title);
    found.map(Some).ok_or_else(|| {
        let said = Said::new(
            "Ce fichier n’a pas de colonne de ce nom.",
            "This file has no column of that name.",
        );
        Problem::parameter("identifier", said)
    })
}

fn matched(
    report: &mut PixImportReport,
    rows: Vec<(u32, PixRow)>,
    people: &People,
    column: Option<usize>,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (line, mut row) in rows {
        match people.find(&row, column) {
            Match::One(person) => {
                report.matched += 1;
                // Their work is done.
                row.birth = None;
                row.identifiers = Vec::new();
                (row.last_name, row.first_name) = (String::new(), String::new());
                found.push((person, line, row));
            }
            Match::Doubtful(_) => report.ambiguous.push(line),
            Match::Nobody => report.unmatched.push(line),
        }
    }
    found
}

/// Of several profiles of one person, the newest.
fn newest(report: &mut PixImportReport, found: Vec<Found>, kind: EvidenceKind) -> Vec<Found> {
    if kind != EvidenceKind::PixProfile {
        return found;
    }
    let whose: HashMap<u32, Id> = found.iter().map(|(person, line, _)| (*line, *person)).collect();
    let rows = found.into_iter().map(|(_, line, row)| (line, row)).collect();
    let newest = newest_sent(rows, |line, _| whose.get(&line).copied());
    for (line, _) in &newest.older {
        report.ignored.older.push(*line);
    }
    let kept = newest.kept.into_iter();
    kept.filter_map(|(line, row)| Some((*whose.get(&line)?, line, row))).collect()
}

/// Rows, a few hundred at a time, all of one person in the same portion: so a large file takes
/// little memory. They come in the order of people, which is that of locks.
fn portions<T>(found: &[T], most: usize, person: impl Fn(&T) -> Id) -> Vec<&[T]> {
    let mut portions = Vec::new();
    let mut rest = found;
    while let Some(at) = rest.len().min(most).checked_sub(1) {
        let last = person(&rest[at]);
        let same = rest[at..].iter().take_while(|row| person(row) == last).count();
        let (some, left) = rest.split_at(at + same);
        portions.push(some);
        rest = left;
    }
    portions
}

/// The proofs that are not there yet.
fn evidence(
    conn: &mut Conn,
    clock: &Clock,
    catalogue: &Catalogue,
    report: &mut PixImportReport,
    (found, people): (&[Found], &[Id]),
    (kind, import_id): (EvidenceKind, Id),
) -> Result<Vec<EvidenceRow>, Problem> {
    let mut known = queries::known(conn, kind, people)?;
    let (now, today) = (clock.now(), clock.today());
    let mut rows = Vec::new();
    for (person_id, _, row) in found {
        for (code, level) in &row.levels {
            let Some(competence) = catalogue.by_code(code) else { continue };
            if !known.insert((*person_id, competence.id, row.observed_on())) {
                report.known_evidence += 1;
                continue;
            }
            let seen = Observation {
                person_id: *person_id,
                competence_id: competence.id,
                kind,
                level: *level,
                observed_on: row.observed_on(),
                stated_expiry: None,
                issuer_id: None,
            };
            let reachable = catalogue.reachable(competence);
            let evidence = Evidence::record(seen, clock.new_id(), now, today, reachable)
                .map_err(|why| ledger::refused("/file", why.reason()))?;
            let version = competence.framework_version;
            let row = EvidenceRow::of(evidence, String::new(), version);
            rows.push(EvidenceRow { import_id: Some(import_id), ..row });
        }
    }
    report.new_evidence += rows.len();
    report.people += people.len();
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    proptest! {
        #[test]
        fn portions_are_all_of_it_and_part_nobody(
            mut rows in prop::collection::vec(0_u128..9, 0..40),
            most in 1_usize..12,
        ) {
            rows.sort_unstable();
            let portions = portions(&rows, most, |row| Id::from(Uuid::from_u128(*row)));
            prop_assert_eq!(portions.concat(), rows.clone());
            for pair in portions.windows(2) {
                prop_assert!(pair[0].len() >= most && pair[0].last() != pair[1].first());
            }
            let longest = rows.chunk_by(|a, b| a == b).map(<[_]>::len).max().unwrap_or(1);
            prop_assert!(portions.iter().all(|some| (1..most + longest).contains(&some.len())));
        }
    }
}
