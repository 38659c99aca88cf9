//! Attesting, asking for a signature, signing.

use super::model::{
    AttestationInput, AttestationState, AttestationView, Cosignature, CosignatureList,
    CosignatureState, CosignatureView, DecisionInput, SHOWN_DAYS,
};
use super::queries;
use crate::audit::{self, Deed};
use crate::competences::framework;
use crate::competences::ledger::{self, EvidenceRow};
use crate::competences::levels::{
    Attestation, Evidence, Known, Level, Permission, Reachable, Refusal, attest,
};
use crate::facilitators;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Code, Faults, Problem, Said};
use crate::platform::secrets;
use crate::policy::{Actor, Facilitator};

/// What an attestation is about, resolved.
struct Case {
    facilitator_id: Id,
    attester_id: Id,
    learner_id: Id,
    person_id: Id,
    competence_id: Id,
    session_id: Id,
    level: Level,
    /// Whether refusals may tell the person's level.
    shown: bool,
}

/// Records an attestation, or sends it to the coordinators; true when it is new.
///
/// # Errors
/// 404 for a session that is not one's own; 422 with the rule that is broken and what would make it
/// possible; 409 for another body under the id.
pub fn record(
    conn: &mut Conn,
    clock: &Clock,
    by: &Facilitator,
    id: Id,
    input: &AttestationInput,
) -> Result<(AttestationView, bool), Problem> {
    let digest = secrets::digest(input);
    if let Some(known) = find_same(conn, by, id, &digest, input.learner_id)? {
        return Ok((known, false));
    }
    let case = resolve(conn, clock, by, input)?;
    let mut both = [case.attester_id, case.person_id];
    both.sort_unstable();
    ledger::lock(conn, &both)?;
    let today = clock.today();
    let asked = case.asked(today, None);
    match judge(conn, &case, &asked, clock)? {
        Ok((permission, reachable)) => {
            let row = case.write(conn, clock, id, digest, &asked, &permission, &reachable)?;
            Ok((view(&row, case.learner_id), true))
        }
        Err(broken) if input.ask_cosignature && Refusal::needs_only_cosignature(&broken) => {
            let row = case.ask(conn, clock, id, digest, input.reason.as_deref())?;
            Ok((waiting_view(&row), true))
        }
        Err(broken) => Err(refuse(&broken, case.shown)),
    }
}

fn find_same(
    conn: &mut Conn,
    by: &Facilitator,
    id: Id,
    digest: &str,
    learner_id: Id,
) -> Result<Option<AttestationView>, Problem> {
    if let Some(row) = ledger::find(conn, id)? {
        return match row.issuer_id == Some(by.person_id) {
            true if row.digest == digest => Ok(Some(view(&row, learner_id))),
            true => Err(Problem::new(Code::Conflict)),
            false => Err(Problem::not_found()),
        };
    }
    match queries::find(conn, id)? {
        Some(row) if row.attester_id != by.person_id => Err(Problem::not_found()),
        Some(row) if row.digest != digest => Err(Problem::new(Code::Conflict)),
        Some(row) => Ok(Some(waiting_view(&row))),
        None => Ok(None),
    }
}

fn resolve(
    conn: &mut Conn,
    clock: &Clock,
    by: &Facilitator,
    input: &AttestationInput,
) -> Result<Case, Problem> {
    let session = queries::own_session(conn, by.id, input.session_id).map_err(|_| {
        unknown(
            "/session_id",
            "Cette séance n’est pas l’une des vôtres.",
            "This is not one of your sessions.",
        )
    })?;
    let about = queries::competences_of(conn, session.id)?;
    if !about.iter().any(|(id, _)| *id == input.competence_id) {
        return Err(unknown(
            "/competence_id",
            "Indiquez d’abord que cette séance portait sur cette compétence.",
            "Say first that this session was about this competence.",
        ));
    }
    let people = queries::participants(conn, by.id, session.id)?;
    let Some(person) = people.iter().find(|person| person.learner_id == input.learner_id) else {
        return Err(unknown(
            "/learner_id",
            "Cette personne n’a pas participé à cette séance.",
            "This person did not take part in this session.",
        ));
    };
    Ok(Case {
        facilitator_id: by.id,
        attester_id: by.person_id,
        learner_id: person.learner_id,
        person_id: person.person_id,
        competence_id: input.competence_id,
        session_id: session.id,
        level: Level::new(input.level).unwrap_or_default(),
        shown: (clock.today() - session.date).num_days() <= SHOWN_DAYS,
    })
}

fn unknown(pointer: &str, fr: &str, en: &str) -> Problem {
    let mut faults = Faults::new();
    faults.unknown(pointer, fr, en);
    faults.into()
}

/// Asks the rules; the outer error is that of the database.
fn judge(
    conn: &mut Conn,
    case: &Case,
    asked: &Attestation,
    clock: &Clock,
) -> Result<Result<(Permission, Reachable), Vec<Refusal>>, Problem> {
    let catalogue = framework::catalogue(conn)?;
    let competence = catalogue.find(case.competence_id);
    let reachable = competence.map(|own| catalogue.reachable(own).clone());
    let reachable = reachable.unwrap_or(Reachable::always(Level::TOP));
    let sessions = queries::shared_sessions(conn, case.facilitator_id, case.person_id, asked.on)?;
    let known = Known {
        ledger: &ledger::ledger_of(conn, &[case.attester_id, case.person_id])?,
        grants: &ledger::grants_of(conn, &[case.attester_id])?,
        sessions: &sessions,
        reachable: &reachable,
        today: clock.today(),
    };
    Ok(attest(asked, &known).map(|permission| (permission, reachable)))
}

/// The first rule broken, with what would make it possible; all of them in the detail.
fn refuse(broken: &[Refusal], shown: bool) -> Problem {
    let told = broken.iter().map(|refusal| if shown { *refusal } else { refusal.without_level() });
    let sentence = |refusal: &Refusal| {
        let (rule, remedy) = (refusal.rule(), refusal.remedy());
        Said::new(format!("{} {}", rule.fr, remedy.fr), format!("{} {}", rule.en, remedy.en))
    };
    let mut faults = Faults::new();
    for refusal in told {
        faults.add(refusal.pointer(), refusal.code(), sentence(&refusal));
    }
    faults.into()
}

impl Case {
    fn asked(&self, on: chrono::NaiveDate, cosigner_id: Option<Id>) -> Attestation {
        Attestation {
            attester_id: self.attester_id,
            learner_id: self.person_id,
            competence_id: self.competence_id,
            level: self.level,
            on,
            cosigner_id,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn write(
        &self,
        conn: &mut Conn,
        clock: &Clock,
        id: Id,
        digest: String,
        asked: &Attestation,
        permission: &Permission,
        reachable: &Reachable,
    ) -> Result<EvidenceRow, Problem> {
        let evidence =
            Evidence::record(asked.observation(), id, clock.now(), clock.today(), reachable)
                .map_err(|why| ledger::refused("/level", why.reason()))?;
        let catalogue = framework::catalogue(conn)?;
        let version = catalogue.find(self.competence_id).map_or(1, |own| own.framework_version);
        let row = EvidenceRow {
            session_id: Some(permission.session.id),
            cosigner_id: permission.cosigner_id,
            ..EvidenceRow::of(evidence, digest, version)
        };
        ledger::insert(conn, std::slice::from_ref(&row))?;
        ledger::stamp(conn, &catalogue, &[self.person_id])?;
        Ok(row)
    }

    /// Sends it to the coordinators; a request that waits on the same is withdrawn.
    fn ask(
        &self,
        conn: &mut Conn,
        clock: &Clock,
        id: Id,
        digest: String,
        reason: Option<&str>,
    ) -> Result<Cosignature, Problem> {
        let reason = reason.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let row = Cosignature {
            id,
            digest,
            attester_id: self.attester_id,
            facilitator_id: self.facilitator_id,
            learner_id: self.learner_id,
            competence_id: self.competence_id,
            level: self.level,
            session_id: self.session_id,
            asked_on: clock.today(),
            asked_at: clock.now(),
            reason,
            state: CosignatureState::Waiting,
            decided_at: None,
            decided_by: None,
            answer: None,
        };
        queries::withdraw_waiting(conn, &row, clock.now())?;
        queries::insert(conn, &row)?;
        Ok(row)
    }
}

fn view(row: &EvidenceRow, learner_id: Id) -> AttestationView {
    AttestationView {
        id: row.id,
        state: AttestationState::Recorded,
        learner_id,
        competence_id: row.competence_id,
        level: row.level,
        observed_on: row.observed_on,
        expires_on: row.expires_on,
    }
}

fn waiting_view(row: &Cosignature) -> AttestationView {
    AttestationView {
        id: row.id,
        state: AttestationState::Waiting,
        learner_id: row.learner_id,
        competence_id: row.competence_id,
        level: row.level,
        observed_on: row.asked_on,
        expires_on: None,
    }
}

/// The requests that wait for a coordinator, with W of each person; and at whose level it looks.
pub fn waiting(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
) -> Result<(CosignatureList, Vec<Id>), Problem> {
    let team = facilitators::team_of(conn, by.account_id, clock.today())?;
    let asked = queries::waiting(conn, &team)?;
    let people: Vec<Id> = asked.iter().map(|(_, _, person, _)| *person).collect();
    let ledger = ledger::ledger_of(conn, &people)?;
    let item = |(row, (first, last), person, session_on): &queries::Asked| CosignatureView {
        id: row.id,
        facilitator_name: format!("{first} {last}"),
        competence_id: row.competence_id,
        level: row.level,
        from_level: ledger.standing(*person, row.competence_id, row.asked_on).w(),
        session_on: *session_on,
        asked_on: row.asked_on,
        reason: row.reason.clone(),
        state: row.state,
        answer: row.answer.clone(),
    };
    Ok((CosignatureList { items: asked.iter().map(item).collect() }, people))
}

/// Signs a request, or declines it.
///
/// # Errors
/// 404 when it is not of the coordinator's team; 409 when it no longer waits; 422 when a rule is
/// broken by now.
pub fn decide(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    id: Id,
    input: &DecisionInput,
) -> Result<(), Problem> {
    let row = queries::find(conn, id)?.ok_or_else(Problem::not_found)?;
    let team = facilitators::team_of(conn, by.account_id, clock.today())?;
    if !team.contains(&row.facilitator_id) {
        return Err(Problem::not_found());
    }
    if row.state != CosignatureState::Waiting {
        return Err(Problem::new(Code::Conflict));
    }
    let (state, deed) = match input.sign {
        true => (CosignatureState::Signed, "attestation.cosign"),
        false => (CosignatureState::Declined, "attestation.decline"),
    };
    if input.sign {
        sign(conn, clock, by, &row)?;
    }
    let answer = input.answer.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let answer = answer.map(str::to_owned);
    queries::decide(conn, id, state, by.person_id, answer, clock.now())?;
    let deed = Deed::on(deed, "evidence", id);
    Ok(audit::record(conn, clock, Some(by.account_id), deed)?)
}

fn sign(conn: &mut Conn, clock: &Clock, by: &Actor, row: &Cosignature) -> Result<(), Problem> {
    let case = Case {
        facilitator_id: row.facilitator_id,
        attester_id: row.attester_id,
        learner_id: row.learner_id,
        person_id: queries::person_of(conn, row.learner_id)?,
        competence_id: row.competence_id,
        session_id: row.session_id,
        level: row.level,
        shown: false,
    };
    let mut both = [case.attester_id, case.person_id];
    both.sort_unstable();
    ledger::lock(conn, &both)?;
    let asked = case.asked(row.asked_on, Some(by.person_id));
    match judge(conn, &case, &asked, clock)? {
        Ok((permission, reachable)) => {
            let digest = row.digest.clone();
            case.write(conn, clock, row.id, digest, &asked, &permission, &reachable)?;
            Ok(())
        }
        Err(broken) => Err(refuse(&broken, false)),
    }
}
