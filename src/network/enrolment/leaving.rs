//! Going out: declined, withdrawn, removed, or all at once when the workshop is cancelled.

use super::queue::Draft;
use super::record::{Seen, State};
use super::refusal::Refusal;
use crate::network::notices::NoticeKind;
use crate::platform::database::Id;

fn given(reason: &str) -> Result<Option<String>, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Refusal::NoReason) } else { Ok(Some(reason.to_owned())) }
}

impl Draft {
    pub(super) fn decline(&mut self, enrolment_id: Id, reason: &str) -> Result<(), Refusal> {
        self.not_begun()?;
        let place = self.place_of(enrolment_id)?;
        if self.roster.enrolments[place].state != State::Requested {
            return Err(Refusal::NotPossible);
        }
        let reason = given(reason)?;
        self.end(place, State::Declined, reason, NoticeKind::Declined);
        Ok(())
    }

    pub(super) fn withdraw(&mut self, enrolment_id: Id) -> Result<(), Refusal> {
        self.not_begun()?;
        let place = self.place_of(enrolment_id)?;
        if !self.roster.enrolments[place].state.is_live() {
            return Err(Refusal::NotPossible);
        }
        let is_confirmed = self.roster.enrolments[place].state == State::Confirmed;
        let is_late = self.roster.terms.is_late(self.roster.span.start, self.at);
        self.roster.enrolments[place].is_late = is_confirmed && is_late;
        self.end(place, State::CancelledByLearner, None, NoticeKind::Withdrawn);
        Ok(())
    }

    pub(super) fn remove(&mut self, enrolment_id: Id, reason: &str) -> Result<(), Refusal> {
        let place = self.place_of(enrolment_id)?;
        match self.roster.enrolments[place].state {
            State::WalkIn => self.roster.enrolments[place].seen = Seen::by_facilitator(self.at),
            state if state.is_live() => self.not_begun()?,
            _ => return Err(Refusal::NotPossible),
        }
        let reason = given(reason)?;
        self.end(place, State::CancelledByOrganiser, reason, NoticeKind::Cancelled);
        Ok(())
    }

    pub(super) fn cancel_all(&mut self, reason: &str) -> Result<(), Refusal> {
        self.not_begun()?;
        let reason = given(reason)?;
        for place in self.places(|enrolment| enrolment.state.is_live()) {
            let reason = reason.clone();
            self.end(place, State::CancelledByOrganiser, reason, NoticeKind::Cancelled);
        }
        self.roster.is_open = false;
        Ok(())
    }

    fn end(&mut self, place: usize, state: State, reason: Option<String>, kind: NoticeKind) {
        let enrolment = &mut self.roster.enrolments[place];
        enrolment.state = state;
        enrolment.reason = reason;
        enrolment.offer_until = None;
        enrolment.answer_until = None;
        self.tell(place, kind);
    }
}
