//! The mails about accounts, in the reader's language.

use super::model::{Account, Language};
use crate::notifications::NewMail;

/// The address a token is redeemed at.
pub fn link(public_url: &str, token: &str) -> String {
    // After the #: a browser sends that part to no server and to no log.
    format!("{public_url}/connexion/lien#{token}")
}

/// The one-time sign-in link somebody asked for.
pub fn sign_in_link_mail(account: &Account, public_url: &str, token: &str) -> NewMail {
    let link = link(public_url, token);
    let first_name = &account.first_name;
    let (subject, body) = match account.language {
        Language::Fr => (
            "Votre lien de connexion à Coopair",
            format!(
                "Bonjour {first_name},\n\nPour vous connecter, ouvrez ce lien. Il sert une seule \
                 fois, pendant 30 minutes :\n\n{link}\n\nVous n’avez rien demandé ? Ne faites \
                 rien : sans ce lien, personne n’entre.\n"
            ),
        ),
        Language::En => (
            "Your Coopair sign-in link",
            format!(
                "Hello {first_name},\n\nOpen this link to sign in. It works once, for 30 \
                 minutes:\n\n{link}\n\nYou did not ask for it? Do nothing: nobody gets in \
                 without this link.\n"
            ),
        ),
    };
    NewMail {
        kind: "sign_in_link",
        recipient: account.email.clone(),
        subject: subject.into(),
        body,
        calendar: None,
    }
}

/// The invitation to a new account.
pub fn invitation_mail(account: &Account, public_url: &str, token: &str) -> NewMail {
    let link = link(public_url, token);
    let first_name = &account.first_name;
    let (subject, body) = match account.language {
        Language::Fr => (
            "Votre accès à Coopair",
            format!(
                "Bonjour {first_name},\n\nUn accès à Coopair vous attend. Ouvrez ce lien, il sert \
                 une seule fois, pendant 30 jours :\n\n{link}\n\nVous pourrez ensuite choisir un \
                 mot de passe, ou demander un lien à chaque connexion.\n"
            ),
        ),
        Language::En => (
            "Your access to Coopair",
            format!(
                "Hello {first_name},\n\nAn access to Coopair is waiting for you. Open this link, \
                 it works once, for 30 days:\n\n{link}\n\nYou can then choose a password, or ask \
                 for a link each time you sign in.\n"
            ),
        ),
    };
    NewMail {
        kind: "invitation",
        recipient: account.email.clone(),
        subject: subject.into(),
        body,
        calendar: None,
    }
}
