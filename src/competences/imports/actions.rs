//! Finding out whose rows are whose, and writing what they prove.

use std::collections::{BTreeSet, HashMap};

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
    let found = newest(&mut report, found, kind);
    let import_id = clock.new_id();
    let catalogue = framework::catalogue(conn)?;
    let rows = evidence(conn, clock, &catalogue, &mut report, found, (kind, import_id))?;
    if !commit || !report.errors.is_empty() || report.already_imported {
        return Ok(report);
    }
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let import = Imported {
        id: import_id,
        hash,
        kind: file.kind,
        account_id: by.account_id,
        row_count: count(report.rows),
        evidence_count: count(rows.len()),
    };
    queries::insert(conn, &import, clock.now())?;
    let people: BTreeSet<Id> = rows.iter().map(|row| row.person_id).collect();
    let people: Vec<Id> = people.into_iter().collect();
    ledger::lock(conn, &people)?;
    ledger::insert(conn, &rows)?;
    ledger::stamp(conn, &catalogue, &people)?;
    let deed = Deed::on("levels.import", "pix_import", import_id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    report.committed = true;
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
                // Its work is done.
                row.birth = None;
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

/// The proofs that are not there yet.
fn evidence(
    conn: &mut Conn,
    clock: &Clock,
    catalogue: &Catalogue,
    report: &mut PixImportReport,
    found: Vec<Found>,
    import: (EvidenceKind, Id),
) -> Result<Vec<EvidenceRow>, Problem> {
    let (kind, import_id) = import;
    let people: BTreeSet<Id> = found.iter().map(|(person, ..)| *person).collect();
    report.people = people.len();
    let people: Vec<Id> = people.into_iter().collect();
    let mut known = queries::known(conn, kind, &people)?;
    let (now, today) = (clock.now(), clock.today());
    let mut rows = Vec::new();
    for (person_id, _, row) in &found {
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
    report.new_evidence = rows.len();
    Ok(rows)
}
