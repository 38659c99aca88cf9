//! Coming in: enrolling, renewing, approving, accepting, being given a seat by the lead.

use super::command::Command;
use super::queue::Draft;
use super::record::{Enrolment, Role, State};
use super::refusal::Refusal;
use super::terms::Window;
use crate::network::notices::NoticeKind;
use crate::platform::database::{Id, Moment};

impl Enrolment {
    /// A new one, that has nothing yet.
    pub(super) fn new(id: Id, person_id: Id, at: Moment) -> Self {
        Self {
            id,
            person_id,
            state: State::Waitlisted,
            role: Role::Learner,
            source: super::Source::Facilitator,
            created_at: at,
            queued_at: None,
            priority: 0,
            confirmed_at: None,
            offer_until: None,
            answer_until: None,
            is_approved: false,
            has_lapsed: false,
            was_passed_over: false,
            is_late: false,
            reason: None,
            seen: None,
        }
    }
}

impl Draft {
    pub(super) fn enrol(&mut self, command: &Command) -> Result<(), Refusal> {
        let Command::Enrol { enrolment_id, person_id, role, source, priority, waits } = command
        else {
            return Err(Refusal::NotPossible);
        };
        self.not_begun()?;
        self.may_come(*enrolment_id, *person_id)?;
        let new = Enrolment::new(*enrolment_id, *person_id, self.at);
        let new = Enrolment { role: *role, source: *source, priority: *priority, ..new };
        if *role == Role::Helper {
            self.not_busy(*person_id)?;
        }
        self.roster.enrolments.push(new);
        let place = self.roster.enrolments.len() - 1;
        if *role == Role::Helper {
            self.roster.enrolments[place].state = State::Confirmed;
            self.roster.enrolments[place].confirmed_at = Some(self.at);
            self.tell(place, NoticeKind::Confirmed);
            return Ok(());
        }
        self.place(place, *waits)
    }

    /// Neither here already, nor facilitating; the id is free.
    pub(super) fn may_come(&self, enrolment_id: Id, person_id: Id) -> Result<(), Refusal> {
        if self.roster.facilitator_ids.contains(&person_id) {
            return Err(Refusal::Facilitates);
        }
        if let Some(standing) = self.roster.standing_of(person_id) {
            return Err(Refusal::AlreadyEnrolled(standing.id));
        }
        match self.roster.find(enrolment_id) {
            Some(_) => Err(Refusal::IdTaken),
            None => Ok(()),
        }
    }

    /// A seat for somebody who asks now, once the queue was served, or a place in the queue.
    fn place(&mut self, place: usize, waits: bool) -> Result<(), Refusal> {
        let is_left = self.roster.window(self.at) == Window::LeftToLead;
        let others = self.roster.enrolments.iter().enumerate();
        let is_first = !others.into_iter().any(|(other, e)| other != place && e.waits());
        if self.roster.free() > 0 && (!is_left || is_first) {
            self.not_busy(self.roster.enrolments[place].person_id)?;
            self.give(place, NoticeKind::Confirmed);
            return Ok(());
        }
        if !waits {
            return Err(Refusal::Full);
        }
        let now = self.at;
        let enrolment = &mut self.roster.enrolments[place];
        enrolment.state = State::Waitlisted;
        enrolment.queued_at = Some(now);
        enrolment.has_lapsed = false;
        self.tell(place, NoticeKind::Waitlisted);
        Ok(())
    }

    pub(super) fn renew(&mut self, enrolment_id: Id) -> Result<(), Refusal> {
        self.not_begun()?;
        let place = self.place_of(enrolment_id)?;
        if !self.roster.enrolments[place].has_lapsed || !self.roster.enrolments[place].waits() {
            return Err(Refusal::NotPossible);
        }
        self.place(place, true)
    }

    pub(super) fn approve(&mut self, enrolment_id: Id) -> Result<(), Refusal> {
        self.not_begun()?;
        let place = self.place_of(enrolment_id)?;
        let enrolment = &mut self.roster.enrolments[place];
        if enrolment.state != State::Requested {
            return Err(Refusal::NotPossible);
        }
        enrolment.is_approved = true;
        if enrolment.answer_until.is_none() {
            return self.place(place, true);
        }
        self.not_busy(self.roster.enrolments[place].person_id)?;
        self.give(place, NoticeKind::Confirmed);
        Ok(())
    }

    pub(super) fn accept(&mut self, enrolment_id: Id) -> Result<(), Refusal> {
        self.not_begun()?;
        let place = self.place_of(enrolment_id)?;
        let enrolment = &self.roster.enrolments[place];
        match enrolment.state {
            State::Offered => {}
            State::Waitlisted if enrolment.has_lapsed => return Err(Refusal::OfferLapsed),
            _ => return Err(Refusal::NotPossible),
        }
        self.not_busy(enrolment.person_id)?;
        self.give(place, NoticeKind::Confirmed);
        Ok(())
    }

    pub(super) fn seat(&mut self, enrolment_id: Id) -> Result<(), Refusal> {
        self.not_begun()?;
        let place = self.place_of(enrolment_id)?;
        let enrolment = &self.roster.enrolments[place];
        if !enrolment.waits() {
            return Err(Refusal::NotPossible);
        }
        if self.roster.window(self.at) != Window::LeftToLead {
            return Err(Refusal::QueueDecides);
        }
        if self.roster.free() == 0 {
            return Err(Refusal::Full);
        }
        self.not_busy(enrolment.person_id)?;
        self.give(place, NoticeKind::Confirmed);
        Ok(())
    }
}
