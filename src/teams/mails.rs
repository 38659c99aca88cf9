//! The mails about coming into a team and going out of it, in the reader's language.

use super::model::Team;
use crate::accounts::{Account, Language};
use crate::notifications::NewMail;

/// Tells the coordinator that somebody left.
pub fn member_left(coordinator: &Account, team: &Team, member_name: &str) -> NewMail {
    let (first_name, team) = (&coordinator.first_name, &team.name);
    let (subject, body) = match coordinator.language {
        Language::Fr => (
            format!("Un départ de l’équipe « {team} »"),
            format!(
                "Bonjour {first_name},\n\n{member_name} a quitté aujourd’hui l’équipe « {team} ». \
                 Ses séances comptent dans les chiffres de l’équipe jusqu’à ce jour.\n"
            ),
        ),
        Language::En => (
            format!("Somebody left the team “{team}”"),
            format!(
                "Hello {first_name},\n\n{member_name} left the team “{team}” today. Their \
                 sessions count in the team's figures up to this day.\n"
            ),
        ),
    };
    NewMail {
        kind: "team_member_left",
        recipient: coordinator.email.clone(),
        subject,
        body,
        calendar: None,
    }
}

/// Tells a member that somebody else ended their stay.
pub fn stay_ended(member: &Account, team: &Team) -> NewMail {
    let (first_name, team) = (&member.first_name, &team.name);
    let (subject, body) = match member.language {
        Language::Fr => (
            format!("Vous ne faites plus partie de l’équipe « {team} »"),
            format!(
                "Bonjour {first_name},\n\nDepuis aujourd’hui, vous ne faites plus partie de \
                 l’équipe « {team} ». Votre compte, vos séances et les personnes que vous \
                 accompagnez restent à vous ; la coordination de l’équipe ne les voit plus.\n"
            ),
        ),
        Language::En => (
            format!("You are no longer in the team “{team}”"),
            format!(
                "Hello {first_name},\n\nFrom today you are no longer in the team “{team}”. Your \
                 account, your sessions and the people you help stay yours; the team's \
                 coordination no longer sees them.\n"
            ),
        ),
    };
    NewMail {
        kind: "team_stay_ended",
        recipient: member.email.clone(),
        subject,
        body,
        calendar: None,
    }
}
