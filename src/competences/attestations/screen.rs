//! What a facilitator sees after a session: who took part, their levels on what the session was
//! about, and what may be attested.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};

use super::model::{
    AttestablePerson, AttestableView, CosignatureState, DeclinedView, OwnReach, RefusalView,
    SHOWN_DAYS, SessionLevels,
};
use super::queries::{self, OwnSession, Present, Request, Screened};
use crate::competences::framework::{self, Catalogue};
use crate::competences::ledger::{self, Asked, Told, proof_view};
use crate::competences::levels::{
    Attestation, EvidenceKind, Known, Ledger, Level, Reachable, Refusal, SHARED_SESSION_DAYS,
    SharedSession, TeachingGrant, attest,
};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Lang, Problem};
use crate::platform::kept::Kept;
use crate::policy::Facilitator;

/// Everything for the screen of a session; and the people at whose levels it looks.
pub fn session_levels(
    conn: &mut Conn,
    kept: &Kept,
    by: &Facilitator,
    session_id: Id,
    clock: &Clock,
    lang: Lang,
) -> Result<(SessionLevels, Vec<Id>), Problem> {
    let today = clock.today();
    let Screened { session, mut about, grants, mark } = queries::screened(conn, by, session_id)?;
    let present = queries::present(conn, by.id, session_id)?;
    let catalogue = framework::kept_catalogue(conn, kept, Some(mark))?;
    about.sort_by_key(|(id, _)| catalogue.find(*id).map(|own| own.number));
    let people: Vec<Id> = present.iter().map(|own| own.participant.person_id).collect();
    let competences: Vec<Id> = about.iter().map(|(id, _)| *id).collect();
    let asked =
        Asked { session_id, people: &people, person_id: by.person_id, competences: &competences };
    let Told { ledger, names, .. } = ledger::told_about(conn, &asked)?;

    let shown_until = session.date + Duration::days(SHOWN_DAYS);
    let attestable_until = session.date + Duration::days(SHARED_SESSION_DAYS);
    let is_attestable = today <= attestable_until;
    let shown = today <= shown_until;
    let screen = Screen {
        by,
        catalogue: &catalogue,
        ledger: &ledger,
        names: &names,
        grants: &grants,
        session: &session,
        shown,
        clock,
        today,
        lang,
    };
    let person = |own: &Present| AttestablePerson {
        learner_id: own.participant.learner_id,
        first_name: own.participant.first_name.clone(),
        last_name: own.participant.last_name.clone(),
        levels: competences.iter().map(|id| screen.attestable(own, *id)).collect(),
    };
    let looked = if shown && !about.is_empty() { people } else { Vec::new() };
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
        people: present.iter().map(person).collect(),
    };
    Ok((view, looked))
}

struct Screen<'a> {
    by: &'a Facilitator,
    catalogue: &'a Catalogue,
    /// Of everybody concerned, on what the session was about.
    ledger: &'a Ledger,
    names: &'a HashMap<Id, String>,
    grants: &'a [TeachingGrant],
    session: &'a OwnSession,
    /// Whether levels are shown.
    shown: bool,
    clock: &'a Clock,
    today: NaiveDate,
    lang: Lang,
}

impl Screen<'_> {
    fn reach(&self, competence_id: Id, target_level: Option<Level>) -> OwnReach {
        let own = self.ledger.standing(self.by.person_id, competence_id, self.today);
        let grants = self.grants.iter();
        let current =
            grants.filter(|grant| grant.is_for(self.by.person_id, competence_id, self.today));
        OwnReach {
            competence_id,
            target_level,
            own: own.v(),
            granted: current.map(|grant| grant.up_to).max(),
        }
    }

    fn attestable(&self, own: &Present, competence_id: Id) -> AttestableView {
        const ALL: &Reachable = &Reachable::always(Level::TOP);
        let person_id = own.participant.person_id;
        // Each level is judged by itself: on a small part of the ledger.
        let both = [self.by.person_id, person_id];
        let is_theirs = |person, competence| competence == competence_id && both.contains(&person);
        let ledger = self.ledger.part(is_theirs);
        let competence = self.catalogue.find(competence_id);
        // Of their sessions the last one alone matters, and only by its day.
        let last = |date| SharedSession { id: self.session.id, date };
        let known = Known {
            ledger: &ledger,
            grants: self.grants,
            sessions: &own.last_session_on.map(last).into_iter().collect::<Vec<_>>(),
            reachable: competence.map_or(ALL, |own| self.catalogue.reachable(own)),
            today: self.today,
        };
        let standing = ledger.standing(person_id, competence_id, self.today);
        let is_new = self.session.date + Duration::days(SHARED_SESSION_DAYS) >= self.today;
        let (mut allowed, mut with_cosignature) = (Vec::new(), Vec::new());
        let mut refusals: Option<Vec<Refusal>> = None;
        for level in (1..=8_u8).filter_map(Level::new).filter(|_| is_new) {
            match self.judge(person_id, competence_id, level, &known) {
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
            let refusal = if self.shown { *refusal } else { refusal.without_level() };
            RefusalView::new(&refusal, self.lang)
        };
        let proof = |proof| proof_view(proof, self.names);
        let asked = || own.asked.iter().filter(|asked| asked.competence_id == competence_id);
        let waiting = asked().find(|asked| asked.state == CosignatureState::Waiting);
        let mut view = AttestableView {
            competence_id,
            verified: standing.verified.map(proof),
            declared: standing.declared.map(proof),
            working_level: standing.w(),
            allowed,
            with_cosignature,
            refusals: refusals.iter().map(view).collect(),
            waiting: waiting.map(|asked| asked.level),
            declined: match waiting {
                Some(_) => None,
                None => self.declined(&ledger, person_id, asked()),
            },
            attested_today: self.attested_today(&ledger, person_id),
        };
        if !self.shown {
            (view.verified, view.declared, view.working_level) = (None, None, None);
            view.declined = None;
            // Which levels are one step up would tell the level.
            view.allowed.append(&mut view.with_cosignature);
        }
        view
    }

    fn judge(
        &self,
        person_id: Id,
        competence_id: Id,
        level: Level,
        known: &Known<'_>,
    ) -> Result<(), Vec<Refusal>> {
        let asked = Attestation {
            attester_id: self.by.person_id,
            learner_id: person_id,
            competence_id,
            level,
            on: self.today,
            cosigner_id: None,
        };
        attest(&asked, known).map(|_| ())
    }

    /// The signature refused last, unless they attested since; of the part of the ledger and the
    /// requests that are about one competence.
    fn declined<'a>(
        &self,
        ledger: &Ledger,
        person_id: Id,
        asked: impl Iterator<Item = &'a Request>,
    ) -> Option<DeclinedView> {
        let (at, last) =
            asked.filter_map(|asked| Some((asked.decided_at?, asked))).max_by_key(|(at, _)| *at)?;
        let since = ledger.entries().iter().any(|entry| {
            entry.evidence.person_id == person_id
                && entry.evidence.issuer_id == Some(self.by.person_id)
                && entry.evidence.recorded_at > at
        });
        let view = || DeclinedView {
            level: last.level,
            declined_on: self.clock.day_of(at),
            answer: last.answer.clone(),
        };
        (!since).then(view)
    }

    /// In the part of the ledger that is about one competence.
    fn attested_today(&self, ledger: &Ledger, person_id: Id) -> Option<Level> {
        let own = ledger.entries().iter().rev().find(|entry| {
            let evidence = &entry.evidence;
            evidence.kind == EvidenceKind::Peer
                && evidence.person_id == person_id
                && evidence.issuer_id == Some(self.by.person_id)
                && evidence.observed_on == self.today
                && entry.revoked_at.is_none()
        });
        own.map(|entry| entry.evidence.level)
    }
}
