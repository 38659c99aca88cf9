//! Enrolments as they are sent: to the person, and to who manages the workshop.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Asked;
use super::queries::EnrolmentRow;
use super::record::{Enrolment, Role, SeenBy, Source, State};
use crate::network::notices::NoticeKind;
use crate::network::workshops::WorkshopSummary;
use crate::platform::database::{Id, Moment};

/// An enrolment as its person sees it, or who enrolled them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EnrolmentView {
    pub id: Id,
    pub workshop_id: Id,
    #[schema(inline)]
    pub state: State,
    #[schema(inline)]
    pub role: Role,
    /// Whether it is the reader's own.
    pub is_own: bool,
    /// The place in the queue, from 1, while waiting.
    pub rank: Option<i64>,
    /// Until when an offered seat is kept.
    pub offer_until: Option<Moment>,
    /// Until when an answer to a request is due.
    pub answer_until: Option<Moment>,
    /// An offer lapsed: say so to be offered another one.
    pub has_lapsed: bool,
    pub is_late: bool,
    /// Why it was declined or cancelled.
    pub reason: Option<String>,
    /// Once, for somebody without an account: the code that gives the seat back, to print.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "K7QF-3MPD")]
    pub slip_code: Option<String>,
    /// What the reader may do with it.
    pub may: Vec<Asked>,
}

impl EnrolmentView {
    pub fn new(row: &EnrolmentRow, is_own: bool, rank: Option<i64>) -> Self {
        let mut may = Vec::new();
        if row.state.is_live() {
            may.push(Asked::Withdraw);
        }
        if row.state == State::Offered {
            may.push(Asked::Accept);
        }
        if row.state == State::Waitlisted && row.has_lapsed {
            may.push(Asked::Renew);
        }
        Self {
            id: row.id,
            workshop_id: row.workshop_id,
            state: row.state,
            role: row.role,
            is_own,
            rank,
            offer_until: row.offer_until,
            answer_until: row.answer_until,
            has_lapsed: row.has_lapsed,
            is_late: row.is_late,
            reason: row.reason.clone(),
            slip_code: None,
            may,
        }
    }
}

/// A commitment of one's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommitmentView {
    pub workshop: WorkshopSummary,
    pub enrolment: EnrolmentView,
}

/// What one is enrolled in.
#[derive(Serialize, ToSchema)]
pub struct CommitmentList {
    /// By the start of the workshops; at most 200.
    pub items: Vec<CommitmentView>,
}

/// A line of a workshop's list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RosterLine {
    pub id: Id,
    /// Empty for somebody of whom nothing is known any more.
    pub first_name: String,
    pub last_name: String,
    /// One the reader follows.
    pub learner_id: Option<Id>,
    #[schema(inline)]
    pub state: State,
    #[schema(inline)]
    pub role: Role,
    pub source: Source,
    /// Who said last that they came, or did not.
    pub seen_by: Option<SeenBy>,
    pub seen_at: Option<Moment>,
    /// The place in the queue, from 1, while waiting.
    pub rank: Option<i64>,
    pub created_at: Moment,
    pub confirmed_at: Option<Moment>,
    pub offer_until: Option<Moment>,
    pub answer_until: Option<Moment>,
    pub is_late: bool,
    pub reason: Option<String>,
    /// What the reader may do with it.
    pub may: Vec<Asked>,
    /// Whether the reader may move them to another workshop.
    pub may_move: bool,
}

/// Somebody to tell by hand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnheardLine {
    pub first_name: String,
    pub last_name: String,
    pub about: NoticeKind,
    pub at: Moment,
    /// There is an address, and the mail could not be delivered.
    pub has_failed: bool,
}

/// A workshop's list, for who manages it.
#[derive(Serialize, ToSchema)]
pub struct RosterView {
    pub workshop_id: Id,
    pub seats: i32,
    pub used: i32,
    pub waiting: i32,
    /// Seats first, then the queue in its order, then what ended.
    pub enrolments: Vec<RosterLine>,
    /// Who was not reached by mail.
    pub unheard: Vec<UnheardLine>,
}

/// The order of a printed list: who has a seat, who waits in turn, what ended.
pub fn order(rows: &mut [EnrolmentRow]) {
    let class = |row: &EnrolmentRow| match row.state {
        State::Waitlisted => 1,
        state if state.stands() => 0,
        _ => 2,
    };
    rows.sort_by_cached_key(|row| {
        let (class, enrolment) = (class(row), Enrolment::from(row));
        let rank = (class == 1).then(|| enrolment.rank());
        (class, rank, row.created_at, row.id)
    });
}
