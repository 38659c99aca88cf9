//! What people are told, and how each telling is kept from happening twice.
//!
//! A notice is told exactly once per (recipient, kind, object, time). The time is the workshop's
//! start, so that a moved workshop is told anew; what may happen again before one start (an offer,
//! a seat that falls free) has its own time: the end of the offer, the instant of the event.
//!
//! [`tell`] writes mails into the outbox in the transaction of their cause; they leave when quiet
//! hours are over. Who has no address is on the lead's list, told by hand.

mod actions;
mod attached;
mod queries;
mod texts;

use serde::Serialize;

use crate::platform::database::{Id, Moment};
use crate::text_enum;

pub use actions::tell;
pub use queries::{Unheard, unheard};

text_enum! {
    /// What a notice says.
    NoticeKind {
        // Enrolment.
        Requested = "requested",
        ApprovalAsked = "approval_asked",
        Confirmed = "confirmed",
        Waitlisted = "waitlisted",
        Promoted = "promoted",
        Offered = "offered",
        OfferLapsed = "offer_lapsed",
        PassedOver = "passed_over",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Cancelled = "cancelled",
        SeatLeft = "seat_left",
        // Workshop.
        Changed = "changed",
        WeekBefore = "week_before",
        TwoDaysBefore = "two_days_before",
        Thanks = "thanks",
        ReportDue = "report_due",
        ReportOverdue = "report_overdue",
        // Of who facilitates, and of who is asked to come.
        FacilitationAsked = "facilitation_asked",
        LeadLeft = "lead_left",
        Invited = "invited",
    }
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "to", content = "id", rename_all = "snake_case")]
pub enum Recipient {
    Person(Id),
    /// Who leads the workshop when it is sent.
    Lead,
    /// Who may approve, when it is sent.
    Approver,
}

/// Something to tell somebody. Its whole is its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Notice {
    pub to: Recipient,
    pub kind: NoticeKind,
    /// The enrolment, or the workshop when it is about no one in particular.
    pub object_id: Id,
    /// The start, or the time of what may happen again.
    pub time: Moment,
}

impl Notice {
    /// The stable key of the outbox.
    pub fn key(&self) -> String {
        let to = match self.to {
            Recipient::Person(id) => id.to_string(),
            Recipient::Lead => "lead".to_owned(),
            Recipient::Approver => "approver".to_owned(),
        };
        format!("{to}/{}/{}/{}", self.kind.code(), self.object_id, self.time.millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::tests::{id, paris};

    #[test]
    fn the_key_holds_all_of_it() {
        let notice = Notice {
            to: Recipient::Person(id(1)),
            kind: NoticeKind::Confirmed,
            object_id: id(2),
            time: paris("2026-11-20 14:00"),
        };
        let others = [
            Notice { to: Recipient::Lead, ..notice },
            Notice { kind: NoticeKind::Promoted, ..notice },
            Notice { object_id: id(3), ..notice },
            Notice { time: paris("2026-11-20 14:30"), ..notice },
        ];
        assert_eq!(notice.key(), notice.clone().key());
        assert!(others.iter().all(|other| other.key() != notice.key()));
        assert!(notice.key().ends_with("/1795179600000"), "{}", notice.key());
    }
}
