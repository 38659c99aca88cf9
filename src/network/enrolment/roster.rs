//! The roster: what is known of one workshop's enrolments, and the one door for commands.

use std::collections::{BTreeMap, BTreeSet};

use super::command::Command;
use super::outcome::Outcome;
use super::queue::Draft;
use super::record::{Approval, Enrolment, State};
use super::refusal::Refusal;
use super::terms::{Terms, Window};
use crate::network::time::Span;
use crate::platform::database::{Id, Moment};

/// Everything a decision needs, as loaded in the transaction that will store it.
///
/// While no seat is free and nothing is due ([`Roster::next_due`]), [`Command::Enrol`] needs no
/// more enrolments than those that hold a seat and the person's own: a long queue need not be
/// loaded to join it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    pub session_id: Id,
    pub span: Span,
    /// Published and not cancelled.
    pub is_open: bool,
    /// [`super::Seats::count`], or what [`Command::SetSeats`] said since.
    pub seats: u32,
    pub approval: Approval,
    pub terms: Terms,
    /// The people who lead or co-lead, invited or accepted.
    pub facilitator_ids: BTreeSet<Id>,
    /// Who is taken at that time, and by which sessions: confirmed or offered seats, and accepted
    /// facilitations, of other sessions.
    pub busy: BTreeMap<Id, BTreeSet<Id>>,
    /// In any order; those declined or cancelled may be left out.
    pub enrolments: Vec<Enrolment>,
    /// The commands applied so far, by id, with their [`Command::fingerprint`].
    pub applied: BTreeMap<Id, String>,
}

impl Roster {
    /// Does what has fallen due, then the command, then what follows from it.
    ///
    /// # Errors
    /// Why not; nothing has changed then.
    pub fn apply(
        &mut self,
        command_id: Id,
        command: &Command,
        at: Moment,
    ) -> Result<Outcome, Refusal> {
        let fingerprint = command.fingerprint();
        if self.replays(command_id, &fingerprint)? {
            return Ok(Outcome::replay());
        }
        let mut draft = Draft::of(self, at);
        draft.settle_before(command);
        draft.run(command)?;
        draft.settle();
        draft.roster.applied.insert(command_id, fingerprint);
        Ok(draft.commit(self))
    }

    /// Does what has fallen due: lapsed offers, overdue answers, free seats. Twice is once.
    pub fn settle(&mut self, at: Moment) -> Outcome {
        let mut draft = Draft::of(self, at);
        draft.settle();
        draft.commit(self)
    }

    /// When [`Roster::settle`] has something to do next, if nothing else happens: an offer that
    /// lapses, a request that loses its seat.
    pub fn next_due(&self) -> Option<Moment> {
        let offers = self.enrolments.iter().filter(|e| e.state == State::Offered);
        let requests = self.enrolments.iter().filter(|e| e.state == State::Requested);
        let offers = offers.filter_map(|e| e.offer_until);
        offers.chain(requests.filter_map(|e| e.answer_until)).min()
    }

    /// Whether the command was applied before.
    ///
    /// # Errors
    /// Another command has that id.
    pub(super) fn replays(&self, command_id: Id, fingerprint: &str) -> Result<bool, Refusal> {
        match self.applied.get(&command_id) {
            Some(known) if known == fingerprint => Ok(true),
            Some(_) => Err(Refusal::CommandReused),
            None => Ok(false),
        }
    }

    pub fn find(&self, enrolment_id: Id) -> Option<&Enrolment> {
        self.enrolments.iter().find(|enrolment| enrolment.id == enrolment_id)
    }

    /// The person's enrolment that is neither declined nor cancelled.
    pub fn standing_of(&self, person_id: Id) -> Option<&Enrolment> {
        self.enrolments.iter().find(|e| e.person_id == person_id && e.state.stands())
    }

    /// Who waits, the first first.
    pub fn queue(&self) -> Vec<&Enrolment> {
        let mut queue: Vec<&Enrolment> = self.enrolments.iter().filter(|e| e.waits()).collect();
        queue.sort_unstable_by_key(|enrolment| enrolment.rank());
        queue
    }

    /// Seats that are in use: given, offered, or held by a request.
    pub fn used(&self) -> u32 {
        let used = self.enrolments.iter().filter(|enrolment| enrolment.holds_seat()).count();
        u32::try_from(used).unwrap_or(u32::MAX)
    }

    pub fn free(&self) -> u32 {
        self.seats.saturating_sub(self.used())
    }

    /// What happens at an instant to a seat that falls free.
    pub fn window(&self, at: Moment) -> Window {
        self.terms.window(self.span.start, at)
    }

    /// Confirmed people of whom nobody wrote down whether they came: a workshop is held once there
    /// is none.
    pub fn unmarked(&self) -> impl Iterator<Item = &Enrolment> {
        self.enrolments.iter().filter(|enrolment| enrolment.state == State::Confirmed)
    }
}
