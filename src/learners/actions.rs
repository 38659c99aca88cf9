//! Deeds on learners: create, correct, anonymise, merge, import.

use std::collections::HashSet;

use chrono::Datelike;

use super::import::{self, ImportedLearner};
use super::model::{Learner, LearnerInput};
use super::{history, queries};
use crate::audit::{self, Deed};
use crate::competences;
use crate::facts;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::faults::{LineFault, Parsed, Reason};
use crate::platform::http::conditional::Seen;
use crate::platform::http::upsert::{Stored, Upsert, decide};
use crate::platform::http::{Expected, Faults, ImportReport, Lang, Problem, Said};
use crate::platform::secrets;
use crate::platform::text::normalise;
use crate::policy::Facilitator;

impl Stored for Learner {
    fn version(&self) -> i32 {
        self.version
    }
    fn digest(&self) -> &str {
        &self.digest
    }
}

/// Creates or corrects a learner; true when it is new.
pub fn put(
    conn: &mut Conn,
    clock: &Clock,
    by: &Facilitator,
    id: Id,
    expected: Expected,
    input: &LearnerInput,
) -> Result<(Learner, bool), Problem> {
    let mut faults = Faults::new();
    input.check_year(&mut faults, clock.today());
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let existing = queries::find_any(conn, id)?;
    let gone = |learner: &Learner| {
        learner.facilitator_id != by.id
            || learner.anonymised_at.is_some()
            || learner.merged_into.is_some()
    };
    if existing.as_ref().is_some_and(gone) {
        return Err(Problem::not_found());
    }
    match decide(existing, expected, &secrets::digest(input))? {
        Upsert::Create => {
            let learner = Learner::new(input, id, clock.new_id(), by.id, clock.now());
            queries::insert(conn, &learner)?;
            Ok((learner, true))
        }
        Upsert::Same(learner) => Ok((learner, false)),
        Upsert::Change(seen) => {
            // Read again under the lock: a session saved meanwhile has moved the counters, and
            // somebody else may have been faster.
            history::lock(conn, &[id])?;
            let learner = queries::get(conn, by.id, id)?;
            Seen(seen.version).must_be(learner.version)?;
            let learner = learner.corrected(input, clock.now());
            queries::update(conn, &learner)?;
            Ok((learner, false))
        }
    }
}

/// Erases who a learner is; sessions and figures stay.
pub fn anonymise(
    conn: &mut Conn,
    clock: &Clock,
    by: &Facilitator,
    id: Id,
    seen: Seen,
) -> Result<(), Problem> {
    history::lock(conn, &[id])?;
    let mut learner = queries::get(conn, by.id, id)?;
    seen.must_be(learner.version)?;
    learner.anonymise(clock.now());
    queries::update(conn, &learner)?;
    queries::erase_session_notes(conn, id)?;
    let deed = Deed::on("learner.anonymise", "learner", id);
    Ok(audit::record(conn, clock, Some(by.account_id), deed)?)
}

/// Merges `source` into the learner `id`: one person, one record.
pub fn merge(
    conn: &mut Conn,
    clock: &Clock,
    by: &Facilitator,
    id: Id,
    seen: Seen,
    source_id: Id,
) -> Result<Learner, Problem> {
    if id == source_id {
        let mut faults = Faults::new();
        faults.contradiction(
            "/source_id",
            "Choisissez deux fiches différentes.",
            "Choose two different records.",
        );
        return Err(faults.into());
    }
    history::lock(conn, &[id, source_id])?;
    let mut learner = queries::get(conn, by.id, id)?;
    seen.must_be(learner.version)?;
    let Some(mut source) = queries::find_own(conn, by.id, &[source_id])?.pop() else {
        let mut faults = Faults::new();
        faults.unknown("/source_id", "Cette fiche n’existe pas.", "There is no such record.");
        return Err(faults.into());
    };
    let person_id = one_person(conn, &learner, &source)?;
    learner.absorb(&source, clock.now());
    learner.person_id = person_id;
    queries::update(conn, &learner)?;
    let moved = queries::move_participations(conn, source_id, id)?;
    queries::move_enrolments(conn, source_id, id)?;
    source.anonymise(clock.now());
    source.anonymised_at = None;
    source.merged_into = Some(id);
    queries::update(conn, &source)?;
    history::recount(conn, source_id)?;
    history::recount(conn, id)?;
    facts::stamp(conn, &moved)?;
    audit::record(conn, clock, Some(by.account_id), Deed::on("learner.merge", "learner", id))?;
    queries::get(conn, by.id, id)
}

/// Makes one person of the two behind records; the one who has an account stays.
///
/// # Errors
/// 422 when both have an account: two people signed in as two.
fn one_person(conn: &mut Conn, learner: &Learner, source: &Learner) -> Result<Id, Problem> {
    let (kept, other) = (learner.person_id, source.person_id);
    if kept == other {
        return Ok(kept);
    }
    let accounts = queries::with_account(conn, &[kept, other])?;
    let (from, to) = match (accounts.contains(&kept), accounts.contains(&other)) {
        (true, true) => {
            let mut faults = Faults::new();
            faults.contradiction(
                "/source_id",
                "Chacune de ces fiches est reliée à un compte : ce sont deux personnes.",
                "Each of these records is linked to an account: they are two people.",
            );
            return Err(faults.into());
        }
        (false, true) => (kept, other),
        _ => (other, kept),
    };
    competences::unite(conn, from, to)?;
    queries::hand_over(conn, from, to)?;
    Ok(to)
}

/// Reads a filled template, without touching the database.
///
/// # Errors
/// 422 with pointer `/file` when the file as a whole cannot be read.
pub fn read_file(file: &[u8], clock: &Clock) -> Result<Parsed<ImportedLearner>, Problem> {
    import::read(file, clock.today().year())
        .map_err(|Reason { code, fr, en }| Problem::invalid("/file", code, Said::new(fr, en)))
}

fn input_of(row: &ImportedLearner) -> LearnerInput {
    LearnerInput {
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        birth_year: row.birth_year,
        age_band: None,
        gender: row.gender,
        status: None,
        commune_code: row.commune.map(|commune| commune.code.to_owned()),
        phone: row.phone.clone(),
        email: row.email.clone(),
        notes: row.notes.clone(),
        staff_number: None,
    }
}

/// Whose learners an import makes, and who does it (nobody: the command line).
#[derive(Clone, Copy, Debug)]
pub struct Importer {
    pub facilitator_id: Id,
    pub account_id: Option<Id>,
}

/// Imports what was read: a dry run unless `commit`; any error forbids the whole file.
pub fn import_learners(
    conn: &mut Conn,
    clock: &Clock,
    by: Importer,
    parsed: Parsed<ImportedLearner>,
    commit: bool,
    lang: Lang,
) -> Result<ImportReport, Problem> {
    let Parsed { rows, accepted, errors, mut warnings } = parsed;
    let identity =
        |last: &str, first: &str, year: Option<i32>| (normalise(&format!("{last} {first}")), year);
    let known: HashSet<_> = queries::all(conn, by.facilitator_id)?
        .iter()
        .map(|learner| identity(&learner.last_name, &learner.first_name, learner.birth_year))
        .collect();
    for (line, row) in &accepted {
        if known.contains(&identity(&row.last_name, &row.first_name, row.birth_year)) {
            warnings.push(LineFault {
                line: *line,
                column: "Nom",
                code: "already_followed",
                message_fr: "Une personne du même nom figure déjà parmi les vôtres.".into(),
                message_en: "You already follow somebody of the same name.".into(),
            });
        }
    }
    warnings.sort_by_key(|warning| warning.line);
    let committed = commit && errors.is_empty();
    if committed {
        for (_, row) in &accepted {
            let (id, person_id) = (clock.new_id(), clock.new_id());
            let learner =
                Learner::new(&input_of(row), id, person_id, by.facilitator_id, clock.now());
            queries::insert(conn, &learner)?;
        }
        let deed = Deed::on_all("learner.import", "learner");
        audit::record(conn, clock, by.account_id, deed)?;
    }
    let created = if committed { accepted.len() } else { 0 };
    Ok(ImportReport::new(committed, rows, accepted.len(), created, errors, warnings, lang))
}
