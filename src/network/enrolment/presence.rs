//! On the day: who came, who did not, who came without being enrolled.

use super::queue::Draft;
use super::record::{Attendance, Enrolment, State};
use super::refusal::Refusal;
use crate::platform::database::Id;

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
        Ok(())
    }

    fn on_the_day(&self) -> Result<(), Refusal> {
        let takes = self.roster.terms.takes_attendance(self.roster.span, self.at);
        if takes { Ok(()) } else { Err(Refusal::NotTheTime) }
    }
}
