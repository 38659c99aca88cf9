//! An enrolment: a learner's place in a workshop, or in its queue.

use std::cmp::Reverse;

use serde::Serialize;

use crate::platform::database::{Id, Moment};
use crate::text_enum;

text_enum! {
    /// Where an enrolment stands.
    State {
        Requested = "requested",
        Confirmed = "confirmed",
        Waitlisted = "waitlisted",
        Offered = "offered",
        Declined = "declined",
        CancelledByLearner = "cancelled_by_learner",
        CancelledByOrganiser = "cancelled_by_organiser",
        Attended = "attended",
        Partial = "partial",
        Excused = "excused",
        NoShow = "no_show",
        WalkIn = "walk_in",
    }
}

impl State {
    /// Still to come: asked for, given, offered or waited for.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed | Self::Waitlisted | Self::Offered)
    }

    /// Neither declined nor cancelled: there is at most one per person and workshop.
    pub const fn stands(self) -> bool {
        !matches!(self, Self::Declined | Self::CancelledByLearner | Self::CancelledByOrganiser)
    }

    /// Came, for all of it or some.
    pub const fn was_there(self) -> bool {
        matches!(self, Self::Attended | Self::Partial | Self::WalkIn)
    }

    /// Has a confirmed seat, or was there.
    pub const fn is_in(self) -> bool {
        matches!(self, Self::Confirmed) || self.was_there()
    }

    /// A confirmed seat of which it is known what became.
    pub const fn is_marked(self) -> bool {
        matches!(self, Self::Attended | Self::Partial | Self::Excused | Self::NoShow)
    }
}

text_enum! {
    /// What the lead writes down of somebody with a seat.
    Attendance {
        Attended = "attended",
        Partial = "partial",
        Excused = "excused",
        NoShow = "no_show",
    }
}

impl Attendance {
    pub const fn state(self) -> State {
        match self {
            Self::Attended => State::Attended,
            Self::Partial => State::Partial,
            Self::Excused => State::Excused,
            Self::NoShow => State::NoShow,
        }
    }
}

text_enum! {
    /// Comes to learn, or to help those who learn.
    Role { Learner = "learner", Helper = "helper" }
}

text_enum! {
    /// Through whom it came; decides nothing.
    Source {
        Account = "account",
        Facilitator = "facilitator",
        Colleague = "colleague",
        Offline = "offline",
        Import = "import",
    }
}

text_enum! {
    /// Whose yes a workshop's seats need.
    Approval { None = "none", Manager = "manager", Coordinator = "coordinator" }
}

text_enum! {
    /// Who said that somebody came: whoever manages the workshop, or the person, on the kiosk or
    /// their own phone.
    SeenBy { Facilitator = "facilitator", Kiosk = "kiosk", Phone = "phone" }
}

/// The last word on whether somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    pub by: SeenBy,
    pub at: Moment,
    /// Of who said it themself: the command.
    pub tap_id: Option<Id>,
    /// Where their enrolment stood before; none for one that came with the tap.
    pub before: Option<State>,
}

impl Seen {
    /// Said by who manages the workshop.
    pub const fn by_facilitator(at: Moment) -> Option<Self> {
        Some(Self { by: SeenBy::Facilitator, at, tap_id: None, before: None })
    }
}

/// One person in one workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Enrolment {
    pub id: Id,
    /// Somebody with or without an account.
    pub person_id: Id,
    pub state: State,
    pub role: Role,
    pub source: Source,
    pub created_at: Moment,
    /// When it last entered the queue; kept once a seat is found.
    pub queued_at: Option<Moment>,
    /// Higher goes first.
    pub priority: u8,
    /// When it got its seat; kept once it is given back.
    pub confirmed_at: Option<Moment>,
    /// Of an offer: until when it may be accepted.
    pub offer_until: Option<Moment>,
    /// Of a request that holds a seat: until when an answer is due.
    pub answer_until: Option<Moment>,
    /// Somebody said yes to it, where that is needed.
    pub is_approved: bool,
    /// Let an offer lapse; passed over until renewed.
    pub has_lapsed: bool,
    /// Was told that a seat went by while they were taken elsewhere.
    pub was_passed_over: bool,
    /// A confirmed seat that its learner gave back late.
    pub is_late: bool,
    /// Why it was declined or cancelled.
    pub reason: Option<String>,
    pub seen: Option<Seen>,
}

/// The order of a queue: priority, time of entering, id.
pub(super) type Rank = (Reverse<u8>, Moment, Id);

impl Enrolment {
    /// Waits in the queue.
    pub fn waits(&self) -> bool {
        self.state == State::Waitlisted
    }

    /// Uses one of the seats. Helpers do not; who came without an enrolment does, even over the
    /// seats.
    pub fn holds_seat(&self) -> bool {
        let holds = match self.state {
            State::Confirmed | State::Offered => true,
            State::Requested => self.answer_until.is_some(),
            State::Attended | State::Partial | State::Excused | State::NoShow => true,
            State::WalkIn => true,
            State::Waitlisted => false,
            State::Declined | State::CancelledByLearner | State::CancelledByOrganiser => false,
        };
        holds && self.role == Role::Learner
    }

    /// Its place in the queue.
    pub(super) fn rank(&self) -> Rank {
        (Reverse(self.priority), self.queued_at.unwrap_or(self.created_at), self.id)
    }
}
