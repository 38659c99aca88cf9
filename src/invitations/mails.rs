//! The mails of invitations, in the reader's language.

use super::model::{Invitation, InvitationOffer};
use crate::accounts::{Account, Language};
use crate::notifications::NewMail;

/// The address an invitation is answered at.
pub fn link(public_url: &str, token: &str) -> String {
    // After the #: a browser sends that part to no server and to no log.
    format!("{public_url}/invitation#{token}")
}

/// The invitation itself.
pub fn invited(
    invitation: &Invitation,
    offer: &InvitationOffer,
    language: Language,
    link: &str,
) -> NewMail {
    let InvitationOffer { team_name, coordinator_name } = offer;
    let (subject, body) = match language {
        Language::Fr => (
            format!("Rejoindre l’équipe « {team_name} »"),
            format!(
                "Bonjour,\n\n{coordinator_name} vous invite à rejoindre l’équipe « {team_name} » \
                 sur Coopair. Ouvrez ce lien pour répondre, avec ou sans compte. Il sert une \
                 seule fois, pendant 14 jours, et pour vous seul·e : ne le transmettez pas.\n\n\
                 {link}\n\nAprès votre accord, la coordination de l’équipe voit vos séances et \
                 vos chiffres, jamais l’identité des personnes que vous accompagnez. Vous pouvez \
                 quitter l’équipe à tout moment.\n"
            ),
        ),
        Language::En => (
            format!("Join the team “{team_name}”"),
            format!(
                "Hello,\n\n{coordinator_name} invites you to join the team “{team_name}” on \
                 Coopair. Open this link to answer, with or without an account. It works once, \
                 for 14 days, and for you alone: do not pass it on.\n\n{link}\n\nOnce you agree, \
                 the team's coordination sees your sessions and your figures, never the identity \
                 of the people you help. You can leave the team at any time.\n"
            ),
        ),
    };
    let recipient = invitation.email.clone();
    NewMail { kind: "team_invitation", recipient, subject, body, calendar: None }
}

/// Tells the coordinator that somebody joined.
pub fn accepted(coordinator: &Account, team_name: &str, member_name: &str) -> NewMail {
    let first_name = &coordinator.first_name;
    let (subject, body) = match coordinator.language {
        Language::Fr => (
            format!("{member_name} a rejoint l’équipe « {team_name} »"),
            format!(
                "Bonjour {first_name},\n\n{member_name} a accepté votre invitation et fait partie \
                 de l’équipe « {team_name} » à partir d’aujourd’hui.\n"
            ),
        ),
        Language::En => (
            format!("{member_name} joined the team “{team_name}”"),
            format!(
                "Hello {first_name},\n\n{member_name} accepted your invitation and is in the team \
                 “{team_name}” from today.\n"
            ),
        ),
    };
    let recipient = coordinator.email.clone();
    NewMail { kind: "team_invitation_accepted", recipient, subject, body, calendar: None }
}

/// Tells the coordinator that somebody declined.
pub fn declined(coordinator: &Account, team_name: &str, email: &str) -> NewMail {
    let first_name = &coordinator.first_name;
    let (subject, body) = match coordinator.language {
        Language::Fr => (
            format!("Une invitation dans l’équipe « {team_name} » est déclinée"),
            format!(
                "Bonjour {first_name},\n\nLa personne invitée à l’adresse {email} ne souhaite pas \
                 rejoindre l’équipe « {team_name} ».\n"
            ),
        ),
        Language::En => (
            format!("An invitation into the team “{team_name}” was declined"),
            format!(
                "Hello {first_name},\n\nThe person invited at {email} does not wish to join the \
                 team “{team_name}”.\n"
            ),
        ),
    };
    let recipient = coordinator.email.clone();
    NewMail { kind: "team_invitation_declined", recipient, subject, body, calendar: None }
}
