//! Types and rules of invitations into teams.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::Language;
use crate::facilitators::FacilitatorKind;
use crate::platform::contact;
use crate::platform::database::schema::team_invitations;
use crate::platform::database::{Id, Moment};
use crate::platform::http::{Checked, Faults, Said};
use crate::sign_in::SignedIn;
use crate::text_enum;

/// How long the link of an invitation works, in seconds: 14 days.
pub const LIFE_S: i64 = 14 * 24 * 3600;
/// The most addresses of one request.
const MOST_AT_ONCE: usize = 50;

text_enum! {
    /// How an invitation was answered, as it is kept.
    Answer {
        Waiting = "waiting",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// Where an invitation stands: `expired` is one that waited too long.
    InvitationState {
        Waiting = "waiting",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Expired = "expired",
    }
}

/// An invitation as it is kept.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = team_invitations)]
pub struct Invitation {
    pub id: Id,
    pub team_id: Id,
    pub email: String,
    /// Of the token in the link; the token itself is nowhere.
    pub token_hash: String,
    pub invited_by: Id,
    pub state: Answer,
    pub created_at: Moment,
    /// When the link that works was made.
    pub sent_at: Moment,
    pub expires_at: Moment,
    pub answered_at: Option<Moment>,
}

impl Invitation {
    pub fn state_at(&self, now: Moment) -> InvitationState {
        match self.state {
            Answer::Waiting if self.expires_at <= now => InvitationState::Expired,
            Answer::Waiting => InvitationState::Waiting,
            Answer::Accepted => InvitationState::Accepted,
            Answer::Declined => InvitationState::Declined,
            Answer::Withdrawn => InvitationState::Withdrawn,
        }
    }
}

/// People to invite into a team.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamInvitationsInput {
    /// 1–50 addresses; nothing is sent as long as one of them is refused.
    #[schema(example = json!(["amelie.roussel@exemple.fr"]))]
    pub emails: Vec<String>,
}

impl TeamInvitationsInput {
    /// The addresses in the form that is kept.
    pub fn normal(&self) -> Vec<String> {
        self.emails.iter().map(|typed| crate::accounts::normal_email(typed)).collect()
    }
}

impl Checked for TeamInvitationsInput {
    fn check(&self, faults: &mut Faults) {
        if self.emails.is_empty() {
            faults.required("/emails");
        }
        if self.emails.len() > MOST_AT_ONCE {
            faults.add(
                "/emails",
                "out_of_range",
                Said::new(
                    format!("{MOST_AT_ONCE} adresses au plus à la fois."),
                    format!("{MOST_AT_ONCE} addresses at most at a time."),
                ),
            );
            return;
        }
        let normal = self.normal();
        for (at, typed) in self.emails.iter().enumerate() {
            let pointer = format!("/emails/{at}");
            if faults.keep(&pointer, contact::email(typed)).is_some()
                && normal[..at].contains(&normal[at])
            {
                faults.add(
                    pointer,
                    "duplicate",
                    Said::new(
                        "Cette adresse est déjà plus haut.",
                        "This address is given above already.",
                    ),
                );
            }
        }
    }
}

/// An invitation as the team's coordinator and administrators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamInvitationView {
    pub id: Id,
    #[schema(example = "amelie.roussel@exemple.fr")]
    pub email: String,
    pub state: InvitationState,
    #[schema(example = "Hugo Vernier")]
    pub invited_by_name: String,
    pub created_at: Moment,
    /// When the link that works was made.
    pub sent_at: Moment,
    pub expires_at: Moment,
    pub answered_at: Option<Moment>,
}

/// What stands after `#` in the link of an invitation.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationToken {
    pub token: String,
}

impl Checked for InvitationToken {
    fn check(&self, faults: &mut Faults) {
        faults.name("/token", &self.token, 200);
    }
}

/// What the invited may know before answering, and nothing else.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationOffer {
    #[schema(example = "Équipe du littoral")]
    pub team_name: String,
    #[schema(example = "Hugo Vernier")]
    pub coordinator_name: String,
}

/// Who somebody without an account is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewcomerInput {
    /// 1–100 characters.
    #[schema(example = "Amélie")]
    pub first_name: String,
    /// 1–100 characters.
    #[schema(example = "Roussel")]
    pub last_name: String,
    pub kind: FacilitatorKind,
    /// Of the screens and mails.
    pub language: Language,
}

/// A yes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptanceInput {
    /// What stands after `#` in the link.
    pub token: String,
    /// For somebody without an account; for others it changes nothing.
    pub newcomer: Option<NewcomerInput>,
}

impl Checked for AcceptanceInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/token", &self.token, 200);
        if let Some(newcomer) = &self.newcomer {
            faults.name("/newcomer/first_name", &newcomer.first_name, 100);
            faults.name("/newcomer/last_name", &newcomer.last_name, 100);
        }
    }
}

/// The answer to a yes.
#[derive(Serialize, ToSchema)]
pub struct Acceptance {
    #[schema(example = "Équipe du littoral")]
    pub team_name: String,
    /// For somebody who was not signed in; the refresh token travels in a cookie of its own.
    pub signed_in: Option<SignedIn>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_own_fault() {
        let input = |emails: &[&str]| TeamInvitationsInput {
            emails: emails.iter().map(|email| (*email).to_owned()).collect(),
        };
        let told = |input: &TeamInvitationsInput| {
            let mut faults = Faults::new();
            input.check(&mut faults);
            let faults = faults.into_vec();
            faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect::<Vec<_>>()
        };
        assert_eq!(told(&input(&["a@exemple.fr", "b@exemple.fr"])), []);
        assert_eq!(told(&input(&[])), [("/emails".to_owned(), "required")]);
        assert_eq!(
            told(&input(&["a@exemple.fr", "personne", " A@exemple.fr", ""])),
            [
                ("/emails/1".to_owned(), "invalid_email"),
                ("/emails/2".to_owned(), "duplicate"),
                ("/emails/3".to_owned(), "invalid_email"),
            ]
        );
        assert_eq!(told(&input(&["x"; 51])), [("/emails".to_owned(), "out_of_range")]);
    }
}
