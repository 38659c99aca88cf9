//! What a facilitator sees after a session: who took part, their levels on what the session was
//! about, and what may be attested.

use std::collections::{BTreeSet, HashMap};

use chrono::{Duration, NaiveDate};

use super::model::{
    AttestablePerson, AttestableView, OwnReach, RefusalView, SHOWN_DAYS, SessionLevels,
};
use super::queries::{self, OwnSession, Participant};
use crate::competences::framework::{self, Catalogue};
use crate::competences::ledger::{self, proof_view};
use crate::competences::levels::{
    Attestation, EvidenceKind, Known, Ledger, Level, Reachable, Refusal, SHARED_SESSION_DAYS,
    SharedSession, TeachingGrant, attest,
};
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem};
use crate::policy::Facilitator;

/// What is known of everybody concerned.
pub struct Judged {
    pub catalogue: Catalogue,
    pub ledger: Ledger,
    pub grants: Vec<TeachingGrant>,
    /// By person.
    pub sessions: Vec<(Id, SharedSession)>,
    pub today: NaiveDate,
}

impl Judged {
    /// Of a facilitator and people they shared sessions with, for attestations of `day`.
    pub fn of(
        conn: &mut Conn,
        (facilitator_id, person_id): (Id, Id),
        people: &[Id],
        day: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        let mut all: Vec<Id> = people.to_vec();
        all.push(person_id);
        all.sort_unstable();
        all.dedup();
        Ok(Self {
            catalogue: framework::catalogue(conn)?,
            ledger: ledger::ledger_of(conn, &all)?,
            grants: ledger::grants_of(conn, &[person_id])?,
            sessions: queries::shared_sessions(conn, facilitator_id, people, day)?,
            today,
        })
    }

    pub fn sessions_with(&self, person_id: Id) -> Vec<SharedSession> {
        let own = self.sessions.iter().filter(|(person, _)| *person == person_id);
        own.map(|(_, session)| *session).collect()
    }

    pub fn reachable(&self, competence_id: Id) -> Option<&Reachable> {
        self.catalogue.find(competence_id).map(|own| self.catalogue.reachable(own))
    }
}

/// Everything for the screen of a session; and the people at whose levels it looks.
pub fn session_levels(
    conn: &mut Conn,
    by: &Facilitator,
    session_id: Id,
    today: NaiveDate,
    lang: Lang,
) -> Result<(SessionLevels, Vec<Id>), Problem> {
    let session = queries::own_session(conn, by.id, session_id)?;
    let about = queries::competences_of(conn, session_id)?;
    let participants = queries::participants(conn, by.id, session_id)?;
    let people: Vec<Id> = participants.iter().map(|person| person.person_id).collect();
    let judged = Judged::of(conn, (by.id, by.person_id), &people, today, today)?;
    let waiting = queries::waiting_of(conn, by.id)?;
    let issuers = judged.ledger.entries().iter().filter_map(|entry| entry.evidence.issuer_id);
    let issuers: BTreeSet<Id> = issuers.collect();
    let names = ledger::names_of(conn, &issuers.into_iter().collect::<Vec<_>>())?;
    let order = |id: &Id| judged.catalogue.find(*id).map(|own| own.number);
    let mut about = about;
    about.sort_by_key(|(id, _)| order(id));

    let shown_until = session.date + Duration::days(SHOWN_DAYS);
    let attestable_until = session.date + Duration::days(SHARED_SESSION_DAYS);
    let is_attestable = today <= attestable_until;
    let screen = Screen { by, judged: &judged, names: &names, session: &session, today, lang };
    let shown = today <= shown_until;
    let person = |person: &Participant| AttestablePerson {
        learner_id: person.learner_id,
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        levels: about
            .iter()
            .map(|(competence, _)| {
                let waits = |(learner, own, _): &&(Id, Id, Level)| {
                    *learner == person.learner_id && own == competence
                };
                let waiting = waiting.iter().find(waits).map(|(.., level)| *level);
                screen.attestable(person.person_id, *competence, shown, waiting)
            })
            .collect(),
    };
    let looked = if shown && !about.is_empty() { people.clone() } else { Vec::new() };
    let looked = looked.into_iter().filter(|id| *id != by.person_id).collect();
    let view = SessionLevels {
        session_id,
        version: session.version,
        kind: session.kind,
        title: session.title.clone(),
        date: session.date,
        shown_until,
        attestable_until,
        levels_shown: shown,
        is_attestable,
        competences: about.iter().map(|(id, target)| screen.reach(*id, *target)).collect(),
        people: participants.iter().map(person).collect(),
    };
    Ok((view, looked))
}

struct Screen<'a> {
    by: &'a Facilitator,
    judged: &'a Judged,
    names: &'a HashMap<Id, String>,
    session: &'a OwnSession,
    today: NaiveDate,
    lang: Lang,
}

impl Screen<'_> {
    fn reach(&self, competence_id: Id, target_level: Option<Level>) -> OwnReach {
        let own = self.judged.ledger.standing(self.by.person_id, competence_id, self.today);
        let grants = self.judged.grants.iter();
        let current =
            grants.filter(|grant| grant.is_for(self.by.person_id, competence_id, self.today));
        OwnReach {
            competence_id,
            target_level,
            own: own.v(),
            granted: current.map(|grant| grant.up_to).max(),
        }
    }

    fn attestable(
        &self,
        person_id: Id,
        competence_id: Id,
        shown: bool,
        waiting: Option<Level>,
    ) -> AttestableView {
        let standing = self.judged.ledger.standing(person_id, competence_id, self.today);
        let is_new = self.session.date + Duration::days(SHARED_SESSION_DAYS) >= self.today;
        let (mut allowed, mut with_cosignature) = (Vec::new(), Vec::new());
        let mut refusals: Option<Vec<Refusal>> = None;
        for level in (1..=8_u8).filter_map(Level::new).filter(|_| is_new) {
            match self.judge(person_id, competence_id, level) {
                Ok(()) => allowed.push(level),
                Err(broken) if Refusal::needs_only_cosignature(&broken) => {
                    with_cosignature.push(level);
                    refusals.get_or_insert(broken);
                }
                Err(broken) => {
                    refusals.get_or_insert(broken);
                }
            }
        }
        let refusals = refusals.unwrap_or_default();
        let view = |refusal: &Refusal| {
            let refusal = if shown { *refusal } else { refusal.without_level() };
            RefusalView::new(&refusal, self.lang)
        };
        let proof = |proof| proof_view(proof, self.names);
        let mut view = AttestableView {
            competence_id,
            verified: standing.verified.map(proof),
            declared: standing.declared.map(proof),
            working_level: standing.w(),
            allowed,
            with_cosignature,
            refusals: refusals.iter().map(view).collect(),
            waiting,
            attested_today: self.attested_today(person_id, competence_id),
        };
        if !shown {
            (view.verified, view.declared, view.working_level) = (None, None, None);
            // Which levels are one step up would tell the level.
            view.allowed.append(&mut view.with_cosignature);
        }
        view
    }

    fn judge(&self, person_id: Id, competence_id: Id, level: Level) -> Result<(), Vec<Refusal>> {
        let asked = Attestation {
            attester_id: self.by.person_id,
            learner_id: person_id,
            competence_id,
            level,
            on: self.today,
            cosigner_id: None,
        };
        const ALL: &Reachable = &Reachable::always(Level::TOP);
        let known = Known {
            ledger: &self.judged.ledger,
            grants: &self.judged.grants,
            sessions: &self.judged.sessions_with(person_id),
            reachable: self.judged.reachable(competence_id).unwrap_or(ALL),
            today: self.today,
        };
        attest(&asked, &known).map(|_| ())
    }

    fn attested_today(&self, person_id: Id, competence_id: Id) -> Option<Level> {
        let own = self.judged.ledger.entries().iter().rev().find(|entry| {
            let evidence = &entry.evidence;
            evidence.kind == EvidenceKind::Peer
                && evidence.person_id == person_id
                && evidence.competence_id == competence_id
                && evidence.issuer_id == Some(self.by.person_id)
                && evidence.observed_on == self.today
                && entry.revoked_at.is_none()
        });
        own.map(|entry| entry.evidence.level)
    }
}
