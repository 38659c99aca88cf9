//! What can be asked of a roster.

use serde::Serialize;

use super::record::{Attendance, Role, SeenBy, Source};
use crate::platform::database::Id;

/// One deed. Who may do it is the policy's to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Asks for a seat.
    Enrol {
        /// Chosen by the caller, as devices without a network do.
        enrolment_id: Id,
        person_id: Id,
        role: Role,
        source: Source,
        /// 0, or [`super::PRIORITY_AFTER_CANCELLATION`].
        priority: u8,
        /// Enters the queue when there is no seat; otherwise that is a refusal.
        waits: bool,
    },
    /// Still wants a seat after a lapsed offer.
    Renew { enrolment_id: Id },
    /// Says yes to a request.
    Approve { enrolment_id: Id },
    /// Says no to a request.
    Decline { enrolment_id: Id, reason: String },
    /// Takes an offered seat.
    Accept { enrolment_id: Id },
    /// The learner gives back a seat, an offer, a request or a place in the queue.
    Withdraw { enrolment_id: Id },
    /// The organiser takes it back; a walk-in too, written down by mistake.
    Remove { enrolment_id: Id, reason: String },
    /// The lead gives a seat that was left to them.
    Seat { enrolment_id: Id },
    /// The lead writes down somebody who came without a confirmed seat; who waited or was offered
    /// one keeps their enrolment, and the id here is not used.
    WalkIn { enrolment_id: Id, person_id: Id },
    /// The lead writes down who came, or corrects it.
    Mark { enrolment_id: Id, attendance: Attendance },
    /// Somebody says themself that they are there: with a seat, or as a walk-in where one is free.
    /// An enrolment that comes with it has the id of the tap.
    CheckIn { tap_id: Id, person_id: Id, by: SeenBy },
    /// What a tap on the kiosk did is undone, at once.
    TakeBack { enrolment_id: Id, tap_id: Id },
    /// The seats were counted anew: another room, a facilitator more or less, devices.
    SetSeats { seats: u32 },
    /// The workshop does not take place.
    CancelAll { reason: String },
}

/// What a repeated command is compared by.
pub(super) fn fingerprint<T: Serialize>(command: &T) -> String {
    serde_json::to_string(command).unwrap_or_default()
}

impl Command {
    /// The one enrolment that it is about, if there is one already.
    pub(super) fn enrolment_id(&self) -> Option<Id> {
        match self {
            Self::Renew { enrolment_id }
            | Self::Approve { enrolment_id }
            | Self::Decline { enrolment_id, .. }
            | Self::Accept { enrolment_id }
            | Self::Withdraw { enrolment_id }
            | Self::Remove { enrolment_id, .. }
            | Self::Seat { enrolment_id }
            | Self::Mark { enrolment_id, .. }
            | Self::TakeBack { enrolment_id, .. } => Some(*enrolment_id),
            Self::Enrol { .. }
            | Self::WalkIn { .. }
            | Self::CheckIn { .. }
            | Self::SetSeats { .. }
            | Self::CancelAll { .. } => None,
        }
    }

    /// To be kept with the command's id, and given back in [`super::Roster::applied`].
    pub fn fingerprint(&self) -> String {
        fingerprint(self)
    }
}
