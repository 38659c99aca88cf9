//! A decision in the making, and the queue: lapsed offers, overdue answers, promotion.

use super::command::Command;
use super::outcome::Outcome;
use super::record::{Approval, Enrolment, State};
use super::refusal::Refusal;
use super::roster::Roster;
use super::terms::Window;
use crate::network::notices::{Notice, NoticeKind, Recipient};
use crate::platform::database::{Id, Moment};

/// A copy of the roster on which a command is tried out, at an instant.
pub(super) struct Draft {
    pub(super) roster: Roster,
    pub(super) at: Moment,
    notices: Vec<Notice>,
}

impl Draft {
    pub(super) fn of(roster: &Roster, at: Moment) -> Self {
        Self { roster: roster.clone(), at, notices: Vec::new() }
    }

    /// Takes the place of the roster; says what has changed.
    pub(super) fn commit(mut self, roster: &mut Roster) -> Outcome {
        let has_begun = self.at >= roster.span.start;
        let is_left = matches!(roster.window(self.at), Window::LeftToLead) && !has_begun;
        if is_left && self.roster.free() > roster.free() && !self.roster.queue().is_empty() {
            let object_id = roster.session_id;
            let to = Recipient::Lead;
            let time = self.at;
            self.notices.push(Notice { to, kind: NoticeKind::SeatLeft, object_id, time });
        }
        // New ones are at the end, the others where they were.
        let changed = self.roster.enrolments.iter().enumerate();
        let changed = changed.filter(|(at, now)| roster.enrolments.get(*at) != Some(now));
        let mut changed: Vec<Enrolment> = changed.map(|(_, now)| now.clone()).collect();
        changed.sort_unstable_by_key(|enrolment| enrolment.id);
        *roster = self.roster;
        Outcome { changed, notices: self.notices, is_replay: false }
    }

    pub(super) fn run(&mut self, command: &Command) -> Result<(), Refusal> {
        if !self.roster.is_open {
            return Err(Refusal::Closed);
        }
        match command {
            Command::Enrol { .. } => self.enrol(command),
            Command::Renew { enrolment_id } => self.renew(*enrolment_id),
            Command::Approve { enrolment_id } => self.approve(*enrolment_id),
            Command::Decline { enrolment_id, reason } => self.decline(*enrolment_id, reason),
            Command::Accept { enrolment_id } => self.accept(*enrolment_id),
            Command::Seat { enrolment_id } => self.seat(*enrolment_id),
            Command::Withdraw { enrolment_id } => self.withdraw(*enrolment_id),
            Command::Remove { enrolment_id, reason } => self.remove(*enrolment_id, reason),
            Command::CancelAll { reason } => self.cancel_all(reason),
            Command::WalkIn { enrolment_id, person_id } => self.walk_in(*enrolment_id, *person_id),
            Command::Mark { enrolment_id, attendance } => self.mark(*enrolment_id, *attendance),
            Command::CheckIn { tap_id, person_id, by } => self.check_in(*tap_id, *person_id, *by),
            Command::TakeBack { enrolment_id, tap_id } => self.take_back(*enrolment_id, *tap_id),
            Command::SetSeats { seats } => {
                self.set_seats(*seats);
                Ok(())
            }
        }
    }

    /// When there are too few now, requests lose the seat they hold, the last asked first.
    fn set_seats(&mut self, seats: u32) {
        self.roster.seats = seats;
        while self.roster.used() > seats {
            let requests = self.roster.enrolments.iter_mut();
            let held = requests.filter(|e| e.state == State::Requested && e.holds_seat());
            let Some(last) = held.max_by_key(|e| (e.answer_until, e.id)) else { return };
            last.answer_until = None;
        }
    }

    /// What has fallen due, before a command. Seats that the command takes away are not given
    /// first.
    pub(super) fn settle_before(&mut self, command: &Command) {
        if matches!(command, Command::SetSeats { .. } | Command::CancelAll { .. }) {
            self.lapse_all();
        } else {
            self.settle();
        }
    }

    /// Lapsed offers, overdue answers, then free seats to the queue.
    pub(super) fn settle(&mut self) {
        self.lapse_all();
        while self.roster.is_open && self.roster.free() > 0 && self.promote_one() {}
    }

    fn lapse_all(&mut self) {
        for place in 0..self.roster.enrolments.len() {
            self.lapse(place);
        }
    }

    fn lapse(&mut self, place: usize) {
        let now = self.at;
        let enrolment = &mut self.roster.enrolments[place];
        match enrolment.state {
            State::Offered => {
                let Some(until) = enrolment.offer_until.filter(|until| *until <= now) else {
                    return;
                };
                enrolment.state = State::Waitlisted;
                enrolment.queued_at = Some(until);
                enrolment.priority = 0;
                enrolment.offer_until = None;
                enrolment.has_lapsed = true;
                self.tell_of(place, NoticeKind::OfferLapsed, until);
            }
            State::Requested if enrolment.answer_until.is_some_and(|until| until <= now) => {
                enrolment.answer_until = None;
            }
            _ => {}
        }
    }

    /// Gives or offers one free seat to the first who can take it; whether somebody could.
    fn promote_one(&mut self) -> bool {
        let window = self.roster.window(self.at);
        if window == Window::LeftToLead {
            return false;
        }
        let mut queue: Vec<usize> = self.places(|enrolment| enrolment.waits());
        queue.sort_unstable_by_key(|place| self.roster.enrolments[*place].rank());
        for place in queue {
            let enrolment = &self.roster.enrolments[place];
            if enrolment.has_lapsed {
                continue;
            }
            if self.roster.busy.contains_key(&enrolment.person_id) {
                self.pass_over(place);
                continue;
            }
            match window {
                Window::Offered { until } if !self.needs_approval(place) => {
                    self.offer(place, until);
                }
                _ => self.give(place, NoticeKind::Promoted),
            }
            return true;
        }
        false
    }

    fn pass_over(&mut self, place: usize) {
        if !std::mem::replace(&mut self.roster.enrolments[place].was_passed_over, true) {
            self.tell(place, NoticeKind::PassedOver);
        }
    }

    fn offer(&mut self, place: usize, until: Moment) {
        let enrolment = &mut self.roster.enrolments[place];
        enrolment.state = State::Offered;
        enrolment.offer_until = Some(until);
        self.tell_of(place, NoticeKind::Offered, until);
    }

    /// Gives a seat, or holds it while somebody is asked for their yes.
    pub(super) fn give(&mut self, place: usize, kind: NoticeKind) {
        let asks = self.needs_approval(place);
        let until = self.roster.terms.answer_until(self.roster.span.start, self.at);
        let enrolment = &mut self.roster.enrolments[place];
        enrolment.has_lapsed = false;
        if asks {
            enrolment.state = State::Requested;
            enrolment.answer_until = Some(until);
            self.tell(place, NoticeKind::Requested);
            let (object_id, time) = (self.roster.enrolments[place].id, until);
            let (to, kind) = (Recipient::Approver, NoticeKind::ApprovalAsked);
            self.notices.push(Notice { to, kind, object_id, time });
        } else {
            enrolment.state = State::Confirmed;
            enrolment.confirmed_at = Some(self.at);
            enrolment.offer_until = None;
            enrolment.answer_until = None;
            self.tell(place, kind);
        }
    }

    fn needs_approval(&self, place: usize) -> bool {
        self.roster.approval != Approval::None && !self.roster.enrolments[place].is_approved
    }

    /// Where the enrolments are of which something holds.
    pub(super) fn places(&self, holds: impl Fn(&Enrolment) -> bool) -> Vec<usize> {
        let all = self.roster.enrolments.iter().enumerate();
        all.filter(|(_, enrolment)| holds(enrolment)).map(|(place, _)| place).collect()
    }

    /// Tells the person of an enrolment.
    pub(super) fn tell(&mut self, place: usize, kind: NoticeKind) {
        self.tell_of(place, kind, self.roster.span.start);
    }

    fn tell_of(&mut self, place: usize, kind: NoticeKind, time: Moment) {
        let enrolment = &self.roster.enrolments[place];
        let to = Recipient::Person(enrolment.person_id);
        self.notices.push(Notice { to, kind, object_id: enrolment.id, time });
    }

    /// Where an enrolment is.
    pub(super) fn place_of(&self, enrolment_id: Id) -> Result<usize, Refusal> {
        let found = self.roster.enrolments.iter().position(|e| e.id == enrolment_id);
        found.ok_or(Refusal::Unknown)
    }

    pub(super) fn not_begun(&self) -> Result<(), Refusal> {
        if self.at < self.roster.span.start { Ok(()) } else { Err(Refusal::Started) }
    }

    pub(super) fn not_busy(&self, person_id: Id) -> Result<(), Refusal> {
        match self.roster.busy.get(&person_id) {
            Some(sessions) => Err(Refusal::Overlap(sessions.iter().copied().collect())),
            None => Ok(()),
        }
    }
}
