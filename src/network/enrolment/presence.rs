//! On the day: who came, who did not, who came without being enrolled; as who manages the workshop
//! says it, or the people themselves (`network/kiosk`).

use super::queue::Draft;
use super::record::{Approval, Attendance, Enrolment, Seen, SeenBy, State};
use super::refusal::Refusal;
use crate::platform::database::Id;

/// How long a tap may be taken back, in seconds.
pub const TAKE_BACK_S: i64 = 60;

impl Draft {
    pub(super) fn walk_in(&mut self, enrolment_id: Id, person_id: Id) -> Result<(), Refusal> {
        self.on_the_day()?;
        let standing = self.roster.standing_of(person_id);
        let known = standing.map(|standing| (standing.id, standing.state));
        let place = match known {
            Some((id, State::Requested | State::Waitlisted | State::Offered)) => {
                self.place_of(id)?
            }
            _ => {
                self.may_come(enrolment_id, person_id)?;
                let new = Enrolment::new(enrolment_id, person_id, self.at);
                self.roster.enrolments.push(new);
                self.roster.enrolments.len() - 1
            }
        };
        let enrolment = &mut self.roster.enrolments[place];
        enrolment.state = State::WalkIn;
        enrolment.seen = Seen::by_facilitator(self.at);
        enrolment.offer_until = None;
        enrolment.answer_until = None;
        Ok(())
    }

    pub(super) fn mark(&mut self, enrolment_id: Id, seen: Attendance) -> Result<(), Refusal> {
        self.on_the_day()?;
        let place = self.place_of(enrolment_id)?;
        let enrolment = &mut self.roster.enrolments[place];
        if enrolment.state != State::Confirmed && !enrolment.state.is_marked() {
            return Err(Refusal::NotPossible);
        }
        enrolment.state = seen.state();
        enrolment.seen = Seen::by_facilitator(self.at);
        Ok(())
    }

    /// Somebody says that they are there. What who manages the workshop wrote down stays.
    pub(super) fn check_in(
        &mut self,
        tap_id: Id,
        person_id: Id,
        by: SeenBy,
    ) -> Result<(), Refusal> {
        self.on_the_day()?;
        let standing = self.roster.standing_of(person_id);
        let known = standing.map(|standing| (standing.id, standing.state));
        let (place, state, before) = match known {
            Some((_, state)) if state.was_there() => return Ok(()),
            Some((_, State::Excused | State::NoShow)) => return Err(Refusal::SaidOtherwise),
            Some((id, State::Confirmed)) => {
                (self.place_of(id)?, State::Attended, Some(State::Confirmed))
            }
            Some((id, State::Waitlisted)) => {
                self.has_seat_for(Some(id))?;
                (self.place_of(id)?, State::WalkIn, Some(State::Waitlisted))
            }
            Some(_) => return Err(Refusal::AskFacilitator),
            None => {
                self.may_come(tap_id, person_id)?;
                self.has_seat_for(None)?;
                self.roster.enrolments.push(Enrolment::new(tap_id, person_id, self.at));
                (self.roster.enrolments.len() - 1, State::WalkIn, None)
            }
        };
        let enrolment = &mut self.roster.enrolments[place];
        enrolment.state = state;
        enrolment.seen = Some(Seen { by, at: self.at, tap_id: Some(tap_id), before });
        Ok(())
    }

    /// A free seat for somebody without one, and nobody waits before them.
    fn has_seat_for(&self, waiting: Option<Id>) -> Result<(), Refusal> {
        if self.roster.approval != Approval::None {
            return Err(Refusal::AskFacilitator);
        }
        if self.roster.free() == 0 {
            return Err(Refusal::Full);
        }
        match self.roster.queue().first().map(|first| first.id) {
            first if first == waiting => Ok(()),
            _ => Err(Refusal::OthersWait),
        }
    }

    /// Undoes what a tap on the kiosk did, as long as nothing else was said since.
    pub(super) fn take_back(&mut self, enrolment_id: Id, tap_id: Id) -> Result<(), Refusal> {
        let place = self.place_of(enrolment_id)?;
        let enrolment = &mut self.roster.enrolments[place];
        let own = |seen: &Seen| seen.by == SeenBy::Kiosk && seen.tap_id == Some(tap_id);
        let Some(seen) = enrolment.seen.filter(own).filter(|_| enrolment.state.was_there()) else {
            return Err(Refusal::SaidOtherwise);
        };
        if self.at > seen.at.plus_seconds(TAKE_BACK_S) {
            return Err(Refusal::TooLate);
        }
        match seen.before {
            Some(before) => {
                enrolment.state = before;
                enrolment.seen = None;
            }
            // It came with the tap, and nobody is told of it. Why is told by who said it last.
            None => enrolment.state = State::CancelledByOrganiser,
        }
        Ok(())
    }

    fn on_the_day(&self) -> Result<(), Refusal> {
        let takes = self.roster.terms.takes_attendance(self.roster.span, self.at);
        if takes { Ok(()) } else { Err(Refusal::NotTheTime) }
    }
}
