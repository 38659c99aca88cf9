//! What people send about enrolments.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::record::{Attendance, Role};
use crate::platform::database::Id;
use crate::platform::http::{Checked, Faults, Said};
use crate::text_enum;

/// Somebody to enrol: oneself, unless somebody else is named.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolInput {
    /// Of the enrolment, chosen by the device: sent twice, it is one.
    pub id: Id,
    /// A learner one follows.
    pub learner_id: Option<Id>,
    /// A colleague, by what the employer calls them.
    #[schema(example = "A-1042")]
    pub staff_number: Option<String>,
    /// `learner` when absent; who knows it all already may come as a helper.
    #[schema(inline)]
    pub role: Option<Role>,
    /// Whether to wait when there is no seat: true when absent.
    pub waits: Option<bool>,
}

impl Checked for EnrolInput {
    fn check(&self, faults: &mut Faults) {
        check_whom(faults, self.learner_id, self.staff_number.as_deref());
    }
}

fn check_whom(faults: &mut Faults, learner_id: Option<Id>, staff_number: Option<&str>) {
    if let Some(number) = staff_number {
        faults.name("/staff_number", number, 50);
        if learner_id.is_some() {
            faults.contradiction(
                "/staff_number",
                "Nommez la personne d’une seule façon.",
                "Name the person in one way only.",
            );
        }
    }
}

/// Somebody who came without a confirmed seat.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkInInput {
    /// Of the enrolment, chosen by the device.
    pub id: Id,
    /// A learner one follows.
    pub learner_id: Option<Id>,
    /// A colleague, by what the employer calls them.
    pub staff_number: Option<String>,
    /// Somebody who waited: the enrolment that they have.
    pub enrolment_id: Option<Id>,
}

impl Checked for WalkInInput {
    fn check(&self, faults: &mut Faults) {
        check_whom(faults, self.learner_id, self.staff_number.as_deref());
        let ways =
            [self.learner_id.is_some(), self.staff_number.is_some(), self.enrolment_id.is_some()];
        match ways.iter().filter(|way| **way).count() {
            0 => faults.required("/learner_id"),
            1 => {}
            _ => faults.contradiction(
                "/enrolment_id",
                "Nommez la personne d’une seule façon.",
                "Name the person in one way only.",
            ),
        }
    }
}

text_enum! {
    /// What may be asked of an enrolment.
    Asked {
        Withdraw = "withdraw",
        Accept = "accept",
        Renew = "renew",
        Approve = "approve",
        Decline = "decline",
        Remove = "remove",
        Seat = "seat",
        Mark = "mark",
    }
}

/// One thing to do with an enrolment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EnrolmentCommandInput)]
pub struct CommandInput {
    /// Of the command, chosen by the device: sent twice, it is done once.
    pub id: Id,
    #[serde(rename = "do")]
    pub asked: Asked,
    /// With `decline` and `remove`: the person reads it; at most 500 characters.
    pub reason: Option<String>,
    /// With `mark`.
    pub attendance: Option<Attendance>,
}

impl Checked for CommandInput {
    fn check(&self, faults: &mut Faults) {
        let needs_reason = matches!(self.asked, Asked::Decline | Asked::Remove);
        let reason = self.reason.as_deref();
        if needs_reason && reason.is_none_or(|reason| reason.trim().is_empty()) {
            faults.required("/reason");
        }
        faults.text("/reason", reason, 500);
        match (self.asked, self.attendance) {
            (Asked::Mark, None) => faults.required("/attendance"),
            (Asked::Mark, Some(_)) | (_, None) => {}
            (_, Some(_)) => faults.contradiction(
                "/attendance",
                "La présence ne va qu’avec « mark ».",
                "Attendance goes with “mark” only.",
            ),
        }
    }
}

/// Where to move.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveInput {
    /// Of the command, chosen by the device.
    pub id: Id,
    /// The other workshop.
    pub workshop_id: Id,
    /// Of the enrolment there, chosen by the device.
    pub new_enrolment_id: Id,
}

impl Checked for MoveInput {
    fn check(&self, faults: &mut Faults) {
        if self.id == self.new_enrolment_id {
            let said = Said::new("Deux identifiants différents.", "Two different ids.");
            faults.add("/new_enrolment_id", "contradiction", said);
        }
    }
}

/// The code of a printed slip.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlipInput {
    #[schema(example = "K7QF-3MPD")]
    pub code: String,
}

impl Checked for SlipInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/code", &self.code, 50);
    }
}
