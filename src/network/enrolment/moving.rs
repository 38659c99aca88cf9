//! Moving from one workshop to another, without losing a seat for a place in a queue.

use serde::Serialize;

use super::command::{Command, fingerprint};
use super::outcome::Outcome;
use super::queue::Draft;
use super::record::{Enrolment, Role, Source, State};
use super::refusal::Refusal;
use super::roster::Roster;
use crate::platform::database::{Id, Moment};

/// Who moves, and as what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// The enrolment to leave.
    pub enrolment_id: Id,
    /// The one to make in the other workshop.
    pub new_id: Id,
    pub source: Source,
}

/// Moves somebody to another workshop: the seat there first, then the one here is given back. An
/// overlap of the two workshops is no obstacle. What to store of the one left, and of the other.
///
/// # Errors
/// Why not; neither roster has changed then. A full workshop is a reason.
pub fn transfer(
    from: &mut Roster,
    to: &mut Roster,
    command_id: Id,
    asked: &Transfer,
    at: Moment,
) -> Result<(Outcome, Outcome), Refusal> {
    let fingerprint = fingerprint(asked);
    if from.replays(command_id, &fingerprint)? | to.replays(command_id, &fingerprint)? {
        return Ok((Outcome::replay(), Outcome::replay()));
    }
    let (mut here, mut there) = (Draft::of(from, at), Draft::of(to, at));
    here.settle();
    there.see(&here);
    there.settle();
    let left = here.roster.find(asked.enrolment_id).ok_or(Refusal::Unknown)?;
    if !left.state.is_live() {
        return Err(Refusal::NotPossible);
    }
    let (person_id, role, priority) = (left.person_id, left.role, left.priority);
    there.forget_busy(person_id, from.session_id);
    there.run(&enrolled(asked, person_id, role, priority))?;
    here.run(&Command::Withdraw { enrolment_id: asked.enrolment_id })?;
    here.see(&there);
    here.settle();
    there.see(&here);
    there.settle();
    for draft in [&mut here, &mut there] {
        draft.roster.applied.insert(command_id, fingerprint.clone());
    }
    Ok((here.commit(from), there.commit(to)))
}

fn enrolled(asked: &Transfer, person_id: Id, role: Role, priority: u8) -> Command {
    Command::Enrol {
        enrolment_id: asked.new_id,
        person_id,
        role,
        source: asked.source,
        priority,
        waits: false,
    }
}

impl Draft {
    /// Who has a seat in the other workshop is taken, if both are at one time: somebody may wait
    /// in both.
    fn see(&mut self, other: &Self) {
        if !self.roster.span.overlaps(&other.roster.span) {
            return;
        }
        let seated = |e: &&Enrolment| matches!(e.state, State::Confirmed | State::Offered);
        for enrolment in other.roster.enrolments.iter().filter(seated) {
            let sessions = self.roster.busy.entry(enrolment.person_id).or_default();
            sessions.insert(other.roster.session_id);
        }
    }

    /// A person is no longer taken by the session that they leave.
    fn forget_busy(&mut self, person_id: Id, session_id: Id) {
        let Some(sessions) = self.roster.busy.get_mut(&person_id) else { return };
        sessions.remove(&session_id);
        if sessions.is_empty() {
            self.roster.busy.remove(&person_id);
        }
    }
}
